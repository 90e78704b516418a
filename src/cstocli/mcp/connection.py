"""The two ends of a connection: lines that are no message are refused there, and no answer is lost at the end."""

from typing import Any, Self

import anyio
import mcp_types
from mcp.shared.message import SessionMessage

_PATIENCE = 5  # seconds


class _End:
    """One end, which is what the SDK gives us but for what a subclass adds."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401
        self._stream = stream

    async def aclose(self) -> None:
        """Close it."""
        await self._stream.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


class Replies(_End):
    """What goes to the client; it knows which requests are not answered yet."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401
        super().__init__(stream)
        self.open: set[Any] = set()
        self._answered = anyio.Event()

    async def send(self, reply: SessionMessage) -> None:
        """Send an answer or a notification."""
        await self._stream.send(reply)
        self.open.discard(getattr(reply.message, "id", None))
        self._answered.set()

    async def all_sent(self) -> None:
        """Wait until every request is answered, but not for ever: one may have been cancelled."""
        with anyio.move_on_after(_PATIENCE):
            while self.open:
                self._answered = anyio.Event()
                await self._answered.wait()


class Messages(_End):
    """What comes from the client: messages; a line that is none is answered at once, which the SDK leaves undone.

    When the client has said all, its requests are answered before the end is told: the SDK
    ends then, and forgets them.
    """

    def __init__(self, stream: Any, replies: Replies) -> None:  # noqa: ANN401
        super().__init__(stream)
        self._replies = replies

    @property
    def last_context(self) -> Any:  # noqa: ANN401
        """The context of the sender, which the SDK keeps with its streams."""
        return self._stream.last_context

    async def receive(self) -> SessionMessage:
        """The next message."""
        while True:
            try:
                item = await self._stream.receive()
            except anyio.EndOfStream:
                await self._replies.all_sent()
                raise
            if isinstance(item, SessionMessage):
                if isinstance(item.message, mcp_types.JSONRPCRequest):
                    self._replies.open.add(item.message.id)
                return item
            await self._replies.send(SessionMessage(_refusal(item)))

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> SessionMessage:
        try:
            return await self.receive()
        except anyio.EndOfStream:
            raise StopAsyncIteration from None


def _refusal(error: Exception) -> mcp_types.JSONRPCError:
    """The answer to a line that is no message of the protocol; whose it was is unknown."""
    first: dict[str, Any] = error.errors()[0] if hasattr(error, "errors") else {}
    if first.get("type") == "json_invalid":
        code, message = mcp_types.PARSE_ERROR, "this line is no JSON: a message is one JSON object on one line"
    elif isinstance(first.get("input"), list) and len(first["loc"]) <= 1:
        code, message = mcp_types.INVALID_REQUEST, "batches are not supported: send one message on each line"
    else:
        code, message = mcp_types.INVALID_REQUEST, "this is no message of JSON-RPC 2.0: it needs jsonrpc, method and id"
    return mcp_types.JSONRPCError(jsonrpc="2.0", id=None, error=mcp_types.ErrorData(code=code, message=message))
