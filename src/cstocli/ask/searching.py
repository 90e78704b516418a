"""Full-text search: the words as they were typed, then in other forms and what means the same in this base."""

import json
from collections.abc import Callable, Container, Iterable, Iterator

from cstocli.ask.columns import Row
from cstocli.index.index import BrokenIndex, Index, sqlite3
from cstocli.model.errors import SeveralFacts, UnknownName, WrongUsage
from cstocli.model.light_typing import TYPE_CHECKING
from cstocli.model.numerals import grouped, joined, may_be_several
from cstocli.model.scripts import searched, segmented, words
from cstocli.model.suggestions import nearest
from cstocli.model.text import nfc, shell_command, visible

if TYPE_CHECKING:
    from cstocli.ask.answer import Answer
    from cstocli.ask.explorer import Explorer

MOST_RANKED = 2000  # matches, which takes some milliseconds
NOWHERE = '""'  # the full-text query that finds nothing
_LONGEST = 1000  # characters
# Of a longer word so many letters may be an ending: `depots`, `guarding`, `контингента`.
_STEM, _ENDING, _LONG, _LONG_ENDING = 4, 2, 8, 3
# English endings, and those that may stand in their place; what is longer than a word is found as its beginning.
_ENDINGS = {
    "ies": ("y", "ie"),
    "ied": ("y", "ies", "ying"),
    "ses": ("s", "se"),
    "xes": ("x", "xe"),
    "zes": ("z", "ze"),
    "ches": ("ch", "che"),
    "shes": ("sh", "she"),
    "ing": ("", "e", "s", "es", "ed"),
    "eed": (),
    "ed": ("", "e", "s", "es", "ing"),
    "men": ("man",),
    "man": ("men",),
    **dict.fromkeys(("ss", "us", "is", "news"), ()),
    "s": ("", "ed", "ing"),
    "y": ("ies", "ied"),
    "e": ("ing",),
}
_ROOT = 3  # letters that a word has at least before its ending
_MOST_TOLD = 3
_MOST_TEXTS = 20_000  # of which the words are compared with one that is nowhere: some tenths of a second


def typed_words(text: str) -> list[str]:
    """The words of what a user typed, the groups of a number joined; `14 200` may be one number or two.

    Raises:
        WrongUsage: there is no word in it, or it is longer than anybody types.
    """
    if len(text) > _LONGEST:
        raise WrongUsage(f"the text to search for has {len(text):,} characters; at most {_LONGEST:,} are searched")
    rest, found = nfc(text), list[str]()
    for written, number in grouped(rest):
        before, _, rest = rest.partition(written)
        found += [*words(before), " ".join(words(written)) if may_be_several(written) else number]
    found += words(rest)
    if not found:
        raise WrongUsage(
            "there is no word to search for", "give a word, of letters or digits; for example", "csto search --help"
        )
    return found


def exactly(index: Index, typed: list[str]) -> str:
    """The full-text query of words that must all occur, or be the beginning of one that does."""
    index.make_searchable()
    return " AND ".join(_exact(word, "*" if _goes_on(index, word) else "") for word in typed)


def _goes_on(index: Index, word: str) -> bool:
    """Whether a word of the base begins with this one and is longer; True where that cannot be told.

    FTS5 gathers all texts with any word of a beginning before it looks at the other words
    of a query; from word to word it goes by leaps.
    """
    if not (word.isascii() and word.isalnum()):
        return True
    own = word.lower()
    if own not in index.beginnings:
        index.beginnings[own] = _is_beginning(index, own)
    return index.beginnings[own]


def _is_beginning(index: Index, word: str) -> bool:
    try:
        index.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search, instance)")
        # No word goes on with a character before the digits, or behind the last one there is.
        longer = index.execute(
            "SELECT 1 FROM temp.search_words WHERE term >= ? AND term <= ? LIMIT 1", (f"{word}0", f"{word}\U0010ffff")
        )
        return longer.fetchone() is not None
    except BrokenIndex as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_AUTH:
            raise
        # A query of the user's own was here, and left the index open for reading alone.
        return True


def parameters(index: Index, query: str, others: str = NOWHERE, instead: str | None = None) -> dict[str, object]:
    """Those of the question `search` for a full-text query, and one that is told behind it and looks for `instead`.

    Of too many matches none is compared with the others, and nothing else is looked for.
    """
    more = index.execute("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1 OFFSET ?", (query, MOST_RANKED))
    ranked = more.fetchone() is None
    beside = f"({others}) NOT ({query})" if ranked and others != NOWHERE else NOWHERE
    told = None if beside == NOWHERE else instead
    return {"words": query, "others": beside, "most": MOST_RANKED, "instead": told, "ranked": int(ranked)}


