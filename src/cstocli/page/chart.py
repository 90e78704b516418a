"""Days as bars in SVG: the time line and, of owners such as contingents, when each was there."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cstocli.model import dates
from cstocli.model.dates import FIRST_DAY, LAST_DAY
from cstocli.page.contents import Contents
from cstocli.page.markup import Html, tag
from cstocli.page.snapshot import Bar, Fact

# The script draws with the same numbers when it zooms: see `page.js`.
WIDTH, ROW, LANE, AXIS = 1180, 26, 24, 26
_LETTER = 6.4  # of the labels, in pixels
_LONGEST = 64
_GAP = 12
_NAMES = 130  # for the names beside the chart of presence
_TICK = 64
MOST_BARS = 800
_STEPS = (1, 2, 7, 14, 31, 92, 183, 366, 1827, 3653, 18263, 36525)


class Days(NamedTuple):
    """The days that a chart shows, as ordinals of `datetime.date`, both included."""

    first: int
    last: int

    @property
    def number(self) -> int:
        """How many days there are."""
        return self.last - self.first + 1


def shown_days(contents: Contents, bars: Iterable[Bar]) -> Days | None:
    """The days that the base covers or, where that is open, from the first known day to the last; None without any."""
    since, until = contents.base.period()
    known = sorted(day for bar in bars for day in (bar.earliest, bar.latest) if day not in (FIRST_DAY, LAST_DAY))
    if not known:
        return None
    first, last = (dt.date.fromisoformat(day).toordinal() for day in (since or known[0], until or known[-1]))
    return Days(max(1, first - 1), min(last + 1, dt.date.max.toordinal())) if first <= last else None


def when(bar: Bar) -> str:
    """The days of a bar in words."""
    possible = _stretch(bar.earliest, bar.latest)
    sure = _stretch(bar.sure_from, bar.sure_to) if bar.sure_from <= bar.sure_to else ""
    if sure == possible:
        return f"surely {sure}"
    return f"possibly {possible}" + (f", surely {sure}" if sure else "")


def _stretch(first: str, last: str) -> str:
    if (first, last) == (FIRST_DAY, LAST_DAY):
        return "at any time"
    sides = (".." if first == FIRST_DAY else first, ".." if last == LAST_DAY else last)
    return dates.words(first if first == last else "/".join(sides))


def numbers(bar: Bar, days: Days) -> tuple[int, int, int, int]:
    """A bar in days from the first that is shown: possible from and to, sure from and to, both ends included.

    A side beyond what is shown is cut one day beyond it; without a sure day the last two are 0 and -1.
    """

    def day(text: str) -> int:
        if text in (FIRST_DAY, LAST_DAY):
            return -1 if text == FIRST_DAY else days.number
        return min(max(dt.date.fromisoformat(text).toordinal() - days.first, -1), days.number)

    sure = (day(bar.sure_from), day(bar.sure_to)) if bar.sure_from <= bar.sure_to else (0, -1)
    return day(bar.earliest), day(bar.latest), *sure


def timeline(contents: Contents) -> Html:
    """All dated facts as soft bars, in lanes by owner or, where there is none, by kind."""
    facts, ids = contents.items.facts, contents.items.bars
    days = shown_days(contents, (bar for bar in contents.whole.bars if not facts[bar.fact].summed))
    bars = [bar for bar in ids if not facts[bar.fact].summed and days and _touches(bar, days)]
    if days is None or not bars:
        return tag("p", "Nothing here has a date.", class_="none")
    if len(bars) > MOST_BARS:
        return tag(
            "p",
            f"{len(bars):,} dated facts are too many to draw; narrow the page with --kind or --from.",
            class_="none",
        )
    scale = WIDTH / days.number
    lanes: dict[str, list[Bar]] = {}
    for bar in sorted(bars, key=lambda bar: (max(bar.earliest, _iso(days.first)), bar.latest)):
        lanes.setdefault(_lane(contents, facts[bar.fact]), []).append(bar)
    order = (
        [*contents.owners.values(), NOBODY] if contents.owners else [kind.plural for kind in contents.kinds.values()]
    )
    drawn: list[Html] = []
    y = AXIS
    for lane in sorted(lanes, key=order.index):
        drawn.append(tag("text", lane.replace("_", " "), x=4, y=y + 17, class_="lane"))
        rows = _packed(contents, lanes[lane], days, scale)
        drawn += [_bar(contents, bar, days, scale, y + LANE + row * ROW) for bar, row in rows]
        y += LANE + ROW * (max((row for bar, row in rows if bar in contents.whole.bars), default=0) + 1)
    about: dict[str, str | int] = {"id": "chart", "data_first": days.first, "data_days": days.number}
    return tag(
        "div",
        _svg(WIDTH, y + 8, "Time line", (_axis(days, scale, y), *drawn), **about),
        class_="w",
        tabindex="0",
        role="region",
        aria_label="Time line, may be scrolled",
    )


NOBODY = "(nobody's)"


def _lane(contents: Contents, fact: Fact) -> str:
    if contents.owners:
        return contents.owners.get(fact.owner, NOBODY)
    return contents.kinds[fact.kind].plural


def _touches(bar: Bar, days: Days) -> bool:
    return bar.earliest <= _iso(days.last) and bar.latest >= _iso(days.first)


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()


def label_of(text: str) -> str:
    """A summary, cut to what a bar can bear."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _place(bar: Bar, days: Days, scale: float, text: str) -> tuple[float, float, float, bool]:
    """Where a bar begins and ends and where its label begins, in pixels; whether the label ends there instead."""
    start, end, _, _ = numbers(bar, days)
    left, right = max(start, 0) * scale, min(end + 1, days.number) * scale
    wide = len(text) * _LETTER
    at_end = left + wide > WIDTH and right - wide > 0
    return left, right, right if at_end else left, at_end


