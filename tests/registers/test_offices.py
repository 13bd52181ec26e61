"""Every entry of offices.yaml gives the full names of its offices, by themselves and by what is written for them."""

from __future__ import annotations

import pytest
from conftest import ROOT

from kgservice.errors import RegisterError
from kgservice.extraction.resolution import Names
from kgservice.registers.entries import Jurisdiction, Level
from kgservice.registers.loading import load_registers
from kgservice.registers.offices import OfficeNames

REGISTERS = load_registers(ROOT / "data" / "registers")
ENTRIES = REGISTERS.offices.entries
PLACES = {place.id: place for place in REGISTERS.jurisdictions}
NONE_KNOWN = "万安"
ENDINGS = {Level.PREFECTURE: "市", Level.COUNTY: "县"}


def place_of(entry: OfficeNames) -> Jurisdiction:
    """A place that `entry` is of: its own, or one inside it of which nothing else is known."""
    place = PLACES[entry.place]
    level = entry.levels[0]
    return place if place.level is level else Jurisdiction("x", f"{NONE_KNOWN}{ENDINGS[level]}", None, level, place)


def name_of(surface: str, place: Jurisdiction | str, year: int | None = None) -> str:
    of = REGISTERS.places_named(place)[0] if isinstance(place, str) else place
    return Names(REGISTERS, of, year=year).resolve(surface).name


def test_no_place_has_an_office_twice_at_the_same_time():
    told = [
        (entry.place, level, name, entry.since) for entry in ENTRIES for level in entry.levels for name in entry.names
    ]
    assert sorted({each[:3] for each in told if told.count(each) > 1}) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.place}-{entry.names[0]}")
def test_an_office_is_known_by_its_name_and_by_what_is_written_for_it(entry):
    place = place_of(entry)
    year = entry.since or entry.until
    written = {name: name for name in entry.names} | dict(entry.shorts)
    level = "区" if place.name.endswith("自治区") else place.name[-1]
    wrong = {
        short: found
        for short in written
        if (found := name_of(f"{level}{short}", place, year)) != place.name + written[short]
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("place", "surface", "name"),
    [
        ("广州市", "市文旅局", "广州市文化广电旅游局"),
        ("广州市", "市文化局", "广州市文化局"),
        ("广州市", "市文化馆", "广州市文化馆"),
        ("广州市", "市旅游局", "广州市旅游局"),
        ("贵州省", "省大数据局", "贵州省大数据发展管理局"),
        ("贵州省", "省大数据局应用推进处", "贵州省大数据发展管理局应用推进处"),
        ("贵州省", "省大数据中心", "贵州省大数据中心"),
        ("遵义市", "市大数据局", "遵义市大数据局"),
        ("杭州市", "市数据局", "杭州市数据局"),
        ("深圳市", "住房建设局", "深圳市住房和建设局"),
        ("武汉市", "市文资办", "武汉市国有文化资产监督管理领导小组办公室"),
        ("武汉市", "市国资监管办", "武汉市国有资产监督管理办公室"),
        ("东莞市", "市住建局", "东莞市住房和城乡建设局"),
    ],
)
def test_an_office_is_known_by_some_letters_of_its_name(place, surface, name):
    assert name_of(surface, place, 2024) == name


@pytest.mark.parametrize(
    ("place", "year", "surface", "name"),
    [
        ("广东省", 2020, "省政数局", "广东省政务服务数据管理局"),
        ("广东省", 2024, "省政数局", "广东省政务服务和数据管理局"),
        ("广东省", None, "省政数局", "广东省政务服务和数据管理局"),
        ("浙江省", 2020, "省大数据局", "浙江省大数据发展管理局"),
        ("浙江省", 2024, "省大数据局", "浙江省大数据局"),
        ("浙江省", None, "省大数据局", "浙江省大数据发展管理局"),
        ("山东省", 2016, "省金融办", "山东省金融工作办公室"),
        ("山东省", 2020, "省金融办", "山东省人民政府金融工作办公室"),
        ("平潭综合实验区", 2016, "区环土局", "平潭综合实验区环境与国土资源局"),
        ("平潭综合实验区", 2016, "区电信公司", "平潭综合实验区电信公司"),
    ],
)
def test_the_year_of_the_document_tells_which_name_is_meant(place, year, surface, name):
    assert name_of(surface, place, year) == name


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{in: nowhere, offices: 数据局}", "in: nowhere' is no entry of jurisdictions.yaml"),
        ("{in: hunan, levels: [village], offices: 数据局}", "must be one of national, province"),
        (
            "{in: hunan, offices: 数据局, shorts: {数据管理局: [数管局]}}",
            "'数据管理局' under 'shorts' is none of the offices",
        ),
        ("{in: hunan, offices: 湖南省数据局}", "is no full name of an office without its place's"),
        ("{in: hunan, offices: 数据}", "is no full name of an office"),
        ("{in: hunan, offices: 数据局, from: 2024}", "unknown key 'from'"),
    ],
)
def test_a_slip_is_one_clear_sentence(tmp_path, entry, says):
    (tmp_path / "offices.yaml").write_text(f"- {entry}\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=says):
        load_registers(tmp_path, ROOT / "data" / "registers")
