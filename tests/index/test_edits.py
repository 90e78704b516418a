"""After an edit the index is the one that a whole reading makes, and only what the edit touches is read."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cstocli
from benchmarks import generate
from cstocli.index.build import all_tables, index
from cstocli.index.cache import open_index
from cstocli.index.index import Index
from cstocli.index.kept import KEPT
from cstocli.index.memory import Memory
from cstocli.index.narrowed import narrowed
from cstocli.model.base import Base
from cstocli.model.errors import BadBase, UnknownName
from cstocli.model.perspective import EVERYTHING, Perspective, apply
from cstocli.read.files import Files, shipped
from cstocli.read.part import Part
from cstocli.read.reader import open_base, read
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from tests.conftest import FORMAT, SMALL, claim, examples
from tests.index.contents import everything_in
from tests.index.random_edits import edited

BASE = f"""{SMALL}
[[departures]]
id = "first-wave"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"airport"')}
{claim("gazette", date='"2031-05-09"', mode='"road"')}

[[departures]]
id = "second-wave"
contingent = "sudland"
{claim(date='"2031-05-12"')}

[[events]]
id = "vote"
title = "A vote"
{claim(table="events", date='"2031-05-02"')}
"""
THIRD = f"""[[departures]]
id = "third"
{claim(date='"2031-05-14"')}
"""
OTHER = f"""[[events]]
id = "other"
title = "Another vote"
{claim(table="events", date='"2031-05-03"')}
"""
READ = Memory.read
TABLES = (*all_tables(FORMAT), KEPT.name)
Rows = dict[str, list[tuple[Any, ...]]]


class WasReadAsAWhole(AssertionError):
    """Raised in place of reading a base of which only an edit should have been read."""


class Edited:
    """A base on disk, its cached index, and how many facts were read alone."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "facts.toml"
        self.environment = {"XDG_CACHE_HOME": str(folder / "cache")}
        self.alone: list[str] = []

    def index(self, perspective: Perspective = EVERYTHING) -> Index:
        return open_index(str(self.file), self.environment, peace_operation, perspective)

    def answer(self, text: str) -> Rows:
        """All rows of the index of the base as `text` has it now."""
        self.file.write_text(text, encoding="utf-8")
        self.alone.clear()
        made = self.index()
        try:
            return rows(made)
        finally:
            made.close()

    def read(self) -> Base:
        return open_base(Files(str(self.file)), FORMAT)

    def whole(self) -> Rows:
        """All rows of an index of the whole base, which nobody kept."""
        return rows(index(self.read()))

    def agrees(self, perspective: Perspective) -> bool:
        """Whether a perspective made from the cached index is that of the base as it was read."""
        made = self.index()
        try:
            found = everything_in(narrowed(made, FORMAT, perspective), FORMAT)
        finally:
            made.close()
        return found == everything_in(index(apply(perspective, self.read())), FORMAT)


def rows(index: Index) -> Rows:
    return {name: index.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall() for name in TABLES}


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edited:
    """A base of which the index is cached; from now on it is not read as a whole any more."""
    edited_base = Edited(tmp_path)
    edited_base.answer(BASE)
    read_alone = Part.fact

    def counted(part: Part, block: str) -> Any:
        edited_base.alone.append(block.split('"')[1])
        return read_alone(part, block)

    def fail(_: Memory) -> None:
        raise WasReadAsAWhole

    monkeypatch.setattr(Part, "fact", counted)
    monkeypatch.setattr(Memory, "read", fail)
    return edited_base


