"""What the options of one command ask for."""

from collections.abc import Iterable, Mapping

from cstocli.ask.answer import Evidence
from cstocli.ask.query import last_day, window
from cstocli.model.errors import UnknownChoice, WrongUsage
from cstocli.model.light_typing import Any, NamedTuple
from cstocli.model.perspective import EVERYTHING, Perspective
from cstocli.show.formats import FORMATS, NESTED

TABLE = "table"
STANDARD_OUTPUT = "-"
ENGINES = ("duckdb", "spark")
FLAT_FORMATS = ("csv", "excel-csv", "tsv")


class Request(NamedTuple):
    """The shared options of a command, checked; an option that the command lacks has its default."""

    contingent: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    on: str | None = None
    certain: bool = False
    parts: bool = False
    perspective: Perspective = EVERYTHING
    format: str = TABLE
    fields: tuple[str, ...] = ()
    sort: str = ""
    limit: int | None = None
    long: bool = False
    cite: bool = False
    evidence: Evidence = False
    flat: bool = False
    chart: bool = False
    svg: str | None = None
    force: bool = False
    all: bool = False
    no_pager: bool = False
    sql: bool = False
    colour: str = "auto"
    quiet: bool = False
    verbose: bool = False
    receipt: bool = False
    receipt_file: str | None = None
    facts: str | None = None
    archive: str | None = None
    engine: str = ""
    master: str | None = None

    @property
    def for_people(self) -> bool:
        """Whether the answer is for people; else it is in a format for programs."""
        return self.format == TABLE

    def window(self) -> tuple[str | None, str | None]:
        """The first and the last day of --from, --to and --on; None where open.

        Raises:
            WrongUsage: an impossible date, or a window that ends before it begins.
        """
        return window(self.since, self.until, self.on, ("--from", "--to", "--on"))

    def filters(self) -> dict[str, Any]:
        """The filters by name, as `Explorer.ask` takes them; only those that were given.

        Raises:
            WrongUsage: an impossible date, or a window that ends before it begins.
        """
        since, until = self.window()
        names = {"contingent": self.contingent, "place": self.place, "source": self.source}
        filters = {
            **names,
            "status": self.status,
            "kind": self.kind,
            "grade": self.grade,
            "certain": self.certain,
            "parts": self.parts,
        }
        filters |= {"since": since, "until": until}
        return {name: value for name, value in filters.items() if value}


_OF_TABLES = ("cite", "long")
_OF_ROWS = ("fields", "sort", "limit", "cite", "evidence", "evidence_refs", "long")
# What an answer that is no rows cannot have, and what to do.
_IDLE = {
    "chart": ((*_OF_ROWS, "sql", "svg", "force"), ("the same as rows", "csto timeline")),
    "svg": (
        (*_OF_ROWS, "sql", "format", "json", "colour", "no_pager"),
        ("the same as rows", "csto timeline"),
    ),
    "evidence_refs": (("evidence",), ("",)),
    "sql": ((*_OF_ROWS, "format", "json"), ("change the text and run it", "csto sql --help")),
}
# Where the name of an option in a request is not how it is typed.
_FLAGS = {"colour": "--color", "no_pager": "--no-pager"}
_REPEATABLE = frozenset({"contingent", "place", "source", "status", "kind", "grade"})
_NOT_AS_GIVEN = frozenset({"perspective", "format", "fields", "sort", "colour", "evidence", "engine"})
_AS_GIVEN = frozenset(Request._fields) - _REPEATABLE - _NOT_AS_GIVEN


def request_from(params: Mapping[str, Any]) -> Request:
    """The request of a command, from the values of its options by their names in Typer.

    Raises:
        WrongUsage: an unknown format, two formats, references in a flat format, no field in a list of fields, an
            impossible date, or what an archive cannot answer.
    """
    given = {name: value for name, value in params.items() if value is not None}
    format_name = _format(given.get("format"), json=given.get("json", False))
    _refuse_idle(given, format_name)
    for option in ("fields", "sort"):
        if option in given and not given[option].strip():
            raise WrongUsage(f"--{option} names no field", "leave it out for all fields")
    _refuse_no_file(given)
    values = {name: given[name] for name in _AS_GIVEN if name in given}
    if given.get("flat") and format_name not in FLAT_FORMATS:
        flag, names = "--flat", ", ".join(FLAT_FORMATS)
        message = f"{flag} adds columns to {names}, not to {format_name}"
        from cstocli.cli.typed import typed

        raise WrongUsage(message, "name the format", typed("-f", "csv", without=("--json",)), token=flag)
    values |= {name: tuple(given.get(name, ())) for name in _REPEATABLE}
    request = Request(
        **values,
        perspective=perspective_of(given.get("as_of"), given.get("without", ()), given.get("only", ())),
        format=format_name,
        evidence=_evidence(given, format_name),
        fields=tuple(name.strip() for name in given.get("fields", "").split(",") if name.strip()),
        sort=given.get("sort", ""),
        colour=str(given.get("colour", "auto")),
        engine=given.get("engine", ""),
    )
    return _of_archive(request) if request.archive or request.engine or request.master else request


