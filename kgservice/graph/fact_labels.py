"""What a fact is called in lists of things: a few words of its own, in Chinese, as the text is."""

from __future__ import annotations

from kgservice.extraction.facts import Comparator, IndicatorTarget, Role

_ROLES = {Role.LEAD: "牵头", Role.RESPONSIBLE: "负责", Role.SUPPORT: "配合"}
_SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "≤",
    Comparator.LESS_THAN: "<",
    Comparator.EXACTLY: "=",
}
_LONGEST = 30


def assignment_label(surface: str, role: Role) -> str:
    """The party as written, and its role.

    >>> assignment_label("区农业农村局", Role.LEAD)
    '区农业农村局（牵头）'
    """
    return f"{surface}（{_ROLES[role]}）"


def target_label(target: IndicatorTarget) -> str:
    """The year if there is one, the indicator, and the figure."""
    year = f"{target.year}年" if target.year else ""
    return f"{year}{target.indicator}{_SIGNS[target.comparator]}{target.value.normalize():f}{target.unit}"


def citation_label(name: str, titled: bool) -> str:
    """The document that is named, in title marks if it is named by title."""
    return f"《{name}》" if titled else name


def shortened(text: str) -> str:
    """The first words of a stretch of text.

    >>> shortened("严禁疫区产品输华")
    '严禁疫区产品输华'
    """
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
