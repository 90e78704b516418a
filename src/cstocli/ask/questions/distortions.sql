-- Who changed an account on its way.
SELECT f.id AS fact, f.kind, {owner} f.summary, s.field, n.words AS told, m.source AS told_by, s.words AS changed_to,
       c.source, q.publisher, c.chain, c.quote, s.aside_reason AS reason
FROM claim_values s
JOIN claims c ON c.id = s.claim
JOIN sources q ON q.id = c.source
JOIN facts f ON f.id = s.fact
LEFT JOIN claim_values n ON n.fact = s.fact AND n.field = s.field AND n.claim = s.aside_by
LEFT JOIN claims m ON m.id = s.aside_by
{owner_join}
WHERE s.aside = 'distortion' AND NOT ({summed}) AND {filters}
ORDER BY {base:f}f.position NULLS LAST, s.field NULLS LAST, c.id NULLS LAST, n.position NULLS LAST, s.position NULLS LAST