def otherwise(index: Index, typed: list[str]) -> tuple[str, str]:
    """The full-text query for other forms of words and what means the same, and what it looks for; empty if nothing."""
    (stored,) = index.execute("SELECT synonyms FROM about").fetchone()
    groups = [[words(one.casefold()) for one in group] for group in json.loads(stored or "[]")]
    rest = [word.casefold() for word in typed]
    clauses, names = [], []
    some = False
    while rest:
        same, taken = next(
            ((group, len(one)) for group in groups for one in group if _begins(rest, one)), ([rest[:1]], 1)
        )
        own = exactly(index, rest[:taken])
        if len(same) > 1:
            forms = [form for one in same for form in _phrases(one)]
            each = " or ".join(" ".join(one) for one in same)
            names.append(f"({each})" if taken < len(typed) else each)
        else:
            common, forms = _forms(rest[0])
            names.append(f"{common}…" if forms else rest[0])
        some |= bool(forms)
        clauses.append(f"({' OR '.join((f'({own})', *forms))})")
        rest = rest[taken:]
    return (" AND ".join(clauses), " ".join(names)) if some else ("", "")


def by_their_beginnings(index: Index, typed: list[str]) -> tuple[str, str]:
    """The full-text query for words that only begin like those, and what it looks for; empty if nothing."""
    stems = [_stem(word) for word in typed]
    if stems == typed:
        return "", ""
    pairs = zip(stems, typed, strict=True)
    return exactly(index, stems), " ".join(stem if stem == word else f"{stem}…" for stem, word in pairs)


def one_of(answer: "Answer") -> Row | None:
    """A row of the answer to a search, one with the words as typed if there is one; None if there is no row.

    It need not be the best: to compare all takes the longer the more texts have the words.
    """
    return next(iter(answer.with_parameters(**answer.parameters | {"ranked": 0}).first(1)), None)


def beside(answer: "Answer") -> "Answer":
    """Of the answer to a search what has other words than those that were typed."""
    return answer.with_parameters(**answer.parameters | {"words": NOWHERE})


def notice(answer: "Answer", text: str) -> str:
    """What to know of the answer to a search for `text`: that words stand in place of those; empty if none do."""
    instead = answer.parameters["instead"]
    first = one_of(answer) if instead else None
    if first is None:
        return ""
    if first["instead"]:
        return f'nothing has "{visible(text)}"; showing {visible(str(instead))}'
    more = len(beside(answer))
    have = "rows have" if more != 1 else "row has"
    return f'{more:,} more {have} {visible(str(instead))} in place of "{visible(text)}"' if more else ""


def near_words(index: Index, typed: list[str]) -> str:
    """What was typed with the nearest words of the base for those that it has nowhere; empty if there are none."""
    texts = index.execute("SELECT text FROM search LIMIT ?", (_MOST_TEXTS,))
    known = {word for (text,) in texts for word in (*words(text.casefold()), *searched(text).split())}
    found = []
    for word in map(str.casefold, typed):
        if any(one.startswith(word) for one in known):
            found.append(word)
            continue
        near = nearest(word, (one for one in known if one[0] == word[0] and abs(len(one) - len(word)) < _STEM))
        found.append(near[0] if near else "")
    return " ".join(found) if all(found) and found != [word.casefold() for word in typed] else ""


def tiers(exact: "Answer", index: Index, typed: list[str], *, beginnings: bool) -> Iterator[Iterable[Row]]:
    """Where the words are as typed; where other forms and what means the same; perhaps where words begin alike."""
    yield exact.first(MOST_RANKED)
    for others, instead in (otherwise(index, typed), by_their_beginnings(index, typed) if beginnings else ("", "")):
        if others:
            given = parameters(index, exactly(index, typed), others, instead) | {"words": NOWHERE}
            yield exact.with_parameters(**given).first(MOST_RANKED)


def fact_with_words(base: "Explorer", text: str, error: UnknownName | WrongUsage) -> str:
    """The one fact that has words which are no id, with the field if they are in one alone; empty if none has them.

    Raises `error`, which the words were as a name, where they are not to be looked for.

    Raises:
        SeveralFacts: they are in several facts, and no name at all.
    """
    several = " " in text.strip()
    unknown = error.what if isinstance(error, UnknownName) else ""
    # Who misspells an id or a field is told the nearest one, who names a place what concerns it.
    if unknown not in ("", "id") or (not several and ("/" in text or not unknown)):
        raise error
    try:
        typed = typed_words(text)
    except WrongUsage:
        raise error from None
    for rows in tiers(base.ask("search", words=text), base.index, typed, beginnings=several):
        try:
            found = fact_of(text, rows, base.fields_of, base.perspective.options)
        except SeveralFacts:
            if unknown:
                raise
            break
        if found:
            return found
    return ""


