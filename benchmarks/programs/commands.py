"""A Typer program of as many commands as the variable `COMMANDS` says, each of one line."""

import os

import typer

app = typer.Typer(rich_markup_mode=None if os.environ.get("PLAIN") else "rich")


def command() -> None:
    """Do one of the things that this program does."""


for number in range(int(os.environ["COMMANDS"])):
    app.command(f"command-{number}")(command)

app()
