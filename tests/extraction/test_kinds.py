"""What an item is for: by its own heading, that of its section, and what stands beside it."""

from __future__ import annotations

import pytest


def test_goals_among_tasks_are_goals(read_text):
    (plan,) = read_text(
        "贵阳市工作方案\n一、主要工作\n1.总体目标\n新建学校3所。\n2.建设学校\n新建。\n3.工作目标\n做好。（市教育局负责）\n"
    ).plans
    assert [item.kind for item in plan.items] == ["section", "goal", "task", "task"]


@pytest.mark.parametrize(
    ("goals", "other", "kind"),
    [
        ("（一）建设学校。新建学校。（市教育局负责）\n（二）培训教师。做好。", "一、重点任务\n（一）做。做。", "task"),
        ("（一）建设学校。新建学校。\n（二）培训教师。做好。", "一、总体要求\n坚持。", "task"),
        ("（一）近期。学校达标。\n（二）远期。全部达标。", "一、重点任务\n（一）做。做。", "goal"),
    ],
)
def test_goals_and_tasks_in_one_section(read_text, goals, other, kind):
    (plan,) = read_text(f"贵阳市工作方案\n{other}\n二、目标任务\n{goals}\n").plans
    assert {item.kind for item in plan.items if item.path[0] == "二" and len(item.path) > 1} == {kind}


@pytest.mark.parametrize(
    ("sections", "path", "kind"),
    [
        ("一、工作目标\n河道干净。\n二、相关要求\n（一）清河。做好。\n（二）修渠。做好。", "二/（一）", "task"),
        ("一、治理范围和工作要求\n（一）治理范围。全市。\n（二）工作要求。\n1.清河。\n2.修渠。", "一/（二）/1", "task"),
        ("一、主要任务\n（一）清河。\n（二）修渠。\n二、工作要求\n（一）统一思想。做好。", "二/（一）", "safeguard"),
        (
            "一、主要任务\n（一）清河。\n二、几点要求\n（一）压实责任。\n三、附则\n本方案施行。",
            "二/（一）",
            "safeguard",
        ),
        (
            "一、目标任务\n（一）清河。清淤。（市水利局负责）\n二、工作要求\n（一）压实责任。做好。",
            "二/（一）",
            "safeguard",
        ),
        (
            "一、清河\n（一）干。\n二、修渠\n（一）修。\n三、优化保障措施，确保河道干净\n（一）巡河。做好。",
            "三/（一）",
            "safeguard",
        ),
        (
            "一、清河\n（一）干。\n二、修渠\n（一）修。\n三、优化住房保障，确保群众安居\n（一）建房。做好。",
            "三/（一）",
            "task",
        ),
        ("一、清河\n（一）干。\n二、组织保障\n（一）统筹。\n（二）工作要求。认真。", "二/（二）", "safeguard"),
    ],
)
def test_demands_close_a_plan_or_are_what_it_asks_for(read_text, sections, path, kind):
    (plan,) = read_text(f"贵阳市治水工作方案\n{sections}\n").plans
    assert {"/".join(item.path): item.kind for item in plan.items}[path] == kind


@pytest.mark.parametrize(("clause", "kind"), [("（责任单位：市教育局）", "task"), ("", "background")])
def test_what_is_given_to_somebody_is_a_task_under_whatever_heading(read_text, clause, kind):
    (plan,) = read_text(
        f"贵阳市奖励办法\n一、建校舍。做好。（市教育局负责）\n二、其他说明。按贡献排名考核。{clause}\n"
    ).plans
    assert plan.items[-1].kind == kind


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        (
            "（二）加强组织协调。协调。\n（三）加强资金保障。保障。\n（四）开展宣传。宣传。\n（五）推进合作。合作。",
            "safeguard",
        ),
        ("（二）加强组织协调。协调。\n（三）建设学校。建设。\n（四）培训教师。培训。\n（五）推进合作。合作。", "task"),
        ("（二）建设学校。建设。\n（三）加强资金保障。保障。", "task"),
        ("（二）加强组织协调。协调。（市教育局负责）\n（三）加强资金保障。保障。", "task"),
    ],
    ids=["half of it", "the first alone", "not the first", "given to somebody"],
)
def test_the_last_section_is_of_safeguards_where_what_it_holds_is(read_text, last, kind):
    (plan,) = read_text(f"贵阳市办学方案\n一、建设学校\n（一）选址。选址。\n二、形成合力\n{last}\n").plans
    assert {item.kind for item in plan.items if item.path[0] == "二" and len(item.path) > 1} == {kind}


