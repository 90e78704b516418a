-- Everything dated, in order.
SELECT f.id AS fact, d.date, d.earliest, d.latest, d.part_of_day, f.kind, d.field, f.summary,
       f.contingent, k.country, p.name AS place, f.place AS place_id,
       {certainty} AS certainty
FROM dated d
JOIN facts f ON f.id = d.fact
LEFT JOIN contingents k ON k.id = f.contingent
LEFT JOIN places p ON p.id = f.place
WHERE {filters}
ORDER BY CASE WHEN d.earliest = '0001-01-01' THEN d.latest ELSE d.earliest END, d.latest,
         CASE d.part_of_day WHEN 'night' THEN 0 WHEN 'morning' THEN 1 WHEN 'afternoon' THEN 2 WHEN 'evening' THEN 3 ELSE 4 END,
         f.id
