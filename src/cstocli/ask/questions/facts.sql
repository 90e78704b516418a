-- Every fact that somebody wrote down.
SELECT f.id AS fact, f.kind, f.contingent, k.country, f.summary, d.date,
       f.claims, f.origins, f.disputed,
       {certainty} AS certainty
FROM facts f
LEFT JOIN contingents k ON k.id = f.contingent
LEFT JOIN dated d ON d.fact = f.id AND d.field = 'date'
WHERE f.kind <> 'contingent' AND {filters}
ORDER BY f.position
