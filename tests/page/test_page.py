"""The page as text: it needs no script to be read, and nothing from elsewhere."""

import base64
import gzip
import hashlib
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.model.errors import WrongUsage
from cstocli.model.perspective import Perspective
from cstocli.page import document
from cstocli.page.chart import MOST_BARS
from cstocli.page.contents import Contents
from cstocli.page.document import page
from cstocli.page.items import counts
from cstocli.page.markup import data, escaped
from cstocli.page.provenance import outside
from cstocli.page.snapshot import snapshot
from cstocli.page.views import MOST_DAYS, MOST_TELLERS, Views, differences, views
from tests.conftest import ROOT, SMALL, Run, claim
from tests.page.conftest import BASES, SHIPPED, Seen

Html = Callable[[str], Path]
ALL = ("shipped", "kabul", "strike", "hostile")
LARGE = 1_000_000


def opened(name: str) -> Explorer:
    return cstocli.open(BASES[name], environment={})


@pytest.mark.parametrize("name", ALL)
def test_every_link_within_the_page_has_a_target_and_every_id_is_one_of_a_kind(html_of: Html, name: str) -> None:
    seen = Seen(html_of(name).read_text(encoding="utf-8"))
    ids = seen.ids()
    assert len(ids) == len(set(ids))
    targets = {
        (given.get("href") or "")[1:]
        for tag, given in seen.elements
        if tag == "a"
        if (given.get("href") or "")[:1] == "#"
    }
    assert targets <= set(ids)


@pytest.mark.parametrize("name", ALL)
def test_the_page_asks_for_nothing_but_itself(html_of: Html, name: str) -> None:
    seen = Seen(html_of(name).read_text(encoding="utf-8"))
    names = {tag for tag, _ in seen.elements}
    assert not names & {"img", "iframe", "link", "object", "embed", "base", "audio", "video", "source"}
    assert not [given for _, given in seen.elements for key in given if key.startswith("on") or key in ("src", "style")]
    assert {tag for tag, given in seen.elements if (given.get("href") or "#")[0] != "#"} <= {"a"}
    outside = [
        given["href"] or "" for tag, given in seen.elements if tag == "a" and (given.get("href") or "#")[0] != "#"
    ]
    assert all(url.startswith(("https://", "http://")) for url in outside)


