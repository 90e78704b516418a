"""docs/archives.md tells the truth: each of its commands and examples is run."""

import doctest
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

import cstocli
from tests.conftest import ROOT, Run

PAGE = ROOT / "docs" / "archives.md"
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the bases of which the page speaks."""
    shutil.copy(ROOT / "data" / "facts.toml", tmp_path / "kazakhstan.toml")
    shutil.copy(ROOT / "examples" / "kabul-airlift" / "facts.toml", tmp_path / "kabul.toml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def played(block: str, csto: Run) -> str:
    """A console block with what its commands print now, on standard output and standard error."""
    parts = []
    for line in block.splitlines():
        if line.startswith("$ "):
            ran = csto(*shlex.split(line)[2:])
            parts.append(f"{line}\n{ran.out}{ran.err}")
    return "".join(parts)


def examples(block: str) -> doctest.DocTest:
    return doctest.DocTestParser().get_doctest(block, {}, "archives.md", None, None)


def test_every_command_and_example_of_the_page_prints_what_it_says(csto: Run, folder: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    now = CONSOLE.sub(lambda block: f"```console\n{played(block[1], csto)}```", page)
    if os.environ.get("REWRITE") == "1":
        PAGE.write_text(now, encoding="utf-8")
    assert now == page
    assert Path("archive").is_dir(), folder
    tried = examples("\n".join(PYTHON.findall(page)))
    runner = doctest.DocTestRunner()
    assert runner.run(tried) == doctest.TestResults(failed=0, attempted=len(tried.examples))
    assert len(tried.examples) > 5


@pytest.mark.slow
# PySpark 4 knows pandas 3 a little, and says so.
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
def test_the_job_of_the_page_weighs_on_spark(spark: None, folder: Path) -> None:
    del spark
    *_, shown, job = PYTHON.findall(PAGE.read_text(encoding="utf-8"))
    names: dict[str, object] = {"cstocli": cstocli}  # an earlier example imports it
    source = "\n".join(example.source for example in examples(shown).examples)
    # Spark looks for files where it was started, which was before.
    for name in ("kabul.toml", "kazakhstan.toml"):
        source, job = (text.replace(f'"{name}"', repr(str(folder / name))) for text in (source, job))
    program = compile(f"{source}\n{job.replace('print(', 'found = (')}", "archives.md", "exec")
    exec(program, names)  # noqa: S102  # the page is ours
    found = names["found"]
    assert isinstance(found, list)
    assert found
    assert all(str(row.fact).startswith("departure/") for row in found), folder


def test_no_command_of_the_page_asks_a_base() -> None:
    asked = re.findall(r"^\$ csto (.*)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert all(line.startswith(("archive build", "--archive archive ")) for line in asked)
