"""Libraries that not everybody installs: the extras of csto."""

from importlib import import_module
from typing import Any

from cstocli.model.errors import MissingExtra


def required(module: str, extra: str) -> Any:  # noqa: ANN401
    """The module of that name, which comes with an extra of csto.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError:
        raise MissingExtra(module, extra) from None
