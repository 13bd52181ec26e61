"""Word documents: automatic numbers, merged cells, tracked changes; all that a reader sees and nothing else."""

from __future__ import annotations

import io
import zipfile

import docx
import making
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from PIL import Image

from kgservice.documents.formats.docx import text_of
from kgservice.documents.formats.number_forms import number_text
from kgservice.errors import SourceError

PLAN_LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def lines(document):
    return [line.strip("\u3000") for line in text_of(making.saved(document), "x.docx").splitlines()]


def numbered(document, list_id, *paragraphs):
    for level, words in paragraphs:
        making.put_in_list(document.add_paragraph(words)._p, list_id, level)


def with_runs(xml):
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    return lines(document)


def run(words):
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_automatic_numbers_are_put_before_the_text():
    document = docx.Document()
    making.add_list(document, 90, *PLAN_LEVELS)
    numbered(document, 90, (0, "任务"), (1, "甲"), (2, "子"), (2, "丑"), (1, "乙"), (2, "寅"), (0, "保障"), (1, "丙"))
    assert lines(document) == ["一、任务", "（一）甲", "1. 子", "2. 丑", "（二）乙", "1. 寅", "二、保障", "（一）丙"]


def test_a_paragraph_takes_its_list_from_its_style():
    document = docx.Document()
    making.add_list(document, 90, *PLAN_LEVELS)
    making.put_in_list(document.styles["Heading 1"].element, 90, 0)
    making.put_in_list(document.styles["Heading 2"].element, 90, 1)
    for style, words in (("Heading 1", "任务"), ("Heading 2", "甲"), ("Normal", "做好甲。"), ("Heading 2", "乙")):
        document.add_paragraph(words, style=style)
    assert lines(document) == ["一、任务", "（一）甲", "做好甲。", "（二）乙"]


def test_another_list_of_the_same_kind_counts_on_or_starts_anew_as_it_says():
    document = docx.Document()
    making.add_list(document, 90, ("decimal", "%1、"))
    making.add_use(document, 91, 90)
    making.add_use(document, 92, 90, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    for list_id in (90, 91, 92, 92):
        numbered(document, list_id, (0, "甲"))
    assert lines(document) == ["1、甲", "2、甲", "1、甲", "2、甲"]


def test_paragraphs_are_indented_and_what_stands_in_the_middle_is_not():
    document = docx.Document()
    document.add_paragraph("某市工作方案").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Subtitle"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("（试行）", style="Subtitle")
    document.add_paragraph("　　一、任务")
    document.add_paragraph("某市人民政府").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    text = text_of(making.saved(document), "x.docx")
    assert text.splitlines() == ["某市工作方案", "（试行）", "　　一、任务", "某市人民政府"]


def test_an_empty_paragraph_uses_up_no_number():
    document = docx.Document()
    making.add_list(document, 90, ("decimal", "%1、"))
    numbered(document, 90, (0, "甲"), (0, ""), (0, "乙"))
    assert lines(document) == ["1、甲", "", "2、乙"]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("chineseCountingThousand", "二十一"),
        ("chineseCounting", "二十一"),
        ("japaneseCounting", "二十一"),
        ("ideographDigital", "二一"),
        ("chineseLegalSimplified", "贰拾壹"),
        ("decimal", "21"),
        ("decimalZero", "21"),
        ("upperLetter", "U"),
        ("lowerLetter", "u"),
        ("upperRoman", "XXI"),
        ("decimalEnclosedParen", "（21）"),
        ("none", ""),
        ("somethingElse", "21"),
    ],
)
def test_number_formats(form, written):
    assert number_text(21, form) == written


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (3, "decimalEnclosedCircle", "③"),
        (10, "chineseCounting", "十"),
        (110, "chineseCounting", "一百一十"),
        (105, "chineseCounting", "一百零五"),
        (2, "ideographTraditional", "乙"),
        (5, "decimalZero", "05"),
    ],
)
def test_more_number_formats(value, form, written):
    assert number_text(value, form) == written


