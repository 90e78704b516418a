"""What a shell is offered, by the protocol that its completion script speaks."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

import cstocli
from cstocli.cli import commands
from cstocli.cli.program import program
from cstocli.cli.shells import is_offered
from tests.conftest import SMALL, Run, claim

COMMANDS = ("$(touch PWNED)", "`touch PWNED`", ";touch PWNED", "|touch PWNED", "&touch PWNED", "\\n>PWNED")
SHELLS = ("bash", "zsh", "fish", "powershell")
PROGRAM = shutil.which("csto", path=str(Path(sys.executable).parent))
BASH = shutil.which("bash")

needs_bash = pytest.mark.skipif(BASH is None or PROGRAM is None, reason="there is no bash, or no installed script")

FACTS = f"""
{SMALL}
[places.zvartnots]
name = "Zvartnots airport"
also = ["Звартноц", "Zwartnoz"]
[[departures]]
id = "first-wave"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"zvartnots"')}
{claim("gazette", date='"2031-05-09"')}
"""


# The package under test, which need not be the one that is installed.
PACKAGE = {"PYTHONPATH": str(Path(cstocli.__file__).parents[1])}
HELD = {"sudland": "Sudland", "zvartnots": "Zvartnots airport", "courier": "Norland Courier"}


def hostile_facts() -> str:
    """The same with a command of a shell in each of some names and publishers; other things take the other commands."""
    first, *more = COMMANDS
    text = FACTS
    for name in HELD.values():
        text = text.replace(f'"{name}"', f'"{name}{first}"')
    for number, command in enumerate(more):
        text += f"""
[contingents.sudland-{number}]
country = "{HELD["sudland"]}{command}"
code = "SU"
[places.zvartnots-{number}]
name = "{HELD["zvartnots"]}{command}"
[sources.courier-{number}]
publisher = "{HELD["courier"]}{command}"
"""
    return text


def hostile_ids(thing: str) -> set[str]:
    return {thing, *(f"{thing}-{number}" for number, _ in enumerate(COMMANDS[1:]))}


Offered = Callable[..., list[str]]


@pytest.fixture
def base(base_file: Callable[[str], str]) -> str:
    """A base with names of several words and of other letters."""
    return base_file(FACTS)


@pytest.fixture
def hostile(base_file: Callable[[str], str]) -> str:
    """A base whose names and publishers hold commands of a shell."""
    return base_file(hostile_facts())


@pytest.fixture
def offered(csto: Run, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """The lines that the program answers when something is typed and the tab key pressed."""

    def of(base: str, line: str, shell: str = "bash") -> list[str]:
        asked = {
            "CSTO_FACTS": base,
            "_CSTO_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": line,
            "COMP_CWORD": str(line.count(" ")),
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": line.rpartition(" ")[2],
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
        for name, value in asked.items():
            monkeypatch.setenv(name, value)
        ran = csto()
        assert ran.err == ""
        return [word for word in ran.out.splitlines() if word]

    return of


def test_blanks_of_a_name_are_quoted_as_the_shell_wants_it(base: str, offered: Offered) -> None:
    assert offered(base, "csto facts --place Zv") == ["Zvartnots\\ airport"]
    assert offered(base, 'csto facts --place "Zv') == ["Zvartnots airport"]
    assert offered(base, "csto facts --place Norci") == ["Norcity", "Norcity\\ airport"]
    assert offered(base, "csto facts --place Zv", "fish") == ["Zvartnots airport"]
    assert '"Zvartnots airport"' in offered(base, "csto facts --place Zv", "zsh")[0]
    assert "'Zvartnots airport'" in offered(base, "csto facts --place Zv", "powershell")[0]


def test_what_is_typed_in_other_letters_than_the_name_is_offered_as_ids(base: str, offered: Offered) -> None:
    assert offered(base, "csto facts --place norci") == ["city", "airport"]
    assert offered(base, "csto facts --contingent SUDL") == ["sudland"]


def test_a_name_of_other_letters_is_offered_as_it_is(base: str, offered: Offered) -> None:
    assert offered(base, "csto facts --place Зв") == ["Звартноц"]


def test_ids_of_facts_and_publishers_are_offered(base: str, offered: Offered) -> None:
    assert offered(base, "csto show dep") == ["departure/first-wave"]
    assert offered(base, "csto facts --without G") == ["Gazette"]
    assert offered(base, "csto facts --without Norland") == ["Norland\\ Courier"]


def test_the_base_that_is_named_before_the_command_is_completed_of(base: str, offered: Offered) -> None:
    shipped = "data"
    assert offered(shipped, f"csto --facts {base} show departure/fi") == ["departure/first-wave"]
    assert offered(shipped, f"csto show --facts {base} departure/fi") == ["departure/first-wave"]
    assert offered(shipped, "csto show departure/fi") == []


def test_days_of_the_base_are_offered_where_a_date_is_wanted(base: str, offered: Offered) -> None:
    for option in ("--from", "--to", "--on", "--as-of"):
        assert offered(base, f"csto facts {option} 2031-05-0")[:2] == ["2031-05-01", "2031-05-02"]


def test_grades_letters_with_digits_are_offered(base: str, offered: Offered) -> None:
    assert offered(base, "csto facts --grade B")[:3] == ["B", "B1", "B2"]


def test_every_option_and_argument_that_takes_a_value_is_completed() -> None:
    root = program()
    context = typer.Context(root, info_name="csto")
    params = {name: [*root.get_command(context, name).params] for name in commands.COMMANDS}
    without = {
        f"{name} {each.opts[0]}"
        for name, own in params.items()
        for each in own
        if not getattr(each, "is_flag", False) and not each._custom_shell_complete  # noqa: SLF001
    }
    # Numbers, words to search for, a query, and files, which shells complete themselves.
    free: tuple[str, ...] = ("--limit", "--facts", "--timeout", "--max-", "--jobs", "--master", "text", "query")
    free += ("paths", "folder", "--archive", "--receipt-file", "--svg", "receipt", "old", "new", "file", "target")
    assert {one for one in without if not one.partition(" ")[2].startswith(free)} == set()


@pytest.mark.parametrize("shell", SHELLS)
def test_no_command_in_a_name_is_offered_to_a_shell(hostile: str, offered: Offered, shell: str) -> None:
    for line in ("csto facts --contingent Sudl", "csto facts --place Zv", "csto facts --without N"):
        assert "PWNED" not in "\n".join(offered(hostile, line, shell))
    said = re.findall(r"sudland(?:-\d+)?", "\n".join(offered(hostile, "csto facts --contingent Sudl", shell)))
    assert {*said} == hostile_ids("sudland")


@needs_bash
@pytest.mark.parametrize("words", ["--contingent Sudl", "--place Zv", "--without N"])
def test_bash_runs_nothing_of_a_base_when_it_completes(tmp_path: Path, hostile: str, words: str) -> None:
    script = f"""
