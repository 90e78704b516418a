"""Write the reference part of docs/format.md from the declaration of the format.

`reference.py` prints it; `reference.py --write` puts it into the page between its marks.
"""

import sys
from pathlib import Path

from cstocli.kinds import CLAIM_KEYS, FACT_KEYS, KINDS, RIVAL_KEYS, TABLES, Key

PAGE = Path(__file__).parents[1] / "docs" / "format.md"
BEGIN, END = "<!-- reference -->", "<!-- /reference -->"


def reference() -> str:
    """The tables of all keys and fields, as Markdown."""
    parts = ["\n### Tables of things\n"]
    for table, keys in TABLES.items():
        parts += [f"\n`[{table}]`\n\n" if table == "about" else f"\n`[{table}.some-id]`\n\n", _keys(keys)]
    parts += ["\n### Facts\n\nKeys of every fact:\n\n", _keys(FACT_KEYS)]
    parts += ["\nKeys of every claim, beside the fields of its kind:\n\n", _keys(CLAIM_KEYS)]
    for name, kind in KINDS.items():
        parts += [
            f"\n`[[{kind.table}]]`: the kind `{name}`\n\n",
            "| field | type | meaning | asked |\n| --- | --- | --- | --- |\n",
        ]
        parts += [
            f"| `{field}` | {spec.type} | {spec.meaning} | {spec.question} |\n" for field, spec in kind.fields.items()
        ]
    parts += ["\n### Rivals\n\n`[[rivals]]`\n\n", _keys(RIVAL_KEYS)]
    return "".join(parts)


def _keys(keys: dict[str, Key]) -> str:
    rows = (
        f"| `{name}` | {key.type} | {'yes' if key.required else ''} | {key.meaning} |\n" for name, key in keys.items()
    )
    return "| key | type | required | meaning |\n| --- | --- | --- | --- |\n" + "".join(rows)


def page_with_reference(page: str) -> str:
    """The text of the page with the reference between its marks as it should be."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{reference()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(page_with_reference(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(reference())
