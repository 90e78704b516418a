"""The engines that try one base after the other: Hypothesis, and atheris, which looks for new ways through the code."""

import importlib
import sys
import time
import traceback
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase

from tests.fuzz.made import made
from tests.fuzz.mutations import mutated
from tests.fuzz.pieces import bases_to_mutate, shipped_starter
from tests.fuzz.promises import Figures, look
from tests.fuzz.smallest import Found, error_name, found, tell

_BATCH = 500
# Of so many bases one is made of the declarations, the others are mutated text.
_ONE_MADE_IN = 8


def with_hypothesis(
    runs: int, seconds: float | None, first_seed: int, *, go_on: bool = False
) -> tuple[Figures, Found | None]:
    """Fuzz for so many runs or so long, whichever ends first: the figures, and what was found.

    With `go_on` what breaks is only counted, and the figures hold an example of each sort.
    """
    figures = Figures()
    bases = bases_to_mutate()
    whole = shipped_starter().read_text(encoding="utf-8")
    made_bases = made()
    text_bases = st.binary(min_size=2, max_size=40).map(lambda data: mutated(data, bases))
    latest = [whole.encode()]

    def one(content: bytes) -> None:
        if seconds is not None and time.monotonic() - figures.began > seconds:
            return
        latest[0] = content
        try:
            look(content, figures)
        except Exception as error:
            if not go_on:
                raise
            name = error_name(error)
            figures.broken[name] += 1
            figures.examples[name] = min(content, figures.examples.get(name, content), key=len)

    def batch(strategy: st.SearchStrategy[bytes], size: int, number: int) -> None:
        quiet = settings(
            max_examples=size,
            database=InMemoryExampleDatabase(),
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )
        # Hypothesis remembers all that it has tried, so it is told to forget now and then.
        seed(number)(quiet(given(strategy)(one)))()

    try:
        one(whole.encode())
        number = first_seed * 1_000_003
        while figures.runs < runs and (seconds is None or time.monotonic() - figures.began < seconds):
            size = min(_BATCH, runs - figures.runs)
            strategy = (
                made_bases if (number - first_seed * 1_000_003) % _ONE_MADE_IN == _ONE_MADE_IN - 1 else text_bases
            )
            batch(strategy, size, number)
            number += 1
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return figures, found(latest[0], traceback.format_exc())
    return figures, None


def with_atheris(runs: int, seconds: float | None, first_seed: int) -> None:
    """The same under libFuzzer, which looks for new ways through the code. Does not return.

    Raises:
        SystemExit: atheris is not installed.
    """
    try:
        atheris: Any = importlib.import_module("atheris")
    except ImportError:
        raise SystemExit("atheris is not installed: pip install atheris, or use --engine hypothesis") from None
    figures = Figures()
    bases = bases_to_mutate()

    def one(data: bytes) -> None:
        content = mutated(data, bases)
        try:
            look(content, figures)
        except Exception:
            tell(found(content))
            raise

    atheris.instrument_all()
    flags = [f"-runs={runs}", f"-seed={first_seed or 1}", "-max_len=64"]
    flags += [f"-max_total_time={seconds:.0f}"] if seconds else []
    atheris.Setup([sys.argv[0], *flags], one)
    atheris.Fuzz()
