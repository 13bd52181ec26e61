"""Whom the names of issuers and addressees mean: the same departments and groups that clauses mean, and none for what tells nobody."""

from __future__ import annotations

import pytest
from conftest import ROOT
from yaml_files import yaml_of

from kgservice.documents.reading import Source
from kgservice.extraction.reader import read_facts

LEXICON = yaml_of(ROOT / "data" / "lexicon" / "places.yaml")
BODY = "一、主要任务\n（一）抓春耕。备好种子。（各乡镇人民政府负责）\n"


@pytest.fixture
def sent(registers):
    """Who issued a notice of this title, signed by `signature`, to `line`, and whom it is sent to, by name."""

    def read(line: str, signature: str = "甲县人民政府办公室", place: str = "甲县"):
        head = f"{signature}关于印发{place}春耕工作方案的通知\n{line}：\n现将《{place}春耕工作方案》印发给你们，请认真执行。\n"
        end = f"{signature}\n2024年3月2日\n{place}春耕工作方案\n{BODY}"
        facts = read_facts(Source("x.txt", head + end, ""), registers)
        return [party.name for party in facts.issued_by], [party.name for party in facts.addressed_to]

    return read


def test_the_issuer_and_each_addressee_is_a_party(sent):
    assert sent("各乡镇人民政府、街道办事处，县开发区管委会，县政府各部门") == (
        ["甲县人民政府办公室"],
        ["甲县各乡镇人民政府", "甲县各街道办事处", "甲县开发区管理委员会", "甲县政府各部门"],
    )


def test_the_addressee_is_the_group_that_a_clause_gives_tasks_to(registers, sent):
    text = f"甲县人民政府关于印发甲县春耕工作方案的通知\n各乡镇人民政府：\n现将方案印发给你们。\n甲县人民政府\n2024年3月2日\n甲县春耕工作方案\n{BODY}"
    facts = read_facts(Source("x.txt", text, ""), registers)
    (assigned,) = [each.party for plan in facts.plans for item in plan.items for each in item.assignments]
    assert facts.addressed_to == (assigned,)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("各乡镇人民政府，县各委、办、局", ["甲县各乡镇人民政府", "甲县各委、办、局"]),
        ("县政府各委、办、局，各县属企业", ["甲县政府各委、办、局", "甲县各县属企业"]),
        ("县政府办公室\n甲政办〔2024〕3号\n各乡镇人民政府，县政府各部门", ["甲县各乡镇人民政府", "甲县政府各部门"]),
        ("各镇政府、街道办事处", ["甲县各镇人民政府", "甲县各街道办事处"]),
        ("县政府各部门、各直属机构", ["甲县政府各部门", "甲县各直属机构"]),
    ],
    ids=[
        "kinds under one 各",
        "kinds of a government",
        "below who issued it and its number",
        "not two groups",
        "not each with its own 各",
    ],
)
def test_kinds_of_bodies_under_one_word_are_one_group(sent, line, named):
    assert sent(line)[1] == named


@pytest.mark.parametrize(
    "entry", LEXICON["beside_provinces"] + LEXICON["each_of_several"], ids=lambda entry: entry["word"]
)
def test_bodies_of_several_levels_of_places_are_one_group(registers, entry):
    text = (
        f"关于治水的通知\n{entry['example']}：\n现通知如下。\n一、任务\n（一）治水。治水。\n国家林草局\n2024年3月2日\n"
    )
    (group,) = read_facts(Source("x.txt", text, ""), registers).addressed_to
    assert (group.name, entry["word"] in entry["example"]) == (entry["example"], True)


def test_a_group_that_no_ending_tells_is_one_all_the_same(sent):
    assert sent("县政府各部门，各人民团体，李某某")[1] == ["甲县政府各部门", "甲县各人民团体"]


def test_what_says_where_an_issuer_is_belongs_to_no_name(sent):
    assert sent("各乡镇人民政府", "银川市兴庆区人民政府办公室", "兴庆区")[0] == ["兴庆区人民政府办公室"]


def test_two_that_issue_a_document_are_two(sent):
    assert sent("各乡镇人民政府", "甲县教育局、甲县财政局")[0] == ["甲县教育局", "甲县财政局"]


def test_nobody_is_meant_in_a_document_that_is_sent_to_nobody_and_of_no_known_place(registers):
    facts = read_facts(Source("x.txt", f"春耕工作方案\n{BODY}", ""), registers)
    assert (facts.issued_by, facts.addressed_to) == ((), ())
