"""A receipt of an answer tells in a year whether it still is the answer, and what changed it."""

import hashlib
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cstocli
from tests.changes.editing import SHIPPED, doubted, edit_claims, shipped
from tests.changes.test_diff import ONE, OTHER, event, kinds_of
from tests.conftest import ROOT, SMALL, Ran, Run, claim

COMMANDS = {
    "kazakhstan": """
contingents
contingents --on 2022-01-10
contingents --evidence
guards
guards --place almaty --fields country,guarded,place
departures
departures --contingent armenia
departures -c belarus --fields contingent,date,from_place
departures --without TASS
departures --as-of 2022-01-14
departures --sort -date --limit 3
aircraft
aircraft --contingent tajikistan --evidence
timeline
timeline --from 2022-01-05 --to 2022-01-07 --certain
timeline --all --parts
facts
facts --kind approval
facts --status disputed --grade B
list departure
list guard --place almaty
disputes
disputes --kind departure --fields fact,field,values
distortions
gaps --contingent russia
origins
sources --contingent tajikistan
places
show departure/armenia
show place/almaty
why departure/armenia.aircraft
why departure/kyrgyzstan
why TASS
search power plant
search TETs-2 --kind guard
matrix departure/armenia
compare without=TASS
compare as-of=2022-01-13 all --kind departure
cite departure/kyrgyzstan
cite seed --style bibtex
cite base
sql "SELECT kind, count(*) AS facts FROM facts GROUP BY kind"
sql --tables
""",
    "kabul": """
facts
timeline
disputes
gaps
list evacuated
sources
search Kabul
facts --status single-origin
""",
}
ASKED = [(name, line) for name, lines in COMMANDS.items() for line in lines.strip().splitlines()]


def receipt_of(csto: Run, line: str, base: str, file: Path) -> dict[str, Any]:
    file.unlink(missing_ok=True)
    ran = csto(*shlex.split(line), "--facts", base, "--receipt-file", str(file))
    assert ran.code == 0, ran.err
    receipt: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return receipt


def rerun(csto: Run, file: Path, *more: str) -> tuple[dict[str, Any], Ran]:
    ran = csto("rerun", str(file), "--json", *more)
    (row,) = json.loads(ran.out)
    return row, ran


def answer(csto: Run, line: str, base: str) -> str:
    """What a command answers in JSON."""
    return csto(*shlex.split(line), "--json", "--facts", base).out


def test_there_are_fifty_commands() -> None:
    assert len(ASKED) >= 50


Doubted = dict[str, tuple[str, tuple[str, str, str]]]


@pytest.fixture(scope="module")
def one_doubted(tmp_path_factory: pytest.TempPathFactory) -> Doubted:
    """Of each shipped base a copy in which one claim is deprecated, and which."""
    found = {}
    for name, path in SHIPPED.items():
        edited = edit_claims(shipped(name), kinds_of(cstocli.open(ROOT / path)), 1, doubted)
        file = tmp_path_factory.mktemp(name) / "facts.toml"
        file.write_text(edited.text, encoding="utf-8")
        found[name] = (str(file), edited.claims[0])
    return found


@pytest.mark.parametrize(("name", "line"), ASKED, ids=" ".join)
def test_the_receipt_of_an_unchanged_base_says_same_and_one_deprecated_claim_is_named_where_it_counts(
    name: str, line: str, csto: Run, tmp_path: Path, one_doubted: Doubted
) -> None:
    base, file = str(ROOT / SHIPPED[name]), tmp_path / "receipt.json"
    receipt = receipt_of(csto, line, base, file)
    # The command as it stands in the receipt: with the statuses that the signs of a table come from.
    line = shlex.join(word for word in receipt["command"] if word != "--json")
    before = answer(csto, line, base)
    # Anyone can make the same sum without us.
    assert receipt["answer"] == {"rows": len(json.loads(before)), "sha256": hashlib.sha256(before.encode()).hexdigest()}
    row, ran = rerun(csto, file)
    assert (ran.code, row["answer"], row["base"], row["rows"], row["edits"]) == (0, "same", "same", [], [])

    changed, (fact, source, at) = one_doubted[name]
    after = answer(csto, line, changed)
    row, ran = rerun(csto, file, "--facts", changed)
    assert row["base"] == "changed"
    if after == before:
        assert (ran.code, row["answer"], row["rows"], row["edits"]) == (0, "same", [], [])
        return
    assert (ran.code, row["answer"]) == (1, "changed")
    assert row["edits"] == [{"fact": fact, "change": "changed", "part": "claim", "source": source, "at": at}]
    assert {one["fact"]: one["change"] for one in row["rows"]} == changed_facts(before, after, row["rows"])


