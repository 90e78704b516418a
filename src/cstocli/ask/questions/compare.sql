-- Every field of every fact, weighed.
SELECT f.id AS fact, f.kind, {owner_id} v.field, coalesce(v.value, v.alternatives) AS value, v.words, v.status, v.origins, v.independent, f.summed
FROM fields v
JOIN facts f ON f.id = v.fact
WHERE {filters}
ORDER BY {base:f}f.position NULLS LAST, v.position NULLS LAST
