"""The questions that every base answers, and how they are joined with those of a vocabulary."""

import os
from collections.abc import Iterable, Iterator

from cstocli.ask.columns import (
    BACKING,
    CERTAINTY,
    DAYS,
    FACT,
    OWNER,
    OWNER_COLUMNS,
    OWNER_COUNT,
    PART_OF,
    PART_OF_DAY,
    WEIGHED,
    WITH_PARTS,
    Column,
    Question,
    Row,
    Vocabulary,
)
from cstocli.ask.reports import ABOUT, COMPARE, COVERAGE, DIFF, FIELDS, HELP, RERUN, SHOW, TABLES
from cstocli.index.index import Index
from cstocli.model import types


def _text(name: str) -> str:
    return os.path.join(os.path.dirname(__file__), "questions", f"{name}.sql")


def _with_values(index: Index, rows: Iterator[Row]) -> Iterator[Row]:
    # Few answers need it.
    from cstocli.ask.disputes import with_values

    return with_values(index, rows)


def _with_kinds(index: Index, rows: Iterator[Row]) -> Iterator[Row]:
    sql = "SELECT kind, plural, facts FROM kinds WHERE summed = FALSE ORDER BY position"
    for row in rows:
        row["kinds"] = [{"kind": kind, "plural": plural, "facts": facts} for kind, plural, facts in index.execute(sql)]
        yield row


def _by_source(rows: Iterable[Row]) -> list[Row]:
    # Few answers need it.
    from cstocli.ask.matrix import matrix_rows

    return matrix_rows(rows)


