"""README.md and docs/ name every command, query and setting, and what they show is what comes out."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from kgservice.checks.catalogue import load_checks
from kgservice.cli.main import kgservice
from kgservice.corrections.entries import FORMS
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.formats import as_csv, as_text
from kgservice.queries.pages import Pages
from kgservice.reasoning.rules import shipped_rules
from kgservice.settings import SETTINGS
from kgservice.tasktable.choosing import find_plan
from kgservice.tasktable.plain import as_markdown
from kgservice.tasktable.table import read_task_tables

PAGES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
    if path.name != "CHANGELOG.md"
}
READMES = ("README.md", "README.zh.md")
COMMANDS, QUESTIONS, SETTINGS_PAGE = (PAGES[f"docs/{name}.md"] for name in ("commands", "questions", "settings"))
QUERIES = load_catalogue(ROOT / "queries")


@pytest.mark.parametrize("command", kgservice.list_commands(None))
def test_every_command_is_named(command):
    assert f"| `kgservice {command}" in COMMANDS


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_is_named(name):
    assert f"| `{name}` |" in QUESTIONS


@pytest.mark.parametrize("check", load_checks(ROOT / "queries" / "checks").values(), ids=lambda check: check.id)
def test_every_check_is_named_with_its_severity(check):
    assert f"| `{check.id}` | {check.severity} |" in PAGES["docs/checks.md"]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_named_with_its_default(setting):
    assert f"| `KG_{setting.name.upper()}` | {setting.default} | {setting.help} |" in SETTINGS_PAGE


@pytest.mark.parametrize("name", READMES)
def test_the_answers_shown_are_the_answers_given(name, engine):
    readme = PAGES[name]
    shown = re.search(r"query departments-across-campaigns\n(.*?)\n…\n", readme, re.DOTALL)[1].splitlines()
    given = as_text(engine.select(QUERIES["departments-across-campaigns"].bound({}))).splitlines()
    assert given[: len(shown)] == shown
    shown = re.search(r"functions-across-plans --format csv \| head -4\n(.*?)\n```", readme, re.DOTALL)[1].splitlines()
    assert as_csv(engine.select(QUERIES["functions-across-plans"].bound({}))).splitlines()[:4] == shown


def test_whom_the_tasks_shown_were_given_to_is_so(engine):
    given = engine.select(QUERIES["obligation-capacities"].bound({"department": "南通市市场监管局"})).texts()
    for number, words in re.findall(
        r"^ +(\d+) (南通市市场监督管理局,successor,.*)$", PAGES["docs/ontology.md"], re.MULTILINE
    ):
        assert sum(",".join(row[:3]) == words for row in given) == int(number)
    assert len({row[2] for row in given}) == 3


def test_the_correction_shown_is_the_one_there():
    shown = re.search(r"```yaml\n(.*?)```", PAGES["docs/reading.md"], re.DOTALL)[1]
    assert shown == (ROOT / "data" / "corrections" / "001_b4ad9b68bca269ff.txt.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("thing", "form"), FORMS.items())
def test_every_key_of_a_correction_is_named(thing, form):
    table = (ROOT / "data" / "corrections" / "README.md").read_text(encoding="utf-8")
    for act, keys in (
        ("add", (*form.names, *form.needs, *form.may)),
        ("remove", (*form.names, *form.tells)),
        ("change", form.changes),
    ):
        (row,) = [line for line in table.splitlines() if line.startswith(f"| `{act}: {thing}` |")]
        assert all(key in row for key in keys), row


def test_the_task_shown_is_in_the_task_table(engine):
    pages = Pages(engine, load_catalogue(ROOT / "queries" / "pages"))
    table = as_markdown(read_task_tables(pages, find_plan(pages, "东昌府区"))).decode()
    shown = re.search(r"tasks-table 东昌府区 .*?\n(.*?)\n```", COMMANDS, re.DOTALL)[1].splitlines()
    assert set(shown) < set(table.splitlines())


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.id)
def test_every_inference_rule_is_named(rule):
    assert f"`{rule.id}`" in PAGES["docs/ontology.md"]


def test_the_readme_is_short_and_leads_to_every_page_in_both_languages():
    for name in READMES:
        assert len(PAGES[name].splitlines()) <= 150
        linked = [page for page in PAGES if f"({page})" in PAGES[name]]
        further = [page for page in PAGES if any(f"({page.removeprefix('docs/')})" in PAGES[each] for each in linked)]
        assert set(PAGES) - {*READMES, *linked, *further} == set()
    assert _shown("README.md") == _shown("README.zh.md")


def _shown(name):
    """What is to be typed, and what it gives."""
    return [re.sub(r" +#.*", "", block) for block in re.findall(r"```console\n(.*?)```", PAGES[name], re.DOTALL)]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_leads_somewhere(name):
    for target in re.findall(r"\]\(([^)\s]+)\)", PAGES[name]):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(_anchor, headings), target


def _anchor(heading):
    """What a heading is called in a link, as Git hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_place_that_contributing_names_is_there():
    named = re.findall(r"`((?:data|kgservice|ontology|queries|tests|benchmarks)/[^`]*)`", PAGES["CONTRIBUTING.md"])
    assert len(named) > 20
    assert [place for place in named if not (ROOT / place).exists()] == []


def test_every_room_of_the_program_is_told():
    rooms = {path.stem for path in (ROOT / "kgservice").iterdir() if path.suffix == ".py" or path.is_dir()}
    told = set(re.findall(r"`(\w+)`", PAGES["docs/architecture.md"]))
    assert {room for room in rooms - told if not room.startswith("_")} == set()
