"""Facts with the verdict on each of their fields and the claims behind it, each claim once."""

from collections.abc import Sequence

from cstocli.ask.answer import of_ids
from cstocli.ask.columns import Row
from cstocli.ask.evidence import references
from cstocli.ask.verdict import SILENCE, verdicts
from cstocli.index.index import Index
from cstocli.model.status import NOT_APPLICABLE, NOT_STATED

_FACTS = "SELECT id, kind, summary, note, plan, part_of, outcome FROM facts WHERE id IN ({ids})"
# A field of which nothing is known has no row of its own.
_FIELDS = (
    "SELECT f.id, k.field, v.words, v.status FROM facts f JOIN kind_fields k ON k.kind = f.kind"
    " LEFT JOIN fields v ON v.fact = f.id AND v.field = k.field WHERE f.id IN ({ids}) ORDER BY f.id, k.position"
)


def cited_facts(index: Index, facts: Sequence[str], only: Sequence[str] = ()) -> list[Row]:
    """These facts in their order: what each comes to, and of each field its value, status, verdict and claims.

    Of the fields `only` those that are named, or all. Those that no claim speaks of are
    listed by name in `not_stated`, unless they are named. What is no fact is left out.
    """
    evidence = references(index, facts)
    rows: dict[str, Row] = {
        fact: {
            "fact": fact,
            "kind": kind,
            "summary": summary,
            "note": note or None,
            "plan": bool(plan),
            "part_of": part_of,
            "outcome": outcome,
            "fields": {},
            "not_stated": [],
        }
        for fact, kind, summary, note, plan, part_of, outcome in of_ids(index, _FACTS, set(facts))
    }
    said = {fact: verdicts(index, fact) for fact in rows}
    for fact, field, words, known in of_ids(index, _FIELDS, rows):
        behind, status = evidence.get((fact, field), []), known or NOT_STATED
        if only and field not in only:
            continue
        if only or behind or status not in (NOT_STATED, NOT_APPLICABLE):
            verdict = said[fact].get(field, SILENCE)
            rows[fact]["fields"][field] = {"words": words, "status": status, "verdict": verdict, "evidence": behind}
        elif status == NOT_STATED:
            rows[fact]["not_stated"].append(field)
    return [rows[fact] for fact in facts if fact in rows]
