-- The fields of which claims disagree, and in which way.
SELECT f.id AS fact, f.kind, {owner} f.summary, v.field, g.sort, g.reason, v.value AS shown, v.words AS shown_words,
       v.alternatives AS shown_values, v.rule
-- SQLite joins in the order of CROSS JOIN: the first rows then come without sorting the rest.
FROM facts f
CROSS JOIN fields v
CROSS JOIN disagreements g
{owner_join}
WHERE v.fact = f.id AND g.fact = v.fact AND g.field = v.field AND NOT ({summed}) AND {filters}
ORDER BY {base:f}f.position NULLS LAST, v.position NULLS LAST, g.sort NULLS LAST
