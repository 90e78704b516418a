"""Results as Markdown tables, and their places in a page."""

import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Compared

_MILLION = 1_000_000
FIGURES = ("", "csto", "beside it", "ratio", "middle half", "limit", "holds", "runs")


class Table(NamedTuple):
    """Headings and rows of text, and words that stand above them."""

    headings: tuple[str, ...]
    rows: list[tuple[str, ...]]
    above: str = ""


def figure(name: str, both: Compared, limit: str) -> tuple[str, ...]:
    """A row of a table of `FIGURES`; `limit` is as it is printed, `≤ 1.25`, or empty where there is none."""
    return (
        name,
        duration(both.ours),
        duration(both.theirs),
        ratio(both.ratio),
        f"{ratio(both.low)}–{ratio(both.high)}",
        limit,
        holds(both.ratio, limit),
        str(both.runs),
    )


def holds(value: float, limit: str) -> str:
    """Whether `value` is within a limit such as `≤ 1.25` or `< 1`."""
    if not limit:
        return ""
    sign, _, bound = limit.partition(" ")
    return "yes" if value < float(bound) or (sign == "≤" and value == float(bound)) else "**no**"


def duration(seconds: float) -> str:
    """Such as `85 ms` or `12.3 s`."""
    return f"{seconds * 1000:,.0f} ms" if seconds < 10 else f"{seconds:,.1f} s"  # noqa: PLR2004


def ratio(value: float) -> str:
    """Such as `1.07`, with as many digits as can be told apart."""
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"  # noqa: PLR2004


def memory(size: int, least: int = 0) -> str:
    """Such as `85 MB`; up to `least` nothing finer can be told."""
    shown = max(size, least) / _MILLION
    number = f"{shown:,.0f}" if shown >= 10 else f"{shown:.1f}"  # noqa: PLR2004
    return f"{'≤ ' * (size <= least)}{number} MB"


def markdown(table: Table) -> str:
    """The table as Markdown."""
    lines = [table.headings, tuple("---" for _ in table.headings), *table.rows]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{table.above}\n\n{text}" if table.above else text


def put(page: Path, part: str, text: str) -> None:
    """Write `text` between `<!-- PART -->` and `<!-- /PART -->` in the page."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(f"<!-- {part} -->\n")
    _, end, after = rest.partition(f"<!-- /{part} -->\n")
    if not begin or not end:
        sys.exit(f"{page} has no <!-- {part} --> … <!-- /{part} -->")
    page.write_text(f"{before}{begin}{text}\n{end}{after}", encoding="utf-8")
