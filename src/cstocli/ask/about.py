"""The program, and the base from which it answers."""

import platform

from cstocli import __version__
from cstocli.ask.columns import Question, Row
from cstocli.index.index import SQLITE_VERSION, Index

_COUNTED = ("sources", "origins", "claims", "facts")


def about(index: Index, question: Question) -> Row:
    """The versions, the files from which the index was made, their SHA-256, and how much it holds.

    `sha256` is of the bytes of those files as they were read, one behind the other in the
    order of their names; null for standard input.
    """
    title, period, note = index.execute("SELECT title, period, note FROM about").fetchone()
    of_owner = (question.owner.plural,) if question.owner else ()
    (places,) = index.execute("SELECT count(*) FROM places").fetchone()
    # As the overview counts them.
    counted = next(index.records(f"SELECT {', '.join((*of_owner, *_COUNTED))} FROM overview"))
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
        **counted,
        "places": places,
        "status": {},
    }
