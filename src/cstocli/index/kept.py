"""What the index keeps of a base beside its tables, so that the base can be made again without its text.

The tables have the words of claims; what they leave out, or tell only as an answer needs
it, is kept as JSON: for each fact what it says of itself and the values of its claims, and
in rows of their own all else. It is for the program alone: no question and no export sees it.
"""

import json as json_
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, TypeVar

from cstocli.index.context import Context
from cstocli.index.index import Index
from cstocli.index.schema import Row, Table, json, text
from cstocli.model.base import About, Base, Claim, Document, Fact, Origin, Override, Rivals, Source, Thing, Value
from cstocli.model.counts import Count, Counted
from cstocli.model.cursor import Cursor
from cstocli.model.dates import Date
from cstocli.model.format import Format
from cstocli.model.types.clock import Time
from cstocli.model.types.shares import Ordinal, Share
from cstocli.read.vocabulary import format_of

_Record = TypeVar("_Record", About, Source, Origin, Thing, Rivals)
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
    claims = ", ".join([_claim_text(context, claim) for claim in fact.claims])
    return fact.id, f"[{context.encode((own, _plain(fact.shown), _plain(fact.more)))}, {claims}]"


def _claim_text(context: Context, claim: Claim) -> str:
    via = "null" if claim.via is None else context.json_array(claim.via)
    as_of = context.encode(claim.as_of) if claim.as_of else "null"
    # No character of the name of a field needs escaping.
    said = ", ".join(
        [f'"{name}": {_value_text(_NUMBERS.get(type(value)), value)}' for name, value in claim.said.items()]
    )
    return f"[{via}, {'true' if claim.via_inferred else 'false'}, {as_of}, {{{said}}}]"


@lru_cache(maxsize=4096)
def _value_text(_class: int | None, value: Value) -> str:
    """A value of a claim as JSON, cached: the same come up again and again. Values of two classes may be equal."""
    return Context.encode(_plain(value))


KEPT = Table(
    "kept",
    "what the tables leave out of a fact, or of all that is no fact",
    (text("entity", "id of the fact, or what it is of the base"), json("content", "what they leave out")),
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


def frame(index: Index, built_in: Format) -> Base:
    """The base of which `index` is, without its facts; `built_in` is the format of the built-in vocabulary.

    Raises:
        LookupError, TypeError, ValueError, sqlite3.Error: the index is damaged.
    """
    found = {name: json_.loads(content) for name, content in index.execute(_FRAME)}
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
        LookupError, TypeError, ValueError, sqlite3.Error: the index is damaged.
    """
    wanted = (json_.dumps([*ids]),)
    claims: dict[str, list[tuple[Any, ...]]] = {}
    for fact, *words in index.execute(_CLAIMS, wanted):
        claims.setdefault(fact, []).append(tuple(words))
    return {
        fact: (_fact(fact, json_.loads(content), claims[fact]), [number for number, *_ in claims[fact]])
        for fact, content in index.execute(_FACTS, wanted)
    }


def _fact(name: str, content: Any, claims: list[tuple[Any, ...]]) -> Fact:  # noqa: ANN401
    ((owner, title, plan, outcome, part_of, series, note), shown, more), *own = content
    made = tuple(_claim(words, *each) for words, each in zip(claims, own, strict=True))
    kind = name.partition("/")[0]
    return Fact(name, kind, made, owner, title, _value(shown), plan, outcome, part_of, series, note, _value(more))


def _claim(words: tuple[Any, ...], via: Any, inferred: bool, as_of: Any, said: Mapping[str, Any]) -> Claim:  # noqa: ANN401
    _, source, at, quote, hedge, deprecated, reading, note = words
    return Claim(
        source,
        # A paragraph is a number, a word for the passage is JSON text.
        int(at) if at.isdecimal() else json_.loads(at),
        quote,
        _value(said),
        hedge or "",
        None if via is None else tuple(via),
        inferred,
        Date(*as_of) if as_of else None,
        deprecated or "",
        reading,
        note,
    )
