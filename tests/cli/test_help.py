"""What the help, the overview and the topics tell one to type works with the base at hand."""

import io
import json
import re
import shlex
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

import cstocli
from cstocli.cli.commands import COMMANDS
from cstocli.cli.guide import GROUPS, MORE, MOST_EXAMPLES, OTHERS, groups, line_of
from cstocli.cli.topics import TOPICS
from cstocli.model import dates
from cstocli.model.widths import cells
from cstocli.read.files import shipped
from cstocli.show.formats import FORMATS
from tests.conftest import ROOT, SMALL, Run, claim

KABUL, STRIKE = ROOT / "examples" / "kabul-airlift", ROOT / "examples" / "strike"
BASES: dict[str, Path] = {"shipped": Path(shipped()), "kabul": KABUL / "facts.toml", "strike": STRIKE / "facts.toml"}
OF_PEACE_OPERATIONS = {question.name for question in cstocli.vocabulary().questions}


@pytest.fixture(params=BASES)
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a base and an article, for the examples to be typed in."""
    (tmp_path / "facts.toml").write_text(BASES[str(request.param)].read_text(encoding="utf-8"), encoding="utf-8")
    return surroundings(tmp_path, monkeypatch)


def surroundings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "article.txt").write_text("One paragraph.\n\nAnother one.\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("webbrowser.open", lambda _: True)
    return folder


def typed(line: str, csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a line as a shell would, but for `jq` and redirection: each command must answer."""
    given = ""
    for part in re.sub(r" >>? [\w.-]+$", "", line).split(" | "):
        words = shlex.split(part)
        if words[0] != "csto":
            continue
        if {"rerun", "diff"} & {*words}:
            csto("facts", "--receipt-file", "receipt.json")
            shutil.copy("facts.toml", "old.toml")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        ran = csto(*words[1:])
        assert ran.code == 0 or (ran.code == 1 and "check" in words), f"{line}\n{ran.err}"
        given = ran.out
    assert line.startswith("csto")


def examples(text: str) -> list[str]:
    return re.findall(r"^  (csto.*)", text.partition("\nExamples:\n")[2].partition("\n\n")[0], re.MULTILINE)


