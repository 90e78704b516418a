"""Random edits of the text of a base, such as a curator makes, or a cat on the keyboard."""

import random
import re
from collections.abc import Callable

_HEADER = re.compile(r"^\[[^\n]*\]", re.MULTILINE)
_DAYS = ("1994-03-0{}", "1994-0{}", "1994-01-0{}/1994-05-01", "1994-02-0{}~", "2031-01-0{}")

Edit = Callable[[random.Random, str], str]


def blocks(text: str) -> list[str]:
    """The text, parted in front of each header."""
    places = [match.start() for match in _HEADER.finditer(text)]
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]


def facts(text: str) -> tuple[list[list[str]], list[int]]:
    """The blocks of a text with their sub-tables, and which of them are facts."""
    grouped: list[list[str]] = []
    for block in blocks(text):
        table = re.match(r"\[\[?([^.\]]+)", block)
        first = grouped[-1][0] if grouped else ""
        if table and re.match(rf"\[\[?{re.escape(table[1])}\.", block) and first.startswith(f"[[{table[1]}]]"):
            grouped[-1].append(block)
        else:
            grouped.append([block])
    found = [
        number
        for number, group in enumerate(grouped)
        if group[0].startswith("[[") and not group[0].startswith("[[rivals")
    ]
    return grouped, found


def _joined(grouped: list[list[str]]) -> str:
    return "".join("".join(group) for group in grouped)


def other_words(chance: random.Random, text: str) -> str:
    """A word more in a quote, a remark, a title or a name."""
    places = [match.end() for match in re.finditer(r'^(?:quote|reading|note|title) = "', text, re.MULTILINE)]
    place = chance.choice(places) if places else 0
    return (
        f"{text[:place]}{chance.choice(('zebra', '北京', 'more than', 'Kazinform'))} {text[place:]}" if place else text
    )


def other_day(chance: random.Random, text: str) -> str:
    """Another day in a claim."""
    day = chance.choice(_DAYS).format(chance.randrange(1, 10))
    return _one_line(chance, text, "date|since|until", f'"{day}"')


def other_number(chance: random.Random, text: str) -> str:
    """Another number in a claim."""
    return _one_line(chance, text, "personnel|units|aircraft_count", str(chance.randrange(1, 900)))


def _one_line(chance: random.Random, text: str, keys: str, value: str) -> str:
    found = [*re.finditer(rf'^({keys}) = [\w"~>/?.:<-]+$', text, re.MULTILINE)]
    if not found:
        return text
    match = chance.choice(found)
    return f"{text[: match.start()]}{match[1]} = {value}{text[match.end() :]}"


def other_source(chance: random.Random, text: str) -> str:
    """A claim of another source, or one that relays another origin."""
    key = chance.choice(("source", "via"))
    values = [*re.finditer(rf"^{key} = ([^\n]+)$", text, re.MULTILINE)]
    if not values:
        return text
    match = chance.choice(values)
    return f"{text[: match.start()]}{key} = {chance.choice(values)[1]}{text[match.end() :]}"


def claim_gone(chance: random.Random, text: str) -> str:
    """A claim less."""
    grouped, found = facts(text)
    group = grouped[chance.choice(found)]
    if len(group) > 1:
        del group[chance.randrange(1, len(group))]
    return _joined(grouped)


def claim_more(chance: random.Random, text: str) -> str:
    """A claim more, copied from a fact of the same kind."""
    grouped, found = facts(text)
    group = grouped[chance.choice(found)]
    kind = group[0].split("\n")[0]
    others = [block for at in found if grouped[at][0].split("\n")[0] == kind for block in grouped[at][1:]]
    if others:
        group.insert(chance.randrange(1, len(group) + 1), chance.choice(others).rstrip() + "\n\n")
    return _joined(grouped)


def fact_gone(chance: random.Random, text: str) -> str:
    """A fact less."""
    grouped, found = facts(text)
    del grouped[chance.choice(found)]
    return _joined(grouped)


def fact_more(chance: random.Random, text: str) -> str:
    """A fact more, copied under another id."""
    grouped, found = facts(text)
    copied = [*grouped[chance.choice(found)]]
    copied[0] = re.sub(r'^id = "', f'id = "x{chance.randrange(10**6)}-', copied[0], flags=re.MULTILINE)
    copied[-1] = copied[-1].rstrip() + "\n\n"
    grouped.insert(chance.choice(found), copied)
    return _joined(grouped)


def fact_moved(chance: random.Random, text: str) -> str:
    """A fact at another place."""
    grouped, found = facts(text)
    moved = grouped.pop(chance.choice(found))
    moved[-1] = moved[-1].rstrip() + "\n\n"
    grouped.insert(chance.choice(facts(_joined(grouped))[1]), moved)
    return _joined(grouped)


def other_publisher(chance: random.Random, text: str) -> str:
    """A source of another publisher."""
    return _one_line(chance, text, "publisher", chance.choice(('"COURIER"', '"Tass"', '"Somebody"')))


def remark(chance: random.Random, text: str) -> str:
    """A comment or a blank line."""
    places = [match.start() for match in re.finditer(r"^", text, re.MULTILINE)]
    place = chance.choice(places)
    return text[:place] + chance.choice(("\n", "# see\n", "   \n", "\t# [[departures]]\n")) + text[place:]


def linked(chance: random.Random, text: str) -> str:
    """A fact that is a plan, is part of another one or came of one, or of another contingent."""
    grouped, found = facts(text)
    group = grouped[chance.choice(found)]
    names = []
    for at in found:
        match = re.search(r'^id = "([^"]+)"', grouped[at][0], re.MULTILINE)
        table = re.match(r"\[\[(\w+)", grouped[at][0])
        if match and table:
            names.append(f"{table[1].removesuffix('s')}/{match[1]}")
    owners = re.findall(r"^contingent = [^\n]+$", text, re.MULTILINE)
    line = chance.choice(("plan = true", f'part_of = "{chance.choice(names)}"', "series = true", *owners[:5]))
    key = line.partition(" ")[0]
    head, *lines = [each for each in group[0].split("\n") if not each.startswith(f"{key} =")]
    group[0] = "\n".join((head, line, *lines))
    return _joined(grouped)


def cat(chance: random.Random, text: str) -> str:
    """Some characters more, or a character or a line less."""
    place = chance.randrange(len(text))
    done = chance.randrange(4)
    if done == 0:
        return text[:place] + chance.choice("\"[]=#\n.\\'x1") * chance.choice((1, 1, 2, 3)) + text[place:]
    if done == 1:
        return text[:place] + text[place + 1 :]
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    if done == 2:
        del lines[at]
    else:
        lines.insert(at, chance.choice(lines))
    return "\n".join(lines)


EDITS: tuple[Edit, ...] = (
    other_words,
    other_day,
    other_day,
    other_number,
    other_source,
    other_source,
    claim_gone,
    claim_more,
    fact_gone,
    fact_more,
    fact_moved,
    other_publisher,
    remark,
    linked,
    cat,
)


def edited(chance: random.Random, text: str) -> str:
    """The text after one edit, or several."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        text = chance.choice(EDITS)(chance, text)
    return text
