"""Every listing under every filter, held against rows that are worked out from how the base was made.

The base has a contingent for each mixture of where, who says so, when, and whether it is disputed.
Of each contingent there are four facts, which have nothing else to them, so the mixture tells
which filters a fact meets. Few filters cannot narrow an answer, they leave all of it or nothing:
the facts of `contingents`, `guards` and `departures` are of one kind, those of `disputes` disputed.
"""

import json
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple

import pytest

from cstocli.cli.commands import LISTINGS
from tests.conftest import SMALL, Run, claim

Row = dict[str, Any]

NINTH, TWENTIETH, IN_MAY = "2031-05-09", "2031-05-20", "2031-05"
WITHIN = {"airport": "city", "city": "norland", "harbour": "norland", "norland": None}
KINDS = {
    "deployment": ("deployments", "to_place", ["date"], 'mode = "road"'),
    "arrival": ("arrivals", "place", ["date"], ""),
    "guard": ("guards", "site", ["since", "until"], ""),
    "departure": ("departures", "from_place", ["date"], 'mode = "road"'),
}
"""Of each kind, the table, the keys of where and when, and what else is said."""
RIVALS = {
    "deployment": ("aircraft_count", "3", "5"),
    "arrival": ("part_of_day", '"morning"', '"evening"'),
    "guard": ("personnel", "30", "50"),
    "departure": ("aircraft_count", "3", "5"),
}
"""Of each kind, what is disputed, what one source says of it and what the other."""


class Mixture(NamedTuple):
    """What all facts of one contingent have in common."""

    place: str
    source: str
    day: str
    disputed: bool

    @property
    def name(self) -> str:
        return "-".join([self.place, self.source, self.day, "disputed" if self.disputed else "undisputed"])

    def is_corroborated(self, kind: str) -> bool:
        """Whether the digest, which says otherwise of one field, says the same of the day.

        The review says the same of that field alone.
        """
        return self.disputed and (self.day == NINTH or kind in ("arrival", "contingent"))

    @property
    def places(self) -> set[str]:
        """The place and all that it lies in."""
        found = set[str]()
        place: str | None = self.place
        while place:
            found.add(place)
            place = WITHIN[place]
        return found

    def facts(self) -> str:
        return "\n".join(self.fact(kind) for kind in KINDS)

    def fact(self, kind: str) -> str:
        table, place, days, more = KINDS[kind]
        field, said, otherwise = RIVALS[kind]
        when = dict.fromkeys(days, f'"{self.day}"')
        direction = 'direction = "in"\n' if kind == "arrival" else ""
        text = f'[[{table}]]\nid = "{self.name}"\ncontingent = "{self.name}"\n{direction}'
        text += claim(self.source, table=table, **{place: f'"{self.place}"', field: said}, **when) + more
        if self.disputed:
            same = when if self.is_corroborated(kind) else {}
            text += claim("digest", table=table, **{field: otherwise}, **same)
            text += claim("review", table=table, **{field: said})
        return text

    def claims(self) -> list[str]:
        """The source of each claim about one of the facts."""
        return [self.source, "digest", "review"] if self.disputed else [self.source]


MIXTURES = {
    mixture.name: mixture
    for mixture in map(
        Mixture._make,
        product(["airport", "harbour"], ["courier", "gazette"], [NINTH, TWENTIETH, IN_MAY], [True, False]),
    )
}
HEAD = """
format = 1
[about]
title = "Relief convoy to Norland"
period = "2031-05"
[sources.courier]
publisher = "Courier"
[sources.gazette]
publisher = "Gazette"
via = ["wire"]
[sources.digest]
publisher = "Digest"
[sources.review]
publisher = "Review"
[origins.wire]
name = "Wire story"
teller = "Wire"
"""
FACTS = HEAD + "\n".join(
    [
        *(
            f'[places.{name}]\nname = "{name}"' + (f'\nwithin = "{over}"' if over else "")
            for name, over in WITHIN.items()
        ),
        *(f'[contingents.{name}]\ncountry = "Land {name}"\ncode = "XX"' for name in MIXTURES),
        *(mixture.facts() for mixture in MIXTURES.values()),
    ]
)
SOME = ["airport-courier-2031-05-09-disputed", "harbour-gazette-2031-05-undisputed"]
Meets = Callable[[Mixture, str], bool]
# A filter as it is typed, and which facts meet it: by their mixture and kind.
FILTERS: dict[str, Meets] = {
    f"--contingent {SOME[0]} --contingent {SOME[1]}": lambda mixture, _: mixture.name in SOME,
    "--place city": lambda mixture, _: mixture.place == "airport",
    "--source gazette": lambda mixture, _: mixture.source == "gazette",
    "--source digest": lambda mixture, _: mixture.disputed,
    "--status disputed": lambda mixture, _: mixture.disputed,
    "--status corroborated": lambda mixture, kind: mixture.is_corroborated(kind),
    "--kind departure": lambda _, kind: kind == "departure",
    "--kind guard --kind deployment": lambda _, kind: kind in ("guard", "deployment"),
    f"--on {NINTH}": lambda mixture, _: mixture.day != TWENTIETH,
    f"--on {NINTH} --certain": lambda mixture, _: mixture.day == NINTH,
    "--from 2031-05-15": lambda mixture, _: mixture.day != NINTH,
    "--to 2031-05-15 --place harbour": lambda mixture, _: mixture.day != TWENTIETH and mixture.place == "harbour",
}
OF_KINDS = {*product(["contingents", "guards", "departures"], [line for line in FILTERS if "--kind" in line])}
NOT_NARROWED = {
    *((command, line) for command, line in OF_KINDS if command.removesuffix("s") in line),
    *product(["disputes"], ["--status disputed", "--source digest"]),
}


