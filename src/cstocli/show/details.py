"""Sentences on one fact and on a whole base, for people."""

from typing import Any

from cstocli.model import dates
from cstocli.show.cells import Row


def verdict(fact: Row, field: str | None) -> str:
    """One line on a row of `show`, or on one of its fields: the value and how well it is attested."""
    if field is None:
        return f"{fact['fact']}: {fact['summary']}"
    entry: dict[str, Any] | None = fact["fields"].get(field)
    if entry is None or entry["value"] is None:
        return f"{fact['fact']}.{field}: {entry['status'] if entry else 'not-stated'}"
    return f"{fact['fact']}.{field}: {entry['words']} – {entry['status']} ({support(entry)}); shown: {entry['rule']}"


def support(field: Row) -> str:
    """How many support a field: `2 origins, 5 articles`."""
    return f"{_counted(field['origins'], 'origin')}, {_counted(field['articles'], 'article')}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def heading(fact: Row) -> str:
    """The lines above the tables of one fact."""
    lines = [f"{fact['fact']}: {fact['summary']}"]
    if fact["note"]:
        lines.append(f"Note: {fact['note']}")
    return "\n".join(lines)


def overview(base: Row) -> str:
    """One screen: what a base is about, how much it holds, and what to ask next."""
    counts = [
        ("contingents", base["contingents"], "csto contingents"),
        ("facts", base["facts"], "what the claims are about: csto facts"),
        ("claims", base["claims"], "what sources say: csto why ID"),
        ("sources", base["sources"], "documents that make a claim: csto sources"),
        ("origins", base["origins"], "to whom the claims go back: csto origins"),
    ]
    attestation = [
        ("corroborated", base["corroborated"], "two or more independent origins agree"),
        ("single-origin", base["single_origin"], "one origin, in however many articles"),
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
        "  csto contingents                    who came, guarded what, left how",
        "  csto timeline --from DATE           what happened, in order",
        "  csto departures --json              the same for programs",
        "  csto search TEXT                    where something is spoken of",
        "  csto --help                         everything else",
    ]
    return "\n".join(lines)
