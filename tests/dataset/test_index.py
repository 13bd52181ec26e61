"""The index that is made with a version: made step by step, it has what one made at once has."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from kgservice.dataset.building import build, ingest
from kgservice.dataset.dataset import Dataset
from kgservice.finding.index_files import FILE
from kgservice.finding.searching import Index

ROADS = "甲市2024年道路工作要点\n甲市人民政府办公室 2024年1月1日\n一、修建道路\n（一）修建环城路。到年底建成10公里。（市交通局负责）\n（二）养护乡村路。（市农业局负责）\n"
SCHOOLS = "乙县2024年学校工作要点\n乙县人民政府办公室 2024年2月1日\n一、改善学校\n（一）改建学校食堂。（县教育局、市监局负责）\n"
SHORTER = SCHOOLS.replace("改建学校食堂。（县教育局、市监局负责）", "扩建操场。（县体育局负责）")


def made(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def held(dataset):
    with closing(sqlite3.connect(dataset.current().derived / FILE)) as base:
        things = base.execute("SELECT iri, name, text, context, weight, at, path FROM thing ORDER BY iri").fetchall()
        names = base.execute("SELECT iri, name.name FROM name JOIN thing ON thing.id = name.thing ORDER BY 1, 2")
        return things, names.fetchall()


@pytest.mark.slow
def test_step_by_step_it_has_what_one_made_at_once_has(tmp_path):
    stepped, at_once = Dataset(tmp_path / "stepped"), Dataset(tmp_path / "at-once")
    roads, schools = made(tmp_path, "roads.txt", ROADS), made(tmp_path, "schools.txt", SCHOOLS)
    ingest(stepped, roads)
    ingest(stepped, schools)
    before = Index(stepped.current().derived / FILE)
    assert before.find("改建学校食堂").total > 0
    ingest(stepped, made(tmp_path, "schools.txt", SHORTER))
    at_once.sources.mkdir(parents=True)
    for path in (roads, schools):
        (at_once.sources / path.name).write_bytes(path.read_bytes())
    build(at_once)
    assert held(stepped) == held(at_once)
    index = Index(stepped.current().derived / FILE)
    assert index.find("改建学校食堂").total == 0
    assert [hit.thing.name for hits in index.find("操场").hits.values() for hit in hits] == ["扩建操场"]


def test_words_that_stand_in_no_item_are_found_at_their_place(dataset):
    index = Index(dataset.current().derived / FILE)
    (hit,) = [hit for hits in index.find("此件公开发布 东昌府").hits.values() for hit in hits]
    assert "/span/000-088e11d987ff7cca/" in hit.thing.iri
    assert hit.thing.text == "（此件公开发布）"
