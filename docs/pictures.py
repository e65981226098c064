"""Make the pictures of docs/pictures: the brief as SVG, pages as PNG.

Run `python docs/pictures.py`. The pages need chromium; without it only the brief is drawn.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.theme import Theme

from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.render.brief import brief
from sahelrisk.render.text import KEPT
from sahelrisk.render.theme import STYLES
from sahelrisk.report.sheet.build import Wanted, sheet_of
from sahelrisk.report.subject import subject_of
from sahelrisk.report.words import words_of
from sahelrisk.tasks.opening import Question
from sahelrisk.tasks.score import scored

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


def draw_brief() -> None:
    """Draw the brief of Mali as a terminal shows it."""
    words = words_of("en")
    found = scored(load(Location(EXAMPLE, "")), Question(as_of=DAY, words=words), ["mali"])
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
            asked = ("-d", str(EXAMPLE), "--as-of", DAY.isoformat(), "-o", str(page))
            subprocess.run(
                [sys.executable, "-m", "sahelrisk", "score", *countries, *asked], check=True
            )
            photograph(browser, page, SIZE, name)


def draw_site(browser: str) -> None:
    """Photograph pages of the example's site."""
    with tempfile.TemporaryDirectory() as here:
        out = Path(here) / "site"
        asked = ("-d", str(EXAMPLE), "--as-of", DAY.isoformat(), "--lang", "en")
        subprocess.run([sys.executable, "-m", "sahelrisk", "site", str(out), *asked], check=True)
        for name, (page, size) in SITE.items():
            photograph(browser, out / "en" / page, size, name)


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
    else:
        sys.stderr.write("no chromium: only the brief was drawn\n")


if __name__ == "__main__":
    main()
