-- The documents, and how many claims each makes about the facts asked for.
SELECT 'source/' || s.id AS fact, s.id AS source, s.publisher, s.title, s.url, s.published, s.language,
       s.author, s.kind, s.interest, s.grade, s.origin,
       (SELECT count(*) FROM claims c JOIN facts f ON f.id = c.fact WHERE c.source = s.id AND {filters}) AS claims
FROM sources s
{if_filtered} WHERE s.id IN (SELECT c.source FROM facts f JOIN claims c ON c.fact = f.id WHERE {filters})
ORDER BY s.published_latest NULLS LAST, s.id NULLS LAST
