"""Registers edited by people: a slip is one clear sentence, never a wrong answer."""

from __future__ import annotations

import shutil

import pytest
from conftest import ROOT

from kgservice.errors import RegisterError
from kgservice.registers.loading import load_registers

SHIPPED = ROOT / "data" / "registers"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "registers")
    return tmp_path / "registers"


def add(folder, name, text):
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "departments.yaml",
            "- {id: x, name: 南通市甲局, en: X, in: nantong, aliases: [粮食局]}",
            "the name or alias '南通市: 粮食局' means both 'nantong-grain' and 'x'",
        ),
        (
            "departments.yaml",
            "- {id: x, name: 甲局, en: X, in: nowhere}",
            "in: nowhere' is no entry of jurisdictions.yaml",
        ),
        ("departments.yaml", "- {id: x, name: 甲局, en: X, in: nantong, functons: [health]}", "unknown key 'functons'"),
        (
            "departments.yaml",
            "- {id: x, name: 甲局, en: X, in: nantong, functions: [magic]}",
            "the function 'magic' is no entry",
        ),
        (
            "departments.yaml",
            "- {id: nantong-grain, name: 甲局, en: X, in: nantong}",
            "the id 'nantong-grain' stands twice",
        ),
        ("departments.yaml", "- {id: x, en: X, in: nantong}", "the entry has no 'name'"),
        ("departments.yaml", "- {id: X Y, name: 甲局, en: X, in: nantong}", "must be lower-case letters"),
        ("departments.yaml", "- {id: x, id: y, name: 甲局, en: X, in: nantong}", "'id' stands twice in one entry"),
        ("departments.yaml", "- {id: x, name: 甲局", "not readable as YAML"),
        ("jurisdictions.yaml", "- {id: nantong, name: 甲市, en: X, level: county}", "the id 'nantong' stands twice"),
        (
            "jurisdictions.yaml",
            "- {id: x, name: 南通市, en: X, level: county, in: jiangsu}",
            "means both 'nantong' and 'x'",
        ),
        ("jurisdictions.yaml", "- {id: x, name: 甲市, en: X, level: city}", "level 'city' must be one of"),
        (
            "jurisdictions.yaml",
            "- {id: x, name: 甲示范区, en: X, level: prefecture, in: jiyuan}",
            "a place of the level prefecture lies in none of the level county (济源市)",
        ),
        (
            "jurisdictions.yaml",
            "- {id: x, name: 甲市, en: X, level: county, in: jiyuan}",
            "a place of the level county lies in none of the level county",
        ),
        ("jurisdictions.yaml", "- {id: x, name: 甲区, en: X, level: county, one_with: nowhere}", "'one_with: nowhere'"),
        ("counties.yaml", "- {in: nowhere, counties: 甲县}", "'in: nowhere' is no entry of jurisdictions.yaml"),
        ("counties.yaml", "- {in: dongchangfu, counties: 甲县}", "counties lie in a prefecture or a province, not in"),
        ("counties.yaml", "- {in: anqing, counties: 甲县}", "'in: anqing' stands twice"),
        ("counties.yaml", "- {in: dongguan, counties: 甲县、乙镇}", "'甲县、乙镇' is no full name of a county"),
        ("counties.yaml", "- {in: dongguan, counties: 甲县 和平}", "'和平' is no full name of a county"),
        ("counties.yaml", "- {in: dongguan, counties: 甲县 乙区, former: 甲县}", "'甲县' stands twice"),
        ("counties.yaml", "- {in: dongguan, former: 甲县}", "the entry has no 'counties'"),
        ("counties.yaml", "- {in: dongguan, counties: [甲县, 乙区]}", "'counties' must be text"),
        ("counties.yaml", "- {in: dongguan, counties: 甲县, codes: 甲}", "unknown key 'codes'"),
        ("functions.yaml", "- {id: x, zh: 甲, en: X, names: {甲: [市监]}}", "means both '市场监督管理' and '甲'"),
        ("indicators.yaml", "- {id: x, zh: 甲, en: X, names: [“自查报告率”]}", "the name '自查报告率' means both"),
        ("groups.yaml", "- {id: x, zh: 甲, en: X, forms: [各镇政府]}", "the form '各镇政府' means both"),
        (
            "successions.yaml",
            "- {year: 2018, source: 甲, to: {county: 财政局}, absorbs: [火星]}",
            "'火星' is no official name",
        ),
        (
            "successions.yaml",
            "- {year: 2018, source: 甲, to: {town: 财政局}, absorbs: [体育]}",
            "level 'town' under 'to'",
        ),
        ("successions.yaml", "- {year: 2018, source: 甲, to: 财政局, absorbs: [体育]}", "'to' must map keys to texts"),
        (
            "successions.yaml",
            "- {year: 18, source: 甲, to: {county: 财政局}, absorbs: [体育]}",
            "'year' must be a year",
        ),
        ("successions.yaml", "- {year: 2018, to: {county: 财政局}, absorbs: [体育]}", "the entry has no 'source'"),
        ("successions.yaml", "- {year: 2018, source: 甲, to: {county: 财政局}}", "names no office that ended"),
        (
            "successions.yaml",
            "- {year: 2018, source: 甲, to: {county: 财政局}, absorbs: [体育], takes_from: [体育]}",
            "'体育' stands twice",
        ),
        (
            "successions.yaml",
            "- {year: 2018, source: 甲, to: {county: 火星局}, absorbs: [体育]}",
            "the name '火星局' does not tell what the office is for",
        ),
        (
            "successions.yaml",
            "- {year: 2019, source: 甲, to: {county: 财政局}, absorbs: [环境保护]}",
            "'环境保护' ends both in '生态环境分局' and in '财政局' at the level county",
        ),
        (
            "successions.yaml",
            "- {year: 2018, source: 甲, to: {county: 环境保护局}, absorbs: [体育]}",
            "'环境保护局' is formed in 2018, when '环境保护' has ended already",
        ),
        (
            "groups.yaml",
            "- {id: x, zh: 甲, en: X, forms: [2024-13-45]}",
            "a value that cannot be read (month must be in",
        ),
        ("groups.yaml", "- {id: x, zh: !y 甲, en: X, forms: [z]}", "a value that cannot be read (could not determine"),
    ],
)
def test_a_slip_is_named(folder, name, text, says):
    add(folder, name, text)
    with pytest.raises(RegisterError) as error:
        load_registers(folder)
    assert says in str(error.value)
    assert str(error.value).startswith(name)
    assert "\n" not in str(error.value)


