"""A reader without a browser: one session over Streamlit's websocket, timed from a click to the end of the script.

TCP_NODELAY is set, because a client that waits for delayed acknowledgements measures those 44 ms instead of the page.
"""

import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


@dataclass(slots=True, kw_only=True)
class Reader:
    """A connected session."""

    stream: ClientConnection
    received: int = 0

    async def click(self, page: str, query: str) -> float:
        """Run a page with a query; seconds until its script has ended.

        Raises:
            RuntimeError: the script failed.
        """
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        begun = time.perf_counter()
        await self.stream.send(asked.SerializeToString())
        failed = ""
        while True:
            frame = await self.stream.recv(decode=False)
            self.received += len(frame)
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") == "script_finished":
                if failed:
                    raise RuntimeError(f"{page}?{query}: {failed}")
                return time.perf_counter() - begun
            if message.delta.new_element.WhichOneof("type") == "exception":
                failed = message.delta.new_element.exception.message


@asynccontextmanager
async def reading(address: str) -> AsyncIterator[Reader]:
    """Connect to a server."""
    async with connect(
        address.replace("http", "ws", 1) + "/_stcore/stream", origin=address, subprotocols=["streamlit"],  # type: ignore[arg-type,list-item]
        max_size=None, compression=None, ping_interval=None,
    ) as stream:  # fmt: skip
        stream.transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield Reader(stream=stream)
