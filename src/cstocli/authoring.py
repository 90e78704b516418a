"""What a curator starts from: a small base to write over, templates to paste, and a guide to all fields."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cstocli.ask import Row, ask
from cstocli.kinds import (
    ALL_KINDS,
    CLAIM_KEYS,
    DIRECTIONS,
    FACT_KEYS,
    KINDS,
    MODES,
    PARTS_OF_DAY,
    RIVAL_KEYS,
    TABLES,
    Key,
)
from cstocli.rows import ROWS, Column, RowType
from cstocli.values import choices

_STARTER = """\
# A fact base to start from. ALL OF IT IS MADE UP: countries, agencies, papers, people, numbers.
# Write over it, piece by piece, what your own sources say. Every key is explained in docs/format.md.
#
#   csto check facts.toml                            every problem in it, with its line and what to do
#   csto --facts facts.toml                          what the base holds
#   csto --facts facts.toml why departure/sudland    who says what, and who told whom
#
# A base holds what sources SAY. A source is one published document. A claim is what one passage of it says about
# one thing. All claims about one thing stand under one fact, also when they contradict each other: csto adds them up.

format = 1

[about]
title = "MADE UP: relief mission to Norland after the flood of May 2031"
period = "2031-05-02/2031-05-16"     # from the one day to the other
note = "an example to write over; nothing of it happened"

# ----------------------------------------------------------------------------
# Things. Their ids, such as `sudland`, are yours to choose: small letters, digits, hyphens.
# ----------------------------------------------------------------------------

[contingents.sudland]
country = "Sudland"
code = "XS"                          # ISO 3166-1; XA to XZ belong to no country

[contingents.westmark]
country = "Westmark"
code = "XW"

[sources.courier-0509]               # a document, not a newspaper: a second article is a second source
publisher = "Norland Courier"
title = "Relief planes fly home"
url = "https://courier.example/relief-planes"
published = 2031-05-09
language = "en"

[sources.gazette-0509]
publisher = "Portby Gazette"
url = "https://gazette.example/2031/0509"
published = "2031-05-09?"            # `?` because the day is inferred
language = "en"
via = ["norwire-0509"]               # all of it relays the agency, unless a claim says otherwise
note = "headline not known; names no agency but has its text word for word"

[sources.radio-0511]
publisher = "Radio Norland"
title = "The last lorries"
url = "https://radio.example/last-lorries"
published = 2031-05-11
language = "en"

[sources.ministry-0512]
publisher = "Sudland Ministry of Defence"
title = "The mission to Norland in figures"
url = "https://defence.sudland.example/mission"
published = 2031-05-12
language = "en"

# An origin is where an account first came from when you know it only through those who relay it.
[origins.norwire-0509]
name = "Norwire story of 9 May 2031"
teller = "Norwire"

[origins.norwire-0504]
name = "Norwire story of 4 May 2031"
teller = "Norwire"
via = ["westmark-staff-0504"]        # Norwire quotes the staff: whoever relays Norwire goes back to the staff

[origins.westmark-staff-0504]
name = "statement of the Westmark General Staff of 4 May 2031"
teller = "Westmark General Staff"

[places.norland]
name = "Norland"

[places.portby]
name = "Portby"
within = "norland"

[places.portby-airport]
name = "Portby airport"
within = "portby"
position = [0.5, -30.25]             # latitude, longitude: somewhere in the sea, for there is no Portby
also = ["Portbye airfield"]

# A group stands for what some sources do not tell apart. Whoever says "a bridge" agrees with whoever names it.
[places.portby-bridges]
name = "a bridge in Portby"
within = "portby"

[places.old-bridge]
name = "Old Bridge"
within = ["portby", "portby-bridges"]    # the first is where it lies on the map

[places.waterworks]
name = "Portby waterworks"
within = "portby"

[places.grain-store]
name = "Portby grain store"
within = "portby"

[places.hill-post]
name = "Hill border post"
within = "norland"

[places.sudland]
name = "Sudland"

[places.westmark]
name = "Westmark"

[aircraft.heron]
name = "Heron"

[aircraft.heron-t]
name = "Heron-T"
variant_of = "heron"                 # "a Heron" and "a Heron-T" then agree

