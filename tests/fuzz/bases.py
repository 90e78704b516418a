"""Fuzz the reader of fact bases, and whatever is asked of a base that it accepts.

    python tests/fuzz/bases.py --runs 100000
    python tests/fuzz/bases.py --runs 1000000000 --seconds 3600 --seed 7
    python tests/fuzz/bases.py --runs 1000000 --engine atheris

Each run takes a small piece of the shipped base or of the starter and mutates its text, or
makes a base of the declarations in `cstocli.kinds`. Whatever comes of it must be refused
with problems that have a place and a short printable message, or be answered in full; never
with another error, and within seconds. The first base that breaks this is made as small as
it can be and printed, and the script ends with 1.
"""

import argparse
import importlib
import io
import json
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase

from cstocli.ask.columns import RowType
from cstocli.ask.explorer import Explorer
from cstocli.cli.commands import LISTINGS
from cstocli.cli.output import write_answer
from cstocli.cli.request import Request
from cstocli.curate.check import check
from cstocli.curate.report import REPORTS
from cstocli.index.build import index
from cstocli.model import dates
from cstocli.model.base import Base, Document
from cstocli.model.errors import CstoError, NotInThisBase
from cstocli.model.format import ABOUT_KEYS, CLAIM_KEYS, RIVAL_KEYS, Kind
from cstocli.model.perspective import Perspective, apply
from cstocli.model.problems import Problem, errors
from cstocli.model.text import HIDDEN
from cstocli.model.types import Type
from cstocli.read.files import Files, shipped
from cstocli.read.reader import read
from cstocli.show.answer import render_details, render_overview
from cstocli.show.bars import extent, fact_bars
from cstocli.show.charts import render_chart, render_spans
from cstocli.show.style import Style
from cstocli.show.svg import soft_bars
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from cstocli.vocabularies.peace_operation.listings import PEACE_OPERATION

FORMAT = peace_operation()
TABLES = {"about": ABOUT_KEYS, **FORMAT.tables}
SECONDS_A_BASE = 5.0  # of the processor: a busy machine breaks nothing
LONGEST_MESSAGE = 300
_BATCH = 500
_SECONDS_TO_SHRINK = 15.0
# Of so many bases one is made of the declarations, the others are mutated text.
_ONE_MADE_IN = 8


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


class Found(NamedTuple):
    """A base that breaks a promise, as small as it could be made, and how it does."""

    content: bytes
    trace: str


# What is asked of one base.


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


# The pieces that are mutated.

_HEADING = re.compile(r"^\[\[?([A-Za-z_]+)(?:\.([^\]]+))?\]\]?", re.MULTILINE)
_QUOTED = re.compile(r'"([a-z0-9][a-z0-9_/-]*)"')
_MOST_CLAIMS = 3
_MOST_PIECES = 200
_MOST_SHIPPED = 80
_ONE_SEEN_OTHERWISE_IN = 4


