"""Days as bars in SVG: the time line and, of owners such as contingents, when each was there."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cstocli.model import dates
from cstocli.model.status import CORROBORATED, DISPUTED, NOT_STATED, SINGLE_ORIGIN
from cstocli.page.contents import Contents
from cstocli.page.markup import Html, joined, tag
from cstocli.page.snapshot import Dated, Fact
from cstocli.show.bars import SIGNS_OF_PRESENCE, Bar
from cstocli.show.cells import unsigned

# The script draws with the same numbers when it zooms: see `page.js`.
WIDTH, ROW, LANE, AXIS = 1180, 26, 24, 26
_LETTER, _OF_AXIS = 6.4, 5.5  # of the labels, in pixels
_LONGEST = 64
_GAP = 12
_NAMES = 130  # for the names beside the chart of presence
_TICK = 64
MOST_BARS = 800
_STATUSES = (CORROBORATED, SINGLE_ORIGIN, DISPUTED, NOT_STATED)
_FADES: Mapping[str, Iterable[tuple[str, str]]] = {
    "l": (("0", "0"), (".6", "1")),
    "r": ((".4", "1"), ("1", "0")),
    "lr": (("0", "0"), (".5", "1"), ("1", "0")),
}
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
    known = sorted(day for bar in bars for day in (bar.first, bar.last) if day)
    if not known:
        return None
    first, last = (dt.date.fromisoformat(day).toordinal() for day in (since or known[0], until or known[-1]))
    return Days(max(1, first - 1), min(last + 1, dt.date.max.toordinal())) if first <= last else None


def numbers(bar: Bar, days: Days) -> tuple[int, int, int, int]:
    """A bar in days from the first that is shown: possible from and to, sure from and to, both ends included.

    A side beyond what is shown is cut one day beyond it; without a sure day the last two are 0 and -1.
    """

    def day(text: str | None, open_side: int) -> int:
        if text is None:
            return open_side
        return min(max(dt.date.fromisoformat(text).toordinal() - days.first, -1), days.number)

    sure = (day(bar.certain_from, 0), day(bar.certain_to, -1)) if bar.certain_from and bar.certain_to else (0, -1)
    return day(bar.first, -1), day(bar.last, days.number), *sure


def timeline(contents: Contents) -> Html:
    """All dated facts as soft bars, in lanes by owner or, where there is none, by kind."""
    facts, ids = contents.items.facts, contents.items.bars
    days = shown_days(contents, (each.bar for each in contents.whole.bars if not facts[each.fact].summed))
    bars = [each for each in ids if not facts[each.fact].summed and days and _touches(each.bar, days)]
    if days is None or not bars:
        return tag("p", "Nothing here has a date.", class_="none")
    if len(bars) > MOST_BARS:
        return tag(
            "p",
            f"{len(bars):,} dated facts are too many to draw; narrow the page with --kind or --from.",
            class_="none",
        )
    scale = WIDTH / days.number
    lanes: dict[str, list[Dated]] = {}
    for dated in sorted(bars, key=lambda each: numbers(each.bar, days)[:2]):
        lanes.setdefault(_lane(contents, facts[dated.fact]), []).append(dated)
    order = (
        [*contents.owners.values(), NOBODY] if contents.owners else [kind.plural for kind in contents.kinds.values()]
    )
    drawn: list[Html] = []
    y = AXIS
    for lane in sorted(lanes, key=order.index):
        drawn.append(tag("text", lane.replace("_", " "), x=4, y=y + 17, class_="lane"))
        rows = _packed(contents, lanes[lane], days, scale)
        drawn += [_bar(contents, each, days, scale, y + LANE + row * ROW) for each, row in rows]
        y += LANE + ROW * (max((row for each, row in rows if each in contents.whole.bars), default=0) + 1)
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
    start, end, _, _ = numbers(bar, days)
    return start < days.number and end >= 0


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()


def label_of(bar: Bar) -> tuple[str, str]:
    """The label of a bar, cut to what it can bear, and its sign with a blank before it, which is never cut."""
    text = unsigned(bar.label)
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
    return cut, f" {bar.sign}" if bar.sign else ""


def _label(bar: Bar, **where: str | int | None) -> Html:
    text, sign = label_of(bar)
    return tag("text", text, tag("tspan", sign, class_="sign") if sign else None, **where)


def _place(bar: Bar, days: Days, scale: float) -> tuple[float, float, float, bool, float]:
    """Where a bar begins and ends and where its label begins, in pixels; whether it ends there instead; its width."""
    start, end, _, _ = numbers(bar, days)
    left, right = max(start, 0) * scale, min(end + 1, days.number) * scale
    wide = len("".join(label_of(bar))) * _LETTER
    at_end = left + wide > WIDTH and right - wide > 0
    return left, right, right if at_end else left, at_end, wide


def _packed(contents: Contents, bars: Sequence[Dated], days: Days, scale: float) -> list[tuple[Dated, int]]:
    """Each bar with the first row in which it and its label have room; what is only in other views is in row 0."""
    ends: list[float] = []
    placed = []
    for each in bars:
        if each not in contents.whole.bars:
            placed.append((each, 0))
            continue
        left, right, label, at_end, wide = _place(each.bar, days, scale)
        begin, end = min(left, label - wide if at_end else label), max(right, label if at_end else label + wide)
        row = next((row for row, taken in enumerate(ends) if taken + _GAP <= begin), len(ends))
        ends[row : row + 1] = [end]
        placed.append((each, row))
    return placed


def _bar(contents: Contents, dated: Dated, days: Days, scale: float, y: float) -> Html:
    fact, bar = dated
    _, _, label, at_end, _ = _place(bar, days, scale)
    return tag(
        "a",
        tag("title", f"{bar.label}: {bar.in_words}"),
        *_strips(bar, days, scale, y + 15, 7),
        _label(bar, x=_px(label), y=_px(y + 11), text_anchor="end" if at_end else None),
        href=f"#{fact}",
        id=contents.items.bars[dated],
        class_=f"bar {bar.status}",
        data_f=fact,
        data_d=" ".join(map(str, numbers(bar, days))),
        hidden=dated not in contents.whole.bars,
    )


def _strips(bar: Bar, days: Days, scale: float, y: float, height: int, x: float = 0) -> Iterator[Html]:
    """The possible days, which fade out where they are open or go on, and the sure ones.

    The sure ones are solid only if two or more independent lines state them, else striped.
    """
    start, end, sure_from, sure_to = numbers(bar, days)
    fades = ("l" if start < 0 else "") + ("r" if end >= days.number else "")
    first, last = max(start, 0), min(end + 1, days.number)
    yield tag(
        "rect",
        class_="may",
        fill=f"url(#fade-{fades}-{bar.status})" if fades else None,
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
            fill=None if bar.status == CORROBORATED else f"url(#stripes-{bar.status})",
            x=_px(x + first * scale),
            y=y,
            width=_px(max((last - first) * scale, 3)),
            height=height,
        )


def _axis(days: Days, scale: float, height: float, x: float = 0) -> Html:
    """A line and a date for some of the days: as many as have room, and none that the border would cut."""
    step = next((step for step in _STEPS if step * scale >= _TICK), _STEPS[-1])
    marks: list[Html | None] = []
    for day in range(0, days.number, step):
        full = dates.words(_iso(days.first + day))
        room = min(step, days.number - day) * scale - 3
        text = next((text for text in (full, full.rpartition(" ")[0]) if len(text) * _OF_AXIS <= room), "")
        marks.append(tag("path", d=f"M{_px(x + day * scale)} 20V{height}"))
        marks.append(tag("text", text, x=_px(x + day * scale + 3), y=14) if text else None)
    return tag("g", marks, class_="axis")


def presence(contents: Contents) -> Html | None:
    """When each owner was there, as far as is known; None where facts belong to nobody."""
    facts, ids = contents.items.facts, contents.items.bars
    bars = [each for each in ids if facts[each.fact].summed]
    days = shown_days(contents, (each.bar for each in contents.whole.bars if facts[each.fact].summed))
    if not bars or days is None:
        return None
    width = WIDTH - 2 * _NAMES
    scale = (width - _NAMES) / days.number
    rows: dict[str, int] = {}
    drawn = []
    for dated in bars:
        fact, bar = dated
        y = AXIS + ROW * rows.setdefault(fact, len(rows))
        strips = _strips(bar, days, scale, y + 6, 14, _NAMES)
        parts = (tag("title", f"{bar.label}: {bar.in_words}"), _label(bar, x=0, y=y + 18), *strips)
        drawn.append(
            tag(
                "a",
                parts,
                href=f"#{fact}",
                id=ids[dated],
                data_f=fact,
                class_=f"pres {bar.status}",
                hidden=dated not in contents.whole.bars,
            )
        )
    height = AXIS + ROW * len(rows)
    svg = _svg(width, height + 4, "Who was there when", (_axis(days, scale, height, _NAMES), *drawn))
    chart = tag("div", svg, class_="w", tabindex="0", role="region", aria_label="Presence, may be scrolled")
    return joined(key("on some of these days, perhaps on all", SIGNS_OF_PRESENCE), chart)


def key(pale: str, signs: Mapping[str, str]) -> Html:
    """What bars and their signs mean; `pale` is what is meant by those days that are only possible."""
    samples = (
        (CORROBORATED, "sure", None, "on these days, as two or more independent lines state"),
        (SINGLE_ORIGIN, "sure", f"url(#stripes-{SINGLE_ORIGIN})", "on these days, as far as told: see the sign"),
        (CORROBORATED, "may", None, pale),
        (CORROBORATED, "may", f"url(#fade-r-{CORROBORATED})", "open, or goes on"),
    )
    shapes = [
        tag(
            "span",
            tag(
                "svg",
                tag("rect", width=30, height=10, class_=sort, fill=fill),
                width=30,
                height=10,
                class_=status,
                aria_hidden="true",
            ),
            f" {words} ",
        )
        for status, sort, fill, words in samples
    ]
    return tag("p", shapes, [_sign(sign, words) for sign, words in signs.items()], class_="legend")


def _sign(sign: str, words: str) -> Html:
    return tag("span", tag("b", sign), f" {words} ")


def definitions() -> Html:
    """How bars fade out and how they are striped, in the colour of each status; the `<svg>` of it is not seen."""
    return tag("svg", tag("defs", map(_definitions, _STATUSES)), width=0, height=0, aria_hidden="true")


def _definitions(status: str) -> Iterator[Html]:
    for side, stops in _FADES.items():
        steps = [tag("stop", offset=offset, stop_opacity=opacity) for offset, opacity in stops]
        yield tag("linearGradient", steps, id=f"fade-{side}-{status}", class_=status)
    if status != CORROBORATED:
        ground = tag("rect", width=5, height=5, opacity=".3")
        stripe = tag("rect", width="2.5", height=5)
        yield tag(
            "pattern",
            ground,
            stripe,
            id=f"stripes-{status}",
            class_=status,
            width=5,
            height=5,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )


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
