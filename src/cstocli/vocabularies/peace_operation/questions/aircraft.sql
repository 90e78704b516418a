-- The aircraft of each movement by air, in and out; one row a type.
WITH movements AS (
    SELECT fact, 'in' AS direction, mode, date, date_earliest, date_latest,
           aircraft_count, aircraft_count_words, aircraft_count_low, aircraft_count_high, operator FROM deployments
    UNION ALL
    SELECT fact, 'out' AS direction, mode, date, date_earliest, date_latest,
           aircraft_count, aircraft_count_words, aircraft_count_low, aircraft_count_high, operator FROM departures
),
flown AS (
    SELECT m.fact, m.direction, m.operator, m.date, m.date_earliest, m.date_latest, u.name, u.thing, u.position,
           CASE WHEN u.alone = TRUE THEN coalesce(u.count, m.aircraft_count)
                WHEN u.fact IS NULL THEN m.aircraft_count ELSE u.count END AS count,
           CASE WHEN u.count IS NOT NULL THEN u.count_words
                WHEN u.alone = TRUE OR u.fact IS NULL THEN m.aircraft_count_words END AS count_words,
           CASE WHEN u.count IS NOT NULL THEN u.low
                WHEN u.alone = TRUE OR u.fact IS NULL THEN m.aircraft_count_low END AS low,
           CASE WHEN u.count IS NOT NULL THEN u.high
                WHEN u.alone = TRUE OR u.fact IS NULL THEN m.aircraft_count_high END AS high,
           CASE WHEN u.count IS NOT NULL AND u.alone = FALSE THEN 'aircraft' ELSE 'aircraft_count' END AS count_field
    FROM movements m
    LEFT JOIN counted_things u ON u.fact = m.fact AND u.field = 'aircraft'
    WHERE u.fact IS NOT NULL OR m.aircraft_count IS NOT NULL OR m.mode = 'air'
)
SELECT f.id AS fact, n.name AS type, n.thing AS type_id, f.contingent, k.country, n.direction,
       n.count, n.count_words, n.low, n.high, n.count_field, o.name AS operator, n.operator AS operator_id,
       n.date, n.date_earliest AS earliest, n.date_latest AS latest,
       f.part_of, {certainty} AS certainty
FROM flown n
JOIN facts f ON f.id = n.fact
LEFT JOIN contingents k ON k.id = f.contingent
LEFT JOIN organisations o ON o.id = n.operator
WHERE {filters}
ORDER BY {base:f}k.country NULLS LAST, n.direction NULLS LAST, f.earliest NULLS LAST, f.id NULLS LAST, n.position NULLS LAST