def _of_archive(request: Request) -> Request:
    """The request to an archive, with its engine: DuckDB where none is named.

    Raises:
        WrongUsage: options that exclude each other, or that mean nothing for an archive.
    """
    if request.engine and request.engine not in ENGINES:
        raise UnknownChoice("engine", request.engine, ENGINES)
    if request.archive is None:
        flag = "--engine" if request.engine else "--master"
        raise WrongUsage(f"{flag} needs --archive", "for example", f"csto {_FOR_EXAMPLE}", token=flag)
    if request.facts is not None:
        raise WrongUsage("--facts and --archive exclude each other", "give one of them")
    if request.master and request.engine != "spark":
        raise WrongUsage("--master needs --engine spark", "for example", f"csto --engine spark {_FOR_EXAMPLE}")
    if request.perspective.words:
        message = "a perspective weighs claims anew, which an archive cannot: it holds what has been weighed"
        raise WrongUsage(message, "ask one base", "csto departures --facts BASE --without TASS")
    if request.sql:
        message = "--sql prints a text for csto sql, which reads one base and no archive"
        raise WrongUsage(message, "ask one base", "csto departures --facts BASE --sql")
    return request._replace(engine=request.engine or ENGINES[0])


_FOR_EXAMPLE = "--archive ARCHIVE departures"


def _evidence(given: Mapping[str, Any], format_name: str) -> Evidence:
    """Whether rows have their evidence, and in which form.

    Raises:
        WrongUsage: references in a format that has no room for claims behind the rows.
    """
    if not given.get("evidence_refs"):
        return bool(given.get("evidence"))
    if format_name not in NESTED:
        message = f"--evidence-refs is for {' and '.join(NESTED)}, not for {format_name}"
        raise WrongUsage(message, "use", "--json", token="--evidence-refs")  # noqa: S106
    return "refs"


def _refuse_idle(given: Mapping[str, Any], format_name: str) -> None:
    """Refuse options that would change nothing beside the others."""
    used = [name for name, value in given.items() if value or name == "limit"]
    for name in used:
        others, remedy = _IDLE.get(name, ((), ("",)))
        for other in used:
            if other in others:
                first, second = (_FLAGS.get(each, f"--{each.replace('_', '-')}") for each in (name, other))
                if name in ("chart", "svg"):
                    from cstocli.cli.typed import typed

                    gone = (first, second) if second in ("--sql", "--force") and name == "chart" else (first,)
                    remedy = ("the same as rows", typed(without=gone))
                raise WrongUsage(f"{first} and {second} exclude each other", *remedy, token=second)
        if name in _OF_TABLES and format_name != TABLE:
            remedy = (
                ("the key `sources` has their ids; their references", "csto cite --help")
                if name == "cite"
                else (f"leave out --{name}, or the format",)
            )
            raise WrongUsage(f"--{name} is for tables, not for {format_name}", *remedy, token=f"--{name}")


def _refuse_no_file(given: Mapping[str, Any]) -> None:
    if given.get("force") and given.get("svg") in (None, STANDARD_OUTPUT):
        raise WrongUsage("--force needs a file to write", "for example", "csto timeline --svg FILE --force")
    if given.get("svg") == "":
        raise WrongUsage("--svg names no file", "for example", "csto timeline --svg timeline.svg")


def _format(name: str | None, *, json: bool) -> str:
    known = (TABLE, *FORMATS)
    if name is not None and name not in known:
        raise UnknownChoice("format", name, known)
    if json and name not in (None, "json"):
        raise WrongUsage(f"--json and --format {name} exclude each other", "leave one of them out", token="--json")  # noqa: S106
    return "json" if json else name or TABLE


def perspective_of(as_of: str | None, without: Iterable[str], only: Iterable[str]) -> Perspective:
    """Which claims count.

    Raises:
        WrongUsage: an impossible date, or one without an end.
    """
    return Perspective(as_of=last_day("--as-of", as_of), without=tuple(without), only=tuple(only))
