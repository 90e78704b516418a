"""Text that may come from anywhere, made fit for a terminal."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstocli.model.text import HIDDEN, name_of, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", r"a\x00b"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("ring\a", r"ring\x07"),
        ("back\b", r"back\x08"),
        ("del\x7f", r"del\x7f"),
        ("over\rwritten", r"over\x0dwritten"),
        ("two\nlines", r"two\x0alines"),
        ("a\tb", r"a\x09b"),
        ("\x0b\x0c", r"\x0b\x0c"),
        ("C1: \x85\x9b31m", r"C1: \x85\x9b31m"),
        ("soft\u00adhyphen", r"soft\xadhyphen"),
        ("\u202eevil\u202c", "U+202EevilU+202C"),
        ("\u2066isolate\u2069", "U+2066isolateU+2069"),
        ("\u200e\u200f\u061c", "U+200EU+200FU+061C"),
        ("heart\ufe0f\ufe00", "heartU+FE0FU+FE00"),
        ("more\U000e01f0\U000e0fff\ufff0", "moreU+E01F0U+E0FFFU+FFF0"),
        ("zero\u200bwidth\u200c\u200d\u2060", "zeroU+200BwidthU+200CU+200DU+2060"),
        ("\ufeffmark", "U+FEFFmark"),
        ("lines\u2028\u2029", "linesU+2028U+2029"),
        ("tag\U000e0041", "tagU+E0041"),
        ("half\ud800", "halfU+D800"),
    ],
)
def test_hidden_characters_are_shown_by_their_names(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    ["", "plain words", "[sic] [/] :flag:", r"C:\x1b", "Алматы – “ТЭЦ-2” × 3", "é e\u0301", "中文", "\u00a0", "🚛"],
)
def test_what_can_be_seen_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_new_lines_and_tabs_are_not_hidden_in_running_text() -> None:
    assert not re.search(HIDDEN, "a\tb\nc")
    assert re.search(HIDDEN, "a\rb")


@pytest.mark.parametrize(("character", "name"), [("\x00", r"\x00"), ("\xff", r"\xff"), ("\u0100", "U+0100")])
def test_a_name_is_short_below_256_and_a_code_point_above(character: str, name: str) -> None:
    assert name_of(character) == name


@given(st.text(st.characters(codec=None)))
def test_what_is_shown_is_one_line_with_nothing_hidden_in_it(text: str) -> None:
    shown = visible(text)
    assert not re.search(HIDDEN, shown)
    assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(character) for character in shown}
    assert len(shown.splitlines()) <= 1


@given(st.text())
def test_what_is_fit_to_be_shown_is_not_changed_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)
