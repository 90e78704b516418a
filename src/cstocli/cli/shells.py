"""How shells ask for completions, and how words are written so that they insert them as one plain word."""

import os
import re
from collections.abc import Iterable, MutableMapping
from typing import NamedTuple

from cstocli.model.text import hides

_VARIABLE = "_CSTO_COMPLETE"
_BLANK = " "
# Among them those that stand in words of ours, `without=TASS` and `date,place`; no shell obeys one within a word.
_SIGNS = frozenset(f"._/-=,{_BLANK}")
_OPTION = re.compile(r"--[a-z-]+=")
_QUOTES = "\"'"


class Asking(NamedTuple):
    """A shell that asks, and the word that is being completed as it stands on the line."""

    shell: str
    word: str

    @property
    def is_bash(self) -> bool:
        """Whether it is bash, which inserts what it is offered unchanged, behind the last `=`."""
        return self.shell == "bash"

    def words(self, offered: Iterable[str], incomplete: str) -> list[str]:
        """The words that this shell may be offered, each once, written as it wants them."""
        written = (self._written(word, incomplete) for word in dict.fromkeys(offered) if is_offered(word))
        return [*dict.fromkeys(written)]

    def _written(self, word: str, incomplete: str) -> str:
        if self.is_bash:
            word = word[incomplete.rfind("=") + 1 :] if word.startswith(incomplete) else word
            return word if self.word[:1] in _QUOTES and self.word else word.replace(_BLANK, "\\ ")
        before = _OPTION.match(self.word)
        word = f"{before[0]}{word}" if before else word
        return f"'{word}'" if _BLANK in word and self.shell in ("powershell", "pwsh") else word


def is_offered(word: str) -> bool:
    """Whether every shell reads `word` as one plain word, but for blanks, which can be quoted, and signs of our own.

    Some shells insert completions unchanged, and text of a base could be a shell command.
    """
    return (
        bool(word)
        and word.strip() == word
        and "  " not in word
        and not word.startswith(("-", "="))
        and not hides(word)
        and all(character.isalnum() or character in _SIGNS for character in word)
    )


def asking(environment: MutableMapping[str, str] = os.environ) -> Asking:
    """The shell that asks by the variables that its completion script sets."""
    shell = environment.get(_VARIABLE, "").removeprefix("complete_")
    if shell == "bash":
        words, at = _words_of_bash(environment)
        return Asking(shell, words[at] if at < len(words) else "")
    return Asking(shell, _last_word(environment.get("_TYPER_COMPLETE_ARGS", "")))


def _last_word(line: str) -> str:
    return re.split(r"(?<!\\)\s", line)[-1]


def _words_of_bash(environment: MutableMapping[str, str]) -> tuple[list[str], int]:
    """The words of the line, and the place of the one that is completed."""
    line = environment.get("COMP_WORDS", "")
    words = line.split("\n" if "\n" in line else " ")
    number = environment.get("COMP_CWORD", "")
    return words, int(number) if number.isdecimal() else len(words)


def join_at_equals_signs(environment: MutableMapping[str, str] = os.environ) -> None:
    """Undo that bash parts `--place=zv` into three words, so that all shells ask alike."""
    if environment.get(_VARIABLE) != "complete_bash" or not environment.get("COMP_CWORD", "").isdecimal():
        return
    words, at = _words_of_bash(environment)
    joined: list[str] = []
    for number, word in enumerate(words[: at + 1]):
        before = words[number - 1] if number else ""
        if number > 1 and (word == "=" or (before == "=" and joined)):
            joined[-1] += word
        else:
            joined.append(word)
    environment["COMP_WORDS"] = "\n".join(joined)
    # A new word that nothing is typed of yet is none of the words.
    environment["COMP_CWORD"] = str(len(joined) - 1 if at < len(words) else len(joined))
