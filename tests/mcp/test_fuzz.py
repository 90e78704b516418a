"""Thousands of messages that no client sends on purpose: each answer has the right id, and the server stays up."""

import json
import random
from typing import Any

import pytest

from tests.conftest import examples
from tests.mcp.clients import MODES, Answer, Wire, wire

SEED = 20
TOOLS = ("list_facts", "why", "search", "disputes", "timeline", "about")
ENVELOPE = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "fuzz", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**70, 1.5, -0.0, 1e308, "", " ", "\0", "\u202e", "🤷" * 50, "../../etc/passwd"),
    *("'; DROP TABLE facts; --", "departure/armenia", "departure/armenia.aircraft", "TASS", "almaty", "disputed"),
    *("2022-01-14", "2022-13", "9999-12-31/..", "1.0.x", [], [[]], {}, {"a": {"b": [1, None]}}, ["almaty", 3]),
    *(["x"] * 60, "x" * 2000, [["deep"]] * 3),
)
NAMES = (
    *("id", "text", "kind", "contingent", "place", "source", "status", "grade", "since", "until", "on", "certain"),
    *("parts", "all", "fields", "as_of", "without", "only", "limit", "cursor", "knid", ""),
)
METHODS = ("ping", "tools/list", "initialize", "server/discover", "resources/read", "notifications/cancelled", "x/y")


def call(some: random.Random, mode: str) -> Answer:
    """A call of a tool, right or with odd arguments."""
    arguments = {some.choice(NAMES): some.choice(ODD) for _ in range(some.randint(0, 3))}
    if some.random() < 0.5:
        arguments |= some.choice(({"id": "departure/armenia.aircraft"}, {"text": "almaty", "limit": 1}, {"limit": 1}))
    params: Answer = {"name": some.choice((*TOOLS, "nothing", "")), "arguments": arguments}
    return {
        "jsonrpc": "2.0",
        "method": "tools/call",
        "params": params if mode == "legacy" else params | {"_meta": ENVELOPE},
    }


def mutated(some: random.Random, message: Answer) -> bytes:
    """The message with something odd in it, without something, cut, with other bytes, in a batch, or very long."""
    sort = some.randrange(8)
    if sort == 0:
        holder = some.choice([message, message["params"]])
        holder[some.choice([*holder, "extra"])] = some.choice(ODD)
    elif sort == 1:
        message.pop(some.choice([*message]))
    elif sort == 2:
        message["params"]["arguments"] = some.choice(ODD)
    elif sort == 3:
        message["method"] = some.choice(METHODS)
    elif sort == 4:
        message["params"]["arguments"] = {"text": "x" * some.choice((10**3, 10**4, 10**5))}
    line = json.dumps([message] if some.random() < 0.02 else message).encode()
    if sort == 5:
        return line[: some.randrange(len(line))]
    if sort == 6:
        places = {some.randrange(len(line)) for _ in range(3)}
        return bytes(some.randrange(32, 256) if place in places else byte for place, byte in enumerate(line))
    return line


def id_of(line: bytes) -> Any:
    """The id of the request that a line is, as the protocol reads it; none where it is no request."""
    try:
        message = json.loads(line.decode(errors="replace"))
    except ValueError:
        return None
    named = isinstance(message, dict) and isinstance(message.get("id"), int | str) and "method" in message
    return None if not named or isinstance(message["id"], bool) else message["id"]


def answers_to(server: Wire, line: bytes, number: int) -> list[Answer]:
    """What comes back for a line, up to the answer to a ping behind it."""
    server.write(line)
    server.write(json.dumps({"jsonrpc": "2.0", "id": f"ping {number}", "method": "x/ping"}).encode())
    answers = []
    while (answer := server.read())["id"] != f"ping {number}":
        answers.append(answer)
    return answers


def fuzz(mode: str, number: int) -> dict[str, int]:
    """Write so many messages; returns how many were answered, refused or left alone."""
    some = random.Random(f"{SEED} {mode}")  # noqa: S311
    counts = {"answered": 0, "failed": 0, "refused": 0, "silent": 0}
    with wire() as server:
        if mode == "legacy":
            server.shake_hands()
        else:
            server.request("tools/list", {"_meta": ENVELOPE})
        for count in range(number):
            message = {"id": some.choice((count, f"n{count}")), **call(some, mode)}
            line = mutated(some, message) if some.random() < 0.8 else json.dumps(message).encode()
            answers = answers_to(server, line, count)
            assert len(answers) <= 1, (line, answers)
            if not answers:
                counts["silent"] += 1
                continue
            (answer,) = answers
            assert answer["id"] in (None, id_of(line)), (line, answer)
            assert "Traceback" not in json.dumps(answer)
            assert ("result" in answer) != ("error" in answer)
            # The code 0 and -32603 are what becomes of an error that nobody foresaw.
            assert answer.get("error", {}).get("code") not in (0, -32603), (line, answer)
            failed = answer.get("result", {}).get("isError")
            counts["refused" if "error" in answer else "failed" if failed else "answered"] += 1
        code, err = server.end()
        assert (code, err) == (0, "")
    return counts


@pytest.mark.parametrize("mode", MODES)
def test_odd_messages_get_an_answer_with_their_id_or_none(mode: str) -> None:
    counts = fuzz(mode, examples(1000))
    assert all(counts.values()), counts


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_ten_thousand_odd_messages_do_not_harm_the_server(mode: str) -> None:
    counts = fuzz(mode, 5000)
    assert sum(counts.values()) == 5000
