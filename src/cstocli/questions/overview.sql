-- What the base is about, and how much it knows.
SELECT a.title, a.period,
       (SELECT count(*) FROM contingents) AS contingents,
       (SELECT count(DISTINCT source) FROM claims) AS sources,
       (SELECT count(DISTINCT origin) FROM claims) AS origins,
       (SELECT count(*) FROM claims) AS claims,
       (SELECT count(*) FROM facts WHERE kind <> 'contingent') AS facts,
       coalesce(sum(CASE WHEN v.status IN ('corroborated', 'single-origin', 'disputed') THEN 1 ELSE 0 END), 0) AS fields,
       coalesce(sum(CASE WHEN v.status = 'corroborated' THEN 1 ELSE 0 END), 0) AS corroborated,
       coalesce(sum(CASE WHEN v.status = 'single-origin' THEN 1 ELSE 0 END), 0) AS single_origin,
       coalesce(sum(CASE WHEN v.status = 'disputed' THEN 1 ELSE 0 END), 0) AS disputes,
       (SELECT count(*) FROM fields g JOIN facts f ON f.id = g.fact JOIN asked q ON q.kind = f.kind AND q.field = g.field
        WHERE g.status = 'not-stated') AS gaps
FROM about a
LEFT JOIN fields v ON v.fact NOT LIKE 'contingent/%'
GROUP BY a.title, a.period
