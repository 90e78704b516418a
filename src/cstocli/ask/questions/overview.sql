-- What the base is about, and how much it knows: counted when the index was made.
SELECT title, period, {owner_count} sources, origins, claims, facts, fields,
       corroborated, single_origin, disputes, gaps
FROM overview
