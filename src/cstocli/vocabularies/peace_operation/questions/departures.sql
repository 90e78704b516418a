-- When and by what each contingent left; one row a movement.
SELECT f.id AS fact, f.contingent, k.country, CASE WHEN f.plan = TRUE THEN 'plan' || coalesce(': ' || f.title, '')
            WHEN f.part_of IS NOT NULL THEN 'part' || coalesce(': ' || f.title, '') ELSE f.title END AS title, f.part_of,
       d.date, d.date_earliest AS earliest, d.date_latest AS latest, d.part_of_day,
       a.name AS from_place, d.from_place AS from_place_id,
       b.name AS to_place, d.to_place AS to_place_id,
       d.mode, d.means, d.means_field, d.aircraft, d.aircraft_count, d.aircraft_count_words,
       o.name AS operator, d.operator AS operator_id,
       d.carried, d.accompanied_by, d.vehicles, d.personnel, d.personnel_words, d.distance_km, d.distance_km_words,
       {certainty} AS certainty
FROM departures d
JOIN facts f ON f.id = d.fact
LEFT JOIN contingents k ON k.id = f.contingent
LEFT JOIN places a ON a.id = d.from_place
LEFT JOIN places b ON b.id = d.to_place
LEFT JOIN organisations o ON o.id = d.operator
LEFT JOIN facts w ON w.id = f.part_of
WHERE {filters}
ORDER BY k.country NULLS LAST, CASE WHEN coalesce(w.earliest, f.earliest) = '0000-00-00' THEN 1 ELSE 0 END NULLS LAST,
         coalesce(w.earliest, f.earliest) NULLS LAST, coalesce(w.id, f.id) NULLS LAST,
         CASE WHEN f.part_of IS NULL THEN 0 ELSE 1 END NULLS LAST, f.earliest NULLS LAST, f.id NULLS LAST
