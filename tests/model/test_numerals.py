"""Numbers are told from texts however their groups are parted."""

import pytest

from cstocli.model.numerals import grouped, joined, numbers


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("3,000 men and 1.234.567 tons", "3000 men and 1234567 tons"),
        ("3 000, 3\u00a0000, 3\u2009000, 3\u202f000, 3’000, 3'000", "3000, 3000, 3000, 3000, 3000, 3000"),
        ("on 14.01.2022, or 2022-01-14", "on 14.01.2022, or 2022-01-14"),
        ("3,0000 and 1234,567 and 3, 000", "3,0000 and 1234,567 and 3, 000"),
        ("1,234 567", "1234 567"),
        ("in 2022 100 000 people", "in 2022 100000 people"),
        ("no number", "no number"),
    ],
)
def test_the_groups_of_a_number_are_joined(text: str, whole: str) -> None:
    assert joined(text) == whole


def test_a_number_stands_beside_its_joined_form() -> None:
    assert grouped("from 3,000 to 2 030 and 17") == [("3,000", "3000"), ("2 030", "2030")]


def test_numbers_are_read_in_digits_of_any_script_and_of_any_length() -> None:
    assert numbers("٣٬٠٠٠ and 12,000 and 7") == {3000, 12000, 7}
    assert numbers("9" * 10_000)
