"""What the server does with messages that are none, with a client that goes, and with a base that changes."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.mcp.clients import BASES, Wire, command, environment, wire

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
UNSUPPORTED_VERSION = -32022
VERSION = "io.modelcontextprotocol/protocolVersion"
ENVELOPE = {
    "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}


@pytest.fixture(scope="module")
def server() -> Iterator[Wire]:
    """A server after the handshake, the same for all tests of messages that it must outlive."""
    with wire() as one:
        one.shake_hands()
        yield one
        assert one.end() == (0, "")


def still_answers(server: Wire) -> None:
    result = server.call("about")["result"]
    assert not result.get("isError"), result


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (b"hello", PARSE_ERROR, "no JSON"),
        (b'{"jsonrpc": "2.0", "id": 7, "method": "ping"', PARSE_ERROR, "no JSON"),
        (b"\xff\xfe\x00", PARSE_ERROR, "no JSON"),
        (b'{"jsonrpc": "2.0", "id": 7, "method": "\\ud800"}', PARSE_ERROR, "no JSON"),
        (b"[" * 100_000, PARSE_ERROR, "no JSON"),
        (b'[{"jsonrpc": "2.0", "id": 7, "method": "ping"}]', INVALID_REQUEST, "batches are not supported"),
        (b"[]", INVALID_REQUEST, "batches are not supported"),
        (b"3", INVALID_REQUEST, "no message of JSON-RPC"),
        (b'{"id": 7, "method": "ping"}', INVALID_REQUEST, "no message of JSON-RPC"),
        (b'{"jsonrpc": "1.0", "id": 7, "method": "ping"}', INVALID_REQUEST, "no message of JSON-RPC"),
        (b'{"jsonrpc": "2.0", "id": {}, "method": 3}', INVALID_REQUEST, "no message of JSON-RPC"),
        (b'{"jsonrpc": "2.0", "id": 7, "method": "ping", "params": []}', INVALID_REQUEST, "no message of JSON-RPC"),
    ],
    ids=range(12),
)
def test_a_line_that_is_no_message_is_refused_and_the_server_stays_up(
    line: bytes, code: int, words: str, server: Wire
) -> None:
    server.write(line)
    answer = server.read()
    assert (answer["id"], answer["error"]["code"]) == (None, code)
    assert words in answer["error"]["message"]
    still_answers(server)


def test_a_line_that_is_no_message_is_refused_before_the_handshake_too() -> None:
    with wire() as server:
        server.write(b"hello")
        assert server.read()["error"]["code"] == PARSE_ERROR
        server.shake_hands()
        still_answers(server)


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("tools/call", {"name": "list_fact", "arguments": {}}, INVALID_PARAMS),
        ("tools/call", {"name": 3}, INVALID_PARAMS),
        ("tools/call", {"name": "about", "arguments": [1]}, INVALID_PARAMS),
        ("tools/call", {}, INVALID_PARAMS),
        ("tools/drop", {}, METHOD_NOT_FOUND),
        ("resources/list", {}, METHOD_NOT_FOUND),
    ],
)
def test_a_request_for_what_is_not_there_gets_the_code_of_the_protocol(
    method: str, params: dict[str, Any], code: int, server: Wire
) -> None:
    assert server.request(method, params)["error"]["code"] == code
    still_answers(server)


def test_an_unknown_tool_gets_the_nearest_one(server: Wire) -> None:
    assert server.call("list_fact")["error"]["message"] == 'unknown tool "list_fact"; did you mean "list_facts"?'


def test_an_unknown_version_of_the_handshake_gets_one_that_the_server_has() -> None:
    with wire() as server:
        assert server.shake_hands("1999-01-01")["result"]["protocolVersion"] == "2025-11-25"
        still_answers(server)


def test_an_unknown_version_in_an_envelope_is_refused_with_those_there_are() -> None:
    with wire() as server:
        good = {"_meta": {VERSION: "2026-07-28", **ENVELOPE}}
        assert "tools" in server.request("tools/list", good)["result"]
        error = server.request("tools/list", {"_meta": {VERSION: "2099-01-01", **ENVELOPE}})["error"]
        assert (error["code"], error["data"]["supported"]) == (UNSUPPORTED_VERSION, ["2026-07-28"])
        assert "tools" in server.request("tools/list", good)["result"]


def test_a_call_before_the_handshake_is_refused() -> None:
    with wire() as server:
        assert server.call("about")["error"]["code"] == INVALID_PARAMS
        server.shake_hands()
        still_answers(server)


@pytest.mark.parametrize("moment", ["at once", "after the handshake", "with a request open"])
def test_a_client_that_goes_away_ends_the_server_quietly(moment: str) -> None:
    with wire() as server:
        if moment != "at once":
            server.shake_hands()
        if moment == "with a request open":
            assert server.process.stdout
            server.process.stdout.close()
            server.write(b'{"jsonrpc": "2.0", "id": 9, "method": "tools/list"}')
            assert server.process.stdin
            server.process.stdin.close()
            assert server.process.stderr
            assert server.process.stderr.read() == b""
            assert server.process.wait(30) == 0
        else:
            assert server.end() == (0, "")


def test_a_base_that_becomes_invalid_gives_errors_until_it_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    shutil.copy(BASES["strike"], file)
    whole = file.read_text(encoding="utf-8")
    with wire("--facts", str(file)) as server:
        server.shake_hands()
        first = server.call("list_facts", limit=1)["result"]["structuredContent"]
        for broken, words in ((whole + "\n[[nothing]]\n", "nothing"), ("", "no facts"), ("= 3", "facts.toml:1")):
            file.write_text(broken, encoding="utf-8")
            result = server.call("about")["result"]
            assert result["isError"]
            assert words in result["content"][0]["text"]
        file.unlink()
        assert server.call("about")["result"]["isError"]
        file.write_text(whole, encoding="utf-8")
        assert server.call("list_facts", limit=1)["result"]["structuredContent"] == first
        file.write_text(whole + "\n# a remark\n", encoding="utf-8")
        moved = server.call("list_facts", limit=1, cursor=first["next_cursor"])["result"]
        assert moved["isError"]
        assert "the base has changed" in moved["content"][0]["text"]
        assert server.end() == (0, "")


def test_a_base_with_many_problems_gets_the_first_of_them(tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    file.write_text("format = 1\n" + "".join(f"[nothing{number}]\n" for number in range(500)), encoding="utf-8")
    with wire("--facts", str(file)) as server:
        server.shake_hands()
        result = server.call("about")["result"]
        text = result["content"][0]["text"]
        assert result["isError"]
        assert "more problems" in text
        assert len(text) <= 4002


def test_a_full_disk_is_told() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("only Linux has a device that is always full")
    message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}) + "\n"
    with full.open("w") as output:
        ran = subprocess.run(
            command("-q"),
            env=environment(),
            input=message,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (1, "csto: cannot write the answer: No space left on device\n")


def test_an_interrupt_ends_the_server_with_its_code() -> None:
    with wire() as server:
        server.shake_hands()
        still_answers(server)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(30) == 130
        assert server.process.stderr
        assert server.process.stderr.read() == b""


def test_the_base_cannot_come_from_standard_input(csto: Run) -> None:
    ran = csto("mcp", "--facts", "-")
    assert (ran.code, ran.out) == (2, "")
    assert "the base cannot come from there" in ran.err


def test_without_the_sdk_the_command_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['mcp_types'] = None; sys.argv = ['csto', 'mcp']\n"
        "from cstocli.cli.program import main; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=False, input=""
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "csto: csto mcp needs the package mcp_types\n  install it: pip install 'csto[mcp]'\n"


def test_standard_output_has_nothing_but_the_protocol() -> None:
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": "two", "method": "tools/call", "params": {"name": "about", "arguments": {}}},
    ]  # fmt: skip
    text = "".join(json.dumps(message) + "\n" for message in messages)
    ran = subprocess.run(
        command(),
        env={**environment(), "PYTHONWARNINGS": "always"},
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, "two"]
    assert all(answer["jsonrpc"] == "2.0" for answer in answers)
