-- Who guarded what.
SELECT f.id AS fact, f.contingent, k.country,
       s.name AS site, g.guarded, g.guarded_field, g.site AS site_id, p.name AS place, p.id AS place_id,
       g.since, g.until, g.personnel, g.personnel_words, g.site_count, g.site_count_words, g.site_kinds, f.part_of,
       {certainty} AS certainty
FROM guards g
JOIN facts f ON f.id = g.fact
LEFT JOIN contingents k ON k.id = f.contingent
LEFT JOIN places s ON s.id = g.site
LEFT JOIN places p ON p.id = s.within
WHERE {filters}
ORDER BY {base:f}k.country NULLS LAST, s.name NULLS FIRST, f.position NULLS LAST
