"""Who a name means: the level that is left out is restored, a collective stays one, nobody is dropped."""

from __future__ import annotations

import pytest

from kgservice.extraction.facts import AgentGroup
from kgservice.extraction.own_plans import office_of_plan
from kgservice.extraction.resolution import Names


@pytest.fixture
def names(registers):
    def of(place: str) -> Names:
        return Names(registers, registers.places_named(place)[0])

    return of


@pytest.mark.parametrize(
    ("place", "surface", "name"),
    [
        ("东昌府区", "区市场监管局", "东昌府区市场监督管理局"),
        ("东昌府区", "区公安分局", "聊城市公安局东昌府分局"),
        ("东昌府区", "市生态环境局", "聊城市生态环境局"),
        ("东昌府区", "区委宣传部", "东昌府区委宣传部"),
        ("南通市", "南通海关", "南通海关"),
        ("南通市", "市食安办", "南通市食品安全委员会办公室"),
        ("济源产城融合示范区", "示范区农业农村局", "济源产城融合示范区农业农村局"),
        ("济源产城融合示范区", "市检察院", "济源市人民检察院"),
        ("济源产城融合示范区", "粮食和物资储备局", "济源市粮食和物资储备局"),
        ("上海市", "市商务委", "上海市商务委员会"),
        ("上海市", "国家药监局", "国家药品监督管理局"),
        ("中华人民共和国", "发展改革委", "国家发展和改革委员会"),
        ("中华人民共和国", "市场监管总局", "国家市场监督管理总局"),
        ("中华人民共和国", "网信办", "国家互联网信息办公室"),
        ("中华人民共和国", "中央网信办", "中央网络安全和信息化委员会办公室"),
        ("中华人民共和国", "国管局", "国家机关事务管理局"),
        ("南京市", "市网信办", "南京市委网络安全和信息化委员会办公室"),
        ("南京市", "市国资委", "南京市人民政府国有资产监督管理委员会"),
        ("南京市", "市监局", "南京市市场监督管理局"),
        ("东昌府区", "区市监局", "东昌府区市场监督管理局"),
        ("南京市", "市场监管局", "南京市市场监督管理局"),
        ("南京市", "经开区", "南京市经济开发区"),
        ("南京市", "城乡一体化示范区", "南京市城乡一体化示范区"),
        ("南京市", "旅游度假区", "南京市旅游度假区"),
        ("南京市", "江北新区", "江北新区"),
        ("南京市", "江北新区管委会", "江北新区管理委员会"),
        ("南京市", "玄武区", "玄武区人民政府"),
        ("南京市", "高新园（青云镇）", "南京市高新园（青云镇）"),
        ("南京市", "市通信发展管理办公室（市通管办）", "南京市通信发展管理办公室"),
        ("南京市", "市住建局（市人防办）", "南京市住房和城乡建设局（南京市人民防空办公室）"),
        ("南京市", "全市各专班", "南京市各专班"),
        ("南京市", "市委物办", "南京市委物办"),
        ("南京市", "市政府办", "南京市人民政府办公室"),
        ("南京市", "市交通集团", "南京市交通集团"),
        ("南京市", "市招商局", "南京市招商局"),
        ("南京市", "人民银行", "中国人民银行"),
        ("南京市", "县（市、区）人民政府", "南京市县（市、区）人民政府"),
        ("南京市", "市代建中心", "南京市代建中心"),
        ("中华人民共和国", "外专局", "国家外国专家局"),
        ("南京市", "市委", "中共南京市委员会"),
        ("南京市", "中共江苏省委", "中共江苏省委员会"),
        ("南京市", "中共南京市委员会", "中共南京市委员会"),
        ("南京市", "市农委", "南京市农业委员会"),
        ("南京市", "市旅发委", "南京市旅发委"),
        ("中华人民共和国", "国家计委", "国家计委"),
    ],
)
def test_departments(names, place, surface, name):
    assert names(place).resolve(surface).name == name


def test_a_name_that_begins_with_a_place_has_that_place_whatever_was_named_before(names):
    first, _, again = names("济源产城融合示范区").resolve_clause(["济源海关", "市粮食和物资储备局", "济源海关"])
    assert again == first
    assert first.reviewed


