"""What an answer costs is what it imports; and who may import whom."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cstocli
from cstocli.index.cache import MAKERS
from tests.conftest import ROOT

TYPES = ("answers", "choices", "numbers", "references", "texts", "times", "type")
PACKAGE = ROOT / "src" / "cstocli"


def loaded_by(tmp_path: Path, *arguments: str) -> set[str]:
    """The modules that are loaded when `csto` with these arguments has answered."""
    program = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\n"
        "from cstocli.cli.fast_path import main\n"
        f"sys.argv = {['csto', *arguments]!r}\n"
        "main()\n"
    )
    # The package under test, which need not be the one that is installed.
    environment = {"XDG_CACHE_HOME": str(tmp_path), "PATH": "", "PYTHONPATH": str(Path(cstocli.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("command", ["contingents", "departures", "timeline"])
def test_json_needs_neither_rich_nor_pydantic_nor_asyncio(tmp_path: Path, command: str) -> None:
    assert not {"rich", "pydantic", "asyncio"} & loaded_by(tmp_path, command, "--json")


@pytest.mark.parametrize("command", ["contingents", "departures", "timeline"])
def test_no_answer_loads_what_exports_need(tmp_path: Path, command: str) -> None:
    loaded = loaded_by(tmp_path, command, "--json") | loaded_by(tmp_path, command)
    assert not {name for name in loaded if name.startswith(("duckdb", "xlsxwriter", "cstocli.export"))}


def test_a_cached_index_answers_without_reading_or_weighing(tmp_path: Path) -> None:
    assert {"tomli", "cstocli.weigh.fields"} <= loaded_by(tmp_path, "contingents", "--json")
    assert not {"tomli", "cstocli.read.reader", "cstocli.weigh", "cstocli.index.build"} & loaded_by(
        tmp_path, "contingents", "--json"
    )


def test_an_answer_from_a_cached_index_needs_these_modules_of_ours_and_no_more(tmp_path: Path) -> None:
    loaded_by(tmp_path, "contingents", "--json")
    loaded = loaded_by(tmp_path, "contingents", "--json")
    ours = {name.removeprefix("cstocli.") for name in loaded if name.startswith("cstocli.")}
    packages = {"ask", "cli", "cli.answers", "index", "model", "read", "show", "vocabularies"}
    needed = {
        *("ask.answer", "ask.columns", "ask.explorer", "ask.query"),
        *("vocabularies.peace_operation", "vocabularies.peace_operation.listings"),
        *("cli.answers.listings", "cli.ending", "cli.fast_path", "cli.fast_table", "cli.opening"),
        *("cli.output", "cli.request", "cli.screen", "index.cache", "index.index"),
        *("model.counts", "model.dates", "model.errors", "model.light_typing", "model.perspective"),
        *("model.types", *(f"model.types.{name}" for name in TYPES), "vocabularies.peace_operation.types"),
        *("model.status", "model.suggestions", "model.text", "read.files", "show.formats"),
    }
    assert ours - packages == needed
    # Through Typer it needs the declarations of the options too.
    loaded = loaded_by(tmp_path, "contingents", "--json", "--color=auto")
    ours = {name.removeprefix("cstocli.") for name in loaded if name.startswith("cstocli.")}
    of_typer = {"cli.commands.listings", "cli.completion", "cli.options", "cli.program"}
    assert ours - packages - {"cli.commands"} == needed | of_typer


# Each of them takes as long to load as a question to answer.
SLOW = {
    *("typer", "click", "rich", "tomli", "typing", "datetime", "sqlite3"),
    *("pathlib", "shutil", "subprocess", "tempfile", "urllib", "importlib", "contextlib"),
    *("inspect", "traceback", "textwrap", "difflib", "dataclasses", "shlex", "hashlib", "unicodedata", "ast"),
}


@pytest.mark.parametrize("shape", ["json", "jsonl", "csv", "tsv"])
@pytest.mark.parametrize("command", ["contingents", "departures", "timeline", "facts", "disputes", "list departure"])
def test_a_plain_listing_loads_nothing_that_it_does_not_need(tmp_path: Path, command: str, shape: str) -> None:
    loaded_by(tmp_path, "facts", "--json")
    slow = SLOW & loaded_by(tmp_path, *command.split(), "--format", shape)
    assert slow == set()


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("show departure/armenia --json", set()),
        ("why departure/armenia.date --json", {"unicodedata"}),
        ("search --json airport", {"unicodedata"}),
        ("cite seed", set()),
        ("schema timeline", set()),
        ("facts --json --evidence", set()),
        # The query computes in a thread, behind a fence.
        ("sql --json SELECT/**/1", {"contextlib", "datetime", "sqlite3", "typing"}),
    ],
)
def test_a_plain_call_loads_neither_typer_nor_the_reader(tmp_path: Path, command: str, more: set[str]) -> None:
    loaded_by(tmp_path, "facts", "--json")
    loaded = loaded_by(tmp_path, *command.split())
    assert SLOW & loaded <= more
    assert not {"cstocli.cli.program", "cstocli.cli.options", "cstocli.read.reader", "cstocli.index.build"} & loaded


@pytest.mark.parametrize("command", ["show", "why", "matrix"])
def test_an_answer_for_programs_loads_no_layout_for_people(tmp_path: Path, command: str) -> None:
    loaded = loaded_by(tmp_path, command, "departure/armenia", "--json")
    assert {name for name in loaded if name.startswith("cstocli.show.")} == {"cstocli.show.formats"}


@pytest.mark.parametrize("command", ["contingents", "skill", "help"])
def test_only_the_server_for_assistants_needs_what_it_needs(tmp_path: Path, command: str) -> None:
    loaded = loaded_by(tmp_path, command)
    assert not {"mcp", "mcp_types", "anyio", "pydantic", "cstocli.mcp", "cstocli.ask.cited"} & loaded


def test_a_table_in_a_pipe_needs_no_rich(tmp_path: Path) -> None:
    assert "rich" not in loaded_by(tmp_path, "contingents")


@pytest.mark.parametrize("words", [["sources"], ["facts"], ["timeline", "--fields", "fact,date"], ["facts", "--long"]])
def test_no_long_table_needs_rich_also_in_colour(tmp_path: Path, words: list[str]) -> None:
    assert "rich" not in loaded_by(tmp_path, *words, "--color", "always")


def test_a_table_that_fits_a_screen_is_drawn_by_rich(tmp_path: Path) -> None:
    assert "rich" in loaded_by(tmp_path, "contingents", "--color", "always")


@pytest.mark.parametrize("command", ["contingents", "timeline", "why"])
def test_what_extras_bring_is_loaded_by_no_answer_from_a_base(tmp_path: Path, command: str) -> None:
    more = ("departure/armenia",) if command == "why" else ()
    loaded = loaded_by(tmp_path, command, *more, "--json")
    assert not {"duckdb", "pyspark", "pandas", "polars", "pyarrow", "numpy", "cstocli.ask.frames"} & loaded
    assert not {name for name in loaded if name.startswith(("cstocli.archives", "cstocli.export"))}


def allowed() -> dict[str, set[str]]:
    """The table of the architecture page: package → the packages and modules that it may import."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.partition("<!-- packages -->")[2].partition("<!-- /packages -->")[0]
    lines = [line.split("|")[1:3] for line in table.splitlines() if "`" in line]
    packages = {package.strip(" `"): set(re.findall(r"`([\w.]+)`", others)) for package, others in lines}
    return packages | {"cli": set(packages)}


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
        for path in PACKAGE.rglob("*.py")
        if not path.name.startswith("__")
    }


