"""References to every source of both shipped bases and to the bases themselves, read back by others' readers."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from markdown_it import MarkdownIt

import cstocli
from cstocli.ask.cite import STYLES
from cstocli.ask.explorer import Explorer
from cstocli.ask.references import Work
from cstocli.model import dates
from tests.ask.test_citations import said_by_tex
from tests.conftest import ROOT, SMALL, Run, claim

pybtex = pytest.importorskip("pybtex.database")
citeproc = pytest.importorskip("citeproc")
citeproc_json = pytest.importorskip("citeproc.source.json")
BASES = ("data/facts.toml", "examples/kabul-airlift/facts.toml", "examples/strike/facts.toml")


@pytest.fixture(scope="module", params=BASES)
def base(request: pytest.FixtureRequest) -> Explorer:
    return cstocli.open(ROOT / request.param)


def sources(base: Explorer) -> list[dict[str, Any]]:
    """What the base says of each source, its texts on one line."""
    rows = base.index.records("SELECT * FROM sources ORDER BY id")
    return [{key: " ".join(v.split()) if isinstance(v, str) else v for key, v in row.items()} for row in rows]


def undone(text: str) -> str:
    """What TeX prints of a field in braces of its own."""
    assert re.fullmatch(r"\{.*\}", text, re.DOTALL), text
    return said_by_tex(text[1:-1])


def test_bibtex_of_every_source_is_read_back_equal(base: Explorer) -> None:
    told = sources(base)
    text = "\n".join(base.cite(f"source/{source['id']}", "bibtex") for source in told)
    read = pybtex.parse_string(text, "bibtex").entries
    assert [*read] == [source["id"] for source in told]
    for source in told:
        fields = read[source["id"]].fields
        named = [person for people in read[source["id"]].persons.values() for person in people]
        assert undone(fields["title"]) == (source["title"] or "[untitled]")
        assert undone(fields["organization"]) == source["publisher"]
        # One name, in one piece, whatever commas and "and" stand in it.
        assert [undone(" ".join(name.last_names)) for name in named] == [source["author"]] * bool(source["author"])
        assert fields.get("date") == source["published"]
        assert fields.get("urldate") == source["accessed"]


def test_csl_json_of_every_source_is_read_back_equal_by_a_citation_processor(base: Explorer) -> None:
    told = sources(base)
    items = [item for source in told for item in json.loads(base.cite(f"source/{source['id']}", "csl-json"))]
    for source, item in zip(told, items, strict=True):
        assert item["publisher"] == source["publisher"]
        assert item.get("title") == source["title"]
        assert item.get("author", [{"literal": None}]) == [{"literal": source["author"]}]
        assert item.get("URL") == source["url"]
    for item in items:
        read = citeproc_json.CiteProcJSON([item])[item["id"].lower()]
        if "title" in item:
            assert str(read.title) == item["title"]
        assert str(read.publisher) == item["publisher"]
        if "date-parts" in item.get("issued", {}):
            told_date = read.issued.begin if "begin" in read.issued else read.issued
            first = item["issued"]["date-parts"][0]
            assert [told_date[part] for part in ("year", "month", "day") if part in told_date] == first


@pytest.mark.parametrize("style", STYLES)
def test_a_base_is_cited_with_its_title_and_its_checksum_and_without_what_it_does_not_say(
    base: Explorer, style: str
) -> None:
    text = base.cite("base", style)
    assert base.about()["title"] in text
    assert base.about()["sha256"] in text
    assert "author" not in text


SAYS_ALL = SMALL.replace(
    'period = "2031-05"',
    'period = "2031-05"\nauthor = "The curators"\npublisher = "Norland Institute"\npublished = 2031-06-01\n'
    'version = "3"\nurl = "https://convoy.example/facts"',
).replace(
    "published = 2031-05-09\n",
    'published = 2031-05-09\ntitle = "Convoy leaves"\nauthor = "Ann Lee and others"\naccessed = 2031-05-20\n'
    'archived = "https://archive.example/1/https://courier.example/convoy"\ncaptured = 2031-05-10\n',
) + (
    '[[departures]]\nid = "a"\ncontingent = "sudland"\n'
    + claim(mode='"air"', date="2031-05-09")
    + claim("gazette", mode='"air"')
)


@pytest.mark.parametrize(
    ("style", "reference"),
    [
        (
            "text",
            (
                "Ann Lee and others. Norland Courier. “Convoy leaves”. 9 May 2031. https://courier.example/convoy."
                " accessed 20 May 2031. archived 10 May 2031: https://archive.example/1/https://courier.example/convoy"
            ),
        ),
        (
            "apa",
            (
                "Ann Lee and others. (2031, May 9). Convoy leaves. Norland Courier. Retrieved May 20, 2031, from"
                " https://courier.example/convoy Archived at https://archive.example/1/https://courier.example/convoy"
            ),
        ),
        (
            "chicago",
            (
                "Ann Lee and others. “Convoy leaves.” Norland Courier. May 9, 2031. Accessed May 20, 2031."
                " https://courier.example/convoy. Archived May 10, 2031, at"
                " https://archive.example/1/https://courier.example/convoy."
            ),
        ),
    ],
)
def test_a_reference_names_author_title_day_and_archived_address(
    csto: Run, base_file: Callable[[str], str], style: str, reference: str
) -> None:
    assert csto("cite", "courier", "--style", style, "--facts", base_file(SAYS_ALL)).out == f"{reference}\n"


def test_bibtex_and_csl_json_have_author_accessed_and_archived(csto: Run, base_file: Callable[[str], str]) -> None:
    path = base_file(SAYS_ALL)
    (entry,) = pybtex.parse_string(
        csto("cite", "courier", "--style", "bibtex", "--facts", path).out, "bibtex"
    ).entries.values()
    (author,) = entry.persons["author"]
    assert undone(" ".join(author.last_names)) == "Ann Lee and others"
    assert entry.fields["urldate"] == "2031-05-20"
    assert entry.fields["eprint"] == "https://archive.example/1/https://courier.example/convoy"
    (item,) = json.loads(csto("cite", "courier", "--json", "--facts", path).out)
    assert item["author"] == [{"literal": "Ann Lee and others"}]
    assert item["accessed"] == {"date-parts": [[2031, 5, 20]]}
    assert item["archive_location"] == "https://archive.example/1/https://courier.example/convoy"


def test_a_base_that_names_its_curators_is_cited_with_them(csto: Run, base_file: Callable[[str], str]) -> None:
    path = base_file(SAYS_ALL)
    out = csto("cite", "base", "--style", "apa", "--facts", path).out
    assert out == (
        "The curators. (2031, June 1). Relief convoy to Norland (Version 3) [Data set]. Norland Institute."
        " https://convoy.example/facts\n"
    )
    (item,) = json.loads(csto("cite", "base", "--json", "--facts", path).out)
    assert (item["type"], item["version"], item["publisher"]) == ("dataset", "3", "Norland Institute")
    assert item["note"].startswith("SHA-256 ")


def test_a_field_is_cited_by_the_sources_that_speak_of_it_alone(csto: Run, base_file: Callable[[str], str]) -> None:
    path = base_file(SAYS_ALL)
    assert len(json.loads(csto("cite", "departure/a", "--json", "--facts", path).out)) == 2
    assert [item["id"] for item in json.loads(csto("cite", "a.date", "--json", "--facts", path).out)] == ["courier"]
    ran = csto("cite", "a.to_place", "--facts", path)
    assert (ran.code, ran.out) == (2, "")
    assert "csto show departure/a" in ran.err


def test_footnotes_of_markdown_carry_no_markup_and_whole_addresses(csto: Run, base_file: Callable[[str], str]) -> None:
    text = SAYS_ALL.replace("Convoy leaves", "*Convoy* [leaves](https://evil.example)")
    out = csto("cite", "a", "--style", "markdown", "--facts", base_file(text)).out
    marks, _, notes = out.partition("\n\n")
    assert marks == "[^courier][^gazette]"
    first = notes.splitlines()[0].removeprefix("[^courier]: ")
    html = MarkdownIt().render(first)
    assert "<em>" not in html
    assert re.findall(r'href="([^"]+)"', html) == [
        "https://evil.example",
        "https://courier.example/convoy",
        "https://archive.example/1/https://courier.example/convoy",
    ]


@pytest.mark.parametrize(
    ("published", "apa", "chicago"),
    [
        ("", "n.d.", "n.d."),
        ("2031", "2031", "2031."),
        ("2031-05", "2031, May", "May 2031."),
        ("2031-05-09?", "2031, May 9?", "May 9, 2031?"),
        ("2031-05-09~", "ca. 2031, May 9", "ca. May 9, 2031."),
        ("2031-05-09%", "ca. 2031, May 9?", "ca. May 9, 2031?"),
        ("2031-21", "2031, spring", "spring 2031."),
        ("2031-05-09/2031-05-11", "2031, May 9 – 2031, May 11", "May 9, 2031 – May 11, 2031."),
        ("2031-05-09/..", "from 2031, May 9", "from May 9, 2031."),
        ("../2031-05-09", "by 2031, May 9", "by May 9, 2031."),
    ],
)
def test_a_date_in_words_claims_no_more_than_is_known(published: str, apa: str, chicago: str) -> None:
    assert not published or dates.parse(published)
    work = Work("a", "P", "T", published=published)
    assert STYLES["apa"]([work]) == f"P. ({apa}). T.\n"
    assert STYLES["chicago"]([work]) == f"P. “T.” {chicago}\n"


def test_a_season_in_csl_json_is_a_season() -> None:
    (item,) = json.loads(STYLES["csl-json"]([Work("a", "P", published="2031-22")]))
    assert item["issued"] == {"date-parts": [[2031]], "season": 2, "circa": True}
