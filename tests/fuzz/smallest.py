"""What breaks, made as small as it can be, and told."""

import re
import time
import traceback
from typing import NamedTuple

from tests.fuzz.promises import Figures, look

_SECONDS_TO_SHRINK = 15.0


class Found(NamedTuple):
    """A base that breaks a promise, as small as it could be made, and how it does."""

    content: bytes
    trace: str


def found(content: bytes, trace: str = "") -> Found:
    """What a breaking base comes to: its smallest form and the trace of that; else the `trace` of the first time."""
    small = smallest(content)
    try:
        look(small, Figures())
    except Exception:  # noqa: BLE001
        return Found(small, traceback.format_exc())
    return Found(content, f"it does not break again: it may be a matter of time or of order\n{trace}")


def smallest(content: bytes, seconds: float = _SECONDS_TO_SHRINK) -> bytes:
    """The shortest base found that breaks in the same way, by leaving out lines and then characters."""
    wanted = _symptom(content)
    until = time.monotonic() + seconds
    for separator in (b"\n", b""):
        parts = content.split(separator) if separator else [content[at : at + 1] for at in range(len(content))]
        size = max(1, len(parts) // 2)
        while size:
            at = 0
            while at < len(parts) and time.monotonic() < until:
                fewer = parts[:at] + parts[at + size :]
                if _symptom(separator.join(fewer)) == wanted:
                    parts = fewer
                else:
                    at += size
            size //= 2
        content = separator.join(parts)
    return content


def _symptom(content: bytes) -> str | None:
    """How a base breaks: the error and where it was raised; None where it does not."""
    try:
        look(content, Figures())
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return error_name(error)
    return None


def error_name(error: Exception) -> str:
    """An error without what differs from base to base: its sort, its words, where it was raised."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    words = re.sub(r"'.*|\".*|\d+", "", str(error), flags=re.DOTALL)[:60].strip()
    return f"{type(error).__name__} in {frame.name}: {words}"


def tell(broken: Found) -> None:
    """Print a base that breaks and how."""
    print(f"the smallest base that breaks, {len(broken.content)} bytes:\n")  # noqa: T201
    print(ascii(broken.content.decode("utf-8", "surrogateescape")).replace("\\n", "\n"))  # noqa: T201
    print(f"\n{broken.trace}")  # noqa: T201
