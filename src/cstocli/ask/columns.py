"""The row types: what one row of each answer holds. They are the contract.

JSON keys, CSV headings, table columns and JSON Schemas come from these declarations
and from nowhere else. Columns are only ever added.
"""

from typing import NamedTuple


class Column(NamedTuple):
    """One key of a row.

    `type` is one of the types of `SCHEMAS`. `field` is the field of the row's fact
    that it shows, whose status the row then tells. `heading` makes it a column of the
    table; `place` tells which columns leave first when the terminal is narrow: the
    highest. `words` names the key that says the same in words, for the table; `absent`
    is what the table says where there is no value and that is an answer of its own.
    """

    name: str
    type: str
    meaning: str
    field: str = ""
    heading: str = ""
    place: int = 0
    words: str = ""
    absent: str = ""


class RowType(NamedTuple):
    """What one row of an answer is, and its columns."""

    one_row: str
    columns: tuple[Column, ...]

    @property
    def fields(self) -> dict[str, str]:
        """The columns that show a field of the fact, and which one."""
        return {column.name: column.field for column in self.columns if column.field}


def without_heading(row_type: RowType, name: str) -> RowType:
    """The same row type but for a column that the table leaves out."""
    columns = (column._replace(heading="") if column.name == name else column for column in row_type.columns)
    return row_type._replace(columns=tuple(columns))


_FACT = Column("fact", "id", "id of the fact, for `csto show` and `csto why`")
_CONTINGENT = Column("contingent", "id?", "id of the contingent; null for the mission as a whole")
_COUNTRY = Column("country", "name?", "the contingent's country", heading="Contingent", absent="(mission)")
_CERTAINTY = Column(
    "certainty", "certainty", "whether it falls within the days asked for, or only may", heading="In the days", place=1
)
_BACKING = (
    Column("status", "statuses", "how well each field is attested"),
    Column("sources", "ids", "ids of the sources whose claims stand behind the row"),
)

_DATE = Column("date", "date?", "when, as EDTF", "date", "Date")
_DAYS = (
    Column("earliest", "day?", "the first day that the date allows; null when open"),
    Column("latest", "day?", "the last day that the date allows; null when open"),
)
_PART_OF_DAY = Column(
    "part_of_day", "part-of-day?", "night, morning, afternoon or evening, local time", "part_of_day", "Time of day", 4
)

