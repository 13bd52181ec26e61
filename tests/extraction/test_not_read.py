"""What a reader of a format names as not read is in `unread`."""

from __future__ import annotations

from kgservice.documents.not_read import not_read
from kgservice.documents.reading import Source
from kgservice.extraction.facts import Cause
from kgservice.extraction.reader import read_facts


def test_a_picture_is_unread_and_part_of_no_clause(registers):
    text = f"青岭县工作方案\n一、任务\n（一）开展检查。具体任务见下表。（县教育局负责）\n{not_read('图片')}\n（二）总结。（县财政局负责）\n"
    (plan,) = (facts := read_facts(Source("x.txt", text, ""), registers)).plans
    assert [(each.cause, facts.document.text[each.span]) for each in plan.unread] == [
        (Cause.TABLE_NOT_READ, not_read("图片"))
    ]
    assert [len(item.assignments) for item in plan.items] == [0, 1, 1]
