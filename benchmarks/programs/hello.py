"""The smallest Typer program."""

import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    """Greet."""
    print(f"Hello {name}")


app()
