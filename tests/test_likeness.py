"""What counts as nearly right when reading is scored, and what does not."""

from __future__ import annotations

import pytest
from likeness import names_alike, parties_alike, units_alike, words_alike, years_alike


@pytest.mark.parametrize(
    ("annotated", "read"),
    [
        ("荆州经济技术开发区管理委员会", "荆州开发区管理委员会"),
        ("东昌府区街道办事处", "东昌府区各街道办事处"),
        ("国家税务总局柳州市税务局", "柳州市税务局"),
        ("株洲市各县市区人民政府", "株洲市各县（市、区）人民政府"),
    ],
)
def test_a_body_by_another_name_is_nearly_right(annotated, read):
    assert names_alike(annotated, read)


@pytest.mark.parametrize(
    ("annotated", "read"),
    [
        ("包河区委社会工作部", "委社会工作部"),
        ("遂昌县教师发展中心", "教师发展中心"),
        ("国家税务总局威海市税务局", "税务总局威海市税务局"),
        ("上城区财政局", "杭州市区财政局"),
        ("广州市财政局", "甲乙丙丁"),
    ],
)
def test_a_mangled_name_is_not(annotated, read):
    assert not names_alike(annotated, read)


def test_an_indicator_with_a_word_more_is_nearly_right_and_another_is_not():
    assert words_alike("固定免疫点", "设置固定免疫点")
    assert not words_alike("城市社区养老服务设施", "食品安全工作机制")
    assert not words_alike("赤字率", "")


def test_what_is_left_open_is_nearly_right_and_what_is_otherwise_is_not():
    assert years_alike("2025", "")
    assert not years_alike("2025", "2026")
    assert units_alike("场/年", "场")
    assert not units_alike("%", "个")
    assert parties_alike("市教育局、市财政局", "市教育局、市财政局、市民政局")
    assert not parties_alike("市教育局", "市财政局、市民政局")
