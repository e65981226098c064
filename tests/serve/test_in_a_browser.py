"""`serve` as a person uses it: the command in a process of its own, and Chromium to drive."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.wait import WebDriverWait
from serve_desk import DRAWN, FIELDS, files, small_desk

from desk_sheets import entered, item, put

pytestmark = pytest.mark.slow
PATIENCE = 60
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
HOSTILE = "<script>document.title='ran'</script><img src=x onerror=document.title='ran'>"
SIZES = {"desk": (1200, 900), "phone": (390, 844)}


class Served(NamedTuple):
    """A dossier that is served at an address."""

    desk: Path
    home: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a dossier by the command, and end it with Ctrl-C."""
    desk = small_desk(tmp_path_factory.mktemp("served") / "desk")
    put(desk, item("mli-hostile", statement=HOSTILE, publisher=HOSTILE), name="hostile")
    env = {key: one for key, one in os.environ.items() if not key.startswith("SAHELRISK")}
    command = [sys.executable, "-m", "sahelrisk", "serve", "-d", str(desk), "--port", "0"]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=env | {"SAHELRISK_ANALYST": "tester", "PYTHONUTF8": "1"},
    ) as program:
        assert program.stderr
        found = re.search(r"http://127\.0\.0\.1:\d+", program.stderr.readline())
        assert found
        yield Served(desk, found[0])
        program.send_signal(signal.SIGINT)
        said = program.communicate(timeout=PATIENCE)[1]
        assert program.returncode == 130
        assert "Traceback" not in said


def opened() -> WebDriver:
    """Open a browser, or skip the test."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("needs chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for one in ("--headless", "--no-sandbox", "--disable-gpu", "--window-size=1200,900"):
        options.add_argument(one)
    made = webdriver.Chrome(options, webdriver.ChromeService(driver))
    made.set_page_load_timeout(PATIENCE)
    return made


@pytest.fixture(scope="module")
def driver() -> Iterator[WebDriver]:
    """Return one browser for all tests."""
    made = opened()
    yield made
    made.quit()


def press(driver: WebDriver, selector: str) -> None:
    """Press what leads to another page, and wait until that is there."""
    before = driver.find_element(By.TAG_NAME, "html")
    found = driver.find_element(By.CSS_SELECTOR, selector)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    found.click()
    WebDriverWait(driver, PATIENCE).until(lambda _: is_gone(before))


def is_gone(element: object) -> bool:
    """Tell whether an element's page was left."""
    from selenium.common.exceptions import StaleElementReferenceException
    from selenium.webdriver.remote.webelement import WebElement

    assert isinstance(element, WebElement)
    try:
        element.is_enabled()
    except StaleElementReferenceException:
        return True
    return False


def text_of(driver: WebDriver, selector: str) -> str:
    """Return what can be read there."""
    return driver.find_element(By.CSS_SELECTOR, selector).text


def fill(driver: WebDriver, **fields: str) -> None:
    """Fill in the form of an item."""
    for name, value in fields.items():
        found = driver.find_elements(By.CSS_SELECTOR, f"[name='{name}'][value='{value}']")
        if found and found[0].get_attribute("type") == "radio":
            driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found[0])
            found[0].click()
        else:
            box = driver.find_element(By.NAME, name)
            box.clear()
            box.send_keys(value)


def asked(**more: str) -> dict[str, str]:
    """Return what a form asks, without the indicator it is about."""
    return {key: value for key, value in (FIELDS | more).items() if key != "indicator"}


def test_a_person_enters_an_item_and_sees_the_score_move(served: Served, driver: WebDriver) -> None:
    """From the map to the source, through the form, to the file that `add` would have written."""
    driver.get(served.home)
    driver.find_element(By.CSS_SELECTOR, ".map a[aria-label^='Mali']").click()
    WebDriverWait(driver, PATIENCE).until(lambda one: one.current_url.endswith("/mli.html"))
    before = text_of(driver, ".score .number")
    driver.find_element(By.CSS_SELECTOR, ".pillar h3 a").click()
    assert driver.current_url.endswith("#security")
    press(driver, "[id='security.attack-tempo'] h3 a")
    assert "/indicator/security.attack-tempo.html" in driver.current_url
    assert "A statement." in text_of(driver, ".group .items")
    press(driver, "#mli-mli-1 small a:not(.pen)")
    assert "/country/mli.html#" in driver.current_url
    assert "A publisher" in text_of(driver, ":target")
    press(driver, "[id='security.attack-tempo'] a.pen[href*='write/add']")

    there = files(served.desk)
    fill(driver, **asked(level="5", statement="Sixty attacks in three months."))
    press(driver, "button.button[value=show]")
    assert files(served.desk) == there
    row = text_of(driver, ".moves tr.whole").split()
    assert row[:3] == ["Mali", row[1], "→"]
    assert row[1] != row[3]
    told = driver.find_element(By.CSS_SELECTOR, ".effect pre").get_attribute("textContent")
    press(driver, "button.button[value=save]")
    [path] = set(files(served.desk)) - set(there)
    assert path.relative_to(served.desk).as_posix() in text_of(driver, ".done")
    text = path.read_text(encoding="utf-8")
    assert DRAWN.sub("*", str(told)).strip() == DRAWN.sub("*", text).strip()
    copy = served.desk.with_name("copy")
    shutil.copytree(served.desk, copy, ignore=shutil.ignore_patterns(path.name))
    by_command(copy, "add", "mali", *flags(level="5", statement="Sixty attacks in three months."))
    [written] = [one for one in files(copy) if one.relative_to(copy).parts[1] == "mali"]
    assert DRAWN.sub("*", written.read_text(encoding="utf-8")) == DRAWN.sub("*", text)

    press(driver, ".pens a")
    assert text_of(driver, ".score .number") != before
    assert "Sixty attacks in three months." in text_of(driver, ":target")
    by_command(served.desk, "check")


