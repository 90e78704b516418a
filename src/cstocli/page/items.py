"""The items of a page: what it shows in any of its views, each with an id, and the state of each in a view."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from cstocli.ask.columns import Row
from cstocli.model.text import counted
from cstocli.page.snapshot import SILENT, Dated, Fact, Move, Snapshot
from cstocli.page.views import State, States, Views, every

T = TypeVar("T")
_MOST_NAMES = 5
COUNTS = ("facts", "values", "corroborated", "single-origin", "disputed", "gaps")


class Dispute(NamedTuple):
    """Which field of which fact sources disagree on, and in which way."""

    fact: str
    field: str
    sort: str


class Alternative(NamedTuple):
    """One value that claims give in a dispute, perhaps of a rival fact."""

    dispute: Dispute
    words: str
    of_fact: str
    standing: str


class Distortion(NamedTuple):
    """A value that was changed on its way."""

    fact: str
    field: str
    told: str
    told_by: str
    changed_to: str
    chain: str
    publisher: str
    quote: str


class Gap(NamedTuple):
    """A question that no claim answers."""

    fact: str
    field: str
    question: str


class Items:
    """Everything that a page shows, with what it shows only in another view."""

    def __init__(self, whole: Snapshot, views: Views, publishers: Mapping[str, str]) -> None:
        self.whole = whole
        self.views = views
        self._publishers = publishers
        self._all = (whole, *views.all)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts by their ids, as the whole base has them."""
        return {fact.id: fact for each in reversed(self._all) for fact in each.facts.values()} | dict(self.whole.facts)

    @cached_property
    def fields(self) -> dict[str, list[str]]:
        """The fields of each fact."""
        found: dict[str, list[str]] = {}
        for fact, field in every(self._all, lambda each: each.values):
            found.setdefault(fact, []).append(field)
        return found

    @cached_property
    def bars(self) -> dict[Dated, str]:
        """Each bar of the time line, and its id."""
        return _numbered("b", every(self._all, lambda each: each.bars))

    @cached_property
    def moves(self) -> dict[Move, str]:
        """Each movement on the map, and its id."""
        return _numbered("m", every(self._all, lambda each: each.moves))

    @cached_property
    def disputes(self) -> dict[Dispute, str]:
        """Each dispute, and its id."""
        return _numbered("d", every(self._all, lambda each: map(_dispute, each.disputes)))

    @cached_property
    def alternatives(self) -> dict[Alternative, str]:
        """Each value of a dispute, and its id."""
        return _numbered("a", every(self._all, _alternatives))

    @cached_property
    def distortions(self) -> dict[Distortion, str]:
        """Each distortion, and its id."""
        return _numbered("x", every(self._all, lambda each: map(_distortion, each.distortions)))

    @cached_property
    def gaps(self) -> dict[Gap, str]:
        """Each gap, and its id."""
        return _numbered("g", every(self._all, lambda each: map(_gap, each.gaps)))

    @cached_property
    def now(self) -> States:
        """The states of all items as the page is first seen."""
        return self.states(self.whole)

    def states(self, shown: Snapshot) -> States:
        """The state of each item in a view, by its id; what is not there has none."""
        found: dict[str, State] = {f"n-{name}": (f"{count:,}",) for name, count in counts(shown).items()}
        found |= {fact.id: (fact.summary, support(fact)) for fact in shown.facts.values()}
        found |= {f"{fact}.{field}": tuple(value) for (fact, field), value in shown.values.items()}
        found |= {self.bars[bar]: () for bar in shown.bars}
        found |= {self.moves[move]: () for move in shown.moves}
        found |= {self.disputes[_dispute(row)]: (_reason(row),) for row in shown.disputes}
        for row in shown.disputes:
            found |= {self.alternatives[key]: (self.holders(value["sources"]),) for key, value in _held(row)}
        found |= {self.distortions[_distortion(row)]: () for row in shown.distortions}
        found |= {self.gaps[_gap(row)]: () for row in shown.gaps}
        return found

    def holders(self, sources: list[str]) -> str:
        """Who published the sources that hold a value."""
        names = [*dict.fromkeys(self._publishers[source] for source in sources)]
        if len(names) > _MOST_NAMES + 1:
            return f"{', '.join(names[:_MOST_NAMES])} and {counted(len(names) - _MOST_NAMES, 'other')}"
        return ", ".join(names)


def counts(shown: Snapshot) -> dict[str, int]:
    """How much a view holds, by the names in `COUNTS`; what facts add up to is not counted twice."""
    written = [value for (fact, _), value in shown.values.items() if not shown.facts[fact].summed]
    stated = [value.status for value in written if value.status not in SILENT]
    facts = sum(not fact.summed for fact in shown.facts.values())
    known = {"facts": facts, "values": len(stated), "gaps": len(shown.gaps)}
    return known | {status: stated.count(status) for status in COUNTS[2:5]}


def support(fact: Fact) -> str:
    """How many claims stand behind a fact, and to how many origins they go back."""
    return f"{counted(fact.claims, 'claim')}, {counted(fact.origins, 'origin')}"


def _numbered(letter: str, items: list[T]) -> dict[T, str]:
    return {item: f"{letter}{number}" for number, item in enumerate(items, 1)}


def _reason(row: Row) -> str:
    """Why claims disagree, and which value is shown."""
    return f"{row['reason']}. Shown: {row['shown_words']}" if row["shown_words"] else row["reason"]


def _dispute(row: Row) -> Dispute:
    return Dispute(row["fact"], row["field"], row["sort"])


def _held(row: Row) -> Iterator[tuple[Alternative, Row]]:
    """The values of a dispute; of one that is told twice, the sources are joined."""
    found: dict[Alternative, Row] = {}
    for value in row["values"]:
        key = Alternative(_dispute(row), value["words"] or "", value["fact"], value["standing"])
        held = found.setdefault(key, {**value, "sources": []})
        held["sources"] += [source for source in value["sources"] if source not in held["sources"]]
    yield from found.items()


def _alternatives(shown: Snapshot) -> Iterator[Alternative]:
    for row in shown.disputes:
        for key, _ in _held(row):
            yield key


def _distortion(row: Row) -> Distortion:
    return Distortion(
        row["fact"],
        row["field"],
        row["told"] or "",
        row["told_by"] or "",
        row["changed_to"],
        row["chain"],
        row["publisher"],
        row["quote"],
    )


def _gap(row: Row) -> Gap:
    return Gap(row["fact"], row["field"], row["question"])
