"""Writes fact bases of any size that look like the shipped one: an archive of many missions.

`python benchmarks/generate.py CLAIMS > facts.toml` writes at least that many claims, always the
same ones. A mission has five contingents, and of each a strength, an approval, deployments, an
arrival, guards, departures in waves over two years, and equipment; beside them posts and events.
A fact has one to six claims of several sources, some of which relay others; numbers, types and
days differ now and then, as much as they may to agree, or more. Dates are days, months, stretches
or guesses. Shares are those of the shipped base: three claims a fact, three claims a source, 400
bytes a claim. What is found under one contingent does not grow with the base.

`python benchmarks/generate.py --departures COUNT` writes a base of so many departures alone.
"""

import math
import random
import sys
from collections.abc import Callable, Iterator
from itertools import count

COUNTRIES = (("Armenia", "AM"), ("Belarus", "BY"), ("Kyrgyzstan", "KG"), ("Russia", "RU"), ("Tajikistan", "TJ"))
PUBLISHERS = ("Meridian", "Courier", "Steppe Post", "Morning Herald", "Agency North", "Channel 5", "Daily Record")
AGENCIES = ("TASS", "Interfax", "Kazinform", "BelTA", "Khovar", "Kabar")
WORDS = (  # noqa: SIM905 - easier to read than forty strings
    "the units left airport aircraft peacekeepers contingent commander said convoy border guarded power plant"
    " returned home reported ministry defence equipment vehicles loaded first second column according plan"
    " television tower reservoir bridge station evening morning withdrawn rotation handed over security"
).split()
TYPES = ("il-76", "il-76md", "an-124", "mi-8", "tu-154")
WAVES = 4  # departures of one contingent
WAVES_ALONE = 200  # the same in a base of departures alone
FIRST_YEAR, YEARS = 1993, 30
EVERYWHERE = """\
format = 1

[about]
title = "An archive of missions"
period = "1993/2024"

[aircraft.il-76]
name = "Il-76"

[aircraft.il-76md]
name = "Il-76MD"
variant_of = "il-76"

[aircraft.an-124]
name = "An-124"

[aircraft.mi-8]
name = "Mi-8"

[aircraft.tu-154]
name = "Tu-154"

[organisations.air-force]
name = "Air Force"

[organisations.transport-aviation]
name = "Military Transport Aviation"
part_of = "air-force"
"""


def base(claims: int, first: int = 1) -> Iterator[str]:
    """The text of a base of at least `claims` claims, mission by mission from the one of the number `first` on."""
    yield EVERYWHERE
    yield from missions(claims, first)


def missions(claims: int, first: int = 1) -> Iterator[str]:
    """The text of each mission of the base of `claims` claims; each is whole once `EVERYWHERE` stands before it."""
    written = 0
    for number in count(first):
        mission = _Mission(number)
        yield "\n".join((*mission.things(), *mission.facts()))
        written += mission.claims
        if written >= claims:
            return


def departures(wanted: int) -> Iterator[str]:
    """The text of a base of `wanted` departures and no other fact, in full missions."""
    yield EVERYWHERE
    for number in range(1, math.ceil(wanted / WAVES_ALONE / len(COUNTRIES)) + 1):
        mission = _Mission(number, WAVES_ALONE)
        waves = (wave for country, _ in COUNTRIES for wave in mission.departures(mission.of(country)))
        yield "\n".join((*mission.things(), *waves))