[organisations.sudland-forces]
name = "Sudland Armed Forces"

[organisations.sudland-air-force]
name = "Sudland Air Force"
part_of = "sudland-forces"

[people.ada-vale]
name = "Ada Vale"
also = ["A. Vale"]

# ----------------------------------------------------------------------------
# Facts, one of each kind
# ----------------------------------------------------------------------------

# strength: how many people. Two independent origins agree, so the number is corroborated.
[[strengths]]
id = "sudland"                       # the fact strength/sudland
contingent = "sudland"

[[strengths.claims]]
source = "courier-0509"
at = 2                               # paragraph, counted over non-empty lines
quote = "about 200 engineers"        # a fragment that stands there to the letter, at most ten words
hedge = "about"                      # the hedge word of the source ...
personnel = "~200"                   # ... and the same in the number: 212 agrees with it, 300 would not

[[strengths.claims]]
source = "ministry-0512"
at = 1
quote = "212 servicemen"
personnel = 212

# approval: who allowed it. What the source leaves open, such as the vote, stays out of the claim.
[[approvals]]
id = "sudland"
contingent = "sudland"

[[approvals.claims]]
source = "ministry-0512"
at = 2
quote = "by decision of parliament of 3 May"
date = "2031-05-03"
body = "parliament of Sudland"
decision = "to send engineers"

# deployment: how it went there.
[[deployments]]
id = "westmark"
contingent = "westmark"

[[deployments.claims]]
source = "courier-0509"
at = 7
quote = "lorries from Westmark, sent on 4 May, the agency reported"
via = ["norwire-0504"]               # whom the source credits, the first teller first
date = "2031-05-04"
from_place = "westmark"
to_place = "norland"
mode = "road"
vehicles = "lorries"

# arrival: `direction` tells the way in from the way home.
[[arrivals]]
id = "sudland-in"
contingent = "sudland"
direction = "in"

[[arrivals.claims]]
source = "courier-0509"
at = "caption"                       # or a word for the passage
quote = "the first Heron lands at Portby"
date = "2031-05-05/2031-05-06"       # it fell on one of these days
reading = "paragraph 1 says that they came on Monday night"
place = "portby-airport"

# guard: what it watched over. The radio names no bridge, the ministry does: they agree, by the group.
[[guards]]
id = "sudland-bridge"
contingent = "sudland"

[[guards.claims]]
source = "radio-0511"
at = 4
quote = "had stood watch on a bridge since Tuesday"
reading = "the Tuesday before the article of Sunday 11 May"
site = "portby-bridges"
since = "2031-05-06"

[[guards.claims]]
source = "ministry-0512"
at = 5
quote = "kept the Old Bridge open until 9 May"
site = "old-bridge"
until = "2031-05-09"

# Two facts that exclude each other: see [[rivals]] at the end.
[[guards]]
id = "westmark-waterworks"
contingent = "westmark"

[[guards.claims]]
source = "gazette-0509"
at = 3
quote = "Westmark's men at the waterworks"
site = "waterworks"

[[guards]]
id = "westmark-grain-store"
contingent = "westmark"

[[guards.claims]]
source = "radio-0511"
at = 6
quote = "Westmark, which guarded only the grain store"
site = "grain-store"

# departure: how it left. Courier and Gazette relay one wire: two articles, ONE origin. The ministry is a second,
# independent one. On the day all agree; on the number of aircraft they do not: csto finds that dispute by itself.
[[departures]]
id = "sudland"
contingent = "sudland"

# The value shown is the one with most origins, then the most precise, then the latest. Where that is wrong, choose
# another one that a claim gives, and say why.
[departures.shown]
aircraft = { value = [{ type = "heron", count = 3 }], reason = "the ministry counts its own aircraft" }

[[departures.claims]]
source = "courier-0509"
at = 1
quote = "left on Friday morning in two Heron-T, Norwire reports"
via = ["norwire-0509"]
reading = "Friday in an article of Friday 9 May"    # how a relative date was resolved
date = "2031-05-09"
part_of_day = "morning"
from_place = "portby-airport"
to_place = "sudland"
aircraft = [{ type = "heron-t", count = 2 }]

