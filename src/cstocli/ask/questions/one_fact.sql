-- The fields of one fact.
SELECT v.fact, v.field, v.value, v.words, v.alternatives, v.low, v.high, v.status, v.origins, v.articles,
       v.independent, v.states, v.fits, v.contradicts, v.set_aside, v.corroborated_as, v.corroborated_as_words, v.rule
FROM fields v
WHERE v.fact = :fact
ORDER BY v.position NULLS LAST
