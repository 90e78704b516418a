"""All that a page is made of, read from the base once."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from cstocli.ask.columns import Row
from cstocli.ask.explorer import Explorer
from cstocli.ask.verdict import verdicts
from cstocli.page.items import Items
from cstocli.page.snapshot import Snapshot, of_facts
from cstocli.page.views import Views


class FieldOf(NamedTuple):
    """A field of a kind: what heads its column, what it means, its type."""

    label: str
    meaning: str
    type: str


class KindOf(NamedTuple):
    """A kind of facts."""

    name: str
    plural: str
    meaning: str
    summed: bool
    fields: Mapping[str, FieldOf]


class ClaimValue(NamedTuple):
    """A value that a claim gives of a field, and what becomes of it."""

    field: str
    claim: int
    words: str
    standing: str
    aside_reason: str


class Contents:
    """A base under filters, as a page shows it."""

    def __init__(self, base: Explorer, filters: Mapping[str, Any], whole: Snapshot, views: Views) -> None:
        self.base = base
        self.filters = filters
        self.whole = whole
        self.views = views
        self.about = base.about()
        self.sources: dict[str, Row] = {
            source["id"]: source for source in base.index.records("SELECT * FROM sources ORDER BY id")
        }
        publishers = {name: source["publisher"] for name, source in self.sources.items()}
        self.items = Items(whole, views, publishers)

    @cached_property
    def kinds(self) -> dict[str, KindOf]:
        """The kinds by name, in the order of the vocabulary; those that are added up come last."""
        fields: dict[str, dict[str, FieldOf]] = {}
        sql = "SELECT kind, field, label, meaning, type FROM kind_fields ORDER BY kind, position"
        for kind, field, label, meaning, type_ in self.base.index.execute(sql):
            heading = label or f"{field[:1].upper()}{field[1:]}".replace("_", " ")
            fields.setdefault(kind, {})[field] = FieldOf(heading, meaning, type_)
        sql = "SELECT kind, plural, meaning, summed FROM kinds ORDER BY summed, position"
        rows = self.base.index.execute(sql)
        return {
            name: KindOf(name, several, meaning, bool(summed), fields.get(name, {}))
            for name, several, meaning, summed in rows
        }

    @cached_property
    def owners(self) -> dict[str, str]:
        """The name of each owner, such as a contingent's country, by its id; empty where facts have none."""
        if not self.base.owner:
            return {}
        shown = [column.name for column in self.base.owner.columns]
        rows = self.base.ask(self.base.owner.plural)
        return {row[shown[0]]: row[shown[1]] for row in rows}

    @cached_property
    def claims(self) -> dict[str, list[Row]]:
        """The claims that stand under each fact."""
        sql = (
            "SELECT id, fact, source, at, quote, hedge, via, chain, via_inferred, as_of, aside, aside_reason,"
            " reading, note FROM claims WHERE fact IN ({facts}) ORDER BY id"
        )
        found: dict[str, list[Row]] = {}
        names = ("id", "fact", "source", "at", "quote", "hedge", "via", "chain", "via_inferred", "as_of", "aside")
        for values in of_facts(self.base, sql, self.whole.facts):
            claim = dict(zip((*names, "aside_reason", "reading", "note"), values, strict=True))
            found.setdefault(claim["fact"], []).append(
                {**claim, "at": json.loads(claim["at"]), "via": claim["via"] != "[]"}
            )
        return found

    @cached_property
    def claim_values(self) -> dict[str, list[ClaimValue]]:
        """What claims say of each fact, of those that are added up too."""
        sql = (
            "SELECT fact, field, claim, words, standing, coalesce(aside_reason, '') FROM claim_values"
            " WHERE fact IN ({facts}) ORDER BY fact, claim, position"
        )
        found: dict[str, list[ClaimValue]] = {}
        for fact, *value in of_facts(self.base, sql, self.whole.facts):
            found.setdefault(fact, []).append(ClaimValue(*value))
        return found

    @cached_property
    def places_of(self) -> dict[str, list[str]]:
        """The places of each fact and those in which they lie, by their ids."""
        sql = (
            "SELECT DISTINCT p.fact, w.ancestor FROM fact_places p JOIN place_within w ON w.place = p.place"
            " WHERE p.fact IN ({facts}) ORDER BY p.fact, w.ancestor"
        )
        found: dict[str, list[str]] = {}
        for fact, place in of_facts(self.base, sql, self.whole.facts):
            found.setdefault(fact, []).append(place)
        return found

    @cached_property
    def place_names(self) -> dict[str, str]:
        """The name of each place by its id."""
        return dict(self.base.index.execute("SELECT id, name FROM places ORDER BY id"))

    @cached_property
    def claim_count(self) -> int:
        """How many claims the page holds."""
        return sum(map(len, self.claims.values()))

    def verdicts(self, fact: str) -> dict[str, str]:
        """Field → what its claims come to, in a sentence."""
        return verdicts(self.base.index, fact)

    def label(self, fact: str, field: str) -> str:
        """What heads a field of a fact."""
        return self.kinds[fact.partition("/")[0]].fields[field].label
