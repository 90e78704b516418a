"""The picture of soft bars: well-formed whatever the text, solid where days are sure, fading where they are open."""

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstocli.show.bars import Bar, extent
from cstocli.show.svg import soft_bars

SVG = "{http://www.w3.org/2000/svg}"
ATTACKS = [
    "</title><script>alert(1)</script>",
    '" onload="alert(1)',
    "' onclick='alert(1)",
    "<![CDATA[x]]>]]>",
    "&amp;&lt;&#0;&x;",
    "javascript:alert(1)",
    "<style>*{display:none}</style>",
    "\u202egnp.exe\u2066",
    "\x00\x1b[2J\x7f\ufffe\uffff\ud800",
    "W" * 5000,
]
AROUND = [("possible", 1, 2), ("possible", 3, 4), ("certain", 2, 3)]
ELEMENTS = {"svg", "title", "desc", "style", "defs", "clipPath", "linearGradient", "stop", "rect", "text"}
ELEMENTS |= {"g", "path", "tspan"}
ATTRIBUTES = {"class", "role", "viewBox", "width", "height", "aria-labelledby", "aria-describedby", "aria-label"}
ATTRIBUTES |= {"aria-hidden", "id", "x", "y", "rx", "d", "fill", "offset", "stop-opacity", "clip-path"}
ATTRIBUTES |= {"{http://www.w3.org/XML/1998/namespace}space"}


def drawn(
    *bars: Bar, title: str = "One", window: tuple[str | None, str | None] = (None, None), **more: str
) -> ET.Element:
    days = extent(bars, window)
    assert days
    text = "".join(soft_bars(title, bars, days, **more))  # type: ignore[arg-type]
    text.encode()
    return ET.fromstring(text)  # noqa: S314 # our own text


def shapes(bar: Bar, window: tuple[str, str]) -> list[tuple[str, float, float]]:
    """What is drawn of a bar: its sort, and where it begins and ends, in days from the first."""
    picture = drawn(bar, window=window)
    count = (dt.date.fromisoformat(window[1]) - dt.date.fromisoformat(window[0])).days + 1
    day = (1200 - 430 - 16) / count
    (row,) = (each for each in picture.iter(f"{SVG}g") if each.get("role") == "listitem")
    found = []
    for each in row.iter(f"{SVG}rect"):
        begin = (float(each.get("x", "")) - 430) / day
        sort = each.get("class") or each.get("fill", "").rpartition("-")[2].strip(")")
        found.append((sort, round(begin, 1), round(begin + float(each.get("width", "")) / day, 1)))
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_stays_text(attack: str) -> None:
    bars = [Bar(attack, "2031-05-01", "2031-05-02", group=attack)]
    picture = drawn(*bars, title=attack, remark=attack)
    assert {each.tag.removeprefix(SVG) for each in picture.iter()} <= ELEMENTS
    assert {name for each in picture.iter() for name in each.keys()} <= ATTRIBUTES  # noqa: SIM118
    assert not {name for each in picture.iter() for name in each.keys() if name.startswith("on")}  # noqa: SIM118


@given(st.text())
def test_any_text_makes_a_picture_that_can_be_read(text: str) -> None:
    assert drawn(Bar(text, "2031-05-01", None, group=text), title=text, remark=text).tag == f"{SVG}svg"


@pytest.mark.parametrize(
    ("bar", "expected"),
    [
        (Bar("", "2031-05-02", "2031-05-03"), [("possible", 1, 3)]),
        (Bar("", "2031-05-02", "2031-05-04", "2031-05-03", "2031-05-03"), AROUND),
        (Bar("", None, "2031-05-03"), [("before", 0, 3)]),
        (Bar("", "2031-05-02", None), [("behind", 1, 10)]),
        (Bar("", "2031-04-02", "2031-06-01"), [("before", 0, 5), ("behind", 5, 10)]),
        (Bar("", None, None, "2031-05-04", "2031-05-06"), [("before", 0, 3), ("behind", 6, 10), ("certain", 3, 6)]),
        (Bar("", "2031-04-02", None, "2031-04-02", "2031-04-04"), [("behind", 0, 10)]),
    ],
)
def test_sure_days_are_solid_possible_ones_light_and_open_ends_fade(
    bar: Bar, expected: list[tuple[str, float, float]]
) -> None:
    assert shapes(bar, ("2031-05-01", "2031-05-10")) == expected


def test_every_row_tells_its_days_and_its_doubt_in_words() -> None:
    picture = drawn(
        Bar("One", "2031-05-01", "2031-05-09", "2031-05-03", "2031-05-03", "single-origin"),
        Bar("Two", None, "2031-05-09", status="disputed"),
        Bar("Three", "2031-05-04", "2031-05-04", "2031-05-04", "2031-05-04"),
    )
    titles = [each.findtext(f"{SVG}title") for each in picture.iter(f"{SVG}g") if each.get("role") == "listitem"]
    assert titles == [
        "One: as told 3 May 2031; possibly 1–9 May 2031; no second independent source",
        "Two: possibly by 9 May 2031; disputed",
        "Three: surely 4 May 2031",
    ]


def test_the_picture_has_a_name_and_a_description_and_its_lists_have_their_headings() -> None:
    bars = [Bar("One", "2031-05-01", "2031-05-02", group="firsts"), Bar("Two", "2031-05-01", None, group="seconds")]
    picture = drawn(*bars, title="A title", prefix="p")
    ids = {each.get("id"): each for each in picture.iter() if each.get("id")}
    assert ids[picture.get("aria-labelledby")].text == "A title"
    described = ids[picture.get("aria-describedby")].text
    assert described
    assert described.startswith("A time line from 30 Apr 2031 to 3 May 2031 with 2 bars under 2 headings.")
    lists = [each.get("aria-label") for each in picture.iter(f"{SVG}g") if each.get("role") == "list"]
    assert lists == ["firsts", "seconds"]


def test_two_pictures_of_one_page_share_no_id() -> None:
    bar = Bar("One", "2031-05-01", "2031-05-02")
    ids = [{each.get("id") for each in drawn(bar, prefix=prefix).iter() if each.get("id")} for prefix in ("a", "b")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_each_fading_bar_and_label_refers_to_what_is_defined() -> None:
    both = [Bar("", None, None, status=status) for status in ("corroborated", "disputed")]
    one = [Bar("", "2031-05-01", None, status="single-origin"), Bar("", None, "2031-05-01", status="not-stated")]
    picture = drawn(*both, *one)
    ids = {each.get("id") for each in picture.iter()}
    used = {each.get(name, "") for each in picture.iter() for name in ("fill", "clip-path")} - {""}
    assert len(used) > 4
    assert {reference.removeprefix("url(#").removesuffix(")") for reference in used} <= ids


def test_a_day_among_thousands_of_years_is_still_seen() -> None:
    bar = Bar("", "2031-05-01", "2031-05-01", "2031-05-01", "2031-05-01")
    picture = drawn(bar, window=("0001-01-01", "9999-12-31"))
    (solid,) = (
        each for row in picture.iter(f"{SVG}g") if row.get("role") == "listitem" for each in row.iter(f"{SVG}rect")
    )
    assert float(solid.get("width", "")) >= 1.5
