-- Everything dated, in order.
SELECT f.id AS fact, d.date, d.earliest, d.latest, d.part_of_day, d.time, f.kind, d.field, f.summary, f.summary_status, f.plan, f.part_of,
       {owner} p.name AS place, f.place AS place_id, f.place_status,
       {certainty} AS certainty
FROM dated d
JOIN facts f ON f.id = d.fact
{owner_join}
LEFT JOIN places p ON p.id = f.place
WHERE {filters}
ORDER BY {base:f}CASE WHEN d.earliest = '0000-00-00' THEN d.latest ELSE d.earliest END NULLS LAST, d.latest NULLS LAST,
         CASE d.part_of_day WHEN 'night' THEN 0 WHEN 'morning' THEN 1 WHEN 'afternoon' THEN 2 WHEN 'evening' THEN 3 ELSE 4 END NULLS LAST,
         d.minute NULLS LAST,
         f.id NULLS LAST, d.field NULLS LAST, d.date NULLS LAST