EDITS: dict[str, Callable[[str], str]] = {
    "a day": lambda text: text.replace('"2031-05-12"', '"2031-05-13"'),
    "a field more": lambda text: text.replace('"2031-05-12"', '"2031-05-12"\nto_place = "airport"\nmode = "air"'),
    "a field less": lambda text: text.replace('\nmode = "road"', "", 1).replace(', mode = "road"', "", 1),
    "a word of a quote": lambda text: text.replace('quote = "', 'quote = "zebra ', 1),
    "a remark": lambda text: text.replace("\nat = 1", "\nat = 1\nreading = 'as it stands there'", 1),
    "a claim more": lambda text: text.replace(claim(date='"2031-05-12"'), claim(date='"2031-05-12"') * 2),
    "a claim less": lambda text: text.replace(claim("gazette", date='"2031-05-09"', mode='"road"'), ""),
    "a fact more": lambda text: text.replace("[[events]]", f"{THIRD}\n[[events]]"),
    "a fact behind all others": lambda text: f"{text}\n{OTHER}",
    "a fact less": lambda text: text[: text.index("[[events]]")],
    "an id": lambda text: text.replace("second-wave", "last-wave"),
    "an owner": lambda text: text.replace('id = "second-wave"\ncontingent = "sudland"', 'id = "second-wave"'),
    "a plan": lambda text: text.replace('id = "second-wave"', 'id = "second-wave"\nplan = true'),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_of_facts_makes_the_index_that_a_whole_reading_makes(base: Edited, edit: str) -> None:
    text = EDITS[edit](BASE)
    assert text != BASE
    found = base.answer(text)
    assert found == base.whole()


@pytest.mark.parametrize("edit", EDITS)
def test_a_perspective_after_an_edit_is_made_from_the_index_that_was_edited(base: Edited, edit: str) -> None:
    text = EDITS[edit](BASE)
    base.answer(text)
    for perspective in (Perspective(without=("gazette",)), Perspective(only=("gazette",)), Perspective("2031-05-09")):
        # Were it not, the base would be read as a whole.
        made = base.index(perspective)
        try:
            assert everything_in(made, FORMAT) == everything_in(index(apply(perspective, base.read())), FORMAT)
        finally:
            made.close()


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_that_is_taken_back_makes_the_index_from_before(base: Edited, edit: str) -> None:
    before = base.answer(BASE)
    base.answer(EDITS[edit](BASE))
    assert base.answer(BASE) == before


def test_what_an_index_remembers_of_its_text_is_no_table_for_users(base: Edited) -> None:
    opened = cstocli.open(str(base.file), environment=base.environment)
    assert opened.index.execute("SELECT count(*) FROM _blocks").fetchall() == [(1,)]
    for table in ("_blocks", KEPT.name):
        with pytest.raises(UnknownName):
            opened.sql(f"SELECT * FROM {table}")


def test_of_a_base_only_what_an_edit_touches_is_read(base: Edited) -> None:
    base.answer(BASE.replace('title = "A vote"', 'title = "The vote"'))
    assert base.alone == ["vote"]
    # What the facts of a contingent add up to needs all of them.
    base.answer(BASE.replace('"2031-05-12"', '"2031-05-13"'))
    assert sorted(base.alone) == ["first-wave", "second-wave", "vote"]


@pytest.mark.parametrize("text", ["# a comment\n", "\n", "  \n\t# [[departures]]\n"])
def test_of_comments_and_blank_lines_nothing_is_read(base: Edited, text: str) -> None:
    before = base.answer(BASE)
    assert base.answer(BASE.replace("[[events]]", f"{text}[[events]]")) == before
    assert base.answer(f"{text}{BASE}") == before
    assert base.alone == []


WHOLE: dict[str, Callable[[str], str]] = {
    "a publisher": lambda text: text.replace('publisher = "', 'publisher = "The ', 1),
    "the title of the base": lambda text: text.replace('title = "', 'title = "All of ', 1),
    "a fact that is wrong": lambda text: text.replace('"2031-05-12"', '"2031-05-32"'),
    "an unknown place": lambda text: text.replace('from_place = "airport"', 'from_place = "nowhere"'),
    "a second fact of an id": lambda text: text.replace("second-wave", "first-wave"),
    "a part of another fact": lambda text: text.replace(
        'id = "second-wave"', 'id = "second-wave"\npart_of = "departure/first-wave"'
    ),
    "a comment with a character that TOML does not allow": lambda text: f"{text}# \x01\n",
    "a header that is not at the beginning of its line": lambda text: text.replace("[[events]]", "  [[events]]"),
    "a table that is no kind": lambda text: text.replace("[[events]]", "[[evens]]"),
}


@pytest.mark.parametrize("edit", WHOLE)
def test_what_an_edit_does_to_other_facts_or_may_break_is_read_as_a_whole(base: Edited, edit: str) -> None:
    text = WHOLE[edit](BASE)
    assert text != BASE
    with pytest.raises(WasReadAsAWhole):
        base.answer(text)


def test_a_base_that_was_broken_and_mended_is_read_as_far_as_it_was_edited(
    base: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Memory, "read", READ)
    with pytest.raises(BadBase):
        base.answer(BASE.replace('"2031-05-12"', '"2031-05-32"'))
    monkeypatch.setattr(Memory, "read", pytest.fail)
    assert base.answer(BASE.replace('"2031-05-12"', '"2031-05-13"')) == base.whole()


def test_headers_in_strings_of_several_lines_part_nothing(base: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    text = BASE.replace('title = "A vote"', 'title = "A vote"\nnote = """\n[[departures]]\n[1]\n"""')
    monkeypatch.setattr(Memory, "read", READ)
    assert base.answer(text) == base.whole()
    text = text.replace('"2031-05-12"', '"2031-05-13"')
    assert base.answer(text) == base.whole()


WITHOUT_HEADERS = """
about = { title = "A vote", period = "2031-05" }
sources = { courier = { publisher = "Courier" } }
events = [{ id = "a", title = "A", claims = [{ source = "courier", at = 1, quote = "voted", date = "2031-05" }] }]
"""


def test_a_base_without_headers_is_read_as_a_whole(tmp_path: Path) -> None:
    base = Edited(tmp_path)
    assert base.answer(WITHOUT_HEADERS) == base.whole()
    assert base.answer(WITHOUT_HEADERS.replace("voted", "they voted")) == base.whole()


def test_beside_a_file_without_headers_an_edit_is_read_alone(base: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = base.file.parent / "folder"
    folder.mkdir()
    (folder / "remarks.toml").write_text("# Facts are still to come.\nformat = 1\n", encoding="utf-8")
    base.file = folder / "facts.toml"
    monkeypatch.setattr(Edited, "index", lambda _: open_index(str(folder), base.environment, peace_operation))
    monkeypatch.setattr(Memory, "read", READ)
    base.answer(BASE)
    monkeypatch.setattr(Memory, "read", pytest.fail)
    base.answer(BASE.replace('"2031-05-12"', '"2031-05-13"'))
    assert {*base.alone} == {"first-wave", "second-wave"}


def some_perspective(chance: random.Random, base: Base) -> Perspective:
    """One that drops some claims of a base, or most."""
    publishers = {source.publisher for source in base.sources.values()} | {one.teller for one in base.origins.values()}
    tellers = sorted({*base.sources, *base.origins, *publishers})
    days = sorted({source.published.last for source in base.sources.values() if source.published})
    some = tuple(chance.sample(tellers, min(len(tellers), chance.choice((1, 2, 5)))))
    return chance.choice((Perspective(without=some), Perspective(only=some), Perspective(chance.choice(days))))


@pytest.mark.parametrize("start", ["shipped", "generated"])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=examples(10), deadline=None)
@pytest.mark.slow
def test_after_random_edits_every_table_is_that_of_a_whole_reading(
    tmp_path_factory: pytest.TempPathFactory, start: str, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    text = Path(shipped()).read_text(encoding="utf-8") if start == "shipped" else "".join(generate.base(250))
    base = Edited(tmp_path_factory.mktemp("edits"))
    base.answer(text)
    for _ in range(6):
        changed = edited(chance, text)
        base.file.write_text(changed, encoding="utf-8")
        _, problems = read(Files(str(base.file)).documents(), FORMAT)
        if problems:
            with pytest.raises(BadBase) as told:
                base.answer(changed)
            assert told.value.problems == problems
        else:
            assert base.answer(changed) == base.whole()
            assert base.agrees(some_perspective(chance, base.read()))
            text = changed
