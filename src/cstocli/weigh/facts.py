"""From a base to its assessed facts: every field weighed, and what the curator declared as rivals."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from cstocli.model.base import Base, Fact, Progress, Rivals, no_progress
from cstocli.model.dates import Date
from cstocli.model.format import SOFT, Format, Kind
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.status import DISPUTED, NOT_STATED
from cstocli.model.types import DATE, CountedType, CountType
from cstocli.model.types.shares import ShareType
from cstocli.weigh.claims import FORECAST, Aside, FieldClaim, SourcedClaim, foretold, only_foretold
from cstocli.weigh.fields import (
    DISPUTE,
    NOT_APPLICABLE_FIELD,
    NOT_STATED_FIELD,
    RIVAL_HARD,
    RIVAL_SOFT,
    WITHIN_ONE_VOICE,
    Assessment,
    Disagreement,
    weigh_field,
)

# A base has several for each claim: the constructor of a named tuple takes three times as long.
_COUNTS = tuple(FieldClaim._field_defaults.values())
_field_claim: Callable[[type[FieldClaim], tuple[Any, ...]], FieldClaim] = tuple.__new__
_NUMBERS = (CountType, CountedType, ShareType)


class AssessedFact(NamedTuple):
    """A fact with its claims and its assessed fields, by name; `plan` says that it was only announced."""

    fact: Fact
    claims: list[SourcedClaim]
    fields: dict[str, Assessment]
    plan: bool = False


def weigh(
    base: Base,
    format: Format,  # noqa: A002
    hierarchy: Hierarchy,
    claims: Sequence[list[SourcedClaim]],
    progress: Progress = no_progress,
) -> list[AssessedFact]:
    """Assess each fact, field by field, in the order of the base; `claims` are those of each fact."""
    exclusive: dict[str, dict[str, list[frozenset[str]]]] = {}
    for rivals in base.rivals:
        if rivals.values and rivals.degree != SOFT:
            words = frozenset(value.casefold() for value in rivals.values)
            fact_id, field = rivals.sides[0]
            exclusive.setdefault(fact_id, {}).setdefault(field, []).append(words)
    assessed = []
    for fact, own in zip(progress(base.facts, "weighing the facts"), claims, strict=True):
        kind = format.kinds[fact.kind]
        plan = fact.plan or only_foretold(own)
        excluded = exclusive.get(fact.id, {})
        assessed.append(AssessedFact(fact, own, _fields(base, fact, kind, own, hierarchy, excluded, plan=plan), plan))
    fields = {one.fact.id: one.fields for one in assessed}
    # An entry that is written again says nothing more.
    for rivals in dict.fromkeys(base.rivals):
        _mark_rivals(rivals, fields)
    return assessed


def _fields(
    base: Base,
    fact: Fact,
    kind: Kind,
    claims: list[SourcedClaim],
    hierarchy: Hierarchy,
    exclusive: Mapping[str, Sequence[frozenset[str]]],
    *,
    plan: bool,
) -> dict[str, Assessment]:
    """Every field that a claim gives, and every one that has a question nobody answers."""
    fields = {}
    given: dict[str, list[FieldClaim]] = {}
    for sourced in claims:
        for name, value in sourced.claim.said.items():
            given.setdefault(name, []).append(_field_claim(FieldClaim, (sourced, value, *_COUNTS)))
    days = _days_of_series(fact, kind, claims)
    for name, field in kind.fields.items():
        if of_field := given.get(name):
            if field.type is DATE and not plan and name not in (kind.when, kind.begins):
                of_field = _without_foretold(base, of_field)
            fields[name] = weigh_field(
                field.type,
                of_field,
                hierarchy,
                override=fact.shown.get(name),
                exclusive=exclusive.get(name, ()),
                # What is no number, such as a place, is not left behind by a later day.
                series=days if name == kind.series or isinstance(field.type, _NUMBERS) else None,
            )
        elif field.question:
            fields[name] = NOT_STATED_FIELD
    return _without_senseless(kind, fields)


def _without_senseless(kind: Kind, fields: dict[str, Assessment]) -> dict[str, Assessment]:
    """The fields without questions that nobody asks of such a fact, and with those marked that do not apply."""
    for name, field in kind.fields.items():
        # Nobody asks in which aircraft of what went by road.
        if field.asked_if and fields.get(name) is NOT_STATED_FIELD and not _asked(field.asked_if, fields):
            del fields[name]
    for name in kind.not_applicable(fields) if kind.not_applicable else ():
        if name in fields and fields[name].status == NOT_STATED:
            fields[name] = NOT_APPLICABLE_FIELD
    return fields


def _asked(condition: tuple[str, tuple[str, ...]], fields: Mapping[str, Assessment]) -> bool:
    """Whether the field that a question depends on has one of the words for which it is asked."""
    name, words = condition
    return name in fields and any(value in words for value in fields[name].alternatives)


def _without_foretold(base: Base, claims: list[FieldClaim]) -> list[FieldClaim]:
    """Claims of a date, those set aside that were published before it, such as the end of what had begun."""
    return [
        one._replace(aside=Aside(FORECAST, reason))
        if one.sourced.aside is None and (reason := foretold(base, one.sourced.claim, one.value))
        else one
        for one in claims
    ]


def _days_of_series(fact: Fact, kind: Kind, claims: list[SourcedClaim]) -> dict[int, Date | None] | None:
    """The days for which running totals hold, by number of the claim; None where the fact is no series."""
    if not (fact.series or kind.series):
        return None
    days: dict[int, Date | None] = {}
    for one in claims:
        given = one.claim.said.get(kind.series) if kind.series else one.claim.as_of
        days[one.number] = given if isinstance(given, Date) else one.claim.as_of
    return days


def _mark_rivals(rivals: Rivals, fields: Mapping[str, dict[str, Assessment]]) -> None:
    """Add to the fields in which facts exclude each other that they do; hard rivals make them disputed."""
    sort = RIVAL_SOFT if rivals.degree == SOFT else RIVAL_HARD
    stated = [(fact, field) for fact, field in rivals.sides if fields[fact].get(field, NOT_STATED_FIELD).stated]
    for fact, field in stated:
        others = ", ".join(other for other, _ in stated if other != fact)
        known = fields[fact][field]
        if rivals.values:
            # Hard ones made their words conflict; where one is not claimed any more, they do not.
            if sort == RIVAL_SOFT:
                fields[fact][field] = _with(known, sort, rivals.reason)
            elif known.status == DISPUTED:
                fields[fact][field] = _explained(known, rivals.reason)
        elif others:
            fields[fact][field] = _with(known, sort, f"rival of {others}: {rivals.reason}")


def _explained(field: Assessment, reason: str) -> Assessment:
    """A disputed field with the curator's reason for which its words exclude each other."""
    disagreements = tuple(
        each._replace(reason=reason) if each.sort in (DISPUTE, WITHIN_ONE_VOICE) else each
        for each in field.disagreements
    )
    return field._replace(rule=f"{field.rule}; {reason}", disagreements=disagreements)


def _with(field: Assessment, sort: str, reason: str) -> Assessment:
    status = DISPUTED if sort == RIVAL_HARD else field.status
    rule = f"{field.rule}; {reason}" if sort == RIVAL_HARD else field.rule
    return field._replace(status=status, rule=rule, disagreements=(*field.disagreements, Disagreement(sort, reason)))
