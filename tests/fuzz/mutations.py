"""Mutations of the text of a base, each decided by bytes: Hypothesis and atheris both give these."""

import json
import re
from collections.abc import Callable

from cstocli.model.format import CLAIM_KEYS, RIVAL_KEYS
from tests.conftest import FORMAT
from tests.fuzz.pieces import HEADING, TABLES


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

    return _replace(HEADING, text, choices, turned)


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
