"""Full-text search: the words as they were typed, else in other forms, else what means the same in this base."""

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator

from cstocli.ask.columns import Row
from cstocli.index.index import Index
from cstocli.model.errors import WrongUsage
from cstocli.model.scripts import segmented, words
from cstocli.model.suggestions import nearest
from cstocli.model.text import nfc, shell_command, visible

MOST_RANKED = 2000  # matches, which takes some milliseconds
_LONGEST = 1000  # characters
# Of a longer word so many letters may be an ending: `depots`, `guarding`, `контингента`.
_STEM, _ENDING, _LONG, _LONG_ENDING = 4, 2, 8, 3
_MOST_TOLD = 3
_MOST_TEXTS = 20_000  # of which the words are compared with one that is nowhere: some tenths of a second


def typed_words(text: str) -> list[str]:
    """The words of what a user typed.

    Raises:
        WrongUsage: there is no word in it, or it is longer than anybody types.
    """
    if len(text) > _LONGEST:
        raise WrongUsage(f"the text to search for has {len(text):,} characters; at most {_LONGEST:,} are searched")
    found = words(nfc(text))
    if not found:
        raise WrongUsage(
            "there is no word to search for", "give a word, of letters or digits; for example", "csto search --help"
        )
    return found


def exactly(typed: list[str]) -> str:
    """The full-text query of words that must all occur, or be the beginning of one that does."""
    return " ".join(f'"{segmented(word) or word}"*' for word in typed)


def parameters(index: Index, query: str, instead: str | None = None) -> dict[str, object]:
    """Those of the question `search` for a full-text query: of too many matches none is compared with the others."""
    more = index.execute("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1 OFFSET ?", (query, MOST_RANKED))
    return {"words": query, "instead": instead, "ranked": int(more.fetchone() is None)}


def otherwise(index: Index, typed: list[str]) -> Iterator[tuple[str, str]]:
    """Other full-text queries for the same, the nearest first, and what each looks for in words."""
    stems = [_stem(word) for word in typed]
    if stems != typed:
        pairs = zip(stems, typed, strict=True)
        yield exactly(stems), " ".join(stem if stem == word else f"{stem}…" for stem, word in pairs)
    clauses, names = _with_synonyms(index, typed)
    if clauses:
        yield clauses, names


def near_words(index: Index, typed: list[str]) -> str:
    """What was typed with the nearest words of the base for those that it has nowhere; empty if there are none."""
    texts = index.execute("SELECT text FROM search LIMIT ?", (_MOST_TEXTS,))
    known = {word for (text,) in texts for word in words(text.casefold())}
    found = []
    for word in map(str.casefold, typed):
        if any(one.startswith(word) for one in known):
            found.append(word)
            continue
        near = nearest(word, (one for one in known if one[0] == word[0] and abs(len(one) - len(word)) < _STEM))
        found.append(near[0] if near else "")
    return " ".join(found) if all(found) and found != [word.casefold() for word in typed] else ""


def fact_of(text: str, rows: Iterable[Row], fields_of: Callable[[str], Container[str]]) -> str:
    """The one fact in which words were found, with the field if they are in one alone; empty if they are in none.

    `fields_of` gives the fields of a kind.

    Raises:
        WrongUsage: they are in several facts.
    """
    found: dict[str, set[str]] = {}
    for row in rows:
        if fields := fields_of(row["fact"].partition("/")[0]):
            found.setdefault(row["fact"], set()).update({row["part"]} if row["part"] in fields else ())
    if len(found) > 1:
        facts = [shell_command("csto", "why", fact) for fact in list(found)[:_MOST_TOLD]]
        search = shell_command("csto", "search", *text.split())
        raise WrongUsage(f'"{visible(text)}" is found in {len(found)} facts', "see all", search, *facts)
    return next((f"{fact}.{fields.pop()}" if len(fields) == 1 else fact for fact, fields in found.items()), "")


def _stem(word: str) -> str:
    """A word without what may be its ending; words of scripts without blanks have none."""
    if segmented(word) or not word.isalpha():
        return word
    ending = _LONG_ENDING if len(word) >= _LONG else _ENDING
    return word[: max(_STEM, len(word) - ending)]


def _with_synonyms(index: Index, typed: list[str]) -> tuple[str, str]:
    """A query in which any synonym may stand for its words, and the same in words; empty if none has any."""
    (stored,) = index.execute("SELECT synonyms FROM about").fetchone()
    groups = [[words(one.casefold()) for one in group] for group in json.loads(stored or "[]")]
    rest = [word.casefold() for word in typed]
    clauses, names = [], []
    some = False
    while rest:
        same, taken = next(
            ((group, len(one)) for group in groups for one in group if _begins(rest, one)), ([rest[:1]], 1)
        )
        some |= len(same) > 1
        clauses.append(f"({' OR '.join(f'({exactly([*map(_stem, one)])})' for one in same)})")
        each = " or ".join(" ".join(one) for one in same)
        names.append(f"({each})" if len(same) > 1 < len(typed) else each)
        rest = rest[taken:]
    return (" AND ".join(clauses), " ".join(names)) if some else ("", "")


def _begins(typed: list[str], phrase: list[str]) -> bool:
    """Whether the words begin with those of a phrase, in whatever form."""
    if not phrase or len(typed) < len(phrase):
        return False
    return all(re.match(re.escape(_stem(own)), word) for own, word in zip(phrase, typed[: len(phrase)], strict=True))
