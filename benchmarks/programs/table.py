"""A Typer program that prints a Rich table of the cells in a JSON file: an array of rows, the first of headings."""

import json
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def show(cells: Path) -> None:
    """Print the table."""
    headings, *rows = json.loads(cells.read_text(encoding="utf-8"))
    table = Table(*headings)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


app()
