"""What the index keeps of a base beside its tables, so that the base can be made again without its text.

The tables have the words of claims; what they leave out, or tell only as an answer needs
it, is kept: for each fact what it says of itself and the values of its claims, and in rows
of their own all else. What belongs to a fact are lines: one of itself, then one of each
claim. A line is JSON texts with tabs between, so that the same text, such as a day, is
decoded once. It is for the program alone: no question and no export sees it.
"""

import json
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Any, TypeVar

from cstocli.index.context import Context
from cstocli.index.index import Index
from cstocli.index.schema import Row, Table, text
from cstocli.model.base import About, Base, Claim, Document, Fact, Origin, Override, Rivals, Source, Thing, Value
from cstocli.model.counts import Count, Counted
from cstocli.model.cursor import Cursor
from cstocli.model.dates import Date
from cstocli.model.format import Format
from cstocli.model.types.clock import Time
from cstocli.model.types.shares import Ordinal, Share
from cstocli.read.vocabulary import format_of

_Record = TypeVar("_Record", About, Source, Origin, Thing, Rivals)
_decoder = json.JSONDecoder()
_USUAL = "[null, false, null]"
_ATOMS = frozenset({str, int, float, bool, type(None)})
# A value that has parts is an array that begins with the number of its class.
_CLASSES: tuple[type, ...] = (tuple, Date, Count, Counted, Time, Share, Ordinal, Override)
_NUMBERS = {class_: number for number, class_ in enumerate(_CLASSES)}
# Which parts of what is no fact are dates, and which are arrays.
_DATES = frozenset({"period", "published", "accessed", "captured", "date"})
_ARRAYS = frozenset({"via", "within", "also", "facts", "values"})

