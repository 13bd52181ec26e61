"""Scans: where kgservice[ocr] is installed, their pages are recognised, tables too; elsewhere they are named as not read."""

from __future__ import annotations

import io

import making
import pypdfium2
import pytest
from PIL import ExifTags, Image, ImageChops
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kgservice.documents.formats import recognition
from kgservice.documents.reading import source_of
from kgservice.errors import SourceError
from kgservice.extraction.facts import Cause, Role
from kgservice.extraction.reader import read_facts

needs_ocr = pytest.mark.skipif(not recognition.is_installed(), reason="kgservice[ocr] is not installed")

TITLE = "云台市2025年粮食安全工作方案"
PROSE = [
    TITLE,
    "一、主要任务",
    "（一）实施耕地保护行动。全面排查耕地质量，形成工作合力，高标准农田达到35万亩。（市农业农村局牵头，市财政局配合）",
]
ROWS = [
    ["序号", "重点任务", "牵头单位", "完成时限"],
    ["1", "新建农村公路20公里，改造危桥3座", "市交通运输局", "2025年10月底前"],
    ["2", "新增幼儿园学位600个，课后服务全覆盖", "市教育局、市财政局", "2025年12月底"],
]


def scanned(pdf, *, askew=0.0):
    """`pdf` as a scanner gives it: each page a picture, which lies askew by so many degrees."""
    canvas = Canvas(out := io.BytesIO())
    for page in pypdfium2.PdfDocument(pdf):
        picture = (
            page.render(scale=150 / 72).to_pil().convert("L").rotate(askew, Image.Resampling.BICUBIC, fillcolor=255)
        )
        canvas.setPageSize(page.get_size())
        canvas.drawImage(ImageReader(picture), 0, 0, *page.get_size())
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.slow
@needs_ocr
def test_a_scan_is_read_and_says_that_it_was_recognised(registers):
    source = source_of(scanned(making.as_pdf(PROSE)), "x.pdf")
    assert source.recognised
    facts = read_facts(source, registers)
    assert facts.title == TITLE
    said = [each for plan in facts.plans for item in plan.items for each in item.assignments]
    assert [(facts.document.text[each.surface], each.role) for each in said] == [
        ("市农业农村局", Role.LEAD),
        ("市财政局", Role.SUPPORT),
    ]


@pytest.mark.slow
@needs_ocr
@pytest.mark.parametrize("askew", [0.0, 1.0])
def test_a_ruled_table_in_a_scan_is_rows(askew):
    pdf = making.as_pdf([TITLE, ROWS], widths=[40, 200, 120, 100])
    text = source_of(scanned(pdf, askew=askew), "x.pdf").text
    assert ["\t".join(row) for row in ROWS] == [line.replace(" ", "") for line in text.splitlines() if "\t" in line]


def photographed(pdf, form="JPEG"):
    """The first page of `pdf` as a telephone takes it: on its side, which the file says, a little askew, one end in shadow."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil().convert("L")
    light = Image.linear_gradient("L").resize(page.size).point(lambda value: 120 + value * 135 // 255)
    taken = (
        ImageChops.multiply(page, light).rotate(0.7, Image.Resampling.BICUBIC, fillcolor=140).rotate(90, expand=True)
    )
    exif = taken.getexif()
    exif[ExifTags.Base.Orientation] = 6
    taken.save(out := io.BytesIO(), form, exif=exif)
    return out.getvalue()


@pytest.mark.slow
@needs_ocr
def test_a_photographed_table_is_rows():
    source = source_of(photographed(making.as_pdf([TITLE, ROWS], widths=[40, 200, 120, 100])), "x.jpg")
    assert source.recognised
    said = [line.replace(" ", "") for line in source.text.splitlines()]
    assert said == [TITLE, *("\t".join(row) for row in ROWS)]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_picture_says_what_is_to_be_installed(monkeypatch, form):
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    name = f"x.{form.lower()}"
    with pytest.raises(SourceError, match=rf"{name}: is a picture; .*OCR.*install kgservice\[ocr\]"):
        source_of(photographed(making.as_pdf(PROSE), form), name)


@pytest.mark.parametrize("length", [8, 2000], ids=["damaged", "cut off"])
def test_a_picture_that_is_none_says_so(monkeypatch, length):
    monkeypatch.setattr(recognition, "is_installed", lambda: True)
    with pytest.raises(SourceError, match="is no picture, or a damaged one"):
        source_of(photographed(making.as_pdf(PROSE), "PNG")[:length], "x.png")


@pytest.mark.parametrize("side", [8_000, 10_000, 14_000])
def test_a_picture_that_is_too_large_says_so(monkeypatch, side):
    monkeypatch.setattr(recognition, "is_installed", lambda: True)
    Image.new("1", (side, side)).save(out := io.BytesIO(), "PNG")
    with pytest.raises(SourceError, match="more than 50 million points"):
        source_of(out.getvalue(), "x.png")


def test_a_scan_says_what_is_to_be_installed(monkeypatch):
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    with pytest.raises(SourceError, match=r"scanned images.*OCR.*install kgservice\[ocr\]"):
        source_of(scanned(making.as_pdf(PROSE)), "x.pdf")


def test_a_scanned_page_among_others_is_named_as_not_read(monkeypatch, registers):
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    pages = pypdfium2.PdfDocument.new()
    for each in (making.as_pdf(PROSE), scanned(making.as_pdf(PROSE))):
        pages.import_pages(pypdfium2.PdfDocument(each))
    pages.save(out := io.BytesIO())
    source = source_of(out.getvalue(), "x.pdf")
    assert source.text.splitlines()[-1] == "〔没有读：第2页是图片〕"
    assert not source.recognised
    facts = read_facts(source, registers)
    assert [each.cause for plan in facts.plans for each in plan.unread] == [Cause.TABLE_NOT_READ]


def test_a_page_with_text_is_not_recognised(monkeypatch):
    monkeypatch.setattr(recognition, "recognised", lambda picture: pytest.fail("it has a text layer"))
    assert not source_of(making.as_pdf(PROSE), "x.pdf").recognised
