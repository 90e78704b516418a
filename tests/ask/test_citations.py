r"""References are read back equal by readers that know nothing of us.

BibTeX by pybtex, its TeX by pylatexenc, which lacks three commands of LaTeX's own.
"""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cstocli.ask.cite import STYLES
from cstocli.ask.references import Work
from cstocli.model import dates
from tests.conftest import SMALL, Run, examples

pybtex = pytest.importorskip("pybtex.database")
latex2text = pytest.importorskip("pylatexenc.latex2text")

SOURCE = Work("s-1", "P", "T", url="https://a.example/", published="2031-05-09", language="en")


NAMES = {"organization", "author"}


def said_by_tex(text: str) -> str:
    known = latex2text.get_default_latex_context_db()
    ours = {"textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}", "textbackslash": "\\"}
    macros = [latex2text.MacroTextSpec(name, sign) for name, sign in ours.items()]
    known.add_context_category("ours", macros=macros, prepend=True)
    said: str = latex2text.LatexNodes2Text(latex_context=known, strict_latex_spaces=True).latex_to_text(text)
    return said


def read_bibtex(text: str) -> dict[str, str]:
    """The fields of the only entry, braces undone; of a list of names its only name."""
    (entry,) = pybtex.parse_string(text, "bibtex").entries.values()
    fields = dict(entry.fields)
    assert fields.keys() <= {*NAMES, "title", "date", "url", "urldate", "eprint", "eprinttype", "langid"}
    for name in fields.keys() & {"title", *NAMES}:
        # Only a value in braces of its own is one name, and keeps its capitals.
        assert re.fullmatch(r"\{.*\}", fields[name], re.DOTALL)
        fields[name] = said_by_tex(fields[name][1:-1])
    return fields


def bibtex(**changed: str) -> dict[str, str]:
    return read_bibtex(STYLES["bibtex"]([SOURCE._replace(**changed)]))