def imported_by(path: Path) -> set[str]:
    """The names of our own modules that a file imports, anywhere in it."""
    known = modules()
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cstocli"):
            module = node.module.removeprefix("cstocli").lstrip(".")
            names = [f"{module}.{alias.name}".lstrip(".") for alias in node.names]
            found |= {name for name in names if name in known} | ({module} & known.keys())
    return found


def test_the_table_names_every_package() -> None:
    assert set(allowed()) == {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def test_what_makes_an_index_is_in_the_packages_whose_change_makes_it_anew() -> None:
    makers = {name for name in modules() if name.partition(".")[0] in MAKERS}
    # Columns are of answers.
    assert {name for each in makers for name in imported_by(modules()[each])} - makers == {"ask.columns"}


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_imports_only_what_the_line_of_its_package_allows(module: str) -> None:
    package = module.partition(".")[0]
    mine = {package, *allowed()[package]}
    foreign = {name for name in imported_by(modules()[module]) if not {name, name.partition(".")[0]} & mine}
    assert not foreign


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("typer", {"cli"}),
        ("rich", {"cli.progress", "show.terminal"}),
        ("tomli", {"read.reader"}),
        ("pandas", {"ask.answer", "ask.frames"}),
        ("polars", {"ask.answer", "ask.frames"}),
        ("pyarrow", {"ask.answer", "ask.frames"}),
        ("pyspark", {"archives.on_spark"}),
        ("py4j", {"archives.on_spark"}),
        ("sqlite3", {"ask.user_sql", "export.sqlite", "index"}),
        ("mcp", {"mcp.server", "mcp.connection"}),
        ("mcp_types", {"mcp.server", "mcp.connection"}),
        ("anyio", {"mcp.server", "mcp.connection"}),
    ],
)
def test_each_library_has_its_rooms(library: str, rooms: set[str]) -> None:
    users = {
        name
        for name, path in modules().items()
        if re.search(rf"^\s*(from|import) {library}\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert users
    assert not {name for name in users if not {name, name.partition(".")[0]} & rooms}


@pytest.mark.parametrize("command", ["sources", "facts"])
def test_a_table_loads_no_charts(tmp_path: Path, command: str) -> None:
    loaded = loaded_by(tmp_path, command)
    assert not {f"cstocli.show.{name}" for name in ("bars", "axis", "chart", "charts", "svg")} & loaded
