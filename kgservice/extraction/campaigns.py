"""Reads the named action (行动, 工程) from a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Campaign
from kgservice.extraction.rule import Rule
from kgservice.lexicon import one_of

_SUBJECT = "campaigns"
_END = "(?=$|[，。：；（])"
_COUNT = "[一二三四五六七八九十百两\\d]+(?:项|大|个|类)"
_SHORTEST = 4


@cache
def campaign_rules() -> tuple[Rule[Campaign], ...]:
    """The forms of headings that name an action, in the order in which they are tried."""
    how, do, kinds = (one_of(_SUBJECT, name) for name in ("how", "do", "kinds"))
    begins = f"(?:在[^，。]{{1,8}})?{how}*{do}"
    name = f"[^，。：；]{{0,60}}?{kinds}(?:计划)?”?"
    activity = "[^，。：；“”]{0,12}“[^“”]{1,30}”[^，。：；]{0,10}活动"
    return (
        Rule(
            "campaign.activity", re.compile(f"{begins}(?P<name>{activity}){_END}"), _campaign
        ),  # 持续开展“你点我检”活动
        Rule(
            "campaign.heading",  # 深入实施产地环境治理行动
            re.compile(f"{begins}(?:以[^，。]{{1,40}}?为[^，。]{{1,6}}?的|好|了)?(?P<name>{name}){_END}"),
            _campaign,
        ),
        Rule("campaign.heading-is-name", re.compile(f"(?P<name>{name}){_END}"), _campaign),  # 产地环境治理行动
    )


@cache
def _names_none() -> re.Pattern[str]:
    """What is a kind of action, or a count of them, and no name."""
    general, kinds = one_of(_SUBJECT, "general"), one_of(_SUBJECT, "kinds")
    return re.compile(f"^(?:(?:{_COUNT}|{general})*(?:行动|工程|活动)|[“”]?{_COUNT}[\u4e00-\u9fff]{{0,4}}{kinds}”?)$")


def _campaign(match: re.Match[str], text: CleanText, rule: str) -> Iterator[Campaign]:
    span = Span(*match.span("name"))
    name = text.folded[span.start : span.end]
    if name.count("“") < name.count("”"):
        span = Span(span.start, span.end - 1)
        name = name[:-1]
    if not _names_none().match(name) and len(name) >= _SHORTEST:
        yield Campaign(rule, text[span], span)


def find_campaign(text: CleanText, heading: Span) -> Campaign | None:
    """The campaign that `heading` names, None if it names none."""
    for rule in campaign_rules():
        if match := rule.pattern.match(text.folded, *heading):
            return next(iter(rule.produce(match, text, rule.id)), None)
    return None
