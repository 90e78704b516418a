"""The bases that exports are tried with: both shipped ones and the made-up strike."""

from pathlib import Path

import pytest

import cstocli
from cstocli.ask.explorer import Explorer
from tests.conftest import ROOT

BASES = {
    "kz-2022": ROOT / "data" / "facts.toml",
    "kabul-2021": ROOT / "examples" / "kabul-airlift",
    "made-up-the-strike-on-the-depot-at-portby-8-may-2031": ROOT / "examples" / "strike",
}


@pytest.fixture(scope="session", params=BASES)
def base(request: pytest.FixtureRequest) -> Explorer:
    """Each base in turn."""
    return cstocli.open(BASES[request.param], environment={})


@pytest.fixture(scope="session")
def kazakhstan() -> Explorer:
    return cstocli.open(BASES["kz-2022"], environment={})


@pytest.fixture(scope="session")
def strike() -> Explorer:
    """The smallest of them."""
    return cstocli.open(ROOT / "examples" / "strike", environment={})


def rows_of(base: Explorer, table: str) -> list[tuple[object, ...]]:
    """The rows of a table of the index as they are there."""
    return base.index.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()


def names_of(base: Explorer) -> list[str]:
    """The tables that exports hold."""
    names = [name for (name,) in base.index.execute("SELECT name FROM tables ORDER BY position")]
    return [name for name in names if name != "search"]


def only_that_file(folder: Path) -> list[str]:
    """What lies in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())