def pieces(text: str) -> list[str]:
    """Small bases cut out of a large one: a fact with some of its claims, and the things that they name."""
    things, facts, rivals = _blocks(text)
    declared = {identity.rpartition(".")[2]: identity for identity in things}
    found = []
    for fact in facts:
        needed = _needed(fact, things, declared)
        kept = "".join(body for identity, body in things.items() if identity in needed or identity == "about")
        found.append(f"format = 1\n{kept}{fact}")
    by_id = {_name(fact): fact for fact in facts}
    for rival in rivals:
        both = [by_id[name] for name in _QUOTED.findall(rival) if name in by_id]
        whole = "".join(both) + rival
        needed = _needed(whole, things, declared)
        kept = "".join(body for identity, body in things.items() if identity in needed or identity == "about")
        found.append(f"format = 1\n{kept}{whole}")
    read_well = [piece for piece in found if read([Document("piece", piece)], FORMAT)[0]]
    step = max(1, len(read_well) // _MOST_PIECES)
    return read_well[::step]


def _blocks(text: str) -> tuple[dict[str, str], list[str], list[str]]:
    """The text of each thing by `table.id`, of each fact with its first claims, of each rivalry."""
    things: dict[str, str] = {}
    facts: list[str] = []
    rivals: list[str] = []
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    headings = [*_HEADING.finditer(text)]
    claims = 0
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        body = text[heading.start() : following.start() if following else len(text)].rstrip() + "\n"
        table, rest = heading[1], heading[2]
        if table == "rivals":
            rivals.append(body)
        elif table in TABLES:
            things[f"{table}.{rest}" if rest else table] = body
        elif not rest:
            facts.append(body)
            claims = 0
        else:
            claims += rest == "claims"
            # A curator's choice needs the very claim that gives it.
            if claims <= _MOST_CLAIMS or ".shown]" in facts[-1]:
                facts[-1] += body
    return things, facts, rivals


def _name(fact: str) -> str:
    """The full id of a fact from its text."""
    table = _HEADING.match(fact)
    kind = next(name for name, kind in FORMAT.kinds.items() if table and kind.plural == table[1])
    identity = re.search(r'^id = "([^"]*)"', fact, re.MULTILINE)
    return f"{kind}/{identity[1] if identity else ''}"


def _needed(text: str, things: dict[str, str], declared: dict[str, str]) -> set[str]:
    """The things that `text` names, and those that these name in turn."""
    found: set[str] = set()
    ahead = [text]
    while ahead:
        for name in _QUOTED.findall(ahead.pop()):
            wanted = [f"{table}.{name}" for table in TABLES] if name in declared else []
            for identity in wanted:
                if identity in things and identity not in found:
                    found.add(identity)
                    ahead.append(things[identity])
    return found


# Mutations of text, each decided by bytes: Hypothesis and atheris both give these.


class Choices:
    """Decisions read off some bytes; when those are used up every decision is the first."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    @property
    def left(self) -> bool:
        """Whether there is a byte left to decide by."""
        return self.at < len(self.data)

    def below(self, end: int) -> int:
        """A number from 0 up to `end`, which is not included."""
        number = 0
        for _ in range(1 + (end > 256) + (end > 65536)):
            number = number * 256 + (self.data[self.at] if self.left else 0)
            self.at += 1
        return number % max(1, end)

    def one(self, of: "list[str] | tuple[str, ...]") -> str:
        """One of some texts."""
        return of[self.below(len(of))]


HOSTILE = (
    "\0", "\x1b]0;owned\x07", "\x1b[31m", "\x7f", "\x85", "\x9b", "\xad", "\u200b", "\u200f", "\u202e", "\u2066",
    "\u2028", "\ufeff", "\U000e0041", "\U0001f1e6", "e\u0301\u0301\u0301", "\ud7ff", "\uffff", "\U0010ffff", "\r",
    "\r\n", "\t", "\x0c", "\u3164", "[red]", "[/]", ":smile:", "%s%n", "{0}", "'", '"', '"""', "'''", "\\",
    "\\u202e", "\\u0000", "\\U0010FFFF", "\\ud800", "\\x1b", "\\e", "`", "$(id)", "ß", "İ", "ﬀ", "٣", "０", "²", "¼",
)  # fmt: skip
FRAGMENTS = (
    "[kinds.x]\n", "[kinds.x.fields]\n", '[things.y]\nplural = "ys"\n', 'x = { type = "count" }\n', "[kinds]\n",
    "kinds = 1\n", "things = []\n", 'vocabulary = "x"\n', 'y = { type = "choice", choices = ["a"] }\n',
    'z = { type = "reference", of = "voyage", asked_if = { x = [] } }\n', 'where = ["date"]\n', 'summary = "{x}[{"\n',
    "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "#", "\n", "[a.b.c]\n", "[[a.b]]\n", "a.b.c = 1\n", "x = {}\n",
    "x = []\n", 'x = """\n', "x = '''a\nb'''\n", "[about]\n", "[departures]\n", "[[departures.claims]]\n",
    "[places]\n", "[[places]]\n", '[places."a b"]\nname = "x"\n', "[[rivals]]\n", "[departures.shown]\n",
    'shown = { date = { value = "2022", reason = "r" } }\n', "claims = []\n", "claims = [[]]\n", "claims = [{}]\n",
    'via = ["a", ["b"]]\n', "at = nan\n", "about = 1\n", "departures = 1\n", "departures = [1]\n", "sources = []\n",
    'rivals = [{ facts = ["a/b"], field = "date", reason = "r" }]\n', "format = 2\n", "format = true\n",
    '"" = 1\n', '"" = { "" = { "" = 1 } }\n', "[places.'']\n", '[places."\\u202e"]\nname = "x"\nwithin = "\\u202e"\n',
    "x = { a = 1, }\n", "x = 07:32\n", "[sources.x]\npublisher = 'p'\nvia = 'x'\n", "x = [" * 30 + "]" * 30 + "\n",
)  # fmt: skip
VALUES = (
    "0", "-1", "1", "9223372036854775807", "9223372036854775808", "999999999999999", "1000000000000000", "1" * 400,
    "1" * 4400, "0x" + "f" * 20, "0x" + "f" * 4000, "0o7", "0b1", "1.5", "-0.0", "1e308", "1e999", "nan", "inf", "-inf",
    "true", "false", "[]", "{}", "[[]]", "[{}]", "[0x" + "f" * 4000 + "]", "{ a = 0x" + "f" * 4000 + " }",
    '""', '" "', '"a"', "''", '"""a\nb"""', '"' + "a" * 500 + '"', '"' + "w " * 40 + '"', '"\\u202e"', '"\\u0000"',
    '"[red]x[/red]"', '":smile:"', '"=1+1"', '"a\\tb\\nc"', "2022-01-14", "0001-01-01", "9999-12-31",
    "2022-01-14T07:32:00Z", "07:32:00", '"2022"', '"0001"', '"9999"', '"0000"', '"2022-01-14/.."', '"../2022-01-14"',
    '"2022-02-30"', '"../.."', '"2022-01~/2022-02?"', '"2022-01-14/2022-01-13"', '"~30"', '">30"', '"<=30"', '"30..40"',
    '"40..30"', '"999999999999999"', '"0"', '"~0"', '"٣"', '["a", 1]', "[1, 2]", "[91, 0]", "[nan, 0]", "[90.0, 180]",
    '[{ type = "x", count = 3 }]', '[{ what = "x", count = "~3" }]', "[{ type = 1 }]", '[{ what = "", y = 1 }]',
    '{ value = "2022", reason = "r" }', '"https://x.example/\\u202e"', '"javascript:alert(1)"', '"air"', '"in"',
    '["a", "a", "a"]',
    '"voyages"', '"{ship}"', '"half"', '{ type = "count" }', '{ a = "b" }', '"07:30"', '"share"', '"departure/sudland"',
)  # fmt: skip
_VOCABULARY_KEYS = (
    "plural", "meaning", "summary", "when", "begins", "ends", "where", "series", "titled", "type", "question",
    "asked_if", "unit", "part_of", "choices", "of", "fields", "class", "ship", "kinds", "things", "vocabulary",
)  # fmt: skip
KEYS = tuple(
    dict.fromkeys(
        [
            *(key for keys in TABLES.values() for key in keys),
            *(name for kind in FORMAT.kinds.values() for name in kind.fields),
            *CLAIM_KEYS,
            *RIVAL_KEYS,
            *_VOCABULARY_KEYS,
            "id",
            "contingent",
            "shown",
            "claims",
            '""',
            '"\\u202e"',
            "a.b",
            "'a b'",
            "x" * 400,
        ]
    )
)
_TABLE_NAMES = (*TABLES, *(kind.plural for kind in FORMAT.kinds.values()), "rivals", "nothing")
_PAIR = re.compile(r"^([A-Za-z0-9_-]+)( *= *)([^\n#]+)", re.MULTILINE)
_NUMBER = re.compile(r"\d+")
_ID = re.compile(r'"([a-z0-9-]+)"')


