"""The Python API: what it loads, what it answers, and that its page tells the truth."""

import doctest
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mypy import api as mypy

import cstocli
from cstocli.ask.columns import Vocabulary
from cstocli.ask.explorer import Explorer
from cstocli.model.errors import BadBase, CstoError, UnknownName, WrongUsage
from cstocli.vocabularies.peace_operation.listings import PEACE_OPERATION
from tests.conftest import FORMAT, ROOT, SMALL, Run, base_of, claim, explorer_of

LEFT = '[[departures]]\nid = "wave"\ncontingent = "sudland"\n' + claim(date='"2031-05-09"')


@pytest.fixture(scope="module")
def shipped() -> Explorer:
    return cstocli.open(environment={})


def test_importing_it_loads_nothing_else_of_ours() -> None:
    program = "import sys, cstocli; print(*(name for name in sys.modules if name.startswith('cstocli.')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_every_example_of_the_page_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "python.md", None, None)
    assert doctest.DocTestRunner().run(examples) == doctest.TestResults(failed=0, attempted=len(examples.examples))
    assert len(examples.examples) > 20


@pytest.mark.slow
def test_a_program_that_uses_it_is_typed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import cstocli\n"
        "base = cstocli.open('facts.toml', cstocli.Perspective(without=('TASS',)))\n"
        "rows: list[dict[str, object]] = [*base.ask('departures', contingent=['armenia'], on='2022-01')]\n"
        "words: list[str] = [problem.words for problem in cstocli.check('facts.toml')]\n"
        "facts: int = len(cstocli.read('facts.toml').facts) + len(base.why('departure/armenia'))\n"
        "texts = [*cstocli.formats()['csv'](rows, cstocli.questions()['departures'].row_type)]\n"
        "found: str = texts[0] + base.cite('seed') + str(base.about()['files'])\n",
        encoding="utf-8",
    )
    out, errors, code = mypy.run(["--strict", "--config-file=", f"--cache-dir={tmp_path}", str(program)])
    assert (out.strip(), errors, code) == ("Success: no issues found in 1 source file", "", 0)


@pytest.mark.parametrize(
    ("question", "filters", "options"),
    [
        ("departures", {"contingent": "Armenia"}, ["--contingent", "Armenia"]),
        ("departures", {"contingent": ["RU", "belarus"]}, ["-c", "RU", "-c", "belarus"]),
        ("timeline", {"since": "2022-01-05", "until": "2022-01-07"}, ["--from", "2022-01-05", "--to", "2022-01-07"]),
        ("guards", {"place": "Almaty", "evidence": True}, ["--place", "Almaty", "--evidence"]),
        ("contingents", {"on": "2022-01-10", "certain": True}, ["--on", "2022-01-10", "--certain"]),
        ("disputes", {"kind": "departure"}, ["--kind", "departure"]),
        ("facts", {"status": "disputed", "source": "seed"}, ["--status", "disputed", "--source", "seed"]),
    ],
)
def test_rows_are_those_of_the_command(
    csto: Run, shipped: Explorer, question: str, filters: dict[str, Any], options: list[str]
) -> None:
    rows = [*shipped.ask(question, **filters)]
    assert rows
    assert json.loads(csto(question, *options, "--json").out) == rows


def test_methods_answer_as_their_commands_do(csto: Run, shipped: Explorer) -> None:
    def printed(*arguments: str) -> Any:
        return json.loads(csto(*arguments, "--json").out)

    assert [*shipped.why("departure/armenia.aircraft")] == printed("why", "departure/armenia.aircraft")
    assert [shipped.show("seed")] == printed("show", "seed")
    assert [*shipped.search("power plant", kind="guard")] == printed("search", "power", "plant", "--kind", "guard")
    assert [*shipped.matrix("command", source="seed")] == printed("matrix", "command", "--source", "seed")
    left, right = cstocli.Perspective(), cstocli.Perspective(as_of="2022-01-13")
    assert shipped.compare(left, right, kind="guard") == printed("compare", "as-of=2022-01-13", "--kind", "guard")
    assert [shipped.about()] == printed("about")
    assert shipped.tables() == printed("sql", "--tables")
    assert [*shipped.list("guard")] == printed("list", "guard")
    assert [*shipped.sql("SELECT 1 AS one").rows] == [{"one": 1}]


