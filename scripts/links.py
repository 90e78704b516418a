"""Which links of a folder of HTML pages lead nowhere: files and anchors that do not exist. Nothing is fetched."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_REFERENCES = {"href", "src"}


class Page(NamedTuple):
    """What a page refers to, and the anchors that it has."""

    links: list[str]
    anchors: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page([], [])

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _REFERENCES:
                self.page.links.append(value or "")
            elif name == "id":
                self.page.anchors.append(value or "")


def read(text: str) -> Page:
    """The links and anchors of the HTML `text`."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


def broken_links(folder: Path) -> Iterator[str]:
    """Each link of the pages in `folder` that leads to no file or anchor there, and each anchor that is there twice.

    Links to other places (`https:`, `mailto:`) are not looked at.
    """
    pages = {path.resolve(): read(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    for path, page in pages.items():
        name = path.relative_to(folder.resolve()).as_posix()
        yield from (
            f"{name}: two anchors #{each}" for each in sorted(set(page.anchors)) if page.anchors.count(each) > 1
        )
        for link in page.links:
            if reason := _reason(link, path, pages, folder.resolve()):
                yield f"{name}: {link}: {reason}"


def _reason(link: str, path: Path, pages: dict[Path, Page], folder: Path) -> str:
    """Why a link leads nowhere; empty where it does not."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_relative_to(folder):
        return "is outside the site"
    if not target.is_file():
        return "no such file"
    anchors = pages[target].anchors if target in pages else []
    return "no such anchor" if parts.fragment and unquote(parts.fragment) not in anchors else ""
