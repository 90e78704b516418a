"""What an answer costs is what it imports; and who may import whom."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "cstocli"


def loaded_by(tmp_path: Path, *arguments: str) -> set[str]:
    """The modules that are loaded when `csto` with these arguments has answered."""
    program = (
        "import sys, json, atexit\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "from cstocli.cli import main\n"
        f"sys.argv = {['csto', *arguments]!r}\n"
        "main()\n"
    )
    environment = {"XDG_CACHE_HOME": str(tmp_path), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    modules: list[str] = json.loads(done.stderr.splitlines()[-1])
    return set(modules)


@pytest.mark.parametrize("command", ["contingents", "departures", "timeline"])
def test_json_needs_neither_rich_nor_pydantic_nor_asyncio(tmp_path: Path, command: str) -> None:
    assert not {"rich", "pydantic", "asyncio"} & loaded_by(tmp_path, command, "--json")


def test_a_kept_index_answers_without_reading_or_weighing(tmp_path: Path) -> None:
    assert {"tomli", "cstocli.weigh"} <= loaded_by(tmp_path, "contingents", "--json")
    assert not {"tomli", "cstocli.read", "cstocli.weigh", "cstocli.index"} & loaded_by(
        tmp_path, "contingents", "--json"
    )


def test_an_answer_from_a_kept_index_needs_these_modules_of_ours_and_no_more(tmp_path: Path) -> None:
    loaded_by(tmp_path, "contingents", "--json")
    ours = {name for name in loaded_by(tmp_path, "contingents", "--json") if name.startswith("cstocli.")}
    assert ours == {
        f"cstocli.{name}"
        for name in (
            *("arguments", "ask", "cli", "commands", "commands.listings", "commands.opening", "completion", "dates"),
            *("errors", "files", "kept", "kinds", "lookup", "names", "options", "output", "printable", "rows"),
            *("screen", "show", "show.formats", "status", "wanted"),
        )
    }


def test_a_table_in_a_pipe_needs_no_rich(tmp_path: Path) -> None:
    assert "rich" not in loaded_by(tmp_path, "contingents")


def layers() -> list[list[str]]:
    """The table of the architecture page: modules, lowest layer first."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.partition("<!-- layers -->")[2].partition("<!-- /layers -->")[0]
    return [re.findall(r"`([\w.]+)`", line) for line in table.splitlines() if "`" in line]


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


def test_the_table_of_layers_names_every_module_once() -> None:
    named = [module for layer in layers() for module in layer]
    assert sorted(named) == sorted(modules())


@pytest.mark.parametrize("module", sorted(modules()))
def test_modules_import_only_what_stands_before_them(module: str) -> None:
    order = [name for layer in layers() for name in layer]
    later = {name for name in imported_by(modules()[module]) if order.index(name) >= order.index(module)}
    assert not later


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("typer", {"cli", "options", "completion", "commands.opening", "commands.curating", "commands.describing"}),
        ("rich", {"show.terminal"}),
        ("tomli", {"read"}),
        (
            "sqlite3",
            {
                "cli",
                "index",
                "kept",
                "ask",
                "lookup",
                "sql",
                "authoring",
                "matrix",
                "compare",
                "cite",
                "coverage",
                "manual",
                "arguments",
                "commands.opening",
            },
        ),
    ],
)
def test_each_library_has_its_rooms(library: str, rooms: set[str]) -> None:
    users = {
        name
        for name, path in modules().items()
        if re.search(rf"^\s*(from|import) {library}\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert users == rooms
