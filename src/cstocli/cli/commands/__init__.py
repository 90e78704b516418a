"""The commands by name: where each is, an example, and for listings what they list.

A command is imported and built only when it is called.
"""

from typing import NamedTuple


class Command(NamedTuple):
    """Where a command's function is: a module of this package and a name in it.

    The function of a listing makes a command from its name, and `help` is its help text.
    For other commands `help` is empty: the function is the command, its docstring the text.
    """

    module: str
    function: str
    example: str
    help: str = ""


COMMANDS = {
    "contingents": Command(
        "listings",
        "listing",
        "csto contingents --on 2022-01-10",
        "Who sent troops, how many, what they guarded, when and how they left.",
    ),
    "guards": Command(
        "listings", "listing", "csto guards --place almaty --cite", "Who guarded what, where and how long."
    ),
    "departures": Command(
        "listings",
        "listing",
        "csto departures --json | jq '.[].aircraft'",
        "When each contingent left, from where, to where, by which means.",
    ),
    "aircraft": Command(
        "listings",
        "listing",
        "csto aircraft --contingent belarus",
        "Which types of aircraft each contingent used, in and out.",
    ),
    "timeline": Command(
        "listings", "timeline", "csto timeline --from 2022-01-05 --to 2022-01-07", "Everything dated, in order."
    ),
    "facts": Command(
        "listings", "listing", "csto facts --kind approval", "Every fact, of any kind, and how well it is attested."
    ),
    "list": Command("listings", "list_kind", "csto list departure --contingent russia"),
    "disputes": Command(
        "listings",
        "listing",
        "csto disputes --kind departure",
        "Where sources cannot all be right: the values, who states each, which is shown and why.",
    ),
    "distortions": Command(
        "listings",
        "listing",
        "csto distortions --kind departure",
        "Who changed an account on its way from its origin: what was told, and what became of it.",
    ),
    "gaps": Command("listings", "listing", "csto gaps --contingent russia", "The questions that no source answers."),
    "origins": Command("listings", "listing", "csto origins --contingent armenia", "Who goes back to whom, as a tree."),
    "sources": Command(
        "listings", "listing", "csto sources --contingent tajikistan", "The documents, and how many claims each makes."
    ),
    "places": Command(
        "listings", "listing", "csto places --place almaty", "The places, and how many facts concern each."
    ),
    "show": Command("evidence", "show", "csto show departure/armenia"),
    "why": Command("evidence", "why", "csto why departure/armenia.aircraft"),
    "open": Command("evidence", "open_source", "csto open seed"),
    "search": Command("evidence", "search", "csto search power plant"),
    "matrix": Command("evidence", "matrix", "csto matrix departure/armenia"),
    "compare": Command("evidence", "compare", "csto compare without=TASS"),
    "cite": Command("evidence", "cite", "csto cite seed --style bibtex"),
    "page": Command("publishing", "page", "csto page --contingent armenia armenia.html"),
    "sql": Command("querying", "sql", "csto sql 'SELECT kind, count(*) AS facts FROM facts GROUP BY kind'"),
    "check": Command("curating", "check", "csto check facts.toml --strict"),
    "init": Command("curating", "init", "csto init my-mission"),
    "new": Command("curating", "new", "csto new departure >> facts.toml"),
    "fields": Command("curating", "fields", "csto fields departure"),
    "help": Command("describing", "help_of", "csto help --json"),
    "about": Command("describing", "about", "csto about --json"),
    "coverage": Command("curating", "coverage", "csto coverage seed=article.txt"),
    "schema": Command("describing", "schema", "csto schema departures"),
}

LISTINGS = tuple(name for name, command in COMMANDS.items() if command.module == "listings" and command.help)
