"""Soft bars as an SVG picture: solid where days are sure, light where they are possible, fading where they are open."""

import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping, Sequence

from cstocli.model.dates import words
from cstocli.model.status import CORROBORATED, DISPUTED, NOT_STATED, SINGLE_ORIGIN
from cstocli.model.text import counted, name_of, visible
from cstocli.model.widths import cut
from cstocli.show.axis import ticks
from cstocli.show.bars import Bar
from cstocli.show.cells import LEGEND, unsigned

WIDTH = 1200  # pixels, as all lengths here
_LABELS = 430
_RIGHT = 16
_ROW, _BAR, _HEADING, _AXIS, _TITLE = 22, 12, 34, 34, 30
_CHARACTER = 7  # the mean width of one, at the size of STYLE
_STATUSES = (CORROBORATED, SINGLE_ORIGIN, DISPUTED, NOT_STATED)

# Colours have a contrast of 4.5 and more on their ground, and never tell anything alone: signs and shapes do.
STYLE = """
.soft-bars{background:#fff}
.soft-bars text{font:13px system-ui,sans-serif;fill:#1b1b1b}
.soft-bars .title{font-weight:600;font-size:18px}
.soft-bars .heading{font-weight:600;font-size:15px}
.soft-bars .faint{fill:#555}
.soft-bars .ground{fill:#fff}
.soft-bars .grid{stroke:#ddd}
.soft-bars .corroborated{color:#1d5c94}
.soft-bars .single-origin{color:#8a5a00}
.soft-bars .disputed{color:#b3261e}
.soft-bars .not-stated{color:#5a5a5a}
.soft-bars .certain{fill:currentColor}
.soft-bars .possible{fill:currentColor;fill-opacity:.3}
.soft-bars .disputed .possible{stroke:currentColor;stroke-dasharray:3 2}
.soft-bars stop{stop-color:currentColor}
.soft-bars .sign{fill:currentColor;font-weight:700}
@media(prefers-color-scheme:dark){
.soft-bars{background:#16181b}
.soft-bars text{fill:#eceff1}
.soft-bars .faint{fill:#b0b6bb}
.soft-bars .ground{fill:#16181b}
.soft-bars .grid{stroke:#3a3f44}
.soft-bars .corroborated{color:#7db7e8}
.soft-bars .single-origin{color:#e0ac52}
.soft-bars .disputed{color:#ff8a80}
.soft-bars .not-stated{color:#b0b6bb}
}
"""


def soft_bars(
    title: str,
    bars: Sequence[Bar],
    days: tuple[int, int],
    *,
    remark: str = "",
    prefix: str = "bars",
    style: str = STYLE,
    titled: bool = True,
) -> Iterator[str]:
    """An `<svg>` with a row for each bar, under the headings of their groups; bars of a group stand together.

    `days` are the first and the last day, as ordinals of `datetime.date`; what is beyond them fades out. `remark`
    says what holds for all of it. Whoever puts several into one page gives each a `prefix` of its ids, may put STYLE
    into the page's own style sheet and pass an empty `style`, and leave title and remark to the page unless `titled`.
    """
    groups: dict[str, list[Bar]] = {}
    for bar in bars:
        groups.setdefault(bar.group, []).append(bar)
    above = [text for text in (title, remark) if text] if titled else []
    top = _TITLE * len(above)
    bottom = top + _AXIS + _ROW * len(bars) + _HEADING * sum(map(bool, groups)) + 10
    height = bottom + _AXIS + 2 * _ROW
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="soft-bars" role="figure" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">\n'
        f'<title id="{prefix}-title">{escaped(title)}</title>\n'
        f'<desc id="{prefix}-desc">{escaped(_description(bars, groups, days, remark))}</desc>\n'
    )
    if style:
        yield f"<style>{style}</style>\n"
    yield f"<defs>{''.join(_definitions(prefix, height))}</defs>\n"
    yield f'<rect class="ground" width="{WIDTH}" height="{height}"/>\n'
    for number, (text, name) in enumerate(zip(above, ("title", "faint"), strict=False)):
        yield f'<text class="{name}" x="8" y="{22 + _TITLE * number}" aria-hidden="true">{escaped(text)}</text>\n'
    scale = _Scale(*days)
    yield from _axis(scale, top + _AXIS, bottom)
    yield from _groups(groups, title, scale, top + _AXIS, prefix)
    yield from _legend(bottom + _AXIS + _ROW, prefix, {bar.sign for bar in bars})
    yield "</svg>\n"


def escaped(text: str) -> str:
    """Text of a base as XML, on one line; what XML cannot hold, or hides, is shown by its name."""
    known = re.sub("[\ufffe\uffff]", lambda found: name_of(found[0]), visible(text))
    return html.escape(known, quote=True)


