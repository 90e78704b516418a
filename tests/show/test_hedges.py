"""A number keeps its hedge wherever it is told: the words of a value are those of `csto why`."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cstocli
from cstocli.cli.commands import LISTINGS
from cstocli.model import counts
from cstocli.read.files import shipped
from tests.conftest import SMALL, Run, claim, examples

Row = dict[str, Any]
Words = dict[tuple[str, str], str]

# One example after the other asks the same program; nothing is left of one to the next.
THROUGH_THE_PROGRAM = settings(
    deadline=None, max_examples=examples(6), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# Columns that show a field of their fact as it is; a row of `aircraft` is one of several elements.
OF_A_FIELD = {
    command: {
        column.name: column.field
        for column in cstocli.questions()[command].row_type.columns
        if column.field.isidentifier()
    }
    for command in LISTINGS
    if command != "aircraft"
}
COUNTED = ("aircraft", "items", "equipment", "accompanied_by")
KNOWN: dict[str, Words] = {}  # what was once asked of a base that does not change
MARKED: dict[str, dict[str, set[tuple[str, str]]]] = {}  # of such a base, what claims of each fact say that are shown
FORMATS = ["--format table", "--format markdown", "--long"]


class Told:
    """What the program tells of one base."""

    def __init__(self, csto: Run, base: str, every: int = 1) -> None:
        self.csto = csto
        self.base = base
        self.every = every  # of so many facts one is asked `why`; the others have the same rows in `show`

    def text(self, line: str) -> str:
        ran = self.csto(*line.split(), "--facts", self.base, "--quiet")
        assert ran.code == 0, ran.err
        return ran.out

    def rows(self, line: str) -> list[Row]:
        rows: list[Row] = json.loads(self.text(f"{line} --json"))
        return rows

    def facts(self) -> list[str]:
        return [row["fact"] for command in ("contingents", "facts") for row in self.rows(command)]

    def why(self) -> Words:
        """The words of each field's shown value, which `show` tells and one of the claims behind it says.

        What a contingent adds up to need not be said by any claim; there it is the line above them.
        """
        if self.base in KNOWN:
            return KNOWN[self.base]
        found: Words = {}
        for number, fact in enumerate(self.facts()):
            (row,) = self.rows(f"show {fact}")
            shown = {field: said["words"] for field, said in row["fields"].items() if said["value"] is not None}
            if fact.startswith("contingent/"):
                assert shown == dict(self.sums(fact))
            else:
                if number % self.every == 0:
                    assert row["claims"] == self.rows(f"why {fact}")
                # Where none is better attested, all are marked, and there is no value to show.
                several = {field for field, entry in row["fields"].items() if entry["values"]}
                marked = [claim for claim in row["claims"] if claim["shown"]]
                assert several <= {claim["field"] for claim in marked}
                said = {(claim["field"], claim["words"]) for claim in marked if claim["field"] not in several}
                MARKED.setdefault(self.base, {})[fact] = said
                assert shown.items() <= said
                assert shown.keys() == {field for field, _ in said}
            found |= {(fact, field): words for field, words in shown.items()}
        return KNOWN.setdefault(self.base, found)

    def sums(self, fact: str) -> Iterator[tuple[str, str]]:
        for field in OF_A_FIELD["contingents"].values():
            line = self.text(f"why {fact}.{field}").partition("\n")[0]
            if said := re.fullmatch(r"\S+: (.+?), (?:corroborated|single-origin|disputed): (?:\d|told by ).*", line):
                # Where none is better attested, there is no value to show.
                yield from [(field, said[1])] if " | " not in said[1] else []

    def cells(self, command: str, how: str) -> Iterator[dict[str, str]]:
        """The rows of a listing as text: for each column its cell, without the sign of its status."""
        if how == "--long":
            for block in self.text(f"{command} --long").rstrip("\n").split("\n\n"):
                yield {name: unsigned(said) for name, said in (line.split(maxsplit=1) for line in block.splitlines())}
            return
        names = ["fact", *OF_A_FIELD[command]]
        _, rule, *lines = self.text(f"{command} --fields {','.join(names)} {how}").splitlines()
        split = between_bars if how == "--format markdown" else under(rule)
        for line in lines[: lines.index("")] if "" in lines else lines:
            yield dict(zip(names, map(unsigned, split(line)), strict=True))


def under(rule: str) -> Callable[[str], list[str]]:
    columns = [found.span() for found in re.finditer("─+", rule)]
    return lambda line: [line[start:end].strip() for start, end in columns]


def between_bars(line: str) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def unsigned(cell: str) -> str:
    return re.sub(r" [*!]$|^(–|n/a)$", "", cell)


def lost_in_text(told: Told, why: Words) -> list[str]:
    """Where a listing says otherwise than `why`, in any format for people."""
    return [
        f"{command} {how}: {row['fact']}.{field}: {row.get(column)} is {why[row['fact'], field]}"
        for command, columns in OF_A_FIELD.items()
        if columns and told.rows(command)
        for how in FORMATS
        for row in told.cells(command, how)
        for column, field in columns.items()
        if (row["fact"], field) in why and row.get(column, "") != why[row["fact"], field]
    ]


def elements(row: Any) -> Iterator[tuple[str, list[Row]]]:
    """The values of counted things anywhere in a row, each with the name of its field."""
    if isinstance(row, dict):
        if row.get("field") in COUNTED:
            yield row["field"], row["value"]
        for key, value in row.items():
            held = value.get("value") if isinstance(value, dict) else value
            if key in COUNTED and isinstance(held, list):
                yield key, held
            yield from elements(value)
    elif isinstance(row, list):
        for value in row:
            yield from elements(value)


def in_words(element: Row) -> str:
    count, what = element["count_words"], element.get("type") or element["what"]
    return f"{count}{' × ' if 'type' in element else ' '}{what}" if count else str(what)


@pytest.fixture
def of_shipped(csto: Run) -> Told:
    return Told(csto, str(shipped()), every=9)


def test_show_says_of_every_shipped_fact_what_why_says(of_shipped: Told) -> None:
    assert len(of_shipped.why()) > 400


@pytest.mark.slow
def test_show_has_the_rows_of_why_for_every_shipped_fact(of_shipped: Told) -> None:
    for fact in of_shipped.facts():
        (row,) = of_shipped.rows(f"show {fact}")
        assert row["claims"] == of_shipped.rows(f"why {fact}")


def test_why_marks_no_claim_as_shown_that_says_it_with_another_hedge(of_shipped: Told) -> None:
    why = of_shipped.why()
    for fact, said in MARKED[of_shipped.base].items():
        assert {(field, words) for field, words in said if words != why[fact, field]} == set()


HEDGED = (
    SMALL
    + '\n[[strengths]]\nid = "sudland"\ncontingent = "sudland"\n'
    + "".join(
        claim(source, table="strengths", personnel=f'"{number}"')
        for source, number in (("courier", "30"), ("gazette", "~30"), ("gazette", "70"))
    )
)


def test_two_values_that_differ_by_their_hedge_alone_are_two_values_everywhere(
    csto: Run, base_file: Callable[[str], str]
) -> None:
    radio = '[sources.radio]\npublisher = "Radio Norland"\n'
    told = Told(csto, base_file(HEDGED + claim("radio", table="strengths", personnel="30") + radio))
    why = {row["words"]: row["shown"] for row in told.rows("why strength/sudland.personnel")}
    assert why == {"30": True, "about 30": False, "70": False}
    (disputed,) = told.rows("disputes --kind strength")
    assert [(value["words"], value["sources"]) for value in disputed["values"]] == [
        ("30", ["courier", "radio"]),
        ("about 30", ["gazette"]),
        ("70", ["gazette"]),
    ]


def test_to_drop_who_says_a_number_without_a_hedge_changes_the_value(
    csto: Run, base_file: Callable[[str], str]
) -> None:
    told = Told(csto, base_file(HEDGED.replace('personnel = "70"', "")))
    (changed,) = told.rows("compare without=courier --kind strength")
    assert (changed["change"], changed["left"], changed["right"]) == ("value", 30, 30)
    assert changed["right_words"] == "about 30 (single-origin: 1 line, 1 account)"


def test_listings_say_of_every_shipped_fact_what_why_says(of_shipped: Told) -> None:
    assert lost_in_text(of_shipped, of_shipped.why()) == []


def test_json_of_the_shipped_base_has_the_words_of_what_is_counted(of_shipped: Told) -> None:
    why = of_shipped.why()
    for command in ("contingents", "departures", "facts --kind equipment"):
        for row in of_shipped.rows(command):
            for field, value in elements(row):
                assert ", ".join(map(in_words, value)) == why[row["fact"], field]
                assert all({"low", "high"} <= element.keys() for element in value)


NUMBERS = st.integers(0, 10**6)
COUNTS = st.one_of(
    st.tuples(st.sampled_from(["", "~", ">", ">=", "<", "<=", ".."]), NUMBERS).map(
        lambda count: f"{count[0]}{count[1]}"
    ),
    st.tuples(NUMBERS, NUMBERS).map(lambda ends: f"{min(ends)}..{max(ends)}"),
)
FOUR = st.tuples(COUNTS, COUNTS, COUNTS, COUNTS)
SOME = st.lists(COUNTS | st.none(), min_size=1, max_size=3)


def counted(name: str, what: list[str], numbers: list[str | None]) -> str:
    """Counted things as TOML text."""
    each = [
        f'{{ {name} = "{one}", count = "{number}" }}' if number else f'{{ {name} = "{one}" }}'
        for one, number in zip(what, numbers, strict=False)
    ]
    return f"[{', '.join(each)}]"


def base_with(numbers: tuple[str, ...], aircraft: list[str | None], items: list[str | None]) -> str:
    """A base in which every field that counts has some of the numbers."""
    people, sites, units, far = (json.dumps(number) for number in numbers)
    flown = counted("type", ["an-2", "an-2t", "an-2"], aircraft)
    things = counted("what", ["units of equipment", "lorries", "tents"], items)
    facts = {
        "strengths": claim(table="strengths", personnel=people),
        "guards": claim(table="guards", site_count=sites, personnel=people),
        "deployments": claim(table="deployments", aircraft_count=units),
        "departures": claim(aircraft=flown, accompanied_by=things, personnel=people, distance_km=far),
        "equipment": claim(table="equipment", units=units, items=things),
    }
    head = '\n[[{}]]\nid = "one"\ncontingent = "sudland"\n'
    return SMALL + "".join(head.format(table) + said for table, said in facts.items())


@THROUGH_THE_PROGRAM
@example((">20", "<5", ">=7", "~30"), [">70"], [">20", None])
@given(FOUR, SOME, SOME)
def test_listings_say_of_any_number_what_why_says(
    csto: Run,
    base_file: Callable[[str], str],
    numbers: tuple[str, ...],
    aircraft: list[str | None],
    items: list[str | None],
) -> None:
    told = Told(csto, base_file(base_with(numbers, aircraft, items)))
    why = told.why()
    assert why["strength/one", "personnel"] == counts.parse(numbers[0]).words
    assert lost_in_text(told, why) == []


@THROUGH_THE_PROGRAM
@example((">20", "<5", ">=7", "~30"), [">70"], [">20", None])
@given(FOUR, SOME, SOME)
def test_a_row_of_aircraft_says_of_any_number_what_why_says(
    csto: Run,
    base_file: Callable[[str], str],
    numbers: tuple[str, ...],
    aircraft: list[str | None],
    items: list[str | None],
) -> None:
    told = Told(csto, base_file(base_with(numbers, aircraft, items)))
    rows = [row for row in told.rows("aircraft") if row["direction"] == "out"]
    said = [f"{row['count_words']} × {row['type']}" if row["count_words"] else row["type"] for row in rows]
    assert ", ".join(said) == told.why()["departure/one", "aircraft"]


@THROUGH_THE_PROGRAM
@example((">20", "<5", ">=7", "~30"), [">70"], [">20", None])
@given(FOUR, SOME, SOME)
def test_json_has_words_and_bounds_of_whatever_is_counted(
    csto: Run,
    base_file: Callable[[str], str],
    numbers: tuple[str, ...],
    aircraft: list[str | None],
    items: list[str | None],
) -> None:
    told = Told(csto, base_file(base_with(numbers, aircraft, items)))
    said = {"aircraft": aircraft, "accompanied_by": items, "equipment": items, "items": items}
    found = set()
    for line in ("departures", "contingents", "show departure/one", "show equipment/one", "show contingent/sudland"):
        for field, value in elements(told.rows(line)):
            found.add(field)
            assert [bounds(element) for element in value] == [expected(number) for number in said[field]]
    assert found == {*COUNTED}


def bounds(element: Row) -> tuple[Any, ...]:
    return element["count"], element["count_words"], element["low"], element["high"]


def expected(number: str | None) -> tuple[Any, ...]:
    count = counts.parse(number) if number else None
    return (count.number, count.words, count.low, count.high) if count else (None, None, None, None)


SPOKEN = f"""{SMALL}
[[guards]]
id = "a"
contingent = "sudland"
{claim(table="guards", site='"airport"', since='"2031-05-09"', personnel='">100"', hedge='"HEDGE"')}
[[guards]]
id = "b"
contingent = "sudland"
{claim(table="guards", site='"airport"', since='"2031-05~"', hedge='"HEDGE"')}
[[departures]]
id = "c"
contingent = "sudland"
{claim(date='"2031-05~"', to_place='"city"', aircraft='[{ type = "an-2", count = 2 }]', hedge='"HEDGE"')}
"""


FIELDS = ("site", "since", "personnel", "date", "to_place", "aircraft", "aircraft_count")


@pytest.mark.parametrize("hedge", ["more than", "About", "at least", "около"])
@pytest.mark.parametrize(
    ("fact", "hedged"),
    [
        ("guard/a", {"personnel"}),
        ("guard/b", {"site", "since"}),
        ("departure/c", {"date", "aircraft", "aircraft_count"}),
    ],
)
def test_a_hedge_of_numbers_is_said_of_no_place_beside_them(
    csto: Run, base_file: Callable[[str], str], hedge: str, fact: str, hedged: set[str]
) -> None:
    path = base_file(SPOKEN.replace("HEDGE", hedge))
    rows = json.loads(csto("why", fact, "--json", "--facts", path).out)
    assert {row["field"] for row in rows if row["hedge"]} == hedged
    for listing in ("facts", fact.partition("/")[0] + "s"):
        rows = json.loads(csto(listing, "--evidence", "--json", "--facts", path).out)
        (evidence,) = (row["evidence"] for row in rows if row["fact"] == fact)
        found = {name for name, claims in evidence.items() if any(one["hedge"] for one in claims)}
        # A column of its own shows a field under another name.
        assert found & {*FIELDS} == hedged


@pytest.mark.parametrize("hedge", ["reportedly", "it is known that", "reportedly more than"])
def test_a_hedge_of_the_whole_statement_is_said_of_all_its_values(
    csto: Run, base_file: Callable[[str], str], hedge: str
) -> None:
    rows = json.loads(csto("why", "guard/a", "--json", "--facts", base_file(SPOKEN.replace("HEDGE", hedge))).out)
    assert {row["hedge"] for row in rows} == {hedge}
