"""What the claims of a field come to, in one sentence: what, how well, by whom, and what else there is."""

from collections.abc import Iterable, Iterator, Sequence

from cstocli.ask.columns import Row
from cstocli.index.index import Index
from cstocli.model.status import DISPUTED, NOT_APPLICABLE, NOT_STATED
from cstocli.model.text import counted

SILENCE = "none of the sources here states it"
SILENCE_OF_A_PERSPECTIVE = "no claim that counts states it"
_MOST_NAMES = 4
_CURATOR = "the curator: "
_FIELDS = """
SELECT v.field, v.status, v.words, v.independent, v.corroborated_as_words, v.rule, f.summed,
       (SELECT min(g.reason) FROM disagreements g WHERE g.fact = v.fact AND g.field = v.field AND g.sort = 'rival soft')
       AS beside
FROM fields v
JOIN facts f ON f.id = v.fact
WHERE v.fact = ? AND (? IS NULL OR v.field = ?)
ORDER BY v.position
"""
# Who was only inferred is never named as who said it, and nobody as who said what a relay made of it.
_SIDES = """
SELECT s.field, s.standing, s.words, s.aside, s.aside_reason, s.claim,
       CASE WHEN c.via_inferred = TRUE OR s.aside <> 'revision' THEN q.publisher ELSE c.voice END AS name
FROM claim_values s
JOIN claims c ON c.id = s.claim
JOIN sources q ON q.id = c.source
WHERE s.fact = ? AND (? IS NULL OR s.field = ?)
ORDER BY s.field, s.claim, s.position
"""


def verdicts(index: Index, fact: str, field: str | None = None, silence: str = SILENCE) -> dict[str, str]:
    """Field → its verdict, for every field of a fact or for one; `silence` is that on what nothing states."""
    sides: dict[str, list[Row]] = {}
    for side in index.records(_SIDES, (fact, field, field)):
        sides.setdefault(side["field"], []).append(side)
    return {
        row["field"]: _verdict(row, sides.get(row["field"], []), silence)
        for row in index.records(_FIELDS, (fact, field, field))
    }


def _verdict(row: Row, claims: Sequence[Row], silence: str) -> str:
    if row["status"] == NOT_APPLICABLE:
        return "does not apply"
    aside = _aside(claims)
    if row["status"] == NOT_STATED:
        return "; ".join(("no claim of it counts", *aside)) if aside else silence
    stating = [claim for claim in claims if claim["standing"] == "states"]
    return "; ".join((_what(row, stating), *_beside(row, claims), *aside))


def _what(row: Row, stating: Sequence[Row]) -> str:
    """What is stated, how well, and by whom."""
    if "|" in row["words"] and len({claim["words"] for claim in stating}) > 1:
        said = "; ".join(f"{words} by {_names(held)}" for words, held in _by_words(stating).items())
        return f"no value is better attested than the others: {said}"
    if row["summed"]:
        return f"{row['words']}, {row['status']}: told by {_names(stating)}"
    lines = row["independent"]
    counted = f"{lines} independent line{'s' * (lines != 1)} state{'s' * (lines == 1)} it"
    # Of several who may go back to one another only some are independent, and nobody knows which.
    names = _names(stating)
    told = f", told by {names}" if len({claim["name"] for claim in stating}) > lines else f" ({names})"
    return f"{row['words']}, {row['status']}: {counted}{told}"


def _beside(row: Row, claims: Sequence[Row]) -> Iterator[str]:
    """Why it is shown, what else fits it, and what contradicts it."""
    if row["rule"].startswith(_CURATOR):
        yield f"shown by the curator, {row['rule'].removeprefix(_CURATOR)}"
    if row["corroborated_as_words"]:
        yield f"corroborated as {row['corroborated_as_words']}"
    if fitting := [claim for claim in claims if claim["standing"] == "fits"]:
        yield f"{_count(fitting)} fit{'s' * (len(fitting) == 1)} ({_values(fitting)})"
    if against := [claim for claim in claims if claim["standing"] == "contradicts"]:
        yield f"contradicted by {_sides(against)}"
    elif row["status"] == DISPUTED and "; rival of " in row["rule"]:
        yield row["rule"].partition("; ")[2]
    if row["beside"]:
        yield f"beside it stands a {row['beside']}"


def _aside(claims: Iterable[Row]) -> list[str]:
    """What is set aside, and why; one clause a reason."""
    reasons: dict[tuple[str, str], list[Row]] = {}
    for claim in claims:
        if claim["standing"] == "set-aside":
            reasons.setdefault((claim["aside"], claim["aside_reason"]), []).append(claim)
    return [f"set aside as {_ASIDE[sort]}: {_sides(held)}, {reason}" for (sort, reason), held in reasons.items()]


_ASIDE = {
    "deprecated": "an error",
    "forecast": "a forecast",
    "distortion": "changed on the way",
    "revision": "revised",
    "series": "an earlier figure",
}


def _by_words(claims: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for claim in claims:
        found.setdefault(claim["words"], []).append(claim)
    return found


def _sides(claims: Iterable[Row]) -> str:
    """Each value with those who give it: `about 2,500 (Zas, Defence Blog)`."""
    return ", ".join(f"{words} ({_names(held)})" for words, held in _by_words(claims).items())


def _values(claims: Iterable[Row]) -> str:
    return ", ".join(dict.fromkeys(claim["words"] for claim in claims))


def _count(claims: Sequence[Row]) -> str:
    """How many claims, each counted once."""
    count = len({claim["claim"] for claim in claims})
    return counted(count, "claim")


def _names(claims: Iterable[Row]) -> str:
    names = list(dict.fromkeys(claim["name"] for claim in claims))
    if len(names) > _MOST_NAMES + 1:
        return f"{', '.join(names[:_MOST_NAMES])} and {counted(len(names) - _MOST_NAMES, 'other')}"
    return ", ".join(names)