def changed_facts(before: str, after: str, told: list[dict[str, str]]) -> dict[str, str]:
    """Which facts have other rows; what was told where the rows do not name their facts."""
    sides = []
    for text in (before, after):
        rows: dict[str, list[object]] = {}
        for row in json.loads(text):
            rows.setdefault(row.get("fact", row.get("id")), []).append(row)
        sides.append(rows)
    old, new = sides
    if None in (*old, *new):
        return {one["fact"]: one["change"] for one in told}
    changes = {fact: "added" if fact not in old else "removed" for fact in old.keys() ^ new.keys()}
    return changes | {fact: "changed" for fact in old.keys() & new.keys() if old[fact] != new[fact]}


@pytest.mark.parametrize("line", ["contingents", "facts", "timeline --all", "disputes", "why departure/armenia"])
def test_what_changed_an_answer_is_named_and_what_changed_elsewhere_is_not(
    line: str, csto: Run, tmp_path: Path
) -> None:
    base, file = str(ROOT / SHIPPED["kazakhstan"]), tmp_path / "receipt.json"
    receipt_of(csto, line, base, file)
    edited = edit_claims(shipped("kazakhstan"), kinds_of(cstocli.open(base)), 6, doubted)
    (tmp_path / "facts.toml").write_text(edited.text, encoding="utf-8")
    changed = str(tmp_path / "facts.toml")
    row, _ = rerun(csto, file, "--facts", changed)
    rows = {one["fact"] for one in row["rows"]}
    named = {(one["fact"], one["source"], one["at"]) for one in row["edits"]}
    assert named <= {*edited.claims}
    explorer = cstocli.open(changed)
    for fact in rows:
        # A sum is changed by the facts that it sums, a fact by its own claims and its rivals.
        sql = "SELECT DISTINCT c.fact FROM supporting_claims b JOIN claims c ON c.id = b.claim WHERE b.fact = ?"
        bearing = {fact, *(each for (each,) in explorer.index.execute(sql, (fact,)))}
        assert {claim for claim in edited.claims if claim[0] in bearing} <= named
    if line == "why departure/armenia":
        assert {claim[0] for claim in named} <= {"departure/armenia"}


def test_a_fact_that_comes_into_an_answer_and_one_that_leaves_it_are_told_apart(csto: Run, tmp_path: Path) -> None:
    base, file = tmp_path / "facts.toml", tmp_path / "receipt.json"
    base.write_text(event(ONE) + f'[[events]]\nid = "b"\ntitle = "B"\n{OTHER}', encoding="utf-8")
    receipt_of(csto, "facts --on 2031-05-09", str(base), file)
    new = event(ONE.replace("2031-05-09", "2031-05-20")) + f'[[events]]\nid = "c"\ntitle = "C"\n{OTHER}'
    base.write_text(new, encoding="utf-8")
    row, _ = rerun(csto, file)
    assert {one["fact"]: one["change"] for one in row["rows"]} == {
        "event/a": "removed",
        "event/b": "removed",
        "event/c": "added",
    }
    assert {(one["fact"], one["part"], one["change"]) for one in row["edits"]} == {
        ("event/a", "claim", "changed"),
        ("event/b", "claim", "removed"),
        ("event/b", "fact", "removed"),
        ("event/c", "claim", "added"),
        ("event/c", "fact", "added"),
    }


