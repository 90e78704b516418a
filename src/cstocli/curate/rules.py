"""What is wrong in a base beyond what the reader refuses: accounts that can hardly be meant so."""

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cstocli.curate.coverage import paragraphs, plain
from cstocli.model.base import Base, Claim, Counted, Document, Fact, Value
from cstocli.model.counts import Count
from cstocli.model.dates import Date
from cstocli.model.format import KINDS, TABLES
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.problems import Path, Problem
from cstocli.read.reader import Where, read_in_place
from cstocli.read.toml_positions import located
from cstocli.read.values import shown
from cstocli.weigh.agreement import CONFLICT, relation

EARTH_KM = 6371.0  # mean radius, IUGG 1980
# No place that lies within another is farther from its middle, but for the largest countries.
FAR_KM = 2500.0
PLAN = "Plan:"
# Python's own parser takes a second for some megabytes.
_MOST_LOOKED_AT = 4 * 1024 * 1024

# Words by which English and Russian sources hold a statement at arm's length.
_HEDGES = (
    "reportedly", "allegedly", "apparently", "supposedly", "presumably", "roughly", "approximately", "about", "around",
    "nearly", "almost", "more than", "less than", "at least", "at most", "up to", "some of", "it is known that",
    "около", "примерно", "более", "не менее", "якобы", "по некоторым данным", "почти",
)  # fmt: skip
_HEDGE = re.compile(rf"\b(?:{'|'.join(_HEDGES)})\b", re.IGNORECASE)
_TOML_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_FORMULA = ("=", "+", "-", "@")


def check(documents: list[Document], texts: Mapping[str, Document] | None = None) -> list[Problem]:
    """Every problem of a base, errors and warnings, in the order of the text.

    While there are errors, only they are told: warnings look at what was read. `texts`
    maps ids of sources to their texts, in which their quotes are then looked up.
    """
    base, problems, where = read_in_place(documents)
    for document in documents:
        problems += _newer_syntax(document, problems)
    if base is None or problems:
        return located(problems)
    found = [*_Checking(base, where).everything()]
    for source, text in (texts or {}).items():
        found += _misplaced(base, where, source, paragraphs(text.text))
    return located(found)


def _misplaced(base: Base, where: dict[str, Where], source: str, text: list[str]) -> Iterator[Problem]:
    """Quotes of a source that do not stand in the paragraph that their claim names."""
    for fact in base.facts:
        document, path = where[fact.id]
        for number, claim in enumerate(fact.claims):
            if claim.source != source or not isinstance(claim.at, int):
                continue
            here: Path = (*path, "claims", number)
            if claim.at > len(text):
                message = f"{shown(source)} has {len(text)} paragraphs, not {claim.at}"
                yield Problem("misplaced-quote", document, (*here, "at"), message)
            elif plain(claim.quote) not in text[claim.at - 1]:
                message = f"the quote does not stand in paragraph {claim.at} of {shown(source)}"
                elsewhere = [str(at) for at, paragraph in enumerate(text, 1) if plain(claim.quote) in paragraph]
                message += f"; it stands in {' and '.join(elsewhere)}" if elsewhere else ""
                yield Problem("misplaced-quote", document, (*here, "quote"), message)


