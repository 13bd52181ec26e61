"""Which lines are bodies' names and nothing else."""

from __future__ import annotations

import pytest

from kgservice.documents.body_names import is_body


@pytest.mark.parametrize(
    "line", ["青川县林业工作站", "省高级人民法院、省人民检察院", "共青团省委省总工会", "国务院", "市水利局（代章）"]
)
def test_a_line_of_names_is_one(line: str) -> None:
    assert is_body(line)


@pytest.mark.parametrize(
    "line", ["提升政务服务大厅", "建强基层干部", "优化产业布局", "跳马镇", "各处室", "市水利局负责实施"]
)
def test_what_only_looks_like_names_is_none(line: str) -> None:
    assert not is_body(line)
