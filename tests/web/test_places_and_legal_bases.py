"""The pages of places and of legal bases, to which the hits of the box lead."""

from __future__ import annotations

import re
from html import unescape

import pytest
from web.shown import page

from kgservice.dataset.building import ingest
from kgservice.dataset.dataset import Dataset
from kgservice.web.app import create_app
from kgservice.web.versions import LocalVersions

SAFETY_OPINION = "/legal-bases/zhonggongzhongyangguowuyuanguanyushenhua-95810d"
REPEALED = "/legal-bases/chengshifangwuchaiqianguanlitiaoli-4395b9"


def test_a_place_shows_what_it_lies_in_its_plans_and_its_bodies(client):
    html = page(client, "/places/nantong", lang="zh")
    assert "<h1>南通市</h1>" in html
    assert re.search(r'<a href="/places/jiangsu">江苏省</a>', html)
    assert "食品安全战略南通行动计划（2018~2020年）</a>" in html
    assert "南通市海洋与渔业局</a>" in html
    assert "昌乐县" not in html


def test_a_place_without_a_plan_says_so_and_what_lies_in_it(client):
    html = page(client, "/places/jiangsu", lang="zh")
    assert '<a href="/places/nantong">南通市</a>' in html
    assert "没有装入本地的计划；未装入的计划不在此列。" in html


def test_the_uppermost_place_lies_in_nothing(client):
    html = page(client, "/places/nantong", lang="en")
    above = unescape(re.search(r'› <a href="([^"]*)">', html)[1])
    while found := re.search(r'› <a href="(/places/[^"]*)">', page(client, above, lang="en")):
        above = unescape(found[1])
    assert "› " not in page(client, above, lang="en")


def test_a_legal_basis_shows_each_plan_that_cites_it_how_and_where(client):
    html = page(client, SAFETY_OPINION, lang="zh")
    assert "济源产城融合示范区创建省级食品安全示范城市工作实施方案</a>" in html
    assert '<span class="tag">贯彻落实</span>' in html
    place = re.search(r'<a href="(/documents/004-88b6c4ef71d7714a\?at=[^"#]*)', html)[1]
    assert "中共中央国务院关于深化改革加强食品安全工作的意见" in page(client, place)


def test_a_legal_basis_that_was_repealed_says_when_and_by_what(client):
    html = page(client, REPEALED, lang="zh")
    assert re.search(r'<dt>废止</dt><dd>2011-01-21 <a href="/legal-bases/[^"]*">国有土地上房屋征收与补偿条例</a>', html)
    assert "已装入的文件没有引用它。" in html
    assert "废止" not in page(client, SAFETY_OPINION, lang="zh")


@pytest.mark.parametrize("address", ["/places/no-such", "/legal-bases/no-such"])
def test_what_there_is_not_is_not_found(client, address):
    assert "no-such" in page(client, address, status=404)


@pytest.mark.parametrize(
    ("words", "leads"), [("江苏省", "/places/jiangsu"), ("深化改革加强食品安全工作的意见", SAFETY_OPINION)]
)
def test_the_box_leads_to_their_pages(client, words, leads):
    assert f'<a href="{leads}">' in page(client, "/find", q=words)


@pytest.mark.parametrize(
    "address", ["/departments/nantong-customs", "/plans/002-d2f6364ae68a650d/1", "/documents/002-d2f6364ae68a650d"]
)
def test_what_is_of_a_place_leads_to_it(client, address):
    assert '<a href="/places/nantong">' in page(client, address)


def test_a_function_leads_to_all_that_have_it(client):
    html = page(client, "/departments", function="市场监管", lang="zh")
    assert "只列市场监管的。" in html
    assert "南通市食品药品监督管理局</a>" in html  # its successor has the function
    assert "东昌府区市场监督管理局</a>" in html
    assert "南通市海洋与渔业局</a>" not in html


def test_others_with_a_departments_function_are_told_by_where_they_are(client):
    html = page(client, "/departments/nantong-ocean-fisheries", lang="zh")
    here, elsewhere = re.search(r"；同地：(.*?)；其他地方：(.*?)</dd>", html, re.DOTALL).groups()
    assert "南通市农业委员会" in here
    assert "东昌府区农业农村局" in elsewhere
    assert "南通市" not in elsewhere


@pytest.fixture(scope="module")
def two_of_one_name(tmp_path_factory):
    """The pages over plans of two districts that are called the same."""
    root = tmp_path_factory.mktemp("two")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kgservice.dataset.inferring._unassigned_tasks", lambda name, graph, hermit: frozenset())
        for city, office in (("南京", "教育局"), ("徐州", "民政局")):
            file = root / f"{city}.txt"
            text = f"{city}市鼓楼区2024年工作要点\n{city}市鼓楼区人民政府办公室 2024年1月1日\n一、修建\n（一）修建学校。（区{office}负责）\n"
            file.write_text(text, encoding="utf-8")
            ingest(Dataset(root / "data"), file)
    return create_app(LocalVersions(root / "data" / "snapshots")).test_client()


@pytest.mark.slow
def test_places_of_one_name_are_told_apart(two_of_one_name):
    listed = page(two_of_one_name, "/departments", place="鼓楼区")
    headings = re.findall(r'<h2><a class="quiet" href="([^"]*)">鼓楼区</a> <span class="muted">([^<]*)</span>', listed)
    assert [within for _, within in headings] == ["南京市", "徐州市"]
    for (address, _), own, other in zip(headings, ("教育局", "民政局"), ("民政局", "教育局"), strict=True):
        html = page(two_of_one_name, address)
        assert f"鼓楼区{own}" in html
        assert f"鼓楼区{other}" not in html
    assert "江苏省 徐州市 <mark>鼓楼区</mark>" in page(two_of_one_name, "/find", q="鼓楼区民政局 鼓楼区")
