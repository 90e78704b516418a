"""The linked data, read by rdflib."""

from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from cstocli.ask.explorer import Explorer
from cstocli.export.formats import FORMATS

SCHEMA = Namespace("https://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
FILE = "https://example.org/base.jsonld"

pytestmark = pytest.mark.filterwarnings("ignore")


def read(base: Explorer, folder: Path, **filters: Any) -> Graph:
    file = FORMATS["jsonld"].write(base, folder / "base.jsonld", "csto export jsonld base.jsonld", **filters).path
    return Graph().parse(data=file.read_text(encoding="utf-8"), format="json-ld", publicID=FILE)


@pytest.fixture(scope="module")
def graph(base: Explorer, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The linked data of a base, written and read once."""
    return read(base, tmp_path_factory.mktemp("graph"))


def node(name: str) -> URIRef:
    return URIRef(f"{FILE}#{name}")


def properties(graph: Graph, subject: Any) -> dict[str, dict[str, Any]]:
    """The named properties of a node, each with its value and what qualifies it."""
    found = {}
    for each in graph.objects(subject, SCHEMA.additionalProperty):
        more = {
            str(graph.value(one, SCHEMA.name)): graph.value(one, SCHEMA.value).toPython()  # type: ignore[union-attr]
            for one in graph.objects(each, SCHEMA.valueReference)
        }
        words = graph.value(each, SCHEMA.description)
        found[str(graph.value(each, SCHEMA.name))] = {"words": None if words is None else str(words), **more}
    return found


def test_every_claim_source_origin_place_and_fact_is_a_node(base: Explorer, graph: Graph) -> None:
    number = {
        table: base.index.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("claims", "places", "sources", "origins")
    }
    assert number["claims"] == base.about()["claims"]
    assert len(set(graph.subjects(RDF.type, SCHEMA.Claim))) == number["claims"]
    assert len(set(graph.subjects(RDF.type, SCHEMA.Place))) == number["places"]
    works = {str(work).removeprefix(f"{FILE}#") for work in graph.subjects(RDF.type, SCHEMA.CreativeWork)}
    assert len([work for work in works if work.startswith("source/")]) == number["sources"]
    assert len([work for work in works if work.startswith("origin/")]) == number["origins"]
    facts = {row["fact"] for row in base.ask("facts")}
    assert all((node(fact), RDF.type, PROV.Entity) in graph for fact in facts)


def test_values_and_statuses_are_those_of_the_answers(base: Explorer, graph: Graph) -> None:
    for row in base.ask("facts"):
        known = properties(graph, node(row["fact"]))
        for field, entry in base.show(row["fact"])["fields"].items():
            assert known[field]["status"] == entry["status"]
            assert known[field]["words"] == entry["words"] or not entry["words"]


def test_a_claim_leads_to_its_fact_its_source_and_its_origin(base: Explorer, graph: Graph) -> None:
    sources = {name for (name,) in base.index.execute("SELECT id FROM sources")}
    for row in base.index.records("SELECT id, fact, source, origin, quote, voice FROM claims"):
        claim = node(f"_claim/{row['id']}")
        sort = "source" if row["origin"] in sources else "origin"
        assert (claim, SCHEMA.about, node(row["fact"])) in graph
        assert (claim, SCHEMA.appearance, node(f"source/{row['source']}")) in graph
        assert (claim, PROV.hadPrimarySource, node(f"{sort}/{row['origin']}")) in graph
        assert (claim, SCHEMA.text, Literal(row["quote"])) in graph
        voice = graph.value(claim, PROV.wasAttributedTo)
        assert str(graph.value(voice, SCHEMA.name)) == row["voice"]


def test_no_link_leads_nowhere(kazakhstan: Explorer, tmp_path: Path) -> None:
    for filters in ({}, {"contingent": ("armenia",)}):
        folder = tmp_path / str(len(filters))
        folder.mkdir()
        graph = read(kazakhstan, folder, **filters)
        known = set(graph.subjects())
        assert [each for each in graph.objects() if str(each).startswith(FILE) and each not in known] == []


def test_the_dataset_says_where_it_comes_from(kazakhstan: Explorer, tmp_path: Path) -> None:
    graph = read(kazakhstan, tmp_path)
    dataset = URIRef(FILE)
    assert (dataset, RDF.type, SCHEMA.Dataset) in graph
    assert (dataset, SCHEMA.sha256, Literal(kazakhstan.about()["sha256"])) in graph
    assert (dataset, SCHEMA.license, Literal("CC-BY-4.0")) in graph
    activity = graph.value(dataset, PROV.wasGeneratedBy)
    assert (activity, SCHEMA.description, Literal("csto export jsonld base.jsonld")) in graph


def test_filters_choose_the_facts_and_what_these_need(kazakhstan: Explorer, tmp_path: Path) -> None:
    graph = read(kazakhstan, tmp_path, contingent=("armenia",), kind=("departure",))
    claims = set(graph.subjects(RDF.type, SCHEMA.Claim))
    (behind,) = kazakhstan.index.execute(
        "SELECT count(*) FROM supporting_claims WHERE fact = 'departure/armenia'"
    ).fetchone()
    assert len(claims) == behind
    assert len(set(graph.subjects(RDF.type, SCHEMA.CreativeWork))) < kazakhstan.about()["sources"]
