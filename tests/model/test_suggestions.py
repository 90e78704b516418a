"""The nearest right name to a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstocli.model.suggestions import did_you_mean, nearest

AIRCRAFT = ["il-76", "il-76md", "an-124", "an-2"]


@pytest.mark.parametrize(
    ("wrong", "known", "right"),
    [
        ("il76", AIRCRAFT, "il-76"),
        ("IL-76", AIRCRAFT, "il-76"),
        ("an-24", AIRCRAFT, "an-124"),
        ("armenai", ["armenia", "russia"], "armenia"),
        ("Armenia", ["armenia", "russia"], "armenia"),
        ("armenia", ["ARMENIA", "RUSSIA"], "ARMENIA"),
        ("ожидание", ["Ожидания", "other"], "Ожидания"),
        ("straße", ["STRASSE"], "STRASSE"),
    ],
)
def test_a_name_spelt_alike_is_near(wrong: str, known: list[str], right: str) -> None:
    assert nearest(wrong, known)[0] == right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("alm", "almaty-heat-plant-no-2"), ("no-2", "almaty-heat-plant-no-2"), ("AL", "almaty-heat-plant-no-2")],
)
def test_a_name_that_begins_or_ends_with_what_was_typed_is_near(wrong: str, right: str) -> None:
    assert nearest(wrong, [right, "zhetygen"]) == [right]


@pytest.mark.parametrize("wrong", ["", "a", "heat", "qqqq", "\x1b[2J"])
def test_what_is_like_no_name_gets_none(wrong: str) -> None:
    assert nearest(wrong, ["almaty-heat-plant-no-2", "zhetygen"]) == []
    assert did_you_mean([]) == ""


def test_no_names_have_no_nearest() -> None:
    assert nearest("il-76", []) == []


def test_the_likeliest_name_comes_first() -> None:
    assert nearest("il76", ["il-76md", "il-76", "il-86"])[0] == "il-76"


def test_three_names_at_most_are_near() -> None:
    assert len(nearest("an-1", [f"an-1{number}" for number in range(9)])) == 3
    assert len(nearest("almaty", [f"almaty-and-what-lies-around-{number}" for number in range(9)])) == 3


def test_a_name_of_any_length_is_looked_up_without_ado() -> None:
    assert nearest("il-76" * 100_000, AIRCRAFT) == []


@pytest.mark.parametrize(
    ("wrong", "known", "said"),
    [
        ("armenai", ["armenia"], '; did you mean "armenia"?'),
        ("il7", ["il-76", "il-78"], '; did you mean "il-78" or "il-76"?'),
        ("an-1", ["an-11", "an-12", "an-13", "zz"], '; did you mean "an-13", "an-12" or "an-11"?'),
    ],
)
def test_near_names_are_offered_in_a_sentence(wrong: str, known: list[str], said: str) -> None:
    assert did_you_mean(nearest(wrong, known)) == said


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_only_known_names_are_offered_and_each_once(wrong: str, known: list[str]) -> None:
    found = nearest(wrong, known)
    assert set(found) <= set(known)
    assert len(found) == len(set(found)) <= 3


@given(st.lists(st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True), min_size=1, max_size=8, unique=True))
def test_a_name_that_is_known_is_the_nearest_to_itself(known: list[str]) -> None:
    assert nearest(known[0].upper(), known)[0] == known[0]
