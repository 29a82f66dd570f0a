"""A file that was made for a reader stays until that reader clicks again.

Streamlit (1.67) forgets a file made by a deferred download as soon as any two scripts of anybody have ended: with
twenty readers 4 of 34 downloads came back as 404, because others clicked between the making and the fetching (`make
soak` found it). The file is tied here to the session that asked for it, as a file that was there from the start is.
"""

from functools import cache
from pathlib import PurePosixPath

from streamlit.runtime.media_file_manager import MediaFileManager


@cache
def keep() -> None:
    """Tie made files to their sessions, from now on, in this process."""
    made = MediaFileManager.execute_deferred

    def execute(self: MediaFileManager, file_id: str) -> str:
        deferred = self._deferred_callables.get(file_id)
        address = made(self, file_id)
        with self._lock:
            files = self._files_by_session_and_coord.get(deferred["session_id"]) if deferred else None
            if deferred and files is not None:
                files[f"made by {deferred['coordinates']}"] = PurePosixPath(address).stem
        return address

    MediaFileManager.execute_deferred = execute  # type: ignore[method-assign] # Streamlit has no hook for it
