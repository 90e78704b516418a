"""The names of `typing` that modules on the way of an answer use, without loading it: that takes as long as a question.

Type checkers see `typing` itself. When the program runs, annotations mean nothing, so a
name needs to be no more than a class; only a `NamedTuple` is made, as `typing` makes it.
"""

import sys
from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING or sys.version_info >= (3, 14):
    # There annotations are evaluated late, and `typing` loads quickly.
    from typing import Any, Literal, NamedTuple, NoReturn, Protocol, TextIO
else:

    class Any:
        """Any type."""

    class NoReturn:
        """No value at all."""

    class TextIO:
        """A stream of text."""

    class Protocol:
        """A class by what it can do."""

    class Literal:
        """One of some values."""

        def __class_getitem__(cls, _values: object) -> type:
            """The same class, whatever the values."""
            return cls

    class _NamedTupleMaker(type):
        """Makes named tuples of the classes whose base it made."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, object]) -> type:
            """The named tuple with the annotated names of a class as its fields, and with its methods."""
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = namespace["__annotations__"]
            defaults = [namespace[field] for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=namespace["__module__"])  # noqa: PYI024 - it makes those
            for key, value in namespace.items():
                if key not in fields and key != "__module__":
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_NamedTupleMaker):
        """A tuple whose items have names."""


__all__ = ["TYPE_CHECKING", "Any", "Literal", "NamedTuple", "NoReturn", "Protocol", "TextIO"]
