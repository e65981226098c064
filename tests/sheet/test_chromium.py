"""Pages as a browser shows them: desktop, phone, dark and on paper."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sheet_desk import AS_OF, EXAMPLE

from chromium import DARK, FRAME, POLICY, judged, printed, run, told

END = """
addEventListener("load", () => {
  const label = document.querySelector(".plot .large");
  label.textContent = "SCORE";
  parent.postMessage({
    width: innerWidth, label: label.getBoundingClientRect().right,
    edge: document.querySelector("main").getBoundingClientRect().right,
  }, "*");
});
"""
pytestmark = pytest.mark.slow
SHOWN = {
    "mali": ("mali",),
    "niger": ("niger", "-p", "mining", "--lang", "fr"),
    "kenya": ("kenya",),
    "vatican": ("vatican",),
    "several": ("@aes", "kenya"),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a page of each kind."""
    folder = tmp_path_factory.mktemp("pages")
    for name, words in SHOWN.items():
        out = ("-o", f"{name}.html")
        subprocess.run(
            [sys.executable, "-m", "sahelrisk", "score", *words, "-d", str(EXAMPLE), *AS_OF, *out],
            check=True,
            cwd=folder,
            capture_output=True,
        )
    return {name: folder / f"{name}.html" for name in SHOWN}


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("width", [390, 1200])
def test_nothing_sticks_out_and_axe_finds_no_serious_fault(
    pages: dict[str, Path], name: str, width: int
) -> None:
    """On a telephone as on a desk."""
    found = judged(pages[name], width)
    assert found["width"] == width
    assert found["scroll"] <= width
    assert found["wide"] == []
    assert [one for one in found["faults"] if one[1] in ("serious", "critical")] == []


@pytest.mark.parametrize("score", ["79.8", "1234.5"])
def test_the_figure_at_the_end_of_a_chart_is_whole_on_a_telephone(
    pages: dict[str, Path], score: str
) -> None:
    """It ends within the page's own edge, four characters long as well as six."""
    text = POLICY.sub("", pages["mali"].read_text(encoding="utf-8"))
    plot = '<div class="plot">' if len(score) == len("79.8") else '<div class="plot far">'
    text = text.replace('<div class="plot">', plot)
    inner = pages["mali"].with_name(f"end-{score}.html")
    script = END.replace("SCORE", score)
    inner.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    frame = inner.with_name(f"end-{score}-frame.html")
    frame.write_text(FRAME.format(page=inner.name, width=420), encoding="utf-8")
    found = told(run("--virtual-time-budget=5000", "--dump-dom", frame.as_uri()))
    assert found["width"] == 420
    assert found["label"] <= found["edge"]


def test_dark_pages_can_be_read(pages: dict[str, Path]) -> None:
    """Contrast holds in the dark as well."""
    found = judged(pages["mali"], 1200, DARK)
    assert found["dark"]
    assert [one for one in found["faults"] if one[1] in ("serious", "critical")] == []


@pytest.mark.parametrize("name", SHOWN)
def test_each_printed_page_carries_its_marking(pages: dict[str, Path], name: str) -> None:
    """TLP, the name of the report, the notice and the number of the page, on all of them."""
    found = printed(pages[name])
    for number, page in enumerate(found, start=1):
        assert "TLP:CLEAR" in page
        assert f"{number} / {len(found)}" in page
        assert "illustrative" in page


@pytest.mark.parametrize(
    ("name", "lang", "second"),
    [
        ("niger", "en", "Alerts, bands and open questions"),
        ("burkina-faso", "en", "Alerts, bands and open questions"),
        ("mali", "fr", "Alertes, tranches et questions ouvertes"),
        ("niger", "fr", "Alertes, tranches et questions ouvertes"),
        ("burkina-faso", "fr", "Alertes, tranches et questions ouvertes"),
    ],
)
def test_the_longest_first_pages_fit_on_a_sheet(
    tmp_path: Path, name: str, lang: str, second: str
) -> None:
    """Everything up to Watch and Gaps, in both languages; what is longer is folded on paper."""
    asked = ("score", name, "-d", str(EXAMPLE), *AS_OF, "--lang", lang, "-o", "x.html")
    command = [sys.executable, "-m", "sahelrisk", *asked]
    subprocess.run(command, check=True, cwd=tmp_path, capture_output=True)
    pages = printed(tmp_path / "x.html")
    body = [line for line in pages[1].splitlines()[1:] if line.strip()]
    assert body[0].strip() == second
    assert "Gaps" in pages[0] or "Lacunes" in pages[0]


def test_the_first_page_holds_what_a_client_asks(pages: dict[str, Path]) -> None:
    """From band and score to what to watch, on one sheet of A4."""
    first, second = printed(pages["mali"])[:2]
    for phrase in ("Mali", "Base rate", "Score over 36 months", "Why it stands", "Watch", "80"):
        assert phrase in first
    assert "Alerts, bands and open questions" in second
    assert "Alerts, bands" not in first
    assert "if it says" not in second.split("Alerts, bands")[0]
