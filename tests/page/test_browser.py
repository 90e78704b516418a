"""The page in a real browser: what it does, what it asks for, who can use it."""

import contextlib
import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import cstocli
from cstocli.model.perspective import EVERYTHING, Perspective
from cstocli.page import document
from cstocli.page.document import page as page_of
from cstocli.show.bars import fact_bars, presence_bars
from cstocli.show.cells import unsigned
from tests.conftest import Run
from tests.page.conftest import BASES, SHIPPED

Html = Callable[[str], Path]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
VALUES = """() => [...document.querySelectorAll('tbody.fact:not([hidden]) a[data-s]:not([hidden])')]
  .map((value) => [value.id, value.textContent, value.dataset.s])"""

BARS = """() => [...document.querySelectorAll('a.bar:not([hidden]), a.pres:not([hidden])')]
  .map((bar) => [bar.dataset.f, bar.querySelector('text').textContent, bar.classList[1]])"""


@contextlib.contextmanager
def visited(browser: Any, file: Path, at: str = "", **context: Any) -> Iterator[Any]:
    """The page in a window of its own; a failing test where it writes to the console or asks for anything else."""
    window = browser.new_context(**{"viewport": WIDE, **context})
    page = window.new_page()
    lines: list[str] = []
    page.on("console", lambda message: lines.append(message.text))
    page.on("pageerror", lambda error: lines.append(str(error)))
    page.on("dialog", lambda dialog: lines.append(dialog.message))
    page.on("request", lambda request: lines.extend([request.url] if not request.url.startswith(file.as_uri()) else []))
    page.goto(file.as_uri() + at)
    page.wait_for_timeout(100)
    if "." in at:
        # The address of a value opens what stands behind it.
        page.locator("#panel").wait_for()
    yield page
    assert not lines
    window.close()


