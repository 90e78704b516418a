-- The facts of one kind; the values of its fields are added to each.
SELECT f.id AS fact, {owner} f.title, f.summary, f.plan, f.part_of,
       {certainty} AS certainty
FROM facts f
{owner_join}
WHERE f.kind = :kind AND {filters}
ORDER BY {base:f}f.earliest NULLS LAST, f.position NULLS LAST
