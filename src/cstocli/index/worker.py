"""Work that another process does on what this one makes, while it is made.

Threads would not do: `sqlite3` waits for the interpreter at each row.
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
    """Whether a second process can be made of this one, and has a core of its own."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def run_in_worker(batches: Iterable[Batch], work: Callable[[Iterable[Batch]], None]) -> None:
    """Hand batches of rows on, in pieces, to another process, which does `work` on them.

    It ends when this process does, however that may be, and then leaves its work undone.

    Raises:
        OSError: there can be no other process, or it could not do its work.
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
                # The end of a batch may be what the other side waits for.
                pipe.flush()
            _send(None, pipe)
    finally:
        _, status = os.waitpid(process, 0)
    if status:
        raise OSError("the other process could not do its work")


def _pipe() -> tuple[int, int]:
    """A pipe that holds some messages: through a narrow one the two would take turns."""
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
        # Nothing of the parent's is this process's to clean up, to write or to tell.
        os._exit(code)


def _send(message: str | list[tuple[Any, ...]] | None, pipe: IO[bytes]) -> None:
    """Send the name of a batch, some of its rows, or that it is all: of a batch, or in all."""
    data = marshal.dumps(message, 2)
    pipe.write(len(data).to_bytes(_LENGTH_BYTES) + data)


def _message(pipe: IO[bytes]) -> Any:  # noqa: ANN401
    """What was sent.

    Raises:
        EOFError: the other side is gone.
    """
    return marshal.loads(pipe.read(int.from_bytes(pipe.read(_LENGTH_BYTES))))  # noqa: S302 - it comes from ourselves


def _received(pipe: IO[bytes]) -> Iterator[Batch]:
    """The batches as they come; the rows of each must be taken before the next."""
    while name := _message(pipe):
        yield name, chain.from_iterable(iter(partial(_message, pipe), None))
