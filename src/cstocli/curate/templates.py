"""What a curator starts from: a small base to write over, templates to paste, and a guide to all fields."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cstocli.ask.columns import Column, Question, Row
from cstocli.ask.explorer import Explorer
from cstocli.model.format import (
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
from cstocli.read.values import choices

_STARTER = Path(__file__).parent / "starter.toml"


def starter() -> str:
    """The text of a small made-up base, commented for a curator who has not seen one; it has no problems."""
    return _STARTER.read_text(encoding="utf-8")


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


_MOST_VALUES = 10


def described(questions: Mapping[str, Question]) -> tuple[str, ...]:
    """All that `fields` tells the fields of: kinds and commands."""
    return (*ALL_KINDS, *questions)


def fields(base: Explorer, what: str | None) -> list[Row]:
    """What there is to know of `what`, one of those `described`: its fields and the values that occur.

    Values of a kind are in words and count claims, those of a command are as in its
    rows and count rows; of arrays each element counts. A command that must be told
    what to look at has none. Without `what`: every kind and command, and what it is.
    """
    if what is None:
        kinds = [_row(name, None, "kind of fact", _OF_KINDS[name]) for name in ALL_KINDS]
        rows = ((name, question.row_type.one_row) for name, question in base.questions.items())
        return [*kinds, *(_row(name, None, "command", f"One row: {one_row}.") for name, one_row in rows)]
    if what in ALL_KINDS:
        said = _said(base, what)
        return [
            _row(what, name, field.type, field.meaning, field.question, said.get(name))
            for name, field in ALL_KINDS[what].fields.items()
        ]
    question = base.questions[what]
    # What must be told what to look at has no answer of its own.
    answers = [*base.ask(what)] if question.text and not question.parameters else []
    return [
        _row(what, column.name, column.type, column.meaning, "", _occurring(answers, column))
        for column in question.row_type.columns
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


def _said(base: Explorer, kind: str) -> dict[str, Counter[Any]]:
    """The words that claims give of each field of a kind, and how many claims do."""
    sql = (
        "SELECT s.field, s.words, count(*) FROM said s JOIN facts f ON f.id = s.fact WHERE f.kind = ?"
        " GROUP BY s.field, s.words ORDER BY s.field, s.words"
    )
    found: dict[str, Counter[Any]] = {}
    for field, words, count in base.index.execute(sql, (kind,)):
        found.setdefault(field, Counter())[words] = count
    return found


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