_CLAIM_COLUMNS = (
    Column("fact", types.ID, "id of the fact that was asked for"),
    Column("field", types.TEXT.or_none, "the field; null for a claim that gives no value", heading="Field"),
    Column("value", types.VALUE, "what the claim says of it"),
    Column("words", types.TEXT.or_none, "the same in words", heading="Says"),
    Column("shown", types.YES, "whether this is the value that answers show"),
    Column("stance", types.STANCE.or_none, "whether it agrees with the value shown or conflicts with it"),
    Column("standing", types.STANDING.or_none, "what that makes of the claim", heading="Standing", place=5),
    Column("aside", types.ASIDE.or_none, "why it is set aside"),
    Column("aside_reason", types.TEXT.or_none, "the same in words"),
    Column("source", types.ID, "id of the source", heading="Source", place=2),
    Column("publisher", types.TEXT, "who published it"),
    Column("published", types.DATE.or_none, "the day on which the source was published, as EDTF"),
    Column("at", types.PASSAGE, "paragraph of the source, or a word for the passage", heading="At", place=3),
    Column("quote", types.LINE, "a fragment that stands there", heading="Words of the source"),
    Column("hedge", types.TEXT.or_none, "the source's own hedge word", heading="Hedge", place=4),
    Column("via", types.IDS, "ids of those it goes back to, the first teller first"),
    Column(
        "chain",
        types.TEXT,
        "all tellers, the first one first, the publisher last",
        heading="Who told whom",
        place=1,
    ),
    Column("via_inferred", types.YES, "whether the curator inferred whom it goes back to"),
    Column("voice", types.TEXT, "the institution or person whose statement it is"),
    Column("origin", types.ID, "id of the origin to which it goes back"),
    Column("as_of", types.DATE.or_none, "the day for which a running total holds, as EDTF"),
    Column("reading", types.TEXT.or_none, "how the passage was read", heading="How we read it", place=6),
    Column("note", types.TEXT.or_none, "a remark of the curator"),
    Column("url", types.URL.or_none, "where the source stands or stood"),
    Column("claim_fact", types.ID, "the fact under which the claim stands"),
    *BACKING,
)
SUMMARY_STATUS = Column(
    "summary_status", types.TEXT.or_none, "the status of the worst attested value in it; null if all are corroborated"
)
_LISTED = (
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
        _text("timeline"),
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
        _text("facts"),
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
        _text("sources"),
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
        _text("places"),
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
        _text("search"),
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
        _text("origins"),
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
        _text("disputes"),
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
        _text("distortions"),
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
        _text("gaps"),
    ),
)
_OTHERS = (
    Question(
        "matrix",
        "what one source says of one fact",
        (
            Column("fact", types.ID, "id of the fact", heading="Fact"),
            Column("source", types.ID, "id of the source", heading="Source"),
            Column("publisher", types.TEXT, "who published it"),
            Column("origins", types.IDS, "ids of the origins to which its claims go back", heading="Origin", place=1),
            Column("says", types.SAYS, "field → what it says and how that stands to the value shown"),
            *BACKING,
        ),
        _text("matrix"),
        scope="claims",
        filters=(OWNER, "place", "source"),
        parameters=("kind", "fact"),
        gather=_by_source,
    ),
    COMPARE,
    DIFF,
    RERUN,
    Question(
        "why",
        "one value that one claim gives",
        _CLAIM_COLUMNS,
        _text("why"),
        scope="claims",
        filters=("source",),
        parameters=("fact", "field"),
        source="source",
    ),
    Question(
        "claims_of",
        "one value that one claim gives",
        _CLAIM_COLUMNS,
        _text("claims_of"),
        scope="claims",
        filters=("source", "kind", "place", OWNER),
        parameters=("teller", "voice"),
        source="source",
        command=False,
    ),
    Question(
        "one_fact",
        "one field of a fact",
        (
            Column("fact", types.ID, "id of the fact"),
            Column("field", types.TEXT, "name of the field", heading="Field"),
            Column("value", types.VALUE, "its value"),
            Column("words", types.TEXT.or_none, "the same in words", "@field", "Value"),
            Column(
                "values",
                types.ANY_VALUES,
                "the values of which none is better attested, where none is shown",
                reads="alternatives",
            ),
            Column("low", types.NUMBER.or_none, "the least that a count can be"),
            Column("high", types.NUMBER.or_none, "the most that it can be; null without a bound"),
            Column("independent", types.COUNT, "how many independent lines state it", heading="Lines", place=2),
            Column("origins", types.COUNT, "how many origins state it", heading="Origins", place=3),
            Column("articles", types.COUNT, "in how many documents they stand", heading="Articles", place=5),
            Column("states", types.COUNT, "how many claims state it"),
            Column("fits", types.COUNT, "how many are vaguer, or compatible", heading="Fit", place=4),
            Column("contradicts", types.COUNT, "how many contradict it"),
            Column("set_aside", types.COUNT, "how many are set aside"),
            Column("corroborated_as", types.VALUE, "the finest coarser value that two independent lines state"),
            Column("corroborated_as_words", types.TEXT.or_none, "the same in words"),
            Column("rule", types.TEXT, "why this value is the one shown", heading="Shown because", place=1),
            *BACKING,
        ),
        _text("one_fact"),
        command=False,
        scope="none",
        filters=(),
        parameters=("fact",),
    ),
    Question(
        "spans",
        "the days of a dated fact",
        (
            FACT,
            Column("kind", types.TEXT, "kind of the fact"),
            Column("plural", types.TEXT, "what facts of this kind are called"),
            OWNER_COLUMNS,
            Column("summary", types.LINE, "what it comes to, in a line"),
            Column("plan", types.YES, "whether it was only announced"),
            PART_OF,
            *DAYS,
            Column("qualified", types.YES, "whether a `?`, `~` or `%` stands at its dates"),
            Column("surely_from", types.DAY.or_none, "from which day it surely lasted"),
            Column("surely_to", types.DAY.or_none, "to which day; none is sure when that is before `surely_from`"),
            Column("attested", types.TEXT, "how well its dates are attested: as the worst of them"),
            CERTAINTY,
            *BACKING,
        ),
        _text("spans"),
        command=False,
        filters=WITH_PARTS,
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
            Column("title", types.TEXT, "what it is about"),
            Column("period", types.DATE, "the days it covers, as EDTF"),
            OWNER_COUNT,
            Column("sources", types.COUNT, "how many documents make claims"),
            Column("origins", types.COUNT, "to how many origins their claims go back"),
            Column("claims", types.COUNT, "how many claims"),
            Column("facts", types.COUNT, "how many facts"),
            Column("fields", types.COUNT, "how many fields of facts have a value"),
            Column("corroborated", types.COUNT, "how many of those two or more origins attest"),
            Column("single_origin", types.COUNT, "how many of those one origin attests"),
            Column("disputes", types.COUNT, "how many of those are disputed"),
            Column("gaps", types.COUNT, "how many questions no claim answers"),
            Column("kinds", types.DESCRIBED, "its kinds: `kind`, `plural`, how many `facts`"),
        ),
        _text("overview"),
        command=False,
        complete=_with_kinds,
        scope="none",
        filters=(),
    ),
)


def composed(vocabulary: Vocabulary) -> dict[str, Question]:
    """All questions of a base with what `vocabulary` adds, by name."""
    every = (*vocabulary.questions, *_LISTED, *vocabulary.parts, *_OTHERS)
    return {question.name: question.of(vocabulary.owner) for question in every}
