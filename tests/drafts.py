"""The drafts that checks are tried on, and what a check finds in one."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT

from kgservice.checks.catalogue import load_checks
from kgservice.checks.running import Checks
from kgservice.dataset.building import reason_over_draft
from kgservice.dataset.dataset import Dataset
from kgservice.store.embedded import EmbeddedEngine

CHECKS = load_checks(ROOT / "queries" / "checks")

CITY = "甲市工作方案\n"
YEARS = "甲市提升行动计划（2021-2023年）\n"
CUT = (
    "甲市行动方案\n一、总体要求\n到2025年，甲覆盖率达到80%以上。\n二、主要任务\n"
    "（一）办好甲事。" + "做好甲类工作，" * 80
)
UNCUT = "到位。\n三、保障措施\n（一）加强领导。做好戊。\n（二）加强宣传。做好己。\n"
TABLE = "甲市任务分解表\n序号\t任务\t责任单位\n"
NORM = "一、标准\n1.设站。每个街道的服务站面积不少于200平方米。\n"


def findings_in(folder: Path, check: str, text: str) -> list[dict[str, str]]:
    """What `check` finds in a draft of `text`, which is written into `folder`."""
    path = folder / "draft.txt"
    path.write_text(text, encoding="utf-8")
    engine = EmbeddedEngine.of_triples(reason_over_draft(Dataset(folder / "none"), path))
    (result,) = Checks(engine, CHECKS).results(only=(check,))
    return result.findings


def found_in(folder: Path, check: str, text: str) -> list[str]:
    """The paths at which `check` finds something in a draft of `text`."""
    return [finding["path"] for finding in findings_in(folder, check, text)]


def told_apart(folder: Path, check: str, in_order: str, amiss: str) -> tuple[list[str], bool]:
    """The paths at which `check` finds something in a draft that is in order, and whether it finds anything in one near it that is not."""
    return found_in(folder, check, in_order), bool(found_in(folder, check, amiss))
