"""`why` for people: the verdict, then each claim once, by what it makes of the value."""

from collections.abc import Callable

import pytest

from cstocli.show.style import Style
from tests.conftest import SMALL, Run, claim

LONG = "https://courier.example/" + "a-long-address/" * 8
BASE = f"""{SMALL.replace("https://courier.example/convoy", LONG)}
[sources.herald]
publisher = "Herald"
published = 2031-05-12
[sources.radio]
publisher = "Radio"
[[departures]]
id = "sudland"
contingent = "sudland"
{claim("courier", via='"wire"', hedge='"reportedly"', personnel="100", mode='"air"', reading='"of those seen"')}
{claim("gazette", personnel='"~100"')}
{claim("herald", personnel="120")}
{claim("radio", personnel="200", deprecated='"a misprint"')}
"""


@pytest.fixture
def why(csto: Run, base_file: Callable[[str], str]) -> Callable[..., str]:
    def ask(*arguments: str) -> str:
        ran = csto("why", *arguments, "--facts", base_file(BASE))
        assert ran.code == 0, ran.err
        return ran.out

    return ask


def test_the_claims_of_a_field_stand_side_by_side_below_the_verdict(why: Callable[..., str]) -> None:
    verdict, *sides = why("departure/sudland.personnel").split("\n\n")
    assert verdict.startswith("departure/sudland.personnel: no value is better attested than the others: ")
    assert [side.splitlines()[0] for side in sides] == ["States it:", "Fits it:", "Set aside:"]


def test_each_claim_has_publisher_day_passage_words_hedge_chain_and_address(why: Callable[..., str]) -> None:
    block = why("departure/sudland.personnel").split("States it:\n")[1].splitlines()[:5]
    assert block == [
        "  100 – Norland Courier, 9 May 2031, ¶1 (courier)",
        "    “a fragment of words” [reportedly]",
        "    Wire > Norland Courier",
        "    reading: of those seen",
        f"    {LONG}",
    ]


def test_what_is_set_aside_says_why(why: Callable[..., str]) -> None:
    aside = why("departure/sudland.personnel").split("Set aside:\n")[1].splitlines()
    assert aside[0] == "  200 – Radio, no date, ¶1 (radio)"
    assert aside[2] == "    deprecated: a misprint"


def test_of_a_whole_fact_each_claim_stands_once_with_all_that_it_says(why: Callable[..., str]) -> None:
    out = why("departure/sudland")
    assert out.count("(courier)") == 1
    assert "  mode: air; personnel: 100 – Norland Courier" in out
    assert "personnel: about 100 (fits) – Gazette" in out
    assert "personnel: 200 (set aside) – Radio" in out


@pytest.mark.parametrize(
    ("value", "quote", "told"),
    [
        ('personnel="100"', "a hundred of them left", True),
        ('personnel="100"', "250 left", True),
        ('personnel="1000"', "1,000 of them left", False),
        ('personnel="1000"', "2 of 1 000 left", False),
        ('personnel="100..200"', "100 left", True),
        ('mode="air"', "left by AIR", False),
        ('mode="air"', "flew", True),
    ],
)
def test_how_a_passage_was_read_is_told_where_its_quote_does_not_hold_the_value(
    csto: Run, base_file: Callable[[str], str], value: str, quote: str, told: bool
) -> None:
    key, _, written = value.partition("=")
    said = claim("courier", reading='"so read"', note='"so noted"', **{key: written})
    text = SMALL + '[[departures]]\nid = "sudland"\ncontingent = "sudland"\n' + said
    path = base_file(text.replace("a fragment of words", quote))
    assert ("    reading: so read\n" in csto("why", f"departure/sudland.{key}", "--facts", path).out) is told
    full = csto("why", f"departure/sudland.{key}", "--full", "--facts", path).out
    assert "    reading: so read\n    note: so noted\n" in full


def test_full_is_refused_where_it_means_nothing(csto: Run, base_file: Callable[[str], str]) -> None:
    ran = csto("why", "departure/sudland", "--full", "--json", "--facts", base_file(BASE))
    assert (ran.code, ran.err.splitlines()[0]) == (2, "csto: --full is for the text layout")


def test_an_address_is_never_broken(why: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert f"    {LONG}\n" in why("departure/sudland")


def test_addresses_are_links_only_where_the_style_has_links() -> None:
    assert Style().link("https://a.example") == "https://a.example"
    assert Style(links=True).link("https://a.example") == (
        "\x1b]8;;https://a.example\x1b\\https://a.example\x1b]8;;\x1b\\"
    )


@pytest.mark.parametrize("name", ["gazette", "source/gazette", "Gazette"])
def test_a_source_by_any_of_its_names_has_its_claims(why: Callable[..., str], name: str) -> None:
    out = why(name)
    assert out.splitlines()[0] == f"{name}: 1 claim of 1 fact goes back to it"
    assert "departure/sudland\n" in out


@pytest.mark.parametrize("name", ["wire", "origin/wire", "Wire"])
def test_an_origin_and_a_voice_have_the_claims_that_go_back_to_them(why: Callable[..., str], name: str) -> None:
    assert "Wire > Norland Courier" in why(name)


def test_show_and_cite_take_one_field_of_a_fact(csto: Run, base_file: Callable[[str], str]) -> None:
    base = base_file(BASE)
    assert "mode" not in csto("show", "departure/sudland.personnel", "--facts", base).out
    assert csto("cite", "departure/sudland.mode", "--facts", base).out.count("\n") == 1


def test_open_prints_the_address_of_a_source(csto: Run, base_file: Callable[[str], str]) -> None:
    ran = csto("open", "courier", "--facts", base_file(BASE))
    assert (ran.code, ran.out) == (0, f"{LONG}\n")
    ran = csto("open", "radio", "--facts", base_file(BASE))
    assert (ran.code, ran.err.splitlines()[0]) == (2, 'csto: the base has no address of "radio"')


def test_the_overview_refuses_options_of_rows(csto: Run, base_file: Callable[[str], str]) -> None:
    for option in (["-c", "sudland"], ["--limit", "0"], ["--cite"], ["--long"]):
        ran = csto(*option, "--facts", base_file(BASE))
        assert ran.code == 2
        assert "needs a command" in ran.err


def test_the_timeline_keeps_to_the_days_of_the_base_unless_asked(csto: Run, base_file: Callable[[str], str]) -> None:
    dated = claim(table="events", date='"1971"')
    other = f'[[events]]\nid = "before"\ntitle = "Long before"\n{dated}'
    base = base_file(BASE + other)
    assert "Long before" not in csto("timeline", "--facts", base).out
    assert "Long before" in csto("timeline", "--all", "--facts", base).out
    assert "Long before" in csto("timeline", "--to", "2000", "--facts", base).out
    assert csto("timeline", "--all", "--to", "2000", "--facts", base).code == 2


def test_fields_may_be_named_as_they_are_printed(csto: Run, base_file: Callable[[str], str]) -> None:
    ran = csto("departures", "--fields", "contingent,Troops", "--facts", base_file(BASE), "--json")
    assert ran.code == 4  # no heading of departures
    ran = csto("contingents", "--fields", "Troops,Left", "--facts", base_file(BASE), "--json")
    assert ran.code == 0
    assert '"personnel": ' in ran.out
