"""Fact bases with one mistake each, and beside each the text that is printed of it.

A base is a `.toml` file, or a folder of them where the mistake takes two files. `NAME.txt`
holds what is printed: for a base named as a rule is, the report of `csto check` (these are the
examples of docs/problems.md), for every other one what any command says before it gives up.
`NAME.document.txt` is the document that a rule compares quotes with. Where the first line of a
base is `# $.places.city`, an editor sees the mistake too, at that place of the schema.

`REWRITE=1 pytest` writes the texts anew.
"""

import os
from pathlib import Path

from cstocli.curate.rules import all_rules
from cstocli.vocabularies.peace_operation.kinds import peace_operation

FOLDER = Path(__file__).parent
RULES = all_rules(peace_operation())
BASES = sorted(entry for entry in FOLDER.iterdir() if entry.suffix == ".toml" or next(entry.glob("*.toml"), None))
EXAMPLES = [base for base in BASES if base.stem in RULES]
STOPPED = [base for base in BASES if base.stem not in RULES]


def beside(base: Path) -> Path:
    """The file with the text that is printed of `base`."""
    return base.with_suffix(".txt")


def expected(base: Path, printed: str) -> str:
    """The text beside `base`; with REWRITE=1 it becomes what is printed now."""
    if os.environ.get("REWRITE") == "1":
        beside(base).write_text(printed, encoding="utf-8")
    return beside(base).read_text(encoding="utf-8")


def seen_by_editors() -> dict[Path, str]:
    """The bases whose mistake a schema can tell, and where it does."""
    first = {base: base.read_text(encoding="utf-8").partition("\n")[0] for base in BASES if base.is_file()}
    return {base: line.removeprefix("# ") for base, line in first.items() if line.startswith("# $")}
