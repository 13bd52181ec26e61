"""What an item is for, told by the heading of the section it stands in."""

from __future__ import annotations

import re

from kgservice.extraction.facts import Kind

_GOAL = re.compile(
    "^(?:(?:总体|工作|发展|主要|具体|年度|行动|建设|创建|阶段|预期|近期|远期|总)?(?:目标|要求|思路|原则)|指导思想|基本原则|总体要求|总则"
    "|总体(?:要求|思路|目标)[^，。]{0,8}|(?:指导思想|总体要求|工作目标|总体目标|目标)(?:和|与|及|、)[^，。]{1,12}|[^，。]{0,4}(?:目标任务|任务目标|主要指标|目标指标))$"
)
_GOAL_RUN_IN = re.compile("指导思想|总体(?:目标|要求)|(?:工作|主要|发展|行动)目标(?!责任|考核|管理|任务)|基本原则")
_NOT_GOAL = re.compile("^工作要求$")
_STEP = re.compile(
    "(?:实施|工作|行动|推进|时间|进度|阶段|创建|开展)?(?:步骤|进度安排|时间安排|阶段安排|实施阶段|时间步骤|进度|阶段划分|时间节点)(?:及|和|与)?(?:时间|安排|要求|步骤)*$"
)
_SAFEGUARD_WORDS = (
    "保障措施|组织保障|保障机制|政策保障|服务保障|工作保障|实施保障|保障要求|要素保障|资金保障|保障|组织领导|组织实施|组织推进|工作要求"
    "|推进机制|附则|督导考核|监督考核|督查考核|考核评价|责任落实|统筹协调|宣传引导|措施"
)
_SAFEGUARD = re.compile(
    f"(?:(?:进一步|切实|着力|不断|全面)*(?:加强|强化|健全|完善|落实|抓好|做好|加大|严格|狠抓|夯实|注重))?(?:{_SAFEGUARD_WORDS})(?:(?:和|与|及|、)(?:{_SAFEGUARD_WORDS}))*"
)
_NOT_SAFEGUARD = re.compile("措施|责任落实|统筹协调|考核评价|宣传引导")


_BACKGROUND = re.compile(
    "(?:规划|编制|发展|工作|制定|总体|政策)?(?:背景|基础|现状|形势|概况|情况)(?:和|与|及|、)?(?:发展|面临)?(?:背景|基础|现状|形势|问题|挑战)?"
)


def kind_of_section(heading: str) -> Kind | None:
    """The kind of what stands under a section of that heading (folded); None if the heading does not tell."""
    words = re.sub("（[^（）]*）$", "", heading).rstrip("：")
    if _BACKGROUND.fullmatch(words):
        return Kind.BACKGROUND
    if (_GOAL.match(words) or _GOAL_RUN_IN.match(words)) and not _NOT_GOAL.match(words):
        return Kind.GOAL
    if len(words) <= 14 and _STEP.search(words):
        return Kind.STEP
    if _SAFEGUARD.fullmatch(words) and not _NOT_SAFEGUARD.fullmatch(words):
        return Kind.SAFEGUARD
    return None
