"""Bases made of the declarations of the format: every kind and every field."""

import json
import re
from typing import Any

from hypothesis import strategies as st

from cstocli.model import dates
from cstocli.model.format import ABOUT_KEYS, CLAIM_KEYS, RIVAL_KEYS, Kind
from cstocli.model.types import Type
from tests.conftest import FORMAT
from tests.fuzz.pieces import TABLES

_IDS = ("a", "b", "c")
_NAMES = st.sampled_from(("a", "a", "a", "b", "b", "c"))
_WORDS = st.sampled_from(("x", "about x", "X", "=x", "[red]", ":flag:", "Plan: x", "e\u0301", "x.", "x\ty", "о 5"))
_DATES = st.sampled_from(
    ("2031", "2031-05", "2031-05-09", "2031-05-09~", "2031-05/..", "../2031-05-09?", "2031-05-01/2031-06", "0001",
     "9999",
     "0001-01-01", "9999-12-31", "2031-05-09%", "../9999-12-31", "0001-01-01/..")
)  # fmt: skip
_COUNTS = st.sampled_from(
    (0, 1, 2, 30, 10**15 - 1, "~30", ">30", ">=30", "<30", "<=2", "..30", "30..40", "0..999999999999999", "~0")
)
_COUNTED = st.fixed_dictionaries({"what": _WORDS}, optional={"count": _COUNTS})
_AIRCRAFT = st.fixed_dictionaries({"type": _NAMES}, optional={"count": _COUNTS})
_FACT_IDS = st.builds(lambda kind, name: f"{kind}/{name}", st.sampled_from((*FORMAT.kinds,)), _NAMES)
_OF_NAME: dict[str, st.SearchStrategy[Any]] = {
    "text": _WORDS,
    "words": _WORDS,
    "texts": st.lists(_WORDS, max_size=2),
    "list": st.lists(_WORDS, max_size=2),
    "synonyms": st.lists(st.lists(_WORDS, max_size=3), max_size=2),
    "id": _NAMES,
    "quote": _WORDS,
    "passage": st.sampled_from((1, 2, "caption", 2**63, 2**700)),
    "facts": st.lists(_FACT_IDS, max_size=2),
    "field": st.sampled_from(("date", "site", "personnel", "vote", "aircraft")),
    "date": _DATES,
    "count": _COUNTS,
    "position": st.sampled_from(([0, 0], [90.0, 180.0], [-90, -180], [1e-300, 0.0])),
    "code": st.sampled_from(("XA", "XB")),
    "url": st.sampled_from(("https://x.example/", "http://x.example?q=1")),
    "language": st.sampled_from(("en", "ru", "zh-Hant", "xx")),
    "sha256": st.just("0" * 64),
    "grade": st.sampled_from(("A", "B2")),
    "boolean": st.booleans(),
    "fact": _FACT_IDS,
    # Those of a fact are made apart.
    "fields": st.just({}),
    "claims": st.just([]),
    "aircraft": st.lists(_AIRCRAFT, min_size=1, max_size=2),
    "items": st.lists(_COUNTED, min_size=1, max_size=2),
    "places": st.one_of(_NAMES, st.lists(_NAMES, max_size=2)),
    "tellers": st.lists(st.sampled_from(("o-a", "o-b", "a", "b")), max_size=2),
    **dict.fromkeys(("place", "person", "organisation", "source", "voice", "contingent", "aircraft-type"), _NAMES),
}
_ANYTHING = st.sampled_from((0, 1.5, True, "", "\u202e", [], {}, [[]], [{}], {"a": {}}, dates.FIRST_DAY, 2**20000))


def can_make(type_: Type) -> bool:
    """Whether values of that type are made."""
    return bool(type_.choices) or type_.name in _OF_NAME


def _right(type_: Type) -> st.SearchStrategy[Any]:
    """A value of that type."""
    return st.sampled_from(type_.choices) if type_.choices else _OF_NAME[type_.name]


