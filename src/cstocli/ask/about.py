"""The program, and the base from which it answers."""

import platform

from cstocli import __version__
from cstocli.ask.columns import Question, Row
from cstocli.ask.query import SUMMED
from cstocli.index.index import SQLITE_VERSION, Index


def about(index: Index, question: Question) -> Row:
    """The versions, the files from which the index was made, their SHA-256, and how much it holds.

    `sha256` is of the bytes of those files as they were read, one behind the other in the
    order of their names; null for standard input.
    """
    title, period, note, name, licence = index.execute("SELECT title, period, note, id, licence FROM about").fetchone()
    tables = ("sources", "origins", "places", "claims", "facts")
    counted = (question.owner.plural, *tables) if question.owner else tables
    conditions = {"facts": f"f WHERE NOT ({SUMMED})"}
    return {
        "program": __version__,
        "python": platform.python_version(),
        "sqlite": SQLITE_VERSION,
        "base": index.path,
        "files": index.files,
        "sha256": index.sha256,
        "title": title,
        "period": period,
        "note": note or None,
        "id": name,
        "licence": licence,
        **{
            table: index.execute(f"SELECT count(*) FROM {table} {conditions.get(table, '')}").fetchone()[0]
            for table in counted
        },
        "status": {},
    }
