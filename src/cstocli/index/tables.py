"""The tables that come straight from a base: what it is about, its sources, entities and claims."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cstocli.index.context import Context
from cstocli.index.schema import (
    ARRAY,
    FULL,
    ONE,
    PATH,
    Column,
    Row,
    Table,
    boolean,
    column_name,
    json,
    real,
    text,
    whole,
)
from cstocli.model.base import Fact
from cstocli.model.format import Format, Sort
from cstocli.model.types import Position
from cstocli.weigh.claims import SourcedClaim


def _about(context: Context) -> Iterator[Row]:
    about = context.base.about
    published = about.published.text if about.published else None
    yield (
        about.title,
        about.period.text,
        about.note,
        context.format.vocabulary,
        about.base_id,
        about.licence or None,
        about.author or None,
        about.publisher or None,
        published,
        about.version or None,
        about.url or None,
        context.encode(about.synonyms),
    )


ABOUT = Table(
    "about",
    "the base",
    (
        text("title", "what it is about"),
        text("period", "the days it covers, as EDTF"),
        text("note", "a remark"),
        text("vocabulary", "the built-in vocabulary of its kinds; empty where it declares all of them"),
        text("id", "its id, or one made of its title"),
        text("licence", "its licence"),
        text("author", "who curates it"),
        text("publisher", "who publishes it"),
        text("published", "the day on which this version was published, as EDTF"),
        text("version", "what its curators call this version"),
        text("url", "where it is published"),
        json("synonyms", "groups of words that mean the same to who searches"),
    ),
    _about,
)


def _sources(context: Context) -> Iterator[Row]:
    for name, source in context.base.sources.items():
        published = source.published
        yield (
            name,
            source.publisher,
            source.title or None,
            source.url or None,
            published.text if published else None,
            published.last if published else None,
            source.language or None,
            source.via[0] if source.via else name,
            source.author or None,
            source.kind or None,
            source.interest or None,
            source.grade or None,
            source.grade_reason or None,
            source.accessed.text if source.accessed else None,
            source.archived or None,
            source.captured.text if source.captured else None,
            source.sha256 or None,
            source.note or None,
        )


SOURCES = Table(
    "sources",
    "a document",
    (
        text("id", "its id", key=True),
        text("publisher", "who published it"),
        text("title", "its headline"),
        text("url", "where it stands or stood"),
        text("published", "the day it was published, as EDTF"),
        text("published_latest", "the last day that `published` allows"),
        text("language", "tag of its language (BCP 47)"),
        text("origin", "id of an origin or source: whom all of it relays, or itself", ids=ONE),
        text("author", "who wrote it"),
        text("kind", "what sort of document it is"),
        text("interest", "in what way its publisher is a party to the matter"),
        text("grade", "how far the curator trusts it, on the Admiralty scale"),
        text("grade_reason", "why"),
        text("accessed", "the day on which the curator read it, as EDTF"),
        text("archived", "the address of a capture"),
        text("captured", "the day of the capture, as EDTF"),
        text("sha256", "the SHA-256 checksum of the text that was read"),
        text("note", "a remark"),
    ),
    _sources,
)


def _origins(context: Context) -> Iterator[Row]:
    for name, origin in context.base.origins.items():
        date = origin.date.text if origin.date else None
        via = origin.via[0] if origin.via else None
        voice = context.voices.name(context.voices.voice(name))
        yield name, origin.name, origin.teller, voice, origin.by or None, date, via, origin.note


ORIGINS = Table(
    "origins",
    "an account known only through others",
    (
        text("id", "its id", key=True),
        text("name", "what it is, in words"),
        text("teller", "the short name that chains print"),
        text("voice", "the institution or person whose statement it is"),
        text("by_", "id of the organisation or person that made it", ids=ONE),
        text("date", "the day on which it was made, as EDTF"),
        text("goes_back_to", "id of the origin or source before it", ids=ONE),
        text("note", "a remark"),
    ),
    _origins,
)


def sort_table(sort: Sort, format: Format) -> Table:  # noqa: A002
    """The table of the entities of one sort."""
    keys = [key for key, declared in sort.keys.items() if isinstance(declared.type, Position)]
    columns: list[Column] = [text("id", "its id", key=True), text("name", "its name")]
    if sort.within_key:
        columns.append(text(column_name(sort.within_key), "the first that it lies within or belongs to", sort.table))
    for _ in keys:
        columns += [
            real("latitude", "degrees north, WGS 84", unit="degrees"),
            real("longitude", "degrees east, WGS 84", unit="degrees"),
        ]
    apart = {sort.name_key, sort.within_key, "also", "note", *keys}
    more = [key for key in sort.keys if key not in apart]
    for key in more:
        meaning = sort.keys[key].meaning
        leads_to = format.table_of(sort.keys[key].type)
        columns.append(text(column_name(key), meaning[0].lower() + meaning[1:].rstrip("."), leads_to))
    columns.append(text("note", "a remark"))

    def rows(context: Context) -> Iterator[Row]:
        for name, entity in context.base.things[sort.name].items():
            within = (entity.within[0] if entity.within else None,) if sort.within_key else ()
            positions = [degrees for key in keys for degrees in entity.more.get(key) or (None, None)]
            others = [entity.more.get(key) for key in more]
            yield name, entity.name, *within, *positions, *others, entity.note or None

    return Table(sort.table, sort.meaning[0].lower() + sort.meaning[1:].rstrip("."), tuple(columns), rows)


def _place_within(context: Context) -> Iterator[Row]:
    for name, ancestors in context.hierarchy.ancestors["place"].items():
        for ancestor, steps in {name: 0, **ancestors}.items():
            yield name, ancestor, steps


PLACE_WITHIN = Table(
    "place_within",
    "a place and one that it lies in, itself included",
    (
        text("place", "the place", "places"),
        text("ancestor", "the one that it lies in", "places"),
        whole("steps", "over how many others; 0 for itself"),
    ),
    _place_within,
)


def _aliases(context: Context) -> Iterator[Row]:
    base = context.base
    for sort, things in base.things.items():
        for name, entity in things.items():
            yield from ((f"{sort}/{name}", spelling) for spelling in (entity.name, *entity.also))
    yield from ((f"origin/{name}", origin.name) for name, origin in base.origins.items())


ALIASES = Table(
    "aliases",
    "one spelling of a name",
    (text("entity", "id of the thing, such as `place/almaty`", ids=FULL), text("name", "the spelling")),
    _aliases,
)


def _sorts(context: Context) -> Iterator[Row]:
    kept = {"source": "sources", "origin": "origins"}
    kept |= {name: sort.table for name, sort in context.format.sorts.items() if sort.table}
    yield from ((position, sort, table) for position, (sort, table) in enumerate(kept.items()))


SORTS = Table(
    "sorts",
    "a sort of thing that has an id",
    (
        whole("position", "its place among the sorts"),
        text("sort", "its name, with which full ids begin"),
        text("kept_in", "its table"),
    ),
    _sorts,
)


def _kinds(context: Context) -> Iterator[Row]:
    written = Counter(fact.kind for fact in context.base.facts)
    for position, kind in enumerate(context.format.all_kinds.values()):
        yield position, kind.name, kind.plural, kind.meaning, kind.summed, written[kind.name]


KINDS = Table(
    "kinds",
    "a kind of fact",
    (
        whole("position", "its place among the kinds"),
        text("kind", "its name"),
        text("plural", "its table"),
        text("meaning", "what it is"),
        boolean("summed", "whether nobody writes such facts: other facts add up to them"),
        whole("facts", "how many facts of it are written"),
    ),
    _kinds,
)


def _kind_fields(context: Context) -> Iterator[Row]:
    for name, kind in context.format.all_kinds.items():
        for position, (field, spec) in enumerate(kind.fields.items()):
            yield name, position, field, spec.type.name, spec.meaning, spec.question or None, spec.label or None


KIND_FIELDS = Table(
    "kind_fields",
    "a field of a kind",
    (
        text("kind", "the kind"),
        whole("position", "its place among the fields of the kind"),
        text("field", "its name"),
        text("type", "the type of its values"),
        text("meaning", "what it means"),
        text("question", "what every fact of the kind is asked"),
        text("label", "the heading of its column, where it is not its name"),
    ),
    _kind_fields,
)


def _rivals(context: Context) -> Iterator[Row]:
    for number, rivals in enumerate(context.base.rivals):
        yield from ((number, fact, field, rivals.reason, rivals.degree) for fact, field in rivals.sides)


RIVALS = Table(
    "rivals",
    "a fact that excludes others, or words of its field",
    (
        whole("id", "equal for those that exclude each other", ids=ONE),
        text("fact", "the fact", "facts"),
        text("field", "the field in which they do"),
        text("reason", "why"),
        text("degree", "`hard`, which marks the field as disputed, or `soft`"),
    ),
    _rivals,
)


def _claims(context: Context) -> Iterator[Row]:
    for fact, claims in zip(context.base.facts, context.claims, strict=True):
        yield from claims_of(context, fact, claims)


def claims_of(context: Context, fact: Fact, claims: Iterable[SourcedClaim]) -> Iterator[Row]:
    """The rows of the claims of one fact."""
    for one in claims:
        number, claim, chain = one.number, one.claim, one.chain
        yield (
            number,
            fact.id,
            claim.source,
            chain[0],
            str(claim.at) if isinstance(claim.at, int) else context.encode(claim.at),
            claim.quote,
            claim.hedge or None,
            context.json_array(chain[:-1]),
            context.chain(one),
            claim.via_inferred if claim.via is not None else context.base.sources[claim.source].via_inferred,
            context.voices.name(one.voice),
            claim.as_of.text if claim.as_of else None,
            claim.deprecated or None,
            one.aside.sort if one.aside else None,
            one.aside.reason if one.aside else None,
            claim.reading,
            claim.note,
        )


CLAIMS = Table(
    "claims",
    "a claim",
    (
        whole("id", "its number, in the order of the base", key=True),
        text("fact", "the fact under which it stands", "facts"),
        text("source", "the source that says it", "sources"),
        text("origin", "id of the origin or source to which it goes back", ids=ONE),
        json("at", "the number of the paragraph, or a word for the passage"),
        text("quote", "a fragment that stands there"),
        text("hedge", "the source's own hedge word"),
        json("via", "ids of those it goes back to, the first teller first", ids=ARRAY),
        text("chain", "the same and the publisher, by their short names; those that were inferred in brackets"),
        boolean("via_inferred", "whether the curator inferred whom it goes back to"),
        text("voice", "the institution or person whose statement it is"),
        text("as_of", "the day for which a running total holds, as EDTF"),
        text("deprecated", "why it counts for nothing, where the curator says so"),
        text("aside", "why it is set aside as a whole: `deprecated`, `forecast`"),
        text("aside_reason", "the same in words"),
        text("reading", "how the passage was read"),
        text("note", "a remark"),
    ),
    _claims,
)


def _provenance(context: Context) -> Iterator[Row]:
    for claims in context.claims:
        for number, _, chain, *_ in claims:
            parent, path = None, ""
            for position, name in enumerate(chain):
                path = f"{path} > {name}" if position else name
                entity, words, short = context.teller(name)
                yield number, position, entity, parent, path, words, short
                parent = name


PROVENANCE = Table(
    "provenance",
    "a teller in the chain of a claim",
    (
        whole("claim", "the claim", "claims"),
        whole("position", "its place in the chain; 0 is the origin"),
        text("teller", "its full id, such as `origin/tass-0114`", ids=FULL),
        text("parent", "id of the teller before it", ids=ONE),
        text("path", "ids of all tellers up to this one", ids=PATH),
        text("name", "what it is, in words"),
        text("short_name", "its short name"),
    ),
    _provenance,
)


def base_tables(format: Format) -> tuple[Table, ...]:  # noqa: A002
    """The tables whose rows need no weighing, in the order of the documentation."""
    sorts = (sort_table(sort, format) for sort in format.sorts.values() if sort.table)
    return (
        ABOUT,
        SOURCES,
        ORIGINS,
        *sorts,
        PLACE_WITHIN,
        ALIASES,
        SORTS,
        KINDS,
        KIND_FIELDS,
        RIVALS,
        PROVENANCE,
        CLAIMS,
    )
