"""The index of a perspective, made from that of the whole base, is that of a base without the claims it drops."""

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cstocli
from benchmarks.generate import base as generated
from cstocli.index import kept
from cstocli.index.build import all_tables, index
from cstocli.index.index import Index
from cstocli.index.narrowed import narrowed
from cstocli.model.base import Base, Document
from cstocli.model.errors import UnknownName
from cstocli.model.perspective import EVERYTHING, Perspective, apply
from cstocli.read.files import Files
from tests.conftest import FORMAT, ON_DISK, SMALL, Run, base_named, base_of, claim, examples
from tests.index.contents import everything_in

# Facts that name and exclude each other, and a statement that is first told by what may be dropped.
TANGLED = """
format = 1
[about]
title = "Relief convoy to Norland"
period = "2031"
[contingents.sudland]
country = "Sudland"
code = "SU"
[contingents.westland]
country = "Westland"
code = "WE"
[organisations.army]
name = "Army"
[people.general]
name = "General"
of = "army"
[places.north]
name = "North"
position = [60.0, 20.5]
[places.camp]
name = "Camp"
within = ["north"]
[aircraft.an-2]
name = "An-2"
[sources.early]
publisher = "Early"
published = 2031-05-02
[sources.late]
publisher = "Late"
published = 2031-05-20
via = ["word"]
[sources.undated]
publisher = "Undated"
[origins.word]
name = "Word of the army"
teller = "Army"
by = "general"
[origins.later]
name = "Another word of the army"
teller = "Army"
by = "army"
date = 2031-05-10
[[strengths]]
id = "sudland"
contingent = "sudland"
[strengths.shown]
personnel = { value = 30, reason = "the later one" }
[[strengths.claims]]
source = "early"
at = 1
quote = "thirty"
via = ["word"]
personnel = 30
[[strengths.claims]]
source = "late"
at = "caption"
quote = "some forty"
hedge = "some"
via_inferred = true
reading = "as the picture shows"
personnel = "~40"
[[strengths.claims]]
source = "undated"
at = 2
quote = "more than fifty"
via = ["later"]
personnel = ">50"
[[departures]]
id = "one"
contingent = "sudland"
outcome = "departure/two"
plan = true
[[departures.claims]]
source = "early"
at = 1
quote = "will leave"
date = "2031-06"
from_place = "camp"
[[departures]]
id = "two"
contingent = "sudland"
part_of = "departure/three"
[[departures.claims]]
source = "late"
at = 1
quote = "left"
date = "2031-05-19?"
from_place = "camp"
aircraft = [{ type = "an-2", count = "~3" }]
[[departures]]
id = "three"
contingent = "westland"
[[departures.claims]]
source = "undated"
at = 1
quote = "all left"
date = 2031-05-19
from_place = "north"
carried = ["cars", "tents"]
[[departures.claims]]
source = "early"
at = 4
quote = "all left on the first"
deprecated = "a slip"
date = 2031-05-01
[[events]]
id = "toll"
title = "Victims"
series = true
[[events.claims]]
source = "early"
at = 1
quote = "five"
as_of = 2031-05-01
date = 2031-05-01
place = "camp"
[[events.claims]]
source = "late"
at = 1
quote = "six"
as_of = 2031-05-18
date = 2031-05-18
place = "north"
[[guards]]
id = "camp"
contingent = "westland"
[[guards.claims]]
source = "late"
at = 3
quote = "guarded the camp"
site = "camp"
since = "2031-05-03/2031-05-04"
[[rivals]]
facts = ["departure/two", "departure/three"]
field = "date"
reason = "there was one"
[[rivals]]
facts = ["departure/three", "guard/camp.since"]
field = "date"
reason = "nobody guards from afar"
"""
NAMES = (*ON_DISK, "tangled", "generated")


@lru_cache
def base(name: str) -> Base:
    if name in ON_DISK:
        return base_named(name)
    return base_of(TANGLED if name == "tangled" else "".join(generated(3500)))


@lru_cache
def whole(name: str) -> Index:
    return index(base(name))


@lru_cache
def tellers(name: str) -> list[str]:
    of = base(name)
    publishers = {source.publisher for source in of.sources.values()} | {each.teller for each in of.origins.values()}
    return sorted({*of.sources, *of.origins, *publishers})


@lru_cache
def days(name: str) -> list[str]:
    published = {source.published for source in base(name).sources.values() if source.published}
    return sorted({"1900-01-01", *(date.last for date in published)})


