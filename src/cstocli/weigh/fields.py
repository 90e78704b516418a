"""From the claims about one field to what is shown of it, and how well that is attested."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from cstocli.model.base import Override, Value
from cstocli.model.dates import Date
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.status import CORROBORATED, DISPUTED, NOT_APPLICABLE, NOT_STATED, SINGLE_ORIGIN
from cstocli.model.types import AGREE, COMPATIBLE, CONFLICT, Relation, Type
from cstocli.weigh.aside import Reasons, distortions, earlier_totals, revisions
from cstocli.weigh.claims import (
    CONTRADICTS,
    DISTORTION,
    FITS,
    REVISION,
    SET_ASIDE,
    STATES,
    Aside,
    FieldClaim,
    SourcedClaim,
)
from cstocli.weigh.voices import independent_lines

DISPUTE = "dispute"
WITHIN_ONE_VOICE = "within one voice"
RIVAL_HARD = "rival hard"
RIVAL_SOFT = "rival soft"

ONLY_VALUE = "the only value"

# The different values of the claims that count, and who gives each.
Counting = Mapping[Value, list[SourcedClaim]]


class Disagreement(NamedTuple):
    """One way in which claims of a field disagree: of which sort, and why."""

    sort: str
    reason: str


class Assessment(NamedTuple):
    """A field when all claims are weighed.

    `value` is the one to show. It is None where nothing is stated, and where values
    contradict each other and none is better attested: then `values` has all of them.
    `independent` counts the independent lines that state the value, `origins` and
    `articles` what they go back to and stand in; `rule` says in words why it is shown.
    `corroborated_as` is the finest coarser value that two lines state, where one alone
    states the value shown. `reading` puts the field as one of several, each with others'.
    """

    status: str
    value: Value | None
    origins: int
    articles: int
    rule: str
    claims: Sequence[FieldClaim]
    values: tuple[Value, ...] = ()
    independent: int = 0
    corroborated_as: Value | None = None
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def stated(self) -> bool:
        """Whether there is a value, or several of which none is better."""
        return self.value is not None or bool(self.values)

    @property
    def alternatives(self) -> tuple[Value, ...]:
        """The value shown, or those of which none is better."""
        return self.values if self.value is None else (self.value,)


NOT_STATED_FIELD = Assessment(NOT_STATED, None, 0, 0, "no claim states it", ())
NOT_APPLICABLE_FIELD = Assessment(NOT_APPLICABLE, None, 0, 0, "the question has no sense here", ())


class _Relations:
    """How the values of one field stand to each other, each pair compared once."""

    def __init__(self, type_: Type, hierarchy: Hierarchy, exclusive: Sequence[frozenset[str]]) -> None:
        self._type = type_
        self._hierarchy = hierarchy
        self._exclusive = exclusive
        self._known: dict[tuple[Value, Value], Relation] = {}
        self._precision: dict[Value, float] = {}

    def __call__(self, one: Value, other: Value) -> Relation:
        if one == other:
            return AGREE
        known = self._known.get((one, other))
        if known is None:
            known = CONFLICT if self._excluded(one, other) else self._type.relation(one, other, self._hierarchy)
            self._known[one, other] = self._known[other, one] = known
        return known

    def precision(self, value: Value) -> float:
        """How much a value pins down."""
        known = self._precision.get(value)
        if known is None:
            known = self._precision[value] = self._type.precision(value, self._hierarchy)
        return known

    def states(self, one: Value, other: Value) -> bool:
        """Whether `one` is `other` or a finer value that implies it."""
        return one == other or (self(one, other) is AGREE and self.precision(one) >= self.precision(other))

    def _excluded(self, one: Value, other: Value) -> bool:
        if not self._exclusive:
            return False
        words = {_text(one), _text(other)}
        return len(words) > 1 and any(words <= excluded for excluded in self._exclusive)


def weigh_field(
    type_: Type,
    claims: Sequence[FieldClaim],
    hierarchy: Hierarchy,
    *,
    override: Override | None = None,
    exclusive: Sequence[frozenset[str]] = (),
    series: Mapping[int, Date | None] | None = None,
) -> Assessment:
    """Weigh what the claims say of one field of one type; there must be one at least.

    `override` is the curator's choice, `exclusive` are sets of casefolded words that
    exclude each other by the curator's word, `series` are the days of running totals by
    number of the claim, where the field is one.
    """
    if len(claims) == 1:
        only = claims[0]
        if not (only.sourced.aside or only.aside):
            return Assessment(SINGLE_ORIGIN, only.value, 1, 1, ONLY_VALUE, claims, (), 1)
    elif series is None and len({one.value for one in claims}) == 1 and not any(map(_aside, claims)):
        return _sole(claims)
    related = _Relations(type_, hierarchy, exclusive)
    reasons = _set_aside(type_, claims, related, series)
    counting: dict[Value, list[SourcedClaim]] = {}
    for one in claims:
        if one.sourced.number not in reasons:
            counting.setdefault(one.value, []).append(one.sourced)
    if not counting:
        return _nothing_counts(claims, reasons)
    shown, rule = _shown(_finest(counting, related), counting, related, override)
    dispute = _dispute(counting, related)
    standings = {value: _standing(value, shown, related) for value in counting}
    stating = [one for value, own in counting.items() if standings[value][1] is STATES for one in own]
    lines = _lines(shown[0], counting, related)
    return Assessment(
        DISPUTED if dispute else CORROBORATED if lines > 1 else SINGLE_ORIGIN,
        shown[0] if len(shown) == 1 else None,
        len({one.chain[0] for one in stating}),
        len({one.claim.source for one in stating}),
        rule,
        _with_standings(claims, shown, standings, reasons, related),
        tuple(shown) if len(shown) > 1 else (),
        lines,
        _corroborated_as(shown, counting, related) if lines < 2 else None,  # noqa: PLR2004
        (*dispute, *_changes(reasons)) if reasons else dispute,
    )


def _changes(reasons: Reasons) -> Iterable[Disagreement]:
    """What the claims that were changed on the way, or revised, disagree with."""
    changed = (aside for aside in reasons.values() if aside.sort in (DISTORTION, REVISION))
    return dict.fromkeys(Disagreement(aside.sort, aside.reason) for aside in changed)


def _aside(one: FieldClaim) -> Aside | None:
    return one.sourced.aside or one.aside


def _set_aside(
    type_: Type, claims: Sequence[FieldClaim], related: _Relations, series: Mapping[int, Date | None] | None
) -> Reasons:
    """Why claims do not count, by their number: each rule sees only what the ones before it left."""
    reasons: Reasons = {one.sourced.number: aside for one in claims if (aside := _aside(one))}
    if series is None and len({one.sourced.voice for one in claims}) == len(claims):
        # No voice speaks twice: nobody changed or revised what it said.
        return reasons

    def left() -> list[FieldClaim]:
        return [one for one in claims if one.sourced.number not in reasons]

    if series is not None:
        reasons |= earlier_totals(left(), series)
    reasons |= distortions(type_, left(), related)
    return reasons | revisions(left(), related)


def _sole(claims: Sequence[FieldClaim]) -> Assessment:
    """The common case: all claims count and give the same value."""
    sourced = [one.sourced for one in claims]
    lines = independent_lines([(one.voice, one.publisher) for one in sourced])
    return Assessment(
        CORROBORATED if lines > 1 else SINGLE_ORIGIN,
        claims[0].value,
        len({one.chain[0] for one in sourced}),
        len({one.claim.source for one in sourced}),
        ONLY_VALUE,
        claims,
        independent=lines,
    )


def _nothing_counts(claims: Sequence[FieldClaim], reasons: Reasons) -> Assessment:
    """A field of which all claims are set aside: nobody states it."""
    sorts = dict.fromkeys(reason.sort for reason in reasons.values())
    aside = [one._replace(standing=SET_ASIDE, aside=reasons[one.sourced.number]) for one in claims]
    return NOT_STATED_FIELD._replace(rule=f"every claim is set aside: {', '.join(sorts)}", claims=aside)


def _finest(values: Counting, related: _Relations) -> list[Value]:
    """The values that no other refines."""
    if len(values) == 1:
        return [*values]
    return [
        value
        for value in values
        if not any(
            related.precision(other) > related.precision(value) and related(value, other) is AGREE for other in values
        )
    ]


def _lines(value: Value, counting: Counting, related: _Relations) -> int:
    """How many independent lines state a value."""
    return independent_lines(
        [(one.voice, one.publisher) for other, own in counting.items() if related.states(other, value) for one in own]
    )


def _shown(
    finest: list[Value], counting: Counting, related: _Relations, override: Override | None
) -> tuple[list[Value], str]:
    """The value to show, or all of which none is better attested, and the rule that says so.

    Neither the day of publication, nor precision, nor size decides between values of
    which none refines the other.
    """
    if override and override.value in counting:
        return [override.value], f"the curator: {override.reason}"
    if len(finest) == 1:
        return finest, ONLY_VALUE if len(counting) == 1 else "the most precise of those that agree"
    lines = {value: _lines(value, counting, related) for value in finest}
    most = [value for value in finest if lines[value] == max(lines.values())]
    if len(most) == 1:
        return most, "most independent lines"
    nearness = {
        value: min(one.distance for other, own in counting.items() if related.states(other, value) for one in own)
        for value in most
    }
    nearest = [value for value in most if nearness[value] == min(nearness.values())]
    if len(nearest) == 1:
        return nearest, "published by the voice itself"
    equal = _without_twins(nearest, related)
    if len(equal) == 1:
        return equal, "the same in other words"
    return equal, "no value is better attested than the others"


def _without_twins(values: list[Value], related: _Relations) -> list[Value]:
    """The values in an order of their own, one of those that imply each other."""
    kept: list[Value] = []
    for value in sorted(values, key=lambda one: (getattr(one, "low", 0), repr(one))):
        if not any(related.states(value, other) and related.states(other, value) for other in kept):
            kept.append(value)
    return kept


def _dispute(counting: Counting, related: _Relations) -> tuple[Disagreement, ...]:
    """The dispute between claims that cannot all be true, where there is one."""
    found = [
        len({claim.voice for claim in (*own, *others)}) > 1
        for (one, own), (other, others) in combinations(counting.items(), 2)
        if related(one, other) is CONFLICT
    ]
    if not found:
        return ()
    if any(found):
        return (Disagreement(DISPUTE, "values of different voices that cannot all be true"),)
    return (Disagreement(WITHIN_ONE_VOICE, "tellings of one voice that cannot all be true"),)


def _standing(value: Value, shown: list[Value], related: _Relations) -> tuple[Relation, str]:
    """How a value stands to what is shown, and what that makes of a claim that counts."""
    if len(shown) == 1:
        stance = related(value, shown[0])
        stating = stance is AGREE and related.states(value, shown[0])
        return stance, STATES if stating else CONTRADICTS if stance is CONFLICT else FITS
    relations = [related(value, other) for other in shown]
    # Where none is better attested, each contradicts the others.
    stance = next(each for each in (CONFLICT, COMPATIBLE, AGREE) if each in relations)
    if any(related.states(value, other) for other in shown):
        return stance, STATES
    return stance, CONTRADICTS if {*relations} == {CONFLICT} else FITS


def _with_standings(
    claims: Sequence[FieldClaim],
    shown: list[Value],
    counting: Mapping[Value, tuple[Relation, str]],
    reasons: Reasons,
    related: _Relations,
) -> list[FieldClaim]:
    """The claims with their stance to what is shown, and why some are set aside; `counting` is that of what counts."""
    if not reasons:
        return [FieldClaim(one.sourced, one.value, *counting[one.value]) for one in claims]
    found = []
    for one in claims:
        stance, standing = counting.get(one.value) or _standing(one.value, shown, related)
        aside = reasons.get(one.sourced.number)
        found.append(FieldClaim(one.sourced, one.value, stance, SET_ASIDE if aside else standing, aside))
    return found


def _corroborated_as(shown: list[Value], counting: Counting, related: _Relations) -> Value | None:
    """The finest value that two independent lines state and that the value shown implies."""
    if len(shown) > 1:
        return None
    coarser = [
        value
        for value in counting
        if value != shown[0] and related.states(shown[0], value) and _lines(value, counting, related) > 1
    ]
    return max(coarser, key=lambda value: (related.precision(value), repr(value)), default=None)


def _text(value: Any) -> str:  # noqa: ANN401
    """Words as `[[rivals]]` has them: a list by commas."""
    return (", ".join(map(str, value)) if isinstance(value, tuple) else str(value)).casefold()