def _packed(contents: Contents, bars: Sequence[Bar], days: Days, scale: float) -> list[tuple[Bar, int]]:
    """Each bar with the first row in which it and its label have room; what is only in other views is in row 0."""
    ends: list[float] = []
    placed = []
    for bar in bars:
        if bar not in contents.whole.bars:
            placed.append((bar, 0))
            continue
        text = label_of(contents.items.facts[bar.fact].summary)
        left, right, label, at_end = _place(bar, days, scale, text)
        wide = len(text) * _LETTER
        begin, end = min(left, label - wide if at_end else label), max(right, label if at_end else label + wide)
        row = next((row for row, taken in enumerate(ends) if taken + _GAP <= begin), len(ends))
        ends[row : row + 1] = [end]
        placed.append((bar, row))
    return placed


def _bar(contents: Contents, bar: Bar, days: Days, scale: float, y: float) -> Html:
    fact = contents.items.facts[bar.fact]
    text = label_of(fact.summary)
    _, _, label, at_end = _place(bar, days, scale, text)
    return tag(
        "a",
        tag("title", f"{fact.summary}: {when(bar)}"),
        *_strips(bar, days, scale, y + 15, 6),
        tag("text", text, x=_px(label), y=y + 11, text_anchor="end" if at_end else None),
        href=f"#{fact.id}",
        id=contents.items.bars[bar],
        class_="bar",
        data_f=fact.id,
        data_d=" ".join(map(str, numbers(bar, days))),
        hidden=bar not in contents.whole.bars,
    )


def _strips(bar: Bar, days: Days, scale: float, y: float, height: int, x: float = 0) -> Iterator[Html]:
    """The possible days, which fade out where they are open or go on, and the sure ones."""
    start, end, sure_from, sure_to = numbers(bar, days)
    fades = ("l" if start < 0 else "") + ("r" if end >= days.number else "")
    first, last = max(start, 0), min(end + 1, days.number)
    yield tag(
        "rect",
        class_=f"may {fades}".strip(),
        x=_px(x + first * scale),
        y=y,
        width=_px(max((last - first) * scale, 3)),
        height=height,
    )
    if sure_from <= sure_to:
        first, last = max(sure_from, 0), min(sure_to + 1, days.number)
        yield tag(
            "rect",
            class_="sure",
            x=_px(x + first * scale),
            y=y,
            width=_px(max((last - first) * scale, 3)),
            height=height,
        )


def _axis(days: Days, scale: float, height: float, x: float = 0) -> Html:
    """A line and a date for some of the days: as many as have room."""
    step = next((step for step in _STEPS if step * scale >= _TICK), _STEPS[-1])
    marks = []
    for day in range(0, days.number, step):
        text = dates.words(_iso(days.first + day))
        marks.append(tag("path", d=f"M{_px(x + day * scale)} 20V{height}"))
        marks.append(
            tag(
                "text",
                text if step * scale > len(text) * _LETTER else text.rpartition(" ")[0],
                x=_px(x + day * scale + 3),
                y=14,
            )
        )
    return tag("g", marks, class_="axis")


def presence(contents: Contents) -> Html | None:
    """When each owner was there, as far as is known; None where facts belong to nobody."""
    facts, ids = contents.items.facts, contents.items.bars
    bars = [bar for bar in ids if facts[bar.fact].summed]
    days = shown_days(contents, (bar for bar in contents.whole.bars if facts[bar.fact].summed))
    if not bars or days is None:
        return None
    width = WIDTH - 2 * _NAMES
    scale = (width - _NAMES) / days.number
    rows: dict[str, int] = {}
    drawn = []
    for bar in bars:
        y = AXIS + ROW * rows.setdefault(bar.fact, len(rows))
        name = contents.owners.get(facts[bar.fact].owner, facts[bar.fact].summary)
        strips = _strips(bar, days, scale, y + 6, 14, _NAMES)
        parts = (tag("title", f"{name}: {when(bar)}"), tag("text", name, x=0, y=y + 18), *strips)
        drawn.append(
            tag(
                "a",
                parts,
                href=f"#{bar.fact}",
                id=ids[bar],
                data_f=bar.fact,
                class_="pres",
                hidden=bar not in contents.whole.bars,
            )
        )
    height = AXIS + ROW * len(rows)
    svg = _svg(width, height + 4, "Who was there when", (_axis(days, scale, height, _NAMES), *drawn))
    return tag("div", svg, class_="w", tabindex="0", role="region", aria_label="Presence, may be scrolled")


def _svg(width: float, height: float, label: str, content: Iterable[Html], **attributes: str | int) -> Html:
    return tag(
        "svg",
        content,
        width=_px(width),
        height=_px(height),
        viewBox=f"0 0 {_px(width)} {_px(height)}",
        role="group",
        aria_label=label,
        **attributes,
    )


def _px(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
