"""`csto check` parses each text once, and asks Python's own parser only where TOML 1.1 may stand."""

import tomllib
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cstocli.curate.check import check
from cstocli.curate.toml_version import newer_syntax
from cstocli.model.base import Document
from tests.broken import EXAMPLES
from tests.conftest import FORMAT, SMALL, claim

NEWER = [
    *(r'a = "\e"', r'a = "\x41"', r'a = """\x41"""', "a = 14:30", "a = 2031-01-01T14:30", "a = 2031-01-01T14:30+01:00"),
    *("a = {b = 1,}", "a = {b = 1\n}", "a = {b = {c = 1,}}", "a = {b = [{c = 1,}]}", "a = {b = 14:30}"),
    *("a = { # why\n b = 1}", "a = 2031-01-01 14:30", "a = [14:30]", "a = {\n}", r"""a = {b = "\e"}"""),
]
OLDER = [
    *(r'a = "\\e"', r"a = '\e \x41'", r"""a = '''it's \x41'''""", "a = 14:30:00", "a = 2031-01-01T14:30:00.25+01:00"),
    *("a = {b = [1, 2,]}", "a = {b = {c = 1}}", 'a = "14:30 {\\n,}"', "# {\n# 14:30\n", 'a = """x\n{\n"""', "a = {}"),
    *(
        "a = {b = [1,\n2]}",
        'a = {b = """\nx"""}',
        "a = [\n1,\n]",
        "a = {b = [{c = [1]}, {d = 2}]}",
        'a = ""\nb = 14:30:00',
    ),
]


def parses(text: str, parser: Any) -> bool:
    try:
        parser.loads(text)
    except ValueError:
        return False
    return True


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name of the parser of each text that is parsed."""
    parsers: list[str] = []
    for parser in (tomli, tomllib):

        def noted(text: str, loads: Any = parser.loads, name: str = parser.__name__) -> Any:
            parsers.append(name)
            return loads(text)

        monkeypatch.setattr(parser, "loads", noted)
    return parsers


def test_a_base_in_two_files_is_parsed_in_two_readings(parsed: list[str]) -> None:
    late = '[[events]]\nid = "one"\ntitle = "One"\n' + claim(table="events", date="2031-06-01")
    problems = check([Document("a.toml", SMALL), Document("b.toml", late)], FORMAT)
    assert "after-publication" in {problem.rule.name for problem in problems}
    assert parsed == ["tomli", "tomli"]


@pytest.mark.parametrize("text", NEWER)
def test_what_only_toml_1_1_knows_is_found_where_the_other_parser_stops(text: str) -> None:
    assert parses(text, tomli)
    assert newer_syntax(Document("a.toml", text)) is not None


@pytest.mark.parametrize("text", OLDER)
def test_what_toml_1_0_knows_is_not_newer(text: str) -> None:
    assert parses(text, tomllib)
    assert newer_syntax(Document("a.toml", text)) is None


@given(st.lists(st.sampled_from([*NEWER, *OLDER]), max_size=6))
def test_a_text_is_newer_if_the_older_parser_refuses_it(lines: list[str]) -> None:
    text = "\n".join(
        line.replace("a =", f"a{number} =").replace("b = 14", f"c{number} = 14") for number, line in enumerate(lines)
    )
    if parses(text, tomli):
        assert (newer_syntax(Document("a.toml", text)) is None) == parses(text, tomllib)


def test_every_broken_base_that_is_toml_is_newer_if_the_older_parser_refuses_it() -> None:
    for example in EXAMPLES:
        for file in [example] if example.is_file() else sorted(example.glob("*.toml")):
            text = file.read_text(encoding="utf-8")
            if parses(text, tomli):
                assert (newer_syntax(Document(file.name, text)) is None) == parses(text, tomllib), file
