-- Every fact that somebody wrote down.
SELECT f.id AS fact, f.kind, {owner} f.summary, d.date,
       f.claims, f.origins, f.disputed, f.plan, f.part_of, f.outcome,
       {certainty} AS certainty
FROM facts f
{owner_join}
LEFT JOIN dated d ON d.fact = f.id AND d.field = 'date'
WHERE NOT ({summed}) AND {filters}
ORDER BY f.position NULLS LAST
