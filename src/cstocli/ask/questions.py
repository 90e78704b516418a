"""The questions that can be asked of any base, and how those of a vocabulary join them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cstocli.ask.columns import (
    BACKING,
    CERTAINTY,
    DAYS,
    FACT,
    OWNER,
    OWNER_COLUMNS,
    OWNER_COUNT,
    PART_OF_DAY,
    Column,
    Listings,
    Question,
    Row,
)
from cstocli.ask.reports import ABOUT, COMPARE, COVERAGE, FIELDS, HELP, SHOW, TABLES
from cstocli.index.index import Index


def _text(name: str) -> Path:
    return Path(__file__).parent / "questions" / f"{name}.sql"


def _with_values(index: Index, rows: Iterator[Row]) -> Iterator[Row]:
    # Few answers need it.
    from cstocli.ask.disputes import with_values

    return with_values(index, rows)


def _by_source(rows: Iterable[Row]) -> list[Row]:
    # Few answers need it.
    from cstocli.ask.matrix import matrix_rows

    return matrix_rows(rows)


_LISTED = (
    Question(
        "timeline",
        "anything dated",
        (
            FACT,
            Column("date", "date", "when, as EDTF", "@field", "Date"),
            *DAYS,
            PART_OF_DAY._replace(heading="Time of day", place=3),
            Column("kind", "text", "kind of the fact", heading="Kind", place=6),
            Column("field", "text", "which date of the fact it is: `date`, `since`, `until`"),
            Column("summary", "line", "what happened, in a line", heading="What"),
            OWNER_COLUMNS,
            Column("place", "text?", "where, or from where", heading="Where", place=5),
            Column("place_id", "id?", "id of that place"),
            CERTAINTY,
            *BACKING,
        ),
        _text("timeline"),
        days="d",
    ),
    Question(
        "facts",
        "a fact of any kind",
        (
            Column("fact", "id", "id of the fact", heading="Fact"),
            Column("kind", "text", "kind of the fact"),
            OWNER_COLUMNS,
            Column("summary", "line", "what it comes to, in a line", heading="What"),
            Column("date", "date?", "when, as EDTF", "date", "Date", 2),
            Column("claims", "count", "how many claims stand behind it", heading="Claims", place=3),
            Column("origins", "count", "to how many independent origins they go back", heading="Origins", place=1),
            Column("disputed", "list", "its disputed fields", heading="Disputed", place=4),
            CERTAINTY,
            *BACKING,
        ),
        _text("facts"),
    ),
    Question(
        "sources",
        "a published document",
        (
            Column("fact", "id", "its id for `csto show`: `source/ID`"),
            Column("source", "id", "id of the source", heading="Source"),
            Column("publisher", "text", "who published it", heading="Publisher"),
            Column("title", "text?", "its headline", heading="Title", place=4),
            Column("url", "url?", "where it stands or stood", heading="Address", place=5),
            Column("published", "date?", "the day it was published, as EDTF", heading="Published", place=1),
            Column("language", "text?", "ISO 639-1 code of its language", heading="Language", place=3),
            Column("origin", "id", "whom the whole document relays; itself when nobody"),
            Column("claims", "count", "how many claims it makes", heading="Claims", place=2),
            *BACKING,
        ),
        _text("sources"),
        scope="claims",
    ),
    Question(
        "places",
        "a place, or a group of places that sources do not tell apart",
        (
            Column("fact", "id", "its id for `csto show`: `place/ID`"),
            Column("place", "id", "id of the place", heading="Place"),
            Column("name", "text", "its name", heading="Name"),
            Column("within", "text?", "name of the place in which it lies", heading="In", place=1),
            Column("within_id", "id?", "id of that place"),
            Column("latitude", "number?", "degrees north, WGS 84"),
            Column("longitude", "number?", "degrees east, WGS 84"),
            Column("facts", "count", "how many facts concern it or what lies in it", heading="Facts", place=2),
            *BACKING,
        ),
        _text("places"),
    ),
    Question(
        "search",
        "a passage that holds the words",
        (
            Column("fact", "id", "id of the fact, source, place or other thing", heading="Found in"),
            Column("part", "text", "where in it: `quote`, `name`, a field, …", heading="As", place=1),
            Column("text", "line", "the text that holds the words", heading="Text"),
            Column("source", "id?", "the source that says it, where one does", heading="Source", place=2),
            *BACKING,
        ),
        _text("search"),
        filters=(OWNER, "kind"),
        parameters=("words",),
    ),
    COVERAGE,
    Question(
        "origins",
        "one teller of an account, behind those to whom it goes back",
        (
            Column("fact", "id", "its id for `csto show`: `origin/ID` or `source/ID`", heading="Id", place=2),
            Column("branch", "tree", "its short name, set in by its depth in the tree", heading="Who told whom"),
            Column("teller", "text", "its short name"),
            Column("name", "line", "the account or document in words", heading="Account", place=1),
            Column("goes_back_to", "id?", "id of the teller before it; null for an origin"),
            Column("depth", "count", "how many tellers stand before it"),
            Column("path", "text", "ids of all tellers up to this one"),
            Column("claims", "count", "how many claims came this way", heading="Claims", place=3),
            Column("articles", "count", "in how many documents", heading="Articles"),
            *BACKING,
        ),
        _text("origins"),
        scope="claims",
    ),
    Question(
        "disputes",
        "a field with values that cannot both be true",
        (
            Column("fact", "id", "id of the fact", heading="Fact"),
            Column("kind", "text", "kind of the fact"),
            OWNER_COLUMNS,
            Column("summary", "text", "what the fact comes to, in a line"),
            Column("field", "text", "the disputed field", heading="Field"),
            Column("shown", "value", "the value that answers show"),
            Column("shown_words", "text?", "the same in words", heading="Shown", place=1),
            Column("rule", "text", "why that one is shown", heading="Because", place=2),
            Column("values", "values", "each value with the origins and sources that hold it", heading="Values"),
            *BACKING,
        ),
        _text("disputes"),
        complete=_with_values,
    ),
    Question(
        "gaps",
        "a question that no source answers",
        (
            Column("fact", "id", "id of the fact", heading="Fact"),
            Column("kind", "text", "kind of the fact"),
            OWNER_COLUMNS,
            Column("summary", "line", "what the fact comes to, in a line", heading="What", place=1),
            Column("field", "text", "the field without a value", heading="Field"),
            Column("question", "text", "what a reader would ask", heading="Question"),
            *BACKING,
        ),
        _text("gaps"),
    ),
)
_OTHERS = (
    Question(
        "matrix",
        "what one source says of one fact",
        (
            Column("fact", "id", "id of the fact", heading="Fact"),
            Column("source", "id", "id of the source", heading="Source"),
            Column("publisher", "text", "who published it"),
            Column("origins", "ids", "ids of the origins to which its claims go back", heading="Origin", place=1),
            Column("says", "says", "field → what it says and how that stands to the value shown"),
            *BACKING,
        ),
        _text("matrix"),
        scope="claims",
        filters=(OWNER, "place", "source"),
        parameters=("kind", "fact"),
        gather=_by_source,
    ),
    COMPARE,
    Question(
        "why",
        "one value that one claim gives",
        (
            Column("fact", "id", "id of the fact that was asked for"),
            Column("field", "text?", "the field; null for a claim that gives no value", heading="Field"),
            Column("value", "value", "what the claim says of it"),
            Column("words", "text?", "the same in words", heading="Says"),
            Column("shown", "yes", "whether this is the value that answers show", heading="Shown", place=5),
            Column("stance", "stance?", "whether it agrees with the value shown or conflicts with it"),
            Column("source", "id", "id of the source", heading="Source", place=2),
            Column("publisher", "text", "who published it"),
            Column("at", "passage", "paragraph of the source, or a word for the passage", heading="At", place=3),
            Column("quote", "line", "a fragment that stands there", heading="Words of the source"),
            Column("hedge", "text?", "the source's own hedge word", heading="Hedge", place=4),
            Column("via", "ids", "ids of those it goes back to, the first teller first"),
            Column(
                "chain",
                "text",
                "all tellers, the first one first, the publisher last",
                heading="Who told whom",
                place=1,
            ),
            Column("origin", "id", "id of the origin to which it goes back"),
            Column("reading", "text?", "how the passage was read", heading="How we read it", place=6),
            Column("note", "text?", "a remark of the curator"),
            Column("url", "url?", "where the source stands or stood"),
            Column("claim_fact", "id", "the fact under which the claim stands"),
            *BACKING,
        ),
        _text("why"),
        scope="claims",
        filters=("source",),
        parameters=("fact", "field"),
        source="source",
    ),
    Question(
        "one_fact",
        "one field of a fact",
        (
            Column("fact", "id", "id of the fact"),
            Column("field", "text", "name of the field", heading="Field"),
            Column("value", "value", "its value"),
            Column("words", "text?", "the same in words", "@field", "Value"),
            Column("origins", "count", "how many independent origins agree with it", heading="Origins", place=2),
            Column("articles", "count", "in how many documents they stand", heading="Articles", place=3),
            Column("rule", "text", "why this value is the one shown", heading="Shown because", place=1),
            *BACKING,
        ),
        _text("one_fact"),
        scope="none",
        filters=(),
        parameters=("fact",),
    ),
    FIELDS,
    SHOW,
    HELP,
    TABLES,
    ABOUT,
    Question(
        "overview",
        "a fact base",
        (
            Column("title", "text", "what it is about"),
            Column("period", "date", "the days it covers, as EDTF"),
            OWNER_COUNT,
            Column("sources", "count", "how many documents make claims"),
            Column("origins", "count", "to how many origins their claims go back"),
            Column("claims", "count", "how many claims"),
            Column("facts", "count", "how many facts"),
            Column("fields", "count", "how many fields of facts have a value"),
            Column("corroborated", "count", "how many of those two or more origins attest"),
            Column("single_origin", "count", "how many of those one origin attests"),
            Column("disputes", "count", "how many of those are disputed"),
            Column("gaps", "count", "how many questions no claim answers"),
        ),
        _text("overview"),
        scope="none",
        filters=(),
    ),
)


def composed(listings: Listings) -> dict[str, Question]:
    """All questions of a base with the vocabulary of `listings`, by name."""
    every = (*listings.questions, *_LISTED, *listings.parts, *_OTHERS)
    return {question.name: question.of(listings.owner) for question in every}
