-- The values of every disputed field, and whose they are; those of rivals stand under each of them.
SELECT v.fact, v.field, s.fact AS said_of, s.value, s.words, s.stance, c.origin, c.source
FROM fields v
JOIN facts f ON f.id = v.fact
JOIN claim_values s ON s.field = v.field AND (s.fact = v.fact OR s.fact IN (
    SELECT o.fact FROM rivals r JOIN rivals o ON o.id = r.id WHERE r.fact = v.fact AND r.field = v.field))
JOIN claims c ON c.id = s.claim
WHERE v.status = 'disputed' AND NOT ({summed})
ORDER BY v.fact NULLS LAST, v.field NULLS LAST, CASE WHEN s.fact = v.fact THEN 0 ELSE 1 END NULLS LAST,
         c.id NULLS LAST, s.fact NULLS LAST, s.position NULLS LAST
