"""The register of counties: which place each lies in, whatever else is known of it."""

from __future__ import annotations

import pickle

import pytest

from kgservice.extraction.named_places import named_place
from kgservice.registers.entries import Level


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("望江县", ["安庆市"]),
        ("平川区", ["白银市"]),
        ("东阳市", ["金华市"]),
        ("莫力达瓦达斡尔族自治旗", ["呼伦贝尔市"]),
        ("六枝特区", ["六盘水市"]),
        ("浦东新区", ["上海市"]),
        ("琼海市", ["海南省"]),
        ("石河子市", ["新疆维吾尔自治区"]),
        ("和康县", ["和田地区"]),
        ("港闸区", ["南通市"]),
        ("崇文区", ["北京市"]),
        ("宣州区", ["宣城市"]),
        ("寿县", ["淮南市", "六安市"]),
        ("公主岭市", ["长春市", "四平市"]),
        ("鼓楼区", ["南京市", "徐州市", "福州市", "开封市"]),
        ("城关区", ["拉萨市", "兰州市"]),
        ("和平", []),
        ("望江镇", []),
        ("官塘区", []),
    ],
)
def test_a_county_lies_in_every_place_that_has_one_of_its_full_name(registers, name, above):
    assert [place.name for place in registers.places_with_county(name)] == above


@pytest.mark.parametrize(
    ("name", "around", "above"),
    [
        ("鼓楼区", "福建省", "福州市"),
        ("鼓楼区", "福州市", "福州市"),
        ("鼓楼区", "江苏省", None),
        ("鼓楼区", "中华人民共和国", None),
        ("鼓楼区", "望江县", None),
        ("望江县", "中华人民共和国", "安庆市"),
        ("望江县", "安徽省", "安庆市"),
        ("望江县", "南通市", "安庆市"),
        ("东区", "四川省", "攀枝花市"),
        ("东区", "中山市", None),
        ("东区", "中华人民共和国", None),
        ("和平", "天津市", None),
    ],
)
def test_of_several_places_the_one_counts_that_is_around(registers, name, around, above):
    place = registers.place_with_county(name, named_place(registers, around, None))
    assert (place and place.name) == above


def test_a_county_that_another_register_knows_lies_in_the_same_place(registers):
    known = [place for place in registers.jurisdictions if place.level is Level.COUNTY]
    assert len(known) > 50
    assert [place.name for place in known if place.parent not in registers.places_with_county(place.name)] == []


def test_every_prefecture_has_counties_but_those_divided_into_towns_and_zones_made_of_anothers(registers):
    told = {place.id for above in registers.counties.values() for place in above}
    without = [place for place in registers.jurisdictions if place.level is Level.PREFECTURE and place.id not in told]
    zones = {"济源产城融合示范区", "平潭综合实验区", "雄安新区"}
    assert {place.name for place in without} == {"东莞市", "中山市", "儋州市", "嘉峪关市"} | zones


def test_the_register_goes_to_another_process(registers):
    again = pickle.loads(pickle.dumps(registers))
    assert [place.name for place in again.places_with_county("望江县")] == ["安庆市"]
