"""The listings of a peace operation, and whose its facts are: a contingent's."""

from pathlib import Path

from cstocli.ask.columns import (
    BACKING,
    CERTAINTY,
    DATE,
    DAYS,
    FACT,
    PART_OF_DAY,
    Column,
    Listings,
    Owner,
    Question,
)

_CONTINGENT = Column("contingent", "id?", "id of the contingent; null for the mission as a whole")
_COUNTRY = Column("country", "name?", "the contingent's country", heading="Contingent", absent="(mission)")


def _text(name: str) -> Path:
    return Path(__file__).parent / "questions" / f"{name}.sql"


_QUESTIONS = (
    Question(
        "contingents",
        "a country's contingent",
        (
            FACT,
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
            Column("left", "date?", "when it left, as EDTF; covers all waves", "left", "Left", reads="left_on"),
            Column("left_by", "text?", "by what means it left", "left_by", "Left by"),
            Column("present_earliest", "day?", "the first day on which some of it may have been there"),
            Column("present_surely_from", "day?", "the first day on which some of it surely was there"),
            Column("present_surely_to", "day?", "the last day on which some of it surely was there"),
            Column("present_latest", "day?", "the last day on which some of it may have been there"),
            CERTAINTY,
            *BACKING,
        ),
        _text("contingents"),
    ),
    Question(
        "guards",
        "a contingent guarding a site",
        (
            FACT,
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
            CERTAINTY,
            *BACKING,
        ),
        _text("guards"),
    ),
    Question(
        "departures",
        "one movement out of the country",
        (
            FACT,
            _CONTINGENT,
            _COUNTRY,
            Column("title", "text?", "what tells it from its siblings, such as a wave", heading="Which", place=8),
            DATE,
            *DAYS,
            PART_OF_DAY,
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
            CERTAINTY,
            *BACKING,
        ),
        _text("departures"),
    ),
    Question(
        "aircraft",
        "a type of aircraft that a contingent used in one movement, in or out",
        (
            FACT,
            Column("type", "text?", "the type's name; null where sources only count aircraft", "aircraft", "Type"),
            Column("type_id", "id?", "id of the type"),
            _CONTINGENT,
            _COUNTRY,
            Column("direction", "direction", "`in` to the country of the mission or `out` of it", heading="Way"),
            Column("count", "count?", "how many", "@count_field", "Number", 0, "count_words"),
            Column("count_words", "text?", "the same with its hedge: `over 80`"),
            Column("operator", "text?", "whose aircraft", "operator", "Operator", 3),
            Column("operator_id", "id?", "id of that organisation"),
            DATE._replace(place=2),
            *DAYS,
            CERTAINTY,
            *BACKING,
        ),
        _text("aircraft"),
    ),
)
_PARTS = (
    Question(
        "presence",
        "a contingent's time in the country",
        (
            FACT,
            Column("contingent", "id", "id of the contingent"),
            Column("country", "name", "its country", heading="Contingent"),
            Column("earliest", "day?", "the first day on which it may have been there", heading="Possibly from"),
            Column("surely_from", "day?", "the first day on which it surely was there", heading="Surely from"),
            Column("surely_to", "day?", "the last day on which it surely was there", heading="Surely to"),
            Column("latest", "day?", "the last day on which it may have been there", heading="Possibly to"),
            CERTAINTY,
            *BACKING,
        ),
        _text("presence"),
    ),
)
LISTINGS = Listings(
    questions=_QUESTIONS,
    parts=_PARTS,
    owner=Owner(
        name="contingent",
        plural="contingents",
        columns=(_CONTINGENT, _COUNTRY._replace(heading="")),
        sql=("f.contingent", "k.country"),
        join="LEFT JOIN contingents k ON k.id = f.contingent",
        names="SELECT id, id FROM contingents UNION ALL SELECT country, id FROM contingents"
        " UNION ALL SELECT country_code, id FROM contingents",
        counted=Column("contingents", "count", "how many contingents"),
    ),
)