eval "$(_CSTO_COMPLETE=source_bash csto)"
COMP_WORDS=(csto facts {words}); COMP_CWORD=3
_csto_completion csto
for word in "${{COMPREPLY[@]}}"; do eval "printf '%s\\n' $word" || true; done
"""
    path = f"{Path(str(PROGRAM)).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [str(BASH), "-c", script],
        cwd=tmp_path,
        env={**os.environ, "CSTO_FACTS": hostile, "PYTHONUTF8": "1", "PATH": path, **PACKAGE},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
    ids = {"--contingent Sudl": hostile_ids("sudland"), "--place Zv": hostile_ids("zvartnots")}
    assert {*done.stdout.split()} == ids.get(words, set())


@pytest.mark.parametrize("sign", "\t\n$`;|&<>()[]{}'\"\\~!*?#:^%@+\u00a0\u200b\u3164\u202e„“‘’–＄")
def test_a_word_with_a_sign_that_a_shell_may_obey_is_not_offered(sign: str) -> None:
    assert not is_offered(f"Sud{sign}land")
    assert not is_offered(f"{sign}Sudland")


@pytest.mark.parametrize("word", ["", "-rf", "=ls", " Sudland", "Sudland ", "Sud  land"])
def test_what_shells_may_take_for_something_else_than_a_word_is_not_offered(word: str) -> None:
    assert not is_offered(word)


@pytest.mark.parametrize(
    "word",
    ["sudland", "departure/first-wave", "il-76", "Звартноц", "Ереван", "newsfront.info", "The Post", "without=TASS"],
)
def test_letters_digits_and_a_few_signs_are_offered(word: str) -> None:
    assert is_offered(word)
