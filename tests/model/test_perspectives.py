"""A perspective is the base that never had the claims it drops."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from cstocli.index.build import index
from cstocli.model.base import Base, Document
from cstocli.model.perspective import Perspective, apply
from cstocli.model.provenance import chain
from cstocli.read.files import shipped
from cstocli.read.reader import read
from tests.conftest import FORMAT, ROOT, Run, base_named, examples

BASE = base_named("shipped")
SHIPPED = Path(shipped()).read_text(encoding="utf-8")


def everything_in(base: Base) -> dict[str, list[str]]:
    """All rows of the index but its search tables, claims by what they say and not by number."""
    connection = index(base)
    tables = ["fields", "facts", "departures", "contingents", "guards", "dated"]
    return {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in tables}


def without_claims_by_hand(keep: Any) -> Base:
    """The shipped base from a text out of which the blocks of the other claims were cut."""
    blocks = re.split(r"\n(?=\[)", SHIPPED)
    kept, pending, table = [], "", ""
    for block in blocks:
        header = block.splitlines()[0]
        if re.fullmatch(r"\[\[\w+\.claims\]\]", header):
            claim = tomli.loads(block.partition("\n# ---")[0].replace(header, "[claim]"))["claim"]
            if keep(claim):
                kept += [pending, block] if pending else [block]
                pending = ""
        elif header.startswith("[[") and header != "[[rivals]]":
            pending, table = block, header
        elif header == "[[rivals]]" or header.endswith(".shown]"):
            continue
        else:
            kept.append(block)
    base, problems = read([Document("cut.toml", without_what_names_no_fact("\n".join(kept)))], FORMAT)
    assert base, (table, problems)
    return base


def without_what_names_no_fact(text: str) -> str:
    """The text of a base less the lines by which a fact is part of one that was cut, or came to it."""
    tables = tomli.loads(text)
    facts = {f"{kind.name}/{fact['id']}" for kind in FORMAT.kinds.values() for fact in tables.get(kind.plural, ())}
    named = re.compile(r'^(?:outcome|part_of) = "(\w+/[\w-]+)".*\n', re.MULTILINE)
    return named.sub(lambda line: line[0] if line[1] in facts else "", text)


def bare(base: Base) -> Base:
    """The base without what a curator says of its facts: the claims alone."""
    return base._replace(rivals=(), facts=tuple(fact._replace(shown={}) for fact in base.facts))


def test_without_tass_equals_a_base_from_which_its_claims_were_cut() -> None:
    tass = {name for name, origin in BASE.origins.items() if origin.teller == "TASS"}
    tass |= {name for name, source in BASE.sources.items() if source.publisher == "TASS"}
    upstream = {name for name in BASE.origins if tass & set(BASE.origins[name].via)}
    cut = without_claims_by_hand(lambda claim: not (tass | upstream) & {claim["source"], *claim.get("via", ())})
    assert everything_in(apply(Perspective(without=("TASS",)), bare(BASE))) == everything_in(cut)


def test_as_of_a_day_equals_a_base_from_which_later_claims_were_cut() -> None:
    def early(claim: dict[str, Any]) -> bool:
        published = BASE.sources[claim["source"]].published
        return published is not None and published.last <= "2022-01-13"

    cut = without_claims_by_hand(early)
    assert everything_in(apply(Perspective(as_of="2022-01-13"), bare(BASE))) == everything_in(cut)


def test_only_a_source_leaves_its_claims_and_those_of_its_relays() -> None:
    left = apply(Perspective(only=("seed",)), BASE)
    assert {claim.source for fact in left.facts for claim in fact.claims} == {"seed"}


def test_without_everything_that_has_claims_nothing_is_left() -> None:
    assert not apply(Perspective(without=tuple(BASE.sources)), BASE).facts


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.sampled_from(sorted(BASE.sources)), max_size=4), st.sampled_from(["2022-01-07", "2022-01-14", None]))
def test_dropping_at_once_is_dropping_one_after_the_other(names: list[str], day: str | None) -> None:
    at_once = apply(Perspective(as_of=day, without=tuple(names)), BASE)
    stepwise = apply(Perspective(as_of=day), BASE)
    for name in names:
        stepwise = apply(Perspective(without=(name,)), stepwise)
    assert at_once == stepwise


@pytest.mark.parametrize("name", ["tass-0114", "TASS", "Khovar", "seed", "origin/tass-0114"])
def test_what_is_dropped_is_what_goes_back_to_the_name(name: str) -> None:
    dropped = {claim for fact in BASE.facts for claim in map(repr, fact.claims)} - {
        claim for fact in apply(Perspective(without=(name,)), BASE).facts for claim in map(repr, fact.claims)
    }
    assert dropped
    left = [claim for fact in apply(Perspective(without=(name,)), BASE).facts for claim in fact.claims]
    assert all(name.removeprefix("origin/") not in chain(BASE, claim) for claim in left)


def test_the_table_ends_with_the_perspective_it_shows(csto: Run) -> None:
    ran = csto("contingents", "--as-of", "2022-01-13", "--without", "TASS")
    assert ran.out.splitlines()[-1] == "Perspective: as of 13 Jan 2022, without TASS."


def test_an_unknown_name_in_a_perspective_is_an_error_with_the_nearest_ones(csto: Run) -> None:
    ran = csto("contingents", "--without", "tass-0141")
    assert ran.code == 4
    assert '"tass-0114"' in ran.err


def test_json_rows_are_those_of_the_perspective_alone(csto: Run) -> None:
    rows = json.loads(csto("departures", "--only", "seed", "--json").out)
    assert {source for row in rows for source in row["sources"]} == {"seed"}


def test_compare_tells_what_changes_without_an_origin(csto: Run) -> None:
    rows = json.loads(csto("compare", "without=tass-0114", "--json").out)
    changed = {(row["fact"], row["field"]): row["change"] for row in rows}
    assert changed["departure/armenia", "part_of_day"] == "lost"


def test_a_perspective_compared_with_itself_changes_nothing(csto: Run) -> None:
    ran = csto("compare", "only=seed", "only=seed", "--json")
    assert (json.loads(ran.out), ran.code) == ([], 0)


def test_each_perspective_is_kept_apart(csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for _ in range(2):
        assert csto("contingents", "--json").out != csto("contingents", "--json", "--only", "seed").out


def test_the_shipped_base_is_where_the_tests_look() -> None:
    assert Path(shipped()).resolve() == ROOT / "data" / "facts.toml"
