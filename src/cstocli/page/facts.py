"""The facts of a page: a table for each kind, and below each fact the claims behind it."""

from collections import Counter
from collections.abc import Iterator

from cstocli.ask.columns import Row
from cstocli.model import dates
from cstocli.model.types.answers import PASSAGE
from cstocli.page.contents import ClaimValue, Contents, KindOf
from cstocli.page.items import support
from cstocli.page.markup import Child, Html, joined, packed, tag
from cstocli.page.snapshot import SILENT, Fact, Value

_MOST_COLUMNS = 6
_ABSENT = Value("", "not-stated", 0, 0, 0, 0, 0)
_CLAIM_REMARKS = (("aside_reason", "Counts for nothing"), ("reading", "Reading"), ("note", "Note"))


def value(contents: Contents, fact: str, field: str, *, label: bool = False) -> Html | None:
    """A value as a link to itself, with its status; None where no view has one."""
    if field not in contents.items.fields.get(fact, ()):
        return None
    found = contents.whole.values.get((fact, field))
    known = found or _ABSENT
    name = f"{fact}.{field}"
    link = tag(
        "a",
        known.words or silence(known.status),
        id=name,
        href=f"#{name}",
        data_s=known.status,
        hidden=found is None,
    )
    return tag("span", tag("i", contents.label(fact, field)), " ", link, class_="p") if label else link


def silence(status: str) -> str:
    """What stands in the place of a value that there is not."""
    return "does not apply" if status == "not-applicable" else "not stated"


def kind_section(contents: Contents, kind: KindOf, *, folded: bool) -> Html:
    """The facts of one kind as a table that opens; `folded`, as one that the script fills when it is opened."""
    facts = [
        fact for fact in contents.items.facts.values() if fact.kind == kind.name and fact.id in contents.whole.facts
    ]
    columns = _columns(contents, kind, facts)
    heads = [tag("th", kind.fields[field].label, scope="col", title=kind.fields[field].meaning) for field in columns]
    head = tag("thead", tag("tr", tag("th", kind.name.replace("_", " ").capitalize(), scope="col"), heads))
    table = tag("div", tag("table", head, (fact_rows(contents, fact, columns) for fact in facts)), class_="w")
    body: Child = packed(table) if folded else table
    summary = tag(
        "summary", tag("h3", kind.plural.replace("_", " ").capitalize()), " ", tag("b", f"{len(facts):,}", class_="c")
    )
    meaning = tag("p", kind.meaning, class_="m")
    return tag("details", summary, meaning, body, class_="kind", id=f"kind-{kind.name}", open=not folded)


def _columns(contents: Contents, kind: KindOf, facts: list[Fact]) -> list[str]:
    """The fields that most facts of a kind state, in the order of the vocabulary."""
    stated = Counter(
        field
        for fact in facts
        for field in contents.items.fields.get(fact.id, ())
        if (found := contents.whole.values.get((fact.id, field))) and found.status not in SILENT
    )
    most = {field for field, _ in stated.most_common(_MOST_COLUMNS)}
    return [field for field in kind.fields if field in most]


def fact_rows(contents: Contents, fact: Fact, columns: list[str]) -> Html:
    """A fact as the rows of a table: its values, and below them what does not fit and the evidence."""
    # What facts add up to has a name of its own, which no view changes.
    name = tag("a", fact.summary, class_=None if fact.summed else "t", href=f"#{fact.id}")
    marks = [
        tag("b", word, class_="k") for word in ("plan" if fact.plan else "", "part" if fact.part_of else "") if word
    ]
    head = tag("th", name, " ", marks, scope="row")
    cells = [tag("td", value(contents, fact.id, field), data_l=contents.label(fact.id, field)) for field in columns]
    others = [field for field in contents.items.fields.get(fact.id, ()) if field not in columns]
    also = [pair for field in others if (pair := value(contents, fact.id, field, label=True))]
    lower = tag(
        "tr",
        tag(
            "td", tag("div", also, class_="also") if also else None, evidence(contents, fact), colspan=len(columns) + 1
        ),
    )
    return tag(
        "tbody",
        tag("tr", head, cells),
        lower,
        id=fact.id,
        class_="fact",
        data_o=fact.owner or None,
        data_p=" ".join(contents.places_of.get(fact.id, ())) or None,
    )


def evidence(contents: Contents, fact: Fact) -> Html:
    """What stands behind a fact: a verdict on each field, and each claim once."""
    values = contents.claim_values.get(fact.id, [])
    sentences = [
        tag("p", tag("i", contents.label(fact.id, field)), " ", sentence, data_f=field)
        for field, sentence in contents.verdicts(fact.id).items()
        if any(each.field == field for each in values)
    ]
    links = [tag("p", word, " ", tag("a", other, href=f"#{other}")) for word, other in _relations(fact) if other]
    note = tag("p", "Note: ", fact.note) if fact.note else None
    listed = _references(values) if fact.summed else _claims(contents, fact, values)
    return tag(
        "details",
        tag("summary", tag("span", support(fact), class_="u")),
        links,
        note,
        tag("div", sentences, class_="verdicts"),
        listed,
        class_="ev",
    )


def _relations(fact: Fact) -> tuple[tuple[str, str], ...]:
    return ("Part of", fact.part_of), ("What came of it:", fact.outcome)


def _references(values: list[ClaimValue]) -> Html:
    """The claims of the facts that add up to one, each as a link."""
    links = (
        tag("li", tag("a", each.words, href=f"#c{each.claim}", data_v=each.field, data_t=each.standing))
        for each in values
    )
    return tag("ul", links, class_="refs")


def _claims(contents: Contents, fact: Fact, values: list[ClaimValue]) -> Html:
    of_claim: dict[int, list[ClaimValue]] = {}
    for each in values:
        of_claim.setdefault(each.claim, []).append(each)
    listed = (claim_item(contents, claim, of_claim.get(claim["id"], [])) for claim in contents.claims.get(fact.id, ()))
    return tag("ol", listed, class_="claims")


def claim_item(contents: Contents, claim: Row, values: list[ClaimValue]) -> Html:
    """A claim: what it says, its words, who published it when, where it stands, and who told whom."""
    source = contents.sources[claim["source"]]
    said = [_said(contents, claim["fact"], each) for each in values]
    words = tag("q", claim["quote"], lang=None if source["language"] == "en" else source["language"])
    published = dates.words(source["published"]) if source["published"] else "no date"
    by = tag(
        "p",
        tag("a", source["publisher"], href=f"#source/{claim['source']}"),
        f", {published}, {PASSAGE.text(claim['at'])}",
        _after(" · hedged: ", claim["hedge"]),
        _after(" · as of ", dates.words(claim["as_of"]) if claim["as_of"] else None),
        [" · ", tag("span", claim["chain"], class_="ch")] if claim["via"] else None,
        class_="by",
    )
    remarks = [
        tag("p", tag("i", f"{word}:"), " ", claim[key], class_="r") for key, word in _CLAIM_REMARKS if claim[key]
    ]
    return tag("li", tag("p", said) if said else None, words, by, remarks, id=f"c{claim['id']}")


def _after(before: str, text: str | None) -> Child:
    return joined(before, text) if text else None


def _said(contents: Contents, fact: str, each: ClaimValue) -> Iterator[Child]:
    yield tag(
        "b",
        tag("i", contents.label(fact, each.field)),
        " ",
        each.words,
        data_v=each.field,
        data_s=each.standing,
        title=each.aside_reason or None,
    )
    yield " "