def test_a_fact_that_is_gone_makes_another_answer_with_its_error(csto: Run, tmp_path: Path) -> None:
    base, file = tmp_path / "facts.toml", tmp_path / "receipt.json"
    base.write_text(event(ONE) + f'[[events]]\nid = "b"\ntitle = "B"\n{OTHER}', encoding="utf-8")
    receipt_of(csto, "why event/b", str(base), file)
    base.write_text(event(ONE), encoding="utf-8")
    row, ran = rerun(csto, file)
    assert (ran.code, row["answer"]) == (1, "changed")
    assert 'unknown id "event/b"' in row["error"]
    assert {(one["fact"], one["change"]) for one in row["edits"]} == {("event/b", "removed")}


def test_a_source_that_changes_is_named_where_it_is_behind_the_answer(csto: Run, tmp_path: Path) -> None:
    base, file = tmp_path / "facts.toml", tmp_path / "receipt.json"
    base.write_text(event(ONE, OTHER), encoding="utf-8")
    receipt_of(csto, "facts", str(base), file)
    base.write_text(event(ONE, OTHER).replace('publisher = "Gazette"', 'publisher = "Norland Courier"'), "utf-8")
    row, _ = rerun(csto, file)
    assert [(one["fact"], one["part"]) for one in row["edits"]] == [("source/gazette", "source")]


def test_a_value_that_lost_its_second_source_is_another_answer_whatever_fields_were_asked(
    csto: Run, tmp_path: Path
) -> None:
    base, file = tmp_path / "facts.toml", tmp_path / "receipt.json"
    base.write_text(event(ONE, OTHER), encoding="utf-8")
    receipt = receipt_of(csto, "facts --fields date", str(base), file)
    assert receipt["command"] == ["facts", "--json", "--fields=date,fact,status,alternatives"]
    base.write_text(event(ONE), encoding="utf-8")
    row, _ = rerun(csto, file)
    assert row["rows"] == [{"fact": "event/a", "change": "changed"}]
    assert [(one["change"], one["source"]) for one in row["edits"]] == [("removed", "gazette")]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("departures --fields date", "date,fact,status,alternatives"),
        ("disputes --fields field", "field,fact,status"),
        ("sql 'SELECT id, kind FROM facts' --fields id", "id"),
    ],
)
def test_an_empty_answer_has_the_same_command_in_its_receipt_as_a_full_one(
    line: str, fields: str, csto: Run, tmp_path: Path
) -> None:
    base = tmp_path / "facts.toml"
    base.write_text(event(ONE), encoding="utf-8")
    for number, path in enumerate((str(base), str(ROOT / SHIPPED["kazakhstan"]))):
        receipt = receipt_of(csto, line, path, tmp_path / f"{number}.json")
        assert f"--fields={fields}" in receipt["command"]


def test_a_fact_that_has_gone_is_named_where_a_sum_changed_and_only_there(csto: Run, tmp_path: Path) -> None:
    def departures(*facts: tuple[str, str]) -> str:
        head = '[[departures]]\nid = "{}"\ncontingent = "sudland"\n'
        return SMALL + "".join(head.format(name) + claim(date=date) for name, date in facts)

    base, sums, facts = tmp_path / "facts.toml", tmp_path / "sums.json", tmp_path / "facts.json"
    base.write_text(departures(("a", '"2031-05-09"'), ("b", '"2031-05-10"')), encoding="utf-8")
    receipt_of(csto, "contingents", str(base), sums)
    receipt_of(csto, "why departure/a", str(base), facts)
    base.write_text(departures(("a", '"2031-05-08"')), encoding="utf-8")
    row, _ = rerun(csto, sums)
    assert [one["fact"] for one in row["rows"]] == ["contingent/sudland"]
    assert {(one["fact"], one["change"]) for one in row["edits"]} == {
        ("departure/a", "changed"),
        ("departure/b", "removed"),
    }
    row, _ = rerun(csto, facts)
    assert {one["fact"] for one in row["edits"]} == {"departure/a"}


