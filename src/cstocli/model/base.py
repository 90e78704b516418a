"""The content of a fact base: sources, the tellers that they relay, and their claims."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from cstocli.model.counts import Count, Counted
from cstocli.model.dates import Date

if TYPE_CHECKING:
    from cstocli.model.format import Format


class Document(NamedTuple):
    """The text of one file and the name by which messages call it: its path as it was given."""

    name: str
    text: str


Value = Date | Count | str | tuple[str, ...] | tuple[Counted, ...]


class About(NamedTuple):
    """What a base is about, and the days it covers."""

    title: str
    period: Date
    note: str = ""
    synonyms: tuple[tuple[str, ...], ...] = ()


class Source(NamedTuple):
    """One published document.

    `via` is whom all of it relays, the first teller first; `via_inferred` says that the
    curator inferred it and the document does not. `kind`, `interest` and `grade` are the
    curator's opinion of the document and never weigh.
    """

    publisher: str
    title: str = ""
    author: str = ""
    url: str = ""
    published: Date | None = None
    language: str = ""
    via: tuple[str, ...] = ()
    via_inferred: bool = False
    kind: str = ""
    interest: str = ""
    grade: str = ""
    grade_reason: str = ""
    accessed: Date | None = None
    archived: str = ""
    captured: Date | None = None
    sha256: str = ""
    note: str = ""


class Origin(NamedTuple):
    """A statement known only through those who relay it.

    `by` is the id of the organisation or person that made it, `date` the day on which.
    """

    name: str
    teller: str
    by: str = ""
    date: Date | None = None
    via: tuple[str, ...] = ()
    note: str = ""


class Thing(NamedTuple):
    """A thing that facts name: a place, a person, an organisation, or of a sort that a vocabulary adds.

    `within` are those that it lies within or belongs to; `more` has the values of the
    other keys of its sort.
    """

    name: str
    within: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    note: str = ""
    more: Mapping[str, Any] = MappingProxyType({})


class Claim(NamedTuple):
    """What one source says, in one passage, about one fact.

    `said` maps a field to its value. `via` is None where the claim leaves it to the
    source whom the account goes back to; `via_inferred` says that the passage itself
    does not name them. A `deprecated` claim is a known error, with the reason, and
    counts for nothing. `as_of` is the day for which a running total holds.
    """

    source: str
    at: int | str
    quote: str
    said: dict[str, Value]
    hedge: str = ""
    via: tuple[str, ...] | None = None
    via_inferred: bool = False
    as_of: Date | None = None
    deprecated: str = ""
    reading: str = ""
    note: str = ""


class Override(NamedTuple):
    """A value that the curator shows against the rule, and the reason."""

    value: Value
    reason: str


class Rivals(NamedTuple):
    """Facts that cannot all be true: in which field they exclude each other, and why.

    With `values`, it is words of one field of one fact that exclude each other. A fact
    may be named with a field of its own, `event/toll.count`. `degree` is `hard`, which
    marks the fields as disputed, or `soft`, which only lists them.
    """

    facts: tuple[str, ...]
    field: str
    reason: str
    values: tuple[str, ...] = ()
    degree: str = "hard"

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """Each fact and the field of it that is meant."""
        parted = (name.partition(".") for name in self.facts)
        return tuple((fact, field or self.field) for fact, _, field in parted)


class Fact(NamedTuple):
    """What all its claims are about; `id` is unique in the base: `departure/armenia`.

    `owner` is the id of the thing whose fact it is, empty when it concerns all. `shown`
    maps a field to the curator's choice, for fields where there is one; `more` has the
    values of the keys that only facts of its kind have.

    A `plan` was announced; `outcome` is the id of the fact that came of it. `part_of` is
    the id of the fact of which this one is a part. Counts of a `series` are running
    totals: those of different days do not contradict each other.
    """

    id: str
    kind: str
    claims: tuple[Claim, ...]
    owner: str = ""
    title: str = ""
    shown: Mapping[str, Override] = MappingProxyType({})
    plan: bool = False
    outcome: str = ""
    part_of: str = ""
    series: bool = False
    note: str = ""
    more: Mapping[str, Any] = MappingProxyType({})


Progress = Callable[[Sequence[Any], str], Iterable[Any]]
"""Wraps a loop over a sequence and may show how far it is, under a label."""


def no_progress(things: Sequence[Any], _words: str) -> Iterable[Any]:
    """Show nothing."""
    return things


class Base(NamedTuple):
    """A whole fact base, valid: every id that it names exists.

    `things` are by sort and id, `format` is what a base of its vocabulary may hold.
    """

    about: About
    sources: dict[str, Source]
    origins: dict[str, Origin]
    things: Mapping[str, Mapping[str, Thing]]
    facts: tuple[Fact, ...]
    format: "Format"
    rivals: tuple[Rivals, ...] = ()