def test_a_name_without_level_has_the_level_named_before(names):
    inside = names("东昌府区")
    named = [party.name for party in inside.resolve_clause(["市教育局", "财政局"])]
    assert named == ["聊城市教育局", "聊城市财政局"]
    assert inside.resolve("财政局").name == "东昌府区财政局"


@pytest.mark.parametrize(
    ("surfaces", "full"),
    [
        (
            ("市住建局", "临湖", "大垸", "荒湖管理区管委会"),
            ["威海市住房和城乡建设局", "临湖管理区管理委员会", "大垸管理区管理委员会", "荒湖管理区管理委员会"],
        ),
        (("东城", "西城街道办事处"), ["东城街道办事处", "西城街道办事处"]),
        (("红沟", "龙湾镇人民政府", "凤城镇"), ["红沟镇人民政府", "龙湾镇人民政府", "威海市凤城镇"]),
        (("北湖", "南湖经济开发区管委会"), ["北湖经济开发区管理委员会", "南湖经济开发区管理委员会"]),
        (("教育", "卫健", "龙湾镇"), ["威海市教育", "威海市卫健", "龙湾镇人民政府"]),
        (("凤城镇", "龙湾镇"), ["威海市凤城镇", "龙湾镇人民政府"]),
        (("移动", "供电", "龙湾镇"), ["威海市移动", "威海市供电", "龙湾镇人民政府"]),
        (("红沟", "工业园区"), ["威海市红沟", "威海市工业园区"]),
    ],
)
def test_places_of_a_list_share_the_ending_of_the_last(names, surfaces, full):
    assert [party.name for party in names("威海市").resolve_clause(surfaces)] == full


def test_who_manages_an_area_is_of_no_district_named_before(names):
    named = [party.name for party in names("聊城市").resolve_clause(["东昌府区教育局", "财政局", "高新区管委会"])]
    assert named == ["东昌府区教育局", "东昌府区财政局", "聊城市高新技术产业开发区管理委员会"]


@pytest.mark.parametrize(
    ("surfaces", "full"),
    [
        (["各镇党委", "政府"], ["东昌府区各镇党委", "东昌府区各镇人民政府"]),
        (["高新区党工委", "管委会"], ["东昌府区高新技术产业开发区党工委", "东昌府区高新技术产业开发区管理委员会"]),
        (["区委组织部", "宣传部", "区财政局"], ["东昌府区委组织部", "东昌府区委宣传部", "东昌府区财政局"]),
        (["区交通委科信科", "规划科"], ["东昌府区交通委员会科信科", "东昌府区交通委员会规划科"]),
        (["区卫健局医政科", "区教育局", "体卫科"], ["东昌府区卫生健康局医政科", "东昌府区教育局", "东昌府区体卫科"]),
        (["区高新区管委会经济处"], ["东昌府区高新技术产业开发区管理委员会经济处"]),
        (["区委组织部干部科"], ["东昌府区委组织部干部科"]),
    ],
)
def test_what_a_name_leaves_to_the_one_before_it(names, surfaces, full):
    assert [party.name for party in names("东昌府区").resolve_clause(surfaces)] == full


@pytest.mark.parametrize(
    ("title", "surface", "name"),
    [
        ("芜湖市教育局2024年工作要点", "基层处", "芜湖市教育局基层处"),
        ("芜湖市教育局2024年工作要点", "机关党委", "芜湖市教育局机关党委"),
        ("芜湖市卫生健康委2024年工作要点", "应急处", "芜湖市卫生健康委员会应急处"),
        (
            "芜湖市卫生健康委2024年工作要点",
            "规划处（爱卫办）",
            "芜湖市卫生健康委员会规划处（芜湖市爱国卫生运动委员会办公室）",
        ),
        ("芜湖市教育局2024年工作要点", "市财政局", "芜湖市财政局"),
        ("芜湖市教育局办公室2024年工作要点", "职业教育与成人教育科", "芜湖市教育局职业教育与成人教育科"),
        ("芜湖市教育局2024年工作要点", "学校安全科", "芜湖市教育局学校安全科"),
        ("芜湖市教育局2024年工作要点", "机关党办", "芜湖市教育局机关党委办公室"),
        ("芜湖市第二医院2024年工作要点", "医务部", "芜湖市第二医院医务部"),
        ("芜湖学院2024年工作要点", "研究生院", "芜湖学院研究生院"),
        ("芜湖学院2024年工作要点", "市财政局", "芜湖市财政局"),
        ("芜湖供电有限公司2024年工作要点", "市场营销部", "芜湖供电有限公司市场营销部"),
        ("芜湖供电有限公司2024年工作要点", "宣传部", "芜湖供电有限公司宣传部"),
        ("芜湖供电有限公司2024年工作要点", "繁昌公司", "繁昌公司"),
        ("芜湖市人民政府办公室2024年工作要点", "教育局", "芜湖市教育局"),
        ("芜湖市人民政府2024年工作要点", "教育局", "芜湖市教育局"),
    ],
)
def test_inner_offices_belong_to_the_office_that_made_the_plan(registers, title, surface, name):
    place = registers.places_named("芜湖市")[0]
    party = Names(registers, place, office_of_plan(Names(registers, place), None, [title])).resolve(surface)
    assert not isinstance(party, AgentGroup)
    assert party.name == name


