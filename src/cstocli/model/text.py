"""The one form in which text is kept and compared; hidden characters, made visible for terminals."""

import re

# What Unicode calls default ignorable: nothing is seen of it, but it hides text, turns its direction or changes
# how its neighbours look.
IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# With it C0 and C1 controls, separators of lines, marks of annotations, halves of characters.
# New line and tab are allowed in running text only.
# Compiled where it is first used: most answers are all plain characters.
HIDDEN = f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ud800-\udfff{IGNORABLE}]"


# How a formula begins in a spreadsheet, perhaps behind what it does not look at: also the full-width and small signs.
_FORMULA = f"(?=[\\s\x00-\x1f\u2800{IGNORABLE}]*[=+\\-@＝＋－＠﹦﹢﹣﹫])"


def begins_a_formula(text: str) -> bool:
    """Whether a spreadsheet may take `text` for a formula, or for the end of a cell."""
    first = text[:1]
    if not first or (first.isascii() and first.isalnum()):
        return False
    return first in ("\t", "\r", "\n") or bool(re.match(_FORMULA, text))


def defused(text: str) -> str:
    """`text` with an apostrophe before what a spreadsheet may take for a formula.

    That may be in the middle too: some part cells by semicolons, and lines in spite of quotation marks.
    """
    if text.isalnum():
        return text
    begun = f"'{text}" if begins_a_formula(text) else text
    return re.sub(rf"(?<=[;\t-\r]){_FORMULA}", "'", begun)


def nfc(text: str) -> str:
    """`text` in the form of Unicode in which it is kept and compared (NFC): `é` is one character, not two."""
    if text.isascii():
        return text
    # Most bases are ASCII.
    import unicodedata

    return unicodedata.normalize("NFC", text)


def tidied(text: str) -> str:
    """A name as it is kept and compared: in one form of Unicode, without blanks around it, one between words."""
    return " ".join(nfc(text).split())


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number and what it counts: `1 claim`, `2,000 claims`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def shell_command(*words: str) -> str:
    """A command line that a shell reads as these words, to be pasted; what hides is shown by its name."""
    # Few answers have one.
    import shlex

    return visible(shlex.join(words))


def name_of(character: str) -> str:
    r"""How a hidden character is shown: `\x1b` below U+0100, `U+202E` above."""
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"U+{code:04X}"  # noqa: PLR2004


def hides(text: str) -> bool:
    """Whether there is a hidden character in `text`."""
    # Nearly all characters are plain ones, and leaving out bytes is the quickest thing to do with a long text.
    rest = text.encode(errors="surrogatepass").translate(None, _PLAIN)
    return bool(re.search(HIDDEN, rest.decode(errors="surrogatepass")))


_PLAIN = bytes((*b"\t\n", *range(0x20, 0x7F)))


def visible(text: str) -> str:
    """`text` on one line, each hidden character, tab and new line shown by its name."""
    if text.isascii() and text.isprintable():
        return text
    on_one_line = text.replace("\t", name_of("\t")).replace("\n", name_of("\n"))
    return re.sub(HIDDEN, lambda match: name_of(match[0]), on_one_line)
