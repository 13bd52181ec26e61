"""The sentence that words are in, and the words marked in it."""

from __future__ import annotations

import pytest

from kgservice.finding.marking import marked, sentence

TEXT = "加强餐饮监管。到2025年，学校餐饮“明厨亮灶”达到98％以上。落实责任。"


def test_words_are_marked_where_they_stand_whatever_their_width():
    assert [(piece.text, piece.is_hit) for piece in marked("学校餐饮达到98％以上", ("餐饮", "98%"))] == [
        ("学校", False),
        ("餐饮", True),
        ("达到", False),
        ("98％", True),
        ("以上", False),
    ]


@pytest.mark.parametrize("words", [(), ("餐饮",), ("厨亮",), ("没有",), ("监管", "餐饮监")])
def test_marked_pieces_are_the_text(words):
    assert "".join(piece.text for piece in marked(TEXT, words)) == TEXT


def test_the_sentence_with_most_of_the_words_is_shown():
    found, begin = sentence(TEXT, ("餐饮", "学校"))
    assert found == "到2025年，学校餐饮“明厨亮灶”达到98％以上。"
    assert TEXT[begin:].startswith(found)


def test_a_long_sentence_is_cut_around_the_word():
    found, begin = sentence("前" * 300 + "词" + "后" * 300, ("词",))
    assert "词" in found
    assert len(found) < 200
    assert found.startswith("…")
    assert found.endswith("…")
    assert begin > 0
