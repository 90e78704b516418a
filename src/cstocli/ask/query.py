"""The SQL text of a question and its filters, which are the same for all questions."""

import re
from collections.abc import Sequence

from cstocli.ask.columns import Owner, Question
from cstocli.model import dates
from cstocli.model.errors import WrongUsage
from cstocli.model.light_typing import Any, NamedTuple
from cstocli.model.text import visible

Names = str | Sequence[str] | None


class Filters(NamedTuple):
    """Which facts a question covers. An empty filter covers all.

    With `parts`, facts that are part of another one are listed beside their wholes.

    Several names of one filter widen it, several filters narrow the answer; names are
    ids. `owner` is the vocabulary's own filter, such as `contingent`. `since` and
    `until` are ISO days, both included; `certain` leaves out what only may fall between
    them.
    """

    owner: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    certain: bool = False
    parts: bool = False

    def given(self) -> dict[str, Any]:
        """The filters that were given, by name."""
        return {name: value for name, value in self._asdict().items() if value and name != "parts"}


ALL = Filters()

SUMMED = "f.summed = TRUE"  # whether a fact is not written but added up from others
_CONDITIONS = {
    "owner": "({owner} IN ({names}) OR ({owner} IS NULL AND '' IN ({names})))",
    "place": (
        "f.id IN (SELECT l.fact FROM fact_places l JOIN place_within w ON w.place = l.place"
        " WHERE w.ancestor IN ({names}))"
    ),
    "source": (
        "f.id IN (SELECT b.fact FROM supporting_claims b JOIN claims c ON c.id = b.claim WHERE c.source IN ({names}))"
    ),
    "status": "{attested}",
    "kind": "f.kind IN ({names})",
    "grade": (
        "f.id IN (SELECT b.fact FROM supporting_claims b JOIN claims c ON c.id = b.claim"
        " JOIN sources g ON g.id = c.source WHERE substr(g.grade, 1, 1) IN ({names}) OR g.grade IN ({names}))"
    ),
    "since": "{days}.possible_to >= :since",
    "until": "{days}.possible_from <= :until",
    "certain": "({certainty}) = 'certain'",
}
# Where rows are of claims, a source is wanted for its own words alone.
_OF_CLAIMS = {
    **_CONDITIONS,
    "source": "c.source IN ({names})",
    "grade": (
        "c.source IN (SELECT g.id FROM sources g WHERE substr(g.grade, 1, 1) IN ({names}) OR g.grade IN ({names}))"
    ),
}
_CERTAINTY = (
    "CASE WHEN :bounded = 0 THEN NULL"
    " WHEN {days}.earliest >= :since AND {days}.latest <= :until AND {days}.qualified = FALSE"
    "{surely} THEN 'certain' ELSE 'possible' END"
)
# In the text of a question: the base of a row with a comma, and that two rows are of one base.
_OF_BASE = (
    (re.compile(r"\{base:(\w+)\}"), r"\1.base, "),
    (re.compile(r"\{base:(\w+) = (\w+)\}"), r" AND \1.base = \2.base"),
)
_SURELY = " OR (f.certain_from <= :until AND f.certain_to >= :since AND f.certain_from <= f.certain_to)"


def query(
    question: Question, filters: Filters = ALL, *, bases: bool = False, **parameters: object
) -> tuple[str, dict[str, object]]:
    """The SQL text that answers `question` under `filters`, and its parameters.

    Except for a search, the text runs on SQLite, DuckDB and Spark alike. With `bases` it is
    for tables of several bases, whose column `base` has the id of that of the row: the rows
    of one base come after those of another.
    """
    if filters.certain and not (filters.since or filters.until):
        raise WrongUsage("what is certain is asked of days", "name them", "--from DATE --to DATE --certain")
    values: dict[str, object] = {
        "since": filters.since or dates.FIRST_DAY,
        "until": filters.until or dates.LAST_DAY,
        "bounded": int(bool(filters.since or filters.until)),
        **parameters,
    }
    certainty = _CERTAINTY.format(days=question.days, surely=_SURELY if question.days == "f" else "")
    conditions = ["f.part_of IS NULL"] if "parts" in question.filters and not filters.parts else []
    for name, given in filters.given().items():
        names = given if isinstance(given, tuple) else ()
        numbered = {f"{name}_{number}": value for number, value in enumerate(names)}
        values |= numbered
        conditions.append(
            (_OF_CLAIMS if question.scope == "claims" else _CONDITIONS)[name].format(
                names=", ".join(f":{one}" for one in numbered),
                owner=question.owner.sql[0] if question.owner else "",
                attested=_attested(question, ", ".join(f":{one}" for one in numbered)),
                days=question.days,
                certainty=certainty,
            )
        )
    # A place includes what lies in it, and what it lies in is another one.
    within = ", ".join(f":place_{number}" for number in range(len(filters.place)))
    sql = _filled(
        question.sql,
        **_owner(question.owner),
        certainty=certainty,
        summed=SUMMED,
        filters=" AND ".join(conditions) or "1 = 1",
        # What stands behind it is a comment where nothing was asked for.
        if_filtered="" if conditions else "--",
        within=f"p.id IN (SELECT i.place FROM place_within i WHERE i.ancestor IN ({within}))" if within else "1 = 1",
    )
    for pattern, several in _OF_BASE:
        sql = pattern.sub(several if bases else "", sql)
    used = set(re.findall(r":(\w+)", sql))
    return sql, {name: value for name, value in values.items() if name in used}


