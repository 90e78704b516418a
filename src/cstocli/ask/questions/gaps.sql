-- The questions that no claim answers.
SELECT f.id AS fact, f.kind, f.contingent, k.country, f.summary, v.field, q.question
FROM fields v
JOIN facts f ON f.id = v.fact
JOIN kind_fields q ON q.kind = f.kind AND q.field = v.field AND q.question IS NOT NULL
LEFT JOIN contingents k ON k.id = f.contingent
WHERE v.status = 'not-stated' AND {filters}
ORDER BY f.kind <> 'contingent', f.position, v.position
