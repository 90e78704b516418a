"""csto: a command-line explorer of cited facts."""

__version__ = "0.1.0"