@st.composite
def perspectives(draw: st.DrawFn) -> tuple[str, Perspective]:
    name = draw(st.sampled_from(NAMES))
    some = st.lists(st.sampled_from(tellers(name)), max_size=3).map(tuple)
    day = draw(st.none() | st.sampled_from(days(name)))
    return name, Perspective(day, draw(some), draw(st.just(()) | some))


@settings(max_examples=examples(100), deadline=None)
@given(perspectives())
def test_a_perspective_made_from_the_index_has_the_rows_of_one_made_from_the_text(
    of: tuple[str, Perspective],
) -> None:
    name, perspective = of
    made, format_ = narrowed(whole(name), FORMAT, perspective), base(name).format
    assert everything_in(made, format_) == everything_in(index(apply(perspective, base(name))), format_)


@pytest.mark.parametrize("source", ["early", "late", "undated", "word", "later", "Army"])
def test_what_names_or_excludes_a_dropped_fact_changes_with_it(source: str) -> None:
    tangled = base("tangled")
    for perspective in (Perspective(without=(source,)), Perspective(only=(source,))):
        made = narrowed(whole("tangled"), FORMAT, perspective)
        assert everything_in(made, FORMAT) == everything_in(index(apply(perspective, tangled)), FORMAT)


@pytest.mark.parametrize("name", NAMES)
def test_the_index_keeps_all_that_the_base_is_made_of(name: str) -> None:
    read = base(name)
    found = kept.facts(whole(name), [fact.id for fact in read.facts])
    again = kept.frame(whole(name), FORMAT)
    assert again._replace(facts=tuple(found[fact.id][0] for fact in read.facts), format=read.format) == read
    assert again.format.all_kinds.keys() == read.format.all_kinds.keys()
    assert again.format.declared == read.format.declared


def test_what_is_kept_beside_the_tables_is_no_table_for_users() -> None:
    assert "kept" not in all_tables(FORMAT)
    with pytest.raises(UnknownName):
        cstocli.open(environment={}).sql("SELECT * FROM kept")


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bases that are read from now on."""
    paths: list[str] = []
    documents = Files.documents

    def noted(files: Files) -> list[Document]:
        paths.append(files.path)
        return documents(files)

    monkeypatch.setattr(Files, "documents", noted)
    return paths


CONVOY = SMALL + '[[events]]\nid = "one"\ntitle = "One"\n' + claim(table="events", date="2031-05-08")


@pytest.fixture
def convoy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "facts.toml"
    file.write_text(CONVOY, encoding="utf-8")
    return str(file)


def test_a_base_that_was_read_is_not_read_again_for_a_perspective(csto: Run, convoy: str, readings: list[str]) -> None:
    csto("list", "event", "--facts", convoy)
    assert len(readings) == 1
    for options in (["--without", "courier"], ["--as-of", "2031-01-01"], ["--only", "courier"]):
        assert csto("list", "event", "--json", "--facts", convoy, *options).code == 0
    assert csto("compare", "without=courier", "--json", "--facts", convoy).code == 0
    assert len(readings) == 1


def test_without_a_cache_a_comparison_reads_the_base_once(
    csto: Run, convoy: str, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CSTO_CACHE", "off")
    compared = csto("compare", "without=courier", "--json", "--facts", convoy)
    assert len(readings) == 1
    assert '"lost"' in compared.out


def test_several_views_of_a_base_read_nothing(convoy: str, readings: list[str]) -> None:
    opened = cstocli.open(convoy, environment={})
    views = opened.views([EVERYTHING, Perspective(without=("courier",))])
    assert [len([*view.ask("facts")]) for view in views] == [1, 0]
    assert len(readings) == 1


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE kept SET content = '{'",
        "UPDATE kept SET content = '[]'",
        "UPDATE kept SET content = NULL",
        "DROP TABLE kept",
    ],
)
def test_where_what_is_kept_is_damaged_the_base_is_read(convoy: str, readings: list[str], harm: str) -> None:
    opened = cstocli.open(convoy, environment={})
    opened.index.connection.execute(harm)
    without = Perspective(without=("courier",))
    assert [*opened.view(without).ask("facts")] == []
    assert [[*view.ask("facts")] for view in opened.views([without])] == [[]]
    assert len(readings) == 3


def test_a_name_that_the_base_does_not_have_is_unknown_from_its_index_too(convoy: str) -> None:
    with pytest.raises(UnknownName) as unknown:
        cstocli.open(convoy, environment={}).view(Perspective(without=("couriers",)))
    assert "courier" in unknown.value.suggestions
