"""Edits of the shipped bases as text, as a curator makes them, for tests."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.conftest import ROOT

SHIPPED = {"kazakhstan": "data/facts.toml", "kabul": "examples/kabul-airlift/facts.toml"}
PEOPLE = re.compile(
    r'^(personnel|people|afghans|own_citizens|count|killed) = "?(?:over |about |~)?(\d[\d,]*)"?$', re.MULTILINE
)


class Block(NamedTuple):
    """One table of a TOML text: its heading and what stands below it."""

    heading: str
    text: str

    def key(self, name: str) -> str:
        """The text of a key, without quotation marks; empty where there is none."""
        found = re.search(rf'^{name} = "?([^"\n]*)"?$', self.text, re.MULTILINE)
        return found[1] if found else ""


class Edited(NamedTuple):
    """An edited text, and what was edited: fact, source and passage of each claim."""

    text: str
    claims: list[tuple[str, str, str]]


def shipped(name: str) -> str:
    return (ROOT / SHIPPED[name]).read_text(encoding="utf-8")


def blocks(text: str) -> list[Block]:
    """The tables of a text in their order; what stands before the first heading is the first."""
    parts = re.split(r"(?m)^(?=\[)", text)
    return [Block(part.partition("\n")[0], part) for part in parts]


def edit_claims(
    text: str, kinds: dict[str, str], number: int, edit: Callable[[Block], str | None], *, least: int = 3
) -> Edited:
    """`text` with `edit` made of one claim of each of the first `number` facts where it makes something.

    `kinds` are the kinds by their tables. Only facts of `least` claims, without a choice of the
    curator and without rivals are edited, and each claim has its source and passage to itself.
    """
    known = blocks(text)
    written = [block.text for block in known]
    rivals = "".join(block.text for block in known if block.heading == "[[rivals]]")
    done: list[tuple[str, str, str]] = []
    for fact, numbers in _facts(known, kinds):
        if len(numbers) < least or len(done) == number or f'"{fact}' in rivals:
            continue
        places = [(known[one].key("source"), known[one].key("at")) for one in numbers]
        for one, place in zip(numbers, places, strict=True):
            changed = edit(known[one]) if places.count(place) == 1 else None
            if changed is not None:
                written[one] = changed
                done.append((fact, *place))
                break
    assert len(done) == number, len(done)
    return Edited("".join(written), done)


def _facts(known: list[Block], kinds: dict[str, str]) -> Iterator[tuple[str, list[int]]]:
    """The id of each fact without a choice of the curator, and the numbers of the blocks of its claims."""
    fact, numbers, chosen = "", [], False
    for number, block in enumerate([*known, Block("[[end]]", "")]):
        table = block.heading.strip("[]")
        if table.endswith(".claims") and block.heading.startswith("[["):
            numbers.append(number)
        elif table.endswith(".shown") or ".shown." in table:
            chosen = True
        elif not table.partition(".")[2]:
            if fact and not chosen:
                yield fact, numbers
            fact = f"{kinds[table]}/{block.key('id')}" if table in kinds else ""
            numbers, chosen = [], "\nshown" in block.text
    return


def without(_: Block) -> str:
    """A claim that is removed."""
    return ""


def doubted(block: Block) -> str | None:
    """A claim that counts for nothing any more."""
    body = block.text.rstrip("\n")
    return f'{body}\ndeprecated = "found to be an error"\n\n' if "deprecated" not in body else None


def other_number(block: Block) -> str | None:
    """A claim whose number is another one."""
    found = PEOPLE.search(block.text)
    if not found:
        return None
    return f"{block.text[: found.start()]}{found[1]} = 7{block.text[found.end() :]}"


def again(source: str) -> Callable[[Block], str | None]:
    """What adds the same claim of another source, whose paragraph is 991."""

    def added(block: Block) -> str | None:
        if block.key("source") == source or re.search(r"^via|deprecated|as_of", block.text, re.MULTILINE):
            return None
        copy = re.sub(r"(?m)^source = .*$", f'source = "{source}"', block.text)
        return block.text.rstrip("\n") + "\n\n" + re.sub(r"(?m)^at = .*$", "at = 991", copy).rstrip("\n") + "\n\n"

    return added
