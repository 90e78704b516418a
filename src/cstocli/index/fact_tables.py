"""The tables of facts: each fact, its fields with their statuses, what claims give, dates, places."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cstocli.index.context import Context, Rendered
from cstocli.index.schema import Column, Row, Table, boolean, column_name, json, real, text, whole
from cstocli.model.dates import FIRST_DAY, LAST_DAY, Date
from cstocli.model.format import Format, Kind
from cstocli.model.status import DISPUTED
from cstocli.model.types import AGREE, PART_OF_DAY, PLACE, CountedType
from cstocli.weigh.fields import AssessedFact
from cstocli.weigh.sentences import derived, summary_of
from cstocli.weigh.spans import Span


class FactContext:
    """One assessed fact on its way into the index: `shown` are its shown values as JSON and in words."""

    def __init__(self, assessed: AssessedFact, kind: Kind, position: int, span: Span, context: Context) -> None:
        self.assessed = assessed
        self.fact = assessed.fact
        self.fields = assessed.fields
        self.kind = kind
        self.position = position
        self.span = span
        self.shown: dict[str, Rendered] = {
            name: context.render(kind.fields[name].type, field.value)
            for name, field in assessed.fields.items()
            if field.value is not None
        }
        self.words = {name: words for name, (_, words) in self.shown.items()}


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


def _facts(context: Context, one: FactContext) -> Iterator[Row]:
    fact, fields, span = one.fact, one.fields, one.span
    where = next((fields[name].value for name in one.kind.where if name in one.shown), None)
    claims = one.assessed.claims
    sources = dict.fromkeys([sourced.claim.source for sourced in claims])
    yield (
        fact.id,
        one.position,
        fact.kind,
        *((fact.owner or None,) if context.format.owner else ()),
        fact.title or None,
        summary_of(one.assessed, one.words, context.format, context.base),
        where,
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
        one.kind.summed,
        fact.note or None,
    )


def _facts_table(format: Format) -> Table:  # noqa: A002
    owner = (text(format.owner.sort, "id of the thing whose fact it is"),) if format.owner else ()
    columns = (
        text("id", "its id", key=True),
        whole("position", "its place in the base"),
        text("kind", "its kind"),
        *owner,
        text("title", "what it is, where somebody wrote that"),
        text("summary", "what it comes to, in a line"),
        text("place", "where it is", "places"),
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
        json("sources", "ids of its sources, in the order of their claims"),
        boolean("summed", "whether nobody wrote it: other facts add up to it"),
        text("note", "a remark"),
    )
    return Table("facts", "a fact, of those that sum up others too", columns, rows_of=_facts)


def _supporting_claims(_context: Context, one: FactContext) -> Iterator[Row]:
    fact = one.fact.id
    for sourced in one.assessed.claims:
        yield fact, sourced.number


SUPPORTING_CLAIMS = Table(
    "supporting_claims",
    "a fact and a claim behind it",
    (text("fact", "the fact", "facts"), whole("claim", "the claim", "claims")),
    rows_of=_supporting_claims,
)


def _fields(_context: Context, one: FactContext) -> Iterator[Row]:
    fact, positions = one.fact.id, {name: number for number, name in enumerate(one.kind.fields)}
    for name, field in one.fields.items():
        known = one.shown.get(name, (None, None))
        yield fact, name, field.status, *known, field.origins, field.articles, field.rule, positions[name]


FIELDS = Table(
    "fields",
    "a field of a fact, weighed",
    (
        text("fact", "the fact", "facts"),
        text("field", "the field"),
        text("status", "how well it is attested"),
        json("value", "the value shown"),
        text("words", "the same in words"),
        whole("origins", "how many origins agree with it"),
        whole("articles", "how many documents do"),
        text("rule", "why it is the one shown"),
        whole("position", "its place among the fields of the kind"),
    ),
    rows_of=_fields,
)


def _claim_values(context: Context, one: FactContext) -> Iterator[Row]:
    fact, fields = one.fact.id, one.kind.fields
    for name, field in one.fields.items():
        type_ = fields[name].type
        known = one.shown.get(name, (None, None))
        for sourced, value, stance in field.claims:
            words = known if value == field.value else context.render(type_, value)
            yield fact, name, sourced.number, *words, "agree" if stance is AGREE else stance.value


CLAIM_VALUES = Table(
    "claim_values",
    "a value that a claim gives of a field",
    (
        text("fact", "the fact", "facts"),
        text("field", "the field"),
        whole("claim", "the claim", "claims"),
        json("value", "the value"),
        text("words", "the same in words"),
        text("stance", "how it stands to the value shown: `agree`, `compatible`, `conflict`"),
    ),
    rows_of=_claim_values,
)


def _dated(context: Context, one: FactContext) -> Iterator[Row]:
    if one.kind.summed:
        return
    kinds = one.kind.fields
    part_of_day = next((field.value for name, field in one.fields.items() if kinds[name].type is PART_OF_DAY), None)
    for name, field in one.fields.items():
        value = field.value
        if isinstance(value, Date):
            possible = _possible(value.first, value.last, context.base.about.period)
            days = (value.text, value.first, value.last, *possible, value.qualified)
            yield one.fact.id, name, *days, part_of_day


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
        text("part_of_day", "the time of day"),
    ),
    rows_of=_dated,
)


def _fact_places(context: Context, one: FactContext) -> Iterator[Row]:
    kinds = one.kind.fields
    places = dict.fromkeys(
        claim.value
        for name, field in one.fields.items()
        if kinds[name].type is PLACE
        for claim in field.claims
    )
    owner = context.format.owner
    yield from ((one.fact.id, place) for place in places)
    if owner and one.fact.owner and not one.kind.summed:
        yield from ((f"{owner.sort}/{one.fact.owner}", place) for place in places)


FACT_PLACES = Table(
    "fact_places",
    "a fact and a place that a claim names",
    (text("fact", "the fact", "facts"), text("place", "the place", "places")),
    rows_of=_fact_places,
)


def _counted_things(context: Context, one: FactContext) -> Iterator[Row]:
    for name, field in one.fields.items():
        type_ = one.kind.fields[name].type
        if isinstance(type_, CountedType) and field.value is not None:
            things: Sequence[dict[str, Any]] = type_.data(field.value, context.base.things)
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
        text("thing", "its id, where it is a thing of the base"),
        whole("count", "how many"),
        text("count_words", "the same with its hedge"),
        real("low", "the least that it can be"),
        real("high", "the most that it can be"),
        boolean("alone", "whether the value counts nothing else"),
    ),
    rows_of=_counted_things,
)


def kind_table(kind: Kind, format: Format) -> Table:  # noqa: A002
    """The table of the facts of one kind: a column, or several, for each field as it is shown."""
    columns: list[Column] = [text("fact", "the fact", "facts", key=True), text("id", "its id within the kind")]
    owner_keys = list(format.sorts[format.owner.sort].keys) if format.owner and kind.summed else []
    owner_keys = [key for key in owner_keys if key != "note"]
    columns += [text(key, "of the thing whose facts it sums up") for key in owner_keys]
    for name, field in kind.fields.items():
        meaning = field.meaning[0].lower() + field.meaning[1:].rstrip(".")
        for suffix, sql_type in field.type.columns:
            kept = "JSON" if field.type.encoded else sql_type
            columns.append(Column(f"{name}{suffix}" if suffix else column_name(name), kept, meaning))
    for name in kind.derived:
        columns += [text(name, "in words"), text(f"{name}_field", "the worst attested of the fields that it says")]
    widths = {name: len(field.type.columns) for name, field in kind.fields.items()}
    blanks = {name: (None,) * width for name, width in widths.items()}

    def rows_of(context: Context, one: FactContext) -> Iterator[Row]:
        fact, fields, shown = one.fact, one.fields, one.shown
        row: list[Any] = [fact.id, fact.id.partition("/")[2]]
        if owner_keys and format.owner:
            sort = format.sorts[format.owner.sort]
            owner = context.base.things[sort.name][fact.owner]
            row += [owner.name if key == sort.name_key else owner.more.get(key) for key in owner_keys]
        for name, blank in blanks.items():
            known = shown.get(name)
            row += kind.fields[name].type.cells(fields[name].value, known[0]) if known else blank
        for derive in kind.derived.values():
            row += derived(derive, one.assessed, one.words)
        yield tuple(row)

    one_row = f"what the facts of a {format.owner.sort} add up to" if owner_keys and format.owner else ""
    return Table(kind.plural, one_row or f"a fact of the kind {kind.name}", tuple(columns), rows_of=rows_of)


def fact_tables(format: Format) -> tuple[Table, ...]:  # noqa: A002
    """The tables whose rows come fact by fact, in the order of the documentation."""
    kinds: Iterable[Table] = (kind_table(kind, format) for kind in format.all_kinds.values())
    return (
        _facts_table(format),
        SUPPORTING_CLAIMS,
        FIELDS,
        CLAIM_VALUES,
        DATED,
        FACT_PLACES,
        COUNTED_THINGS,
        *kinds,
    )
