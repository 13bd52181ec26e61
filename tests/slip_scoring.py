"""Compares what the checks find in the five documents with the slips that proof-readers listed in `tests/gold/*/slips.csv`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring import GOLD, annotated

from kgservice.checks.running import Result
from kgservice.queries.pages import Row

Slip = dict[str, str]
OF_THE_WHOLE = ("fragment",)


@dataclass(frozen=True, slots=True)
class Checked:
    """Of one check: the slips listed as certain, those of them it found, its findings, and those that nobody listed."""

    listed: int
    found: int
    findings: int
    false: int

    @property
    def recall(self) -> float | None:
        return self.found / self.listed if self.listed else None

    @property
    def precision(self) -> float | None:
        return 1 - self.false / self.findings if self.findings else None


def slips() -> dict[str, list[Slip]]:
    """The slips of each kind, each with its document's `source`."""
    found: defaultdict[str, list[Slip]] = defaultdict(list)
    for path in sorted(GOLD.glob("*/slips.csv")):
        for slip in annotated(path.parent.name, "slips"):
            found[slip["kind"]].append({**slip, "source": f"{path.parent.name}.txt"})
    return found


def compare(results: Iterable[Result]) -> dict[str, Checked]:
    """How each check did, by its id."""
    listed = slips()
    return {result.check.id: _checked(result, listed[result.check.id]) for result in results}


def false_findings(result: Result, listed: Sequence[Slip]) -> list[Row]:
    """The findings that are neither a slip nor an arguable one."""
    return [finding for finding in result.findings if not any(_meets(result, finding, slip) for slip in listed)]


def missed(result: Result, listed: Sequence[Slip]) -> list[Slip]:
    """The certain slips that were not found."""
    certain = (slip for slip in listed if slip["sure"] == "yes")
    return [slip for slip in certain if not any(_meets(result, finding, slip) for finding in result.findings)]


def _checked(result: Result, listed: Sequence[Slip]) -> Checked:
    certain = sum(slip["sure"] == "yes" for slip in listed)
    return Checked(
        certain, certain - len(missed(result, listed)), len(result.findings), len(false_findings(result, listed))
    )


def _meets(result: Result, finding: Row, slip: Slip) -> bool:
    """Whether `finding` is about `slip`: in the same plan, and the words of either are among those of the other."""
    if finding["source"] != slip["source"] or _squeezed(finding["plan"]) != _squeezed(slip["plan"]):
        return False
    if result.check.id in OF_THE_WHOLE:
        return True
    words, quote = _squeezed(finding["sentence"]), _squeezed(slip["quote"])
    if finding["path"] == slip["path"] and (quote in words or words in quote or _squeezed(finding["reason"]) in quote):
        return True
    other = _squeezed(finding["other"])
    return bool(other) and (quote in other or other in quote)


def _squeezed(words: str) -> str:
    return "".join(words.split())
