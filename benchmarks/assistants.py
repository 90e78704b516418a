"""What a server for assistants costs, and what they must ask: `python -m benchmarks.assistants [--runs 15]`.

It prints how long `csto mcp` takes until it has answered for its list of tools, beside the
hello server of the SDK, the two in turn, with the memory of both; and for twelve questions
of a fact-checker how many calls and bytes it takes until value, verdict, quote and address
are there. The questions are put by name alone: no id of a fact is known before.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import cstocli
from cstocli.mcp.tools import TOOLS, answer
from cstocli.read.files import shipped

Row = dict[str, Any]

KABUL = Path(__file__).parents[1] / "examples" / "kabul-airlift" / "facts.toml"
_MOST_CALLS = 20
_HELLO = '''
from mcp.server import MCPServer

server = MCPServer("Hello")


@server.tool()
def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


server.run()
'''


class Asked(NamedTuple):
    """A question, the words or names by which it is put to a tool, and the field and the words that answer it."""

    question: str
    tool: str
    arguments: Row
    field: str
    words: str


class Cost(NamedTuple):
    """What it took to answer: calls, bytes, and the answer itself."""

    calls: int
    size: int
    words: str
    verdict: str
    quote: str
    address: str


QUESTIONS: dict[Path, tuple[Asked, ...]] = {
    Path(shipped()): (
        Asked(
            "In how many aircraft did the Armenians leave?",
            *(
                "list_facts",
                {"kind": "departure", "contingent": "Armenia", "fields": "aircraft"},
                "aircraft",
                "3 × Il-76",
            ),
        ),
        Asked(
            "How many troops did Kyrgyzstan send?",
            *("list_facts", {"kind": "contingent", "contingent": "Kyrgyzstan", "fields": "personnel"}),
            *("personnel", "150"),
        ),
        Asked("How many troops had the mission?", "search", {"text": "mission 2,030"}, "personnel", "2,030"),
        Asked("Who guarded TETs-1?", "search", {"text": "TETs-1", "contingent": "Tajikistan"}, "site", "TETs-1"),
        Asked(
            "From where did the Belarusians leave?",
            *("list_facts", {"kind": "departure", "contingent": "BY"}, "from_place", "Zhetygen airfield"),
        ),
        Asked("Who commanded the mission?", "search", {"text": "Serdyukov commander"}, "person", "Andrei Serdyukov"),
    ),
    KABUL: (
        Asked("How many people did Spain fly out?", "search", {"text": "Spain evacuated"}, "people", "2,206"),
        Asked(
            "Did India fly out 550 or 626?",
            *("list_facts", {"kind": "evacuated", "status": "disputed", "fields": "people"}, "people", "550 | 626"),
        ),
        Asked("How many were aboard Reach 871?", "search", {"text": "Reach 871"}, "passengers", "823"),
        Asked("How many died at Abbey Gate?", "search", {"text": "Abbey Gate killed"}, "dead", "at least 182"),
        Asked("How old was Zaki Anwari?", "search", {"text": "Zaki Anwari"}, "age", "17"),
        Asked(
            "How many aircraft were left at the airport?", "search", {"text": "MRAP aircraft"}, "items", "73 aircraft"
        ),
    ),
}


def cost(base: Path, asked: Asked) -> Cost:
    """Ask, page by page, until the field is there with those words, a verdict, a quote and an address.

    Raises:
        LookupError: no page has it.
    """
    tool = next(tool for tool in TOOLS if tool.name == asked.tool)
    size, cursor = 0, None
    for calls in range(1, _MOST_CALLS + 1):
        page = answer(tool, asked.arguments | {"cursor": cursor}, lambda view: cstocli.open(base, view))
        size += len(json.dumps(page, ensure_ascii=False).encode())
        for words, verdict, quote, address in _answers(page, asked.field):
            if asked.words in words:
                return Cost(calls, size, words, verdict, quote, address)
        if (cursor := page["next_cursor"]) is None:
            break
    raise LookupError(asked.question)


def _answers(page: Row, field: str) -> Iterator[tuple[str, str, str, str]]:
    """The values of a field on a page, each with its verdict, and a quote and address of a claim that states it."""
    for row in page["rows"]:
        told = row["fields"].get(field)
        for value in told["evidence"] if told and told["words"] else ():
            claim = page["claims"][value["claims"][0]]
            address = page["sources"][claim["source"]]["url"]
            if value["standing"] == "states" and address:
                yield told["words"], told["verdict"], claim["quote"], address


def ready(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """The seconds until a server has answered the handshake and for its tools, and its memory then in kB."""
    pipe = subprocess.PIPE
    begin = time.perf_counter()
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment) as server:
        assert server.stdin
        assert server.stdout
        for line, answered in _MESSAGES:
            server.stdin.write(line + b"\n")
            server.stdin.flush()
            if answered:
                server.stdout.readline()
        seconds = time.perf_counter() - begin
        status = Path(f"/proc/{server.pid}/status")
        text = status.read_text(encoding="utf-8") if status.exists() else "VmRSS: 0"
        server.stdin.close()
    return seconds, int(text.partition("VmRSS:")[2].split()[0])


_HANDSHAKE = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}
_MESSAGES = (
    (json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": _HANDSHAKE}).encode(), True),
    (b'{"jsonrpc": "2.0", "method": "notifications/initialized"}', False),
    (b'{"jsonrpc": "2.0", "id": 2, "method": "tools/list"}', True),
)


def starts(runs: int) -> tuple[list[tuple[float, int]], list[tuple[float, int]]]:
    """The hello server of the SDK and ours, in turn: seconds until ready, and kB."""
    environment = {**os.environ, "PYTHONPATH": str(Path(cstocli.__file__).parents[1])}
    hello: list[tuple[float, int]] = []
    ours: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hello.py"
        file.write_text(_HELLO, encoding="utf-8")
        for _ in range(runs):
            hello.append(ready([sys.executable, str(file)], environment))
            ours.append(ready([sys.executable, "-m", "cstocli", "mcp"], environment))
    return hello, ours


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    hello, ours = starts(parser.parse_args().runs)
    print("| server | ready, median ms | least ms | memory, MB |\n| --- | --- | --- | --- |")
    for name, runs in (("hello of the SDK", hello), ("`csto mcp`", ours)):
        seconds = [one for one, _ in runs]
        memory = max(one for _, one in runs) / 1024
        print(f"| {name} | {statistics.median(seconds) * 1000:.0f} | {min(seconds) * 1000:.0f} | {memory:.1f} |")
    print("\n| question | calls | bytes | value | verdict |\n| --- | --- | --- | --- | --- |")
    for base, several in QUESTIONS.items():
        for asked in several:
            found = cost(base, asked)
            verdict = found.verdict.replace("|", "\\|")
            words = found.words.replace("|", "\\|")
            print(f"| {asked.question} | {found.calls} | {found.size:,} | {words} | {verdict} |")


if __name__ == "__main__":
    main()
