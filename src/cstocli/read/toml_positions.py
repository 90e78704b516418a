"""The line and column of each key in a TOML text. Runs only if a problem has to be reported.

tomli gives no positions of what it accepts, so this scans the text a second time. It
relies on tomli having accepted the text, and knows only enough of TOML to find where
keys, tables and elements of arrays begin.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cstocli.model.problems import Path, Problem

if TYPE_CHECKING:
    from cstocli.model.base import Document

Position = tuple[int, int]

# Possessive: the way back through millions of repetitions would be kept in memory.
_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*")
_HEADER = re.compile(r"\[\[?([A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)*+)\]\]?")
_KEY = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+')
# Each loop eats runs, not single characters: a string may have fifty million of them.
_STRING = re.compile(
    r'"""[^"\\]*+(?:(?:\\.|"{1,2}(?!"))[^"\\]*+)*+"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_OTHER = re.compile(r"[^,\]}#\n]*")
_BETWEEN = re.compile(r"(?:[^\"'#\[\]{}]++|#[^\n]*+)*+")
# Pairs of which each ends on its line or is a plain array or inline table: most of a base. Others are read one by one.
_TEXT = r"""(?:"(?!"")[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|'(?!'')[^'\n]*+')"""
_PAIRS = re.compile(
    r"(?:[ \t\r\n]++|#[^\n]*+"
    r"|[A-Za-z0-9_-]++(?:[ \t]*+\.[ \t]*+[A-Za-z0-9_-]++)*+[ \t]*+=[ \t]*+"
    rf"""(?:{_TEXT}|\[(?:[^"'#\[\]]++|{_TEXT})*+\]|\{{(?:[^"'#\[\]{{}}]++|{_TEXT})*+\}}|[^"'\[{{#\n]++))*+"""
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


def locate(text: str, wanted: Iterable[Path] | None = None) -> tuple[dict[Path, Position], dict[Path, Position]]:
    """The line and column, from 1, at which each key and element of `text` begins, and each value.

    A path holds keys and, inside arrays, indices: `("departures", 0, "claims", 2)`. Tables
    have no value. Text that is not TOML gives the positions up to where it stops being so.
    With `wanted` paths, only they and what they lead through are looked for.
    """
    walk = _Walk(text, wanted)
    walk.document()
    return walk.positions(walk.starts), walk.positions(walk.values)


class _Walk:
    def __init__(self, text: str, wanted: Iterable[Path] | None) -> None:
        self.text = text
        self.at = 0
        self.everything = wanted is None
        self.wanted = {path[:length] for path in wanted or () for length in range(len(path) + 1)}
        self.outer = {path[:-1] for path in self.wanted if path}
        self.starts: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}

    def positions(self, offsets: dict[Path, int]) -> dict[Path, Position]:
        """Turn offsets into lines and columns, in one pass over the text."""
        placed: dict[Path, Position] = {}
        line, begin = 1, 0
        for path, offset in sorted(offsets.items(), key=lambda item: item[1]):
            while (end := self.text.find("\n", begin, offset)) >= 0:
                line, begin = line + 1, end + 1
            placed[path] = (line, offset - begin + 1)
        return placed

    def document(self) -> None:
        table: Path = ()
        while True:
            self.skip(_BLANK)
            if self.at >= len(self.text):
                return
            if self.text[self.at] == "[":
                table = self.header()
                if not self.everything and table not in self.wanted:
                    self.skip(_PAIRS)
            else:
                before = self.at
                self.pair(table)
                if self.at == before:
                    return

    def header(self) -> Path:
        start = self.at
        opened = 2 if self.text.startswith("[[", start) else 1
        plain = _HEADER.match(self.text, start)
        if plain:
            self.at = plain.end()
            keys = plain[1].split(".")
        else:
            self.at += opened
            keys = [key for key, _ in self.keys()]
            self.at = min(len(self.text), self.at + opened)
        path: Path = ()
        for key in keys[:-1]:
            self.note(self.starts, (*path, key), start)
            path = self.inside((*path, key))
        path = (*path, keys[-1]) if keys else path
        if opened == 2:  # noqa: PLR2004
            index = self.lengths.get(path, 0)
            # Behind what is not wanted nothing is.
            if self.everything or path in self.wanted:
                self.lengths[path] = index + 1
            self.note(self.starts, path, start)
            path = (*path, index)
        self.note(self.starts, path, start)
        return path

    def note(self, offsets: dict[Path, int], path: Path, offset: int) -> None:
        if self.everything or path in self.wanted:
            offsets.setdefault(path, offset)

    def inside(self, path: Path) -> Path:
        """The path of the table to which further keys of `path` belong: of an array, its last table."""
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def keys(self) -> list[tuple[str, int]]:
        """The parts of a dotted key from here on, with the offset of each."""
        found: list[tuple[str, int]] = []
        while True:
            self.skip(_SPACE)
            match = _KEY.match(self.text, self.at)
            if not match:
                return found
            found.append((_unquoted(match[0]), self.at))
            self.at = match.end()
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return found
            self.at += 1

    def pair(self, table: Path) -> None:
        path = table
        for key, offset in self.keys():
            path = (*path, key)
            self.note(self.starts, path, offset)
        self.skip(_SPACE)
        if self.text.startswith("=", self.at):
            self.at += 1
            self.skip(_SPACE)
            self.value(path)

    def value(self, path: Path) -> None:
        self.note(self.values, path, self.at)
        opener = self.text[self.at : self.at + 1]
        if opener in ("[", "{") and not self.everything and path not in self.outer:
            self.nested()
        elif opener == "[":
            self.elements(path, "]")
        elif opener == "{":
            self.elements(path, "}")
        else:
            match = _STRING.match(self.text, self.at) or _OTHER.match(self.text, self.at)
            self.at = match.end() if match else self.at

    def elements(self, path: Path, closer: str) -> None:
        self.at += 1
        index = 0
        while True:
            self.skip(_BLANK)
            if self.at >= len(self.text) or self.text[self.at] == closer:
                self.at += 1
                return
            before = self.at
            if self.text[self.at] == ",":
                self.at += 1
            elif closer == "]":
                self.note(self.starts, (*path, index), self.at)
                self.value((*path, index))
                index += 1
            else:
                self.pair(path)
            if self.at == before:
                self.at = len(self.text)

    def nested(self) -> None:
        """Pass over an array or an inline table in which nothing is looked for."""
        depth = 0
        while self.at < len(self.text):
            sign = self.text[self.at]
            string = _STRING.match(self.text, self.at) if sign in "\"'" else None
            self.at = string.end() if string else self.at + 1
            depth += (sign in "[{") - (sign in "]}")
            if not depth:
                return
            self.skip(_BETWEEN)

    def skip(self, what: re.Pattern[str]) -> None:
        match = what.match(self.text, self.at)
        if match:
            self.at = match.end()


def _unquoted(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] == '"':
        return _ESCAPE.sub(_character, key[1:-1])
    return key


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else _ESCAPED.get(match[4], match[4])


def with_positions(problems: list[Problem]) -> list[Problem]:
    """The same problems with their lines and columns, in the order of the text."""
    wanted: dict[Document, list[Path]] = {}
    for problem in problems:
        if not problem.line:
            wanted.setdefault(problem.document, []).append(problem.path)
    positions = {document: locate(document.text, paths) for document, paths in wanted.items()}
    placed = []
    for problem in problems:
        if problem.line:
            placed.append(problem)
            continue
        known, values = positions[problem.document]
        path = problem.path
        while path and path not in known:
            path = path[:-1]
        line, column = known.get(path, (1, 1))
        if not problem.rule.at_key:
            line, column = values.get(path, (line, column))
        placed.append(problem._replace(line=line, column=column))
    return sorted(placed, key=lambda problem: (problem.document.name, problem.line, problem.column))
