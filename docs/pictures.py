"""Make the pictures of docs/pictures: the brief as SVG, pages as PNG.

Run `python docs/pictures.py`. The pages need chromium; without it only the brief is drawn.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.theme import Theme

from sahelrisk import __version__
from sahelrisk.model.documents.parts import Run
from sahelrisk.reading.locate import Location
from sahelrisk.rendering.brief import brief
from sahelrisk.rendering.text import KEPT
from sahelrisk.rendering.theme import STYLES
from sahelrisk.report.sheet.build import Wanted, sheet_of
from sahelrisk.report.subject import subject_of
from sahelrisk.report.words import words_of
from sahelrisk.serve.live import Live
from sahelrisk.serve.setting import Setting
from sahelrisk.serve.write_desk import WriteDesk
from sahelrisk.tasks.opening import Request
from sahelrisk.tasks.score import score

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
EXAMPLE = ROOT / "examples" / "sahel"
DAY = date(2026, 9, 28)
WIDTH = 100
PAGES = {"sheet.png": ("mali",), "several.png": ("@aes", "kenya")}
SIZE = "1100,1500"
SITE = {
    "site-start.png": ("index.html", "1100,800"),
    "site-pillar.png": ("pillar/sovereignty.html", "1100,800"),
}


def asked(lang: str) -> Request:
    """Return a question to the example as of its newest record."""
    return Request(location=Location(EXAMPLE, ""), as_of=DAY, today=DAY, words=words_of(lang))


def draw_brief() -> None:
    """Draw the brief of Mali as a terminal shows it."""
    words = words_of("en")
    found = score(asked("en"), ["mali"])
    [country] = found.assessment.countries
    sheet = sheet_of(subject_of(*found, country, words), Wanted())
    drawing = Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        theme=Theme(STYLES),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    drawing.print(brief(sheet, words, width=WIDTH, boxed=True))
    made = drawing.export_svg(
        title="sahelrisk score mali", theme=DIMMED_MONOKAI, unique_id="sahelrisk"
    )
    (FOLDER / "brief.svg").write_text(made.translate(KEPT), encoding="utf-8")


def draw_pages(browser: str) -> None:
    """Photograph the head of two pages."""
    with tempfile.TemporaryDirectory() as here:
        for name, countries in PAGES.items():
            page = Path(here) / "page.html"
            flags = ("-d", str(EXAMPLE), "--as-of", DAY.isoformat(), "-o", str(page))
            subprocess.run(
                [sys.executable, "-m", "sahelrisk", "score", *countries, *flags], check=True
            )
            photograph(browser, page, SIZE, name)


def draw_site(browser: str) -> None:
    """Photograph pages of the example's site."""
    with tempfile.TemporaryDirectory() as here:
        out = Path(here) / "site"
        flags = ("-d", str(EXAMPLE), "--as-of", DAY.isoformat(), "--lang", "en")
        subprocess.run([sys.executable, "-m", "sahelrisk", "site", str(out), *flags], check=True)
        for name, (page, size) in SITE.items():
            photograph(browser, out / "en" / page, size, name)


def draw_form(browser: str) -> None:
    """Photograph the form of a new item, as `serve` shows it to somebody who begins."""
    moment = datetime.combine(DAY, time(12), UTC)
    setting = Setting(
        ask=asked,
        now=lambda: moment,
        draw=bytes,
        run=Run(version=__version__, generated=moment),
        languages=("en", "fr"),
    )
    query = {"indicator": "security.attack-tempo", "countries": "Mali"}
    form = WriteDesk(Live(setting)).get("add", "en", query, token="")
    with tempfile.TemporaryDirectory() as here:
        page = Path(here) / "form.html"
        page.write_text(form.text, encoding="utf-8")
        photograph(browser, page, "1100,1150", "serve-form.png")


def photograph(browser: str, page: Path, size: str, name: str) -> None:
    """Write the picture of a page as a window of that size shows it."""
    subprocess.run(
        [
            *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *(f"--window-size={size}", f"--screenshot={FOLDER / name}", page.as_uri()),
        ],
        check=True,
        capture_output=True,
    )


def main() -> None:
    """Draw all pictures that this machine can draw."""
    FOLDER.mkdir(exist_ok=True)
    draw_brief()
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser:
        draw_pages(browser)
        draw_site(browser)
        draw_form(browser)
    else:
        sys.stderr.write("no chromium: only the brief was drawn\n")


if __name__ == "__main__":
    main()
