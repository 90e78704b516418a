"""Every rule has a base that breaks it, and the text that `csto check` prints of it."""

import json
import os
import re
from pathlib import Path

import pytest
import tomli

from cstocli.curate.check import check
from cstocli.curate.coverage import plain
from cstocli.curate.report import as_github, as_json, as_text
from cstocli.curate.rules import CAPTURES, all_rules
from cstocli.model.base import Document
from cstocli.model.problems import Problem
from cstocli.model.widths import cells
from cstocli.read.files import shipped
from scripts.reference import PROBLEMS_PAGE, problems_page
from tests.broken import EXAMPLES, FOLDER, expected
from tests.conftest import FORMAT, Run, claim

# Two files say what the base is about: no single file can break that rule.
# And thousands of problems are too many for an example.
RULES = all_rules(FORMAT)
OF_SEVERAL_FILES = {"duplicate-about", "too-many"}
ONLY_WHEN_ASKED = {rule.name for rule in CAPTURES}


def problems_of(rule: str) -> list[Problem]:
    file = FOLDER / f"{rule}.toml"
    text = FOLDER / f"{rule}.document.txt"
    texts = {"courier": Document(text.name, text.read_text(encoding="utf-8"))} if text.exists() else {}
    document = Document(file.name, file.read_text(encoding="utf-8"))
    return check([document], FORMAT, texts, captures=rule in ONLY_WHEN_ASKED)


def test_there_is_a_base_for_every_rule() -> None:
    assert {base.stem for base in EXAMPLES} == RULES.keys() - OF_SEVERAL_FILES


@pytest.mark.parametrize("rule", sorted(RULES.keys() - OF_SEVERAL_FILES))
def test_the_base_breaks_that_rule_alone_and_the_text_says_so(rule: str) -> None:
    problems = problems_of(rule)
    assert {problem.rule.name for problem in problems} == {rule}
    printed = "".join(as_text(problems))
    assert printed == expected(FOLDER / f"{rule}.toml", printed)


@pytest.mark.parametrize("rule", sorted(RULES.keys() - OF_SEVERAL_FILES))
def test_every_message_is_short_and_points_into_the_file(rule: str) -> None:
    for problem in problems_of(rule):
        lines = problem.document.text.split("\n")
        assert len(problem.message) < 200
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def test_two_files_cannot_both_say_what_the_base_is_about() -> None:
    text = '[about]\ntitle = "One"\nperiod = "2031"\n'
    fact = '[sources.a]\npublisher = "A"\n[[events]]\nid = "a"\ntitle = "A"\n[[events.claims]]\n'
    claim = 'source = "a"\nat = 1\nquote = "words"\n'
    problems = check([Document("a.toml", text + fact + claim), Document("b.toml", text)], FORMAT)
    assert [(problem.rule.name, problem.document.name) for problem in problems] == [("duplicate-about", "b.toml")]


def test_the_shipped_base_has_no_problem_of_any_rule() -> None:
    assert check([Document("facts.toml", Path(shipped()).read_text(encoding="utf-8"))], FORMAT) == []


def test_json_has_the_promised_keys() -> None:
    (told,) = json.loads("".join(as_json(problems_of("unknown-name"))))
    assert told.keys() == {"file", "line", "column", "rule", "severity", "message", "hint"}
    assert (told["line"], told["column"], told["rule"]) == (31, 14, "unknown-name")


def test_github_annotations_escape_what_github_would_read() -> None:
    problem = problems_of("bad-id")[0]._replace(reason="50 % off\nnext: line")
    (line,) = as_github([problem])
    assert line == "::error file=bad-id.toml,line=23,col=6,title=bad-id::50 %25 off\\x0anext: line\n"


FORMATS = ("text", "json", "github")


@pytest.mark.parametrize("written", FORMATS)
@pytest.mark.parametrize("given", ["one/facts.toml", "one", "{here}/one/facts.toml", "one/../two/facts.toml"])
def test_a_problem_is_told_with_the_path_that_was_given(
    csto: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: str,
    given: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "facts.toml").write_text("format = 2", encoding="utf-8")
    path = given.format(here=tmp_path)
    told = {
        "text": "{}:1:10: error",
        "json": '"file": "{}"',
        "github": "::error file={},line=1",
    }[written].format(path if path.endswith(".toml") else f"{path}/facts.toml")
    assert told in csto("check", path, "--format", written).out


