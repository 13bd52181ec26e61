"""What real documents say in order raises no alarm, and a slip that comes near is found."""

from __future__ import annotations

import pytest
from drafts import CITY, YEARS, found_in

pytestmark = pytest.mark.slow

CUT = (
    "甲市行动方案\n一、总体要求\n到2025年，甲覆盖率达到80%以上。\n二、主要任务\n"
    "（一）办好甲事。" + "做好甲类工作，" * 80
)
UNCUT = "到位。\n三、保障措施\n（一）加强领导。做好戊。\n（二）加强宣传。做好己。\n"
NOTICE = "甲市人民政府关于分解落实目标任务的通知\n各县（市、区）：\n一、落实责任。各单位做好甲。\n二、加强督查。各单位做好乙。\n"
TABLE = "甲市任务分解表\n序号\t任务\t责任单位\n"

OPEN = "一、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。\n"
NORM = "一、标准\n1.设站。每个街道的服务站面积不少于200平方米。\n"
ROW = "附件\n序号\t任务\t内容\t责任单位\n1\t办好食堂\t食堂达标率达到80%以上\t市教育局\n"

OWNED = "甲市工作方案\n一、目标\n（一）总体目标。粮油覆盖率达到90%以上。\n二、任务\n1.办甲。做好甲。（市教育局牵头）\n三、组织实施\n"

SAME = [f"{word}申请人应当如实填写报名信息并提交材料" for word in "甲乙丙丁戊己"]
TWO_CASES = "甲市选拔方案\n一、教师\n{}二、医生\n{}"

