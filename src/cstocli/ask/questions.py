"""The questions about one thing or the base as a whole, and how all are joined with those of a vocabulary."""

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
    WITH_PARTS,
    Column,
    Question,
    Row,
    Vocabulary,
)
from cstocli.ask.listings import LISTED, text_of
from cstocli.ask.reports import ABOUT, COMPARE, DIFF, FIELDS, HELP, RERUN, SHOW, TABLES
from cstocli.index.index import Index
from cstocli.model import types


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
OTHERS = (
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
        text_of("matrix"),
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
        text_of("why"),
        scope="claims",
        filters=("source",),
        parameters=("fact", "field"),
        source="source",
    ),
    Question(
        "claims_of",
        "one value that one claim gives",
        _CLAIM_COLUMNS,
        text_of("claims_of"),
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
        text_of("one_fact"),
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
        text_of("spans"),
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
        text_of("overview"),
        command=False,
        complete=_with_kinds,
        scope="none",
        filters=(),
    ),
)


def composed(vocabulary: Vocabulary) -> dict[str, Question]:
    """All questions of a base with what `vocabulary` adds, by name."""
    every = (*vocabulary.questions, *LISTED, *vocabulary.parts, *OTHERS)
    return {question.name: question.of(vocabulary.owner) for question in every}
