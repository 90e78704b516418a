"""Suggestions: the known names that are most like a wrong one."""

from collections.abc import Iterable

from cstocli.model.text import visible

# Below this likeness (difflib's ratio) a suggestion is more puzzling than helpful.
_LIKENESS = 0.6
_MOST = 3
_LONGEST = 60
_MOST_COMPARED = 2000


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The names of `known` that `name` may have meant, the likeliest first, three at most.

    A name is near if it is spelt alike, or begins or ends with all of `name`. More than
    two thousand names are not searched: that would take seconds.
    """
    wanted = name.casefold()[:100]
    by_folded = {candidate.casefold(): candidate for candidate in sorted(known)}
    if len(by_folded) > _MOST_COMPARED:
        return []
    # Loaded only for a wrong name.
    import difflib

    found = difflib.get_close_matches(wanted, by_folded, n=_MOST, cutoff=_LIKENESS)
    if len(wanted) > 1:
        found += [
            folded
            for folded in by_folded
            if folded not in found and (folded.startswith(wanted) or folded.endswith(wanted))
        ]
    return [by_folded[folded] for folded in found[:_MOST]]


def did_you_mean(suggestions: Iterable[str]) -> str:
    """The clause `; did you mean "a" or "b"?`, or nothing without suggestions."""
    names = [f'"{visible(name)[:_LONGEST]}"' for name in suggestions]
    return f"; did you mean {choices(names)}?" if names else ""


def choices(words: Iterable[str]) -> str:
    """Words as a choice: `in or out`."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
