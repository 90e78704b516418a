"""The pages of all commands, made from their declarations: docs/commands.md and the manual page.

Examples have names of the shipped base.
"""

import functools
import re
from collections.abc import Iterable
from pathlib import Path

import cstocli
from cstocli.cli import options
from cstocli.cli.commands import COMMANDS
from cstocli.cli.guide import AtHand, examples_of, groups, help_text
from cstocli.cli.manual import Row, command_row
from cstocli.cli.program import program
from cstocli.cli.topics import TOPICS
from cstocli.read.files import shipped

ROOT = Path(__file__).parents[1]
COMMANDS_PAGE = ROOT / "docs" / "commands.md"
MANUAL_PAGE = ROOT / "man" / "csto.1"
_HEAD = """# Commands

Every command, as `csto help COMMAND` prints it, and what holds for all of them: `csto help TOPIC`.
`csto help --json` has all of it for programs. The examples have names of the shipped base; those of the help
have names of the base at hand.

Options may stand before or after a command. What one has no meaning for a command, that command refuses.
"""


@functools.cache
def _hand() -> AtHand:
    return AtHand(cstocli.open(shipped()).example_names())


@functools.cache
def _rows() -> dict[str, Row]:
    """Every command as data, by its name."""
    root = program()
    context = root.make_context("csto", [], resilient_parsing=True)
    return {name: command_row(name, root.get_command(context, name), _hand()) for name in COMMANDS}


@functools.cache
def _shared() -> dict[str, Row]:
    """The options that all listings have, by their names."""
    names = [option.opts[0] for option in options.shared_options(*options.LISTING)]
    listing = {row["name"]: row for row in _rows()["facts"]["options"]}
    return {name: listing[name] for name in names}


def _of_program() -> list[Row]:
    """The options of csto itself."""
    return [row for row in command_row("help", program(), AtHand({}))["options"] if row["name"] not in _shared()]


def _typed(option: Row) -> str:
    """An option as it is typed: `-n, --limit N`."""
    short = f"{option['short']}, " if option["short"] else ""
    takes = f" {option['takes']}" if option["takes"] else ""
    return f"{short}{option['name']}{takes}"


def _synopsis(name: str) -> str:
    arguments = []
    for argument in _rows()[name]["arguments"]:
        typed = argument["name"] if "[" in argument["name"] or not argument["repeatable"] else f"{argument['name']}..."
        arguments.append(typed if argument["required"] or "[" in typed else f"[{typed}]")
    return " ".join(("csto", name, *arguments, "[OPTIONS]"))


def _own(name: str) -> tuple[list[Row], list[str]]:
    """The options that a command has for itself, and the names of those that it shares with listings."""
    every = _rows()[name]["options"]
    return (
        [option for option in every if option != _shared().get(option["name"])],
        [option["name"] for option in every if option == _shared().get(option["name"])],
    )


def commands_page() -> str:
    """All commands, topics and shared options, as Markdown."""
    parts = [_HEAD]
    for heading, names in groups().items():
        parts.append(f"\n## {heading}\n")
        parts += map(_section, names)
    parts += ["\n## Options that listings share\n\n", _table(_shared().values())]
    parts += ["\n## Options of csto itself\n\n", _table(_of_program())]
    for topic, (title, text, lines) in TOPICS.items():
        parts.append(f"\n## {title}\n\n`csto help {topic}`\n\n{_escaped(text)}\n\n")
        parts.append("| what | meaning |\n| --- | --- |\n")
        parts += [f"| {_code(word)} | {_escaped(meaning)} |\n" for word, meaning in lines]
    return "".join(parts)


def _section(name: str) -> str:
    row = _rows()[name]
    text = "\n\n".join(" ".join(part.split()) for part in help_text(name).split("\n\n"))
    examples = "".join(f"{example}\n" for example in row["examples"])
    own, shared = _own(name)
    parts = [f"\n### csto {name}\n\n`{_synopsis(name)}`\n\n{_escaped(text)}\n\n"]
    parts.append(f"```sh\n{examples}```\n")
    described = [argument for argument in row["arguments"] if argument["help"]]
    if described or own:
        parts += ["\n", _table((*described, *own))]
    if shared == [*_shared()]:
        parts.append("\nIt has all options that listings share.\n")
    elif shared:
        parts.append(f"\nOf the options that listings share it has {', '.join(f'`{each}`' for each in shared)}.\n")
    return "".join(parts)


def _table(rows: Iterable[Row]) -> str:
    lines = (f"| {_code(_typed(row) if 'short' in row else row['name'])} | {_escaped(row['help'])} |\n" for row in rows)
    return "| option | meaning |\n| --- | --- |\n" + "".join(lines)


def _code(text: str) -> str:
    return "`{}`".format(text.replace("|", "\\|"))


def _escaped(text: str) -> str:
    """Text in which nothing is markup but the code that it has."""
    return re.sub(r"[|*<>]", r"\\\g<0>", text)


def manual_page() -> str:
    """The manual page csto(1), in the macros `man` and in ASCII."""
    name = "explore cited facts: who says so, and do they agree?"
    parts = [
        f'.TH CSTO 1 "" "csto {cstocli.__version__}" "User Commands"\n',
        f".SH NAME\ncsto \\- {_roff(name)}\n",
        ".SH SYNOPSIS\n.B csto\n[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR [\\fIARGUMENTS\\fR]]\n",
        ".SH DESCRIPTION\n",
        _roff("csto answers from a base of cited facts, a plain TOML file that holds what sources claim. Without a ")
        + _roff("command it says what the base is about. Options may stand before or after a command.\n"),
        ".SH COMMANDS\n",
    ]
    for heading, names in groups().items():
        parts.append(f".SS {_quoted(heading)}\n")
        for command in names:
            text = " ".join(help_text(command).split())
            own, _ = _own(command)
            parts.append(_item(_synopsis(command), text))
            if own:
                parts += [".RS\n", *(_item(_typed(option), option["help"]) for option in own), ".RE\n"]
    parts.append('.SH OPTIONS\n.SS "Of csto itself"\n')
    parts += [_item(_typed(option), option["help"]) for option in _of_program()]
    parts.append('.SS "Of listings; other commands have some of them"\n')
    parts += [_item(_typed(option), option["help"]) for option in _shared().values()]
    for topic, (title, text, lines) in TOPICS.items():
        parts.append(f".SH {_quoted(_SECTIONS.get(topic, title).upper())}\n{_roff(text)}\n")
        parts += [_item(word, meaning) for word, meaning in lines]
    parts.append(".SH EXAMPLES\n.nf\n")
    every = dict.fromkeys(example for each in ("", *COMMANDS) for example in examples_of(each, _hand())[:1])
    parts += [f"{_roff(example)}\n" for example in every]
    parts.append(".fi\n.SH SEE ALSO\n.BR jq (1),\n.BR less (1)\n")
    return "".join(parts)


# What these sections are called in every manual.
_SECTIONS = {"exit-codes": "exit status", "environment": "environment"}


def _item(word: str, meaning: str) -> str:
    return f".TP\n\\fB{_roff(word)}\\fR\n{_roff(meaning)}\n"


def _quoted(text: str) -> str:
    return f'"{_roff(text)}"'


def _roff(text: str) -> str:
    """Text of which nothing is a request or an escape, in ASCII."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "").replace("'", "\\(aq").replace("~", "\\(ti")
    safe = safe.replace("^", "\\(ha")
    safe = re.sub(r"[^\x00-\x7f]", lambda found: f"\\[u{ord(found[0]):04X}]", safe)
    return re.sub(r"^\.", r"\\&.", safe, flags=re.MULTILINE)
