"""The listings of a peace operation, and whose its facts are: a contingent's."""

import os

from cstocli.ask.columns import (
    BACKING,
    CERTAINTY,
    DATE,
    DAYS,
    FACT,
    PART_OF,
    PART_OF_DAY,
    WEIGHED,
    WITH_PARTS,
    Column,
    Owner,
    Question,
    Vocabulary,
)
from cstocli.model import types
from cstocli.model.light_typing import TYPE_CHECKING
from cstocli.vocabularies.peace_operation.types import AIRCRAFT, DIRECTION, MODE

if TYPE_CHECKING:
    from cstocli.model.format import Format

_CONTINGENT = Column("contingent", types.ID.or_none, "id of the contingent; null for the mission as a whole")
_COUNTRY = Column(
    "country", types.NAME.or_none, "the contingent's country", heading="Contingent", absent="(no contingent)"
)


def _text(name: str) -> str:
    return os.path.join(os.path.dirname(__file__), "questions", f"{name}.sql")


_QUESTIONS = (
    Question(
        "contingents",
        "a country's contingent",
        (
            FACT,
            Column("contingent", types.ID, "id of the contingent"),
            Column("country", types.NAME, "its country", heading="Contingent"),
            Column("country_code", types.TEXT.or_none, "ISO 3166-1 alpha-2 code of the country"),
            Column("personnel", types.COUNT.or_none, "how many people", "personnel", "Troops", 0, "personnel_words"),
            Column("personnel_words", types.TEXT.or_none, "the same with its hedge: `about 2,000`"),
            Column("equipment", types.ITEMS.or_none, "what equipment it brought", "equipment", "Equipment", 6),
            Column(
                "equipment_units",
                types.COUNT.or_none,
                "how many units of equipment",
                "equipment_units",
                words="equipment_units_words",
            ),
            Column("equipment_units_words", types.TEXT.or_none, "the same with its hedge: `over 20`"),
            Column("approved", types.DATE.or_none, "when its sending was approved, as EDTF", "approved", "Approved", 4),
            Column("sent", types.DATE.or_none, "when it was sent, as EDTF", "sent", "Sent", 2),
            Column("arrived", types.DATE.or_none, "when it arrived, as EDTF", "arrived", "Arrived", 5),
            Column("guarded", types.LIST, "names of the sites it guarded", "guarded", "Guarded", 1),
            Column(
                "left", types.DATE.or_none, "when it left, as EDTF; covers all waves", "left", "Left", reads="left_"
            ),
            Column("left_by", types.TEXT.or_none, "by what means it left", "left_by", "Left by"),
            Column("present_earliest", types.DAY.or_none, "the first day on which some of it may have been there"),
            Column("present_surely_from", types.DAY.or_none, "the first day on which some of it surely was there"),
            Column("present_surely_to", types.DAY.or_none, "the last day on which some of it surely was there"),
            Column("present_latest", types.DAY.or_none, "the last day on which some of it may have been there"),
            CERTAINTY,
            *WEIGHED,
        ),
        _text("contingents"),
        kinds=("contingent",),
    ),
    Question(
        "guards",
        "a contingent guarding a site",
        (
            FACT,
            _CONTINGENT,
            _COUNTRY,
            Column("site", types.TEXT.or_none, "name of the site", "site"),
            Column(
                "guarded",
                types.TEXT.or_none,
                "the site, or how many and of what sorts, in words",
                "@guarded_field",
                "Site",
            ),
            Column("site_id", types.ID.or_none, "id of the site, a place"),
            Column("place", types.TEXT.or_none, "name of the place in which the site lies", heading="In", place=2),
            Column("place_id", types.ID.or_none, "id of that place"),
            Column("since", types.DATE.or_none, "since when, as EDTF", "since", "Since", 3),
            Column("until", types.DATE.or_none, "until when, as EDTF", "until", "Until", 5),
            Column(
                "personnel",
                types.COUNT.or_none,
                "how many people guarded it",
                "personnel",
                "Troops",
                4,
                "personnel_words",
            ),
            Column("personnel_words", types.TEXT.or_none, "the same with its hedge: `over 100`"),
            Column(
                "site_count",
                types.COUNT.or_none,
                "how many sites, where they are only counted",
                "site_count",
                words="site_count_words",
            ),
            Column("site_count_words", types.TEXT.or_none, "the same with its hedge: `at least 5`"),
            Column("site_kinds", types.LIST, "what sorts of site, where they are not named", "site_kinds"),
            PART_OF,
            CERTAINTY,
            *WEIGHED,
        ),
        _text("guards"),
        kinds=("guard",),
        filters=WITH_PARTS,
    ),
    Question(
        "departures",
        "one movement out of the country",
        (
            FACT,
            _CONTINGENT,
            _COUNTRY,
            Column(
                "title", types.TEXT.or_none, "what tells it from its siblings, such as a wave", heading="Which", place=1
            ),
            DATE,
            *DAYS,
            PART_OF_DAY,
            Column("from_place", types.TEXT.or_none, "from where", "from_place", "From", 3),
            Column("from_place_id", types.ID.or_none, "id of that place"),
            Column("to_place", types.TEXT.or_none, "to where", "to_place", "To", 2),
            Column("to_place_id", types.ID.or_none, "id of that place"),
            Column("mode", MODE.or_none, "air, road, rail or sea", "mode"),
            Column("means", types.TEXT.or_none, "by what means, in words: `3 × Il-76`", "@means_field", "By"),
            Column("aircraft", AIRCRAFT.or_none, "the aircraft, by type", "aircraft"),
            Column(
                "aircraft_count",
                types.COUNT.or_none,
                "how many aircraft",
                "aircraft_count",
                words="aircraft_count_words",
            ),
            Column("aircraft_count_words", types.TEXT.or_none, "the same with its hedge"),
            Column("operator", types.TEXT.or_none, "whose aircraft", "operator", "Operator", 5),
            Column("operator_id", types.ID.or_none, "id of that organisation"),
            Column("carried", types.LIST.or_none, "what was carried", "carried", "Carried", 6),
            Column(
                "accompanied_by",
                types.ITEMS.or_none,
                "who went along and is not of the contingent",
                "accompanied_by",
                "Along with",
                7,
            ),
            Column("vehicles", types.TEXT.or_none, "in what vehicles, by road", "vehicles"),
            Column("personnel", types.COUNT.or_none, "how many people", "personnel", words="personnel_words"),
            Column("personnel_words", types.TEXT.or_none, "the same with its hedge"),
            Column(
                "distance_km", types.COUNT.or_none, "how far, in kilometres", "distance_km", words="distance_km_words"
            ),
            Column("distance_km_words", types.TEXT.or_none, "the same with its hedge: `about 250`"),
            PART_OF,
            CERTAINTY,
            *WEIGHED,
        ),
        _text("departures"),
        kinds=("departure",),
        filters=WITH_PARTS,
    ),
    Question(
        "aircraft",
        "a type of aircraft that a contingent used in one movement, in or out",
        (
            FACT,
            Column(
                "type",
                types.TEXT.or_none,
                "the type's name; null where sources only count aircraft",
                "aircraft",
                "Type",
            ),
            Column("type_id", types.ID.or_none, "id of the type"),
            _CONTINGENT,
            _COUNTRY,
            Column("direction", DIRECTION, "`in` to the country of the mission or `out` of it", heading="Way"),
            Column("count", types.COUNT.or_none, "how many", "@count_field", "Number", 0, "count_words"),
            Column("count_words", types.TEXT.or_none, "the same with its hedge: `over 80`"),
            Column("low", types.NUMBER.or_none, "the least that it can be"),
            Column("high", types.NUMBER.or_none, "the most that it can be; null when the sources set no bound"),
            Column("operator", types.TEXT.or_none, "whose aircraft", "operator", "Operator", 3),
            Column("operator_id", types.ID.or_none, "id of that organisation"),
            DATE._replace(place=2),
            *DAYS,
            PART_OF,
            CERTAINTY,
            *WEIGHED,
        ),
        _text("aircraft"),
        kinds=("deployment", "departure"),
        filters=WITH_PARTS,
    ),
)
_PARTS = (
    Question(
        "presence",
        "a contingent's time in the country",
        (
            FACT,
            Column("contingent", types.ID, "id of the contingent"),
            Column("country", types.NAME, "its country", heading="Contingent"),
            Column(
                "earliest", types.DAY.or_none, "the first day on which it may have been there", heading="Possibly from"
            ),
            Column(
                "surely_from", types.DAY.or_none, "the first day on which it surely was there", heading="Surely from"
            ),
            Column("surely_to", types.DAY.or_none, "the last day on which it surely was there", heading="Surely to"),
            Column("latest", types.DAY.or_none, "the last day on which it may have been there", heading="Possibly to"),
            Column("arrived", types.DATE.or_none, "when it arrived, as EDTF", "arrived"),
            Column("left", types.DATE.or_none, "when it left, as EDTF; covers all waves", "left", reads="left_"),
            CERTAINTY,
            *BACKING,
        ),
        _text("presence"),
        command=False,
    ),
)


def _format() -> "Format":
    from cstocli.vocabularies.peace_operation.kinds import peace_operation

    return peace_operation()


PEACE_OPERATION = Vocabulary(
    format=_format,
    questions=_QUESTIONS,
    parts=_PARTS,
    owner=Owner(
        name="contingent",
        plural="contingents",
        columns=(_CONTINGENT, _COUNTRY._replace(heading="")),
        sql=("f.contingent", "k.country"),
        join="LEFT JOIN contingents k ON k.id = f.contingent",
        names="SELECT id, id FROM contingents UNION ALL SELECT country, id FROM contingents"
        " UNION ALL SELECT code, id FROM contingents WHERE code IS NOT NULL",
        counted=Column("contingents", types.COUNT, "how many contingents"),
    ),
    title="Peace operations",
)