def _at(text: str, choices: Choices) -> int:
    return choices.below(len(text) + 1)


def delete(text: str, choices: Choices) -> str:
    at = _at(text, choices)
    return text[:at] + text[at + 1 + choices.below(16) :]


def double(text: str, choices: Choices) -> str:
    at = _at(text, choices)
    return text[:at] + text[at : at + 1 + choices.below(64)] * 2 + text[at:]


def swap(text: str, choices: Choices) -> str:
    one, other = sorted((_at(text, choices), _at(text, choices)))
    length = min(1 + choices.below(16), other - one)
    return (
        text[:one]
        + text[other : other + length]
        + text[one + length : other]
        + text[one : one + length]
        + text[other + length :]
    )


def insert_hostile(text: str, choices: Choices) -> str:
    # Most of the file is ids and keys, where these break the syntax: strings are where they pass.
    quotes = [match.end() - 1 for match in re.finditer(r'"[^"\n]+"', text)]
    at = quotes[choices.below(len(quotes))] if quotes and choices.below(3) else _at(text, choices)
    return text[:at] + choices.one(HOSTILE) + text[at:]


def insert_fragment(text: str, choices: Choices) -> str:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    at = starts[choices.below(len(starts))] if choices.below(4) else _at(text, choices)
    return text[:at] + choices.one(FRAGMENTS) + text[at:]


