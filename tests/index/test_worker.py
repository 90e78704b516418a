"""Rows that one process makes and another takes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from cstocli.index.worker import Batch, can_fork, run_in_worker

pytestmark = pytest.mark.skipif(not can_fork(), reason="a second process is made on Linux, with a core of its own")


def test_batches_come_whole_and_in_order(tmp_path: Path) -> None:
    told = tmp_path / "told"

    def work(batches: Iterable[Batch]) -> None:
        told.write_text(repr([(name, list(rows)) for name, rows in batches]), encoding="utf-8")

    sent: list[Batch] = [("a", [(1, "é", None)]), ("b", []), ("a", [(number, 0.5, True) for number in range(2500)])]
    run_in_worker(sent, work)
    assert told.read_text(encoding="utf-8") == repr(sent)


def test_work_that_fails_is_told() -> None:
    def work(_batches: Iterable[Batch]) -> None:
        raise OSError("no space is left")

    with pytest.raises(OSError, match=r"could not do its work|Broken pipe"):
        run_in_worker([("a", [("word " * 100_000,)] * 100)], work)


def test_where_making_stops_the_work_is_left_undone(tmp_path: Path) -> None:
    done = tmp_path / "done"

    def work(batches: Iterable[Batch]) -> None:
        for _, rows in batches:
            list(rows)
        done.touch()

    def batches() -> Iterator[Batch]:
        yield "a", [(1,)]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_in_worker(batches(), work)
    assert not done.exists()