class _Mission:
    """One mission; its ids end in its number, its text depends on that and on its waves of departures alone."""

    def __init__(self, number: int, waves: int = WAVES) -> None:
        self.random = random.Random(number)  # noqa: S311 - no secret
        self.number = f"{number:05}"
        self.year = FIRST_YEAR + number % YEARS
        self.waves = waves
        self.claims = 0
        self.sources = [f"s{index}-{self.number}" for index in range(80)]
        self.origins = [f"o{index}-{self.number}" for index in range(40)]
        self.sites = [f"site{index}-{self.number}" for index in range(8)]
        self.city, self.airport, self.home = (f"{name}-{self.number}" for name in ("city", "airport", "home"))

    def things(self) -> Iterator[str]:
        """Its sources, origins, places, commander and contingents."""
        for source in self.sources:
            publisher = self.random.choice(PUBLISHERS)
            yield f'\n[sources.{source}]\npublisher = "{publisher}"\ntitle = "{self.phrase(7).capitalize()}"'
            yield f'url = "https://news.example/{self.year}/{source}"\npublished = {self.day()}\nlanguage = "en"'
        for index, origin in enumerate(self.origins):
            agency = self.random.choice(AGENCIES)
            yield f'\n[origins.{origin}]\nname = "{agency} story {index} of {self.year}"\nteller = "{agency}"'
            if index % 4 == 1:
                yield f'via = ["{self.origins[index - 1]}"]'
        yield f'\n[places.{self.city}]\nname = "City {self.number}"'
        yield f'\n[places.{self.airport}]\nname = "Airport {self.number}"\nwithin = "{self.city}"'
        yield f'\n[places.{self.home}]\nname = "Home {self.number}"'
        for index, site in enumerate(self.sites):
            yield f'\n[places.{site}]\nname = "{WORDS[index + 10].capitalize()} {self.number}"\nwithin = "{self.city}"'
        yield f'\n[people.commander-{self.number}]\nname = "Commander {self.number}"'
        for country, code in COUNTRIES:
            yield f'\n[contingents.{self.of(country)}]\ncountry = "{country}"\ncode = "{code}"'

    def facts(self) -> Iterator[str]:
        """Its facts: those of each contingent, a post and eight events."""
        for country, _ in COUNTRIES:
            yield from self.contingent(self.of(country))
        yield from self.fact(
            "commands", "post", lambda: f'person = "commander-{self.number}"\nrole = "commander"', contingent=""
        )
        for index in range(8):
            yield from self.fact(
                "events",
                f"event{index}",
                self.event(self.day()),
                contingent="",
                title=self.phrase(5).capitalize(),
            )

    def contingent(self, who: str) -> Iterator[str]:
        """The facts of one contingent."""
        number, day = self.random.randrange(30, 900), self.day()
        yield from self.fact("strengths", who, lambda: f"personnel = {self.about(number)}", who)
        yield from self.fact("approvals", who, lambda: f'date = "{self.near(day)}"\nbody = "{self.phrase(2)}"', who)
        yield from self.fact("deployments", who, self.movement(self.home, self.airport, day), who)
        yield from self.fact(
            "arrivals",
            who,
            lambda: f'date = "{self.near(day)}"\nplace = "{self.airport}"',
            who,
            more='\ndirection = "in"',
        )
        for site in self.random.sample(self.sites, 2):
            yield from self.fact("guards", f"{who}-{site}", self.guard(site, day), who)
        yield from self.departures(who)
        units = self.random.randrange(5, 90)
        yield from self.fact("equipment", who, lambda: f"units = {self.about(units)}", who)

    def departures(self, who: str) -> Iterator[str]:
        """The waves in which one contingent leaves, over two years."""
        for wave in range(self.waves):
            left = self.day(later=wave * 2 // self.waves)
            yield from self.fact("departures", f"{who}-{wave}", self.movement(self.airport, self.home, left), who)

    def event(self, day: str) -> Callable[[], str]:
        """What a claim says of an event, anew at each call."""
        return lambda: f'date = "{self.near(day)}"\nplace = "{self.city}"\nby = "{self.phrase(2)}"'

    def guard(self, site: str, day: str) -> Callable[[], str]:
        """What a claim says of a guard, anew at each call."""
        return lambda: f'site = "{site}"\nsince = "{self.near(day)}"'

    def movement(self, start: str, end: str, day: str) -> Callable[[], str]:
        """What a claim says of a deployment or a departure, anew at each call."""
        kind, number = self.random.choice(TYPES), self.random.randrange(1, 12)

        def said() -> str:
            lines = [f'date = "{self.near(day)}"', f'from_place = "{start}"']
            chance = self.random.random()
            if chance < 0.6:  # noqa: PLR2004
                lines.append(f'aircraft = [{{ type = "{kind}", count = {self.about(number)} }}]')
            elif chance < 0.8:  # noqa: PLR2004
                lines.append(f"aircraft_count = {self.about(number)}")
            if self.random.random() < 0.5:  # noqa: PLR2004
                lines.append(f'to_place = "{end}"\noperator = "transport-aviation"')
            if self.random.random() < 0.3:  # noqa: PLR2004
                lines.append('carried = ["vehicles", "equipment"]')
            return "\n".join(lines)

        return said

    def fact(
        self,
        table: str,
        name: str,
        said: Callable[[], str],
        contingent: str,
        *,
        title: str = "",
        more: str = "",
    ) -> Iterator[str]:
        """A fact of `table` with one to six claims, each of which says what `said` returns."""
        name = name if name.endswith(self.number) else f"{name}-{self.number}"
        yield f'\n[[{table}]]\nid = "{name}"{more}' + (f'\ncontingent = "{contingent}"' if contingent else "")
        if title:
            yield f'title = "{title}"'
        for _ in range(self.random.choice((1, 1, 2, 3, 3, 4, 6))):
            self.claims += 1
            yield f'\n[[{table}.claims]]\nsource = "{self.random.choice(self.sources)}"'
            yield f'at = {self.random.randrange(1, 20)}\nquote = "{self.phrase(8)}"'
            chance = self.random.random()
            if chance < 0.55:  # noqa: PLR2004
                yield f'via = ["{self.random.choice(self.origins)}"]'
            if chance < 0.15:  # noqa: PLR2004
                yield 'hedge = "reportedly"'
            if chance > 0.7:  # noqa: PLR2004
                yield f'reading = "{self.phrase(9)}"'
            yield said()

    def of(self, country: str) -> str:
        """The id of a country's contingent."""
        return f"{country.lower()}-{self.number}"

    def phrase(self, words: int) -> str:
        """So many words."""
        return " ".join(self.random.choices(WORDS, k=words))

    def day(self, later: int = 0) -> str:
        """A day of the mission's year, or of one `later`."""
        return f"{self.year + later}-{self.random.randrange(1, 13):02}-{self.random.randrange(1, 29):02}"

    def near(self, day: str) -> str:
        """The day as one source gives it: exactly, to the month, as a stretch, as a guess, or otherwise."""
        chance = self.random.random()
        if chance < 0.75:  # noqa: PLR2004
            return day
        if chance < 0.85:  # noqa: PLR2004
            return day[:7]
        if chance < 0.9:  # noqa: PLR2004
            return f"{day[:8]}01/{day}"
        return f"{day}~" if chance < 0.95 else f"{day[:8]}{int(day[8:]) % 28 + 1:02}"  # noqa: PLR2004

    def about(self, number: int) -> str:
        """The number as one source gives it."""
        chance = self.random.random()
        if chance < 0.75:  # noqa: PLR2004
            return str(number)
        return f'"~{number}"' if chance < 0.9 else f'">{number - 1}"' if chance < 0.95 else str(number + 1)  # noqa: PLR2004


if __name__ == "__main__":
    sys.stdout.writelines(departures(int(sys.argv[2])) if sys.argv[1] == "--departures" else base(int(sys.argv[1])))
