"""Types of numbers: counts, counted things, positions."""

from cstocli.model import counts
from cstocli.model.counts import Count, Counted
from cstocli.model.light_typing import TYPE_CHECKING, Any
from cstocli.model.types.references import Reference
from cstocli.model.types.texts import Name
from cstocli.model.types.type import (
    AGREE,
    COMPATIBLE,
    CONFLICT,
    TEXT_SCHEMA,
    TOML_ID,
    TOML_TEXT,
    Path,
    Relation,
    Schema,
    Things,
    Type,
)

if TYPE_CHECKING:
    from cstocli.model.cursor import Cursor
    from cstocli.model.format import Format
    from cstocli.model.hierarchy import Hierarchy

_POLE, _DATE_LINE = 90, 180  # degrees
_TOML_COUNT: Schema = {
    "type": ["integer", "string"],
    "minimum": 0,
    "maximum": counts.TOO_LARGE - 1,
    "pattern": r"^((~|>=?|<=?|\.\.)?[0-9]{1,15}|[0-9]{1,15}\.\.[0-9]{1,15})$",
}
_COUNT_SCHEMA: Schema = {"type": "integer", "minimum": 0}


class CountType(Type):
    """A number of whole things: exact, rounded, bounded on one side, or a range.

    `unit` is what is counted, in the plural, such as `people` or `km`.
    """

    name = "count"
    example = '"~30"'
    form = 'Written `30`, `"~30"`, `">30"`, `">=30"`, `"<30"`, `"<=30"` or `"30..40"`.'
    columns = (("", "INTEGER"), ("_low", "REAL"), ("_high", "REAL"), ("_words", "TEXT"))
    schema = _COUNT_SCHEMA

    def __init__(self, unit: str = "") -> None:
        self.unit = unit

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> Count:
        """Read a count from an integer or a text."""
        if not isinstance(given, int | str) or isinstance(given, bool):
            cursor.wrong_type(path, key, 'a whole number or text such as "~30"', given)
            return counts.exact(0)
        try:
            return counts.parse(given)
        except counts.InvalidCount as error:
            from cstocli.model.cursor import quoted

            cursor.problem("impossible-count", path, f"impossible count {quoted(given)}: {error}", given)
            return counts.exact(0)

    def toml_schema(self, _format: "Format") -> Schema:
        """An integer, or a text of one of the forms."""
        return _TOML_COUNT

    def relation(self, one: Count, other: Count, _hierarchy: object) -> Relation:
        """Counts are ranges: `over 2,000` holds 2,030, `about 2,000` holds it too; 5 is not 7.

        A round number may stand for one that rounds to it, and `over 70` for 70 or more:
        neither supports the other, and they contradict nothing.
        """
        if {one.sign, other.sign} in ({">", ""}, {"<", ""}) and one.number == other.number:
            return COMPATIBLE
        if one.sign == other.sign == "" and one != other:
            return COMPATIBLE if _rounds(one.number, other.number) or _rounds(other.number, one.number) else CONFLICT
        low, high = one.low, float("inf") if one.high is None else one.high
        other_low, other_high = other.low, float("inf") if other.high is None else other.high
        if (low <= other_low and other_high <= high) or (other_low <= low and high <= other_high):
            return AGREE
        return COMPATIBLE if low <= other_high and other_low <= high else CONFLICT

    def alters(self, one: Count, other: Count) -> bool:
        """The same number without its hedge, or the same hedge before another number."""
        if one.number == other.number:
            return one.sign == "" and other.sign != ""
        return one.sign == other.sign and one.sign != ""

    def precision(self, value: Count, _hierarchy: object) -> float:
        """The narrower its bounds, the more precise; without an upper one, the higher the lower one."""
        # No number is as large as that, so every bounded count is more precise.
        return value.low - 2 * counts.TOO_LARGE if value.high is None else float(value.low - value.high)

    def data(self, value: Count, _things: object) -> int:
        """The number that was stated."""
        return value.number

    def words(self, value: Count, _things: object) -> str:
        """`about 2,000`, `70–80`, `over 20 vehicles`."""
        return self._with_unit(value.words, one=value.number == 1 and value.high == 1)

    def cells(self, value: Count, _encoded: str) -> tuple[Any, ...]:
        """The number, its bounds, its words."""
        return value.number, value.low, value.high, self.words(value, None)

    def text(self, data: int | str) -> str:
        """A number with commas between its thousands, and its unit."""
        return self._with_unit(f"{data:,}", one=data == 1) if isinstance(data, int) else data

    def _with_unit(self, words: str, *, one: bool) -> str:
        if not self.unit:
            return words
        return f"{words} {_SINGULAR.get(self.unit, self.unit.removesuffix('s')) if one else self.unit}"


_SINGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman"}


class CountedType(Type):
    """An array of counted things, such as `[{ what = "lorries", count = 3 }]`.

    `key` names what is counted. With a `sort` it is the id of a thing of that sort;
    else short words. The sort's `within` makes a variant count as its type.
    """

    encoded = True
    folds = True

    def __init__(self, name: str, key: str, sort: str = "", *, noun: str = "") -> None:
        self.name = name
        self.key = key
        self.sort = sort
        self.noun = noun
        example = f'"some-{sort}"' if sort else '"lorries"'
        self.example = f"[{{ {key} = {example}, count = 3 }}]"
        self.form = f"Written `[{{ {key} = …, count = 3 }}]`."
        self._what: Type = Reference(sort, noun=noun) if sort else Name()

    @property
    def schema(self) -> Schema:  # type: ignore[override]
        """An array of objects."""
        whole: Schema = {"type": ["integer", "null"]}
        properties = {
            self.key: TEXT_SCHEMA,
            **({f"{self.key}_id": TEXT_SCHEMA} if self.sort else {}),
            "count": whole,
            "count_words": {"type": ["string", "null"]},
            "low": {"type": ["number", "null"]},
            "high": {"type": ["number", "null"]},
        }
        element = {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}
        return {"type": "array", "items": element}

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> tuple[Counted, ...]:
        """Read an array that is not empty, of tables with a `key` and perhaps a count."""
        if given == []:
            cursor.problem("empty-text", path, f'"{key}" is empty; leave it out when it is not known', key)
        elif not isinstance(given, list):
            cursor.wrong_type(path, key, f"an array such as [{{ {self.key} = …, count = 3 }}]", given)
        if not isinstance(given, list) or not given:
            return ()
        read = (self._element(cursor, (*path, index), key, item) for index, item in cursor.elements(path, key, given))
        return tuple(item for item in read if item)

    def _element(self, cursor: "Cursor", path: Path, key: str, item: object) -> Counted | None:
        if not isinstance(item, dict) or self.key not in item:
            cursor.problem("wrong-shape", path, f'"{key}" takes elements such as {{ {self.key} = …, count = 3 }}', key)
            return None
        for other in item.keys() - {self.key, "count"}:
            from cstocli.model.cursor import quoted

            known = (self.key, "count")
            cursor.problem("unknown-key", (*path, other), f"unknown key {quoted(other)}", other, known)
        what = self._what.read(cursor, (*path, self.key), self.key, item[self.key])
        count = COUNT.read(cursor, (*path, "count"), "count", item["count"]) if "count" in item else None
        return Counted(what, count)

    def toml_schema(self, _format: "Format") -> Schema:
        """An array of tables."""
        described = f"The id of {self.noun}." if self.sort else "What it is, in short words of ours."
        what = {**(TOML_ID if self.sort else TOML_TEXT), "description": described}
        count = {**_TOML_COUNT, "description": "How many; left out when not stated."}
        element: Schema = {
            "type": "object",
            "properties": {self.key: what, "count": count},
            "required": [self.key],
            "additionalProperties": False,
        }
        return {"type": "array", "minItems": 1, "items": element}

    def data(self, value: tuple[Counted, ...], things: Things) -> list[dict[str, Any]]:
        """An array of objects: what, how many, the same in words, and its bounds."""
        return [self._object(item, things) for item in value]

    def _object(self, item: Counted, things: Things) -> dict[str, Any]:
        count = item.number
        named = {self.key: things[self.sort][item.what].name, f"{self.key}_id": item.what} if self.sort else None
        return {
            **(named or {self.key: item.what}),
            "count": count.number if count else None,
            "count_words": count.words if count else None,
            "low": _whole(count.low) if count else None,
            "high": _whole(count.high) if count else None,
        }

    def text(self, data: list[dict[str, Any]]) -> str:
        """`over 70 × Il-76, An-2`; `over 20 units of equipment`."""
        between = " × " if self.sort else " "
        return ", ".join(
            f"{item['count_words']}{between}{item[self.key]}" if item["count_words"] else item[self.key]
            for item in data
        )

    def relation(self, one: tuple[Counted, ...], other: tuple[Counted, ...], hierarchy: "Hierarchy") -> Relation:
        """Lists need not be complete, but what both contain must have the same count.

        A variant is its type. Two lists of things that share none contradict each other.
        """
        pairs = [(a, b) for a in one for b in other if self._same_sort(a.what, b.what, hierarchy)]
        if any(self._miscounted(item, one, hierarchy) for item in other):
            return CONFLICT
        if any(self._miscounted(item, other, hierarchy) for item in one):
            return CONFLICT
        if len({a for a, _ in pairs}) == len(one) or len({b for _, b in pairs}) == len(other):
            return AGREE
        return CONFLICT if self.sort and not pairs else COMPATIBLE

    def _miscounted(self, total: Counted, parts: tuple[Counted, ...], hierarchy: "Hierarchy") -> bool:
        """Whether the `parts` that are of the type of `total`, or of its variants, add up to another number."""
        within = [item.number for item in parts if self._within(item.what, total.what, hierarchy)]
        if total.number is None or not within or None in within:
            return False
        known = [number for number in within if number]
        highest = None if any(number.high is None for number in known) else sum(number.high or 0 for number in known)
        lowest = sum(number.low for number in known)
        exact = lowest == highest and not any(number.sign for number in known)
        added = counts.exact(int(lowest)) if exact else Count("range", int(lowest), lowest, highest)
        return COUNT.relation(added, total.number, hierarchy) is CONFLICT

    def _within(self, one: str, other: str, hierarchy: "Hierarchy") -> bool:
        return one.casefold() == other.casefold() or hierarchy.refines(self.sort, one, other)

    def _same_sort(self, one: str, other: str, hierarchy: "Hierarchy") -> bool:
        return self._within(one, other, hierarchy) or self._within(other, one, hierarchy)

    def alters(self, one: tuple[Counted, ...], other: tuple[Counted, ...]) -> bool:
        """Some number of the same thing is altered."""
        told = {item.what: item.number for item in other}
        pairs = ((item.number, told.get(item.what)) for item in one)
        return any(number and before and COUNT.alters(number, before) for number, before in pairs)

    def precision(self, value: tuple[Counted, ...], hierarchy: "Hierarchy") -> float:
        """Each type adds 1, its count up to 1 more by how exact it is, a variant a little more than its type."""
        return sum(
            1 + (_exactness(item.number) if item.number else 0) + hierarchy.depth(self.sort, item.what) / 10
            for item in value
        )


