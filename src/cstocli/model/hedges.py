"""Words by which English and Russian sources hold a statement at arm's length, and what they are said of."""

from typing import TYPE_CHECKING

from cstocli.model.counts import Count, Counted
from cstocli.model.dates import Date

if TYPE_CHECKING:
    from cstocli.model.base import Claim, Value

# Those that stand before a number: a claim of a day alone need not have them.
OF_NUMBERS = frozenset(
    ("roughly", "approximately", "about", "around", "nearly", "almost", "more than", "less than", "at least",
     "at most", "up to", "около", "примерно", "более", "не менее", "почти")
)  # fmt: skip
OF_STATEMENTS = frozenset(
    ("reportedly", "allegedly", "apparently", "supposedly", "presumably", "some of", "it is known that", "якобы",
     "по некоторым данным")
)  # fmt: skip


def counts_something(claim: "Claim") -> bool:
    """Whether a value of a claim is a number, or has one."""
    return any(map(_has_number, claim.said.values()))


def hedge_of(claim: "Claim", value: "Value") -> str:
    """The hedge word of a claim where it is said of `value`: one of numbers says nothing of a place beside them."""
    elsewhere = claim.hedge.casefold() in OF_NUMBERS and counts_something(claim)
    inexact = isinstance(value, Date) and value.qualified
    return "" if elsewhere and not inexact and not _has_number(value) else claim.hedge


def _has_number(value: "Value") -> bool:
    # Named tuples are tuples, too.
    several = value if type(value) is tuple else (value,)
    return any(isinstance(one, Count) or (isinstance(one, Counted) and one.number is not None) for one in several)
