"""Finding in a real browser, with scripts and without; nothing that keeps people out, no error and no other host on any kind of page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from urllib.request import urlopen

import pytest
from conftest import ROOT
from openpyxl import load_workbook
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait
from test_browser import BROWSER, DRIVER, PATIENCE, address, browser, seen, started

__all__ = ["address", "browser"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="needs chromium and chromedriver on the path"),
]

SCRIPT = ROOT / "kgservice" / "web" / "static" / "scripts" / "auto-complete.js"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FISHERIES = "南通市海洋与渔业局"
KINDS = (
    "/",
    "/find",
    "/find?q=餐饮",
    "/find?q=餐饮&kind=task",
    "/find?q=海洋与鱼业局",
    "/departments",
    "/departments/nantong-ocean-fisheries",
    "/groups/hebei-shichangjianguanbumen-9697b9",
    "/plans",
    "/plans/002-d2f6364ae68a650d/1",
    "/places/nantong",
    "/legal-bases/zhonggongzhongyangguowuyuanguanyushenhua-95810d",
    "/documents",
    "/documents/002-d2f6364ae68a650d",
    "/documents/004-88b6c4ef71d7714a?at=3000-3040",
    "/departments/nantong-ocean-fisheries?group=campaign&sort=due&due=dated",
    "/checks?only=unassigned-tasks",
    "/checks",
    "/queries",
    "/queries/tasks",
    "/queries/tasks?where.kind=task",
    "/queries/department-obligations?department=火星局",
    "/sparql",
    "/ontology",
    "/help",
    "/id/document/000-088e11d987ff7cca?all",
    "/no-such-page",
)
VIOLATIONS = """
const done = arguments[0];
axe.run({resultTypes: ["violations"]}).then(result => done(result.violations
  .filter(each => ["serious", "critical"].includes(each.impact))
  .map(each => [each.id, each.nodes.map(node => node.html.slice(0, 120))])));
