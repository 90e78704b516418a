"""By what a movement went and what was guarded, in words made of several fields."""

from collections.abc import Mapping
from typing import Any

from cstocli.model.format import Derived, Words
from cstocli.weigh.sums import given_together


def means(fields: Mapping[str, Any], words: Words) -> Derived | None:
    """By what a movement went: `3 × Il-76`, `10 aircraft`, `own vehicles`, `by air`, or None.

    `words` are the shown values of `fields`.
    """
    counted = tuple(name for name in ("aircraft", "aircraft_count") if name in words)
    if "aircraft" in words:
        types = fields["aircraft"].value
        if "aircraft_count" in words and types and any(item.number is None for item in types):
            if given_together(fields, counted):
                return Derived(f"{words['aircraft_count']} × {words['aircraft'].replace(', ', ' or ')}", counted)
            return Derived(f"{words['aircraft']}; {words['aircraft_count']} aircraft", counted)
        return Derived(words["aircraft"], counted)
    if counted:
        return Derived(f"{words['aircraft_count']} aircraft", counted)
    if "vehicles" in words:
        return Derived(words["vehicles"], ("vehicles", "mode") if "mode" in words else ("vehicles",))
    return Derived(f"by {words['mode']}", ("mode",)) if "mode" in words else None


def went(words: Words) -> str | None:
    """The same as a summary has it: `by air`, else in brackets."""
    found = words.get("means")
    return found if not found or found.startswith("by ") else f"({found})"


def guarded(fields: Mapping[str, Any], words: Words) -> Derived | None:
    """What was guarded: the site, or how many and what sorts of sites, or what for."""
    if "site" in words:
        return Derived(words["site"], ("site",))
    counted = {"site_count": f"{words.get('site_count')} sites", "site_kinds": words.get("site_kinds", "")}
    stated = {name: text for name, text in counted.items() if name in words}
    if stated:
        # Only where one claim gives both, the number is that of these sites.
        together = given_together(fields, tuple(stated))
        return Derived((": " if together else "; kinds: ").join(stated.values()), tuple(stated))
    return Derived(f"unnamed sites, to {words['purpose']}", ("purpose",)) if "purpose" in words else None
