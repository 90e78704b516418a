-- What each source says of each field of some facts, and how that stands to the value shown.
SELECT b.fact, c.source, q.publisher, c.origin, s.field, s.words, s.stance, s.standing, k.position
FROM supporting_claims b
JOIN facts f ON f.id = b.fact
JOIN claims c ON c.id = b.claim
JOIN sources q ON q.id = c.source
LEFT JOIN claim_values s ON s.fact = b.fact AND s.claim = c.id
LEFT JOIN kind_fields k ON k.kind = f.kind AND k.field = s.field
WHERE f.id IN (
    SELECT g.id FROM facts g WHERE g.id = :fact UNION ALL SELECT g.id FROM facts g WHERE g.kind = :kind
) AND {filters}
ORDER BY f.position NULLS LAST, c.id NULLS LAST, s.field NULLS FIRST, s.position NULLS FIRST
