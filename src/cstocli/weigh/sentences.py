"""Values and facts said in words for people, and as data for programs."""

from typing import Any, NamedTuple

from cstocli.model import dates
from cstocli.model.base import Base, Counted
from cstocli.model.counts import Count
from cstocli.model.format import ALL_KINDS
from cstocli.model.status import DISPUTED, SINGLE_ORIGIN
from cstocli.weigh.fields import AssessedFact


def value_words(kind: str, value: Any, base: Base) -> str:  # noqa: ANN401
    """A value of a field of type `kind` as a person reads it."""
    if kind == "date":
        return dates.words(value.text)
    if kind == "count":
        return str(value.words)
    if kind in ("aircraft", "items"):
        return ", ".join(_counted_words(kind, item, base) for item in value)
    if kind == "list":
        return ", ".join(value)
    return _name(kind, value, base)


def value_data(kind: str, value: Any, base: Base) -> object:  # noqa: ANN401
    """The same value as JSON has it: EDTF text, a number, a name, an array."""
    if kind == "date":
        return value.text
    if kind == "count":
        return value.number
    if kind == "aircraft":
        return [
            {"type": base.aircraft[item.what].name, "type_id": item.what, "count": _number(item.number)}
            for item in value
        ]
    if kind == "items":
        return [{"what": item.what, "count": _number(item.number)} for item in value]
    if kind == "list":
        return list(value)
    return _name(kind, value, base)


def _name(kind: str, value: str, base: Base) -> str:
    if kind == "place":
        return base.places[value].name
    if kind == "organisation":
        return base.organisations[value].name
    if kind == "person":
        return base.people[value].name
    return value


def _number(count: Count | None) -> int | None:
    return count.number if count else None


def _counted_words(kind: str, item: Counted, base: Base) -> str:
    what = base.aircraft[item.what].name if kind == "aircraft" else item.what
    sign = " × " if kind == "aircraft" else " "
    return f"{item.number.words}{sign}{what}" if item.number else what


class Means(NamedTuple):
    """By what a movement went, or what was guarded, in words, and the fields that say so."""

    words: str
    fields: tuple[str, ...]


Said = dict[str, str]


def means(weighed: AssessedFact, said: Said) -> Means | None:
    """By what a movement went: `3 × Il-76`, `10 aircraft`, `own vehicles`, `by air`, or None.

    `said` are its shown values in words: see `said_words`.
    """
    counted = tuple(name for name in ("aircraft", "aircraft_count") if name in said)
    if "aircraft" in said:
        aircraft: Any = weighed.fields["aircraft"].value
        if "aircraft_count" in said and any(item.number is None for item in aircraft):
            return Means(f"{said['aircraft_count']} × {said['aircraft'].replace(', ', ' or ')}", counted)
        return Means(said["aircraft"], counted)
    if counted:
        return Means(f"{said['aircraft_count']} aircraft", counted)
    if "vehicles" in said:
        return Means(said["vehicles"], ("vehicles", "mode") if "mode" in said else ("vehicles",))
    return Means(f"by {said['mode']}", ("mode",)) if "mode" in said else None


def guarded(said: Said) -> Means | None:
    """What was guarded: the site, or how many and what sorts of sites, or what for, and the fields that say so."""
    if "site" in said:
        return Means(said["site"], ("site",))
    counted = {"site_count": f"{said.get('site_count')} sites", "site_kinds": said.get("site_kinds", "")}
    told = {name: words for name, words in counted.items() if name in said}
    if told:
        return Means(": ".join(told.values()), tuple(told))
    return Means(said["purpose"], ("purpose",)) if "purpose" in said else None


def doubtful(weighed: AssessedFact, fields: tuple[str, ...]) -> str:
    """Of some fields that are told together, the one that is attested worst."""
    rank = {DISPUTED: 0, SINGLE_ORIGIN: 1}
    return min(fields, key=lambda name: rank.get(weighed.fields[name].status, 2))


def summary(weighed: AssessedFact, said: Said, base: Base) -> str:  # noqa: C901
    """What a fact comes to, in one line: its title, or else its chief values."""
    fact = weighed.fact
    if fact.title:
        return fact.title

    def part(before: str, name: str) -> str:
        return f"{before}{said[name]}" if name in said else ""

    who = f"{base.contingents[fact.contingent].country}'s contingent" if fact.contingent else "the mission"
    match fact.kind:
        case "strength":
            words = f"{who}{part(': ', 'personnel')} people"
        case "approval":
            words = f"{said.get('body', who)} approves{part(': ', 'decision')}"
        case "deployment":
            words = f"{who} is sent{part(' from ', 'from_place')}{part(' to ', 'to_place')}{_by(weighed, said)}"
        case "arrival":
            words = f"{who}{part(' reaches ', 'place') or ' arrives'}"
        case "guard":
            what = guarded(said)
            words = f"{who} guards {what.words if what else 'unnamed sites'}"
        case "departure":
            words = f"{who} leaves{part(' ', 'from_place')}{part(' for ', 'to_place')}{_by(weighed, said)}"
        case "command":
            words = f"{said.get('person', who)}{part(', ', 'role')}{part(': ', 'place')}"
        case "equipment":
            words = f"{who}{part(': ', 'units')} units of equipment{part(': ', 'items')}"
        case _:
            words = who
    return words[:1].upper() + words[1:]


def _by(weighed: AssessedFact, said: Said) -> str:
    went = means(weighed, said)
    if not went:
        return ""
    return f" {went.words}" if went.words.startswith("by ") else f" ({went.words})"


def said_words(weighed: AssessedFact, base: Base) -> Said:
    """The shown values of a fact in words; what no claim states is not among them."""
    types = ALL_KINDS[weighed.fact.kind].fields
    return {
        name: value_words(types[name].type, field.value, base)
        for name, field in weighed.fields.items()
        if field.value is not None
    }
