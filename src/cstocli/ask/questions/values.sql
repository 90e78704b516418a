-- The values of disputed fields of some facts, and whose they are; those of rivals stand under each of them.
SELECT v.fact AS fact, v.field AS field, s.fact AS said_of, s.value, s.words, s.stance, c.origin, c.source,
       0 AS of_a_rival, c.id AS claim, s.position AS position
FROM fields v
JOIN claim_values s ON s.fact = v.fact AND s.field = v.field
JOIN claims c ON c.id = s.claim
WHERE v.status = 'disputed' AND v.fact IN ({facts})
UNION ALL
SELECT v.fact AS fact, v.field AS field, s.fact AS said_of, s.value, s.words, s.stance, c.origin, c.source,
       1 AS of_a_rival, c.id AS claim, s.position AS position
FROM fields v
JOIN (
    SELECT DISTINCT r.fact, r.field, o.fact AS rival FROM rivals r JOIN rivals o ON o.id = r.id AND o.fact <> r.fact
    WHERE r.fact IN ({facts})
) r ON r.fact = v.fact AND r.field = v.field
JOIN claim_values s ON s.fact = r.rival AND s.field = v.field
JOIN claims c ON c.id = s.claim
WHERE v.status = 'disputed' AND v.fact IN ({facts})
ORDER BY fact NULLS LAST, field NULLS LAST, of_a_rival NULLS LAST, claim NULLS LAST, said_of NULLS LAST,
         position NULLS LAST
