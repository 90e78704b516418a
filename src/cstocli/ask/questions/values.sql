-- The values of fields of some facts, and whose they are; those of rivals stand under each of them.
SELECT v.fact AS fact, v.field AS field, s.fact AS said_of, s.value, s.words, s.stance, s.standing,
       CASE WHEN c.via_inferred = TRUE THEN c.source ELSE c.origin END AS origin, c.source,
       '' AS rival, c.id AS claim, s.position AS position
FROM fields v
JOIN claim_values s ON s.fact = v.fact AND s.field = v.field
JOIN claims c ON c.id = s.claim
WHERE v.fact IN ({facts})
UNION ALL
SELECT r.fact AS fact, r.field AS field, s.fact AS said_of, s.value, s.words, s.stance, s.standing,
       CASE WHEN c.via_inferred = TRUE THEN c.source ELSE c.origin END AS origin, c.source,
       r.degree AS rival, c.id AS claim, s.position AS position
FROM (
    SELECT DISTINCT a.fact, a.field, a.degree, b.fact AS other, b.field AS other_field
    FROM rivals a JOIN rivals b ON b.id = a.id AND b.fact <> a.fact
    WHERE a.fact IN ({facts})
) r
JOIN claim_values s ON s.fact = r.other AND s.field = r.other_field
JOIN claims c ON c.id = s.claim
ORDER BY fact NULLS LAST, field NULLS LAST, rival NULLS LAST, claim NULLS LAST, said_of NULLS LAST,
         position NULLS LAST
