"""Who goes back to whom: the chain of tellers behind a claim."""

import pytest

from cstocli.model.base import Base
from cstocli.model.provenance import chain, teller
from tests.conftest import SMALL, base_of, claim

TELLERS = f"""{SMALL}
[sources.relay]
publisher = "Relay"
via = ["wire"]
[sources.digest]
publisher = "Digest"
via = ["relay"]
[sources.review]
publisher = "Review"
via = ["agency", "digest"]
[origins.ministry]
name = "Statement of the ministry"
teller = "Ministry"
[origins.agency]
name = "Agency story that quotes the ministry"
teller = "Agency"
via = ["ministry"]
[origins.radio]
name = "Radio item that relays the agency by way of the wire"
teller = "Radio"
via = ["agency", "wire"]
"""


def base_with(source: str, **values: str) -> Base:
    return base_of(f'{TELLERS}\n[[departures]]\nid = "sudland"\n{claim(source, **values)}')


def chain_of(source: str, **values: str) -> tuple[str, ...]:
    base = base_with(source, **values)
    return chain(base, base.facts[0].claims[0])


def test_a_source_that_names_nobody_is_its_own_origin() -> None:
    assert chain_of("courier") == ("courier",)


def test_a_claim_that_names_nobody_has_the_tellers_of_its_source() -> None:
    assert chain_of("relay") == ("wire", "relay")


def test_the_tellers_of_a_claim_stand_in_place_of_those_of_its_source() -> None:
    assert chain_of("relay", via='["ministry"]') == ("ministry", "relay")


def test_an_empty_via_cuts_the_claim_off_from_the_tellers_of_its_source() -> None:
    assert chain_of("relay", via="[]") == ("relay",)


def test_one_teller_may_stand_without_brackets() -> None:
    assert chain_of("courier", via='"wire"') == ("wire", "courier")


def test_several_tellers_stand_in_their_order() -> None:
    assert chain_of("courier", via='["ministry", "wire"]') == ("ministry", "wire", "courier")


@pytest.mark.parametrize(
    ("via", "tellers"),
    [
        ('["agency"]', ("ministry", "agency")),
        ('["agency", "wire"]', ("ministry", "agency", "wire")),
        ('["radio"]', ("ministry", "agency", "wire", "radio")),
    ],
)
def test_an_origin_that_goes_back_to_another_is_followed_to_the_end(via: str, tellers: tuple[str, ...]) -> None:
    assert chain_of("courier", via=via) == (*tellers, "courier")


@pytest.mark.parametrize(
    ("via", "tellers"),
    [
        ('["gazette"]', ("gazette",)),
        ('["relay"]', ("wire", "relay")),
        ('["digest"]', ("wire", "relay", "digest")),
        ('["review"]', ("ministry", "agency", "digest", "review")),
    ],
)
def test_a_source_that_is_relayed_is_followed_like_an_origin(via: str, tellers: tuple[str, ...]) -> None:
    assert chain_of("courier", via=via) == (*tellers, "courier")


def test_only_the_first_teller_is_followed() -> None:
    assert chain_of("courier", via='["wire", "agency"]') == ("wire", "agency", "courier")


def test_the_tellers_of_a_source_are_followed_too() -> None:
    assert chain_of("review") == ("ministry", "agency", "digest", "review")


def test_an_origin_goes_by_its_teller_and_a_source_by_its_publisher() -> None:
    base = base_with("courier")
    assert [teller(base, name) for name in ("ministry", "courier")] == ["Ministry", "Norland Courier"]
