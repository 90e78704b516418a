"""When two values of a field agree, and when they cannot both be true.

All rules of meaning stand here, one function for each type of value. Values *agree*
when they are the same or one refines the other; they *conflict* when they cannot both
be true. Between the two lie values of which neither can be said: they support each
other as little as they contradict each other.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any

from cstocli.model.base import Counted
from cstocli.model.counts import Count
from cstocli.model.dates import Date
from cstocli.model.format import PARTS_OF_DAY
from cstocli.model.hierarchy import Hierarchy


class Relation(Enum):
    """How two values of one field stand to each other."""

    AGREE = "agree"
    COMPATIBLE = "compatible"
    CONFLICT = "conflict"


AGREE, COMPATIBLE, CONFLICT = Relation


def relation(kind: str, one: Any, other: Any, order: Hierarchy) -> Relation:  # noqa: ANN401
    """How two values of a field of type `kind` stand to each other; the order is all one."""
    return AGREE if one == other else _RULES[kind](one, other, order)


def precision(kind: str, value: Any, order: Hierarchy) -> float:  # noqa: ANN401
    """How much a value pins down; only to be compared within one type. More is more precise."""
    if kind == "date":
        return -float(value.days) - (0.5 if value.qualified else 0)
    if kind == "count":
        return -float("inf") if value.high is None else float(value.low - value.high)
    if kind in ("aircraft", "items"):
        return _counted_precision(value, order)
    if kind in order.above:
        return float(order.depth(kind, value))
    return float(len(value)) if isinstance(value, tuple) else 0.0


def _counted_precision(value: tuple[Counted, ...], order: Hierarchy) -> float:
    """A type counts 1, its number up to 1 by how exact it is, a variant a little more than its type."""
    return sum(
        1 + (_exactness(item.number) if item.number else 0) + order.depth("aircraft", item.what) / 10 for item in value
    )


def _exactness(count: Count) -> float:
    return 0.5 if count.high is None else 1 / (1 + (count.high - count.low) / max(count.high, 1))


def dates(one: Date, other: Date, _order: Hierarchy) -> Relation:
    """A day lies within its month, a closed interval within an open one.

    Stretches that only overlap may both be true. A qualified date (`~`, `?`) vouches
    for no border, so a stretch that begins where the other ends, give or take its own
    length, is not held against it.
    """
    if one.first <= other.first and other.last <= one.last:
        return AGREE
    if other.first <= one.first and one.last <= other.last:
        return AGREE
    if one.first <= other.last and other.first <= one.last:
        return COMPATIBLE
    if one.qualified or other.qualified:
        gap = max(_days_between(one.last, other.first), _days_between(other.last, one.first))
        slack = max(date.days for date in (one, other) if date.qualified)
        return COMPATIBLE if gap <= slack else CONFLICT
    return CONFLICT


def _days_between(end: str, start: str) -> int:
    return Date("", end, start).days - 1 if end < start else 0


def numbers(one: Count, other: Count, _order: Hierarchy) -> Relation:
    """Counts are ranges: `over 2,000` holds 2,030, `about 2,000` holds it too; 5 is not 7."""
    low, high = one.low, float("inf") if one.high is None else one.high
    other_low, other_high = other.low, float("inf") if other.high is None else other.high
    if (low <= other_low and other_high <= high) or (other_low <= low and high <= other_high):
        return AGREE
    return COMPATIBLE if low <= other_high and other_low <= high else CONFLICT


def nested(table: str) -> Callable[[str, str, Hierarchy], Relation]:
    """Ids of things that may lie within each other: an airport in its city."""

    def rule(one: str, other: str, order: Hierarchy) -> Relation:
        agrees = order.refines(table, one, other) or order.refines(table, other, one)
        return AGREE if agrees else CONFLICT

    return rule


def modes(_one: str, _other: str, _order: Hierarchy) -> Relation:
    """Who left by road did not leave by air."""
    return CONFLICT


def parts_of_day(one: str, other: str, _order: Hierarchy) -> Relation:
    """Neighbours may both be true, for nobody draws the border between evening and night the same way."""
    apart = abs(PARTS_OF_DAY.index(one) - PARTS_OF_DAY.index(other))
    return COMPATIBLE if apart in (1, len(PARTS_OF_DAY) - 1) else CONFLICT


def free_words(one: str, other: str, _order: Hierarchy) -> Relation:
    """Free words that differ may mean the same or another thing; no program can tell.

    A curator can: `[[rivals]]` names words of one field that exclude each other.
    """
    return AGREE if one.casefold() == other.casefold() else COMPATIBLE


def lists(one: tuple[str, ...], other: tuple[str, ...], _order: Hierarchy) -> Relation:
    """Nobody's list claims to be complete: the shorter one agrees with the longer."""
    left, right = {item.casefold() for item in one}, {item.casefold() for item in other}
    return AGREE if left <= right or right <= left else COMPATIBLE


def counted(one: tuple[Counted, ...], other: tuple[Counted, ...], order: Hierarchy) -> Relation:
    """Like lists, but what both name must not be counted differently.

    Of aircraft, a variant is its type. Two lists that share no type contradict each other.
    """
    pairs = [(a, b) for a in one for b in other if _same_sort(a.what, b.what, order)]
    if any(_miscounted(item, one, order) for item in other) or any(_miscounted(item, other, order) for item in one):
        return CONFLICT
    matched, met = {a for a, _ in pairs}, {b for _, b in pairs}
    if len(matched) == len(one) or len(met) == len(other):
        return AGREE
    known = order.above["aircraft"]
    exclusive = not pairs and all(item.what in known for item in (*one, *other))
    return CONFLICT if exclusive else COMPATIBLE


def _miscounted(total: Counted, parts: tuple[Counted, ...], order: Hierarchy) -> bool:
    """Whether `parts` of the sort of `total`, variants of it included, add up to another number."""
    within = [item.number for item in parts if _within(item.what, total.what, order)]
    if total.number is None or not within or None in within:
        return False
    known = [number for number in within if number]
    highest = None if any(number.high is None for number in known) else sum(number.high or 0 for number in known)
    added = Count("", 0, sum(number.low for number in known), highest)
    return numbers(added, total.number, order) is CONFLICT


def _within(one: str, other: str, order: Hierarchy) -> bool:
    return one.casefold() == other.casefold() or order.refines("aircraft", one, other)


def _same_sort(one: str, other: str, order: Hierarchy) -> bool:
    return _within(one, other, order) or _within(other, one, order)


_RULES: dict[str, Callable[[Any, Any, Hierarchy], Relation]] = {
    "date": dates,
    "count": numbers,
    "place": nested("place"),
    "person": nested("person"),
    "organisation": nested("organisation"),
    "part-of-day": parts_of_day,
    "mode": modes,
    "words": free_words,
    "list": lists,
    "aircraft": counted,
    "items": counted,
}
