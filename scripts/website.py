"""Make the site: the repository's pages as plain HTML, with its bases as live examples.

`python scripts/website.py [FOLDER]` writes it to FOLDER, build/site unless it is named, in place of a site that
stands there, and ends with 1 if a link leads nowhere. markdown-it-py of the `test` extra is needed.
"""

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from cstocli.cli.commands import COMMANDS  # noqa: E402
from scripts.links import broken_links  # noqa: E402

SITE = ROOT / "build" / "site"
STYLE = Path(__file__).with_name("website.css")
BASES = {
    "csto-2022": ROOT / "data" / "facts.toml",
    "kabul-airlift": ROOT / "examples" / "kabul-airlift",
    "strike": ROOT / "examples" / "strike",
}
MADE_BY = "Made from the repository of csto by <code>scripts/website.py</code>."
EXAMPLES = "examples/index.html"
# The pages by heading; a page that stands nowhere here follows under the last one.
ORDER = {
    "csto": ("README.md", "CHANGELOG.md"),
    "Use": ("docs/weighing.md", "docs/cli.md", "docs/index.md", "docs/python.md"),
    "Write a base": ("docs/your-own-base.md", "docs/format.md", "docs/problems.md"),
    "Work on csto": ("CONTRIBUTING.md", "docs/architecture.md", "docs/decisions.md"),
    "More": (),
}


class Heading(NamedTuple):
    """A heading of a page: its level, its text, its anchor."""

    level: int
    text: str
    anchor: str


class Page(NamedTuple):
    """A page: its HTML, its headings, and the files that it links to and that are no pages."""

    html: str
    headings: list[Heading]
    files: set[Path]

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.headings[0].text if self.headings else "csto"


