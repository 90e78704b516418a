"""From the claims about a fact to its fields: the value to show, and how well it is attested."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from cstocli.model.base import Base, Claim, Fact, Override, Progress, Value, no_progress
from cstocli.model.format import AIR_FIELDS, KINDS
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.provenance import chain
from cstocli.model.status import CORROBORATED, DISPUTED, NOT_APPLICABLE, NOT_STATED, SINGLE_ORIGIN
from cstocli.weigh.agreement import AGREE, CONFLICT, Relation, precision, relation


class SourcedClaim(NamedTuple):
    """A claim with its place among all claims of the base and the chain of its tellers."""

    number: int
    claim: Claim
    chain: tuple[str, ...]
    published: str

    @property
    def origin(self) -> str:
        """The id of the origin or source that the account goes back to."""
        return self.chain[0]


class FieldClaim(NamedTuple):
    """One value that an account gives of a field, and how it stands to the value shown."""

    account: SourcedClaim
    value: Value
    stance: Relation = AGREE


class Assessment(NamedTuple):
    """A field when all accounts are added up.

    `value` is the one to show, None when there is none; `origins` and `articles` count
    those whose value agrees with it, `rule` says in words why it is the one shown.
    """

    status: str
    value: Value | None
    origins: int
    articles: int
    rule: str
    sayings: Sequence[FieldClaim]


class AssessedFact(NamedTuple):
    """A fact with its accounts and its weighed fields, by name."""

    fact: Fact
    accounts: list[SourcedClaim]
    fields: dict[str, Assessment]


def sourced_claims(base: Base) -> list[list[SourcedClaim]]:
    """The accounts of each fact, in the order of the base."""
    numbers = count(1)

    def account(claim: Claim) -> SourcedClaim:
        published = base.sources[claim.source].published
        return SourcedClaim(next(numbers), claim, chain(base, claim), published.last if published else "")

    return [[account(claim) for claim in fact.claims] for fact in base.facts]


def weigh(
    base: Base, order: Hierarchy, accounts: Sequence[list[SourcedClaim]], watch: Progress = no_progress
) -> list[AssessedFact]:
    """Add up the accounts of each fact, field by field, in the order of the base."""
    exclusive: dict[tuple[str, str], list[frozenset[str]]] = {}
    for rivals in base.rivals:
        if rivals.values:
            words = frozenset(value.casefold() for value in rivals.values)
            exclusive.setdefault((rivals.facts[0], rivals.field), []).append(words)
    weighed = [
        AssessedFact(fact, told, _fields(fact, told, order, exclusive))
        for fact, told in zip(watch(base.facts, "weighing the facts"), accounts, strict=True)
    ]
    _set_against_rivals(base, weighed)
    return weighed


def _set_against_rivals(base: Base, weighed: list[AssessedFact]) -> None:
    """Mark the fields in which facts exclude each other as disputed, with the reason."""
    fields = {one.fact.id: one.fields for one in weighed}
    for rivals in base.rivals:
        if rivals.values:
            for fact in rivals.facts:
                field = fields[fact].get(rivals.field, NOT_STATED_FIELD)
                if field.status == DISPUTED:
                    fields[fact][rivals.field] = field._replace(rule=f"{field.rule}; {rivals.reason}")
            continue
        rivalling = [
            fact for fact in rivals.facts if fields[fact].get(rivals.field, NOT_STATED_FIELD).value is not None
        ]
        for fact in rivalling:
            others = ", ".join(other for other in rivalling if other != fact)
            if others:
                field = fields[fact][rivals.field]
                rule = f"{field.rule}; rival of {others}: {rivals.reason}"
                fields[fact][rivals.field] = field._replace(status=DISPUTED, rule=rule)


def _fields(
    fact: Fact,
    accounts: list[SourcedClaim],
    order: Hierarchy,
    exclusive: Mapping[tuple[str, str], Sequence[frozenset[str]]],
) -> dict[str, Assessment]:
    """Every field that a claim gives, and every one that has a question nobody answers."""
    fields = {}
    said: dict[str, list[FieldClaim]] = {}
    for account in accounts:
        for name, value in account.claim.said.items():
            said.setdefault(name, []).append(FieldClaim(account, value))
    for name, field in KINDS[fact.kind].fields.items():
        if sayings := said.get(name):
            fields[name] = weigh_field(
                field.type, sayings, order, override=fact.shown.get(name), exclusive=exclusive.get((fact.id, name), ())
            )
        elif field.question:
            fields[name] = NOT_STATED_FIELD
    mode = fields.get("mode")
    if mode and mode.value not in ("air", None):
        for name in AIR_FIELDS & fields.keys():
            if fields[name].status == NOT_STATED:
                fields[name] = NOT_APPLICABLE_FIELD
    return fields


NOT_STATED_FIELD = Assessment(NOT_STATED, None, 0, 0, "no claim states it", ())
NOT_APPLICABLE_FIELD = Assessment(NOT_APPLICABLE, None, 0, 0, "the question has no sense here", ())


def weigh_field(
    kind: str,
    sayings: Sequence[FieldClaim],
    order: Hierarchy,
    *,
    override: Override | None = None,
    exclusive: Sequence[frozenset[str]] = (),
) -> Assessment:
    """Add up what the accounts say of one field of type `kind`; there must be one saying at least.

    Origins count, not articles: the shown value is the one with which the most
    independent origins agree, then the most precise, then the latest published. A
    value that another one refines stands behind that one and is not shown itself:
    else the vaguest, with which everybody agrees, would win every dispute. An
    `override` of the curator comes before all this, with its reason; where its value
    is none of those said (a perspective may have dropped it), it does not count.
    `exclusive` are sets of words, casefolded, that exclude each other by the curator's
    word.
    """
    if len(sayings) == 1:
        return Assessment(SINGLE_ORIGIN, sayings[0].value, 1, 1, "the only value", sayings)
    values: dict[Any, None] = dict.fromkeys(saying.value for saying in sayings)
    if len(values) == 1:
        return _sole(sayings)
    candidates = list(values)
    related = {
        (one, other): CONFLICT
        if exclusive and _text(one) != _text(other) and any({_text(one), _text(other)} <= words for words in exclusive)
        else relation(kind, one, other, order)
        for one in candidates
        for other in candidates
        if one != other
    }
    disputed = CONFLICT in related.values()
    backing = {
        value: [saying for saying in sayings if saying.value == value or related[saying.value, value] is AGREE]
        for value in candidates
    }

    def rank(value: Any) -> tuple[int, float, str, str]:  # noqa: ANN401
        origins = {saying.account.origin for saying in backing[value]}
        latest = max(saying.account.published for saying in sayings if saying.value == value)
        return len(origins), precise[value], latest, repr(value)

    precise = {value: precision(kind, value, order) for value in candidates}
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
    origins = {saying.account.origin for saying in backing[shown]}
    articles = {saying.account.claim.source for saying in backing[shown]}
    status = DISPUTED if disputed else CORROBORATED if len(origins) > 1 else SINGLE_ORIGIN
    stances = [
        FieldClaim(account, value, AGREE if value == shown else related[value, shown]) for account, value, _ in sayings
    ]
    return Assessment(status, shown, len(origins), len(articles), rule, stances)


def _text(value: object) -> str:
    """Words as `[[rivals]]` has them: a list by commas."""
    return (", ".join(map(str, value)) if isinstance(value, tuple) else str(value)).casefold()


_RULES = ("most origins", "most precise", "latest published")


def _sole(sayings: Sequence[FieldClaim]) -> Assessment:
    """The common case: all accounts give the same value."""
    origins = {saying.account.origin for saying in sayings}
    articles = {saying.account.claim.source for saying in sayings}
    status = CORROBORATED if len(origins) > 1 else SINGLE_ORIGIN
    return Assessment(status, sayings[0].value, len(origins), len(articles), "the only value", sayings)
