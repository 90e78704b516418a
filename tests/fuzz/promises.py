"""What every base keeps: it is refused with places and printable messages, or answered in full, and soon."""

import io
import json
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from xml.etree import ElementTree as ET

from cstocli.ask.columns import RowType
from cstocli.ask.explorer import Explorer
from cstocli.cli.commands import LISTINGS
from cstocli.cli.output import write_answer
from cstocli.cli.request import Request
from cstocli.curate.check import check
from cstocli.curate.report import REPORTS
from cstocli.index.build import index
from cstocli.model.base import Base, Document
from cstocli.model.errors import CstoError, NotInThisBase
from cstocli.model.perspective import Perspective, apply
from cstocli.model.problems import Problem, errors
from cstocli.model.text import HIDDEN
from cstocli.read.blocks import outline
from cstocli.read.files import Files
from cstocli.read.reader import read
from cstocli.show.answer import render_details, render_overview
from cstocli.show.bars import extent, fact_bars
from cstocli.show.charts import render_chart, render_spans
from cstocli.show.style import Style
from cstocli.show.svg import soft_bars
from cstocli.vocabularies.peace_operation.listings import PEACE_OPERATION
from tests.conftest import FORMAT

SECONDS_A_BASE = 5.0  # of the processor: a busy machine breaks nothing
LONGEST_MESSAGE = 300
_ONE_SEEN_OTHERWISE_IN = 4


class Broken(AssertionError):
    """What must not be, of one base."""


class Figures:
    """What a fuzzing run has seen."""

    def __init__(self) -> None:
        self.runs = 0
        self.valid = 0
        self.refused = 0
        self.unread = 0
        self.rules: Counter[str] = Counter()
        self.slowest = 0.0
        self.broken: Counter[str] = Counter()
        self.examples: dict[str, bytes] = {}
        self.began = time.monotonic()

    def told(self) -> str:
        """The figures as lines of text."""
        seconds = time.monotonic() - self.began
        lines = [
            f"runs           {self.runs:,} in {seconds:,.0f} s",
            f"valid bases    {self.valid:,}",
            f"refused        {self.refused:,}",
            f"not even text  {self.unread:,}",
            f"slowest run    {self.slowest * 1000:,.0f} ms",
            "problems by rule",
            *(f"  {count:>9,}  {rule}" for rule, count in self.rules.most_common()),
            *(f"BROKEN {count:,} times: {name}" for name, count in self.broken.most_common()),
        ]
        return "\n".join(lines)


def look(content: bytes, figures: Figures) -> None:
    """Read, check, index, ask and show the base whose bytes are `content`.

    Raises:
        Broken: it does something that no base may make the program do.
    """
    start = time.process_time()
    figures.runs += 1
    with _alarm(SECONDS_A_BASE):
        document = _text(content)
        if document is None:
            figures.unread += 1
            return
        found = check([document], FORMAT)
        base, problems = read([document], FORMAT)
        for problem in (*found, *problems):
            _promises(problem, document)
        figures.rules.update({problem.rule.name for problem in found})
        if bool(base) == bool(problems):
            raise Broken("a base is read or has problems, and not both")
        if problems and not errors(found):
            raise Broken("what the reader refuses the checker lets pass")
        _printed(found)
        if base is None:
            figures.refused += 1
        else:
            figures.valid += 1
            # What an index keeps of a text, to tell an edit of it.
            if blocks := outline([document]):
                blocks.outlines(base)
            _answers(base)
    took = time.process_time() - start
    figures.slowest = max(figures.slowest, took)
    if took > SECONDS_A_BASE:
        raise Broken(f"it took {took:.1f} s")


def _text(content: bytes) -> Document | None:
    """The document that standard input would give, or None where it is refused as no text."""
    given, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(content))
    try:
        (document,) = Files("-").documents()
    except CstoError:
        return None
    finally:
        sys.stdin = given
    return document