@pytest.mark.parametrize(
    ("issuer", "title", "office"),
    [
        (None, "中共芜湖市委组织部2025年工作要点", "芜湖市委组织部"),
        (None, "中共芜湖市委2025年工作要点", None),
        ("芜湖市教育局、芜湖市公安局", "芜湖市教育局芜湖市公安局关于印发《校园安全方案》的通知", None),
        ("芜湖市教育局", "芜湖市教育局关于印发《校园安全方案》的通知", "芜湖市教育局"),
    ],
)
def test_a_plan_is_an_offices_own_where_one_office_made_it(registers, issuer, title, office):
    found = office_of_plan(Names(registers, registers.places_named("芜湖市")[0]), issuer, [title])
    assert (found.name if found else None) == office


@pytest.mark.parametrize(
    ("place", "surface", "name"),
    [
        ("威海市", "国家税务总局威海市税务局", "国家税务总局威海市税务局"),
        ("威海市", "市公共资源交易中心", "威海市公共资源交易中心"),
        ("威海市", "威海市公共交通集团有限公司", "威海市公共交通集团有限公司"),
        ("威海市", "市委社会工作部", "威海市委社会工作部"),
        ("威海市", "平川区水务局", "平川区水务局"),
        ("威海市", "前海深港合作区执委会", "前海深港合作区执行委员会"),
        ("威海市", "市文广体旅局", "威海市文化广电体育和旅游局"),
        ("威海市", "雄安新区生态环境局雄县分局", "雄安新区生态环境局雄县分局"),
        ("威海市", "都市农业局", "威海市都市农业局"),
        ("威海市", "茶产业发展中心", "威海市茶产业发展中心"),
        ("威海市", "威海幼儿师范学院", "威海幼儿师范学院"),
        ("威海市", "市税务局稽查局", "国家税务总局威海市税务局稽查局"),
        ("威海市", "市交通委执法总队", "威海市交通委员会执法总队"),
        ("威海市", "市教育局市体育局", "威海市教育局（威海市体育局）"),
        ("威海市", "市公安局市中分局", "威海市公安局市中分局"),
        ("威海市", "市市场监管局环翠局", "威海市市场监督管理局环翠局"),
        ("威海市", "国家金融监管总局山东监管局", "国家金融监督管理总局山东监管局"),
        ("威海市", "市妇儿工委办", "威海市人民政府妇女儿童工作委员会办公室"),
        ("威海市", "荒湖管理区", "威海市荒湖管理区"),
        ("威海市", "市城管局市政管理处", "威海市城市管理局市政管理处"),
        ("威海市", "中国移动威海分公司", "中国移动威海分公司"),
        ("威海市", "嘉荫海关", "嘉荫海关"),
        ("威海市", "市市场监管局（市知识产权局）", "威海市市场监督管理局（威海市知识产权局）"),
        ("威海市", "乳山市", "乳山市人民政府"),
        ("威海市", "大家洼街道", "大家洼街道办事处"),
        ("贵州省", "黔东南州人民政府", "黔东南苗族侗族自治州人民政府"),
        ("贵州省", "黔南州住建局", "黔南布依族苗族自治州住房和城乡建设局"),
        ("贵州省", "恩施州", "恩施土家族苗族自治州人民政府"),
        ("贵州省", "惠州市", "惠州市人民政府"),
        ("贵州省", "县教育局", "县教育局"),
        ("贵州省", "市网信办", "市网信办"),
        ("贵州省", "县发改局", "县发展和改革局"),
        ("河南省", "济源示范区", "济源产城融合示范区管理委员会"),
        ("河南省", "航空港区管委会", "郑州航空港经济综合实验区管理委员会"),
        ("河南省", "济源示范区教体局", "济源产城融合示范区教育体育局"),
        ("新疆维吾尔自治区", "阿勒泰地区", "阿勒泰地区行政公署"),
        ("阿勒泰地区", "地区税务局", "国家税务总局阿勒泰地区税务局"),
        ("威海市", "计划生育协会", "威海市计划生育协会"),
        ("威海市", "海带产业联盟", "海带产业联盟"),
    ],
)
def test_nothing_of_a_name_is_lost_and_no_place_is_added_twice(names, place, surface, name):
    assert names(place).resolve(surface).name == name


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("各镇政府", "东昌府区各镇人民政府"),
        ("街道办事处", "东昌府区各街道办事处"),
        ("区食药安委各成员单位", "东昌府区食品药品安全委员会各成员单位"),
        ("区直有关部门", "东昌府区有关部门"),
        ("各医疗机构", "东昌府区各医疗机构"),
    ],
)
def test_collectives(names, surface, name):
    party = names("东昌府区").resolve(surface)
    assert isinstance(party, AgentGroup)
    assert party.name == name


