"""The source laid out: nothing of it is lost, and each part is told from the others."""

from __future__ import annotations

import pytest
from conftest import ROOT

from kgservice.documents.blocks import BlockKind, blocks_of
from kgservice.documents.parts import take_apart
from kgservice.documents.reading import Source, read_source

FILES = [*sorted((ROOT / "data" / "sources").glob("*.txt")), *sorted((ROOT / "tests" / "gold").glob("*/source.*"))]


def laid_out(text):
    source = Source("x.txt", text, "")
    return [(b.kind.value, b.level, [text[slice(*piece)] for piece in b.pieces]) for b in blocks_of(take_apart(source))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_character_stands_in_one_block_in_the_order_of_the_text(path):
    source = read_source(path)
    blocks = blocks_of(take_apart(source))
    places = [place for block in blocks for piece in block.pieces for place in range(*piece)]
    read = [piece for block in blocks if block.kind is not BlockKind.FURNITURE for piece in block.pieces]
    unseen = set(range(len(source.text))) - set(places)
    assert "".join(source.text[place] for place in sorted(unseen)).split() == []
    assert len(places) == len(set(places))
    assert read == sorted(read)


def test_titles_headings_and_paragraphs_are_told_apart():
    text = (
        "临江市教育局\n关于印发临江市教育行动方案的通知\n各学校：\n现印发给你们。\n临江市教育局\n2024年3月1日\n"
        "临江市教育行动方案\n一、总体要求\n坚持立德树人。\n二、重点任务\n（一）扩大学位。新建学校3所。（市教育局负责）\n"
    )
    found = laid_out(text)
    assert ("title", 0, ["临江市教育局", "关于印发临江市教育行动方案的通知"]) in found
    assert ("title", 0, ["临江市教育行动方案"]) in found
    assert ("heading", 1, ["一、总体要求"]) in found
    assert ("paragraph", 2, ["（一）扩大学位。新建学校3所。（市教育局负责）"]) in found
    assert ("paragraph", 0, ["坚持立德树人。"]) in found


def test_a_row_has_its_cells_the_empty_ones_too():
    text = "临江市教育行动任务分解表\n序号\t任务\t责任单位\t完成时限\n1\t新建学校\t\t2024年底\n2\t修缮校舍\t市住建局\t2025年\n"
    rows = [pieces for kind, _, pieces in laid_out(text) if kind == BlockKind.ROW]
    assert rows[1:] == [["1", "新建学校", "", "2024年底"], ["2", "修缮校舍", "市住建局", "2025年"]]


def test_items_that_a_page_glued_together_stand_apart():
    text = "临江市教育行动方案\n一、扩大学位。新建学校3所。二、修缮校舍。修缮12栋。三、培训教师。培训900人。"
    assert [pieces[0][:2] for _, level, pieces in laid_out(text) if level == 1] == ["一、", "二、", "三、"]


def test_a_page_number_is_furniture():
    text = "临江市教育行动方案\n一、扩大学位。新建学校3所。\n— 1 —\n二、修缮校舍。修缮12栋。\n"
    assert ("furniture", 0, ["— 1 —"]) in laid_out(text)
