-- On which days each dated fact may fall or last, and surely did.
SELECT f.id AS fact, f.kind, k.plural, {owner} f.summary, f.plan, f.part_of,
       f.earliest, f.latest, f.qualified, f.certain_from AS surely_from, f.certain_to AS surely_to, t.attested,
       {certainty} AS certainty
FROM facts f
JOIN (
    SELECT d.fact, CASE max(CASE v.status WHEN 'disputed' THEN 2 WHEN 'single-origin' THEN 1 ELSE 0 END)
                   WHEN 2 THEN 'disputed' WHEN 1 THEN 'single-origin' ELSE 'corroborated' END AS attested
    FROM dated d
    JOIN fields v ON v.fact = d.fact AND v.field = d.field
    GROUP BY d.fact
) t ON t.fact = f.id
JOIN kinds k ON k.kind = f.kind{base:k = f}
{owner_join}
WHERE NOT ({summed}) AND NOT (f.earliest = '0000-00-00' AND f.latest = '9999-99-99') AND {filters}
ORDER BY {base:f}CASE WHEN f.earliest = '0000-00-00' THEN f.latest ELSE f.earliest END NULLS LAST, f.latest NULLS LAST,
         f.id NULLS LAST
