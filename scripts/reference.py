"""Write what the docs say of the format and of its rules from their declarations.

`reference.py --write` writes the reference in docs/format.md, between its marks, and
all of docs/problems.md; without `--write` both are printed.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from cstocli.curate.rules import all_rules
from cstocli.model.format import ABOUT_KEYS, CLAIM_KEYS, RIVAL_KEYS, Key
from cstocli.vocabularies.peace_operation.kinds import peace_operation

FORMAT = peace_operation()

PAGE = Path(__file__).parents[1] / "docs" / "format.md"
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
    return "".join(parts)


def _keys(keys: Mapping[str, Key]) -> str:
    rows = (
        f"| `{name}` | {key.type} | {'yes' if key.required else ''} | {key.meaning} |\n" for name, key in keys.items()
    )
    return "| key | type | required | meaning |\n| --- | --- | --- | --- |\n" + "".join(rows)


def page_with_reference(page: str) -> str:
    """The text of the page with the reference between its marks as it should be."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{reference()}\n{END}{rest.partition(END)[2]}"


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
    page = page_with_reference(PAGE.read_text(encoding="utf-8"))
    if "--write" in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
        PROBLEMS_PAGE.write_text(problems_page(), encoding="utf-8")
    else:
        print(reference(), problems_page())