@pytest.mark.parametrize(
    ("below", "kind"),
    [
        ("（一）水网强基行动。\n1.修渠。修好。\n（二）水厂提升工程。\n2.扩容。扩好。", "task"),
        ("（一）动员部署（3月底前）。开会。\n（二）集中整治行动（6月底前）。整治。", "step"),
    ],
    ids=["actions", "stages"],
)
def test_actions_under_a_heading_of_steps_are_tasks(read_text, below, kind):
    (plan,) = read_text(f"贵阳市治水工作方案\n一、总体要求\n坚持。\n二、行动步骤\n{below}\n").plans
    assert {item.kind for item in plan.items if item.path[0] == "二" and item.kind != "section"} == {kind}


@pytest.mark.parametrize(
    ("clause", "closing", "kind"),
    [
        ("（责任单位：市财政局）", "三、组织实施\n（一）统筹。抓好。\n", "task"),
        ("（责任单位：市财政局）", "", "safeguard"),
        ("", "三、组织实施\n（一）统筹。抓好。\n", "safeguard"),
    ],
    ids=["given before the closing section", "the closing section", "given to nobody"],
)
def test_what_is_shared_out_before_a_plan_closes_are_tasks(read_text, clause, closing, kind):
    (plan,) = read_text(
        "贵阳市稳投资若干措施\n一、加快项目\n（一）开工。做好。（责任单位：市发展改革委）\n"
        f"二、强化要素保障\n（一）拓宽融资。做好。{clause}\n（二）保障用地。做好。{clause}\n{closing}"
    ).plans
    assert {item.kind for item in plan.items if item.path[0] == "二" and len(item.path) > 1} == {kind}


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("加强组织领导，确保任务落实", "safeguard"),
        ("建立齐抓共管的工作机制", "safeguard"),
        ("做好改革组织实施工作", "safeguard"),
        ("招生工作要求", "safeguard"),
        ("加强组织领导，强化制度保障", "safeguard"),
        ("强化综合监管与要素保障", "task"),
        ("强化安全保障", "task"),
        ("健全巡河机制", "task"),
    ],
)
@pytest.mark.parametrize(("behind", "last"), [("", True), ("四、补植。补栽。\n", False)], ids=["last", "before others"])
def test_the_heading_of_the_last_section_may_close_the_plan(read_text, heading, kind, behind, last):
    (plan,) = read_text(
        f"贵阳市治水工作方案\n一、清河\n（一）干。做好。\n二、修渠\n（一）挖。挖好。\n三、{heading}\n（一）会商。定期会商。\n（二）包片。分片包干。\n{behind}"
    ).plans
    assert {"/".join(item.path): item.kind for item in plan.items}["三/（一）"] == (kind if last else "task")


def test_the_organisation_of_a_plan_is_a_safeguard_whoever_it_is_given_to(read_text):
    (plan,) = read_text(
        "贵阳市治水若干措施\n一、清河\n（一）干。做好。（责任单位：市水务局）\n"
        "二、组织保障\n（一）会商。做好。（责任单位：市水务局）\n三、兑现\n（一）申报。办好。\n"
    ).plans
    assert {item.kind for item in plan.items if item.path[0] == "二" and len(item.path) > 1} == {"safeguard"}
