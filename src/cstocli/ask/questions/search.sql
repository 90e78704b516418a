-- Where the words occur: the best match first or, of very many, in the order of the base. Then where others do.
SELECT s.fact, s.part, s.text, s.source, m.instead
FROM (
    SELECT number, NULL AS instead FROM (
        SELECT rowid AS number FROM search WHERE :ranked = 1 AND search MATCH :words ORDER BY rank, rowid LIMIT -1
    )
    UNION ALL
    SELECT number, NULL FROM (
        SELECT rowid AS number FROM search WHERE :ranked = 0 AND search MATCH :words ORDER BY rowid LIMIT -1
    )
    UNION ALL
    SELECT number, :instead FROM (
        SELECT rowid AS number FROM search WHERE search MATCH :others ORDER BY rank, rowid LIMIT :most
    )
) m
CROSS JOIN search s ON s.rowid = m.number
LEFT JOIN facts f ON f.id = s.fact
WHERE {filters}
