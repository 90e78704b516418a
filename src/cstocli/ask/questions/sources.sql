-- The documents, and how many claims each makes about the facts asked for.
WITH wanted AS (
    SELECT c.id, c.source FROM claims c JOIN facts f ON f.id = c.fact WHERE {filters}
)
SELECT 'source/' || s.id AS fact, s.id AS source, s.publisher, s.title, s.url, s.published, s.language,
       s.author, s.kind, s.interest, s.grade, s.origin, count(w.id) AS claims
FROM sources s
LEFT JOIN wanted w ON w.source = s.id
GROUP BY {base:s}s.id, s.publisher, s.title, s.url, s.published, s.published_latest, s.language, s.author, s.kind,
         s.interest, s.grade, s.origin
HAVING count(w.id) >= :least
ORDER BY {base:s}s.published_latest NULLS LAST, s.id NULLS LAST
