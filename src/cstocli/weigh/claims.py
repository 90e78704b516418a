"""Claims with all that weighing needs to know of them: who tells them, on which day, what sets them aside."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from cstocli.model.base import Base, Claim, Source, Value
from cstocli.model.dates import FIRST_DAY, LAST_DAY, Date, words
from cstocli.model.format import OFFICIAL, Format
from cstocli.model.provenance import chain
from cstocli.model.types import AGREE, Relation
from cstocli.weigh.voices import Voices

DEPRECATED = "deprecated"
FORECAST = "forecast"
DISTORTION = "distortion"
REVISION = "revision"
SERIES = "series"

STATES = "states"
FITS = "fits"
CONTRADICTS = "contradicts"
SET_ASIDE = "set-aside"


_ANY_DAY = (FIRST_DAY, LAST_DAY)


class Aside(NamedTuple):
    """Why a claim, or what it gives of one field, counts for nothing: of which sort, and in words.

    `by` is the number of the claim that counts instead of it, where there is one.
    """

    sort: str
    reason: str
    by: int | None = None


class SourcedClaim(NamedTuple):
    """A claim with its number in the base and its provenance.

    `chain` are its tellers, the first first; `voice` is whose statement it is,
    `publisher` who printed it; both are keys of `Voices`. `speaker` is whoever can take
    the claim back: the voice or, for a newsroom's own account, the newsroom. `published` is the last day on
    which it may have been, empty when unknown; `said` are the first and the last day on
    which its origin may have made the statement. `own_page` tells that the institution
    itself published it. `foretold` says why what it tells of cannot have happened when it
    was published. `aside` sets it aside as a whole.
    """

    number: int
    claim: Claim
    chain: tuple[str, ...]
    published: str = ""
    voice: str = ""
    publisher: str = ""
    speaker: str = ""
    said: tuple[str, str] = _ANY_DAY
    own_page: bool = False
    foretold: str = ""
    aside: Aside | None = None

    @property
    def origin(self) -> str:
        """The id of the origin or source that the claim goes back to."""
        return self.chain[0]

    @property
    def distance(self) -> int:
        """How near it is told: 0 when an institution publishes its own statement, else 1."""
        return 0 if self.own_page else 1


class FieldClaim(NamedTuple):
    """One value that a claim gives of a field.

    `stance` is its relation to the value shown, the worst of several; `standing` what that makes of the claim:
    it states the value, fits it, contradicts it, or is set aside, for the reason `aside`.
    """

    sourced: SourcedClaim
    value: Value
    stance: Relation = AGREE
    standing: str = STATES
    aside: Aside | None = None


Days = Mapping[str, tuple[str, str]]


def sourced_claims(
    base: Base,
    format: Format,  # noqa: A002
    voices: Voices,
    numbers: Iterable[int] | None = None,
    said: Days | None = None,
) -> list[list[SourcedClaim]]:
    """The claims of each fact, in the order of the base.

    Where the facts are not all that the base has, `numbers` are those of their claims, and
    `said` are the `days_of_statements` of the whole base.
    """
    chains = [[chain(base, claim) for claim in fact.claims] for fact in base.facts]
    if said is None:
        said = days_of_statements(base, ((tellers[0], tellers[-1]) for own in chains for tellers in own))
    numbering = iter(count(1) if numbers is None else numbers)
    sources: dict[str, _Published] = {}
    tellers_of: dict[str, tuple[str, tuple[str, str]]] = {}
    sourced = []
    for fact, own in zip(base.facts, chains, strict=True):
        kind = format.kinds[fact.kind]
        claims = []
        for claim, tellers in zip(fact.claims, own, strict=True):
            number = next(numbering)
            source = sources.get(claim.source)
            if source is None:
                name = claim.source
                source = sources[name] = _Published(base.sources[name], voices.publisher(name))
            known = tellers_of.get(tellers[0])
            if known is None:
                known = tellers_of[tellers[0]] = voices.voice(tellers[0]), said.get(tellers[0], _ANY_DAY)
            voice, days = known
            date = claim.said.get(kind.when) or claim.said.get(kind.begins)
            claims.append(
                SourcedClaim(
                    number,
                    claim,
                    tellers,
                    source.last,
                    voice,
                    source.publisher,
                    voice if len(tellers) > 1 or source.official else source.newsroom,
                    days,
                    # A newsroom is no witness of what it tells.
                    source.official and voice == source.publisher,
                    source.forecast(date) if date else "",
                    Aside(DEPRECATED, claim.deprecated) if claim.deprecated else None,
                )
            )
        sourced.append(claims if fact.plan else _without_forecasts(claims))
    return sourced


class _Published:
    """What the claims of one source have in common."""

    def __init__(self, source: Source, publisher: str) -> None:
        published = source.published
        self.publisher = publisher
        self.newsroom = f"newsroom/{source.publisher.casefold()}"
        self.official = source.kind == OFFICIAL
        self.last = published.last if published else ""
        # A day that is only inferred makes nothing a forecast.
        self._sure = published.last if published and not published.qualified else LAST_DAY
        self._text = published.text if published else ""

    def forecast(self, date: Value | None) -> str:
        """Why a date is a forecast; empty when it is none, or may be none."""
        if not isinstance(date, Date) or date.qualified or not date.earliest or date.earliest <= self._sure:
            return ""
        return f"published {words(self._text)}, before the first day that it gives"


def days_of_statements(base: Base, told: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """When each origin may have made its statement: at its date, or by the first day on which it was told.

    `told` are the origin and the source of each claim.
    """
    days: dict[str, tuple[str, str]] = {}
    published = {name: source.published for name, source in base.sources.items() if source.published}
    for origin_id, source in told:
        day = published.get(source)
        if day:
            known = days.get(origin_id)
            if known is None or day.first < known[0] or day.last < known[1]:
                first, last = known or (LAST_DAY, LAST_DAY)
                days[origin_id] = min(first, day.first), min(last, day.last)
    for name, origin in base.origins.items():
        if origin.date:
            days[name] = origin.date.first, origin.date.last
    return days


def days_of_statement(base: Base, origin: str, sources: Iterable[str]) -> tuple[str, str]:
    """When one origin may have made its statement, that is told by the claims of some `sources`."""
    made = base.origins.get(origin)
    if made and made.date:
        return made.date.first, made.date.last
    days = [day for name in sources if (day := base.sources[name].published)]
    return (min(day.first for day in days), min(day.last for day in days)) if days else _ANY_DAY


def _without_forecasts(claims: list[SourcedClaim]) -> list[SourcedClaim]:
    """The claims, those set aside that were published before what they tell of can have happened.

    A fact of which there is nothing else is a plan, whether its curator says so or not:
    nothing is set aside there.
    """
    if only_foretold(claims) or not any(one.foretold for one in claims):
        return claims
    return [
        one._replace(aside=Aside(FORECAST, one.foretold)) if one.foretold and one.aside is None else one
        for one in claims
    ]


def only_foretold(claims: Sequence[SourcedClaim]) -> bool:
    """Whether every claim that counts was published before what it tells of can have happened."""
    counting = [one.foretold for one in claims if one.aside is None]
    return all(counting) and bool(counting)


def foretold(base: Base, claim: Claim, date: Value | None) -> str:
    """Why a date that a claim gives is a forecast; empty when it is none, or may be none."""
    return _Published(base.sources[claim.source], "").forecast(date) if isinstance(date, Date) else ""


def by_origin(claims: Sequence[FieldClaim]) -> dict[str, list[FieldClaim]]:
    """Claims by the origin to which they go back."""
    found: dict[str, list[FieldClaim]] = {}
    for one in claims:
        found.setdefault(one.sourced.origin, []).append(one)
    return found