def test_a_receipt_has_one_form_whatever_the_command_was_typed_like(csto: Run, tmp_path: Path) -> None:
    base, file = str(ROOT / SHIPPED["kazakhstan"]), tmp_path / "receipt.json"
    typed = (
        "departures -c armenia --json",
        "departures --contingent armenia --format csv --quiet",
        "--contingent armenia departures --long",
        "departures --contingent=armenia --color always --no-pager",
    )
    receipts = [receipt_of(csto, line, base, file) for line in typed]
    assert receipts == receipts[:1] * len(typed)
    assert receipts[0]["command"] == ["departures", "--json", "--contingent=armenia"]


def test_a_receipt_holds_no_path_but_the_one_that_was_typed(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "facts.toml").write_text(event(ONE), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert csto("facts", "--receipt-file", "found.json").code == 0
    assert csto("facts", "--facts", "facts.toml", "--receipt-file", "typed.json").code == 0
    monkeypatch.setenv("CSTO_FACTS", str(tmp_path / "facts.toml"))
    assert csto("facts", "--receipt-file", "environment.json").code == 0
    for name, typed in (("found", None), ("typed", "facts.toml"), ("environment", None)):
        text = Path(f"{name}.json").read_text(encoding="utf-8")
        assert json.loads(text)["base"]["facts"] == typed
        assert str(tmp_path) not in text
        assert csto("rerun", f"{name}.json").code == 0


def test_the_foot_of_an_answer_is_a_receipt_in_short(csto: Run, tmp_path: Path) -> None:
    base, file = tmp_path / "facts.toml", tmp_path / "foot.txt"
    base.write_text(event(ONE), encoding="utf-8")
    plain = csto("facts", "--facts", str(base))
    ran = csto("facts", "--facts", str(base), "--receipt")
    assert ran.out == plain.out
    (line,) = ran.err.splitlines()
    assert json.loads(line).keys() == {"receipt", "program", "command", "base", "answer"}
    # Notices may stand before it.
    file.write_text(f"showing 1 of 2 rows\n{ran.err}", encoding="utf-8")
    assert csto("rerun", str(file)).out.startswith("same answer: csto facts --json\n")
    base.write_text(event(ONE, OTHER), encoding="utf-8")
    ran = csto("rerun", str(file))
    assert (ran.code, ran.out.splitlines()[0]) == (1, "another answer: csto facts --json")
    assert "csto diff OLD NEW" in ran.err


def test_a_receipt_comes_from_standard_input_too(csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path / "facts.toml"
    base.write_text(event(ONE), encoding="utf-8")
    receipt = csto("facts", "--facts", str(base), "--receipt").err

    class Piped:
        buffer = io.BytesIO(receipt.encode())

    monkeypatch.setattr("sys.stdin", Piped)
    assert csto("rerun", "-").code == 0


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_hash_seeds_do_not_change_a_receipt(seed: str, csto: Run, tmp_path: Path) -> None:
    file, base = tmp_path / "receipt.json", str(ROOT / SHIPPED["kazakhstan"])
    here = receipt_of(csto, "timeline --evidence", base, tmp_path / "here.json")
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(cstocli.__file__).parents[1])}
    line = ("timeline", "--evidence", "--facts", base, "--receipt-file", str(file))
    subprocess.run([sys.executable, "-m", "cstocli", *line], check=True, capture_output=True, env=environment)
    assert json.loads(file.read_text(encoding="utf-8")) == here


def test_rerun_for_people_names_what_changed(csto: Run, tmp_path: Path) -> None:
    base, file = tmp_path / "facts.toml", tmp_path / "receipt.json"
    base.write_text(event(ONE), encoding="utf-8")
    receipt_of(csto, "facts", str(base), file)
    base.write_text(event(ONE, OTHER), encoding="utf-8")
    assert csto("rerun", str(file)).out == (
        "another answer: csto facts --json\n"
        f"  the base has changed; csto {cstocli.__version__} then and now\n"
        "In the answer:\n  changed: event/a\n"
        "What changed it:\n  added: event/a, claim of gazette, ¶1\n"
    )


