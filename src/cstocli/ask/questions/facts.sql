-- Every fact that somebody wrote down.
SELECT f.id AS fact, f.kind, {owner} f.summary, d.date,
       f.claims, f.origins, f.disputed, f.plan, f.part_of, f.outcome,
       {certainty} AS certainty
FROM facts f
{owner_join}
LEFT JOIN (
    SELECT fact, min(date) AS date FROM dated WHERE field = 'date' GROUP BY fact HAVING count(*) = 1
) d ON d.fact = f.id
WHERE NOT ({summed}) AND {filters}
ORDER BY {base:f}f.position NULLS LAST