class _Scale:
    """Where days are, in pixels from the left."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.day = (WIDTH - _LABELS - _RIGHT) / (last - first + 1)

    def begin(self, day: str | None) -> float:
        """Where a day begins, or where the picture does."""
        return self._x(dt.date.fromisoformat(day).toordinal() if day else self.first)

    def end(self, day: str | None) -> float:
        """Where a day ends, or where the picture does."""
        return self._x(dt.date.fromisoformat(day).toordinal() + 1 if day else self.last + 1)

    def _x(self, day: int) -> float:
        return _LABELS + self.day * (min(max(day, self.first), self.last + 1) - self.first)

    def opens(self, bar: Bar) -> tuple[bool, bool]:
        """Whether a bar goes on, or may, before the first day and behind the last one."""
        before = bar.first is None or dt.date.fromisoformat(bar.first).toordinal() < self.first
        return before, bar.last is None or dt.date.fromisoformat(bar.last).toordinal() > self.last


def _description(bars: Sequence[Bar], groups: Mapping[str, object], days: tuple[int, int], remark: str) -> str:
    first, last = (words(dt.date.fromordinal(day).isoformat()) for day in days)
    among = f" under {len(groups):,} headings" if len(groups) > 1 else ""
    return (
        f"A time line from {first} to {last} with {counted(len(bars), 'bar')}{among}. Solid are the days that are"
        f" sure, light those that are possible; a bar that fades may go on. {remark}".strip()
    )


def _definitions(prefix: str, height: int) -> Iterator[str]:
    """How bars fade, and where labels end whatever letters they have."""
    yield f'<clipPath id="{prefix}-labels"><rect width="{_LABELS - 8}" height="{height}"/></clipPath>'
    for status in _STATUSES:
        for side, stops in (("before", (0, 0.3)), ("behind", (0.3, 0))):
            yield (
                f'<linearGradient id="{prefix}-{status}-{side}" class="{status}"><stop offset="0"'
                f' stop-opacity="{stops[0]}"/><stop offset="1" stop-opacity="{stops[1]}"/></linearGradient>'
            )


def _axis(scale: _Scale, top: int, bottom: int) -> Iterator[str]:
    """Lines from `top` to `bottom`, and what they stand for above and below them."""
    yield '<g aria-hidden="true">\n'
    for tick in ticks(scale.first, scale.last, scale.day / _CHARACTER):
        x = scale.begin(dt.date.fromordinal(tick.day).isoformat())
        yield f'<path class="grid" d="M{x:.1f} {top}V{bottom}"/>'
        lines = [(tick.label, top - 4, bottom + 14), (tick.begins, top - 19, bottom + 29)]
        for text, *heights in lines if tick.begins else lines[:1]:
            yield "".join(f'<text class="faint" x="{x + 3:.1f}" y="{y}">{text}</text>' for y in heights)
        yield "\n"
    yield "</g>\n"


def _groups(groups: Mapping[str, Sequence[Bar]], title: str, scale: _Scale, top: int, prefix: str) -> Iterator[str]:
    for heading, bars in groups.items():
        if heading:
            top += _HEADING
            yield f'<text class="heading" x="8" y="{top - 10}" aria-hidden="true">{escaped(heading)}</text>\n'
        yield f'<g role="list" aria-label="{escaped(heading or title)}">\n'
        for bar in bars:
            yield _row(bar, scale, top, prefix)
            top += _ROW
        yield "</g>\n"


def _row(bar: Bar, scale: _Scale, top: int, prefix: str) -> str:
    sign = f' <tspan class="sign">{bar.sign}</tspan>' if bar.sign else ""
    label = cut(unsigned(visible(bar.label)), (_LABELS - 40) // _CHARACTER)
    shapes = "".join(_shapes(bar, scale, top, prefix))
    return (
        f'<g role="listitem" class="{bar.status}"><title>{escaped(f"{bar.label}: {bar.in_words}")}</title>'
        f'<text x="8" y="{top + 15}" clip-path="url(#{prefix}-labels)">{escaped(label)}{sign}</text>{shapes}</g>\n'
    )


def _shapes(bar: Bar, scale: _Scale, top: int, prefix: str) -> Iterator[str]:
    """The possible days before and behind the sure ones, or all of them; then the sure ones."""
    before, behind = scale.opens(bar)
    begin, end = scale.begin(bar.first), scale.end(bar.last)
    sure = (scale.begin(bar.certain_from), scale.end(bar.certain_to)) if bar.certain_from and bar.certain_to else None
    if sure:
        pieces = [(begin, sure[0], before, False), (sure[1], end, False, behind)]
    elif before and behind:
        middle = (begin + end) / 2
        pieces = [(begin, middle, True, False), (middle, end, False, True)]
    else:
        pieces = [(begin, end, before, behind)]
    for start, stop, fades_in, fades_out in pieces:
        side = "before" if fades_in else "behind" if fades_out else ""
        yield _rectangle(start, stop, top, f'fill="url(#{prefix}-{bar.status}-{side})"' if side else 'class="possible"')
    if sure:
        yield _rectangle(*sure, top, 'class="certain" rx="2"')


def _rectangle(start: float, stop: float, top: int, attributes: str) -> str:
    """A bar from `start` to `stop`; none where these are one: it is beyond what is drawn."""
    if start >= stop:
        return ""
    # Of many years a day is thinner than anything that can be seen.
    width = max(stop - start, 1.5)
    return f'<rect {attributes} x="{start:.1f}" y="{top + 5}" width="{width:.1f}" height="{_BAR}"/>'


def _legend(top: int, prefix: str, signs: set[str]) -> Iterator[str]:
    """Samples of the bars, and the signs that occur."""
    yield f'<g aria-hidden="true" class="{CORROBORATED}">\n'
    for number, (attributes, text) in enumerate(
        (
            ('class="certain" rx="2"', "surely"),
            ('class="possible"', "possibly"),
            (f'fill="url(#{prefix}-{CORROBORATED}-behind)"', "perhaps beyond"),
        )
    ):
        x = 8 + 130 * number
        yield _rectangle(x, x + 30, top - 5, attributes)
        yield f'<text x="{x + 36}" y="{top + 10}">{text}</text>\n'
    known = "   ".join(f"{sign} {meaning}" for sign, meaning in LEGEND.items() if sign in signs and sign)
    yield f'<text x="{_LABELS}" y="{top + 10}" xml:space="preserve">{escaped(known)}</text>\n</g>\n'
