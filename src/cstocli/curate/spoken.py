"""Numbers, days and names as texts write them: in digits of any script, in words of the languages below.

It is made to find a number that stands there, so it reads generously: an ending more or
less does not matter, and a number may be a part of a longer one.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

# Beginnings of words; of several the longest counts. Endings are left out where the language bends words.
_NUMBERS = {
    "en": "two=2 both=2 couple=2 pair=2 twice=2 second=2 twin=2 double=2 three=3 triple=3 third=3 four=4 five=5 fifth=5"
    " six=6 seven=7 eight=8 nine=9 ninth=9 ten=10 eleven=11 twel=12 dozen=12 thirteen=13 fourteen=14 fifteen=15"
    " sixteen=16 seventeen=17 eighteen=18 nineteen=19 twent=20 thirt=30 fort=40 fift=50 sixt=60 sevent=70 "
    "eighty=80 ninety=90 hundred=100 thousand=1000 million=1000000",
    "ru": "два=2 две=2 двух=2 двум=2 двое=2 оба=2 обе=2 второ=2 пара=2 три=3 трех=3 трем=3 трое=3 трет=3"
    " четыр=4 четвер=4 пят=5 шест=6 семь=7 семи=7 седьм=7 восем=8 восьм=8 девят=9 десят=10 десяток=10 одиннадц=11"
    " двенадц=12 дюжин=12 тринадц=13 четырнадц=14 пятнадц=15 шестнадц=16 семнадц=17 восемнадц=18 девятнадц=19"
    " двадцат=20 тридцат=30 сорок=40 пятьдесят=50 пятидесят=50 шестьдесят=60 шестидесят=60 семьдесят=70"
    " семидесят=70 восемьдесят=80 восьмидесят=80 девяност=90 сто=100 сотн=100 двести=200 двухсот=200 триста=300"
    " трехсот=300 четыреста=400 четырехсот=400 пятьсот=500 пятисот=500 шестьсот=600 шестисот=600 семьсот=700"
    " восемьсот=800 девятьсот=900 тыс=1000 млн=1000000 миллион=1000000",
    "uk": "два=2 дві=2 двох=2 двом=2 двоє=2 обид=2 друг=2 пара=2 три=3 трьох=3 трет=3 троє=3 чотир=4 четвер=4 пят=5"
    " шіст=6 шест=6 сім=7 семи=7 вісім=8 восьм=8 девят=9 десят=10 одинадц=11 дванадц=12 тринадц=13"
    " чотирнадц=14 пятнадц=15 шістнадц=16 сімнадц=17 вісімнадц=18 девятнадц=19 двадцят=20 тридцят=30 сорок=40"
    " пятдесят=50 шістдесят=60 сімдесят=70 вісімдесят=80 девяност=90 сто=100 сотн=100 двісті=200 триста=300"
    " чотириста=400 пятсот=500 шістсот=600 тис=1000 млн=1000000 мільйон=1000000",
    "be": "два=2 дзве=2 двух=2 абод=2 тры=3 трох=3 чатыр=4 пяц=5 шэсц=6 шасц=6 сем=7 сям=7 восем=8 дзевя=9 дзеся=10"
    " адзінаццац=11 дванаццац=12 трынаццац=13 чатырнаццац=14 пятнаццац=15 дваццац=20 трыццац=30 сорак=40 сто=100"
    " тыс=1000 млн=1000000 мільён=1000000",
    "hy": "երկու=2 երկուս=2 երեք=3 չորս=4 հինգ=5 վեց=6 յոթ=7 ութ=8 ինը=9 տաս=10 տասնմեկ=11 տասներկու=12 քսան=20"
    " երեսուն=30 քառասուն=40 հիսուն=50 վաթսուն=60 յոթանասուն=70 ութսուն=80 իննսուն=90 հարյուր=100 հազար=1000"
    " միլիոն=1000000",
    "de": "zwei=2 zwo=2 beide=2 paar=2 drei=3 dritt=3 vier=4 fünf=5 sechs=6 sieb=7 acht=8 neun=9 zehn=10 elf=11"
    " zwölf=12 dutzend=12 dreizehn=13 vierzehn=14 fünfzehn=15 sechzehn=16 siebzehn=17 achtzehn=18 neunzehn=19"
    " zwanzig=20 dreißig=30 vierzig=40 fünfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90 hundert=100"
    " tausend=1000 million=1000000 mio=1000000",
    "fr": "deux=2 second=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 dizaine=10 onze=11 douz=12"
    " trei=13 quatorz=14 quinz=15 seiz=16 vingt=20 trent=30 quarant=40 cinquant=50 soixant=60 cent=100 mille=1000"
    " millier=1000 million=1000000",
    "it": "due=2 entramb=2 second=2 tre=3 quattr=4 cinqu=5 sei=6 sett=7 otto=8 nove=9 dieci=10 decin=10 undici=11"
    " dodic=12 dozzin=12 tredic=13 quattordic=14 quindic=15 sedic=16 diciassett=17 diciott=18 diciannov=19 vent=20"
    " trent=30 quarant=40 cinquant=50 sessant=60 settant=70 ottant=80 novant=90 cent=100 mill=1000 mila=1000"
    " migliai=1000 milion=1000000",
    "es": "dos=2 ambos=2 segund=2 tres=3 cuatr=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 decen=10 once=11"
    " doce=12 trece=13 catorce=14 quince=15 dieciséis=16 diecisiete=17 dieciocho=18 diecinueve=19 veint=20"
    " treint=30 cuarent=40 cincuent=50 sesent=60 setent=70 ochent=80 novent=90 cien=100 doscient=200 trescient=300"
    " quinient=500 mil=1000 millón=1000000 millon=1000000",
    "nl": "twee=2 tweede=2 beide=2 drie=3 derde=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10 elf=11"
    " twaalf=12 dertien=13 veertien=14 vijftien=15 zestien=16 zeventien=17 achttien=18 negentien=19 twintig=20"
    " dertig=30 veertig=40 vijftig=50 zestig=60 zeventig=70 tachtig=80 negentig=90 honderd=100 duizend=1000"
    " miljoen=1000000",
    "pl": "dwa=2 dwie=2 dwó=2 dwo=2 oba=2 trzy=3 trzech=3 trzec=3 czter=4 pię=5 sześ=6 siedem=7 siedm=7 osiem=8"
    " dziewię=9 dziesię=10 jedenaś=11 dwanaś=12 trzynaś=13 czternaś=14 piętnaś=15 szesnaś=16 siedemnaś=17"
    " osiemnaś=18 dziewiętnaś=19 dwadzieś=20 trzydzieś=30 czterdzieś=40 pięćdziesią=50 sześćdziesią=60 sto=100"
    " dwieście=200 trzysta=300 czterysta=400 pięćset=500 tys=1000 mln=1000000 milion=1000000",
    "cs": "dva=2 dvě=2 dvou=2 oba=2 tři=3 tří=3 čtyř=4 pět=5 pěti=5 šest=6 sedm=7 osm=8 devět=9 devíti=9 deset=10"
    " jedenáct=11 dvanáct=12 třináct=13 čtrnáct=14 patnáct=15 šestnáct=16 dvacet=20 třicet=30 čtyřicet=40"
    " padesát=50 šedesát=60 sto=100 stov=100 tisíc=1000 milion=1000000",
    "sk": "dva=2 dve=2 dvoch=2 oba=2 tri=3 troch=3 štyr=4 päť=5 pia=5 šesť=6 šies=6 sedem=7 osem=8 deväť=9"
    " desať=10 jedenásť=11 dvanásť=12 trinásť=13 štrnásť=14 pätnásť=15 dvadsať=20 tridsať=30 štyridsať=40"
    " päťdesiat=50 sto=100 tisíc=1000 milión=1000000",
    "da": "to=2 begge=2 tre=3 fire=4 fem=5 seks=6 syv=7 otte=8 ni=9 ti=10 elleve=11 tolv=12 tretten=13 fjorten=14"
    " femten=15 seksten=16 sytten=17 atten=18 nitten=19 tyve=20 tredive=30 fyrre=40 halvtreds=50 hundrede=100"
    " tusind=1000 million=1000000",
    "sv": "två=2 båda=2 tre=3 fyra=4 fem=5 sex=6 sju=7 åtta=8 nio=9 tio=10 elva=11 tolv=12 tretton=13 fjorton=14"
    " femton=15 sexton=16 sjutton=17 arton=18 nitton=19 tjugo=20 trettio=30 fyrtio=40 femtio=50 hundra=100"
    " tusen=1000 miljon=1000000",
}
# Words that say a day without its number: weekdays, today and its like, months and seasons.
_DAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight day night hours"
    " week weekend morning afternoon evening recently",
    "ru": "понедельник вторник сред четверг пятниц суббот воскрес сегодня вчера завтра накануне сутки суток дня день"
    " дней ночь ночью утром вечером недел",
    "uk": "понеділ вівтор серед четвер пятниц пятниц субот неділ сьогодні вчора завтра напередодні добу доби день дня",
    "be": "панядзел аўторак серад чацвер пятніц субот нядзел сёння учора ўчора заўтра дзень дня",
    "hy": "երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիրակի այսօր երեկ վաղը օր",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heut gestern morgen tag nacht woche",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche aujourd hier demain jour nuit soir matin semaine veille",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica oggi ieri domani giorn notte sera mattin settiman",
    "es": "lunes martes miércoles jueves viernes sábado domingo hoy ayer mañana día noche tarde madrugada semana",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag vandaag gisteren morgen dag nacht avond week",
    "pl": "poniedział wtor środ czwart piąt sobot niedziel dziś dzisiaj wczoraj jutro dzień dni noc tydzień tygod",
    "cs": "ponděl úter střed čtvrt pátek pátk pátečn sobot neděl dnes včera zítra den dne noc týden týdn",
    "sk": "pondel utor stred štvrt piatok piatk sobot nedeľ dnes včera zajtra deň dňa noc týždeň týždň",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag dag går morgen nat aften uge",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag dag går morgon natt kväll vecka",
}
# Words that follow figures in languages of which no other number words are here.
_UNITS = "ألف=1000 الف=1000 آلاف=1000 مليون=1000000 हजार=1000 लाख=100000 ezer=1000 millió=1000000 хиљад=1000 миң=1000"
_AND = {"and", "и", "und", "et", "e", "y", "en", "i", "a", "og", "och", "та", "և", "u"}
_LONGEST_STEM = 20  # letters
_LONGEST_ENDING = 6  # letters after the stem of a number
_HUNDRED, _THOUSAND, _MILLION = 100, 1000, 1000000
_MOST_OF_A_TEXT = 2000  # characters of a quote and its reading that are looked at
_SHORTEST_WORD_OF_A_NAME = 3
_STEM = 5  # letters by which a word of a name is known whatever its ending

_APOSTROPHES = "'’ʼ"
# Not the numbers of names: Il-76, A400M. Letters that are words need no blank before a number.
_LETTER = "[A-Za-z\u00c0-\u058f]"
_ALONE = rf"(?<!{_LETTER})(?<!{_LETTER}-)(?<!\d)"
_BLANKS = "\u00a0\u202f\u2009 "
_GROUPED = re.compile(rf"{_ALONE}\d{{1,3}}(?:[.,'’{_BLANKS}]\d{{3}}){{1,4}}(?!\d)")
_DECIMAL = re.compile(rf"{_ALONE}\d{{1,15}}[.,:]\d{{1,6}}(?![.,:]?\d)")
_TOKEN = re.compile(rf"{_GROUPED.pattern}|{_DECIMAL.pattern}|{_ALONE}\d{{1,15}}(?!\d)|[^\W\d_]+")
_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгґдеєжзиіїйклмнопрстуўфхцчшщыэюяьъ",
            [*"abvggdee", "zh", *"ziiiiklmnoprstuuf", "kh", "ts", "ch", "sh", "sh", *"ie", "iu", "ia", "", ""],
            strict=True,
        )
    )
)


class Spoken(NamedTuple):
    """What stands in a text: its numbers, those of them in figures, whether a word says a day, its bare letters."""

    numbers: frozenset[float]
    figures: frozenset[float]
    says_a_day: bool
    letters: str

    def has_number(self, number: int) -> bool:
        """Whether a number stands there, be it as a decimal of thousands or millions of which the word is cut off."""
        return number in self.numbers or any(
            round(figure * unit) == number
            for figure in self.figures
            if figure != int(figure)
            for unit in (_THOUSAND, _MILLION)
        )

    def has_name(self, name: str) -> bool:
        """Whether a word of a name stands there, whatever its ending."""
        return any(beginning in self.letters for beginning in _beginnings(name))


@lru_cache(maxsize=4096)
def _beginnings(name: str) -> tuple[str, ...]:
    """The letters by which a name is known: all of it, and how its longer words begin."""
    words = [bare(word) for word in re.findall(r"\w+", name)]
    stems = [word[:_STEM] for word in words if len(word) > _SHORTEST_WORD_OF_A_NAME]
    return (*stems, joined) if len(joined := "".join(words)) >= _SHORTEST_WORD_OF_A_NAME else tuple(stems)


def bare(text: str) -> str:
    """Letters and digits alone, without accents, Cyrillic ones in Latin."""
    decomposed = unicodedata.normalize("NFD", text.casefold().translate(_CYRILLIC))
    return "".join(character for character in decomposed if character.isalnum())


def knows(language: str) -> bool:
    """Whether the number words of a language are known; of others only digits are."""
    return _primary(language) in _NUMBERS


def is_english(language: str) -> bool:
    """Whether a language tag is one of English."""
    return _primary(language) == "en"


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


@lru_cache(maxsize=1024)
def spoken(text: str, language: str) -> Spoken:
    """What stands in a text of a language, a tag of BCP 47."""
    text = unicodedata.normalize("NFC", text[:_MOST_OF_A_TEXT]).casefold().replace("ё", "е")
    tokens = _TOKEN.findall(re.sub(rf"(?<=[^\W\d_])[{_APOSTROPHES}](?=[яюєї])", "", text))
    stems = _stems(_primary(language))
    numbers: set[float] = set()
    figures: set[float] = set()
    total = current = 0.0
    for token in tokens:
        readings = _readings(token) if token[0].isdigit() else []
        figures.update(readings)
        values = readings[:1] or _of_word(token, stems)
        if not values and token not in _AND:
            total = current = 0.0
        for value in values:
            total, current = _composed(total, current, value)
            numbers |= {value, current, total + current}
    days = _days(_primary(language))
    says_a_day = any(token.startswith(days) for token in tokens)
    return Spoken(frozenset(numbers | figures), frozenset(figures), says_a_day, bare(text))


def _readings(token: str) -> list[float]:
    """What figures may mean, the likeliest first: `2,030` is one number, `6.45` and `2 030` may be two."""
    parts = [int(part) for part in re.split(r"\D", token)]
    if len(parts) == 1:
        return [float(parts[0])]
    if _GROUPED.fullmatch(token):
        whole = float(re.sub(r"\D", "", token))
        return [whole, *map(float, parts)] if re.search(rf"[{_BLANKS}]", token) else [whole]
    return [float(re.sub("[,:]", ".", token)), *map(float, parts)]


def _of_word(token: str, stems: Mapping[str, int]) -> list[float]:
    """The numbers that a word is made of: `fünfundzwanzig` of 5 and 20, `duemila` of 2 and 1,000."""
    values: list[float] = []
    while stem := next(
        (token[:length] for length in range(min(len(token), _LONGEST_STEM), 1, -1) if token[:length] in stems), ""
    ):
        values.append(stems[stem])
        rest = token[len(stem) :]
        # What joins the parts: `fünf-und-zwanzig`, `cinqu-e-cento`.
        token = next((rest[skip:] for skip in range(min(4, len(rest))) if rest[skip:].startswith(tuple(stems))), rest)
    return values if len(token) <= _LONGEST_ENDING else []


def _composed(total: float, current: float, value: float) -> tuple[float, float]:
    """A number with its next word: what is complete up to a thousand, and what is not yet."""
    if value >= _THOUSAND:
        return total + max(current, 1) * value, 0.0
    if value == _HUNDRED:
        return total, max(current, 1) * _HUNDRED
    if (current, value) == (4, 20):
        return total, 80.0  # quatre-vingts
    return total, current + value


@cache
def _stems(language: str) -> Mapping[str, int]:
    parted = (word.split("=") for word in _NUMBERS.get(language, _UNITS).split())
    return {stem.replace("ё", "е"): int(number) for stem, number in parted}


@cache
def _days(language: str) -> tuple[str, ...]:
    return tuple(_DAYS.get(language, "").split())
