"""Text of which Markdown takes nothing for markup."""

import re

# Characters that are markup in running text and in a cell, of mathematics and citations too.
_MARKUP = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|~#&$^@"})
_ADDRESS = re.compile(r"https?://[^\s<>|`\\\"]+")
_ENDS = ".,;:!?'”»’…"
_CLOSED = {")": "(", "]": "[", "}": "{"}


def escaped(text: str) -> str:
    """`text` of which nothing is markup, but that addresses lead where they say."""
    whole, done = "", 0
    for found in _ADDRESS.finditer(text):
        end = found.end() if found[0] == text else found.start() + _length(found[0])
        whole += f"{text[done : found.start()].translate(_MARKUP)}<{text[found.start() : end]}>"
        done = end
    return whole + text[done:].translate(_MARKUP)


def _length(address: str) -> int:
    """The length of an address in a text, without what rather ends the sentence or closes a bracket before it."""
    while address[-1] in _ENDS or address.count(address[-1]) > address.count(_CLOSED.get(address[-1], address[-1])):
        address = address[:-1]
    return len(address)
