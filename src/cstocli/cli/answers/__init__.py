"""What commands that answer from a base do once their options are read, each in one function; none needs Typer.

A function here has the module and the name of its command in `cli.commands.COMMANDS`. It
takes the request, how to open its base, and the command's own options and arguments.
"""
