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
DIFF = Question(
    "diff",
    "an edit between two versions of a base, or a fact that changed without one of its own",
    (
        Column("fact", types.ID, "id of the fact or other entity that was edited", heading="Fact"),
        Column(
            "change",
            types.TEXT,
            "`added`, `removed`, `changed`; `follows` where only others were edited",
            heading="Change",
        ),
        Column("part", types.TEXT, "what was edited: `claim`, `fact`, `source`, `origin`, `place`, `rivals`, …"),
        Column("source", types.ID.or_none, "the source of a claim"),
        Column("at", types.TEXT.or_none, "the passage of a claim"),
        Column("what", types.TEXT, "the same in words", heading="What"),
        Column("quote", types.LINE.or_none, "the words of the source, of a claim"),
        Column("edited", types.DESCRIBED, "each `key` that differs, with its `old` and `new` value"),
        Column("edited_words", types.LINE, "the same in words", heading="Edited", place=1),
        Column("effects", types.DESCRIBED, "the fields that it changed, as rows of `csto compare`"),
        Column("effects_words", types.LINE, "the same in words", heading="What that did", place=0),
        *BACKING,
    ),
)
RERUN = Question(
    "rerun",
    "an answer compared with its receipt",
    (
        Column("command", types.TEXT, "the command of the receipt"),
        Column("answer", types.TEXT, "`same` or `changed`"),
        Column("base", types.TEXT, "whether the files of the base are the `same` or `changed`"),
        Column("program_then", types.TEXT, "the version of csto that gave the receipt"),
        Column("program_now", types.TEXT, "the version that gives this answer"),
        Column("error", types.LINE.or_none, "why there is no answer any more"),
        Column("rows", types.DESCRIBED, "each `fact` of which rows were `added`, `removed` or `changed`"),
        Column("edits", types.DESCRIBED, "the entries of the base whose edits changed the answer"),
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
        Column("group", types.TEXT, "for what it is, with its like"),
        Column("example", types.TEXT, "a call that works with the base at hand", heading="Example", place=1),
        Column("examples", types.LIST, "the most useful ones"),
        Column("arguments", types.DESCRIBED, "its arguments"),
        Column("options", types.DESCRIBED, "its options"),
        Column("fields", types.DESCRIBED, "the fields of its rows: `field`, `type`, `meaning`"),
        Column("topic", types.DESCRIBED, "of a topic of its name: `name`, `meaning`"),
        *BACKING,
    ),
)
TOPIC = Question(
    "topic",
    "a line of a topic of the help",
    (
        Column("topic", types.ID, "the topic"),
        Column("name", types.TEXT, "what it is about: a code, a format, a variable", heading="Name"),
        Column("meaning", types.TEXT, "what that means", heading="Meaning"),
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
        Column("id", types.ID, "id of the base, or one made of its title"),
        Column("licence", types.TEXT.or_none, "the licence of the base"),
        OWNER_COUNT,
        Column("sources", types.COUNT, "how many documents make claims"),
        Column("origins", types.COUNT, "to how many origins their claims go back"),
        Column("places", types.COUNT, "how many places"),
        Column("claims", types.COUNT, "how many claims"),
        Column("facts", types.COUNT, "how many facts"),
        Column("status", types.STATUSES, "empty: nothing here is a claim"),
    ),
)
