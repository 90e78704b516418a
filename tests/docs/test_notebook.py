"""docs/notebook.ipynb runs, in a kernel of its own, and shows tables."""

import json
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import cstocli
from tests.conftest import ROOT

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def kernel_of_this_python(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a kernel that is this Python, whatever kernels are installed."""
    monkeypatch.setenv("JUPYTER_PATH", str(folder))
    kernel = folder / "kernels" / "here" / "kernel.json"
    kernel.parent.mkdir(parents=True)
    arguments = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.write_text(json.dumps({"argv": arguments, "display_name": "here", "language": "python"}), encoding="utf-8")
    return "here"


@pytest.mark.filterwarnings("default")  # the kernel's libraries warn of each other
def test_every_cell_of_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(cstocli.__file__).parents[1]))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(notebook, timeout=120, kernel_name=kernel_of_this_python(tmp_path, monkeypatch))
    client.execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown: list[Any] = [
        output.data for cell in cells for output in cell.outputs if output.output_type == "execute_result"
    ]
    assert len(shown) == len(cells)
    tables = [data["text/html"] for data in shown if "text/html" in data]
    assert len(tables) == len(cells) - 1
    assert "3 × Il-76" in tables[0]
    assert 'title="no second independent source"' in tables[0]


def test_the_notebook_is_kept_without_what_it_printed() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells
    assert not any(cell.outputs or cell.execution_count for cell in cells)
