-- Who goes back to whom: every way that an account took, the first teller first.
SELECT t.teller AS fact, t.path, t.position AS depth, t.short_name AS teller,
       substr('                ', 1, 2 * t.position) || t.short_name AS branch, t.name, t.parent AS goes_back_to,
       count(DISTINCT t.claim) AS claims, count(DISTINCT c.source) AS articles
FROM provenance t
JOIN claims c ON c.id = t.claim
JOIN facts f ON f.id = c.fact
WHERE {filters}
GROUP BY {base:t}t.teller, t.path, t.position, t.short_name, t.name, t.parent
ORDER BY {base:t}t.path NULLS FIRST, t.name NULLS FIRST
