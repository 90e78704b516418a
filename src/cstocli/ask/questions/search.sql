-- Where the words occur, the best match first.
SELECT s.fact, s.part, s.text, s.source
FROM search s
LEFT JOIN facts f ON f.id = s.fact
WHERE search MATCH :words AND {filters}
ORDER BY rank, s.fact, s.part, s.source
