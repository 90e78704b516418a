-- Every field of every fact, weighed.
SELECT f.id AS fact, f.kind, f.contingent, v.field, v.value, v.words, v.status, v.origins, f.position, v.position AS place
FROM fields v
JOIN facts f ON f.id = v.fact
WHERE {filters}
ORDER BY f.position, v.position
