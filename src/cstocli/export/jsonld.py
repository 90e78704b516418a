"""JSON-LD: facts, claims, sources and origins in the words of PROV-O and schema.org.

A claim is a schema.org `Claim`, what it relays stands in PROV. Every id is a fragment of
the address of the file: `#departure/armenia`.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cstocli.ask.explorer import Explorer
from cstocli.export.contents import Provenance, provenance
from cstocli.export.writing import Text
from cstocli.model.dates import FIRST_DAY, LAST_DAY

Node = dict[str, Any]

LEFT_OUT = (
    "how values of a field disagree, and the rules by which one is shown",
    "what the facts of an owner, such as a contingent, add up to",
)
CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FACTS = (
    "SELECT id, kind, summary, place, earliest, latest, plan, part_of, note"
    " FROM facts WHERE NOT summed ORDER BY position"
)
_PROPERTIES = (
    "SELECT field, words, value, status, origins FROM fields WHERE fact = ? AND (words IS NOT NULL OR status <> '')"
    " ORDER BY position"
)
_CLAIMS = (
    "SELECT id, fact, source, origin, at, quote, hedge, via, voice, as_of, deprecated, reading, note"
    " FROM claims ORDER BY id"
)
_VALUES = (
    "SELECT field, words, value, hedge, standing FROM claim_values"
    " WHERE claim = ? AND fact = ? ORDER BY field, position"
)


def text(base: Explorer, command: str = "", **filters: Any) -> Text:  # noqa: ANN401
    """The facts that pass the `filters`, their claims and whom these go back to.

    Raises:
        UnknownName, WrongUsage: a filter is wrong.
    """
    return Text(_pieces(_Graph(base, filters), provenance(base, command)), LEFT_OUT)


def _pieces(graph: "_Graph", made_from: Provenance) -> Iterator[str]:
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [\n{_line(_dataset(made_from))}'
    yield from (f",\n{_line(node)}" for node in graph.nodes())
    yield "\n]}\n"


def _line(node: Node) -> str:
    """A node as JSON, without what is not known."""
    known = {name: value for name, value in node.items() if name == "@id" or value not in (None, "", [])}
    return json.dumps(known, ensure_ascii=False)


def _dataset(made_from: Provenance) -> Node:
    program = {"@type": "prov:SoftwareAgent", "schema:name": made_from.program}
    return {
        "@id": "",
        "@type": ["schema:Dataset", "prov:Entity"],
        "schema:identifier": made_from.id,
        "schema:name": made_from.title,
        "schema:temporalCoverage": made_from.period,
        "schema:license": made_from.licence,
        "schema:description": [
            *((made_from.note,) if made_from.note else ()),
            *((f"Perspective: {made_from.perspective}.",) if made_from.perspective else ()),
            f"Left out: {'; '.join(LEFT_OUT)}.",
        ],
        "schema:sha256": made_from.sha256,
        "prov:wasGeneratedBy": {
            "@type": "prov:Activity",
            "schema:description": made_from.command,
            "prov:wasAssociatedWith": program,
        },
    }


class _Graph:
    """The nodes of the facts that pass some filters, and of what these need."""

    def __init__(self, base: Explorer, filters: Mapping[str, Any]) -> None:
        self.index = base.index
        self.facts = {row["fact"] for row in base.ask("facts", **filters)}
        self.sources = {name for (name,) in self.index.execute("SELECT id FROM sources")}
        # Without filters what nobody cites is exported too.
        self.all = not filters
        self.tellers: set[str] = set()
        self.places: set[str] = set()

    def nodes(self) -> Iterator[Node]:
        """All nodes: facts, claims, then those to which they lead."""
        yield from self._facts()
        yield from self._claims()
        yield from self._sources()
        yield from self._origins()
        yield from self._places()

    def _teller(self, name: str) -> Node:
        """The reference to a source or an origin."""
        self.tellers.add(name)
        return {"@id": f"#{'source' if name in self.sources else 'origin'}/{name}"}

    def _facts(self) -> Iterator[Node]:
        for fact, kind, summary, place, *days, plan, whole, note in self.index.execute(_FACTS):
            if fact not in self.facts:
                continue
            claims = self.index.execute("SELECT claim FROM supporting_claims WHERE fact = ? ORDER BY claim", (fact,))
            if place:
                self.places.add(place)
            yield {
                "@id": f"#{fact}",
                "@type": "prov:Entity",
                "schema:additionalType": kind,
                "schema:name": summary,
                "schema:temporalCoverage": _days(*days),
                "prov:atLocation": {"@id": f"#place/{place}"} if place else None,
                "schema:description": note,
                "schema:isPartOf": {"@id": f"#{whole}"} if whole else None,
                "schema:additionalProperty": [
                    *_remarks({"plan": True} if plan else {}),
                    *self._fields(fact),
                ],
                "prov:wasDerivedFrom": [{"@id": f"#_claim/{claim}"} for (claim,) in claims],
            }

    def _fields(self, fact: str) -> Iterator[Node]:
        for field, words, value, status, origins in self.index.execute(_PROPERTIES, (fact,)):
            yield _property(field, words, value, {"status": status, "origins": origins})

    def _claims(self) -> Iterator[Node]:
        behind = self.index.execute("SELECT claim, fact FROM supporting_claims ORDER BY claim").fetchall()
        wanted = {claim for claim, fact in behind if fact in self.facts}
        for number, fact, source, origin, at, quote, hedge, via, voice, *more in self.index.execute(_CLAIMS):
            if number not in wanted:
                continue
            as_of, deprecated, reading, note = more
            yield {
                "@id": f"#_claim/{number}",
                "@type": ["schema:Claim", "prov:Entity"],
                "schema:text": quote,
                "schema:about": {"@id": f"#{fact}"},
                "schema:appearance": self._teller(source),
                "schema:firstAppearance": self._teller(origin),
                "schema:position": json.loads(at),
                "prov:wasQuotedFrom": self._teller(source),
                "prov:hadPrimarySource": self._teller(origin),
                "prov:wasDerivedFrom": [self._teller(name) for name in json.loads(via)],
                "prov:wasAttributedTo": {"@type": "prov:Agent", "schema:name": voice},
                "schema:additionalProperty": [
                    *self._values(number, fact),
                    *_remarks(
                        {"hedge": hedge, "as_of": as_of, "deprecated": deprecated, "reading": reading, "note": note}
                    ),
                ],
            }

    def _values(self, claim: int, fact: str) -> Iterator[Node]:
        for field, words, value, hedge, standing in self.index.execute(_VALUES, (claim, fact)):
            yield _property(field, words, value, {"standing": standing, "hedge": hedge})

    def _sources(self) -> Iterator[Node]:
        for row in self.index.records("SELECT * FROM sources"):
            if not self.all and row["id"] not in self.tellers:
                continue
            yield {
                "@id": f"#source/{row['id']}",
                "@type": ["schema:CreativeWork", "prov:Entity"],
                "schema:name": row["title"],
                "schema:publisher": {"@type": "schema:Organization", "schema:name": row["publisher"]},
                "schema:author": row["author"],
                "schema:url": _address(row["url"]),
                "schema:archivedAt": _address(row["archived"]),
                "schema:datePublished": row["published"],
                "schema:inLanguage": row["language"],
                "schema:genre": row["kind"],
                "prov:wasDerivedFrom": self._teller(row["origin"]) if row["origin"] != row["id"] else None,
            }

    def _origins(self) -> Iterator[Node]:
        rows = {row["id"]: row for row in self.index.records("SELECT * FROM origins")}
        for name in list(self.tellers):
            # An origin may go back to others.
            while name in rows and (name := rows[name]["goes_back_to"] or ""):
                self.tellers.add(name)
        for name, row in rows.items():
            if self.all or name in self.tellers:
                back = row["goes_back_to"]
                yield {
                    "@id": f"#origin/{name}",
                    "@type": ["schema:CreativeWork", "prov:Entity"],
                    "schema:name": row["name"],
                    "schema:dateCreated": row["date"],
                    "prov:wasAttributedTo": {"@type": "prov:Agent", "schema:name": row["voice"]},
                    "prov:wasDerivedFrom": self._teller(back) if back else None,
                }

    def _places(self) -> Iterator[Node]:
        rows = {row["id"]: row for row in self.index.records("SELECT * FROM places")}
        for name in list(self.places):
            while name in rows and (name := rows[name]["within"] or ""):
                self.places.add(name)
        for name, row in rows.items():
            if self.all or name in self.places:
                degrees = {"schema:latitude": row["latitude"], "schema:longitude": row["longitude"]}
                yield {
                    "@id": f"#place/{name}",
                    "@type": ["schema:Place", "prov:Location"],
                    "schema:name": row["name"],
                    "schema:containedInPlace": {"@id": f"#place/{row['within']}"} if row["within"] else None,
                    "schema:geo": {"@type": "schema:GeoCoordinates", **degrees}
                    if row["latitude"] is not None
                    else None,
                }


def _property(field: str, words: str | None, value: str | None, more: Mapping[str, Any]) -> Node:
    """A field and its value: as data where that is a word or number, else in words; `more` qualifies it."""
    data = None if value is None else json.loads(value)
    node = {
        "@type": "schema:PropertyValue",
        "schema:name": field,
        "schema:value": data if isinstance(data, str | int | float) else words,
        "schema:description": words,
        "schema:valueReference": [*_remarks(more)],
    }
    return {name: each for name, each in node.items() if each is not None}


def _remarks(pairs: Mapping[str, Any]) -> Iterator[Node]:
    for name, value in pairs.items():
        if value not in (None, ""):
            yield {"@type": "schema:PropertyValue", "schema:name": name, "schema:value": value}


def _address(url: str | None) -> Node | None:
    return {"@id": url} if url else None


def _days(earliest: str, latest: str) -> str | None:
    """The days on which a fact may fall, as an interval of ISO 8601; an open side is `..`."""
    first, last = (".." if day in (FIRST_DAY, LAST_DAY) else day for day in (earliest, latest))
    return None if first == last == ".." else first if first == last else f"{first}/{last}"