ROWS = {
    "contingents": RowType(
        "a country's contingent",
        (
            _FACT,
            Column("contingent", "id", "id of the contingent"),
            Column("country", "name", "its country", heading="Contingent"),
            Column("country_code", "text", "ISO 3166-1 alpha-2 code of the country"),
            Column("personnel", "count?", "how many people", "personnel", "Troops", 0, "personnel_words"),
            Column("personnel_words", "text?", "the same with its hedge: `about 2,000`"),
            Column("equipment", "items?", "what equipment it brought", "equipment", "Equipment", 6),
            Column("equipment_units", "count?", "how many units of equipment", "equipment_units"),
            Column("approved", "date?", "when its sending was approved, as EDTF", "approved", "Approved", 4),
            Column("sent", "date?", "when it was sent, as EDTF", "sent", "Sent", 2),
            Column("arrived", "date?", "when it arrived, as EDTF", "arrived", "Arrived", 5),
            Column("guarded", "list", "names of the sites it guarded", "guarded", "Guarded", 1),
            Column("left", "date?", "when it left, as EDTF; covers all waves", "left", "Left"),
            Column("left_by", "text?", "by what means it left", "left_by", "Left by"),
            Column("present_earliest", "day?", "the first day on which some of it may have been there"),
            Column("present_surely_from", "day?", "the first day on which some of it surely was there"),
            Column("present_surely_to", "day?", "the last day on which some of it surely was there"),
            Column("present_latest", "day?", "the last day on which some of it may have been there"),
            _CERTAINTY,
            *_BACKING,
        ),
    ),
    "guards": RowType(
        "a contingent guarding a site",
        (
            _FACT,
            _CONTINGENT,
            _COUNTRY,
            Column("site", "text?", "name of the site", "site"),
            Column("guarded", "text?", "the site, or how many and of what sorts, in words", "@guarded_field", "Site"),
            Column("site_id", "id?", "id of the site, a place"),
            Column("place", "text?", "name of the place in which the site lies", heading="In", place=2),
            Column("place_id", "id?", "id of that place"),
            Column("since", "date?", "since when, as EDTF", "since", "Since", 3),
            Column("until", "date?", "until when, as EDTF", "until", "Until", 5),
            Column("personnel", "count?", "how many people guarded it", "personnel", "Troops", 4, "personnel_words"),
            Column("personnel_words", "text?", "the same with its hedge: `over 100`"),
            Column("site_count", "count?", "how many sites, where they are only counted", "site_count"),
            Column("site_kinds", "list", "what sorts of site, where they are not named", "site_kinds"),
            _CERTAINTY,
            *_BACKING,
        ),
    ),
    "departures": RowType(
        "one movement out of the country",
        (
            _FACT,
            _CONTINGENT,
            _COUNTRY,
            Column("title", "text?", "what tells it from its siblings, such as a wave", heading="Which", place=8),
            _DATE,
            *_DAYS,
            _PART_OF_DAY,
            Column("from_place", "text?", "from where", "from_place", "From", 3),
            Column("from_place_id", "id?", "id of that place"),
            Column("to_place", "text?", "to where", "to_place", "To", 2),
            Column("to_place_id", "id?", "id of that place"),
            Column("mode", "mode?", "air, road, rail or sea", "mode"),
            Column("means", "text?", "by what means, in words: `3 × Il-76`", "@means_field", "By"),
            Column("aircraft", "aircraft?", "the aircraft, by type", "aircraft"),
            Column("aircraft_count", "count?", "how many aircraft", "aircraft_count"),
            Column("aircraft_count_words", "text?", "the same with its hedge"),
            Column("operator", "text?", "whose aircraft", "operator", "Operator", 5),
            Column("operator_id", "id?", "id of that organisation"),
            Column("carried", "list?", "what was carried", "carried", "Carried", 6),
            Column(
                "accompanied_by",
                "items?",
                "who went along and is not of the contingent",
                "accompanied_by",
                "Along with",
                7,
            ),
            Column("vehicles", "text?", "in what vehicles, by road", "vehicles"),
            Column("personnel", "count?", "how many people", "personnel", words="personnel_words"),
            Column("personnel_words", "text?", "the same with its hedge"),
            Column("distance_km", "count?", "how far, in kilometres", "distance_km", words="distance_km_words"),
            Column("distance_km_words", "text?", "the same with its hedge: `about 250`"),
            _CERTAINTY,
            *_BACKING,
        ),
    ),
    "aircraft": RowType(
        "a type of aircraft that a contingent used in one movement, in or out",
        (
            _FACT,
            Column("type", "text?", "the type's name; null where sources only count aircraft", "aircraft", "Type"),
            Column("type_id", "id?", "id of the type"),
            _CONTINGENT,
            _COUNTRY,
            Column("direction", "direction", "`in` to the country of the mission or `out` of it", heading="Way"),
            Column("count", "count?", "how many", "@count_field", "Number", 0, "count_words"),
            Column("count_words", "text?", "the same with its hedge: `over 80`"),
            Column("operator", "text?", "whose aircraft", "operator", "Operator", 3),
            Column("operator_id", "id?", "id of that organisation"),
            _DATE._replace(place=2),
            *_DAYS,
            _CERTAINTY,
            *_BACKING,
        ),
    ),
    "timeline": RowType(
        "anything dated",
        (
            _FACT,
            Column("date", "date", "when, as EDTF", "@field", "Date"),
            *_DAYS,
            _PART_OF_DAY._replace(heading="Time of day", place=3),
            Column("kind", "text", "kind of the fact", heading="Kind", place=6),
            Column("field", "text", "which date of the fact it is: `date`, `since`, `until`"),
            Column("summary", "line", "what happened, in a line", heading="What"),
            _CONTINGENT,
            _COUNTRY._replace(place=5, heading=""),
            Column("place", "text?", "where, or from where", heading="Where", place=5),
            Column("place_id", "id?", "id of that place"),
            _CERTAINTY,
            *_BACKING,
        ),
    ),
    "facts": RowType(
        "a fact of any kind",
        (
            Column("fact", "id", "id of the fact", heading="Fact"),
            Column("kind", "text", "kind of the fact"),
            _CONTINGENT,
            _COUNTRY._replace(heading=""),
            Column("summary", "line", "what it comes to, in a line", heading="What"),
            Column("date", "date?", "when, as EDTF", "date", "Date", 2),
            Column("claims", "count", "how many claims stand behind it", heading="Claims", place=3),
            Column("origins", "count", "to how many independent origins they go back", heading="Origins", place=1),
            Column("disputed", "list", "its disputed fields", heading="Disputed", place=4),
            _CERTAINTY,
            *_BACKING,
        ),
    ),
    "sources": RowType(
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
            *_BACKING,
        ),
    ),
    "places": RowType(
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
            *_BACKING,
        ),
    ),
    "search": RowType(
        "a passage that holds the words",
        (
            Column("fact", "id", "id of the fact, source, place or other thing", heading="Found in"),
            Column("part", "text", "where in it: `quote`, `name`, a field, …", heading="As", place=1),
            Column("text", "line", "the text that holds the words", heading="Text"),
            Column("source", "id?", "the source that says it, where one does", heading="Source", place=2),
            *_BACKING,
        ),
    ),
    "coverage": RowType(
        "a paragraph of a document",
        (
            Column("fact", "id", "id of the source: `source/ID`"),
            Column("paragraph", "count", "its number, counted over non-empty lines", heading="Paragraph"),
            Column("opening", "line", "how it begins", heading="Begins"),
            Column("claims", "count", "how many claims cite it", heading="Claims"),
            Column("facts", "ids", "the facts under which they stand", heading="Facts", place=1),
            *_BACKING,
        ),
    ),
    "origins": RowType(
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
            *_BACKING,
        ),
    ),
    "disputes": RowType(
        "a field with values that cannot both be true",
        (
            Column("fact", "id", "id of the fact", heading="Fact"),
            Column("kind", "text", "kind of the fact"),
            _CONTINGENT,
            _COUNTRY._replace(heading=""),
            Column("summary", "text", "what the fact comes to, in a line"),
            Column("field", "text", "the disputed field", heading="Field"),
            Column("shown", "value", "the value that answers show"),
            Column("shown_words", "text?", "the same in words", heading="Shown", place=1),
            Column("rule", "text", "why that one is shown", heading="Because", place=2),
            Column("values", "values", "each value with the origins and sources that hold it", heading="Values"),
            *_BACKING,
        ),
    ),
    "gaps": RowType(
        "a question that no source answers",
        (
            Column("fact", "id", "id of the fact", heading="Fact"),
            Column("kind", "text", "kind of the fact"),
            _CONTINGENT,
            _COUNTRY._replace(heading=""),
            Column("summary", "line", "what the fact comes to, in a line", heading="What", place=1),
            Column("field", "text", "the field without a value", heading="Field"),
            Column("question", "text", "what a reader would ask", heading="Question"),
            *_BACKING,
        ),
    ),
    "presence": RowType(
        "a contingent's time in the country",
        (
            _FACT,
            Column("contingent", "id", "id of the contingent"),
            Column("country", "name", "its country", heading="Contingent"),
            Column("earliest", "day?", "the first day on which it may have been there", heading="Possibly from"),
            Column("surely_from", "day?", "the first day on which it surely was there", heading="Surely from"),
            Column("surely_to", "day?", "the last day on which it surely was there", heading="Surely to"),
            Column("latest", "day?", "the last day on which it may have been there", heading="Possibly to"),
            _CERTAINTY,
            *_BACKING,
        ),
    ),
    "matrix": RowType(
        "what one source says of one fact",
        (
            Column("fact", "id", "id of the fact", heading="Fact"),
            Column("source", "id", "id of the source", heading="Source"),
            Column("publisher", "text", "who published it"),
            Column("origins", "ids", "ids of the origins to which its claims go back", heading="Origin", place=1),
            Column("says", "says", "field → what it says and how that stands to the value shown"),
            *_BACKING,
        ),
    ),
    "compare": RowType(
        "a field that differs between two perspectives",
        (
            Column("fact", "id", "id of the fact", heading="Fact"),
            Column("kind", "text", "kind of the fact"),
            _CONTINGENT,
            Column("field", "text", "the field", heading="Field"),
            Column("change", "text", "`gained`, `lost`, `value`, `status` or `support`", heading="Change"),
            Column("left", "value", "its value in the first perspective"),
            Column("left_words", "text?", "the same in words, with its status", heading="First"),
            Column("left_status", "text?", "its status in the first perspective"),
            Column("right", "value", "its value in the second perspective"),
            Column("right_words", "text?", "the same in words, with its status", heading="Second"),
            Column("right_status", "text?", "its status in the second perspective"),
            *_BACKING,
        ),
    ),
    "why": RowType(
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
            *_BACKING,
        ),
    ),
    "one_fact": RowType(
        "one field of a fact",
        (
            Column("fact", "id", "id of the fact"),
            Column("field", "text", "name of the field", heading="Field"),
            Column("value", "value", "its value"),
            Column("words", "text?", "the same in words", "@field", "Value"),
            Column("origins", "count", "how many independent origins agree with it", heading="Origins", place=2),
            Column("articles", "count", "in how many documents they stand", heading="Articles", place=3),
            Column("rule", "text", "why this value is the one shown", heading="Shown because", place=1),
            *_BACKING,
        ),
    ),
    "fields": RowType(
        "a field of a command's rows or of a kind of fact; without either, a command or a kind",
        (
            Column("of", "text", "the command or the kind of fact", heading="Of"),
            Column("field", "text?", "name of the field; null for the command or kind as a whole", heading="Field"),
            Column("type", "text", "type of its values, behind which `?` tells that there may be none", heading="Type"),
            Column("meaning", "text", "what it means", heading="Meaning"),
            Column("question", "text?", "what is asked of every fact of the kind", heading="Asked", place=2),
            Column("values", "tally", "the most frequent values, each with its count", heading="Values", place=1),
        ),
    ),
    "show": RowType(
        "one fact in full, or another thing that has an id",
        (
            Column("fact", "id", "its id"),
            Column("kind", "text", "kind of the fact, or what else it is: `source`, `place`, …"),
            _CONTINGENT,
            _COUNTRY._replace(heading=""),
            Column("summary", "text?", "what it comes to, in a line"),
            Column("note", "text?", "a remark of the curator"),
            Column("fields", "fields", "field → its value, words, status, origins, articles and rule"),
            Column("claims", "claims", "the claims behind it, as rows of `csto why`"),
            *_BACKING,
        ),
    ),
    "help": RowType(
        "a command",
        (
            Column("command", "id", "its name", heading="Command"),
            Column("help", "line", "what it does", heading="What it does"),
            Column("example", "text", "a call that works", heading="Example", place=1),
            Column("arguments", "described", "its arguments"),
            Column("options", "described", "its options"),
            Column("fields", "described", "the fields of its rows: `field`, `type`, `meaning`"),
            *_BACKING,
        ),
    ),
    "sql": RowType(
        "a table of the index (`csto sql --tables`); the rows of a query have the columns that it names",
        (
            Column("table", "id", "its name", heading="Table"),
            Column("one_row", "line", "what one row of it is", heading="One row"),
            Column("rows", "count", "how many rows it has", heading="Rows"),
            Column("columns", "list", "the names of its columns", heading="Columns", place=1),
            *_BACKING,
        ),
    ),
    "about": RowType(
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
            Column("contingents", "count", "how many contingents"),
            Column("sources", "count", "how many documents"),
            Column("origins", "count", "how many origins known only through others"),
            Column("places", "count", "how many places"),
            Column("claims", "count", "how many claims"),
            Column("facts", "count", "how many facts"),
            Column("status", "statuses", "empty: nothing here is a claim"),
        ),
    ),
    "overview": RowType(
        "a fact base",
        (
            Column("title", "text", "what it is about"),
            Column("period", "date", "the days it covers, as EDTF"),
            Column("contingents", "count", "how many contingents"),
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
    ),
}

# Row types without a command of their own.
PARTS = ("one_fact", "presence")

EVIDENCE = Column("evidence", "evidence", "the claims behind each field")
