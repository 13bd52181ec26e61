"""No word of a table is lost: each is in a fact, a heading, the structure, or listed as not understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from accounting import lost
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tables_made import make_file
from yaml_files import yaml_of

from kgservice.documents.reading import Source, source_of
from kgservice.extraction.reader import read_facts

CASES = yaml_of(Path(__file__).parent / "table_kinds.yaml")
REAL = sorted(path for path in (ROOT / "tests" / "gold").glob("*/source.*") if path.suffix in (".txt", ".html"))

WORDS = {
    "工作任务": ["推进水库建设", "建平台，覆盖3个乡镇。", "改造小区6个", "1.制定规划；2.开展检查"],
    "年度目标": ["完成主体", "85%以上", "50家", "全覆盖", "—"],
    "责任单位": ["县水利局", "县公安局、县民政局", "同上", "★县教育局 各乡镇", "有关方面", "A组", "县住建局（王甲）"],
    "完成时限": ["6月底前", "2024-09-30", "长期", "视情而定", "第三季度"],
    "责任人": ["王甲", "李乙 13800000000", "副县长 张丙"],
    "联系电话": ["0635-1234567", "13900000000"],
    "标签": ["甲乙", "丙丁", "12"],
    "备注": ["已列入督查", "见附件"],
    "一季度": ["完成招标", ""],
}
ALWAYS = ("工作任务", "责任单位", "联系电话")
PHONES = ("责任人", "联系电话")
NAMES = st.permutations(sorted(WORDS.keys() - set(PHONES)))
HEADERS = NAMES.flatmap(lambda names: st.integers(2, len(names)).map(lambda n: (*names[:n], *PHONES)))


@st.composite
def tables(draw):
    names = draw(HEADERS)
    rows = draw(
        st.lists(
            st.tuples(*(st.sampled_from(WORDS[name] if name in ALWAYS else ["", *WORDS[name]]) for name in names)),
            min_size=1,
            max_size=6,
        )
    )
    groups = draw(st.sampled_from([(), ("一、重点工作",), ("（一）推进产业发展，确保年内见效。",)]))
    lines = ["\t".join(["序号", *names]), *groups]
    lines += ["\t".join([str(number), *row]) for number, row in enumerate(rows, 1)]
    return "昌乐县2024年重点工作任务分解表\n" + "\n".join([*lines, "合计\t12", ""])


@pytest.mark.slow
def test_no_word_of_a_made_up_table_is_lost(registers):
    @given(tables())
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.nested_given])
    def nothing_is_lost(source):
        assert lost(read_facts(Source("x.txt", source, ""), registers), registers) == []

    nothing_is_lost()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{CASES.index(case)}")
def test_no_word_of_a_table_of_the_kinds_is_lost(case, registers):
    name, data = make_file(case)
    assert lost(read_facts(source_of(data, name), registers), registers) == []


@pytest.mark.slow
def test_no_word_of_a_real_table_is_lost(registers):
    found = {
        path.parent.name: lost(read_facts(source_of(path.read_bytes(), path.name), registers), registers)
        for path in REAL
    }
    assert {name: words for name, words in found.items() if words} == {}
