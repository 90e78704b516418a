-- What the base is about, and how much it knows.
SELECT a.title, a.period,
       (SELECT count(*) FROM contingents) AS contingents,
       (SELECT count(DISTINCT source) FROM claims) AS sources,
       (SELECT count(DISTINCT origin) FROM claims) AS origins,
       (SELECT count(*) FROM claims) AS claims,
       (SELECT count(*) FROM facts WHERE kind <> 'contingent') AS facts,
       sum(CASE WHEN v.status IN ('corroborated', 'single-origin', 'disputed') THEN 1 ELSE 0 END) AS fields,
       sum(CASE WHEN v.status = 'corroborated' THEN 1 ELSE 0 END) AS corroborated,
       sum(CASE WHEN v.status = 'single-origin' THEN 1 ELSE 0 END) AS single_origin,
       sum(CASE WHEN v.status = 'disputed' THEN 1 ELSE 0 END) AS disputes,
       sum(CASE WHEN v.status = 'not-stated' THEN 1 ELSE 0 END) AS gaps
FROM about a
JOIN fields v ON v.fact NOT LIKE 'contingent/%'
GROUP BY a.title, a.period