@pytest.mark.parametrize("written", FORMATS)
def test_two_files_of_one_name_are_told_apart(
    csto: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "facts.toml").write_text(f"# {folder}\nformat = 2", encoding="utf-8")
    ran = csto("check", "one/facts.toml", "two/facts.toml", "--format", written)
    assert [f"{folder}/facts.toml" in ran.out for folder in ("one", "two")] == [True, True]


@pytest.mark.parametrize(
    ("name", "strict", "code"), [("unknown-name", False, 1), ("unused-id", False, 0), ("unused-id", True, 1)]
)
def test_errors_end_with_1_and_warnings_only_when_strict(csto: Run, name: str, strict: bool, code: int) -> None:
    ran = csto("check", str(FOLDER / f"{name}.toml"), *(["--strict"] if strict else []))
    assert ran.code == code
    assert f"[{name}]" in ran.out


PARTED = """
[about]
title = "Relief convoy"
period = "2031-05"
[sources.courier]
publisher = "Courier"
[[departures]]
id = "all"
{whole}
[[departures]]
id = "first"
part_of = "departure/all"
{first}
[[departures]]
id = "second"
part_of = "departure/all"
{second}
"""


@pytest.mark.parametrize(
    ("whole", "first", "second", "told"),
    [
        (["200"], ["120"], ["90"], True),
        (["210"], ["120"], ["90"], False),
        # "About 200" may be 220, and "over 200" any number.
        (['"~200"'], ["120"], ["90"], False),
        (['">200"'], ["1200"], ["900"], False),
        # What any claim of the whole allows is allowed, and of a part the least that is claimed counts.
        (["200", "250"], ["120"], ["90"], False),
        (["200"], ["120", "100"], ["90"], False),
        (["200"], ["120"], ['">80"'], False),
        (["200"], ["120"], ['">90"'], True),
        (["200"], ["120"], [], False),
        ([], ["120"], ["90"], False),
    ],
)
def test_parts_exceed_their_whole_when_they_surely_come_to_more(
    whole: list[str], first: list[str], second: list[str], told: bool
) -> None:
    def claims(numbers: list[str]) -> str:
        return "".join(claim(personnel=number) for number in numbers) or claim()

    text = PARTED.format(whole=claims(whole), first=claims(first), second=claims(second))
    found = check([Document("facts.toml", text)], FORMAT)
    assert ("parts-exceed-whole" in {problem.rule.name for problem in found}) == told


def test_a_deprecated_number_of_a_part_or_of_its_whole_does_not_count() -> None:
    error = '"a misprint"'
    whole = claim(personnel="2000", deprecated=error) + claim(personnel="200")
    first = claim(personnel="10", deprecated=error) + claim(personnel="120")
    text = PARTED.format(whole=whole, first=first, second=claim(personnel="90"))
    found = check([Document("facts.toml", text)], FORMAT)
    assert [problem.message for problem in found if problem.rule.name == "parts-exceed-whole"] == [
        "its parts come to 210 personnel, it has at most 200"
    ]


def test_sources_without_a_capture_are_told_only_when_asked(csto: Run) -> None:
    base = str(FOLDER / "no-capture.toml")
    unasked, asked = csto("check", base, "--strict"), csto("check", base, "--strict", "--captures")
    assert (unasked.code, "no-capture" in unasked.out) == (0, False)
    assert (asked.code, "[no-capture]" in asked.out) == (1, True)


def test_a_source_without_an_address_needs_no_capture(csto: Run) -> None:
    assert csto("check", str(FOLDER / "unused-id.toml"), "--captures").out.count("[no-capture]") == 0


def test_a_base_with_warnings_answers_all_the_same(csto: Run) -> None:
    assert csto("contingents", "--facts", str(FOLDER / "unused-id.toml")).code == 0


def test_explain_tells_what_a_rule_means(csto: Run) -> None:
    ran = csto("check", "--explain", "hedge-left-out")
    assert ran.out.startswith("hedge-left-out (warning)\n")


def test_an_unknown_rule_is_an_error_with_the_nearest_one(csto: Run) -> None:
    ran = csto("check", "--explain", "hedge-left")
    assert (ran.code, '"hedge-left-out"' in ran.err) == (4, True)


def test_a_text_of_an_unknown_form_is_an_error(csto: Run) -> None:
    assert csto("check", "--document", "courier").code == 2


