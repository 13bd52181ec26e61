"""Each check finds in a small document exactly what it must, and nothing in one that comes near."""

from __future__ import annotations

import pytest
from conftest import ROOT
from drafts import CHECKS, CITY, YEARS, findings_in, found_in

from kgservice.checks.catalogue import FIRST
from kgservice.checks.running import Checks
from kgservice.dataset.building import ingest, publish
from kgservice.dataset.dataset import Dataset
from kgservice.queries.catalogue import load_catalogue
from kgservice.store.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow

COUNTY = "昌乐县工作要点\n"
ANNEX = "附件\n指标一览表\n序号\t指标\t2022年目标\t责任部门\n"

CASES = {
    "no-lead": (
        CITY + "一、任务\n1.办好甲事。做好乙事。（市教育局、市财政局按职责分工负责）\n",
        ["一/1"],
        CITY
        + "一、任务\n1.办好甲事。做好乙事。（市教育局牵头，市财政局、市公安局负责）\n"
        + "2.办好丙事。做好丁事。（各镇政府负责）\n3.办好戊事。做好己事。（市教育局负责，市财政局配合）\n"
        + "4.办好庚事。做好辛事。（由市教育局会同市财政局负责）\n",
    ),
    "figures-differ": (
        CITY
        + "一、工作目标\n公众食品安全知识知晓率超过80%。\n二、主要任务\n1.加强宣传。公众食品安全知识知晓率达到80%以上。\n",
        ["一"],
        YEARS
        + "一、工作目标\n公众食品安全知识知晓率达到90%以上。\n二、主要任务\n"
        + "1.加强宣传。到2022年，公众食品安全知识知晓率达到80%以上；到2023年，公众食品安全知识知晓率达到90%以上。\n",
    ),
    "annex-party-absent": (
        CITY
        + "一、任务\n1.治理产地。受污染耕地安全利用率达到93%以上。（市生态环境局负责）\n2.发展种植。做好甲。（市农业农村局负责）\n"
        + ANNEX
        + "1\t受污染耕地安全利用率\t93%以上\t市农业农村局\n",
        ["一/1"],
        CITY
        + "一、任务\n1.治理产地。受污染耕地安全利用率达到93%以上。（市生态环境局、市农业农村局负责）\n2.发展种植。做好甲。（市生态环境局负责）\n"
        + ANNEX
        + "1\t受污染耕地安全利用率\t93%以上\t市农业农村局\n",
    ),
    "nobody-owns-indicator": (
        CITY + "一、工作目标\n群众食品安全满意度达到80%以上。\n二、主要任务\n1.加强监管。做好甲。（市教育局负责）\n",
        ["一"],
        CITY
        + "一、工作目标\n群众食品安全满意度达到80%以上。\n二、主要任务\n"
        + "1.加强监管。群众食品安全满意度达到80%以上。（市教育局负责）\n",
    ),
    "target-without-year": (
        YEARS + "一、主要任务\n1.加强宣传。公众食品安全知识知晓率达到80%以上。\n",
        ["一/1"],
        YEARS + "一、主要任务\n1.加强宣传。到2023年，公众食品安全知识知晓率达到80%以上。\n2.加强监管。监管全覆盖。\n",
    ),
    "deadline-out-of-period": (
        YEARS
        + "一、主要任务\n1.加强宣传。2020年底前，建成宣传站。\n2.加强监管。2032年底前，建成平台。\n3.建站。至2019年末，建成站12处。\n",
        ["一/1", "一/2", "一/3"],
        YEARS
        + "一、主要任务\n1.加强宣传。2021年底前，建成宣传站。\n2.加强监管。2023年底前，建成平台。\n3.加强改造。改造2000年底前建成的小区。\n"
        + "4.加强培训。截至2019年末，已培训200人。\n5.建站。至2022年末，建成站12处。\n",
    ),
    "impossible-day": (
        CITY
        + "一、任务\n1.加强监管。2026年2月30日前完成整改。\n2.社会共治。于2026年13月底前公布名单。\n3.做好总结。每年4月31日前报告。\n",
        ["一/1", "一/2"],
        CITY
        + "一、任务\n1.加强监管。2028年2月29日前完成整改。\n2.社会共治。2月29日前公布名单。\n3.做好总结。于3月31日前报告。\n",
    ),
    "sentence-twice": (
        CITY
        + "一、任务\n1.加强监管。充分发挥行业协会监督、协调和引导作用，做好甲。\n2.社会共治。充分发挥行业协会监督、协调和引导作用。\n",
        ["一/2"],
        CITY
        + "一、任务\n1.加强监管。充分发挥行业协会监督、协调作用，做好甲。\n2.社会共治。充分发挥行业协会引导作用，做好甲。\n",
    ),
    "doubled-words": (
        CITY
        + "一、任务\n1.加强监管。实现监管全覆盖\n\n盖，查处违法行为。\n2.加强宣传。宣传食品安全食品安全知识。\n"
        + "3.严格执法。按照的的要求办理。\n4.落实责任。依法履行质量追溯义务，依法履行质量追溯义务，不得推诿。\n"
        + "5.检修设备。对设备进行检修检修，消除隐患。\n",
        ["一/1", "一/2", "一/3", "一/4", "一/5"],
        CITY
        + "一、任务\n1.加强监管。做到明明白白，责任落实到人人，抓好监督督导。\n2.加强管理。开展检验检测，开展展览展示，一批一批，方方面面。\n",
    ),
    "fragment": (
        "（上接第一版）的要求落实到位。\n二、主要任务\n1.加强宣传。做好甲。\n2.加强监管。做好乙。\n",
        [""],
        CITY + "一、主要任务\n1.加强宣传。做好甲。\n2.加强监管。做好乙。\n",
    ),
    "table-not-read": (
        CITY + "一、任务\n1.办好甲事。做好乙事。（市教育局负责）\n甲\t乙\t丙\n丁\t戊\t己\n",
        ["一/1"],
        CITY + "一、任务\n序号\t任务\t责任单位\n1\t办好甲事\t市教育局\n2\t办好乙事\t市财政局\n",
    ),
    "numbering": (
        CITY + "一、任务\n1.办甲。做好甲。\n3.办乙。做好乙。\n二、措施\n（一）办丙。做好丙。\n（二）办丁。做好丁。\n",
        ["一/3"],
        CITY + "一、任务\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、措施\n3.办丙。做好丙。\n4.办丁。做好丁。\n",
    ),
    "citation-without-number": (
        CITY + "一、任务\n1.加强监管。贯彻落实《甲省食品安全责任制管理办法》。\n",
        ["一/1"],
        CITY
        + "一、任务\n1.加强监管。贯彻落实《甲省食品安全责任制管理办法》（甲政发〔2020〕5号）。\n"
        + "2.加强宣传。贯彻落实《中华人民共和国食品安全法》。\n3.加强考核。印发《考核管理办法》。\n",
    ),
    "short-title-unused": (
        CITY
        + "一、任务\n1.加强监管。食品安全委员会（以下简称“食安委”）定期开会。\n2.加强执法。成立执法工作专班（以下统称“专班”），做好甲。\n",
        ["一/1", "一/2"],
        CITY + "一、任务\n1.加强监管。食品安全委员会（以下简称“食安委”）定期开会。\n2.加强协调。食安委统筹协调。\n",
    ),
    "department-two-names": (
        COUNTY + "一、任务\n1.加强监管。做好甲。（县市场监管局负责）\n2.加强宣传。做好乙。（县市场监督管理局负责）\n",
        ["一/1"],
        COUNTY
        + "一、任务\n1.加强监管。做好甲。（县农业农村局、市场监管局负责）\n2.加强宣传。做好乙。（县市场监管局负责）\n",
    ),
    "party-never-addressed": (
        COUNTY
        + "一、任务\n1.查处网店。打击假冒食品。（县公安局、县邮政管理局负责）\n2.办好学校。做好食堂。（县教育局负责）\n",
        ["一/1"],
        COUNTY
        + "一、任务\n1.查处网店。打击假冒食品，严查寄递环节。（县公安局、县邮政管理局负责）\n2.办好学校。做好食堂。（县财政局负责）\n",
    ),
    "party-never-assigned": (
        COUNTY + "一、任务\n1.查处违法。县公安局要依法打击犯罪。（县市场监管局、县教育局负责）\n",
        ["一/1"],
        COUNTY
        + "一、任务\n1.查处违法。县公安局要依法打击犯罪。（县公安分局、县教育局负责）\n"
        + "2.加强监管。县公安局要依法打击犯罪。（县教育局、各有关部门负责）\n3.加强宣传。县公安局要依法打击犯罪。\n",
    ),
    "punctuation": (
        CITY
        + "一、任务\n1.加强监管。落实《食品安全条例》,做好甲。\n2.加强宣传。推行“明厨亮灶，做好乙。\n"
        + "3.加强执法。按照《管理办法等制度》做好丙。\n4.加强检查。做好丁，，做好戊。\n",
        ["一/1", "一/2", "一/3", "一/4"],
        CITY
        + "一、任务\n1.加强监管。落实HACCP, ISO22000体系（含“明厨亮灶”），做好甲。\n"
        + "2.加强宣传。做到“应检尽检。应查尽查。”做好乙。\n3.加强执法。按照《关于废止甲办法等规章的决定》做好丙。\n",
    ),
    "cites-repealed": (
        (
            "甲市工作方案\n一、任务\n1.加强监管。落实《中华人民共和国合同法》。\n2.加强宣传。落实《中华人民共和国民法典》。\n"
            "甲市人民政府\n2022年3月1日\n"
        ),
        ["一/1"],
        (
            "甲市工作方案\n一、任务\n1.加强监管。落实《中华人民共和国合同法》。\n2.加强宣传。落实《中华人民共和国民法典》。\n"
            "甲市人民政府\n2020年3月1日\n"
        ),
    ),
    "level-below-county": (
        COUNTY + "一、任务\n1.加强监管。指导县级局加强小作坊监督检查。\n",
        ["一/1"],
        CITY + "一、任务\n1.加强监管。指导县级局加强小作坊监督检查。\n",
    ),
}


