"""What the rows of one fact are made from: its assessment, its values as JSON and in words, what its kind has."""

from cstocli.index.context import Context, Rendered
from cstocli.model.format import Kind
from cstocli.model.types import DATE, PART_OF_DAY, PLACE, CountedType
from cstocli.model.types.clock import TimeType
from cstocli.weigh.facts import AssessedFact
from cstocli.weigh.sentences import derived_texts
from cstocli.weigh.spans import Span


class KindContext:
    """What all facts of a kind have in common: which fields are dates, places, counted things."""

    def __init__(self, kind: Kind) -> None:
        types = {name: field.type for name, field in kind.fields.items()}
        self.kind = kind
        self.types = types
        self.positions = {name: number for number, name in enumerate(types)}
        # Other dates, such as the day on which somebody was named, are no days of the fact.
        roles = () if kind.summed else (kind.when, kind.begins, kind.ends)
        self.dates = [name for name, type_ in types.items() if type_ is DATE and name in roles]
        self.time = next((name for name, type_ in types.items() if isinstance(type_, TimeType)), "")
        self.part_of_day = next((name for name, type_ in types.items() if type_ is PART_OF_DAY), "")
        self.places = [name for name, type_ in types.items() if type_ is PLACE]
        self.counted = {name: type_ for name, type_ in types.items() if isinstance(type_, CountedType)}


class FactContext:
    """One assessed fact; `shown` are its shown values as JSON and in words."""

    def __init__(self, assessed: AssessedFact, of: KindContext, position: int, span: Span, context: Context) -> None:
        self.assessed = assessed
        self.fact = assessed.fact
        self.fields = assessed.fields
        self.of = of
        self.kind = of.kind
        self.position = position
        self.span = span
        types = of.types
        self.shown: dict[str, Rendered] = {
            name: context.render(types[name], field.value)
            for name, field in assessed.fields.items()
            if field.value is not None
        }
        self.alternatives: dict[str, list[Rendered]] = {
            name: [context.render(types[name], value) for value in field.values]
            for name, field in assessed.fields.items()
            if field.values
        }
        self.words = {name: words for name, (_, words) in self.shown.items()}
        self.words |= {name: " | ".join(words for _, words in each) for name, each in self.alternatives.items()}
        self.derived = derived_texts(assessed, self.words, of.kind)
