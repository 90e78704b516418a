"""The questions that list what every base holds, a command each."""

import os
from collections.abc import Iterator

from cstocli.ask.columns import (
    BACKING,
    CERTAINTY,
    DAYS,
    FACT,
    OWNER,
    OWNER_COLUMNS,
    PART_OF,
    PART_OF_DAY,
    WEIGHED,
    WITH_PARTS,
    Column,
    Question,
    Row,
)
from cstocli.ask.reports import COVERAGE
from cstocli.index.index import Index
from cstocli.model import types


def text_of(name: str) -> str:
    """The file of the SQL text of a question."""
    return os.path.join(os.path.dirname(__file__), "questions", f"{name}.sql")


def _with_values(index: Index, rows: Iterator[Row]) -> Iterator[Row]:
    # Few answers need it.
    from cstocli.ask.disputes import with_values

    return with_values(index, rows)


SUMMARY_STATUS = Column(
    "summary_status", types.TEXT.or_none, "the status of the worst attested value in it; null if all are corroborated"
)
LISTED = (
    Question(
        "timeline",
        "anything dated",
        (
            FACT,
            Column("date", types.DATE, "when, as EDTF", "@field", "Date"),
            *DAYS,
            PART_OF_DAY._replace(heading="Time of day", place=3, words="time"),
            Column("time", types.TEXT.or_none, "the time of day, by the clock"),
            Column("kind", types.TEXT, "kind of the fact", heading="Kind", place=6),
            Column("field", types.TEXT, "which date of the fact it is: `date`, `since`, `until`"),
            Column("summary", types.LINE, "what happened, in a line", heading="What", status="summary_status"),
            SUMMARY_STATUS,
            Column("plan", types.YES, "whether it was only announced"),
            PART_OF,
            OWNER_COLUMNS,
            Column(
                "place", types.TEXT.or_none, "where, or from where", heading="Where", place=5, status="place_status"
            ),
            Column("place_id", types.ID.or_none, "id of that place"),
            Column("place_status", types.TEXT.or_none, "how well it is attested that it was there"),
            CERTAINTY,
            *WEIGHED,
        ),
        text_of("timeline"),
        days="d",
        filters=WITH_PARTS,
    ),
    Question(
        "facts",
        "a fact of any kind",
        (
            Column("fact", types.ID, "id of the fact", heading="Fact"),
            Column("kind", types.TEXT, "kind of the fact"),
            OWNER_COLUMNS,
            Column("summary", types.LINE, "what it comes to, in a line", heading="What", status="summary_status"),
            SUMMARY_STATUS,
            Column("date", types.DATE.or_none, "when, as EDTF", "date", "Date", 2),
            Column("claims", types.COUNT, "how many claims stand behind it", heading="Claims", place=4),
            Column("origins", types.COUNT, "to how many independent origins they go back", heading="Origins", place=3),
            Column("disputed", types.LIST, "its disputed fields", heading="Disputed", place=1),
            Column("plan", types.YES, "whether it was only announced"),
            Column("part_of", types.ID.or_none, "the fact of which it is a part"),
            Column("outcome", types.ID.or_none, "the fact that came of a plan"),
            CERTAINTY,
            *WEIGHED,
        ),
        text_of("facts"),
        whole=True,
    ),
    Question(
        "sources",
        "a published document",
        (
            Column("fact", types.ID, "its id for `csto show`: `source/ID`"),
            Column("source", types.ID, "id of the source", heading="Source"),
            Column("publisher", types.TEXT, "who published it", heading="Publisher"),
            Column("title", types.TEXT.or_none, "its headline", heading="Title", place=2),
            Column("url", types.URL.or_none, "where it stands or stood", heading="Address", place=5),
            Column("published", types.DATE.or_none, "the day it was published, as EDTF", heading="Published", place=1),
            Column("language", types.TEXT.or_none, "tag of its language (BCP 47)", heading="Language", place=4),
            Column("author", types.TEXT.or_none, "who wrote it"),
            Column("kind", types.TEXT.or_none, "what sort of document it is", heading="Kind", place=6),
            Column("interest", types.TEXT.or_none, "in what way its publisher is a party to the matter"),
            Column("grade", types.TEXT.or_none, "how far the curator trusts it, on the Admiralty scale"),
            Column("origin", types.ID, "whom the whole document relays; itself when nobody"),
            Column("claims", types.COUNT, "how many claims it makes", heading="Claims", place=3),
            *BACKING,
        ),
        text_of("sources"),
        scope="claims",
    ),
    Question(
        "places",
        "a place, or a group of places that sources do not tell apart",
        (
            Column("fact", types.ID, "its id for `csto show`: `place/ID`"),
            Column("place", types.ID, "id of the place", heading="Place"),
            Column("name", types.TEXT, "its name", heading="Name"),
            Column("within", types.TEXT.or_none, "name of the place in which it lies", heading="In", place=1),
            Column("within_id", types.ID.or_none, "id of that place"),
            Column("latitude", types.NUMBER.or_none, "degrees north, WGS 84"),
            Column("longitude", types.NUMBER.or_none, "degrees east, WGS 84"),
            Column("facts", types.COUNT, "how many facts concern it or what lies in it", heading="Facts", place=2),
            *BACKING,
        ),
        text_of("places"),
    ),
    Question(
        "search",
        "a passage that holds the words",
        (
            Column("fact", types.ID, "id of the fact, source, place or other thing", heading="Found in"),
            Column("part", types.TEXT, "where in it: `quote`, `name`, a field, …", heading="As", place=1),
            Column("text", types.LINE, "the text that holds the words", heading="Text"),
            Column("source", types.ID.or_none, "the source that says it, where one does", heading="Source", place=2),
            Column(
                "instead", types.TEXT.or_none, "the words found, where not those asked for", heading="Instead", place=3
            ),
            *BACKING,
        ),
        text_of("search"),
        filters=(OWNER, "kind"),
        parameters=("words", "others", "most", "instead", "ranked"),
    ),
    COVERAGE,
    Question(
        "origins",
        "one teller of an account, behind those to whom it goes back",
        (
            Column("fact", types.ID, "its id for `csto show`: `origin/ID` or `source/ID`", heading="Id", place=2),
            Column("branch", types.TREE, "its short name, set in by its depth in the tree", heading="Who told whom"),
            Column("teller", types.TEXT, "its short name"),
            Column("name", types.LINE, "the account or document in words", heading="Account", place=1),
            Column("goes_back_to", types.ID.or_none, "id of the teller before it; null for an origin"),
            Column("depth", types.COUNT, "how many tellers stand before it"),
            Column("path", types.TEXT, "ids of all tellers up to this one"),
            Column("claims", types.COUNT, "how many claims came this way", heading="Claims", place=3),
            Column("articles", types.COUNT, "in how many documents", heading="Articles"),
            *BACKING,
        ),
        text_of("origins"),
        scope="claims",
    ),
    Question(
        "disputes",
        "a way in which claims of a field disagree",
        (
            Column("fact", types.ID, "id of the fact", heading="Fact"),
            Column("kind", types.TEXT, "kind of the fact"),
            OWNER_COLUMNS,
            Column("summary", types.TEXT, "what the fact comes to, in a line"),
            Column("field", types.TEXT, "the field", heading="Field"),
            Column("sort", types.DISAGREEMENT, "in which way they disagree", heading="Sort"),
            Column("reason", types.TEXT, "why that is one", place=3, heading="Reason"),
            Column("shown", types.VALUE, "the value that answers show"),
            Column("shown_words", types.TEXT.or_none, "the same in words", heading="Shown", place=1),
            Column(
                "shown_values", types.ANY_VALUES, "the values of which none is better attested, where none is shown"
            ),
            Column("rule", types.TEXT, "why that one is shown"),
            Column(
                "values",
                types.VALUES,
                "each value with the origins and sources that hold it, and its claims",
                heading="Values",
            ),
            *BACKING,
        ),
        text_of("disputes"),
        complete=_with_values,
    ),
    Question(
        "distortions",
        "a value that was changed on its way from an origin to a source",
        (
            Column("fact", types.ID, "id of the fact", heading="Fact"),
            Column("kind", types.TEXT, "kind of the fact"),
            OWNER_COLUMNS,
            Column("summary", types.LINE, "what the fact comes to, in a line"),
            Column("field", types.TEXT, "the field", heading="Field"),
            Column("told", types.TEXT.or_none, "what the telling nearest to the origin says", heading="Told"),
            Column("told_by", types.ID.or_none, "the source that says so", heading="First told in", place=2),
            Column("changed_to", types.TEXT, "what a farther telling made of it", heading="Changed to"),
            Column("source", types.ID, "the source that says so", heading="In"),
            Column("publisher", types.TEXT, "who published it"),
            Column("chain", types.TEXT, "all tellers, the first one first", heading="Who told whom", place=1),
            Column("quote", types.LINE, "a fragment that stands there", heading="Words of the source", place=3),
            Column("reason", types.TEXT, "in what it differs"),
            *BACKING,
        ),
        text_of("distortions"),
        scope="claims",
        source="source",
    ),
    Question(
        "gaps",
        "a question that no source answers",
        (
            Column("fact", types.ID, "id of the fact", heading="Fact"),
            Column("kind", types.TEXT, "kind of the fact"),
            OWNER_COLUMNS,
            Column("summary", types.LINE, "what the fact comes to, in a line", heading="What", place=1),
            Column("field", types.TEXT, "the field without a value", heading="Field"),
            Column("question", types.TEXT, "what a reader would ask", heading="Question"),
            *BACKING,
        ),
        text_of("gaps"),
    ),
)