def fact_of(
    text: str, rows: Iterable[Row], fields_of: Callable[[str], Container[str]], options: Iterable[str] = ()
) -> str:
    """The one fact in which words were found, with the field if they are in one alone; empty if they are in none.

    `fields_of` gives the fields of a kind; `options` are those of commands that ask from the same perspective.

    Raises:
        WrongUsage: they are in several facts.
    """
    beginnings = [word[:_STEM] for word in words(joined(text.casefold()))]
    found: dict[str, set[str]] = {}
    for row in rows:
        if fields := fields_of(row["fact"].partition("/")[0]):
            # Every text of a fact is found by the words of its id.
            own = joined(row["text"].casefold())
            held = row["part"] in fields and any(beginning in own for beginning in beginnings)
            found.setdefault(row["fact"], set()).update({row["part"]} if held else ())
    if len(found) > 1:
        facts = [f"  {shell_command('csto', 'why', fact, *options)}" for fact in list(found)[:_MOST_TOLD]]
        listed = "\n".join(("one of them:" if len(found) <= _MOST_TOLD else "the first of them:", *facts, "see all"))
        raise SeveralFacts(f'"{visible(text)}" is found in {len(found)} facts', listed, search_for(text, *options))
    return next((f"{fact}.{fields.pop()}" if len(fields) == 1 else fact for fact, fields in found.items()), "")


def search_for(text: str, *options: str) -> str:
    """The command that searches for what a user typed, as a shell reads it."""
    return shell_command("csto", "search", *options, *(("--",) if text.startswith("-") else ()), *text.split())


def _exact(word: str, more: str) -> str:
    """The query of one word, which may go on where `more` is `*`; a number does not where its groups were joined."""
    if not word.replace(" ", "").isdecimal():
        return f'"{segmented(word) or word}"{more}'
    groups = word.split()
    apart = " AND ".join(f'"{group}"{more}' for group in groups)
    # The joined form stands in the text itself where nothing parts its groups.
    whole = f'"{"".join(groups)}"' if len(groups) > 1 else f'parted : "{word}"'
    return f"(- parted : ({apart}) OR {whole})"


def _stem(word: str) -> str:
    """A word without what may be its ending; words of scripts without blanks have none."""
    if segmented(word) or not word.isalpha():
        return word
    ending = _LONG_ENDING if len(word) >= _LONG else _ENDING
    return word[: max(_STEM, len(word) - ending)]


def _forms(word: str) -> tuple[str, list[str]]:
    """What other forms of a word have in common with it, and a query for each.

    Words with letters that English lacks are looked for by their beginning alone.
    """
    if segmented(word) or not word.isalpha():
        return word, []
    if not word.isascii():
        stem = _stem(word)
        return stem, [f'"{stem}"*'] if stem != word else []
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) >= len(one) + _ROOT), "")
    root = word.removesuffix(ending)
    others = _ENDINGS.get(ending, ())
    forms = [f'"{root}{other}"' for other in others]
    if ending in ("ed", "ing") and root[-1] == root[-2]:
        forms.append(f'"{root[:-1]}"')
    return (f"{root}{min(others, key=len)}" if ending in ("ches", "shes", "ses", "xes") else root), forms


def _phrases(synonym: list[str]) -> Iterator[str]:
    """Queries for a synonym, as it stands and in the plural."""
    *before, last = synonym
    for form in _numbers_of(last):
        yield f'"{" ".join(segmented(one) or one for one in (*before, form))}"'


def _begins(typed: list[str], phrase: list[str]) -> bool:
    """Whether the words begin with those of a phrase, each in the singular or in the plural."""
    if not phrase or len(typed) < len(phrase):
        return False
    return all(word in _numbers_of(own) for own, word in zip(phrase, typed[: len(phrase)], strict=True))


def _numbers_of(word: str) -> list[str]:
    """A word in the singular and in the plural, as far as English spells it plainly."""
    if not word.isascii() or not word.isalpha():
        return [word]
    if word.endswith("man"):
        return [word, f"{word[:-3]}men"]
    if word.endswith("men"):
        return [word, f"{word[:-3]}man"]
    ending = next((one for one in _ENDINGS if one.endswith("s") and word.endswith(one)), "")
    if ending and _ENDINGS[ending]:
        return [word, *(word.removesuffix(ending) + one for one in _ENDINGS[ending] if one not in ("ed", "ing"))]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return [word, f"{word[:-1]}ies"]
    return [word, f"{word}{'es' if word.endswith(('s', 'x', 'z', 'ch', 'sh')) else 's'}"]