def _newer_syntax(document: Document, known: list[Problem]) -> Iterator[Problem]:
    """What only TOML 1.1 knows: Python's own parser knows 1.0 alone."""
    if len(document.text) > _MOST_LOOKED_AT or any(problem.rule == "broken-toml" for problem in known):
        return
    try:
        tomllib.loads(document.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _TOML_PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place and place[1] else (1, 1)
        yield Problem("toml-1.1", document, (), "this syntax is of TOML 1.1; other tools know 1.0", line, column)


class _Checking:
    """One look over a base that has been read."""

    def __init__(self, base: Base, where: dict[str, Where]) -> None:
        self.base = base
        self.where = where
        self.order = Hierarchy(base)

    def at(self, rule: str, thing: str, more: Path, message: str) -> Problem:
        document, path = self.where[thing]
        return Problem(rule, document, (*path, *more), message)

    def everything(self) -> Iterator[Problem]:
        for fact in self.base.facts:
            for number, claim in enumerate(fact.claims):
                yield from self.claim(fact, number, claim)
            yield from self.same_passages(fact)
        yield from self.movements()
        yield from self.unused()
        yield from self.positions()
        yield from self.formulas()

    def claim(self, fact: Fact, number: int, claim: Claim) -> Iterator[Problem]:
        here: Path = ("claims", number)
        published = self.base.sources[claim.source].published
        for name, value in claim.said.items():
            if not published or not isinstance(value, Date) or fact.title.startswith(PLAN):
                continue
            if value.earliest and value.earliest > published.last:
                message = f"{value.text} is after {published.text}, when {shown(claim.source)} was published"
                yield self.at("after-publication", fact.id, (*here, name), message)
        if re.search(r"[.!?…]$", claim.quote.rstrip("\"'”’»")):
            yield self.at("whole-sentence", fact.id, (*here, "quote"), "the quote ends a sentence")
        hedge = _HEDGE.search(claim.quote)
        if hedge and not claim.hedge:
            message = f'the quote says {shown(hedge[0])}, and "hedge" is not there'
            yield self.at("hedge-left-out", fact.id, (*here, "quote"), message)
        yield from self.sums(fact, here, claim)

    def sums(self, fact: Fact, here: Path, claim: Claim) -> Iterator[Problem]:
        for parts, total in (("aircraft", "aircraft_count"), ("items", "units")):
            counted, said = claim.said.get(parts), claim.said.get(total)
            if not isinstance(counted, tuple) or not isinstance(said, Count) or said.sign:
                continue
            numbers = [item.number for item in counted if isinstance(item, Counted)]
            if any(number is None or number.sign for number in numbers):
                continue
            added = sum(number.number for number in numbers if number)
            if added != said.number:
                message = f"{parts} add up to {added}, {total} says {said.number}"
                yield self.at("wrong-sum", fact.id, (*here, total), message)

    def same_passages(self, fact: Fact) -> Iterator[Problem]:
        """One passage behind two claims that contradict each other."""
        kinds = KINDS[fact.kind].fields
        for number, claim in enumerate(fact.claims):
            for other in fact.claims[:number]:
                if (claim.source, claim.at, claim.quote) != (other.source, other.at, other.quote):
                    continue
                for name in claim.said.keys() & other.said.keys():
                    values = claim.said[name], other.said[name]
                    if relation(kinds[name].type, *values, self.order) is CONFLICT:
                        message = f'the same passage of {shown(claim.source)} gives "{name}" two values'
                        yield self.at("same-passage", fact.id, ("claims", number, name), message)

    def movements(self) -> Iterator[Problem]:
        """Departures of a contingent before it can have come, by what any source says of its coming."""
        for contingent in self.base.contingents:
            of_it = [fact for fact in self.base.facts if fact.contingent == contingent]
            came = [
                date.first
                for fact in of_it
                if fact.kind in ("deployment", "arrival") and fact.direction != "out"
                for claim in fact.claims
                if isinstance(date := claim.said.get("date"), Date) and date.earliest
            ]
            for fact in of_it:
                for number, claim in enumerate(fact.claims):
                    left = claim.said.get("date")
                    gone = fact.kind == "departure" and isinstance(left, Date) and left.latest
                    if came and gone and isinstance(left, Date) and left.last < min(came):
                        message = f"it leaves on {left.text} and comes on {min(came)} at the earliest"
                        yield self.at("departure-before-arrival", fact.id, ("claims", number, "date"), message)

    def unused(self) -> Iterator[Problem]:
        """What is declared and plays no part: origins that nobody relays, things that nothing names."""
        used = self.names_used()
        for table, things in self.tables().items():
            for name in things:
                if name in used:
                    continue
                rule = "unused-origin" if table == "origins" else "unused-id"
                what = "nobody relays" if table == "origins" else "nothing uses"
                yield self.at(rule, f"{table}/{name}", (), f"{what} {shown(name)}")

    def tables(self) -> dict[str, dict[str, Any]]:
        """All things that are no facts, by the name of their table."""
        return {table: getattr(self.base, table) for table in TABLES if table != "about"}

    def names_used(self) -> set[str]:
        """Every id that a fact, a claim, a chain or another thing names."""
        base = self.base
        used: set[str] = set()
        for fact in base.facts:
            used.add(fact.contingent)
            for claim in fact.claims:
                used |= {claim.source, *(claim.via or ()), *_ids(claim.said.values())}
        used |= {name for source in base.sources.values() for name in source.via}
        used |= {name for origin in base.origins.values() for name in origin.via}
        for name, place in base.places.items():
            used |= self.order.above["place"][name].keys() | {place.position_from}
            # A place's note may cite who puts it elsewhere.
            used |= {source for source in base.sources if source in place.note}
        for table in ("aircraft", "organisation"):
            used |= {name for above in self.order.above[table].values() for name in above}
        return used

    def positions(self) -> Iterator[Problem]:
        for name, place in self.base.places.items():
            for parent in place.within:
                above = self.base.places[parent].position
                if place.position and above and (far := kilometres(place.position, above)) > FAR_KM:
                    message = f"{shown(name)} lies {far:,.0f} km from {shown(parent)}, in which it is to lie"
                    yield self.at("far-outside", f"places/{name}", ("position",), message)

    def formulas(self) -> Iterator[Problem]:
        for table, things in self.tables().items():
            for name in things:
                record = getattr(self.base, table)[name]
                for key, value in record._asdict().items():
                    if isinstance(value, str) and value.startswith(_FORMULA):
                        yield self.at("formula", f"{table}/{name}", (key,), f'"{key}" begins with {shown(value[0])}')
        for fact in self.base.facts:
            if fact.title.startswith(_FORMULA):
                yield self.at("formula", fact.id, ("title",), f'"title" begins with {shown(fact.title[0])}')
            for number, claim in enumerate(fact.claims):
                texts = {"quote": claim.quote, "hedge": claim.hedge, "reading": claim.reading, "note": claim.note}
                texts |= {key: value for key, value in claim.said.items() if isinstance(value, str)}
                for key, value in texts.items():
                    if value.startswith(_FORMULA):
                        message = f'"{key}" begins with {shown(value[0])}'
                        yield self.at("formula", fact.id, ("claims", number, key), message)


def _ids(values: Iterable[Value]) -> Iterator[str]:
    """The texts among the values of a claim that may be ids, those of aircraft types too."""
    for value in values:
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Counted):
                yield item.what
            elif isinstance(item, str):
                yield item


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two positions along the earth, in kilometres (haversine formula)."""
    (latitude, longitude), (latitude_b, longitude_b) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    half = math.sin((latitude_b - latitude) / 2) ** 2
    half += math.cos(latitude) * math.cos(latitude_b) * math.sin((longitude_b - longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))
