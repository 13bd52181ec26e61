"""A plan in traditional characters says what the same in simplified ones says."""

from __future__ import annotations

from kgservice.documents.reading import Source
from kgservice.extraction.reader import read_facts

PLAN = (
    "青岭县2024年重点工作实施方案\n一、重点任务\n"
    "（一）开展食品安全专项检查。2024年底前完成检查，覆盖率达到95%以上。（牵头单位：县市场监管局；配合单位：县教育局、县卫生健康局）\n"
    "（二）推进数据共享。（县发展改革局、县财政局负责）\n"
)
TRADITIONAL = (
    "青嶺縣2024年重點工作實施方案\n一、重點任務\n"
    "（一）開展食品安全專項檢查。2024年底前完成檢查，覆蓋率達到95%以上。（牽頭單位：縣市場監管局；配合單位：縣教育局、縣衛生健康局）\n"
    "（二）推進數據共享。（縣發展改革局、縣財政局負責）\n"
)


def said(text, registers):
    (plan,) = read_facts(Source("x.txt", text, ""), registers).plans
    return [
        (
            item.path,
            item.kind,
            [(each.party.name, each.role) for each in item.assignments],
            [(each.indicator, each.year, each.comparator, each.value) for each in item.targets],
            [each.year for each in item.deadlines],
        )
        for item in plan.items
    ]


def test_it_says_the_same(registers):
    assert said(TRADITIONAL, registers) == said(PLAN, registers)
    assert sum(len(item[2]) for item in said(PLAN, registers)) == 5
