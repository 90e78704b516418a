"""What the help says of each command: its group, its line, its examples, filled with names of the base at hand.

In an example `{place}`, `{day}` and the like stand for names of the base, see
`cstocli.index.example_names`; an example for which the base has no name is left out.
"""

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from inspect import getdoc
from typing import Any, NamedTuple

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.cli.commands import COMMANDS
from cstocli.index.index import BrokenIndex
from cstocli.model.errors import CstoError
from cstocli.model.text import counted, visible
from cstocli.read.files import STANDARD_INPUT, default_base_path, shipped

MOST_EXAMPLES = 3
MOST_KINDS = 5
MOST_LISTINGS = 3

# The commands of a vocabulary are a group of their own; what no group has is in the last one.
GROUPS = {
    "What happened": ("timeline", "facts", "list", "search"),
    "Who says so": ("why", "show", "open", "cite", "sources", "origins", "places"),
    "Do they agree": ("disputes", "distortions", "gaps", "matrix", "compare"),
    "Compare and repeat": ("diff", "rerun"),
    "Write a base": ("init", "new", "check", "coverage", "fields"),
    "See it, hand it on": ("page", "export", "archive"),
    "For programs": ("sql", "schema", "mcp", "skill"),
    "About csto": ("help", "about"),
}
OTHERS = "More"

# Behind the example of its declaration, the next ones of each command.
MORE: Mapping[str, tuple[str, ...]] = {
    "contingents": ("csto contingents --on {day}", "csto contingents --contingent {contingent} --long"),
    "guards": ("csto guards --contingent {contingent}", "csto guards --json | jq '.[].site'"),
    "departures": ("csto departures --contingent {contingent}", "csto departures --format csv > departures.csv"),
    "aircraft": ("csto aircraft --contingent {contingent}", "csto aircraft --json | jq '.[].type'"),
    "timeline": (
        "csto timeline --chart --contingent {contingent}",
        "csto timeline --place {place} --as-of {published}",
        "csto timeline --kind {kind} --all",
    ),
    "facts": ("csto facts --status disputed", "csto facts --source {source} --json --evidence"),
    "list": ("csto list {kind} --long --limit 5", "csto list {kind} --format csv > {kind}.csv"),
    "disputes": ("csto disputes --kind {kind}", "csto disputes --without {teller}"),
    "distortions": ("csto distortions --kind {kind}", "csto distortions --only {teller}"),
    "gaps": ("csto gaps --kind {kind}", "csto gaps --format csv > gaps.csv"),
    "origins": ("csto origins --source {source}", "csto origins --only {teller}"),
    "sources": ("csto sources --only {teller}", "csto sources --place {place} --sort published"),
    "places": ("csto places --place {place}", "csto places --json | jq '.[].name'"),
    "show": ("csto show {field}", "csto show source/{source}"),
    "why": ("csto why {fact} --full", "csto why source/{source}"),
    "open": ("csto open {linked} --browser",),
    "search": ("csto search {word} --kind {kind}", "csto search {word} --limit 5 --json"),
    "matrix": ("csto matrix {kind}", "csto matrix {fact} --json"),
    "compare": ("csto compare as-of={published}", "csto compare only={source} --kind {kind}"),
    "cite": ("csto cite {fact} --style bibtex > sources.bib", "csto cite {field} --json"),
    "sql": ("csto sql --tables", "csto facts --sql | csto sql -"),
    "check": ("csto check --format github", "csto check --explain unknown-name"),
    "init": ("csto init .",),
    "new": ("csto new {kind} >> facts.toml", "csto new source >> facts.toml"),
    "fields": ("csto fields {kind}", "csto fields timeline"),
    "help": ("csto help dates", "csto help --json"),
    "about": ("csto about --json", "csto --version"),
    "coverage": ("csto coverage {source}=article.txt --long", "csto coverage {source}=article.txt --json"),
    "rerun": ("csto timeline --receipt-file timeline.json", "csto rerun receipt.json --json"),
    "diff": ("csto diff old.toml facts.toml --json", "git show HEAD:facts.toml | csto diff - facts.toml"),
    "page": ("csto page {kind}.html --kind {kind}", "csto page as-of.html --as-of {published}"),
    "export": ("csto export sqlite base.db", "csto export geojson places.geojson"),
    "archive": ("csto --archive archive facts",),
    "schema": ("csto schema timeline --fields fact,date", "csto schema --base > facts.schema.json"),
}
ROOT_EXAMPLES = ("csto", "csto timeline --from {day} --to {day}", "csto why {field}")

# What a reader of the overview may go on with, behind the listings of the base.
NEXT = (
    ("csto timeline --from {day}", "what happened, in order"),
    ("csto search {word}", "where something is spoken of"),
    ("csto why {field}", "who says so, and do they agree"),
    ("csto --help", "everything else"),
)


