"""A short run of the fuzzer; the long one is `python tests/fuzz/bases.py --runs 100000`."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from cstocli.model.base import Document
from cstocli.model.format import CLAIM_KEYS, RIVAL_KEYS, Format
from cstocli.read import declarations
from cstocli.read.reader import read
from tests.conftest import FORMAT, ROOT
from tests.fuzz import promises
from tests.fuzz.engines import with_hypothesis
from tests.fuzz.made import can_make
from tests.fuzz.pieces import DECLARED, TABLES, bases_to_mutate
from tests.fuzz.smallest import found


@pytest.mark.slow
def test_whatever_the_base_it_is_refused_with_places_or_answered() -> None:
    figures, broken = with_hypothesis(runs=100_000, seconds=10, first_seed=1)
    assert broken is None, f"{broken.content!r}\n{broken.trace}"
    assert figures.runs > 200
    assert figures.valid > figures.runs / 20
    assert len(figures.rules) > 15


def test_the_pieces_that_are_mutated_are_sound() -> None:
    pieces = bases_to_mutate()
    assert len(pieces) > 50
    every = "".join(pieces)
    assert [kind.plural for kind in FORMAT.kinds.values() if f"[[{kind.plural}]]" not in every] == []


def test_the_base_that_declares_kinds_is_sound_and_has_every_type() -> None:
    for base in bases_to_mutate()[:2]:
        assert read([Document("declared", base)], FORMAT)[1] == []
    types = (*declarations.SIMPLE_TYPES, *declarations.SPECIAL_TYPES)
    assert [name for name in types if f'type = "{name}"' not in DECLARED] == []


def test_values_of_every_type_of_the_format_are_made() -> None:
    keys = [*TABLES.values(), CLAIM_KEYS, RIVAL_KEYS, *(FORMAT.fact_keys(kind) for kind in FORMAT.kinds.values())]
    types = [key.type for table in keys for key in table.values()]
    types += [field.type for kind in FORMAT.kinds.values() for field in kind.fields.values()]
    assert {repr(type_) for type_ in types if not can_make(type_)} == set()


def test_what_breaks_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    def fussy(documents: list[Document], format_: Format) -> object:
        if any("needle" in document.text for document in documents):
            raise KeyError("needle")
        return read(documents, format_)

    monkeypatch.setattr(promises, "read", fussy)
    small = found(b"format = 1\n# some words before\n# and a needle here\n[about]\n")
    assert small.content == b"needle"
    assert "KeyError" in small.trace


@pytest.mark.skipif(find_spec("atheris") is not None, reason="atheris is installed")
def test_without_atheris_the_script_says_what_to_do() -> None:
    command = [sys.executable, "tests/fuzz/bases.py", "--runs", "1", "--engine", "atheris"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 1
    assert ran.stderr == "atheris is not installed: pip install atheris, or use --engine hypothesis\n"
