"""The words of SQL: what cannot be the name of a table, nor of a column, as it stands."""

_WORDS = """
add all alter analyse analyze and anti any array as asc asof asymmetric at authorization autoincrement between binary
both by case cast check collate collation column commit concurrently constraint create cross current_date current_time
current_timestamp default deferrable delete desc describe distinct do drop else end escape except exists false fetch
filter for foreign freeze from full glob grant group having if ilike in index initially inner insert intersect into is
isnull join lambda lateral leading left like limit natural not nothing notnull null offset on only or order outer
overlaps pivot placing positional primary qualify raise references returning right select semi set show similar some
summarize symmetric table tablesample then to trailing transaction true union unique unpivot update user using values
variadic verbose when where window with
"""
# Those of SQLite, DuckDB and Spark.
SQL_WORDS = frozenset(_WORDS.split())
