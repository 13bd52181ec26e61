"""Correction files written by people: a slip is one clear sentence, never a wrong answer."""

from __future__ import annotations

import pytest

from kgservice.corrections.correction_files import load_corrections
from kgservice.errors import CorrectionError

WHO = "author: 王敏, date: 2026-11-21, reason: 原文如此"


@pytest.fixture
def load(tmp_path):
    def write_and_load(*lines):
        path = tmp_path / "plan.txt.yaml"
        path.write_text("\n".join(lines), encoding="utf-8")
        return load_corrections(path)

    return write_and_load


def test_no_file_is_no_correction(tmp_path):
    assert load_corrections(tmp_path / "plan.txt.yaml") == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("- [a", "not readable as YAML"),
        ("a: b", "must be a list of entries"),
        ("- a", "an entry must map keys to values"),
        ("- {author: 王敏, date: 2026-11-21, path: 一, change: kind, to: goal}", "has no 'reason'"),
        ("- {author: 1, date: 2026-11-21, reason: x, path: 一, change: kind, to: goal}", "'author' must be text"),
        ("- {author: ' ', date: 2026-11-21, reason: x, path: 一, change: kind, to: goal}", "'author' is empty"),
        ("- {author: a, date: '2026', reason: x, path: 一, change: kind, to: goal}", "'date' must be a day"),
        ("- {author: a, date: 2026-13-01, reason: x, path: 一, change: kind, to: goal}", "cannot be read (month"),
        (f"- {{{WHO}, path: 一}}", "must have one of 'add', 'remove', 'change'"),
        (f"- {{{WHO}, path: 一, add: deadline, remove: deadline, when: 年底}}", "must have one of"),
        (f"- {{{WHO}, path: 一, add: party}}", "'add: party' must be one of 'assignment', 'target'"),
        (f"- {{{WHO}, path: 一, add: kind, to: goal}}", "'add: kind' must be one of"),
        (f"- {{{WHO}, path: 1, change: kind, to: goal}}", "'path' must be text, not 1"),
        (f"- {{{WHO}, change: kind, to: goal}}", "has no 'path'"),
        (f"- {{{WHO}, path: 一, change: kind, to: row}}", "'to: row' must be one of 'task', 'goal'"),
        (f"- {{{WHO}, path: 一, change: kind}}", "has no 'to'"),
        (f"- {{{WHO}, path: 一, add: assignment, surface: 局}}", "has no 'role'"),
        (f"- {{{WHO}, path: 一, add: assignment, role: lead}}", "has no 'surface'"),
        (f"- {{{WHO}, path: 一, add: assignment, surface: '', role: lead}}", "'surface' is empty"),
        (f"- {{{WHO}, path: 一, add: assignment, surface: 局, role: leader}}", "'role: leader' must be one of 'lead'"),
        (f"- {{{WHO}, path: 一, add: assignment, surface: 局, role: lead, party: x}}", "unknown key 'party'"),
        (f"- {{{WHO}, path: 一, remove: assignment, surface: 局, department: x}}", "unknown key 'department'"),
        (f"- {{{WHO}, path: 一, change: assignment, surface: 局, to: lead}}", "'to' must map 'role', 'department'"),
        (f"- {{{WHO}, path: 一, change: assignment, surface: 局, to: {{rule: x}}}}", "unknown key 'rule'"),
        (f"- {{{WHO}, path: 一, remove: target, indicator: 率, value: 九}}", "'value' must be a number"),
        (f"- {{{WHO}, path: 一, remove: target, indicator: 率, value: .inf}}", "'value' must be a number"),
        (f"- {{{WHO}, path: 一, remove: target, value: 9}}", "has no 'indicator'"),
        (f"- {{{WHO}, path: 一, add: deadline, when: 年底, year: 24}}", "'year' must be a year"),
        (f"- {{{WHO}, path: 一, remove: citation}}", "has no 'title', 'number'"),
    ],
)
def test_a_slip_is_named(load, line, says):
    with pytest.raises(CorrectionError) as error:
        load(line)
    assert says in str(error.value)
    assert str(error.value).startswith("plan.txt.yaml")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("path: 一, add: assignment, surface: 局, role: lead", "path: 一, remove: assignment, surface: 局"),
        (
            "path: 一, plan: 甲, change: assignment, surface: 局, to: {role: lead}",
            "path: 一, remove: assignment, surface: 局",
        ),
        ("path: 一, change: kind, to: goal", "path: 一, change: kind, to: step"),
        ("path: 一, change: campaign, to: none", "path: 一, change: campaign, to: 甲行动"),
        ("path: 一, remove: target, indicator: 率", "path: 一, remove: target, indicator: 率, value: 9"),
    ],
)
def test_two_entries_about_one_thing_clash(load, one, other):
    with pytest.raises(CorrectionError, match=r"line 2: is about the same .* as the entry at line 1; keep one"):
        load(f"- {{{WHO}, {one}}}", f"- {{{WHO}, {other}}}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("path: 一, add: assignment, surface: 局, role: lead", "path: 二, remove: assignment, surface: 局"),
        (
            "path: 一, add: assignment, surface: 局, role: lead",
            "path: 一, remove: assignment, surface: 局, role: support",
        ),
        ("path: 一, plan: 甲, change: kind, to: goal", "path: 一, plan: 乙, change: kind, to: goal"),
        ("path: 一, change: kind, to: goal", "path: 一, change: campaign, to: none"),
    ],
)
def test_two_entries_about_different_things_do_not(load, one, other):
    assert len(load(f"- {{{WHO}, {one}}}", f"- {{{WHO}, {other}}}")) == 2


def test_an_entry_keeps_its_id_when_another_is_put_before_it(load):
    (alone,) = load(f"- {{{WHO}, path: 一, change: kind, to: goal}}")
    _, second = load(f"- {{{WHO}, path: 二, change: kind, to: goal}}", f"- {{{WHO}, path: 一, change: kind, to: goal}}")
    assert second.correction.id == alone.correction.id
    assert alone.correction.id.startswith("2026-11-21-")
