"""Bytes to text: what can be read is read, all else is one clear sentence."""

from __future__ import annotations

import pytest

from kgservice.documents.reading import decode, read_source
from kgservice.errors import SourceError

TEXT = "一、总体要求。落实《食品安全法》。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "gb18030"])
def test_reads_the_encodings_that_offices_use(encoding):
    data = TEXT.encode(encoding)
    if encoding in ("utf-16-be", "utf-16-le"):
        data = {"utf-16-be": b"\xfe\xff", "utf-16-le": b"\xff\xfe"}[encoding] + data
    assert decode(data, "x.txt") == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("stray", [b"\x00", b"\x01", b"\x0c\x02", b"\x7f", b"\xff"])
def test_a_stray_byte_does_not_refuse_a_text(encoding, stray):
    data = f"{TEXT}\n".encode(encoding) + stray + f"二、任务。{TEXT}".encode(encoding)
    text = decode(data, "x.txt")
    assert text.startswith(TEXT)
    assert text.endswith(f"二、任务。{TEXT}")


def test_a_text_cut_in_the_middle_of_a_character_is_read():
    assert decode((TEXT * 2).encode()[:-1], "x.txt").startswith(TEXT)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text"),
        (bytes(range(256)), "not a text"),
        (b"\xff\xfeA", "not a text"),
        (b"plain English, no Chinese at all", "no Chinese text"),
    ],
)
def test_refuses_what_is_no_document(data, says):
    with pytest.raises(SourceError, match=says) as error:
        decode(data, "odd.txt")
    assert "odd.txt" in str(error.value)
    assert "\n" not in str(error.value)


def test_says_which_file_is_missing(tmp_path):
    with pytest.raises(SourceError, match=r"gone\.txt: no such file"):
        read_source(tmp_path / "gone.txt")


def test_a_folder_is_no_document(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        read_source(tmp_path)