[[departures.claims]]
source = "gazette-0509"              # its `via` stands with the source
at = 1
quote = "left on Friday morning in two Heron-T"
reading = "Friday in an article of Friday 9 May"
date = "2031-05-09"
part_of_day = "morning"
aircraft = [{ type = "heron-t", count = 2 }]

[[departures.claims]]
source = "ministry-0512"
at = 6
quote = "three Heron of the Air Force returned on 9 May"
date = "2031-05-09"
aircraft = [{ type = "heron", count = 3 }]
operator = "sudland-air-force"

# A road movement is not asked for its aircraft. The two dates cannot both be true: the rule decides, and says so.
[[departures]]
id = "westmark"
contingent = "westmark"

[[departures.claims]]
source = "radio-0511"
at = 1
quote = "the last lorries crossed Hill post on Saturday"
reading = "the Saturday before the article of Sunday 11 May"
date = "2031-05-10"
via_place = "hill-post"
to_place = "westmark"
mode = "road"
vehicles = "lorries"

[[departures.claims]]
source = "gazette-0509"
at = 5
quote = "our reporter saw Westmark's lorries leave on Thursday"
via = []                             # nobody's story but its own, whatever stands with the source
reading = "the Thursday before the article of Friday 9 May"
note = "these may have been other lorries"
date = "2031-05-08"
mode = "road"

# command: who led it.
[[commands]]
id = "sudland"
contingent = "sudland"

[[commands.claims]]
source = "ministry-0512"
at = 3
quote = "under Colonel A. Vale"
person = "ada-vale"
rank = "colonel"
role = "commander"

# equipment: with what.
[[equipment]]
id = "sudland"
contingent = "sudland"

[[equipment.claims]]
source = "ministry-0512"
at = 4
quote = "more than 20 vehicles, six pumps among them"
hedge = "more than"
units = ">20"
items = [{ what = "pumps", count = 6 }]

# event: anything else; without a `contingent` it concerns the mission as a whole. Its title says what it is.
[[events]]
id = "flood"
title = "The river floods Portby"

[[events.claims]]
source = "radio-0511"
at = 2
quote = "the flood at the beginning of the month"
reading = "the month of the article, May"
date = "2031-05-02~"                 # `~` because it is approximate
place = "portby"

# ----------------------------------------------------------------------------
# Rivals: facts that cannot all be true, which no program can know. Neither is hidden; the field becomes disputed.
# ----------------------------------------------------------------------------