AWKWARD = [
    "Ministry of Trade and Industry",
    "Barnes and Noble, Inc. and others",
    "About 2,000 ~ 100 % of $5 & #1 under_score",
    "a^2 \\input{/etc/passwd} \\",
    "un{balanced",
    "}balanced{ and {{not}",
    "{balanced}",
    "two -- three --- ``quotes'' ?` !` << >> ,, it's",
    '@string{x} = "y" # z',
    "Четыре самолета — 俄罗斯 é e\u0301 ñ",
    "%", "\\", "~", "{", "}", '"',
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_text_in_bibtex_reads_back_equal(text: str) -> None:
    fields = bibtex(title=text, publisher=text)
    assert fields["title"] == text
    assert fields["organization"] == text


@settings(max_examples=examples(200), deadline=None)
@given(st.text(st.sampled_from("ab \\{}~^%$#&_-`'\"<>,?!@=()[]|é俄"), min_size=1))
@example("--`'")
def test_whatever_the_text_bibtex_reads_it_back_equal(text: str) -> None:
    told = " ".join(text.split()) or "x"
    assert bibtex(title=told)["title"] == told


ADDRESSES = [
    "https://a.example/b_c~d%20e#f&g=$1",
    "https://a.example/}b{c\\input{x}",
    'https://a.example/a b|c^d`e"f<g>',
    "https://a.example/путь",
]  # fmt: skip


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_in_bibtex_leads_to_the_same_place(url: str) -> None:
    told = bibtex(url=url)["url"]
    assert unquote(told) == unquote(url)
    assert not re.search(r"[\s{}\\]", told)


def test_whole_files_of_bibtex_are_read() -> None:
    sources = [
        SOURCE._replace(id=f"s-{number}", title=text, url=f"https://a.example/{text}")
        for number, text in enumerate(AWKWARD)
    ]
    read = pybtex.parse_string(STYLES["bibtex"](sources), "bibtex")
    assert [*read.entries] == [source.id for source in sources]


@pytest.mark.parametrize(
    ("language", "langid"), [("en", "english"), ("ru-RU", "russian"), ("DE", "ngerman"), ("xx", None), ("", None)]
)
def test_a_language_in_bibtex_is_one_of_babel(language: str, langid: str | None) -> None:
    assert bibtex(language=language).get("langid") == langid


CLOSED = ["2031-05-09", "2031-05", "2031-05-09~", "2031-05-09/2031-05-11", "2031-05?/2031-06"]
DATES = [*CLOSED, "2031-05-09/..", "../2031-05-09"]


@pytest.mark.parametrize("published", DATES)
def test_a_date_in_bibtex_is_edtf(published: str) -> None:
    assert bibtex(published=published)["date"] == published


def read_csl(text: str) -> dict[str, Any]:
    """The only item, as strict as the schema of CSL-JSON 1.0.2 is on the keys that we use."""
    (item,) = json.loads(text)
    assert item.keys() <= {"id", "type", "publisher", "title", "URL", "language", "issued"}
    assert item["type"] == "webpage"
    issued = item.get("issued", {"literal": ""})
    assert issued.keys() in ({"date-parts"}, {"date-parts", "circa"}, {"literal"})
    assert 1 <= len(issued.get("date-parts", [[2031]])) <= 2
    for parts in issued.get("date-parts", []):
        assert 1 <= len(parts) <= 3
        assert all(type(part) is int for part in parts)
    read: dict[str, Any] = item
    return read


@pytest.mark.parametrize("text", AWKWARD)
def test_text_in_csl_json_reads_back_equal(text: str) -> None:
    item = read_csl(STYLES["csl-json"]([SOURCE._replace(title=text, publisher=text, language="zh-Hant")]))
    assert (item["title"], item["publisher"], item["language"], item["URL"]) == (text, text, "zh-Hant", SOURCE.url)


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2031-05-09", {"date-parts": [[2031, 5, 9]]}),
        ("2031-05", {"date-parts": [[2031, 5]]}),
        ("2031-05-09~", {"date-parts": [[2031, 5, 9]], "circa": True}),
        ("2031-05-09/2031-05-11", {"date-parts": [[2031, 5, 9], [2031, 5, 11]]}),
        ("2031-05-09/..", {"literal": "from 9 May 2031"}),
        ("../2031-05-09", {"literal": "by 9 May 2031"}),
    ],
)
def test_a_date_in_csl_json_claims_no_more_than_is_known(published: str, issued: dict[str, Any]) -> None:
    assert dates.parse(published)
    assert read_csl(STYLES["csl-json"]([SOURCE._replace(published=published)]))["issued"] == issued


EVENT = '[[events]]\nid = "a"\ntitle = "A"\n[[events.claims]]\nsource = "courier"\nat = 1\nquote = "a few words"\n'


def test_line_ends_and_tabs_of_a_title_are_blanks_in_every_style(csto: Run, base_file: Callable[[str], str]) -> None:
    title = '"Norland\\tCourier"\ntitle = "About\\n2,000\\n\\n men"'
    path = base_file(SMALL.replace('"Norland Courier"', title) + EVENT)
    for style in STYLES:
        out = csto("cite", "courier", "--style", style, "--facts", path).out
        assert "About 2,000 men" in out
        assert "Norland Courier" in out


def test_who_only_contradicts_what_is_shown_is_told_of(csto: Run) -> None:
    ran = csto("cite", "strength/mission.personnel")
    assert ran.err.startswith("of 34 sources 7 state what is shown, 17 fit it, 9 contradict it, 1 counts for nothing: ")
    assert ran.err.endswith("csto why strength/mission.personnel\n")
    assert len(ran.out.splitlines()) == 34
    assert csto("cite", "strength/mission.personnel", "--quiet") == (0, ran.out, "")
    assert csto("cite", "seed").err == ""
    assert csto("cite", "base").err == ""
