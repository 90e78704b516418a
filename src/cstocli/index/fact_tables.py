"""The tables of facts: each fact, its fields with their statuses, what claims give, dates, places."""

import json as json_
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from cstocli.index.context import Context, Rendered
from cstocli.index.fact_context import FactContext, KindContext
from cstocli.index.kind_table import kind_table
from cstocli.index.schema import ARRAY, ONE, Row, Table, boolean, json, real, text, whole
from cstocli.model.base import Fact, Value
from cstocli.model.counts import Count
from cstocli.model.dates import FIRST_DAY, LAST_DAY, Date
from cstocli.model.format import Format, Kind
from cstocli.model.hedges import hedge_of
from cstocli.model.status import DISPUTED
from cstocli.model.types import AGREE
from cstocli.weigh.claims import CONTRADICTS, FITS, SET_ASIDE, STATES
from cstocli.weigh.fields import Assessment
from cstocli.weigh.sentences import summary_of, summary_status

if TYPE_CHECKING:
    from cstocli.model.counts import Counted
    from cstocli.model.types.clock import Time

_NOTHING = (None, None)
_NO_ASIDE = (None, None, None)


def _possible(first: str, last: str, period: Date) -> tuple[str, str]:
    """Two days with an open side at the edge of the base's period.

    What has no beginning began within the days that the base covers, unless it ended
    before. What has neither beginning nor end may have been at any time.
    """
    if first == FIRST_DAY and last == LAST_DAY:
        return first, last
    begins = period.first if first == FIRST_DAY and last >= period.first else first
    ends = period.last if last == LAST_DAY and first <= period.last else last
    return begins, ends


def _facts(context: Context, one: FactContext) -> list[Row]:
    fact, fields, span = one.fact, one.fields, one.span
    located = next((name for name in one.kind.where if name in one.shown), None)
    alternatives = {
        name: {
            "values": [json_.loads(encoded) for encoded, _ in each],
            "words": one.words[name],
            **_bounds(fields[name]),
        }
        for name, each in one.alternatives.items()
    }
    alternatives |= {
        name: {"values": [], "words": "(set aside)", "set_aside": len(field.claims)}
        for name, field in fields.items()
        if field.claims and not field.stated
    }
    claims = one.assessed.claims
    sources = dict.fromkeys([sourced.claim.source for sourced in claims])
    line = summary_of(one.assessed, one.words, one.derived, context.format, context.base)
    row = (
        fact.id,
        one.position,
        fact.kind,
        *((fact.owner or None,) if context.format.owner else ()),
        fact.title or None,
        line,
        summary_status(one.assessed, one.words, line),
        fields[located].value if located else None,
        fields[located].status if located else None,
        span.first,
        span.last,
        *_possible(span.first, span.last, context.base.about.period),
        span.qualified,
        span.certain_from,
        span.certain_to,
        len(claims),
        len({sourced.chain[0] for sourced in claims}),
        len(sources),
        context.json_array([name for name, field in fields.items() if field.status == DISPUTED]),
        context.json_object(tuple([(name, field.status) for name, field in fields.items()])),
        context.json_array(sources),
        context.encode(alternatives) if alternatives else None,
        one.kind.summed,
        one.assessed.plan,
        fact.part_of or None,
        fact.outcome or None,
        fact.note or None,
    )
    return [row]


def _whole_number(number: float | None) -> float | None:
    return int(number) if number is not None and number == int(number) else number


def _bounds(field: Assessment) -> dict[str, float | None]:
    """The least and the most that a count can be, by all values of which none is better attested."""
    if isinstance(field.value, Count):
        return {"low": _whole_number(field.value.low), "high": _whole_number(field.value.high)}
    counts = [value for value in field.values if isinstance(value, Count)]
    if not counts:
        return {}
    highest = [count.high for count in counts if count.high is not None]
    low, high = min(count.low for count in counts), max(highest) if len(highest) == len(counts) else None
    return {"low": _whole_number(low), "high": _whole_number(high)}


def _facts_table(format: Format) -> Table:  # noqa: A002
    owner = (
        (text(format.owner.sort, "id of the thing whose fact it is", format.summed_table, ids=ONE),)
        if format.owner
        else ()
    )
    columns = (
        text("id", "its id", key=True),
        whole("position", "its place in the base"),
        text("kind", "its kind"),
        *owner,
        text("title", "what it is, where somebody wrote that"),
        text("summary", "what it comes to, in a line"),
        text("summary_status", "the status of the worst attested value that stands in it, if not all are corroborated"),
        text("place", "where it is", "places"),
        text("place_status", "how well that is attested"),
        text("earliest", "the first day on which it may fall or last"),
        text("latest", "the last day on which it may"),
        text("possible_from", "`earliest` with an open side at the edge of the base's period; filters ask it"),
        text("possible_to", "`latest` likewise"),
        boolean("qualified", "whether a `?`, `~` or `%` stands at its dates"),
        text("certain_from", "from which day it surely lasted"),
        text("certain_to", "to which day; none is sure when that is before `certain_from`"),
        whole("claims", "how many claims stand behind it"),
        whole("origins", "to how many origins they go back"),
        whole("articles", "in how many documents they stand"),
        json("disputed", "the names of its disputed fields"),
        json("statuses", "field → status"),
        json("sources", "ids of its sources, in the order of their claims", ids=ARRAY),
        json("alternatives", "field → values of which none is better attested, where no value is shown"),
        boolean("summed", "whether nobody wrote it: other facts add up to it"),
        boolean("plan", "whether it was only announced"),
        text("part_of", "the fact of which it is a part", "facts"),
        text("outcome", "the fact that came of a plan", "facts"),
        text("note", "a remark"),
    )
    return Table("facts", "a fact, of those that sum up others too", columns, rows_of=_facts)


