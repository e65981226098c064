"""Pages in headless Chromium: measured, judged by axe, printed and photographed.

Chromium is Debian's package, axe-core comes from npm (`npm install --no-save axe-core` at the top
of the repository) or from a folder that SAHELRISK_AXE names.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
DARK = "--blink-settings=preferredColorScheme=0"
JUDGED = """
addEventListener("load", async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const wide = [...document.querySelectorAll("body *")].filter((one) =>
    one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !one.closest(".vh,.skip,.scroll")).map((one) => one.outerHTML.slice(0, 200));
  parent.postMessage({
    width: innerWidth, scroll: document.documentElement.scrollWidth, wide: wide.slice(0, 5),
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    faults: found.violations.map((one) => [one.id, one.impact, one.nodes[0].failureSummary]),
  }, "*");
});
"""
FRAME = """<!doctype html><meta charset="utf-8"><body style="margin:0">
<iframe src="{page}" width="{width}" height="900" style="border:0"></iframe><script>
addEventListener("message", (event) => {{
  document.body.textContent = "RESULT"
    + btoa(unescape(encodeURIComponent(JSON.stringify(event.data)))) + "END";
}});</script>"""


MANY = """<!doctype html><meta charset="utf-8"><body style="margin:0"><script>
const found = [], asked = {asked};
const next = () => {{
  const one = asked[found.length];
  if (!one) {{
    document.body.textContent = "RESULT" + btoa(unescape(encodeURIComponent(JSON.stringify(found)))) + "END";
    return;
  }}
  const frame = document.createElement("iframe");
  [frame.src, frame.width, frame.height, frame.style.border] = [one[0], one[1], 900, 0];
  document.body.replaceChildren(frame);
}};
addEventListener("message", (event) => {{ found.push(event.data); next(); }});
next();
</script>"""


def program() -> str:
    """Return the browser, or skip the test."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        pytest.skip("needs chromium")
    return found


def axe() -> str:
    """Return the source of axe-core, or skip the test."""
    folder = Path(os.environ.get("SAHELRISK_AXE", ROOT / "node_modules" / "axe-core"))
    path = folder / "axe.min.js"
    if not path.is_file():
        pytest.skip("needs axe-core from npm")
    return path.read_text(encoding="utf-8")


def run(*arguments: str) -> str:
    """Run the browser without a window and return what it prints."""
    still = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    done = subprocess.run(
        [program(), *still, *arguments],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
        encoding="utf-8",
    )
    return done.stdout


def judged(page: Path, width: int, *options: str) -> dict[str, Any]:
    """Return width, what sticks out and the faults that axe finds on a page so many pixels wide.

    The page lies in a frame, for a window of Chromium is never narrower than 500 pixels.
    """
    script = axe().replace("</script", "<\\/script")
    text = POLICY.sub("", page.read_text(encoding="utf-8"))
    text = text.replace("</body>", f"<script>{script}</script><script>{JUDGED}</script></body>")
    inner = page.with_name(f"{page.stem}-judged.html")
    inner.write_text(text, encoding="utf-8")
    frame = page.with_name(f"{page.stem}-frame.html")
    frame.write_text(FRAME.format(page=inner.name, width=width), encoding="utf-8")
    size = f"--window-size={max(width, 500) + 20},960"
    shown = run(size, "--virtual-time-budget=20000", *options, "--dump-dom", frame.as_uri())
    result: dict[str, Any] = told(shown)
    return result


def printed(page: Path) -> list[str]:
    """Return the text of every page that is printed on A4."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    out = page.with_suffix(".print.pdf")
    run("--no-pdf-header-footer", f"--print-to-pdf={out}", page.as_uri())
    done = subprocess.run(
        ["pdftotext", "-layout", str(out), "-"], check=True, capture_output=True, text=True
    )
    return done.stdout.split("\f")[:-1]


def all_judged(
    pages: list[tuple[str, str]], widths: list[int], folder: Path, *options: str, rules: str = ""
) -> dict[tuple[str, int], dict[str, Any]]:
    """Judge pages, each with its name, at several widths in one run of the browser.

    With `rules` axe asks only these, separated by blanks.
    """
    asked = []
    folder.joinpath("axe.js").write_text(axe(), encoding="utf-8")
    only = f", runOnly: {json.dumps(rules.split())}" if rules else ""
    judging = JUDGED.replace('resultTypes: ["violations"]', f'resultTypes: ["violations"]{only}')
    for name, text in pages:
        file = folder / f"{name}.html"
        end = f'<script src="axe.js"></script><script>{judging}</script></body>'
        file.write_text(POLICY.sub("", text).replace("</body>", end), encoding="utf-8")
        asked += [(file.name, width) for width in widths]
    start = folder / "all.html"
    start.write_text(MANY.format(asked=json.dumps(asked)), encoding="utf-8")
    size = "--window-size=1340,960"
    shown = run(size, "--virtual-time-budget=900000", *options, "--dump-dom", start.as_uri())
    return dict(
        zip(
            [(file.removesuffix(".html"), width) for file, width in asked], told(shown), strict=True
        )
    )


def told(shown: str) -> Any:  # noqa: ANN401  whatever a page says
    """Return what a page has written as its result."""
    found = re.search("RESULT(.*?)END", shown)
    assert found, shown[:500]
    return json.loads(base64.b64decode(found[1]))
