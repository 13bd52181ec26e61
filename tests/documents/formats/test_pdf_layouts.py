"""PDFs whose tables have no lines between columns, and pages of two columns: read as they are meant, or said not to be."""

from __future__ import annotations

import io

import making
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kgservice.documents.formats.grid import Cell
from kgservice.documents.formats.pdf import text_of
from kgservice.documents.formats.pdf_lines import Character
from kgservice.documents.formats.pdf_tables import PageTable, cell_in, joined
from kgservice.documents.layout import lay_out
from kgservice.documents.not_read import is_not_read
from kgservice.documents.numbering import find_numbers

TITLE = "青岭县2024年重点工作任务分解表"
HEADER = ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"]
LONG = "建设综合服务中心，完善配套设施，年内投入使用，并组织开展专项评估和验收，形成长效机制。"
MANY = "县公安局、县市场监管局、各乡镇人民政府（街道办事处）、经开区管委会"
ROWS = [
    ["1", LONG, "县民政局", "县财政局", "2024年6月底前"],
    ["2", "开展校园食品安全专项检查，实现全覆盖。", "县教育局", MANY, "2024年9月底前"],
    ["3", "改造老旧小区12个。", "县住建局", "县城管局", "2024年底前"],
]
WIDTHS = [40, 250, 90, 150, 110]
TOP, MIDDLE = ("VALIGN", (0, 0), (-1, -1), "TOP"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
INNER = ("LINEBEFORE", (1, 0), (-1, -1), 0.5, colors.black)
TIGHT = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]


def below(row, first=0, last=-1):
    return ("LINEBELOW", (first, row), (last, row), 0.5, colors.black)


