"""Rules of `csto check` beyond what the reader refuses: each rule, and what finds its cases in a base."""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from cstocli.curate.quotes import QUOTE_WITHOUT_VALUE, quotes_without_value
from cstocli.model.base import Base, Claim, Fact, Source, Thing, Value
from cstocli.model.counts import Count, Counted
from cstocli.model.cursor import quoted
from cstocli.model.dates import Date
from cstocli.model.format import Format
from cstocli.model.hedges import OF_NUMBERS, OF_STATEMENTS, counts_something
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.problems import Finding, Path
from cstocli.model.rules import RULES, WARNING, Rule
from cstocli.model.scripts import ends_a_sentence
from cstocli.model.text import begins_a_formula
from cstocli.model.types import CONFLICT

EARTH_KM = 6371.0  # mean radius, IUGG 1980
# No place that lies within another is farther from its middle, but for the largest countries.
FAR_KM = 2500.0

_HEDGE = re.compile(rf"\b(?:{'|'.join(sorted(OF_NUMBERS | OF_STATEMENTS))})\b", re.IGNORECASE)


class Checked:
    """A base that has been read, and its format."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.format = base.format
        self.hierarchy = Hierarchy(base)

    def claims(self) -> Iterator[tuple[Fact, Path, Claim]]:
        """Every claim, with its fact and the keys that lead from there."""
        for fact in self.base.facts:
            for number, claim in enumerate(fact.claims):
                yield fact, ("claims", number), claim

    def things(self) -> Iterator[tuple[str, str, Source | Thing]]:
        """Every source, origin and other thing, with its table and id."""
        for name, source in self.base.sources.items():
            yield "sources", name, source
        for name, origin in self.base.origins.items():
            yield "origins", name, Thing(origin.name, note=origin.note, more={"teller": origin.teller})
        for sort, things in self.base.things.items():
            for name, thing in things.items():
                yield self.format.sorts[sort].plural, name, thing

    @cached_property
    def used(self) -> set[str]:
        """Every id that a fact, a claim, a chain or another thing names."""
        base = self.base
        used: set[str] = set()
        for fact in base.facts:
            used.add(fact.owner)
            for claim in fact.claims:
                used |= {claim.source, *(claim.via or ()), *_ids(claim.said.values())}
        used |= {name for source in base.sources.values() for name in source.via}
        published = {source.publisher.casefold() for source in base.sources.values()}
        published |= {origin.teller.casefold() for origin in base.origins.values()}
        used |= {
            name
            for sort in ("organisation", "person")
            for name, thing in base.things.get(sort, {}).items()
            if published & {spelling.casefold() for spelling in (thing.name, *thing.also)}
        }
        used |= {name for origin in base.origins.values() for name in (*origin.via, origin.by)}
        for things in base.things.values():
            for thing in things.values():
                used |= {*thing.within, *(value for value in thing.more.values() if isinstance(value, str))}
        # A remark may cite the source that puts a place elsewhere.
        remarks = " ".join(thing.note for things in base.things.values() for thing in things.values() if thing.note)
        return used | {source for source in base.sources if source in remarks}


Check = Callable[[Checked], Iterator[Finding]]

TOML_1_1 = Rule(
    "toml-1.1",
    "The file has syntax that only TOML 1.1 knows; other tools would refuse it.",
    "Write inline tables on one line without a last comma, escapes as \\u00e9, times with seconds.",
)
MISPLACED_QUOTE = Rule(
    "misplaced-quote",
    "A quote that does not stand in the paragraph that the claim names.",
    "Copy the fragment again, or fix `at`; paragraphs are the non-empty lines.",
)

AFTER_PUBLICATION = Rule(
    "after-publication",
    "A source tells of something that happened after it was published.",
    "Look at the date; what was only announced is a fact of its own with `plan = true`.",
    WARNING,
)


def after_publication(checked: Checked) -> Iterator[Finding]:
    """Dates that begin after the day of publication, but for plans."""
    for fact, here, claim in checked.claims():
        published = checked.base.sources[claim.source].published
        if not published or fact.plan or claim.deprecated:
            continue
        for name, value in claim.said.items():
            if isinstance(value, Date) and value.earliest and value.earliest > published.last:
                message = f"{value.text} is after {published.text}, when {quoted(claim.source)} was published"
                yield Finding(fact.id, (*here, name), message)


WHOLE_SENTENCE = Rule(
    "whole-sentence", "A quote that ends a sentence.", "Cut it to a fragment, without the full stop.", WARNING
)


def whole_sentences(checked: Checked) -> Iterator[Finding]:
    """Quotes with a full stop at the end."""
    for fact, here, claim in checked.claims():
        if ends_a_sentence(claim.quote):
            yield Finding(fact.id, (*here, "quote"), "the quote ends a sentence")


HEDGE_LEFT_OUT = Rule(
    "hedge-left-out", "The quote has a hedge word, the claim has none.", "Put the word into `hedge`.", WARNING
)


def hedges_left_out(checked: Checked) -> Iterator[Finding]:
    """Claims without a hedge whose quote has one."""
    for fact, here, claim in checked.claims():
        hedge = None if claim.hedge else _HEDGE.search(claim.quote)
        if hedge and (hedge[0].casefold() not in OF_NUMBERS or counts_something(claim)):
            message = f'the quote says {quoted(hedge[0])}, and "hedge" is not there'
            yield Finding(fact.id, (*here, "quote"), message)


WRONG_SUM = Rule(
    "wrong-sum", "Numbers of one claim that do not add up.", "Count again; leave out what is not said.", WARNING
)


def wrong_sums(checked: Checked) -> Iterator[Finding]:
    """Counted things of a claim that add up to another number than its total."""
    for fact, here, claim in checked.claims():
        for parts, field in checked.format.kinds[fact.kind].fields.items():
            counted, total = claim.said.get(parts), claim.said.get(field.total)
            if not isinstance(counted, tuple) or not isinstance(total, Count) or total.sign:
                continue
            numbers = [item.number for item in counted if isinstance(item, Counted)]
            if any(number is None or number.sign for number in numbers):
                continue
            added = sum(number.number for number in numbers if number)
            if added != total.number:
                message = f"{parts} add up to {added}, {field.total} says {total.number}"
                yield Finding(fact.id, (*here, field.total), message)


SAME_PASSAGE = Rule(
    "same-passage",
    "One passage stands behind two claims that cannot both be true.",
    "One of the two is misread.",
    WARNING,
)


def same_passages(checked: Checked) -> Iterator[Finding]:
    """One passage behind two claims of a fact that contradict each other."""
    for fact in checked.base.facts:
        fields = checked.format.kinds[fact.kind].fields
        by_passage: dict[tuple[str, int | str, str, str], dict[Value, None]] = {}
        for number, claim in enumerate(fact.claims):
            for name, value in claim.said.items():
                others = by_passage.setdefault((claim.source, claim.at, claim.quote, name), {})
                relation = fields[name].type.relation
                if any(value != other and relation(value, other, checked.hierarchy) is CONFLICT for other in others):
                    message = f'the same passage of {quoted(claim.source)} gives "{name}" two values'
                    yield Finding(fact.id, ("claims", number, name), message)
                others[value] = None


PARTS_EXCEED_WHOLE = Rule(
    "parts-exceed-whole",
    "The parts of a fact come to more than the whole.",
    "Look at the numbers; a part that is told twice is one fact with two claims.",
    WARNING,
)


def parts_exceed_whole(checked: Checked) -> Iterator[Finding]:
    """Counts of parts that certainly come to more than any claim of their whole allows."""
    parts: dict[str, list[Fact]] = {}
    for fact in checked.base.facts:
        if fact.part_of and not fact.plan:
            parts.setdefault(fact.part_of, []).append(fact)
    for whole in checked.base.facts:
        for name in checked.format.kinds[whole.kind].fields if whole.id in parts else ():
            most = [count.high for count in _counts(whole, name)]
            if not most or None in most:
                continue
            least = sum(min((count.low for count in _counts(part, name)), default=0) for part in parts[whole.id])
            highest = max(high for high in most if high is not None)
            if least > highest:
                yield Finding(whole.id, (), f"its parts come to {least:,.0f} {name}, it has at most {highest:,.0f}")


def _counts(fact: Fact, name: str) -> list[Count]:
    """What the claims of a fact that count give of a field, where that is a count."""
    given = (claim.said.get(name) for claim in fact.claims if not claim.deprecated)
    return [value for value in given if isinstance(value, Count)]


PART_EXCEEDS_COUNT = Rule(
    "part-exceeds-count", "A count that is part of another one and larger.", "Look at both numbers.", WARNING
)


def parts_of_counts(checked: Checked) -> Iterator[Finding]:
    """Counts of a claim that certainly come to more than the count of which their kind makes them a part."""
    for fact, here, claim in checked.claims():
        for name, field in checked.format.kinds[fact.kind].fields.items():
            part, whole = claim.said.get(name), claim.said.get(field.part_of)
            if not isinstance(part, Count) or not isinstance(whole, Count) or whole.high is None:
                continue
            if part.low > whole.high:
                message = f"{name} is {part.words}, and {field.part_of}, of which it is a part, {whole.words}"
                yield Finding(fact.id, (*here, name), message)


GRADE_WITHOUT_REASON = Rule(
    "grade-without-reason", "A grade of a source that has no reason.", "Say why in `grade_reason`.", WARNING
)
NO_CAPTURE = Rule(
    "no-capture",
    "A source of which no capture is named: its text may change or vanish.",
    "Name one in `archived`, with the day in `captured`.",
    WARNING,
    at_key=True,
)


def grades_without_reason(checked: Checked) -> Iterator[Finding]:
    """Grades of sources that nobody can follow."""
    for name, source in checked.base.sources.items():
        if source.grade and not source.grade_reason:
            yield Finding(f"sources/{name}", ("grade",), "the grade has no reason")


def sources_without_capture(checked: Checked) -> Iterator[Finding]:
    """Sources with an address of which there is no capture; looked for only when asked."""
    for name, source in checked.base.sources.items():
        if source.url and not source.archived:
            yield Finding(f"sources/{name}", (), f"{quoted(name)} has no capture")


WITHOUT_EFFECT = Rule(
    "without-effect", "A key that means nothing without another one.", "Add the other key, or delete this one.", WARNING
)


def keys_without_effect(checked: Checked) -> Iterator[Finding]:
    """Keys beside which the key is missing that gives them a meaning."""
    for name, source in checked.base.sources.items():
        for key, other in (("captured", "archived"), ("grade_reason", "grade"), ("via_inferred", "via")):
            if getattr(source, key) and not getattr(source, other):
                yield Finding(f"sources/{name}", (key,), f'"{key}" means nothing without "{other}"')
    for fact, here, claim in checked.claims():
        if claim.as_of and not fact.series:
            yield Finding(fact.id, (*here, "as_of"), '"as_of" means nothing in a fact that is no "series"')
        if claim.via_inferred and not claim.via:
            yield Finding(fact.id, (*here, "via_inferred"), '"via_inferred" means nothing without "via"')


UNUSED_ORIGIN = Rule(
    "unused-origin", "An origin that nobody relays.", "Use it in a via, or delete it.", WARNING, at_key=True
)
UNUSED_ID = Rule("unused-id", "A thing that nothing uses.", "Use it, or delete it.", WARNING, at_key=True)


def unused_origins(checked: Checked) -> Iterator[Finding]:
    """Origins that no source, origin or claim goes back to."""
    for name in checked.base.origins:
        if name not in checked.used:
            yield Finding(f"origins/{name}", (), f"nobody relays {quoted(name)}")


def unused_ids(checked: Checked) -> Iterator[Finding]:
    """Things that no fact, claim or other thing names."""
    for table, name, _ in checked.things():
        if table != "origins" and name not in checked.used:
            yield Finding(f"{table}/{name}", (), f"nothing uses {quoted(name)}")


def _ids(values: Iterable[Value]) -> Iterator[str]:
    """The texts among the values of a claim that may be ids, those of counted things too."""
    for value in values:
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Counted):
                yield item.what
            elif isinstance(item, str):
                yield item


FAR_OUTSIDE = Rule(
    "far-outside",
    "A place far from the place in which it lies.",
    "Look at both positions: latitude comes first.",
    WARNING,
)


def far_outside(checked: Checked) -> Iterator[Finding]:
    """Places farther than `FAR_KM` from the position of what they lie within."""
    places = checked.base.things["place"]
    for name, place in places.items():
        here = place.more.get("position")
        for parent in place.within:
            above = places[parent].more.get("position")
            if here and above and (far := kilometres(here, above)) > FAR_KM:
                message = f"{quoted(name)} lies {far:,.0f} km from {quoted(parent)}, in which it is to lie"
                yield Finding(f"places/{name}", ("position",), message)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two positions along the earth, in kilometres (haversine formula)."""
    (latitude, longitude), (latitude_b, longitude_b) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    half = math.sin((latitude_b - latitude) / 2) ** 2
    half += math.cos(latitude) * math.cos(latitude_b) * math.sin((longitude_b - longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


FORMULA = Rule(
    "formula",
    "A text that a spreadsheet would take for a formula.",
    "Begin it otherwise, or export excel-csv.",
    WARNING,
)


def formulas(checked: Checked) -> Iterator[Finding]:
    """Texts of facts, claims and things that begin with one of `= + - @`, perhaps behind blanks."""
    for table, name, entity in checked.things():
        keys = entity._asdict()
        if isinstance(entity, Thing) and table in checked.format.sort_of_table:
            keys[checked.format.sort_of_table[table].name_key] = keys.pop("name")
        for key, value in {**keys, **keys.get("more", {})}.items():
            if isinstance(value, str) and begins_a_formula(value):
                yield Finding(f"{table}/{name}", (key,), f'"{key}" begins with {quoted(_first_sign(value))}')
    for fact in checked.base.facts:
        if begins_a_formula(fact.title):
            yield Finding(fact.id, ("title",), f'"title" begins with {quoted(_first_sign(fact.title))}')
    for fact, here, claim in checked.claims():
        texts = {"quote": claim.quote, "hedge": claim.hedge, "reading": claim.reading, "note": claim.note}
        texts |= {key: value for key, value in claim.said.items() if isinstance(value, str)}
        for key, value in texts.items():
            if begins_a_formula(value):
                yield Finding(fact.id, (*here, key), f'"{key}" begins with {quoted(_first_sign(value))}')


def _first_sign(text: str) -> str:
    return text[: len(text) - len(text.lstrip()) + 1]


CHECKS: dict[Rule, Check] = {
    AFTER_PUBLICATION: after_publication,
    WHOLE_SENTENCE: whole_sentences,
    SAME_PASSAGE: same_passages,
    HEDGE_LEFT_OUT: hedges_left_out,
    QUOTE_WITHOUT_VALUE: quotes_without_value,
    UNUSED_ORIGIN: unused_origins,
    UNUSED_ID: unused_ids,
    WRONG_SUM: wrong_sums,
    PARTS_EXCEED_WHOLE: parts_exceed_whole,
    PART_EXCEEDS_COUNT: parts_of_counts,
    WITHOUT_EFFECT: keys_without_effect,
    GRADE_WITHOUT_REASON: grades_without_reason,
    FAR_OUTSIDE: far_outside,
    FORMULA: formulas,
}


# Looked for only when asked: few bases name captures, and then every source lacks one.
CAPTURES: dict[Rule, Check] = {NO_CAPTURE: sources_without_capture}


def all_rules(format: Format) -> dict[str, Rule]:  # noqa: A002
    """Every rule by its name: those of the reader, of documents, of checks, of the vocabulary."""
    rules = (*RULES.values(), TOML_1_1, MISPLACED_QUOTE, *format.checks, *CHECKS, *CAPTURES)
    return {rule.name: rule for rule in rules}
