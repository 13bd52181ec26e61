"""What the questions about parties, times, figures and the graph itself answer of the five documents, read against them."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256

from conftest import SOURCES

from kgservice.reasoning.rules import shipped_rules

DONGCHANGFU = "000_088e11d987ff7cca.txt"
CHANGLE = "001_b4ad9b68bca269ff.txt"
NANTONG = "002_d2f6364ae68a650d.txt"
HEBEI = "003_6ec0ee0796e11f2d.txt"
JIYUAN = "004_88b6c4ef71d7714a.txt"


def source(name):
    """A source document's text without white space."""
    return "".join((SOURCES / name).read_text(encoding="utf-8").split())


def test_the_duties_of_a_department_name_the_rule_they_follow_by(answer):
    rows = answer("duties", department="区农业农村局")
    assert [row["path"] for row in rows][:3] == ["二/（二）", "二/（三）", "二/（四）"]
    assert {row["party"] for row in rows} == {"东昌府区农业农村局"}
    assert {row["rule"] for row in rows} == {"carries-item"}
    assert len(rows) == len(answer("department-obligations", department="区农业农村局"))


def test_two_departments_work_on_the_items_whose_clauses_name_both(answer):
    clauses = re.findall("〔责任部门[^〕]*〕", source(NANTONG))
    both = [clause for clause in clauses if "农委" in clause and "海洋渔业局" in clause]
    first = answer("joint-work")[0]
    assert (first["department"], first["other"]) == ("南通市农业委员会", "南通市海洋与渔业局")
    assert int(first["items"]) == len(first["paths"].split("、")) == len(both) > 1


def test_joint_work_of_one_department_has_it_first_and_every_pair_once_without(answer):
    rows = answer("joint-work", department="东昌府区农业农村局")
    assert {row["department"] for row in rows} == {"东昌府区农业农村局"}
    peers = {row["other"]: (row["items"], row["paths"]) for row in rows}
    assert peers["东昌府区行政审批服务局"] == ("3", "二/（七）、三/（一）、三/（五）")
    nantong = [row for row in answer("joint-work") if "南通" in row["plan"]]
    pairs = {frozenset((row["department"], row["other"])) for row in nantong}
    assert len(pairs) == len(nantong) > 100


def test_a_campaign_has_its_parties_or_none(answer):
    rows = {(row["source"], row["campaign"]): row for row in answer("campaigns")}
    crime = rows[JIYUAN, "打击食品安全犯罪专项工程"]
    assert (crime["tasks"], crime["parties"]) == ("1", "3")
    assert crime["names"] == "济源产城融合示范区食品安全委员会各成员单位、济源市人民检察院、济源市人民法院"
    assert {row["parties"] for (name, _), row in rows.items() if name in (CHANGLE, HEBEI)} == {"0"}


def test_a_party_is_counted_by_role_function_and_kind(answer):
    rows = {row["party"]: row for row in answer("parties")}
    regulator = rows["东昌府区市场监督管理局"]
    assert (regulator["kind"], regulator["jurisdiction"], regulator["functions"]) == ("部门", "东昌府区", "市场监管")
    roles = Counter(row["role"] for row in answer("assignments") if row["department"] == "东昌府区市场监督管理局")
    assert roles["lead"] == 1, "（区市场监管局牵头，各镇政府、街道办事处按职责分工负责）"
    assert {role: int(regulator[f"{role}_items"]) for role in ("lead", "responsible", "support")} == {
        role: roles[role] for role in ("lead", "responsible", "support")
    }
    assert (rows["东昌府区各镇人民政府"]["kind"], rows["河北省公安部门"]["named"]) == ("责任群体", "1")
    clauses = re.findall("〔责任部门[^〕]*〕", source(NANTONG))
    regulated = sum("食药监局" in clause for clause in clauses)
    assert int(rows["南通市食品药品监督管理局"]["responsible_items"]) == regulated > 1


def test_the_documents_to_be_made_have_their_year_and_party(answer):
    rows = [(row["source"], row["title"], row["relation"], row["when"]) for row in answer("documents-to-issue")]
    assert rows == [
        (CHANGLE, "2024年全县食品抽检监测计划", "to-be-issued", ""),
        (CHANGLE, "食品安全风险管控清单", "to-be-issued", ""),
        (HEBEI, "河北省食品生产小作坊小餐饮小摊点管理条例", "to-be-revised", "2019年"),
        (HEBEI, "河北省食品添加剂亚硝酸盐监督管理办法", "to-be-issued", "2019年"),
        (HEBEI, "河北省食品药品行政执法与刑事司法衔接工作办法实施细则", "to-be-revised", "2020年"),
        (JIYUAN, "济源示范区食品安全事故应急预案", "to-be-revised", ""),
    ]
    assert answer("documents-to-issue")[-1]["responsible"] == "济源产城融合示范区市场监督管理局"


def test_the_calendar_runs_from_the_first_day_to_what_recurs(answer):
    rows = answer("calendar")
    assert len(rows) == len(answer("deadlines"))
    assert (rows[0]["due_on"], rows[0]["when"], rows[0]["path"]) == ("2018-12-31", "2018年底前", "三/（一）/1")
    assert rows[0]["responsible"].startswith("南通市各县（市、区）人民政府（管委会）")
    years = [int(row["year"]) for row in rows if row["year"]]
    assert years == sorted(years)
    recurring = [bool(row["recurrence"]) for row in rows]
    assert recurring == sorted(recurring)
    assert rows[-1]["recurrence"] == "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"


