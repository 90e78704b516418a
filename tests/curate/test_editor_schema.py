"""What editors are told of a base is what the reader asks of it, as far as a schema can say it.

In `tests/broken` the first line of a base names where a schema sees its mistake, if it can.
"""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cstocli.curate.editor_schema import facts_schema
from cstocli.model import counts, dates
from cstocli.model.format import ABOUT_KEYS, CLAIM_KEYS, RIVAL_KEYS
from tests.broken import seen_by_editors
from tests.conftest import FORMAT, ROOT, SMALL, base_of, claim, problems_of

KEPT = ROOT / "schema" / "facts.schema.json"
SHIPPED = ROOT / "data" / "facts.toml"
BROKEN = seen_by_editors()
DIRECTIVE = "#:schema ../schema/facts.schema.json\n"

# Without a network; the schema is named by the file itself.
CHECKERS = {"taplo": ["lint", "--no-auto-config"], "tombi": ["lint", "--offline"]}

# To JSON 30.0 is a whole number, and to whoever turns TOML into JSON a date is text.
UNSEEN = {
    "taplo": {"count-a-whole-number-with-a-point", "title-a-date"},
    "jsonschema": {"count-a-whole-number-with-a-point", "title-a-date"},
}

# Every type as it may be written, for a base that uses all there is.
WRITTEN = {
    "text": '"some words"',
    "words": '"some words"',
    "texts": '["some", "words"]',
    "list": '["some", "words"]',
    "quote": '"one two three four five six seven eight nine ten"',
    "passage": '"caption"',
    "date": '"2031-05-09?/.."',
    "count": '"70..80"',
    "position": "[-90, 179.5]",
    "language": '"zh-Hant"',
    "code": '"SU"',
    "url": '"https://courier.example/convoy"',
    "aircraft": '[{ type = "it" }, { type = "it", count = ">3" }]',
    "items": '[{ what = "lorries" }, { what = "tents", count = 7 }]',
    "tellers": '["wire"]',
    "part-of-day": '"night"',
    "mode": '"sea"',
    "direction": '"in"',
    "places": '["city", "norland"]',
    "boolean": "true",
    "synonyms": '[["one", "other"]]',
    "fact": '"event/whole"',
    "voice": '"larger"',
    "source-kind": '"broadcaster"',
    "grade": '"B2"',
    "sha256": f'"{"0" * 64}"',
    "precision": '"site"',
    "aircraft-type": '"other"',
    **dict.fromkeys(("id", "place", "person", "organisation", "source", "contingent"), '"it"'),
}
NAMED = """
format = 1
origins.wire = { name = "Wire story", teller = "Wire" }
places.city.name = "Norcity"
places.norland.name = "Norland"
aircraft.other.name = "An-2"
organisations.larger.name = "Sudland forces"
"""


def as_json(value: Any) -> Any:
    """What TOML gave, with days as text."""
    if isinstance(value, dict):
        return {key: as_json(held) for key, held in value.items()}
    if isinstance(value, list):
        return [as_json(held) for held in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def wrong(text: str) -> list[str]:
    """Where the schema finds mistakes in the text of a base."""
    return [error.json_path for error in validator().iter_errors(as_json(tomli.loads(text)))]


@cache
def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(facts_schema(FORMAT)))


