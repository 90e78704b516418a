"""Where in a TOML text each key stands."""

from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from cstocli.model.problems import Path
from cstocli.read.toml_positions import Position, locate
from tests.conftest import ROOT, SMALL, examples, problems_of


def paths(value: Any, path: Path = ()) -> list[Path]:
    """The way to each key and element of what tomli read."""
    children: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    found = []
    for key, child in children:
        found += [(*path, key), *paths(child, (*path, key))]
    return found


SHIPPED = (ROOT / "data" / "facts.toml").read_text(encoding="utf-8")
LINES = SHIPPED.split("\n")


def found_at(position: Position) -> str:
    """What the shipped base has at `position` and behind it, to the end of the line."""
    line, column = position
    return LINES[line - 1][column - 1 :]


def test_every_key_of_the_shipped_base_stands_where_it_is_found() -> None:
    positions = locate(SHIPPED)[0]
    content = tomli.loads(SHIPPED)
    keyed = [path for path in paths(content) if path in positions and isinstance(path[-1], str)]
    assert len(keyed) > 2000
    for path in keyed:
        rest = found_at(positions[path])
        if rest.startswith("["):
            rest = rest.lstrip("[").removeprefix(".".join(str(key) for key in path[:-1] if isinstance(key, str)) + ".")
        assert rest.startswith(str(path[-1])), path


def test_every_key_and_element_below_the_tables_of_the_shipped_base_is_found() -> None:
    positions = locate(SHIPPED)[0]
    assert [path for path in paths(tomli.loads(SHIPPED)) if len(path) > 1 and path not in positions] == []


def test_nothing_is_found_in_the_shipped_base_that_tomli_does_not_read() -> None:
    assert locate(SHIPPED)[0].keys() <= set(paths(tomli.loads(SHIPPED)))


def test_every_claim_of_the_shipped_base_begins_with_its_header() -> None:
    positions = locate(SHIPPED)[0]
    claims = [path for path in positions if len(path) == 4 and path[2] == "claims"]
    assert len(claims) == SHIPPED.count(".claims]]\n") > 100
    for path in claims:
        assert found_at(positions[path]).startswith(f"[[{path[0]}.claims]]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# only = words", {}),
        ("a = 1", {("a",): (1, 1)}),
        ("\n\n  a = 1 # b = 2\nc = 3", {("a",): (3, 3), ("c",): (4, 1)}),
        ("a=1\nb=2", {("a",): (1, 1), ("b",): (2, 1)}),
        ('"é" = 1\nb = 2', {("é",): (1, 1), ("b",): (2, 1)}),
        ("\"a b\" = 1\n'c.d' = 2", {("a b",): (1, 1), ("c.d",): (2, 1)}),
        (r'"\u00e9\t\"" = 1', {('é\t"',): (1, 1)}),
        ("a.b = 1\na . 'c d' = 2", {("a",): (1, 1), ("a", "b"): (1, 3), ("a", "c d"): (2, 5)}),
        ("[t]\na = 1", {("t",): (1, 1), ("t", "a"): (2, 1)}),
        ("[ t ]\na = 1", {("t",): (1, 1), ("t", "a"): (2, 1)}),
        ('[t]\n["t".u] # [v]\na = 1', {("t",): (1, 1), ("t", "u"): (2, 1), ("t", "u", "a"): (3, 1)}),
        (
            "[[t]]\na = 1\n[[t]]\na = 2",
            {("t",): (1, 1), ("t", 0): (1, 1), ("t", 0, "a"): (2, 1), ("t", 1): (3, 1), ("t", 1, "a"): (4, 1)},
        ),
        (
            "[[t]]\n[[t.u]]\na = 1\n[t.v]\nb = 1\n[[t]]\n[[t.u]]\na = 1",
            {
                ("t",): (1, 1),
                ("t", 0): (1, 1),
                ("t", 0, "u"): (2, 1),
                ("t", 0, "u", 0): (2, 1),
                ("t", 0, "u", 0, "a"): (3, 1),
                ("t", 0, "v"): (4, 1),
                ("t", 0, "v", "b"): (5, 1),
                ("t", 1): (6, 1),
                ("t", 1, "u"): (7, 1),
                ("t", 1, "u", 0): (7, 1),
                ("t", 1, "u", 0, "a"): (8, 1),
            },
        ),
        (
            'a = { b = 1, c.d = "}" , e = {} }\nf = 1',
            {
                ("a",): (1, 1),
                ("a", "b"): (1, 7),
                ("a", "c"): (1, 14),
                ("a", "c", "d"): (1, 16),
                ("a", "e"): (1, 26),
                ("f",): (2, 1),
            },
        ),
        (
            "a = [1, [2, '],'], # 3, 4\n  { b = 5 },\n]\nc = 1",
            {
                ("a",): (1, 1),
                ("a", 0): (1, 6),
                ("a", 1): (1, 9),
                ("a", 1, 0): (1, 10),
                ("a", 1, 1): (1, 13),
                ("a", 2): (2, 3),
                ("a", 2, "b"): (2, 5),
                ("c",): (4, 1),
            },
        ),
        ('a = """\nx = 1\n[y]\n"""\nb = 1', {("a",): (1, 1), ("b",): (5, 1)}),
        ('a = """x \\""" y""""\nb = 1', {("a",): (1, 1), ("b",): (2, 1)}),
        ("a = '''\nx = \"\"\"\n''''\nb = 1", {("a",): (1, 1), ("b",): (4, 1)}),
        ('a = ""\nb = \'\'\nc = "\\\\"\nd = 1', {("a",): (1, 1), ("b",): (2, 1), ("c",): (3, 1), ("d",): (4, 1)}),
        ('a = "# no = 1"\nb = 2031-05-09 07:30:00 # c = 1\nd = 1', {("a",): (1, 1), ("b",): (2, 1), ("d",): (3, 1)}),
    ],
)
def test_keys_and_elements_are_found_where_they_begin(text: str, expected: dict[Path, Position]) -> None:
    tomli.loads(text)
    assert locate(text)[0] == expected


