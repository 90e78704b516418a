"""The content of a fact base: sources, the tellers that they relay, and their claims."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from cstocli.model.counts import Count, Counted
from cstocli.model.dates import Date


class Document(NamedTuple):
    """The text of one file and the name by which messages call it."""

    name: str
    text: str


Value = Date | Count | str | tuple[str, ...] | tuple[Counted, ...]


class About(NamedTuple):
    """What a base is about, and the days it covers."""

    title: str
    period: Date
    note: str = ""


class Source(NamedTuple):
    """One published document. `via` is whom all of it relays, the first teller first."""

    publisher: str
    title: str = ""
    url: str = ""
    published: Date | None = None
    language: str = ""
    via: tuple[str, ...] = ()
    note: str = ""


class Origin(NamedTuple):
    """Where an account first came from; known only through those who relay it."""

    name: str
    teller: str
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
    source whom the account goes back to.
    """

    source: str
    at: int | str
    quote: str
    said: dict[str, Value]
    hedge: str = ""
    via: tuple[str, ...] | None = None
    reading: str = ""
    note: str = ""


class Override(NamedTuple):
    """A value that the curator shows against the rule, and the reason."""

    value: Value
    reason: str


class Rivals(NamedTuple):
    """Facts that cannot all be true: in which field they exclude each other, and why.

    With `values`, it is words of one field of one fact that exclude each other.
    """

    facts: tuple[str, ...]
    field: str
    reason: str
    values: tuple[str, ...] = ()


class Fact(NamedTuple):
    """What all its claims are about; `id` is unique in the base: `departure/armenia`.

    `owner` is the id of the thing whose fact it is, empty when it concerns all. `shown`
    maps a field to the curator's choice, for fields where there is one; `more` has the
    values of the keys that only facts of its kind have.
    """

    id: str
    kind: str
    claims: tuple[Claim, ...]
    owner: str = ""
    title: str = ""
    shown: Mapping[str, Override] = MappingProxyType({})
    note: str = ""
    more: Mapping[str, Any] = MappingProxyType({})


Progress = Callable[[Sequence[Any], str], Iterable[Any]]
"""Wraps a loop over a sequence and may show how far it is, under a label."""


def no_progress(things: Sequence[Any], _words: str) -> Iterable[Any]:
    """Show nothing."""
    return things


class Base(NamedTuple):
    """A whole fact base, valid: every id that it names exists. `things` are by sort and id."""

    about: About
    sources: dict[str, Source]
    origins: dict[str, Origin]
    things: Mapping[str, Mapping[str, Thing]]
    facts: tuple[Fact, ...]
    rivals: tuple[Rivals, ...] = ()
