"""The rules that the reader checks: what can be wrong in a fact base."""

from typing import NamedTuple

ERROR = "error"
WARNING = "warning"


class Rule(NamedTuple):
    """One rule: its name, what it means, what to do.

    An error stops every command; a warning is reported by `csto check` alone. With
    `at_key` the place of the problem is the key, not its value.
    """

    name: str
    meaning: str
    remedy: str
    severity: str = ERROR
    at_key: bool = False


_READING = (
    Rule("broken-toml", "The file is not TOML.", "Fix the syntax; see https://toml.io/en/v1.0.0."),
    Rule("unknown-format", "The base is of a format that this program does not read.", "Write format = 1."),
    Rule("unknown-table", "A table that the format does not have.", "See docs/format.md for the tables.", at_key=True),
    Rule("unknown-key", "A key that the table does not have.", "Fix the name, or delete the line.", at_key=True),
    Rule("missing-key", "A key that the table needs is not there.", "Add it.", at_key=True),
    Rule("missing-about", "The base does not say what it is about.", "Add [about] with title and period."),
    Rule("no-facts", "The base has no facts.", "Write one: csto new prints a template of each kind."),
    Rule("no-claims", "A fact that nobody claims.", "Add a claim with its source, or delete the fact.", at_key=True),
    Rule("wrong-type", "A value of another type than its key takes.", "Write the value as the message says."),
    Rule("wrong-shape", "A table where an array of tables belongs, or the other way.", "Write it as the message says."),
    Rule("bad-id", "An id with other characters than small letters, digits, hyphens.", "Rename it everywhere."),
    Rule("duplicate-id", "Two things of one sort have one id.", "Rename one of them, or join them.", at_key=True),
    Rule("duplicate-about", "Two files say what the base is about.", "Keep one [about].", at_key=True),
    Rule("unknown-name", "An id that nothing in the base has.", "Fix the id, or declare the thing."),
    Rule("circle", "Something lies within itself, or goes back to itself.", "Cut the circle at one place."),
    Rule("self-relay", "A source is said to relay itself.", "Leave the source out of its own via."),
    Rule("empty-text", "A text with nothing in it.", "Leave the key out when its value is not known."),
    Rule("hidden-character", "A character that hides text or turns its direction.", "Delete the character."),
    Rule("long-quote", "A quote of more than ten words.", "Cut it to the fragment that carries the claim."),
    Rule("impossible-date", "No date of the EDTF subset, or none that a calendar has.", "See docs/format.md, Dates."),
    Rule("impossible-count", "No count of a form that the format knows.", "See docs/format.md, Counts."),
    Rule("unknown-word", "A word that is not of the closed list.", "Take one of the words that the message names."),
    Rule("bad-value", "A value out of its borders or not of its form.", "Write the value as the message says."),
    Rule("bad-override", "A curator's choice that cannot hold.", "Choose a value that a claim gives, with a reason."),
    Rule("bad-rivals", "Rivals that are none.", "Name two facts, or one fact and two values of its field."),
    Rule(
        "unknown-type",
        "A type that no field can have.",
        "Take one that the message lists, or declare [things.some_name].",
    ),
    Rule("shadowed-name", "A name that something else has already.", "Take another name.", at_key=True),
    Rule("impossible-time", "No time of a form that the format knows.", "See docs/format.md, Times."),
    Rule("too-many", "More problems than anybody reads.", "Fix those that are reported, and check again."),
)

RULES = {rule.name: rule for rule in _READING}
"""The rules of the reader, by name."""
