"""An archive of three bases, and the engines that are asked about it."""

import re
import shutil
import warnings
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import cstocli
from cstocli.archives.explorer import ArchiveExplorer
from cstocli.ask.answer import Answer
from cstocli.ask.explorer import Explorer
from cstocli.export.parquet import NUMBER_BITS, write_parquet
from cstocli.model.errors import UnknownName
from tests.conftest import ROOT, SMALL, claim

CLAIM = re.compile(r"c\d+")
Rows = list[dict[str, Any]]

# In the order of their ids.
FILES = (ROOT / "examples" / "kabul-airlift", ROOT / "data" / "facts.toml", ROOT / "examples" / "strike")
LISTED = tuple(name for name, question in cstocli.questions().items() if question.text and not question.parameters)
QUESTIONS = tuple(name for name in LISTED if name != "overview")
FILTERS: tuple[Mapping[str, Any], ...] = (
    {},
    {"contingent": ["russia", "Armenia"]},
    {"contingent": "none"},
    {"place": ["Almaty", "al-udeid", "portby"]},
    {"source": ["seed", "govexec-0816", "gazette-0509"]},
    {"status": ["disputed", "single-origin"]},
    {"kind": ["departure", "event", "flight"]},
    {"since": "2022-01-10", "until": "2022-01-13"},
    {"since": "2021-08-15", "until": "2031-05-08", "certain": True},
    {"parts": True},
)


@pytest.fixture(scope="session")
def bases() -> dict[str, Explorer]:
    """The bases by their ids, in the order of these."""
    opened = [cstocli.open(file, environment={}) for file in FILES]
    return {base.about()["id"]: base for base in opened}


@pytest.fixture(scope="session")
def archive(bases: dict[str, Explorer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for base in bases.values():
        write_parquet(base, folder)
    return folder


@pytest.fixture(scope="session")
def on_duckdb(archive: Path) -> ArchiveExplorer:
    return cstocli.open_archive(archive)


@pytest.fixture(scope="session")
def spark() -> Iterator[None]:
    """A session of Spark for small data: it interprets, as compiling each text takes far longer than running it."""
    if find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed: pip install 'csto[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not on this machine")
    from cstocli.archives.on_spark import new_session

    settings = {
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
        "spark.ui.enabled": "false",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = new_session("local[2]", settings)
        yield
        session.stop()


@pytest.fixture(scope="session")
def on_spark(spark: None, archive: Path) -> ArchiveExplorer:
    del spark
    return cstocli.open_archive(archive, "spark")


def one_by_one(bases: Mapping[str, Explorer], question: str, given: Mapping[str, Any]) -> Rows:
    """The rows of each base itself, one base after the other."""
    return [row for base in bases.values() for row in rows_of(base, question, given)]


def rows_of(base: Explorer, question: str, given: Mapping[str, Any]) -> Rows:
    """The rows of one base. What it has not, nothing of it goes with."""
    asked = base.questions.get(question)
    known = {name: _known(base, name, value) for name, value in given.items()}
    # A base without contingents has no such filter; all of it is of none.
    if base.owner is None:
        of_none = known.pop("contingent", ["none"])
        if of_none != ["none"]:
            return []
    if asked is None or [] in known.values():
        return []
    known = {name: value for name, value in known.items() if name != "parts" or "parts" in asked.filters}
    counted = {"places": "facts", "sources": "claims"}.get(question, "")
    # Without a filter these list what nothing concerns, too.
    return [row for row in base.ask(question, **known) if not given.keys() - {"parts"} or row.get(counted) != 0]


def _known(base: Explorer, name: str, value: Any) -> Any:
    if name not in ("contingent", "place", "source", "kind"):
        return value
    names = value if isinstance(value, list) else [value]
    return [each for each in names if each == "none" or _has(base, name, each)]


def _has(base: Explorer, sort: str, name: str) -> bool:
    try:
        base.resolve(sort, name)
    except UnknownName:
        return False
    return True


def asked_of(archive: ArchiveExplorer, question: str, given: Mapping[str, Any]) -> Answer:
    """The answer of an archive, without filters that the question does not have."""
    filters = archive.questions[question].filters
    return archive.ask(question, **{name: value for name, value in given.items() if name != "parts" or name in filters})


def plain(value: Any, ids: tuple[str, ...]) -> Any:
    """A value of an archive as a base itself has it: no ids of bases, and the numbers of claims as they are there."""
    if isinstance(value, dict):
        return {key: plain(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each, ids) for each in value]
    if isinstance(value, str):
        if CLAIM.fullmatch(value):
            return f"c{int(value[1:]) % (1 << NUMBER_BITS)}"
        for base in ids:
            value = value.replace(f"{base}:", "")
    return value


def same(rows: Rows, expected: Rows, ids: tuple[str, ...]) -> bool:
    """Whether an archive has the rows of its bases; of what one of them knows nothing it has null."""
    told = [plain(row, ids) for row in rows]
    if len(told) != len(expected):
        return False
    return all(_without_more(row, one) == one for row, one in zip(told, expected, strict=True))


def _without_more(row: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key in one or value is not None}


def base_with(folder: Path, name: str, title: str = "First") -> str:
    """A small base with that id; returns its path."""
    text = SMALL.replace("[about]\n", f'[about]\nid = "{name}"\n', 1)
    file = folder / f"{name}.toml"
    file.write_text(f'{text}[[events]]\nid = "first"\ntitle = "{title}"\n{claim(table="events")}', encoding="utf-8")
    return str(file)


def declaring(folder: Path, name: str, type_: str) -> str:
    """A base that declares a kind of its own, with a field of that type."""
    file = folder / f"{name}.toml"
    value = {"count": "5", "place": '"city"'}[type_]
    file.write_text(
        f'format = 1\n[about]\nid = "{name}"\ntitle = "Flights"\nperiod = "2031-05"\n'
        '[sources.courier]\npublisher = "Courier"\npublished = 2031-05-09\n[places.city]\nname = "Norcity"\n'
        '[kinds.flight]\nplural = "flights"\nmeaning = "A flight."\nsummary = "a flight"\n'
        f'[kinds.flight.fields]\ncargo = {{ type = "{type_}", meaning = "What it carried." }}\n'
        f'[[flights]]\nid = "first"\n{claim(table="flights", cargo=value)}',
        encoding="utf-8",
    )
    return str(file)
