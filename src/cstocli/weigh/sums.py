"""Fields of several facts added up to one field of a summed fact."""

from cstocli.model import dates
from cstocli.model.base import Value
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.status import CORROBORATED, DISPUTED, SINGLE_ORIGIN
from cstocli.model.types import Type
from cstocli.weigh.fields import NOT_STATED_FIELD, AssessedFact, Assessment, weigh_field


def pooled(facts: list[AssessedFact], name: str, type_: Type, hierarchy: Hierarchy) -> Assessment:
    """All claims of `name` weighed as if they stood under one fact."""
    claims = [claim for fact in facts if name in fact.fields for claim in fact.fields[name].claims]
    return weigh_field(type_, claims, hierarchy) if claims else NOT_STATED_FIELD


def joined(parts: list[Assessment], value: Value, rule: str) -> Assessment:
    """Several fields as one: it is attested no better than the worst of them."""
    statuses = {part.status for part in parts}
    worst = next(status for status in (DISPUTED, SINGLE_ORIGIN, CORROBORATED) if status in statuses)
    return Assessment(
        worst,
        value,
        min(part.origins for part in parts),
        min(part.articles for part in parts),
        parts[0].rule if len(parts) == 1 else rule,
        [claim for part in parts for claim in part.claims],
    )


def stated(facts: list[AssessedFact], name: str) -> list[Assessment]:
    """The field `name` of each fact that has a value for it."""
    return [fact.fields[name] for fact in facts if name in fact.fields and fact.fields[name].value is not None]


def covered(facts: list[AssessedFact], name: str) -> Assessment:
    """The stretch that covers the dates of several facts, such as waves of a withdrawal."""
    parts = stated(facts, name)
    if not parts:
        return NOT_STATED_FIELD
    covering = dates.cover([part.value for part in parts if isinstance(part.value, dates.Date)])
    if len(parts) < len(facts) and covering.latest:
        # Nobody knows when the rest was: the stretch has no sure end.
        begin = covering.text.partition("/")[0]
        covering = dates.Date(f"{begin}/..", covering.earliest, None, covering.qualified)
    return joined(parts, covering, "covers all its facts, and is attested as the worst of them")