def test_a_year_that_only_the_plan_gives_is_marked(answer):
    (inferred,) = [row for row in answer("calendar") if row["inferred"] == "true"]
    assert (inferred["source"], inferred["year"]) == (CHANGLE, "2024")
    assert inferred["when"] == "春节、五一、十一等重要节假日前"


def test_the_plans_are_compared_by_how_they_bind(answer):
    rows = {(row["source"], row["plan"]): row for row in answer("binding")}
    statements = answer("statements")
    for (name, plan), row in rows.items():
        forces = [each["force"] for each in statements if (each["source"], each["plan"]) == (name, plan)]
        assert int(row["statements"]) == len(forces)
        assert [int(row[force]) for force in ("must", "encourage", "forbid")] == [
            forces.count(force) for force in ("must", "encourage", "forbid")
        ]
    assert len(rows) == 9
    assert {name for (name, _), row in rows.items() if row["forbid"] != "0"} == {HEBEI, JIYUAN}


def test_jurisdictions_run_from_the_nation_down(answer):
    rows = answer("jurisdictions")
    assert rows[0]["jurisdiction"] == "中华人民共和国"
    levels = [row["level"] for row in rows]
    assert levels == sorted(levels, key=["国家级", "省级", "地市级", "县级", "乡级"].index)
    (county,) = [row for row in rows if row["jurisdiction"] == "东昌府区"]
    assert (county["level"], county["located_in"], county["documents"]) == ("县级", "聊城市", "1")


def test_an_indicator_has_floors_ceilings_and_exact_figures(answer):
    rows = {row["indicator"]: row for row in answer("indicators")}
    farmland = rows["受污染耕地安全利用率"]
    assert (farmland["floors"], farmland["ceilings"], farmland["exact"]) == ("3", "0", "1")
    assert (farmland["units"], farmland["jurisdictions"]) == ("%", "东昌府区、河北省")
    # 解决1～2项影响本地食品安全的重点问题
    assert [rows["解决影响本地食品安全的重点问题"][key] for key in ("floors", "ceilings", "exact")] == ["1", "1", "0"]
    counted = sum(int(row[key]) for row in rows.values() for key in ("floors", "ceilings", "exact"))
    assert counted == len(answer("indicator-targets"))


def test_a_law_is_counted_by_what_the_texts_have_to_do_with_it(answer):
    rows = {row["title"]: row for row in answer("legal-bases")}
    law = rows["山东省食品安全条例"]
    assert (law["basis"], law["implements"], law["mentions"], law["cited_in"]) == ("0", "1", "3", CHANGLE)
    assert source(CHANGLE).count("山东省食品安全条例") == 4
    assert [title for title, row in rows.items() if row["basis"] != "0" and row["cited_in"] == DONGCHANGFU] == [
        "山东省人民政府办公厅关于印发“食安山东”建设三年提升行动计划（2023-2025年）的通知",
        "聊城市贯彻落实“食安山东”建设三年提升行动计划（2023-2025年）重点任务分工方案",
    ]
    assert "食品安全风险管控清单" not in rows, "a document yet to be issued is no legal basis"


def test_the_outline_has_every_item_and_how_it_is_assigned(answer):
    rows = answer("outline", plan="东昌府区")
    standing = {row["path"]: (row["kind"], row["heading"], row["standing"]) for row in rows}
    assert standing["三"] == ("section", "重点行动", "无责任分工的条目")
    assert standing["三/（一）"] == ("task", "深入实施产地环境治理行动", "已分工条目")
    assert "row" in {row["kind"] for row in rows}
    everywhere = answer("outline")
    unassigned = [(row["source"], row["plan"], row["path"]) for row in everywhere if row["standing"] == "未分工任务"]
    assert unassigned == [(row["source"], row["plan"], row["path"]) for row in answer("unassigned-tasks")]
    assert answer("outline", plan=HEBEI) == [row for row in everywhere if row["source"] == HEBEI]


def test_a_source_can_be_told_by_its_digest(answer):
    rows = {row["source"]: row for row in answer("sources")}
    assert {name: row["digest"] for name, row in rows.items()} == {
        path.name: sha256(path.read_bytes()).hexdigest() for path in SOURCES.glob("*.txt")
    }
    assert {name: row["outside_outline"] for name, row in rows.items() if row["outside_outline"] != "0"} == {HEBEI: "1"}
    assert all(int(row["spans"]) > int(row["facts"]) > 100 for row in rows.values())


def test_the_conclusions_are_counted_by_the_rule_that_drew_them(answer):
    rows = {row["rule"]: row for row in answer("conclusions")}
    assert set(rows) == {rule.id for rule in shipped_rules()} | {"unassigned-task"}
    assert int(rows["carries-item"]["conclusions"]) == len(answer("assignments"))
    assert rows["unassigned-task"]["decided_by"] == "HermiT"
    assert int(rows["unassigned-task"]["conclusions"]) == len(answer("unassigned-tasks"))
    assert {row["decided_by"] for name, row in rows.items() if name != "unassigned-task"} == {"SPARQL"}
