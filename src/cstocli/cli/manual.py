"""The program described for programs: its commands, their options, the fields of their rows."""

import hashlib
import platform
import sqlite3
from typing import Any

from cstocli import __version__
from cstocli.ask.columns import ROWS
from cstocli.read.files import STANDARD_INPUT, base_files

Row = dict[str, Any]


def command_row(name: str, command: Any, example: str) -> Row:  # noqa: ANN401
    """One command: what it does, an example, its arguments and options, the fields of its rows."""
    parameters = [parameter for parameter in command.params if parameter.name != "help"]
    columns = ROWS[name].columns if name in ROWS else ()
    return {
        "command": name,
        "help": (command.help or "").split("\n\n")[0].replace("\n", " "),
        "example": example,
        "arguments": [_described(one) for one in parameters if one.param_type_name == "argument"],
        "options": [_described(one) for one in parameters if one.param_type_name == "option"],
        "fields": [{"field": one.name, "type": one.type, "meaning": one.meaning} for one in columns],
        "status": {},
        "sources": [],
    }


def _described(parameter: Any) -> Row:  # noqa: ANN401
    flag = bool(getattr(parameter, "is_flag", False))
    return {
        "name": parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar,
        "short": next((one for one in parameter.opts[1:] if not one.startswith("--")), None),
        "takes": None if flag else parameter.metavar or parameter.type.name,
        "repeatable": bool(parameter.multiple) if parameter.param_type_name == "option" else parameter.nargs == -1,
        "required": bool(parameter.required),
        "default": parameter.default if isinstance(parameter.default, str | int) and not flag else None,
        "help": getattr(parameter, "help", None) or "",
    }


def about(connection: sqlite3.Connection, path: str) -> Row:
    """Versions, which base, its fingerprint, and how much it holds.

    `sha256` is of the contents of its files, one behind the other in the order of their
    names; null for standard input.
    """
    title, period, note = connection.execute("SELECT title, period, note FROM about").fetchone()
    tables = ("contingents", "sources", "origins", "places", "claims", "facts")
    counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    counts["facts"] -= counts["contingents"]
    files = base_files(path)
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return {
        "program": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "base": "standard input" if path == STANDARD_INPUT else path,
        "files": len(files),
        "sha256": digest.hexdigest() if files else None,
        "title": title,
        "period": period,
        "note": note or None,
        **counts,
        "status": {},
    }
