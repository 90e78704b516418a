-- The fields for which there are values that cannot both be true.
SELECT f.id AS fact, f.kind, {owner} f.summary, v.field, v.value AS shown, v.words AS shown_words,
       v.rule
FROM fields v
JOIN facts f ON f.id = v.fact
{owner_join}
WHERE v.status = 'disputed' AND NOT ({summed}) AND {filters}
ORDER BY f.position NULLS LAST, v.position NULLS LAST
