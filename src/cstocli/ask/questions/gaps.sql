-- The questions that no claim answers.
SELECT f.id AS fact, f.kind, {owner} f.summary, v.field, q.question
FROM fields v
JOIN facts f ON f.id = v.fact
JOIN kind_fields q ON q.kind = f.kind AND q.field = v.field AND q.question IS NOT NULL
{owner_join}
WHERE v.status = 'not-stated' AND f.plan = FALSE AND {filters}
  -- Of a fact of which nothing counts nobody asks more.
  AND EXISTS (SELECT 1 FROM fields w WHERE w.fact = v.fact AND w.words IS NOT NULL)
  -- What none of them has is no question of what they add up to.
  AND (NOT ({summed}) OR (f.kind, v.field) IN (
      SELECT g.kind, o.field FROM fields o JOIN facts g ON g.id = o.fact
      WHERE g.summed = TRUE AND o.status NOT IN ('not-stated', 'not-applicable')
  ))
ORDER BY CASE WHEN {summed} THEN 0 ELSE 1 END NULLS LAST, f.position NULLS LAST, v.position NULLS LAST
