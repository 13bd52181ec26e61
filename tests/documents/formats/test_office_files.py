"""Old Word and WPS documents, OpenDocument texts and rich text: numbers, merged cells, and what is torn."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kgservice.documents.reading import text_of
from kgservice.errors import SourceError

SAMPLES = Path(__file__).with_name("samples")


@pytest.mark.parametrize("name", ["num.doc", "num.odt", "num.rtf"])
def test_merged_cells_and_automatic_numbers_are_read(name):
    lines = [line.strip("\u3000") for line in text_of((SAMPLES / name).read_bytes(), name).splitlines()]
    assert [line.replace("、 ", "、") for line in lines if line] == [
        "青岭县2024年任务分解表（测试GBK：喆镕）",
        "类别\t序号\t任务\t责任单位",
        "经济\t1\t招商\t县商务局 县公安局",
        "经济\t2\t技改|改造\t县工信局",
        "\t3\t就业\t县人社局",
        "一、总体要求。认真落实。",
        "二、重点任务。抓好落实。",
        "1. 抓好甲。",
        "2. 抓好乙。",
    ]


@pytest.mark.parametrize("name", ["plan.doc", "plan.odt", "plan.rtf"])
@pytest.mark.parametrize("kept", [2000, 9000])
def test_a_torn_file_is_one_sentence(name, kept, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(SourceError, match=rf"^{name}: .*(?:again|damaged|save it as)") as error:
        text_of((SAMPLES / name).read_bytes()[:kept], name)
    assert "\n" not in str(error.value)


def test_what_only_an_office_program_reads_is_said(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda program: None)
    data = (SAMPLES / "plan.doc").read_bytes()
    with pytest.raises(SourceError, match=r"save it as \.docx, or install LibreOffice"):
        text_of(data[:512] + bytes(4096) + data[4608:], "plan.wps")
