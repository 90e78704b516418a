-- The fields of one fact.
SELECT v.fact, v.field, v.value, v.words, v.status, v.origins, v.articles, v.rule
FROM fields v
WHERE v.fact = :fact
ORDER BY v.position NULLS LAST