def violations(page: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install 'csto[test]'")
    found = axe.Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_blame(chromium: Any, html_of: Html, size: dict[str, int], scheme: str) -> None:
    with visited(chromium, html_of("strike"), "#strike/depot.weapon", viewport=size, color_scheme=scheme) as page:
        assert page.locator("#panel").is_visible()
        assert violations(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["shipped", "kabul", "hostile"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_blame_in_large_pages(
    chromium: Any, html_of: Html, name: str, size: dict[str, int], scheme: str
) -> None:
    with visited(chromium, html_of(name), viewport=size, color_scheme=scheme) as page:
        assert violations(page) == []


@pytest.mark.parametrize("name", ["shipped", "hostile"])
def test_the_page_is_no_wider_than_the_window(chromium: Any, html_of: Html, name: str) -> None:
    with visited(chromium, html_of(name), viewport=NARROW) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_text_stays_text(chromium: Any, html_of: Html) -> None:
    with visited(chromium, html_of("hostile"), "#event/e1.date") as page:
        assert page.title() == page.locator("h1").inner_text()
        assert "&lt;b&gt;" in page.title()
        assert page.locator("img, iframe, [onmouseover], [onerror], [onload]").count() == 0
        assert page.locator("#panel").is_visible()
        assert page.locator("#panel .claims li").count() > 0
        page.fill("#text", "onerror")
        assert page.locator("#state").inner_text().endswith("csto facts")
        for text in page.locator(".copy input").evaluate_all("inputs => inputs.map((input) => input.value)"):
            assert "\n" not in text


@pytest.mark.parametrize(
    "perspective",
    [
        EVERYTHING,
        pytest.param(Perspective(as_of="2022-01-06"), marks=pytest.mark.slow),
        Perspective(as_of="2022-01-13"),
        pytest.param(Perspective(as_of="2022-01-19"), marks=pytest.mark.slow),
        Perspective(without=("TASS",)),
        pytest.param(Perspective(without=("Russian MoD",)), marks=pytest.mark.slow),
    ],
    ids=lambda perspective: perspective.words or "everything",
)
def test_the_page_shows_what_the_command_line_answers(chromium: Any, html_of: Html, perspective: Perspective) -> None:
    base = cstocli.open(BASES["shipped"], perspective, environment={})
    facts = [row["fact"] for question in ("facts", "contingents") for row in base.ask(question)]
    known = {
        f"{fact}.{field}": (each["words"], each["status"])
        for fact in facts
        for field, each in base.show(fact)["fields"].items()
    }
    state = (
        f"as-of={perspective.as_of}"
        if perspective.as_of
        else "&".join(f"without={name}" for name in perspective.without)
    )
    with visited(chromium, html_of("shipped"), f"#?{state}") as page:
        values = {name: (words, status) for name, words, status in page.evaluate(VALUES)}
        assert values.keys() == known.keys()
        for name, (words, status) in known.items():
            assert values[name][1] == status, name
            assert values[name][0] in ((words,) if words else ("not stated", "does not apply", "(set aside)")), name
        visible = "els => els.filter((el) => !el.hidden && !el.classList.contains('x')).length"
        assert page.locator("#disputes > ul > li").evaluate_all(visible) == len(base.ask("disputes"))
        assert page.locator("#distortions > ul > li").evaluate_all(visible) == len(base.ask("distortions"))
        assert page.locator(".gap:not(.x) > span").evaluate_all(visible) == len(base.ask("gaps"))
        bars = page.evaluate(BARS)
        drawn = [
            (row["fact"], f"{unsigned(bar.label)} {bar.sign}".strip(), bar.status)
            for rows, bars_of in (
                ([*base.ask("presence")], presence_bars),
                ([*base.ask("spans", parts=True)], fact_bars),
            )
            for row, bar in zip(rows, bars_of(rows), strict=True)
        ]
        known_bars = {fact: (label, status) for fact, label, status in drawn}
        assert {fact for fact, _, _ in bars} <= known_bars.keys()
        for fact, label, status in bars:
            wanted, attested = known_bars[fact]
            assert status == attested, fact
            begin, _, end = label.partition("…")
            assert wanted.startswith(begin), fact
            assert wanted.endswith(end), fact
        overview = next(iter(base.ask("overview")))
        for name, count in (("facts", "facts"), ("values", "fields"), ("disputed", "disputes"), ("gaps", "gaps")):
            assert page.locator(f"#n-{name}").inner_text() == f"{overview[count]:,}"


@pytest.mark.parametrize(
    "item", ["departure/armenia.aircraft", "contingent/armenia.left", "strength/mission.personnel"]
)
def test_a_link_to_a_value_opens_the_claims_that_why_lists(chromium: Any, html_of: Html, csto: Run, item: str) -> None:
    rows = json.loads(csto("why", *SHIPPED, item, "--json").out)
    with visited(chromium, html_of("shipped"), f"#{item}") as page:
        assert page.locator("#panel").is_visible()
        quotes = page.locator("#panel .claims q").all_inner_texts()
        assert sorted(quotes) == sorted(
            {(row["source"], row["at"], row["quote"]): row["quote"] for row in rows}.values()
        )
        assert (
            csto("why", *SHIPPED, item).out.splitlines()[0].partition(": ")[2].rstrip(".")
            in page.locator("#evidence").inner_text()
        )
        links = page.locator("#panel .by a[href^=http]").evaluate_all("links => links.map((link) => link.href)")
        assert {row["url"] for row in rows if row["url"]} <= {*links}
        command = page.get_by_label("command", exact=True).input_value()
        assert csto(*shlex.split(command)[1:], *SHIPPED, "--json").out == csto("why", *SHIPPED, item, "--json").out
        assert page.get_by_label("link", exact=True).input_value().endswith(f"shipped.html#{item}")
        assert rows[0]["publisher"] in page.get_by_label("citation", exact=True).input_value()


def test_claims_that_do_not_count_in_a_view_say_why(chromium: Any, html_of: Html, csto: Run) -> None:
    with visited(chromium, html_of("shipped"), "#strength/mission.personnel?as-of=2022-01-10") as page:
        assert "Does not count here: not published by 2022-01-10." in page.locator("#panel").inner_text()
        # What states the value of the whole base need not state the one of that day.
        assert page.locator("#panel h3").all_inner_texts() == ["Known here", "Not known here"]
        known = page.locator("#panel h3:has-text('Known here') + ol").first.locator("q").count()
        then = json.loads(csto("why", *SHIPPED, "strength/mission.personnel", "--as-of", "2022-01-10", "--json").out)
        assert known == len({(row["source"], row["at"], row["quote"]) for row in then})
        assert page.locator("#panel [data-s]").count() == 1
        assert page.get_by_label("command", exact=True).input_value().endswith(" --as-of 2022-01-10")
    with visited(chromium, html_of("shipped"), "#departure/armenia.aircraft?without=TASS") as page:
        assert "Does not count here: told by or through TASS." in page.locator("#panel").inner_text()


@pytest.mark.parametrize(
    ("state", "options"),
    [
        ("owner=armenia", ("--contingent", "armenia")),
        ("kind=departure", ("--kind", "departure")),
        ("place=almaty", ("--place", "almaty")),
        ("owner=armenia&kind=departure", ("--contingent", "armenia", "--kind", "departure")),
    ],
)
def test_filters_stand_in_the_address_and_keep_what_the_command_line_keeps(
    chromium: Any, html_of: Html, csto: Run, state: str, options: tuple[str, ...]
) -> None:
    listed = {row["fact"] for row in json.loads(csto("facts", *SHIPPED, *options, "--json").out)}
    with visited(chromium, html_of("shipped"), f"#?{state}") as page:
        shown = page.locator("#facts tbody.fact:not(.x)").evaluate_all("facts => facts.map((fact) => fact.id)")
        assert {*shown} == listed
        assert "The same in a terminal: csto facts" in page.locator("#state").inner_text()
        everything = len(json.loads(csto("facts", *SHIPPED, "--json").out))
        assert page.locator("#state").inner_text().startswith(f"{len(listed)} of {everything} facts are shown.")
        command = page.locator("#state").inner_text().partition("terminal: ")[2]
        assert {row["fact"] for row in json.loads(csto(*shlex.split(command)[1:], *SHIPPED, "--json").out)} == listed
        bars = page.locator("#chart .bar:not(.x):not([hidden])").evaluate_all(
            "bars => bars.map((bar) => bar.dataset.f)"
        )
        assert {*bars} <= listed
        page.click("#reset")
        assert page.locator("#facts tbody.fact.x").count() == 0
        assert "?" not in page.url


def test_what_is_set_by_hand_can_be_sent(chromium: Any, html_of: Html) -> None:
    with visited(chromium, html_of("shipped")) as page:
        page.select_option("#owner", "belarus")
        page.fill("#text", "airfield")
        page.locator("#day").fill("3")
        address = page.url
        shown = page.locator("tbody.fact:not(.x):not([hidden])").evaluate_all("facts => facts.map((fact) => fact.id)")
    assert "owner=belarus" in address
    assert "text=airfield" in address
    assert "as-of=" in address
    with visited(chromium, html_of("shipped"), address.partition("html")[2]) as page:
        assert (
            page.locator("tbody.fact:not(.x):not([hidden])").evaluate_all("facts => facts.map((fact) => fact.id)")
            == shown
        )
        assert page.locator("#text").input_value() == "airfield"


def test_the_keyboard_alone_opens_and_closes_evidence(chromium: Any, html_of: Html) -> None:
    with visited(chromium, html_of("strike")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.locator("a[data-s]").first.focus()
        focused = page.evaluate("document.activeElement.id")
        page.keyboard.press("Enter")
        page.locator("#panel").wait_for()
        assert page.evaluate("document.activeElement.id") == "panel-name"
        page.keyboard.press("Tab")
        assert page.evaluate("document.getElementById('panel').contains(document.activeElement)")
        page.keyboard.press("Escape")
        assert not page.locator("#panel").is_visible()
        assert page.evaluate("document.activeElement.id") == focused


def test_without_a_script_everything_is_there_to_read(chromium: Any, html_of: Html) -> None:
    with visited(chromium, html_of("shipped"), java_script_enabled=False) as page:
        assert page.locator("#controls").is_hidden()
        assert page.locator("#departure\\/armenia\\.aircraft").is_visible()
        evidence = page.locator("#departure\\/armenia details.ev")
        evidence.locator("summary").click()
        assert evidence.locator("q").first.is_visible()
        assert page.locator("#chart .bar").first.is_visible()
        assert page.locator(".map .spot").first.is_visible()


def test_the_time_line_can_be_zoomed_and_sorted_by_kind(chromium: Any, html_of: Html) -> None:
    with visited(chromium, html_of("shipped")) as page:
        width = float(page.locator("#chart").get_attribute("width"))
        page.click("#zoom-in")
        assert float(page.locator("#chart").get_attribute("width")) == width * 1.5
        assert (
            "Armenia"
            in page.locator("#chart .lane").all_inner_texts() + page.locator("#chart .lane").all_text_contents()
        )
        page.check("#by-kind")
        assert "departures" in page.locator("#chart .lane").all_text_contents()


def test_the_script_draws_the_time_line_as_it_was_made(chromium: Any, html_of: Html) -> None:
    made = re.search(r"<svg width=(\d+) height=(\d+)[^>]*id=chart", html_of("shipped").read_text(encoding="utf-8"))
    assert made
    with visited(chromium, html_of("shipped")) as page:
        assert abs(float(page.locator("#chart").get_attribute("height")) - float(made[2])) < 1


@pytest.mark.parametrize("name", ["shipped", "kabul", "strike"])
def test_no_label_of_a_chart_is_cut(chromium: Any, html_of: Html, name: str) -> None:
    beyond = """texts => texts.filter((text) => {
      const box = text.getBBox();
      return box.x < -1 || box.x + box.width > text.ownerSVGElement.viewBox.baseVal.width + 1;
    }).map((text) => text.textContent)"""
    with visited(chromium, html_of(name)) as page:
        for _ in range(3):
            assert page.locator("#presence .axis text, #chart .axis text").evaluate_all(beyond) == []
            assert page.locator("#chart .axis text").first.text_content()
            page.click("#zoom-in")


def test_the_page_prints_without_what_only_a_screen_has(chromium: Any, html_of: Html) -> None:
    with visited(chromium, html_of("strike")) as page:
        page.emulate_media(media="print")
        assert page.locator("#controls").is_hidden()
        assert page.locator("nav").is_hidden()
        assert page.locator("tbody.fact").first.is_visible()
        assert page.pdf().startswith(b"%PDF")


def test_lists_of_a_large_base_are_filled_when_opened_or_linked_to(
    chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "FOLDED_FROM", 100)
    file = tmp_path / "large.html"
    file.write_text(page_of(cstocli.open(BASES["shipped"], environment={}), {}), encoding="utf-8")
    with visited(chromium, file) as page:
        assert page.locator("tbody.fact").count() == 0
        page.locator("#kind-departure > summary").click()
        page.locator("#departure\\/armenia").wait_for()
        page.fill("#text", "Zhetygen")
        page.locator("#kind-event tbody.fact").first.wait_for(state="attached")
        assert 0 < page.locator("#facts tbody.fact:not(.x)").count() < 30
    for item in ("departure/armenia.aircraft", "contingent/armenia.left"):
        with visited(chromium, file, f"#{item}") as page:
            page.locator("#panel q").first.wait_for()


@pytest.mark.parametrize("name", ["kabul"])
def test_a_base_of_another_vocabulary_opens_its_evidence(chromium: Any, html_of: Html, name: str) -> None:
    with visited(chromium, html_of(name)) as page:
        page.locator("a[data-s=disputed]").first.click()
        page.locator("#panel .claims li").first.wait_for()
        assert page.locator("#panel .claims li").count() > 1
        assert page.locator("#owner").count() == 0
        assert page.locator("#map").inner_text().startswith("Where")
