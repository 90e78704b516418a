"""Every command and every example of the page on exports does what the page says."""

import doctest
import os
import re
from pathlib import Path

import pytest

from cstocli.export.formats import FORMATS
from tests.cli.test_transcripts import played
from tests.conftest import ROOT, Run

PAGE = ROOT / "docs" / "exports.md"


def test_every_command_prints_what_the_page_says(csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text(encoding="utf-8")
    now = text
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        now = now.replace(block, played(block, csto))
    if os.environ.get("REWRITE") == "1":
        PAGE.write_text(now, encoding="utf-8")
    assert now == PAGE.read_text(encoding="utf-8")
    assert doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8").failed == 0


def test_every_format_has_a_line_and_says_what_is_lost() -> None:
    text = PAGE.read_text(encoding="utf-8")
    opened, lost = text.partition("## What is lost")[::2]
    for name in FORMATS:
        assert f"| `{name}` |" in opened
        assert f"| `{name}` |" in lost
        assert f"$ csto export {name} " in text
