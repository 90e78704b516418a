"""The one form in which text is kept and compared; hidden characters, made visible for terminals."""

import re

# C0 and C1 controls, and the characters that hide text or turn its direction:
# Unicode 15.1, categories Cc and Cf, without the soft hyphen's harmless kin.
# New line and tab are allowed in running text only, see `running`.
# Compiled where it is first used: most answers are all plain characters.
HIDDEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u3164\uffa0\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0100-\U000e01ef"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)


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