@pytest.mark.parametrize(
    ("question", "filters", "error", "words"),
    [
        ("departure", {}, UnknownName, 'unknown question "departure"; did you mean "departures"'),
        ("compare", {}, UnknownName, 'unknown question "compare"'),
        ("facts", {"country": "armenia"}, UnknownName, 'unknown filter of facts "country"'),
        ("why", {"fact": "seed"}, WrongUsage, '"source/seed" is no fact'),
        ("facts", {"contingent": "armenai"}, UnknownName, 'unknown contingent "armenai"; did you mean'),
        ("facts", {"on": "2022-13"}, WrongUsage, 'impossible date "2022-13" for on'),
        ("facts", {"on": "2022", "until": "2022"}, WrongUsage, "on excludes since and until"),
        ("facts", {"since": "2022-02", "until": "2022-01"}, WrongUsage, "since 2022-02 is after until 2022-01"),
        ("search", {"words": "!"}, WrongUsage, "there is no word to search for"),
    ],
)
def test_what_cannot_be_asked_is_refused_as_on_the_command_line(
    shipped: Explorer, question: str, filters: dict[str, Any], error: type[CstoError], words: str
) -> None:
    with pytest.raises(error, match=f"^{re.escape(words)}"):
        shipped.ask(question, **filters)


def test_an_empty_answer_tells_what_emptied_it(shipped: Explorer) -> None:
    answer = shipped.ask("guards", contingent="armenia", kind="departure", since="2022-01-05")
    assert [*answer] == []
    assert answer.blocking_filters() == ["kind"]
    answer = shipped.ask("guards", contingent="armenia", place="moscow")
    assert answer.blocking_filters() == ["place"]


def test_problems_of_a_base_are_values(tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    file.write_text("format = 1\n", encoding="utf-8")
    base, problems = Explorer.open_or_problems(str(file), {}, PEACE_OPERATION)
    assert base is None
    assert [problem.words for problem in problems] == [problem.words for problem in cstocli.check(file)] != []
    with pytest.raises(BadBase):
        cstocli.read(file)
    with pytest.raises(BadBase):
        Explorer.open_or_problems(str(tmp_path / "none.toml"), {}, PEACE_OPERATION)


def test_reading_works_as_well_when_the_package_of_that_name_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_text(SMALL + LEFT, encoding="utf-8")
    for _ in range(2):
        assert [fact.id for fact in cstocli.read(tmp_path / "facts.toml").facts] == ["departure/wave"]


def test_about_reports_the_bytes_that_answer_and_not_those_that_are_there_now(tmp_path: Path) -> None:
    for name, text in (("a.toml", SMALL), ("b.toml", LEFT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    first = cstocli.open(tmp_path, environment=environment)
    before = first.about()
    assert (before["base"], before["files"]) == (str(tmp_path), 2)
    again = cstocli.open(tmp_path, environment=environment).about()
    assert again["sha256"] == before["sha256"] == cstocli.open(tmp_path, environment={}).about()["sha256"]
    (tmp_path / "b.toml").write_text(LEFT + "\n", encoding="utf-8")
    assert first.about() == before
    assert cstocli.open(tmp_path, environment=environment).about()["sha256"] != before["sha256"]


def test_a_query_of_a_user_leaves_the_base_as_free_as_it_was() -> None:
    base = explorer_of(base_of(SMALL + LEFT))
    for _ in range(2):
        assert next(base.sql("SELECT count(*) AS facts FROM facts").rows) == {"facts": 2}
        assert len(base.ask("facts")) == 1
        assert base.tables()
    with pytest.raises(WrongUsage, match="only a file allows"):
        base.view(cstocli.Perspective(as_of="2031-01-01"))


def test_without_a_vocabulary_nothing_is_said_of_an_owner() -> None:
    base = Explorer(explorer_of(base_of(SMALL + LEFT)).index, Vocabulary(lambda: FORMAT))
    assert "departures" not in base.questions
    for name, question in base.questions.items():
        if question.text and not question.parameters:
            keys = {key for row in base.ask(name) for key in row}
            assert not keys & {"contingent", "country", "contingents"}
    assert [row["fact"] for row in base.ask("facts")] == [base.show("wave")["fact"]] == ["departure/wave"]
    with pytest.raises(UnknownName):
        base.ask("facts", contingent="sudland")
