"""What the shell calls: `csto`, and `python -m cstocli`."""

import gc
import os

# Loading makes some ten thousand objects that stay: every 700 of them, as Python has it, all are searched for cycles.
gc.set_threshold(50_000)
try:
    import atexit
    import sys

    from cstocli.cli.fast_path import main
    from cstocli.model.errors import FAILED
    from cstocli.model.light_typing import NoReturn
except KeyboardInterrupt:
    # Before there is anything that could say so; as `cstocli.model.errors.INTERRUPTED`.
    os._exit(130)


def run() -> NoReturn:
    """Run the program, and end at once with its exit code.

    Python would take itself apart first, module by module, which lasts longer than a
    whole answer does. What others want done at the end is done, and what is to be
    written is written.
    """
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    atexit._run_exitfuncs()  # noqa: SLF001
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            # Who has gone does not miss it.
            continue
        except OSError:
            code = code or FAILED
    os._exit(code)


if __name__ == "__main__":
    run()
