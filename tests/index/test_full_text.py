"""The full text of a large base is made when somebody first searches it, and holds what that of any base holds."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cstocli
from cstocli.index.build import index
from cstocli.index.cache import find_index, open_index
from cstocli.index.full_text import make_text
from cstocli.index.index import Index, has_text
from cstocli.model.perspective import EVERYTHING, Perspective, apply
from cstocli.read.files import Files
from cstocli.read.reader import open_base
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from tests.conftest import FORMAT, SMALL, claim

BASE = f"""{SMALL}
[[departures]]
id = "first-wave"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"airport"')}
{claim("gazette", date='"2031-05-09"', mode='"road"')}
"""
EDIT = f"""
[[departures]]
id = "second-wave"
contingent = "sudland"
{claim(date='"2031-05-12"')}
"""
LATER = Perspective(without=("gazette",))
Open = Callable[..., Index]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    file = tmp_path / "facts.toml"
    file.write_text(BASE, encoding="utf-8")
    return file


@pytest.fixture
def opened(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the base as if it were a large one."""
    monkeypatch.setattr("cstocli.index.cache_write._LARGE_BYTES", 0)

    def open_it(perspective: Perspective = EVERYTHING, **environment: str) -> Index:
        environment = environment or {"XDG_CACHE_HOME": str(tmp_path / "cache")}
        return open_index(str(base), environment, peace_operation, perspective)

    return open_it


def texts(of: Any) -> list[tuple[Any, ...]]:
    return [*of.execute("SELECT rowid, * FROM search ORDER BY rowid")]


def expected(base: Path, perspective: Perspective = EVERYTHING) -> list[tuple[Any, ...]]:
    return texts(index(apply(perspective, open_base(Files(str(base)), FORMAT))))


def test_a_large_base_has_none_until_somebody_searches_and_keeps_it_then(base: Path, opened: Open) -> None:
    made = opened()
    assert not has_text(made.connection)
    made.make_searchable()
    assert texts(made) == expected(base)
    assert texts(opened()) == texts(made)


def test_that_of_a_small_base_is_there_at_once(base: Path, tmp_path: Path) -> None:
    assert texts(open_index(str(base), {"XDG_CACHE_HOME": str(tmp_path)}, peace_operation)) == expected(base)


@pytest.mark.parametrize("searched", [False, True])
def test_an_edit_keeps_it_up_to_date_where_it_is_there_and_does_not_make_it(
    base: Path, opened: Open, *, searched: bool
) -> None:
    before = opened()
    if searched:
        before.make_searchable()
    base.write_text(BASE + EDIT, encoding="utf-8")
    after = opened()
    assert has_text(after.connection) == searched
    after.make_searchable()
    ordered = [row[1:] for row in expected(base)]
    assert [row[1:] for row in texts(after)] == ordered
    assert any("second-wave" in fact for fact, *_ in ordered)


@pytest.mark.parametrize(("before", "after"), [(40, 800), (800, 40)])
def test_it_is_edited_rightly_where_it_was_made_behind_edits_that_grew_or_shrank_the_base(
    base: Path, opened: Open, before: int, after: int
) -> None:
    def text(facts: int) -> str:
        waves = (
            f'\n[[departures]]\nid = "wave-{number}"\ncontingent = "sudland"\n'
            + claim(date='"2031-05-09"', mode='"road"')
            + claim("gazette", date='"2031-05-09"', note='"a remark"')
            for number in range(facts)
        )
        return BASE + "".join(waves)

    for size in (*range(before, after, 200 if after > before else -200), after):
        base.write_text(text(size), encoding="utf-8")
        found = opened()
    found.make_searchable()
    base.write_text(text(after).replace('"road"', '"rail"', 1), encoding="utf-8")
    edited = opened()
    assert has_text(edited.connection)
    assert [row[1:] for row in texts(edited)] == [row[1:] for row in expected(base)]


def test_a_perspective_has_its_own(base: Path, opened: Open) -> None:
    opened()
    made = opened(LATER)
    assert not has_text(made.connection)
    made.make_searchable()
    assert texts(made) == expected(base, LATER)
    assert texts(opened(LATER)) == texts(made)


def test_without_a_cache_it_is_made_in_memory(base: Path, opened: Open) -> None:
    made = opened(CSTO_CACHE="off")
    made.make_searchable()
    assert texts(made) == expected(base)


def test_where_the_cache_cannot_be_written_it_is_made_in_memory(
    base: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = opened()

    def refuse(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("cstocli.index.cache_write.shutil.copyfile", refuse)
    made.make_searchable()
    assert made.file is None
    assert texts(made) == expected(base)


def test_a_handle_answers_on_when_another_process_made_it(opened: Open) -> None:
    first, second = opened(), opened()
    second.make_searchable()
    assert not Path(first.file or "").exists()
    again = first.again()
    assert again.connection is not first.connection
    assert again.execute("SELECT count(*) FROM claims").fetchone()
    first.make_searchable()
    assert texts(first) == texts(second)


def test_it_does_not_take_the_place_of_an_index_of_what_the_base_is_now(
    base: Path, opened: Open, tmp_path: Path
) -> None:
    old = opened()
    base.write_text(BASE + EDIT, encoding="utf-8")
    new = opened()
    old.make_searchable()
    assert not any("second-wave" in row[1] for row in texts(old))
    found = find_index(str(base), {"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert found is not None
    assert found.file == new.file


def test_nor_does_it_where_the_base_was_read_again_while_it_was_made(
    base: Path, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = opened()

    def slowly(*given: Any) -> None:
        monkeypatch.setattr("cstocli.index.cache_write.make_text", make_text)
        base.write_text(BASE + EDIT, encoding="utf-8")
        opened()
        make_text(*given)

    monkeypatch.setattr("cstocli.index.cache_write.make_text", slowly)
    old.make_searchable()
    assert old.file is None
    found = find_index(str(base), {"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert found is not None
    assert found.execute("SELECT 1 FROM facts WHERE id = 'departure/second-wave'").fetchone()


@pytest.mark.usefixtures("opened")
def test_searches_queries_and_words_for_a_fact_make_it(base: Path, tmp_path: Path) -> None:
    asked: tuple[Callable[[Any], list[Any]], ...] = (
        lambda explorer: [*explorer.search("first wave")],
        lambda explorer: [explorer.fact_meant("sudland first")],
        lambda explorer: [*explorer.sql("SELECT text FROM Search WHERE search MATCH 'wave'").rows],
        lambda explorer: [row for row in explorer.tables() if row["table"] == "search" and row["rows"]],
    )
    for number, ask in enumerate(asked):
        explorer = cstocli.open(base, environment={"XDG_CACHE_HOME": str(tmp_path / f"cache-{number}")})
        assert not has_text(explorer.index.connection)
        assert ask(explorer)
        assert has_text(explorer.index.again().connection), number
        assert [*explorer.sql("SELECT count(*) FROM claims").rows], number


def test_a_killed_process_leaves_the_index_without_it(
    base: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = opened()
    with monkeypatch.context() as broken:

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        broken.setattr("cstocli.index.cache_write.make_text", stop)
        with pytest.raises(KeyboardInterrupt):
            made.make_searchable()
    again = opened()
    assert again.file == made.file
    assert not [file for file in Path(made.file or "").parent.iterdir() if file.suffix in (".new", ".part")]
    again.make_searchable()
    assert texts(again) == expected(base)


def test_the_file_is_a_sound_database_with_it(opened: Open) -> None:
    made = opened()
    made.make_searchable()
    with sqlite3.connect(str(made.file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
