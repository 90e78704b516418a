-- The fields for which there are values that cannot both be true.
SELECT f.id AS fact, f.kind, f.contingent, k.country, f.summary, v.field, v.value AS shown, v.words AS shown_words,
       v.rule
FROM fields v
JOIN facts f ON f.id = v.fact
LEFT JOIN contingents k ON k.id = f.contingent
WHERE v.status = 'disputed' AND f.kind <> 'contingent' AND {filters}
ORDER BY f.position, v.position
