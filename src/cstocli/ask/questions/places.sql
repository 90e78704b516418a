-- The places, and how many of the facts asked for concern each or what lies in it.
WITH wanted AS (
    SELECT DISTINCT w.ancestor AS place, f.id AS fact
    FROM facts f
    JOIN fact_places l ON l.fact = f.id
    JOIN place_within w ON w.place = l.place
    WHERE NOT ({summed}) AND {filters}
)
SELECT 'place/' || p.id AS fact, p.id AS place, p.name, u.name AS within, p.within AS within_id,
       p.latitude, p.longitude, count(w.fact) AS facts
FROM places p
LEFT JOIN places u ON u.id = p.within
LEFT JOIN wanted w ON w.place = p.id
WHERE {within}
GROUP BY {base:p}p.id, p.name, u.name, p.within, p.latitude, p.longitude
HAVING count(w.fact) >= :least
ORDER BY {base:p}p.id NULLS LAST
