"""What the facts of one contingent add up to: one fact with the fields of the main answer."""

from typing import NamedTuple

from cstocli.model import dates
from cstocli.model.base import Base, Fact, Value
from cstocli.model.format import KINDS
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.status import CORROBORATED, DISPUTED, SINGLE_ORIGIN
from cstocli.weigh.fields import NOT_STATED_FIELD, AssessedFact, Assessment, FieldClaim, SourcedClaim, weigh_field
from cstocli.weigh.sentences import means, said_words, value_words


class Presence(NamedTuple):
    """The days on which a contingent may have been there, and those on which it surely was.

    ISO days, both ends included; `surely_from` is after `surely_to` when no day is sure.
    """

    first: str
    last: str
    surely_from: str
    surely_to: str


def add_up(base: Base, weighed: list[AssessedFact], order: Hierarchy) -> list[tuple[AssessedFact, Presence]]:
    """One summary fact, `contingent/ID`, for each contingent, and its presence."""
    facts: dict[str, list[AssessedFact]] = {name: [] for name in base.contingents}
    for fact in weighed:
        if fact.fact.contingent in facts:
            facts[fact.fact.contingent].append(fact)
    return [_contingent(name, base, own, order) for name, own in facts.items()]


def _contingent(name: str, base: Base, facts: list[AssessedFact], order: Hierarchy) -> tuple[AssessedFact, Presence]:
    by_kind: dict[str, list[AssessedFact]] = {kind: [] for kind in KINDS}
    for fact in facts:
        if fact.fact.direction != "out":
            by_kind[fact.fact.kind].append(fact)
    departures = sorted(by_kind["departure"], key=_when)
    fields = {
        "personnel": _pooled(by_kind["strength"], "personnel", order),
        "equipment": _pooled(by_kind["equipment"], "items", order),
        "equipment_units": _pooled(by_kind["equipment"], "units", order),
        "approved": _covered(by_kind["approval"], "date"),
        "sent": _covered(by_kind["deployment"], "date"),
        "arrived": _covered(by_kind["arrival"], "date"),
        "guarded": _guarded(by_kind["guard"], base),
        "left": _covered(departures, "date"),
        "left_by": _left_by(departures, base),
    }
    accounts: dict[int, SourcedClaim] = {}
    for field in fields.values():
        accounts |= {saying.account.number: saying.account for saying in field.sayings}
    summed = Fact(id=f"contingent/{name}", kind="contingent", claims=(), contingent=name)
    return AssessedFact(summed, list(accounts.values()), fields), _presence(
        by_kind, left if isinstance(left := fields["left"].value, dates.Date) else None
    )


def _when(fact: AssessedFact) -> str:
    """The day from which a fact may have been; one without a date comes last."""
    date = fact.fields["date"].value if "date" in fact.fields else None
    return date.first if isinstance(date, dates.Date) else dates.LAST_DAY


def _pooled(facts: list[AssessedFact], name: str, order: Hierarchy) -> Assessment:
    """All accounts of `name` weighed as if they stood under one fact."""
    sayings = [saying for fact in facts if name in fact.fields for saying in fact.fields[name].sayings]
    if not sayings:
        return NOT_STATED_FIELD
    return weigh_field(KINDS[facts[0].fact.kind].fields[name].type, sayings, order)


def _together(parts: list[Assessment], value: Value, rule: str) -> Assessment:
    """The fields of several facts as one: it is attested no better than the worst of them."""
    statuses = {part.status for part in parts}
    worst = next(status for status in (DISPUTED, SINGLE_ORIGIN, CORROBORATED) if status in statuses)
    return Assessment(
        worst,
        value,
        min(part.origins for part in parts),
        min(part.articles for part in parts),
        parts[0].rule if len(parts) == 1 else rule,
        [saying for part in parts for saying in part.sayings],
    )


def _stated(facts: list[AssessedFact], name: str) -> list[Assessment]:
    return [fact.fields[name] for fact in facts if name in fact.fields and fact.fields[name].value is not None]


def _covered(facts: list[AssessedFact], name: str) -> Assessment:
    """The stretch that covers the dates of several facts, such as waves of a withdrawal."""
    parts = _stated(facts, name)
    if not parts:
        return NOT_STATED_FIELD
    found = [part.value for part in parts if isinstance(part.value, dates.Date)]
    covering = dates.cover(found)
    if len(parts) < len(facts) and covering.latest:
        # Nobody knows when the rest was: the stretch has no sure end.
        begin = covering.text.partition("/")[0]
        covering = dates.Date(f"{begin}/..", covering.earliest, None, covering.qualified)
    return _together(parts, covering, "covers all its facts, and is attested as the worst of them")


def _guarded(facts: list[AssessedFact], base: Base) -> Assessment:
    """The sites of all guard facts, by name."""
    parts = _stated(facts, "site")
    if not parts:
        return NOT_STATED_FIELD
    names = dict.fromkeys(value_words("place", part.value, base) for part in parts)
    joined = _together(parts, tuple(names), "all its sites, attested as the worst of them")
    sayings = [
        FieldClaim(account, (value_words("place", value, base),), stance) for account, value, stance in joined.sayings
    ]
    return joined._replace(sayings=sayings)


def _left_by(facts: list[AssessedFact], base: Base) -> Assessment:
    """The means of all departures, in words."""
    parts = []
    for fact in facts:
        went = means(fact, said_words(fact, base))
        if went:
            fields = [_in_words(fact, name, base) for name in went.fields]
            parts.append(_together(fields, went.words, fields[0].rule))
    if not parts:
        return NOT_STATED_FIELD
    return _together(
        parts,
        "; ".join(dict.fromkeys(str(part.value) for part in parts)),
        "all its departures, attested as the worst of them",
    )


def _in_words(fact: AssessedFact, name: str, base: Base) -> Assessment:
    kind = KINDS[fact.fact.kind].fields[name].type
    field = fact.fields[name]
    said = [
        FieldClaim(account, _by(name, value_words(kind, value, base)), stance)
        for account, value, stance in field.sayings
    ]
    return field._replace(sayings=said)


def _by(name: str, words: str) -> str:
    return f"{words} aircraft" if name == "aircraft_count" else f"by {words}" if name == "mode" else words


def _presence(by_kind: dict[str, list[AssessedFact]], left: dates.Date | None) -> Presence:
    """A contingent is there while some of it is: from its first coming to its last going."""

    def of(kind: str) -> list[dates.Date]:
        return [part.value for part in _stated(by_kind[kind], "date") if isinstance(part.value, dates.Date)]

    came, gone = [*of("deployment"), *of("arrival")], of("departure")
    sure = [date for date in (of("arrival") or of("deployment")) if not date.qualified] or [
        date for date in came if not date.qualified
    ]
    return Presence(
        min((date.first for date in came), default=dates.FIRST_DAY),
        left.last if left else dates.LAST_DAY,
        min((date.last for date in sure), default=dates.LAST_DAY),
        max((date.first for date in gone), default=dates.FIRST_DAY),
    )