@pytest.mark.parametrize(
    ("place", "surface", "called"),
    [
        ("东昌府区", "各镇政府", "东昌府区各镇政府"),
        ("东昌府区", "区食药安委各成员单位", "东昌府区食药安委各成员单位"),
        ("济源产城融合示范区", "示范区相关单位", "济源产城融合示范区相关单位"),
        ("东昌府区", "东昌府区各镇政府", "东昌府区各镇政府"),
        ("柳州市", "市直各有关部门", "柳州市市直各有关部门"),
        ("柳州市", "国家级开发区管委会", "柳州市国家级开发区管委会"),
        ("中华人民共和国", "国务院相关部门", "国务院相关部门"),
    ],
)
def test_a_collective_is_called_as_written_with_its_place(names, place, surface, called):
    assert names(place).resolve(surface).called == called


def test_two_ways_to_write_a_collective_are_one(names):
    one, other = names("东昌府区").resolve_clause(["各镇政府", "各镇人民政府"])
    assert one == other


def test_a_party_that_no_register_knows_is_named_by_rule_and_marked(names):
    party = names("南通市").resolve("市低空经济发展局")
    assert party.name == "南通市低空经济发展局"
    assert not party.reviewed


def test_a_government_of_an_unknown_place_makes_the_place(names):
    party = names("上海市").resolve("浦东新区政府")
    assert party.name == "浦东新区人民政府"
    assert party.jurisdiction.name == "浦东新区"
    assert party.jurisdiction.parent.name == "上海市"


@pytest.mark.parametrize(
    ("told", "surface", "name"),
    [
        ("成立县就业工作领导小组，由县长任组长。", "领导小组办公室", "望江县就业工作领导小组办公室"),
        ("建立望江县养老服务联席会议制度。", "联席会议办公室", "望江县养老服务联席会议办公室"),
        ("成立县就业工作领导小组、县防汛工作领导小组。", "领导小组办公室", "望江县领导小组办公室"),
        ("成立县就业工作领导小组。", "联席会议办公室", "望江县联席会议办公室"),
        ("成立县就业工作领导小组。", "县财政局办公室", "望江县财政局办公室"),
        ("在领导小组的统一领导下开展工作。", "领导小组办公室", "望江县领导小组办公室"),
    ],
)
def test_an_office_of_several_is_that_of_the_one_body_of_its_kind_in_the_text(read_text, told, surface, name):
    facts = read_text(f"望江县工作方案\n{told}\n一、任务\n（一）抓落实。抓落实。（{surface}负责）\n")
    assert [each.party.name for item in facts.plans[0].items for each in item.assignments] == [name]


@pytest.mark.parametrize(("year", "name"), [(2015, "济南铁路局"), (2019, "中国铁路济南局集团有限公司")])
def test_a_form_holds_since_its_year(registers, year, name):
    assert Names(registers, registers.places_named("山东省")[0], year=year).resolve("济南铁路局").name == name
