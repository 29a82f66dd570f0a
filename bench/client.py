"""A reader without a browser: one session over Streamlit's websocket, timed from a click to the end of the script.

Every frame is acknowledged at once (TCP_QUICKACK): Streamlit's server leaves Nagle's algorithm on, and a client that
delays its acknowledgements measures those 44 ms instead of the page. Chromium does not show them.
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

    def acknowledge(self) -> None:
        """Do not wait with the acknowledgement of what came; Linux forgets this after a while, so it is said again."""
        self.stream.transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

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
            self.acknowledge()
            self.received += len(frame)
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") == "script_finished":
                if failed:
                    raise RuntimeError(f"{page}?{query}: {failed}")
                return time.perf_counter() - begun
            kind = message.delta.new_element.WhichOneof("type")
            if kind in ("exception", "alert"):  # no page in order shows an alert
                failed = str(getattr(message.delta.new_element, kind))


@asynccontextmanager
async def reading(address: str) -> AsyncIterator[Reader]:
    """Connect to a server."""
    async with connect(
        address.replace("http", "ws", 1) + "/_stcore/stream", origin=address, subprotocols=["streamlit"],  # type: ignore[arg-type,list-item]
        max_size=None, compression=None, ping_interval=None,
    ) as stream:  # fmt: skip
        reader = Reader(stream=stream)
        reader.acknowledge()
        yield reader
