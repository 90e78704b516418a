"""The table of the facts of one kind: its columns come of the fields that the kind declares."""

from typing import Any

from cstocli.index.context import Context
from cstocli.index.fact_context import FactContext
from cstocli.index.schema import ONE, Column, Row, Table, column_name, text
from cstocli.model.format import Format, Kind
from cstocli.weigh.sentences import worst_field


def kind_table(kind: Kind, format: Format) -> Table:  # noqa: A002
    """The table of the facts of one kind: a column, or several, for each field as it is shown."""
    columns: list[Column] = [text("fact", "the fact", "facts", key=True), text("id", "its id within the kind", ids=ONE)]
    owner_keys = list(format.sorts[format.owner.sort].keys) if format.owner and kind.summed else []
    owner_keys = [key for key in owner_keys if key != "note"]
    columns += [text(key, "of the thing whose facts it sums up") for key in owner_keys]
    for name, field in kind.fields.items():
        meaning = field.meaning[0].lower() + field.meaning[1:].rstrip(".")
        for suffix, sql_type in field.type.columns:
            kept = "JSON" if field.type.encoded else sql_type
            leads_to = "" if suffix else format.table_of(field.type)
            unit = getattr(field.type, "unit", "") if sql_type != "TEXT" else ""
            column = f"{name}{suffix}" if suffix else column_name(name)
            columns.append(Column(column, kept, meaning, leads_to, unit=unit))
    for name in kind.derived:
        columns += [text(name, "in words"), text(f"{name}_field", "the worst attested of the fields that it says")]
    cells = {name: (field.type, (None,) * len(field.type.columns)) for name, field in kind.fields.items()}

    def without_winner(one: FactContext, name: str, blank: Row) -> Row:
        # Where no value is shown, its words are those of all that it may be.
        suffixes = [suffix for suffix, _ in kind.fields[name].type.columns]
        words = one.words.get(name)
        return tuple(words if suffix == "_words" else cell for suffix, cell in zip(suffixes, blank, strict=True))

    def rows_of(context: Context, one: FactContext) -> list[Row]:
        fact, fields, shown = one.fact, one.fields, one.shown
        row: list[Any] = [fact.id, fact.id.partition("/")[2]]
        if owner_keys and format.owner:
            sort = format.sorts[format.owner.sort]
            owner = context.base.things[sort.name][fact.owner]
            row += [owner.name if key == sort.name_key else owner.more.get(key) for key in owner_keys]
        for name, (type_, blank) in cells.items():
            known = shown.get(name)
            if known:
                row += type_.cells(fields[name].value, known[0])
            else:
                row += without_winner(one, name, blank) if name in one.alternatives else blank
        for derived in one.derived.values():
            row += (derived.words, worst_field(one.assessed, derived.fields)) if derived else (None, None)
        return [tuple(row)]

    one_row = f"what the facts of a {format.owner.sort} add up to" if owner_keys and format.owner else ""
    return Table(kind.plural, one_row or f"a fact of the kind {kind.name}", tuple(columns), rows_of=rows_of)
