"""The fact format: the keys of every table, and the kinds and sorts of things that a vocabulary declares."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from cstocli.model import summary
from cstocli.model.types import (
    DATE,
    FACT,
    FLAG,
    GRADE,
    LANGUAGE,
    PLACES,
    SHA256,
    SOURCE,
    SPELLING,
    SPELLINGS,
    SYNONYMS,
    TELLERS,
    TEXT,
    VOICE,
    BaseId,
    Choice,
    FactIds,
    FactReference,
    FieldName,
    Id,
    Position,
    Quote,
    Reference,
    Type,
    Url,
)
from cstocli.model.types.answers import CLAIMS, FIELDS, PASSAGE

if TYPE_CHECKING:
    from cstocli.model.base import Value
    from cstocli.model.problems import Finding
    from cstocli.model.rules import Rule

NUMBER = 1  # of the format, for programs that come later
Words = dict[str, str]


class Key(NamedTuple):
    """One key of a table that is not a field: how it is written and what it means."""

    type: Type
    meaning: str
    required: bool = False


class Field(NamedTuple):
    """One named value that a claim may give for a fact.

    `question` is what a reader would ask; with `asked_if`, a field and some words, only
    where that field has one of these. A field with a question that no claim answers
    is a gap (`not-stated`); one without is optional and stays away. `total` names the
    field that counts in all what this one counts by sort, `part_of` the count of which this
    one is a part. `label` heads its column in `csto list`.
    """

    type: Type
    meaning: str
    question: str = ""
    total: str = ""
    part_of: str = ""
    asked_if: tuple[str, tuple[str, ...]] | None = None
    label: str = ""


class Derived(NamedTuple):
    """A text made from several fields, and the fields that it covers."""

    words: str
    fields: tuple[str, ...]


Derivation = Callable[[Mapping[str, Any], Words], Derived | None]


class Kind(NamedTuple):
    """A sort of fact.

    `plural` is its array in TOML and its table in the index. `summary` is a template,
    see `summary`. `when` names the date on which it falls; where that has no value, it
    lasts from the field `begins` to the field `ends`. `where` names the fields that say
    where it is, the first that is stated. `keys` are keys of its own, beside those of
    all facts; a fact of a `titled` kind needs a title.

    `derived` are texts made of the shown values in words, by name; each is kept in the
    index as two columns, the text and its worst attested field; `phrases` are texts
    for the summary alone, made of the shown values and the derived texts in words. `implied` adds to the
    values of a claim what they imply. `not_applicable` gives the fields that make no sense
    with the shown values. `series` names the date field that says for which day running
    totals of the kind hold. Facts of `summed` kinds are not written: a vocabulary adds them
    up from others.
    """

    name: str
    plural: str
    meaning: str
    fields: Mapping[str, Field]
    summary: str = "{owner}"
    when: str = "date"
    begins: str = ""
    ends: str = ""
    where: tuple[str, ...] = ()
    keys: Mapping[str, Key] = {}
    titled: bool = False
    derived: Mapping[str, Derivation] = {}
    phrases: Mapping[str, Callable[[Words], str | None]] = {}
    implied: "Callable[[dict[str, Value]], None] | None" = None
    not_applicable: Callable[[Mapping[str, Any]], Iterable[str]] | None = None
    series: str = ""
    summed: bool = False


class Sort(NamedTuple):
    """A sort of thing that facts and claims name: a place, a person, and what a vocabulary adds.

    `plural` is its table in TOML, `table` that in the index. `name_key` is the key that
    holds the name, `within_key` the one that makes one thing refine another.
    """

    name: str
    plural: str
    meaning: str
    keys: Mapping[str, Key]
    name_key: str = "name"
    within_key: str = ""
    table: str = ""
    noun: str = ""


class Owner(NamedTuple):
    """The sort of thing that facts may belong to, such as a contingent, and its name in summaries."""

    sort: str
    meaning: str
    words: str
    absent: str


NOTE = Key(TEXT, "A remark of the curator.")
HARD, SOFT = "hard", "soft"
OFFICIAL = "official"
SOURCE_KINDS = (
    OFFICIAL,
    "agency",
    "newspaper",
    "broadcaster",
    "magazine",
    "expert",
    "encyclopaedia",
    "dataset",
    "website",
)
PRECISIONS = ("exact", "site", "settlement", "region", "country")
NAME = Key(SPELLING, "The name that tables print.", required=True)

_FACT_ID = Key(Id(), "Names the fact within its kind.", required=True)
_TITLE = Key(TEXT, "What the fact is, in a few words of ours; kinds without a summary need one.")
_SHOWN = Key(FIELDS, "Field → `{ value, reason }`: a value that the curator shows against the rule, and why.")
_PLAN = Key(FLAG, "`true` when it was only announced.")
_OUTCOME = Key(FACT, "The fact that came of a plan.")
_PART_OF = Key(FACT, "The fact of which this one is a part: nothing is counted twice.")
_SERIES = Key(FLAG, "`true` when its counts are running totals: the latest day is shown, see `as_of`.")
_CLAIMS = Key(CLAIMS, "The accounts of the fact, at least one.", required=True)

CLAIM_KEYS = {
    "source": Key(SOURCE, "The document that says it.", required=True),
    "at": Key(PASSAGE, "Paragraph, counted over non-empty lines, or a word such as `caption`.", required=True),
    "quote": Key(Quote(), "A fragment of at most ten words that stands there to the letter.", required=True),
    "hedge": Key(TEXT, "The source's own hedge word: `reportedly`, `about`."),
    "via": Key(TELLERS, "Whom the account goes back to, the first teller first; `[]` when nobody."),
    "via_inferred": Key(FLAG, "`true` when the curator inferred `via`: the passage does not name them."),
    "as_of": Key(DATE, "The day for which a running total holds; see `series`."),
    "deprecated": Key(
        TEXT, "Why the claim counts for nothing: a known error, a machine translation, a list without a source."
    ),
    "reading": Key(TEXT, "How we read the passage: how a relative date was resolved, what the context adds."),
    "note": Key(TEXT, "A remark of the curator, such as an error of the source."),
}

SOURCE_KEYS = {
    "publisher": Key(SPELLING, "Who published the document.", required=True),
    "title": Key(TEXT, "Its headline, where known."),
    "author": Key(SPELLING, "Who wrote it, where it says so."),
    "url": Key(Url(), "Where it stands or stood."),
    "published": Key(DATE, "The day it was published; `?` marks an inferred one."),
    "language": Key(LANGUAGE, "Tag of its language (BCP 47), such as `ru`."),
    "via": Key(TELLERS, "Whom the whole document relays, unless a claim says otherwise."),
    "via_inferred": Key(FLAG, "`true` when the curator inferred `via`: the document does not name them."),
    "kind": Key(Choice("source-kind", SOURCE_KINDS), "What sort of document it is."),
    "interest": Key(TEXT, "In what way its publisher is a party to the matter."),
    "grade": Key(GRADE, "How far the curator trusts it, on the Admiralty scale; never part of the arithmetic."),
    "grade_reason": Key(TEXT, "Why that grade."),
    "accessed": Key(DATE, "The day on which the curator read it."),
    "archived": Key(Url(), "The address of a capture, such as one of the Internet Archive."),
    "captured": Key(DATE, "The day of that capture."),
    "sha256": Key(SHA256, "The SHA-256 checksum of the text that was read."),
    "note": NOTE,
}
ORIGIN_KEYS = {
    "name": Key(SPELLING, "What the account is, in words: `TASS story of 14 January 2022`.", required=True),
    "teller": Key(SPELLING, "The short name that chains print: `TASS`.", required=True),
    "by": Key(VOICE, "The organisation or person that made the statement."),
    "date": Key(DATE, "The day on which it was made."),
    "via": Key(TELLERS, "Whom this account goes back to in its turn."),
    "note": NOTE,
}
ABOUT_KEYS = {
    "title": Key(TEXT, "What the base is about.", required=True),
    "period": Key(DATE, "The days that it covers.", required=True),
    "author": Key(TEXT, "Who curates it, as references name them."),
    "publisher": Key(TEXT, "Who publishes it."),
    "published": Key(DATE, "The day on which this version was published."),
    "version": Key(TEXT, "What its curators call this version."),
    "url": Key(Url(), "Where it is published."),
    "id": Key(BaseId(), "Names the base beside others, in exports and archives; else its title does."),
    "licence": Key(TEXT, "The licence of the base, best by its SPDX identifier: `CC-BY-4.0`."),
    "synonyms": Key(SYNONYMS, "Words or phrases, in groups that mean the same to who searches."),
    "note": NOTE,
}
RIVAL_KEYS = {
    "facts": Key(
        FactIds(),
        "The ids of facts that cannot all be true, `ID.FIELD` where the field is another; with `values`, of one fact.",
        required=True,
    ),
    "field": Key(FieldName(), "The field in which they exclude each other.", required=True),
    "values": Key(SPELLINGS, "Words that claims of the one fact give of the field and that exclude each other."),
    "reason": Key(TEXT, "Why they do.", required=True),
    "degree": Key(
        Choice("degree", (HARD, SOFT)),
        "`hard`, which holds when left out, marks the fields as disputed; `soft` lists them.",
    ),
}

PLACE = Sort(
    "place",
    "places",
    "A place, or a group of places that sources do not tell apart.",
    {
        "name": NAME,
        "within": Key(PLACES, "The place, or places, that it lies within."),
        "position": Key(Position(), "Latitude and longitude in degrees, WGS 84."),
        "position_from": Key(SOURCE, "The document that gives the position."),
        "precision": Key(Choice("precision", PRECISIONS), "How exactly the place is known; see docs/format.md."),
        "also": Key(SPELLINGS, "Other names and spellings that sources use."),
        "note": NOTE,
    },
    within_key="within",
    table="places",
)
ORGANISATION = Sort(
    "organisation",
    "organisations",
    "An organisation that facts name.",
    {
        "name": NAME,
        "part_of": Key(Reference("organisation"), "The organisation that this one belongs to."),
        "also": Key(SPELLINGS, "Other names and spellings."),
        "note": NOTE,
    },
    within_key="part_of",
    table="organisations",
)
PERSON = Sort(
    "person",
    "people",
    "Someone whom a fact names.",
    {
        "name": NAME,
        "of": Key(Reference("organisation"), "The organisation for which the person speaks."),
        "also": Key(SPELLINGS, "Other spellings."),
        "note": NOTE,
    },
    table="people",
)


class Format:
    """What a base may hold: kinds of facts and sorts of things, of one vocabulary.

    `sorts` come in the order in which pages and templates list them; places,
    organisations and people are among them. `add_up` makes the facts of summed kinds:
    see `weigh.sums`. `vocabulary` names the built-in vocabulary, empty for one that a base
    declares for itself. `checks` are rules of its own for `csto check`, each with what finds
    its cases in a base. `declared` is what a base declares, as it is written, a mapping for
    each of its files that declares something.
    """

    def __init__(
        self,
        kinds: Iterable[Kind],
        sorts: Iterable[Sort],
        owner: Owner | None = None,
        add_up: Callable[..., Iterable[Any]] | None = None,
        checks: "Mapping[Rule, Callable[..., Iterator[Finding]]]" = MappingProxyType({}),
        vocabulary: str = "",
        declared: tuple[Mapping[str, Any], ...] = (),
    ) -> None:
        self.vocabulary = vocabulary
        self.declared = declared
        self.all_kinds = {kind.name: kind for kind in kinds}
        self.kinds = {name: kind for name, kind in self.all_kinds.items() if not kind.summed}
        self.sorts = {sort.name: sort for sort in sorts}
        self.owner = owner
        self.add_up = add_up
        self.checks = checks
        self.summaries = {name: summary.parsed(kind.summary) for name, kind in self.all_kinds.items()}

    @cached_property
    def kind_of_table(self) -> dict[str, Kind]:
        """The kinds that can be written, by their arrays in TOML."""
        return {kind.plural: kind for kind in self.kinds.values()}

    @cached_property
    def sort_of_table(self) -> dict[str, Sort]:
        """The sorts of things, by their tables in TOML."""
        return {sort.plural: sort for sort in self.sorts.values()}

    @cached_property
    def tables(self) -> dict[str, Mapping[str, Key]]:
        """The tables of TOML that hold things by their ids, and the keys of each."""
        things = {sort.plural: sort.keys for sort in self.sorts.values()}
        return {"sources": SOURCE_KEYS, "origins": ORIGIN_KEYS, **things}

    @property
    def summed_table(self) -> str:
        """The table of the index with a row for each owner of facts; empty where there is none."""
        return next((kind.plural for kind in self.all_kinds.values() if kind.summed), "") if self.owner else ""

    def table_of(self, type_: Type) -> str:
        """The table of the index to which the ids lead that values of a type are; empty where they are none."""
        if isinstance(type_, FactReference):
            return "facts"
        # Of several things the index keeps the names.
        if not isinstance(type_, Reference) or type_.encoded:
            return ""
        if type_.sort in self.sorts:
            owned = self.owner is not None and type_.sort == self.owner.sort
            return self.summed_table if owned else self.sorts[type_.sort].table
        return "sources" if type_.sort == "source" else ""

    def fact_keys(self, kind: Kind) -> dict[str, Key]:
        """The keys of a fact of a kind, in the order in which a template lists them."""
        owner = {self.owner.sort: Key(Reference(self.owner.sort), self.owner.meaning)} if self.owner else {}
        title = _TITLE._replace(required=kind.titled)
        return {
            "id": _FACT_ID._replace(
                meaning=f"Names the fact within its kind: `some-id` becomes `{kind.name}/some-id`."
            ),
            **owner,
            "title": title,
            **kind.keys,
            "shown": _SHOWN,
            "plan": _PLAN,
            "outcome": _OUTCOME,
            "part_of": _PART_OF,
            "series": _SERIES,
            "note": NOTE,
            "claims": _CLAIMS,
        }

    def owner_words(self, name: str) -> str:
        """The words of a summary for the owner of a fact; `name` is empty if there is none."""
        if self.owner is None:
            return ""
        return self.owner.words.format(name=name) if name else self.owner.absent