WHOLE: dict[str, list[Row]] = {command: [] for command in LISTINGS}  # each listing, once it was asked without a filter


@pytest.fixture
def rows(csto: Run, base_file: Callable[[str], str]) -> Callable[[str], list[Row]]:
    def of(line: str) -> list[Row]:
        if line not in WHOLE:
            return asked(line)
        if not WHOLE[line]:
            WHOLE[line] += asked(line)
        return WHOLE[line]

    def asked(line: str) -> list[Row]:
        ran = csto(*line.split(), "--facts", base_file(FACTS), "--json")
        assert ran.code == 0, ran.err
        found: list[Row] = json.loads(ran.out)
        return [{key: value for key, value in row.items() if key != "certainty"} for row in found]

    return of


def expected(command: str, options: str, every: list[Row]) -> list[Row]:
    """The rows of the whole answer that are left, with what is counted anew."""
    meets = FILTERS[options]
    facts = [(mixture, kind) for mixture in MIXTURES.values() for kind in KINDS if meets(mixture, kind)]
    # These tell of claims: a source is asked for its own alone.
    told = [
        source for mixture, _ in facts for source in mixture.claims() if "--source" not in options or source in options
    ]
    if command == "sources":
        return [row | {"claims": told.count(row["source"])} for row in every if row["source"] in told]
    if command == "origins":
        below = {"wire": "gazette", "wire > gazette": "gazette"}
        below |= {source: source for source in ("courier", "digest", "review")}
        return [row | {"claims": told.count(below[row["path"]])} for row in every if below[row["path"]] in told]
    if command == "places":
        asked = next((name for name in WITHIN if f"--place {name}" in options), "norland")
        lying = {name for name in WITHIN if asked in Mixture(name, "", "", disputed=False).places}
        counted = {name: sum(name in mixture.places for mixture, _ in facts) for name in lying}
        return [row | {"facts": counted[row["place"]]} for row in every if counted.get(row["place"])]
    rows = [(row, *row["fact"].split("/")) for row in every]
    return [row for row, kind, name in rows if meets(MIXTURES[name], kind)]


def narrowed() -> Iterator[tuple[str, str]]:
    """Every listing with every filter that narrows its answer."""
    for command, options in product([name for name in LISTINGS if name != "distortions"], FILTERS):
        pair = (command, options)
        if pair not in NOT_NARROWED | OF_KINDS:
            yield pair


@pytest.mark.parametrize(("command", "options"), list(narrowed()))
def test_a_filter_leaves_the_rows_that_meet_it(rows: Callable[[str], list[Row]], command: str, options: str) -> None:
    every, left = rows(command), rows(f"{command} {options}")
    assert left == expected(command, options, every)
    assert left
    assert left != every


@pytest.mark.parametrize(("command", "options"), sorted(NOT_NARROWED))
def test_a_filter_that_cannot_narrow_leaves_all_or_nothing(
    rows: Callable[[str], list[Row]], command: str, options: str
) -> None:
    every, left = rows(command), rows(f"{command} {options}")
    assert left == expected(command, options, every)
    assert every
    assert left in (every, [])


@pytest.mark.parametrize(("command", "options"), sorted(OF_KINDS - NOT_NARROWED))
def test_a_kind_that_a_listing_cannot_have_is_refused(
    csto: Run, base_file: Callable[[str], str], command: str, options: str
) -> None:
    ran = csto(command, *options.split(), "--facts", base_file(FACTS))
    assert (ran.code, ran.out) == (2, "")


