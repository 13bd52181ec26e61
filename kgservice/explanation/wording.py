"""An explanation as text, in Chinese and English at once."""

from __future__ import annotations

from collections.abc import Iterator

from kgservice.explanation.explaining import Conclusion, Described, Explanation, Quotation


def as_text(explanation: Explanation) -> str:
    """The explanation as lines; what belongs to something stands indented below it."""
    lines: list[str] = []
    if explanation.thing is not None:
        lines += _thing(explanation.thing, "")
    for heading, conclusions in (
        ("推理得出 concluded:", explanation.concluded),
        ("由此得出 follows from it:", explanation.follows),
    ):
        if conclusions:
            lines.append(heading)
            for conclusion in conclusions:
                lines += _conclusion(conclusion, "  ")
    return "\n".join(lines) + "\n"


def _thing(thing: Described, indent: str) -> Iterator[str]:
    kind = f"{thing.class_zh} {thing.class_en}: " if thing.class_zh else ""
    yield f"{indent}{kind}{thing.name} <{thing.iri}>"
    if thing.found_by:
        yield f"{indent}  读取规则 found by: {thing.found_by}"
    for name, passage in (
        ("原文 text", thing.passage),
        ("责任条款 clause", thing.clause),
        ("所在语句 sentence", thing.sentence),
    ):
        if passage is not None:
            yield f"{indent}  {name}: {_passage(passage)}"
    for change in thing.changes:
        yield f"{indent}  更正 corrected: {change.zh} ({change.en}), {change.author}, {change.date}: {change.reason}"


def _conclusion(conclusion: Conclusion, indent: str) -> Iterator[str]:
    yield f"{indent}{conclusion.subject_name} {conclusion.predicate_zh} {conclusion.predicate_en} {conclusion.object_name}"
    yield f"{indent}  结论 conclusion: <{conclusion.iri}>"
    yield f"{indent}  推理规则 rule: <{conclusion.rule}>"
    yield f"{indent}    {conclusion.rule_zh}"
    yield f"{indent}    {conclusion.rule_en}"
    yield f"{indent}  前提 from:"
    for premise in conclusion.premises:
        write = (
            _thing(premise, f"{indent}    ")
            if isinstance(premise, Described)
            else _conclusion(premise, f"{indent}    ")
        )
        yield from write


def _passage(passage: Quotation) -> str:
    return f"{passage.source} {passage.start}-{passage.end} {passage.quote}"
