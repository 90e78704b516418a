"""An archive as an index: the tables of all its bases, known to an engine once a text names them."""

import json
import re
from collections.abc import Mapping
from typing import Any

from cstocli import __version__
from cstocli.archives.engine import Engine, Files, Parameters, Rows
from cstocli.export.parquet import FORMAT_VERSION, MANIFEST
from cstocli.index.index import Index
from cstocli.model.errors import BadBase
from cstocli.model.text import visible

Manifest = dict[str, Any]

_BUILD = "csto archive build BASE … ARCHIVE"
_NAMED_TABLE = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
_IN_A_FOLDER = re.compile(r"/base=([^/]+)/([^/]+)$")
_SUFFIX = ".parquet"


class Archive(Index):
    """The bases in the folder or at the address `path`, asked through `engine`.

    Raises:
        BadBase: there are none, or not all were made by this version of csto and can be
            told apart, or files of them are missing or foreign.
    """

    bases = True
    at_once = 5000  # each text reads the ends of all files anew

    def __init__(self, path: str, engine: Engine) -> None:
        self.path = path.rstrip("/") or "/"
        self.engine = engine
        self.file = None
        self.sha256 = None
        found = _files(engine, self.path)
        self.manifests = _manifests(engine, self.path, found)
        self.files = len(self.manifests)
        self._found = found
        self._defined: set[str] = set()
        self._known = {table for manifest in self.manifests.values() for table in manifest["tables"]}

    def execute(self, sql: str, parameters: Parameters = ()) -> Rows:
        """The rows of an SQL text, whose tables are made known to the engine first."""
        for table in _NAMED_TABLE.findall(sql):
            if table in self._known and table not in self._defined:
                self._define(table)
        return self.engine.run(sql, parameters)

    def again(self) -> "Archive":
        """The same archive: only reading a base itself needs another handle."""
        return self

    def close(self) -> None:
        """Nothing: the engine goes with the process."""

    def _define(self, table: str) -> None:
        columns: dict[str, str] = {}
        files = []
        for name, manifest in self.manifests.items():
            if table not in manifest["tables"]:
                continue
            files.append(self._found[name][f"{table}{_SUFFIX}"])
            for column, type_ in manifest["tables"][table]["columns"].items():
                if columns.setdefault(column, type_) != type_:
                    message = f'the bases of {visible(self.path)} declare "{table}.{column}" with different types'
                    raise BadBase(message, "keep bases of different vocabularies in archives of their own")
        real = self.engine.define(self.path, Files(table, tuple(files), columns))
        if dict(real) != columns:
            wrong = visible(min({*real.items()} ^ {*columns.items()})[0])
            message = f'a file {table}{_SUFFIX} of {visible(self.path)} is foreign: its column "{wrong}" differs'
            raise BadBase(message, "build the archive again", _BUILD)
        self._defined.add(table)


def _files(engine: Engine, path: str) -> dict[str, dict[str, str]]:
    """The id of each base → its files by their names.

    Raises:
        BadBase: there is no base.
    """
    found: dict[str, dict[str, str]] = {}
    for address in engine.paths(path):
        if match := _IN_A_FOLDER.search(address.replace("\\", "/")):
            found.setdefault(match[1], {})[match[2]] = address
    if not found:
        raise BadBase(f"{visible(path)} is no archive: it has no folder base=ID", "build one", _BUILD)
    return found


def _manifests(engine: Engine, path: str, found: Mapping[str, Mapping[str, str]]) -> dict[str, Manifest]:
    """The manifest of each base, by its id.

    Raises:
        BadBase: the files are not what manifests of this version say.
    """
    where = visible(path)
    for name, files in found.items():
        if MANIFEST not in files:
            raise BadBase(f"{where}/base={visible(name)} has no {MANIFEST}", "build it again", _BUILD)
    texts = engine.texts([files[MANIFEST] for files in found.values()])
    manifests: dict[str, Manifest] = {}
    numbers: dict[int, str] = {}
    for (name, files), text in zip(found.items(), texts, strict=True):
        folder = f"{where}/base={visible(name)}"
        manifest = _manifest(folder, text)
        _refuse_other_versions(folder, manifest)
        if manifest["id"] != name:
            message = f'{folder} holds the base "{visible(manifest["id"])}"; its folder was renamed or copied'
            raise BadBase(message, "give each base an id of its own: [about] id", _BUILD)
        if manifest["numbers_from"] in numbers:
            message = f"the claims of {folder} have the numbers of those of base={numbers[manifest['numbers_from']]}"
            raise BadBase(message, "give one of the two another [about] id")
        _refuse_foreign_files(folder, manifest, files)
        numbers[manifest["numbers_from"]] = name
        manifests[name] = manifest
    return manifests


def _manifest(folder: str, text: str) -> Manifest:
    try:
        manifest = json.loads(text)
        for key in ("format", "program", "id", "numbers_from", "perspective", "tables"):
            manifest[key]
    except (ValueError, TypeError, KeyError):
        raise BadBase(f"{folder}/{MANIFEST} is no manifest of csto", "build the base again", _BUILD) from None
    found: Manifest = manifest
    return found


def _refuse_other_versions(folder: str, manifest: Manifest) -> None:
    made_by, ours = (manifest["format"], manifest["program"]), (FORMAT_VERSION, f"csto {__version__}")
    if made_by != ours:
        message = (
            f"{folder} was made by {visible(str(made_by[1]))} (format {visible(str(made_by[0]))}), this is {ours[1]}"
        )
        raise BadBase(f"{message} (format {ours[0]})", "build the archive again", _BUILD)
    if manifest["perspective"]:
        message = f"{folder} holds a base as seen from one perspective ({visible(manifest['perspective'])})"
        raise BadBase(message, "build it again, of all claims", _BUILD)


def _refuse_foreign_files(folder: str, manifest: Manifest, files: Mapping[str, str]) -> None:
    expected = {f"{table}{_SUFFIX}" for table in manifest["tables"]}
    there = {file for file in files if file.endswith(_SUFFIX)}
    if foreign := sorted(there - expected):
        raise BadBase(f"{folder}/{visible(foreign[0])} is foreign: no table of the base", "move it elsewhere")
    if missing := sorted(expected - there):
        raise BadBase(f"{folder} lacks {visible(missing[0])}", "build the base again", _BUILD)