def flags(**more: str) -> list[str]:
    """Return the fields of an item as flags of `add`."""
    fields = (FIELDS | more).items()
    given = [part for key, one in fields if key != "countries" for part in (f"--{key}", one)]
    return [*given, "--no-input"]


def by_command(desk: Path, *arguments: str) -> None:
    """Run the command line on a dossier."""
    env = os.environ | {"SAHELRISK_ANALYST": "tester", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "sahelrisk", *arguments, "-d", str(desk)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_open_page_follows_the_files(served: Served, driver: WebDriver) -> None:
    """What somebody writes in an editor is there without a press of a key."""
    driver.get(f"{served.home}/en/country/mli.html")
    put(served.desk, item("mli-live", statement="Written in an editor."), name="live")
    WebDriverWait(driver, PATIENCE).until(
        lambda one: "Written in an editor." in one.find_element(By.TAG_NAME, "main").text
    )


def test_a_condition_that_is_due_is_confirmed_by_its_button(
    served: Served, driver: WebDriver
) -> None:
    """Today's date stands there already."""
    driver.get(f"{served.home}/en/write/due")
    assert "The road is closed." in text_of(driver, ".due")
    press(driver, ".due button")
    path = text_of(driver, ".done .path")
    assert path.startswith("evidence/amendments/amendment-")
    text = (served.desk / path).read_text(encoding="utf-8")
    assert 'evidence = "mli-old"' in text
    assert "confirmed = 20" in text
    driver.get(f"{served.home}/en/write/due")
    assert "The road is closed." not in text_of(driver, "main")


def test_two_people_who_save_at_once_lose_nothing(served: Served, driver: WebDriver) -> None:
    """Two browsers press Save at the same moment."""
    other = opened()
    try:
        both = {driver: "First of the two.", other: "Second, and quite another."}
        for one, statement in both.items():
            one.get(f"{served.home}/en/write/add?indicator=security.kidnapping")
            fill(one, **asked(statement=statement))
            press(one, "button.button[value=show]")
        threads = [
            threading.Thread(target=press, args=(one, "button.button[value=save]")) for one in both
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        said = [one["statement"] for one in entered(served.desk)]
        assert set(both.values()) <= set(said)
        assert all("Saved:" in text_of(one, ".done") for one in both)
    finally:
        other.quit()


def test_a_page_of_another_site_cannot_write(served: Served, driver: WebDriver) -> None:
    """A form of its own, sent by the very browser that has a session here, is refused."""
    driver.get(f"{served.home}/en/write/add")
    there = files(served.desk)
    fields = "".join(f"<input name='{key}' value='{value}'>" for key, value in FIELDS.items())
    action = f"{served.home}/en/write/add"
    page = f"<form method=post action='{action}'>{fields}<button name=do value=save>x</button>"
    driver.get(f"data:text/html,{quote(page)}")
    press(driver, "button")
    assert "Refused" in text_of(driver, "body")
    assert files(served.desk) == there


def test_hostile_text_never_runs(served: Served, driver: WebDriver) -> None:
    """Of an item, on its pages and in its forms."""
    pages = ("country/mli.html", "indicator/security.attack-tempo.html")
    for path in (*pages, "write/amend?item=mli-hostile"):
        driver.get(f"{served.home}/en/{path}")
        assert HOSTILE in text_of(driver, "main")
        assert "ran" not in driver.title
        assert driver.execute_script("return document.images.length") == 0


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_forms_fit_and_axe_finds_no_serious_fault(
    served: Served, driver: WebDriver, size: str, scheme: str
) -> None:
    """Empty, refused and with an effect, on a desk and on a telephone."""
    script = Path(os.environ.get("SAHELRISK_AXE", "node_modules/axe-core")) / "axe.min.js"
    if not script.is_file():
        pytest.skip("needs axe-core from npm")
    width, height = SIZES[size]
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
    paths = ("add", "add?indicator=security.kidnapping", "due", "amend?item=mli-old")
    for path in (*paths, "not-applicable"):
        driver.get(f"{served.home}/en/write/{path}")
        judge(driver, script, width)
        if path == "not-applicable" or "indicator" in path:
            press(driver, "button.button[value=show]")
            assert driver.find_elements(By.CSS_SELECTOR, ".faults")
            judge(driver, script, width)
    driver.get(f"{served.home}/en/write/add?indicator=security.kidnapping")
    fill(driver, **asked(statement="A third, to be shown alone."))
    press(driver, "button.button[value=show]")
    assert driver.find_elements(By.CSS_SELECTOR, ".effect")
    judge(driver, script, width)


def judge(driver: WebDriver, script: Path, width: int) -> None:
    """Hold a page to its width and to axe."""
    assert driver.execute_script("return document.documentElement.scrollWidth") <= width
    driver.execute_script(script.read_text(encoding="utf-8"))
    found = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']})"
        ".then((found) => done(found.violations.map("
        "(one) => [one.id, one.impact, one.nodes[0].failureSummary])));"
    )
    assert [one for one in found if one[1] in ("serious", "critical")] == [], driver.current_url
