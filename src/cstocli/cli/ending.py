"""How a call ends: the one place where errors become exit codes, whichever way the call was read."""

import os
import sys
from collections.abc import Callable

from cstocli.cli import screen
from cstocli.index.index import BrokenIndex
from cstocli.model.errors import (
    ANSWERED,
    INTERRUPTED,
    BadBase,
    BrokenOutput,
    CstoError,
    IndexFailed,
    NotInAnArchive,
    OutOfMemory,
    OutputFailed,
)
from cstocli.model.light_typing import TYPE_CHECKING
from cstocli.model.text import visible

if TYPE_CHECKING:
    from types import TracebackType

ERRORS_JSON = "--errors-json"


def exit_code(run: Callable[[], int | None]) -> int | None:  # noqa: PLR0911 - one for each way to end
    """What `run` returns or, where an error ends it, the exit code of that error, which is then reported."""
    try:
        return run()
    except BrokenOutput:
        screen.discard_output()
        return ANSWERED
    except KeyboardInterrupt:
        return INTERRUPTED
    except CstoError as error:
        return stop(error)
    except BrokenIndex as error:
        return _index_failed(error)
    except MemoryError:
        screen.discard_output()
        return stop(OutOfMemory("there is not enough memory", "ask a smaller base, or give it more memory"))
    except OSError as error:
        # Typer's own output, such as help, met a full disk.
        screen.discard_output()
        return stop(OutputFailed(f"cannot write: {error.strerror}"))


def stop(error: CstoError) -> int:
    """Report the error that ends the program, as text or as JSON; returns the exit code."""
    if isinstance(error, OutputFailed):
        # What is still buffered cannot be written either.
        screen.discard_output()
    for problem in error.problems if isinstance(error, BadBase) else ():
        if _errors_json():
            screen.report_json(problem.data)
        else:
            screen.report(problem.words)
    if isinstance(error, NotInAnArchive):
        # Few calls ask an archive.
        from cstocli.cli.typed import typed_for_one_base

        error = NotInAnArchive(error.message, "ask one base", typed_for_one_base(), token=error.token)
    if _errors_json():
        screen.report_json(error.data)
        return error.code
    first, *others = error.lines
    for line in (f"csto: {first}", *(f"  {other}" for other in others)):
        screen.report(line)
    return error.code


def _index_failed(error: BrokenIndex) -> int:
    """Report that the index failed, and discard cached indexes if its bytes are damaged."""
    # No answer needs it.
    from cstocli.index.cache import forget, is_broken

    if is_broken(error):
        # Large indexes are not verified as a whole: damage shows when an answer reads the damaged part.
        forget(os.environ)
        message = f"the cached index is damaged: {visible(str(error))}"
        return stop(IndexFailed(message, "it has been discarded; run the command again"))
    message = f"the index cannot answer: {visible(str(error))}"
    return stop(IndexFailed(message, "run without a cached index: CSTO_CACHE=off"))


def _errors_json() -> bool:
    """Whether to report errors as JSON; looks at the raw arguments, as parsing may be what failed."""
    return ERRORS_JSON in sys.argv


def report_internal_error(kind: type[BaseException], error: BaseException, trace: "TracebackType | None") -> None:
    """Report an error that is a mistake of the program, as `sys.excepthook`: where it is, if `CSTO_DEBUG` is 1."""
    if os.environ.get("CSTO_DEBUG") == "1":
        # No answer needs it.
        import traceback

        traceback.print_exception(kind, error, trace)
    else:
        screen.report(f"csto: internal error: {kind.__name__}: {visible(str(error))}")
        screen.report("  set CSTO_DEBUG=1 to see where, and please report it")
