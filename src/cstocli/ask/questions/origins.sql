-- Who goes back to whom: every way that an account took, the first teller first.
SELECT max(t.teller) AS fact, t.path, max(t.position) AS depth, max(t.short_name) AS teller,
       substr('                ', 1, 2 * max(t.position)) || max(t.short_name) AS branch, max(t.name) AS name,
       max(t.parent) AS goes_back_to, count(DISTINCT t.claim) AS claims, count(DISTINCT c.source) AS articles
FROM provenance t
JOIN claims c ON c.id = t.claim
JOIN facts f ON f.id = c.fact
WHERE {filters}
-- The path determines who is at its end.
GROUP BY t.path
ORDER BY t.path NULLS FIRST
