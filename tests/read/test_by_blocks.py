"""A base that is read some blocks at a time is the one that a reading of its whole text makes, or none."""

import random
from pathlib import Path

import pytest

from benchmarks import generate
from cstocli.model.base import Base, Document
from cstocli.read.blocks import outline
from cstocli.read.by_blocks import read_blocks
from cstocli.read.files import Files, shipped
from cstocli.read.reader import read
from tests.conftest import FORMAT, SMALL, claim
from tests.index.random_edits import edited

FACT = f"""
[[departures]]
id = "first-wave"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"airport"')}
"""
OTHER = f"""
[[events]]
id = "vote"
title = "A vote"
{claim(table="events", date='"2031-05-02"')}
"""
AGAIN = FACT.replace("first", "second")
BASES = (Path(shipped()), Path("examples/kabul-airlift"), Path("examples/strike"))


def by_blocks(*texts: str) -> Base | None:
    found = outline(documents(*texts))
    return None if found is None else comparable(read_blocks(found, FORMAT))


def whole(*texts: str) -> Base | None:
    return comparable(read(documents(*texts), FORMAT)[0])


def comparable(base: Base | None) -> Base | None:
    """The base without its vocabulary, which a base that declares kinds has for itself."""
    return base._replace(format=FORMAT) if base else None


def documents(*texts: str) -> list[Document]:
    return [Document(f"{number}.toml", text) for number, text in enumerate(texts)]


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.name)
def test_it_is_the_base_that_the_whole_text_is(base: Path) -> None:
    texts = [document.text for document in Files(str(base)).documents()]
    assert by_blocks(*texts) == whole(*texts)
    assert by_blocks(*texts) is not None


def test_a_base_of_more_blocks_than_are_read_at_once_keeps_their_order() -> None:
    text = "".join(generate.base(6000))
    found = by_blocks(text)
    assert found == whole(text)
    assert found is not None
    assert len(found.facts) > 2000


def test_facts_come_document_by_document_and_table_by_table() -> None:
    texts = (SMALL + FACT + OTHER, AGAIN)
    found = by_blocks(*texts)
    assert found == whole(*texts)
    assert found is not None
    assert [fact.id for fact in found.facts] == ["departure/first-wave", "event/vote", "departure/second-wave"]


@pytest.mark.parametrize(
    "text",
    [
        SMALL + FACT + OTHER + "[departures.shown]\n",
        SMALL + FACT + OTHER + "[[departures.claims]]\nsource = 'gazette'\nat = 1\nquote = 'text'\ndate = '2031'\n",
        "sources.more = {publisher = 'More'}\n" + SMALL + FACT,
        SMALL + FACT + "[sources]\n",
        SMALL + FACT + FACT,
        SMALL + FACT.replace("sudland", "nowhere"),
        SMALL + FACT + "[about]\ntitle = 'Twice'\n",
        SMALL + FACT + "[[unheard]]\nid = 'a'\n",
        SMALL + FACT.replace('"airport"', '"air\\u200bport"'),
        SMALL + FACT + 'note = "a word \u202e turned round"\n',
        SMALL,
        FACT,
        "",
        "about = {title = 'Without a header', period = '2031'}\n",
    ],
)
def test_what_only_a_reading_of_the_whole_text_understands_or_refuses_is_none(text: str) -> None:
    found = by_blocks(text)
    assert found is None or found == whole(text)
    if whole(text) is None:
        assert found is None


@pytest.mark.parametrize("seed", range(40))
def test_after_whatever_edit_it_is_the_same_base_or_none(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same edits again and again
    text = "".join(generate.base(120))
    for _ in range(3):
        text = edited(chance, text)
    found = by_blocks(text)
    assert found is None or found == whole(text)


GHOST = """
[sources.alpha]
publisher = "Alpha"
note = '''
[sources.ghost]
'''
"""
IN_STRINGS = {
    "a fact in a note": SMALL.replace(
        'title = "', 'note = """\n' + FACT.replace("first", "withdrawn") + '[about.more]\n"""\ntitle = "', 1
    )
    + FACT,
    "a source in a note": SMALL + FACT + "[sources.alpha]\npublisher = \"Alpha\"\nnote = '''\n[sources.ghost]\n'''\n",
    "a source in a note, named by a claim": SMALL
    + FACT.replace("courier", "ghost")
    + "[sources.alpha]\npublisher = \"Alpha\"\nnote = '''\n[sources.ghost]\n'''\n",
    "a fact in a note, between two things": SMALL
    + FACT
    + "[sources.alpha]\npublisher = 'Alpha'\nnote = '''\n"
    + FACT.replace("first", "withdrawn").replace("'''", "")
    + "[sources.old]\n'''\n",
    "a header in the note of a fact": SMALL + FACT + "note = '''\n[[departures]]\n'''\n" + OTHER,
}


@pytest.mark.parametrize("text", IN_STRINGS.values(), ids=IN_STRINGS.keys())
def test_headers_in_strings_make_no_blocks(text: str) -> None:
    assert outline(documents(text)) is None


def test_strings_of_several_lines_without_headers_are_parts_of_their_blocks() -> None:
    text = SMALL + FACT + 'note = """\none line\n  [not one]\n"""\n'
    assert outline(documents(text)) is None or by_blocks(text) == whole(text)
    text = SMALL + FACT.replace('contingent = "sudland"', 'contingent = "sudland"\nnote = """\none\n# two\n"""')
    assert by_blocks(text) == whole(text)
    assert by_blocks(text) is not None
