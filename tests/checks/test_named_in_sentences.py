"""What a sentence says in order, of who acts and by when, raises no alarm, and a slip that comes near is found."""

from __future__ import annotations

import pytest
from drafts import CITY, YEARS, found_in

pytestmark = pytest.mark.slow

BARE = CITY + "一、任务\n1.办甲。{}做好甲。\n2.办乙。做好乙。市财政局要做好乙。\n"
OWNED = CITY + "一、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。{}达到98%。\n"
GOALS = (
    YEARS
    + "一、发展目标\n{}，食品安全工作走在前列。\n（一）校园食品。食堂达标率达到80%以上。\n（二）市场。做好市场。\n"
)
LISTS = (
    "甲市整治方案\n工作安排\n（一）办甲。做好甲。\n（二）办乙。做好乙。\n{}（一）办丙。做好丙。\n（{}）办丁。做好丁。\n"
)
DUTY = CITY + "一、任务\n1.办甲。镇街负责检查工作；{}市公安局查处违法行为。（市教育局负责）\n"
FORMULA = "并对企业和相关责任人员依法从重处罚"
PENALTIES = (
    CITY
    + f"一、任务\n1.办甲。对未取得许可从事经营、不按照规定配备人员的企业，依法责令限期改正，情节严重的吊销许可证，{FORMULA}。\n"
    + "2.办乙。{}"
    + FORMULA
    + "。\n"
)

IN_ORDER = {
    "an office that a sentence names in a plan without clauses": (
        "unassigned-tasks",
        BARE.format("市公安局要"),
        BARE.format("企业要"),
    ),
    "who coordinates has not the task": (
        "unassigned-tasks",
        BARE.format("市食品安全委员会办公室要"),
        BARE.format("市食品安全工作专班要"),
    ),
    "an office that the sentence of a figure tells to act": (
        "nobody-owns-indicator",
        OWNED.format("市公安局要督促企业安装装置，装置安装率"),
        OWNED.format("企业装置安装率"),
    ),
    "a score": (
        "nobody-owns-indicator",
        OWNED.replace("98%", "160分").format("四星达标分值"),
        OWNED.replace("98%", "90分").format("群众满意度测评"),
    ),
    "how long something takes as a rule": (
        "nobody-owns-indicator",
        OWNED.replace("达到98%", "一般不少于5个工作日").format("合法性审核时间"),
        OWNED.replace("达到98%", "缩短到5个工作日以内").format("合法性审核时间"),
    ),
    "the year that the section of goals begins with": (
        "target-without-year",
        GOALS.format("到2022年"),
        GOALS.format("力争"),
    ),
    "whom another supports": (
        "party-never-assigned",
        DUTY.format("配合"),
        DUTY.replace("；", "。").format("必要时，").replace("市公安局", "市公安局要"),
    ),
    "a formula at the end of long sentences": (
        "sentence-twice",
        PENALTIES.format("对违规充装气瓶、超期使用设备、拒不接受检查的企业，依法责令停止违法行为、限期改正，"),
        PENALTIES.format("对企业责令改正，"),
    ),
    "a list that a heading without a number begins": (
        "numbering",
        LISTS.format("工作要求\n", "二"),
        LISTS.format("工作要求\n", "三"),
    ),
    "a name that repeats a character": (
        "doubled-words",
        CITY + "一、任务\n1.办甲。加强与阿里巴巴、京东合作。\n2.关爱家庭。建设爱心妈妈、社区工作者队伍。\n",
        CITY + "一、任务\n1.办甲。加强与企业合作作、共建。\n",
    ),
}


@pytest.mark.parametrize("kind", IN_ORDER)
def test_what_a_sentence_says_in_order_raises_no_alarm(kind, tmp_path):
    name, in_order, amiss = IN_ORDER[kind]
    assert found_in(tmp_path, name, in_order) == []
    assert found_in(tmp_path, name, amiss)
