-- From when to when each contingent may have been there, and surely was.
SELECT f.id AS fact, f.contingent, k.country, f.reach_from AS earliest, f.reach_to AS latest, f.surely_from, f.surely_to,
       {certainty} AS certainty
FROM facts f
JOIN contingents k ON k.fact = f.id
WHERE {filters}
ORDER BY k.country NULLS LAST, k.id NULLS LAST
