"""Addresses and tags of languages: what the grammars of RFC 3986 and BCP 47 allow, to reader and editor alike."""

import re

import pytest

from cstocli.model.types import LANGUAGE, Url
from tests.conftest import FORMAT, SMALL, problems_of

ADDRESSES = [
    "https://courier.example",
    "http://courier.example/",
    "https://courier.example:8080/a;b=c,d/(e)!'*?q=1&r=%20#top",
    "https://user:word@courier.example/~x_y-z.html",
    "https://[2001:db8::1]/a",
    "https://пример.рф/путь?вопрос=ответ#место",
    "https://例え.jp/道",
    "https://courier.example/a[1]",
    "https://web.archive.org/web/2022/https://courier.example/a?b",
    "https://courier.example?q",
]
NO_ADDRESSES = [
    "https://",
    "https:///a",
    "https://?q",
    "https://a b.example",
    "https://courier.example/a b",
    "https://courier.example/{x}",
    "https://courier.example/a\\b",
    'https://courier.example/a"b',
    "https://courier.example/<b>",
    "https://courier.example/a|b",
    "https://courier.example/a^b",
    "https://courier.example/a`b",
    "https://courier.example/100%",
    "https://courier.example/%zz",
    "https://courier.example:port/",
    "https://courier.example/a\tb",
    "https://courier.example/a\nb",
    "ftp://courier.example/",
    "javascript:alert(1)",
    "courier.example",
]
LANGUAGES = [
    "en",
    "RU",
    "zh-Hant",
    "zh-Hans-CN",
    "sr-Latn-RS",
    "es-419",
    "de-CH-1996",
    "sl-rozaj-biske",
    "ast",
    "zh-yue",
]
LANGUAGES += ["en-US-u-islamcal", "de-DE-x-phonebk", "hy-Latn-IT-arevela", "en-a-bbb-x-a-ccc"]
NO_LANGUAGES = [
    "English",
    "e",
    "en_US",
    "en-",
    "-en",
    "en}",
    "en\\input{x}",
    "en ru",
    "en,ru",
    "123",
    "en--US",
    "en-x",
    "рус",
    "en-abcdefghi",
]


def schema_allows(schema: dict[str, object], text: str) -> bool:
    return bool(re.search(str(schema["pattern"]), text))


def told(key: str, text: str) -> list[str]:
    written = "".join(f"\\u{ord(one):04x}" if ord(one) < 0x10000 else one for one in text)
    base = SMALL.replace("[sources.gazette]", f'[sources.gazette]\n{key} = "{written}"')
    return [problem for problem in problems_of(base) if f'"{key}"' in problem]


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_read(text: str) -> None:
    assert told("url", text) == []
    assert schema_allows(Url().toml_schema(FORMAT), text)


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_address_is_refused(text: str) -> None:
    for key in ("url", "archived"):
        (problem,) = told(key, text)
        assert f'"{key}" takes an address' in problem or f'"{key}" is no address' in problem
    assert not schema_allows(Url().toml_schema(FORMAT), text)


@pytest.mark.parametrize("text", LANGUAGES)
def test_a_tag_of_a_language_is_read(text: str) -> None:
    assert told("language", text) == []
    assert schema_allows(LANGUAGE.toml_schema(FORMAT), text)


@pytest.mark.parametrize("text", NO_LANGUAGES)
def test_what_is_no_tag_of_a_language_is_refused(text: str) -> None:
    assert len(told("language", text)) == 1
    assert not schema_allows(LANGUAGE.toml_schema(FORMAT), text)