def read(rows, lines, widths=WIDTHS, after=()):
    data = making.as_pdf([TITLE, rows, *after], widths=widths, lines=lines, pagesize=landscape(A4))
    return [line for line in text_of(data, "x.pdf").splitlines()[1:] if line]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([TOP], id="none"),
        pytest.param([MIDDLE], id="none, numbers in the middle of their rows"),
        pytest.param([("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), below(0), below(-1), TOP], id="three lines"),
        pytest.param([*map(below, range(-1, 4)), MIDDLE], id="lines between rows"),
        pytest.param(
            [*map(below, range(-1, 4)), below(0), ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), INNER, MIDDLE],
            id="open at both sides",
        ),
        pytest.param([("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white]), MIDDLE], id="shaded"),
        pytest.param(
            [below(-1), below(0), *(("BACKGROUND", (0, row), (-1, row), colors.lightgrey) for row in (1, 3)), MIDDLE],
            id="every second row shaded, cell by cell",
        ),
    ],
)
def test_a_table_without_lines_between_its_columns_is_read(lines):
    assert read([HEADER, *ROWS], lines) == ["\t".join(row) for row in [HEADER, *ROWS]]


def test_rows_that_name_sections_stand_between():
    rows = [HEADER, ["一、民生类", "", "", "", ""], *ROWS[:2], ["二、产业类", "", "", "", ""], *ROWS[2:]]
    lines = read(rows, [TOP, ("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 4), (-1, 4))], after=["注：表后的话。"])
    assert [line.strip() for line in lines] == ["\t".join(row).strip() for row in rows] + ["注：表后的话。"]


def test_a_cell_goes_on_where_the_line_leaves_it_out():
    rows = [["类别", *HEADER], ["民生", *ROWS[0]], ["", *ROWS[1]], ["产业", *ROWS[2]]]
    lines = [below(0), below(1, 1), below(2), below(3), ("SPAN", (0, 1), (0, 2)), MIDDLE]
    assert [line.split("\t")[:2] for line in read(rows, lines, [50, 40, 220, 90, 150, 110])] == [
        ["类别", "序号"],
        ["民生", "1"],
        ["民生", "2"],
        ["产业", "3"],
    ]


def test_it_goes_on_over_the_page():
    rows = [[str(number), *ROWS[number % 3][1:]] for number in range(1, 17)]
    assert read([HEADER, *rows], [MIDDLE, *map(below, range(-1, 17))]) == ["\t".join(row) for row in [HEADER, *rows]]


@pytest.mark.parametrize("aligned", [TOP, MIDDLE], ids=["at the top", "in the middle"])
def test_rows_without_numbers_are_told_by_the_wider_blanks_between_them(aligned):
    rows = [row[1:] for row in [HEADER, *ROWS]]
    assert read(rows, [aligned], WIDTHS[1:]) == ["\t".join(row) for row in rows]


def test_a_name_over_its_parts_is_in_each_of_their_names():
    rows = [
        ["序号", "推进事项", "推进节点", "", "承担单位"],
        ["", "", "上半年", "下半年", ""],
        ["1", "建设智慧大棚", "完成选址", "投入使用", "县农业农村局"],
        ["2", "改造村级泵站", "完成招标", "完成改造", "县水利局"],
    ]
    header = ["序号", "推进事项", "推进节点上半年", "推进节点下半年", "承担单位"]
    lines = [TOP, ("SPAN", (2, 0), (3, 0)), *(("SPAN", (place, 0), (place, 1)) for place in (0, 1, 4))]
    assert read(rows, lines, [40, 150, 100, 100, 110]) == ["\t".join(row) for row in [header, *rows[2:]]]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        pytest.param(["局、各县", "（区）政府"], ("局、各县（区）政府",), id="no room for what cannot be broken"),
        pytest.param(["县教育局", "各县区政府"], ("县教育局", "各县区政府"), id="room left"),
    ],
)
def test_a_cells_line_goes_on_where_the_next_begins_with_what_had_no_room(lines, paragraphs):
    characters = [
        Character(each, 10.0 * place, 10.0 * (place + 1), 20.0 * line, 20.0 * line + 10)
        for line, words in enumerate(lines)
        for place, each in enumerate(words)
    ]
    assert cell_in((0, 0, 72, 50), (0, 72), (0, 50), characters, 60.0).paragraphs == paragraphs


def test_what_was_not_read_gives_no_items():
    rows = [[row[0], f"{number}.{row[1]}", *row[2:]] for number, row in enumerate(ROWS, 1)]
    data = making.as_pdf([TITLE, [HEADER, *rows]], widths=WIDTHS, lines=[MIDDLE, *TIGHT], pagesize=landscape(A4))
    assert not list(find_numbers(lay_out(text_of(data, "x.pdf"))))


@pytest.mark.parametrize(
    ("rows", "lines", "widths"),
    [
        pytest.param(
            [HEADER[1:], *(row[1:] for row in ROWS)],
            [MIDDLE, *TIGHT],
            WIDTHS[1:],
            id="no numbers, no room between rows",
        ),
        pytest.param([HEADER, *ROWS], [MIDDLE, *TIGHT], WIDTHS, id="no room between rows"),
    ],
)
def test_where_rows_cannot_be_told_apart_it_says_so(rows, lines, widths):
    said = read(rows, lines, widths, after=["注：表后的话。"])
    assert is_not_read(said[0].strip())
    assert all(cell[:4] in said[0] for row in rows for cell in row)
    assert [line.strip() for line in said[1:]] == ["注：表后的话。"]


def page_table(*rows):
    cells = tuple(
        Cell(row, column, 1, 1, (words,) if words else ())
        for row, columns in enumerate(rows)
        for column, words in enumerate(columns)
    )
    return PageTable(0, 0, 90, 90, columns=(0, 30, 60, 90), cells=cells)


@pytest.mark.parametrize(
    ("upper", "lower", "rows"),
    [
        pytest.param(["2", "建设", ""], ["", "泵站", "县水利局"], [["2", "建设泵站", "县水利局"]], id="number above"),
        pytest.param(["", "建设", ""], ["2", "泵站", "县水利局"], [["2", "建设泵站", "县水利局"]], id="number below"),
        pytest.param(
            ["", "合计", "3"],
            ["二、", "泵站", "县水利局"],
            [["", "合计", "3"], ["二、", "泵站", "县水利局"]],
            id="no number that comes next",
        ),
    ],
)
def test_the_parts_of_a_row_that_a_page_cuts_are_one(upper, lower, rows):
    header = ["序号", "任务", "单位"]
    whole = joined(page_table(header, ["1", "修渠", "县水利局"], upper), page_table(header, lower))
    assert [list(whole.words(row)) for row in range(2, whole.height)] == rows


def test_a_page_ends_between_rows_that_count_on_in_front_of_their_words():
    header, upper, lower = (
        ["领域", "任务", "单位"],
        ["三、执法", "8.制定清单。", "县司法局"],
        ["", "9.完善机制。", "县公安局"],
    )
    whole = joined(page_table(header, ["二、立法", "7.公布目录。", "县政府办"], upper), page_table(header, lower))
    assert [list(whole.words(row)) for row in range(2, whole.height)] == [upper, lower[1:]]
    assert whole.cell_at(3, 0).text == "三、执法"
    cut = joined(
        page_table(header, ["二、立法", "7.公布目录。", "县政府办"], upper), page_table(header, ["", "9个县", ""])
    )
    assert list(cut.words(2)) == ["三、执法", "8.制定清单。9个县", "县司法局"]


def test_boxes_of_one_row_with_a_paragraph_between_them_stay_tables():
    box = [["填报单位", "县民政局", "填报人", "王甲"]]
    between = "请各单位于月底前把上表填好报送县政府办公室，逾期未报的将在全县范围内予以通报批评。"
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    data = making.as_pdf([TITLE, box, between, box], widths=[100] * 4, lines=grid, pagesize=landscape(A4))
    assert [line for line in text_of(data, "x.pdf").splitlines() if "\t" in line] == ["\t".join(box[0])] * 2


def test_the_numbers_of_pages_stand_below_all_else_however_high():
    pdfmetrics.registerFont(UnicodeCIDFont(making.FONT))
    canvas = Canvas(out := io.BytesIO(), pagesize=landscape(A4))
    for page in range(1, 5):
        canvas.setFont(making.FONT, 14)
        for line in range(12):
            canvas.drawString(60, 500 - 25 * line, f"第{page}页上写着要把各项工作任务逐条落实到位并按期完成。")
        canvas.drawString(400, 130, f"- {page} -")
        canvas.showPage()
    canvas.save()
    assert "-" not in text_of(out.getvalue(), "x.pdf")


def test_two_columns_are_read_one_after_the_other():
    items = [
        f"（{number}）实施提升行动。加快推进基础设施建设，完善公共服务体系，建成项目{place}个。（县发改局负责）"
        for place, number in enumerate("一二三四五六七八九", 1)
    ]
    paragraphs = ["一、重点任务", *items, "二、保障措施", *items]
    said = text_of(making.in_two_columns("青岭县2024年重点工作方案", paragraphs), "x.pdf").splitlines()
    assert [line.strip() for line in said if line.strip()] == ["青岭县2024年重点工作方案", *paragraphs]


def test_short_paragraphs_in_two_columns_are_told_by_the_numbers_that_count_on():
    items = [f"{number}.完善第{number}项机制。（区信访局负责）" for number in range(1, 60)]
    said = text_of(making.in_two_columns("青岭县2024年重点工作方案", items), "x.pdf")
    assert "".join(said.split()) == "青岭县2024年重点工作方案" + "".join(items)


def test_a_name_that_its_narrow_column_breaks_stands_beside_the_others():
    header = ["序\n号", *HEADER[1:]]
    shaded = [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white]), MIDDLE]
    assert read([header, *ROWS], shaded, widths=[30, 250, 90, 150, 110]) == read([HEADER, *ROWS], shaded)
