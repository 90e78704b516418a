"""From the claims about a fact to its fields: the value to show, and how well it is attested."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from cstocli.model.base import Base, Claim, Fact, Override, Progress, Value, no_progress
from cstocli.model.format import Format, Kind
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.provenance import chain
from cstocli.model.status import CORROBORATED, DISPUTED, NOT_APPLICABLE, NOT_STATED, SINGLE_ORIGIN
from cstocli.model.types import AGREE, CONFLICT, Relation, Type


class SourcedClaim(NamedTuple):
    """A claim with its number in the base, the chain of its tellers, and the day by which it was published."""

    number: int
    claim: Claim
    chain: tuple[str, ...]
    published: str

    @property
    def origin(self) -> str:
        """The id of the origin or source that the claim goes back to."""
        return self.chain[0]


class FieldClaim(NamedTuple):
    """One value that a claim gives of a field, and how it stands to the value shown."""

    sourced: SourcedClaim
    value: Value
    stance: Relation = AGREE


class Assessment(NamedTuple):
    """A field when all claims are added up.

    `value` is the one to show, None when there is none; `origins` and `articles` count
    those whose value agrees with it, `rule` says in words why it is the one shown.
    """

    status: str
    value: Value | None
    origins: int
    articles: int
    rule: str
    claims: Sequence[FieldClaim]


class AssessedFact(NamedTuple):
    """A fact with its claims and its assessed fields, by name."""

    fact: Fact
    claims: list[SourcedClaim]
    fields: dict[str, Assessment]


NOT_STATED_FIELD = Assessment(NOT_STATED, None, 0, 0, "no claim states it", ())
NOT_APPLICABLE_FIELD = Assessment(NOT_APPLICABLE, None, 0, 0, "the question has no sense here", ())


def sourced_claims(base: Base) -> list[list[SourcedClaim]]:
    """The claims of each fact, in the order of the base."""
    numbers = count(1)

    def sourced(claim: Claim) -> SourcedClaim:
        published = base.sources[claim.source].published
        return SourcedClaim(next(numbers), claim, chain(base, claim), published.last if published else "")

    return [[sourced(claim) for claim in fact.claims] for fact in base.facts]


def weigh(
    base: Base,
    format: Format,  # noqa: A002
    hierarchy: Hierarchy,
    claims: Sequence[list[SourcedClaim]],
    progress: Progress = no_progress,
) -> list[AssessedFact]:
    """Assess each fact, field by field, in the order of the base; `claims` are those of each fact."""
    exclusive: dict[tuple[str, str], list[frozenset[str]]] = {}
    for rivals in base.rivals:
        if rivals.values:
            words = frozenset(value.casefold() for value in rivals.values)
            exclusive.setdefault((rivals.facts[0], rivals.field), []).append(words)
    assessed = [
        AssessedFact(fact, own, _fields(fact, format.kinds[fact.kind], own, hierarchy, exclusive))
        for fact, own in zip(progress(base.facts, "weighing the facts"), claims, strict=True)
    ]
    _dispute_rivals(base, assessed)
    return assessed


def _dispute_rivals(base: Base, assessed: list[AssessedFact]) -> None:
    """Mark the fields in which facts exclude each other as disputed, with the reason."""
    fields = {one.fact.id: one.fields for one in assessed}
    for rivals in base.rivals:
        if rivals.values:
            for fact in rivals.facts:
                field = fields[fact].get(rivals.field, NOT_STATED_FIELD)
                if field.status == DISPUTED:
                    fields[fact][rivals.field] = field._replace(rule=f"{field.rule}; {rivals.reason}")
            continue
        stated = [fact for fact in rivals.facts if fields[fact].get(rivals.field, NOT_STATED_FIELD).value is not None]
        for fact in stated:
            others = ", ".join(other for other in stated if other != fact)
            if others:
                field = fields[fact][rivals.field]
                rule = f"{field.rule}; rival of {others}: {rivals.reason}"
                fields[fact][rivals.field] = field._replace(status=DISPUTED, rule=rule)


def _fields(
    fact: Fact,
    kind: Kind,
    claims: list[SourcedClaim],
    hierarchy: Hierarchy,
    exclusive: Mapping[tuple[str, str], Sequence[frozenset[str]]],
) -> dict[str, Assessment]:
    """Every field that a claim gives, and every one that has a question nobody answers."""
    fields = {}
    given: dict[str, list[FieldClaim]] = {}
    for sourced in claims:
        for name, value in sourced.claim.said.items():
            given.setdefault(name, []).append(FieldClaim(sourced, value))
    for name, field in kind.fields.items():
        if of_field := given.get(name):
            rivals = exclusive.get((fact.id, name), ())
            override = fact.shown.get(name)
            fields[name] = weigh_field(field.type, of_field, hierarchy, override=override, exclusive=rivals)
        elif field.question:
            fields[name] = NOT_STATED_FIELD
    if kind.not_applicable:
        for name in kind.not_applicable(fields):
            if name in fields and fields[name].status == NOT_STATED:
                fields[name] = NOT_APPLICABLE_FIELD
    return fields


def weigh_field(
    type_: Type,
    claims: Sequence[FieldClaim],
    hierarchy: Hierarchy,
    *,
    override: Override | None = None,
    exclusive: Sequence[frozenset[str]] = (),
) -> Assessment:
    """Add up what the claims say of one field of one type; there must be one at least.

    Origins count, not articles: the shown value is the one with which the most
    independent origins agree, then the most precise, then the latest published. A
    value that another one refines stands behind that one and is not shown itself:
    else the vaguest, with which everybody agrees, would win every dispute. An
    `override` of the curator comes before all this, with its reason; where its value
    is none of those claimed (a perspective may have dropped it), it does not count.
    `exclusive` are sets of words, casefolded, that exclude each other by the curator's
    word.
    """
    if len(claims) == 1:
        return Assessment(SINGLE_ORIGIN, claims[0].value, 1, 1, "the only value", claims)
    values: dict[Any, None] = dict.fromkeys(one.value for one in claims)
    if len(values) == 1:
        return _sole(claims)
    candidates = list(values)
    related = {
        (one, other): CONFLICT
        if exclusive and _text(one) != _text(other) and any({_text(one), _text(other)} <= words for words in exclusive)
        else type_.relation(one, other, hierarchy)
        for one in candidates
        for other in candidates
        if one != other
    }
    disputed = CONFLICT in related.values()
    supporting = {
        value: [one for one in claims if one.value == value or related[one.value, value] is AGREE]
        for value in candidates
    }

    def rank(value: Any) -> tuple[int, float, str, str]:  # noqa: ANN401
        origins = {one.sourced.origin for one in supporting[value]}
        latest = max(one.sourced.published for one in claims if one.value == value)
        return len(origins), precise[value], latest, repr(value)

    precise = {value: type_.precision(value, hierarchy) for value in candidates}
    finest = [
        value
        for value in candidates
        if not any(related.get((value, other)) is AGREE and precise[other] > precise[value] for other in candidates)
    ]
    ranks = {value: rank(value) for value in finest} if len(finest) > 1 else {}
    shown, *others = sorted(finest, key=lambda value: ranks[value], reverse=True) if ranks else finest
    rule = "the most precise of those that agree"
    if override and override.value in values:
        shown, rule = override.value, f"the curator: {override.reason}"
    elif others:
        rule = _RULES[next((step for step in range(3) if ranks[shown][step] != ranks[others[0]][step]), 2)]
    origins = {one.sourced.origin for one in supporting[shown]}
    articles = {one.sourced.claim.source for one in supporting[shown]}
    status = DISPUTED if disputed else CORROBORATED if len(origins) > 1 else SINGLE_ORIGIN
    stances = [
        FieldClaim(sourced, value, AGREE if value == shown else related[value, shown]) for sourced, value, _ in claims
    ]
    return Assessment(status, shown, len(origins), len(articles), rule, stances)


def _text(value: object) -> str:
    """Words as `[[rivals]]` has them: a list by commas."""
    return (", ".join(map(str, value)) if isinstance(value, tuple) else str(value)).casefold()


_RULES = ("most origins", "most precise", "latest published")


def _sole(claims: Sequence[FieldClaim]) -> Assessment:
    """The common case: all claims give the same value."""
    origins = {one.sourced.origin for one in claims}
    articles = {one.sourced.claim.source for one in claims}
    status = CORROBORATED if len(origins) > 1 else SINGLE_ORIGIN
    return Assessment(status, claims[0].value, len(origins), len(articles), "the only value", claims)
