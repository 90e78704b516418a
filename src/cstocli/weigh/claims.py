"""Claims with all that weighing needs to know of them: who tells them, on which day, what sets them aside."""

from collections.abc import Sequence
from typing import NamedTuple

from cstocli.model.base import Base, Claim, Fact, Value
from cstocli.model.dates import FIRST_DAY, LAST_DAY, Date, words
from cstocli.model.format import OFFICIAL, Format, Kind
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
    `publisher` who printed it; both are keys of `Voices`. `published` is the last day on
    which it may have been, empty when unknown; `said` are the first and the last day on
    which its origin may have made the statement. `own_page` tells that the institution
    itself published it. `aside` sets it aside as a whole.
    """

    number: int
    claim: Claim
    chain: tuple[str, ...]
    published: str = ""
    voice: str = ""
    publisher: str = ""
    said: tuple[str, str] = (FIRST_DAY, LAST_DAY)
    own_page: bool = False
    aside: Aside | None = None

    @property
    def origin(self) -> str:
        """The id of the origin or source that the claim goes back to."""
        return self.chain[0]

    @property
    def is_statement(self) -> bool:
        """Whether it is somebody's statement, and not a newsroom's own account."""
        return len(self.chain) > 1 or self.own_page

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


def sourced_claims(base: Base, format: Format, voices: Voices) -> list[list[SourcedClaim]]:  # noqa: A002
    """The claims of each fact, in the order of the base."""
    chains = [[chain(base, claim) for claim in fact.claims] for fact in base.facts]
    said = _days_of_statements(base, chains)
    number = 0
    sourced = []
    for fact, own in zip(base.facts, chains, strict=True):
        claims = []
        for claim, tellers in zip(fact.claims, own, strict=True):
            number += 1
            source = base.sources[claim.source]
            voice, publisher = voices.voice(tellers[0]), voices.publisher(claim.source)
            claims.append(
                SourcedClaim(
                    number,
                    claim,
                    tellers,
                    source.published.last if source.published else "",
                    voice,
                    publisher,
                    said.get(tellers[0], (FIRST_DAY, LAST_DAY)),
                    # A newsroom is no witness of what it tells.
                    source.kind == OFFICIAL and voice == publisher,
                    Aside(DEPRECATED, claim.deprecated) if claim.deprecated else None,
                )
            )
        sourced.append(claims if fact.plan else _without_forecasts(base, fact, format.kinds[fact.kind], claims))
    return sourced


def _days_of_statements(base: Base, chains: list[list[tuple[str, ...]]]) -> dict[str, tuple[str, str]]:
    """When each origin may have made its statement: at its date, or by the first day on which it was told."""
    days: dict[str, tuple[str, str]] = {}
    published = {name: source.published for name, source in base.sources.items() if source.published}
    for own in chains:
        for tellers in own:
            day = published.get(tellers[-1])
            if day:
                known = days.get(tellers[0])
                if known is None or day.first < known[0] or day.last < known[1]:
                    first, last = known or (LAST_DAY, LAST_DAY)
                    days[tellers[0]] = min(first, day.first), min(last, day.last)
    for name, origin in base.origins.items():
        if origin.date:
            days[name] = origin.date.first, origin.date.last
    return days


def _without_forecasts(base: Base, fact: Fact, kind: Kind, claims: list[SourcedClaim]) -> list[SourcedClaim]:
    """The claims, those set aside that were published before what they tell of can have happened.

    A fact of which there is nothing else is a plan, whether its curator says so or not:
    nothing is set aside there.
    """
    forecasts = {
        index: Aside(FORECAST, reason)
        for index, one in enumerate(claims)
        if one.aside is None
        for name in (kind.when, kind.begins)
        if (reason := foretold(base, one.claim, one.claim.said.get(name)))
    }
    counting = sum(one.aside is None for one in claims)
    if not forecasts or len(forecasts) == counting:
        return claims
    return [one._replace(aside=forecasts.get(index, one.aside)) for index, one in enumerate(claims)]


def only_foretold(base: Base, fact: Fact, kind: Kind) -> bool:
    """Whether every claim that counts was published before what it tells of can have happened."""
    counting = [claim for claim in fact.claims if not claim.deprecated]
    return bool(counting) and all(
        any(foretold(base, claim, claim.said.get(name)) for name in (kind.when, kind.begins)) for claim in counting
    )


def foretold(base: Base, claim: Claim, date: Value | None) -> str:
    """Why a date that a claim gives is a forecast; empty when it is none, or may be none."""
    if not isinstance(date, Date) or date.qualified or not date.earliest:
        return ""
    published = base.sources[claim.source].published
    if not published or published.qualified or published.last >= date.first:
        return ""
    return f"published {words(published.text)}, before the first day that it gives"


def by_origin(claims: Sequence[FieldClaim]) -> dict[str, list[FieldClaim]]:
    """Claims by the origin to which they go back."""
    found: dict[str, list[FieldClaim]] = {}
    for one in claims:
        found.setdefault(one.sourced.origin, []).append(one)
    return found
