"""Options are checked once and become one typed request."""

from typing import Any

import pytest

from cstocli.ask.columns import FILTERS
from cstocli.cli import options
from cstocli.cli.options import Colour
from cstocli.cli.request import Request, request_from
from cstocli.model.errors import WrongUsage
from cstocli.model.perspective import Perspective


def test_no_options_are_the_default_request() -> None:
    assert request_from({}) == Request()


def test_options_that_were_not_given_are_the_default_request() -> None:
    absent = dict.fromkeys(("contingent", "format", "fields", "sort", "limit", "as_of", "without", "colour", "facts"))
    assert request_from({**absent, "json": False, "quiet": False}) == Request()


def test_the_default_request_is_for_people() -> None:
    assert Request().for_people
    assert not Request(format="csv").for_people


def test_json_is_short_for_the_format_of_that_name() -> None:
    assert request_from({"json": True}) == request_from({"format": "json"}) == Request(format="json")
    assert request_from({"json": True, "format": "json"}).format == "json"


def test_what_typer_gives_as_lists_and_enumerations_becomes_plain_values() -> None:
    request = request_from(
        {"contingent": ["armenia", "russia"], "colour": Colour.NEVER, "fields": "a, b,", "sort": "-a"}
    )
    assert request == Request(contingent=("armenia", "russia"), colour="never", fields=("a", "b"), sort="-a")
    assert type(request.colour) is str


def test_a_limit_of_no_rows_is_a_limit() -> None:
    assert request_from({"limit": 0}).limit == 0


def test_the_options_on_claims_are_one_perspective() -> None:
    request = request_from({"as_of": "2022-01", "without": ["TASS"], "only": ["seed"]})
    assert request.perspective == Perspective("2022-01-31", ("TASS",), ("seed",))


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"format": "jsno"}, 'unknown format "jsno"; did you mean "json"'),
        ({"json": True, "format": "csv"}, "--json and --format csv exclude each other"),
        ({"json": True, "format": "table"}, "--json and --format table exclude each other"),
        ({"fields": " "}, "--fields names no field"),
        ({"sort": ""}, "--sort names no field"),
        ({"as_of": "2022-13"}, "--as-of"),
        ({"as_of": "2022-01/.."}, "has no last day, which --as-of needs"),
    ],
)
def test_what_no_base_could_make_right_is_refused(params: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongUsage, match=message):
        request_from(params)


def test_the_filters_are_those_that_were_given_with_the_days_of_the_window() -> None:
    request = Request(place=("almaty",), certain=True, on="2022-01", quiet=True)
    assert request.window() == ("2022-01-01", "2022-01-31")
    assert request.filters() == {
        "place": ("almaty",),
        "certain": True,
        "since": "2022-01-01",
        "until": "2022-01-31",
    }
    assert Request(limit=3, facts="-").filters() == {}


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(WrongUsage):
        Request(since="2022-01-10", until="2022-01-05").filters()


@pytest.mark.parametrize("name", [*options.LISTING, "chart"])
def test_every_shared_option_reaches_the_request(name: str) -> None:
    values: dict[str, Any] = {"limit": 1, "format": "csv", "fields": "a", "sort": "a", "colour": "never", "facts": "-"}
    values |= dict.fromkeys(("since", "until", "on", "as_of"), "2022")
    repeatable = {"contingent", "place", "source", "status", "kind", "grade", "without", "only"}
    values |= {"engine": "spark", "master": "local"}
    value = values.get(name, ["x"] if name in repeatable else True)
    of_archive = {"archive": "a", "engine": "spark"}
    needed: dict[str, Any] = {
        "evidence_refs": {"format": "json"},
        "flat": {"format": "csv"},
        "engine": {"archive": "a"},
        "master": of_archive,
    }.get(name, {})
    assert request_from({**needed, name: value}) != request_from(needed)


def test_every_filter_of_the_questions_is_an_option() -> None:
    assert {"contingent", *FILTERS} - {"owner"} == set(options.FILTERS)