@pytest.mark.parametrize("command", ["rerun", "diff"])
def test_the_rows_are_as_their_schema_says(command: str, csto: Run, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    base, file = tmp_path / "facts.toml", tmp_path / "receipt.json"
    base.write_text(event(ONE), encoding="utf-8")
    receipt_of(csto, "facts", str(base), file)
    (tmp_path / "new.toml").write_text(event(ONE, OTHER), encoding="utf-8")
    new = str(tmp_path / "new.toml")
    words = ("rerun", str(file), "--facts", new) if command == "rerun" else ("diff", str(base), new)
    rows = json.loads(csto(*words, "--json").out)
    assert len(rows) == 1
    jsonschema.validate(rows, json.loads(csto("schema", command).out))


# What is wrong.


@pytest.fixture
def receipt(csto: Run, tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "facts.toml").write_text(event(ONE), encoding="utf-8")
    return receipt_of(csto, "facts", str(tmp_path / "facts.toml"), tmp_path / "receipt.json")


def told(csto: Run, tmp_path: Path, text: str, code: int, *more: str) -> str:
    """What rerun says of a receipt with this text, in one line; it answers nothing."""
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    ran = csto("rerun", str(tmp_path / "bad.json"), *more)
    assert (ran.code, ran.out) == (code, ""), ran
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err
    return " ".join(ran.err.split())


@pytest.mark.parametrize(
    "text",
    ["", "nothing", "[]", "{}", '{"receipt": 1}', '{"receipt": 1', "{" * 100_000, '{"receipt": {"a": "\\u001b[31m"}}'],
)
def test_what_is_no_receipt_is_refused(csto: Run, tmp_path: Path, text: str) -> None:
    assert "receipt" in told(csto, tmp_path, text, 2)


def test_each_missing_or_mistyped_part_of_a_receipt_is_refused(
    csto: Run, tmp_path: Path, receipt: dict[str, Any]
) -> None:
    for key in receipt.keys() - {"parts", "receipt"}:
        wrong: list[object] = [None, 1, [], {}, *(["x"] if key != "program" else [])]
        wrong = wrong if key not in ("entries", "claims") else [None, 1, "x"]
        for value in wrong:
            told(csto, tmp_path, json.dumps({**receipt, key: value}), 2)
        told(csto, tmp_path, json.dumps({name: one for name, one in receipt.items() if name != key}), 2)


def test_a_receipt_of_a_later_form_is_refused(csto: Run, tmp_path: Path, receipt: dict[str, Any]) -> None:
    assert "form 2; this csto reads 1" in told(csto, tmp_path, json.dumps({**receipt, "receipt": 2}), 2)


@pytest.mark.parametrize(
    "command",
    [
        ["init", "somewhere"],
        ["facts"],
        ["facts", "--json", "--receipt-file=stolen.txt"],
        ["facts", "--json", "--facts=elsewhere.toml"],
        ["facts", "--json", "--help"],
        ["facts", "--json", "--limit=many"],
        ["facts", "--json", "--nonsense"],
        ["open", "--json", "--browser", "courier"],
        ["rerun", "receipt.json"],
        ["nonsense", "--json"],
        ["--version"],
        ["why", "--json"],
        ["sql", "--json", "-"],
        ["sql", "--json", "--", "-"],
        ["departures", "--json", "--sql"],
        ["timeline", "--json", "--chart"],
    ],
    ids=" ".join,
)
def test_a_receipt_makes_nothing_run_but_a_question(
    csto: Run, tmp_path: Path, receipt: dict[str, Any], command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    there = {*tmp_path.iterdir()}
    assert "has a command" in told(csto, tmp_path, json.dumps({**receipt, "command": command}), 2)
    assert {*tmp_path.iterdir()} == {*there, tmp_path / "bad.json"}


def test_a_base_that_is_gone_is_told_with_how_to_name_it(csto: Run, tmp_path: Path, receipt: dict[str, Any]) -> None:
    (tmp_path / "facts.toml").rename(tmp_path / "moved.toml")
    text = json.dumps(receipt)
    assert f"csto rerun {tmp_path / 'bad.json'} --facts PATH" in told(csto, tmp_path, text, 3)
    assert csto("rerun", str(tmp_path / "bad.json"), "--facts", str(tmp_path / "moved.toml")).code == 0


def test_a_receipt_of_another_base_is_refused(csto: Run, tmp_path: Path, receipt: dict[str, Any]) -> None:
    message = told(csto, tmp_path, json.dumps(receipt), 2, "--facts", str(ROOT / "examples/strike/facts.toml"))
    assert '"Relief convoy to Norland"' in message
    assert "MADE UP" in message


def test_a_base_with_a_new_title_is_still_the_same_one(csto: Run, tmp_path: Path, receipt: dict[str, Any]) -> None:
    text = event(ONE).replace("Relief convoy", "Convoy of relief")
    (tmp_path / "facts.toml").write_text(text, encoding="utf-8")
    assert receipt["base"]["title"] == "Relief convoy to Norland"
    assert csto("rerun", str(tmp_path / "receipt.json")).code == 0


def test_a_receipt_of_another_version_names_the_program_as_the_cause(
    csto: Run, tmp_path: Path, receipt: dict[str, Any]
) -> None:
    other = {**receipt, "program": "0.0.9", "answer": {"rows": 1, "sha256": "0" * 64}}
    (tmp_path / "old.json").write_text(json.dumps(other), encoding="utf-8")
    ran = csto("rerun", str(tmp_path / "old.json"))
    assert ran.code == 1
    assert f"it is the program that answers otherwise: csto 0.0.9 then, {cstocli.__version__} now" in ran.out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("departures --sql", "--sql"),
        ("timeline --chart", "--chart"),
        ("facts --facts -", "standard input"),
        ("sql -", "standard input"),
        ("", "needs a command"),
        ("about", "--receipt"),
        ("check", "--receipt"),
    ],
)
@pytest.mark.parametrize("option", ["--receipt", "--receipt-file=never.json"])
def test_what_can_have_no_receipt_is_refused_before_it_answers(
    csto: Run, tmp_path: Path, line: str, words: str, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = csto(*line.split(), option)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert [*tmp_path.iterdir()] == []


def test_a_receipt_is_never_written_over_a_file_or_where_no_folder_is(csto: Run, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text("mine", encoding="utf-8")
    for file in (kept, tmp_path):
        ran = csto("facts", "--receipt-file", str(file))
        assert (ran.code, ran.out, "nothing was written" in ran.err) == (2, "", True), file
    for path in (f"{tmp_path}/none/r.json", f"{kept}/r.json", f"{tmp_path}/a\0b"):
        ran = csto("facts", "--receipt-file", path)
        assert (ran.code, ran.out, "cannot write" in ran.err) == (1, "", True), path
    assert kept.read_text(encoding="utf-8") == "mine"
    assert [*tmp_path.iterdir()] == [kept]


def test_a_disk_that_takes_nothing_leaves_nothing_behind(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_from: str, _to: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cstocli.read.files.os.replace", full)
    ran = csto("cite", "base", "--receipt-file", str(tmp_path / "r.json"))
    assert ran.code == 1
    assert "No space left on device" in ran.err
    assert [*tmp_path.iterdir()] == []


def test_a_receipt_of_the_shipped_base_is_asked_again_without_facts(csto: Run, tmp_path: Path) -> None:
    receipt = str(tmp_path / "r.json")
    assert csto("facts", "--limit", "2", "--json", "--receipt-file", receipt).code == 0
    ran = csto("rerun", receipt, "--facts", str(ROOT / "examples" / "strike"))
    remedy = f"csto rerun {receipt}"
    assert (ran.code, ran.err.splitlines()[-1].endswith(f": {remedy}")) == (2, True), ran.err
    assert csto(*remedy.split()[1:]).code == 0
