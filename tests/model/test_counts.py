"""Numbers as sources give them: exact, rounded, bounded, or a range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstocli.model.counts import InvalidCount, exact, parse

NUMBERS = st.integers(0, 10**15 - 1)


@pytest.mark.parametrize(
    ("text", "sign", "number", "low", "high"),
    [
        (30, "", 30, 30, 30),
        ("30", "", 30, 30, 30),
        (0, "", 0, 0, 0),
        ("~2000", "~", 2000, 1800, 2200),
        (">2000", ">", 2000, 2000, None),
        (">=2000", ">=", 2000, 2000, None),
        ("<100", "<", 100, 0, 100),
        ("<=2500", "<=", 2500, 0, 2500),
        ("..2500", "..", 2500, 0, 2500),
        ("70..80", "range", 70, 70, 80),
        ("70..70", "range", 70, 70, 70),
    ],
)
def test_a_count_has_a_number_and_bounds(text: int | str, sign: str, number: int, low: float, high: float) -> None:
    count = parse(text)
    assert (count.sign, count.number) == (sign, number)
    assert count.low == pytest.approx(low)
    assert count.high == (None if high is None else pytest.approx(high))


FORMS = 'counts are written 30, "~30", ">30", ">=30", "<30", "<=30" or "30..40"'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "many",
        "-3",
        -3,
        "+3",
        "3.5",
        "1e3",
        "2,000",
        "2 000",
        "2_000",
        " 30",
        "30\n",
        "~",
        "..",
        "30..",
        "~ 30",
        "=30",
        "=>30",
        "~~30",
        "~30..40",
        "..30..40",
        "30..~40",
        "30...40",
        "30-40",
        "1..2..3",
        "٣٠",
        "1" * 16,
    ],
)
def test_what_is_no_count_is_refused_with_the_forms_there_are(text: int | str) -> None:
    with pytest.raises(InvalidCount) as refused:
        parse(text)
    assert str(refused.value) == FORMS


def test_a_range_that_falls_is_refused() -> None:
    with pytest.raises(InvalidCount, match="the range ends below its beginning"):
        parse("40..30")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (30, "30"),
        (2030, "2,030"),
        ("~2000", "about 2,000"),
        (">2000", "over 2,000"),
        (">=2", "at least 2"),
        ("<100", "under 100"),
        ("<=2500", "up to 2,500"),
        ("..2500", "up to 2,500"),
        ("70..80", "70–80"),
        ("1000..2000", "1,000–2,000"),
    ],
)
def test_counts_are_said_as_people_read_them(text: int | str, said: str) -> None:
    assert parse(text).words == said


@given(NUMBERS)
def test_a_number_without_a_hedge_is_exact(number: int) -> None:
    assert parse(number) == parse(str(number)) == exact(number)


@given(NUMBERS, st.sampled_from(["", "~", ">", ">=", "<", "<=", ".."]))
def test_the_figure_that_was_said_lies_within_its_bounds(number: int, sign: str) -> None:
    count = parse(f"{sign}{number}")
    assert count.number == number
    assert count.low <= number
    assert count.high is None or number <= count.high


@given(st.lists(NUMBERS, min_size=2, max_size=2).map(sorted))
def test_the_words_of_a_range_read_back(ends: list[int]) -> None:
    low, high = ends
    said = parse(f"{low}..{high}").words.replace(",", "")
    assert [int(part) for part in said.split("–")] == ends


def test_a_number_of_more_than_fifteen_digits_is_refused_however_long_it_is() -> None:
    for number in (10**15, 10**5000):
        with pytest.raises(InvalidCount, match="more than fifteen digits"):
            parse(number)
