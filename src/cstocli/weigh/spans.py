"""The days that a fact may concern, and those that it surely does."""

from typing import NamedTuple

from cstocli.model.dates import FIRST_DAY, LAST_DAY, Date, cover
from cstocli.model.format import Kind
from cstocli.weigh.facts import AssessedFact


class Span(NamedTuple):
    """ISO days, both ends included; `certain_from` is after `certain_to` when no day is certain.

    `qualified` tells that the ends are not to be relied upon.
    """

    first: str
    last: str
    qualified: bool
    certain_from: str
    certain_to: str


def span_of(assessed: AssessedFact, kind: Kind) -> Span:
    """From the day on which a fact falls, or from its beginning and end."""

    def date(name: str) -> Date | None:
        field = assessed.fields.get(name)
        dates = [value for value in field.alternatives if isinstance(value, Date)] if field else []
        # Of days that contradict each other none is certain.
        return cover(dates)._replace(qualified=True) if len(dates) > 1 else dates[0] if dates else None

    when = date(kind.when)
    if when:
        return Span(when.first, when.last, when.qualified or assessed.plan, LAST_DAY, FIRST_DAY)
    since, until = date(kind.begins), date(kind.ends)
    qualified = any(end.qualified for end in (since, until) if end)
    # An end that is qualified vouches for no day.
    began = since if since and not since.qualified else None
    ended = until if until and not until.qualified else None
    return Span(
        since.first if since else FIRST_DAY,
        until.last if until else LAST_DAY,
        qualified,
        began.last if began else ended.first if ended else LAST_DAY,
        ended.first if ended else began.last if began else FIRST_DAY,
    )
