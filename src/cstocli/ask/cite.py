"""References to sources and to a base, in the styles of `csto cite`."""

from collections import Counter
from collections.abc import Callable, Iterable

from cstocli.ask.bibtex import as_bibtex
from cstocli.ask.csl import as_csl
from cstocli.ask.references import DATASET, Work, as_apa, as_chicago, as_markdown, as_text
from cstocli.index.index import Index
from cstocli.model import dates
from cstocli.model.errors import WrongUsage
from cstocli.model.text import visible

BASE = "base"
"""The name under which the base itself is cited."""

STYLES: dict[str, Callable[[Iterable[Work]], str]] = {
    "text": as_text,
    "apa": as_apa,
    "chicago": as_chicago,
    "bibtex": as_bibtex,
    "csl-json": as_csl,
    "markdown": as_markdown,
}
_OF_SOURCE = ("id", "publisher", "title", "author", "url", "published", "language", "accessed", "archived", "captured")
_OF_BASE = ("publisher", "title", "author", "url", "published", "version")
_CHECKSUM = 8  # digits of it tell bases apart that have a key each in one bibliography


def cited(index: Index, entity: str, field: str | None = None, *, style: str) -> str:
    """The references to a source, or to all sources behind a fact or a field of it, in one of `STYLES`.

    Raises:
        WrongUsage: it is the id of something without sources, such as a place.
    """
    kind, _, name = entity.partition("/")
    parameters: tuple[str, ...]
    if kind == "source":
        wanted, parameters = "id = ?", (name,)
    elif field is not None:
        claims = "claim_values s JOIN claims c ON c.id = s.claim"
        wanted = f"id IN (SELECT c.source FROM {claims} WHERE s.fact = ? AND s.field = ?)"
        parameters = (entity, field)
    else:
        wanted = "id IN (SELECT c.source FROM supporting_claims b JOIN claims c ON c.id = b.claim WHERE b.fact = ?)"
        parameters = (entity,)
    sql = f"SELECT {', '.join(_OF_SOURCE)} FROM sources WHERE {wanted} ORDER BY published_latest NULLS LAST, id"
    works = [Work(**_lines(source)) for source in index.records(sql, parameters)]
    if works:
        return STYLES[style](works)
    if field is not None:
        named = f"{entity}.{field}"
        message = f'no source says anything of "{named}", so there is none to cite'
        raise WrongUsage(message, "see what is known", f"csto show {entity}", token=named)
    message = f'"{entity}" is neither a source nor a fact'
    raise WrongUsage(message, "list them", "csto sources", "csto facts", token=entity)


_STANDINGS = ("states", "fits", "contradicts", "set-aside")


def standings(index: Index, entity: str, field: str | None = None) -> dict[str, int]:
    """How many sources of a fact, or of a field of it, state what is shown, only fit it, contradict it, do not count.

    Each source counts once, by the best that it says. A source, which is no fact, has none.
    """
    sql = (
        "SELECT c.source, s.standing FROM claim_values s JOIN claims c ON c.id = s.claim"
        f" WHERE s.fact = ?{'' if field is None else ' AND s.field = ?'}"
    )
    best: dict[str, int] = {}
    for source, standing in index.execute(sql, (entity,) if field is None else (entity, field)):
        rank = _STANDINGS.index(standing)
        best[source] = min(rank, best.get(source, rank))
    counts = Counter(best.values())
    return {name: counts[rank] for rank, name in enumerate(_STANDINGS) if counts[rank]}


def cited_base(index: Index, style: str) -> str:
    """The reference to the base itself, with the SHA-256 of its files; it names whom and what the base names."""
    (about,) = index.records(f"SELECT {', '.join(_OF_BASE)} FROM about")
    checksum = index.sha256 or ""
    name = f"{BASE}-{checksum[:_CHECKSUM]}" if checksum else BASE
    return STYLES[style]([Work(name, **_lines(about), sha256=checksum, type=DATASET)])


def _lines(record: dict[str, str | None]) -> dict[str, str]:
    """The texts of a record, each on one line."""
    return {key: visible(" ".join(value.split())) if value else "" for key, value in record.items()}


def citations(index: Index) -> dict[str, str]:
    """A reference to each source, by its id: publisher, title, day, address."""
    rows = index.execute("SELECT id, publisher, title, published, url FROM sources")
    return {
        source: ", ".join(part for part in (publisher, title, dates.words(published) if published else "", url) if part)
        for source, publisher, title, published, url in rows
    }
