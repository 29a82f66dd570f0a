"""What the Cloud, the container and `make system` install is the same, and the container is healthy only with data."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_container_installs_what_the_cloud_installs():
    packages = text("packages.txt").split()
    assert "chromium" in packages
    installed = re.search(r"--no-install-recommends \\\n(.*?)\n &&", text("Dockerfile"), re.DOTALL)[1].split()
    assert set(packages) <= set(installed)
    assert set(re.search(r"^SYSTEM := (.*)$", text("Makefile"), re.MULTILINE)[1].split()) - {"poppler-utils"} <= set(
        packages
    )


def test_the_container_runs_as_a_user_without_rights_and_asks_for_the_data_whether_it_is_healthy():
    dockerfile = text("Dockerfile")
    users = re.findall(r"^USER (\S+)", dockerfile, re.MULTILINE)
    assert users
    assert "root" not in users
    assert dockerfile.index("USER ") < dockerfile.index("RUN python -m etl refresh") < dockerfile.index("CMD [")
    assert "/api/health" in dockerfile[dockerfile.index("HEALTHCHECK") :]
    assert '"/api/health"' in text("serve.py")


def test_the_image_takes_no_article_texts_and_nothing_published_elsewhere():
    ignored = text(".dockerignore").split()
    assert {"data/published", "data/articles/*.txt", "data/articles/*.html", ".git", ".venv"} <= set(ignored)


def test_the_unit_and_the_proxy_speak_of_the_same_replicas():
    unit = text("deploy/lianfang@.service")
    assert "PORT=%i" in unit
    started = re.findall(r"lianfang@(\d+)", unit)
    assert len(started) == 2
    assert re.findall(r"server 127.0.0.1:(\d+) ", text("deploy/nginx.conf")) == started
