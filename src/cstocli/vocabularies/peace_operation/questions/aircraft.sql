-- The aircraft of each movement by air, in and out; one row a type.
WITH movements AS (
    SELECT g.id AS fact, CASE WHEN i.fact IS NULL THEN 'out' ELSE 'in' END AS direction, coalesce(i.mode, t.mode) AS mode,
           coalesce(i.date, t.date) AS date, coalesce(i.date_earliest, t.date_earliest) AS date_earliest,
           coalesce(i.date_latest, t.date_latest) AS date_latest,
           coalesce(i.aircraft_count, t.aircraft_count) AS aircraft_count,
           coalesce(i.aircraft_count_words, t.aircraft_count_words) AS aircraft_count_words,
           coalesce(i.aircraft_count_low, t.aircraft_count_low) AS aircraft_count_low,
           coalesce(i.aircraft_count_high, t.aircraft_count_high) AS aircraft_count_high,
           coalesce(i.operator, t.operator) AS operator
    FROM facts g
    LEFT JOIN deployments i ON i.fact = g.id
    LEFT JOIN departures t ON t.fact = g.id
    WHERE g.kind IN ('deployment', 'departure')
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
ORDER BY k.country NULLS LAST, n.direction NULLS LAST, f.earliest NULLS LAST, f.id NULLS LAST, n.position NULLS LAST