def _rounds(exact: int, round_: int) -> bool:
    """Whether `exact` becomes `round_` by rounding to two digits or more, as far as `round_` is round."""
    zeros = len(str(round_)) - len(str(round_).rstrip("0"))
    unit = 10.0 ** min(zeros, len(str(round_)) - 2)
    return unit > 1 and abs(exact - round_) * 2 <= unit


def _exactness(count: Count) -> float:
    return 0.5 if count.high is None else 1 / (1 + (count.high - count.low) / max(count.high, 1))


def _whole(number: float | None) -> float | None:
    """A bound as an integer if it has no fraction."""
    return int(number) if number is not None and number == int(number) else number


class Position(Type):
    """Latitude and longitude in degrees, WGS 84."""

    name = "position"
    example = "[0.5, -30.25]"
    form = "Written `[latitude, longitude]`."

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> tuple[float, float] | None:
        """Read two numbers that are a place on the globe."""
        if isinstance(given, list) and [type(number) in (int, float) for number in given] == [True, True]:
            latitude, longitude = given
            if abs(latitude) <= _POLE and abs(longitude) <= _DATE_LINE:
                return (latitude, longitude)
        cursor.problem("bad-value", path, f'"{key}" takes [latitude, longitude] in degrees', key)
        return None

    def toml_schema(self, _format: "Format") -> Schema:
        """An array of two numbers on the globe."""
        return {
            "type": "array",
            "items": [
                {"type": "number", "minimum": -_POLE, "maximum": _POLE},
                {"type": "number", "minimum": -_DATE_LINE, "maximum": _DATE_LINE},
            ],
            "minItems": 2,
            "maxItems": 2,
        }


COUNT = CountType()
