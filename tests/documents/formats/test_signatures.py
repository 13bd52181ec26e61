"""What a file is, by its name and by its first bytes; each refusal says what to do."""

from __future__ import annotations

import making
import pytest

from kgservice.documents.reading import read_source, text_of
from kgservice.errors import SourceError

PLAN = ["某市工作方案", "一、任务", "（一）甲。做好甲。"]
WORD = "WordDocument\0".encode("utf-16-le")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.doc", OLD, "is no Word or WPS document of the old format"),
        ("a.doc", making.as_text(PLAN), "is no Word or WPS document of the old format"),
        ("a.rtf", b"{\\rtf1{{{", "ends in the middle"),
        ("a.odt", b"PK\x03\x04", "is no OpenDocument text"),
        ("a.ofd", b"PK\x03\x04", "is no fixed-layout file"),
        ("a.ofd", b"PK\x03\x04OFD.xml", "not readable as an OFD"),
        ("a.pdf", making.as_ofd(PLAN), r"is a fixed-layout file .*name it a\.ofd"),
        ("a.xls", OLD, "is no Excel or WPS workbook of the old format"),
        ("a.docx", OLD + "EncryptedPackage\0".encode("utf-16-le"), "locked with a password"),
        ("a.xlsx", b"PK\x03\x04", "is no Excel workbook"),
        ("a.pdf", b"\xff\xd8\xff\xe0", r"a picture, whatever its name says; name it a\.jpg"),
        ("a.ppt", b"x", r"\.ppt files are not read"),
        ("a.docx", OLD, "is no Word document"),
        ("a.docx", OLD + WORD, r"is a Word or WPS document of the old format.*name it a\.doc"),
        ("a.txt", b"{\\rtf1", r"is a rich text file .*name it a\.rtf"),
        ("a.docx", making.as_text(PLAN), "no Word document"),
        ("a.pdf", making.as_text(PLAN), "no PDF"),
        ("a.txt", making.as_docx(PLAN), r"a Word document \(\.docx\), whatever its name says; name it a\.docx"),
        ("a.txt", making.as_pdf(PLAN), r"a PDF, whatever its name says; name it a\.pdf"),
        ("a.txt", making.as_html(PLAN), r"a web page, whatever its name says; name it a\.html"),
        ("a.txt", b"\n <HTML><body>" + making.as_text(PLAN), "a web page"),
        ("a.txt", OLD + WORD, "document of the old format"),
        ("a.html", making.as_pdf(PLAN), "a PDF, whatever its name says"),
        ("a.pdf", making.as_html(PLAN), r"a web page, whatever its name says; name it a\.html"),
        ("a.docx", b"", "the file is empty"),
    ],
)
def test_what_is_not_read_says_what_to_do(name, data, says):
    with pytest.raises(SourceError, match=says) as error:
        text_of(data, name)
    assert str(error.value).startswith(f"{name}: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.txt", making.as_text),
        ("a.DOCX", making.as_docx),
        ("a.pdf", making.as_pdf),
        ("a.HTM", making.as_html),
        ("a.doc", making.as_docx),
        ("a.wps", making.as_html),
    ],
)
def test_what_is_read_is_told_by_its_ending(name, make, tmp_path):
    (tmp_path / name).write_bytes(make([*PLAN, "做好各项工作。" * 20]))
    assert "做好甲" in read_source(tmp_path / name).text


@pytest.mark.parametrize("make", [making.as_docx, making.as_html])
def test_a_document_without_chinese_is_refused(make):
    with pytest.raises(SourceError, match="no Chinese text"):
        text_of(make(["Nothing but English."]), "a.docx" if make is making.as_docx else "a.html")
