"""Reads the named action (行动, 工程) from a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Campaign
from kgservice.extraction.rule import Rule

_HOW = (
    "深入|持续|继续|组织|全面|大力|扎实|加快|积极|统筹|严格|切实|有序|稳步|着力|接续|重点|深化|加强|推动|推进|开展|强化"
    "|协同|分类|创新|进一步|巩固|坚决|高质量|高标准|常态化|制度化|系统|逐步"
)
_DO = "开展|实施|推进|深化|推动|组织|牵头|落实|启动|打好|打赢|抓好|做好|加强|强化|推广|升级|参与|执行|组织实施|实行|提升|巩固|完善|健全|建设|推行|加快"
_NAME = "[^，。：；]{0,60}?(?:行动|工程|攻坚战|保卫战|歼灭战|持久战)(?:计划)?”?"
_HEADING = re.compile(
    rf"(?:在[^，。]{{1,8}})?(?:{_HOW})*(?:{_DO})(?:以[^，。]{{1,40}}?为[^，。]{{1,6}}?的|好|了)?(?P<name>{_NAME})(?=$|[，。：；（])"
)
_BARE = re.compile(rf"(?P<name>{_NAME})(?=$|[，。：；（])")
_NAMED_ACTIVITY = re.compile(
    rf"(?:在[^，。]{{1,8}})?(?:{_HOW})*(?:{_DO})(?P<name>[^，。：；“”]{{0,12}}“[^“”]{{1,30}}”[^，。：；]{{0,10}}活动)(?=$|[，。：；（])"
)
_GENERIC = re.compile(
    "^(?:[一二三四五六七八九十百\\d]+(?:项|大|个|类)|重点|重大|主要|专项|系列|各项|若干|有关|相关|具体|以下|这些|提升|治理|整治|攻坚|综合)*(?:专项|重点|重大|提升|治理|整治|攻坚)?(?:行动|工程|活动)$"
)
_COUNTED = re.compile("^[“”]?[一二三四五六七八九十两百\\d]+(?:项|大|个)(?:[\u4e00-\u9fff]{0,4})(?:行动|工程)”?$")


def _campaign(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Campaign]:
    span = Span(*match.span("name"))
    name = text.folded[span.start : span.end]
    if name.count("“") < name.count("”"):
        span = Span(span.start, span.end - 1)
        name = name[:-1]
    if not _GENERIC.match(name) and not _COUNTED.match(name) and len(name) >= 4:
        yield Campaign(rule, text[span], span)


CAMPAIGN_RULES = (
    Rule("campaign.activity", _NAMED_ACTIVITY, _campaign),  # 持续开展“你点我检”活动
    Rule("campaign.heading", _HEADING, _campaign),  # 深入实施产地环境治理行动
    Rule("campaign.heading-is-name", _BARE, _campaign),  # 产地环境治理行动
)


def find_campaign(text: CleanText, heading: Span) -> Campaign | None:
    """The campaign that `heading` names, None if it names none."""
    for rule in CAMPAIGN_RULES:
        if match := rule.pattern.match(text.folded, *heading):
            return next(iter(rule.produce(match, text, rule.id)), None)
    return None
