"""What plain calls take, for `fast_path`: written by scripts/reference.py from the declarations."""

# fmt: off
# A flag: the name of its option in Typer, and the form of its value.
OPTIONS = {
    "--all": ("all", "flag"),
    "--as-of": ("as_of", "text"),
    "--certain": ("certain", "flag"),
    "--contingent": ("contingent", "texts"),
    "--evidence": ("evidence", "flag"),
    "--evidence-refs": ("evidence_refs", "flag"),
    "--facts": ("facts", "text"),
    "--fields": ("fields", "text"),
    "--flat": ("flat", "flag"),
    "--format": ("format", "text"),
    "--from": ("since", "text"),
    "--grade": ("grade", "texts"),
    "--json": ("json", "flag"),
    "--kind": ("kind", "texts"),
    "--limit": ("limit", "integer"),
    "--max-bytes": ("max_bytes", "integer"),
    "--max-length": ("max_length", "integer"),
    "--max-rows": ("max_rows", "integer"),
    "--no-pager": ("no_pager", "flag"),
    "--on": ("on", "text"),
    "--only": ("only", "texts"),
    "--parts": ("parts", "flag"),
    "--place": ("place", "texts"),
    "--quiet": ("quiet", "flag"),
    "--sort": ("sort", "text"),
    "--source": ("source", "texts"),
    "--status": ("status", "texts"),
    "--style": ("style", "text"),
    "--tables": ("tables", "flag"),
    "--timeout": ("timeout", "number"),
    "--to": ("until", "text"),
    "--without": ("without", "texts"),
    "-c": ("contingent", "texts"),
    "-f": ("format", "text"),
    "-n": ("limit", "integer"),
    "-p": ("place", "texts"),
    "-q": ("quiet", "flag"),
    "-s": ("source", "texts"),
}
# An option whose value is an integer: the least and the largest, None for no bound.
BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "limit": (0, None),
    "max_bytes": (1, None),
    "max_length": (1, 1000000000),
    "max_rows": (1, None),
}
_AS_CONTINGENTS = ("contingent", "place", "source", "status", "kind", "grade", "since", "until", "on", "certain", "as_of", "without", "only", "format", "json", "fields", "sort", "limit", "evidence", "evidence_refs", "flat", "no_pager", "quiet", "facts")
_AS_GUARDS = ("contingent", "place", "source", "status", "kind", "grade", "since", "until", "on", "certain", "as_of", "without", "only", "format", "json", "fields", "sort", "limit", "evidence", "evidence_refs", "flat", "no_pager", "quiet", "facts", "parts")
_AS_TIMELINE = ("contingent", "place", "source", "status", "kind", "grade", "since", "until", "on", "certain", "as_of", "without", "only", "format", "json", "fields", "sort", "limit", "evidence", "evidence_refs", "flat", "no_pager", "quiet", "facts", "parts", "all")
_AS_LIST = ("contingent", "place", "source", "status", "grade", "since", "until", "on", "certain", "as_of", "without", "only", "format", "json", "fields", "sort", "limit", "evidence", "evidence_refs", "flat", "no_pager", "quiet", "facts", "parts")
_AS_SHOW = ("as_of", "without", "only", "format", "json", "no_pager", "quiet", "facts")
_AS_WHY = ("source", "as_of", "without", "only", "format", "json", "fields", "sort", "limit", "no_pager", "quiet", "facts")
_AS_SEARCH = ("contingent", "kind", "as_of", "without", "only", "format", "json", "fields", "sort", "limit", "no_pager", "quiet", "facts")
_AS_CITE = ("json", "facts")
_AS_SQL = ("as_of", "without", "only", "format", "json", "fields", "sort", "limit", "no_pager", "quiet", "facts")
_AS_SCHEMA = ("fields", "facts", "quiet")
# A command: its module and its function in `answers`, the options that it shares with others, its own
# options with their defaults, its argument and how many words of it there may be.
COMMANDS: dict[str, tuple[str, str, tuple[str, ...], dict[str, object], tuple[str, str] | None]] = {
    "contingents": ("listings", "listing", _AS_CONTINGENTS, {"question": "contingents"}, None),
    "guards": ("listings", "listing", _AS_GUARDS, {"question": "guards"}, None),
    "departures": ("listings", "listing", _AS_GUARDS, {"question": "departures"}, None),
    "aircraft": ("listings", "listing", _AS_GUARDS, {"question": "aircraft"}, None),
    "timeline": ("listings", "timeline", _AS_TIMELINE, {"question": "timeline"}, None),
    "facts": ("listings", "listing", _AS_CONTINGENTS, {"question": "facts"}, None),
    "disputes": ("listings", "listing", _AS_CONTINGENTS, {"question": "disputes"}, None),
    "distortions": ("listings", "listing", _AS_CONTINGENTS, {"question": "distortions"}, None),
    "gaps": ("listings", "listing", _AS_CONTINGENTS, {"question": "gaps"}, None),
    "origins": ("listings", "listing", _AS_CONTINGENTS, {"question": "origins"}, None),
    "sources": ("listings", "listing", _AS_CONTINGENTS, {"question": "sources"}, None),
    "places": ("listings", "listing", _AS_CONTINGENTS, {"question": "places"}, None),
    "list": ("listings", "list_kind", _AS_LIST, {}, ("kind", "one")),
    "show": ("evidence", "show", _AS_SHOW, {}, ("identity", "one")),
    "why": ("evidence", "why", _AS_WHY, {"full": False}, ("what", "some")),
    "search": ("evidence", "search", _AS_SEARCH, {}, ("text", "some")),
    "cite": ("evidence", "cite", _AS_CITE, {"style": None}, ("identity", "one")),
    "sql": ("querying", "sql", _AS_SQL, {"tables": False, "timeout": 30.0, "max_length": 1000000, "max_rows": 10000000, "max_bytes": 1073741824}, ("query", "perhaps")),
    "schema": ("describing", "schema", _AS_SCHEMA, {"base": False, "evidence_refs": False}, ("command", "perhaps")),
}
