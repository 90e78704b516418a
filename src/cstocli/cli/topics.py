"""What holds for every command: the topics of `csto help`, of the manual page and of docs/commands.md."""

from typing import NamedTuple

from cstocli.model.errors import ANSWERED, BAD_BASE, FAILED, INTERRUPTED, UNKNOWN_NAME, WRONG_USAGE
from cstocli.show.formats import FORMATS


class Topic(NamedTuple):
    """One topic: its title, what is to be said at first, and its lines: a word and what it means."""

    title: str
    text: str
    lines: tuple[tuple[str, str], ...]


def _first_line(text: str | None) -> str:
    return (text or "").partition("\n")[0]


TOPICS = {
    "exit-codes": Topic(
        "What a command ends with",
        "Errors go to standard error: what is wrong, where, the nearest right thing, and a command that mends it. With"
        " --errors-json anywhere on the command line each is a JSON object on one line: error, kind, file, line,"
        " column, token, did_you_mean, hint, known.",
        (
            (str(ANSWERED), "answered, also with no rows"),
            (str(FAILED), "a check failed, the answer could not be written, or nothing said of a fact counts as asked"),
            (str(WRONG_USAGE), "wrong usage: an option, a date or a format that no base could make right"),
            (str(BAD_BASE), "the fact base is missing, unreadable or invalid"),
            (str(UNKNOWN_NAME), "a name that this base does not have"),
            (str(INTERRUPTED), "interrupted"),
        ),
    ),
    "formats": Topic(
        "How an answer is written",
        "Standard output is data, standard error is words. On a terminal a table fits the width and says what it"
        " hides; in a pipe nothing is cut, and it is UTF-8 whatever the locale. Every key of JSON is always there,"
        " null where no source states it; `status` says of each field how well it is attested.",
        (
            ("--format table", "A table for people; what holds without --format."),
            *((f"--format {name}", _first_line(write.__doc__)) for name, write in FORMATS.items()),
            ("--json", "The same as --format json."),
            ("--fields A,B", "Only these fields, in this order; csto fields COMMAND lists them, with their headings."),
            ("--sort FIELD", "Sorted by a field or heading; -FIELD for descending; without a value last."),
            ("--limit N", "At most N rows."),
            ("--long", "One block of lines per row, one line per field."),
            ("--cite", "The sources numbered, and listed below the table."),
            ("--evidence", "With the claims behind each field."),
            ("--sql", "The SQL text of the question in place of its rows, for csto sql."),
        ),
    ),
    "signs": Topic(
        "How well a value is attested",
        "A sign stands behind a value, and `status` says the same in JSON. Independent lines have neither the voice"
        " nor the publisher in common: one ministry is one voice, however many articles relay it.",
        (
            ("no sign", "corroborated: two or more independent lines state it"),
            ("*", "single-origin: one line states it, in however many articles"),
            ("!", "disputed: sources give values that cannot both be true"),
            ("–", "not-stated: no source states it, which is no denial"),
            ("n/a", "not-applicable: the question makes no sense for this fact"),
            ("848 | 850", "none of these values is better attested; in JSON null, with `alternatives`"),
            ("(set aside)", "all that is said of it counts for nothing; csto why tells why"),
        ),
    ),
    "dates": Topic(
        "How dates are given, in options and in a base",
        "Dates are EDTF (ISO 8601-2). --from, --to and --on keep what may fall into the days; what need not is marked"
        " possible, and --certain leaves it out. A timeline keeps to the days that the base covers, unless days or"
        " --all are given.",
        (
            ("2022-01-14", "a day"),
            ("2022-01", "a month: some day of it, or all of it"),
            ("2022", "a year"),
            ("2022-01-13/2022-01-19", "from the one to the other, both included"),
            ("2022-01-13/..", "from a day on; ../2022-01-13 up to one"),
            ("2022-23", "a season: 21 spring, 22 summer, 23 autumn, 24 winter of the north"),
            ("2022-01-14?", "probably then"),
            ("2022-01-14~", "about then; % is both"),
        ),
    ),
    "places": Topic(
        "How places are named",
        "Wherever a place is asked for, its id, its name and its other spellings will do; case does not matter, and a"
        " shell needs quotation marks around blanks.",
        (
            ("--place PLACE", "only what concerns the place or what lies within it; several may be given"),
            ("csto places", "all of them: their ids, names, what each lies in, how many facts concern it"),
            ("csto show place/ID", "one of them: spellings, position, remarks"),
            ("within", "the key of a base that says in which place another lies"),
            ("also", "the key of a base for other spellings, in any script"),
        ),
    ),
    "perspectives": Topic(
        "Which claims count",
        "Every question can be asked as if some claims were not there; statuses and values are weighed anew.",
        (
            ("--as-of DATE", "only what was published by that day"),
            ("--without NAME", "without what goes back to a source, an origin or a publisher; may be repeated"),
            ("--only NAME", "only what goes back to it; may be repeated"),
            ("csto compare without=NAME", "what changes by it; as-of=DATE and only=NAME likewise, joined by commas"),
        ),
    ),
    "bases": Topic(
        "Which base answers",
        "A base is one TOML file or a folder of them; docs/format.md tells how to write one. What was read of it is"
        " kept in the cache folder, so that the next answer comes at once; --verbose tells whether it served.",
        (
            ("--facts PATH", "a file, a folder of .toml files without the hidden ones, or - for standard input"),
            ("CSTO_FACTS", "the same, where there is no --facts"),
            ("facts.toml", "in the folder or in one above it, where nothing is named; standard error says so"),
            ("the shipped base", "the CSTO mission in Kazakhstan of January 2022, in every other case"),
        ),
    ),
    "environment": Topic(
        "Variables of the environment",
        "Options come before variables. Of those for colour the first that is set decides.",
        (
            ("CSTO_FACTS", "the base: a file, a folder, or -"),
            ("CSTO_CACHE", "off: keep and use no cached index"),
            (
                "XDG_CACHE_HOME",
                "where the cache folder csto lies; else the system's own place, by HOME or LOCALAPPDATA",
            ),
            ("SPARK_REMOTE", "the address of Spark Connect, for --engine spark; --master comes before it"),
            ("CSTO_PAGER", "the pager of long answers on a terminal; empty or cat for none, as --no-pager"),
            ("PAGER", "the same where CSTO_PAGER is not set; else less"),
            ("LESS", "options of less; FRX where it is not set"),
            ("LV", "options of lv; -c where it is not set"),
            ("NO_COLOR", "set: no colours, unless --color says otherwise"),
            ("FORCE_COLOR", "set: colours in pipes, too"),
            ("CLICOLOR_FORCE", "not 0: the same"),
            ("CLICOLOR", "0: no colours"),
            ("TERM", "dumb: no colours"),
            ("COLUMNS", "the width of the terminal, where the system's own is not to count; LINES is its height"),
            ("CSTO_DEBUG", "1: show where an internal error happened"),
        ),
    ),
}
