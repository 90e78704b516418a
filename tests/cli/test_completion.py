"""What a shell is offered, by the protocol that its completion script speaks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cstocli.cli.completion import is_safe
from tests.conftest import SMALL, claim

COMMANDS = ("$(touch PWNED)", "`touch PWNED`", ";touch PWNED", "|touch PWNED", "&touch PWNED", "\\n>PWNED")
SHELLS = ("bash", "zsh", "fish", "powershell")
PROGRAM = shutil.which("csto", path=str(Path(sys.executable).parent))
BASH = shutil.which("bash")

needs_program = pytest.mark.skipif(PROGRAM is None, reason="the program is not installed as a script")
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


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base with names of several words and of other letters."""
    file = tmp_path / "facts.toml"
    file.write_text(FACTS, encoding="utf-8")
    return file


def hostile(folder: Path, command: str) -> Path:
    """A base whose names and publishers hold a command of a shell."""
    file = folder / "facts.toml"
    written = FACTS
    for name in ('"Sudland"', '"Zvartnots airport"', '"Norland Courier"'):
        written = written.replace(name, f'{name[:-1]}{command}"')
    file.write_text(written, encoding="utf-8")
    return file


def surroundings(base: Path, **more: str) -> dict[str, str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("_CSTO", "COMP_", "_TYPER"))}
    return {**bare, "CSTO_FACTS": str(base), "PYTHONUTF8": "1", **more}


def offered(base: Path, line: str, shell: str = "bash") -> list[str]:
    """The lines that the program answers when `line` is typed and the tab key pressed."""
    asked = {
        "_CSTO_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": line.rpartition(" ")[2],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run(
        [str(PROGRAM)], env=surroundings(base, **asked), capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    return [word for word in done.stdout.splitlines() if word]


@needs_program
def test_a_name_of_several_words_is_offered_as_its_id(base: Path) -> None:
    assert offered(base, "csto facts --place Zv") == ["zvartnots"]
    assert offered(base, "csto facts --place Norci") == ["Norcity", "airport"]


@needs_program
def test_what_is_typed_in_other_letters_than_the_name_is_offered_as_ids(base: Path) -> None:
    assert offered(base, "csto facts --place norci") == ["city", "airport"]
    assert offered(base, "csto facts --contingent SUDL") == ["sudland"]


@needs_program
def test_a_name_of_other_letters_is_offered_as_it_is(base: Path) -> None:
    assert offered(base, "csto facts --place Зв") == ["Звартноц"]


@needs_program
def test_ids_of_facts_and_publishers_of_one_word_are_offered(base: Path) -> None:
    assert offered(base, "csto show dep") == ["departure/first-wave"]
    assert offered(base, "csto facts --without G") == ["Gazette"]
    assert offered(base, "csto facts --without Norland") == []


@needs_program
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_in_a_name_is_offered_to_a_shell(tmp_path: Path, command: str, shell: str) -> None:
    base = hostile(tmp_path, command)
    for line in ("csto facts --contingent Sudl", "csto facts --place Zv", "csto facts --without N"):
        assert "PWNED" not in "\n".join(offered(base, line, shell))
    assert "sudland" in "\n".join(offered(base, "csto facts --contingent Sudl", shell))


@needs_bash
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("words", ["--contingent Sudl", "--place Zv", "--without N"])
def test_bash_runs_nothing_of_a_base_when_it_completes(tmp_path: Path, command: str, words: str) -> None:
    base = hostile(tmp_path, command)
    folder = tmp_path / "here"
    folder.mkdir()
    script = f"""
eval "$(_CSTO_COMPLETE=source_bash csto)"
COMP_WORDS=(csto facts {words}); COMP_CWORD=3
_csto_completion csto
for word in "${{COMPREPLY[@]}}"; do eval "printf '%s\\n' $word" || true; done
"""
    path = f"{Path(str(PROGRAM)).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [str(BASH), "-c", script],
        cwd=folder,
        env=surroundings(base, PATH=path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(folder.iterdir()) == []
    assert done.stdout.split() == {"--contingent Sudl": ["sudland"], "--place Zv": ["zvartnots"]}.get(words, [])


@pytest.mark.parametrize("sign", " \t\n$`;|&<>()[]{}'\"\\~!*?#=,:^%@+\u00a0\u200b\u3164\u202e„“‘’–＄")
def test_a_word_with_a_sign_that_a_shell_may_obey_is_not_safe(sign: str) -> None:
    assert not is_safe(f"Sud{sign}land")
    assert not is_safe(f"{sign}Sudland")


def test_an_option_and_nothing_at_all_are_no_safe_words() -> None:
    assert not is_safe("-rf")
    assert not is_safe("")


@pytest.mark.parametrize("word", ["sudland", "departure/first-wave", "il-76", "Звартноц", "Ереван", "newsfront.info"])
def test_letters_digits_and_a_few_signs_are_safe(word: str) -> None:
    assert is_safe(word)
