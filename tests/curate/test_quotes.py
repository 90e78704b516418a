"""Numbers, days and names in quotes: what is found there, and what `check` says where nothing is."""

import random
from pathlib import Path

import pytest

import cstocli
from cstocli.curate.check import check
from cstocli.curate.quotes import missing_from_quote
from cstocli.curate.spoken import spoken
from cstocli.model import counts
from cstocli.model.base import Base, Document
from cstocli.model.counts import Count
from cstocli.model.dates import Date
from cstocli.read.files import shipped
from tests.conftest import FORMAT, ROOT

SHIPPED = [Path(shipped()), ROOT / "examples" / "kabul-airlift", ROOT / "examples" / "strike"]


def warned(quote: str, fields: str, language: str = "en", more: str = "") -> list[str]:
    """What the rule says of one claim."""
    tag = f'language = "{language}"\n' if language else ""
    text = (
        'format = 1\n[about]\ntitle = "A"\nperiod = "2031-05"\n[contingents.sud]\ncountry = "Sudland"\ncode = "SU"\n'
        f'[sources.s]\npublisher = "P"\npublished = 2031-05-09\n{tag}'
        '[places.zvart]\nname = "Zvartnots airport"\nalso = ["Звартноц"]\n'
        '[[departures]]\nid = "a"\ncontingent = "sud"\n[[departures.claims]]\nsource = "s"\nat = 1\n'
        f'quote = "{quote}"\n{fields}\n{more}\n'
    )
    found = check([Document("facts.toml", text)], FORMAT)
    return [problem.message for problem in found if problem.rule.name == "quote-without-value"]


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("2,030 servicemen", "en", 2030),
        ("2 030 военных", "ru", 2030),
        ("111.900 Personen", "de", 111900),
        ("2,5 тыс. человек", "ru", 2500),
        ("численность составляет до 2,5", "ru", 2500),
        ("1.2 million", "en", 1200000),
        ("two thousand and thirty men", "en", 2030),
        ("eighty-two", "en", 82),
        ("a dozen lorries", "en", 12),
        ("сто пятьдесят человек", "ru", 150),
        ("Семнадцать самолетов", "ru", 17),
        ("на трёх самолётах", "ru", 3),
        ("п’ять літаків", "uk", 5),
        ("հարյուր զինծառայող", "hy", 100),
        ("dreihundert Soldaten", "de", 300),
        ("fünfundzwanzig Maschinen", "de", 25),
        ("quatre-vingt-dix personnes", "fr", 90),
        ("duemila cinquecento militari", "it", 2500),
        ("超過79,000名平民", "zh", 79000),
        ("أكثر من 28 ألف شخص", "ar", 28000),
        ("١٢ طائرة", "ar", 12),
    ],
)
def test_a_number_is_found_in_digits_and_in_words(text: str, language: str, number: int) -> None:
    assert spoken(text, language).has_number(number)


@pytest.mark.parametrize(
    ("text", "number"), [("an Il-76 and an A400M", 76), ("an Il-76 and an A400M", 400), ("2,030 men", 30), ("sixty", 6)]
)
def test_numbers_of_names_and_pieces_of_numbers_are_no_numbers(text: str, number: int) -> None:
    assert not spoken(text, "en").has_number(number)


@pytest.mark.parametrize(
    ("quote", "fields", "language"),
    [
        ("sent 200 soldiers", "personnel = 200", "en"),
        ("sent two hundred soldiers", "personnel = 200", "en"),
        ("отправили двести военных", "personnel = 200", "ru"),
        ("from 70 to 80 soldiers", 'personnel = "70..80"', "en"),
        ("left on 9 May", 'date = "2031-05-09"', "en"),
        ("left on Friday", 'date = "2031-05-09"', "en"),
        ("вылетели сегодня", 'date = "2031-05-09"', "ru"),
        ("left in spring", 'date = "2031-05"', "en"),
        ("took off from Zvartnots", 'from_place = "zvart"', "en"),
        ("took off from Zvartnots", 'from_place = "zvart"\npersonnel = 200', "en"),
        ("вылетели из Звартноца", 'from_place = "zvart"', "ru"),
        ("a plane of soldiers", "aircraft_count = 1", "en"),
    ],
)
def test_a_quote_that_holds_one_of_the_values_is_no_problem(quote: str, fields: str, language: str) -> None:
    assert warned(quote, fields, language) == []


@pytest.mark.parametrize(
    ("quote", "fields", "language", "missing"),
    [
        ("sent 210 soldiers", "personnel = 200", "en", '"200", which "personnel" states'),
        ("sent soldiers there", "personnel = 200", "en", '"200", which "personnel" states'),
        ("отправили сто военных", "personnel = 200", "ru", '"200", which "personnel" states'),
        ("left on 9 May", 'date = "2031-05-08"', "en", '"2031-05-08", which "date" states'),
        ("they took off", 'from_place = "zvart"', "en", '"Zvartnots airport", which "from_place" states'),
        ("210 left Zvartnots", 'from_place = "zvart"\npersonnel = 200', "en", '"200", which "personnel" states'),
    ],
)
def test_a_quote_that_holds_none_is_told_with_the_value(quote: str, fields: str, language: str, missing: str) -> None:
    assert warned(quote, fields, language) == [f"the quote does not hold {missing}"]


def test_a_claim_that_says_how_it_was_read_is_believed() -> None:
    assert warned("they took off", "personnel = 200", more='reading = "told in the caption"') == []
    assert warned("they took off", "personnel = 200", more='deprecated = "a known error"') == []


def test_words_of_a_language_that_is_not_known_are_not_judged_but_figures_are() -> None:
    for language in ("ky", ""):
        assert warned("жүз жоокер", "personnel = 200", language) == []
        assert len(warned("210 жоокер", "personnel = 200", language)) == 1


def _claims_read_literally(base: Base) -> list[tuple[int, int, str]]:
    """Claims without a reading whose quote is in figures, and of whose values one is a number and none a day."""
    return [
        (at, number, counted[0])
        for at, fact in enumerate(base.facts)
        for number, claim in enumerate(fact.claims)
        if (counted := [name for name, value in claim.said.items() if isinstance(value, Count)])
        and len(counted) == 1
        and not any(isinstance(value, Date | tuple) for value in claim.said.values() if not isinstance(value, Count))
        and not (claim.reading or claim.deprecated)
        and spoken(claim.quote, "").figures
    ]


@pytest.mark.parametrize("path", SHIPPED[:2], ids=lambda path: path.stem)
def test_of_numbers_that_are_mistyped_in_such_claims_all_are_found(path: Path) -> None:
    base, chance = cstocli.read(path), random.Random(17)  # noqa: S311
    found = 0
    literal = _claims_read_literally(base)
    for at, number, name in literal:
        fact = base.facts[at]
        claim = fact.claims[number]
        value = claim.said[name]
        assert isinstance(value, Count)
        wrong = counts.exact(value.number * 10 + chance.randint(3, 9))
        found += bool(missing_from_quote(base, fact, claim._replace(said={**claim.said, name: wrong})))
    assert len(literal) >= 14
    assert found == len(literal)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_quote_of_the_bases_here_holds_what_it_stands_for(path: Path) -> None:
    assert [problem.message for problem in cstocli.check(path) if problem.rule.name == "quote-without-value"] == []
