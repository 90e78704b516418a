-- Where the words occur: the best match first or, of very many, in the order of the base.
SELECT s.fact, s.part, s.text, s.source, :instead AS instead
FROM (
    SELECT number FROM (
        SELECT rowid AS number FROM search WHERE :ranked = 1 AND search MATCH :words ORDER BY rank, rowid LIMIT -1
    )
    UNION ALL
    SELECT number FROM (
        SELECT rowid AS number FROM search WHERE :ranked = 0 AND search MATCH :words ORDER BY rowid LIMIT -1
    )
) m
CROSS JOIN search s ON s.rowid = m.number
LEFT JOIN facts f ON f.id = s.fact
WHERE {filters}
