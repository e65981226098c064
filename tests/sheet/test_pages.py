"""HTML, PDF and Word: one sheet, the same figures, links that lead somewhere, text that stays text."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sheet_desk import AS_OF, EXAMPLE, HOSTILE, Page, copied, small, small_item, squeezed

from desk_items import Run

LARGEST = 150_000
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


@pytest.fixture(scope="module")
def mali(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the sheet of Mali in every format, by ending."""
    folder = tmp_path_factory.mktemp("mali")
    outs = [
        argument for form in ("html", "pdf", "docx", "json") for argument in ("-o", f"x.{form}")
    ]
    subprocess.run(
        [sys.executable, "-m", "sahelrisk", "score", "mali", "-d", str(EXAMPLE), *AS_OF, *outs],
        check=True,
        cwd=folder,
        capture_output=True,
    )
    return {path.suffix[1:]: path for path in folder.iterdir()}


def docx_text(path: Path) -> str:
    """Return the text of a Word document."""
    with zipfile.ZipFile(path) as file:
        body = ET.parse(io.BytesIO(file.read("word/document.xml")))  # noqa: S314  our own
    return squeezed(" ".join(one.text or "" for one in body.iter() if one.tag.endswith("}t")))


def pdf_text(path: Path, *options: str) -> str:
    """Return the text of a PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    done = subprocess.run(
        ["pdftotext", *options, str(path), "-"], check=True, capture_output=True, text=True
    )
    return done.stdout


def test_html_links_lead_somewhere_and_ids_are_unique(mali: dict[str, Path]) -> None:
    """Every internal link has its block; external ones give nothing away."""
    page = Page(mali["html"].read_text(encoding="utf-8"))
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        href = str(link["href"])
        if href.startswith("#"):
            assert href[1:] in page.ids
        else:
            assert href.startswith(("https://", "http://"))
            assert link["rel"] == "noopener noreferrer"


def test_rings_of_the_chart_are_hollow_before_the_last_12_months(mali: dict[str, Path]) -> None:
    """Filled ones bear the numbers of the list of what happened, hollow ones those of a line."""
    text = mali["html"].read_text(encoding="utf-8")
    rings = re.findall(
        r'<a href="(#mli-(\d{8})-\w+)" aria-label="Event (\d+),.{,400}?<circle class="(ring(?: now)?)"',
        text,
    )
    assert [int(number) for _, _, number, _ in rings] == list(range(1, len(rings) + 1))
    assert {kind for *_, kind in rings} == {"ring", "ring now"}
    for href, day, number, kind in rings:
        assert (day > "20250928") is (kind == "ring now")
        told = rf'<span class="no">{number}</span>' if kind == "ring now" else f"<b>{number}</b> "
        assert told in text
        assert text.count(f'id="{href[1:]}"') == 1


def test_every_item_with_an_address_links_it(mali: dict[str, Path]) -> None:
    """From a figure to the page that was read."""
    html = mali["html"].read_text(encoding="utf-8")
    document = json.loads(mali["json"].read_text(encoding="utf-8"))
    links = {link["href"] for link in Page(html).links}
    items = [item for one in indicators(document) for item in one["evidence"]]
    urls = {item["url"] for item in items if item.get("url")}
    assert urls
    assert urls <= links
    assert {item["id"] for item in items} <= set(Page(html).ids)


def test_html_is_small_and_loads_nothing(mali: dict[str, Path]) -> None:
    """No script, no font, no picture from elsewhere, no path of a machine."""
    html = mali["html"].read_text(encoding="utf-8")
    assert len(html.encode()) < LARGEST
    assert "script" not in Page(html).tags
    assert "default-src &#39;none&#39;" in html
    assert " src=" not in html
    assert str(Path.cwd()) not in html


def indicators(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the indicators of the one country of a document."""
    [country] = document["countries"]
    return [one for pillar in country["pillars"] for one in pillar["indicators"]]


