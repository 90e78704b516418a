"""The folder that everything is written to, and the surroundings in which programs run."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import generate

# A file of a base has at most 64 MiB; what is longer becomes a folder of files.
_MOST_CHARACTERS = 48_000_000
# What would make a run another one than a user's, or slower for no reason of the program's.
_LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "CSTO_FACTS", "CSTO_CACHE", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")


class Wanted(NamedTuple):
    """What a run of the benchmarks was asked for: sizes in claims, runs of each program, where to write."""

    folder: Path
    claims: list[int]
    departures: int
    runs: int
    seconds: float

    def environment(self, cache: str = "cache") -> dict[str, str]:
        """The environment of all that is timed; `cache` names the folder of cached indexes."""
        kept = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        return {**kept, "XDG_CACHE_HOME": str(self.folder / cache), "LC_ALL": "C.UTF-8"}

    def held(self) -> int:
        """The size whose first read and whose peers are held to their limits: the largest up to 100,000 claims."""
        return max((size for size in self.claims if size <= 100_000), default=min(self.claims))  # noqa: PLR2004

    def base(self, claims: int) -> Path:
        """The generated base of so many claims: a file, or a folder of files where one would be too large."""
        return self._base(f"base-{claims}", generate.base(claims))

    def base_of_departures(self) -> Path:
        """The generated base of departures alone."""
        return self._base(f"departures-{self.departures}", generate.departures(self.departures))

    def _base(self, name: str, text: Iterator[str]) -> Path:
        """One text after the other in `NAME/`, in as few files as may be; made once."""
        folder = self.folder / name
        if not folder.is_dir():
            unfinished = self.folder / f"{name}.new"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            print(f"making {name}", file=sys.stderr)
            _write(unfinished, text)
            unfinished.rename(folder)
        files = list(folder.iterdir())
        return files[0] if len(files) == 1 else folder


def _write(folder: Path, pieces: Iterator[str]) -> None:
    number, written = 1, 0
    file = (folder / "facts-001.toml").open("w", encoding="utf-8")
    for piece in pieces:
        if written and written + len(piece) > _MOST_CHARACTERS:
            file.close()
            number, written = number + 1, 0
            file = (folder / f"facts-{number:03}.toml").open("w", encoding="utf-8")
        written += file.write(piece)
    file.close()


def size(base: Path) -> int:
    """How many bytes a base has."""
    return sum(file.stat().st_size for file in (base.iterdir() if base.is_dir() else [base]))


def program(name: str) -> str | None:
    """The path of a program: beside this Python, or on the path; None where it is not installed."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def csto() -> str:
    """The `csto` of this Python's environment."""
    return str(Path(sys.executable).with_name("csto"))
