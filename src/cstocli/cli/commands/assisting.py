"""Commands for assistants: the server of the Model Context Protocol, and a text on how to ask."""

import gc
import os
import sys
from importlib.resources import files
from typing import TYPE_CHECKING

import cstocli
from cstocli.cli import options, screen
from cstocli.cli.opening import base_path
from cstocli.cli.request import Request
from cstocli.model.errors import WrongUsage
from cstocli.read.files import STANDARD_INPUT, default_base_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstocli.mcp.tools import OpenBase


@options.with_shared_options("facts", "quiet")
def serve_assistants(request: Request) -> None:
    """Serve a base to assistants (Model Context Protocol).

    Over standard input and output.

    A client starts it by "command": "csto", "args": ["mcp"].

    Behind "mcp" may stand "--facts", "PATH", else it is the shipped base. What it
    can do it tells its client itself; csto skill tells how to read what it answers.
    """
    if default_base_path(request.facts, os.environ) == STANDARD_INPUT:
        message = "csto mcp reads messages from standard input, so the base cannot come from there"
        raise WrongUsage(message, "give a file: --facts FILE")
    path = base_path(request)
    if not os.path.isfile(path) and not os.path.isdir(path):
        # What is there may be mended while the server runs; this raises what is wrong.
        cstocli.open(path)
    serve_base = _loaded()
    if sys.stdin is not None and sys.stdin.isatty():
        screen.report("waiting for messages of an assistant; csto mcp --help tells how to set one up")
    serve_base(lambda perspective: cstocli.open(path, perspective))


def _loaded() -> "Callable[[OpenBase], None]":
    """The server: loading it takes most of the time until it is ready.

    Raises:
        WrongUsage: the SDK of the protocol is not installed.
    """
    # It makes some eighty thousand objects that all stay: looking for garbage among them takes a tenth of the time.
    gc.disable()
    try:
        from cstocli.mcp.server import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("cstocli"):
            raise
        raise WrongUsage(f"csto mcp needs the package {error.name}", "install it", "pip install 'csto[mcp]'") from None
    finally:
        gc.freeze()
        gc.enable()
    return serve


@options.with_shared_options()
def skill(request: Request) -> None:  # noqa: ARG001
    """A short text for assistants that run commands.

    When to use which, how to read statuses, and what never to claim.
    """
    text = files("cstocli.cli").joinpath("skill.md").read_text(encoding="utf-8")
    screen.write((text,), sys.stdout)
