"""How wide text is on a terminal, in cells: measuring, padding, cutting, folding."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

# What stands on the character before it: marks, and the vowels AM of Thai and Lao, which take a cell of their own.
_MARKS = frozenset(("Mn", "Me", "Mc"))
_AM = "\u0e33\u0eb3"
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
# Between these lines may be broken without a blank, but neither before what closes nor behind what opens.
_UNSPACED = (
    ("\u2e80", "\u303f"),
    ("\u3041", "\u33ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\ua4cf"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),
    ("\uff00", "\uff65"),
    ("\U00020000", "\U0003fffd"),
)
_CLOSES = "、。〃々〉》」』】〕〗〙〛〞〟・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ！）．，：；？］｝｡｣､…”’"
_OPENS = "〈《「『【〔〖〘〚〝（［｛｢“‘"
_ELLIPSIS = "…"
# A count stays with what it counts, and the sign at the end with the last word.
_PIECE = r"\s+|\S+(?: × \S+)*(?: [!*]$)?"


def cells(text: str) -> int:
    """How many cells `text` takes: two for each wide character of East Asia and emoji, none for a combining mark."""
    return len(text) if text.isascii() else _cells_of_text(text)


# A table asks it of each of its texts several times.
@lru_cache(maxsize=4096)
def _cells_of_text(text: str) -> int:
    return sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    # Vowels and finals of Korean join the consonant before them, a tone of skin the emoji.
    joins = "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7ff" or character in _SKIN_TONES
    if joins or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, width: int) -> str:
    """`text` with blanks behind it, so that it takes `width` cells."""
    return text + " " * (width - cells(text))


def cut(text: str, width: int) -> str:
    """`text` if it takes no more than `width` cells, else its beginning and an ellipsis."""
    return text if cells(text) <= width else beginning(text, max(0, width - 1)) + _ELLIPSIS


def folded(text: str, width: int, indent: str = "", *, whole: str = "") -> list[str]:
    """`text` as lines of at most `width` cells, all but the first behind `indent`.

    Lines are broken at blanks, in Chinese and Japanese between characters, and within a word only if it is longer
    than a line; a mark stays with its character. A word in which `whole` stands, such as an address, is never broken,
    however long it is.
    """
    if cells(text) <= width:
        return [text]
    lines: list[str] = []
    line, empty = "", True
    for word in pieces(text):
        blank = word.isspace()
        if cells(line) + cells(word) <= width and not (blank and empty and lines):
            line, empty = line + word, empty and blank
            continue
        if blank and not empty:
            # The blanks fill what is left of the line.
            lines.append(line.rstrip())
            line, empty = indent, True
        if blank:
            continue
        if not empty:
            lines.append(line.rstrip())
            line = indent
        while cells(line) + cells(word) > width and not (whole and whole in word):
            first = beginning(word, max(1, width - cells(line))) or word[:1]
            lines.append(line + first)
            line, word = indent, word[len(first) :]  # noqa: PLW2901
        line, empty = line + word, not word
    return lines if empty else [*lines, line.rstrip()]


def pieces(text: str) -> Iterator[str]:
    """The pieces of `text` between which a line may be broken, blanks among them."""
    for piece in re.findall(_PIECE, text):
        yield from (piece,) if piece.isascii() else _unspaced_pieces(piece)


def _unspaced_pieces(text: str) -> Iterator[str]:
    """The pieces of a text that no blanks part: nearly always it is one."""
    start = 0
    for at, (before, after) in enumerate(pairwise(text), 1):
        if (_is_unspaced(before) or _is_unspaced(after)) and before not in _OPENS and after not in _CLOSES:
            yield text[start:at]
            start = at
    yield text[start:]


# A pattern with these ranges would take 2.5 ms to compile, wherever text is folded.
@lru_cache(maxsize=4096)
def _is_unspaced(character: str) -> bool:
    return any(first <= character <= last for first, last in _UNSPACED)


def beginning(text: str, width: int) -> str:
    """As much of the beginning of `text` as `width` cells hold, whole characters with their marks."""
    taken = end = 0
    for number, character in enumerate(text):
        end = end if number and _joins(character) else number
        taken += _cells(character)
        if taken > width:
            return text[:end]
    return text


def ending(text: str, width: int) -> str:
    """As much of the end of `text` as `width` cells hold, whole characters with their marks."""
    taken, start = 0, len(text)
    for number in range(len(text) - 1, -1, -1):
        taken += _cells(text[number])
        if taken > width:
            break
        start = start if _joins(text[number]) else number
    return text[start:]


def _joins(character: str) -> bool:
    """Whether it stands on the character before it."""
    return unicodedata.category(character) in _MARKS or character in _AM or not _cells(character)