def _attested(question: Question, statuses: str) -> str:
    """The condition that a field has one of `statuses`: a field that the row shows, if it shows several."""
    shown_fields = {*question.row_type.fields.values()}
    fields = sorted(field for field in shown_fields if not field.startswith("@"))
    of_any = f"(SELECT v.fact FROM fields v WHERE v.status IN ({statuses})"
    if len(fields) <= 1:
        return f"f.id IN {of_any})"
    shown = [f"f.id IN {of_any} AND v.field IN ({', '.join(map(repr, fields))}))"]
    named = sorted(field[1:] for field in shown_fields if field.startswith("@"))
    shown += [f"(f.id, {name}) IN {of_any.replace('v.fact', 'v.fact, v.field', 1)})" for name in named]
    return f"({' OR '.join(shown)})"


def _owner(owner: Owner | None) -> dict[str, str]:
    """The parts of the SQL text that concern the owner; empty without one."""
    if owner is None:
        return dict.fromkeys(("owner", "owner_id", "owner_count", "owner_join"), "")
    return {
        "owner": f"{', '.join(owner.sql)},",
        "owner_id": f"{owner.sql[0]},",
        "owner_count": f"{owner.counted.name},",
        "owner_join": owner.join,
    }


def _filled(sql: str, **places: str) -> str:
    for name, text in places.items():
        sql = sql.replace(f"{{{name}}}", text)
    return sql


def window(
    since: str | None, until: str | None, on: str | None, spelt: tuple[str, str, str] = ("since", "until", "on")
) -> tuple[str | None, str | None]:
    """The first and the last day asked for, None for an open side; `spelt` are the names for error messages.

    Raises:
        WrongUsage: an impossible date, or a window that ends before it begins.
    """
    begin, end, at = spelt
    if on is not None and (since is not None or until is not None):
        raise WrongUsage(f"{at} excludes {begin} and {end}", f"a longer time: {begin} DATE {end} DATE")
    started, ended = (date(at, on),) * 2 if on is not None else (date(begin, since), date(end, until))
    first, last = started.earliest if started else None, ended.latest if ended else None
    if first and last and first > last:
        raise WrongUsage(f"{begin} {since} is after {end} {until}", f"give the earlier date to {begin}")
    return first, last


def date(name: str, text: str | None) -> dates.Date | None:
    """The date that the option or argument `name` gives.

    Raises:
        WrongUsage: it is impossible.
    """
    if text is None:
        return None
    try:
        return dates.parse(text)
    except dates.InvalidDate as error:
        message, near = f'impossible date "{visible(text)}" for {name}: {error}', dates.meant(text)
        raise WrongUsage(
            message, "all forms of dates", "csto help dates", token=visible(text), suggestions=[near] if near else ()
        ) from None


def last_day(name: str, text: str | None) -> str | None:
    """The last day of the date that the option or argument `name` gives.

    Raises:
        WrongUsage: it is impossible, or has no end.
    """
    day = date(name, text)
    if day is None:
        return None
    if day.latest is None:
        token = visible(text or "")
        raise WrongUsage(f'"{token}" has no last day, which {name} needs', f"for example: {name} 2022-01", token=token)
    return day.last


def several(names: Names) -> tuple[str, ...]:
    """The names that are given for a filter: one, several or none."""
    return (names,) if isinstance(names, str) else tuple(names or ())


def grades(names: Names) -> tuple[str, ...]:
    """Grades of the Admiralty scale, in capitals.

    Raises:
        WrongUsage: something else.
    """
    given = tuple(name.upper() for name in several(names))
    for grade in given:
        if len(grade) not in (1, 2) or grade[0] not in "ABCDEF" or grade[1:] not in ("", *"123456"):
            message = f'"{visible(grade)}" is no grade'
            raise WrongUsage(message, "grades are a letter A to F, and perhaps a digit 1 to 6", token=grade)
    return given
