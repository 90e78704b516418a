"""The claims of a generated base as files for csto's peers: `python -m benchmarks.export CLAIMS FOLDER`.

All files are written in one pass, record by record. `claims.json` is an array of objects,
`claims.csv` has a column for each key, `claims.rec` is for GNU recutils. `claims.sqlite`
has a table `claims` and an index of its contingents. `departures.journal` is for hledger:
a transaction for each claim about a departure, dated by its first day; the date as it was
said, and all else, are tags. `departures.beancount` has the same for Beancount, with metadata
in place of tags. `claims.parquet` is made from the CSV where DuckDB is there.
"""

import csv
import io
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.flat import KEYS, Record, records

_AT_ONCE = 10_000
_NO_TAGS = ("earliest", "fact", "kind", "quote")  # what stands in the first line of a transaction


class Format(NamedTuple):
    """A file of text: what stands before, between and after the records, and a record, or nothing, as text."""

    name: str
    before: str
    entry: Callable[[Record], str]
    between: str = ""
    after: str = ""


def _json(record: Record) -> str:
    return json.dumps(record)


def _csv(record: Record) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([record.get(key, "") for key in KEYS])
    return line.getvalue()


def _rec(record: Record) -> str:
    return "".join(f"{key}: {value}\n" for key, value in record.items()) + "\n"


def _transaction(record: Record) -> str:
    if record["kind"] != "departure":
        return ""
    # To hledger a tag `date` is another date of the posting, and a comma ends a tag.
    told = {("said" if key == "date" else key): value for key, value in record.items() if key not in _NO_TAGS}
    tags = "".join(f"    ; {key}: {str(value).replace(',', ' +')}\n" for key, value in told.items())
    return f"{record['earliest']} {record['fact']} | {record['quote']}\n{tags}    (departures)  1\n\n"


def _beancount(record: Record) -> str:
    if record["kind"] != "departure":
        return ""
    told = {("said" if key == "date" else key): value for key, value in record.items() if key not in _NO_TAGS}
    # Ids have a slash, which a text in quotation marks may have.
    lines = "".join(f"  {key}: {json.dumps(str(value), ensure_ascii=False)}\n" for key, value in told.items())
    fact, quote = (json.dumps(record[key], ensure_ascii=False) for key in ("fact", "quote"))
    return f"{record['earliest']} * {fact} {quote}\n{lines}  Assets:Departures  1 WAVE\n  Equity:All\n\n"


_ACCOUNTS = "0001-01-01 open Assets:Departures\n0001-01-01 open Equity:All\n\n"

FORMATS = (
    Format("claims.json", "[\n", _json, ",\n", "\n]\n"),
    Format("claims.csv", ",".join(KEYS) + "\n", _csv),
    Format("claims.rec", "%rec: claims\n\n", _rec),
    Format("departures.journal", "", _transaction),
    Format("departures.beancount", _ACCOUNTS, _beancount),
)


def export(claims: Iterable[Record], folder: Path) -> None:
    """Write all files into `folder`."""
    with ExitStack() as stack:
        files = [stack.enter_context((folder / form.name).open("w", encoding="utf-8")) for form in FORMATS]
        database = sqlite3.connect(folder / "claims.sqlite")
        stack.callback(database.close)
        columns = ", ".join(f'"{key}"' for key in KEYS)
        database.execute(f"CREATE TABLE claims ({columns})")
        for number, some in enumerate(_batches(claims)):
            for form, file in zip(FORMATS, files, strict=True):
                file.write(form.between if number else form.before)
                file.write(form.between.join(form.entry(record) for record in some))
            marks = ", ".join("?" * len(KEYS))
            rows = ([record.get(key) for key in KEYS] for record in some)
            database.executemany(f"INSERT INTO claims VALUES ({marks})", rows)
        for form, file in zip(FORMATS, files, strict=True):
            file.write(form.after)
        database.execute("CREATE INDEX claims_by_contingent ON claims (contingent, kind)")
        database.commit()
    if find_spec("duckdb"):
        _parquet(folder)


def _batches(claims: Iterable[Record]) -> Iterator[list[Record]]:
    claims = iter(claims)
    while some := list(islice(claims, _AT_ONCE)):
        yield some


def _parquet(folder: Path) -> None:
    cells = f"read_csv('{folder / 'claims.csv'}', all_varchar = true)"
    import_module("duckdb").execute(f"COPY (SELECT * FROM {cells}) TO '{folder / 'claims.parquet'}' (FORMAT parquet)")


if __name__ == "__main__":
    export(records(int(sys.argv[1])), Path(sys.argv[2]))
