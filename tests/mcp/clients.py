"""Clients of the server: the SDK's own in both eras, and one that writes any bytes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import mcp_types
from mcp import Client, StdioServerParameters

import cstocli
from cstocli.mcp.server import server_of
from tests.conftest import ROOT

# The era of the handshake, and that of requests which each carry their own envelope.
MODES = ("legacy", "2026-07-28")
BASES = {
    "kazakhstan": ROOT / "data" / "facts.toml",
    "kabul": ROOT / "examples" / "kabul-airlift" / "facts.toml",
    "strike": ROOT / "examples" / "strike" / "facts.toml",
}
Answer = dict[str, Any]
Call = Callable[..., mcp_types.CallToolResult]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "cstocli", "mcp", *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(cstocli.__file__).parents[1])}


def answers(mode: str, base: Path, *calls: tuple[str, Answer], process: bool = False) -> list[mcp_types.CallToolResult]:
    """What the tools answer to the SDK's client, in this process or over the pipes of another one."""

    async def ask() -> list[mcp_types.CallToolResult]:
        server: Any = server_of(lambda perspective: cstocli.open(base, perspective))
        if process:
            first, *others = command("--facts", str(base))
            server = StdioServerParameters(command=first, args=others, env=environment())
        async with Client(server, mode=mode) as client:
            await client.list_tools()
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(ask)


def tools(mode: str, base: Path) -> list[mcp_types.Tool]:
    async def ask() -> list[mcp_types.Tool]:
        async with Client(server_of(lambda view: cstocli.open(base, view)), mode=mode) as client:
            return (await client.list_tools()).tools

    return anyio.run(ask)


def answer(base: Path, name: str, **arguments: Any) -> Answer:
    """The structured answer to one call, which must be one."""
    (result,) = answers("legacy", base, (name, arguments))
    assert not result.is_error, text(result)
    data: Answer = result.structured_content
    return data


def text(result: mcp_types.CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, mcp_types.TextContent)
    return content.text


def refusal(base: Path, name: str, **arguments: Any) -> str:
    """The error that one call gets."""
    (result,) = answers("legacy", base, (name, arguments))
    assert result.is_error
    return text(result)


class Wire:
    """A server in a process of its own, to which lines are written and from which they are read."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        assert process.stdin
        assert process.stdout
        self._in, self._out = process.stdin, process.stdout
        self.ids = iter(range(1, 10**9))

    def write(self, line: bytes) -> None:
        self._in.write(line + b"\n")
        self._in.flush()

    def read(self) -> Answer:
        line = self._out.readline()
        assert line, "the server has gone"
        message: Answer = json.loads(line)
        return message

    def request(self, method: str, params: Answer | None = None) -> Answer:
        """The answer to a request, which has its id."""
        number = next(self.ids)
        message = {"jsonrpc": "2.0", "id": number, "method": method} | ({} if params is None else {"params": params})
        self.write(json.dumps(message).encode())
        answer = self.read()
        assert answer["id"] == number, answer
        return answer

    def call(self, name: str, **arguments: Any) -> Answer:
        return self.request("tools/call", {"name": name, "arguments": arguments})

    def shake_hands(self, version: str = "2025-11-25") -> Answer:
        client = {"name": "test", "version": "1"}
        params = {"protocolVersion": version, "capabilities": {}, "clientInfo": client}
        answer = self.request("initialize", params)
        self.write(b'{"jsonrpc": "2.0", "method": "notifications/initialized"}')
        return answer

    def end(self) -> tuple[int, str]:
        """Go away: the exit code, and what was left on standard output and written to standard error."""
        out, err = self.process.communicate(timeout=30)
        assert out == b"", out
        return self.process.returncode, err.decode()


@contextmanager
def wire(*arguments: str) -> Iterator[Wire]:
    pipe = subprocess.PIPE
    with subprocess.Popen(command(*arguments), stdin=pipe, stdout=pipe, stderr=pipe, env=environment()) as process:
        try:
            yield Wire(process)
        finally:
            process.kill()
