"""Types of values: one class for each, which reads, compares, words, stores and describes its values."""

from cstocli.model.types.answers import (
    ALTERNATIVES,
    ANY_VALUES,
    ASIDE,
    ASSESSMENT,
    CERTAINTY,
    CLAIMS,
    DESCRIBED,
    DISAGREEMENT,
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
    STANDING,
    STATUSES,
    TALLY,
    TREE,
    VALUE,
    VALUES,
    YES,
)
from cstocli.model.types.choices import Choice, Flag
from cstocli.model.types.numbers import COUNT, CountedType, CountType, Position
from cstocli.model.types.references import FactReference, Reference, References
from cstocli.model.types.texts import (
    Code,
    FactId,
    FactIds,
    FieldName,
    Id,
    List,
    Name,
    Names,
    Quote,
    Synonyms,
    Text,
    Texts,
    Url,
    Words,
)
from cstocli.model.types.times import DateType, Day, PartOfDay
from cstocli.model.types.type import AGREE, COMPATIBLE, CONFLICT, Relation, Type

TEXT = Text()
TEXTS = Texts()
SPELLING = Name()
SPELLINGS = Names()
SYNONYMS = Synonyms()
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
VOICE = Reference("voice", noun="an organisation or person")
FLAG = Flag()
FACT = FactId()
COUNTRY_CODE = Code("code", "[A-Z]{2}", "two capital letters (ISO 3166-1 alpha-2)", "XA")
# As BCP 47 writes them, but for the ones of old that follow no rule.
_LANGUAGE = (
    "[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    "(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-x(-[A-Za-z0-9]{1,8})+)?"
)
LANGUAGE = Code("language", _LANGUAGE, "a language tag of BCP 47, such as en or zh-Hant", "en")
SHA256 = Code("sha256", "[0-9a-f]{64}", "the 64 hexadecimal digits of a SHA-256 checksum", "0" * 64)
GRADE = Code("grade", "[A-F][1-6]?", "a letter A to F, and perhaps a digit 1 to 6", "B2")
TELLERS = References("origin", name="tellers")
TELLERS.form = "The id of an origin or source, or an array of them."


__all__ = [
    "AGREE",
    "ALTERNATIVES",
    "ANY_VALUES",
    "ASIDE",
    "ASSESSMENT",
    "CERTAINTY",
    "CLAIMS",
    "COMPATIBLE",
    "CONFLICT",
    "COUNT",
    "COUNTRY_CODE",
    "DATE",
    "DAY",
    "DESCRIBED",
    "DISAGREEMENT",
    "EVIDENCE",
    "FACT",
    "FIELDS",
    "FLAG",
    "GRADE",
    "ID",
    "IDS",
    "ITEMS",
    "LANGUAGE",
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
    "SHA256",
    "SOURCE",
    "SPELLING",
    "SPELLINGS",
    "STANCE",
    "STANDING",
    "STATUSES",
    "SYNONYMS",
    "TALLY",
    "TELLERS",
    "TEXT",
    "TEXTS",
    "TREE",
    "URL",
    "VALUE",
    "VALUES",
    "VOICE",
    "WORDS",
    "YES",
    "Choice",
    "Code",
    "CountType",
    "CountedType",
    "FactIds",
    "FactReference",
    "FieldName",
    "Id",
    "Position",
    "Quote",
    "Reference",
    "Relation",
    "Type",
    "Url",
]
