"""HTML as values: what is no `Html` is text of a base, and is escaped wherever it is put."""

import base64
import gzip
import html
import json
import re
from collections.abc import Iterable

from cstocli.model.text import visible

_VOID = frozenset({"br", "input", "link", "meta"})
# What may stand without quotation marks; a slash at the end would belong to the value, and look as if it did not.
_PLAIN = r"[\w.#/:,-]*[\w.#,-]"


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | Iterable["Child"] | None
Attribute = str | int | float | bool | None


def escaped(text: str) -> Html:
    """Text of a base as HTML, on one line, its hidden characters shown by their names."""
    if isinstance(text, Html):
        return text
    return Html(html.escape(visible(re.sub(r"[\t-\r ]+", " ", text)), quote=True))


def joined(*children: Child) -> Html:
    """Children one behind the other; None is nothing."""
    return Html("".join(_pieces(children)))


def _pieces(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if isinstance(child, str):
            yield escaped(child)
        elif child is not None:
            yield from _pieces(child)


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element. `class_` is `class`, `data_of` is `data-of`; an attribute that is None or False is left out."""
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{opening}>") if name in _VOID else Html(f"<{opening}>{joined(children)}</{name}>")


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    text = escaped(str(value))
    return f" {name}={text}" if re.fullmatch(_PLAIN, text, re.ASCII) else f' {name}="{text}"'


def data(identity: str, value: object) -> Html:
    """Data for the script, as JSON that no end of an element can stand in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Html(f'<script type="application/json" id="{identity}">{safe}</script>')


def packed(content: Html) -> Html:
    """Content that the script unpacks when it is asked for: a browser spends no time on it before."""
    # Without a time in it, the same page is the same bytes.
    text = base64.b64encode(gzip.compress(content.encode(), 9, mtime=0)).decode()
    return Html(f'<script type="text/plain" class="z">{text}</script>')
