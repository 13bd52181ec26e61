"""Gives a figure its unit with the denominator: 每年每千人四份 is 份/千人·年."""

from __future__ import annotations

import re
from functools import cache

from kgservice.extraction.quantities import Quantity
from kgservice.lexicon import one_of

_TIMES = "年|半年|季度|季|月|半月|周|学期|学年|日|天|旬"
_PLACES = (
    "(?:设区市|县（市、区）|[\u4e00-\u9fff（）、]{0,6}?(?:行政村|建制村|自然村|乡镇|街镇|镇街|街道|街(?=（)|地(?=（)|社区|居委会|村|镇|乡|县|区|市|旗|省|州|校|幼儿园|园区|园|户|家庭|企业|单位|部门|机构|站|班级|班|场所|医院|中心"
    "|项目(?!村)|网格|小组|专班|大队|中队|队|楼|座|处|店|市场|车间|车|床))(?:（[^（）]{1,12}）)?(?:和居委会)?"
)
_OF_SUCH = "(?:有[\u4e00-\u9fff]{2,6}的)?"  # 每个有劳动能力的贫困户
_EACH_HAS = "(?:必须|应当?|须|要)?(?:落实|配备|明确|确定|建立|建成|设立|选派|安排)?"
_DOES = "拟|应|要|须|可|至少|不少于|不低于|打造|建设|建成|建立|培育|组建|配备|设立|新增|明确|完成|实施|形成|掌握|参与|评选|选派"
_YEARLY = re.compile("(?<![\\d全今本当近几少多两三一])年(?=举办|组织|培训|新增)|^年均(?![增下降提减])")
_MULTIPLIERS = ("万", "千", "百")
_RATES = ("%", "‰", "‱", "")


@cache
def _per() -> re.Pattern[str]:
    """Of whom, of what or in what time a figure is: 每千人, 每个社区, 每年."""
    return re.compile(
        rf"""
          每(?P<pupil>生)
        | 每(?P<long>[两二三四五六半2-6](?:年|个月|周|天|个?季度))
        | [每各]个?(?P<time>{_TIMES})(?!度?均)
        | (?:各|所有)(?P<each>{_PLACES})(?={_EACH_HAS}(?:至少|均|都|平均)|建有|设有|配有)                                     # 各街（镇）至少建立1个
        | (?P<yearly>年度(?=培训|轮训))
        | 每(?P<persons>[百千万])名(?:老年|残疾|常住|户籍|适龄)人口?
        | 每(?:名|个(?={one_of("units", "people")}))(?P<person>)[\u4e00-\u9fff]
        | (?<![\d一二三四五六七八九十百千万亿余近超约每])(?P<of_many>[十百千]?[千万]人口)(?![大小以][\u4e00-\u9fff])(?=[\u4e00-\u9fff]{{2,14}}[数量额率])   # 百万人口专利授权数
        | (?<![\d一二三四五六七八九十百千万亿余近超约每])(?P<of_people>[千万]人)(?=[\u4e00-\u9fff]{{2,8}}[数量])                  # 千人托位数
        | 每(?P<classifier>[家所支座])(?=[\u4e00-\u9fffA-Z])                                     # 每家企业
        | 每个?(?:大中?型|重点|县级|中小型)(?P<sized>[\u4e00-\u9fff]{{2,4}}?)(?={_DOES})            # 每个大型安置点
        | 每(?:个|名|家|所|支|位)?{_OF_SUCH}(?P<many>
              [十百千]?[百千万]?人口?
            | (?P<myriad>[十百千]?万|千|百)[\u4e00-\u9fff]{{0,6}}人口                            # 每万城镇常住人口
            | [百千万]?(?:平方)?公里|[百千万]?亩|公顷|床|吨|次|[百千万]名[\u4e00-\u9fff]{{2}}|{_PLACES}
          )
        | 每(?:个|条|家|支|座)(?:重点)?(?P<other>[\u4e00-\u9fff]{{1,8}}?)(?={_DOES}|每年|每月|每季度)
        """,
        re.VERBOSE,
    )


@cache
def _people() -> re.Pattern[str]:
    return re.compile(one_of("units", "people"))


def unit_of(quantity: Quantity, words: str, following: str = "") -> str:
    """The unit of `quantity`, whose clause begins with `words`, `following` behind it: 8万农民 are 8万人."""
    unit = quantity.unit
    if unit in _MULTIPLIERS and _people().match(following):
        unit = f"{unit}人"
    if unit in _RATES:
        return unit
    people = times = ""
    for match in _per().finditer(words):
        if match["long"] or match["time"] or match["yearly"]:
            times = match["long"] or match["time"] or "年"
        elif match["each"]:
            people = match["each"]
        elif match["pupil"] or match["person"] is not None:
            people = "生" if match["pupil"] else "人"
        elif match["persons"]:
            people = f"{match['persons']}人"
        elif match["classifier"] or match["sized"]:
            people = match["classifier"] or match["sized"]
        elif match["myriad"]:
            people = f"{match['myriad']}人"
        elif match["of_many"]:
            people = match["of_many"].removesuffix("口")
        elif match["of_people"]:
            people = match["of_people"]
        elif match["other"]:
            people = match["other"]
        elif match["many"]:
            people = match["many"].removesuffix("口")
    if "年人均" in words[-16:] and unit.endswith(("时", "课时", "学时", "小时")):
        people, times = "人", "年"
    elif not times and _YEARLY.search(words):
        times = "年"
    denominators = "·".join(each for each in (people, times) if each)
    if not denominators:
        return unit
    if "/" in unit:
        return (
            unit
            if denominators in unit or unit.endswith(f"/{people}·{times}")
            else f"{unit}·{times}"
            if times
            else unit
        )
    return f"{unit}/{denominators}"
