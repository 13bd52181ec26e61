"""Where a text breaks off: no document ends there."""

from __future__ import annotations

import pytest

LONG = "坚持绿色发展理念，" * 60 + "建设美丽家园。"
HEAD = f"甲市绿化方案\n一、基本情况\n{LONG}\n"
TABLE = "甲市任务分解表\n序号\t任务\t牵头单位\t责任单位\n1\t栽树\t市林业局\t市水利局\n2\t种草\t市林业局\t市水利局\n"

BREAKS_OFF = {
    "it ends in its goals": (HEAD + "二、工作目标\n城区更绿。\n", HEAD + "二、工作任务\n把城区建绿。\n"),
    "its last section has one item": (
        HEAD + "二、任务\n1.栽树。\n2.种草。\n三、管护\n3.浇水。\n",
        HEAD + "二、任务\n1.栽树。\n2.种草。\n三、管护\n3.浇水。\n4.除草。\n",
    ),
    "its last section has one item and no last words": (
        HEAD + "二、任务\n1.栽树。\n2.种草。\n三、管护\n3.浇水。\n",
        HEAD + "二、任务\n1.栽树。\n2.种草。\n三、管护\n3.浇水。\n本措施由县林业局负责解读。\n",
    ),
    "its last section alone has one item": (
        HEAD + "二、任务\n1.栽树。\n2.种草。\n三、管护\n3.浇水。\n",
        HEAD + "二、任务\n1.栽树。\n三、管护\n2.浇水。\n3.除草。\n四、宣传\n4.讲解。\n",
    ),
    "the last item stands in the only one of a list": (
        HEAD + "二、任务\n（一）城区\n1.栽树。\n2.种草。\n",
        HEAD + "二、任务\n（一）城区\n1.栽树。\n2.种草。\n（二）乡村\n1.栽树。\n2.种草。\n",
    ),
    "it lists fewer than it says": (
        HEAD + "二、做好以下三方面工作\n（一）栽树。\n（二）种草。\n",
        HEAD + "二、做好以下两方面工作\n（一）栽树。\n（二）种草。\n",
    ),
    "its last line is no imprint": (
        HEAD
        + "二、任务\n（一）栽树。\n（二）种草。抄送："
        + "甲市教育局、" * 12
        + "甲市林业局2027年7月6日印发的通知已废止，另",
        HEAD + "二、任务\n（一）栽树。\n（二）种草。抄送：" + "甲市教育局、" * 12 + "甲市林业局2027年7月6日印发",
    ),
    "it tells of an annex and lists none": (
        HEAD + "二、任务\n栽树（详见附件1）。\n",
        HEAD + "二、任务\n栽树（详见附件1）。\n附件：1.栽树地点\n",
    ),
    "its last row lacks the cells that all others have": (
        TABLE + "3\t浇水\n",
        TABLE + "3\t浇水\t市林业局\n",
    ),
}


@pytest.mark.parametrize("sign", BREAKS_OFF)
def test_a_text_breaks_off_where(sign, read_text):
    cut, whole = BREAKS_OFF[sign]
    assert read_text(cut).document.fragment
    assert not read_text(whole).document.fragment
