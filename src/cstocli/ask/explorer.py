"""The `Explorer`: the one interface through which commands, scripts and pages query a base."""

import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from cstocli.ask.answer import Answer, Evidence
from cstocli.ask.columns import Question, Row, Vocabulary
from cstocli.ask.query import Filters, grades, several, window
from cstocli.index.cache import find_index, open_index
from cstocli.index.index import Index
from cstocli.model.errors import BadBase, CstoError, NotInThisBase, UnknownName, WrongUsage
from cstocli.model.light_typing import TYPE_CHECKING, Any
from cstocli.model.perspective import EVERYTHING, Perspective

if TYPE_CHECKING:
    from cstocli.ask.user_sql import Queried
    from cstocli.model.base import Progress
    from cstocli.model.problems import Problem

Rows = list[Row]


class Explorer:
    """A base from one perspective, ready for questions.

    Filters take a name or several, each an id or another spelling that the base knows;
    `since`, `until` and `on` take EDTF dates. Whatever takes names raises `UnknownName`
    for one that the base does not have, with the nearest ones, and `WrongUsage` for what
    no base could make right.
    """

    def __init__(
        self,
        index: Index,
        vocabulary: Vocabulary,
        perspective: Perspective = EVERYTHING,
        reopen: Callable[[Perspective, Index | None], Index] | None = None,
    ) -> None:
        self.index = index
        self.perspective = perspective
        (name,) = index.execute("SELECT max(vocabulary) FROM about").fetchone()
        # A base that declares all of its kinds has none of the questions of a built-in vocabulary.
        self._vocabulary = vocabulary if name else Vocabulary(vocabulary.format)
        self._built_in = vocabulary
        self.owner = self._vocabulary.owner
        self._reopen = reopen

    @classmethod
    def open(
        cls,
        path: str,
        environment: Mapping[str, str],
        vocabulary: Vocabulary,
        perspective: Perspective = EVERYTHING,
        log: Callable[[str], None] = lambda _: None,
        progress: "Progress | None" = None,
    ) -> "Explorer":
        """Open the base at `path`: a file, a folder of `.toml` files, or `-` for standard input.

        `environment` names the cache folder, `vocabulary` is that of the base; for `log` and
        `progress` see `open_index`.

        Raises:
            BadBase: the base is missing, unreadable, empty or has problems.
            UnknownName: the perspective names something that the base does not have.
        """

        def opened(perspective: Perspective, whole: Index | None = None) -> Index:
            return open_index(path, environment, vocabulary.format, perspective, log, progress, whole)

        return cls(opened(perspective), vocabulary, perspective, opened)

    @classmethod
    def cached(
        cls, path: str, environment: Mapping[str, str], vocabulary: Vocabulary, perspective: Perspective = EVERYTHING
    ) -> "Explorer | None":
        """The base at `path` if a cached index answers for it; None where it would have to be read."""
        index = find_index(path, environment, perspective)
        return None if index is None else cls(index, vocabulary, perspective)

    @classmethod
    def open_or_problems(
        cls, path: str, environment: Mapping[str, str], vocabulary: Vocabulary
    ) -> "tuple[Explorer | None, Sequence[Problem]]":
        """The base at `path` and no problems, or no base and all the problems there are.

        Raises:
            BadBase: there is no base to have problems: it is missing, unreadable or empty.
        """
        try:
            return cls.open(path, environment, vocabulary), ()
        except BadBase as bad:
            if not bad.problems:
                raise
            return None, bad.problems

    @functools.cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by name, each with its row type, filters and parameters."""
        from cstocli.ask.questions import composed

        return composed(self._vocabulary)

    def _every_question(self) -> Iterator[Question]:
        """All questions, those of most answers first, for which the others need not be loaded."""
        yield from (*self._vocabulary.questions, *self._vocabulary.parts)
        from cstocli.ask.listings import LISTED

        yield from LISTED
        from cstocli.ask.questions import OTHERS

        yield from OTHERS

    def _question(self, name: str) -> Question:
        found = next((each for each in self._every_question() if each.name == name), None)
        question = found and found.of(self.owner)
        if question is None and any(each.name == name for each in (*self._built_in.questions, *self._built_in.parts)):
            raise self._not_in_this_base(name, name)
        if question is None or not question.text:
            askable = [name for name, each in self.questions.items() if each.text]
            raise UnknownName("question", name, askable)
        return question

    def view(self, perspective: Perspective) -> "Explorer":
        """The same base from another perspective.

        Raises:
            WrongUsage: the base came from standard input or from memory, which gives it once.
        """
        if self._reopen is None or not self.index.files:
            raise WrongUsage("another perspective reads the base again, which only a file allows")
        # One on disk is found again; one in memory is all that there is.
        whole = self.index if self.perspective == EVERYTHING and self.index.file is None else None
        return Explorer(self._reopen(perspective, whole), self._built_in, perspective, self._reopen)

    def views(self, perspectives: "Sequence[Perspective]") -> "Iterator[Explorer]":
        """The same base from several perspectives, one after the other; no index is kept, and nothing is read again.

        Raises:
            WrongUsage: the base came from standard input or from memory, which gives it once.
        """
        whole = self if self.perspective == EVERYTHING else self.view(EVERYTHING)
        if not whole.index.files:
            raise WrongUsage("other perspectives read the base again, which only a file allows")
        # Making an index takes much that an answer does not.
        from cstocli.index.cache_write import indexes

        made = indexes(whole.index, self._built_in.format, perspectives)
        for perspective, index in zip(perspectives, made, strict=True):
            yield Explorer(index, self._built_in, perspective)

    def ask(self, question: str, *, evidence: Evidence = False, **given: Any) -> Answer:  # noqa: ANN401
        """The rows of a question; `given` are its filters and its own parameters, see `questions`.

        With `evidence` each row has the claims behind each of its fields; with `"refs"` their
        ids, for `claims_behind`.
        """
        asked = self._question(question)
        own = {name: given.pop(name, None) for name in asked.parameters}
        self._refuse_unknown(asked, given)
        return Answer(self.index, asked, self.filters(**given), evidence=evidence, **self._parameters(own))

    def _not_in_this_base(self, plural: str, token: str) -> NotInThisBase:
        kinds = list(dict.fromkeys(self.spellings("kind").values()))
        message = f"this base has no {plural}: its kinds are {', '.join(kinds)}"
        return NotInThisBase(message, "list one of them", f"csto list {kinds[0]}", token=token)

    def _refuse_unknown(self, question: Question, given: Mapping[str, Any]) -> None:
        unknown = next((name for name in given if name not in question.filters), None)
        owner = self._built_in.owner
        if owner and not self.owner and unknown == owner.name:
            raise self._not_in_this_base(owner.plural, unknown)
        if unknown is not None:
            raise UnknownName(f"filter of {question.name}", unknown, (*question.parameters, *question.filters))

    def _parameters(self, own: Mapping[str, Any]) -> Mapping[str, Any]:
        """The parameters of a question as the index needs them: ids for names, a full-text query for words."""
        known = dict(own)
        if known.get("fact") is not None:
            field = known.get("field")
            known["fact"], _ = self.fact_and_field(known["fact"] if field is None else f"{known['fact']}.{field}")
        if "words" in known:
            from cstocli.ask.searching import exactly, parameters, typed_words

            known |= parameters(self.index, exactly(self.index, typed_words(known["words"] or "")))
        return known

    def filters(self, **given: Any) -> Filters:  # noqa: ANN401
        """Filters of names and EDTF dates as the index knows them: ids and days."""
        since, until = window(given.get("since"), given.get("until"), given.get("on"))
        owner = self.owner.name if self.owner else ""
        names = {
            field: tuple(each for name in several(given.get(sort)) for each in self.ids(sort, name))
            for field, sort in (("owner", owner), *((each, each) for each in ("place", "source", "status", "kind")))
        }
        grade = grades(given.get("grade"))
        return Filters(
            **names,
            grade=grade,
            since=since,
            until=until,
            certain=bool(given.get("certain")),
            parts=bool(given.get("parts")),
        )

    def list(self, kind: str, **filters: Any) -> Answer:  # noqa: ANN401
        """The facts of a kind: a row each, with the values of its own fields."""
        return self.answer_of(kind, **filters)

    def answer_of(self, kind: str, *, evidence: Evidence = False, **given: Any) -> Answer:  # noqa: ANN401
        """What `csto list KIND` answers; with `evidence` each row has the claims behind each of its fields."""
        from cstocli.ask.kinds import question_of

        name = self.resolve("kind", kind)
        (meaning,) = self.index.execute("SELECT meaning FROM kinds WHERE kind = ?", (name,)).fetchone()
        question = question_of(self.index, name, meaning).of(self.owner)
        self._refuse_unknown(question, given)
        return Answer(self.index, question, self.filters(**given), evidence=evidence, kind=name)

    def claims_behind(self, claims: Collection[str]) -> Row:
        """The `claims` of these ids, by them, and the `sources` of those; `ask(…, evidence="refs")` points to them."""
        from cstocli.ask.evidence import claims_behind

        return claims_behind(self.index, claims)

    def why(self, what: str, **filters: Any) -> Answer:  # noqa: ANN401
        """The claims behind a fact, or a field of it (`ID.FIELD`); those that go back to a source, origin or voice."""
        if found := self.teller(what):
            teller, voice = found
            return self.ask("claims_of", teller=teller, voice=voice, **filters)
        fact, field = self.fact_and_field(what)
        return self.ask("why", fact=fact, field=field, **filters)

    def teller(self, name: str) -> tuple[str, str] | None:
        """The source or origin, or the voice, that `name` stands for; None for something else, such as a fact."""
        from cstocli.ask.lookup import teller_called

        return teller_called(self.index, name, self.entity_id)

    def show(self, entity: str) -> Row:
        """All that the base holds on one fact or other entity or, for `ID.FIELD`, on one field of a fact."""
        from cstocli.ask.details import details, of_field

        found, field = self._entity_and_field(entity)
        row = details(self.index, self.questions, found, silence=self._silence)
        return of_field(row, field) if field else row

    @property
    def _silence(self) -> str:
        """What is said of a field that nothing which counts states."""
        from cstocli.ask.verdict import SILENCE, SILENCE_OF_A_PERSPECTIVE

        return SILENCE if self.perspective == EVERYTHING else SILENCE_OF_A_PERSPECTIVE

    def _entity_and_field(self, name: str) -> tuple[str, str | None]:
        from cstocli.ask.lookup import entity_and_field

        return entity_and_field(self.index, name, self.entity_id)

    def search(self, text: str, **filters: Any) -> Answer:  # noqa: ANN401
        """The texts in which all words occur; each may be the beginning of a word.

        The best match comes first; more than two thousand come in the order of the base.
        Behind them come those with other forms of the words, or with what the base says to
        mean the same; their rows say so in `instead`.
        """
        from cstocli.ask.searching import by_their_beginnings, exactly, one_of, otherwise, parameters, typed_words

        typed = typed_words(text)
        answer = self.ask("search", words=text, **filters)
        for others, instead in (otherwise(self.index, typed), by_their_beginnings(self.index, typed)):
            if others:
                answer = answer.with_parameters(**parameters(self.index, exactly(self.index, typed), others, instead))
            if one_of(answer):
                break
        return answer

    def fact_meant(self, text: str) -> str:
        """The fact that is meant, as `ID` or `ID.FIELD`: by its id, a name, or words that are found in it alone.

        Raises:
            UnknownName: nothing is called so, and the words are nowhere.
            WrongUsage: it is no fact, or the words are in several.
            NothingCounts: it is a fact of which nothing counts from this perspective.
        """
        fact, field = self.fact_by_name_or_words(text)[0]
        return f"{fact}.{field}" if field else fact

    def fact_by_name_or_words(self, text: str) -> tuple[tuple[str, str | None], bool]:
        """The fact that is meant, with its field or None, and whether by words; raises what `fact_meant` does."""
        try:
            return self.fact_and_field(text), False
        except (UnknownName, WrongUsage) as error:
            # Few answers need them.
            from cstocli.ask.searching import fact_with_words
            from cstocli.ask.uncounted import refuse_words

            found = fact_with_words(self, text, error)
            if not found:
                if isinstance(error, UnknownName) and self._whole:
                    refuse_words(self, self._whole, text)
                raise
            return self.fact_and_field(found), True

    @functools.cached_property
    def _whole(self) -> "Explorer | None":
        """The same base from the perspective from which every claim counts, where that is another one."""
        if self.perspective == EVERYTHING or self._reopen is None or not self.index.files:
            return None
        return self.view(EVERYTHING)

    def near_words(self, text: str) -> str:
        """What was meant by words that are nowhere in the base: the same, as far as it has words that are near."""
        from cstocli.ask.searching import near_words, typed_words

        return near_words(self.index, typed_words(text))

    def matrix(self, what: str, **filters: Any) -> Answer:  # noqa: ANN401
        """What each source says of each field of a fact, or of all facts of a kind."""
        if kind := self.spellings("kind").get(what):
            return self.ask("matrix", kind=kind, **filters)
        return self.ask("matrix", fact=what, **filters)

    def compare(self, left: Perspective, right: Perspective, **filters: Any) -> Rows:  # noqa: ANN401
        """The fields that differ between two perspectives."""
        from cstocli.ask.compare import differences

        first, second = (self if side == self.perspective else self.view(side) for side in (left, right))
        return differences(first.index, second.index, self.questions["compare"], first.filters(**filters))

    def sql(self, query: str, seconds: float | None = None, **limits: int) -> "Queried":
        """The rows of a user's own SELECT within limits of time and memory, see `run_query` and `Limits`."""
        from cstocli.ask.user_sql import SECONDS, Limits, run_query

        # Whether it means the table or only quotes the word, SQLite alone could tell.
        if "search" in query.casefold():
            self.index.make_searchable()
        return run_query(self.index.again(), query, Limits(SECONDS if seconds is None else seconds, **limits))

    def tables(self) -> Rows:
        """The tables that `sql` can read."""
        from cstocli.ask.user_sql import table_rows

        return table_rows(self.index)

    def cite(self, entity: str, style: str = "text") -> str:
        """The reference to a source, to all sources behind a fact or `ID.FIELD`, or to the base itself, `base`.

        `style` is one of `ask.cite.STYLES`: text, apa, chicago, bibtex, csl-json, markdown.
        """
        from cstocli.ask.cite import BASE, cited, cited_base

        if entity == BASE:
            return cited_base(self.index, style)
        return cited(self.index, *self._entity_and_field(entity), style=style)

    def cited_standings(self, entity: str) -> dict[str, int]:
        """How many of the sources that `cite` gives state what is shown, only fit it, contradict it, do not count."""
        from cstocli.ask.cite import BASE, standings

        return {} if entity == BASE else standings(self.index, *self._entity_and_field(entity))

    def period(self) -> tuple[str | None, str | None]:
        """The first and the last day that the base covers; None where open."""
        from cstocli.model import dates

        (text,) = self.index.execute("SELECT period FROM about").fetchone()
        period = dates.parse(text)
        return period.earliest, period.latest

    def example_names(self) -> dict[str, str]:
        """For each sort of name one that this base has, such as `place` or `day`: what examples can use."""
        return dict(self.index.execute("SELECT name, value FROM example_names"))

    def about(self) -> Row:
        """The versions, the files from which the index was made, and how much it holds."""
        from cstocli.ask.about import about

        return about(self.index, self.questions["about"])

    def resolve(self, sort: str, name: str) -> str:
        """The id of the entity of sort `sort`, such as `place`, that is called `name`."""
        from cstocli.ask.lookup import resolve

        return resolve(self.index, sort, name, self.owner)

    def ids(self, sort: str, name: str) -> tuple[str, ...]:
        """The ids of all entities of sort `sort` that are called `name`: one, but in an archive perhaps several."""
        return (self.resolve(sort, name),)

    def entity_id(self, name: str) -> str:
        """The full id of the fact or other entity that `name` stands for.

        Raises:
            UnknownName: nothing has that id.
            WrongUsage: several entities have it.
            NothingCounts: it is a fact of which nothing counts from this perspective.
        """
        from cstocli.ask.lookup import entity_id

        try:
            return entity_id(self.index, name, self.owner)
        except UnknownName:
            whole = self._whole
            if whole is None:
                raise
            # What is nowhere is an unknown name; a fact of which nothing counts is none.
            try:
                fact = whole.entity_id(name)
            except CstoError:
                fact = ""
            if not fact:
                raise
            # Few answers need it.
            from cstocli.ask.uncounted import nothing_counts

            raise nothing_counts(self, whole, fact) from None

    def fact_and_field(self, name: str) -> tuple[str, str | None]:
        """The fact and, for `ID.FIELD`, the field that `name` stands for."""
        from cstocli.ask.lookup import fact_and_field

        return fact_and_field(self.index, name, self.entity_id)

    def spellings(self, sort: str) -> dict[str, str]:
        """Every name that `resolve` knows for entities of sort `sort`, and its id."""
        from cstocli.ask.lookup import spellings

        return spellings(self.index, sort, self.owner)

    def fields_of(self, kind: str) -> tuple[str, ...]:
        """The names of the fields of a kind, none where there is no such kind."""
        from cstocli.ask.lookup import fields_of

        return tuple(fields_of(self.index, kind))

    def entity_ids(self) -> Iterator[str]:
        """The full ids of all facts, sources, places and other entities."""
        from cstocli.ask.lookup import entity_ids

        return entity_ids(self.index)

    def citations(self) -> dict[str, str]:
        """A reference to each source, by its id: publisher, title, day, address."""
        from cstocli.ask.cite import citations

        return citations(self.index)