_CLAIMS = """
SELECT fact, id, source, at, quote, hedge, deprecated, reading, note FROM claims
WHERE fact IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_FACTS = "SELECT entity, content FROM kept WHERE entity IN (SELECT value FROM json_each(?))"
# Ids of facts have a slash; these are the rows of all else.
_PARTS = ("declared", "about", "sources", "origins", "things", "rivals")
_FRAME = f"SELECT entity, content FROM kept WHERE entity IN {_PARTS}"
# They come first; behind them the facts stand in their order.
FIRST_FACT = len(_PARTS) + 1


def _rows(context: Context) -> Iterator[Row]:
    base, encode = context.base, context.encode
    things = {
        sort: {name: (*thing[:-1], _plain(thing.more)) for name, thing in things.items()}
        for sort, things in base.things.items()
    }
    frame = (base.format.declared, base.about, base.sources, base.origins, things, base.rivals)
    yield from zip(_PARTS, map(encode, frame), strict=True)
    for fact in base.facts:
        yield row_of(context, fact)


def row_of(context: Context, fact: Fact) -> Row:
    """The row of one fact; it comes of what the fact itself says."""
    own = (fact.owner, fact.title, fact.plan, fact.outcome, fact.part_of, fact.series, fact.note)
    itself = context.encode((own, _plain(fact.shown), _plain(fact.more)))
    return fact.id, "\n".join([itself, *[_claim_line(context, claim) for claim in fact.claims]])


def _claim_line(context: Context, claim: Claim) -> str:
    """Whom it goes back to and what it holds for, then the name and the value of each field; JSON has no tab."""
    if claim.via is None and not claim.as_of:
        about = "[null, true, null]" if claim.via_inferred else _USUAL
    else:
        about = context.encode((claim.via, claim.via_inferred, claim.as_of))
    parts = [about]
    for name, value in claim.said.items():
        parts += name, _value_text(_NUMBERS.get(type(value)), value)
    return "\t".join(parts)


@lru_cache(maxsize=4096)
def _value_text(_class: int | None, value: Value) -> str:
    """A value of a claim as JSON, cached: the same come up again and again.

    `_class` parts values of two classes that are equal. No type of a field has values of one
    class that are equal and written in two ways, as `1` and `1.0` would be.
    """
    return Context.encode(_plain(value))


KEPT = Table(
    "kept",
    "what the tables leave out of a fact, or of all that is no fact",
    (text("entity", "id of the fact, or what it is of the base"), text("content", "what they leave out")),
    _rows,
)


def _plain(value: Any) -> Any:  # noqa: ANN401
    """A value as JSON has it."""
    class_ = type(value)
    if class_ in _ATOMS:
        return value
    number = _NUMBERS.get(class_)
    if number is not None:
        return [number, *map(_plain, value)]
    return {key: _plain(each) for key, each in value.items()}


def _value(plain: Any) -> Any:  # noqa: ANN401
    """The value that `_plain` made this of."""
    class_ = type(plain)
    if class_ is list:
        made, parts = _CLASSES[plain[0]], map(_value, plain[1:])
        return tuple(parts) if made is tuple else made(*parts)
    if class_ is dict:
        return {key: _value(each) for key, each in plain.items()}
    return plain


@lru_cache(maxsize=65536)
def _decoded(text: str) -> Any:  # noqa: ANN401
    """The value of which `_value_text` made this; nobody changes a value."""
    return _value(_decoder.decode(text))


@lru_cache(maxsize=65536)
def _itself(text: str) -> tuple[list[Any], Any, Any]:
    """What a fact says of itself, its choices, its own keys; nobody changes them."""
    own, shown, more = _decoder.decode(text)
    return own, _value(shown), _value(more)


def frame(index: Index, built_in: Format) -> Base:
    """The base of which `index` is, without its facts; `built_in` is the format of the built-in vocabulary.

    Raises:
        AttributeError, LookupError, TypeError, ValueError, sqlite3.Error: the index is damaged.
    """
    found = {name: json.loads(content) for name, content in index.execute(_FRAME)}
    declared = [(Document("", ""), content) for content in found["declared"]]
    about = _record(About, found["about"])
    return Base(
        about=about._replace(synonyms=tuple(map(tuple, about.synonyms))),
        sources={name: _record(Source, parts) for name, parts in found["sources"].items()},
        origins={name: _record(Origin, parts) for name, parts in found["origins"].items()},
        things={
            sort: {name: _record(Thing, [*parts, _value(more)]) for name, (*parts, more) in things.items()}
            for sort, things in found["things"].items()
        },
        facts=(),
        format=format_of(declared, built_in, Cursor({})),
        rivals=tuple(_record(Rivals, parts) for parts in found["rivals"]),
    )


def _record(class_: type[_Record], parts: list[Any]) -> _Record:
    """A named tuple of which JSON has made an array."""
    for number in _composed(class_._fields):
        if parts[number] is not None:
            parts[number] = tuple(parts[number]) if class_._fields[number] in _ARRAYS else Date(*parts[number])
    return class_._make(parts)


@cache
def _composed(names: tuple[str, ...]) -> tuple[int, ...]:
    """The places of the dates and arrays among the parts of a named tuple."""
    return tuple(number for number, name in enumerate(names) if name in _DATES | _ARRAYS)


def facts(index: Index, ids: Collection[str]) -> dict[str, tuple[Fact, list[int]]]:
    """The facts with these ids, each with the numbers of its claims.

    Raises:
        AttributeError, LookupError, TypeError, ValueError, sqlite3.Error: the index is damaged.
    """
    wanted = (json.dumps([*ids]),)
    claims: dict[str, list[tuple[Any, ...]]] = {}
    for fact, *words in index.execute(_CLAIMS, wanted):
        claims.setdefault(fact, []).append(tuple(words))
    return {
        fact: (_fact(fact, content, claims[fact]), [number for number, *_ in claims[fact]])
        for fact, content in index.execute(_FACTS, wanted)
    }


def _fact(name: str, content: str, claims: list[tuple[Any, ...]]) -> Fact:
    itself, *lines = content.split("\n")
    (owner, title, plan, outcome, part_of, series, note), shown, more = _itself(itself)
    made = tuple([_claim(words, line.split("\t")) for words, line in zip(claims, lines, strict=True)])
    kind = name.partition("/")[0]
    return Fact(name, kind, made, owner, title, shown, plan, outcome, part_of, series, note, more)


def _claim(words: tuple[Any, ...], parts: list[str]) -> Claim:
    _, source, at, quote, hedge, deprecated, reading, note = words
    via, inferred, as_of = (None, False, None) if parts[0] == _USUAL else json.loads(parts[0])
    return Claim(
        source,
        # A paragraph is a number, a word for the passage is JSON text.
        int(at) if at.isdecimal() else json.loads(at),
        quote,
        dict(zip(parts[1::2], map(_decoded, parts[2::2]), strict=True)),
        hedge or "",
        None if via is None else tuple(via),
        inferred,
        Date(*as_of) if as_of else None,
        deprecated or "",
        reading,
        note,
    )
