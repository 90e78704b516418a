"""Shell completion: of the ids and names of a base, and of whatever else options and arguments take."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import typer

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.cli.commands import COMMANDS
from cstocli.model.errors import CstoError
from cstocli.model.text import nfc
from cstocli.read.files import default_base_path

Complete = Callable[[typer.Context, str], list[str]]
Words = Callable[[typer.Context, str], Iterable[str]]

_TELLER = "teller"
_MOST_DAYS = 400


class _Offer(str):
    """A word that is offered although it need not begin with what was typed."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Always true: Typer drops completions that do not begin with what was typed."""
        return True


def completion(words: Words) -> Complete:
    """A completion that offers words, as far as they are safe, in the way of the shell that asks."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        # Only completion needs it.
        from cstocli.cli.shells import asking

        return [_Offer(word) for word in asking().words(words(context, incomplete), incomplete)]

    return complete


def one_of(*known: str) -> Complete:
    """A completion of the words of a list."""
    return completion(lambda _, incomplete: _beginning(known, incomplete))


def names_of(sort: str, *more: str) -> Complete:
    """A completion of the ids and names of all entities of a sort, such as `place`, and of more words."""
    return completion(lambda context, incomplete: [*_names(context, sort, incomplete), *_beginning(more, incomplete)])


def _names(context: typer.Context, sort: str, incomplete: str) -> list[str]:
    # Only completion needs it.
    from cstocli.cli.shells import is_offered

    spellings = base.spellings(sort) if (base := _open(context)) else {}
    typed = nfc(incomplete).casefold()
    matching = [(name, id_) for name, id_ in spellings.items() if name.casefold().startswith(typed)]
    as_typed = {name: id_ for name, id_ in matching if is_offered(name) and name.startswith(incomplete)}
    # The id replaces names that no shell may be offered, and all names if none begins exactly as typed.
    ids = [id_ for name, id_ in matching if not as_typed or not is_offered(name)]
    complete_already = {*as_typed.values()}
    return [*as_typed, *(id_ for id_ in ids if id_ not in complete_already)]


def _entity_ids(context: typer.Context, incomplete: str) -> Iterable[str]:
    base = _open(context)
    if base is None:
        return
    fact, dot, _ = incomplete.partition(".")
    if dot:
        yield from _fields_of_fact(base, fact, incomplete)
        return
    known = [*base.entity_ids()]
    yield from _beginning(known, incomplete)
    if "/" not in incomplete:
        yield from _beginning(_short_ids(base, known), incomplete)


def _fields_of_fact(base: Explorer, fact: str, incomplete: str) -> list[str]:
    try:
        kind = base.entity_id(fact).partition("/")[0]
    except CstoError:
        return []
    return _beginning((f"{fact}.{name}" for name in base.fields_of(kind)), incomplete)


def _short_ids(base: Explorer, known: list[str]) -> list[str]:
    """What stands behind the slash of one id only, or of the id of an owner, which is then meant."""
    times: dict[str, int] = {}
    for full in known:
        short = full.partition("/")[2]
        times[short] = times.get(short, 0) + 1
    owners = {*base.spellings(base.owner.name).values()} if base.owner else set()
    return [short for short, number in times.items() if number == 1 or short in owners]


def _kinds_and_facts(context: typer.Context, incomplete: str) -> Iterable[str]:
    if "/" not in incomplete:
        yield from _names(context, "kind", incomplete)
    yield from _entity_ids(context, incomplete)


def _commands_and_topics(_: typer.Context, incomplete: str) -> list[str]:
    # Only help needs the topics.
    from cstocli.cli.topics import TOPICS

    return _beginning((*COMMANDS, *TOPICS), incomplete)


def _commands_and_kinds(context: typer.Context, incomplete: str) -> Iterable[str]:
    base = _open(context)
    kinds = [*base.spellings("kind").values()] if base else []
    return _beginning((*kinds, *_with_rows()), incomplete)


def _with_rows() -> list[str]:
    """The commands of which the rows are known whatever the base."""
    return [name for name, question in cstocli.questions().items() if question.command and name != "list"]


def _fields(context: typer.Context, incomplete: str) -> list[str]:
    """Fields of the rows of a command, behind those that stand there already."""
    before = incomplete.rpartition(",")[0]
    given = before.split(",") if before else []
    prefix = f"{before}," if before else ""
    return [
        f"{prefix}{name}"
        for name in _columns(context)
        if name not in given and f"{prefix}{name}".startswith(incomplete)
    ]


def _columns(context: typer.Context) -> list[str]:
    name = str(context.info_name)
    base = _open(context) if name == "list" else None
    if base:
        kind = context.params.get("kind")
        return [] if kind is None else [column.name for column in base.list(str(kind)).row_type.columns]
    question = cstocli.questions().get(name)
    return [column.name for column in question.row_type.columns] if question else []


def _days(context: typer.Context, incomplete: str) -> Iterator[str]:
    """The days that the base covers, if they are not too many to choose from."""
    base = _open(context)
    first, last = base.period() if base else ("", "")
    if not first or not last:
        return
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    if (end - day).days < _MOST_DAYS:
        days = (day + timedelta(number) for number in range((end - day).days + 1))
        yield from _beginning(map(str, days), incomplete)


def _templates(context: typer.Context, incomplete: str) -> list[str]:
    # Only authors of a base need them.
    from cstocli.curate.templates import template_names
    from cstocli.read.files import Files
    from cstocli.read.reader import vocabulary_of

    try:
        documents = Files(default_base_path(_facts(context), os.environ)).documents()
        return _beginning(template_names(vocabulary_of(documents, cstocli.vocabulary().format())), incomplete)
    except CstoError:
        return []


def _rules(_: typer.Context, incomplete: str) -> list[str]:
    # Only authors of a base need them.
    from cstocli.curate.rules import all_rules

    return _beginning(all_rules(cstocli.vocabulary().format()), incomplete)


def _perspectives(context: typer.Context, incomplete: str) -> Iterator[str]:
    """`without=NAME` and the like, behind the parts that stand there already."""
    before, comma, part = incomplete.rpartition(",")
    key, equals, name = part.partition("=")
    for each in ("without", "only"):
        if (not equals and each.startswith(key)) or (equals and each == key):
            # A comma would end the part.
            tellers = (teller for teller in _names(context, _TELLER, name) if not {*",="} & {*teller})
            yield from (f"{before}{comma}{each}={teller}" for teller in tellers)
    if not equals:
        yield from _beginning((f"{before}{comma}all", f"{before}{comma}as-of="), incomplete)


def _documents(context: typer.Context, incomplete: str) -> Iterator[str]:
    """`ID=FILE`: the sources, and the files of the folder that is typed."""
    source, equals, path = incomplete.partition("=")
    if not equals:
        yield from (f"{name}=" for name in _names(context, "source", source))
        return
    folder, slash, _ = path.rpartition("/")
    try:
        entries = sorted(os.scandir(f"{folder}/" if slash else "."), key=lambda entry: entry.name)
    except OSError:
        return
    found = (f"{folder}{slash}{entry.name}{'/' * entry.is_dir()}" for entry in entries)
    yield from (f"{source}={file}" for file in found if file.startswith(path))


days = completion(_days)
entity_ids = completion(_entity_ids)
to_cite = completion(
    lambda context, incomplete: [*_beginning(("base",), incomplete), *_entity_ids(context, incomplete)]
)
kinds_and_facts = completion(_kinds_and_facts)
commands = completion(_commands_and_topics)
commands_and_kinds = completion(_commands_and_kinds)
commands_with_rows = completion(lambda _, incomplete: _beginning(_with_rows(), incomplete))
fields = completion(_fields)
columns = completion(lambda context, incomplete: _beginning(_columns(context), incomplete))
templates = completion(_templates)
rules = completion(_rules)
perspectives = completion(_perspectives)
documents = completion(_documents)


def _beginning(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.startswith(incomplete)]


def _facts(context: typer.Context) -> str | None:
    """The base that the line names, be it before the command or after it."""
    at: Any = context
    while at is not None:
        if given := at.params.get("facts"):
            return str(given)
        at = at.parent
    return None


def _open(context: typer.Context) -> Explorer | None:
    """The base; None if it has problems: it completes nothing, and the command itself will report them."""
    try:
        return cstocli.open(default_base_path(_facts(context), os.environ))
    except CstoError:
        return None
