"""What can be wrong in a fact base: every rule by its name, how grave it is, what to do."""

from typing import NamedTuple

ERROR = "error"
WARNING = "warning"


class Rule(NamedTuple):
    """One rule. An error stops every command; a warning is told by `csto check` alone.

    `at_key` tells that the key is the place to look at, not its value.
    """

    meaning: str
    remedy: str
    severity: str = ERROR
    at_key: bool = False


RULES = {
    "broken-toml": Rule("The file is not TOML.", "Mend the syntax; see https://toml.io/en/v1.0.0."),
    "toml-1.1": Rule(
        "The file has syntax that only TOML 1.1 knows; other tools would refuse it.",
        "Write inline tables on one line without a last comma, escapes as \\u00e9, times with seconds.",
    ),
    "unknown-format": Rule("The base is of a format that this program does not read.", "Write format = 1."),
    "unknown-table": Rule("A table that the format does not have.", "See docs/format.md for the tables.", at_key=True),
    "unknown-key": Rule("A key that the table does not have.", "Mend the name, or delete the line.", at_key=True),
    "missing-key": Rule("A key that the table needs is not there.", "Add it.", at_key=True),
    "missing-about": Rule("The base does not say what it is about.", "Add [about] with title and period."),
    "no-facts": Rule("The base has no facts.", "Write one: csto new departure prints a template."),
    "no-claims": Rule("A fact that nobody claims.", "Add a claim with its source, or delete the fact.", at_key=True),
    "wrong-type": Rule("A value of another type than its key takes.", "Write the value as the message says."),
    "wrong-shape": Rule("A table where an array of tables belongs, or the other way.", "Write it as the message says."),
    "bad-id": Rule("An id with other characters than small letters, digits, hyphens.", "Rename it everywhere."),
    "duplicate-id": Rule("Two things of one sort have one id.", "Rename one of them, or join them.", at_key=True),
    "duplicate-about": Rule("Two files say what the base is about.", "Keep one [about].", at_key=True),
    "unknown-name": Rule("An id that nothing in the base has.", "Mend the id, or declare the thing."),
    "circle": Rule("Something lies within itself, or goes back to itself.", "Cut the circle at one place."),
    "self-relay": Rule("A source is told to relay itself.", "Leave the source out of its own via."),
    "empty-text": Rule("A text with nothing in it.", "Leave the key out when its value is not known."),
    "hidden-character": Rule("A character that hides text or turns its direction.", "Delete the character."),
    "long-quote": Rule("A quote of more than ten words.", "Cut it to the fragment that carries the claim."),
    "impossible-date": Rule("No date of the EDTF subset, or none that a calendar has.", "See docs/format.md, Dates."),
    "impossible-count": Rule("No count of a form that the format knows.", "See docs/format.md, Counts."),
    "unknown-word": Rule("A word that is not of the closed list.", "Take one of the words that the message names."),
    "bad-value": Rule("A value out of its borders or not of its form.", "Write the value as the message says."),
    "bad-override": Rule("A curator's choice that cannot hold.", "Choose a value that a claim gives, with a reason."),
    "bad-rivals": Rule("Rivals that are none.", "Name two facts, or one fact and two values of its field."),
    "too-many": Rule("More problems than anybody reads.", "Mend those that are told, and check again."),
    "misplaced-quote": Rule(
        "A quote that does not stand in the paragraph that the claim names.",
        "Copy the fragment again, or mend `at`; paragraphs are the non-empty lines.",
    ),
    "departure-before-arrival": Rule(
        "A contingent leaves before it can have come.", "Look at both dates; one of them is misread.", WARNING
    ),
    "after-publication": Rule(
        "A source tells of something that happened after it was published.",
        "Look at the date; a plan belongs under an event whose title begins with `Plan:`.",
        WARNING,
    ),
    "whole-sentence": Rule("A quote that ends a sentence.", "Cut it to a fragment, without the full stop.", WARNING),
    "same-passage": Rule(
        "One passage stands behind two claims that cannot both be true.", "One of the two is misread.", WARNING
    ),
    "hedge-left-out": Rule("The quote has a hedge word, the claim has none.", "Put the word into `hedge`.", WARNING),
    "unused-origin": Rule("An origin that nobody relays.", "Use it in a via, or delete it.", WARNING, at_key=True),
    "unused-id": Rule("A thing that nothing uses.", "Use it, or delete it.", WARNING, at_key=True),
    "wrong-sum": Rule("Numbers of one claim that do not add up.", "Count again; leave out what is not said.", WARNING),
    "far-outside": Rule(
        "A place far from the place in which it lies.", "Look at both positions: latitude comes first.", WARNING
    ),
    "formula": Rule(
        "A text that a spreadsheet would take for a formula.", "Begin it otherwise, or export excel-csv.", WARNING
    ),
}
