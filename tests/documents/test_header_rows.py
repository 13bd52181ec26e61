"""Headers of two or three lines: which names have parts on the line below."""

from __future__ import annotations

import pytest

from kgservice.documents.header_rows import header_of
from kgservice.documents.layout import lay_out
from kgservice.documents.tables import find_tables


def columns(source):
    return [table.columns for table in find_tables(lay_out(source.replace("|", "\t")))]


def rows(source):
    layout = lay_out(source.replace("|", "\t"))
    (table,) = find_tables(layout)
    return [[layout.text[cell] if cell else "" for cell in row.cells] for row in table.rows], [
        layout.text[cell] for cell in table.doubtful
    ]


@pytest.mark.parametrize(
    ("header", "row", "names"),
    [
        (
            "序号|村|补植任务（株）|负责人|备注|\n杏树|枣树||||",
            "1|柳沟村|300|120|王甲|",
            ("村", "补植任务杏树（株）", "补植任务枣树（株）", "负责人", "备注"),
        ),
        (
            "序号|清单|分工|时间||\n牵头单位|配合单位|开工|完工||",
            "1|修渠|县水利局|县财政局|3月|9月",
            ("清单", "分工牵头单位", "分工配合单位", "时间开工", "时间完工"),
        ),
        (
            "序号|工作|进度安排|责任单位|\n上半年|下半年|||",
            "1|修渠|定方案|完工|县水利局",
            ("工作", "进度安排上半年", "进度安排下半年", "责任单位"),
        ),
        (
            "序号|项目|资金（万元）|责任单位|||\n合计|其中||||||\n省级|县级|||||",
            "1|修渠|90|60|30|县水利局|",
            ("项目", "资金合计（万元）", "资金其中省级（万元）", "资金其中县级（万元）", "责任单位"),
        ),
        (
            "村|补植任务（株）|负责人|\n杏树|枣树||",
            "柳沟村|300|120|王甲\n河湾村|50|20|李乙",
            ("村", "补植任务杏树（株）", "补植任务枣树（株）", "负责人"),
        ),
        (
            "序号|工作|责任单位|时限\n牵头|配合",
            "1|修渠|县水利局|县财政局|9月底",
            ("工作", "责任单位牵头", "责任单位配合", "时限"),
        ),
        (
            "村|改厕|清淤||\n户数|时限|数量|时限|",
            "柳沟村|30|9月底|4|8月底\n河湾村|50|9月底|2|8月底",
            ("村", "改厕户数", "改厕时限", "清淤数量", "清淤时限"),
        ),
    ],
    ids=["unit behind", "two names", "stages", "three lines", "no numbers", "not filled up", "one known name"],
)
def test_the_rows_tell_which_names_have_parts(header, row, names):
    ((found),) = columns(f"{header}\n{row}\n")
    assert found == names


def test_a_header_of_two_lines_may_stand_again():
    header = "序号|工作|责任单位|时限|\n牵头|配合|||\n"
    body, _ = rows(f"{header}1|修渠|县水利局|县财政局|9月底\n{header}2|植树|县林业局|县财政局|4月底\n")
    assert body == [["修渠", "县水利局", "县财政局", "9月底"], ["植树", "县林业局", "县财政局", "4月底"]]


@pytest.mark.parametrize(
    "source",
    [
        "序号|工作|责任单位|时限\n1|修渠|县水利局|\n",
        "工作|责任单位|时限|备注|\n修渠|县水利局|||\n植树|县林业局|4月底||\n",
        "序号|村|任务数|备注|\n合计|300|||\n1|柳沟村|300||\n",
    ],
    ids=["a numbered row", "rows without numbers", "a total"],
)
def test_a_first_row_that_lacks_cells_is_no_part_of_the_header(source):
    layout = lay_out(source.replace("|", "\t"))
    assert header_of(layout, 0).lines == 1


def test_parts_that_may_stand_under_several_names_are_no_parts():
    layout = lay_out("序号\t甲\t乙\t工作\t责任单位\t\n丙\t丁\t\t\t\t\n1\t啊\t哦\t修渠\t植树\t县水利局\n")
    assert header_of(layout, 0).lines == 1


def test_a_sum_has_the_unit_of_what_it_adds_up():
    ((found),) = columns("村|补植任务（株）|合计|\n杏树|枣树||\n柳沟村|300|120|420\n河湾村|50|20|70\n")
    assert found == ("村", "补植任务杏树（株）", "补植任务枣树（株）", "补植任务合计（株）")
    ((found),) = columns(
        "村|补植任务（株）|负责人||\n杏树|枣树|小计|||\n柳沟村|300|120|420|王甲\n河湾村|50|20|70|李乙\n"
    )
    assert found[3] == "补植任务小计（株）"
    ((found),) = columns("村|杏树（株）|枣树（亩）|合计\n柳沟村|300|120|420\n")
    assert found[-1] == "合计"


def test_a_sum_that_stands_too_far_in_front_is_put_back_and_what_it_adds_up_is_in_doubt():
    header = "村|杏树（株）|枣树（株）|合计|负责人\n柳沟村|300|120|420|王甲\n"
    body, doubtful = rows(f"{header}河湾村|50|50|李乙|\n")
    assert (body[1], doubtful) == (["河湾村", "", "", "50", "李乙"], ["50"])
    body, doubtful = rows(f"{header}河湾村|50|20||李乙\n")
    assert (body[1], doubtful) == (["河湾村", "50", "20", "", "李乙"], [])
