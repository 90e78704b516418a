"""Every problem of a base: what the reader refuses, what the rules find, quotes that are not in their place."""

from collections.abc import Iterator, Mapping
from itertools import islice

from cstocli.curate.coverage import paragraphs, plain, stands_at
from cstocli.curate.rules import CAPTURES, CHECKS, MISPLACED_QUOTE, TOML_1_1, Checked
from cstocli.curate.toml_version import newer_syntax
from cstocli.model.base import Base, Document
from cstocli.model.collector import without_collector
from cstocli.model.cursor import quoted
from cstocli.model.errors import UnknownName
from cstocli.model.format import Format
from cstocli.model.problems import Path, Problem
from cstocli.model.rules import Rule
from cstocli.model.text import counted
from cstocli.read.reader import read_in_place
from cstocli.read.reading import Where
from cstocli.read.toml_positions import with_positions

MOST_OF_A_RULE = 500
_MOST_PLACES = 10


def check(
    documents: list[Document],
    format: Format,  # noqa: A002
    texts: Mapping[str, Document] | None = None,
    *,
    captures: bool = False,
) -> list[Problem]:
    """Every problem of a base, errors and warnings, in the order of the text.

    While there are errors, only they are reported: warnings look at what was read.
    `texts` maps ids of sources to their texts, in which their quotes are then looked up;
    with `captures` sources of which no capture is named are reported too.
    """
    with without_collector():
        return _check(documents, format, texts or {}, captures=captures)


def _check(
    documents: list[Document],
    format: Format,  # noqa: A002
    texts: Mapping[str, Document],
    *,
    captures: bool,
) -> list[Problem]:
    base, problems, where = read_in_place(documents, format)
    for document in documents:
        problems += _newer_syntax(document, problems)
    if base is None or problems:
        return with_positions(problems)
    checked = Checked(base)
    found: list[Problem] = []
    for rule, of_base in base.format.checks.items():
        found += _most(_problem(rule, where, *finding) for finding in of_base(base))
    for rule, of_checked in (CHECKS | CAPTURES if captures else CHECKS).items():
        found += _most(_problem(rule, where, *finding) for finding in of_checked(checked))
    for source, text in texts.items():
        if source not in base.sources:
            raise UnknownName("source", source, base.sources, "list them", "csto sources")
        found += _most(_misplaced(base, where, source, paragraphs(text.text)))
    return with_positions(found)


def _most(problems: Iterator[Problem]) -> list[Problem]:
    """The first problems of one rule; where there are more, the last of them says so."""
    found = [*islice(problems, MOST_OF_A_RULE + 1)]
    if len(found) > MOST_OF_A_RULE:
        last = found.pop()
        message = f"there are more problems of the rule {last.rule.name} than the {MOST_OF_A_RULE} that are reported"
        found.append(last._replace(reason=message, token=None, suggestions=()))
    return found


def _problem(rule: Rule, where: Mapping[str, Where], entity: str, more: Path, message: str) -> Problem:
    document, path = where[entity]
    return Problem(rule, document, (*path, *more), message)


def _misplaced(base: Base, where: Mapping[str, Where], source: str, text: list[str]) -> Iterator[Problem]:
    """Quotes of a source that do not stand in the paragraph that their claim names."""
    for fact in base.facts:
        for number, claim in enumerate(fact.claims):
            if claim.source != source or not isinstance(claim.at, int):
                continue
            here: Path = ("claims", number)
            stands = stands_at(claim.quote, claim.at, text)
            if stands is None:
                message = f"{quoted(source)} has {counted(len(text), 'paragraph')}, not {claim.at}"
                yield _problem(MISPLACED_QUOTE, where, fact.id, (*here, "at"), message)
            elif not stands:
                message = f"the quote does not stand in paragraph {claim.at} of {quoted(source)}"
                quote = plain(claim.quote)
                elsewhere = [str(at) for at, paragraph in enumerate(text, 1) if quote in paragraph][:_MOST_PLACES]
                message += f"; it stands in {' and '.join(elsewhere)}" if elsewhere else ""
                yield _problem(MISPLACED_QUOTE, where, fact.id, (*here, "quote"), message)


def _newer_syntax(document: Document, known: list[Problem]) -> Iterator[Problem]:
    """What only TOML 1.1 knows, where the text is TOML."""
    if any(problem.rule.name == "broken-toml" for problem in known):
        return
    if place := newer_syntax(document):
        yield Problem(TOML_1_1, document, (), "this syntax is of TOML 1.1; other tools know 1.0", *place)
