"""The way without Typer says what the way through Typer says, or leaves the line to it."""

import ast
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

import cstocli
from cstocli.cli import fast_path, program, screen
from cstocli.cli.fast_path import fast_answer, read_line
from cstocli.cli.fast_table import COMMANDS, OPTIONS
from cstocli.model.errors import INTERRUPTED
from scripts.fast_table import FAST, LEFT_OUT, TABLE, table
from tests.conftest import ROOT, Ran, Run
from tests.fuzz import lines

_FORMATS: tuple[list[str], ...] = (["--json"], ["--json"], ["--format", "jsonl"], ["-f", "csv"], ["--format=tsv"], [])


def test_the_table_is_what_the_declarations_of_the_options_say() -> None:
    written = ast.dump(ast.parse(TABLE.read_text(encoding="utf-8")))
    assert ast.dump(ast.parse(table())) == written, "run: PYTHONPATH=. python scripts/reference.py --write"
    assert set(COMMANDS) == set(FAST)


def test_every_option_is_in_the_table_or_left_out_on_purpose() -> None:
    root = program.program()
    context = typer.Context(root, info_name="csto")
    for command in FAST:
        for param in root.get_command(context, command).params:
            known = param.name in LEFT_OUT or param.param_type_name == "argument"
            assert known != all(flag in OPTIONS for flag in param.opts), param.name


# ---- Both ways, side by side.


class Handed(Exception):
    """The line is left to Typer."""


def _without_typer() -> None:
    code = fast_answer(sys.argv[1:])
    if code is None:
        raise Handed
    sys.exit(code)


def both_ways(line: list[str]) -> str:
    """Hold both ways of a line against each other; returns what became of it on the fast one."""
    fast = _fast(line)
    if fast is None and read_line(line) is None:
        return "not plain"
    through_typer = lines.run(line, program.main)
    if fast is None:
        # The first question of a base and perspective makes its index.
        fast = _fast(line)
    if fast is None:
        return f"handed over, exit {through_typer.code}"
    assert fast == through_typer, line
    return f"answered, exit {fast.code}"


def _fast(line: list[str]) -> lines.Ran | None:
    wrote: list[str] = []

    def run() -> None:
        try:
            _without_typer()
        except Handed:
            wrote.append("nothing")

    ran = lines.run(line, run)
    assert not screen.reports_are_held()
    if not wrote:
        return ran
    # Whoever answers instead begins anew.
    assert (ran.out, ran.err) == ("", ""), line
    return None


class PlainLines(lines.Lines):
    """Random lines of which most are plain calls for programs."""

    def plain(self) -> list[str]:
        """A call of a command that has a fast way, of its options those for programs, now and then with a mistake."""
        name = self.chance.choice([*COMMANDS])
        own = self.parameters[name]
        words = [word for each in own if each.param_type_name == "argument" for word in self._argument(each)]
        options = [each for each in own if each.opts[0] in OPTIONS and each.name not in ("format", "json")]
        for _ in range(self.chance.choice((0, 0, 1, 1, 2, 3))):
            at = self.chance.randrange(len(words) + 1)
            words[at:at] = self._option(self.chance.choice(options))
        shape = self.chance.choice(_FORMATS) if name not in ("schema", "cite") else []
        limits = ["--timeout", "5", "--max-rows", "500"] if name == "sql" else []
        return [name, *shape, *words, *limits]


def compared(seed: int, runs: int) -> Counter[str]:
    """Hold both ways of random lines against each other; returns what became of them."""
    with lines.surroundings() as here:
        made = PlainLines(seed, here)
        return Counter(both_ways(made.plain() if number % 5 else made.line()) for number in range(runs))


def test_both_ways_say_the_same_to_random_lines() -> None:
    found = compared(seed=21, runs=300)
    assert sum(count for way, count in found.items() if way.startswith("answered")) > 60


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 104))
def test_both_ways_say_the_same_to_thousands_of_random_lines(seed: int) -> None:
    found = compared(seed, runs=1500)
    assert sum(count for way, count in found.items() if way.startswith("answered")) > 300