def test_every_example_works_with_the_base_at_hand(csto: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("", *COMMANDS):
        monkeypatch.chdir(folder)
        told = examples(csto(*command.split(), "--help").out)
        if not told:
            # A base of another subject; one whose sources have no addresses.
            assert command in {*OF_PEACE_OPERATIONS, "open"}
            assert folder.joinpath("facts.toml").read_text(encoding="utf-8").count("[kinds.")
            continue
        assert 0 < len(told) <= MOST_EXAMPLES, command
        for number, line in enumerate(told):
            # Some make a base where there is none yet.
            place = folder / f"{command}-{number}" if command == "init" else folder
            place.mkdir(exist_ok=True)
            monkeypatch.chdir(place)
            typed(line, csto, monkeypatch)


def test_examples_of_a_base_that_was_named_name_it(csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    surroundings(tmp_path, monkeypatch)
    for command in ("timeline", "why", "list", "compare", "check"):
        told = examples(csto("--facts", str(STRIKE), command, "--help").out)
        assert all(f"csto --facts {STRIKE} {command}" in line for line in told)
        for line in told:
            typed(line, csto, monkeypatch)
    assert examples(csto("help", "init", "--facts", str(STRIKE)).out)[0] == "csto init my-base"


def test_everything_to_ask_next_works(csto: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = csto().out
    lines = re.findall(r"(?:^  |: )(csto\b.*?)(?:  |$)", out, re.MULTILINE)
    lines += re.findall(r"(?<=  )csto \w+$", out, re.MULTILINE)
    assert len(lines) > 8
    assert not re.search(r"\b(DATE|ID|TEXT|KIND)\b", out)
    for line in lines:
        typed(line, csto, monkeypatch)
    assert all(cells(line) <= 80 for line in out.splitlines()), folder


def test_what_the_overview_of_a_named_base_tells_asks_that_base(csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    lines = re.findall(r"csto --facts examples/strike.*?(?=  |$)", csto("--facts", "examples/strike").out, re.MULTILINE)
    assert len(lines) > 8
    for line in lines:
        typed(line, csto, monkeypatch)


def test_help_lists_what_the_base_can_answer(csto: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def listed(out: str) -> set[str]:
        return set(re.findall(r"^  ([a-z]+) {2,}[A-Z]", out.partition("\nOptions:")[0], re.MULTILINE))

    monkeypatch.chdir(tmp_path)
    assert listed(csto("--help").out) == {*COMMANDS}
    assert "\nPeace operations:\n  contingents " in csto("--help").out
    for named in (("--facts", str(STRIKE)), (f"--facts={KABUL}",)):
        assert listed(csto(*named, "--help").out) == {*COMMANDS} - OF_PEACE_OPERATIONS
    monkeypatch.chdir(KABUL)
    assert listed(csto("--help").out) == {*COMMANDS} - OF_PEACE_OPERATIONS
    assert "none with this base; what it has: csto fields" in csto("guards", "--help").out
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSTO_FACTS", str(STRIKE))
    assert listed(csto("--help").out) == {*COMMANDS} - OF_PEACE_OPERATIONS


@pytest.mark.parametrize("text", ["", "format = ", "[about]\n", "format = 1\n[kinds.a]\n"])
def test_help_of_a_base_with_problems_is_that_of_the_shipped_one(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    (tmp_path / "facts.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for line in ("--help", "why --help", "help why", "help --json", "--facts missing.toml --help", "--facts - --help"):
        ran = csto(*line.split())
        assert (ran.code, ran.err) == (0, ""), line


def test_help_of_a_base_with_hardly_anything_gives_what_works(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = re.sub(r"(?s)\[contingents.*?(?=\[sources)|\[origins.*", "", SMALL)
    text = bare + '[[events]]\nid = "one"\ntitle = "One"\n' + claim(table="events")
    (tmp_path / "facts.toml").write_text(text, encoding="utf-8")
    surroundings(tmp_path, monkeypatch)
    for command in COMMANDS:
        for line in examples(csto(command, "--help").out):
            if command != "init":
                typed(line, csto, monkeypatch)


def test_a_name_with_signs_of_a_shell_is_one_word_of_an_example(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "it's $(touch here); `x` {day} *"
    text = SMALL.replace('"Norcity airport"', f'"{name}"').replace('"Norland Courier"', f'"{name}"')
    facts = '[[departures]]\nid = "one"\ncontingent = "sudland"\n' + claim(from_place='"airport"', date="2031-05-08")
    (tmp_path / "facts.toml").write_text(text + facts, encoding="utf-8")
    surroundings(tmp_path, monkeypatch)
    assert shlex.split(examples(csto("search", "--help").out)[0]) == ["csto", "search", name]
    assert shlex.split(examples(csto("compare", "--help").out)[0]) == ["csto", "compare", f"without={name}"]
    for command in ("search", "compare", "disputes", "sources"):
        for line in examples(csto(command, "--help").out):
            typed(line, csto, monkeypatch)


def test_each_command_has_a_group_and_one_full_line_at_80_columns(csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = csto("--help").out
    assert OTHERS not in groups(), "a command without a group: see GROUPS in cli/guide.py"
    assert sorted(name for names in groups().values() for name in names) == sorted(COMMANDS)
    for name in COMMANDS:
        assert f"\n  {name:<{max(map(len, COMMANDS))}}  {line_of(name)}\n" in out
        assert line_of(name).endswith(".")
    assert "..." not in out.partition("\nOptions:")[0].partition("\n")[2]
    assert all(len(line) <= 80 for line in out.splitlines())


def test_the_guide_names_commands_only() -> None:
    assert {*MORE} <= {*COMMANDS}
    assert {name for names in GROUPS.values() for name in names} <= {*COMMANDS}


def test_help_for_programs_has_groups_and_examples(csto: Run) -> None:
    rows = {row["command"]: row for row in json.loads(csto("help", "--json").out)}
    assert rows["why"]["group"] == "Who says so"
    assert rows["why"]["example"] == rows["why"]["examples"][0]
    assert rows["places"]["topic"][0]["name"] == "--place PLACE"
    assert rows["why"]["topic"] == []
    named = {row["command"] for row in json.loads(csto("help", "--json", "--facts", str(STRIKE)).out)}
    assert named == {*COMMANDS} - OF_PEACE_OPERATIONS


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_text_for_people_and_rows_for_programs(
    csto: Run, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = csto("help", topic).out
    assert TOPICS[topic].title in out
    assert all(cells(line) <= 80 for line in out.splitlines())
    rows = json.loads(csto("help", topic, "--json").out)
    rows = rows[0]["topic"] if topic in COMMANDS else rows
    assert [(row["name"], row["meaning"]) for row in rows] == [*TOPICS[topic].lines]
    assert topic in csto("--help").out


def test_the_topic_of_exit_codes_has_those_of_every_error(csto: Run) -> None:
    codes = {int(row["name"]) for row in json.loads(csto("help", "exit-codes", "--json").out)}
    assert codes == {0, 130, *(error.code for error in errors())}


def errors() -> Iterable[type["cstocli.model.errors.CstoError"]]:
    from cstocli.model.errors import CstoError

    def under(error: type[CstoError]) -> Iterable[type[CstoError]]:
        yield error
        for each in error.__subclasses__():
            yield from under(each)

    return under(CstoError)


def test_the_topic_of_formats_has_each_with_what_it_is() -> None:
    lines = dict(TOPICS["formats"].lines)
    assert all(len(lines[f"--format {name}"]) > 10 for name in FORMATS)


def test_the_topic_of_dates_gives_dates() -> None:
    for date, _ in TOPICS["dates"].lines:
        assert dates.parse(date).text == date


def test_the_topic_of_the_environment_has_every_variable_that_the_program_reads() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py") if path.stem != "topics"
    )
    read = set(re.findall(r"environ(?:ment)?(?:\.get\(|\[)\"([A-Z_]+)\"", source))
    read |= set(re.findall(r"VARIABLE = \"([A-Z_]+)\"", source))
    assert {"CSTO_FACTS", "CSTO_CACHE", "NO_COLOR", "CSTO_DEBUG"} <= read
    # What Typer and shells set when they ask for completions is nobody's to set.
    of_completion = {name for name in read if name.startswith(("_", "COMP_"))}
    assert read - of_completion - {"HOME", "LOCALAPPDATA"} <= dict(TOPICS["environment"].lines).keys()


def test_an_unknown_topic_lists_commands_and_topics(csto: Run) -> None:
    ran = csto("help", "exitcodes")
    assert ran.code == 4
    assert 'did you mean "exit-codes"' in ran.err
    assert ran.err.count("places") == 1
