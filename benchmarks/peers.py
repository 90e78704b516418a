"""One question in the words of csto and of its peers: the departures of one contingent in one year."""

import re
import subprocess
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import NamedTuple

from benchmarks.work import csto, program

CONTINGENT, YEAR = "armenia-00001", "1994"

_SQL = (
    f"SELECT * FROM {{table}} WHERE contingent = '{CONTINGENT}' AND kind = 'departure'"
    f" AND earliest <= '{YEAR}-12-31' AND latest >= '{YEAR}-01-01'"
)
_JQ = (
    f'[.[] | select(.contingent == "{CONTINGENT}" and .kind == "departure"'
    f' and .earliest <= "{YEAR}-12-31" and .latest >= "{YEAR}-01-01")]'
)
_MILLER = (
    f'$contingent == "{CONTINGENT}" && $kind == "departure" && $earliest <= "{YEAR}-12-31" && $latest >= "{YEAR}-01-01"'
)
# Comparing dates takes recutils twice the time; no stretch of days in these data goes beyond its year.
_RECUTILS = f"contingent = '{CONTINGENT}' && kind = 'departure' && earliest ~ '^{YEAR}'"
_FROM_PYTHON = """
import duckdb, json, sys
found = duckdb.execute(sys.argv[1])
names = [column[0] for column in found.description]
print(json.dumps([dict(zip(names, row)) for row in found.fetchall()]))
"""
_POLARS = f"""
import polars, sys
from polars import col
found = polars.scan_parquet(sys.argv[1]).filter(
    col("contingent") == "{CONTINGENT}", col("kind") == "departure",
    col("earliest") <= "{YEAR}-12-31", col("latest") >= "{YEAR}-01-01",
)
print(found.collect().write_json())
"""
_CHDB = """
import chdb, sys
print(chdb.query(sys.argv[1], "JSONEachRow"))
"""
_DATASETTE = (
    f"/claims/claims.json?_shape=array&contingent={CONTINGENT}&kind=departure"
    f"&earliest__lte={YEAR}-12-31&latest__gte={YEAR}-01-01"
)
# The metadata of a transaction, which its postings lack.
_BEANCOUNT = (
    f"SELECT date, payee, narration WHERE account = 'Assets:Departures' AND year = {YEAR}"
    f" AND entry_meta('contingent') = '{CONTINGENT}'"
)


class Peer(NamedTuple):
    """A program, what it is given before the file's name, and the file of `export` that it reads.

    In `words`, FILE is the file's path. `limit` is that of the ratio of csto to it, and
    empty where there is none. `package` names a Python package that is the peer itself.
    """

    name: str
    program: str
    file: str
    words: tuple[str, ...]
    limit: str = ""
    package: str = ""

    def command(self, folder: Path) -> list[str] | None:
        """The command line, or None where the program or its file is not there."""
        found, file = program(self.program), folder / self.file
        if found is None or not file.exists() or not self.version():
            return None
        return [found, *(word.replace("FILE", str(file)) for word in self.words)]

    def version(self) -> str:
        """Its version, or nothing where it is not installed."""
        if self.package:
            try:
                return version_of(self.package)
            except PackageNotFoundError:
                return ""
        found = program(self.program)
        return first_version([found, "--version"]) if found else ""


_CSV = _SQL.format(table="read_csv('FILE', all_varchar = true)")
_PARQUET = _SQL.format(table="'FILE'")
_TABLE = _SQL.format(table="claims")
_CHDB_SQL = _SQL.format(table="file('FILE', Parquet)") + " SETTINGS output_format_json_escape_forward_slashes = 0"
_TAGS = (f"tag:contingent=^{CONTINGENT}$", f"date:{YEAR}")
PEERS = (
    Peer("jq", "jq", "claims.json", (_JQ, "FILE"), "< 0.2"),
    Peer("recsel (GNU recutils)", "recsel", "claims.rec", ("-t", "claims", "-e", _RECUTILS, "FILE"), "< 0.2"),
    Peer("Miller", "mlr", "claims.csv", ("--icsv", "--ojson", "filter", _MILLER, "FILE"), "< 0.5"),
    Peer("DuckDB's shell, CSV", "duckdb", "claims.csv", ("-json", "-c", _CSV), "< 0.5"),
    Peer("DuckDB's shell, Parquet", "duckdb", "claims.parquet", ("-json", "-c", _PARQUET), "< 0.5"),
    Peer("DuckDB in Python, CSV", "python", "claims.csv", ("-c", _FROM_PYTHON, _CSV), "< 0.5", "duckdb"),
    Peer("sqlite-utils query", "sqlite-utils", "claims.sqlite", ("query", "FILE", _TABLE), "< 0.5"),
    Peer("sqlite3", "sqlite3", "claims.sqlite", ("-json", "FILE", _TABLE)),
    Peer("Datasette --get", "datasette", "claims.sqlite", ("FILE", "--get", _DATASETTE), "< 0.5"),
    Peer("polars, Parquet", "python", "claims.parquet", ("-c", _POLARS, "FILE"), "< 0.5", "polars"),
    Peer("chdb, Parquet", "python", "claims.parquet", ("-c", _CHDB, _CHDB_SQL), "< 0.5", "chdb"),
    Peer("bean-query", "bean-query", "departures.beancount", ("FILE", _BEANCOUNT), "< 0.5"),
    Peer("hledger print", "hledger", "departures.journal", ("-f", "FILE", "print", *_TAGS)),
)


def question(base: Path) -> list[str]:
    """The question to csto."""
    filters = ["--contingent", CONTINGENT, "--from", YEAR, "--to", YEAR]
    return [csto(), "departures", "--facts", str(base), *filters, "--json"]


def departures(printed: str) -> set[str]:
    """The departures that an answer names, whatever its format."""
    return set(re.findall(r"departure/[\w-]+", printed))


def first_version(command: list[str]) -> str:
    """The first number of a version in what `command` prints."""
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()
    found = re.search(r"\d+(\.\d+)+", printed)
    return found[0] if found else ""
