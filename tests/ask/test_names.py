"""What a user calls a thing is found however it is spelt, and never stands for another one."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cstocli.model.errors import WRONG_USAGE
from tests.conftest import SMALL, Run, claim

FORDS = f"""{SMALL}
[contingents.sudland-2]
country = "Sudland"
code = "SU"
[places.ford-a]
name = "Ford"
also = ["Old ford"]
[places.ford-b]
name = "Ford"
also = ["The ford"]
[places.mill]
name = "Mill"
also = ["The ford", "OLD FORD"]
[[events]]
id = "a"
title = "A thing"
{claim(table="events", place='"ford-a"')}
[[events]]
id = "b"
title = "Another"
{claim("gazette", table="events", place='"ford-b"')}
"""


@pytest.mark.parametrize(
    ("option", "name", "ids"),
    [
        ("--place", "Ford", "ford-a, ford-b"),
        ("--place", "FORD", "ford-a, ford-b"),
        ("--place", "The ford", "ford-b, mill"),
        ("--place", "old Ford", "ford-a, mill"),
        ("--contingent", "Sudland", "sudland, sudland-2"),
        ("--contingent", "su", "sudland, sudland-2"),
    ],
)
def test_a_name_that_is_not_unique_is_refused_with_the_ids_that_it_may_mean(
    csto: Run, base_file: Callable[[str], str], option: str, name: str, ids: str
) -> None:
    ran = csto("facts", option, name, "--facts", base_file(FORDS))
    assert (ran.code, ran.out) == (WRONG_USAGE, "")
    assert f"one of: {ids}\n" in ran.err


@pytest.mark.parametrize(("name", "fact"), [("ford-a", "event/a"), ("Old ford", "event/a")])
def test_an_id_or_the_very_spelling_of_one_thing_means_that_alone(
    csto: Run, base_file: Callable[[str], str], name: str, fact: str
) -> None:
    ran = csto("facts", "--place", name, "--json", "--facts", base_file(FORDS))
    assert [row["fact"] for row in json.loads(ran.out)] == [fact]


COMPOSED, DECOMPOSED = "Ústí", "U\u0301sti\u0301"
USTI = f"""{SMALL}
[sources.denik]
publisher = "Děník"
[places.usti]
name = "NAME"
also = ["Aussig", "Stadt NAME"]
[[events]]
id = "a"
title = "A thing"
{claim("denik", table="events", place='"usti"', by='"NAME"').replace("a fragment of words", "near NAME on Friday")}
"""
FORMS = [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED), (DECOMPOSED, DECOMPOSED), (COMPOSED, COMPOSED)]


@pytest.mark.parametrize(("written", "asked"), FORMS)
@pytest.mark.parametrize(
    "line",
    [
        "facts --place {}",
        "facts --place Stadt\u00a0{}",
        "facts --only Děník",
        "facts --only De\u030cni\u0301k",
        "search {}",
        "search near {}",
        "sql SELECT\u00a0id\u00a0FROM\u00a0places\u00a0WHERE\u00a0name='{}'",
    ],
)
def test_a_name_is_found_whichever_form_of_unicode_it_is_written_in(
    csto: Run, base_file: Callable[[str], str], line: str, written: str, asked: str
) -> None:
    words = [word.format(asked).replace("\u00a0", " ") for word in line.split(" ")]
    ran = csto(*words, "--json", "--facts", base_file(USTI.replace("NAME", written)))
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)


@pytest.mark.parametrize(("written", "asked"), FORMS)
def test_a_quote_is_found_in_a_document_of_another_form_of_unicode(
    csto: Run, base_file: Callable[[str], str], tmp_path: Path, written: str, asked: str
) -> None:
    article = tmp_path / "article.txt"
    article.write_text(f"It stands near {asked} on Friday, they say.\n", encoding="utf-8")
    ran = csto("check", base_file(USTI.replace("NAME", written)), "--document", f"denik={article}")
    assert "misplaced-quote" not in ran.out


def test_two_claims_of_one_name_in_two_forms_of_unicode_agree(csto: Run, base_file: Callable[[str], str]) -> None:
    text = USTI.replace("NAME", COMPOSED) + claim("gazette", table="events", by=f'"{DECOMPOSED}"')
    (row,) = json.loads(csto("list", "event", "--json", "--facts", base_file(text)).out)
    assert (row["by"], row["status"]["by"]) == (COMPOSED, "corroborated")