def test_merged_cells_hold_for_each_row_and_two_headers_are_one():
    rows = [
        ["序号", "类别", "任务", "责任分工", ""],
        ["", "", "", "牵头单位", "配合单位"],
        ["1", "产地环境", "净化土壤", "市农业农村局", "市财政局\n市公安局"],
        ["2", "", "减量农药", "", ""],
        ["一、其他", "", "", "", ""],
        ["3", "监管", "抽检", "市市场监管局", ""],
    ]
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=5)
    for row, words in enumerate(rows):
        for column, text in enumerate(words):
            table.cell(row, column).text = text
    for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (1, 2)), ((0, 3), (0, 4))):
        table.cell(*first).merge(table.cell(*last))
    for first, last in (((2, 1), (3, 1)), ((2, 3), (3, 3)), ((4, 0), (4, 4))):
        table.cell(*first).merge(table.cell(*last))
    assert [line for line in lines(document) if line] == [
        "序号\t类别\t任务\t责任分工牵头单位\t责任分工配合单位",
        "1\t产地环境\t净化土壤\t市农业农村局\t市财政局 市公安局",
        "2\t产地环境\t减量农药\t市农业农村局\t",
        "一、其他\t\t\t\t",
        "3\t监管\t抽检\t市市场监管局\t",
    ]


def test_numbers_in_a_table_count_too_and_a_table_in_a_cell_is_part_of_it():
    document = docx.Document()
    making.add_list(document, 90, ("decimal", "%1"))
    table = document.add_table(rows=2, cols=2)
    for row in table.rows:
        paragraph = row.cells[0].paragraphs[0]
        paragraph.add_run("项")
        making.put_in_list(paragraph._p, 90, 0)
    table.cell(1, 1).add_table(rows=1, cols=2).cell(0, 1).text = "内"
    assert [line for line in lines(document) if line] == ["1 项\t", "2 项\t内"]


def test_inserted_words_are_kept_and_deleted_ones_are_not():
    assert with_runs(
        f"{run('各单位')}<w:ins w:id='1' w:author='a'>{run('要')}</w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>不必</w:delText></w:r></w:del>"
        f"<w:moveFrom w:id='3' w:author='a'>{run('原处')}</w:moveFrom>{run('落实')}"
    ) == ["各单位要落实"]


def test_links_controls_and_breaks():
    link = f"<w:hyperlink w:anchor='x'>{run('《办法》')}</w:hyperlink>"
    control = f"<w:sdt><w:sdtContent>{run('市教育局')}</w:sdtContent></w:sdt>"
    broken = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"
    assert with_runs(f"{link}{control}{broken}") == ["《办法》市教育局甲", "乙 丙"]


def test_hidden_words_are_left_out():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>"
    assert with_runs(f"{run('明')}{hidden}") == ["明"]


def test_headers_and_footers_are_left_out():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_paragraph("正文")
    assert lines(document) == ["正文"]


def test_a_block_in_a_content_control_is_read():
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run('控件中的段落')}</w:p></w:sdtContent></w:sdt>"),
    )
    assert lines(document) == ["控件中的段落"]


def test_a_damaged_document_is_one_sentence():
    data = making.as_docx(["一、任务"])
    for broken in (data[:200], data[: len(data) // 2], b"PK\x03\x04word/"):
        with pytest.raises(SourceError, match=r"x\.docx: not readable as a Word document") as error:
            text_of(broken, "x.docx")
        assert "\n" not in str(error.value)


def test_an_archive_without_a_document_is_one_sentence():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/x", "y")
    with pytest.raises(SourceError, match="not readable as a Word document"):
        text_of(out.getvalue(), "x.docx")


def test_a_relation_that_leads_nowhere_is_one_sentence():
    whole, out = zipfile.ZipFile(io.BytesIO(making.as_docx(["一、任务"]))), io.BytesIO()
    with whole, zipfile.ZipFile(out, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name).replace(b' Target="styles.xml"', b""))
    with pytest.raises(SourceError, match="not readable as a Word document"):
        text_of(out.getvalue(), "x.docx")


def drawn(inner):
    names = " ".join(
        f'xmlns:{prefix}="{uri}"'
        for prefix, uri in (
            ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
            ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
            ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
            ("v", "urn:schemas-microsoft-com:vml"),
        )
    )
    return parse_xml(f"<w:r {names}>{inner}</w:r>")


def test_a_text_box_is_read_once_where_it_is_anchored():
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>（牵头单位：县教育局）</w:t></w:r></w:p></w:txbxContent>"
    document.add_paragraph("一、开展检查。")._p.append(
        drawn(
            f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        )
    )
    document.add_paragraph("二、总结。")
    assert lines(document) == ["一、开展检查。", "（牵头单位：县教育局）", "二、总结。"]


@pytest.mark.parametrize(("width", "named"), [(3, False), (14, True)])
def test_a_picture_is_named_as_not_read_unless_it_is_small(width, named):
    document = docx.Document()
    document.add_paragraph("具体任务见下表。")
    picture = io.BytesIO()
    Image.new("RGB", (200, 200), "grey").save(picture, "png")
    document.add_picture(io.BytesIO(picture.getvalue()), width=Cm(width))
    assert ("〔没有读：图片〕" in lines(document)) is named
