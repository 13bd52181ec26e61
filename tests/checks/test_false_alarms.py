"""What real documents say in order raises no alarm, and a slip that comes near is found."""

from __future__ import annotations

import pytest
from drafts import CITY, CUT, NORM, TABLE, UNCUT, YEARS, told_apart

pytestmark = pytest.mark.slow

ROW = "附件\n序号\t任务\t内容\t责任单位\n1\t办好食堂\t食堂达标率达到80%以上\t市教育局\n"
SAME = [f"{word}申请人应当如实填写报名信息并提交材料" for word in "甲乙丙丁戊己"]
TWO_CASES = "甲市选拔方案\n一、教师\n{}二、医生\n{}"

# Each false alarm of real documents by its kind: a text that is in order, and one near it in which the slip is real.
FALSE_ALARMS = {
    "a short title may be used in what is missing": (
        "short-title-unused",
        CUT.replace("办好甲事。", "办好甲事。食品安全委员会（以下简称“食安委”）开会。"),
        CUT.replace("办好甲事。", "办好甲事。食品安全委员会（以下简称“食安委”）开会。") + UNCUT,
    ),
    "a quotation that the cut leaves open": ("punctuation", CUT + "做到“应检", CUT + "做到“应检" + UNCUT),
    "a merged number cell": (
        "numbering",
        TABLE + "1\t办好甲事\t市教育局\n\t办好乙事\t市财政局\n2\t办好丙事\t市公安局\n",
        CITY + "一、任务\n1.办甲。做好甲。\n1.办乙。做好乙。\n2.办丙。做好丙。\n",
    ),
    "numbers that run on over sections of which one has levels": (
        "numbering",
        CITY
        + "一、供给\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、保障\n（一）队伍\n3.办丙。做好丙。\n（二）资金\n4.办丁。做好丁。\n三、附则\n5.办戊。做好戊。\n",
        CITY
        + "一、供给\n1.办甲。做好甲。\n2.办乙。做好乙。\n二、保障\n（一）队伍\n3.办丙。做好丙。\n（二）资金\n4.办丁。做好丁。\n三、附则\n6.办戊。做好戊。\n",
    ),
    "what places are to reach together": (
        "nobody-owns-indicator",
        "甲市2026年造林任务分解表\n县（市、区）\t造林面积（万亩）\n合计\t6\n安河县\t2\n白水县（含青河镇）\t4\n",
        "甲市2026年造林任务分解表\n指标\t2026年目标\n退耕还林面积\t2万亩\n荒山造林面积\t4万亩\n",
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
    "a condition of two grants": (
        "sentence-twice",
        CITY
        + "一、任务\n1.办甲。凡是购买辖区内新建渔船并办理登记的，给予补贴。\n2.办乙。凡是购买辖区内新建渔船并办理登记的，免收泊位费。\n",
        CITY
        + "一、任务\n1.办甲。引导渔民购买辖区内新建渔船并办理登记，给予补贴。\n2.办乙。引导渔民购买辖区内新建渔船并办理登记，免收泊位费。\n",
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
    "when something began": (
        "deadline-out-of-period",
        YEARS + "一、任务\n1.办甲。甲项目2019年7月完成授权，2022年6月建成。\n2.办乙。2022年底前做好乙。\n",
        YEARS + "一、任务\n1.办甲。甲项目2019年7月底前完成授权，2022年6月建成。\n2.办乙。2022年底前做好乙。\n",
    ),
    "the figures of a regulation have no year": (
        "target-without-year",
        "甲市服务站实施细则\n"
        + NORM
        + "2.到2022年，合格率达到80%，满意率达到70%。到2023年，合格率达到90%，满意率达到80%。\n",
        CITY + NORM + "2.到2022年，合格率达到80%，满意率达到70%。到2023年，合格率达到90%，满意率达到80%。\n",
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
    "in the whole year": (
        "target-without-year",
        YEARS + "一、任务\n1.办甲。全年由社区举办讲座10场。\n",
        YEARS + "一、任务\n1.办甲。由社区举办讲座10场。\n",
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
}


@pytest.mark.parametrize("kind", FALSE_ALARMS)
def test_what_real_documents_say_in_order_raises_no_alarm(kind, tmp_path):
    assert told_apart(tmp_path, *FALSE_ALARMS[kind]) == ([], True)
