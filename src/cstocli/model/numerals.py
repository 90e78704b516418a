"""Numbers as they stand in texts, with groups of digits that are parted in many ways: `3,000`, `3 000`, `3’000`."""

import re

# What parts groups, the same in all of a number: also blanks that do not break, and the sign of Arabic.
_BLANKS = " \u00a0\u2007\u2008\u2009\u200a\u202f"
_PARTS = rf"[{_BLANKS},.'\u2019\u02bc\u02d9\u00b7\u066c]"
_GROUPED = re.compile(rf"(?<!\d)\d{{1,3}}({_PARTS})\d{{3}}(?:\1\d{{3}})*(?!\d)")
# Most texts have none, and this is found out sooner.
_MAYBE_GROUPED = re.compile(rf"\d{_PARTS}\d\d\d")
_DIGITS = re.compile(r"\d{1,30}")


def grouped(text: str) -> list[tuple[str, str]]:
    """Each number of `text` whose groups are parted: as it stands there, and joined."""
    if not _MAYBE_GROUPED.search(text):
        return []
    return [(found[0], found[0].replace(found[1], "")) for found in _GROUPED.finditer(text)]


def joined(text: str) -> str:
    """`text` with the groups of each number joined: `3,000 men` becomes `3000 men`."""
    return _GROUPED.sub(lambda found: found[0].replace(found[1], ""), text)


def may_be_several(number: str) -> bool:
    """Whether what may be a number with parted groups may as well be several numbers, one after the other."""
    return any(blank in number for blank in _BLANKS)


def numbers(text: str) -> set[int]:
    """The whole numbers in `text`, in digits of any script."""
    return {int(digits) for digits in _DIGITS.findall(joined(text))}
