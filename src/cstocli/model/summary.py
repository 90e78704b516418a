"""One-line summaries, made from a template and the shown values of a fact in words.

A template is text with `{field}` where the words of a field stand. What depends on a
value stands in brackets, perhaps with alternatives: `[ reaches {place}| arrives]` is
the first of them whose fields all have a value, or nothing. Outside of brackets `…`
stands for a value that is missing.
"""

import re
from collections.abc import Mapping

Part = tuple[tuple[str, tuple[str, ...]], ...]
Template = tuple[tuple[bool, Part], ...]

_MISSING = "…"

_PART = re.compile(r"\[([^\]]*)\]|([^\[]+)")
_FIELD = re.compile(r"\{(\w+)\}")


def well_formed(template: str) -> bool:
    """Whether every bracket has its other half, and holds a field or, in square ones, what may be missing."""
    return re.fullmatch(r"(?:[^\[\]{}]|\{\w+\}|\[(?:[^\[\]{}]|\{\w+\})*\])*", template) is not None


def parsed(template: str) -> Template:
    """The parts of a template: whether each may be missing, its alternatives and the fields that they name."""
    return tuple(
        (
            not plain,
            tuple((text, tuple(_FIELD.findall(text))) for text in (optional.split("|") if optional else (plain,))),
        )
        for optional, plain in _PART.findall(template)
    )


def filled(template: Template, words: Mapping[str, str]) -> str:
    """The summary, with a capital in front; `words` are those of fields that have a value."""
    found = ""
    for may_be_missing, alternatives in template:
        for text, fields in alternatives:
            if all(field in words for field in fields):
                found += text.format_map(words) if fields else text
                break
            if not may_be_missing:
                found += text.format_map({field: words.get(field, _MISSING) for field in fields})
    # Where what comes first is missing, so is what would be joined to it.
    found = found.lstrip(" ,;:")
    return found[:1].upper() + found[1:]