def flown(name: str, said: str, otherwise: str) -> str:
    """A departure by air of which two sources say each their own."""
    head = f'\n[[departures]]\nid = "{name}"\ncontingent = "sudland"\n'
    return head + claim(mode='"air"') + said + claim("gazette", mode='"air"') + otherwise


SEVERAL = '[{ type = "an-2", count = 2 }, { type = "il-76", count = 3 }]'
ONE_OF_SEVERAL = (
    SMALL
    + '[aircraft.il-76]\nname = "Il-76"\n'
    + flown("counted", "aircraft_count = 3", "aircraft_count = 5")
    + flown("one-type", 'aircraft = [{ type = "an-2", count = 3 }]', "aircraft_count = 5")
    # How many of each type is not disputed, how many in all is.
    + flown("two-types", f"aircraft = {SEVERAL}\naircraft_count = 9", f"aircraft = {SEVERAL}\naircraft_count = 7")
    + flown("agreed", "aircraft_count = 3", "aircraft_count = 3")
    + '\n[[guards]]\nid = "unnamed"\ncontingent = "sudland"\n'
    + claim(table="guards", purpose='"fuel"')
    + claim("gazette", table="guards", purpose='"fuel"')
)


@pytest.mark.parametrize(
    ("command", "status", "left"),
    [
        ("aircraft", "disputed", ["departure/counted", "departure/one-type"]),
        ("departures", "disputed", ["departure/counted", "departure/one-type", "departure/two-types"]),
        ("guards", "corroborated", ["guard/unnamed"]),
    ],
)
def test_the_status_is_that_of_a_field_that_the_row_shows(
    csto: Run, base_file: Callable[[str], str], command: str, status: str, left: list[str]
) -> None:
    base = base_file(ONE_OF_SEVERAL)
    every = json.loads(csto(command, "--facts", base, "--json").out)
    found = json.loads(csto(command, "--facts", base, "--json", "--status", status).out)
    assert found == [row for row in every if status in row["status"].values()]
    assert [row["fact"] for row in found] == left


# Of distortions there are two, which differ in all that a filter asks for.
DISTORTED = f"""{SMALL}
[contingents.westmark]
country = "Westmark"
code = "XW"
[places.harbour]
name = "Harbour"
[sources.radio]
publisher = "Radio Norland"
[sources.digest]
publisher = "Digest"
[[departures]]
id = "contradicted"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"airport"', aircraft_count="3")}
{claim("gazette", via='"courier"', date='"2031-05-09"', aircraft_count="5")}
{claim("radio", aircraft_count="4")}
[[guards]]
id = "sharpened"
contingent = "westmark"
{claim("radio", table="guards", via='"wire"', site='"harbour"', since='"2031-05-20"', personnel='"~30"')}
{claim("digest", table="guards", via='["wire", "radio"]', site='"harbour"', personnel="30")}
"""
CONTRADICTED, SHARPENED = "departure/contradicted", "guard/sharpened"


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ("", [CONTRADICTED, SHARPENED]),
        ("--contingent sudland", [CONTRADICTED]),
        ("--place city", [CONTRADICTED]),
        ("--place harbour", [SHARPENED]),
        ("--source gazette", [CONTRADICTED]),
        ("--source digest", [SHARPENED]),
        ("--status disputed", [CONTRADICTED]),
        ("--kind guard", [SHARPENED]),
        ("--kind arrival", []),
        ("--on 2031-05-09", [CONTRADICTED]),
        ("--from 2031-05-15", [SHARPENED]),
    ],
)
def test_a_filter_leaves_the_distortions_that_meet_it(
    csto: Run, base_file: Callable[[str], str], options: str, left: list[str]
) -> None:
    ran = csto("distortions", *options.split(), "--facts", base_file(DISTORTED), "--json")
    assert [row["fact"] for row in json.loads(ran.out)] == left


def test_a_distortion_names_what_was_told_and_what_became_of_it(csto: Run, base_file: Callable[[str], str]) -> None:
    rows = json.loads(csto("distortions", "--facts", base_file(DISTORTED), "--json").out)
    told = [(row["field"], row["told_by"], row["told"], row["source"], row["changed_to"]) for row in rows]
    assert told == [
        ("aircraft_count", "courier", "3", "gazette", "5"),
        ("personnel", "radio", "about 30", "digest", "30"),
    ]
