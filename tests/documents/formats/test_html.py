"""Web pages: the document and its labelled head, nothing of the site around them."""

from __future__ import annotations

from datetime import date

import making
import pytest

from kgservice.documents.formats.html import text_of
from kgservice.documents.parts import take_apart
from kgservice.documents.reading import Source, source_of
from kgservice.errors import SourceError
from kgservice.extraction.reader import read_facts

TITLE = "某市人民政府办公室关于印发某市食品安全工作方案的通知"
PAGE = f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta name="ArticleTitle" content="{TITLE}"><title>{TITLE}_某市人民政府</title>
<style>.a {{color: red}}</style><script>var 地址 = "不是正文";</script></head><body>
<div class="header"><div class="logo">某市人民政府门户网站</div>
<ul class="menu"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">政务服务</a></li></ul></div>
<form id="aspnetForm"><div class="wz">您当前的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
<div class="main">
<table class="xxgk"><tr><td>索 引 号：</td><td>11370000/2024-00012</td><td>主题分类：</td><td>食品药品</td></tr>
<tr><td>发文机关：</td><td>某市人民政府办公室</td><td>成文日期：</td><td>2024年5月6日</td></tr>
<tr><td>发文字号：</td><td>某政办发〔2024〕12号</td><td>有效性：</td><td>有效</td></tr></table>
<h1>{TITLE}</h1>
<div class="info"><span>来源：市政府办公室</span>&nbsp;&nbsp;<span>发布时间：2024-05-08</span></div>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div id="zoom"><div class="TRS_Editor"><p>各县区人民政府，市政府各部门：</p>
<p>　　现将《某市食品安全工作方案》印发给你们，请认真贯彻执行。</p>
<p style="text-align:right">某市人民政府办公室<br>2024年5月6日</p>
<p align="center"><b>某市食品安全</b><b>工作方案</b></p>
<p>　　为加强食品安全工作，根据<a href="/l">《食品安全法》</a>，制定本方案。</p>
<p>　　一、重点任务</p><p>　　（一）开展<strong>产地环境治理行动</strong>。加强治理。</p><p>　　（责任单位：市农业农村局）</p>
<p>　　（二）提升监测能力。到2025年，抽检合格率达到98%以上。</p><p>　　（责任单位：市市场监管局、市卫生健康委）</p>
<div><table><tr><td rowspan="2">序号</td><td rowspan="2">任务</td><td colspan="2">责任分工</td></tr>
<tr><td>牵头单位</td><td>配合单位</td></tr>
<tr><td>1</td><td><p>制定办法</p></td><td rowspan="2">市教育局</td><td><p>市财政局</p><p>市公安局</p></td></tr>
<tr><td>2</td><td>开展检查</td><td>&nbsp;</td></tr></table></div>
<p>附件：<a href="a.doc">1.任务表.doc</a></p></div></div>
<div class="tools">【<a href="#">打印</a>】【<a href="#">关闭</a>】</div>
<div class="xg"><h3>相关链接</h3><ul><li><a href="#">《某市食品安全工作方案》政策解读</a></li><li><a href="#">图解</a></li></ul></div>
</div></form>
<div class="footer">主办：某市人民政府办公室　网站标识码：3700000001</div></body></html>"""
READ = [
    "索引号：11370000/2024-00012",
    "主题分类：食品药品",
    "发文机关：某市人民政府办公室",
    "成文日期：2024年5月6日",
    "发文字号：某政办发〔2024〕12号",
    "有效性：有效",
    "来源：市政府办公室",
    "发布时间：2024-05-08",
    TITLE,
    "各县区人民政府，市政府各部门：",
    "现将《某市食品安全工作方案》印发给你们，请认真贯彻执行。",
    "某市人民政府办公室",
    "2024年5月6日",
    "某市食品安全工作方案",
    "为加强食品安全工作，根据《食品安全法》，制定本方案。",
    "一、重点任务",
    "（一）开展产地环境治理行动。加强治理。",
    "（责任单位：市农业农村局）",
    "（二）提升监测能力。到2025年，抽检合格率达到98%以上。",
    "（责任单位：市市场监管局、市卫生健康委）",
    "序号\t任务\t责任分工牵头单位\t责任分工配合单位",
    "1\t制定办法\t市教育局\t市财政局 市公安局",
    "2\t开展检查\t市教育局\t",
    "附件：1.任务表.doc",
]


def lines(page, encoding="utf-8"):
    return [line.strip("\u3000") for line in text_of(page.encode(encoding), "x.html").splitlines()]


def test_the_document_is_read_and_the_site_around_it_is_not():
    assert lines(PAGE, "gb18030") == READ


def test_paragraphs_are_indented_and_what_stands_in_the_middle_is_not():
    page = '<body><p style="text-align: center">某市工作方案</p><p>一、任务</p><p>　　（一）甲。</p><p align=right>某市</p></body>'
    assert text_of(page.encode(), "x.html").splitlines() == ["某市工作方案", "　　一、任务", "　　（一）甲。", "某市"]


def test_labels_title_and_number_are_found_in_it():
    text = "\n".join(lines(PAGE, "gb18030"))
    document = take_apart(Source("x.html", text, ""))
    assert document.text[document.title] == TITLE
    assert document.text[document.head.number] == "某政办发〔2024〕12号"
    assert document.text[document.plans[0].title] == "某市食品安全工作方案"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_told_by_mark_name_or_bytes(encoding):
    page = PAGE.replace("gb2312", "utf-8" if encoding != "gb18030" else "GBK")
    assert lines(page, encoding) == READ
    assert lines(page.replace("charset=", "x="), encoding) == READ


def test_an_old_page_laid_out_in_tables_is_read():
    body = "".join(
        f"<p>（{number}）做好工作。加强统筹协调，形成工作合力。（市教育局负责）</p>" for number in "一二三四五六"
    )
    page = (
        "<html><body><table><tr><td colspan=2><a href=/>首页</a> <a href=/a>新闻</a></td></tr>"
        "<tr><td width=200><table><tr><td><a href=/b>领导之窗</a></td></tr><tr><td><a href=/c>机构职能</a></td></tr></table></td>"
        f"<td><table><tr><td>某市工作方案</td></tr><tr><td>{body * 8}</td></tr></table></td></tr></table></body></html>"
    )
    read = lines(page)
    assert read[0] == "某市工作方案"
    assert read[1] == "（一）做好工作。加强统筹协调，形成工作合力。（市教育局负责）"
    assert len(read) == 49


def test_the_title_of_the_page_is_put_first_where_the_text_has_none():
    page = "<html><head><title>某市食品安全工作方案_某市人民政府</title></head><body><p>一、任务</p><p>（一）甲。</p></body></html>"
    assert lines(page) == ["某市食品安全工作方案", "一、任务", "（一）甲。"]


def test_what_a_table_is_called_stands_over_it():
    table = "<table><caption>某县工作<b>考核细则</b></caption><tr><th>序号</th><th>任务</th></tr><tr><td>1</td><td>甲</td></tr></table>"
    read = lines(f"<body>{table}</body>")
    assert read[0] == "某县工作考核细则"
    assert sum("考核细则" in line for line in read) == 1


def test_the_first_row_of_a_table_is_no_value_of_a_label_above():
    table = "<table><tr><td colspan=2>某县重点任务台账</td></tr><tr><td>任务</td><td>责任单位</td></tr></table>"
    assert "文 号:\n某县重点任务台账\n" in text_of(f"<p>文 号:</p>{table}".encode(), "x.html").replace("\u3000", "")


def test_numbered_lists_keep_their_numbers():
    chinese = '<ol style="list-style-type: cjk-ideographic" start="2"><li><p>甲。</p></li><li>乙。</li></ol>'
    page = f"<body><p>某市工作方案</p>{chinese}<ol><li>丙。</li><li>2.丁。</li></ol><ul><li>戊。</li></ul></body>"
    assert lines(page) == ["某市工作方案", "二、甲。", "三、乙。", "1. 丙。", "2.丁。", "戊。"]


def test_a_label_and_its_value_in_two_boxes_are_one_line():
    item = "<div><div>{}：</div><div>{}</div></div>"
    head = "".join(
        item.format(*pair) for pair in (("索引号", "A-1"), ("发文字号", "某政发〔2024〕1号"), ("发布机构", "某市政府"))
    )
    page = f"<body>{head}<div><p>某市工作方案</p><p>一、任务</p><p>（一）甲。做好甲。</p></div></body>"
    assert lines(page)[:3] == ["索引号：A-1", "发文字号：某政发〔2024〕1号", "发布机构：某市政府"]


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>1</script></body></html>", "<!-- 空 -->"])
def test_a_page_without_text_says_so(page):
    with pytest.raises(SourceError, match="holds no text"):
        lines(page)


def test_characters_in_no_encoding_are_named():
    with pytest.raises(SourceError, match="no encoding"):
        text_of(b"<html><body>" + bytes(range(128, 256)) * 4, "x.html")


def test_a_stray_byte_does_not_stop_the_reading():
    data = PAGE.encode("gb18030")
    assert "一、重点任务" in text_of(data[:-60] + b"\xff" + data[-60:], "x.html")


def test_same_document_as_text(tmp_path):
    plan = ["某市工作方案", "一、任务", "（一）甲。做好甲。"]
    around = "<nav><a href=/>首页</a></nav><main>{}</main><footer>版权所有</footer>"
    assert [line.strip() for line in text_of(making.as_html(plan, around=around), "x.html").splitlines()] == plan


BODY = "<table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr>{}</table>".format(
    "".join(
        f"<tr><td>{number}</td><td>{task}</td><td>县民政局</td></tr>"
        for number, task in (("1", "建设服务中心"), ("2", "改造小区"))
    )
)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            "<title>政府网</title><body><div class=article-title>{}</div><div>发布时间：2024-03-05 来源：县政府办</div>",
            id="class",
        ),
        pytest.param("<title>{}_青岭县人民政府</title><body><h2>{}</h2><p>发布时间：2024-03-05</p>", id="h2"),
        pytest.param(
            "<meta name=ArticleTitle content={}><meta name=PubDate content='2024-03-05 10:00'><body>", id="meta"
        ),
        pytest.param(
            "<title>{}-青岭县人民政府</title><body><header><h1>青岭县人民政府</h1></header><h1>{}</h1><p>发布日期：2024年3月5日</p>",
            id="two h1",
        ),
        pytest.param(
            "<title>青岭县人民政府 {}</title><body><div>青岭县人民政府</div><h3>{}</h3><p>发布时间：2024-03-05</p>",
            id="site above",
        ),
        pytest.param("<title>{} - 青岭县人民政府</title><body><p>发布时间：2024-03-05</p>", id="title only"),
        pytest.param("<body><h2>{}</h2><p>发布时间：2024-03-05</p>", id="h2 only"),
    ],
)
@pytest.mark.parametrize("title", ["青岭县2024年重点任务进展汇总", "青岭县2024年民生实事落实情况"])
def test_title_and_date_are_found_by_structure(page, title, registers):
    data = f"<html><head><meta charset=utf-8>{page.replace('{}', title)}{BODY}</body></html>".encode()
    facts = read_facts(source_of(data, "x.html"), registers)
    assert (facts.title, facts.issued_on) == (title, date(2024, 3, 5))


HEADER = "<tr><td>问题</td><td>措施</td><td>责任单位</td></tr>"
HIGH = '<tr><td rowspan="2">渔港淤积</td><td rowspan="2">清淤2万方</td><td rowspan="2">县渔业局</td></tr>'
LOW = "<tr><td>码头老化</td><td>加固岸线</td><td>县交通局</td></tr>"
LINES = ["问题\t措施\t责任单位", "渔港淤积\t清淤2万方\t县渔业局"]


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        pytest.param(HIGH + LOW, ["码头老化\t加固岸线\t县交通局"], id="rows without cells left out"),
        pytest.param(
            HIGH + "<tr></tr>" + LOW, ["渔港淤积\t清淤2万方\t县渔业局", "码头老化\t加固岸线\t县交通局"], id="there"
        ),
        pytest.param(HIGH, [], id="last row"),
        pytest.param(
            HIGH.replace('<td rowspan="2">县', "<td>县") + "<tr><td>县交通局</td></tr>",
            ["渔港淤积\t清淤2万方\t县交通局"],
            id="a cell begins below",
        ),
    ],
)
def test_cells_that_all_reach_down_end_where_the_next_row_begins(rows, below):
    data = f"<html><meta charset=utf-8><body><table>{HEADER}{rows}</table></body></html>".encode()
    assert source_of(data, "x.html").text.splitlines()[-len(LINES) - len(below) :] == LINES + below