class AtHand(NamedTuple):
    """The base that answers here: its names for examples, the commands that it cannot answer, how it was given.

    `facts` is the path of `--facts`, to be repeated in whatever is to be typed; empty
    where the base is found without it.
    """

    names: Mapping[str, str]
    missing: frozenset[str] = frozenset()
    facts: str = ""


def of_base(base: Explorer, facts: str | None) -> AtHand:
    """An open base, where `facts` is that of `--facts`."""
    listings = {question.name for question in cstocli.vocabulary().questions}
    return AtHand(base.example_names(), frozenset(listings - base.questions.keys()), facts or "")


def at_hand(facts: str | None) -> AtHand:
    """The base at hand, where `facts` is that of `--facts`; the shipped one where that has problems.

    Standard input is not read for it.
    """
    path = default_base_path(facts, os.environ)
    if path != STANDARD_INPUT:
        try:
            return of_base(cstocli.open(path), facts)
        except (CstoError, BrokenIndex, OSError):
            # The commands themselves report what is wrong with it.
            pass
    return AtHand(cstocli.open(shipped()).example_names())


def groups(missing: Iterable[str] = ()) -> dict[str, list[str]]:
    """The names of all commands but those `missing`, by the heading of their group."""
    vocabulary = cstocli.vocabulary()
    of_vocabulary = tuple(question.name for question in vocabulary.questions)
    known = {vocabulary.title: of_vocabulary, **GROUPS}
    grouped = {name for names in known.values() for name in names}
    known[OTHERS] = tuple(name for name in COMMANDS if name not in grouped)
    there = {
        heading: [name for name in names if name in COMMANDS and name not in missing]
        for heading, names in known.items()
    }
    return {heading: names for heading, names in there.items() if names}


def function_of(name: str) -> Any:  # noqa: ANN401
    """The function of a command; for a listing, that which makes it."""
    command = COMMANDS[name]
    return getattr(import_module(f"cstocli.cli.commands.{command.module}"), command.function)


def help_text(name: str) -> str:
    """What a command does: a line, and perhaps more paragraphs."""
    return COMMANDS[name].help or getdoc(function_of(name)) or ""


def line_of(name: str) -> str:
    """What a command does, in one line."""
    return " ".join(help_text(name).partition("\n\n")[0].split())


def examples_of(name: str, hand: AtHand) -> list[str]:
    """The most useful examples of a command, of which each works with the base at hand; those of csto for no name."""
    templates = (COMMANDS[name].example, *MORE.get(name, ())) if name else ROOT_EXAMPLES
    return [*filled(templates, hand)][:MOST_EXAMPLES]


def filled(templates: Iterable[str], hand: AtHand) -> Iterator[str]:
    """Each template with names of the base at hand, quoted for a shell; none that the base lacks a name for."""
    names = {name: visible(shlex.quote(value)) for name, value in hand.names.items() if not value.startswith("-")}
    names["--facts"] = f" --facts {visible(shlex.quote(hand.facts))}" if hand.facts else ""
    for template in templates:
        text = re.sub(r"\bcsto\b(?= ?([\w-]*))", _with_facts, template)
        if all(name in names for name in re.findall(_NAME, text)):
            yield re.sub(_NAME, lambda found: names[found[1]], text)


_NAME = r"\{([\w-]+)\}"


def _with_facts(found: re.Match[str]) -> str:
    """Where `csto` takes --facts, before the command: on the overview, and where the command has it."""
    return found[0] + "{--facts}" if found[1] not in COMMANDS or _takes_facts(found[1]) else found[0]


def _takes_facts(name: str) -> bool:
    return bool(COMMANDS[name].help) or "facts" in getattr(function_of(name), "shared", ())


def _names_of(kind: Mapping[str, Any]) -> tuple[str, str]:
    """What one fact of a kind is called, and what several are."""
    return kind["kind"].replace("_", " "), kind["plural"].replace("_", " ")


def ask_next(hand: AtHand, kinds: Sequence[Mapping[str, Any]], owner: str) -> list[tuple[str, str]]:
    """What to ask of a base next: a command that works, and what it answers.

    `kinds` are those of its overview, `owner` is the sort of whose facts it has; empty for none.
    """
    if owner in hand.names:
        names = [question.name for question in cstocli.vocabulary().questions if question.name in COMMANDS]
        firsts = {name: re.split("[,.]", line_of(name))[0] for name in names[:MOST_LISTINGS]}
        listed = [(f"csto {name}", first[:1].lower() + first[1:]) for name, first in firsts.items()]
    else:
        most = sorted((kind for kind in kinds if kind["facts"]), key=lambda kind: -kind["facts"])
        listed = [(f"csto list {kind['kind']}", counted(kind["facts"], *_names_of(kind))) for kind in most[:MOST_KINDS]]
        if len(most) > MOST_KINDS:
            listed.append(("csto fields", f"its {counted(len(most) - MOST_KINDS, 'other kind')}"))
    return [(text, what) for template, what in (*listed, *NEXT) for text in filled([template], hand)]
