"""The `Explorer` of an archive: the same questions over many bases, and what only a base itself can answer."""

from typing import Any, NoReturn

from cstocli.archives.archive import Archive
from cstocli.ask.answer import Answer, Evidence
from cstocli.ask.columns import Row, Vocabulary
from cstocli.ask.explorer import Explorer
from cstocli.ask.lookup import NOBODY, called, entity_tables, kinds, names, unknown
from cstocli.model import dates
from cstocli.model.errors import NotInAnArchive, UnknownName, WrongUsage
from cstocli.model.perspective import Perspective
from cstocli.model.text import tidied, visible

_MOST_LISTED = 5
_ONE_BASE = "ask one base", "csto COMMAND --facts BASE"
_WHY_NOT = {
    "search": "an archive has no full text",
    "overview": "an archive has no overview; each of its bases has one",
    "compare": "a perspective weighs claims anew, which an archive cannot: it holds what has been weighed",
    "sql": "csto sql reads the index of one base; the tables of an archive are files that DuckDB and Spark read",
    "about": "an archive is no base; the manifest of each of its bases says what it is",
}


class ArchiveExplorer(Explorer):
    """The bases of an archive, ready for questions.

    The rows of one base come after those of another, in the order of the ids of the bases;
    ids begin with that of the base: `kz-2022:departure/armenia`. A name in a filter stands
    for all entities that a base calls so, an id for the one.
    """

    def __init__(self, archive: Archive, vocabulary: Vocabulary) -> None:
        super().__init__(archive, vocabulary)
        self.archive = archive

    def ask(self, question: str, *, evidence: Evidence = False, **given: Any) -> Answer:  # noqa: ANN401
        """The rows of a question over all bases, see `Explorer.ask`.

        Raises:
            NotInAnArchive: only a base can answer it.
        """
        if question in _WHY_NOT:
            _refuse(question)
        return super().ask(question, evidence=evidence, **given)

    def view(self, perspective: Perspective) -> NoReturn:
        """Refuse another perspective."""
        del perspective
        _refuse("compare")

    def compare(self, left: Perspective, right: Perspective, **filters: Any) -> NoReturn:  # noqa: ANN401
        """Refuse to weigh anew."""
        del left, right, filters
        _refuse("compare")

    def sql(self, query: str, seconds: float | None = None, **limits: int) -> NoReturn:
        """Refuse a user's own SQL."""
        del query, seconds, limits
        _refuse("sql")

    def tables(self) -> NoReturn:
        """Refuse what comes with `sql`."""
        _refuse("sql")

    def about(self) -> Row:
        """Refuse to describe many bases as one."""
        _refuse("about")

    def period(self) -> tuple[str | None, str | None]:
        """The first and the last day that any of the bases covers; None where open."""
        periods = [dates.parse(manifest["period"]) for manifest in self.archive.manifests.values()]
        first, last = [each.earliest for each in periods], [each.latest for each in periods]
        return (
            None if None in first else min(day for day in first if day),
            None if None in last else max(day for day in last if day),
        )

    def resolve(self, sort: str, name: str) -> str:
        """The id of the entity that is called `name`.

        Raises:
            UnknownName: no base has it.
            WrongUsage: several have.
        """
        found = self.ids(sort, name)
        return found[0] if len(found) == 1 else _several(name, found)

    def ids(self, sort: str, name: str) -> tuple[str, ...]:
        """The ids of all entities that the bases call `name`, by an id or another spelling; case does not matter.

        Raises:
            UnknownName: no base has one.
        """
        if self.owner and sort == self.owner.name and name.casefold() == NOBODY:
            return ("",)
        name = tidied(name)
        pairs = names(self.index, sort, self.owner)
        exact = tuple(dict.fromkeys(entity for spelling, entity in pairs if spelling == name))
        if exact:
            return exact
        folded = name.casefold()
        found = dict.fromkeys(
            entity
            for spelling, entity in pairs
            if folded in (spelling.casefold(), entity.casefold(), entity.rpartition(":")[2].casefold())
        )
        if not found:
            known = dict(pairs) | {entity.rpartition(":")[2]: entity for _, entity in pairs}
            raise unknown(sort, name, known, self.owner)
        return tuple(found)

    def entity_id(self, name: str) -> str:
        """The full id that `name` stands for, without the id of its base where only one base has it.

        Raises:
            UnknownName: nothing has that id.
            WrongUsage: several entities have it.
        """
        name = tidied(name)
        folded = name.casefold()
        found = [*self._facts_called(folded), *self._entities_called(folded)]
        found = found or called(self.index, name)
        if name in found or len(found) == 1:
            return name if name in found else found[0]
        owner = f":{self.owner.name}/{folded}" if self.owner else ""
        summed = [entity for entity in found if owner and entity.endswith(owner)]
        if len(summed) == 1:
            return summed[0]
        if found:
            _several(name, tuple(found))
        raise UnknownName("id", name, list(self.entity_ids()), "list them", "csto facts --archive ARCHIVE")

    def _facts_called(self, name: str) -> list[str]:
        short = [name, *(f"{kind}/{name}" for kind in dict.fromkeys(kinds(self.index, written=False)))]
        several = ", ".join("?" * len(short))
        sql = f"SELECT id FROM facts WHERE id = ? OR split_part(id, ':', 2) IN ({several}) ORDER BY id"
        return [entity for (entity,) in self.index.execute(sql, (name, *short))]

    def _entities_called(self, name: str) -> list[str]:
        prefix, slash, rest = name.partition("/")
        tables = entity_tables(self.index)
        wanted = {prefix: tables[prefix]} if slash and prefix in tables else {} if slash else tables
        short = rest if slash else name
        sql = "SELECT id FROM {table} WHERE id = ? OR split_part(id, ':', 2) = ? ORDER BY id"
        return [
            f"{sort}/{entity}"
            for sort, table in wanted.items()
            for (entity,) in self.index.execute(sql.format(table=table), (short, short))
        ]

    def spellings(self, sort: str) -> dict[str, str]:
        """Every name that `ids` knows, each with one of its ids."""
        pairs = dict(names(self.index, sort, self.owner))
        return {entity.rpartition(":")[2]: entity for entity in pairs.values()} | pairs


def _several(name: str, found: tuple[str, ...]) -> NoReturn:
    token = visible(name)
    listed = ", ".join(found[:_MOST_LISTED]) + (", …" if len(found) > _MOST_LISTED else "")
    raise WrongUsage(f'"{token}" is in several bases', f"one of: {listed}", token=token)


def _refuse(what: str) -> NoReturn:
    raise NotInAnArchive(_WHY_NOT[what], *_ONE_BASE, token=what)