[[rivals]]
facts = ["guard/westmark-waterworks", "guard/westmark-grain-store"]
field = "site"
reason = "the radio says that it guarded nothing but the grain store"
"""


def starter() -> str:
    """The text of a small made-up base, commented for a curator who has not seen one; it has no problems."""
    return _STARTER


_OF_KINDS = {
    "strength": "How many people a contingent had.",
    "approval": "That a body or a person approved the sending.",
    "deployment": "One movement of a contingent to the country of the mission.",
    "arrival": "That a contingent reached the country of the mission, or its own again.",
    "guard": "That a contingent guarded a site.",
    "departure": "One movement of a contingent out of the country of the mission.",
    "command": "Who held a post, and where.",
    "equipment": "What equipment a contingent had.",
    "event": "Anything else that happened or was said.",
    "contingent": "What all facts of one contingent add up to; nobody writes it.",
}
"""Every kind of fact in a sentence."""

_OF_TABLES = {
    "source": ("sources", "One published document."),
    "origin": ("origins", "Where an account first came from, known only through those who relay it."),
    "place": ("places", "A place, or a group of places that sources do not tell apart."),
    "contingent": ("contingents", "What one country sent."),
    "aircraft": ("aircraft", "A type of aircraft, or a variant of one."),
    "organisation": ("organisations", "Whoever may operate an aircraft."),
    "person": ("people", "Someone whom a fact names."),
}
"""What a curator calls one entry of a table, the table, and what it holds."""

TEMPLATES: tuple[str, ...] = (*KINDS, *_OF_TABLES, "rivals")
"""All that `template` has a template of."""

_EXAMPLES = {
    "text": '"some words"',
    "words": '"some words"',
    "texts": '["some words", "other words"]',
    "list": '["one thing", "another"]',
    "id": '"some-id"',
    "quote": '"at most ten words of the source"',
    "passage": "1",
    "date": '"2031-05-09"',
    "count": '"~30"',
    "position": "[0.5, -30.25]",
    "code": '"XA"',
    "url": '"https://paper.example/article"',
    "aircraft": '[{ type = "some-aircraft", count = 3 }]',
    "items": '[{ what = "lorries", count = 3 }]',
    "place": '"some-place"',
    "places": '["some-place"]',
    "person": '"some-person"',
    "organisation": '"some-organisation"',
    "source": '"some-source"',
    "contingent": '"some-contingent"',
    "aircraft-type": '"some-aircraft"',
    "tellers": '["some-origin"]',
    "part-of-day": '"morning"',
    "mode": '"road"',
    "direction": '"in"',
    "facts": '["guard/some-id", "guard/other-id"]',
    "field": '"site"',
}
"""How a value of each type is written. Ids begin with `some-`, so that a forgotten one is told as unknown."""

_EXAMPLES_OF_KEYS = {"hedge": '"reportedly"', "language": '"en"', "code": '"XA"'}
_CHOICES = {"part-of-day": PARTS_OF_DAY, "mode": MODES, "direction": DIRECTIONS}
_COMMENTS_FROM = 56  # column

_FORMS = (
    "# Uncomment what the source says; what it leaves open stays out. An (asked) field that no claim gives is a gap.",
    '# Dates: "2031-05-09", "2031-05", "2031", with ~ or ? behind it; from A to B: "A/B", "A/..", "../B".',
    '# Counts: 30, "~30" about, ">30" more than, "<30" fewer than, "<=30" up to, "30..40".',
)


def template(kind: str) -> str:
    """TOML to paste for one new thing of the sort `kind`, one of `TEMPLATES`, with every key that it may have.

    What must be given has a placeholder; what may be given is commented out, with an example.
    """
    if kind == "rivals":
        return _rivals()
    if kind in KINDS:
        return _fact(kind)
    table, meaning = _OF_TABLES[kind]
    lines = [_line(name, key, required=key.required) for name, key in TABLES[table].items()]
    return "\n".join([f"# {kind}: {meaning}", f"[{table}.some-id]", *lines, ""])


def _fact(name: str) -> str:
    kind = KINDS[name]
    lines = [f"# {name}: {_OF_KINDS[name]}", *_FORMS, f"[[{kind.table}]]"]
    for key, declared in FACT_KEYS.items():
        if key == "claims" or (key == "direction" and key not in kind.keys):
            continue
        if key == "shown":
            field, spec = next(iter(kind.fields.items()))
            example = f'{{ {field} = {{ value = {_EXAMPLES[spec.type]}, reason = "some words" }} }}'
            lines.append(_commented(f"# shown = {example}", declared.meaning))
        else:
            # An event is told by nothing but its title.
            required = declared.required or key in kind.keys or (name, key) == ("event", "title")
            lines.append(_line(key, declared, required=required))
    lines += ["", f"[[{kind.table}.claims]]"]
    lines += [_line(key, declared, required=declared.required) for key, declared in CLAIM_KEYS.items()]
    for field, spec in kind.fields.items():
        asked = " (asked)" if spec.question else ""
        lines.append(_line(field, Key(spec.type, spec.meaning + asked), required=False))
    return "\n".join([*lines, ""])


def _rivals() -> str:
    """Both forms of rivals: two facts, or two values of one."""
    of_facts = [_line(name, key, required=True) for name, key in RIVAL_KEYS.items() if name != "values"]
    of_words = {**_EXAMPLES, "facts": '["event/some-id"]', "field": '"by"'}
    of_values = [_commented(f"# {name} = {of_words[key.type]}", key.meaning) for name, key in RIVAL_KEYS.items()]
    above = "# rivals: Facts that exclude each other, or words of one fact that do."
    return "\n".join([above, "[[rivals]]", *of_facts, "", "# [[rivals]]", *of_values, ""])


def _line(name: str, key: Key, *, required: bool) -> str:
    """One key with an example of its value; commented out where it may be left out."""
    example = _EXAMPLES_OF_KEYS.get(name, _EXAMPLES[key.type])
    words = _CHOICES.get(key.type, ())
    listed = "" if all(word in key.meaning for word in words) else f" One of: {choices(words)}."
    return _commented(f"{'' if required else '# '}{name} = {example}", key.meaning + listed)


def _commented(line: str, comment: str) -> str:
    return f"{line:<{_COMMENTS_FROM}}  # {comment}"


FIELDS_ROW = RowType(
    "a field of a command's rows or of a kind of fact; without either, a command or a kind",
    (
        Column("of", "text", "the command or the kind of fact", heading="Of"),
        Column("field", "text?", "name of the field; null for the command or kind as a whole", heading="Field"),
        Column("type", "text", "type of its values, behind which `?` tells that there may be none", heading="Type"),
        Column("meaning", "text", "what it means", heading="Meaning"),
        Column("question", "text?", "what is asked of every fact of the kind", heading="Asked", place=2),
        Column("values", "tally", "the most frequent values, each with its count", heading="Values", place=1),
    ),
)

DESCRIBED: tuple[str, ...] = (*ALL_KINDS, *ROWS)
"""All that `fields` tells the fields of."""

_MOST_VALUES = 10


def fields(connection: sqlite3.Connection, what: str | None) -> list[Row]:
    """What there is to know of `what`, one of `DESCRIBED`: its fields and the values that occur; rows of `FIELDS_ROW`.

    Values of a kind are in words and count claims, those of a command are as in its
    rows and count rows; of arrays each element counts. A command that must be told
    what to look at has none. Without `what`: every kind and command, and what it is.
    """
    if what is None:
        kinds = [_row(name, None, "kind of fact", _OF_KINDS[name]) for name in ALL_KINDS]
        return [*kinds, *(_row(name, None, "command", f"One row: {ROWS[name].one_row}.") for name in ROWS)]
    if what in ALL_KINDS:
        said = _said(connection, what)
        return [
            _row(what, name, field.type, field.meaning, field.question, said.get(name))
            for name, field in ALL_KINDS[what].fields.items()
        ]
    rows = _answer(connection, what)
    return [
        _row(what, column.name, column.type, column.meaning, "", _occurring(rows, column))
        for column in ROWS[what].columns
    ]


def _row(
    of: str,
    field: str | None,
    kind: str,
    meaning: str,
    question: str = "",
    values: Counter[Any] | None = None,
) -> Row:
    frequent = values.most_common(_MOST_VALUES) if values else []
    return {
        "of": of,
        "field": field,
        "type": kind,
        "meaning": meaning,
        "question": question or None,
        "values": [{"value": value, "count": count} for value, count in frequent],
    }


def _said(connection: sqlite3.Connection, kind: str) -> dict[str, Counter[Any]]:
    """The words that claims give of each field of a kind, and how many claims do."""
    sql = (
        "SELECT s.field, s.words, count(*) FROM said s JOIN facts f ON f.id = s.fact WHERE f.kind = ?"
        " GROUP BY s.field, s.words ORDER BY s.field, s.words"
    )
    found: dict[str, Counter[Any]] = {}
    for field, words, count in connection.execute(sql, (kind,)):
        found.setdefault(field, Counter())[words] = count
    return found


def _answer(connection: sqlite3.Connection, command: str) -> list[Row]:
    """The rows of a command without options; none where it needs an argument to answer."""
    try:
        return ask(connection, command)
    except (FileNotFoundError, sqlite3.ProgrammingError):
        # No SQL text answers it alone, or one that wants a value which nobody gave.
        return []


def _occurring(rows: list[Row], column: Column) -> Counter[Any]:
    values = [row[column.name] for row in rows]
    if column.type == "statuses":
        values = [status for statuses in values for status in statuses.values()]
    return Counter(single for value in values for single in _single(value))


def _single(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """The single values in one of a row: each element of an array, by its name; nothing where there is none."""
    if isinstance(value, list):
        for element in value:
            yield from _single(element)
    elif isinstance(value, dict):
        # An aircraft, an item, or a value that a dispute is about.
        yield next(value[key] for key in ("type", "what", "words") if key in value)
    elif value not in (None, ""):
        yield value
