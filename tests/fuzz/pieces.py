"""The small bases that are mutated: pieces of the shipped base and of the starter, and one that declares its kinds."""

import re
import sys
from pathlib import Path

from cstocli.model.base import Document
from cstocli.model.format import ABOUT_KEYS
from cstocli.read.files import shipped
from cstocli.read.reader import read
from tests.conftest import FORMAT

TABLES = {"about": ABOUT_KEYS, **FORMAT.tables}
HEADING = re.compile(r"^\[\[?([A-Za-z_]+)(?:\.([^\]]+))?\]\]?", re.MULTILINE)
_QUOTED = re.compile(r'"([a-z0-9][a-z0-9_/-]*)"')
_MOST_CLAIMS = 3
_MOST_PIECES = 200
_MOST_SHIPPED = 80

# A base that declares its own vocabulary: every key of a kind, of a sort and of a field, and every type.
DECLARED = """format = 1
[about]
title = "T"
period = "2031-05"
[things.ship]
plural = "ships"
meaning = "a ship"
within = "class"
[kinds.voyage]
plural = "voyages"
meaning = "a voyage"
summary = "{ship} sails[ to {harbour}][ on {day}]"
when = "day"
begins = "day"
ends = "until"
where = ["harbour"]
series = "as_told"
[kinds.voyage.fields]
ship = { type = "ship", question = "Which ship?" }
day = { type = "date", meaning = "the day" }
until = { type = "date" }
as_told = { type = "date" }
clock = { type = "time" }
crew = { type = "count", unit = "people", question = "How many?" }
officers = { type = "count", unit = "people", part_of = "crew" }
mood = { type = "words" }
cargo = { type = "list" }
boats = { type = "items", of = "ship" }
harbour = { type = "place" }
ports = { type = "places" }
line = { type = "organisation" }
master = { type = "person" }
full = { type = "share" }
turn = { type = "ordinal" }
how = { type = "choice", choices = ["sail", "steam"] }
coal = { type = "count", asked_if = { how = "steam" }, question = "How much coal?" }
after = { type = "reference", of = "voyage" }
[sources.log]
publisher = "Log"
published = 2031-05-09
[ships.ark]
name = "Ark"
[ships.dove]
name = "Dove"
class = "ark"
[places.port]
name = "Port"
[people.noah]
name = "Noah"
[organisations.line]
name = "Line"
[[voyages]]
id = "first"
[[voyages.claims]]
source = "log"
at = 1
quote = "sails"
ship = "ark"
day = "2031-05-09"
clock = "07:30"
crew = "~40"
officers = 4
how = "steam"
full = "half"
turn = 2
[[voyages]]
id = "second"
[[voyages.claims]]
source = "log"
at = 2
quote = "sails again"
ship = "dove"
boats = [{ what = "dove", count = 2 }]
cargo = ["beasts"]
harbour = "port"
ports = ["port"]
line = "line"
master = "noah"
mood = "glad"
after = "voyage/first"
how = "sail"
"""


def bases_to_mutate() -> list[str]:
    """Pieces of the shipped base and of the starter, the starter whole, and a base that declares its own kinds."""
    starter = (shipped_starter()).read_text(encoding="utf-8")
    declared = [DECLARED, DECLARED.replace("format = 1", f'format = 1\nvocabulary = "{FORMAT.vocabulary}"')]
    # The starter has every kind; of the shipped base the short pieces make cheap runs.
    of_shipped = sorted(pieces(Path(shipped()).read_text(encoding="utf-8")), key=len)[:_MOST_SHIPPED]
    return [*declared * 10, *pieces(starter), *of_shipped]


def shipped_starter() -> Path:
    """The starter of `csto init`."""
    return Path(sys.modules["cstocli"].__path__[0], "curate", "starter.toml")


def pieces(text: str) -> list[str]:
    """Small bases cut out of a large one: a fact with some of its claims, and the things that they name."""
    things, facts, rivals = _blocks(text)
    declared = {identity.rpartition(".")[2]: identity for identity in things}
    found = []
    for fact in facts:
        needed = _needed(fact, things, declared)
        kept = "".join(body for identity, body in things.items() if identity in needed or identity == "about")
        found.append(f"format = 1\n{kept}{fact}")
    by_id = {_name(fact): fact for fact in facts}
    for rival in rivals:
        both = [by_id[name] for name in _QUOTED.findall(rival) if name in by_id]
        whole = "".join(both) + rival
        needed = _needed(whole, things, declared)
        kept = "".join(body for identity, body in things.items() if identity in needed or identity == "about")
        found.append(f"format = 1\n{kept}{whole}")
    read_well = [piece for piece in found if read([Document("piece", piece)], FORMAT)[0]]
    step = max(1, len(read_well) // _MOST_PIECES)
    return read_well[::step]


def _blocks(text: str) -> tuple[dict[str, str], list[str], list[str]]:
    """The text of each thing by `table.id`, of each fact with its first claims, of each rivalry."""
    things: dict[str, str] = {}
    facts: list[str] = []
    rivals: list[str] = []
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    headings = [*HEADING.finditer(text)]
    claims = 0
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        body = text[heading.start() : following.start() if following else len(text)].rstrip() + "\n"
        table, rest = heading[1], heading[2]
        if table == "rivals":
            rivals.append(body)
        elif table in TABLES:
            things[f"{table}.{rest}" if rest else table] = body
        elif not rest:
            facts.append(body)
            claims = 0
        else:
            claims += rest == "claims"
            # A curator's choice needs the very claim that gives it.
            if claims <= _MOST_CLAIMS or ".shown]" in facts[-1]:
                facts[-1] += body
    return things, facts, rivals


def _name(fact: str) -> str:
    """The full id of a fact from its text."""
    table = HEADING.match(fact)
    kind = next(name for name, kind in FORMAT.kinds.items() if table and kind.plural == table[1])
    identity = re.search(r'^id = "([^"]*)"', fact, re.MULTILINE)
    return f"{kind}/{identity[1] if identity else ''}"


def _needed(text: str, things: dict[str, str], declared: dict[str, str]) -> set[str]:
    """The things that `text` names, and those that these name in turn."""
    found: set[str] = set()
    ahead = [text]
    while ahead:
        for name in _QUOTED.findall(ahead.pop()):
            wanted = [f"{table}.{name}" for table in TABLES] if name in declared else []
            for identity in wanted:
                if identity in things and identity not in found:
                    found.add(identity)
                    ahead.append(things[identity])
    return found
