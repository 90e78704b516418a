-- The places, and how many of the facts asked for concern each or what lies in it.
SELECT 'place/' || p.id AS fact, p.id AS place, p.name, u.name AS within, p.within AS within_id,
       p.latitude, p.longitude,
       (SELECT count(DISTINCT f.id) FROM place_within w
        JOIN fact_places l ON l.place = w.place
        JOIN facts f ON f.id = l.fact
        WHERE w.ancestor = p.id AND NOT ({summed}) AND {filters}) AS facts
FROM places p
LEFT JOIN places u ON u.id = p.within
WHERE {within}
{if_filtered} AND p.id IN (SELECT w.ancestor FROM facts f JOIN fact_places l ON l.fact = f.id JOIN place_within w ON w.place = l.place WHERE NOT ({summed}) AND {filters})
ORDER BY p.id NULLS LAST
