"""What the tests of the page share: pages of all bases, a hostile base, a browser."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import cstocli
from cstocli.page.document import page
from scripts.pictures import chromium as chromium_path
from tests.conftest import ROOT

BASES = {
    "shipped": ROOT / "data" / "facts.toml",
    "kabul": ROOT / "examples" / "kabul-airlift",
    "strike": ROOT / "examples" / "strike" / "facts.toml",
}
SHIPPED = ("--facts", str(BASES["shipped"]))
_ATTACKS = (
    "</script><script>document.title='owned'</script>",
    "\\\"><img src=x onerror=document.title='owned'>",
    "' onmouseover='document.title=1' x='",
    "<!--<script>",
    "</style><style>*{display:none}",
    "\\u0627\\u0644\\u0633\\u0644\\u0627\\u0645 &lt;b&gt; &#x202e;",
    "${document.title} {{7*7}} `x`",
    "L" + "o" * 400 + "ng",
)


@pytest.fixture(scope="session")
def html_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file with the page of a base, made once."""
    folder = tmp_path_factory.mktemp("pages")

    def made(name: str) -> Path:
        file = folder / f"{name}.html"
        if not file.exists():
            base = hostile(folder) if name == "hostile" else BASES[name]
            file.write_text(page(cstocli.open(base, environment={}), {}), encoding="utf-8")
        return file

    return made


def hostile(folder: Path) -> Path:
    """A base in which every text is an attack."""
    texts = iter(range(10**6))

    def text() -> str:
        number = next(texts)
        return f'"{_ATTACKS[number % len(_ATTACKS)]} {number}"'

    sources = "".join(
        f"[sources.s{n}]\npublisher = {text()}\ntitle = {text()}\nauthor = {text()}\ninterest = {text()}\n"
        f"published = 2031-05-0{n}\nurl = \"https://x.example/?q=%3C/script%3E&a='onload='{n}\"\nnote = {text()}\n"
        for n in (1, 2, 3)
    )
    facts = "".join(
        f'[[events]]\nid = "e{n}"\ntitle = {text()}\nnote = {text()}\n'
        + "".join(
            f'[[events.claims]]\nsource = "s{source}"\nat = {text()}\n'
            f'quote = {text()[:-1]} {source}"\nhedge = {text()}\n'
            f'via = ["o{source}"]\nreading = {text()}\nnote = {text()}\n'
            f'date = "2031-05-0{source}"\noutcome = {text()}\n'
            for source in (1, 2, 3)
        )
        for n in range(8)
    )
    origins = "".join(f"[origins.o{n}]\nname = {text()}\nteller = {text()}\n" for n in (1, 2, 3))
    file = folder / "hostile.toml"
    about = f'format = 1\n[about]\ntitle = {text()}\nperiod = "2031-05"\nnote = {text()}\n'
    file.write_text(about + sources + origins + facts, encoding="utf-8")
    return file


class Seen(HTMLParser):
    """The elements of a page: names, attributes, ids, texts by id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def ids(self) -> list[str]:
        """All ids, in their order."""
        return [given["id"] or "" for _, given in self.elements if "id" in given]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser of the machine, driven by Playwright; tests that need one are skipped where there is none."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install 'csto[test]'"
    )
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