def _supporting_claims(_context: Context, one: FactContext) -> list[Row]:
    fact = one.fact.id
    return [(fact, sourced.number) for sourced in one.assessed.claims]


SUPPORTING_CLAIMS = Table(
    "supporting_claims",
    "a fact and a claim behind it",
    (text("fact", "the fact", "facts"), whole("claim", "the claim", "claims")),
    rows_of=_supporting_claims,
)


def _fields(context: Context, one: FactContext) -> list[Row]:
    fact, positions, shown, types = one.fact.id, one.of.positions, one.shown, one.of.types
    return [
        (
            fact,
            name,
            field.status,
            *shown.get(name, (None, one.words.get(name))),
            _encoded_array(one.alternatives.get(name)),
            *(_bounds(field).values() or _NOTHING),
            field.origins,
            field.articles,
            field.independent,
            *_standings(field),
            *(_NOTHING if field.corroborated_as is None else context.render(types[name], field.corroborated_as)),
            field.rule,
            positions[name],
        )
        for name, field in one.fields.items()
    ]


def _encoded_array(values: list[Rendered] | None) -> str | None:
    return f"[{', '.join(encoded for encoded, _ in values)}]" if values else None


def _standings(field: Assessment) -> tuple[int, int, int, int]:
    """How many claims state the value, fit it, contradict it, and are set aside."""
    if len(field.claims) == 1 and field.claims[0].standing is STATES:
        return 1, 0, 0, 0
    counts = dict.fromkeys((STATES, FITS, CONTRADICTS, SET_ASIDE), 0)
    for claim in field.claims:
        counts[claim.standing] += 1
    return counts[STATES], counts[FITS], counts[CONTRADICTS], counts[SET_ASIDE]


FIELDS = Table(
    "fields",
    "a field of a fact, weighed",
    (
        text("fact", "the fact", "facts"),
        text("field", "the field"),
        text("status", "how well it is attested"),
        json("value", "the value shown"),
        text("words", "the same in words"),
        json("alternatives", "the values of which none is better attested, where none is shown"),
        real("low", "the least that a count can be"),
        real("high", "the most that it can be; none where it has no bound"),
        whole("origins", "how many origins state it"),
        whole("articles", "how many documents do"),
        whole("independent", "how many independent lines do: no voice and no publisher counts twice"),
        whole("states", "how many claims state it"),
        whole("fits", "how many are vaguer, or compatible"),
        whole("contradicts", "how many contradict it"),
        whole("set_aside", "how many are set aside"),
        json("corroborated_as", "the finest coarser value that two independent lines state"),
        text("corroborated_as_words", "the same in words"),
        text("rule", "why it is the one shown"),
        whole("position", "its place among the fields of the kind"),
    ),
    rows_of=_fields,
)


def _claim_values(context: Context, one: FactContext) -> list[Row]:
    fact, types, render = one.fact.id, one.of.types, context.render
    rows: list[Row] = []
    for name, field in one.fields.items():
        type_, shown, known = types[name], field.value, one.shown.get(name, _NOTHING)
        for position, (sourced, value, stance, standing, aside) in enumerate(field.claims):
            words = known if value is shown or value == shown else render(type_, value)
            relation = "agree" if stance is AGREE else stance.value
            why = aside or _NO_ASIDE
            hedge = hedge_of(sourced.claim, value) or None
            rows.append((fact, name, sourced.number, *words, hedge, relation, standing, *why, position))
    return rows


def _disagreements(_context: Context, one: FactContext) -> list[Row]:
    fact, positions = one.fact.id, one.of.positions
    return [
        (fact, name, sort, "; ".join(each.reason for each in field.disagreements if each.sort == sort), positions[name])
        for name, field in one.fields.items()
        if field.disagreements
        for sort in dict.fromkeys(each.sort for each in field.disagreements)
    ]


DISAGREEMENTS = Table(
    "disagreements",
    "a way in which claims of a field disagree",
    (
        text("fact", "the fact", "facts"),
        text("field", "the field"),
        text("sort", "`dispute`, `within one voice`, `distortion`, `revision`, `rival hard`, `rival soft`"),
        text("reason", "why"),
        whole("position", "the place of the field among those of the kind"),
    ),
    rows_of=_disagreements,
)


