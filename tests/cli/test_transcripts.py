"""Transcripts of commands: what they print, to the letter. `REWRITE=1 pytest` writes them anew."""

import os
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

TRANSCRIPTS = sorted((ROOT / "tests" / "transcripts").glob("*.txt"))


def played(script: str, csto: Run) -> str:
    """The transcript with each command's output as it is now.

    After a command stand its standard output, then its standard error, then its exit
    code where it is not 0. A blank line parts the commands.
    """
    parts = []
    for line in script.splitlines():
        if line.startswith("$ csto"):
            ran = csto(*shlex.split(line)[2:])
            code = f"[exit {ran.code}]\n" if ran.code else ""
            # A transcript has line ends of one sort; those of CSV are tested elsewhere.
            parts.append(f"{line}\n{ran.out}{ran.err}{code}".replace("\r\n", "\n"))
        elif line.startswith("#"):
            parts.append(f"{line}\n")
    return "\n".join(parts)


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_transcript_is_what_the_program_prints(
    transcript: Path, csto: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "tests")
    written = transcript.read_text(encoding="utf-8")
    now = played(written, csto)
    if os.environ.get("REWRITE") == "1":
        transcript.write_text(now, encoding="utf-8")
    assert now == transcript.read_text(encoding="utf-8")
