"""References as CSL-JSON (Citation Style Language 1.0.2)."""

import json
import re
from collections.abc import Iterable

from cstocli.ask.references import Work
from cstocli.model import dates


def as_csl(works: Iterable[Work]) -> str:
    """An array of CSL-JSON items; unknown parts are left out."""
    return json.dumps([_item(work) for work in works], indent=2, ensure_ascii=False) + "\n"


def _item(work: Work) -> dict[str, object]:
    captured = f"captured {dates.words(work.captured)}" if work.captured else ""
    item = {
        "id": work.id,
        "type": work.type,
        "publisher": work.publisher,
        "title": work.title,
        # A name that nobody has to part into given and family name.
        "author": [{"literal": work.author}] if work.author else None,
        "URL": work.url,
        "language": work.language,
        "issued": _date(work.published),
        "accessed": _date(work.accessed),
        "archive_location": work.archived,
        "version": work.version,
        "note": f"SHA-256 {work.sha256}" if work.sha256 else captured,
    }
    return {key: value for key, value in item.items() if value}


def _date(text: str) -> dict[str, object] | None:
    """A date of CSL-JSON: one or two arrays of year, month, day; what it does not know, an open interval, in words."""
    if not text:
        return None
    sides = text.split("/")
    parts = [side.rstrip("?~%").split("-") for side in sides]
    seasons = [side[1] for side in parts if side[1:] and side[1] in dates.SEASONS]
    if ".." in sides or (seasons and len(sides) > 1):
        return {"literal": dates.words(text)}
    if seasons:
        # EDTF counts the seasons from 21 on.
        return {"date-parts": [[int(parts[0][0])]], "season": int(seasons[0]) - 20, "circa": True}
    date: dict[str, object] = {"date-parts": [[int(part) for part in side] for side in parts]}
    return {**date, "circa": True} if re.search(r"[?~%]", text) else date
