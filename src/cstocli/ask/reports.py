"""The row types of answers that need more than one SQL text."""

from cstocli.ask.columns import BACKING, OWNER_COLUMNS, OWNER_COUNT, OWNER_ID, Column, Question
from cstocli.model import types

COVERAGE = Question(
    "coverage",
    "a paragraph of a document",
    (
        Column("fact", types.ID, "id of the source: `source/ID`"),
        Column("paragraph", types.COUNT, "its number, counted over non-empty lines", heading="Paragraph"),
        Column("opening", types.LINE, "how it begins", heading="Begins"),
        Column("claims", types.COUNT, "how many claims cite it", heading="Claims"),
        Column("facts", types.IDS, "the facts under which they stand", heading="Facts", place=1),
        *BACKING,
    ),
)
COMPARE = Question(
    "compare",
    "a field that differs between two perspectives",
    (
        Column("fact", types.ID, "id of the fact", heading="Fact"),
        Column("kind", types.TEXT, "kind of the fact"),
        OWNER_ID,
        Column("field", types.TEXT, "the field", heading="Field"),
        Column("change", types.TEXT, "`gained`, `lost`, `value`, `status` or `support`", heading="Change"),
        Column("left", types.VALUE, "its value in the first perspective"),
        Column("left_words", types.TEXT.or_none, "the same in words, with its status", heading="First"),
        Column("left_status", types.TEXT.or_none, "its status in the first perspective"),
        Column("right", types.VALUE, "its value in the second perspective"),
        Column("right_words", types.TEXT.or_none, "the same in words, with its status", heading="Second"),
        Column("right_status", types.TEXT.or_none, "its status in the second perspective"),
        *BACKING,
    ),
)
FIELDS = Question(
    "fields",
    "a field of a command's rows or of a kind of fact; without either, a command or a kind",
    (
        Column("of", types.TEXT, "the command or the kind of fact", heading="Of"),
        Column(
            "field", types.TEXT.or_none, "name of the field; null for the command or kind as a whole", heading="Field"
        ),
        Column("type", types.TEXT, "type of its values, behind which `?` tells that there may be none", heading="Type"),
        Column("meaning", types.TEXT, "what it means", heading="Meaning"),
        Column("question", types.TEXT.or_none, "what is asked of every fact of the kind", heading="Asked", place=2),
        Column("values", types.TALLY, "the most frequent values, each with its count", heading="Values", place=1),
    ),
)
SHOW = Question(
    "show",
    "one fact in full, or another thing that has an id",
    (
        Column("fact", types.ID, "its id"),
        Column("kind", types.TEXT, "kind of the fact, or what else it is: `source`, `place`, …"),
        OWNER_COLUMNS,
        Column("summary", types.TEXT.or_none, "what it comes to, in a line"),
        Column("note", types.TEXT.or_none, "a remark of the curator"),
        Column("fields", types.FIELDS, "field → its value, words, status, origins, articles and rule"),
        Column("claims", types.CLAIMS, "the claims behind it, as rows of `csto why`"),
        *BACKING,
    ),
)
HELP = Question(
    "help",
    "a command",
    (
        Column("command", types.ID, "its name", heading="Command"),
        Column("help", types.LINE, "what it does", heading="What it does"),
        Column("example", types.TEXT, "a call that works", heading="Example", place=1),
        Column("arguments", types.DESCRIBED, "its arguments"),
        Column("options", types.DESCRIBED, "its options"),
        Column("fields", types.DESCRIBED, "the fields of its rows: `field`, `type`, `meaning`"),
        *BACKING,
    ),
)
TABLES = Question(
    "sql",
    "a table of the index (`csto sql --tables`); the rows of a query have the columns that it names",
    (
        Column("table", types.ID, "its name", heading="Table"),
        Column("one_row", types.LINE, "what one row of it is", heading="One row"),
        Column("rows", types.COUNT, "how many rows it has", heading="Rows"),
        Column("columns", types.LIST, "the names of its columns", heading="Columns", place=1),
        *BACKING,
    ),
)
ABOUT = Question(
    "about",
    "the program and the base that it answers from",
    (
        Column("program", types.TEXT, "version of csto", heading="csto"),
        Column("python", types.TEXT, "version of Python", heading="Python"),
        Column("sqlite", types.TEXT, "version of SQLite", heading="SQLite"),
        Column("base", types.TEXT, "path of the base", heading="Base"),
        Column("files", types.COUNT, "how many files it has", heading="Files"),
        Column("sha256", types.TEXT.or_none, "SHA-256 of their contents, one behind the other"),
        Column("title", types.TEXT, "what the base is about"),
        Column("period", types.DATE, "the days it covers, as EDTF"),
        Column("note", types.TEXT.or_none, "a remark of the curator"),
        OWNER_COUNT,
        Column("sources", types.COUNT, "how many documents make claims"),
        Column("origins", types.COUNT, "to how many origins their claims go back"),
        Column("places", types.COUNT, "how many places"),
        Column("claims", types.COUNT, "how many claims"),
        Column("facts", types.COUNT, "how many facts"),
        Column("status", types.STATUSES, "empty: nothing here is a claim"),
    ),
)
