"""The tools: what each asks of a base, and the schemas of what it takes and gives."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from cstocli.ask.answer import Answer
from cstocli.ask.cited import cited_facts
from cstocli.ask.columns import Column, Row
from cstocli.ask.explorer import Explorer
from cstocli.ask.schema import closed, properties_of, with_claims
from cstocli.ask.searching import notice
from cstocli.mcp.arguments import PAGES, VIEW, Arguments, Schema, checked, input_schema, perspective_of
from cstocli.mcp.pages import UNTRUSTED, cursor_of, page
from cstocli.model import types
from cstocli.model.errors import WrongUsage
from cstocli.model.perspective import Perspective
from cstocli.model.status import STATUSES

_AT_ONCE = 20  # facts that are read together: about a page of them
_MOST_PASSAGES = 3
_MOST_NAMES = 100
_LONGEST_TOLD = 80  # characters
_FILTERS = ("kind", "contingent", "place", "source", "status", "grade", "since", "until", "on", "certain")

OpenBase = Callable[[Perspective], Explorer]
Columns = Mapping[str, Column]


class Found(NamedTuple):
    """What a tool finds: how many rows there are, those from a number on, and notices on the whole."""

    total: int
    rows_from: Callable[[int], Iterable[Row]]
    notices: tuple[str, ...] = ()


class Tool(NamedTuple):
    """A tool: its name and title, what it is for, its arguments, the schema of a row, and what it asks of a base.

    `limit` is how many rows it gives at once where the client does not say.
    """

    name: str
    title: str
    description: str
    arguments: tuple[str, ...]
    required: tuple[str, ...]
    row: Callable[[Mapping[str, Columns]], Schema]
    ask: Callable[[Explorer, Arguments], Found]
    limit: int | None = None

    @property
    def input_schema(self) -> Schema:
        """The JSON Schema of its arguments."""
        return input_schema(self.arguments, self.required)

    def output_schema(self, columns: Mapping[str, Columns]) -> Schema:
        """The JSON Schema of its answers; `columns` are those of each question by their names."""
        answer = with_claims(self.row(columns))
        also: Schema = {
            "total": {"type": "integer", "description": "how many rows there are on all pages"},
            "next_cursor": {
                "type": ["string", "null"],
                "description": "what to give as `cursor` for the next page, which may continue the last row",
            },
            "notices": {"type": "array", "items": {"type": "string"}, "description": "what to know of the answer"},
            "untrusted": {"type": "string", "description": "which texts are quoted from others"},
        }
        return closed(also | answer["properties"])


def answer(tool: Tool, given: Mapping[str, Any] | None, open_base: OpenBase) -> Row:
    """What a tool answers: a page of rows, and the claims and sources to which they point.

    Raises:
        CstoError: the arguments are wrong, or the base is.
    """
    arguments = checked(tool.name, given, tool.arguments, tool.required)
    limit, cursor = (arguments.pop(name, None) for name in PAGES)
    perspective = perspective_of(arguments)
    base = open_base(perspective)
    begin = cursor_of(cursor, _key(tool.name, arguments, base))
    wanted = {name: value for name, value in arguments.items() if name not in VIEW}
    found = tool.ask(base, wanted)
    rows = found.rows_from(begin.row) if begin.row < found.total else ()
    notices = [f"perspective: {perspective.words}"] if perspective.words else []
    behind = page(rows, base.claims_behind, begin, limit or tool.limit)
    notices += [*found.notices, *behind.pop("notices")]
    # What is to be known before the texts of others comes first.
    first = {"untrusted": UNTRUSTED, "total": found.total, "next_cursor": behind.pop("next_cursor"), "notices": notices}
    return first | behind


def _key(tool: str, arguments: Arguments, base: Explorer) -> str:
    """What a cursor is bound to: the question and the contents of the base."""
    text = json.dumps([tool, arguments, base.index.sha256], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _list_facts(base: Explorer, arguments: Arguments) -> Found:
    only = arguments.pop("fields", ())
    owner = base.owner
    if owner and arguments.get("kind") == [owner.name]:
        arguments.pop("kind")
        rows = base.ask(owner.plural, **arguments)
    else:
        rows = base.ask("facts", **arguments)
    return Found(len(rows), lambda first: _cited(base, _rest(rows, first), only), _emptied(rows))


def _cited(base: Explorer, rows: Iterable[Row], only: Iterable[str]) -> Iterator[Row]:
    """The facts of these rows with the claims behind their fields."""
    remaining = iter(rows)
    while some := list(islice(remaining, _AT_ONCE)):
        certainty = {row["fact"]: row["certainty"] for row in some}
        for row in cited_facts(base.index, [*certainty], tuple(only)):
            yield {**row, "certainty": certainty[row["fact"]]}


def _rest(rows: Answer, first: int) -> Iterable[Row]:
    return rows.first(len(rows), first)


def _emptied(rows: Answer) -> tuple[str, ...]:
    """Why there are no rows, where filters are to blame."""
    if len(rows) or not (names := dict.fromkeys(rows.blocking_filters())):
        return ()
    return (f"nothing found: {' and '.join(names)} {'leaves' if len(names) == 1 else 'together leave'} no rows",)


def _why(base: Explorer, arguments: Arguments) -> Found:
    what = arguments["id"]
    if base.teller(what):
        message = f'"{what}" says what stands in facts, and is none'
        raise WrongUsage(message, "what goes back to it", f"list_facts with only = {json.dumps(what)}")
    try:
        (fact, field), by_words = base.fact_by_name_or_words(what)
    except WrongUsage as error:
        sort, _, name = (error.token or "").partition("/")
        if sort not in ("place", "source"):
            raise
        raise WrongUsage(error.message, "what concerns it", f"list_facts with {sort} = {json.dumps(name)}") from None
    meant = f"{fact}.{field}" if field else fact
    notices = (f'"{_short(what)}" is found in {meant} alone',) if by_words else ()
    rows = cited_facts(base.index, [fact], (field,) if field else ())
    return Found(len(rows), lambda first: rows[first:], notices)


def _search(base: Explorer, arguments: Arguments) -> Found:
    passages: dict[str, list[Row]] = {}
    text = arguments.pop("text")
    hits = base.search(text, **arguments)
    notices = []
    if told := notice(hits, _short(text)):
        notices.append(told)
    for hit in hits:
        passages.setdefault(hit["fact"], []).append({key: hit[key] for key in ("part", "text", "source")})

    def rows_from(first: int) -> Iterator[Row]:
        names = iter([*passages][first:])
        while some := list(islice(names, _AT_ONCE)):
            facts = {row["fact"]: row for row in cited_facts(base.index, some)}
            for name in some:
                yield {**facts.get(name, _no_fact(name)), "found": passages[name][:_MOST_PASSAGES]}

    if not passages:
        near = base.near_words(text)
        notices.append(f'nothing found; did you mean "{_short(near)}"?' if near else "nothing found")
    return Found(len(passages), rows_from, tuple(notices))


def _no_fact(name: str) -> Row:
    """A row for a source, a place or the like, of which nobody claims anything."""
    empty: Row = dict.fromkeys(("summary", "note", "part_of", "outcome"))
    return {"fact": name, "kind": name.partition("/")[0], **empty, "plan": False, "fields": {}, "not_stated": []}


def _disputes(base: Explorer, arguments: Arguments) -> Found:
    rows = base.ask("disputes", **arguments)

    def rows_from(first: int) -> Iterator[Row]:
        for row in _rest(rows, first):
            values = [{key: value[key] for key in _OF_VALUE} for value in row["values"]]
            yield {key: row[key] for key in row if key not in _BACKING} | {"values": values}

    return Found(len(rows), rows_from, _emptied(rows))


def _timeline(base: Explorer, arguments: Arguments) -> Found:
    everything = arguments.pop("all", False)
    if not {"since", "until", "on"} & arguments.keys() and not everything:
        days = zip(("since", "until"), base.period(), strict=True)
        arguments |= {name: day for name, day in days if day}
    rows = base.ask("timeline", **arguments)

    def rows_from(first: int) -> Iterator[Row]:
        for row in _rest(rows, first):
            (fact,) = cited_facts(base.index, [row["fact"]], (row["field"], *_OF_THE_HOUR))
            stated = {name: told for name, told in fact["fields"].items() if told["evidence"]}
            yield {key: row[key] for key in row if key not in _BACKING} | {"fields": stated}

    return Found(len(rows), rows_from, _emptied(rows))


def _about(base: Explorer, _: Arguments) -> Found:
    about = base.about()
    (overview,) = base.ask("overview")
    row = {key: about[key] for key in ("program", "title", "period", "note", "sha256", "sources", "claims", "facts")}
    row["kinds"] = [{**kind, "fields": [*base.fields_of(kind["kind"])]} for kind in overview["kinds"]]
    owner = base.owner
    named = {"place": "place"} | ({owner.name: owner.name} if owner else {})
    row["names"] = {name: sorted({*base.spellings(sort).values()})[:_MOST_NAMES] for name, sort in named.items()}
    row["statuses"] = _STATUSES
    return Found(1, lambda first: [row][first:])


def _short(text: str) -> str:
    """A text of the client as it may stand in a notice."""
    return text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"


_BACKING = ("status", "sources", "alternatives", "evidence", "assessment")
_OF_VALUE = ("value", "words", "fact", "stance", "standing", "claims")
_OF_THE_HOUR = ("part_of_day", "time")
_STATUSES = {
    "corroborated": "two or more independent lines state the value: good to state, with its sources",
    "single-origin": "one line only, in however many articles: attribute it",
    "disputed": "sources give values that cannot both be true: give both, and who says which",
    "not-stated": "no source here states it: that is silence and no denial",
    "not-applicable": "the question makes no sense for this fact",
}
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_NULLABLE: Schema = {"type": ["string", "null"]}
_FIELD: Schema = closed(
    {
        "words": {
            **_NULLABLE,
            "description": "the value, hedged; several with a bar where none is better attested",
        },
        "status": {"enum": [*STATUSES]},
        "verdict": {"type": "string", "description": "what its claims come to: how many lines, who, what contradicts"},
        "evidence": {
            **types.REFERENCES.schema["additionalProperties"],
            "description": "each value that claims give, how it stands to the value shown, and the ids of the claims",
        },
    }
)
_CITED: Schema = {
    "fields": {"type": "object", "additionalProperties": _FIELD, "description": "the fields that claims speak of"},
    "not_stated": {**_TEXTS, "description": "the fields that no source here states"},
}


def _fact_row(columns: Mapping[str, Columns], **also: Schema) -> Schema:
    known = columns["facts"]
    own = properties_of(known[name] for name in ("fact", "kind", "plan", "part_of", "outcome"))
    own |= properties_of(columns["show"][name] for name in ("summary", "note"))
    return closed({**own, **_CITED, **also})


def _listed_row(columns: Mapping[str, Columns]) -> Schema:
    return _fact_row(columns, **properties_of([columns["facts"]["certainty"]]))


def _found_row(columns: Mapping[str, Columns]) -> Schema:
    passage = closed(properties_of(columns["search"][name] for name in ("part", "text", "source")))
    found = {"type": "array", "items": passage, "description": "the first passages that hold the words"}
    return _fact_row(columns, found=found)


def _row_of(question: str, **also: Schema) -> Callable[[Mapping[str, Columns]], Schema]:
    """The rows of a question without what its claims say; columns that not every base has need not be there."""

    def row(columns: Mapping[str, Columns]) -> Schema:
        own = properties_of(column for name, column in columns[question].items() if name not in _BACKING)
        schema = closed(own | also)
        schema["required"] = [name for name in schema["required"] if name not in _OF_SOME_BASES]
        return schema

    return row


_OF_SOME_BASES = ("contingent", "country")
_VALUE: Schema = closed(
    {
        "value": {},
        "words": {"type": "string", "description": "the value in words"},
        "fact": {"type": "string", "description": "the fact of which it is said: this one, or a rival"},
        "stance": {"enum": ["agree", "compatible", "conflict"]},
        "standing": {"enum": ["states", "fits", "contradicts", "set-aside"]},
        "claims": {**_TEXTS, "description": "ids of the claims that give it"},
    }
)


def _about_row(columns: Mapping[str, Columns]) -> Schema:
    names = ("program", "title", "period", "note", "sha256", "sources", "claims", "facts")
    text: Schema = {"type": "string"}
    kind = closed({"kind": text, "plural": text, "facts": {"type": "integer"}, "fields": _TEXTS})
    return closed(
        {
            **properties_of(columns["about"][name] for name in names),
            "kinds": {"type": "array", "items": kind, "description": "the kinds of facts, how many, and their fields"},
            "names": {"type": "object", "additionalProperties": _TEXTS, "description": "ids that filters take"},
            "statuses": {"type": "object", "additionalProperties": {"type": "string"}},
        }
    )


_HOW = (
    " Each field has its value in words, a status, a verdict in one sentence and the ids of the claims behind it;"
    " `claims` and `sources` have each of them once, with quote and address."
)
TOOLS = (
    Tool(
        "list_facts",
        "List facts with their evidence",
        "Facts by kind, contingent, place, source, status or days, each with what every source says of it." + _HOW,
        (*_FILTERS, "parts", "fields", *VIEW, *PAGES),
        (),
        _listed_row,
        _list_facts,
    ),
    Tool(
        "why",
        "Who says so",
        "One fact, or one field of it (ID.FIELD): what its claims come to, who states it, what contradicts it, what is"
        " set aside and why." + _HOW,
        ("id", *VIEW, *PAGES),
        ("id",),
        _fact_row,
        _why,
    ),
    Tool(
        "search",
        "Search facts, quotes and names",
        "Words in facts, quotes, names and places, the best match first, each fact with its evidence. Begin here when"
        " you do not know the id. It gives five facts at once unless limit says more." + _HOW,
        ("text", "kind", "contingent", *VIEW, *PAGES),
        ("text",),
        _found_row,
        _search,
        limit=5,
    ),
    Tool(
        "disputes",
        "Where sources disagree",
        "Fields of which sources cannot all be right: each value, who gives it, which is shown and why, and whether"
        " they dispute or one was changed on the way.",
        (*_FILTERS, *VIEW, *PAGES),
        (),
        _row_of("disputes", values={"type": "array", "items": _VALUE, "description": "each value with its claims"}),
        _disputes,
    ),
    Tool(
        "timeline",
        "What happened, in order",
        "Everything dated, in order, within the days of the base or those asked for; `certainty` tells whether it"
        " certainly falls within them." + _HOW,
        (*_FILTERS, "parts", "all", *VIEW, *PAGES),
        (),
        _row_of("timeline", fields=_CITED["fields"]),
        _timeline,
    ),
    Tool(
        "about",
        "What this base is about",
        "What the base covers, its kinds of facts and their fields, names for filters, and what each status means.",
        (),
        (),
        _about_row,
        _about,
    ),
)
