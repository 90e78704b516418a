"""The claims behind the fields of rows: in full behind each field, or each once and pointed to."""

import json
from collections.abc import Collection, Iterable

from cstocli.ask.answer import of_ids
from cstocli.ask.columns import Row
from cstocli.index.index import Index
from cstocli.model.light_typing import Any
from cstocli.model.types.type import decoded

Fields = dict[tuple[str, str], Any]

_ASSESSED = (
    "status",
    "independent",
    "origins",
    "articles",
    "states",
    "fits",
    "contradicts",
    "set_aside",
    "low",
    "high",
    "corroborated_as_words",
    "rule",
)
# What references need not repeat: the row has the status, and the values have their standing.
_BRIEFLY = ("independent", "corroborated_as_words", "rule")
_CLAIM = (
    "SELECT c.id, c.source, c.origin, c.at, c.quote, c.hedge, c.chain, c.reading FROM claims c WHERE c.id IN ({ids})"
)
_SOURCE = "SELECT id, publisher, published, url FROM sources WHERE id IN ({ids})"


def assessments(index: Index, facts: Iterable[str]) -> Fields:
    """How each field of `facts` was weighed, by fact and field."""
    sql = f"SELECT fact, field, corroborated_as, {', '.join(_ASSESSED)} FROM fields WHERE fact IN ({{ids}})"
    return {
        (fact, field): {
            **dict(zip(_ASSESSED, rest, strict=True)),
            "corroborated_as": decoded(coarser) if coarser else None,
        }
        for fact, field, coarser, *rest in of_ids(index, sql, facts)
    }


def brief_assessments(index: Index, facts: Iterable[str]) -> Fields:
    """The same without what rows with references say elsewhere."""
    sql = f"SELECT fact, field, {', '.join(_BRIEFLY)} FROM fields WHERE fact IN ({{ids}})"
    return {(fact, field): dict(zip(_BRIEFLY, rest, strict=True)) for fact, field, *rest in of_ids(index, sql, facts)}


def claims(index: Index, facts: Iterable[str]) -> Fields:
    """The claims behind each field of `facts` in full, by fact and field."""
    found: Fields = {}
    sql = (
        "SELECT s.fact, s.field, s.value, c.source, c.origin, c.at, c.quote, s.hedge, c.via, c.reading"
        " FROM claim_values s JOIN claims c ON c.id = s.claim WHERE s.fact IN ({ids})"
        " ORDER BY s.fact, s.field, c.id, s.position"
    )
    for fact, field, value, source, origin, at, quote, hedge, via, reading in of_ids(index, sql, facts):
        claim = {
            "value": json.loads(value),
            "source": source,
            "origin": origin,
            "at": json.loads(at),
            "quote": quote,
            "hedge": hedge,
            "via": json.loads(via),
            "reading": reading or None,
        }
        found.setdefault((fact, field), []).append(claim)
    return found


def references(index: Index, facts: Iterable[str]) -> Fields:
    """The values that claims give of each field of `facts`, by fact and field.

    Each value stands once, with the hedge of the source, its standing, why it is set aside,
    and the ids of the claims that give it: those of `claims_behind`.
    """
    groups: dict[tuple[str, str], dict[tuple[str | None, ...], Row]] = {}
    sql = (
        "SELECT fact, field, value, words, hedge, standing, aside, aside_reason, claim FROM claim_values"
        " WHERE fact IN ({ids}) ORDER BY fact, field, claim, position"
    )
    for fact, field, value, words, hedge, standing, aside, reason, claim in of_ids(index, sql, facts):
        of_field = groups.setdefault((fact, field), {})
        key = (value, words, hedge, standing, reason)
        if key not in of_field:
            why = f"{aside}: {reason}" if aside else None
            of_field[key] = {
                "value": json.loads(value),
                "words": words,
                "hedge": hedge,
                "standing": standing,
                "aside": why,
                "claims": [],
            }
        if (name := f"c{claim}") not in of_field[key]["claims"]:
            of_field[key]["claims"].append(name)
    return {key: list(of_field.values()) for key, of_field in groups.items()}


def referred(rows: Iterable[Row]) -> dict[str, None]:
    """The ids of the claims to which rows point, by their evidence or their values, each once, in their order."""
    return {
        claim: None
        for row in rows
        for values in (*row.get("evidence", {}).values(), row.get("values", ()))
        for value in values
        for claim in value["claims"]
    }


def claims_behind(index: Index, wanted: Collection[str]) -> Row:
    """The claims of these ids, by them, and the sources of those claims: each once.

    An id is `c` and the number of the claim in the table `claims` of this base.
    """
    numbers = {name: int(name[1:]) for name in wanted}
    found: dict[int, Row] = {}
    for number, *values in of_ids(index, _CLAIM, numbers.values()):
        found[number] = _claim(*values)
    # In the order of the answer, whatever the order of the table.
    listed = {name: found[number] for name, number in numbers.items()}
    named = {claim["source"] for claim in listed.values()}
    known = {source: values for source, *values in of_ids(index, _SOURCE, named)}
    keys = ("publisher", "published", "url")
    in_order = dict.fromkeys(claim["source"] for claim in listed.values())
    return {"claims": listed, "sources": {one: dict(zip(keys, known[one], strict=True)) for one in in_order}}


def _claim(*values: Any) -> Row:  # noqa: ANN401
    source, origin, at, quote, hedge, chain, reading = values
    return {
        "source": source,
        "at": json.loads(at),
        "quote": quote,
        "hedge": hedge,
        "chain": chain,
        "origin": origin,
        "reading": reading or None,
    }
