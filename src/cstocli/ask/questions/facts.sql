-- Every fact that somebody wrote down.
SELECT f.id AS fact, f.kind, {owner} f.summary, f.summary_status,
       (SELECT CASE WHEN count(*) = 1 THEN min(d.date) END FROM dated d WHERE d.fact = f.id AND d.field = 'date') AS date,
       f.claims, f.origins, f.disputed, f.plan, f.part_of, f.outcome,
       {certainty} AS certainty
FROM facts f
{owner_join}
WHERE NOT ({summed}) AND {filters}
ORDER BY {base:f}f.position NULLS LAST
