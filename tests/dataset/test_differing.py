"""What changed between two versions: told as often as it changed, and not where only the place in the text did."""

from __future__ import annotations

import re

import pytest
from shell import rows, run

from kgservice.checks.narrowing import same
from kgservice.dataset.building import ingest
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.differing import COLUMNS, differences
from kgservice.web.app import create_app
from kgservice.web.versions import LocalVersions

pytestmark = pytest.mark.slow

PLAN = (
    "临江市教育行动方案\n一、任务\n（一）扩大学位。2025年底前新建学校3所。（市教育局负责）\n"
    "（二）修缮校舍。修缮校舍12栋。（市教育局牵头，市住建局配合）\n（三）培训教师。做好培训。\n（四）督导检查。做好督导。\n"
)
LATER = (
    PLAN.replace("任务\n", "任务安排，请各单位抓好落实\n")
    .replace("新建学校3所", "新建学校5所")
    .replace("市住建局配合", "市财政局配合")
    .replace("做好培训。", "做好培训。（市教育局负责）")
    + "（五）总结推广。做好总结。\n"
)


@pytest.fixture(scope="module")
def versions(tmp_path_factory):
    """A dataset, and its version of the plan and of the later plan."""
    root = tmp_path_factory.mktemp("differing")
    dataset = Dataset(root / "data")
    file = root / "plan.txt"
    made = []
    for text in (PLAN, LATER):
        file.write_text(text, encoding="utf-8")
        ingest(dataset, file)
        made.append(dataset.current())
    return dataset, *made


def told(table, kind):
    found = [dict(zip(COLUMNS, texts, strict=True)) for texts in table.texts()]
    return [(row["change"], row["path"], row["subject"], row["detail"]) for row in found if row["kind"] == kind]


def test_what_came_and_what_went_is_told_by_kind(versions):
    _, before, after = versions
    table = differences(before, after)
    parties = {(change, path, subject[-3:], role) for change, path, subject, role in told(table, "assignment")}
    assert ("added", "一/（二）", "财政局", "support") in parties
    assert ("added", "一/（三）", "教育局", "responsible") in parties
    assert len([each for each in parties if each[0] == "removed"]) == 1
    assert not [each for each in parties if each[1] == "一/（一）"], "it only stands elsewhere now"
    assert {row[3] for row in told(table, "target")} >= {"= 3 所 2025", "= 5 所 2025"}
    assert any(change == "removed" and "unassigned-tasks" in said for change, _, _, said in told(table, "finding"))


def test_an_item_more_before_the_others_is_all_that_is_told(tmp_path):
    renumbered = re.sub("（([一二三四])）", lambda number: f"（{'二三四五'['一二三四'.index(number[1])]}）", PLAN)
    more = renumbered.replace("（二）", "（一）调查摸底。开展摸底。（市教育局负责）\n（二）", 1)
    dataset, file, made = Dataset(tmp_path / "data"), tmp_path / "plan.txt", []
    for text in (PLAN, more):
        file.write_text(text, encoding="utf-8")
        ingest(dataset, file)
        made.append(dataset.current())
    table = differences(*made)
    assert told(table, "task") == [("added", "一/（一）", "调查摸底", "task")]
    assert [row[:2] for row in told(table, "assignment")] == [("added", "一/（一）")]
    assert told(table, "finding") == told(table, "deadline") == told(table, "target") == []


def test_a_task_is_left_open_as_it_was_when_another_is_given_to_somebody():
    finding = {"source": "a.txt", "plan": "甲", "path": "一/1", "heading": "办甲", "sentence": "办甲", "other": ""}
    before = {**finding, "reason": "整个计划没有责任条款"}
    after = {**finding, "path": "一/2", "reason": "本条没有责任条款，上级条目也没有"}
    assert same(before) == same(after)
    assert same(after) != same({**after, "heading": "办乙"})


def test_the_other_way_round_what_came_went(versions):
    _, before, after = versions
    there = {texts[1:]: texts[0] for texts in map(tuple, differences(before, after).texts())}
    back = {texts[1:]: texts[0] for texts in map(tuple, differences(after, before).texts())}
    assert there.keys() == back.keys()
    assert all({there[line], back[line]} == {"added", "removed"} for line in there)


def test_a_version_does_not_differ_from_itself(versions):
    _, before, _ = versions
    assert differences(before, before).rows == ()


def test_the_command_compares_with_the_current_version(versions):
    dataset, before, after = versions
    result = run("--dataset", dataset.root, "diff", before.version[:6], "--format", "csv")
    assert {row["change"] for row in rows(result)} == {"added", "removed"}
    assert f"until version {after.version}" in result.stderr
    assert run("--dataset", dataset.root, "diff", "nothing").returncode == 2


def test_the_page_and_the_json_show_what_is_new_since_a_version(versions):
    dataset, before, _ = versions
    client = create_app(LocalVersions(dataset.snapshots)).test_client()
    every, new = (client.get(f"/api/checks{fields}").get_json() for fields in ("", f"?since={before.version}"))
    assert 0 < new["total"] < every["total"]
    html = client.get("/checks?lang=zh").text
    assert f'value="{before.version}"' in html
    chosen = client.get(f"/checks?since={before.version}").text
    assert re.search(rf"共{new['total']}处发现", chosen)
    assert client.get("/checks?since=nothing").status_code == 404