CLAIM_VALUES = Table(
    "claim_values",
    "a value that a claim gives of a field",
    (
        text("fact", "the fact", "facts"),
        text("field", "the field"),
        whole("claim", "the claim", "claims"),
        json("value", "the value"),
        text("words", "the same in words"),
        text("hedge", "the source's own hedge word, where it is said of this value"),
        text("stance", "how it stands to the value shown: `agree`, `compatible`, `conflict`"),
        text("standing", "what that makes of the claim: `states`, `fits`, `contradicts`, `set-aside`"),
        text("aside", "why it is set aside: `deprecated`, `forecast`, `distortion`, `revision`, `series`"),
        text("aside_reason", "the same in words"),
        whole("aside_by", "the claim that counts instead", "claims"),
        whole("position", "its place among the claims of the field"),
    ),
    rows_of=_claim_values,
)


def _alternatives(one: FactContext, name: str) -> tuple[Value, ...]:
    """The value of a field, or those of which none is better attested; none where it has none."""
    return one.fields[name].alternatives if name in one.fields else ()


def _dated(context: Context, one: FactContext) -> list[Row]:
    period, shown = context.base.about.period, one.shown
    field = one.fields.get(one.of.part_of_day)
    part_of_day = field.value if field else None
    times = [cast("Time", time) for time in _alternatives(one, one.of.time)]
    clock = (one.words[one.of.time], min(time.first for time in times)) if times else _NOTHING
    rows: list[Row] = []
    for name in one.of.dates:
        for value in _alternatives(one, name):
            edtf, earliest, latest, qualified = cast("Date", value)
            # Of days that contradict each other none is certain, and no plan is.
            qualified = qualified or name not in shown or one.assessed.plan
            first, last = earliest or FIRST_DAY, latest or LAST_DAY
            possible = _possible(first, last, period)
            # The hour is that of the day on which it was, and not of a beginning or an end.
            hour = clock if name == one.kind.when else _NOTHING
            rows.append((one.fact.id, name, edtf, first, last, *possible, qualified, part_of_day, *hour))
    return rows


DATED = Table(
    "dated",
    "a date of a fact",
    (
        text("fact", "the fact", "facts"),
        text("field", "the field"),
        text("date", "the date, as EDTF"),
        text("earliest", "the first day that it allows"),
        text("latest", "the last day that it allows"),
        text("possible_from", "`earliest` with an open side at the edge of the base's period; filters ask it"),
        text("possible_to", "`latest` likewise"),
        boolean("qualified", "whether a `?`, `~` or `%` stands in it"),
        text("part_of_day", "the time of day, in a word"),
        text("time", "the time of day, by the clock"),
        whole("minute", "its first minute after midnight", unit="minutes"),
    ),
    rows_of=_dated,
)


class PlacedFact(NamedTuple):
    """What of a `FactContext` its places come of."""

    fact: Fact
    fields: Mapping[str, Assessment]
    of: KindContext
    kind: Kind


def fact_places(context: Context, one: FactContext | PlacedFact) -> Iterator[Row]:
    """The places of a fact, and those that its owner has by it."""
    fields, owner = one.fields, context.format.owner
    places = dict.fromkeys([claim.value for name in one.of.places if name in fields for claim in fields[name].claims])
    yield from [(one.fact.id, place) for place in places]
    if places and owner and one.fact.owner and not one.kind.summed:
        yield from [(f"{owner.sort}/{one.fact.owner}", place) for place in places]


FACT_PLACES = Table(
    "fact_places",
    "a fact and a place that a claim names",
    (text("fact", "the fact", "facts"), text("place", "the place", "places")),
    rows_of=fact_places,
)


def _counted_things(context: Context, one: FactContext) -> Iterator[Row]:
    for name, type_ in one.of.counted.items():
        if name not in one.shown:
            continue
        things = type_.data(cast("tuple[Counted, ...]", one.fields[name].value), context.base.things)
        for position, thing in enumerate(things):
            named = thing[type_.key], thing.get(f"{type_.key}_id")
            counts = (thing["count"], thing["count_words"], thing["low"], thing["high"])
            yield one.fact.id, name, position, *named, *counts, len(things) == 1


COUNTED_THINGS = Table(
    "counted_things",
    "a counted thing of a shown value",
    (
        text("fact", "the fact", "facts"),
        text("field", "the field"),
        whole("position", "its place in the value"),
        text("name", "what is counted"),
        text("thing", "its id, where it is a thing of the base", ids=ONE),
        whole("count", "how many"),
        text("count_words", "the same with its hedge"),
        real("low", "the least that it can be"),
        real("high", "the most that it can be"),
        boolean("alone", "whether the value counts nothing else"),
    ),
    rows_of=_counted_things,
)


def fact_tables(format: Format) -> tuple[Table, ...]:  # noqa: A002
    """The tables whose rows come fact by fact, in the order of the documentation."""
    kinds: Iterable[Table] = (kind_table(kind, format) for kind in format.all_kinds.values())
    return (
        _facts_table(format),
        SUPPORTING_CLAIMS,
        FIELDS,
        CLAIM_VALUES,
        DISAGREEMENTS,
        DATED,
        FACT_PLACES,
        COUNTED_THINGS,
        *kinds,
    )
