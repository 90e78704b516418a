"""Every problem that the reader can tell: a small base that causes it, and what is printed.

`tests/broken` has the bases.
"""

import re
from pathlib import Path

import pytest

from cstocli.model.errors import BAD_BASE
from tests.broken import BASES, EXAMPLES, FOLDER, STOPPED, beside, expected
from tests.conftest import ROOT, SMALL, Run, base_of, claim, problems_of
from tests.read.messages import Messages

PACKAGE = ROOT / "src" / "cstocli"
READER = [
    # Whatever stops the reading of a part leads to a whole reading, and is told to nobody.
    *sorted({*(PACKAGE / "read").rglob("*.py")} - {PACKAGE / "read" / f"{name}.py" for name in ("blocks", "part")}),
    *sorted((PACKAGE / "model" / "types").rglob("*.py")),
    *(module for name in ("cursor", "dates", "counts") if (module := PACKAGE / "model" / f"{name}.py").exists()),
]


@pytest.mark.parametrize("base", STOPPED, ids=lambda base: base.stem)
def test_the_problem_is_told_with_its_file_line_and_column(
    base: Path, csto: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)
    ran = csto("facts", "--facts", base.name)
    assert ran.err == expected(base, ran.err)
    assert (ran.code, ran.out) == (BAD_BASE, "")


def test_no_text_is_left_of_a_base_that_is_gone() -> None:
    documents = {base.with_suffix(".document.txt") for base in EXAMPLES}
    assert set(FOLDER.glob("*.txt")) - documents == {beside(base) for base in BASES}


def messages_told() -> list[str]:
    """All messages in the texts beside the bases, without place and rule."""
    lines = [line for base in BASES for line in beside(base).read_text(encoding="utf-8").splitlines()]
    placed = [re.fullmatch(r"[^:]+:\d+:\d+: (?:(?:error|warning): (.*) \[[\w.-]+\]|(.*))", line) for line in lines]
    return [found[1] or found[2] for found in placed if found]


# The types that mypy finds tell what each message is made of.
@pytest.mark.slow
def test_every_message_of_the_reader_is_caused_by_some_base() -> None:
    messages = Messages(READER)
    patterns = messages.noted() | {f".*{pattern}" for pattern in messages.raised()}
    assert len(patterns) > 55, "the reader tells its problems in another way than this test looks for"
    assert not {".*", ".*.*"} & patterns, "a message of which this test does not find the text"
    told = sorted({*messages_told()}, key=len)
    assert [pattern for pattern in sorted(patterns) if not any(re.fullmatch(pattern, text) for text in told)] == []


FACT = '[[departures]]\nid = "sudland"\n'


def test_each_problem_of_a_base_is_told_in_the_order_of_the_text() -> None:
    text = SMALL + FACT + claim(date='"2031-02-30"', from_place='"aiport"') + FACT + claim(mode='"plane"')
    told = problems_of(text)
    assert [problem.split(": ", 1)[1].split(",")[0] for problem in told] == [
        'impossible date "2031-02-30": the calendar has no such day',
        'unknown place "aiport"; did you mean "airport"?',
        '"mode" takes air',
    ]
    lines = [int(problem.split(":")[1]) for problem in told]
    wrong = ['date = "2031-02-30"', 'from_place = "aiport"', 'mode = "plane"']
    assert lines == [text.splitlines().index(line) + 1 for line in wrong]


def test_an_id_may_stand_behind_its_use() -> None:
    base = base_of(FACT + claim(from_place='"airport"') + SMALL.replace("format = 1", ""))
    assert base.facts[0].claims[0].said["from_place"] == "airport"


def test_aircraft_that_are_counted_add_up_to_their_number_and_went_by_air() -> None:
    aircraft = '[{ type = "an-2", count = 2 }, { type = "an-2t", count = 3 }]'
    (fact,) = base_of(SMALL + FACT + claim(aircraft=aircraft)).facts
    said = fact.claims[0].said
    assert getattr(said["aircraft_count"], "number", None) == 5
    assert said["mode"] == "air"


@pytest.mark.parametrize("aircraft", ['[{ type = "an-2" }]', '[{ type = "an-2", count = ">2" }]'])
def test_aircraft_that_are_not_counted_exactly_add_up_to_nothing(aircraft: str) -> None:
    (fact,) = base_of(SMALL + FACT + claim(aircraft=aircraft)).facts
    assert "aircraft_count" not in fact.claims[0].said


def test_a_claim_that_states_nothing_is_a_claim_all_the_same() -> None:
    (fact,) = base_of(SMALL + FACT + claim()).facts
    assert fact.claims[0].said == {}


@pytest.mark.parametrize(
    "quote",
    [
        '"ten words are not too many for a quote here"',
        '"[red]sic[/] :flag:"',
        '"tab\\tand\\nline"',
        '"«Ту-154» — лётчики ✈"',
    ],
)
def test_a_quote_may_hold_any_visible_character(quote: str) -> None:
    text = SMALL + FACT + claim().replace('"a fragment of words"', quote)
    assert problems_of(text) == []


def test_toml_dates_and_quoted_dates_are_the_same() -> None:
    bare = base_of(SMALL + FACT + claim(date="2031-05-09"))
    quoted = base_of(SMALL + FACT + claim(date='"2031-05-09"'))
    assert bare == quoted
