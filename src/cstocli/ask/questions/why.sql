-- The claims behind a fact, or behind one of its fields. The words of a number have its hedge, the value has not.
SELECT b.fact, s.field, s.value, s.words,
       CASE WHEN s.value = v.value AND s.words = v.words OR (v.value IS NULL AND s.standing = 'states')
                 OR ({summed} AND s.stance = 'agree') THEN TRUE ELSE FALSE
       END AS shown, s.stance, s.standing,
       coalesce(s.aside, c.aside) AS aside, coalesce(s.aside_reason, c.aside_reason) AS aside_reason,
       c.source, q.publisher, q.published, c.at, c.quote, CASE WHEN s.field IS NULL THEN c.hedge ELSE s.hedge END AS hedge,
       c.via, c.chain, c.via_inferred, c.voice, c.origin, c.as_of,
       c.reading, c.note, q.url, c.fact AS claim_fact
FROM supporting_claims b
JOIN facts f ON f.id = b.fact
JOIN claims c ON c.id = b.claim
JOIN sources q ON q.id = c.source
LEFT JOIN claim_values s ON s.fact = b.fact AND s.claim = c.id
LEFT JOIN fields v ON v.fact = s.fact AND v.field = s.field
WHERE b.fact = :fact AND (:field IS NULL OR s.field = :field) AND {filters}
ORDER BY v.position NULLS FIRST, c.id NULLS LAST, s.position NULLS FIRST
