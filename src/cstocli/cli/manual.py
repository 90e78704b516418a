"""The command line described as data: commands, their options, the fields of their rows."""

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
        "arguments": [_described(one) for one in parameters if one.param_type_name == "argument"],
        "options": [_described(one) for one in parameters if one.param_type_name == "option"],
        "fields": [{"field": one.name, "type": one.type.name, "meaning": one.meaning} for one in columns],
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
