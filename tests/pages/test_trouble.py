"""A damaged version keeps nobody from the numbers, and the reader is told."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalog.versions import pointed
from tests.etl import survival

ROOT = Path(__file__).resolve().parents[2]
SAID = {"en": "Some published files are damaged.", "zh": "部分已发布的文件已损坏。"}


def told(app):
    return " ".join(block.proto.body for block in app.get("html"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_reader_of_a_damaged_version_gets_the_one_before_and_is_told(lang, data, monkeypatch):
    from etl import refresh

    published = data / "published"
    older = pointed(published)
    survival.write_round(data, 1)
    refresh.refresh(data)
    monkeypatch.setenv("LIANFANG_DATA", str(data))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception
    assert SAID[lang] not in told(app)
    (published / pointed(published) / "lianfang.duckdb").write_bytes(b"cut")
    app.run()
    assert not app.exception
    assert SAID[lang] in told(app)
    assert older in told(app)
