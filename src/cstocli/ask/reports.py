"""The row types of answers that no SQL text gives alone."""

from cstocli.ask.columns import BACKING, OWNER_COLUMNS, OWNER_COUNT, OWNER_ID, Column, Question

COVERAGE = Question(
    "coverage",
    "a paragraph of a document",
    (
        Column("fact", "id", "id of the source: `source/ID`"),
        Column("paragraph", "count", "its number, counted over non-empty lines", heading="Paragraph"),
        Column("opening", "line", "how it begins", heading="Begins"),
        Column("claims", "count", "how many claims cite it", heading="Claims"),
        Column("facts", "ids", "the facts under which they stand", heading="Facts", place=1),
        *BACKING,
    ),
)
COMPARE = Question(
    "compare",
    "a field that differs between two perspectives",
    (
        Column("fact", "id", "id of the fact", heading="Fact"),
        Column("kind", "text", "kind of the fact"),
        OWNER_ID,
        Column("field", "text", "the field", heading="Field"),
        Column("change", "text", "`gained`, `lost`, `value`, `status` or `support`", heading="Change"),
        Column("left", "value", "its value in the first perspective"),
        Column("left_words", "text?", "the same in words, with its status", heading="First"),
        Column("left_status", "text?", "its status in the first perspective"),
        Column("right", "value", "its value in the second perspective"),
        Column("right_words", "text?", "the same in words, with its status", heading="Second"),
        Column("right_status", "text?", "its status in the second perspective"),
        *BACKING,
    ),
)
FIELDS = Question(
    "fields",
    "a field of a command's rows or of a kind of fact; without either, a command or a kind",
    (
        Column("of", "text", "the command or the kind of fact", heading="Of"),
        Column("field", "text?", "name of the field; null for the command or kind as a whole", heading="Field"),
        Column("type", "text", "type of its values, behind which `?` tells that there may be none", heading="Type"),
        Column("meaning", "text", "what it means", heading="Meaning"),
        Column("question", "text?", "what is asked of every fact of the kind", heading="Asked", place=2),
        Column("values", "tally", "the most frequent values, each with its count", heading="Values", place=1),
    ),
)
SHOW = Question(
    "show",
    "one fact in full, or another thing that has an id",
    (
        Column("fact", "id", "its id"),
        Column("kind", "text", "kind of the fact, or what else it is: `source`, `place`, …"),
        OWNER_COLUMNS,
        Column("summary", "text?", "what it comes to, in a line"),
        Column("note", "text?", "a remark of the curator"),
        Column("fields", "fields", "field → its value, words, status, origins, articles and rule"),
        Column("claims", "claims", "the claims behind it, as rows of `csto why`"),
        *BACKING,
    ),
)
HELP = Question(
    "help",
    "a command",
    (
        Column("command", "id", "its name", heading="Command"),
        Column("help", "line", "what it does", heading="What it does"),
        Column("example", "text", "a call that works", heading="Example", place=1),
        Column("arguments", "described", "its arguments"),
        Column("options", "described", "its options"),
        Column("fields", "described", "the fields of its rows: `field`, `type`, `meaning`"),
        *BACKING,
    ),
)
TABLES = Question(
    "sql",
    "a table of the index (`csto sql --tables`); the rows of a query have the columns that it names",
    (
        Column("table", "id", "its name", heading="Table"),
        Column("one_row", "line", "what one row of it is", heading="One row"),
        Column("rows", "count", "how many rows it has", heading="Rows"),
        Column("columns", "list", "the names of its columns", heading="Columns", place=1),
        *BACKING,
    ),
)
ABOUT = Question(
    "about",
    "the program and the base that it answers from",
    (
        Column("program", "text", "version of csto", heading="csto"),
        Column("python", "text", "version of Python", heading="Python"),
        Column("sqlite", "text", "version of SQLite", heading="SQLite"),
        Column("base", "text", "path of the base", heading="Base"),
        Column("files", "count", "how many files it has", heading="Files"),
        Column("sha256", "text?", "SHA-256 of their contents, one behind the other"),
        Column("title", "text", "what the base is about"),
        Column("period", "date", "the days it covers, as EDTF"),
        Column("note", "text?", "a remark of the curator"),
        OWNER_COUNT,
        Column("sources", "count", "how many documents"),
        Column("origins", "count", "how many origins known only through others"),
        Column("places", "count", "how many places"),
        Column("claims", "count", "how many claims"),
        Column("facts", "count", "how many facts"),
        Column("status", "statuses", "empty: nothing here is a claim"),
    ),
)
