"""The tab key in real shells: what stands on the line behind it, and what a shell then makes of the line."""

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import cstocli
from tests.cli.test_completion import FACTS, hostile_facts

PROGRAM = shutil.which("csto", path=str(Path(sys.executable).parent))
TAB, TELL = b"\t", b"\x07"
SECONDS = 90.0  # a busy machine is slow

BASH = """
PS1='ready> '; bind 'set bell-style none'; bind 'set completion-query-items 0'
eval "$(_CSTO_COMPLETE=source_bash csto)"
bind -x '"\\C-g": printf %s "$READLINE_LINE" > line'
echo is-"ready"
"""
ZSH = """
PS1='ready> '; unsetopt beep; autoload -Uz compinit; compinit -u -D
eval "$(_CSTO_COMPLETE=source_zsh csto)"
tell() { print -rn -- "$BUFFER" > line }; zle -N tell; bindkey '^G' tell
echo is-"ready"
"""
SHELLS = {"bash": (["--norc", "--noprofile", "-i"], BASH), "zsh": (["-f", "-i"], ZSH)}

Pressed = Callable[..., str]


class Terminal:
    """A shell on a terminal of its own, in a folder."""

    def __init__(self, shell: str, folder: Path, environment: dict[str, str]) -> None:
        options, prepared = SHELLS[shell]
        self.line = folder / "line"
        (folder / "start").write_text(prepared, encoding="utf-8")
        self.screen = b""
        self.process, self.terminal = pty.fork()
        if not self.process:
            os.chdir(folder)
            os.execve(str(shutil.which(shell)), [shell, *options], environment)  # noqa: S606
        self.write(b". ./start\n")
        self.wait(lambda: b"is-ready" in self.screen)

    def write(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.terminal, keys)

    def wait(self, done: Callable[[], bool]) -> None:
        """Read the screen until it is so."""
        end = time.monotonic() + SECONDS
        while not done():
            assert time.monotonic() < end, self.screen.decode(errors="replace")
            if select.select([self.terminal], [], [], 0.05)[0]:
                self.screen += os.read(self.terminal, 65536)

    def after_tab(self, typed: str) -> str:
        """The line when `typed` and the tab key have been pressed."""
        self.line.unlink(missing_ok=True)
        self.write(b"\x15" + typed.encode() + TAB + TELL)
        self.wait(lambda: self.line.exists() and bool(self.line.read_text(encoding="utf-8")))
        return self.line.read_text(encoding="utf-8")

    def close(self) -> None:
        """End the shell."""
        os.close(self.terminal)
        os.waitpid(self.process, 0)


def environment_of(base: str, tmp_path: Path) -> dict[str, str]:
    """What a shell finds: the program, the base, no files of the user."""
    path = f"{Path(str(PROGRAM)).parent}{os.pathsep}{os.environ['PATH']}"
    # The package under test, which need not be the one that is installed.
    package = str(Path(cstocli.__file__).parents[1])
    own = {
        "PYTHONPATH": package,
        "PATH": path,
        "HOME": str(tmp_path),
        "CSTO_FACTS": base,
        "PYTHONUTF8": "1",
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
    }
    return {**os.environ, **own, "COLUMNS": "200"}


def needs(shell: str) -> pytest.MarkDecorator:
    """Skips where the shell or the installed script is not there."""
    return pytest.mark.skipif(shutil.which(shell) is None or PROGRAM is None, reason=f"there is no {shell} or no csto")


EVERY = [pytest.param(shell, marks=needs(shell)) for shell in SHELLS]

