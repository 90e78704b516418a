"""The pictures in the README: a terminal, of what the program prints in colour at 80 columns, and a page.

`pictures.py --write` writes docs/pictures/csto.svg and, where there is Playwright and a Chromium, page.png.
"""

import contextlib
import html
import io
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import cstocli
from cstocli.cli.program import main
from cstocli.model.widths import cells
from cstocli.page.document import page as page_of

_FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
PICTURE, PAGE = _FOLDER / "csto.svg", _FOLDER / "page.png"
# What of the page is in the picture: a value whose claims are open, beside the time line.
SHOWN, WINDOW = "departure/belarus.aircraft", (1120, 560)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
COMMANDS = ("csto contingents", "csto why tajik oil depot")
COLUMNS = 80
_CELL, _LINE, _MARGIN = 8.4, 18, 14
# What the standard colours of terminals look like on a dark ground.
_STYLES = {
    "1": "font-weight='bold'",
    "2": "fill='#8b949e'",
    "31": "fill='#ff7b72'",
    "33": "fill='#e3b341'",
}
_CODE = re.compile("\x1b\\[([0-9;]*)m|\x1b\\]8;[^\x1b]*\x1b\\\\")


class _Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        """True: it stands for a terminal."""
        return True


def printed(*arguments: str, colour: str = "always") -> tuple[int, str]:
    """The exit code of a command, and what it prints on a terminal of 80 columns."""
    out = _Terminal()
    before = sys.argv, os.environ.get("COLUMNS")
    sys.argv = ["csto", *arguments, "--color", colour, "--no-pager"]
    os.environ["COLUMNS"] = str(COLUMNS)
    code: Any = None
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(_Terminal()):
            main()
    except SystemExit as ended:
        code = ended.code
    finally:
        sys.argv, width = before
        os.environ.pop("COLUMNS")
        os.environ.update({"COLUMNS": width} if width else {})
    return code if isinstance(code, int) else 0, out.getvalue()


def picture(commands: tuple[str, ...] = COMMANDS) -> str:
    """The picture as SVG, of text in the font of the reader: small, and sharp at every size."""
    lines: list[str] = []
    for command in commands:
        _, text = printed(*command.split()[1:])
        lines += [f"\x1b[1m$ {command}\x1b[0m", *map(_fitted, text.rstrip("\n").split("\n")), ""]
    lines = [part for line in lines for part in line.split("\n")]
    width, height = 2 * _MARGIN + COLUMNS * _CELL, 2 * _MARGIN + len(lines[:-1]) * _LINE
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width:g}' height='{height}' role='img'>",
        f"<title>A terminal: {html.escape('; '.join(commands))}</title>",
        f"<rect width='{width:g}' height='{height}' rx='8' fill='#0d1117'/>",
        "<g font-family='ui-monospace, Menlo, Consolas, monospace' font-size='14' fill='#e6edf3'>",
        *(_line(line, _MARGIN + (number + 0.75) * _LINE) for number, line in enumerate(lines[:-1])),
        "</g></svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _fitted(line: str) -> str:
    """A line as a terminal has it, which breaks what is longer than it is wide, such as an address."""
    plain = _CODE.sub("", line)
    if cells(plain) <= COLUMNS:
        return line
    return "\n".join(plain[at : at + COLUMNS] for at in range(0, len(plain), COLUMNS))


def _line(line: str, y: float) -> str:
    """One line: its stretches of one style, each as wide as its cells, whatever the font."""
    parts, column, style, at = [], 0, "", 0
    for found in (*_CODE.finditer(line), None):
        text = line[at : found.start() if found else None]
        # Blanks are not drawn, and a renderer may fold them: each stretch of words has a place of its own.
        for words in re.finditer(r"\S+(?: \S+)*", text):
            x = _MARGIN + (column + cells(text[: words.start()])) * _CELL
            place = f"x='{x:g}' y='{y:g}' textLength='{cells(words[0]) * _CELL:g}' lengthAdjust='spacingAndGlyphs'"
            parts.append(f"<text {place} {style}>{html.escape(words[0])}</text>".replace(" >", ">", 1))
        column += cells(text)
        if found:
            at = found.end()
            if found[1] is not None:
                style = " ".join(_STYLES[code] for code in found[1].split(";") if code in _STYLES)
    return "".join(parts)


def chromium() -> str | None:
    """The path of a Chromium of this machine, if there is one."""
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


def photograph(file: Path) -> None:
    """Write a picture of the page of the shipped base, in a window of a browser.

    Raises:
        RuntimeError: no browser is there.
    """
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        raise RuntimeError("no Chromium here: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "page.html"
        page.write_text(page_of(cstocli.open(), {}), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        shown = browser.new_context(viewport={"width": WINDOW[0], "height": WINDOW[1]}, color_scheme="light").new_page()
        shown.goto(f"{page.as_uri()}#{SHOWN}")
        shown.wait_for_selector("#panel", state="visible")
        shown.evaluate("document.querySelector('#time').scrollIntoView()")
        shown.screenshot(path=file)
        browser.close()


if __name__ == "__main__":
    if "--write" in sys.argv:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(picture(), encoding="utf-8")
        photograph(PAGE)
    else:
        print(picture(), end="")
