"""A thread in which a query computes: whoever waits for it can be interrupted, or give up."""

import queue
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")

# SQLite takes a query of full-text search apart by recursion: a million bytes of it need some dozens of MiB.
_STACK_BYTES = 256 * 1024 * 1024


class Computing:
    """Does one thing after the other in a thread of its own, which ends with this object.

    A call into SQLite's C code ends when it is done: neither its own limits nor signals reach
    it. Here only the thread is stuck in it, and never keeps the process alive. `seconds` is how
    long it may be waited for in all.

    Raises:
        MemoryError: there is no room for a thread.
    """

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._jobs: queue.SimpleQueue[Callable[[], Any] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
        before = threading.stack_size(_STACK_BYTES)
        try:
            threading.Thread(target=_do, args=(self._jobs, self._done), daemon=True).start()
        except RuntimeError:
            raise MemoryError from None
        finally:
            threading.stack_size(before)

    def result(self, job: Callable[[], Made]) -> Made:
        """What `job` returns or raises.

        Raises:
            TimeoutError: it takes too long; the thread is left to itself.
        """
        began = time.monotonic()
        self._jobs.put(job)
        try:
            made, error = self._done.get(timeout=min(max(self._left, 0), threading.TIMEOUT_MAX))
        except queue.Empty:
            raise TimeoutError from None
        self._left -= time.monotonic() - began
        if error:
            raise error
        return made  # type: ignore[no-any-return]

    def __del__(self) -> None:
        self._jobs.put(None)


def _do(
    jobs: "queue.SimpleQueue[Callable[[], Any] | None]", done: "queue.SimpleQueue[tuple[Any, BaseException | None]]"
) -> None:
    while job := jobs.get():
        try:
            done.put((job(), None))
        except BaseException as error:  # noqa: BLE001 - it is raised by who waits
            done.put((None, error))