"""
LOADED = "return performance.getEntriesByType('resource').map(each => each.name)"


@pytest.fixture(scope="module")
def without_scripts(tmp_path_factory) -> Iterator[webdriver.Chrome]:
    with started(tmp_path_factory.mktemp("scriptless"), with_scripts=False) as made:
        yield made


def shaped(browser, width, scheme="light"):
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


@pytest.mark.skipif(not SCRIPT.is_file(), reason="needs the pages' script, which `make install` brings")
@pytest.mark.parametrize("words", ["海洋渔业局", "haiyang", "hyyyj", "海洋与鱼业局"])
def test_a_suggestion_leads_to_the_department_in_one_click(browser, address, words):
    shaped(browser, 1280)
    browser.get(f"{address}/?lang=zh")
    seen(browser, By.NAME, "q").send_keys(words)
    seen(browser, By.CSS_SELECTOR, "auto-complete[open] a[role=option]").click()
    seen(browser, By.TAG_NAME, "h1", FISHERIES)


@pytest.mark.skipif(not SCRIPT.is_file(), reason="needs the pages' script, which `make install` brings")
def test_a_suggestion_is_taken_with_the_keys_alone(browser, address):
    shaped(browser, 1280)
    browser.get(f"{address}/queries/department-obligations?lang=zh")
    box = seen(browser, By.NAME, "department")
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys("hyyyj")
    seen(browser, By.CSS_SELECTOR, f"auto-complete[open] [data-autocomplete-value={FISHERIES}]")
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    WebDriverWait(browser, PATIENCE).until(lambda browser: box.get_attribute("value") == FISHERIES)
    box.send_keys(Keys.ENTER)
    seen(browser, By.LINK_TEXT, FISHERIES)


def test_without_scripts_a_department_is_two_clicks_away(without_scripts, address):
    without_scripts.get(f"{address}/plans?lang=zh")
    seen(without_scripts, By.NAME, "q").send_keys("haiyang", Keys.ENTER)
    seen(without_scripts, By.LINK_TEXT, FISHERIES).click()
    seen(without_scripts, By.TAG_NAME, "h1", FISHERIES)


def test_without_scripts_rows_are_chosen_and_sorted(without_scripts, address):
    without_scripts.get(f"{address}/queries/tasks?lang=zh")
    seen(without_scripts, By.CSS_SELECTOR, ".filter summary").click()
    seen(without_scripts, By.NAME, "where.plan").send_keys("南通", Keys.ENTER)
    seen(without_scripts, By.LINK_TEXT, "显示全部")
    seen(without_scripts, By.LINK_TEXT, "编号").click()
    seen(without_scripts, By.CSS_SELECTOR, "th[aria-sort=ascending]")
    plans = {cell.text for cell in without_scripts.find_elements(By.CSS_SELECTOR, "tbody td:nth-child(2)")}
    assert plans == {"食品安全战略南通行动计划（2018~2020年）"}


def test_without_scripts_the_duties_of_a_function_in_some_places_and_a_year_are_a_workbook(without_scripts, address):
    without_scripts.get(f"{address}/?lang=zh")
    seen(without_scripts, By.NAME, "q").send_keys("市场监管", Keys.ENTER)
    seen(without_scripts, By.CSS_SELECTOR, "#function .hits a").click()
    seen(without_scripts, By.TAG_NAME, "h1", "各职能的任务")
    Select(seen(without_scripts, By.NAME, "where.year")).select_by_value("2025")
    seen(without_scripts, By.NAME, "where.jurisdiction").send_keys("东昌府区、南通市、济源产城融合示范区", Keys.ENTER)
    seen(without_scripts, By.LINK_TEXT, "显示全部")
    with urlopen(seen(without_scripts, By.LINK_TEXT, "Excel").get_attribute("href")) as answer:
        sheet = load_workbook(io.BytesIO(answer.read())).active
    headings, *rows = sheet.iter_rows(values_only=True)
    told = [dict(zip(headings, row, strict=True)) for row in rows]
    assert told
    assert {row["职能"] for row in told} == {"市场监管"}
    assert {row["年份"] for row in told} == {2025}
    assert {row["行政区域"] for row in told} <= {"东昌府区", "南通市", "济源产城融合示范区"}
    assert all(isinstance(row["最迟日期"], datetime | None) for row in told)


def test_without_scripts_a_drafter_is_one_click_away_from_what_to_run(without_scripts, address):
    without_scripts.get(f"{address}/?lang=zh")
    seen(without_scripts, By.LINK_TEXT, "我正在起草的文稿有什么毛病？").click()
    assert "kgservice check" in seen(without_scripts, By.CSS_SELECTOR, ".draft[open] pre").text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_header_leaves_a_phone_its_screen(browser, address, language):
    shaped(browser, 390)
    browser.get(f"{address}/plans?lang={language}")
    assert seen(browser, By.TAG_NAME, "header").rect["height"] < 150


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [(1280, "zh", "light"), (1280, "en", "dark"), (390, "zh", "dark"), (390, "en", "light")],
)
def test_no_page_keeps_anybody_out_fails_or_asks_another_host(browser, address, width, language, scheme):
    shaped(browser, width, scheme)
    browser.get_log("browser")
    faults = []
    for path in KINDS:
        browser.get(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
        loaded = browser.execute_script(LOADED)
        wide = browser.execute_script("return document.documentElement.scrollWidth > window.innerWidth")
        browser.execute_script(AXE.read_text(encoding="utf-8"))
        faults += [(path, *each) for each in browser.execute_async_script(VIOLATIONS)]
        faults += [(path, each) for each in loaded if not each.startswith(address)]
        faults += [(path, "wider than the screen")] * wide
        faults += [
            (path, each["message"]) for each in browser.get_log("browser") if "404 (NOT FOUND)" not in each["message"]
        ]
    assert faults == []
