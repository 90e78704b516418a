"""Whether a quote holds what its claim states: its numbers, days and names, in digits and words."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from cstocli.curate.spoken import Spoken, is_english, knows, spoken
from cstocli.model.base import Base, Claim, Fact, Value
from cstocli.model.counts import Count, Counted
from cstocli.model.cursor import quoted
from cstocli.model.dates import Date
from cstocli.model.problems import Finding
from cstocli.model.rules import WARNING, Rule
from cstocli.model.types import CountedType, Reference, Type
from cstocli.model.types.clock import PARTS, Time

if TYPE_CHECKING:
    from cstocli.curate.rules import Checked

# "A plane", "no victims": nobody writes these as numbers.
_LEAST_NUMBER = 2
_A_DAY = len("2022-01-14")
_MOST_NAMES = 50


QUOTE_WITHOUT_VALUE = Rule(
    "quote-without-value",
    "A quote that holds no number, day or name that its claim states.",
    "Quote the words that hold it, or say in `reading` how it comes of the passage.",
    WARNING,
)


def quotes_without_value(checked: "Checked") -> Iterator[Finding]:
    """Claims of which no value stands in the quote, with the first value that is missing there."""
    for fact, here, claim in checked.claims():
        for name, value in islice(missing_from_quote(checked.base, fact, claim), 1):
            message = f'the quote does not hold {quoted(value)}, which "{name}" states'
            yield Finding(fact.id, (*here, "quote"), message)


def missing_from_quote(base: Base, fact: Fact, claim: Claim) -> list[tuple[str, str]]:
    """Fields of a claim and their values in words, where its quote holds none of them; else nothing.

    Nobody fits five fields into ten words: a quote that holds one of the values is taken to
    stand for all, unless it has figures and they are none of the claim's. The hedge and the
    note are looked at too. A claim with a `reading` says how its values come of the passage.
    Words for numbers and days are looked for where those of the language are known, names
    in English, in which most bases write them.
    """
    if claim.deprecated or claim.reading:
        return []
    language = base.sources[claim.source].language
    text = spoken(" ".join(filter(None, (claim.quote, claim.hedge, claim.note))), language)
    fields = base.format.kinds[fact.kind].fields
    numbers = [(name, *found) for name, value in claim.said.items() for found in _numbers(value, text)]
    if any(stands for *_, stands in numbers):
        return []
    has_figures = not spoken(claim.quote, language).figures <= _figures_of_words(claim)
    if numbers and has_figures:
        return [(name, words) for name, words, _ in numbers]
    if not (knows(language) if numbers else is_english(language)):
        return []
    names = [
        (name, *found) for name, value in claim.said.items() for found in _names(value, fields[name].type, text, base)
    ]
    return [] if any(stands for *_, stands in names) else [(name, words) for name, words, _ in numbers or names]


def _figures_of_words(claim: Claim) -> frozenset[float]:
    """The figures that belong to words and names of a claim, such as a call sign or a deadline."""
    words = (value for value in claim.said.values() if isinstance(value, str))
    return frozenset().union(*(spoken(value, "").figures for value in words))


def _numbers(value: Value, text: Spoken) -> Iterator[tuple[str, bool]]:
    """Each number and day of a value that a text would write, in words, and whether it stands there."""
    if isinstance(value, Date):
        ends = [day for day in value.text.rstrip("?~%").split("/") if len(day.rstrip("?~%")) == _A_DAY]
        if ends:
            yield value.text, text.says_a_day or any(int(day[8:10]) in text.numbers for day in ends)
        elif any(int(day[:4]) in text.numbers for day in (value.earliest, value.latest) if day):
            # Months have too many names to miss one.
            yield value.text, True
    elif isinstance(value, Time) and value.text not in PARTS:
        hours = {minutes // 60 % round_ for minutes in (value.first, value.last) for round_ in (12, 24)}
        yield value.text, not hours.isdisjoint(text.numbers)
    for count in _counts(value):
        bounds = (count.number, int(count.high or 0)) if count.sign == "range" else (count.number,)
        if count.number >= _LEAST_NUMBER:
            yield count.words, any(map(text.has_number, bounds))


def _counts(value: Value) -> Iterator[Count]:
    if isinstance(value, Count):
        yield value
    elif isinstance(value, tuple) and not isinstance(value, Date | Time):
        yield from (item.number for item in value if isinstance(item, Counted) and item.number)


def _names(value: Value, of: Type, text: Spoken, base: Base) -> Iterator[tuple[str, bool]]:
    """Each name of a value, and whether some word of it stands in the text; of its other words those that do."""
    if isinstance(value, Date | Count | Time):
        return
    sort = of.sort if isinstance(of, Reference | CountedType) else ""
    for item in value if isinstance(value, tuple) else (value,):
        words = item.what if isinstance(item, Counted) else item
        thing = base.things.get(sort, {}).get(words) if isinstance(words, str) else None
        if thing:
            yield thing.name, any(map(text.has_name, islice((thing.name, *thing.also), _MOST_NAMES)))
        elif isinstance(words, str) and text.has_name(words):
            yield words, True