def test_a_place_that_shares_its_ground_with_another_lies_in_neither(registers):
    (zone,) = registers.places_named("济源示范区")
    assert (zone.parent.name, zone.one_with.name) == ("河南省", "济源市")
    assert [place.name for place in zone.chain()] == ["济源产城融合示范区", "济源市", "河南省", "中华人民共和国"]


def test_a_field_has_registers_of_its_own_and_a_slip_in_one_is_named_with_its_folder(folder):
    (folder / "forestry").mkdir()
    module = folder / "forestry" / "indicators.yaml"
    module.write_text("- {id: forest-cover, zh: 森林覆盖率, en: forest cover, names: [森林覆盖率]}\n", encoding="utf-8")
    assert load_registers(folder).indicator("森林覆盖率").id == "forest-cover"
    module.write_text("- {id: forest-cover}\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"^forestry/indicators\.yaml, line 1: the entry has no 'zh'"):
        load_registers(folder)


def test_a_datasets_own_module_takes_the_place_of_the_shipped_one(tmp_path):
    (tmp_path / "food-safety").mkdir()
    (tmp_path / "food-safety" / "indicators.yaml").write_text("# none\n", encoding="utf-8")
    assert load_registers(tmp_path, SHIPPED).indicators == ()
    assert load_registers(SHIPPED).indicators


def test_a_missing_file_is_taken_from_the_shipped_ones(folder):
    (folder / "groups.yaml").unlink()
    assert load_registers(folder, SHIPPED).groups


def test_a_missing_register_is_an_error(folder):
    (folder / "groups.yaml").unlink()
    with pytest.raises(RegisterError, match=r"groups\.yaml: missing"):
        load_registers(folder)


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("市场监管局", "市场监督管理局"),
        ("食药安办", "食品药品安全委员会办公室"),
        ("农委", "农业委员会"),
        ("海洋渔业局", "海洋与渔业局"),
        ("卫计委", "卫生和计划生育委员会"),
        ("教体局", "教育和体育局"),
        ("资规分局", "自然资源和规划分局"),
        ("资源规划局", "自然资源和规划局"),
        ("国土规划局", "国土资源和规划局"),
        ("科经局", "科学技术和经济信息化局"),
        ("委政法委", "委政法委员会"),
        ("检察院", "人民检察院"),
        ("科协", "科学技术协会"),
        ("香江光彩大市场服务中心", None),
    ],
)
def test_short_names_are_spelled_out(registers, written, official):
    assert registers.official_name(written) == official


def test_indicators_of_one_name_are_told_apart_by_their_units(folder):
    (folder / "indicators.yaml").write_text(
        "- {id: share, zh: 满意度, en: satisfaction, names: [满意度], units: ['%']}\n"
        "- {id: score, zh: 满意度得分, en: score, names: [满意度], units: [分]}\n"
        "- {id: length, zh: 里程, en: length, names: [里程]}\n",
        encoding="utf-8",
    )
    registers = load_registers(folder)
    assert registers.indicator("满意度", "%").id == "share"
    assert registers.indicator("满意度", "分/年").id == "score"
    assert registers.indicator("满意度", "人") is None
    assert registers.indicator("里程", "公里").id == "length"


def test_two_indicators_of_one_name_and_unit_are_a_slip(folder):
    (folder / "indicators.yaml").write_text(
        "- {id: a, zh: 甲率, en: A, names: [率], units: ['%']}\n- {id: b, zh: 乙率, en: B, names: [率], units: ['%']}\n",
        encoding="utf-8",
    )
    with pytest.raises(RegisterError, match="the name '率 \\(%\\)' means both 'a' and 'b'"):
        load_registers(folder)
