"""Words of scripts that write no blanks between them, such as Chinese, Japanese and Thai."""

import re
import unicodedata

from cstocli.model.numerals import grouped

# Chinese and Japanese write a word with about two characters; Thai, Lao, Khmer and Burmese with about four letters.
_TWO_A_WORD = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_TWO_A_WORD += "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
_FOUR_A_WORD = "\u0e01-\u0e5b\u0e81-\u0eff\u1000-\u109f\u1780-\u17d3\u17d7-\u17ff"
_UNSPACED = re.compile(f"[{_TWO_A_WORD}{_FOUR_A_WORD}]")
# What parts words where blanks do not: of Tibetan, of Ethiopic.
_PARTED = re.compile("[\u0f0b\u0f0c\u1361]")
# How sentences end, and what may stand behind that: as Unicode has it for the scripts of today.
_ENDS = ".!?…։؟۔।॥။።།។៕。．｡！？‼⁇⁈⁉‽"
_CLOSERS = "\"'”’“»›)]）］」』】》〉〕"
_SENTENCE = re.compile(f"[{re.escape(_ENDS)}]$")


def is_mark(character: str) -> bool:
    """Whether it stands on the character before it."""
    return unicodedata.category(character).startswith("M")


def number_of_words(text: str) -> int:
    """How many words `text` has: what blanks part and, in scripts without blanks, what so many characters make."""
    if text.isascii():
        return len(text.split())
    words = 0
    for word in _PARTED.sub(" ", text).split():
        two, four = len(re.findall(f"[{_TWO_A_WORD}]", word)), len(re.findall(f"[{_FOUR_A_WORD}]", word))
        marks = sum(map(is_mark, word))
        others = any(character.isalnum() and not _UNSPACED.match(character) for character in word)
        words += max(1, -(-(2 * two + four - min(four, marks)) // 4) + (others and two + four > 0))
    return words


def ends_a_sentence(text: str) -> bool:
    """Whether `text` ends with a full stop or its like, in whatever script."""
    return bool(_SENTENCE.search(text.rstrip().rstrip(_CLOSERS)))


def words(text: str) -> list[str]:
    """The words of `text`, without punctuation; marks belong to their letters."""
    return "".join(one if one.isalnum() or one == "_" or is_mark(one) else " " for one in text).split()


def segmented(text: str) -> str:
    """`text` with blanks around each character of a script without blanks; empty where there is none.

    So a full-text index finds a word by the characters that stand next to each other.
    """
    if text.isascii() or not _UNSPACED.search(text):
        return ""
    parted = ""
    unspaced = False
    for character in text:
        if not is_mark(character):
            was, unspaced = unspaced, bool(_UNSPACED.match(character))
            parted += " " * (was or unspaced)
        parted += character
    return " ".join(parted.split())


def searched(text: str) -> str:
    """What full-text search looks at beside the words of a text: those that it cannot tell apart itself."""
    return " ".join(filter(None, (segmented(text), *(number for _, number in grouped(text)))))
