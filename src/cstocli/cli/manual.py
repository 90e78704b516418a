"""The command line described as data: commands, their options, the fields of their rows."""

from collections.abc import Sequence
from typing import Any

import cstocli

Row = dict[str, Any]


def command_row(name: str, command: Any, example: str) -> Row:  # noqa: ANN401
    """One command: what it does, an example, its arguments and options, the fields of its rows."""
    parameters = [parameter for parameter in command.params if parameter.name != "help"]
    question = cstocli.questions().get(name)
    columns = question.row_type.columns if question else ()
    return {
        "command": name,
        "help": (command.help or "").split("\n\n")[0].replace("\n", " "),
        "example": example,
        "arguments": [_parameter_row(each) for each in parameters if each.param_type_name == "argument"],
        "options": [_parameter_row(each) for each in parameters if each.param_type_name == "option"],
        "fields": [{"field": each.name, "type": each.type.name, "meaning": each.meaning} for each in columns],
        "status": {},
        "sources": [],
    }


def compact(rows: Sequence[Row]) -> Row:
    """The rows of all commands, with the options that several of them have described once.

    A command keeps in `options` those of its own, and names the others in `shared`; they
    stand in `shared_options` by their names.
    """
    every = [option for row in rows for option in row["options"]]
    shared = {option["name"]: option for option in every if every.count(option) > 1}
    commands = [
        {
            **row,
            "options": [option for option in row["options"] if shared.get(option["name"]) != option],
            "shared": [option["name"] for option in row["options"] if shared.get(option["name"]) == option],
        }
        for row in rows
    ]
    return {"commands": commands, "shared_options": shared}


def _parameter_row(parameter: Any) -> Row:  # noqa: ANN401
    flag = bool(getattr(parameter, "is_flag", False))
    return {
        "name": parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar,
        "short": next((name for name in parameter.opts[1:] if not name.startswith("--")), None),
        "takes": None if flag else parameter.metavar or parameter.type.name,
        "repeatable": bool(parameter.multiple) if parameter.param_type_name == "option" else parameter.nargs == -1,
        "required": bool(parameter.required),
        "default": parameter.default if isinstance(parameter.default, str | int) and not flag else None,
        "help": getattr(parameter, "help", None) or "",
    }