@pytest.mark.parametrize("name", ALL)
def test_the_policy_allows_just_this_style_and_this_script(html_of: Html, name: str) -> None:
    text = html_of(name).read_text(encoding="utf-8")
    policy = re.search(r'http-equiv=Content-Security-Policy content="([^"]*)"', text)
    assert policy
    allowed = policy[1].replace("&#x27;", "'")
    assert allowed.startswith("default-src 'none';")
    for element in ("style", "script"):
        (content,) = re.findall(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in allowed


@pytest.mark.parametrize("name", ALL)
def test_each_claim_of_the_base_is_in_the_page_once_and_readable_without_a_script(html_of: Html, name: str) -> None:
    text = html_of(name).read_text(encoding="utf-8")
    (claims,) = re.findall(r"for which they make ([\d,]+) claim", text)
    body = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert len(re.findall(r"<li id=c\d+>", body)) == int(claims.replace(",", ""))
    if name != "hostile":
        assert int(claims.replace(",", "")) == next(iter(opened(name).ask("overview")))["claims"]


@pytest.mark.parametrize("name", BASES)
def test_the_opening_counts_what_the_overview_counts(name: str) -> None:
    base = opened(name)
    overview = next(iter(base.ask("overview")))
    assert counts(snapshot(base, {})) == {
        "facts": overview["facts"],
        "values": overview["fields"],
        "corroborated": overview["corroborated"],
        "single-origin": overview["single_origin"],
        "disputed": overview["disputes"],
        "gaps": overview["gaps"],
    }


def shown(states: dict[str, Any], item: str, day: int | None, teller: int | None) -> list[str] | None:
    """The texts of an item in a view, read as the script of the page reads them; None where it is not there."""
    turns = states["items"][item][0 if teller is None else 1]
    found = [
        state for at, state in zip(turns[::2], turns[1::2], strict=True) if (at == teller if day is None else at <= day)
    ]
    if not found or found[-1] < 0:
        return None
    return [states["texts"][number] for number in states["states"][found[-1]][:2]]


@pytest.mark.parametrize("name", ["shipped", pytest.param("kabul", marks=pytest.mark.slow), "strike"])
def test_each_view_says_of_each_value_what_the_command_line_says(name: str) -> None:
    base = opened(name)
    whole = snapshot(base, {})
    found = views(base, {}, whole)
    contents = Contents(base, {}, whole, found)
    states = differences(contents.items.now, found, contents.items.states)
    days = [0, len(found.days) // 2, len(found.days) - 1]
    asked: list[tuple[int | None, int | None, Perspective]] = [
        (day, None, Perspective(as_of=found.days[day])) for day in days
    ]
    asked += [(None, teller, Perspective(without=(found.tellers[teller][0],))) for teller in (0, 1)]
    for day, teller, perspective in asked:
        view = base.view(perspective)
        there = {row["fact"] for row in view.ask("facts")}
        for fact, field in whole.values:
            item = f"{fact}.{field}"
            if whole.facts[fact].summed:
                continue
            known = view.show(fact)["fields"].get(field) if fact in there else None
            if item in states["items"] and (day is not None or (teller in states["items"][item][1][::2])):
                texts = shown(states, item, day, teller)
            else:
                texts = [whole.values[fact, field].words, whole.values[fact, field].status]
            if known is None:
                assert texts is None, (perspective, item)
            else:
                assert texts, (perspective, item)
                assert texts[1] == known["status"], (perspective, item)
                assert texts[0] in (known["words"] or "", "(set aside)"), (perspective, item)


def test_a_page_is_the_same_bytes_each_time() -> None:
    assert page(opened("strike"), {}) == page(opened("strike"), {})


def test_the_script_is_small(html_of: Html) -> None:
    text = html_of("strike").read_text(encoding="utf-8")
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(script.encode()) < 20_000


def test_the_shipped_page_is_below_a_megabyte_and_packs_well(html_of: Html) -> None:
    content = html_of("shipped").read_bytes()
    assert len(content) < LARGE
    assert len(gzip.compress(content)) < LARGE // 5


def test_a_fragment_has_no_script_and_no_frame(tmp_path: Path, csto: Run) -> None:
    file = tmp_path / "part.html"
    assert csto("page", *SHIPPED, "--contingent", "armenia", "--embed", str(file)).code == 0
    names = {tag for tag, _ in Seen(file.read_text(encoding="utf-8")).elements}
    assert not names & {"html", "head", "body", "script", "dialog", "form", "meta", "main"}
    assert {"section", "style", "table", "svg"} <= names


COMMANDS = re.findall(r"^csto (page .*)$", (ROOT / "docs" / "page.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_the_commands_of_the_documentation_make_pages(
    command: str, tmp_path: Path, csto: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [str(ROOT / word) if word.startswith("examples/") else word for word in shlex.split(command)]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSTO_FACTS", str(BASES["shipped"]))
    assert csto(*words).code == 0
    assert [path.name for path in tmp_path.iterdir()] == [words[-1]]


def test_the_documentation_names_the_limits_of_the_program() -> None:
    text = (ROOT / "docs" / "page.md").read_text(encoding="utf-8")
    assert f"Above {document.FOLDED_FROM:,} claims the lists" in text
    assert f"Above {document.MOST_CLAIMS:,} claims `csto page` refuses" in text
    assert f"at most {MOST_BARS} facts" in text
    assert f"the last {MOST_DAYS} days of publication" in text
    assert MOST_TELLERS == 15
    assert "one of the fifteen through whom most claims go" in text


def test_standard_output_takes_a_page_too(csto: Run) -> None:
    ran = csto("page", *SHIPPED, "--kind", "command", "-")
    assert ran.out.startswith("<!doctype html>")
    assert ran.err == ""


def test_filters_of_the_command_line_apply(tmp_path: Path, csto: Run) -> None:
    file = tmp_path / "armenia.html"
    assert csto("page", *SHIPPED, "--contingent", "armenia", "--kind", "departure", str(file)).code == 0
    facts = {
        given["id"] for tag, given in Seen(file.read_text(encoding="utf-8")).elements if given.get("class") == "fact"
    }
    listed = json.loads(csto("facts", *SHIPPED, "--contingent", "armenia", "--kind", "departure", "--json").out)
    assert facts == {row["fact"] for row in listed}


def test_a_perspective_of_the_command_line_is_told_and_holds(tmp_path: Path, csto: Run) -> None:
    file = tmp_path / "then.html"
    assert csto("page", *SHIPPED, "--as-of", "2022-01-13", "--kind", "departure", str(file)).code == 0
    text = file.read_text(encoding="utf-8")
    assert "Perspective: as of 13 Jan 2022." in text
    assert "departure/armenia.aircraft" not in text
    known = json.loads(re.findall(r'id="data">(.*?)</script>', text)[0])
    assert max(known["days"]) <= "2022-01-13"
    assert known["options"] == " --as-of 2022-01-13"


def test_no_country_and_no_region_is_a_point_of_the_map(html_of: Html) -> None:
    base = opened("shipped")
    text = html_of("shipped").read_text(encoding="utf-8")
    drawn = {
        given["href"] or ""
        for tag, given in Seen(text).elements
        if tag == "a" and (given.get("class") or "").startswith("spot")
    }
    vague = [place for (place,) in base.index.execute("SELECT id FROM places WHERE precision IN ('country', 'region')")]
    assert drawn
    assert vague
    assert not {f"#place/{place}" for place in vague} & drawn
    undrawn = text.partition("What cannot be drawn")[2].partition("</section>")[0]
    assert "a country: no point stands for it" in undrawn
    assert "no source here gives its position" in undrawn


def test_a_base_without_days_and_places_says_so_and_is_still_a_page(base_file: Callable[[str], str]) -> None:
    file = base_file(
        SMALL + '[[events]]\nid = "e"\ntitle = "Something"\n' + claim(table="events", outcome='"it ended"')
    )
    text = page(cstocli.open(file, environment={}), {})
    assert "Nothing here has a date." in text
    assert "No place is named here." in text
    assert "it ended" in text


def test_a_day_is_solid_only_where_it_is_sure(base_file: Callable[[str], str]) -> None:
    days = {"sure": '"2031-05-09"', "month": '"2031-05"', "perhaps": '"2031-05-09?"', "open": '"../2031-05-09"'}
    facts = "".join(
        f'[[events]]\nid = "{name}"\ntitle = "{name}"\n'
        + "".join(claim(source, table="events", date=day) for source in ("courier", "gazette"))
        for name, day in days.items()
    )
    text = page(cstocli.open(base_file(SMALL + facts), environment={}), {})
    # What only other views show is hidden.
    found = re.findall(r'<a href=#event/(\w+)( [^>]*class="bar .*?)</a>', text)
    bars = {name: bar for name, bar in found if " hidden>" not in bar}
    assert [name for name, bar in bars.items() if "class=sure x=" in bar] == ["sure"]
    assert len(bars) == len(days)


def test_a_disputed_day_is_never_solid(base_file: Callable[[str], str]) -> None:
    facts = (
        '[[events]]\nid = "e"\ntitle = "e"\n'
        + claim(table="events", date='"2031-05-09"')
        + claim("gazette", table="events", date='"2031-05-10"')
    )
    whole = snapshot(cstocli.open(base_file(SMALL + facts), environment={}), {})
    assert whole.values["event/e", "date"].status == "disputed"
    bars = [bar for fact, bar in whole.bars if fact == "event/e"]
    assert [(bar.certain_from, bar.sign) for bar in bars] == [(None, "!")]


def test_a_day_that_one_line_states_is_striped_and_has_its_sign(base_file: Callable[[str], str]) -> None:
    facts = '[[events]]\nid = "e"\ntitle = "It began"\n' + claim(table="events", date='"2031-05-09"')
    text = page(cstocli.open(base_file(SMALL + facts), environment={}), {})
    (bar,) = re.findall(r"<a href=#event/e [^>]*bar single-origin.*?</a>", text)
    assert "<title>It began: as told 9 May 2031; no second independent source</title>" in bar
    assert "It began<tspan class=sign> *</tspan>" in bar
    assert 'class=sure fill="url(#stripes-single-origin)"' in bar
    assert "id=stripes-single-origin" in text
    assert "<b>*</b> its days have no second independent source" in text


def test_a_day_that_was_only_announced_is_never_solid(base_file: Callable[[str], str]) -> None:
    facts = '[[events]]\nid = "e"\ntitle = "It begins"\nplan = true\n' + "".join(
        claim(source, table="events", date='"2031-05-09"') for source in ("courier", "gazette")
    )
    whole = snapshot(cstocli.open(base_file(SMALL + facts), environment={}), {})
    bars = [bar for fact, bar in whole.bars if fact == "event/e"]
    assert [(bar.certain_from, bar.status) for bar in bars] == [(None, "corroborated")]


@pytest.mark.parametrize("name", ALL)
def test_no_bar_is_solid_unless_two_independent_lines_state_its_days(html_of: Html, name: str) -> None:
    text = html_of(name).read_text(encoding="utf-8")
    bars = re.findall(r'<a href=#\S+ [^>]*?class="(bar|pres) ([\w-]+)".*?</a>', text)
    pieces = re.findall(r'<a href=#\S+ [^>]*?class="(?:bar|pres) [\w-]+".*?</a>', text)
    assert bars
    for (_, status), piece in zip(bars, pieces, strict=True):
        sign = {"corroborated": "", "single-origin": "*", "disputed": "!", "not-stated": "–"}[status]
        assert (f"<tspan class=sign> {sign}</tspan>" in piece) == bool(sign)
        assert ("class=sure x=" in piece) <= (status == "corroborated")
        assert ("surely" in piece.partition("</title>")[0].rpartition(": ")[2]) <= (status == "corroborated")


def test_contingents_have_the_signs_that_the_chart_has(html_of: Html, csto: Run) -> None:
    text = html_of("shipped").read_text(encoding="utf-8")
    found = re.findall(
        r'<a href=#contingent/[^>]*?class="pres [^>]*"><title>[^<]*</title><text [^>]*>(.*?)</text>', text
    )
    drawn = csto("timeline", *SHIPPED, "--chart").out
    for label in {re.sub("<[^>]*>", "", each) for each in found if "hidden" not in each}:
        assert label.split()[0] in drawn
    assert re.search(r"Tajikistan<tspan class=sign> –</tspan>", text)
    assert re.search(r"^Tajikistan –  ", drawn, re.MULTILINE)


def test_tellers_are_counted_as_leaving_them_out_counts_them() -> None:
    base = opened("shipped")
    (claims,) = base.index.execute("SELECT count(*) FROM claims").fetchone()
    for name, count in views(base, {}, snapshot(base, {})).tellers[:3]:
        (left,) = base.view(Perspective(without=(name,))).index.execute("SELECT count(*) FROM claims").fetchone()
        assert claims - left == count
    assert f"{name} ({count} claims told by or through it)" in page(base, {})


@pytest.mark.parametrize("name", ["shipped", "kabul"])
def test_facts_of_a_place_are_counted_as_the_command_line_counts_them(html_of: Html, name: str) -> None:
    text = html_of(name).read_text(encoding="utf-8")
    known = {row["place"]: (row["name"], row["facts"]) for row in opened(name).ask("places")}
    listed = re.findall(r"<li id=place/(\S+)[^>]*><b>.*?</b> – (.*?)</li>", text)
    counted = {
        place: re.search(r"<summary>([\d,]+) facts?</summary>", item) for place, item in listed if "; in it" not in item
    }
    assert counted
    assert {place: int(found[1]) for place, found in counted.items() if found} == {
        place: known[place][1] for place, found in counted.items() if found
    }


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("there.html",), 2, "is there already; nothing was written"),
        (("folder",), 2, "is a folder"),
        (("missing/x.html",), 1, "there is no such folder"),
        (
            ("--contingent", "armenia", "--kind", "casualty", "x.html"),
            1,
            "--kind leaves no fact",
        ),
        (("--kind", "depature", "x.html"), 4, 'did you mean "departure"'),
        (("--json", "x.html"), 2, "no such option"),
        (("--as-of", "1990-01-01", "x.html"), 1, "no fact is known, as of 1 Jan 1990"),
        (("--force", "-"), 2, "--force is for files"),
        ((), 2, "missing argument"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    tmp_path: Path, csto: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.html").write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    ran = csto("page", *SHIPPED, *arguments)
    assert ran.code == code
    assert words in ran.err
    assert (tmp_path / "there.html").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "there.html"]


def test_force_replaces_and_leaves_nothing_beside(tmp_path: Path, csto: Run) -> None:
    file = tmp_path / "there.html"
    file.write_text("mine", encoding="utf-8")
    ran = csto("page", *SHIPPED, "--force", "--kind", "command", str(file))
    assert ran.code == 0
    assert ran.err.startswith(f"wrote {file}: ")
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["there.html"]


def test_a_full_disk_leaves_nothing(tmp_path: Path, csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    # Everything is written, and there is no room left for the file.
    monkeypatch.setattr("pathlib.Path.replace", full)
    ran = csto("page", *SHIPPED, "--kind", "command", str(tmp_path / "x.html"))
    assert ran.code == 1
    assert "No space left on device" in ran.err
    assert not [*tmp_path.iterdir()]


def test_too_many_claims_are_refused_with_the_filters_that_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST_CLAIMS", 100)
    with pytest.raises(WrongUsage) as refused:
        page(opened("shipped"), {})
    assert "557 claims are too many for one page, which holds 100" in str(refused.value)
    assert "--contingent ID, --kind KIND" in str(refused.value)


def test_a_large_base_is_packed_and_offers_no_views(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "FOLDED_FROM", 100)
    text = page(opened("shipped"), {})
    assert 'id="data">{"days":[],"tellers":[],"texts":[],"states":[],"items":{}' in text
    assert "<code>csto page --as-of DATE</code>" in text
    packed = re.findall(r'class="z">(.*?)</script>', text)
    unpacked = "".join(gzip.decompress(base64.b64decode(each)).decode() for each in packed)
    assert len(re.findall(r"<li id=c\d+>", unpacked)) == len(set(re.findall(r"<li id=(c\d+)>", unpacked))) > 500


def test_a_base_from_memory_has_no_views_and_is_still_a_page(
    csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BASES["strike"].read_bytes())))
    file = tmp_path / "strike.html"
    assert csto("page", "--facts", "-", str(file)).code == 0
    assert 'id="data">{"days":[]' in file.read_text(encoding="utf-8")


def test_views_read_the_base_once_and_are_what_the_cache_would_give() -> None:
    base = opened("strike")
    perspectives = [Perspective(as_of="2031-05-09"), Perspective(without=("Radio Norland",))]
    for perspective, view in zip(perspectives, base.views(perspectives), strict=True):
        assert [*view.ask("facts")] == [*base.view(perspective).ask("facts")]
    assert Views().all == ()


def test_only_addresses_of_the_web_are_links() -> None:
    assert "href" not in outside("here", "javascript:alert(1)")
    assert "href" not in outside("here", "data:text/html,x")
    assert 'href="https://x.example/?a&amp;b"' in outside("here", "https://x.example/?a&b")


def test_hidden_characters_are_shown_by_their_names() -> None:
    assert escaped("a\u202eb\x1b<") == "aU+202Eb\\x1b&lt;"
    assert "\\u003c/script>" in data("data", ["</script>"])


def test_outlines_are_of_the_whole_world() -> None:
    world = json.loads((ROOT / "src" / "cstocli" / "page" / "outlines.json").read_text(encoding="utf-8"))
    numbers = [abs(arc) for ring in world["land"] for arc in ring]
    assert max(numbers) < len(world["arcs"]) + 1
    assert all(len(arc) % 2 == 0 for arc in world["arcs"])
