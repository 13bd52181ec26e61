"""Tables in plain text: .csv and Markdown."""

from __future__ import annotations

import pytest

from kgservice.documents.reading import text_of


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_values_apart_are_cells(separator, encoding):
    source = f'序号{separator}任务{separator}单位\r\n1{separator}"甲\n乙"{separator}市教育局\r\n'
    assert text_of(source.encode(encoding), "x.csv") == "序号\t任务\t单位\n1\t甲 乙\t市教育局\n"


def test_rows_of_markdown_are_cells_and_its_headings_have_no_marks():
    source = "# 某县任务表\n\n| 序号 | 任务 |\n|---|:--:|\n| 1 | 甲\\|乙 |\n\n## 一、任务\n**（一）甲**\n正文 | 正文\n"
    assert text_of(source.encode(), "x.md") == "某县任务表\n\n序号\t任务\n1\t甲|乙\n\n一、任务\n（一）甲\n正文 | 正文\n"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("| **序号** | __任务__ |", "序号\t任务"),
        ("| 1 | 修路，<br/>修桥<BR>架线 |", "1\t修路， 修桥 架线"),
        ("|| 修桥 |", "\t修桥"),
        ("**牵头单位：**县教育局", "牵头单位：县教育局"),
        ("面积2 ** 3 ** 4", "面积2 ** 3 ** 4"),
        ("名称a__b", "名称a__b"),
    ],
)
def test_marks_of_markdown_are_no_words(line, read):
    assert text_of(f"{line}\n".encode(), "x.md") == f"{read}\n"
