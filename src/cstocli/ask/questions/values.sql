-- The values of fields of some facts, and whose they are; those of rivals stand under each of them.
SELECT v.fact AS fact, v.field AS field, s.fact AS said_of, s.value, s.words, s.stance, s.standing,
       CASE WHEN c.via_inferred = TRUE THEN c.source ELSE c.origin END AS origin, c.source, 0 AS of_a_rival, c.id AS claim, s.position AS position
FROM fields v
JOIN claim_values s ON s.fact = v.fact AND s.field = v.field
JOIN claims c ON c.id = s.claim
WHERE v.fact IN ({facts})
UNION ALL
SELECT v.fact AS fact, v.field AS field, s.fact AS said_of, s.value, s.words, s.stance, s.standing,
       CASE WHEN c.via_inferred = TRUE THEN c.source ELSE c.origin END AS origin, c.source, 1 AS of_a_rival, c.id AS claim, s.position AS position
FROM fields v
JOIN (
    SELECT DISTINCT r.fact, r.field, o.fact AS rival, o.field AS rival_field FROM rivals r JOIN rivals o ON o.id = r.id AND o.fact <> r.fact
    WHERE r.fact IN ({facts})
) r ON r.fact = v.fact AND r.field = v.field
JOIN claim_values s ON s.fact = r.rival AND s.field = r.rival_field
JOIN claims c ON c.id = s.claim
WHERE v.fact IN ({facts})
ORDER BY fact NULLS LAST, field NULLS LAST, of_a_rival NULLS LAST, claim NULLS LAST, said_of NULLS LAST,
         position NULLS LAST
