"""What can hardly be so in a base about a peace operation."""

from collections.abc import Iterator

from cstocli.model.base import Base
from cstocli.model.dates import Date
from cstocli.model.problems import Finding
from cstocli.model.rules import WARNING, Rule

DEPARTURE_BEFORE_ARRIVAL = Rule(
    "departure-before-arrival",
    "A contingent leaves before it can have come.",
    "Look at both dates; one of them is misread.",
    WARNING,
)


def departures_before_arrival(base: Base) -> Iterator[Finding]:
    """Departures of a contingent before it can have come, by what any source says of its coming."""
    came: dict[str, str] = {}
    for fact in base.facts:
        if fact.kind in ("deployment", "arrival") and fact.more.get("direction") != "out":
            for claim in fact.claims:
                date = claim.said.get("date")
                if isinstance(date, Date) and date.earliest:
                    came[fact.owner] = min(date.first, came.get(fact.owner, date.first))
    for fact in base.facts:
        if fact.kind != "departure" or fact.owner not in came:
            continue
        for number, claim in enumerate(fact.claims):
            left, first = claim.said.get("date"), came[fact.owner]
            if isinstance(left, Date) and left.latest and left.last < first:
                message = f"it leaves on {left.text} and comes on {first} at the earliest"
                yield Finding(fact.id, ("claims", number, "date"), message)