def as_printed(score: float) -> str:
    """Return a score with a decimal only where rounding would carry it over a band's edge."""
    whole = round(score)
    crosses = any(score < edge <= whole for edge in (20, 40, 60, 80))
    return f"{score:.1f}" if crosses else f"{score:.0f}"


def test_figures_of_json_stand_in_every_format(mali: dict[str, Path]) -> None:
    """Country, pillars and indicators: score, range and evidence, label by label."""
    document = json.loads(mali["json"].read_text(encoding="utf-8"))
    [country] = document["countries"]
    texts = {
        "html": Page(mali["html"].read_text(encoding="utf-8")).text,
        "docx": docx_text(mali["docx"]),
        "pdf": squeezed(pdf_text(mali["pdf"])),
    }
    wanted = [(one["title"], one["score"]) for one in (*country["pillars"], *indicators(document))]
    for form, text in texts.items():
        assert as_printed(country["score"]) in text, form
        for title, score in wanted:
            shown = as_printed(score)
            after = [text[at : at + len(title) + 80] for at in found(text, title)]
            before = [text[max(0, at - 12) : at] for at in found(text, title)]
            assert any(shown in one for one in (*after, *before)), (form, title, shown)
        for one in country["pillars"]:
            assert f"{one['interval']['low']:.0f}" in text
            assert f"{one['coverage']:.0%}".replace("%", " %") in text


def found(text: str, phrase: str) -> list[int]:
    """Return every place of a phrase."""
    places, at = [], text.find(phrase)
    while at >= 0:
        places.append(at)
        at = text.find(phrase, at + 1)
    return places


def test_the_pdf_is_the_same_twice_with_text_and_bookmarks(
    mali: dict[str, Path], sahelrisk: Run, tmp_path: Path
) -> None:
    """Identical input, identical bytes; headings are bookmarks; TLP on every page."""
    again = tmp_path / "x.pdf"
    sahelrisk("score", "mali", "-d", str(EXAMPLE), *AS_OF, "-o", str(again))
    data = mali["pdf"].read_bytes()
    assert again.read_bytes() == data
    assert b"/Outlines" in data
    pages = pdf_text(mali["pdf"]).split("\f")[:-1]
    assert len(pages) > 3
    assert all("TLP:CLEAR" in page for page in pages)
    assert all(f"/ {len(pages)}" in page for page in pages)


def test_the_gauge_of_the_pdf_has_its_figures(mali: dict[str, Path]) -> None:
    """The ends of the range and of every band stand on it, as in HTML; coverage reads as a line."""
    [country] = json.loads(mali["json"].read_text(encoding="utf-8"))["countries"]
    head = pdf_text(mali["pdf"], "-layout", "-l", "1").partition("as of ")[0]
    figures = re.findall(r"(?<![\d.])\d+(?![\d.])", head)
    for edge in (0, 20, 40, 60, 80, 100):
        assert str(edge) in figures
    for end in ("low", "high"):
        assert f"{country['interval'][end]:.0f}" in figures
    line = f"Coverage {country['coverage']:.2f}, {country['status']}"
    assert line in squeezed(pdf_text(mali["pdf"]))
    assert line in docx_text(mali["docx"])


def hostile(folder: Path) -> None:
    """Put hostile text into every field of text of the example's first file of Mali."""
    told = json.dumps(HOSTILE, ensure_ascii=True).replace("\\u001b", "\\u001B")
    for path in (folder / "evidence").rglob("*.toml"):
        path.unlink()
    lines = [
        "[[evidence]]",
        'id = "mli-1"',
        'countries = ["MLI"]',
        'indicator = "security.kidnapping"',
        "observed = 2026-09-20",
        "recorded = 2026-09-21",
        "level = 5",
        'reliability = "B"',
        "credibility = 2",
        f"statement = {told}",
        f"headline = {told}",
        f"origin = {told}",
        f'source = {{ title = {told}, publisher = {told}, url = "javascript:alert(1)" }}',
    ]
    (folder / "evidence" / "a.toml").write_text("\n".join(lines), encoding="utf-8")


