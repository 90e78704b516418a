"""The entries of a base as its curators wrote them: each claim, fact, source, place, rival, kind."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from cstocli.model.format import Format
from cstocli.model.types import PASSAGE

CLAIM, FACT, RIVALS, ABOUT, KIND, SORT = "claim", "fact", "rivals", "about", "kind", "sort"
_DIGITS = 12  # of a checksum: enough to tell the versions of one entry apart
_OF_ALL = ("format", "vocabulary")
Contents = Mapping[str, Any]


class Entry(NamedTuple):
    """One entry: what it is a part of the base as, its full id, and its checksum.

    Of a claim `entity` is the fact under which it stands; `source` and `at` tell it from
    the others there. `keys` are what is written in it, empty where only its checksum is known.
    """

    part: str
    entity: str
    digest: str
    source: str = ""
    at: str = ""
    keys: Contents = MappingProxyType({})

    @property
    def words(self) -> str:
        """What it is: `claim of seed, ¶6`."""
        if self.part != CLAIM:
            return self.part
        return f"claim of {self.source}, {PASSAGE.text(int(self.at) if self.at.isdecimal() else self.at)}"


def entries(contents: Iterable[Contents], format: Format) -> list[Entry]:  # noqa: A002
    """Every entry of a valid base, in the order of its text.

    `contents` are the tables of its files, `format` is what it may hold.

    Comments, the order of keys and the way in which a date is quoted are no part of an entry.
    """
    return [entry for content in contents for table, value in content.items() for entry in _of(table, value, format)]


def _of(table: str, value: Any, format: Format) -> Iterator[Entry]:  # noqa: A002, ANN401
    """The entries of one table."""
    kind = format.kind_of_table.get(table)
    if kind:
        for fact in value:
            yield from _of_fact(f"{kind.name}/{fact['id']}", fact)
    elif table == "rivals":
        for rivals in value:
            yield _entry(RIVALS, str(rivals["facts"][0]).partition(".")[0], rivals)
    elif table in _OF_ALL:
        yield _entry(ABOUT, table, {table: value})
    elif table == ABOUT:
        yield _entry(ABOUT, ABOUT, value)
    else:
        part = {"sources": "source", "origins": "origin", "kinds": KIND, "things": SORT}.get(table)
        part = part or format.sort_of_table[table].name
        for name, keys in value.items():
            yield _entry(part, f"{part}/{name}", keys)


def _of_fact(fact: str, value: Contents) -> Iterator[Entry]:
    """The entry of a fact by itself, then those of its claims."""
    yield _entry(FACT, fact, {key: one for key, one in value.items() if key != "claims"})
    for claim in value["claims"]:
        yield _entry(CLAIM, fact, claim, str(claim["source"]), str(claim["at"]).strip())


def _entry(part: str, entity: str, keys: Contents, source: str = "", at: str = "") -> Entry:
    plain = {key: _plain(value) for key, value in keys.items()}
    return Entry(part, entity, digest(plain), source, at, plain)


def _plain(value: Any) -> Any:  # noqa: ANN401
    """A value of TOML as JSON has it; a date is its text, as where it is quoted."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def digest(data: object) -> str:
    """A short checksum of JSON data; the order of keys does not matter."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
