"""The commands by name: where each is, an example, and for listings what they list.

A command is imported and built only when it is called.
"""

from cstocli.model.light_typing import NamedTuple


class Command(NamedTuple):
    """Where a command's function is: a module of this package and a name in it.

    The function of a listing makes a command from its name, and `help` is its help text.
    For other commands `help` is empty: the function is the command, its docstring the text.
    The first paragraph is its line among all commands; `cli.guide` has its group and more
    examples, in which `{place}` and the like stand for names of the base at hand.
    """

    module: str
    function: str
    example: str
    help: str = ""


COMMANDS = {
    "contingents": Command(
        "listings",
        "listing",
        "csto contingents",
        "Who sent troops, how many, what they guarded, how they left.",
    ),
    "guards": Command(
        "listings", "listing", "csto guards --place {place} --cite", "Who guarded what, where and how long."
    ),
    "departures": Command(
        "listings",
        "listing",
        "csto departures --json | jq '.[].aircraft'",
        "When each contingent left, from where to where, and by what.",
    ),
    "aircraft": Command(
        "listings",
        "listing",
        "csto aircraft",
        "Which types of aircraft each contingent used, in and out.",
    ),
    "timeline": Command("listings", "timeline", "csto timeline --from {day} --to {day}", "Everything dated, in order."),
    "facts": Command(
        "listings", "listing", "csto facts --kind {kind}", "Every fact, of any kind, and how well it is attested."
    ),
    "list": Command("listings", "list_kind", "csto list {kind}"),
    "disputes": Command(
        "listings",
        "listing",
        "csto disputes",
        "Where sources cannot all be right.\n\nThe values, who states each, which is shown and why.",
    ),
    "distortions": Command(
        "listings",
        "listing",
        "csto distortions",
        "Who changed an account on its way from its origin.\n\nWhat was told, and what became of it.",
    ),
    "gaps": Command("listings", "listing", "csto gaps", "The questions that no source answers."),
    "origins": Command("listings", "listing", "csto origins", "Who goes back to whom, as a tree."),
    "sources": Command("listings", "listing", "csto sources", "The documents, and how many claims each makes."),
    "places": Command("listings", "listing", "csto places", "The places, and how many facts concern each."),
    "show": Command("evidence", "show", "csto show {fact}"),
    "why": Command("evidence", "why", "csto why {field}"),
    "open": Command("evidence", "open_source", "csto open {linked}"),
    "search": Command("evidence", "search", "csto search {word}"),
    "matrix": Command("evidence", "matrix", "csto matrix {fact}"),
    "compare": Command("evidence", "compare", "csto compare without={teller}"),
    "cite": Command("evidence", "cite", "csto cite {source}"),
    "rerun": Command("repeating", "rerun", "csto rerun receipt.json"),
    "diff": Command("repeating", "diff", "csto diff old.toml facts.toml"),
    "export": Command("exporting", "export", "csto export xlsx base.xlsx"),
    "page": Command("publishing", "page", "csto page base.html"),
    "sql": Command("querying", "sql", "csto sql 'SELECT kind, count(*) AS facts FROM facts GROUP BY kind'"),
    "archive": Command("archiving", "archive", "csto archive build facts.toml archive"),
    "check": Command("curating", "check", "csto check --strict"),
    "init": Command("curating", "init", "csto init my-base"),
    "new": Command("curating", "new", "csto new {kind}"),
    "fields": Command("curating", "fields", "csto fields"),
    "help": Command("describing", "help_of", "csto help why"),
    "about": Command("describing", "about", "csto about"),
    "mcp": Command("assisting", "serve_assistants", "csto mcp"),
    "skill": Command("assisting", "skill", "csto skill"),
    "coverage": Command("curating", "coverage", "csto coverage {source}=article.txt"),
    "schema": Command("describing", "schema", "csto schema timeline"),
}

LISTINGS = tuple(name for name, command in COMMANDS.items() if command.module == "listings" and command.help)
