"""What a base is called where it does not say so itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstocli.model.base import About
from cstocli.model.dates import parse

PERIOD = parse("2031")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Airlift from Kabul", "airlift-from-kabul"),
        ("Évacuation d'Abidjan, 2004", "evacuation-dabidjan-2004"),
        ("2031: the convoy", "base-2031-the-convoy"),
        ("Миссия", "base-e1c6c06e"),
        ("word " * 20, "word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_without_an_id_a_base_is_called_by_its_title(title: str, name: str) -> None:
    assert About(title, PERIOD).base_id == name


def test_its_own_id_goes_before() -> None:
    assert About("Airlift from Kabul", PERIOD, id="kabul-2021").base_id == "kabul-2021"


@given(st.text(min_size=1))
def test_whatever_the_title_it_is_an_id_that_begins_with_a_letter(title: str) -> None:
    assert re.fullmatch("[a-z][a-z0-9_-]{0,64}", About(title, PERIOD).base_id)
