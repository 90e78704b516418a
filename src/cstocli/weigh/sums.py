"""Fields of several facts added up to one field of a summed fact: never better attested than what they sum."""

from collections.abc import Mapping, Sequence

from cstocli.model import dates
from cstocli.model.base import Value
from cstocli.model.dates import Date
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.status import CORROBORATED, DISPUTED, SINGLE_ORIGIN
from cstocli.model.types import Type
from cstocli.weigh.claims import STATES, FieldClaim
from cstocli.weigh.facts import AssessedFact
from cstocli.weigh.fields import NOT_STATED_FIELD, Assessment, weigh_field

_WORST_FIRST = (DISPUTED, SINGLE_ORIGIN, CORROBORATED)


def pooled(facts: Sequence[AssessedFact], name: str, type_: Type, hierarchy: Hierarchy) -> Assessment:
    """The field `name` of several facts weighed as if their claims stood under one.

    One fact alone keeps its assessment, with its rivals; a field that is disputed in one
    of several is disputed in their sum.
    """
    # What is stated nowhere may have been claimed, and set aside.
    parts = stated(facts, name) or [fact.fields[name] for fact in facts if name in fact.fields]
    if len(parts) < 2:  # noqa: PLR2004
        return parts[0] if parts else NOT_STATED_FIELD
    claims = [FieldClaim(one.sourced, one.value, aside=one.aside) for part in parts for one in part.claims]
    found = weigh_field(type_, claims, hierarchy)
    disagreements = tuple(dict.fromkeys(each for part in (found, *parts) for each in part.disagreements))
    disputed = any(part.status == DISPUTED for part in parts)
    return found._replace(status=DISPUTED if disputed else found.status, disagreements=disagreements)


def joined(parts: Sequence[Assessment], value: Value, rule: str) -> Assessment:
    """Several fields as one: it is attested no better than the worst of them."""
    statuses = {part.status for part in parts}
    return Assessment(
        next(status for status in _WORST_FIRST if status in statuses),
        value,
        min(part.origins for part in parts),
        min(part.articles for part in parts),
        parts[0].rule if len(parts) == 1 else rule,
        [claim for part in parts for claim in part.claims],
        independent=min(part.independent for part in parts),
        disagreements=tuple(dict.fromkeys(each for part in parts for each in part.disagreements)),
    )


def stated(facts: Sequence[AssessedFact], name: str) -> list[Assessment]:
    """The field `name` of each fact that has a value for it, or several."""
    return [fact.fields[name] for fact in facts if name in fact.fields and fact.fields[name].stated]


def covered(facts: Sequence[AssessedFact], name: str, happened_by: Sequence[Date] = ()) -> Assessment:
    """The stretch that covers the dates of several facts, such as waves of a withdrawal.

    What has no date happened by the day on which it was first told: beside facts that have
    one, it makes the beginning unsure. What led to something else, of which `happened_by`
    are the dates, had happened by then. The stretch is attested as the worse of the two
    facts that draw its ends.
    """
    dated = [(dates.cover(days), fact.fields[name]) for fact in facts if (days := _days(fact, name))]
    undated = [bound for fact in facts if not _days(fact, name) if (bound := _told_by(fact))]
    bounds = dated or undated
    if not bounds:
        return NOT_STATED_FIELD
    covering = dates.cover([date for date, _ in bounds])
    if dated and undated:
        bounds = [*dated, *(one for one in undated if one[0].last > covering.last)]
        covering = _with_unsure_beginning(covering, max(date.last for date, _ in bounds))
    sooner = min((date.last for date in happened_by if date.latest), default=dates.LAST_DAY)
    if sooner < covering.first:
        covering = dates.cover([covering, Date(f"../{sooner}", None, sooner)])
    first = min(bounds, key=lambda one: one[0].first)[1]
    last = max(bounds, key=lambda one: one[0].last)[1]
    rule = "covers all its facts, and is attested as the worse of the two that draw its ends"
    claims = [claim for _, part in (*dated, *undated) for claim in part.claims]
    return joined([first] if first is last else [first, last], covering, rule)._replace(claims=claims)


def _with_unsure_beginning(covering: Date, last: str) -> Date:
    first = covering.text.partition("/")[0]
    if covering.earliest and not first.endswith(("?", "~", "%")):
        first += "?"
    if covering.earliest == last:
        return Date(first, covering.earliest, last, qualified=True)
    return Date(f"{first}/{last}", covering.earliest, last if last != dates.LAST_DAY else None, qualified=True)


def _days(fact: AssessedFact, name: str) -> list[Date]:
    """The days of a field: that which is shown, or those of which none is better attested."""
    field = fact.fields.get(name, NOT_STATED_FIELD)
    return [value for value in field.alternatives if isinstance(value, Date)]


def _told_by(fact: AssessedFact) -> tuple[Date, Assessment] | None:
    """The stretch that ends when a fact was first told, and how well that is attested."""
    telling = [(min(one.published, one.said[1]), one) for one in fact.claims if one.aside is None and one.published]
    day, soonest = min(telling, key=lambda each: (each[0], each[1].number), default=(dates.LAST_DAY, None))
    if soonest is None or day == dates.LAST_DAY:
        return None
    bound = Date(f"../{day}", None, day)
    claim = FieldClaim(soonest, bound)
    rule = "no claim gives the day; it had happened when it was first told"
    return bound, Assessment(SINGLE_ORIGIN, bound, 1, 1, rule, [claim], independent=1)


def given_together(fields: Mapping[str, Assessment], names: Sequence[str]) -> bool:
    """Whether one claim states the shown value of every field of `names`: only then may a text join them."""
    if any(fields[name].value is None for name in names):
        return False
    stating = [{one.sourced.number for one in fields[name].claims if one.standing == STATES} for name in names]
    return bool(set.intersection(*stating)) if stating else False
