"""Checks of a base as a whole: missing tables, circles, rivals that do not exist."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from cstocli.model.base import Rivals
from cstocli.model.cursor import quoted
from cstocli.model.hierarchy import ancestors
from cstocli.model.problems import Path
from cstocli.model.types import FactReference
from cstocli.read.reading import Reading

_DEEPEST = 100  # levels of what lies within what
_MOST_CIRCLES = 100
_MOST_ABOVE = 100  # others above one, on average
MOST_TELLERS = 100
MOST_RIVALS = 100  # facts of one entry, and entries of one field

Parents = Mapping[str, tuple[str, ...]]


def check(reading: Reading, tables: AbstractSet[str]) -> None:
    """Check the whole base, whose documents have these `tables`."""
    cursor = reading.cursor
    if "about" not in tables:
        message = "the base has no [about] table; it needs one with title and period"
        cursor.problem("missing-about", (), message)
    mistyped = any(problem.rule.name == "unknown-table" for problem in cursor.problems)
    if not mistyped and not tables & reading.format.kind_of_table.keys():
        example = next(reversed(reading.format.kind_of_table), "")
        cursor.problem("no-facts", (), f"the base has no facts; write some, such as [[{example}]]")
    for sort in reading.format.sorts.values():
        things = reading.tables[sort.plural]
        if sort.within_key:
            _check_circles(reading, sort.plural, sort.within_key, {name: one.within for name, one in things.items()})
    tellers = {name: one.via for table in ("sources", "origins") for name, one in reading.tables[table].items()}
    _check_circles(reading, "origins", "via", tellers)
    for key in ("part_of", "outcome"):
        named = {name: (other,) for name, fact in reading.facts.items() if (other := getattr(fact, key))}
        _check_circles(reading, "facts", key, named)
    if not cursor.problems:
        _check_voices(reading)
        _check_facts(reading)
        _check_references(reading)
        _check_rivals(reading)
        _check_tellers(reading)
        _check_layers(reading)


def _check_tellers(reading: Reading) -> None:
    """Report accounts that went through more tellers than anybody follows."""
    lengths: dict[str, int] = {}

    def length(via: tuple[str, ...]) -> int:
        if not via:
            return 0
        first = via[0]
        if first not in lengths:
            lengths[first] = length((reading.tables["origins"].get(first) or reading.tables["sources"][first]).via)
        return len(via) + lengths[first]

    message = f"the account goes back through more than {MOST_TELLERS} tellers"
    for table in ("sources", "origins"):
        for name, one in reading.tables[table].items():
            if length(one.via) > MOST_TELLERS:
                reading.cursor.problem("bad-value", _enter(reading, f"{table}/{name}", "via"), message, name)
    for fact in reading.facts.values():
        for number, claim in enumerate(fact.claims):
            if claim.via and length(claim.via) > MOST_TELLERS:
                path = (*_enter(reading, fact.id, "claims"), number, "via")
                reading.cursor.problem("bad-value", path, message, "via")


def _check_layers(reading: Reading) -> None:
    """Report sorts of which the things lie within so many others that the index would be many times their size."""
    for sort in reading.format.sorts.values():
        above = 0
        parents = {name: thing.within for name, thing in reading.tables[sort.plural].items() if thing.within}
        for name in parents:
            above += len(ancestors(name, parents))
            if above > _MOST_ABOVE * len(reading.tables[sort.plural]):
                message = f"{sort.plural} lie within more than {_MOST_ABOVE} others on average"
                path = _enter(reading, f"{sort.plural}/{name}", sort.within_key)
                reading.cursor.problem("bad-value", path, message, name)
                break


def _check_circles(reading: Reading, table: str, key: str, parents: Parents) -> None:
    """Report ids from which `key` leads back to themselves, or through too many others."""
    depths, waiting = _depths(parents)

    def place(name: str) -> Path:
        # An id that is no origin's is a source's.
        own = table == "facts" or name in reading.tables[table]
        return _enter(reading, name if table == "facts" else f"{table if own else 'sources'}/{name}", key)

    for name, depth in depths.items():
        if depth == _DEEPEST + 1:
            message = f"{quoted(name)} lies within more than {_DEEPEST} others"
            reading.cursor.problem("bad-value", place(name), message, name)
    circular = {name: tuple(above) for name, above in waiting.items() if name not in depths}
    for name in list(circular)[:_MOST_CIRCLES]:
        if _leads_back(name, circular):
            reading.cursor.problem("circle", place(name), f'"{key}" leads in a circle back to {quoted(name)}', key)


def _enter(reading: Reading, name: str, key: str) -> Path:
    """Enter the document in which a fact or a thing stands; the path of one of its keys there."""
    document, path = reading.where[name]
    reading.cursor.enter(document)
    return (*path, key)


def _check_voices(reading: Reading) -> None:
    """Report ids of `by` that are both an organisation's and a person's."""
    both = reading.tables["organisations"].keys() & reading.tables["people"].keys()
    for name, origin in reading.tables["origins"].items():
        if origin.by in both:
            message = f"{quoted(origin.by)} is both an organisation and a person; rename one of them"
            reading.cursor.problem("bad-value", _enter(reading, f"origins/{name}", "by"), message, origin.by)


def _check_references(reading: Reading) -> None:
    """Check that the facts exist that claims of other facts refer to."""
    leading = {
        (kind.name, name)
        for kind in reading.format.kinds.values()
        for name, field in kind.fields.items()
        if isinstance(field.type, FactReference)
    }
    for fact in reading.facts.values() if leading else ():
        for number, claim in enumerate(fact.claims):
            for name, value in claim.said.items():
                if (fact.kind, name) in leading and value not in reading.facts:
                    document, path = reading.where[fact.id]
                    reading.cursor.enter(document)
                    here = (*path, "claims", number, name)
                    message = f"unknown fact {quoted(value)}"
                    reading.cursor.problem("unknown-name", here, message, value, reading.facts)


def _check_facts(reading: Reading) -> None:
    """Look whether the facts exist that other facts name, and whether outcomes are those of plans."""
    cursor = reading.cursor
    for name, fact in reading.facts.items():
        for key, other in (("outcome", fact.outcome), ("part_of", fact.part_of)):
            if other and other not in reading.facts:
                message = f"unknown fact {quoted(other)}"
                cursor.problem("unknown-name", _enter(reading, name, key), message, other, reading.facts)
        if fact.outcome and not fact.plan:
            message = 'only a plan has an "outcome"; add plan = true'
            cursor.problem("bad-value", _enter(reading, name, "outcome"), message, "outcome")


def _depths(parents: Parents) -> tuple[dict[str, int], dict[str, dict[str, None]]]:
    """The number of levels above each id and, for ids in or below a circle, the parents without a level."""
    depths: dict[str, int] = {}
    waiting = {name: dict.fromkeys(parent for parent in above if parent in parents) for name, above in parents.items()}
    below: dict[str, list[str]] = {}
    for name, above in waiting.items():
        for parent in above:
            below.setdefault(parent, []).append(name)
    ready = [name for name, above in waiting.items() if not above]
    while ready:
        name = ready.pop()
        depths[name] = max((depths[parent] + 1 for parent in parents[name] if parent in depths), default=0)
        for child in below.get(name, ()):
            del waiting[child][name]
            if not waiting[child]:
                ready.append(child)
    return depths, waiting


def _leads_back(name: str, parents: Parents) -> bool:
    """Whether following `parents` from a name leads back to it."""
    seen: set[str] = set()
    ahead = list(parents[name])
    while ahead:
        step = ahead.pop()
        if step == name:
            return True
        if step not in seen:
            seen.add(step)
            ahead.extend(parents.get(step, ()))
    return False


def _check_rivals(reading: Reading) -> None:
    """Check that the facts declared as rivals exist and have the field."""
    entries: Counter[tuple[str, str]] = Counter()
    words: dict[tuple[str, str], set[str]] = {}
    for document, path, rivals in reading.rivals:
        reading.cursor.enter(document)
        entries.update(set(rivals.sides))
        if len(rivals.sides) > MOST_RIVALS or any(entries[side] == MOST_RIVALS + 1 for side in rivals.sides):
            message = f"rivals are at most {MOST_RIVALS} facts, and a field has at most {MOST_RIVALS} entries"
            reading.cursor.problem("bad-rivals", path, message)
            continue
        if (len({fact for fact, _ in rivals.sides}) < 2) != (len(set(rivals.values)) > 1):  # noqa: PLR2004
            message = 'rivals are two facts, or one fact and two "values" of its field'
            reading.cursor.problem("bad-rivals", path, message)
        for number, (name, field) in enumerate(rivals.sides):
            _check_rival(reading, path, number, name, rivals._replace(field=field), words)


def _check_rival(
    reading: Reading, path: Path, number: int, name: str, rivals: Rivals, words: dict[tuple[str, str], set[str]]
) -> None:
    cursor = reading.cursor
    kind = reading.format.kinds.get(name.partition("/")[0])
    if name not in reading.facts:
        cursor.problem("unknown-name", (*path, "facts", number), f"unknown fact {quoted(name)}", name, reading.facts)
    elif kind and rivals.field not in kind.fields:
        message = f"{name} has no field {quoted(rivals.field)}"
        # The field may stand behind the id: event/toll.count.
        key = (*path, "facts", number) if "." in rivals.facts[number] else (*path, "field")
        cursor.problem("bad-rivals", key, message, rivals.field, kind.fields)
    elif missing := _not_claimed(reading, name, rivals, words):
        cursor.problem("bad-rivals", (*path, "values"), f"no claim of {name} says {quoted(missing)}", missing)


def _not_claimed(reading: Reading, fact: str, rivals: Rivals, words: dict[tuple[str, str], set[str]]) -> str | None:
    """The first of the rival values that no claim of the fact gives; `words` are those of fields looked at before."""
    folded = words.get((fact, rivals.field))
    if folded is None:
        given = [claim.said.get(rivals.field) for claim in reading.facts[fact].claims]
        told = {", ".join(map(str, value)) if isinstance(value, tuple) else str(value) for value in given if value}
        folded = words[fact, rivals.field] = {word.casefold() for word in told}
    return next((value for value in rivals.values if value.casefold() not in folded), None)