def complaint(checker: str, folder: Path, text: str) -> str:
    """What a checker says against a base that lies to the schema as the shipped one does; nothing when it is sound."""
    program = shutil.which(checker, path=str(Path(sys.executable).parent))
    assert program, f"{checker} is not beside {sys.executable}; install the extra: pip install -e .[test]"
    for name, content in (("schema/facts.schema.json", facts_schema(FORMAT)), ("data/facts.toml", text)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    done = subprocess.run(
        [program, *CHECKERS[checker], "data/facts.toml"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert "fetch" not in done.stderr, done.stderr
    return done.stderr if done.returncode else ""


def with_directive(text: str) -> str:
    return text if text.startswith(DIRECTIVE) else DIRECTIVE + text


def full() -> str:
    """A base with every key and every field that the declaration knows."""
    parts = [NAMED]
    for table, keys in {"about": ABOUT_KEYS, **FORMAT.tables}.items():
        name = "story" if table == "origins" else "it"
        parts.append("[about]" if table == "about" else f"[{table}.{name}]")
        # What belongs to itself would be a circle.
        parts += [f"{key} = {WRITTEN[declared.type.name]}" for key, declared in keys.items() if key != "part_of"]
        parts += ['part_of = "larger"'] if "part_of" in keys else []
    for kind in FORMAT.kinds.values():
        parts.append(f"[[{kind.plural}]]")
        own = {key: declared.type.name for key, declared in FORMAT.fact_keys(kind).items()}
        parts += [f"{key} = {WRITTEN[of_type]}" for key, of_type in own.items() if key not in ("shown", "claims")]
        said = {name: WRITTEN[field.type.name] for name, field in kind.fields.items()}
        parts += [f"shown.{name} = {{ value = {value}, reason = 'so' }}" for name, value in said.items()]
        parts.append(f"[[{kind.plural}.claims]]")
        parts += [f"{key} = {WRITTEN[declared.type.name]}" for key, declared in CLAIM_KEYS.items()]
        parts += [f"{name} = {value}" for name, value in said.items()]
    # What others are part of, or came to.
    parts.append('[[events]]\nid = "whole"\ntitle = "All of it"' + claim(table="events", source="it"))
    rivals = {"facts": '["event/it", "approval/it.date"]', "field": '"date"', "reason": '"they fell on one day"'}
    rivals["degree"] = '"soft"'
    assert rivals.keys() | {"values"} == RIVAL_KEYS.keys()
    return "\n".join([*parts, "[[rivals]]", *(f"{key} = {value}" for key, value in rivals.items())]) + "\n"


def test_the_schema_in_the_repository_is_current() -> None:
    if os.environ.get("REWRITE"):
        KEPT.write_text(facts_schema(FORMAT), encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == facts_schema(FORMAT), "REWRITE=1 writes it anew"


def test_the_module_prints_the_schema() -> None:
    done = subprocess.run([sys.executable, "-m", "cstocli.curate.editor_schema"], capture_output=True, check=True)
    assert done.stdout.decode() == facts_schema(FORMAT)


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(facts_schema(FORMAT)))


def test_every_key_is_explained_and_no_table_is_open() -> None:
    def look(schema: Any, path: str) -> None:
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False, path
        for name, held in schema.get("properties", {}).items():
            assert held.get("description"), f"{path}.{name}"
            look(held, f"{path}.{name}")
        for name, held in schema.get("patternProperties", {}).items():
            look(held, f"{path}.{name}")
        if isinstance(schema.get("items"), dict):
            look(schema["items"], f"{path}[]")

    look(json.loads(facts_schema(FORMAT)), "$")


def test_the_shipped_base_is_as_the_schema_says() -> None:
    assert wrong(SHIPPED.read_text(encoding="utf-8")) == []


def test_a_base_that_uses_all_there_is_pleases_reader_and_schema() -> None:
    assert len(base_of(full()).facts) == len(FORMAT.kinds) + 1
    assert wrong(full()) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
def test_the_schema_refuses_a_broken_base_where_it_is_broken(broken: Path) -> None:
    text = broken.read_text(encoding="utf-8")
    assert set(wrong(text)) == (set() if broken.stem in UNSEEN["jsonschema"] else {BROKEN[broken]})


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
def test_what_the_schema_refuses_the_reader_refuses(broken: Path) -> None:
    assert problems_of(broken.read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("base", ["shipped", "full"])
def test_a_checker_has_nothing_against_a_sound_base(checker: str, base: str, tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8") if base == "shipped" else full()
    assert complaint(checker, tmp_path, with_directive(text)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
def test_a_checker_refuses_a_broken_base(checker: str, broken: Path, tmp_path: Path) -> None:
    said = complaint(checker, tmp_path, with_directive(broken.read_text(encoding="utf-8")))
    assert bool(said) == (broken.stem not in UNSEEN.get(checker, set())), said


@pytest.mark.parametrize(
    "mistake",
    [
        {"date": '"2031-02-30"'},
        {"date": '"2031-05-09/2031-05-01"'},
        {"personnel": '"80..70"'},
        {"from_place": '"no-such-place"'},
        {"via": '"courier"'},
        {"carried": r'["lorries\u202e"]'},
    ],
    ids=str,
)
def test_some_mistakes_only_the_reader_sees(mistake: dict[str, str]) -> None:
    text = f'{SMALL}\n[[departures]]\nid = "one"\n{claim(**mistake)}'
    assert wrong(text) == []
    assert problems_of(text)


def test_a_file_of_a_folder_may_lack_what_another_file_has() -> None:
    assert wrong('[places.city]\nname = "Norcity"\nwithin = "norland"\n') == []


EVENT = json.loads(facts_schema(FORMAT))["properties"]["events"]["items"]["properties"]["claims"]["items"]["properties"]
OF_DATES, OF_COUNTS = (jsonschema.Draft7Validator(EVENT[name]) for name in ("date", "count"))
SINGLE = r"[0-9]{4}(-[012][0-9](-[0-3][0-9])?)?[?~%]?"


def refused(parse: Callable[[Any], object], value: int | str) -> str:
    """Why the reader refuses a value; nothing when it takes it."""
    try:
        parse(value)
    except (dates.InvalidDate, counts.InvalidCount) as error:
        return str(error)
    return ""


@given(st.from_regex(rf"({SINGLE}|\.\.)(/({SINGLE}|\.\.)?)?", fullmatch=True))
def test_a_date_is_to_the_schema_what_it_is_to_the_reader(text: str) -> None:
    why = refused(dates.parse, text)
    # Which days a month has, and which of two comes first, no pattern tells.
    unseen = "calendar" in why or "before it begins" in why
    assert unseen or OF_DATES.is_valid(text) == (not why)


@given(st.from_regex(r"(~|[<>]?=?|\.\.)-?[0-9]{0,17}(\.\.[0-9]{1,17})?", fullmatch=True) | st.integers())
def test_a_count_is_to_the_schema_what_it_is_to_the_reader(value: int | str) -> None:
    why = refused(counts.parse, value)
    unseen = "below its beginning" in why
    assert unseen or OF_COUNTS.is_valid(value) == (not why)
