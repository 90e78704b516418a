"""References for readers: plain text, APA, Chicago, footnotes of Markdown.

An author stands as the base has it: which part of "江良慧" or "Wikipedia editors" is a
family name no program can tell, so that none is turned round or cut to initials.
"""

from collections.abc import Callable, Iterable

from cstocli.model import dates
from cstocli.model.light_typing import NamedTuple
from cstocli.model.markdown import escaped

DATASET = "dataset"


class Work(NamedTuple):
    """What a reference is to: a published document or, of the type `DATASET`, a base.

    Texts are on one line, dates EDTF. What is empty the base does not say. `archived` is
    the address of a capture and `captured` its day; `sha256` is that of a base.
    """

    id: str
    publisher: str = ""
    title: str = ""
    author: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    accessed: str = ""
    archived: str = ""
    captured: str = ""
    version: str = ""
    sha256: str = ""
    type: str = "webpage"

    @property
    def dataset(self) -> bool:
        """Whether it is a base."""
        return self.type == DATASET


def as_text(works: Iterable[Work]) -> str:
    """One line for each work: author, publisher, title, day, address, when it was read, a capture."""
    return "".join(f"{'. '.join(_parts(work, str))}\n" for work in works)


def as_markdown(works: Iterable[Work]) -> str:
    """Footnotes of Markdown: a line of marks to put behind a sentence, then a note for each work."""
    works = list(works)
    marks = "".join(f"[^{work.id}]" for work in works)
    notes = "".join(f"[^{work.id}]: {'. '.join(_parts(work, escaped))}\n" for work in works)
    return f"{marks}\n\n{notes}"


def _parts(work: Work, write: Callable[[str], str]) -> list[str]:
    """What a reference says, each part through `write`, and each address by itself."""
    captured = f" {dates.words(work.captured)}" if work.captured else ""
    parts = (
        work.author,
        work.publisher,
        f"“{work.title}”" if work.title else "[untitled]",
        _of_dataset(work),
        dates.words(work.published) if work.published else "no date",
        work.url,
        f"accessed {dates.words(work.accessed)}" if work.accessed else "",
    )
    archived = [f"{write(f'archived{captured}: ')}{write(work.archived)}"] if work.archived else []
    return [*(write(part) for part in parts if part), *archived]


def _of_dataset(work: Work) -> str:
    """Which data a base is: its version, and the checksum by which anyone can tell that it is the same."""
    if not work.dataset:
        return ""
    version = f", version {work.version}" if work.version else ""
    return f"Data set{version}" + (f", SHA-256 {work.sha256}" if work.sha256 else "")


def as_apa(works: Iterable[Work]) -> str:
    """One line for each work in the form of the APA manual, 7th edition, without italics."""
    return "".join(f"{_apa(work)}\n" for work in works)


def _apa(work: Work) -> str:
    title = work.title or "[Untitled web page]"
    if work.dataset:
        version = f"Version {work.version}" if work.version else work.sha256 and f"SHA-256 {work.sha256}"
        title += (f" ({version})" if version else "") + " [Data set]"
    day = f"({_days(work.published, _apa_day) or 'n.d.'})"
    author = work.author or work.publisher
    # Who has no author is cited by the title; who published what he wrote is named once.
    first = [author, day, title] if author else [title, day]
    site = work.publisher if work.publisher != author else ""
    read = f"Retrieved {_days(work.accessed, _american)}, from " if work.accessed and work.url else ""
    ended = " ".join(_ended(part) for part in (*first, site) if part)
    archived = f"Archived at {work.archived}" if work.archived else ""
    return " ".join(part for part in (ended, f"{read}{work.url}" if work.url else "", archived) if part)


def as_chicago(works: Iterable[Work]) -> str:
    """One line for each work, as a bibliography of the Chicago Manual of Style has it."""
    return "".join(f"{_chicago(work)}\n" for work in works)


def _chicago(work: Work) -> str:
    captured = f" {_days(work.captured, _american)}," if work.captured else ""
    parts = (
        work.author,
        "" if work.author else work.publisher,
        f"“{_ended(work.title)}”" if work.title else "[Untitled]",
        work.publisher if work.author else "",
        _of_dataset(work),
        _days(work.published, _american) or "n.d.",
        f"Accessed {_days(work.accessed, _american)}" if work.accessed else "",
        work.url,
        f"Archived{captured} at {work.archived}" if work.archived else "",
    )
    return " ".join(_ended(part) for part in parts if part)


def _ended(text: str) -> str:
    """`text` with a full stop at its end, unless the sentence ends already."""
    return text if text.endswith((".", "?", "!", "…", "”")) else f"{text}."


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
Day = Callable[[str, str, str], str]


def _apa_day(year: str, month: str, day: str) -> str:
    """`2022, January 14`."""
    return f"{year}, {month} {day}".rstrip(", ")


def _american(year: str, month: str, day: str) -> str:
    """`January 14, 2022`."""
    return f"{month} {day}, {year}" if day else f"{month} {year}".strip()


def _days(text: str, write: Day) -> str:
    """An EDTF date in words; `?` stays behind what is not sure, `ca.` stands before what is only about then."""
    if not text:
        return ""
    start, slash, end = text.partition("/")
    if not slash:
        return _single(text, write)
    if start == "..":
        return f"by {_single(end, write)}"
    if end == "..":
        return f"from {_single(start, write)}"
    return f"{_single(start, write)} – {_single(end, write)}"


def _single(text: str, write: Day) -> str:
    plain = text.rstrip("?~%")
    qualifier = text[len(plain) :]
    year, month, day = (*plain.split("-"), "", "")[:3]
    name = (dates.SEASONS[month][0] if month in dates.SEASONS else _MONTHS[int(month) - 1]) if month else ""
    about = "ca. " if qualifier in ("~", "%") else ""
    unsure = "?" if qualifier in ("?", "%") else ""
    return f"{about}{write(year, name, day.lstrip('0'))}{unsure}"