def test_several_files_are_one_base(csto: Run, tmp_path: Path) -> None:
    base = (FOLDER / "unused-id.toml").read_text(encoding="utf-8")
    head, fact = base.split("[[departures]]")
    (tmp_path / "head.toml").write_text(head, encoding="utf-8")
    (tmp_path / "fact.toml").write_text("[[departures]]" + fact, encoding="utf-8")
    assert csto("check", str(tmp_path / "head.toml"), str(tmp_path / "fact.toml")).code == 0
    assert csto("check", str(tmp_path)).code == 0
    assert csto("check", str(tmp_path / "fact.toml")).code == 1


def test_coverage_tells_how_many_claims_cite_each_paragraph(csto: Run) -> None:
    base = FOLDER / "misplaced-quote.toml"
    ran = csto("coverage", "--facts", str(base), f"courier={FOLDER / 'misplaced-quote.document.txt'}", "--json")
    assert [row["claims"] for row in json.loads(ran.out)] == [0, 0, 1]
    assert "1 of 3 paragraphs are cited" in ran.err


def test_the_page_of_problems_is_current() -> None:
    if os.environ.get("REWRITE") == "1":
        PROBLEMS_PAGE.write_text(problems_page(), encoding="utf-8")
    assert PROBLEMS_PAGE.read_text(encoding="utf-8") == problems_page()


@pytest.mark.parametrize("title", ["", "俄罗斯军队", "ออกจากเมืองนี้", "e\u0301e\u0301", "👍🏽", "\t", "长" * 120])
def test_the_caret_stands_under_the_place_in_any_script(title: str) -> None:
    document = Document("facts.toml", f'[about]\nperiod = "2031"\nnote = {{ "{title}" = "2031-13" }}\n')
    problem = Problem(RULES["bad-value"], document, (), "x", 3, 11 + len(title))
    _, line, under, _ = "".join(as_text([problem])).splitlines()
    assert under.endswith("^")
    before = line[: line.rindex('" = ')]
    assert cells(before) == cells(under) - 1
    assert cells(line) <= 110


HIDDEN_IN_TEXT = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u202c", "\ufe0f", "\u034f"]


@pytest.mark.parametrize("hidden", HIDDEN_IN_TEXT)
def test_a_quote_is_found_in_a_text_with_hidden_characters(hidden: str) -> None:
    base = Document("facts.toml", (FOLDER / "misplaced-quote.toml").read_text(encoding="utf-8"))
    quote = tomli.loads(base.text)["departures"][0]["claims"][0]["quote"]
    text = f"{hidden}\n\nOne.\nTwo.\nBefore, {hidden.join(quote)} it said.{hidden}\n"
    assert check([base], FORMAT, {"courier": Document("article.txt", text)}) == []


@pytest.mark.parametrize("typeset", ["„a‟ ‚b‛ c‐d‑e−f", "«a» ‘b’ c–d—e-f", "“a”\u00a0'b'\u202fc-d-e-f"])
def test_a_quote_is_found_whatever_its_marks_and_dashes_are(typeset: str) -> None:
    assert plain(typeset) == "\"a\" 'b' c-d-e-f"


def test_coverage_by_a_wrong_document_is_told_with_how_to_see_each(csto: Run, tmp_path: Path) -> None:
    base, right = str(FOLDER / "misplaced-quote.toml"), tmp_path / "right.txt"
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("another paragraph\n", encoding="utf-8")
    ran = csto("coverage", "--facts", base, f"courier={wrong}")
    see = f"csto check --facts {base} --document courier={wrong}"
    assert ran.err.splitlines()[-1].endswith(see)
    assert "of 1 quote of courier 1 would be in paragraphs that the document lacks" in ran.err
    assert csto(*see.split()[1:]).code == 1
    wrong.write_text("a\nb\nc\n", encoding="utf-8")
    assert "1 does not stand where claims cite them" in csto("coverage", "--facts", base, f"courier={wrong}").err
    assert csto("coverage", "--facts", base, f"courier={wrong}", "--quiet").err == ""
    (quote,) = re.findall(r'quote = "(.*)"', Path(base).read_text(encoding="utf-8"))
    right.write_text(f"{quote}\n{quote}\n{quote}\n", encoding="utf-8")
    assert csto("coverage", "--facts", base, f"courier={right}").err.splitlines() == ["1 of 3 paragraphs are cited"]
