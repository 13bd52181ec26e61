"""Finding on the site: results by kind with the hit marked, suggestions, what comes near, and the same as JSON."""

from __future__ import annotations

import re
from html import unescape

import pytest
from babel.messages.extract import extract_from_dir
from conftest import ROOT
from shown import page, pages_of

from kgservice.finding.findables import FindableKind
from kgservice.translations import LANGUAGES, translations
from kgservice.web.layout import SECTIONS


@pytest.mark.parametrize("words", ["海洋渔业局", "haiyang", "hyyyj"])
def test_a_department_is_one_click_from_what_one_knows_of_its_name(client, words):
    assert '<a href="/departments/nantong-ocean-fisheries">' in page(client, "/find", q=words)
    assert 'href="/departments/nantong-ocean-fisheries"' in page(client, "/find/suggestions", q=words)


def test_a_function_leads_to_the_duties_of_all_places(client):
    link = re.search(
        r'<a role="option" href="([^"]*)">市场监管 <span', page(client, "/find/suggestions", q="市场监管")
    )[1]
    html = page(client, unescape(link) + "&where.year=2025")
    rows = html[html.index("<tbody>") :]
    assert "东昌府区市场监督管理局" in rows
    assert "南通市" not in rows
    every = client.get(unescape(link) + "&format=json").json
    assert {row["jurisdiction"] for row in every} >= {"东昌府区", "南通市", "济源产城融合示范区"}
    assert {row["function"] for row in every} == {"市场监管"}
    assert client.get("/queries/function-obligations?function=市场监督&format=json").json["near"][0] == "市场监管"


def test_each_kind_has_its_number_and_the_hit_is_marked_in_its_sentence(client):
    html = page(client, "/find", q="海洋渔业局")
    assert re.search(r'kind=task">任务与条目 <b>16</b>', html)
    assert "〔责任部门：各县（市、区）政府（管委会），市农委、<mark>海洋渔业局</mark>〕" in html
    assert "又称 <mark>海洋渔业局</mark>" in html


def test_a_number_of_results_opens_exactly_that_list(client):
    numbers = re.findall(r'<a href="([^"]*kind=[a-z]*)">[^<]* <b>(\d+)</b>', page(client, "/find", q="食品安全"))
    assert len(numbers) > 3
    for address, number in numbers:
        mains = [listed[listed.index("<main") :] for listed in pages_of(client, unescape(address))]
        assert sum(main.split('<ul class="hits">')[1].count("<li>") for main in mains) == int(number), address


def test_a_name_that_nothing_has_is_told_from_what_documents_do_not_say(client):
    html = page(client, "/find", q="海洋与鱼业局")
    assert "这里没有叫“海洋与鱼业局”的事物" in html
    assert "未收录的文件如何，不得而知" in html
    assert html.index("您要找的是不是") < html.index("南通市海洋与渔业局")


def test_the_same_can_be_had_as_json(client):
    answer = client.get("/api/find", query_string={"q": "市监局"}).json
    assert answer["version"]
    assert answer["numbers"]["department"] >= 3
    assert answer["found"][0]["kind"] == "department"
    assert client.get("/api/find", query_string={"q": "海洋与鱼业局"}).json["near"][0]["name"] == "南通市海洋与渔业局"
    assert client.get("/api/find?q=x&kind=nonsense").status_code == 400


def test_what_is_typed_does_not_become_markup(client):
    assert "<b>x" not in page(client, "/find", q="<b>x")
    assert "<b>x" not in page(client, "/find/suggestions", q="<b>x")


def test_the_departments_of_a_place_can_be_listed(client):
    html = page(client, "/departments", place="南通市")
    assert "南通市教育局" in html
    assert "东昌府区教育和体育局" not in html


def test_every_page_has_a_link_under_which_it_stays(client, dataset):
    address = f"?version={dataset.current().version}"
    for path in ("/", "/plans", "/departments/nantong-customs"):
        assert f'href="{path}{address}"' in page(client, path)


@pytest.mark.parametrize(
    ("path", "section"),
    [("/departments/nantong-customs", "部门"), ("/plans/001-b4ad9b68bca269ff/3", "计划"), ("/queries/tasks", "问题")],
)
def test_the_section_that_one_is_in_is_marked(client, path, section):
    assert re.search(rf'aria-current="true">{section}</a>', page(client, path))


def test_every_word_of_the_pages_is_there_in_chinese():
    words = translations("zh")
    found = extract_from_dir(ROOT / "kgservice" / "web", [("templates/**.html", "jinja2")])
    missing = []
    for _, _, message, _, _ in found:
        for each in [message] if isinstance(message, str) else message[:1]:
            if words.gettext(each) == each and words.ngettext(each, each, 1) == each:
                missing.append(each)
    assert set(missing) <= {"SPARQL"}


def test_every_kind_and_section_has_a_name_in_both_languages():
    keys = [*(f"kind.{kind}" for kind in FindableKind), *(f"section.{section}" for section in SECTIONS)]
    assert [(key, code) for code in LANGUAGES for key in keys if translations(code).gettext(key) == key] == []
