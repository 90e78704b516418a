"""Claims as flat records, one a claim, as somebody would keep them who has no csto."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generate import EVERYWHERE, missions
from cstocli.model.base import Base, Claim, Fact, Value
from cstocli.model.counts import Count, Counted
from cstocli.model.dates import Date
from cstocli.model.provenance import chain
from cstocli.read.files import Files
from cstocli.read.reader import open_base
from cstocli.vocabularies.peace_operation.kinds import peace_operation

Record = dict[str, str | int]

# The keys of a record, in order; one that a claim does not give is left out of its record.
KEYS = (
    *("claim", "fact", "kind", "contingent", "title", "source", "origin", "at", "quote", "hedge", "reading"),
    *(
        "date",
        "earliest",
        "latest",
        "from_place",
        "to_place",
        "mode",
        "aircraft_type",
        "aircraft_number",
        "aircraft_count",
    ),
    *("operator", "carried", "personnel", "body", "place", "site", "since", "by", "person", "role", "units"),
)


def records(claims: int) -> Iterator[Record]:
    """The claims of the generated base of so many claims, in its order.

    Missions are read one by one, with the package's own reader, so that memory does not grow.
    """
    number = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "facts.toml")
        for mission in missions(claims):
            file.write_text(EVERYWHERE + mission, encoding="utf-8")
            base = open_base(Files(str(file)), peace_operation())
            for fact in base.facts:
                for claim in fact.claims:
                    number += 1
                    yield {"claim": number, **_record(base, fact, claim)}


def _record(base: Base, fact: Fact, claim: Claim) -> Record:
    given: Record = {
        "fact": fact.id,
        "kind": fact.kind,
        "contingent": fact.owner,
        "title": fact.title,
        "source": claim.source,
        "origin": chain(base, claim)[0],
        "at": claim.at,
        "quote": claim.quote,
        "hedge": claim.hedge,
        "reading": claim.reading,
    }
    for field, value in claim.said.items():
        given |= _said(field, value)
    return {key: given[key] for key in sorted(given, key=KEYS.index) if given[key] != ""}


def _said(field: str, value: Value) -> Record:
    """One value as a cell, or as several: a date has two ends, an aircraft a type and a number."""
    if isinstance(value, Date):
        ends: Record = {"earliest": value.first, "latest": value.last} if field == "date" else {}
        return {field: value.text, **ends}
    if isinstance(value, Count):
        return {field: _count(value)}
    if isinstance(value, str):
        return {field: value}
    counted = [item for item in value if isinstance(item, Counted)]
    if not counted:
        return {field: ", ".join(str(item) for item in value)}
    return {
        f"{field}_type": ", ".join(item.what for item in counted),
        f"{field}_number": ", ".join(str(_count(item.number)) for item in counted if item.number),
    }


def _count(count: Count) -> str | int:
    return f"{count.sign}{count.number}" if count.sign else count.number
