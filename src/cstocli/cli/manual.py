"""The command line described as data, for programs and for the pages that are made of it."""

from collections.abc import Sequence
from typing import Any

import cstocli
from cstocli.cli.guide import AtHand, examples_of, groups
from cstocli.cli.topics import TOPICS

Row = dict[str, Any]


def command_row(name: str, command: Any, hand: AtHand) -> Row:  # noqa: ANN401
    """One command: what it does, examples, its arguments and options, the fields of its rows."""
    parameters = [parameter for parameter in command.params if parameter.name != "help"]
    question = cstocli.questions().get(name)
    columns = question.row_type.columns if question else ()
    examples = examples_of(name, hand)
    return {
        "command": name,
        "help": " ".join((command.help or "").split()),
        "group": next(heading for heading, names in groups().items() if name in names),
        "example": examples[0] if examples else f"csto {name} --help",
        "examples": examples,
        "arguments": [_parameter_row(each) for each in parameters if each.param_type_name == "argument"],
        "options": [_parameter_row(each) for each in parameters if each.param_type_name == "option"],
        "fields": [{"field": each.name, "type": each.type.name, "meaning": each.meaning} for each in columns],
        "topic": [{"name": row["name"], "meaning": row["meaning"]} for row in topic_rows(name)],
        "status": {},
        "sources": [],
    }


def topic_rows(name: str) -> list[Row]:
    """The lines of a topic; none where there is no such topic."""
    lines = TOPICS[name].lines if name in TOPICS else ()
    return [{"topic": name, "name": word, "meaning": meaning, "status": {}, "sources": []} for word, meaning in lines]


def topic_text(name: str, width: int) -> str:
    """A topic for people, in lines of `width` cells: its title, its text, its lines."""
    # Few commands print it.
    from cstocli.model.widths import folded

    topic = TOPICS[name]
    widest = max(len(word) for word, _ in topic.lines) + 4
    text = "\n".join(folded(f"  {topic.text}", width, "  "))
    lines = (
        "\n".join(folded(f"  {word:<{widest - 2}}{meaning}", width, " " * widest)) for word, meaning in topic.lines
    )
    joined = "\n".join(lines)
    return f"{topic.title}\n\n{text}\n\n{joined}\n"


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
