-- The fields of which claims disagree, and in which way.
SELECT f.id AS fact, f.kind, {owner} f.summary, v.field, g.sort, g.reason, v.value AS shown, v.words AS shown_words,
       v.alternatives AS shown_values, v.rule
FROM disagreements g
JOIN fields v ON v.fact = g.fact AND v.field = g.field
JOIN facts f ON f.id = v.fact
{owner_join}
WHERE NOT ({summed}) AND {filters}
ORDER BY {base:f}f.position NULLS LAST, v.position NULLS LAST, g.sort NULLS LAST
