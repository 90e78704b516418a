"""`csto diff` lists every edit between two versions of a base, and what each did to values and statuses."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.changes.effects import NO_EFFECT
from tests.changes.editing import SHIPPED, Block, again, doubted, edit_claims, other_number, shipped, without
from tests.conftest import ROOT, SMALL, Run, claim

Edit = Callable[[Block], str | None]
Rows = list[dict[str, Any]]
SORTS: dict[str, tuple[str, Callable[[str], Edit]]] = {
    "a number is changed": ("changed", lambda _: other_number),
    "a claim is deprecated": ("changed", lambda _: doubted),
    "a claim is removed": ("removed", lambda _: without),
    "a claim is added": ("added", again),
}
NUMBER = 10


def kinds_of(base: Explorer) -> dict[str, str]:
    return dict(base.index.execute("SELECT plural, kind FROM kinds WHERE summed = FALSE").fetchall())


def assessed(base: Explorer) -> dict[tuple[str, str], tuple[Any, ...]]:
    """The value, words, status and number of origins of each field that has a value."""
    sql = "SELECT fact, field, coalesce(value, alternatives), words, status, origins FROM fields"
    return {(fact, field): tuple(rest) for fact, field, *rest in base.index.execute(sql) if rest[0] is not None}


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("name", SHIPPED)
def test_ten_edits_of_each_sort_are_listed_each_with_its_effect(
    name: str, sort: str, csto: Run, tmp_path: Path
) -> None:
    old = cstocli.open(ROOT / SHIPPED[name])
    change, make = SORTS[sort]
    (source,) = old.index.execute("SELECT id FROM sources ORDER BY published_latest DESC, id LIMIT 1").fetchone()
    edited = edit_claims(shipped(name), kinds_of(old), NUMBER, make(source))
    file = tmp_path / "facts.toml"
    file.write_text(edited.text, encoding="utf-8")
    rows: Rows = json.loads(csto("diff", str(ROOT / SHIPPED[name]), str(file), "--json").out)
    wanted = [(fact, source, "991") for fact, _, _ in edited.claims] if change == "added" else edited.claims
    own = [row for row in rows if row["change"] != "follows"]
    assert sorted((row["fact"], row["source"], row["at"]) for row in own) == sorted(wanted)
    assert {(row["change"], row["part"]) for row in own} == {(change, "claim")}
    # Where sources disagree already, or a later total is shown, an edit need not change anything.
    assert sum(bool(row["effects"]) for row in own) >= NUMBER // 4 + 1
    assert all(row["effects_words"].startswith(NO_EFFECT) for row in own if not row["effects"])
    before, after = assessed(old), assessed(cstocli.open(file))
    differ = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    told = {(effect["fact"], effect["field"]): effect for row in rows for effect in row["effects"]}
    assert told.keys() == differ
    for key, effect in told.items():
        assert effect["left_status"] == (before[key][2] if key in before else effect["left_status"])
        assert effect["right_status"] == (after[key][2] if key in after else effect["right_status"])
        assert (effect["left"] is None) == (key not in before)
        assert (effect["right"] is None) == (key not in after)


def event(*claims: str, head: str = 'title = "A"') -> str:
    return f'{SMALL}[[events]]\nid = "a"\n{head}\n{"".join(claims)}'


def event_claim(source: str, **values: Any) -> str:
    return claim(source, table="events", **values)


def rows_between(csto: Run, tmp_path: Path, old: str, new: str) -> Rows:
    for name, text in (("old.toml", old), ("new.toml", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = csto("diff", str(tmp_path / "old.toml"), str(tmp_path / "new.toml"), "--json")
    assert ran.code == 0, ran.err
    rows: Rows = json.loads(ran.out)
    return rows


ONE, OTHER = event_claim("courier", date="2031-05-09"), event_claim("gazette", date="2031-05-09")


def test_a_second_voice_makes_a_field_corroborated_and_diff_says_so(csto: Run, tmp_path: Path) -> None:
    (row,) = rows_between(csto, tmp_path, event(ONE), event(ONE, OTHER))
    assert (row["fact"], row["change"], row["source"], row["what"]) == (
        "event/a",
        "added",
        "gazette",
        "claim of gazette, ¶1",
    )
    (effect,) = row["effects"]
    assert (effect["field"], effect["left_status"], effect["right_status"]) == ("date", "single-origin", "corroborated")
    assert row["sources"] == ["gazette"]


def test_order_comments_blanks_and_quoted_dates_are_no_edits(csto: Run, tmp_path: Path) -> None:
    old = event(ONE)
    new = "# remark\n" + event(OTHER.replace("gazette", "courier").replace("2031-05-09", '"2031-05-09"'))
    assert rows_between(csto, tmp_path, old, new.replace("title", "  title")) == []


def test_moving_a_claim_to_another_paragraph_is_one_change(csto: Run, tmp_path: Path) -> None:
    (row,) = rows_between(csto, tmp_path, event(ONE), event(ONE.replace("at = 1", "at = 2")))
    assert row["change"] == "changed"
    assert row["edited"] == [{"key": "at", "old": 1, "new": 2}]
    assert row["effects"] == []


def test_a_source_that_turns_out_to_relay_another_takes_a_voice_away(csto: Run, tmp_path: Path) -> None:
    old = event(ONE, OTHER)
    new = old.replace('publisher = "Gazette"', 'publisher = "Gazette"\nvia = ["wire"]').replace(
        'publisher = "Norland Courier"', 'publisher = "Norland Courier"\nvia = ["wire"]'
    )
    rows = rows_between(csto, tmp_path, old, new)
    assert [(row["fact"], row["part"], row["change"]) for row in rows] == [
        ("source/courier", "source", "changed"),
        ("source/gazette", "source", "changed"),
    ]
    for row in rows:
        (effect,) = row["effects"]
        assert (effect["fact"], effect["left_status"], effect["right_status"]) == (
            "event/a",
            "corroborated",
            "single-origin",
        )


def test_a_choice_of_the_curator_is_a_change_of_the_fact(csto: Run, tmp_path: Path) -> None:
    claims = (ONE, event_claim("gazette", date="2031-05-10"))
    chosen = 'title = "A"\nshown.date = { value = 2031-05-10, reason = "the day of the paper" }'
    (row,) = rows_between(csto, tmp_path, event(*claims), event(*claims, head=chosen))
    assert (row["fact"], row["part"], row["edited"][0]["key"]) == ("event/a", "fact", "shown")
    assert [effect["right"] for effect in row["effects"]] == ["2031-05-10"]


def test_a_fact_that_is_added_or_removed_is_listed_with_its_claims(csto: Run, tmp_path: Path) -> None:
    second = f'[[events]]\nid = "b"\ntitle = "B"\n{OTHER}'
    rows = rows_between(csto, tmp_path, event(ONE), event(ONE) + second)
    assert [(row["fact"], row["part"], row["change"]) for row in rows] == [
        ("event/b", "fact", "added"),
        ("event/b", "claim", "added"),
    ]
    assert [effect["change"] for effect in rows[1]["effects"]] == ["gained"]
    rows = rows_between(csto, tmp_path, event(ONE) + second, event(ONE))
    assert {row["change"] for row in rows} == {"removed"}
    assert [effect["change"] for effect in rows[1]["effects"]] == ["lost"]


def test_places_kinds_and_what_the_base_is_about_are_diffed_too(csto: Run, tmp_path: Path) -> None:
    new = event(ONE).replace('name = "Norcity"', 'name = "Nor City"').replace("Relief convoy", "Relief")
    assert {(row["fact"], row["part"]) for row in rows_between(csto, tmp_path, event(ONE), new)} == {
        ("place/city", "place"),
        ("about", "about"),
    }
    old = (ROOT / "examples/strike/facts.toml").read_text(encoding="utf-8")
    new = old.replace('unit = "dead"', 'unit = "killed"')
    assert ("kind/toll", "kind") in {(row["fact"], row["part"]) for row in rows_between(csto, tmp_path, old, new)}


def test_bases_of_two_vocabularies_are_diffed(csto: Run) -> None:
    ran = csto("diff", "data/facts.toml", "examples/strike/facts.toml", "--json")
    changes = {row["change"] for row in json.loads(ran.out)}
    assert changes >= {"added", "removed"}


def test_the_same_base_twice_has_no_edits_and_that_is_said(csto: Run) -> None:
    path = str(ROOT / "examples/strike/facts.toml")
    ran = csto("diff", path, path, "--json")
    assert (ran.code, ran.out, ran.err) == (0, "[]\n", "nothing was edited\n")


def test_two_versions_that_cannot_be_read_are_both_told(csto: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("format = ", encoding="utf-8")
    ran = csto("diff", str(broken), str(tmp_path / "none.toml"))
    assert (ran.code, ran.out) == (3, "")
    assert f"{broken}:1" in ran.err
    assert "none.toml" in ran.err
    assert "No such file" in ran.err


def test_both_versions_cannot_come_from_standard_input(csto: Run) -> None:
    ran = csto("diff", "-", "-")
    assert (ran.code, ran.out) == (2, "")
    assert "one of them as a file" in ran.err


def test_nothing_of_a_base_reaches_a_terminal_raw(csto: Run, tmp_path: Path) -> None:
    old, new = event(ONE), event(ONE, head='title = "A\\u001b[31m"')
    for name, text in (("old.toml", old), ("new.toml", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = csto("diff", str(tmp_path / "old.toml"), str(tmp_path / "new.toml"))
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_an_earlier_revision_comes_from_git_through_a_pipe(tmp_path: Path, csto: Run, monkeypatch: Any) -> None:
    def git(*arguments: str) -> bytes:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        return subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True).stdout

    git("init", "--quiet")
    file = tmp_path / "facts.toml"
    for text in (event(ONE), event(ONE, OTHER)):
        file.write_text(text, encoding="utf-8")
        git("add", "facts.toml")
        git("commit", "--quiet", "--message", "Add a claim")

    class Piped:
        buffer = __import__("io").BytesIO(git("show", "HEAD~1:facts.toml"))

    monkeypatch.setattr("sys.stdin", Piped)
    (row,) = json.loads(csto("diff", "-", str(file), "--json").out)
    assert (row["change"], row["source"]) == ("added", "gazette")


def test_another_contradiction_is_told_where_no_value_and_no_status_changed(csto: Run, tmp_path: Path) -> None:
    third = '[sources.third]\npublisher = "Third"\npublished = 2031-05-11\n[contingents'
    files = [tmp_path / name for name in ("old.toml", "new.toml")]
    for file, day in zip(files, ("07", "08"), strict=True):
        days = {"courier": "09", "gazette": day, "third": "09"}
        claims = "".join(claim(name, table="events", date=f'"2031-05-{day}"') for name, day in days.items())
        text = SMALL.replace("[contingents", third, 1) + '[[events]]\nid = "e"\ntitle = "e"\n' + claims
        file.write_text(text, encoding="utf-8")
    (row,) = json.loads(csto("diff", *map(str, files), "--json").out)
    assert row["effects"] == []
    assert row["effects_words"] == f"{NO_EFFECT}; date: 7 May 2031 contradicts → 8 May 2031 contradicts"