@pytest.mark.parametrize(
    "line",
    [
        "contingents --json",
        "departures --contingent armenia -c russia --json --evidence",
        "departures -c armenia --format=csv --flat",
        "facts -f jsonl -n 3 --sort=-fact",
        "facts --json --evidence-refs --limit 2",
        "timeline --on 2022-01-13 --json --fields fact,date",
        "timeline --all --format tsv",
        "list departure --json --quiet",
        "show departure/armenia --json",
        "show --json -- departure/armenia",
        "why departure/armenia.date --json",
        "why --json TASS",
        "search --json airport landed",
        "search --json aerodromes",
        "cite seed",
        "cite base --style bibtex",
        "cite --json departure/armenia",
        "sql --json SELECT/**/1/**/AS/**/a,NULL/**/AS/**/b",
        "sql --tables --format tsv",
        "schema timeline --fields fact,date",
        "schema departures --evidence-refs",
        "places --json --place nowhere-else",
        "contingents --json --without TASS --as-of 2022-01-15",
        "disputes --json --kind departure --errors-json",
    ],
)
def test_a_plain_call_is_answered_without_typer(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    expected = "handed over, exit 4" if "nowhere" in line else "answered, exit 0"
    assert both_ways(line.split()) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "contingents",
        "contingents --js",
        "contingents --json=yes",
        "contingents --json --help",
        "contingents --json --verbose",
        "contingents --json --receipt",
        "contingents --json armenia",
        "--json contingents",
        "facts -n3 --json",
        "facts -qf json",
        "facts -n=3 --json",
        "facts --json --limit -1",
        "facts --json --limit 3.0",
        "facts --json --limit ٣",
        "facts --json --limit 9999999999",
        "facts --json --limit",
        "sql SELECT/**/1 --json --max-length 0",
        "sql SELECT/**/1 --json --timeout 1e-3",
        "schema --base",
        "show --json",
        "show --json a b",
        "matrix departure --json",
        "nothing --json",
    ],
)
def test_a_line_that_is_not_plain_is_left_to_typer(
    line: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.argv", ["csto", *line.split()])
    assert fast_answer(line.split()) is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("show nobody --json", 4),
        ("facts --json --fields nothing", 4),
        ("facts --json --sort nothing", 4),
        ("facts --format xml", 2),
        ("facts --json --cite", 2),
        ("facts --json --on 2022-99", 2),
        ("cite seed --json --style apa", 2),
        ("schema list", 2),
        ("facts --json --facts nothing.toml", 3),
        ("timeline --json --facts {broken}", 3),
        ("search --json ...", 2),
    ],
)
def test_what_stops_before_the_answer_is_said_by_typer(
    line: str, code: int, csto: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "facts.toml").write_bytes((ROOT / "data" / "facts.toml").read_bytes())
    (tmp_path / "broken.toml").write_text("format = 1\n")
    # Where one stands is a notice, which is not said twice.
    monkeypatch.chdir(tmp_path)
    words = line.format(broken="broken.toml").split()
    called: list[int] = []
    through_typer = program.main

    def counted() -> None:
        called.append(1)
        through_typer()

    monkeypatch.setattr(program, "main", counted)
    ran = csto(*words)
    assert (ran.code, called, ran.out) == (code, [1], "")
    assert ran.err.count("base: ") <= 1
    assert ran.err.count("csto: ") == 1


def test_what_completes_and_what_comes_from_standard_input_is_for_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fast_answer(["facts", "--json", "--facts", "-"]) is None
    assert fast_answer(["sql", "--json", "-"]) is None
    monkeypatch.setenv("_CSTO_COMPLETE", "complete_bash")
    assert fast_answer(["facts", "--json"]) is None


def test_a_query_that_has_computed_is_not_run_again(csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    csto("facts", "--json")
    monkeypatch.setattr(program, "main", lambda: pytest.fail("it is asked again"))
    ran = csto("sql", "--json", "SELECT nothing FROM facts")
    assert (ran.code, ran.out) == (2, "")
    assert "nothing" in ran.err


@pytest.mark.parametrize("main", [fast_path.main, program.main])
def test_who_interrupts_an_answer_ends_it_either_way(main: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    lines.run(["facts", "--json"], main)
    monkeypatch.setattr("cstocli.cli.answers.listings.write_rows", interrupted)
    ran = lines.run(["facts", "--json"], main)
    assert (ran.code, ran.out, ran.err) == (INTERRUPTED, "", "")


# ---- Real processes.

_WAYS = {"fast": "from cstocli.cli.fast_path import main", "typer": "from cstocli.cli.program import main"}


def _process(way: str, script: str, folder: Path, **environment: str) -> Ran:
    """What a line of the shell leaves; `csto` in it is the program on one of its ways."""
    code = f"import sys; import cstocli.__main__ as entry; {_WAYS[way]}; entry.main = main; sys.argv[0] = 'csto'"
    program = f"'{sys.executable}' -c \"{code}; entry.run()\""
    paths = {"PYTHONPATH": str(Path(cstocli.__file__).parents[1]), "PATH": os.environ["PATH"], "HOME": str(folder)}
    line = f'csto() {{ {program} "$@"; }}; {script}'
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=paths | environment, cwd=folder, check=False)
    return Ran(done.returncode, done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode())


@pytest.mark.parametrize(
    "script",
    [
        "csto contingents --json",
        "csto why departure/armenia --format csv",
        "csto contingents --json --contingent nobody --errors-json",
        "csto facts --json > /dev/full",
        "csto facts --json >&-",
        "csto facts --json 2>&- <&-",
        "csto facts --json --contingent nobody 2>&-",
        "{ csto timeline --json --all; echo $? >&2; } | head -1",
        "cd base && csto contingents --json",
        "cd base && csto contingents --json --place nowhere",
        "rm -r .cache; csto contingents --json",
        "for file in .cache/csto/*.sqlite; do truncate -s 4096 $file; done; csto contingents --json",
        "CSTO_CACHE=off csto contingents --json",
        "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 csto facts --format tsv",
        "PYTHONIOENCODING=latin-1 csto facts --format jsonl",
    ],
)
def test_both_ways_end_alike_as_processes(script: str, tmp_path: Path) -> None:
    def ran(way: str) -> Ran:
        folder = tmp_path / way
        (folder / "base").mkdir(parents=True)
        (folder / "base" / "facts.toml").write_bytes((ROOT / "examples" / "strike" / "facts.toml").read_bytes())
        _process(way, "csto facts --json; cd base && csto facts --json", folder)
        now = _process(way, script, folder)
        return now._replace(err=now.err.replace(str(folder), "FOLDER"))

    assert ran("fast") == ran("typer")
