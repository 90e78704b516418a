"""Receipts: what an answer was, in so few words that it can be told in a year whether it still is.

A receipt is one JSON object on a line. Its `answer` is the SHA-256 of what the command
prints in JSON, so that `csto … --json | sha256sum` gives it too. In full it has a short
checksum of each fact in the answer and of each entry of the base, by which `csto rerun`
can name what changed; without them it only tells that something did.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cstocli.changes.entries import CLAIM, Entry, digest
from cstocli.model.errors import WrongUsage
from cstocli.model.text import visible

FORM = 1
"""The number of the form of receipts."""
_SEPARATORS = (",", ":")  # a receipt in full is long, and not for reading
_BEGINNING = '{"receipt":'
_REMEDY = "a receipt is what csto … --receipt-file FILE wrote"


class Answer(NamedTuple):
    """An answer: the bytes of its JSON; `error` in place of them where there is none any more."""

    content: bytes
    error: str = ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its rows."""
        found: list[Any] = json.loads(self.content) if self.content else []
        return [row for row in found if isinstance(row, dict)]

    def facts(self) -> dict[str, str]:
        """The checksum of the rows of each fact or other entity that has some."""
        rows: dict[str, list[object]] = {}
        for row in self.rows:
            entity = row.get("fact", row.get("id"))
            if isinstance(entity, str):
                rows.setdefault(entity, []).append(row)
        return {entity: digest(found) for entity, found in rows.items()}


class Receipt(NamedTuple):
    """What is recorded of an answer.

    `facts` is the path of the base as the user typed it, None where none was named.
    `parts` are the checksums of the rows by facts and `entries` those of the base, both
    None in a short receipt.
    """

    program: str
    command: tuple[str, ...]
    facts: str | None
    title: str
    base: str
    answer: str
    rows: int
    parts: Mapping[str, str] | None = None
    entries: tuple[Entry, ...] | None = None


def text_of(receipt: Receipt) -> str:
    """The receipt as one line of JSON, in ASCII."""
    data: dict[str, object] = {
        "receipt": FORM,
        "program": receipt.program,
        "command": list(receipt.command),
        "base": {"facts": receipt.facts, "title": receipt.title, "sha256": receipt.base},
        "answer": {"rows": receipt.rows, "sha256": receipt.answer},
    }
    if receipt.parts is not None and receipt.entries is not None:
        data |= {"parts": dict(receipt.parts), **_recorded(receipt.entries)}
    return json.dumps(data, separators=_SEPARATORS if receipt.entries else None) + "\n"


def _recorded(entries: Iterable[Entry]) -> dict[str, object]:
    """The checksums of entries: of claims by the fact under which they stand, of others by their ids."""
    others: list[list[str]] = []
    claims: dict[str, list[list[str]]] = {}
    for part, entity, checksum, source, at, _ in entries:
        if part == CLAIM:
            claims.setdefault(entity, []).append([source, at, checksum])
        else:
            others.append([part, entity, checksum])
    return {"entries": others, "claims": claims}


def receipt_of(text: str, name: str) -> Receipt:
    """The last receipt in a text, in which notices may stand before it; `name` is for messages.

    Raises:
        WrongUsage: there is none, it is damaged, or of a form that this program does not know.
    """
    token = visible(name)
    lines = [line for line in text.splitlines() if line.startswith(_BEGINNING)]
    whole = text if text.lstrip().startswith("{") else lines[-1] if lines else ""
    if not whole:
        raise WrongUsage(f'there is no receipt in "{token}"', _REMEDY, token=token)
    try:
        data = json.loads(whole)
        form = data["receipt"]
        if form != FORM:
            message = f'the receipt in "{token}" is of form {visible(str(form))}; this csto reads {FORM}'
            raise WrongUsage(message, "use the version of csto that wrote it, or a later one", token=token)
        return _read(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what = f"it has no {error}" if isinstance(error, KeyError) else visible(str(error))
        raise WrongUsage(f'the receipt in "{token}" is damaged: {what}', _REMEDY, token=token) from None


def _read(data: Mapping[str, Any]) -> Receipt:
    """The receipt that JSON data are.

    Raises:
        KeyError, TypeError, ValueError: something is missing or of another type.
    """
    base, answer = data["base"], data["answer"]
    texts = (data["program"], base["title"], base["sha256"], answer["sha256"], base["facts"] or "", *data["command"])
    if not all(isinstance(text, str) for text in texts) or not isinstance(answer["rows"], int):
        raise TypeError("a value is of another type")
    if not isinstance(data["command"], list) or not data["command"]:
        raise TypeError("the command is no array of words")
    whole = "parts" in data
    return Receipt(
        data["program"],
        tuple(data["command"]),
        base["facts"],
        base["title"],
        base["sha256"],
        answer["sha256"],
        answer["rows"],
        {str(entity): str(checksum) for entity, checksum in data["parts"].items()} if whole else None,
        tuple(_entries(data)) if whole else None,
    )


def _entries(data: Mapping[str, Any]) -> Iterable[Entry]:
    for part, entity, checksum in data["entries"]:
        yield Entry(str(part), str(entity), str(checksum))
    for fact, claims in data["claims"].items():
        for source, at, checksum in claims:
            yield Entry(CLAIM, str(fact), str(checksum), str(source), str(at))
