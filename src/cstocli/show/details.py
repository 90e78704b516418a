"""Sentences on one fact and on a whole base, for people."""

from cstocli.model import dates
from cstocli.model.status import NOT_APPLICABLE, NOT_STATED
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


def overview(base: Row) -> str:
    """One screen: what a base is about, how much it holds, and what to ask next."""
    owners = [("contingents", base["contingents"], "csto contingents")] if "contingents" in base else []
    counts = [
        *owners,
        ("facts", base["facts"], "what the claims are about: csto facts"),
        ("claims", base["claims"], "what sources say: csto why ID"),
        ("sources", base["sources"], "documents that make a claim: csto sources"),
        ("origins", base["origins"], "to whom the claims go back: csto origins"),
    ]
    attestation = [
        ("corroborated", base["corroborated"], "two or more independent lines state it"),
        ("single-origin", base["single_origin"], "one line does, in however many articles"),
        ("disputed", base["disputes"], "csto disputes"),
        ("not stated", base["gaps"], "csto gaps"),
    ]
    lines = [base["title"], dates.words(base["period"]), ""]
    lines += [f"{count:>7,}  {name:<14} {remark}" for name, count, remark in counts]
    lines += ["", f"{base['fields']:,} fields have a value; of these, and of those that have none:"]
    lines += [f"{count:>7,}  {name:<14} {remark}" for name, count, remark in attestation]
    lines += [
        "",
        "Ask next:",
        *_to_list(base),
        "  csto timeline --from DATE           what happened, in order",
        "  csto search TEXT                    where something is spoken of",
        "  csto --help                         everything else",
    ]
    return "\n".join(lines)


def _to_list(base: Row) -> list[str]:
    """The commands that list the facts of this base."""
    if "contingents" in base:
        return [
            "  csto contingents                    who came, guarded what, left how",
            "  csto departures --json              who left, for programs",
        ]
    commands = [(f"csto list {kind['kind']}", f"{kind['facts']:,} {kind['plural']}") for kind in base["kinds"]]
    return [f"  {command:<34}  {what}" for command, what in commands]
