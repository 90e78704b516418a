"""Write what the docs say of the format and of its rules from their declarations.

`reference.py --write` writes the references in docs/format.md and docs/index.md, between
their marks, and all of docs/problems.md, docs/commands.md, the manual page and the table
of options of the fast way; without `--write` all but the last are printed.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from cstocli.curate.rules import all_rules
from cstocli.index.build import all_tables
from cstocli.index.schema import Table
from cstocli.model.format import ABOUT_KEYS, CLAIM_KEYS, RIVAL_KEYS, Key
from cstocli.read.declarations import FIELD_KEYS, KIND_KEYS, SORT_KEYS
from cstocli.vocabularies.peace_operation.kinds import peace_operation
from scripts import fast_table
from scripts.commands import COMMANDS_PAGE, MANUAL_PAGE, commands_page, manual_page

FORMAT = peace_operation()

PAGE = Path(__file__).parents[1] / "docs" / "format.md"
INDEX_PAGE = PAGE.with_name("index.md")
PROBLEMS_PAGE = PAGE.with_name("problems.md")
EXAMPLES = PAGE.parents[1] / "tests" / "broken"
_PROBLEMS_HEAD = """# Problems

What `csto check` tells of a base. Errors stop every command; warnings do not, but for `csto check --strict`.
`csto check --explain RULE` prints the same. The examples are those of the tests.
"""
BEGIN, END = "<!-- reference -->", "<!-- /reference -->"


def reference() -> str:
    """The tables of all keys and fields, as Markdown."""
    parts = ["\n### Tables of things\n"]
    parts += ["\n`[about]`\n\n", _keys(ABOUT_KEYS)]
    for table, keys in FORMAT.tables.items():
        parts += [f"\n`[{table}.some-id]`\n\n", _keys(keys)]
    plain = next(kind for kind in FORMAT.kinds.values() if not kind.keys and not kind.titled)
    parts += ["\n### Facts\n\nKeys of every fact:\n\n", _keys(FORMAT.fact_keys(plain))]
    parts += ["\nKeys of every claim, beside the fields of its kind:\n\n", _keys(CLAIM_KEYS)]
    for name, kind in FORMAT.kinds.items():
        parts.append(f"\n`[[{kind.plural}]]`: the kind `{name}`\n\n")
        if kind.keys:
            parts += [
                "A key of its own:\n\n" if len(kind.keys) == 1 else "Keys of its own:\n\n",
                _keys(kind.keys),
                "\n",
            ]
        parts += [
            "| field | type | meaning | asked |\n| --- | --- | --- | --- |\n",
        ]
        parts += [
            f"| `{field}` | {spec.type} | {spec.meaning} | {spec.question} |\n" for field, spec in kind.fields.items()
        ]
    parts += ["\n### Rivals\n\n`[[rivals]]`\n\n", _keys(RIVAL_KEYS)]
    parts += ["\n### Declarations\n\n`[kinds.some-kind]`\n\n", _keys(KIND_KEYS)]
    fields = {key: declared for key, declared in FIELD_KEYS.items() if declared}
    parts += ["\nA field in `[kinds.some-kind.fields]`, which may have `asked_if` too:\n\n", _keys(fields)]
    parts += ["\n`[things.some-sort]`\n\n", _keys(SORT_KEYS)]
    return "".join(parts)


def _keys(keys: Mapping[str, Key]) -> str:
    rows = (
        f"| `{name}` | {key.type} | {'yes' if key.required else ''} | {key.meaning} |\n" for name, key in keys.items()
    )
    return "| key | type | required | meaning |\n| --- | --- | --- | --- |\n" + "".join(rows)


def index_reference() -> str:
    """Every table of the index with its columns, as Markdown; those of kinds follow the fields of the kind."""
    kinds = {kind.plural: kind for kind in FORMAT.all_kinds.values()}
    tables = all_tables(FORMAT)
    parts = ["\n| table | one row |\n| --- | --- |\n"]
    parts += [f"| `{table.name}` | {table.one_row} |\n" for table in tables.values()]
    for table in tables.values():
        parts.append(f"\n## `{table.name}`\n\n")
        if table.name in kinds:
            fields = kinds[table.name].fields
            others = [column.name for column in table.columns if column.name.rstrip("_") not in fields]
            own = [name for name in others if not any(name.startswith(f"{field}_") for field in fields)]
            named = ", ".join(f"`{name}`" for name in own)
            parts.append(f"The fields of the kind `{kinds[table.name].name}` as they are shown, and {named}.\n")
        else:
            parts.append(_columns(table))
    return "".join(parts)


def _columns(table: Table) -> str:
    rows = (
        f"| `{column.name}` | {column.type} | {column.meaning} |"
        f" {f'`{column.references}`' if column.references else ''} |\n"
        for column in table.columns
    )
    return "| column | type | meaning | leads to |\n| --- | --- | --- | --- |\n" + "".join(rows)


def page_with_reference(page: str, text: str) -> str:
    """The text of a page with the reference `text` between its marks."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}"


def problems_page() -> str:
    """All rules, each with what it means, what to do, and what `csto check` prints of an example."""
    parts = [_PROBLEMS_HEAD]
    for name, rule in all_rules(FORMAT).items():
        parts.append(f"\n## {name}\n\n*{rule.severity.capitalize()}.* {rule.meaning} {rule.remedy}\n")
        example = EXAMPLES / f"{name}.txt"
        if example.exists():
            parts.append(f"\n```text\n{example.read_text(encoding='utf-8')}```\n")
    return "".join(parts)


if __name__ == "__main__":
    if "--write" in sys.argv:
        for page, text in ((PAGE, reference()), (INDEX_PAGE, index_reference())):
            page.write_text(page_with_reference(page.read_text(encoding="utf-8"), text), encoding="utf-8")
        made = {
            PROBLEMS_PAGE: problems_page(),
            COMMANDS_PAGE: commands_page(),
            MANUAL_PAGE: manual_page(),
            fast_table.TABLE: fast_table.table(),
        }
        for page, text in made.items():
            page.write_text(text, encoding="utf-8")
    else:
        print(reference(), index_reference(), problems_page(), commands_page(), manual_page())