def shuffle_lines(text: str, choices: Choices) -> str:
    lines = text.split("\n")
    one, other = choices.below(len(lines)), choices.below(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def drop_line(text: str, choices: Choices) -> str:
    lines = text.split("\n")
    del lines[choices.below(len(lines))]
    return "\n".join(lines)


def repeat_line(text: str, choices: Choices) -> str:
    lines = text.split("\n")
    one = choices.below(len(lines))
    lines.insert(choices.below(len(lines)), lines[one])
    return "\n".join(lines)


def blow_up(text: str, choices: Choices) -> str:
    return _replace(_NUMBER, text, choices, lambda match: match[0] * (2 + choices.below(20)))


def rename_key(text: str, choices: Choices) -> str:
    return _replace(_PAIR, text, choices, lambda match: choices.one(KEYS) + match[2] + match[3])


def misspell_key(text: str, choices: Choices) -> str:
    return _replace(_PAIR, text, choices, lambda match: match[1][:-1] + match[2] + match[3])


def replace_value(text: str, choices: Choices) -> str:
    return _replace(_PAIR, text, choices, lambda match: match[1] + match[2] + choices.one(VALUES))


def retable(text: str, choices: Choices) -> str:
    """Turn a table into an array of tables or back, or give it another name."""

    def turned(match: re.Match[str]) -> str:
        heading = match[0].strip("[]")
        if choices.below(2):
            heading = choices.one(_TABLE_NAMES) + ("." + heading.partition(".")[2] if "." in heading else "")
        return f"[{heading}]" if match[0].startswith("[[") != bool(choices.below(3)) else f"[[{heading}]]"

    return _replace(_HEADING, text, choices, turned)


def swap_ids(text: str, choices: Choices) -> str:
    """Put another id of the base where one stands: circles, wrong sorts, self-relays."""
    known = _ID.findall(text) or ["a"]
    return _replace(_ID, text, choices, lambda _: f'"{known[choices.below(len(known))]}"')


def rename_everywhere(text: str, choices: Choices) -> str:
    known = _ID.findall(text) or ["a"]
    old = known[choices.below(len(known))]
    new = choices.one((*HOSTILE, "x" * 350, "Sud Land", "")).replace("\n", " ")
    quoted = json.dumps(new)
    return re.sub(rf"\.{re.escape(old)}\]", lambda _: f".{quoted}]", text).replace(f'"{old}"', quoted)


def add_key(text: str, choices: Choices) -> str:
    return _replace(_PAIR, text, choices, lambda match: f"{match[0]}\n{choices.one(KEYS)} = {choices.one(VALUES)}")


def _replace(what: re.Pattern[str], text: str, choices: Choices, replacement: Callable[[re.Match[str]], str]) -> str:
    matches = [*what.finditer(text)]
    if not matches:
        return text
    match = matches[choices.below(len(matches))]
    return text[: match.start()] + replacement(match) + text[match.end() :]


# Those that more often leave a base that is TOML still stand more often.
MUTATIONS: tuple[Callable[[str, Choices], str], ...] = (
    replace_value, replace_value, replace_value, add_key, add_key, swap_ids, swap_ids, rename_key, misspell_key,
    retable,
    blow_up, blow_up, insert_hostile, insert_hostile, insert_fragment, rename_everywhere, drop_line, drop_line,
    repeat_line, shuffle_lines, delete, double, swap,
)  # fmt: skip
_MOST_MUTATIONS = 6


def mutated(data: bytes, bases: list[str]) -> bytes:
    """A base that `data` decides: which one, how often mutated, and how."""
    choices = Choices(data)
    text = bases[choices.below(len(bases))]
    number = 0
    while choices.left and number < _MOST_MUTATIONS:
        text = MUTATIONS[choices.below(len(MUTATIONS))](text, choices)
        number += 1
        if not choices.below(2):
            break
    content = text.encode("utf-8", "surrogatepass")
    if choices.left and not choices.below(32):
        at = choices.below(len(content) + 1)
        content = content[:at] + bytes([choices.below(256)]) + content[at + choices.below(2) :]
    return content


# Bases made of the declarations in `cstocli.kinds`.

_IDS = ("a", "b", "c")
_NAMES = st.sampled_from(("a", "a", "a", "b", "b", "c"))
_WORDS = st.sampled_from(("x", "about x", "X", "=x", "[red]", ":flag:", "Plan: x", "e\u0301", "x.", "x\ty", "о 5"))
_DATES = st.sampled_from(
    ("2031", "2031-05", "2031-05-09", "2031-05-09~", "2031-05/..", "../2031-05-09?", "2031-05-01/2031-06", "0001",
     "9999",
     "0001-01-01", "9999-12-31", "2031-05-09%", "../9999-12-31", "0001-01-01/..")
)  # fmt: skip
_COUNTS = st.sampled_from(
    (0, 1, 2, 30, 10**15 - 1, "~30", ">30", ">=30", "<30", "<=2", "..30", "30..40", "0..999999999999999", "~0")
)
_COUNTED = st.fixed_dictionaries({"what": _WORDS}, optional={"count": _COUNTS})
_AIRCRAFT = st.fixed_dictionaries({"type": _NAMES}, optional={"count": _COUNTS})
_FACT_IDS = st.builds(lambda kind, name: f"{kind}/{name}", st.sampled_from((*FORMAT.kinds,)), _NAMES)
_OF_NAME: dict[str, st.SearchStrategy[Any]] = {
    "text": _WORDS,
    "words": _WORDS,
    "texts": st.lists(_WORDS, max_size=2),
    "list": st.lists(_WORDS, max_size=2),
    "synonyms": st.lists(st.lists(_WORDS, max_size=3), max_size=2),
    "id": _NAMES,
    "quote": _WORDS,
    "passage": st.sampled_from((1, 2, "caption", 2**63, 2**700)),
    "facts": st.lists(_FACT_IDS, max_size=2),
    "field": st.sampled_from(("date", "site", "personnel", "vote", "aircraft")),
    "date": _DATES,
    "count": _COUNTS,
    "position": st.sampled_from(([0, 0], [90.0, 180.0], [-90, -180], [1e-300, 0.0])),
    "code": st.sampled_from(("XA", "XB")),
    "url": st.sampled_from(("https://x.example/", "http://x.example?q=1")),
    "language": st.sampled_from(("en", "ru", "zh-Hant", "xx")),
    "sha256": st.just("0" * 64),
    "grade": st.sampled_from(("A", "B2")),
    "boolean": st.booleans(),
    "fact": _FACT_IDS,
    # Those of a fact are made apart.
    "fields": st.just({}),
    "claims": st.just([]),
    "aircraft": st.lists(_AIRCRAFT, min_size=1, max_size=2),
    "items": st.lists(_COUNTED, min_size=1, max_size=2),
    "places": st.one_of(_NAMES, st.lists(_NAMES, max_size=2)),
    "tellers": st.lists(st.sampled_from(("o-a", "o-b", "a", "b")), max_size=2),
    **dict.fromkeys(("place", "person", "organisation", "source", "voice", "contingent", "aircraft-type"), _NAMES),
}
_ANYTHING = st.sampled_from((0, 1.5, True, "", "\u202e", [], {}, [[]], [{}], {"a": {}}, dates.FIRST_DAY, 2**20000))


def can_make(type_: Type) -> bool:
    """Whether values of that type are made."""
    return bool(type_.choices) or type_.name in _OF_NAME


def _right(type_: Type) -> st.SearchStrategy[Any]:
    """A value of that type."""
    return st.sampled_from(type_.choices) if type_.choices else _OF_NAME[type_.name]


def _of(type_: Type) -> st.SearchStrategy[Any]:
    """A value of that type, and now and then one of any other."""
    return st.integers(0, 60).flatmap(lambda number: _ANYTHING if number == 60 else _right(type_))


def _entities(table: str) -> st.SearchStrategy[dict[str, Any]]:
    keys = TABLES[table]
    record = st.fixed_dictionaries(
        {key: _right(declared.type) for key, declared in keys.items() if declared.required},
        optional={key: _of(declared.type) for key, declared in keys.items() if not declared.required},
    )
    # A base without circles is worth more than one with.
    upward = {"within", "variant_of", "part_of", "via", "position_from"}

    def ordered(records: tuple[dict[str, Any], ...], whole: int) -> dict[str, Any]:
        names = [f"o-{name}" if table == "origins" else name for name in _IDS[: len(records)]]
        if whole:
            records = tuple(
                {key: value for key, value in one.items() if key not in upward or (number and key != "via")}
                for number, one in enumerate(records)
            )
            for number, one in enumerate(records):
                one.update(dict.fromkeys(upward & one.keys() - {"position_from"}, names[number - 1]))
        return dict(zip(names, records, strict=True))

    return st.builds(ordered, st.tuples(record, record), st.integers(0, 7))


def _facts(kind: Kind) -> st.SearchStrategy[list[Any]]:
    required = {key: _right(one.type) for key, one in CLAIM_KEYS.items() if one.required}
    optional = {key: _of(one.type) for key, one in CLAIM_KEYS.items() if not one.required}
    fields = {name: _of(field.type) for name, field in kind.fields.items()}
    claims = st.lists(st.fixed_dictionaries(required, optional={**optional, **fields}), min_size=1, max_size=2)
    always: dict[str, st.SearchStrategy[Any]] = {"id": _NAMES, "title": _WORDS, "claims": claims}
    always |= {key: _right(one.type) for key, one in kind.keys.items()}
    shown = st.sampled_from((*kind.fields,)).flatmap(
        lambda name: st.fixed_dictionaries(
            {name: st.fixed_dictionaries({"value": _right(kind.fields[name].type), "reason": _WORDS})}
        )
    )
    rare = st.integers(0, 19).flatmap(lambda number: shown if number == 19 else st.just({}))
    fact = st.fixed_dictionaries(
        {**always, "shown": rare}, optional={"contingent": _of(FORMAT.fact_keys(kind)["contingent"].type)}
    )
    return st.lists(fact, min_size=1, max_size=2, unique_by=lambda one: str(one["id"]))


_RIVALS = st.lists(st.fixed_dictionaries({key: _right(one.type) for key, one in RIVAL_KEYS.items()}), max_size=1)


def _made_of(
    about: dict[str, Any],
    things: dict[str, Any],
    facts: list[tuple[str, list[Any]]],
    rivals: tuple[int, list[Any]],
) -> bytes:
    parts: dict[str, Any] = {"format": 1, "about": about, **things, **dict(facts)}
    if not rivals[0]:
        parts["rivals"] = rivals[1]
    return "".join(f"{_toml_key(key)} = {toml(value)}\n" for key, value in parts.items()).encode()


def made() -> st.SearchStrategy[bytes]:
    """Bases by the declarations: every kind and every field, mostly of the right type."""
    things = {table: _entities(table) for table in FORMAT.tables}
    about = st.fixed_dictionaries({key: _right(one.type) for key, one in ABOUT_KEYS.items() if one.required})
    some = [st.tuples(st.just(kind.plural), _facts(kind)) for kind in FORMAT.kinds.values()]
    return st.builds(
        _made_of,
        about,
        st.fixed_dictionaries(things),
        st.lists(st.one_of(some), min_size=1, max_size=2),
        st.tuples(st.integers(0, 9), _RIVALS),
    )


def toml(value: Any) -> str:
    """A value as TOML on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if abs(value) < 2**64 else hex(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml_key(key)} = {toml(item)}" for key, item in value.items()) + " }"
    return str(value)


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)


# Making what was found small.


def smallest(content: bytes, seconds: float = _SECONDS_TO_SHRINK) -> bytes:
    """The shortest base found that breaks in the same way, by leaving out lines and then characters."""
    wanted = _symptom(content)
    until = time.monotonic() + seconds
    for separator in (b"\n", b""):
        parts = content.split(separator) if separator else [content[at : at + 1] for at in range(len(content))]
        size = max(1, len(parts) // 2)
        while size:
            at = 0
            while at < len(parts) and time.monotonic() < until:
                fewer = parts[:at] + parts[at + size :]
                if _symptom(separator.join(fewer)) == wanted:
                    parts = fewer
                else:
                    at += size
            size //= 2
        content = separator.join(parts)
    return content


def _symptom(content: bytes) -> str | None:
    """How a base breaks: the error and where it was raised; None where it does not."""
    try:
        look(content, Figures())
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return _said(error)
    return None


def _said(error: Exception) -> str:
    """An error without what differs from base to base: its sort, its words, where it was raised."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    words = re.sub(r"'.*|\".*|\d+", "", str(error), flags=re.DOTALL)[:60].strip()
    return f"{type(error).__name__} in {frame.name}: {words}"


# Engines.


# A base that declares its own vocabulary: every key of a kind, of a sort and of a field, and every type.
DECLARED = """format = 1
[about]
title = "T"
period = "2031-05"
[things.ship]
plural = "ships"
meaning = "a ship"
within = "class"
[kinds.voyage]
plural = "voyages"
meaning = "a voyage"
summary = "{ship} sails[ to {harbour}][ on {day}]"
when = "day"
begins = "day"
ends = "until"
where = ["harbour"]
series = "as_told"
[kinds.voyage.fields]
ship = { type = "ship", question = "Which ship?" }
day = { type = "date", meaning = "the day" }
until = { type = "date" }
as_told = { type = "date" }
clock = { type = "time" }
crew = { type = "count", unit = "people", question = "How many?" }
officers = { type = "count", unit = "people", part_of = "crew" }
mood = { type = "words" }
cargo = { type = "list" }
boats = { type = "items", of = "ship" }
harbour = { type = "place" }
ports = { type = "places" }
line = { type = "organisation" }
master = { type = "person" }
full = { type = "share" }
turn = { type = "ordinal" }
how = { type = "choice", choices = ["sail", "steam"] }
coal = { type = "count", asked_if = { how = "steam" }, question = "How much coal?" }
after = { type = "reference", of = "voyage" }
[sources.log]
publisher = "Log"
published = 2031-05-09
[ships.ark]
name = "Ark"
[ships.dove]
name = "Dove"
class = "ark"
[places.port]
name = "Port"
[people.noah]
name = "Noah"
[organisations.line]
name = "Line"
[[voyages]]
id = "first"
[[voyages.claims]]
source = "log"
at = 1
quote = "sails"
ship = "ark"
day = "2031-05-09"
clock = "07:30"
crew = "~40"
officers = 4
how = "steam"
full = "half"
turn = 2
[[voyages]]
id = "second"
[[voyages.claims]]
source = "log"
at = 2
quote = "sails again"
ship = "dove"
boats = [{ what = "dove", count = 2 }]
cargo = ["beasts"]
harbour = "port"
ports = ["port"]
line = "line"
master = "noah"
mood = "glad"
after = "voyage/first"
how = "sail"
"""


def bases_to_mutate() -> list[str]:
    """Pieces of the shipped base and of the starter, the starter whole, and a base that declares its own kinds."""
    starter = (shipped_starter()).read_text(encoding="utf-8")
    declared = [DECLARED, DECLARED.replace("format = 1", f'format = 1\nvocabulary = "{FORMAT.vocabulary}"')]
    # The starter has every kind; of the shipped base the short pieces make cheap runs.
    of_shipped = sorted(pieces(Path(shipped()).read_text(encoding="utf-8")), key=len)[:_MOST_SHIPPED]
    return [*declared * 10, *pieces(starter), *of_shipped]


def shipped_starter() -> Path:
    """The starter of `csto init`."""
    return Path(sys.modules["cstocli"].__path__[0], "curate", "starter.toml")


def with_hypothesis(
    runs: int, seconds: float | None, first_seed: int, *, go_on: bool = False
) -> tuple[Figures, Found | None]:
    """Fuzz for so many runs or so long, whichever ends first: the figures, and what was found.

    With `go_on` what breaks is only counted, and the figures hold an example of each sort.
    """
    figures = Figures()
    bases = bases_to_mutate()
    whole = shipped_starter().read_text(encoding="utf-8")
    made_bases = made()
    text_bases = st.binary(min_size=2, max_size=40).map(lambda data: mutated(data, bases))
    latest = [whole.encode()]

    def one(content: bytes) -> None:
        if seconds is not None and time.monotonic() - figures.began > seconds:
            return
        latest[0] = content
        try:
            look(content, figures)
        except Exception as error:
            if not go_on:
                raise
            name = _said(error)
            figures.broken[name] += 1
            figures.examples[name] = min(content, figures.examples.get(name, content), key=len)

    def batch(strategy: st.SearchStrategy[bytes], size: int, number: int) -> None:
        quiet = settings(
            max_examples=size,
            database=InMemoryExampleDatabase(),
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )
        # Hypothesis remembers all that it has tried, so it is told to forget now and then.
        seed(number)(quiet(given(strategy)(one)))()

    try:
        one(whole.encode())
        number = first_seed * 1_000_003
        while figures.runs < runs and (seconds is None or time.monotonic() - figures.began < seconds):
            size = min(_BATCH, runs - figures.runs)
            strategy = (
                made_bases if (number - first_seed * 1_000_003) % _ONE_MADE_IN == _ONE_MADE_IN - 1 else text_bases
            )
            batch(strategy, size, number)
            number += 1
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return figures, found(latest[0], traceback.format_exc())
    return figures, None


def found(content: bytes, trace: str = "") -> Found:
    """What a breaking base comes to: its smallest form and the trace of that; else the `trace` of the first time."""
    small = smallest(content)
    try:
        look(small, Figures())
    except Exception:  # noqa: BLE001
        return Found(small, traceback.format_exc())
    return Found(content, f"it does not break again: it may be a matter of time or of order\n{trace}")


def with_atheris(runs: int, seconds: float | None, first_seed: int) -> None:
    """The same under libFuzzer, which looks for new ways through the code. Does not return.

    Raises:
        SystemExit: atheris is not installed.
    """
    try:
        atheris: Any = importlib.import_module("atheris")
    except ImportError:
        raise SystemExit("atheris is not installed: pip install atheris, or use --engine hypothesis") from None
    figures = Figures()
    bases = bases_to_mutate()

    def one(data: bytes) -> None:
        content = mutated(data, bases)
        try:
            look(content, figures)
        except Exception:
            tell(found(content))
            raise

    atheris.instrument_all()
    flags = [f"-runs={runs}", f"-seed={first_seed or 1}", "-max_len=64"]
    flags += [f"-max_total_time={seconds:.0f}"] if seconds else []
    atheris.Setup([sys.argv[0], *flags], one)
    atheris.Fuzz()


def tell(broken: Found) -> None:
    """Print a base that breaks and how."""
    print(f"the smallest base that breaks, {len(broken.content)} bytes:\n")  # noqa: T201
    print(ascii(broken.content.decode("utf-8", "surrogateescape")).replace("\\n", "\n"))  # noqa: T201
    print(f"\n{broken.trace}")  # noqa: T201


def main() -> int:
    """Fuzz as the command line says."""
    parser = argparse.ArgumentParser(description="Fuzz the reader of fact bases with mutated bases.")
    parser.add_argument("--runs", type=int, required=True, help="how many bases to try")
    parser.add_argument("--seconds", type=float, help="stop after so long")
    parser.add_argument("--seed", type=int, default=0, help="begin elsewhere")
    parser.add_argument("--go-on", action="store_true", help="do not stop at what breaks; tell all sorts at the end")
    parser.add_argument("--engine", choices=["hypothesis", "atheris"], default="hypothesis")
    given_arguments = parser.parse_args()
    if given_arguments.engine == "atheris":
        with_atheris(given_arguments.runs, given_arguments.seconds, given_arguments.seed)
    figures, broken = with_hypothesis(
        given_arguments.runs, given_arguments.seconds, given_arguments.seed, go_on=given_arguments.go_on
    )
    for content in figures.examples.values():
        tell(found(content))
    if broken:
        tell(broken)
    print(figures.told())  # noqa: T201
    return int(broken is not None or bool(figures.broken))


if __name__ == "__main__":
    sys.exit(main())
