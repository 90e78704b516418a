"""Assessed facts in words: their shown values, what several of these come to, a summary."""

from cstocli.model import summary
from cstocli.model.base import Base
from cstocli.model.format import Derivation, Format, Words
from cstocli.model.status import DISPUTED, SINGLE_ORIGIN
from cstocli.weigh.fields import AssessedFact

_WORST_FIRST = {DISPUTED: 0, SINGLE_ORIGIN: 1}


def shown_words(assessed: AssessedFact, format: Format, base: Base) -> Words:  # noqa: A002
    """The shown values of a fact in words; what no claim states is not among them."""
    types = format.all_kinds[assessed.fact.kind].fields
    return {
        name: types[name].type.words(field.value, base.things)
        for name, field in assessed.fields.items()
        if field.value is not None
    }


def summary_of(assessed: AssessedFact, words: Words, format: Format, base: Base) -> str:  # noqa: A002
    """What a fact comes to, in one line: its title, or else its chief values; `words` are its shown values."""
    fact = assessed.fact
    if fact.title:
        return fact.title
    kind = format.all_kinds[fact.kind]
    owner = base.things[format.owner.sort][fact.owner].name if format.owner and fact.owner else ""
    known = {**words, "owner": format.owner_words(owner)}
    for name, derive in (*kind.derived.items(), *kind.phrases.items()):
        if found := derive(assessed.fields, words):
            known[name] = found.words
    return summary.filled(format.summaries[fact.kind], known)


def derived(derive: Derivation, assessed: AssessedFact, words: Words) -> tuple[str | None, str | None]:
    """A text made of several fields, and the one of these that is attested worst."""
    found = derive(assessed.fields, words)
    if not found:
        return None, None
    worst = min(found.fields, key=lambda name: _WORST_FIRST.get(assessed.fields[name].status, 2))
    return found.words, worst