# What is typed, and the words that the shell then reads.
CASES = {
    "csto hel": ["csto", "help"],
    "csto help matr": ["csto", "help", "matrix"],
    "csto facts --place Zv": ["csto", "facts", "--place", "Zvartnots airport"],
    "csto facts --place=Zv": ["csto", "facts", "--place=Zvartnots airport"],
    "csto facts --place Зв": ["csto", "facts", "--place", "Звартноц"],
    "csto facts --without Norl": ["csto", "facts", "--without", "Norland Courier"],
    "csto show departure/f": ["csto", "show", "departure/first-wave"],
    "csto show first": ["csto", "show", "first-wave"],
    "csto why departure/first-wave.from_": ["csto", "why", "departure/first-wave.from_place"],
    "csto open cour": ["csto", "open", "courier"],
    "csto list depa": ["csto", "list", "departure"],
    "csto matrix depl": ["csto", "matrix", "deployment"],
    "csto new rival": ["csto", "new", "rivals"],
    "csto fields approv": ["csto", "fields", "approval"],
    "csto schema timel": ["csto", "schema", "timeline"],
    "csto departures --fields contingent,from_": ["csto", "departures", "--fields", "contingent,from_place"],
    "csto departures --sort to_pl": ["csto", "departures", "--sort", "to_place"],
    "csto facts --status disp": ["csto", "facts", "--status", "disputed"],
    "csto facts --status=disp": ["csto", "facts", "--status=disputed"],
    "csto facts --contingent no": ["csto", "facts", "--contingent", "none"],
    "csto facts --color=al": ["csto", "facts", "--color=always"],
    "csto check --explain whole": ["csto", "check", "--explain", "whole-sentence"],
    "csto check --format gith": ["csto", "check", "--format", "github"],
    "csto cite courier --style bib": ["csto", "cite", "courier", "--style", "bibtex"],
    "csto compare without=Gaz": ["csto", "compare", "without=Gazette"],
    "csto compare without=Norl": ["csto", "compare", "without=Norland Courier"],
    "csto coverage courier=artic": ["csto", "coverage", "courier=article.txt"],
}


@pytest.mark.parametrize("shell", EVERY)
def test_the_tab_key_completes_to_words_that_the_shell_reads_as_they_are_meant(
    shell: str, tmp_path: Path, base_file: Callable[[str], str]
) -> None:
    (tmp_path / "article.txt").write_text("text")
    terminal = Terminal(shell, tmp_path, environment_of(base_file(FACTS), tmp_path))
    try:
        read = {typed: shlex.split(terminal.after_tab(typed)) for typed in CASES}
    finally:
        terminal.close()
    assert read == CASES


@pytest.mark.parametrize("shell", EVERY)
def test_what_a_base_calls_its_things_is_run_by_no_shell(
    shell: str, tmp_path: Path, base_file: Callable[[str], str]
) -> None:
    terminal = Terminal(shell, tmp_path, environment_of(base_file(hostile_facts()), tmp_path))
    try:
        for typed in ("csto facts --contingent Sudl", "csto facts --place Zv", "csto facts --without Nor"):
            assert "PWNED" not in terminal.after_tab(typed)
            terminal.write(TAB + b" # \n")
        assert terminal.after_tab("csto hel").startswith("csto help")
    finally:
        terminal.close()
    assert not (tmp_path / "PWNED").exists()


@needs("fish")
def test_fish_completes_the_same(tmp_path: Path, base_file: Callable[[str], str]) -> None:
    (tmp_path / "article.txt").write_text("text")
    script = "env _CSTO_COMPLETE=source_fish csto | source\n"
    script += "".join(f"complete --escape -C {shlex.quote(typed)}; echo ==\n" for typed in CASES)
    done = subprocess.run(
        [str(shutil.which("fish")), "--no-config", "-c", script],
        cwd=tmp_path,
        env=environment_of(base_file(FACTS), tmp_path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    parts = done.stdout.split("==\n")[: len(CASES)]
    offered = [[line.partition("\t")[0] for line in part.splitlines()] for part in parts]
    for typed, words in zip(CASES, offered, strict=True):
        line = f"{typed.rpartition(' ')[0]} {words[0] if words else ''}"
        assert shlex.split(line) == CASES[typed], words


@needs("fish")
def test_fish_is_offered_nothing_that_a_base_wants_to_be_run(tmp_path: Path, base_file: Callable[[str], str]) -> None:
    lines = ("csto facts --contingent Sudl", "csto facts --place Zv", "csto facts --without Nor")
    script = "env _CSTO_COMPLETE=source_fish csto | source\n" + "".join(f"complete -C '{line}'\n" for line in lines)
    done = subprocess.run(
        [str(shutil.which("fish")), "--no-config", "-c", script],
        cwd=tmp_path,
        env=environment_of(base_file(hostile_facts()), tmp_path),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "PWNED" not in done.stdout
    assert not (tmp_path / "PWNED").exists()