def _of(type_: Type) -> st.SearchStrategy[Any]:
    """A value of that type, and now and then one of any other."""
    return st.integers(0, 60).flatmap(lambda number: _ANYTHING if number == 60 else _right(type_))


def _entities(table: str) -> st.SearchStrategy[dict[str, Any]]:
    keys = TABLES[table]
    record = st.fixed_dictionaries(
        {key: _right(declared.type) for key, declared in keys.items() if declared.required},
        optional={key: _of(declared.type) for key, declared in keys.items() if not declared.required},
    )
    # A base without circles is worth more than one with.
    upward = {"within", "variant_of", "part_of", "via", "position_from"}

    def ordered(records: tuple[dict[str, Any], ...], whole: int) -> dict[str, Any]:
        names = [f"o-{name}" if table == "origins" else name for name in _IDS[: len(records)]]
        if whole:
            records = tuple(
                {key: value for key, value in one.items() if key not in upward or (number and key != "via")}
                for number, one in enumerate(records)
            )
            for number, one in enumerate(records):
                one.update(dict.fromkeys(upward & one.keys() - {"position_from"}, names[number - 1]))
        return dict(zip(names, records, strict=True))

    return st.builds(ordered, st.tuples(record, record), st.integers(0, 7))


def _facts(kind: Kind) -> st.SearchStrategy[list[Any]]:
    required = {key: _right(one.type) for key, one in CLAIM_KEYS.items() if one.required}
    optional = {key: _of(one.type) for key, one in CLAIM_KEYS.items() if not one.required}
    fields = {name: _of(field.type) for name, field in kind.fields.items()}
    claims = st.lists(st.fixed_dictionaries(required, optional={**optional, **fields}), min_size=1, max_size=2)
    always: dict[str, st.SearchStrategy[Any]] = {"id": _NAMES, "title": _WORDS, "claims": claims}
    always |= {key: _right(one.type) for key, one in kind.keys.items()}
    shown = st.sampled_from((*kind.fields,)).flatmap(
        lambda name: st.fixed_dictionaries(
            {name: st.fixed_dictionaries({"value": _right(kind.fields[name].type), "reason": _WORDS})}
        )
    )
    rare = st.integers(0, 19).flatmap(lambda number: shown if number == 19 else st.just({}))
    fact = st.fixed_dictionaries(
        {**always, "shown": rare}, optional={"contingent": _of(FORMAT.fact_keys(kind)["contingent"].type)}
    )
    return st.lists(fact, min_size=1, max_size=2, unique_by=lambda one: str(one["id"]))


_RIVALS = st.lists(st.fixed_dictionaries({key: _right(one.type) for key, one in RIVAL_KEYS.items()}), max_size=1)


def _made_of(
    about: dict[str, Any],
    things: dict[str, Any],
    facts: list[tuple[str, list[Any]]],
    rivals: tuple[int, list[Any]],
) -> bytes:
    parts: dict[str, Any] = {"format": 1, "about": about, **things, **dict(facts)}
    if not rivals[0]:
        parts["rivals"] = rivals[1]
    return "".join(f"{_toml_key(key)} = {toml(value)}\n" for key, value in parts.items()).encode()


def made() -> st.SearchStrategy[bytes]:
    """Bases by the declarations: every kind and every field, mostly of the right type."""
    things = {table: _entities(table) for table in FORMAT.tables}
    about = st.fixed_dictionaries({key: _right(one.type) for key, one in ABOUT_KEYS.items() if one.required})
    some = [st.tuples(st.just(kind.plural), _facts(kind)) for kind in FORMAT.kinds.values()]
    return st.builds(
        _made_of,
        about,
        st.fixed_dictionaries(things),
        st.lists(st.one_of(some), min_size=1, max_size=2),
        st.tuples(st.integers(0, 9), _RIVALS),
    )


def toml(value: Any) -> str:
    """A value as TOML on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if abs(value) < 2**64 else hex(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml_key(key)} = {toml(item)}" for key, item in value.items()) + " }"
    return str(value)


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)
