"""What a fact base holds once it is read: sources, who they relay, and the claims they make."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from cstocli.model.counts import Count
from cstocli.model.dates import Date


class Document(NamedTuple):
    """The text of one file and the name by which messages call it."""

    name: str
    text: str


class Counted(NamedTuple):
    """So many of a thing; `what` is an aircraft type's id or words, `number` may be unsaid."""

    what: str
    number: Count | None


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


class Place(NamedTuple):
    """A place, or a group of places that a source does not tell apart."""

    name: str
    within: tuple[str, ...] = ()
    position: tuple[float, float] | None = None
    position_from: str = ""
    also: tuple[str, ...] = ()
    note: str = ""


class Contingent(NamedTuple):
    """What one country sent."""

    country: str
    code: str
    note: str = ""


class AircraftType(NamedTuple):
    """A type of aircraft, or a variant of one."""

    name: str
    variant_of: str = ""
    also: tuple[str, ...] = ()
    note: str = ""


class Organisation(NamedTuple):
    """Whoever may operate an aircraft."""

    name: str
    part_of: str = ""
    also: tuple[str, ...] = ()
    note: str = ""


class Person(NamedTuple):
    """Someone whom a fact names."""

    name: str
    also: tuple[str, ...] = ()
    note: str = ""


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

    `shown` maps a field to the curator's choice, for fields where there is one.
    """

    id: str
    kind: str
    claims: tuple[Claim, ...]
    contingent: str = ""
    title: str = ""
    direction: str = ""
    shown: Mapping[str, Override] = MappingProxyType({})
    note: str = ""


Progress = Callable[[Sequence[Any], str], Iterable[Any]]
"""Goes through things, which may be many, and may show how far it is, under some words."""


def no_progress(things: Sequence[Any], _words: str) -> Iterable[Any]:
    """Go through them and show nothing."""
    return things


class Base(NamedTuple):
    """A whole fact base, valid: every id that it names exists."""

    about: About
    sources: dict[str, Source]
    origins: dict[str, Origin]
    places: dict[str, Place]
    contingents: dict[str, Contingent]
    aircraft: dict[str, AircraftType]
    organisations: dict[str, Organisation]
    people: dict[str, Person]
    facts: tuple[Fact, ...]
    rivals: tuple[Rivals, ...] = ()
