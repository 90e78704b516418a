"""Sentences on one fact and on a whole base, for people."""

from collections.abc import Sequence

from cstocli.model import dates
from cstocli.model.status import NOT_APPLICABLE, NOT_STATED
from cstocli.model.text import counted
from cstocli.show.cells import Row

_SILENT = (NOT_APPLICABLE, NOT_STATED)


def verdict(fact: Row, field: str | None) -> str:
    """What the claims come to, for a row of `show` or one of its fields: a sentence a field."""
    if field is None:
        answered = {
            name: found
            for name, found in fact["fields"].items()
            if found["status"] not in _SILENT or found["set_aside"]
        }
        return "\n".join(
            [
                f"{fact['fact']}: {fact['summary']}",
                *(f"{name}: {found['verdict']}." for name, found in answered.items()),
            ]
        )
    found = fact["fields"].get(field)
    return f"{fact['fact']}.{field}: {found['verdict'] if found else 'none of the sources here states it'}."


def heading(fact: Row) -> str:
    """The lines above the tables of one fact."""
    lines = [f"{fact['fact']}: {fact['summary']}"]
    if fact["note"]:
        lines.append(f"Note: {fact['note']}")
    return "\n".join(lines)


def overview(base: Row, ask_next: Sequence[tuple[str, str]] = (), csto: str = "csto", width: int | None = None) -> str:
    """One screen: what a base is about, how much it holds, and what to ask next.

    `ask_next` are commands and what each answers; `csto` is how a command begins that asks this base;
    `width` is that of the terminal.
    """
    owners = [("contingent", base["contingents"], f"{csto} contingents")] if "contingents" in base else []
    counts = [
        *owners,
        ("fact", base["facts"], f"what the claims are about: {csto} facts"),
        ("claim", base["claims"], "what sources say"),
        ("source", base["sources"], f"documents that make a claim: {csto} sources"),
        ("origin", base["origins"], f"to whom the claims go back: {csto} origins"),
    ]
    attestation = [
        ("corroborated", base["corroborated"], "two or more independent lines state it"),
        ("single-origin", base["single_origin"], "one line does, in however many articles"),
        ("disputed", base["disputes"], f"{csto} disputes"),
        ("not stated", base["gaps"], f"{csto} gaps"),
    ]
    lines = [base["title"], dates.words(base["period"]), ""]
    lines += [f"{count:>7,}  {name + 's' * (count != 1):<14} {remark}" for name, count, remark in counts]
    have = "has" if base["fields"] == 1 else "have"
    lines += ["", f"{counted(base['fields'], 'field')} {have} a value; of these, and of those that have none:"]
    lines += [f"{count:>7,}  {name:<14} {remark}" for name, count, remark in attestation]
    if ask_next:
        # One column of commands, unless a long name makes it wide: then what it answers stands below.
        column = min(max(len(command) for command, _ in ask_next), _COMMANDS)
        if width is not None and max(len(_line(*line, column)) for line in ask_next) > width:
            column = 0
        lines += ["", "Ask next:", *(_line(command, what, column) for command, what in ask_next)]
    return "\n".join(lines)


_COMMANDS = 40


def _line(command: str, what: str, width: int) -> str:
    return f"  {command:<{width}}  {what}" if len(command) <= width else f"  {command}\n    {what}"
