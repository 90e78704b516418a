"""Types of values: one class for each, which reads, compares, words, stores and describes its values."""

from cstocli.model.types.answers import (
    CERTAINTY,
    CLAIMS,
    DESCRIBED,
    EVIDENCE,
    FIELDS,
    ID,
    IDS,
    LINE,
    NAME,
    NUMBER,
    PASSAGE,
    SAYS,
    STANCE,
    STATUSES,
    TALLY,
    TREE,
    VALUE,
    VALUES,
    YES,
)
from cstocli.model.types.choices import Choice
from cstocli.model.types.numbers import COUNT, CountedType, Position
from cstocli.model.types.references import Reference, References
from cstocli.model.types.texts import Code, FactIds, FieldName, Id, List, Quote, Text, Texts, Url, Words
from cstocli.model.types.times import DateType, Day, PartOfDay
from cstocli.model.types.type import AGREE, COMPATIBLE, CONFLICT, Relation, Type

TEXT = Text()
TEXTS = Texts()
URL = Url()
WORDS = Words()
LIST = List()
DATE = DateType()
DAY = Day()
PART_OF_DAY = PartOfDay("part-of-day", ("night", "morning", "afternoon", "evening"), example="morning")
ITEMS = CountedType("items", "what")
PLACE = Reference("place")
PLACES = References("place", name="places")
PERSON = Reference("person")
ORGANISATION = Reference("organisation")
SOURCE = Reference("source")
TELLERS = References("origin", name="tellers")
TELLERS.form = "The id of an origin or source, or an array of them."


__all__ = [
    "AGREE",
    "CERTAINTY",
    "CLAIMS",
    "COMPATIBLE",
    "CONFLICT",
    "COUNT",
    "DATE",
    "DAY",
    "DESCRIBED",
    "EVIDENCE",
    "FIELDS",
    "ID",
    "IDS",
    "ITEMS",
    "LINE",
    "LIST",
    "NAME",
    "NUMBER",
    "ORGANISATION",
    "PART_OF_DAY",
    "PASSAGE",
    "PERSON",
    "PLACE",
    "PLACES",
    "SAYS",
    "SOURCE",
    "STANCE",
    "STATUSES",
    "TALLY",
    "TELLERS",
    "TEXT",
    "TEXTS",
    "TREE",
    "URL",
    "VALUE",
    "VALUES",
    "WORDS",
    "YES",
    "Choice",
    "Code",
    "CountedType",
    "FactIds",
    "FieldName",
    "Id",
    "Position",
    "Quote",
    "Reference",
    "Relation",
    "Type",
    "Url",
]
