"""A file made for a reader is there until that reader clicks again, whoever else clicks meanwhile."""

from pathlib import PurePosixPath

from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from pages.parts import saving


def test_a_made_file_outlives_the_clicks_of_others_and_not_those_of_its_reader() -> None:
    saving.keep()
    saving.keep()  # every run of the frame says so
    files = MediaFileManager(MemoryMediaFileStorage("/media"))
    address = files.execute_deferred(files.add_deferred(lambda: b"a,b", "text/csv", "1.(3)", "x.csv"))
    made = PurePosixPath(address).stem
    for _ in range(5):
        files.remove_orphaned_files()
    found = files.read_file(made)
    assert found
    assert found.content == b"a,b"
    files.clear_session_refs()
    files.remove_orphaned_files()
    files.remove_orphaned_files()
    assert files.read_file(made) is None
