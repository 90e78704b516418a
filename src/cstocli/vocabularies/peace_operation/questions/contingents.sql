-- What each contingent's facts add up to.
SELECT f.id AS fact, k.id AS contingent, k.country, k.code AS country_code,
       k.personnel, k.personnel_words, k.equipment, k.equipment_units, k.equipment_units_words,
       k.approved, k.sent, k.arrived, k.guarded, k.left_, k.left_by,
       f.earliest AS present_earliest, f.certain_from AS present_surely_from,
       f.certain_to AS present_surely_to, f.latest AS present_latest,
       {certainty} AS certainty
FROM contingents k
JOIN facts f ON f.id = k.fact
WHERE {filters}
ORDER BY {base:f}k.country NULLS LAST, k.id NULLS LAST
