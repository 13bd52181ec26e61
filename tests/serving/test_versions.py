"""A running service switches to a new version by itself: everywhere at once, without dropping a request."""

from __future__ import annotations

import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import CORRECTIONS, SOURCES
from serving import serving
from shell import run
from waiting import wait_until

pytestmark = pytest.mark.slow

PLAN = "某市工作方案\n一、任务\n（一）甲。做好甲。（市教育局负责）\n（二）乙。做好乙。\n"
COUNT = "SELECT (COUNT(*) AS ?n) {?t a pol:Task}"


@pytest.fixture
def five(tmp_path):
    """A dataset that may be changed."""
    shutil.copytree(SOURCES, tmp_path / "data" / "sources")
    shutil.copytree(CORRECTIONS, tmp_path / "data" / "corrections")
    assert run("--dataset", tmp_path / "data", "build").returncode == 0
    return tmp_path / "data"


def number(response):
    assert response.status == 200, response.data
    return int(response.json["results"]["bindings"][0]["n"]["value"])


def test_a_new_version_is_served_by_all_at_once_and_the_old_one_can_be_named(five, tmp_path, task_numbers):
    tasks_before = sum(task_numbers.values())
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    stop = threading.Event()

    with serving("--dataset", five, "serve", KG_WORKERS=3) as service:
        old = service.get("/health").json["version"]

        def look():
            """Of each request when it began and ended, and the version and the number of tasks that it saw."""
            seen = []
            while not stop.is_set():
                begun = time.monotonic()
                response = service.ask(COUNT)
                assert response.status == 200
                assert service.get("/departments").status == 200
                seen.append((begun, begun + response.seconds, response.headers["X-Dataset-Version"], number(response)))
            return seen

        with ThreadPoolExecutor(6) as pool:
            lookers = [pool.submit(look) for _ in range(6)]
            assert run("--dataset", five, "ingest", tmp_path / "plan.txt").returncode == 0
            wait_until(lambda: service.get("/health").json["version"] != old)
            new = service.get("/health").json["version"]
            time.sleep(0.5)
            stop.set()
        seen = [each for looker in lookers for each in looker.result()]
        assert {(version, tasks) for *_, version, tasks in seen} == {(old, tasks_before), (new, tasks_before + 2)}
        switched = min(ended for _, ended, version, _ in seen if version == new)
        late = [begun for begun, _, version, _ in seen if version == old and begun > switched]
        assert not late, "a request saw the old version after another had the new one"

        of_old = service.get(f"/sparql?version={old}&query=SELECT(COUNT(*)AS%20?n)%7B?t%20a%20pol:Task%7D")
        assert number(of_old) == tasks_before
        assert service.get(f"/plans?version={old}").headers["X-Dataset-Version"] == old
        unknown = service.get("/plans?version=0123456789abcdef")
        assert unknown.status == 404
        assert "0123456789abcdef" in unknown.json["detail"]
