"""What the facts of one contingent add up to: one fact with the fields of the main answer."""

from typing import TYPE_CHECKING

from cstocli.model import dates
from cstocli.model.base import Base, Fact
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.status import DISPUTED
from cstocli.model.types import PLACE
from cstocli.vocabularies.peace_operation.kinds import KINDS, peace_operation
from cstocli.vocabularies.peace_operation.means import means
from cstocli.weigh.facts import AssessedFact
from cstocli.weigh.fields import NOT_STATED_FIELD, RIVAL_HARD, Assessment
from cstocli.weigh.sentences import in_words, shown_words
from cstocli.weigh.spans import Span
from cstocli.weigh.sums import covered, joined, pooled, stated

if TYPE_CHECKING:
    from cstocli.weigh.claims import SourcedClaim

_FIELDS = {kind.name: kind.fields for kind in KINDS}

ByKind = dict[str, list[AssessedFact]]


def add_up(base: Base, assessed: list[AssessedFact], hierarchy: Hierarchy) -> list[tuple[AssessedFact, Span]]:
    """One fact, `contingent/ID`, for each contingent, and the days of its presence."""
    own: dict[str, list[AssessedFact]] = {name: [] for name in base.things["contingent"]}
    for one in assessed:
        if one.fact.owner in own:
            own[one.fact.owner].append(one)
    return [_contingent(name, base, facts, hierarchy) for name, facts in own.items()]


def _contingent(name: str, base: Base, facts: list[AssessedFact], hierarchy: Hierarchy) -> tuple[AssessedFact, Span]:
    by_kind: ByKind = {kind: [] for kind in peace_operation().kinds}
    own = {one.fact.id for one in facts}
    for one in facts:
        # A plan is nothing that happened, a part is counted with its whole.
        apart = one.plan or one.fact.part_of in own
        if one.fact.more.get("direction") != "out" and not apart:
            by_kind.setdefault(one.fact.kind, []).append(one)
    departures = sorted(by_kind["departure"], key=_when)
    fields = {
        "personnel": pooled(by_kind["strength"], "personnel", _FIELDS["strength"]["personnel"].type, hierarchy),
        "equipment": pooled(by_kind["equipment"], "items", _FIELDS["equipment"]["items"].type, hierarchy),
        "equipment_units": pooled(by_kind["equipment"], "units", _FIELDS["equipment"]["units"].type, hierarchy),
        "approved": covered(by_kind["approval"], "date"),
        # What arrived was sent.
        "sent": covered(by_kind["deployment"], "date", _dates(by_kind["arrival"])),
        "arrived": covered(by_kind["arrival"], "date"),
        "guarded": _guarded(by_kind["guard"], base),
        "left": covered(departures, "date"),
        "left_by": _left_by(departures, base),
    }
    claims: dict[int, SourcedClaim] = {}
    for field in fields.values():
        claims |= {claim.sourced.number: claim.sourced for claim in field.claims}
    summed = Fact(id=f"contingent/{name}", kind="contingent", claims=(), owner=name)
    left = fields["left"].value
    presence = _presence(by_kind, left if isinstance(left, dates.Date) else None)
    return AssessedFact(summed, [claims[number] for number in sorted(claims)], fields), presence


def _when(fact: AssessedFact) -> str:
    """The day from which a fact may have been; one without a date comes last."""
    return min((date.first for date in _dates([fact])), default=dates.LAST_DAY)


def _dates(facts: list[AssessedFact]) -> list[dates.Date]:
    """All days on which facts may have been, by their shown dates."""
    alternatives = (value for part in stated(facts, "date") for value in part.alternatives)
    return [value for value in alternatives if isinstance(value, dates.Date)]


def _guarded(facts: list[AssessedFact], base: Base) -> Assessment:
    """The sites of all guard facts, by name."""
    parts = stated(facts, "site")
    if not parts:
        return NOT_STATED_FIELD
    names = tuple(dict.fromkeys(in_words(part, PLACE, base.things) for part in parts))
    found = joined(parts, names, "all its sites, attested as the worst of them")
    if len(names) > 1 and all(any(each.sort == RIVAL_HARD for each in part.disagreements) for part in parts):
        # Each site excludes the others: a list would say that it guarded all of them.
        found = found._replace(value=None, values=tuple((name,) for name in names))
    return found._replace(
        claims=[claim._replace(value=(PLACE.words(claim.value, base.things),)) for claim in found.claims]
    )


def _left_by(facts: list[AssessedFact], base: Base) -> Assessment:
    """The means of all departures, in words."""
    parts = []
    for fact in facts:
        found = means(fact.fields, shown_words(fact, peace_operation(), base))
        if found:
            fields = [_in_words(fact, name, base) for name in found.fields]
            parts.append(joined(fields, found.words, fields[0].rule))
    if not parts:
        return NOT_STATED_FIELD
    words = dict.fromkeys(str(part.value) for part in parts)
    return joined(parts, "; ".join(words), "all its departures, attested as the worst of them")


def _in_words(fact: AssessedFact, name: str, base: Base) -> Assessment:
    type_ = _FIELDS["departure"][name].type
    field = fact.fields[name]
    return field._replace(
        claims=[claim._replace(value=_by(name, type_.words(claim.value, base.things))) for claim in field.claims]
    )


def _by(name: str, words: str) -> str:
    return f"{words} aircraft" if name == "aircraft_count" else f"by {words}" if name == "mode" else words


def _presence(by_kind: ByKind, left: dates.Date | None) -> Span:
    """A contingent is there while some of it is: from its first coming to its last going.

    A day is certain only by what is neither disputed nor qualified. Who was sent may not have arrived.
    """
    came = _dates([*by_kind["deployment"], *by_kind["arrival"]])
    arrived, gone = _undisputed_dates(by_kind["arrival"]), _undisputed_dates(by_kind["departure"])
    certain_to = max((date.first for date in gone), default=dates.FIRST_DAY)
    certain_from = min((date.last for date in arrived), default=dates.LAST_DAY)
    if not arrived:
        # Who left on a day was there on that day, whenever he came.
        on_the_day = [date.first for date in gone if date.earliest == date.latest]
        certain_from = certain_to = max(on_the_day, default=dates.FIRST_DAY)
    return Span(
        # What only ends somewhere says nothing of the beginning that another one tells.
        min((date.first for date in came if date.earliest), default=dates.FIRST_DAY),
        left.last if left else dates.LAST_DAY,
        False,
        certain_from if certain_to != dates.FIRST_DAY else dates.LAST_DAY,
        certain_to,
    )


def _undisputed_dates(facts: list[AssessedFact]) -> list[dates.Date]:
    """The shown dates of facts that are neither disputed nor qualified."""
    values = (part.value for part in stated(facts, "date") if part.status != DISPUTED)
    return [value for value in values if isinstance(value, dates.Date) and not value.qualified]