def test_hostile_text_stays_text(sahelrisk: Run, tmp_path: Path) -> None:
    """Neither HTML nor typst nor Word take a text of a file for code."""
    folder = copied(tmp_path, f"\n[report]\nname = {json.dumps(HOSTILE)}\nfooter = '</style><b>'\n")
    hostile(folder)
    outs = [argument for form in ("html", "pdf", "docx") for argument in ("-o", f"x.{form}")]
    done = sahelrisk("score", "mali", "-d", str(folder), *AS_OF, *outs, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "x.html").read_text(encoding="utf-8")
    page = Page(html)
    assert "script" not in page.tags
    assert "\x1b" not in html
    assert "\u202e" not in html
    assert "{{7*7}}" in page.text
    assert html.count("</style>") == 1
    assert all(not str(link["href"]).startswith("javascript") for link in page.links)
    assert "alert(1)" in docx_text(tmp_path / "x.docx")
    assert "#panic()" in squeezed(pdf_text(tmp_path / "x.pdf"))


def test_what_weaker_sources_alone_report_did_happen(sahelrisk: Run, tmp_path: Path) -> None:
    """No page says first that nothing was entered; and its link is the report, however short."""
    folder = small(
        tmp_path,
        small_item("R", "2026-08-01", "C3")
        + small_item("Long ago", "2025-01-01", "B2", more='indicator = "p.two"'),
    )
    outs = [argument for form in ("html", "pdf", "docx") for argument in ("-o", f"x.{form}")]
    done = sahelrisk("score", "mali", "-d", str(folder), *AS_OF, *outs, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert 'Reported by weaker sources only: <a href="#r">R (Aug 2026, C3)</a>.' in html
    for text in (html, docx_text(tmp_path / "x.docx"), pdf_text(tmp_path / "x.pdf")):
        assert "Reported by weaker sources only" in squeezed(text)
        assert "No turning point" not in text


def test_the_letterhead_stands_on_pages(sahelrisk: Run, tmp_path: Path) -> None:
    """Name, logo as data, contact and footer, in every format."""
    more = (
        '\n[report]\nname = "Desk of ours"\nlogo = "logo.svg"\n'
        'contact = "Write to us"\nfooter = "For clients"\n'
    )
    folder = copied(tmp_path, more)
    (folder / "logo.svg").write_text(SVG, encoding="utf-8")
    outs = [argument for form in ("html", "pdf", "docx") for argument in ("-o", f"x.{form}")]
    done = sahelrisk("score", "mali", "-d", str(folder), *AS_OF, *outs, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert 'src="data:image/svg+xml;base64,' in html
    for text in (html, docx_text(tmp_path / "x.docx"), pdf_text(tmp_path / "x.pdf")):
        assert "Desk of ours" in text
        assert "Write to us" in text
    assert all("For clients" in one for one in pdf_text(tmp_path / "x.pdf").split("\f")[:-1])


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("../logo.svg", SVG, "outside the dossier"),
        ("logo.svg", SVG.replace("<rect", "<script/><rect"), "neither a PNG nor an SVG"),
        ("logo.svg", SVG.replace("<rect", '<image href="x.png"/><rect'), "neither a PNG nor"),
        ("logo.gif", "GIF89a", "neither a PNG nor an SVG"),
        ("logo.svg", SVG + " " * 70_000, "larger than 64 kB"),
        ("nowhere.png", None, "does not exist"),
    ],
)
def test_a_logo_that_could_do_harm_is_refused(
    sahelrisk: Run, tmp_path: Path, name: str, data: str | None, reason: str
) -> None:
    """It lies in the dossier, is small, and is a picture and nothing else."""
    folder = copied(tmp_path, f'\n[report]\nlogo = "{name}"\n')
    if data is not None:
        (folder / name).write_text(data, encoding="utf-8")
    done = sahelrisk("score", "mali", "-d", str(folder), *AS_OF, "-f", "html")
    assert done.returncode == 2
    assert reason in done.stderr
    assert sahelrisk("score", "mali", "-d", str(folder), *AS_OF).returncode == 0
