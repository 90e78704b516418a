"""Arguments that have a form of their own: perspectives, and the documents of sources."""

import re
from typing import TYPE_CHECKING

from cstocli.cli.request import perspective_of
from cstocli.model.errors import WrongUsage
from cstocli.model.perspective import EVERYTHING, Perspective
from cstocli.model.text import visible
from cstocli.read.files import text_of

if TYPE_CHECKING:
    from cstocli.model.base import Document

# In quotation marks a comma does not end a part, and two of the marks are one.
_PART = r'(?:^|,)([^,="]*="(?:[^"]|"")*"(?=,|$)|[^,]*)'


def perspectives_of(texts: list[str]) -> tuple[Perspective, Perspective]:
    """The two perspectives to compare; a single one is compared with all claims.

    Raises:
        WrongUsage: more than two, or a part that is not `as-of=…`, `without=…`, `only=…` or `all`.
    """
    if len(texts) > 2:  # noqa: PLR2004
        raise WrongUsage(
            "compare takes at most two perspectives", "separate the parts of one perspective by commas, without spaces"
        )
    perspectives = [_perspective(text) for text in texts]
    return (perspectives[0], perspectives[1]) if len(perspectives) > 1 else (EVERYTHING, perspectives[0])


def _perspective(text: str) -> Perspective:
    as_of = None
    names: dict[str, list[str]] = {"without": [], "only": []}
    for part in re.findall(_PART, text):
        key, _, value = part.strip().partition("=")
        if len(value) > 1 and value[0] == value[-1] == '"':
            value = value[1:-1].replace('""', '"')
        if key in names and value:
            names[key].append(value)
        elif key == "as-of" and value:
            as_of = value
        elif part.strip() != "all":
            token = visible(part)
            remedy = "for example: without=TASS, as-of=2022-01-13, only=seed, all, 'without=\"Name, with a comma\"'"
            raise WrongUsage(f'unknown perspective "{token}"', remedy, token=token)
    return perspective_of(as_of, **names)


def documents_of(arguments: list[str]) -> "dict[str, Document]":
    """The documents that arguments `ID=FILE` name, by the ids of their sources.

    Raises:
        WrongUsage: an argument of another form.
        BadBase: a file that cannot be read as text.
    """
    documents = {}
    for argument in arguments:
        source, _, path = argument.partition("=")
        if not source or not path:
            token = visible(argument)
            message = f'a document is given as ID=FILE, not "{token}"'
            raise WrongUsage(message, "for example: seed=article.txt", token=token)
        documents[source] = text_of(path)
    return documents
