"""`kgservice tasks-table`, as a shell sees it."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import openpyxl
import pytest
from conftest import ROOT, SOURCES

pytestmark = pytest.mark.slow

SEVERAL = "001_b4ad9b68bca269ff.txt"
NANTONG = "002_d2f6364ae68a650d.txt"


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "kgservice", *map(str, arguments)],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture(scope="module")
def five(dataset):
    return dataset.root


@pytest.mark.parametrize("source", [NANTONG, "004_88b6c4ef71d7714a.txt"])
def test_a_file_in_no_dataset_gives_the_table_of_the_dataset(five, tmp_path, source):
    held = run("--dataset", five, "tasks-table", source, "--format", "csv")
    file = run("--dataset", tmp_path / "none", "tasks-table", SOURCES / source, "--format", "csv")
    assert held.returncode == file.returncode == 0, file.stderr
    assert held.stdout == file.stdout
    assert not (tmp_path / "none").exists()


def test_the_default_is_a_workbook_on_standard_output(five, task_numbers):
    result = run("--dataset", five, "tasks-table", "南通")
    assert result.returncode == 0, result.stderr
    sheet = openpyxl.load_workbook(io.BytesIO(result.stdout)).active
    assert sum(isinstance(cell.value, int) for cell in sheet["A"]) == task_numbers[NANTONG]


def test_a_file_with_several_plans_gives_a_sheet_for_each(tmp_path, task_numbers):
    made = tmp_path / "tables.xlsx"
    result = run("tasks-table", SOURCES / SEVERAL, "-o", made)
    assert (result.returncode, result.stdout) == (0, b"")
    assert f"{task_numbers[SEVERAL]} tasks of 5 plans" in result.stderr.decode()
    assert len(openpyxl.load_workbook(made).sheetnames) == 5


def test_what_only_has_parties_is_not_counted_as_a_task(tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "青禾县2026年工作方案\n一、重点任务\n（一）修缮水渠。（县水利局负责）\n"
        "二、保障措施\n（一）加强宣传引导。（县融媒体中心负责）\n",
        encoding="utf-8",
    )
    result = run("tasks-table", plan, "-o", tmp_path / "made.md")
    assert result.stderr.decode().endswith("made.md: 1 task of 1 plan, and 1 other item with parties\n")


def test_the_ending_of_the_output_chooses_the_format(five, tmp_path):
    made = tmp_path / "table.md"
    assert run("--dataset", five, "tasks-table", "南通", "-o", made).returncode == 0
    assert made.read_text(encoding="utf-8").startswith("# 食品安全战略南通行动计划")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("没有这个计划",), "no file, and no plan is called"),
        ((SEVERAL,), "2024年食品安全协调工作要点; "),
        (("南通", "-o", "/nowhere/table.xlsx"), "cannot be written"),
        (("LICENSE",), "holds no Chinese text"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(five, arguments, says):
    result = run("--dataset", five, "tasks-table", *arguments)
    assert (result.returncode, result.stdout) == (2, b"")
    (line,) = result.stderr.decode().splitlines()
    assert line.startswith("kgservice: ")
    assert says in line
