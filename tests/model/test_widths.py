"""How wide text is on a terminal, and how it is cut and folded there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstocli.model.widths import beginning, cells, cut, ending, folded, padded

CHINESE = "俄罗斯军队离开阿拉木图"
JAPANESE = "カザフスタンから部隊が撤収した。"
KOREAN = "러시아 군대가 알마티를 떠났다"
DECOMPOSED = "\u1112\u1161\u11ab\u1100\u1173\u11af"
THAI = "กองกำลังรักษาสันติภาพออกจากเมืองนี้แล้ว"
ARABIC = "غادَرَت القُوّات"
SCRIPTS = [CHINESE, JAPANESE, KOREAN, DECOMPOSED, THAI, ARABIC, "Алматы", "e\u0301", "👍🏽 ok", "（全角）"]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("plain", 5),
        ("Алматы", 6),
        ("– × …", 5),
        ("é", 1),
        ("e\u0301", 1),
        ("Ústí", 4),
        ("U\u0301sti\u0301", 4),
        ("俄罗斯", 6),
        ("（、）", 6),
        ("ﾊﾟ", 2),
        ("한", 2),
        ("\u1112\u1161\u11ab", 2),
        ("ที่", 1),
        ("กำ", 2),
        ("น้ำ", 2),
        ("שָׁ", 1),
        ("غَ", 1),
        ("🚛", 2),
        ("👍🏽", 2),
        ("🇰🇿", 2),
    ],
)
def test_a_width_is_of_cells_and_not_of_characters(text: str, width: int) -> None:
    assert cells(text) == width
    assert cells(padded(text, 8)) == 8


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("width", [4, 7, 12, 40])
def test_folded_text_fits_and_says_the_same(text: str, width: int) -> None:
    lines = folded(text, width)
    assert max(map(cells, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("width", [3, 6, 9])
def test_what_is_cut_fits_and_says_so(text: str, width: int) -> None:
    short = cut(text, width)
    assert cells(short) <= width
    assert (short == text) == (cells(text) <= width)
    assert short == text or short.endswith("…")


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("width", range(1, 8))
def test_no_mark_is_parted_from_its_character(text: str, width: int) -> None:
    joins = "\u0301\u0e33\u0e31\u0e34\u0e35\u0e37\u0e48\u0e49\u064e\u0651\u1161\u11ab\U0001f3fd"
    for one, other in ((beginning(text, width), ""), ("", ending(text, width))):
        rest = text[len(one) :] if one else other
        assert not rest.startswith(tuple(joins))


def test_lines_of_chinese_break_between_characters_but_not_before_what_closes() -> None:
    assert folded("军队离开，军队离开。", 8) == ["军队离", "开，军队", "离开。"]
    assert folded("在「阿拉木图」的军队", 6) == ["在「阿", "拉木", "图」的", "军队"]


def test_a_word_is_broken_only_if_it_is_longer_than_a_line() -> None:
    assert folded("belarusian-mod-0114 says so", 21) == ["belarusian-mod-0114", "says so"]
    assert folded("see https://paper.example/a now", 12, "  ") == ["see", "  https://pa", "  per.exampl", "  e/a now"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.integers(4, 30))
def test_any_text_folds_into_its_width_without_loss(text: str, width: int) -> None:
    lines = folded(text, width)
    assert max(map(cells, lines), default=0) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("blanks", [1, 2, 3, 20])
@pytest.mark.parametrize("width", [5, 6, 8, 12])
def test_blanks_that_do_not_fit_part_words_all_the_same(width: int, blanks: int) -> None:
    assert " ".join(folded(f"alpha{' ' * blanks}beta", width)).split() == ["alpha", "beta"]
