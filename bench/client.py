"""A reader without a browser: one session over Streamlit's websocket, timed from a click to the end of the script.

Every frame is acknowledged at once (TCP_QUICKACK): Streamlit's server leaves Nagle's algorithm on, and a client that
delays its acknowledgements measures those 44 ms instead of the page. Chromium does not show them.
"""

import socket
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol


@dataclass(slots=True, kw_only=True)
class Reader:
    """A connected session."""

    stream: ClientConnection
    received: int = 0
    widgets: dict[str, Any] = field(default_factory=dict)  # those of the last page, by their key
    session: str = ""

    def acknowledge(self) -> None:
        """Do not wait with the acknowledgement of what came; Linux forgets this after a while, so it is said again."""
        self.stream.transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    async def click(self, page: str, query: str, states: Mapping[str, str | bool] | None = None) -> float:
        """Run a page with a query; seconds until its script has ended.

        `states` are what widgets of the last page hold, by key: the one choice of a list, or True for a pressed button.

        Raises:
            RuntimeError: the script failed.
        """
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        for key, value in (states or {}).items():
            state = WidgetState(id=self.widgets[key].id)
            if isinstance(value, bool):
                state.trigger_value = value
            else:
                state.string_array_value.data.append(value)
            asked.rerun_script.widget_states.widgets.append(state)
        begun = time.perf_counter()
        await self.stream.send(asked.SerializeToString())
        failed, self.widgets = "", {}
        while True:
            message = await self._message()
            if message.WhichOneof("type") == "new_session":
                self.session = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "script_finished":
                if failed:
                    raise RuntimeError(f"{page}?{query}: {failed}")
                return time.perf_counter() - begun
            kind = message.delta.new_element.WhichOneof("type")
            if kind in ("button", "download_button", "multiselect"):
                widget = getattr(message.delta.new_element, kind)
                self.widgets[widget.id.split("-", 2)[-1]] = widget
            if kind in ("exception", "alert"):  # no page in order shows an alert
                failed = str(getattr(message.delta.new_element, kind))

    async def address_of(self, key: str) -> str:
        """Where the file of a download button is to be had; one that is made only when asked for is made now.

        Raises:
            RuntimeError: it could not be made.
        """
        button = self.widgets[key]
        if not button.HasField("deferred_file_id"):
            return str(button.url)
        asked = BackMsg()
        asked.backend_operation_request.request_id = key
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = button.deferred_file_id
        await self.stream.send(asked.SerializeToString())
        while (message := await self._message()).WhichOneof("type") != "backend_operation_response":
            pass
        answer = message.backend_operation_response
        if answer.error_msg:
            raise RuntimeError(f"{key}: {answer.error_msg}")
        return str(answer.deferred_file.url)

    async def _message(self) -> ForwardMsg:
        frame = await self.stream.recv(decode=False)
        self.acknowledge()
        self.received += len(frame)
        message: ForwardMsg = ForwardMsg.FromString(frame)
        return message


@asynccontextmanager
async def reading(address: str, headers: Mapping[str, str] | None = None) -> AsyncIterator[Reader]:
    """Connect to a server."""
    async with connect(
        address.replace("http", "ws", 1) + "/_stcore/stream", origin=Origin(address),
        subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None,
        ping_interval=None, additional_headers=headers,
    ) as stream:  # fmt: skip
        reader = Reader(stream=stream)
        reader.acknowledge()
        yield reader