REPEALING = "甲市新方案\n一、任务\n1.加强监管。做好甲。\n二、附则\n1.施行。《甲市食品安全管理办法》（甲政发〔2015〕3号）同时废止。\n"
CITING = "甲市旧方案\n一、任务\n1.加强监管。落实《甲市食品安全管理办法》（甲政发〔2015〕3号）。\n2.加强宣传。落实《甲市宣传管理办法》。\n"


def test_what_another_document_of_the_dataset_repeals_is_found_where_it_is_cited(tmp_path, monkeypatch):
    monkeypatch.setattr("kgservice.dataset.inferring._follows", lambda name, graph, hermit: [])
    dataset = Dataset(tmp_path / "data")
    for name, text in (("new.txt", REPEALING), ("old.txt", CITING)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        ingest(dataset, tmp_path / name)
    snapshot = publish(dataset)
    engine = EmbeddedEngine.of_store(snapshot.store, snapshot.version)
    (result,) = Checks(engine, CHECKS).results(only=("cites-repealed",))
    (finding,) = result.findings
    assert (finding["source"], finding["path"]) == ("old.txt", "一/1")
    assert finding["reason"] == "甲市食品安全管理办法 → 甲市新方案"
    asked = engine.select(load_catalogue(ROOT / "queries")["citations"].text)
    relations = {(row[0], row[2]): row[4] for row in asked.texts()}
    assert relations["new.txt", "甲市食品安全管理办法"] == "mentions"


def test_an_indicator_of_a_table_that_nobody_owns_is_told_once_for_all_its_years(tmp_path):
    years = "附件\n指标一览表\n序号\t指标\t2022年目标\t2023年目标\n1\t受污染耕地安全利用率\t93%以上\t94%以上\n"
    text = (
        YEARS + "一、任务\n1.治理产地。做好甲。（市生态环境局负责）\n2.发展种植。做好甲。（市生态环境局负责）\n" + years
    )
    assert found_in(tmp_path, "nobody-owns-indicator", text) == ["附件/1"]


def test_an_item_without_a_lead_is_shown_with_its_own_clause(tmp_path):
    stated = "（市发展改革委、市财政局负责。以下各项任务均需各县（市、区）政府落实，不再列出）"
    text = CITY + f"一、任务\n1.办甲。做好甲。{stated}\n2.办乙。做好乙。（市教育局、市公安局负责）\n"
    assert [finding["sentence"] for finding in findings_in(tmp_path, "no-lead", text)][1:] == [
        "（市教育局、市公安局负责）"
    ]


def test_a_column_that_was_not_understood_is_told_once(tmp_path):
    table = "序号\t任务\t甲乙\t责任单位\n1\t办好甲事\t是\t市教育局\n2\t办好乙事\t否\t市财政局\n"
    found = findings_in(tmp_path, "table-not-read", CITY + "一、任务\n" + table)
    assert [each["sentence"] for each in found] == ["甲乙"]


def test_a_plan_typed_in_half_width_marks_is_told_once(tmp_path):
    typed = CITY + "一、任务\n1.加强监管。统筹推进甲,做好乙。\n2.加强宣传。统筹推进丙,做好丁。\n"
    assert found_in(tmp_path, "punctuation", typed) == ["一/1"]
    assert found_in(tmp_path, "punctuation", typed + "3.加强执法。推进甲，推进乙，推进丙，做好丁。\n") == [
        "一/1",
        "一/2",
    ]


def test_a_plan_with_half_width_brackets_alone_is_told_once(tmp_path):
    typed = CITY + "一、任务\n1.办甲。做好甲(含乙)，做好丙(含丁)，做好戊。\n2.办己。做好己(含庚)，做好辛。\n"
    assert found_in(tmp_path, "punctuation", typed) == ["一/1"]
    assert found_in(tmp_path, "punctuation", typed + "3.办壬,办癸。\n") == ["一/1", "一/3"]


IN_OTHER_WORDS = {
    "level-below-county": COUNTY
    + "一、任务\n1.办甲。督促各县（区）市场监管局开展检查。\n2.办乙。督促各科室、各县直部门开展检查。\n",
    "impossible-day": CITY + "一、任务\n1.办甲。到九月三十一日止全部办完。\n2.办乙。到十二月三十日止全部办完。\n",
    "short-title-unused": CITY
    + "一、任务\n1.办甲。建立档案数据中心（下称“数据中心”）。\n2.办乙。成立业务指导组（下称“指导组”），由指导组培训。\n",
}


@pytest.mark.parametrize("name", IN_OTHER_WORDS)
def test_a_check_finds_the_first_item_and_not_the_second(name, tmp_path):
    assert found_in(tmp_path, name, IN_OTHER_WORDS[name]) == ["一/1"]


def test_every_check_but_the_reasoners_has_a_case():
    assert {*CASES, FIRST} == set(CHECKS)


@pytest.mark.parametrize("name", CASES)
def test_a_check_finds_what_it_must(name, tmp_path):
    text, paths, _ = CASES[name]
    assert found_in(tmp_path, name, text) == paths


@pytest.mark.parametrize("name", CASES)
def test_a_check_passes_over_what_only_comes_near(name, tmp_path):
    _, _, near_miss = CASES[name]
    assert found_in(tmp_path, name, near_miss) == []
