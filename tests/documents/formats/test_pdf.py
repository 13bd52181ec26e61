"""PDFs: lines as they stand, ruled tables as rows; scanned, locked and damaged ones are told apart."""

from __future__ import annotations

import io

import making
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kgservice.documents.formats import recognition
from kgservice.documents.formats.pdf import text_of
from kgservice.documents.formats.pdf_lines import plain
from kgservice.documents.layout import lay_out
from kgservice.documents.parts import take_apart
from kgservice.documents.reading import Source
from kgservice.errors import SourceError

HEADER = ["序号", "重点任务", "牵头单位", "时限"]
WIDTHS = [40, 180, 120, 90]
LONG = "开展耕地土壤污染成因排查，加强各方面的统筹协调，形成工作合力，确保任务落到实处"


def lines(data):
    return text_of(data, "x.pdf").splitlines()


def picture_pages(number):
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(number):
        canvas.drawImage(ImageReader(Image.new("RGB", (200, 280), "grey")), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_each_paragraph_is_a_line_over_the_end_of_a_page_too_and_page_numbers_are_left_out():
    read = lines(making.as_pdf(["某市工作方案", *[f"一、任务。{LONG}。"] * 30]))
    assert read[0].strip() == "某市工作方案"
    assert read[1:] == [f"　　一、任务。{LONG}。"] * 30


def test_a_heading_of_two_lines_does_not_run_into_its_text():
    heading = "（一）开展以健全责任体系为重点的强基固本行动，着力解决责任体系不完善、基层基础薄弱等问题"
    text = text_of(
        making.as_pdf(["某市工作方案", "一、任务", heading, f"各地要落实。{LONG}。", *["二、保障"] * 3]), "x.pdf"
    )
    item = take_apart(Source("x.pdf", text, "")).plans[0].items[1]
    assert lay_out(text).text[item.heading] == heading.removeprefix("（一）")


def test_the_date_of_a_signature_does_not_run_into_the_annex_on_the_next_page():
    canvas = Canvas(out := io.BytesIO())
    pdfmetrics.registerFont(UnicodeCIDFont(making.FONT))
    for page in ([(60, LONG)] * 9 + [(60, f"{LONG[:20]}。"), (450, "2024年3月8日")], [(60, "附件"), *[(60, LONG)] * 3]):
        canvas.setFont(making.FONT, 13)
        for place, (left, words) in enumerate(page):
            canvas.drawString(left, 700 - 20 * place, words)
        canvas.showPage()
    canvas.save()
    read = [line.strip() for line in lines(out.getvalue())]
    assert "2024年3月8日" in read
    assert "附件" in [line[:2] for line in read]


LINE, WIDE = "A line that stands alone.", "A line that is as wide as the text of this page is, and ends here"


def test_a_gap_between_lines_is_a_blank_line():
    canvas = Canvas(out := io.BytesIO())
    for height, line in ((700, LINE), (680, LINE), (660, WIDE), (600, LINE), (580, LINE)):
        canvas.drawString(72, height, line)
    canvas.save()
    assert lines(out.getvalue()) == [LINE, LINE, WIDE, "", LINE, LINE]


def test_running_heads_and_a_browsers_address_are_left_out():
    canvas = Canvas(out := io.BytesIO(), pagesize=(595, 842))
    for page in range(1, 4):
        canvas.drawString(72, 820, f"A gazette, number {page}")
        canvas.drawString(72, 20, f"https://www.example.org/plan.html {page}/3")
        canvas.drawString(72, 520, WIDE)
        canvas.drawString(72, 500, LINE)
        canvas.showPage()
    canvas.save()
    assert lines(out.getvalue()) == [f"{WIDE} {LINE}"] * 3


def test_spaces_that_keep_columns_apart_are_kept():
    canvas = Canvas(out := io.BytesIO())
    canvas.drawString(72, 700, "Number  Indicator  Unit  Target  Body")
    canvas.save()
    assert lines(out.getvalue()) == ["Number  Indicator  Unit  Target  Body"]


def test_radicals_are_read_as_the_characters_they_look_like():
    assert plain("⼀、⻝品安全，⺠⽣") == "一、食品安全，民生"


def test_a_table_over_two_pages_is_one_and_its_header_stands_once():
    rows = [HEADER, *[[str(number), f"{LONG}{number}", "市教育局", "2024年底前"] for number in range(1, 26)]]
    read = lines(making.as_pdf(["某市工作方案任务分解表", rows], widths=WIDTHS))
    assert [line.split("\t")[0] for line in read if "\t" in line] == ["序号", *map(str, range(1, 26))]
    assert f"25\t{LONG}25\t市教育局\t2024年底前" in read


def test_a_row_cut_by_the_end_of_the_page_is_whole():
    rows = [HEADER, *[[str(number), LONG * 5, "市教育局", "2024年底前"] for number in range(1, 10)]]
    read = lines(making.as_pdf(["某市工作方案任务分解表", rows], widths=WIDTHS))
    assert read[1:] == ["\t".join(HEADER)] + [f"{number}\t{LONG * 5}\t市教育局\t2024年底前" for number in range(1, 10)]


def test_a_merged_cell_holds_for_each_row():
    rows = [HEADER, ["1", "净化土壤环境", "市农业农村局", ""], ["2", "减量使用农药", "", "长期"], ["3", "抽检", "", ""]]
    read = lines(
        making.as_pdf(["某市工作方案重点工作任务分解表", rows], widths=WIDTHS, spans=[("SPAN", (2, 1), (2, 2))])
    )
    assert read[2:] == ["1\t净化土壤环境\t市农业农村局\t", "2\t减量使用农药\t市农业农村局\t长期", "3\t抽检\t\t"]


def test_lines_of_a_cell_that_end_early_stay_apart_and_wrapped_ones_do_not():
    rows = [HEADER, ["1", LONG, "市教育局\n市财政局", ""], ["2", "抽检", "市人力资源和社会保障局", ""]]
    read = lines(making.as_pdf(["某市工作方案重点工作任务分解表", rows], widths=[40, 180, 80, 90]))
    assert read[2:] == [f"1\t{LONG}\t市教育局 市财政局\t", "2\t抽检\t市人力资源和社会保障局\t"]


def test_words_around_a_table_stay_around_it():
    rows = [HEADER, ["1", LONG, "市教育局", "2024年底前"]]
    read = lines(making.as_pdf(["某市工作方案任务分解表", "表前的话。", rows, "注：1.表后的话。"], widths=WIDTHS))
    assert [line.strip()[:4] for line in read[1:]] == ["表前的话", "序号\t重", "1\t开展", "注：1."]


def test_a_scanned_document_is_told_from_a_text(monkeypatch):
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    with pytest.raises(SourceError, match=r"scanned images.*OCR \(文字识别\) first"):
        text_of(picture_pages(3), "x.pdf")


def test_an_empty_page_has_no_text_layer():
    canvas = Canvas(out := io.BytesIO())
    canvas.showPage()
    canvas.save()
    with pytest.raises(SourceError, match="without a text layer"):
        text_of(out.getvalue(), "x.pdf")


def test_a_locked_document_says_so():
    data = making.as_pdf(["某市工作方案"], encrypt=StandardEncryption("secret"))
    with pytest.raises(SourceError, match="locked with a password"):
        text_of(data, "x.pdf")


def test_a_document_locked_against_copying_only_is_read():
    canvas = Canvas(out := io.BytesIO(), encrypt=StandardEncryption("", "owner", canCopy=0))
    canvas.drawString(72, 700, "Copying is forbidden, reading is not.")
    canvas.save()
    assert lines(out.getvalue()) == ["Copying is forbidden, reading is not."]


@pytest.mark.parametrize("kept", [20, 400])
def test_a_damaged_document_says_so(kept):
    with pytest.raises(SourceError, match="damaged"):
        text_of(making.as_pdf(["某市工作方案"])[:kept], "x.pdf")


def test_lines_that_begin_and_end_all_at_other_places_are_read():
    lines = [
        f'<para leftIndent="{8 * number}" rightIndent="{200 - 8 * number}">做好第{number}项。</para>'
        for number in range(25)
    ]
    text = text_of(making.as_pdf(lines), "x.pdf")
    assert "做好第24项" in text
