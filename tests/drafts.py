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
