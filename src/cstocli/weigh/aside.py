"""What sets a value aside: another telling nearer to its origin, a later statement of its voice, a later total.

Each rule takes the claims of one field that still count and gives, by number of the
claim, why some do not.
"""

from collections.abc import Callable, Mapping, Sequence

from cstocli.model.base import Value
from cstocli.model.dates import LAST_DAY, Date, words
from cstocli.model.types import CONFLICT, Relation, Type
from cstocli.weigh.claims import DISTORTION, REVISION, SERIES, Aside, FieldClaim, by_origin

Related = Callable[[Value, Value], Relation]
_MOST_NAMED = 10
Reasons = dict[int, Aside]


def distortions(type_: Type, claims: Sequence[FieldClaim], related: Related) -> Reasons:
    """Tellings that changed what a nearer telling of the same origin says.

    A telling is as far as its chain is long. The nearest ones count; a farther one that
    contradicts all of them, or drops the hedge of all of them, was changed on the way.
    """
    found: Reasons = {}
    for own in by_origin(claims).values():
        if len({one.value for one in own}) < 2:  # noqa: PLR2004
            continue
        nearest = min(len(one.sourced.chain) for one in own)
        near = [one for one in own if len(one.sourced.chain) == nearest]
        values = {one.value: None for one in near}
        names = [*dict.fromkeys(one.sourced.claim.source for one in near)]
        sources = ", ".join(names[:_MOST_NAMED]) + (" and others" if len(names) > _MOST_NAMED else "")
        for one in own:
            if len(one.sourced.chain) == nearest or one.value in values:
                continue
            if all(related(one.value, other) is CONFLICT for other in values):
                change = "contradicts"
            elif all(type_.alters(one.value, other) for other in values):
                change = "is changed from"
            else:
                continue
            found[one.sourced.number] = Aside(
                DISTORTION, f"{change} {sources}, nearer to {one.sourced.origin}", near[0].sourced.number
            )
    return found


def revisions(claims: Sequence[FieldClaim], related: Related) -> Reasons:
    """What a voice took back: a later statement of its own contradicts it.

    Two newsrooms of one house take nothing back of each other.
    """
    found: Reasons = {}
    by_speaker: dict[str, list[FieldClaim]] = {}
    for one in claims:
        by_speaker.setdefault(one.sourced.speaker, []).append(one)
    for own in by_speaker.values():
        if len({one.value for one in own}) < 2 or len({one.sourced.origin for one in own}) < 2:  # noqa: PLR2004
            continue
        latest = sorted(own, key=lambda other: (other.sourced.said[0], other.sourced.number), reverse=True)
        values = {one.value: None for one in own}
        disputed = {value for value in values if any(related(value, other) is CONFLICT for other in values)}
        for one in own if disputed else ():
            last = _revising(one, latest, related) if one.value in disputed else None
            if last:
                found[one.sourced.number] = Aside(REVISION, f"revised by {last.sourced.origin}", last.sourced.number)
    return found


def _revising(one: FieldClaim, latest: Sequence[FieldClaim], related: Related) -> FieldClaim | None:
    """The first of the `latest` statements that contradicts an earlier one of another origin."""
    for other in latest:
        if other.sourced.said[0] <= one.sourced.said[1]:
            return None
        if other.sourced.origin != one.sourced.origin and related(one.value, other.value) is CONFLICT:
            return other
    return None


def earlier_totals(claims: Sequence[FieldClaim], days: Mapping[int, Date | None]) -> Reasons:
    """Running totals of other days than the latest; `days` are those of the claims, by number.

    Where a claim gives no day, the day on which it was published stands for it, if that
    is known to the day; else it is neither the latest nor an earlier one.
    """

    def day(one: FieldClaim) -> str:
        given = days.get(one.sourced.number)
        if given:
            return given.last
        first, last = one.sourced.said
        return last if first == last else LAST_DAY

    latest = max((day(one) for one in claims if day(one) != LAST_DAY), default="")
    return {
        one.sourced.number: Aside(SERIES, f"as of {words(day(one))}; the latest is as of {words(latest)}")
        for one in claims
        if day(one) < latest
    }
