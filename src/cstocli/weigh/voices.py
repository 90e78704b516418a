"""Whose statements claims are, and how many independent lines lead to a value."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from cstocli.model.base import Base, Thing

Edges = Mapping[str, "set[str] | frozenset[str]"]


class Voices:
    """The voices of one base: the institutions and persons that make statements.

    A voice is a key: two statements with the same key are of one voice. It is the
    outermost organisation of a speaker, or a name where the base declares nobody.
    """

    def __init__(self, base: Base) -> None:
        self._base = base
        self._organisations: Mapping[str, Thing] = base.things.get("organisation", {})
        self._people: Mapping[str, Thing] = base.things.get("person", {})
        self._declared: dict[str, str] = {}
        for things, outermost in ((self._people, self._of_person), (self._organisations, self._of_organisation)):
            for name, thing in things.items():
                voice = outermost(name)
                self._declared.update((spelling.casefold(), voice) for spelling in (thing.name, *thing.also))
        self._voices: dict[str, str] = {}
        self._publishers: dict[str, str] = {}

    def voice(self, teller: str) -> str:
        """The voice of an origin, or of a source that credits nobody."""
        known = self._voices.get(teller)
        if known is None:
            known = self._voices[teller] = self._voice(teller)
        return known

    def publisher(self, source: str) -> str:
        """The organisation that published a source, as a key that may equal a voice."""
        known = self._publishers.get(source)
        if known is None:
            known = self._publishers[source] = self._named(self._base.sources[source].publisher)
        return known

    def name(self, voice: str) -> str:
        """What people call a voice."""
        sort, _, name = voice.partition("/")
        if sort == "name":
            return self._spelt.get(voice, name)
        return (self._organisations if sort == "organisation" else self._people)[name].name

    @cached_property
    def _spelt(self) -> dict[str, str]:
        tellers = [origin.teller for origin in self._base.origins.values()]
        publishers = [source.publisher for source in self._base.sources.values()]
        return {f"name/{spelling.casefold()}": spelling for spelling in (*publishers, *tellers)}

    def _voice(self, teller: str) -> str:
        origin = self._base.origins.get(teller)
        if origin is None:
            return self.publisher(teller)
        if not origin.by:
            return self._named(origin.teller)
        return self._of_organisation(origin.by) if origin.by in self._organisations else self._of_person(origin.by)

    def _named(self, spelling: str) -> str:
        folded = spelling.casefold()
        return self._declared.get(folded) or f"name/{folded}"

    def _of_person(self, name: str) -> str:
        institution = self._people[name].more.get("of")
        return self._of_organisation(institution) if institution else f"person/{name}"

    def _of_organisation(self, name: str) -> str:
        # An organisation has one parent, and the reader refuses circles.
        while self._organisations[name].within:
            name = self._organisations[name].within[0]
        return f"organisation/{name}"


def independent_lines(pairs: Iterable[tuple[str, str]]) -> int:
    """How many claims can be picked so that no voice and no publisher comes twice.

    `pairs` are the voice and the publisher of each claim. The number is that of a largest
    matching of voices and publishers (Kuhn's algorithm); neither the order of the pairs nor
    a repeated pair changes it.
    """
    different = set(pairs)
    if len(different) < 2:  # noqa: PLR2004
        return len(different)
    fewest = min(len({voice for voice, _ in different}), len({publisher for _, publisher in different}))
    if fewest in (1, len(different)):
        return fewest
    publishers_of: dict[str, set[str]] = {}
    for voice, publisher in different:
        publishers_of.setdefault(voice, set()).add(publisher)
    matched: dict[str, str] = {}
    return sum(_match(voice, publishers_of, matched) for voice in publishers_of)


def _match(voice: str, publishers_of: Edges, matched: dict[str, str]) -> bool:
    """Give `voice` a publisher of its own, for which others may change theirs; whether that went."""
    seen: set[str] = set()
    # Each step: a voice, and the publishers of it that are still to be tried.
    path: list[tuple[str, list[str], str]] = [(voice, sorted(publishers_of[voice]), "")]
    while path:
        current, left, _ = path[-1]
        if not left:
            path.pop()
            continue
        publisher = left.pop()
        if publisher in seen:
            continue
        seen.add(publisher)
        path[-1] = (current, left, publisher)
        holder = matched.get(publisher)
        if holder is None:
            matched.update((taken, owner) for owner, _, taken in path)
            return True
        path.append((holder, sorted(publishers_of[holder]), ""))
    return False