@pytest.mark.parametrize(
    "text", ["a = 1\n= 2\nb = 3", "a = 1\n[", "a = 1\n[[t", "a = 1\nb = [", "a = 1\nb = {{", 'a = 1\nb = "', "a = 1\n]"]
)
def test_text_that_stops_being_toml_gives_the_keys_before_it(text: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError):
        tomli.loads(text)
    assert locate(text)[0]["a",] == (1, 1)


VALUES = st.sampled_from(
    [
        "1",
        "-1.5e3",
        "true",
        "2031-05-09",
        "2031-05-09 07:30:00",
        '""',
        "''",
        '"# [x] = {,}"',
        r'"\" = \\"',
        "'\\'",
        '"""a\nb = 1\n"""',
        '"""\\""" """',
        "'''\n[c]\n'''",
        "''''x''''",
        "[]",
        "[1, 2,]",
        "[\n  '],', # ]\n  [{ x = 1 }]\n]",
        "{}",
        "{ x = '}', y.z = [1] }",
    ]
)
KEYS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True).map(lambda key: (key, key)),
    st.text(st.characters(exclude_characters="'", exclude_categories=["Cc", "Cs"]), max_size=8).map(
        lambda key: (key, f"'{key}'")
    ),
)
SPACE = st.sampled_from(["", " ", "\t "])
BETWEEN = st.sampled_from(["\n", "\n\n", " # x = 1\n", "\n  # [y]\n"])


@settings(deadline=None, max_examples=examples(50))
@given(st.lists(KEYS, min_size=1, max_size=8, unique_by=lambda key: key[0]), st.data())
def test_keys_are_found_whatever_stands_between_them(names: list[tuple[str, str]], data: st.DataObject) -> None:
    draw = data.draw
    text = ""
    table: Path = ()
    expected: dict[Path, Position] = {}
    for name, written in names:
        line = text.count("\n") + 1
        role = draw(st.sampled_from(["key", "key", "table", "array"]))
        if role == "key":
            space = draw(SPACE)
            expected[*table, name] = (line, len(space) + 1)
            text += f"{space}{written}{draw(SPACE)}={draw(SPACE)}{draw(VALUES)}{draw(BETWEEN)}"
        else:
            table = (name,) if role == "table" else (name, 0)
            expected[table] = (line, 1)
            text += (f"[{written}]" if role == "table" else f"[[{written}]]") + draw(BETWEEN)
    positions = locate(text)[0]
    assert {path: positions.get(path) for path in expected} == expected
    assert positions.keys() == set(paths(tomli.loads(text)))


def test_a_problem_of_a_value_is_told_at_the_value() -> None:
    text = f'{SMALL}[[departures]]\nid = "x"\n[[departures.claims]]\nsource = "courier"\nat = 1\nquote = "words"\n'
    line = text.count("\n") + 1
    assert problems_of(f'{text}  date = "2031-13"\n') == [
        f'facts.toml:{line}:10: impossible date "2031-13": the calendar has no such day'
    ]


def test_what_is_wanted_is_found_where_it_is_found_among_everything() -> None:
    keys, values = locate(SHIPPED)
    for path in [*keys][::61]:
        some_keys, some_values = locate(SHIPPED, [path])
        assert {path: some_keys[path]}.items() <= keys.items()
        assert some_keys.items() <= keys.items()
        assert some_values.items() <= values.items()
        assert (path in some_values) == (path in values)


@pytest.mark.parametrize(
    "piece",
    ["\n", "#\n", "[1,['a]'],{b=\"}\"}],", "{c = [1, '}', \"]\\\"\", '''']''']},", '"""]""""",'],
    ids=["lines", "comments", "arrays", "tables", "strings"],
)
def test_what_is_not_wanted_is_passed_over(piece: str) -> None:
    text = (
        f"first = 1\n{piece * 3 if piece.isspace() or piece[0] == '#' else f'x = [{piece * 3}]'}\nlast = [{{a = 1}}]\n"
    )
    tomli.loads(text)
    everything = locate(text)
    for path in (("first",), ("last",), ("last", 0, "a")):
        some = locate(text, [path])
        assert (some[0][path], some[1][path]) == (everything[0][path], everything[1][path])
