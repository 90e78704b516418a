"""What the tests share: a runner of the program, a cache folder of their own, small bases."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from cstocli.ask.explorer import Explorer
from cstocli.cli.fast_path import main
from cstocli.curate.templates import starter
from cstocli.index.build import index
from cstocli.model.base import Base, Document
from cstocli.read.files import Files, shipped
from cstocli.read.reader import open_base, read
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from cstocli.vocabularies.peace_operation.listings import PEACE_OPERATION

settings.register_profile("all", max_examples=100)
settings.register_profile("everyday", max_examples=20)

ROOT = Path(__file__).parents[1]
FORMAT = peace_operation()


def pytest_configure(config: pytest.Config) -> None:
    """Where the slow tests are left out, a property is tried on a fifth of its examples."""
    settings.load_profile("everyday" if config.option.markexpr == "not slow" else "all")


def examples(number: int) -> int:
    """How many to try of a property that has another number of examples than most."""
    return max(2, number * settings().max_examples // 100)


COLOURS = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR")


class Ran(NamedTuple):
    """What a run of the program left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees the user's cache, base or colours, or waits for a key in a pager."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("CSTO_PAGER", "cat")
    for name in ("CSTO_FACTS", "CSTO_CACHE", "CSTO_DEBUG", *COLOURS):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def csto(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `csto` with some arguments inside this process."""

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["csto", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def base_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A file with the text of a base, the same for every test that asks for the same text.

    So its index is made once. It is not to be changed.
    """
    folder = tmp_path_factory.mktemp("bases")

    def write(text: str) -> str:
        file = folder / hashlib.sha256(text.encode()).hexdigest()[:16] / "facts.toml"
        if not file.exists():
            file.parent.mkdir()
            file.write_text(text, encoding="utf-8")
        return str(file)

    return write


def base_of(text: str) -> Base:
    """The base that `text` holds; a failing test where it has problems."""
    base, problems = read([Document("facts.toml", text)], FORMAT)
    assert base, [problem.words for problem in problems]
    return base


ON_DISK = {"shipped": shipped(), "kabul": str(ROOT / "examples/kabul-airlift"), "strike": str(ROOT / "examples/strike")}


@lru_cache
def base_named(name: str) -> Base:
    """The starter, or a base of `ON_DISK`; read once."""
    return base_of(starter()) if name == "starter" else open_base(Files(ON_DISK[name]), FORMAT)


def explorer_of(base: Base) -> Explorer:
    """A base in memory, ready to be asked."""
    return Explorer(index(base), PEACE_OPERATION)


def problems_of(text: str) -> list[str]:
    """The problems of the base that `text` holds, in words."""
    return [problem.words for problem in read([Document("facts.toml", text)], FORMAT)[1]]


SMALL = """
format = 1
[about]
title = "Relief convoy to Norland"
period = "2031-05"
[contingents.sudland]
country = "Sudland"
code = "SU"
[sources.courier]
publisher = "Norland Courier"
published = 2031-05-09
url = "https://courier.example/convoy"
[sources.gazette]
publisher = "Gazette"
published = 2031-05-10
[origins.wire]
name = "Wire story of 9 May 2031"
teller = "Wire"
[places.norland]
name = "Norland"
[places.city]
name = "Norcity"
within = "norland"
[places.airport]
name = "Norcity airport"
within = "city"
[aircraft.an-2]
name = "An-2"
[aircraft.an-2t]
name = "An-2T"
variant_of = "an-2"
[organisations.air-force]
name = "Sudland Air Force"
"""
"""The entities of a made-up base, for tests to put facts under."""


def claim(source: str = "courier", *, table: str = "departures", **values: Any) -> str:
    """One claim as TOML text; `values` are TOML text too."""
    lines = "\n".join(f"{key} = {value}" for key, value in values.items())
    return f'\n[[{table}.claims]]\nsource = "{source}"\nat = 1\nquote = "a fragment of words"\n{lines}\n'
