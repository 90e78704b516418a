"""Whether a text has syntax that only TOML 1.1 knows."""

import re
import tomllib

from cstocli.model.base import Document

# Python's own parser takes a second for some megabytes.
_MOST_PARSED = 4 * 1024 * 1024
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")

_STRING = r"""(?:"(?!"")[^"\\\n]*+(?:\\[^ex\n][^"\\\n]*+)*+"|'(?!'')[^'\n]*+')"""
_LONG_STRING = (
    r'(?:"""[^"\\]*+(?:(?:\\[^ex]|"{1,2}(?!"))[^"\\]*+)*+"{3,5}'
    r"|'''[^']*+(?:'{1,2}(?!')[^']*+)*+'{3,5})"
)
_IN_A_TABLE = rf"""[^"'#,:\n{{}}\[\]]++|,(?![ \t]*+\}})|{_STRING}"""
_TABLE = rf"\{{(?:{_IN_A_TABLE})*+\}}"
_NESTED = rf"\{{(?:{_IN_A_TABLE}|\[(?:{_IN_A_TABLE}|{_TABLE})*+\]|{_TABLE})*+\}}"
# Outside of texts a colon stands in times alone: behind the hour, with minutes and seconds, and in an offset.
_TIME = r":\d\d:\d\d(?:\.\d++)?(?:[+-]\d\d:\d\d)?"
_SURELY_OF_1_0 = re.compile(rf"""(?:[^"'#{{:]++|#[^\n]*+|{_LONG_STRING}|{_STRING}|{_NESTED}|{_TIME})*+""", re.DOTALL)


def newer_syntax(document: Document) -> tuple[int, int] | None:
    """The line and column of what only TOML 1.1 knows; None where there is nothing of it.

    The text must be TOML. Python's own parser, which knows 1.0 alone, finds the place; it
    is asked only where a look at the text does not show that there is none, and never of
    more than some megabytes.
    """
    text = document.text
    if len(text) > _MOST_PARSED or _is_surely_of_1_0(text):
        return None
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        return (int(place[1]), int(place[2])) if place and place[1] else (1, 1)
    return None


def _is_surely_of_1_0(text: str) -> bool:
    found = _SURELY_OF_1_0.match(text)
    return found is not None and found.end() == len(text)
