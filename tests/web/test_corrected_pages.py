"""What a person corrected shows on the pages, with who and why."""

from __future__ import annotations

import pytest

from kgservice.dataset.building import ingest, publish
from kgservice.dataset.dataset import Dataset
from kgservice.web.app import create_app
from kgservice.web.versions import LocalVersions

pytestmark = pytest.mark.slow

PLAN = "南通市工作方案\n一、任务\n（一）甲。做好甲。（市教育局、市财政局负责）\n（二）乙。做好乙。\n"
WHO = "author: 王敏, date: 2026-11-21, reason: 教育局排在首位"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    root = tmp_path_factory.mktemp("corrected")
    (root / "plan.txt").write_text(PLAN, encoding="utf-8")
    dataset = Dataset(root / "data")
    dataset.corrections.mkdir(parents=True)
    (dataset.corrections / "plan.txt.yaml").write_text(
        f"- {{{WHO}, path: 一/（一）, change: assignment, surface: 市教育局, to: {{role: lead}}}}\n"
        f"- {{{WHO}, path: 一/（一）, remove: assignment, surface: 市财政局}}\n",
        encoding="utf-8",
    )
    ingest(dataset, root / "plan.txt")
    publish(dataset)
    return create_app(LocalVersions(dataset.snapshots)).test_client()


def test_a_plan_shows_what_was_changed_and_what_was_removed(client):
    page = client.get("/plans/plan/1").text
    assert "已更正</span> 修改责任分工“市教育局”：牵头" in page
    assert "已更正</span> 删去责任分工“市财政局”" in page
    assert page.count("王敏, 2026-11-21: 教育局排在首位") == 2
    assert "corrected</span> remove assignment “市财政局”" in client.get("/plans/plan/1?lang=en").text


def test_a_department_shows_what_was_corrected_of_its_own(client):
    page = client.get("/departments/nantong-education?lang=en").text
    assert "corrected</span> change assignment “市教育局”: lead" in page
    assert "王敏, 2026-11-21: 教育局排在首位" in page


def test_every_correction_is_listed_with_its_place(client):
    row = client.get("/queries/corrections?format=json").json[0]
    assert row["author"] == "王敏"
    assert row["path"] == "一/（一）"
