"""A kind that a base declares for itself is a citizen: every command knows it, in every format."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli

import cstocli
from cstocli.model.errors import NotInThisBase, UnknownName
from tests.cli.test_completion import Offered
from tests.cli.test_completion import offered as offered  # noqa: PLC0414
from tests.conftest import Run
from tests.test_imports import loaded_by

VOCABULARY = """
format = 1
[about]
title = "MADE UP: strikes on Portby"
period = "2031-05"
[things.weapon]
plural = "weapons"
within = "variant_of"
[kinds.strike]
plural = "strikes"
meaning = "One strike on one target."
summary = "Strike on {place}[ with {weapon}][: {killed}]"
where = "place"
[kinds.strike.fields]
date = { type = "date", question = "When?" }
hour = { type = "time", meaning = "By the clock of the place." }
place = { type = "place", question = "Where?" }
also_hit = { type = "places" }
launched_from = { type = "choice", choices = ["air", "ground"] }
aircraft = { type = "words", question = "What dropped it?", asked_if = { launched_from = "air" } }
weapon = { type = "weapon", question = "With what?" }
shells = { type = "items", of = "weapon" }
killed = { type = "count", unit = "dead", question = "How many dead?" }
children = { type = "count", unit = "children", part_of = "killed" }
destroyed = { type = "share" }
number = { type = "ordinal", meaning = "Which strike of the day it was." }
answer_to = { type = "reference", of = "strike" }
[kinds.toll]
plural = "tolls"
meaning = "The dead in a town, as known on a day."
summary = "{place}: {dead} so far"
when = "day"
series = "day"
where = ["place"]
[kinds.toll.fields]
day = { type = "date" }
place = { type = "place" }
dead = { type = "count", unit = "dead" }
[weapons.swift]
name = "Swift"
[weapons.swift-2]
name = "Swift-2"
variant_of = "swift"
[places.portby]
name = "Portby"
[places.depot]
name = "Portby depot"
within = "portby"
[places.bridge]
name = "Portby bridge"
within = "portby"
[sources.courier]
publisher = "Norland Courier"
published = 2031-05-09
[sources.gazette]
publisher = "Portby Gazette"
published = 2031-05-10
[sources.radio]
publisher = "Radio Norland"
published = 2031-05-11
"""


def claim(table: str, source: str, **values: str) -> str:
    lines = "\n".join(f"{key} = {value}" for key, value in values.items())
    return f'[[{table}.claims]]\nsource = "{source}"\nat = 1\nquote = "words of the source"\n{lines}\n'


FACTS = f"""
[[strikes]]
id = "depot"
{claim("strikes", "courier", date="2031-05-08", hour='"afternoon"', place='"depot"', weapon='"swift"', killed="8")}
{claim("strikes", "gazette", date="2031-05-08", hour='"15:20"', place='"portby"', weapon='"swift-2"', killed="11")}
{claim("strikes", "radio", launched_from='"air"', destroyed='"~half"', children="3", also_hit='["bridge", "portby"]')}
{claim("strikes", "radio", shells='[{ what = "swift", count = 2 }]', number='"2nd of 3"')}
[[strikes]]
id = "bridge"
{claim("strikes", "radio", date="2031-05-09", place='"bridge"', launched_from='"ground"', answer_to='"strike/depot"')}
[[tolls]]
id = "portby"
{claim("tolls", "courier", day="2031-05-08", place='"portby"', dead="8")}
{claim("tolls", "radio", day="2031-05-10", place='"portby"', dead='">11"')}
"""
BASE = VOCABULARY + FACTS


@pytest.fixture
def base(base_file: Callable[[str], str]) -> str:
    return base_file(BASE)


@pytest.fixture
def answers(csto: Run, base: str) -> Callable[..., Any]:
    """The JSON answer of a command to this base."""

    def of(*arguments: str) -> Any:
        ran = csto(*arguments, "--facts", base, "--json")
        assert ran.code == 0, ran.err
        return json.loads(ran.out)

    return of


Answers = Callable[..., Any]


def test_facts_have_a_summary_by_the_template_and_the_number_in_it(answers: Answers) -> None:
    assert {row["fact"]: row["summary"] for row in answers("facts")} == {
        "strike/depot": "Strike on Portby depot with Swift-2: 8 dead | 11 dead",
        "strike/bridge": "Strike on Portby bridge",
        "toll/portby": "Portby: over 11 dead so far",
    }


def test_the_fields_of_a_kind_are_the_columns_of_its_list(answers: Answers) -> None:
    depot, bridge = answers("list", "strike")
    assert (depot["date"], depot["hour"], depot["weapon"]) == ("2031-05-08", "15:20", "Swift-2")
    assert (depot["destroyed"], depot["destroyed_words"]) == ("~half", "about half")
    assert (depot["number_words"], depot["children_words"]) == ("2nd of 3", "3 children")
    assert depot["also_hit"] == ["Portby bridge", "Portby"]
    assert depot["shells"][0]["what"] == "Swift"
    assert depot["killed"] is None
    assert depot["alternatives"]["killed"]["words"] == "8 dead | 11 dead"
    assert depot["status"]["killed"] == "disputed"
    assert (bridge["answer_to"], bridge["killed"], bridge["status"]["killed"]) == ("strike/depot", None, "not-stated")
    assert all(key in depot for key in tomli.loads(VOCABULARY)["kinds"]["strike"]["fields"])


FORMATS = ("table", *cstocli.formats())


@pytest.mark.parametrize("format_", FORMATS)
def test_the_list_has_every_format(csto: Run, base: str, format_: str) -> None:
    ran = csto("list", "strike", "--facts", base, "--format", format_)
    assert (ran.code, ran.err) == (0, "")
    assert "strike/depot" in ran.out
    assert "Swift-2" in ran.out


def test_the_list_in_csv_reads_back(csto: Run, base: str) -> None:
    text = csto("list", "toll", "--facts", base, "--format", "csv").out
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["fact"], row["day"], row["dead"], row["dead_words"]) == (
        "toll/portby",
        "2031-05-10",
        "11",
        "over 11 dead",
    )


@pytest.mark.parametrize(
    ("filters", "facts"),
    [
        (("--place", "portby"), ["strike/depot", "strike/bridge"]),
        # `also_hit` is a list beside the place: where it was is said by `place` alone.
        (("--place", "bridge"), ["strike/bridge"]),
        (("--place", "depot"), ["strike/depot"]),
        (("--source", "gazette"), ["strike/depot"]),
        (("--status", "disputed"), ["strike/depot"]),
        (("--on", "2031-05-09"), ["strike/bridge"]),
        (("--from", "2031-05-09", "--certain"), ["strike/bridge"]),
        (("--sort", "-date"), ["strike/bridge", "strike/depot"]),
        (("--sort", "weapon", "--limit", "1"), ["strike/depot"]),
        (("--without", "Radio Norland"), ["strike/depot"]),
        (("--as-of", "2031-05-10"), ["strike/depot"]),
    ],
)
def test_the_list_takes_the_filters_and_perspectives_of_every_listing(
    answers: Answers, filters: tuple[str, ...], facts: list[str]
) -> None:
    assert [row["fact"] for row in answers("list", "strike", *filters)] == facts


def test_the_list_gives_chosen_fields_references_claims_and_its_sql(csto: Run, base: str, answers: Answers) -> None:
    assert answers("list", "toll", "--fields", "dead_words,fact") == [
        {"dead_words": "over 11 dead", "fact": "toll/portby"}
    ]
    assert "[1] Norland Courier" in csto("list", "toll", "--facts", base, "--cite").out
    (row,) = answers("list", "toll", "--evidence")
    assert [claim["source"] for claim in row["evidence"]["dead"]] == ["courier", "radio"]
    text = csto("list", "toll", "--facts", base, "--sql").out
    assert [row["fact"] for row in answers("sql", text)] == ["toll/portby"]


def test_an_unknown_kind_or_field_is_told_with_those_there_are(csto: Run, base: str) -> None:
    ran = csto("list", "strke", "--facts", base)
    assert (ran.code, 'did you mean "strike"' in ran.err) == (4, True)
    ran = csto("list", "strike", "--fields", "kiled", "--facts", base)
    assert (ran.code, '"killed"' in ran.err) == (4, True)


def test_the_timeline_is_ordered_by_day_and_clock(answers: Answers) -> None:
    rows = [(row["fact"], row["date"], row["time"], row["place"]) for row in answers("timeline")]
    assert rows == [
        ("strike/depot", "2031-05-08", "15:20", "Portby depot"),
        ("strike/bridge", "2031-05-09", None, "Portby bridge"),
        ("toll/portby", "2031-05-10", None, "Portby"),
    ]


def test_a_question_is_asked_only_where_its_condition_holds(answers: Answers) -> None:
    gaps = [(row["fact"], row["field"]) for row in answers("gaps")]
    assert ("strike/depot", "aircraft") in gaps
    assert ("strike/bridge", "aircraft") not in gaps
    assert ("strike/bridge", "killed") in gaps
    assert all(not field.startswith("answer") for _, field in gaps)


def test_disputes_show_why_matrix_and_search_know_the_kind(csto: Run, base: str, answers: Answers) -> None:
    assert [(row["fact"], row["field"]) for row in answers("disputes")] == [("strike/depot", "killed")]
    said = csto("why", "strike/depot.killed", "--facts", base).out
    assert "no value is better attested than the others: 8 dead by Norland Courier; 11 dead by Portby Gazette" in said
    (shown,) = answers("show", "strike/depot")
    assert {"fact": shown["fact"], "kind": shown["kind"]} == {"fact": "strike/depot", "kind": "strike"}
    assert {row["source"] for row in answers("matrix", "strike")} == {"courier", "gazette", "radio"}
    assert answers("matrix", "strikes") == answers("matrix", "strike")
    assert {row["fact"] for row in answers("search", "Swift")} >= {"strike/depot", "weapon/swift"}


def test_running_totals_of_different_days_are_no_dispute(answers: Answers) -> None:
    (row,) = answers("list", "toll")
    assert (row["status"]["dead"], row["dead_words"], row["status"]["place"]) == (
        "single-origin",
        "over 11 dead",
        "corroborated",
    )


def test_two_perspectives_are_compared(answers: Answers) -> None:
    rows = answers("compare", "without=gazette")
    assert {"strike/depot"} == {row["fact"] for row in rows}
    assert "killed" in {row["field"] for row in rows}


def test_the_index_has_a_table_of_each_kind_and_sort(answers: Answers) -> None:
    query = "SELECT s.id, s.hour, s.hour_first, w.name FROM strikes s JOIN weapons w ON w.id = s.weapon"
    assert answers("sql", query) == [{"id": "depot", "hour": "15:20", "hour_first": 920, "name": "Swift-2"}]
    assert {"strikes", "tolls", "weapons"} <= {row["table"] for row in answers("sql", "--tables")}
    assert answers("sql", "SELECT dead_low FROM tolls") == [{"dead_low": 11}]


def test_check_looks_at_counts_that_are_part_of_others(csto: Run, base_file: Callable[[str], str]) -> None:
    more = claim("strikes", "courier", killed="2", children="3")
    ran = csto("check", base_file(f'{BASE}[[strikes]]\nid = "more"\n{more}'))
    assert "children is 3, and killed, of which it is a part, 2 [part-exceeds-count]" in ran.out


@pytest.mark.parametrize("name", ["strike", "toll", "weapon", "place", "source"])
def test_a_template_reads_back(csto: Run, base: str, tmp_path: Path, name: str) -> None:
    ran = csto("new", name, "--facts", base)
    assert ran.code == 0
    field = re.compile(r"^# (?=\w+ = (?!.*(?:other-id|some-person)))", re.MULTILINE)
    pasted = field.sub("", ran.out.partition("[")[1] + ran.out.partition("[")[2])
    pasted = pasted.replace("some-source", "courier").replace("some-place", "depot").replace("some-weapon", "swift")
    pasted = pasted.replace('"some-origin"', '"gazette"').replace("strike/some-id", "strike/depot")
    file = tmp_path / "facts.toml"
    file.write_text(BASE + pasted, encoding="utf-8")
    ran = csto("check", str(file))
    told = [line for line in ran.out.splitlines() if ": error: " in line]
    assert told == []


def test_a_template_of_what_the_base_does_not_have_names_what_it_has(csto: Run, base: str) -> None:
    ran = csto("new", "departure", "--facts", base)
    assert (ran.code, "strike, toll" in ran.err) == (4, True)


def test_fields_tell_types_meanings_questions_and_values(answers: Answers) -> None:
    rows = {row["field"]: row for row in answers("fields", "strike")}
    assert (rows["killed"]["type"], rows["killed"]["question"]) == ("count", "How many dead?")
    assert (rows["weapon"]["type"], rows["weapon"]["meaning"]) == ("weapon", "Weapon.")
    assert {value["value"] for value in rows["hour"]["values"]} == {"afternoon", "15:20"}


def test_a_shell_is_offered_kinds_facts_and_fields(base: str, offered: Offered) -> None:
    assert offered(base, "csto list st") == ["strike", "strikes"]
    assert offered(base, "csto facts --kind to") == ["toll", "tolls"]
    assert offered(base, "csto why strike/d") == ["strike/depot"]
    assert offered(base, "csto why strike/depot.k") == ["strike/depot.killed"]


def test_the_schema_of_the_base_accepts_it_and_refuses_what_the_reader_refuses(csto: Run, base: str) -> None:
    schema = json.loads(csto("schema", "--base", "--facts", base).out)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)

    def problems(text: str) -> list[str]:
        data = json.loads(json.dumps(tomli.loads(text), default=str))
        return [error.message for error in validator.iter_errors(data)]

    assert problems(BASE) == []
    for right, wrong in (
        ('launched_from = "ground"', 'launched_from = "sea"'),
        ('hour = "15:20"', 'hour = "25:20"'),
        ("killed = 11", 'killed = "eleven"'),
        ('answer_to = "strike/depot"', 'answer_to = "toll/portby"'),
        ('number = "2nd of 3"', 'number = "second"'),
        ('destroyed = "~half"', 'destroyed = "most"'),
        ("children = 3", "childen = 3"),
        ('summary = "{place}', 'sumary = "{place}'),
        ('question = "When?"', 'quesion = "When?"'),
    ):
        assert right in BASE
        assert len(problems(BASE.replace(right, wrong))) == 1, wrong


def test_python_asks_as_the_command_does(base: str, answers: Answers) -> None:
    opened = cstocli.open(base)
    assert [*opened.list("strike")] == answers("list", "strike")
    assert [row["fact"] for row in opened.list("strike", place="bridge")] == ["strike/bridge"]
    assert [*opened.list("strikes")] == [*opened.list("strike")]
    with pytest.raises(UnknownName, match="strke"):
        opened.list("strke")
    with pytest.raises(NotInThisBase, match="this base has no guards: its kinds are strike, toll"):
        opened.ask("guards")


@pytest.mark.parametrize("command", ["contingents", "guards", "departures", "aircraft"])
def test_a_command_of_another_vocabulary_says_what_to_use_instead(csto: Run, base: str, command: str) -> None:
    ran = csto(command, "--facts", base)
    assert (ran.code, ran.out) == (4, "")
    assert (
        ran.err
        == f"csto: this base has no {command}: its kinds are strike, toll\n  list one of them: csto list strike\n"
    )


def test_so_does_an_option_of_another_vocabulary(csto: Run, base: str) -> None:
    ran = csto("timeline", "--contingent", "sudland", "--facts", base)
    assert (ran.code, "this base has no contingents: its kinds are strike, toll" in ran.err) == (4, True)


def test_the_overview_offers_the_kinds_of_the_base_and_no_others(csto: Run, base: str, answers: Answers) -> None:
    said = csto("--facts", base).out
    assert f"csto --facts {base} list strike" in said
    assert "contingents" not in said
    (overview,) = answers()
    assert overview["kinds"] == [
        {"kind": "strike", "plural": "strikes", "facts": 2},
        {"kind": "toll", "plural": "tolls", "facts": 1},
    ]


EXTENDED = f"""
vocabulary = "peace-operation"
{BASE}
[contingents.sudland]
country = "Sudland"
code = "XS"
[[guards]]
id = "bridge"
contingent = "sudland"
{claim("guards", "radio", site='"bridge"', since="2031-05-09")}
[[strikes]]
id = "camp"
contingent = "sudland"
{claim("strikes", "radio", date="2031-05-10", place='"bridge"')}
"""


def test_a_base_that_extends_a_vocabulary_has_its_kinds_and_its_own(csto: Run, base_file: Callable[[str], str]) -> None:
    base = base_file(EXTENDED)

    def rows(*arguments: str) -> list[dict[str, Any]]:
        ran = csto(*arguments, "--facts", base, "--json")
        assert ran.code == 0, ran.err
        found: list[dict[str, Any]] = json.loads(ran.out)
        return found

    assert [row["fact"] for row in rows("guards")] == ["guard/bridge"]
    assert [row["country"] for row in rows("contingents")] == ["Sudland"]
    assert [(row["fact"], row["country"]) for row in rows("list", "strike", "-c", "sudland")] == [
        ("strike/camp", "Sudland")
    ]
    assert [row["fact"] for row in rows("list", "guard")] == ["guard/bridge"]
    assert "strike" in csto("new", "strike", "--facts", base).out
    assert csto("check", base).code == 0


def test_kinds_may_stand_in_several_files_of_a_folder(csto: Run, tmp_path: Path) -> None:
    head, _, rest = VOCABULARY.partition("[kinds.toll]")
    kind, _, things = rest.partition("[weapons.swift]")
    (tmp_path / "facts.toml").write_text(f"{FACTS}\n[weapons.swift]{things}", encoding="utf-8")
    (tmp_path / "tolls.toml").write_text(f"[kinds.toll]{kind}", encoding="utf-8")
    (tmp_path / "vocabulary.toml").write_text(head, encoding="utf-8")
    ran = csto("list", "toll", "--facts", str(tmp_path), "--json")
    assert [row["fact"] for row in json.loads(ran.out)] == ["toll/portby"]


def test_a_warm_answer_loads_no_more_than_one_of_the_shipped_base(tmp_path: Path, base: str) -> None:
    shipped = ("timeline", "--json")
    own = (*shipped, "--facts", base)
    for arguments in (shipped, own):
        loaded_by(tmp_path, *arguments)
    assert loaded_by(tmp_path, *own) <= loaded_by(tmp_path, *shipped)


def test_the_list_of_an_own_kind_loads_no_more_than_that_of_a_built_in_one(tmp_path: Path, base: str) -> None:
    shipped, own = ("list", "guard", "--json"), ("list", "strike", "--json", "--facts", base)
    for arguments in (shipped, own):
        loaded_by(tmp_path, *arguments)
    loaded = loaded_by(tmp_path, *own)
    assert loaded <= loaded_by(tmp_path, *shipped)
    assert not {"tomli", "cstocli.read.reader", "cstocli.read.vocabulary", "cstocli.weigh"} & loaded


NAMES_AND_WORDS = """
format = 1
[about]
title = "MADE UP: names that SQL has too"
period = "2031-05"
[sources.courier]
publisher = "Courier"
published = 2031-05-09
[kinds.order-of-day]
plural = "orders"
meaning = "An order."
[kinds.order-of-day.fields]
"""


@pytest.mark.parametrize(
    "word", ["index", "order", "group", "update", "transaction", "rowid", "position", "name", "end"]
)
def test_a_field_may_have_the_name_of_a_word_of_sql(csto: Run, base_file: Callable[[str], str], word: str) -> None:
    fact = f'[[orders]]\nid = "one"\n{claim("orders", "courier", **{word: chr(34) + "it" + chr(34)})}'
    base = base_file(f'{NAMES_AND_WORDS}{word} = {{ type = "words" }}\n{fact}')
    ran = csto("list", "order-of-day", "--facts", base, "--json")
    assert json.loads(ran.out)[0][word] == "it"
    assert csto("sql", "SELECT * FROM orders", "--facts", base).code == 0
