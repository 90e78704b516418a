"""Words and sentences in scripts that write no blanks between words."""

import pytest

from cstocli.model.scripts import ends_a_sentence, number_of_words, segmented, words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("ten words of the source", 5),
        ("Войска покинули Алматы", 3),
        ("군대가 알마티를 떠났다", 3),
        ("俄罗斯军队", 3),
        ("俄罗斯军队，离开。", 4),
        ("俄" * 20, 10),
        ("俄" * 21, 11),
        ("カザフスタンから", 4),
        ("ｶｻﾞﾌｽﾀﾝ", 4),
        ("กองกำลังรักษาสันติภาพ", 5),
        ("AK俄罗斯军队", 4),
        ("俄罗斯 军队 离开", 4),
        ("བོད་ཡིག་གི", 3),
        ("– и –", 3),
    ],
)
def test_words_are_counted_in_every_script(text: str, number: int) -> None:
    assert number_of_words(text) == number


@pytest.mark.parametrize("end", [*".!?…。．｡！？؟۔।։።။៕", ".”", "。」", "！』", "?)", ".»", "。 "])
def test_a_sentence_ends_with_the_full_stop_of_its_script(end: str) -> None:
    assert ends_a_sentence(f"words{end}")
    assert not ends_a_sentence(f"some{end} words")


@pytest.mark.parametrize("end", ["", "，", "、", ",", ":", "」", "ー"])
def test_a_fragment_ends_with_no_full_stop(end: str) -> None:
    assert not ends_a_sentence(f"军队{end}")


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("plain", ""),
        ("Алматы", ""),
        ("군대가", ""),
        ("俄军 in Almaty", "俄 军 in Almaty"),
        ("AK俄军2", "AK 俄 军 2"),
        ("ที่นี่", "ที่ นี่"),
        ("軍が、", "軍 が 、"),
    ],
)
def test_a_text_is_parted_into_characters_where_there_are_no_blanks(text: str, parted: str) -> None:
    assert segmented(text) == parted


def test_a_word_keeps_its_marks() -> None:
    assert words("हिन्दी, ที่; Almaty-2 e\u0301t") == ["हिन्दी", "ที่", "Almaty", "2", "e\u0301t"]
