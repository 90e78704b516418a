"""The table of the fast way, from the declarations of the options; `reference.py --write` writes it."""

from pathlib import Path
from typing import Any

import typer

from cstocli.cli.commands import COMMANDS, LISTINGS
from cstocli.cli.guide import function_of
from cstocli.cli.program import program

TABLE = Path(__file__).parents[1] / "src" / "cstocli" / "cli" / "fast_table.py"
FAST = (*LISTINGS, "list", "show", "why", "search", "cite", "sql", "schema")
# They are for people, ask something else than rows, or need what only the other way loads.
LEFT_OUT = frozenset(
    {"long", "cite", "colour", "full", "verbose", "sql", "chart", "svg", "force", "base"}
    | {"receipt", "receipt_file", "archive", "engine", "master", "help"}
)
# Versions of Typer differ in these names.
_FORMS = {
    **dict.fromkeys(("text", "str"), "text"),
    **dict.fromkeys(("integer range", "int range"), "integer"),
    "float": "number",
}
_HEAD = '''"""What plain calls take, for `fast_path`: written by scripts/reference.py from the declarations."""

# fmt: off
# A flag: the name of its option in Typer, and the form of its value.
'''


def table() -> str:
    """The text of the module."""
    root = program()
    context = typer.Context(root, info_name="csto")
    built = {name: root.get_command(context, name).params for name in FAST}
    options: dict[str, tuple[str, str]] = {}
    bounds: dict[str, tuple[int | None, int | None]] = {}
    commands: dict[str, tuple[object, ...]] = {}
    for name, params in built.items():
        own: dict[str, Any] = {"question": name} if COMMANDS[name].help else {}
        command = _command(name)
        shared = tuple(each for each in command.shared if each not in LEFT_OUT)
        for param in params:
            if param.param_type_name == "option" and param.name not in LEFT_OUT:
                for flag in param.opts:
                    form = _form(param)
                    if options.setdefault(flag, (param.name, form)) != (param.name, form):
                        raise ValueError(f"{flag} is not the same in all commands")
                if _form(param) == "integer":
                    bounds[param.name] = (param.type.min, param.type.max)
            if param.param_type_name == "option" and param.name not in {*command.shared, "help"}:
                own[param.name] = param.default
        argument = next(((each.name, _many(each)) for each in params if each.param_type_name == "argument"), None)
        commands[name] = (COMMANDS[name].module, COMMANDS[name].function, shared, own, argument)
    return _module(options, bounds, commands)


def _command(name: str) -> Any:  # noqa: ANN401
    """The function of a command, as Typer gets it."""
    function = function_of(name)
    return function(name) if COMMANDS[name].help else function


def _form(param: Any) -> str:  # noqa: ANN401
    form = "flag" if param.is_flag else _FORMS[param.type.name]
    if param.secondary_opts or param.nargs != 1 or (param.multiple and form != "text"):
        raise ValueError(f"{param.opts[0]} takes its value in a form that the fast way does not know")
    return "texts" if param.multiple else form


def _many(param: Any) -> str:  # noqa: ANN401
    if param.nargs == -1:
        return "some"
    return "one" if param.required else "perhaps"


def _module(
    options: dict[str, tuple[str, str]],
    bounds: dict[str, tuple[int | None, int | None]],
    commands: dict[str, tuple[object, ...]],
) -> str:
    lines = [_HEAD, "OPTIONS = {\n", *(f"    {flag!r}: {known},\n" for flag, known in sorted(options.items())), "}\n"]
    lines.append("# An option whose value is an integer: the least and the largest, None for no bound.\n")
    lines.append("BOUNDS: dict[str, tuple[int | None, int | None]] = {\n")
    lines += [*(f"    {name!r}: {known},\n" for name, known in sorted(bounds.items())), "}\n"]
    names: dict[object, str] = {}
    for name, (*_, shared, _own, _argument) in commands.items():
        if shared not in names:
            names[shared] = f"_AS_{name.upper()}"
            lines.append(f"{names[shared]} = {shared}\n")
    lines.append(
        "# A command: its module and its function in `answers`, the options that it shares with others, its own\n"
    )
    lines.append("# options with their defaults, its argument and how many words of it there may be.\n")
    lines.append(
        "COMMANDS: dict[str, tuple[str, str, tuple[str, ...], dict[str, object], tuple[str, str] | None]] = {\n"
    )
    for name, (module, function, shared, own, argument) in commands.items():
        lines.append(f"    {name!r}: ({module!r}, {function!r}, {names[shared]}, {own}, {argument}),\n")
    return "".join([*lines, "}\n"]).replace("'", '"')
