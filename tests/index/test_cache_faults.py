"""The cached index withstands crowds, deaths and broken bytes; `tests/faults/cache.py` tries more of each."""

from pathlib import Path

import pytest

from tests.faults.cache import (
    PERSPECTIVE,
    broken_bytes,
    bytes_broken_before_an_edit,
    crowd,
    deaths,
    deaths_of_a_perspective,
    deaths_of_the_full_text,
    edits,
)

pytestmark = pytest.mark.slow


def test_many_at_once_on_an_empty_folder_answer_alike(tmp_path: Path) -> None:
    assert crowd(tmp_path, 6) == 0


def test_after_a_death_at_any_moment_the_next_answer_is_right(tmp_path: Path) -> None:
    hit, wrong = deaths(tmp_path, 4)
    assert hit > 0
    assert wrong == 0


def test_many_at_once_that_make_a_perspective_answer_alike(tmp_path: Path) -> None:
    assert crowd(tmp_path, 6, *PERSPECTIVE) == 0


@pytest.mark.parametrize("large", [False, True])
def test_after_a_death_while_a_perspective_is_made_the_next_answer_is_right(tmp_path: Path, large: bool) -> None:
    hit, wrong = deaths_of_a_perspective(tmp_path, 4, large=large)
    assert hit > 0
    assert wrong == 0


def test_after_a_death_while_the_full_text_is_made_the_next_search_is_right(tmp_path: Path) -> None:
    hit, wrong = deaths_of_the_full_text(tmp_path, 4)
    assert hit > 0
    assert wrong == 0


def test_no_broken_byte_changes_an_answer(tmp_path: Path) -> None:
    broken, read_again, wrong = broken_bytes(tmp_path, step=997)
    assert broken == read_again > 0
    assert wrong == 0


def test_after_a_death_in_an_edit_many_at_once_answer_right(tmp_path: Path) -> None:
    hit, wrong = edits(tmp_path, 5)
    assert hit > 0
    assert wrong == 0


def test_no_byte_that_was_broken_before_an_edit_changes_an_answer_after_it(tmp_path: Path) -> None:
    broken, wrong = bytes_broken_before_an_edit(tmp_path, step=9973)
    assert broken > 0
    assert wrong == 0
