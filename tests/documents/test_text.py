"""Clean text: every span gives back the characters it was read from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice.documents.text import Span, clean, fold, squeeze

CHARACTERS = st.text(alphabet="一二三任务（）。，、 \n\t\u3000AB12．％", min_size=1, max_size=80)


@given(CHARACTERS)
def test_clean_text_is_the_source_squeezed(source):
    assert clean(source, [Span(0, len(source))]).text == squeeze(source)


@given(CHARACTERS, st.data())
def test_a_span_leads_back_to_its_characters(source, data):
    text = clean(source, [Span(0, len(source))])
    if not text.text:
        return
    start = data.draw(st.integers(0, len(text.text) - 1))
    end = data.draw(st.integers(start + 1, len(text.text)))
    place = text.source_of(Span(start, end))
    assert "".join(source[place.start : place.end].split()) == "".join(text.text[start:end].split())


@given(CHARACTERS)
def test_folding_keeps_the_length(source):
    assert len(fold(source)) == len(source)


def test_what_is_left_out_stays_in_the_quote():
    source = "督促企业落实信息记录、\n— 10 —\n保存制度。"
    text = clean(source, [Span(0, source.index("\n")), Span(source.rindex("\n"), len(source))])
    assert text.text == "督促企业落实信息记录、保存制度。"
    assert text.quote(Span(0, len(text.text))) == "督促企业落实信息记录、—10—保存制度。"


def test_two_latin_words_keep_their_space():
    assert squeeze("实施 HACCP  ISO 22000 体系\n到 2025 年") == "实施HACCP ISO 22000体系到2025年"


def test_traditional_characters_are_folded_and_those_that_are_simplified_too_are_not():
    assert fold("牽頭單位：縣發展改革委") == "牵头单位：县发展改革委"
    assert fold("乾县、著作权、藉河") == "乾县、著作权、藉河"


@pytest.mark.parametrize(
    ("written", "folded"), [("1﹒清河﹐修渠﹔", "1.清河，修渠；"), ("︵甲︶︐乙｡", "（甲），乙。"), ("﹪﹢", "%+")]
)
def test_small_and_upright_forms_are_folded(written, folded):
    assert fold(written) == folded
