-- Where the words occur, the best match first.
SELECT s.fact, s.part, s.text, s.source, :instead AS instead
FROM search s
LEFT JOIN facts f ON f.id = s.fact
WHERE search MATCH :words AND {filters}
ORDER BY rank NULLS LAST, s.fact NULLS FIRST, s.part NULLS FIRST, s.source NULLS FIRST, s.rowid NULLS LAST
