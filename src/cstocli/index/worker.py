"""A worker process, which writes the rows that this process makes while it makes more.

A thread would not help: `sqlite3` needs the interpreter lock for each row.
"""

import contextlib
import marshal
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import IO, Any, NoReturn

Batch = tuple[str, Iterable[tuple[Any, ...]]]

_ROWS_AT_ONCE = 1000
_LENGTH_BYTES = 8
_BUFFER_BYTES = 1024 * 1024


def can_fork() -> bool:
    """Whether this process can fork, and the new process would have a core of its own."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def run_in_worker(batches: Iterable[Batch], work: Callable[[Iterable[Batch]], None]) -> None:
    """Send batches of rows, in pieces, to another process, which does `work` on them.

    If this process ends for whatever reason, the other one ends too, with its work undone.

    Raises:
        OSError: no process could be started, or it could not do its work.
    """
    reading, writing = _pipe()
    process = os.fork()
    if process == 0:
        os.close(writing)
        _do(work, reading)
    os.close(reading)
    try:
        with os.fdopen(writing, "wb", buffering=_BUFFER_BYTES) as pipe:
            for name, rows in batches:
                _send(name, pipe)
                coming = iter(rows)
                while some := list(islice(coming, _ROWS_AT_ONCE)):
                    _send(some, pipe)
                _send(None, pipe)
                # The other side may be waiting for the end of the batch.
                pipe.flush()
            _send(None, pipe)
    finally:
        _, status = os.waitpid(process, 0)
    if status:
        raise OSError("the other process could not do its work")


def _pipe() -> tuple[int, int]:
    """A pipe that holds some messages; with a narrow one the two processes would only take turns."""
    import fcntl

    reading, writing = os.pipe()
    with contextlib.suppress(OSError):
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _BUFFER_BYTES)
    return reading, writing


def _do(work: Callable[[Iterable[Batch]], None], reading: int) -> NoReturn:
    code = 1
    try:
        # Ctrl-C reaches all processes of a terminal; this one ends with its parent.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with os.fdopen(reading, "rb", buffering=_BUFFER_BYTES) as pipe:
            work(_received(pipe))
        code = 0
    finally:
        # Cleaning up, writing and reporting are left to the parent.
        os._exit(code)


def _send(message: str | list[tuple[Any, ...]] | None, pipe: IO[bytes]) -> None:
    """Send the name of a batch, some of its rows, or None for the end of a batch or of all."""
    data = marshal.dumps(message)
    pipe.write(len(data).to_bytes(_LENGTH_BYTES) + data)


def _message(pipe: IO[bytes]) -> Any:  # noqa: ANN401
    """Receive what was sent.

    Raises:
        EOFError: the other side is gone.
    """
    return marshal.loads(pipe.read(int.from_bytes(pipe.read(_LENGTH_BYTES))))  # noqa: S302 - it comes from ourselves


def _received(pipe: IO[bytes]) -> Iterator[Batch]:
    """The batches as they come; the rows of each must be taken before the next."""
    while name := _message(pipe):
        yield name, chain.from_iterable(iter(partial(_message, pipe), None))
