"""The same plan says the same, whatever the format it is handed in."""

from __future__ import annotations

from pathlib import Path

import making
import pytest

from kgservice.documents.reading import read_source, source_of
from kgservice.extraction.reader import read_facts

SAMPLES = Path(__file__).with_name("samples")
"""Files of formats that no library writes, made of the plan below by an office program."""
TABLE = [
    ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"],
    [
        "1",
        "制定网络餐饮监督检查办法，规范平台和入网经营者的经营行为",
        "市市场监管局",
        "市公安局、市商务局",
        "2024年6月底前",
    ],
    ["2", "开展学校食堂专项检查", "市教育局", "", "2024年9月底前"],
    ["3", "建成食用农产品追溯平台", "市农业农村局", "市大数据局", "2025年底前"],
]
PLAN = [
    "滨江市食品安全提升行动实施方案",
    "为保障人民群众身体健康和生命安全，根据《中华人民共和国食品安全法》和《滨江市食品安全工作规划（2021—2025年）》，制定本方案。",
    "一、工作目标",
    "到2025年，主要农产品质量安全监测合格率稳定在98%以上，食品抽检量达到每千人6批次。",
    "二、重点任务",
    (
        "（一）实施产地环境净化行动。开展耕地土壤污染成因排查，2024年底前完成重点区域治理，受污染耕地安全利用率达到93%以上。"
        "（牵头单位：市农业农村局；配合单位：市生态环境局、市自然资源和规划局）"
    ),
    "（二）实施校园食品安全守护行动。学校食堂“明厨亮灶”覆盖率达到100%，落实校长负责制和陪餐制度。（市教育局、市市场监管局负责）",
    "三、保障措施",
    "（一）加强组织领导。各县区政府要制定具体方案，每季度报送工作进展情况。（各县区政府负责）",
    "附件",
    "滨江市食品安全重点任务分解表",
    TABLE,
]


def said(facts):
    """All that was read, as words, without where it stands."""
    text = facts.document.text
    return [
        (
            text[plan.title],
            [
                (
                    "/".join(item.path),
                    item.kind,
                    text[item.heading],
                    [(text[each.surface], each.role, each.party.name) for each in item.assignments],
                    [(each.indicator, each.year, each.comparator, each.value, each.unit) for each in item.targets],
                    [(text[each.when], each.year) for each in item.deadlines],
                    [text[each.quote] for each in item.citations],
                )
                for item in plan.items
            ],
        )
        for plan in facts.plans
    ]


@pytest.fixture(scope="module")
def as_text(tmp_path_factory, registers):
    path = tmp_path_factory.mktemp("plan") / "plan.txt"
    path.write_bytes(making.as_text(PLAN))
    return said(read_facts(read_source(path), registers))


def test_the_text_is_read(as_text):
    ((title, items),) = as_text
    assert title == "滨江市食品安全提升行动实施方案"
    assert [item[0] for item in items] == [
        "一",
        "二",
        "二/（一）",
        "二/（二）",
        "三",
        "三/（一）",
        "附件/1",
        "附件/2",
        "附件/3",
    ]
    assert next(party for item in items for party in item[3])[2] == "滨江市农业农村局"
    assert sum(len(item[3]) for item in items) == 12
    assert sum(len(item[4]) for item in items) == 4
    assert sum(len(item[5]) for item in items) >= 4


@pytest.mark.parametrize(
    ("ending", "make"),
    [
        ("docx", making.as_docx),
        ("pdf", lambda parts: making.as_pdf(parts, widths=[40, 150, 90, 90, 90])),
        ("ofd", lambda parts: making.as_ofd(parts, widths=[14, 50, 34, 34, 34])),
        ("html", making.as_html),
        ("htm", lambda parts: making.as_html(parts).decode().replace("utf-8", "gb2312").encode("gb18030")),
    ],
)
def test_the_same_plan_in_another_format(ending, make, as_text, tmp_path, registers):
    path = tmp_path / f"plan.{ending}"
    path.write_bytes(make(PLAN))
    assert said(read_facts(read_source(path), registers)) == as_text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sample", "name"),
    [
        ("plan.doc", "plan.doc"),
        ("plan.doc", "plan.wps"),
        ("plan.odt", "plan.odt"),
        ("plan.rtf", "plan.rtf"),
        ("plan.rtf", "plan.doc"),
    ],
)
def test_the_same_plan_as_an_office_program_saved_it(sample, name, as_text, registers):
    assert said(read_facts(source_of((SAMPLES / sample).read_bytes(), name), registers)) == as_text


@pytest.mark.parametrize(
    ("sample", "name"), [("table.xls", "table.xls"), ("table.xls", "table.et"), ("table.ods", "table.ods")]
)
def test_the_same_table_in_a_workbook(sample, name, registers):
    as_text = source_of(making.as_text(["滨江市食品安全重点任务分解表", TABLE]), "table.txt")
    read = said(read_facts(source_of((SAMPLES / sample).read_bytes(), name), registers))
    assert read == said(read_facts(as_text, registers))
    assert [item[0] for _, items in read for item in items] == ["1", "2", "3"]


@pytest.mark.parametrize("ending", ["docx", "pdf", "html"])
def test_the_same_bytes_give_the_same_text_and_every_span_is_in_it(ending, tmp_path, registers):
    path = tmp_path / f"plan.{ending}"
    path.write_bytes({"docx": making.as_docx, "pdf": making.as_pdf, "html": making.as_html}[ending](PLAN))
    source = read_source(path)
    assert read_source(path) == source
    facts = read_facts(source, registers)
    for item in facts.plans[0].items:
        place = facts.document.text.source_of(item.heading)
        assert "".join(source.text[place.start : place.end].split()) == facts.document.text[item.heading]
