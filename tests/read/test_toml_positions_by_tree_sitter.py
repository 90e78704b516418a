"""Positions held against those of another TOML parser, tree-sitter's grammar, which keeps spans."""

import pathlib
from typing import Any

import pytest
import tomli
import tree_sitter_toml
from hypothesis import given, settings
from hypothesis import strategies as st
from tree_sitter import Language, Node, Parser

from cstocli.curate.templates import starter
from cstocli.model.problems import Path
from cstocli.read.files import shipped
from cstocli.read.toml_positions import Position, locate
from tests.broken import BASES
from tests.conftest import examples

PARSER = Parser(Language(tree_sitter_toml.language()))


class Oracle:
    """The positions of all keys and values of a text, by the other parser's tree."""

    def __init__(self, text: str) -> None:
        self.lines = text.encode().split(b"\n")
        self.keys: dict[Path, Position] = {}
        self.values: dict[Path, Position] = {}
        self.lengths: dict[Path, int] = {}
        root = PARSER.parse(text.encode()).root_node
        assert not root.has_error
        for node in root.named_children:
            if node.type == "pair":
                self.pair((), node)
            elif node.type in ("table", "table_array_element"):
                self.table(node)

    def position(self, node: Node) -> Position:
        row, column = node.start_point
        return row + 1, len(self.lines[row][:column].decode()) + 1

    def table(self, node: Node) -> None:
        header, *pairs = [child for child in node.named_children if child.type != "comment"]
        path: Path = ()
        *above, last = self.parts(header)
        for key, _ in above:
            self.keys.setdefault((*path, key), self.position(node))
            path = (*path, key)
            path = (*path, self.lengths[path] - 1) if path in self.lengths else path
        path = (*path, last[0])
        self.keys.setdefault(path, self.position(node))
        if node.type == "table_array_element":
            index = self.lengths.get(path, 0)
            self.lengths[path] = index + 1
            path = (*path, index)
            self.keys.setdefault(path, self.position(node))
        for pair in pairs:
            self.pair(path, pair)

    def parts(self, key: Node) -> list[tuple[str, Node]]:
        if key.type == "dotted_key":
            return [part for child in key.named_children for part in self.parts(child)]
        assert key.text is not None
        (name,) = tomli.loads(f"{key.text.decode()} = 1")
        return [(name, key)]

    def pair(self, table: Path, pair: Node) -> None:
        key, value = [child for child in pair.named_children if child.type != "comment"]
        path = table
        for name, node in self.parts(key):
            path = (*path, name)
            self.keys.setdefault(path, self.position(node))
        self.value(path, value)

    def value(self, path: Path, value: Node) -> None:
        self.values.setdefault(path, self.position(value))
        children = [child for child in value.named_children if child.type != "comment"]
        if value.type == "array":
            for index, element in enumerate(children):
                self.keys.setdefault((*path, index), self.position(element))
                self.value((*path, index), element)
        elif value.type == "inline_table":
            for child in children:
                self.pair(path, child)


def agree(text: str) -> None:
    oracle = Oracle(text)
    assert locate(text) == (oracle.keys, oracle.values)


def test_every_key_and_value_of_the_shipped_base_stands_where_the_other_parser_says() -> None:
    agree(pathlib.Path(shipped()).read_text(encoding="utf-8"))


def test_every_key_and_value_of_the_starter_base_stands_where_the_other_parser_says() -> None:
    agree(starter())


@pytest.mark.parametrize("file", [base for base in BASES if base.is_file()], ids=lambda file: file.stem)
def test_problems_are_placed_by_positions_that_the_other_parser_confirms(file: Any) -> None:
    text = file.read_text(encoding="utf-8")
    try:
        tomli.loads(text)
    except (ValueError, RecursionError):  # no TOML, or none that Python can hold
        return
    if not PARSER.parse(text.encode()).root_node.has_error:  # it knows TOML 1.0 alone
        agree(text)


NAMES = st.sampled_from(["a", "b", "c-d", '"q k"', "'l.t'", '"é"', "x.y", "x . 'z'", "1"])
SCALARS = st.sampled_from(
    [
        "1",
        "-2.5",
        "true",
        "2031-05-09",
        '"s # t"',
        "'l = i'",
        '"""m\n[x]\n"""',
        "'''\nk = 1'''",
        '"\\" \\u00e9"',
        '"é"',
        "inf",
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: "[\n  " + ", # c\n  ".join(items) + ",\n]"),
        st.dictionaries(st.sampled_from(["p", '"q r"', "s.t"]), inner, max_size=2).map(
            lambda pairs: "{ " + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + " }"
        ),
    ),
    max_leaves=5,
)
LINES = st.one_of(
    st.tuples(NAMES, VALUES).map(" = ".join),
    NAMES.map("[{}]".format),
    NAMES.map("[[{}]]".format),
    st.sampled_from(["# a comment = [", "", "   "]),
)


@settings(max_examples=examples(400), deadline=None)
@given(st.lists(LINES, max_size=12))
def test_whatever_the_text_positions_are_those_of_the_other_parser(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    try:
        tomli.loads(text)
    except (ValueError, RecursionError):  # no TOML, or none that Python can hold
        return
    if not PARSER.parse(text.encode()).root_node.has_error:
        agree(text)
