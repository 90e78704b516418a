"""Building an archive: bases are exported side by side, and only those that changed."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import cstocli
from cstocli.export.extras import required
from cstocli.export.parquet import FORMAT_VERSION, MANIFEST, write_parquet
from cstocli.export.writing import room, unfinished
from cstocli.model.errors import BadBase, CstoError, FileFailed, IndexFailed, WrongUsage
from cstocli.model.problems import Problem
from cstocli.model.text import visible
from cstocli.read.files import Files

_FOLDER = "base="


class Built(NamedTuple):
    """What a build did: the ids of the bases that it exported, and of those that had not changed."""

    exported: tuple[str, ...]
    unchanged: tuple[str, ...]


class _Job(NamedTuple):
    """One base to export into a folder of its own."""

    path: str
    folder: Path
    command: str


class _Failure(NamedTuple):
    """Why a base cannot be exported, as another process can say it."""

    message: str
    remedy: str
    problems: tuple[Problem, ...] = ()
    output: bool = False


def build(bases: Sequence[str], target: Path, jobs: int = 1, command: str = "") -> Built:
    """Export `bases` to the archive `target`, `jobs` at a time; what is there already stays.

    A base of which the archive holds the same bytes, exported by this version of csto, is
    not exported again. One of an id that is there replaces it. Either all of them get into
    the archive or nothing changes.

    Raises:
        MissingExtra: DuckDB is not installed.
        BadBase: bases are missing or have problems, of all of them together.
        WrongUsage: two bases have one id, or `target` holds something else.
        FileFailed: the archive cannot be written.
    """
    required("duckdb", "duckdb")
    known = _exported(target)
    sums = {path: _sha256(path) for path in bases}
    unchanged = {path: known[sum_] for path, sum_ in sums.items() if sum_ in known}
    with _staging(target) as staging:
        wanted = [
            _Job(path, staging / str(number), command) for number, path in enumerate(bases) if path not in unchanged
        ]
        done = dict(zip((job.path for job in wanted), _all(wanted, jobs), strict=True))
        _refuse_failures(done)
        ids = {path: name for path, name in done.items() if isinstance(name, str)}
        _refuse_equal_ids([(path, (unchanged | ids)[path]) for path in bases])
        for job in wanted:
            _put(job.folder / f"{_FOLDER}{ids[job.path]}", target / f"{_FOLDER}{ids[job.path]}")
    return Built(tuple(ids.values()), tuple(unchanged.values()))


def _exported(target: Path) -> dict[str, str]:
    """The SHA-256 of each base that this version of csto exported to `target` → its id.

    Raises:
        WrongUsage: something else is there.
    """
    if target.exists() and not target.is_dir():
        what = "is a file" if target.is_file() else "is no folder"
        message = f"{visible(str(target))} {what}; the last path is the folder of the archive"
        raise WrongUsage(message, "for example", _EXAMPLE)
    try:
        there = sorted(target.iterdir()) if target.exists() else []
    except OSError as error:
        raise FileFailed(f"cannot write {visible(str(target))}: {error.strerror}") from None
    folders = [path for path in there if path.name.startswith(_FOLDER)]
    if [path for path in there if not path.name.startswith(".")] and not folders:
        message = f"{visible(str(target))} is no archive: it holds other files and no {_FOLDER}ID"
        raise WrongUsage(message, "the last path is the archive", _EXAMPLE)
    return dict(_made_from(folder) for folder in folders)


_EXAMPLE = "csto archive build facts.toml archive"


def _made_from(folder: Path) -> tuple[str, str]:
    """The SHA-256 of the base in a folder, and its id; an empty one where it must be exported again."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        made_by = manifest["format"], manifest["program"], manifest["perspective"]
        whole = all((folder / f"{table}.parquet").is_file() for table in manifest["tables"])
        same = whole and made_by == (FORMAT_VERSION, f"csto {cstocli.__version__}", None)
        return (manifest["sha256"] if same else "", folder.name.removeprefix(_FOLDER))
    except (OSError, ValueError, KeyError, TypeError):
        return "", folder.name.removeprefix(_FOLDER)


def _sha256(path: str) -> str | None:
    """The SHA-256 of the files of a base; None where they cannot be read, which exporting it will say."""
    files = Files(path)
    try:
        files.documents()
    except BadBase:
        return None
    return files.sha256


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A hidden folder in the archive, which is gone in the end; so is a new archive if nothing got into it."""
    staging = target / f".building-{os.urandom(6).hex()}"
    with room(target):
        try:
            staging.mkdir()
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _all(wanted: Sequence[_Job], jobs: int) -> "Iterable[str | _Failure]":
    """What became of each job: the id of its base, or why there is none."""
    if jobs == 1 or len(wanted) <= 1:
        return map(_export, wanted)
    # A process that is forked from one with threads, which DuckDB has, may never end.
    with ProcessPoolExecutor(min(jobs, len(wanted)), get_context("spawn")) as pool:
        try:
            return list(pool.map(_export, wanted))
        except BrokenProcessPool:
            raise IndexFailed("a process that exported a base was ended", "with fewer at a time", "--jobs 1") from None
        finally:
            pool.shutdown(cancel_futures=True)


def _export(job: _Job) -> "str | _Failure":
    try:
        base = cstocli.open(job.path)
        folder = write_parquet(base, job.folder, job.command)
    except BadBase as bad:
        return _Failure(bad.message, bad.remedy, tuple(bad.problems))
    except CstoError as error:
        return _Failure(error.message, error.remedy, output=isinstance(error, FileFailed))
    return folder.name.removeprefix(_FOLDER)


def _refuse_failures(done: "dict[str, str | _Failure]") -> None:
    failed = {path: failure for path, failure in done.items() if isinstance(failure, _Failure)}
    if not failed:
        return
    path, first = next(iter(failed.items()))
    if first.output:
        raise FileFailed(first.message, first.remedy)
    problems = [problem for failure in failed.values() for problem in failure.problems]
    others = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
    message = f"{visible(path)}{others}: {first.message}; the archive is as it was"
    raise BadBase(message, first.remedy, problems=problems)


def _refuse_equal_ids(ids: Sequence[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for path, name in ids:
        if name in seen:
            message = f'two bases have the id "{name}": {visible(seen[name])} and {visible(path)}'
            raise WrongUsage(message, "give each an id of its own: [about] id", token=name)
        seen[name] = path


def _put(staged: Path, place: Path) -> None:
    """Move the folder of a base into its place."""
    with unfinished(place, force=True, folder=True, mark=MANIFEST) as beside:
        beside.rmdir()
        staged.replace(beside)
