"""Whatever is counted has a singular."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cstocli.model.text import counted
from tests.conftest import ROOT, SMALL, Run, claim

ONE = SMALL + f'[[events]]\nid = "e"\ntitle = "e"\n{claim(table="events", date=chr(34) + "2031-05-09" + chr(34))}'


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (2000, "2,000 claims")]
)
def test_one_is_no_plural(number: int, words: str) -> None:
    assert counted(number, "claim") == words
    assert counted(number, "child", "children").endswith("child" if number == 1 else "children")


@pytest.mark.parametrize(
    "line",
    ["", "check", "facts --limit 1", "page {}", "export geojson {}", "timeline --svg {}", "why courier"],
)
def test_no_command_counts_one_in_the_plural(
    csto: Run, base_file: Callable[[str], str], tmp_path: Path, line: str
) -> None:
    path = base_file(ONE)
    ran = csto(*line.format(tmp_path / "out").split(), "--facts", path)
    assert re.findall(r"(?<![\d,.])1 +[a-z]+s\b(?! has)", ran.out + ran.err) == []


def test_one_fact_of_a_kind_is_no_plural_in_the_overview(csto: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "strike", tmp_path / "strike")
    ran = csto("--facts", str(tmp_path / "strike"))
    assert re.findall(r"(?<![\d,.])1 +[a-z]+s\b", ran.out) == []
