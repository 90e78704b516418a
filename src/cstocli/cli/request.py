"""What the options of one command ask for."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cstocli.ask.query import date, window
from cstocli.model.errors import UnknownChoice, WrongUsage
from cstocli.model.perspective import EVERYTHING, Perspective
from cstocli.show.formats import FORMATS

TABLE = "table"


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
    evidence: bool = False
    chart: bool = False
    all: bool = False
    no_pager: bool = False
    sql: bool = False
    colour: str = "auto"
    quiet: bool = False
    verbose: bool = False
    facts: str | None = None

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
_OF_ROWS = ("fields", "sort", "limit", "cite", "evidence", "long")
# What an answer that is no rows cannot have, and what to do.
_IDLE = {
    "chart": ((*_OF_ROWS, "sql", "kind", "parts"), ("the same as rows", "csto contingents")),
    "sql": ((*_OF_ROWS, "format", "json"), ("change the text and run it", 'csto sql "SELECT …"')),
}
_REPEATABLE = frozenset({"contingent", "place", "source", "status", "kind", "grade"})
_AS_GIVEN = frozenset(Request._fields) - _REPEATABLE - {"perspective", "format", "fields", "sort", "colour"}


def request_from(params: Mapping[str, Any]) -> Request:
    """The request of a command, from the values of its options by their names in Typer.

    Raises:
        WrongUsage: an unknown format, two formats, no field in a list of fields, or an impossible date.
    """
    given = {name: value for name, value in params.items() if value is not None}
    format_name = _format(given.get("format"), json=given.get("json", False))
    _refuse_idle(given, format_name)
    for option in ("fields", "sort"):
        if option in given and not given[option].strip():
            raise WrongUsage(f"--{option} names no field", "leave it out for all fields")
    values = {name: given[name] for name in _AS_GIVEN if name in given}
    values |= {name: tuple(given.get(name, ())) for name in _REPEATABLE}
    return Request(
        **values,
        perspective=perspective_of(given.get("as_of"), given.get("without", ()), given.get("only", ())),
        format=format_name,
        fields=tuple(name.strip() for name in given.get("fields", "").split(",") if name.strip()),
        sort=given.get("sort", ""),
        colour=str(given.get("colour", "auto")),
    )


def _refuse_idle(given: Mapping[str, Any], format_name: str) -> None:
    """Refuse options that would change nothing beside the others."""
    used = [name for name, value in given.items() if value or name == "limit"]
    for name in used:
        others, remedy = _IDLE.get(name, ((), ("",)))
        for other in used:
            if other in others:
                raise WrongUsage(f"--{name} and --{other} exclude each other", *remedy, token=f"--{other}")
        if name in _OF_TABLES and format_name != TABLE:
            remedy = ("the key `sources` has their ids; their references", "csto cite ID") if name == "cite" else ("",)
            raise WrongUsage(f"--{name} is for tables, not for {format_name}", *remedy, token=f"--{name}")


def _format(name: str | None, *, json: bool) -> str:
    known = (TABLE, *FORMATS)
    if name is not None and name not in known:
        raise UnknownChoice("format", name, known)
    if json and name not in (None, "json"):
        raise WrongUsage(f"--json and --format {name} exclude each other")
    return "json" if json else name or TABLE


def perspective_of(as_of: str | None, without: Iterable[str], only: Iterable[str]) -> Perspective:
    """Which claims count.

    Raises:
        WrongUsage: an impossible date, or one without an end.
    """
    day = date("--as-of", as_of)
    if day and day.latest is None:
        token = day.text
        raise WrongUsage(f'--as-of takes a date that ends, not "{token}"', "leave it out for all claims", token=token)
    return Perspective(as_of=day.last if day else None, without=tuple(without), only=tuple(only))
