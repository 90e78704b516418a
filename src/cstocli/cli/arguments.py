"""What the options of a command come to: how the answer is wanted, and of which facts."""

from typing import TYPE_CHECKING, Any

from cstocli.ask.query import date, window
from cstocli.cli.request import TABLE, OutputOptions
from cstocli.model.errors import UnknownChoice, WrongUsage
from cstocli.model.perspective import EVERYTHING, Perspective
from cstocli.model.text import visible
from cstocli.read.files import text_of
from cstocli.show.formats import FORMATS

if TYPE_CHECKING:
    from cstocli.model.base import Document


def output_options(given: dict[str, Any]) -> OutputOptions:
    """The output options of a command, checked.

    Raises:
        WrongUsage: a format that does not exist, two at once, or no field named.
    """
    wanted = TABLE if given["format"] is None else given["format"]
    if wanted not in (known := (TABLE, *FORMATS)):
        raise UnknownChoice("format", wanted, known)
    if given["json"] and given["format"] not in (None, "json"):
        raise WrongUsage(f"--json and --format {wanted} exclude each other")
    for option in ("fields", "sort"):
        if given.get(option) is not None and not given[option].strip():
            raise WrongUsage(f"--{option} names no field", "leave it out for all fields")
    colour = given.get("colour")
    return OutputOptions(
        format="json" if given["json"] else wanted,
        fields=tuple(name.strip() for name in (given.get("fields") or "").split(",") if name.strip()),
        sort=given.get("sort") or "",
        limit=given.get("limit"),
        long=given.get("long", False),
        cite=given.get("cite", False),
        evidence=given.get("evidence", False),
        colour=str(colour) if colour else "auto",
        quiet=given["quiet"],
        perspective=perspective_of(given).words,
    )


def window_of(given: dict[str, Any]) -> tuple[str | None, str | None]:
    """The first and the last day asked for, either of them None when open.

    Raises:
        WrongUsage: an impossible date, or a window that ends before it begins.
    """
    return window(given["since"], given["until"], given["on"], ("--from", "--to", "--on"))


def perspective_of(given: dict[str, Any]) -> Perspective:
    """Which claims count.

    Raises:
        WrongUsage: an impossible date.
    """
    day = date("--as-of", given.get("as_of"))
    return Perspective(
        as_of=day.last if day else None,
        without=tuple(given.get("without") or ()),
        only=tuple(given.get("only") or ()),
    )


def filters_of(given: dict[str, Any], window: tuple[str | None, str | None] = (None, None)) -> dict[str, Any]:
    """The filters that were given to a command, by name."""
    names = ("contingent", "place", "source", "status", "kind", "certain")
    filters = {name: given[name] for name in names if given.get(name)}
    return filters | {name: day for name, day in zip(("since", "until"), window, strict=True) if day}


def views_of(texts: list[str]) -> tuple[Perspective, Perspective]:
    """Two perspectives from their texts; one text alone stands against everything.

    Raises:
        WrongUsage: more than two, or a part that is not `as-of=…`, `without=…`, `only=…` or `all`.
    """
    if len(texts) > 2:  # noqa: PLR2004
        raise WrongUsage("compare takes two perspectives at most", "several parts of one go together by commas")
    found = [_view(text) for text in texts]
    return (found[0], found[1]) if len(found) > 1 else (EVERYTHING, found[0])


def _view(text: str) -> Perspective:
    given: dict[str, Any] = {"as_of": None, "without": [], "only": []}
    for part in text.split(","):
        key, _, value = part.strip().partition("=")
        if key in ("without", "only") and value:
            given[key].append(value)
        elif key == "as-of" and value:
            given["as_of"] = value
        elif part.strip() != "all":
            token = visible(part)
            remedy = "for example: without=TASS, as-of=2022-01-13, only=seed, all"
            raise WrongUsage(f'unknown perspective "{token}"', remedy, token=token)
    return perspective_of(given)


def texts_of(given: list[str]) -> "dict[str, Document]":
    """The texts of documents from `ID=FILE`, by the id of their source.

    Raises:
        WrongUsage: an argument of another form.
        BadBase: a file that cannot be read as text.
    """
    found = {}
    for one in given:
        source, equals, path = one.partition("=")
        if not source or not equals or not path:
            token = visible(one)
            message = f'a document is given as ID=FILE, not "{token}"'
            raise WrongUsage(message, "for example: seed=article.txt", token=token)
        found[source] = text_of(path)
    return found
