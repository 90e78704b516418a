"""The command line as it was typed: what remedies are made of, so that nothing typed is lost."""

import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from cstocli.model.errors import WrongUsage
from cstocli.model.suggestions import choices, nearest
from cstocli.model.text import counted, shell_command, visible

_MOST_NAMED = 3


def typed(*more: str, first: Iterable[str] = (), without: Iterable[str] = ()) -> str:
    """The command line with more words behind it or `first` in it, and without some options that take no value."""
    left_out = {*without, "--errors-json"}
    return shell_command("csto", *first, *(word for word in sys.argv[1:] if word not in left_out), *more)


_OF_ARCHIVES = ("--archive", "--engine", "--master")


def typed_for_one_base() -> str:
    """The command line with `--facts BASE` in place of an archive."""
    words: list[str] = []
    before = ""
    for word in sys.argv[1:]:
        if before not in _OF_ARCHIVES and word.partition("=")[0] not in (*_OF_ARCHIVES, "--errors-json"):
            words.append(word)
        before = "" if before in _OF_ARCHIVES else word
    return shell_command("csto", *words, "--facts", "BASE")


def value_of(flag: str) -> str | None:
    """What was typed as the value of an option."""
    for number, word in enumerate(sys.argv):
        name, equals, value = word.partition("=")
        if name == flag:
            return value if equals else next(iter(sys.argv[number + 1 : number + 2]), None)
    return None


def refuse_single_dash(command: str, options: Sequence[Any], arguments: Sequence[str]) -> None:
    """Refuse `-from`, which would be read as `-f rom`, where there is an option `--from`.

    Raises:
        WrongUsage: there is such a word, and it is no value of an option.
    """
    flags = {name for option in options for name in option.opts}
    valued = {name for option in options if not getattr(option, "is_flag", False) for name in option.opts}
    before = ""
    for word in arguments:
        if word == "--":
            return
        name = word.partition("=")[0]
        if re.match(r"-\w\w", word) and f"-{name}" in flags and before not in valued:
            right = shell_command(*("csto", *(f"-{each}" if each == word else each for each in sys.argv[1:])))
            raise WrongUsage(
                f"{command} has no option {visible(name)}",
                "write",
                right,
                token=visible(name),
                suggestions=[f"-{visible(name)}"],
            )
        before = word


def unknown_option(context: Any, flag: str, commands: Iterable[str]) -> WrongUsage:  # noqa: ANN401
    """What to say of an option that a command has not: which commands take it, else the nearest that this one has."""
    token, path = visible(flag), context.command_path
    program = context.find_root().command
    built = ((name, program.get_command(context.find_root(), name)) for name in commands)
    takers = [name for name, command in built if any(flag in each.opts for each in command.params)]
    if context.info_name == "compare" and flag in ("--without", "--only", "--as-of"):
        part = f"{flag.removeprefix('--')}={value_of(flag) or 'NAME'}"
        return WrongUsage(
            f"{path} takes perspectives as words, not {token}",
            "write",
            shell_command("csto", "compare", part),
            token=token,
        )
    if takers:
        named = [f"csto {name}" for name in takers[:_MOST_NAMED]]
        rest = len(takers) - _MOST_NAMED
        who = (
            f"{', '.join(named)} and {counted(rest, 'other')}" if rest > 0 else choices(named).replace(" or ", " and ")
        )
        do = "does" if len(takers) == 1 else "do"
        return WrongUsage(
            f"no such option: {path} does not take {token}; {who} {do}", "see", f"{path} --help", token=token
        )
    near = nearest(token, (name for each in context.command.params for name in each.opts))
    return WrongUsage(f"no such option: {token}", "see", f"{path} --help", token=token, suggestions=near)
