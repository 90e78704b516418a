"""What the pages promise is so."""

import json
import re
import shutil
import subprocess
import tomllib

import pytest

import cstocli
from cstocli.cli.commands import COMMANDS
from cstocli.index.build import index
from cstocli.model.base import Document
from cstocli.read.reader import read
from scripts.commands import COMMANDS_PAGE, MANUAL_PAGE, commands_page, manual_page
from scripts.reference import INDEX_PAGE, PAGE, index_reference, page_with_reference, reference
from tests.conftest import FORMAT, ROOT, SMALL, Run, base_of, claim

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_reference_of_the_format_is_current() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == page_with_reference(page, reference())


def test_the_base_in_the_format_page_is_a_base() -> None:
    example = re.search(r"```toml\n(format = 1.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    assert len(base_of(example[1]).facts) == 1


def test_the_examples_in_the_format_page_have_keys_and_values_of_the_format() -> None:
    examples = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) > 10
    # An example is a part of a base: what it names stands elsewhere.
    elsewhere = {"unknown-name", "missing-key", "missing-about", "no-facts", "no-claims", "bad-override"}
    for example in examples:
        problems = read([Document("example.toml", example)], FORMAT)[1]
        assert [problem.words for problem in problems if problem.rule.name not in elsewhere] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_to_one(page: object) -> None:
    path = ROOT / str(page)
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_page_of_all_commands_and_the_manual_page_are_current() -> None:
    assert COMMANDS_PAGE.read_text(encoding="utf-8") == commands_page()
    assert MANUAL_PAGE.read_text(encoding="utf-8") == manual_page()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_page_of_commands_and_in_the_manual(command: str) -> None:
    assert f"\n### csto {command}\n" in COMMANDS_PAGE.read_text(encoding="utf-8")
    assert f"\\fBcsto {command} " in MANUAL_PAGE.read_text(encoding="utf-8")


def options(text: str) -> dict[str, str]:
    """The options in a help text, and the beginning of what it says of each."""
    lines = re.findall(r"^  (?:-\w, )?(--[\w-]+)(.*(?:\n {6,}.*)?)", text, re.MULTILINE)
    return {name: meaning.strip() for name, meaning in lines}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_explained_in_its_help(command: str, csto: Run) -> None:
    ran = csto(command, "--help")
    assert ran.code == 0
    assert "\nExamples:\n  csto " in ran.out
    told = {name for name, meaning in options(ran.out).items() if meaning}
    (row,) = json.loads(csto("help", command, "--json").out)
    assert told == {option["name"] for option in row["options"]} | {"--help"}


def test_every_option_stands_in_the_page_of_commands_and_in_the_manual(csto: Run) -> None:
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    manual = re.sub(r"\\f[BR]", " ", MANUAL_PAGE.read_text(encoding="utf-8").replace("\\-", "-"))
    every = {name for command in ("", *COMMANDS) for name in options(csto(*command.split(), "--help").out)}
    assert {"--on", "--only", "--style", "--errors-json", "--version"} <= every
    for text in (page, manual):
        assert every - {"--help"} - set(re.findall(r"(?<![\w-])--[a-z][\w-]*", text)) == set()


def test_the_manual_page_is_faultless_to_groff() -> None:
    assert MANUAL_PAGE.read_text(encoding="utf-8").isascii()
    if not shutil.which("groff"):
        pytest.skip("no groff here")
    done = subprocess.run(["groff", "-ww", "-man", "-Tutf8", MANUAL_PAGE], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    text = re.sub("\x1b\\[[0-9;]*m|.\x08", "", done.stdout)
    for heading in ("NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "EXAMPLES"):
        assert f"\n{heading}\n" in text
    assert "--from DATE" in text


def test_the_wheel_installs_the_manual_page() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert declared["wheel"]["shared-data"] == {"man/csto.1": "share/man/man1/csto.1"}
    assert (ROOT / "man" / "csto.1").exists()


def test_every_table_and_column_of_the_index_is_documented() -> None:
    page = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    kinds = {kind.plural for kind in FORMAT.all_kinds.values()}
    connection = index(base_of(SMALL + '[[events]]\nid = "one"\ntitle = "One"\n' + claim(table="events")))
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        if table.startswith("search_"):
            continue
        assert f"`{table}`" in page, table
        section = page.partition(f"## `{table}`")[2].partition("\n## ")[0]
        for column in connection.execute(f"PRAGMA table_info({table})") if table not in kinds else ():
            assert f"`{column[1]}`" in section, f"{table}.{column[1]}"


def test_the_reference_of_the_index_is_current() -> None:
    page = INDEX_PAGE.read_text(encoding="utf-8")
    assert page == page_with_reference(page, index_reference())


def test_the_program_and_its_changelog_have_one_version(csto: Run) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert declared["project"]["dynamic"] == ["version"]
    assert re.fullmatch(r"csto \d+\.\d+\.\d+\n", csto("--version").out)


def test_the_program_can_be_cited_by_its_citation_file() -> None:
    yaml = pytest.importorskip("yaml")
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # What version 1.2.0 of the Citation File Format requires.
    assert told.keys() >= {"cff-version", "message", "title", "authors"}
    assert (told["title"], told["version"]) == (project["name"], cstocli.__version__)
    assert told["keywords"] == project["keywords"]
    (author,) = told["authors"]
    assert author["name"] in (ROOT / "LICENSE").read_text(encoding="utf-8")
