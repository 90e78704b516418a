-- From when to when each contingent may have been there, and surely was.
SELECT f.id AS fact, f.contingent, k.country, f.possible_from AS earliest, f.possible_to AS latest, f.certain_from AS surely_from, f.certain_to AS surely_to,
       k.arrived, k.left_,
       {certainty} AS certainty
FROM facts f
JOIN contingents k ON k.fact = f.id
WHERE {filters}
ORDER BY {base:f}k.country NULLS LAST, k.id NULLS LAST