def _promises(problem: Problem, document: Document) -> None:
    if problem.line < 1 or problem.column < 1:
        raise Broken(f"no place: {problem.line}:{problem.column} {problem.message!r}")
    lines = document.text.split("\n")
    if problem.line > len(lines) or problem.column > len(lines[problem.line - 1]) + 1:
        raise Broken(f"a place outside the text: {problem.line}:{problem.column} {problem.message!r}")
    if re.search(HIDDEN, problem.message) or not _one_line(problem.message):
        raise Broken(f"a message that is not printable: {problem.message!r}")
    if len(problem.message) >= LONGEST_MESSAGE:
        raise Broken(f"a message of {len(problem.message)} characters: {problem.message!r}")


def _one_line(text: str) -> bool:
    return "\n" not in text and "\t" not in text


def _printed(problems: list[Problem]) -> None:
    for name, report in REPORTS.items():
        text = "".join(report(problems))
        if name == "json":
            json.loads(text)
        elif re.search(HIDDEN, text):
            raise Broken(f"the report {name} holds a hidden character: {text!r}")


def _answers(base: Base) -> None:
    """Ask everything of a base, and of the same without its first source and as of a day."""
    explorer = Explorer(index(base), PEACE_OPERATION)
    for question in LISTINGS:
        try:
            answer = explorer.ask(question, evidence=True)
        except NotInThisBase:
            # A base that declares its own kinds has not the listings of others.
            continue
        rows = [*answer]
        _shown(rows, explorer.questions[question].row_type, Request(quiet=True))
        _shown(rows, answer.row_type, Request(quiet=True, format="json"))
    field_type, claim_type = (explorer.questions[name].row_type for name in ("one_fact", "why"))
    _fit_for_a_terminal(render_overview(next(iter(explorer.ask("overview"))), Style()).text)
    with suppress(NotInThisBase):
        _fit_for_a_terminal(render_chart([*explorer.ask("presence")], Style()).text)
    spans = [*explorer.ask("spans")]
    _fit_for_a_terminal(render_spans(spans, Style()).text)
    if days := extent(bars := fact_bars(spans)):
        ET.fromstring("".join(soft_bars(base.about.title, bars, days)))  # noqa: S314 # our own text
    for fact in base.facts[:2]:
        _fit_for_a_terminal(render_details(explorer.show(fact.id), field_type, claim_type, Style()).text)
    if sum(len(claim.quote) for claim in base.facts[0].claims) % _ONE_SEEN_OTHERWISE_IN:
        return
    source = next(iter(base.sources), None)
    views = [Perspective(as_of=base.about.period.last)]
    views += [Perspective(without=(source,)), Perspective(only=(source,))] if source else []
    try:
        explorer = Explorer(index(apply(views[len(base.facts[0].claims) % len(views)], base)), PEACE_OPERATION)
        list(explorer.ask("facts"))
        list(explorer.ask("disputes"))
    except CstoError:
        pass  # such as a source that no claim goes back to


def _shown(rows: list[dict[str, Any]], row_type: RowType, request: Request) -> None:
    with _caught() as out:
        write_answer(rows, row_type, request)
    if request.format == "json":
        if len(json.loads(out.getvalue())) != len(rows):
            raise Broken(f"{row_type.one_row}: the JSON has not all rows")
    else:
        _fit_for_a_terminal(out.getvalue().decode())


def _fit_for_a_terminal(text: str) -> None:
    if hidden := re.search(HIDDEN, text):
        raise Broken(f"a table holds {hidden[0]!r}")


@contextmanager
def _caught() -> Iterator[io.BytesIO]:
    """What is written to standard output meanwhile."""
    out = io.BytesIO()
    given, sys.stdout = sys.stdout, io.TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True)
    try:
        yield out
    finally:
        caught, sys.stdout = sys.stdout, given
        caught.detach()


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Break off what takes longer, where the system can."""

    def ring(_signal: int, _frame: object) -> None:
        raise Broken(f"it took more than {seconds:.0f} s")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
