"""Says in Chinese and English what a correction did."""

from __future__ import annotations

from dataclasses import dataclass

from kgservice.corrections.entries import FORMS, Act, Thing, Values
from kgservice.extraction.facts import Kind, Relation, Role

_CHINESE: dict[object, str] = {
    Act.ADD: "增加",
    Act.REMOVE: "删去",
    Act.CHANGE: "修改",
    Thing.ASSIGNMENT: "责任分工",
    Thing.TARGET: "目标值",
    Thing.CITATION: "引用",
    Thing.DEADLINE: "时限",
    Thing.KIND: "类别",
    Thing.CAMPAIGN: "专项行动",
    Role.LEAD: "牵头",
    Role.RESPONSIBLE: "负责",
    Role.SUPPORT: "配合",
    Kind.TASK: "任务",
    Kind.GOAL: "目标",
    Kind.STEP: "步骤",
    Kind.SAFEGUARD: "保障措施",
    Kind.SECTION: "章节",
    Relation.BASIS: "制定依据",
    Relation.IMPLEMENTS: "贯彻落实",
    Relation.TO_BE_ISSUED: "拟制定",
    Relation.TO_BE_REVISED: "拟修订",
    Relation.MENTIONS: "提及",
}
_UNSEEN = ("quote", "clause")


@dataclass(frozen=True, slots=True)
class _Language:
    words: dict[object, str]
    space: str
    brackets: str
    colon: str
    comma: str
    nothing: str

    def say(self, act: Act, thing: Thing, values: Values, to: Values) -> str:
        what = self.space.join((self.words.get(act, act), self.words.get(thing, thing)))
        names = [key for key in FORMS[thing].names if key in values] if thing in FORMS else []
        others = {key: value for key, value in values.items() if key not in (*names, *_UNSEEN)}
        named = "".join(f"“{values[key]}”" for key in names)
        bracketed = self.brackets.format(self._list(others)) if others else ""
        given = f"{self.colon}{self._list(to)}" if to else ""
        return f"{what}{self.space if named else ''}{named}{bracketed}{given}"

    def _list(self, values: Values) -> str:
        return self.comma.join(
            self.nothing if value is None else self.words.get(value, str(value)) for value in values.values()
        )


_IN_CHINESE = _Language(_CHINESE, "", "（{}）", "：", "，", "无")
_IN_ENGLISH = _Language({}, " ", " ({})", ": ", ", ", "none")


def in_chinese(act: Act, thing: Thing, values: Values, to: Values) -> str:
    """What was done: 修改责任分工“市教育局”：牵头."""
    return _IN_CHINESE.say(act, thing, values, to)


def in_english(act: Act, thing: Thing, values: Values, to: Values) -> str:
    """What was done: change assignment “市教育局”: lead."""
    return _IN_ENGLISH.say(act, thing, values, to)