# Each false alarm of real documents by its kind: a text that is in order, and one near it in which the slip is real.
FALSE_ALARMS = {
    "the clause may stand in what is missing": ("unassigned-tasks", CUT, CUT + UNCUT),
    "who owns a figure may stand in what is missing": ("nobody-owns-indicator", CUT, CUT + UNCUT),
    "a short title may be used in what is missing": (
        "short-title-unused",
        CUT.replace("办好甲事。", "办好甲事。食品安全委员会（以下简称“食安委”）开会。"),
        CUT.replace("办好甲事。", "办好甲事。食品安全委员会（以下简称“食安委”）开会。") + UNCUT,
    ),
    "a notice speaks to all its addressees": ("unassigned-tasks", NOTICE, NOTICE.replace("的通知", "的方案")),
    "a reply speaks to the one who asked": (
        "unassigned-tasks",
        NOTICE.replace("的通知", "的批复"),
        NOTICE.replace("的通知", "的意见"),
    ),
    "an item that shares out the duties of all": (
        "unassigned-tasks",
        CITY
        + "一、任务\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、组织保障\n（一）明确责任分工。做好分工。（市教育局、市财政局负责）\n（二）加强宣传。宣传。\n",
        CITY
        + "一、任务\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、组织保障\n（一）加强组织领导。做好协调。（市教育局、市财政局负责）\n（二）加强宣传。宣传。\n",
    ),
    "a quotation that the cut leaves open": ("punctuation", CUT + "做到“应检", CUT + "做到“应检" + UNCUT),
    "a merged number cell": (
        "numbering",
        TABLE + "1\t办好甲事\t市教育局\n\t办好乙事\t市财政局\n2\t办好丙事\t市公安局\n",
        CITY + "一、任务\n1.办甲。做好甲。\n1.办乙。做好乙。\n2.办丙。做好丙。\n",
    ),
    "an excerpt of a longer list": (
        "numbering",
        CITY + "一、任务\n3.办甲。做好甲。\n68.办乙。做好乙。\n69.办丙。做好丙。\n",
        CITY + "一、任务\n3.办甲。做好甲。\n5.办乙。做好乙。\n6.办丙。做好丙。\n",
    ),
    "a period told twice": (
        "sentence-twice",
        CITY
        + "一、任务\n1.办甲。2019年1月1日至2020年12月31日，做好甲。\n2.办乙。2019年1月1日至2020年12月31日，做好乙。\n",
        CITY
        + "一、任务\n1.办甲。2019年1月1日至2020年12月31日期间按全市统一规定的标准执行，做好甲。\n"
        + "2.办乙。2019年1月1日至2020年12月31日期间按全市统一规定的标准执行，做好乙。\n",
    ),
    "a day from which": (
        "impossible-day",
        CITY + "一、任务\n1.办甲。从2019年1月1日起，实施见习计划。\n",
        CITY + "一、任务\n1.办甲。从2019年2月30日起，实施见习计划。\n",
    ),
    "a label and a name that two items have": (
        "sentence-twice",
        CITY
        + "一、任务\n1.办甲。做好甲。\n牵头负责领导:市政府常务副市长。\n2.办乙。做好乙。\n牵头负责领导:市政府常务副市长。\n",
        CITY
        + "一、任务\n1.办甲。做好甲。由市政府常务副市长牵头负责领导。\n2.办乙。做好乙。由市政府常务副市长牵头负责领导。\n",
    ),
    "a time and little more told twice": (
        "sentence-twice",
        CITY + "一、任务\n1.办甲。甲项目，预计2022年12月开工建设。\n2.办乙。乙项目，预计2022年12月开工建设。\n",
        CITY
        + "一、任务\n1.办甲。甲项目，预计2022年12月完成可行性研究并开工建设。\n"
        + "2.办乙。乙项目，预计2022年12月完成可行性研究并开工建设。\n",
    ),
    "a target that the goals set too": (
        "sentence-twice",
        CITY
        + "一、任务\n1.办甲。新增培育食品生产示范企业120家，做好甲。\n2.办乙。新增培育食品生产示范企业120家，做好乙。\n",
        CITY
        + "一、任务\n1.办甲。新增培育一批食品生产示范企业，做好甲。\n2.办乙。新增培育一批食品生产示范企业，做好乙。\n",
    ),
    "articles of a regulation say the same of two cases": (
        "sentence-twice",
        "甲市校车管理办法\n第一条 单位申请的，在信息管理系统注册并填报申请信息。\n第二条 个人申请的，在信息管理系统注册并填报申请信息。\n",
        CITY
        + "一、任务\n1.单位申请。在信息管理系统注册并填报申请信息。\n2.个人申请。在信息管理系统注册并填报申请信息。\n",
    ),
    "whom to ask": (
        "sentence-twice",
        CITY
        + "一、任务\n1.办甲。做好甲。\n咨询市市场监管局食品生产安全监管处：85000001。\n2.办乙。做好乙。\n咨询市市场监管局食品生产安全监管处：85000001。\n",
        CITY
        + "一、任务\n1.办甲。做好甲。咨询市市场监管局食品生产安全监管处。\n2.办乙。做好乙。咨询市市场监管局食品生产安全监管处。\n",
    ),
    "how much is granted": (
        "nobody-owns-indicator",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n二、支持政策\n发放检测券补贴企业，检测费用抵扣比例不高于30%。\n",
        CITY + "一、任务\n1.办甲。做好甲。（市教育局负责）\n二、支持政策\n企业检测费用抽查不合格比例不高于30%。\n",
    ),
    "the terms of a loan": (
        "nobody-owns-indicator",
        CITY + "一、任务\n1.办甲。购买保障性住房的，首付款比例不低于15%。\n",
        CITY + "一、任务\n1.办甲。新建住房中，装配式建筑比例不低于15%。\n",
    ),
    "until when is granted": (
        "target-without-year",
        YEARS + "一、任务\n1.办甲。符合条件的企业享受优惠，检测费用抵扣比例不高于30%。\n",
        YEARS + "一、任务\n1.办甲。企业检测费用抽查不合格比例不高于30%。\n",
    ),
    "the Party's documents": (
        "citation-without-number",
        CITY + "一、任务\n1.加强监管。贯彻落实《中共甲市委甲市人民政府关于加强食品安全工作的意见》。\n",
        CITY + "一、任务\n1.加强监管。贯彻落实《甲市人民政府关于加强食品安全工作的意见》。\n",
    ),
    "what a department does may stand in what is missing": (
        "party-never-addressed",
        CUT + "到位。（市教育局、市邮政管理局负责）",
        CUT + "到位。（市教育局、市邮政管理局负责）" + UNCUT.removeprefix("到位。"),
    ),
    "who only supports has no words of its own": (
        "party-never-addressed",
        CITY
        + "一、任务\n1.查处网店。打击假冒食品。（市公安局负责，市邮政管理局配合）\n2.办好学校。做好食堂。（市教育局负责）\n",
        CITY
        + "一、任务\n1.查处网店。打击假冒食品。（市公安局、市邮政管理局负责）\n2.办好学校。做好食堂。（市教育局负责）\n",
    ),
    "when something began": (
        "deadline-out-of-period",
        YEARS + "一、任务\n1.办甲。甲项目2019年7月完成授权，2022年6月建成。\n2.办乙。2022年底前做好乙。\n",
        YEARS + "一、任务\n1.办甲。甲项目2019年7月底前完成授权，2022年6月建成。\n2.办乙。2022年底前做好乙。\n",
    ),
    "the articles of a regulation are no tasks": ("unassigned-tasks", "甲市校车管理办法(试行)\n" + OPEN, CITY + OPEN),
    "the figures of a regulation are norms": ("nobody-owns-indicator", "甲市服务站管理规定\n" + NORM, CITY + NORM),
    "the figures of a regulation have no year": (
        "target-without-year",
        "甲市服务站实施细则\n"
        + NORM
        + "2.到2022年，合格率达到80%，满意率达到70%。到2023年，合格率达到90%，满意率达到80%。\n",
        CITY + NORM + "2.到2022年，合格率达到80%，满意率达到70%。到2023年，合格率达到90%，满意率达到80%。\n",
    ),
    "a sentence tells an office to do it": (
        "unassigned-tasks",
        CITY + OPEN.replace("做好乙", "市公安局要做好乙"),
        CITY + OPEN.replace("做好乙", "企业要做好乙"),
    ),
    "all are told to do it": (
        "unassigned-tasks",
        CITY + OPEN.replace("办乙。", "各县（市、区）、各部门要办乙。"),
        CITY + OPEN.replace("办乙。", "各类企业要办乙。"),
    ),
    "a plan that says in a sentence or two who has a duty": (
        "unassigned-tasks",
        CITY + OPEN.replace("做好甲。（市教育局负责）", "市教育局负责做好甲。"),
        CITY + OPEN,
    ),
    "a plan with a clause for fewer than one task in ten": (
        "unassigned-tasks",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n"
        + "".join(f"{n}.补贴{n}类。每户补贴。\n" for n in range(2, 14)),
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n"
        + "".join(f"{n}.补贴{n}类。每户补贴。\n" for n in range(2, 9)),
    ),
    "offices under a heading that shares out duties": (
        "unassigned-tasks",
        CITY
        + "一、任务\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、职责分工\n（一）市教育局。负责甲。\n（二）市公安局。负责乙。\n",
        CITY + "一、任务\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、学校安全\n（一）办丙。做好丙。（市教育局负责）\n",
    ),
    "from when a plan is valid": (
        "unassigned-tasks",
        CITY + OPEN.replace("办乙。做好乙", "本方案自印发之日起施行"),
        CITY + OPEN.replace("办乙。做好乙", "自印发之日起开展自查"),
    ),
    "an office's own plan": (
        "nobody-owns-indicator",
        "昌乐县水利局2025年工作要点\n一、任务\n1.清河道。清理河道30公里。\n",
        "昌乐县2025年水利工作要点\n一、任务\n1.清河道。清理河道30公里。\n",
    ),
    "what is granted, with its amount": (
        "nobody-owns-indicator",
        CITY + "一、任务\n1.办甲。对年产值增长10%以上的企业每户补助20万元。\n",
        CITY + "一、任务\n1.办甲。企业年产值增长10%以上。\n",
    ),
    "a plan for a season": (
        "target-without-year",
        "甲市今冬明春促销措施\n一、任务\n1.办甲。到2022年底，举办活动20场，接待游客30万人次。到2023年，开工项目30个，投产项目10个。\n2.办乙。新建大棚1800亩。\n",
        "甲市促销措施\n一、任务\n1.办甲。到2022年底，举办活动20场，接待游客30万人次。到2023年，开工项目30个，投产项目10个。\n2.办乙。新建大棚1800亩。\n",
    ),
    "a year that one figure alone names": (
        "target-without-year",
        "甲市项目措施\n一、任务\n1.办甲。2022年，举办活动20场，接待游客30万人次。用好到2025年投放的贷款100亿元。\n2.办乙。新建大棚1800亩。\n",
        "甲市项目措施\n一、任务\n1.办甲。2022年，举办活动20场，接待游客30万人次。到2025年，开工项目30个，投产项目10个。\n2.办乙。新建大棚1800亩。\n",
    ),
    "by the end of the plan": (
        "target-without-year",
        YEARS + "一、任务\n1.办甲。计划期末，合格率达到80%。\n",
        YEARS + "一、任务\n1.办甲。定期检查，合格率达到80%。\n",
    ),
    "a figure told again in a row of the annex": (
        "target-without-year",
        YEARS + "一、任务\n1.办好食堂。到2022年，做好食堂。食堂达标率达到80%以上。\n" + ROW,
        YEARS + "一、任务\n1.办好宿舍。到2022年，做好宿舍。宿舍达标率达到80%以上。\n" + ROW,
    ),
    "how often in a sentence": (
        "target-without-year",
        YEARS + "一、任务\n1.办甲。每季度由社区走访老人80名。\n",
        YEARS + "一、任务\n1.办甲。由社区走访老人80名。\n",
    ),
    "a figure of each of what the item is about": (
        "figures-differ",
        CITY + "一、任务\n1.办区级站。每处建筑面积不少于1000平方米。\n2.办村级站。每处建筑面积不少于200平方米。\n",
        CITY + "一、任务\n1.办站。服务站建筑面积不少于1000平方米。\n2.建站。服务站建筑面积不少于200平方米。\n",
    ),
    "figures of two cases": (
        "figures-differ",
        CITY + "一、考核\n1.产值增长的，产品合格率达到50%。\n2.产值下降的，产品合格率达到75%。\n",
        CITY + "一、考核\n1.办甲。产品合格率达到50%。\n2.办乙。产品合格率达到75%。\n",
    ),
    "what a congress adopts has no number": (
        "citation-without-number",
        CITY + "一、任务\n1.办甲。落实《甲市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要》。\n",
        CITY + "一、任务\n1.办甲。落实《甲市“十四五”服务业发展规划》。\n",
    ),
    "the last article numbers on over its chapter": (
        "fragment",
        "甲市校车管理办法\n第一章 总则\n第一条 "
        + "做好甲类工作，" * 80
        + "做到安全。\n第二条 做好乙。\n第二章 附则\n第三条 本办法自印发之日起施行。\n",
        "甲市校车管理办法\n第一章 总则\n第一条 "
        + "做好甲类工作，" * 80
        + "做到安全。\n第二条 做好乙。\n第二章 管理\n（一）做好丙。\n",
    ),
    "an office whose function is not known": (
        "party-never-assigned",
        CITY + "一、任务\n1.办甲。住建部门要做好乙。（市便民事务中心、市财政局负责）\n",
        CITY + "一、任务\n1.办甲。住建部门要做好乙。（市公安局、市财政局负责）\n",
    ),
    "two whom sentences of their own give duties": (
        "no-lead",
        CITY + "一、任务\n1.办甲。市教育局负责宣传食品安全知识。市公安局负责查处违法行为。\n",
        CITY + "一、任务\n1.办甲。市教育局、市公安局负责宣传食品安全知识。\n",
    ),
    "two of whom each has its part": (
        "no-lead",
        CITY + "一、任务\n1.办甲。市教育局、市公安局分别负责校内和校外食品安全。\n",
        CITY + "一、任务\n1.办甲。市教育局、市公安局负责校内和校外食品安全。\n",
    ),
    "one, and all places by a rule for all items": (
        "no-lead",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责。以下均需各县（市、区）政府落实，不再列出）\n2.办乙。做好乙。（市公安局负责）\n",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责。以下均需各县（市、区）政府落实，不再列出）\n2.办乙。做好乙。（市公安局、市财政局负责）\n",
    ),
    "what there is already is nobody's task": (
        "unassigned-tasks",
        CITY
        + "一、现状分析\n（一）短板。甲不足。\n（二）优势。乙较强。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
        CITY
        + "一、补齐短板\n（一）办丙。做好丙。\n（二）办丁。做好丁。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
    ),
    "an annex that shares out all tasks": (
        "unassigned-tasks",
        CITY + "一、任务\n1.抓甲。做好甲。\n2.抓乙。做好乙。\n" + TABLE + "1\t办丙事\t市教育局\n2\t办丁事\t市公安局\n",
        CITY
        + "一、任务\n1.抓甲。做好甲。\n2.抓乙。做好乙。\n3.抓戊。做好戊。（市财政局负责）\n"
        + TABLE
        + "1\t办丙事\t市教育局\n",
    ),
    "places, each in its own, and one department": (
        "no-lead",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局，各县（市、区）政府负责）\n2.办乙。做好乙。（各镇政府、街道办事处负责）\n",
        CITY + "一、任务\n1.办甲。做好甲。（市教育局、市财政局，各县（市、区）政府负责）\n",
    ),
    "the end of a five-year plan": (
        "deadline-out-of-period",
        "甲市2024年工作要点\n一、任务\n1.办甲。力争到2035年，建成甲。\n2.办乙。2024年底前，建成乙。\n",
        "甲市2024年工作要点\n一、任务\n1.办甲。2025年6月底前，建成甲。\n2.办乙。2024年底前，建成乙。\n",
    ),
    "a place and its government": (
        "department-two-names",
        CITY + "一、任务\n1.办甲。做好甲。（昌乐县负责）\n2.办乙。做好乙。（昌乐县人民政府负责）\n",
        CITY + "一、任务\n1.办甲。做好甲。（市市场监管局负责）\n2.办乙。做好乙。（市市场监督管理局负责）\n",
    ),
    "what the Party's offices issued": (
        "citation-without-number",
        CITY + "一、任务\n1.办甲。落实中共中央办公厅、国务院办公厅印发的《全面降低成本行动方案》。\n",
        CITY + "一、任务\n1.办甲。落实国务院办公厅印发的《全面降低成本行动方案》。\n",
    ),
    "with whom another works": (
        "party-never-assigned",
        CITY + "一、任务\n1.办甲。市教育局会同市公安局组织检查。（市教育局负责）\n",
        CITY + "一、任务\n1.办甲。市公安局要组织检查。（市教育局负责）\n",
    ),
    "figures of each place in a table": (
        "nobody-owns-indicator",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n各地整治任务\n序号\t县（市、区）\t整治任务（个）\n1\t昌乐县\t20\n2\t临朐县\t30\n",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n指标一览表\n序号\t指标\t2022年目标\n1\t受污染耕地安全利用率\t93%以上\n",
    ),
    "how much is allowed": (
        "nobody-owns-indicator",
        CITY + "一、任务\n1.办甲。担保机构平均担保费率原则上不超过1%。\n",
        CITY + "一、任务\n1.办甲。担保机构平均担保费率控制在1%以内。\n",
    ),
    "every other month": (
        "target-without-year",
        YEARS + "一、任务\n1.办甲。每两个月至少举办报告会1场。\n",
        YEARS + "一、任务\n1.办甲。至少举办报告会10场。\n",
    ),
    "years in a column for them": (
        "target-without-year",
        YEARS
        + "附件\n序号\t项目名称\t责任单位\t实施周期\t建设内容\n1\t甲地苗圃\t市林业局\t2021-2022\t建设苗圃3000平方米\n",
        YEARS + "附件\n序号\t项目名称\t责任单位\t建设内容\n1\t甲地苗圃\t市林业局\t建设苗圃3000平方米\n",
    ),
    "a measure of something else each time": (
        "figures-differ",
        CITY
        + "一、任务\n1.促消费。餐饮企业营业额增长较快，同比增速达到10%以上。\n2.稳工业。工业企业产值增长较快，同比增速达到20%以上。\n",
        CITY + "一、任务\n1.促消费。食品抽检合格率达到90%以上。\n2.稳工业。食品抽检合格率达到95%以上。\n",
    ),
    "a mark tells who leads": (
        "no-lead",
        CITY + "一、任务\n1.办甲。做好甲。（责任单位：*市教育局、市财政局）\n",
        CITY + "一、任务\n1.办甲。做好甲。（责任单位：市教育局、市财政局）\n",
    ),
    "how long at least": (
        "nobody-owns-indicator",
        CITY + "一、任务\n1.办甲。改建的租赁住房运营期限达到5年以上。\n",
        CITY + "一、任务\n1.办甲。改建的租赁住房达到500套以上。\n",
    ),
    "what the people's congress decides has no number": (
        "citation-without-number",
        CITY + "一、任务\n1.办甲。落实《全国人民代表大会常务委员会关于甲问题的决定》。\n",
        CITY + "一、任务\n1.办甲。落实《国务院关于甲问题的决定》。\n",
    ),
    "two sections that say the same of two cases": (
        "sentence-twice",
        TWO_CASES.format(*2 * ["".join(f"{n}.{words}。\n" for n, words in enumerate(SAME, 1))]),
        TWO_CASES.format(*2 * ["".join(f"{n}.{words}。\n" for n, words in enumerate(SAME[:3], 1))]),
    ),
    "what the projects of a table cost": (
        "nobody-owns-indicator",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n项目清单\n序号\t项目名称\t总投资（亿元）\n1\t甲地苗圃项目\t1.2\n2\t乙地苗圃项目\t2.3\n",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n指标一览表\n序号\t指标\t2022年目标\n1\t受污染耕地安全利用率\t93%以上\n",
    ),
    "what a table of requests proposes": (
        "no-lead",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n诉求清单\n序号\t事项\t建议责任单位\n1\t支持甲地苗圃\t省林业厅、省财政厅\n",
        CITY
        + "一、任务\n1.办甲。做好甲。（市教育局负责）\n附件\n任务清单\n序号\t事项\t责任单位\n1\t建设甲地苗圃\t市林业局、市财政局\n",
    ),
    "in the whole year": (
        "target-without-year",
        YEARS + "一、任务\n1.办甲。全年由社区举办讲座10场。\n",
        YEARS + "一、任务\n1.办甲。由社区举办讲座10场。\n",
    ),
    "where something is tried": (
        "unassigned-tasks",
        CITY
        + "一、试点范围\n全市学校。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
        CITY
        + "一、扩大试点范围\n全市学校。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
    ),
    "each place is told to do it, in whichever words": (
        "unassigned-tasks",
        CITY + "一、任务\n1.办甲。各地应采取多种方式办好甲。\n2.办乙。由各地根据实际组织开展乙。\n",
        CITY + "一、任务\n1.办甲。各有关单位应采取多种方式办好甲。\n2.办乙。各部门做好乙。\n",
    ),
    "somebody answers for the whole plan": (
        "nobody-owns-indicator",
        OWNED + "（一）加强领导。各项工作由县级人民政府负总责。\n（二）加强宣传。做好宣传。\n",
        OWNED + "（一）加强领导。市粮食局要会同有关部门对各项工作开展督查。\n（二）加强宣传。做好宣传。\n",
    ),
    "somebody carries out the whole plan": (
        "nobody-owns-indicator",
        OWNED + "（一）加强领导。本方案由市粮食局负责组织实施。\n（二）加强宣传。做好宣传。\n",
        OWNED + "（一）加强领导。储备仓库由市粮食局负责组织实施。\n（二）加强宣传。做好宣传。\n",
    ),
    "what a year's plan looks ahead to": (
        "deadline-out-of-period",
        "甲市2021年重点工作任务\n一、任务\n1.办甲。到2022年，基本办好甲。\n",
        "甲市2021年重点工作任务\n一、任务\n1.办甲。2022年6月底前，基本办好甲。\n",
    ),
    "the goals of a period, in a table of them": (
        "target-without-year",
        "甲市粮食发展规划（2021-2025年）目标责任分解书\n一、任务\n1.办甲。粮油覆盖率达到75%以上。\n",
        "甲市粮食发展规划（2021-2025年）\n一、任务\n1.办甲。粮油覆盖率达到75%以上。\n",
    ),
    "to whom a copy goes": (
        "sentence-twice",
        CITY
        + "一、任务\n1.办甲。报送自查报告，同时抄送省教育厅、省科技厅、省公安厅、省水利厅。\n2.办乙。报送整改方案，同时抄送省教育厅、省科技厅、省公安厅、省水利厅。\n",
        CITY
        + "一、任务\n1.办甲。报送自查报告和整改方案并且按月说明进展情况。\n2.办乙。报送自查报告和整改方案并且按月说明进展情况。\n",
    ),
    "whom a plan is for is nobody's task": (
        "unassigned-tasks",
        CITY
        + "一、适用范围\n本方案适用于全市学校。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
        CITY
        + "一、扩大范围\n全市学校都要办食堂。\n二、任务\n1.办甲。做好甲。（市教育局负责）\n2.办乙。做好乙。（市教育局负责）\n",
    ),
}


@pytest.mark.parametrize("kind", FALSE_ALARMS)
def test_what_real_documents_say_in_order_raises_no_alarm(kind, tmp_path):
    name, in_order, amiss = FALSE_ALARMS[kind]
    assert found_in(tmp_path, name, in_order) == []
    assert found_in(tmp_path, name, amiss)
