"""A short run of the fuzzer of command lines; the long one is `python tests/fuzz/lines.py --runs 20000`."""

from pathlib import Path

import pytest

from tests.fuzz import lines


@pytest.mark.slow
def test_whatever_the_line_it_ends_with_a_documented_exit_code_and_says_why() -> None:
    figures, found = lines.fuzz(runs=20_000, seconds=15, seed=3)
    assert found == []
    assert figures.runs > 50
    assert figures.codes.keys() <= lines.CODES


def test_a_line_that_breaks_is_made_short(monkeypatch: pytest.MonkeyPatch) -> None:
    def fussy(line: list[str]) -> lines.Ran:
        return lines.Ran(7 if "needle" in line else 0, "", "")

    monkeypatch.setattr(lines, "run", fussy)
    short = lines.shortest(["facts", "--place", "needle", "--json"], lines.Broken("exit code 7"))
    assert short.line == ["needle"]
    assert "exit code 7" in short.trace


def test_every_command_and_every_option_is_tried(tmp_path: Path) -> None:
    made = lines.Lines(5, tmp_path)
    words = {word.partition("=")[0] for _ in range(4000) for word in made.line()}
    known = {name for each in made.parameters.values() for option in each for name in option.opts if name[0] == "-"}
    assert made.parameters.keys() <= words
    assert {name for name in known if name.startswith("--")} - words <= lines.LEFT_OUT


def test_nothing_is_written_outside_of_the_folder(tmp_path: Path) -> None:
    made = lines.Lines(6, tmp_path)
    words = {word.rpartition("=")[2] for _ in range(6000) for word in made.line()}
    assert len(words) > 500
    assert {word for word in words if word in ("/", "..") or word.startswith(("/", "../"))} == set()
