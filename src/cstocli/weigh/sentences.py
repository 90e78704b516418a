"""Assessed facts in words: their shown values, what several of these come to, a summary."""

from collections.abc import Mapping

from cstocli.model import summary
from cstocli.model.base import Base
from cstocli.model.format import Derived, Format, Kind, Words
from cstocli.model.status import DISPUTED, SINGLE_ORIGIN
from cstocli.model.types.type import Things, Type
from cstocli.weigh.facts import AssessedFact
from cstocli.weigh.fields import Assessment

_WORST_FIRST = {DISPUTED: 0, SINGLE_ORIGIN: 1}


def shown_words(assessed: AssessedFact, format: Format, base: Base) -> Words:  # noqa: A002
    """The shown values of a fact in words; what no claim states is not among them."""
    types = format.all_kinds[assessed.fact.kind].fields
    return {
        name: in_words(field, types[name].type, base.things) for name, field in assessed.fields.items() if field.stated
    }


def in_words(field: Assessment, type_: Type, things: Things) -> str:
    """The value shown, or with `|` between them those of which none is better attested."""
    return " | ".join(type_.words(value, things) for value in field.alternatives)


def summary_of(
    assessed: AssessedFact,
    words: Words,
    derived: Mapping[str, Derived | None],
    format: Format,  # noqa: A002
    base: Base,
) -> str:
    """What a fact comes to, in one line: its title, or else its chief values.

    `words` are its shown values, `derived` the texts made of several of them.
    """
    fact = assessed.fact
    if fact.title and "{title}" not in format.all_kinds[fact.kind].summary:
        return f"plan: {fact.title}" if assessed.plan else fact.title
    kind = format.all_kinds[fact.kind]
    owner = base.things[format.owner.sort][fact.owner].name if format.owner and fact.owner else ""
    known = {**words, "owner": format.owner_words(owner)} | ({"owner_name": owner} if owner else {})
    if fact.title:
        known["title"] = fact.title
    elif not words and any(field.claims for field in assessed.fields.values()):
        return f"{known['owner'] or kind.name}: every claim is set aside"
    known |= {name: text.words for name, text in derived.items() if text}
    known |= {name: text for name, phrase in kind.phrases.items() if (text := phrase(known))}
    filled = summary.filled(format.summaries[fact.kind], known)
    return f"plan: {filled}" if assessed.plan else filled


def summary_status(assessed: AssessedFact, words: Words, line: str) -> str | None:
    """The status of the worst attested of the values that stand in the summary `line`; None where all are corroborated.

    A title is the curator's, and states values all the same: what counts is what stands there.
    """
    folded = line.casefold()
    found = (
        field.status
        for name, field in assessed.fields.items()
        if field.status in _WORST_FIRST and name in words and words[name].casefold() in folded
    )
    return min(found, key=_WORST_FIRST.__getitem__, default=None)


def derived_texts(assessed: AssessedFact, words: Words, kind: Kind) -> dict[str, Derived | None]:
    """The texts of a kind that are made of several fields."""
    return {name: derive(assessed.fields, words) for name, derive in kind.derived.items()}


def worst_field(assessed: AssessedFact, fields: tuple[str, ...]) -> str:
    """Of some fields that are stated together, the one that is attested worst."""
    return min(fields, key=lambda name: _WORST_FIRST.get(assessed.fields[name].status, 2))
