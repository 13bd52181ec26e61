"""Who has a task may stand where the text is cut, in an annex or in the sentence itself: that raises no alarm; a slip that comes near is found."""

from __future__ import annotations

import pytest
from drafts import CITY, findings_in, found_in

pytestmark = pytest.mark.slow

GOALS = (
    "甲市绿化方案\n一、总体要求\n" + "坚持绿色发展理念，" * 60 + "建设美丽家园。\n"
    "二、{}\n（一）城区。绿化覆盖率达到40%以上。\n（二）乡村。乡村更加美丽。\n"
)
INSIDE = "（二）主要目标。绿化覆盖率达到40%以上。\n二、重点任务\n（三）栽树。做好栽树。\n（四）种草。做好种草。\n"
WITHIN = (
    INSIDE.replace("（二）", "一、总体要求\n（一）原则。绿化为民。\n（二）") + "三、保障措施\n（一）宣传。做好宣传。\n"
)
NOTICE = "甲市人民政府关于办好绿化实事的{}\n一、新建公园12个。\n二、新建绿道30公里。\n"
ANNEXED = CITY + "一、任务\n1.清沟渠。今春清理沟渠30公里。{}\n2.修道路。做好修路。\n附件：1.甲市工程图\n"
COUNTED = CITY + "一、工作目标\n新建花园式单位80个。\n二、任务\n1.{}做好有关工作。（责任单位：市住建局）\n"
PLACES = CITY + "一、任务\n1.建公园。{}\n2.修道路。做好修路。\n"

TOLD_ELSEWHERE = {
    "a text that ends in its goals": (
        "nobody-owns-indicator",
        GOALS.format("工作目标"),
        GOALS.format("工作任务"),
    ),
    "who owns a figure may stand before a text that begins inside": ("nobody-owns-indicator", INSIDE, WITHIN),
    "who has a task may stand before a text that begins inside": ("unassigned-tasks", INSIDE, WITHIN),
    "a notice asks its figures of all its addressees": (
        "nobody-owns-indicator",
        NOTICE.format("通知"),
        NOTICE.format("方案"),
    ),
    "an annex that shares out the task": (
        "unassigned-tasks",
        ANNEXED.format("（详见附件2任务分配表）").replace("做好修路", "市交通运输局要做好修路"),
        ANNEXED.format("（详见附件1工程图）").replace("做好修路", "市交通运输局要做好修路"),
    ),
    "an annex that shares out the figure": (
        "nobody-owns-indicator",
        ANNEXED.format("（详见附件2任务分配表）"),
        ANNEXED.format("（详见附件1工程图）"),
    ),
    "the time of a campaign": (
        "unassigned-tasks",
        CITY + "一、工作时间\n4月7日至4月20日。\n",
        CITY + "一、压缩工作时间\n审批不超过3天。\n",
    ),
    "a goal among the items": (
        "unassigned-tasks",
        CITY + "一、三年绿化发展目标\n城区更绿。\n",
        CITY + "一、分解绿化发展目标任务\n城区更绿。\n",
    ),
    "what each place is told to do": (
        "unassigned-tasks",
        PLACES.format("各乡镇要建好公园。").replace("做好修路", "各县（市、区）要做好修路"),
        PLACES.format("各类公园要建好。").replace("做好修路", "各县（市、区）要做好修路"),
    ),
    "what a kind of bodies is told to do": (
        "unassigned-tasks",
        PLACES.format("各级融资担保机构要建好公园。").replace("做好修路", "各县（市、区）要做好修路"),
        PLACES.format("食品生产企业要建好公园。").replace("做好修路", "各县（市、区）要做好修路"),
    ),
    "a figure that a kind of bodies has to reach": (
        "nobody-owns-indicator",
        PLACES.format("各级融资担保机构要使街心公园贷款占比达到80%以上。"),
        PLACES.format("使街心公园贷款占比达到80%以上。"),
    ),
    "what a goal counts is an assigned task's": (
        "nobody-owns-indicator",
        COUNTED.format("培育花园式单位。"),
        COUNTED.format("培育花园。"),
    ),
    "a goal that an assigned task names by its mark": (
        "nobody-owns-indicator",
        COUNTED.format("推广“绿色家”行动。").replace("新建花园式单位80个", "新增“绿色家”会员80个"),
        COUNTED.format("推广绿色行动。").replace("新建花园式单位80个", "新增“绿色家”会员80个"),
    ),
    "places that a sentence lists": (
        "unassigned-tasks",
        PLACES.format("昌乐县、临朐县2个县完成公园建设。").replace("做好修路", "各县（市、区）要做好修路"),
        PLACES.format("完成2个公园建设。").replace("做好修路", "各县（市、区）要做好修路"),
    ),
    "a figure that each place has to reach": (
        "nobody-owns-indicator",
        PLACES.format("各县（市）至少建设2个街心公园。"),
        PLACES.format("全市至少建设20个街心公园。"),
    ),
    "a number before the title": (
        "citation-without-number",
        CITY + "一、任务\n1.栽树。落实甲林〔2021〕26件《关于加强古树保护的意见》。\n",
        CITY + "一、任务\n1.栽树。落实甲林〔2021〕26号、《关于加强古树保护的意见》。\n",
    ),
}


@pytest.mark.parametrize("kind", TOLD_ELSEWHERE)
def test_what_is_told_elsewhere_raises_no_alarm(kind, tmp_path):
    name, in_order, amiss = TOLD_ELSEWHERE[kind]
    assert found_in(tmp_path, name, in_order) == []
    assert found_in(tmp_path, name, amiss)


def test_a_part_without_a_title_is_told_where_it_begins(tmp_path):
    (finding,) = findings_in(tmp_path, "fragment", INSIDE)
    assert finding["sentence"].startswith("（二）主要目标")