def sources() -> list[Path]:
    """The Markdown files that become pages."""
    own = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")]
    return [*own, *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").rglob("*.md"))]


def address(path: Path) -> str:
    """Where a file of the repository stands in the site: Markdown as HTML, the README of a folder as its index."""
    name = path.relative_to(ROOT)
    if name.suffix != ".md":
        return name.as_posix()
    return name.with_name("index.html" if name.name == "README.md" else f"{name.stem}.html").as_posix()


def relative(target: str, page: str) -> str:
    """The link from the address of a page to that of another file."""
    return quote(os.path.relpath(target, Path(page).parent).replace(os.sep, "/"))


def rendered(source: Path, pages: Iterable[Path]) -> Page:
    """A Markdown file as HTML, its links leading to where the site has what they name.

    Raises:
        FileNotFoundError: a link names what the repository does not have.
    """
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    for name, text in (
        ("table_open", '<div class="table" tabindex="0"><table>\n'),
        ("table_close", "</table></div>\n"),
    ):
        markdown.add_render_rule(name, lambda *_, text=text: text)
    tokens = markdown.parse(source.read_text(encoding="utf-8"))
    headings, files = _headings(tokens), set[Path]()
    known = {*pages}
    for token in _all(tokens):
        if token.type in ("html_block", "html_inline"):
            token.content = re.sub(r"<!--.*?-->\n?", "", token.content, flags=re.DOTALL)
        for name in ("href", "src"):
            link = token.attrGet(name)
            if isinstance(link, str):
                token.attrSet(name, _link(link, source, known, files))
    body = str(markdown.renderer.render(tokens, markdown.options, {}))
    # What can be scrolled can be reached by the keyboard; a heading without text is none.
    return Page(body.replace("<pre>", '<pre tabindex="0">').replace("<th></th>", "<td></td>"), headings, files)


def _all(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _headings(tokens: Sequence[Token]) -> list[Heading]:
    """The headings, each given an anchor as GitHub makes them."""
    found: list[Heading] = []
    used: dict[str, int] = {}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            text = "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))
            anchor = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
            number = used[anchor] = used.get(anchor, -1) + 1
            anchor += f"-{number}" if number else ""
            opening.attrSet("id", anchor)
            found.append(Heading(int(opening.tag[1:]), text, anchor))
    return found


def _link(link: str, source: Path, pages: set[Path], files: set[Path]) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return link
    target = (source.parent / unquote(parts.path)).resolve()
    if not target.is_relative_to(ROOT) or not target.exists():
        raise FileNotFoundError(f"{source.relative_to(ROOT)}: {link} leads to nothing")
    if target.is_dir() and target / "README.md" in pages:
        target /= "README.md"
    if target not in pages:
        files.add(target)
    to = f"{address(target)}/index.html" if target.is_dir() else address(target)
    return relative(to, address(source)) + (f"#{parts.fragment}" if parts.fragment else "")


def framed(body: str, title: str, page: str, navigation: str) -> str:
    """A whole page around its `body`."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}{'' if title == 'csto' else ' – csto'}</title>\n"
        f'<link rel="stylesheet" href="{relative("style.css", page)}">\n</head>\n<body>\n'
        f'<a class="jump" href="#pages">All pages</a>\n<main>\n{body}</main>\n'
        f'<nav id="pages" aria-label="All pages" tabindex="-1">\n{navigation}</nav>\n'
        f"<footer>Made from the repository of csto by <code>scripts/website.py</code>.</footer>\n</body>\n</html>\n"
    )


def navigation(current: str, pages: Mapping[Path, Page]) -> str:
    """Links to all pages by heading; the current one with links to its sections."""
    named = {ROOT / name for names in ORDER.values() for name in names}
    parts = []
    for heading, names in ORDER.items():
        own = [ROOT / name for name in names if ROOT / name in pages]
        entries: list[tuple[str, str, Page | None]]
        entries = [(pages[path].title, address(path), pages[path]) for path in own]
        if heading == "csto":
            entries.append(("Live examples", EXAMPLES, None))
        if heading == [*ORDER][-1]:
            entries += [(page.title, address(path), page) for path, page in pages.items() if path not in named]
        lines = "".join(_entry(title, to, page, current) for title, to, page in entries)
        parts.append(f"<h2>{heading}</h2>\n<ul>\n{lines}</ul>\n")
    return "".join(parts)


def _entry(title: str, to: str, page: Page | None, current: str) -> str:
    here = to == current
    sections = [heading for heading in page.headings if heading.level == 2] if page and here else []  # noqa: PLR2004
    links = "".join(f'<li><a href="#{each.anchor}">{html.escape(each.text)}</a></li>\n' for each in sections)
    below = f"\n<ul>\n{links}</ul>\n" if links else ""
    mark = ' aria-current="page"' if here else ""
    return f'<li><a href="{relative(to, current)}"{mark}>{html.escape(title)}</a>{below}</li>\n'


def csto(*arguments: str) -> str:
    """What `csto` prints.

    Raises:
        subprocess.CalledProcessError: it failed; its message stands on standard error.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "cstocli", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment, encoding="utf-8").stdout  # noqa: S603


def examples(folder: Path, *, with_pages: bool) -> str:
    """The page of live examples, whose pictures and pages are written to `folder`."""
    parts = [
        "<h1>Live examples</h1>\n<p>The bases that come with csto, as the program of this repository shows them.</p>\n"
    ]
    for name, base in BASES.items():
        there = folder / "examples"
        there.mkdir(exist_ok=True)
        links = [(f"{name}.svg", "its time line as a picture")]
        csto("timeline", "--facts", str(base), "--svg", str(there / f"{name}.svg"), "--quiet")
        if with_pages:
            csto("page", str(there / f"{name}.html"), "--facts", str(base))
            links.insert(0, (f"{name}.html", "its page, in one file"))
        overview = html.escape(csto("--facts", str(base)))
        title = overview.partition("\n")[0]
        command = f"csto --facts {base.relative_to(ROOT).as_posix()}"
        items = "".join(f'<li><a href="{to}">{text}</a></li>\n' for to, text in links)
        parts.append(
            f'<h2 id="{name}">{title}</h2>\n<ul>\n{items}</ul>\n'
            f'<pre tabindex="0"><code>$ {command}\n{overview}</code></pre>\n'
        )
    return "".join(parts)


def listing(folder: Path, files: Sequence[Path]) -> str:
    """The page of a folder of the repository that is linked to: its files."""
    items = "".join(f'<li><a href="{quote(path.name)}">{html.escape(path.name)}</a></li>\n' for path in files)
    return f"<h1>{html.escape(folder.relative_to(ROOT).as_posix())}</h1>\n<ul>\n{items}</ul>\n"


def build(folder: Path, *, with_pages: bool) -> None:
    """Write the whole site to `folder`, which must be empty."""
    found = sources()
    pages = {source: rendered(source, found) for source in found}

    def write(to: str, title: str, body: str) -> None:
        path = folder / to
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(framed(body, title, to, navigation(to, pages)), encoding="utf-8", newline="\n")

    shutil.copyfile(STYLE, folder / "style.css")
    for source, page in pages.items():
        write(address(source), page.title, page.html)
    for path in sorted(set[Path]().union(*(page.files for page in pages.values()))):
        inside = sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]
        for file in inside:
            (folder / address(file)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / file.relative_to(ROOT))
        if path.is_dir():
            write(f"{address(path)}/index.html", path.name, listing(path, inside))
    write(EXAMPLES, "Live examples", examples(folder, with_pages=with_pages))


def is_site(folder: Path) -> bool:
    """Whether this program has made what stands there, so that it may be replaced."""
    index = folder / "index.html"
    return index.is_file() and MADE_BY in index.read_text(encoding="utf-8", errors="replace")


def main(arguments: Sequence[str]) -> int:
    """Build the site beside its place and move it there; what is no site is not replaced."""
    target = Path(arguments[0] if arguments else SITE).resolve()
    if target.exists() and not is_site(target):
        print(f"{target} is there, and no site that this has made: name another folder", file=sys.stderr)
        return 2
    with_pages = "page" in COMMANDS
    if not with_pages:
        print("this csto has no command `page`: the live examples have their time lines only", file=sys.stderr)
    beside = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        beside.mkdir(parents=True)
        build(beside, with_pages=with_pages)
        broken = [*broken_links(beside)]
        if not broken:
            shutil.rmtree(target, ignore_errors=True)
            beside.replace(target)
    except (OSError, subprocess.CalledProcessError) as error:
        broken = [f"no site was made: {error}"]
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for line in broken:
        print(line, file=sys.stderr)
    if not broken:
        print(f"wrote {target / 'index.html'}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
