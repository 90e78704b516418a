"""All that a base holds on one fact or other entity."""

from collections.abc import Mapping

from cstocli.ask.answer import Answer
from cstocli.ask.columns import Question, Row
from cstocli.ask.lookup import entity_tables, kind_of
from cstocli.ask.verdict import verdicts
from cstocli.index.index import Index

_OF_FIELD = (
    "value",
    "values",
    "words",
    "low",
    "high",
    "origins",
    "articles",
    "independent",
    "states",
    "fits",
    "contradicts",
    "set_aside",
    "corroborated_as",
    "corroborated_as_words",
    "rule",
)


def details(index: Index, questions: Mapping[str, Question], entity: str, silence: str) -> Row:
    """A row of `show`; `entity` is a full id that exists, `silence` the verdict on what nothing states.

    What is no fact has the columns of its table as fields, without statuses and claims.
    """
    show = questions["show"]
    kind, name = kind_of(entity), entity.partition("/")[2]
    row: Row = dict.fromkeys((column.name for column in show.row_type.columns), None)
    row |= {"fact": entity, "kind": kind, "fields": {}, "claims": [], "status": {}, "sources": []}
    table = entity_tables(index).get(kind)
    if table:
        values = next(index.records(f"SELECT * FROM {table} WHERE id = ?", (name,)))
        row["summary"] = values.get("name") or values.get("title") or values.get("publisher")
        row["note"] = values.get("note")
        row["fields"] = {
            key.rstrip("_"): {"value": value, "words": str(value)}
            for key, value in values.items()
            if value not in (None, "") and key not in ("note", "base")
        }
        row["sources"] = [name] if kind == "source" else []
        return row
    also, join = (", ".join(("", *show.owner.sql)), show.owner.join) if show.owner else ("", "")
    row |= next(index.records(f"SELECT f.summary, f.note{also} FROM facts f {join} WHERE f.id = ?", (entity,)))
    fields = [*Answer(index, questions["one_fact"], fact=entity)]
    row["fields"] = {
        field["field"]: {"status": field["status"]["words"], **{key: field[key] for key in _OF_FIELD}}
        for field in fields
    }
    for field, verdict in verdicts(index, entity, silence=silence).items():
        row["fields"][field]["verdict"] = verdict
    row["status"] = {field["field"]: field["status"]["words"] for field in fields}
    row["claims"] = [*Answer(index, questions["why"], fact=entity, field=None)]
    row["sources"] = list(dict.fromkeys(claim["source"] for claim in row["claims"]))
    return row


def of_field(row: Row, field: str) -> Row:
    """What a row of `show` has of one field."""
    claims = [claim for claim in row["claims"] if claim["field"] == field]
    kept = {key: {name: one for name, one in row[key].items() if name == field} for key in ("fields", "status")}
    return {**row, **kept, "claims": claims, "sources": list(dict.fromkeys(claim["source"] for claim in claims))}
