"""Pages of a site in a browser: valid, judged by axe, and searched under their own policy."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from chromium import DARK, ROOT, all_judged, run, told

KINDS = (
    *("index", "compare", "indicators", "changes", "sources", "method", "glossary", "data"),
    *("country/ken", "country/mli-4", "pillar/security", "indicator/security.kidnapping"),
    *("changes/ner", "source/a-publisher"),
)
WIDTHS = [390, 1280]
SEARCH = """<!doctype html><meta charset="utf-8"><iframe src="/en/country/mli.html"></iframe><script>
const found = {}, queries = ["kidnap", "REPORT 599", "alert(1)", "zzz"];
const seen = async (frame, query) => {
  const page = frame.contentDocument, field = page.getElementById("site-query");
  field.value = query;
  field.dispatchEvent(new Event("input"));
  await new Promise((done) => setTimeout(done, 3000));
  const links = [...page.querySelectorAll("#site-found a")];
  found[query] = {
    links: links.map((one) => [one.textContent, one.getAttribute("href")]),
    number: page.getElementById("site-number").textContent,
    scripts: page.querySelectorAll("#site-found script").length,
  };
};
document.querySelector("iframe").addEventListener("load", async ({target}) => {
  found.hidden = target.contentDocument.getElementById("site-search").hidden;
  for (const query of queries) await seen(target, query);
  const text = JSON.stringify(found);
  document.body.textContent = "RESULT" + btoa(unescape(encodeURIComponent(text))) + "END";
});
</script>"""


@pytest.fixture(scope="module")
def kinds(site: Path) -> list[tuple[str, str]]:
    """Return a page of each kind with its name, and the door of the languages."""
    found = [("door", (site / "index.html").read_text(encoding="utf-8"))]
    for kind in KINDS:
        text = (site / "en" / f"{kind}.html").read_text(encoding="utf-8")
        found.append((kind.replace("/", "-"), text))
    return found


def test_pages_are_valid(site: Path, tmp_path: Path) -> None:
    """By the rules of the HTML standard, as html-validate of npm reads them."""
    folder = os.environ.get("SAHELRISK_HTML_VALIDATE")
    program = Path(folder or ROOT / "node_modules" / "html-validate") / "bin" / "html-validate.mjs"
    if not program.is_file() or shutil.which("node") is None:
        pytest.skip("needs html-validate from npm")
    config = tmp_path / "config.json"
    config.write_text('{"root": true, "extends": ["html-validate:standard"]}', encoding="utf-8")
    pages = [site / "index.html", *(site / "en" / f"{kind}.html" for kind in KINDS)]
    bad = tmp_path / "bad.html"
    bad.write_text("<!doctype html><title>A</title><ul><div></div></ul>", encoding="utf-8")
    for paths, faults in ((pages, 0), ([bad], 1)):
        done = subprocess.run(
            ["node", str(program), "--config", str(config), "-f", "text", *map(str, paths)],
            check=False,
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )
        assert done.returncode == faults, done.stdout[:2000]


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_serious_fault(
    kinds: list[tuple[str, str]], tmp_path: Path, *, dark: bool
) -> None:
    """On a page of each kind, light and dark, phone and desktop; nothing sticks out sideways."""
    options = (DARK,) if dark else ()
    rules = "color-contrast" if dark else ""
    found = all_judged(kinds, WIDTHS, tmp_path, *options, rules=rules)
    assert len(found) == len(kinds) * len(WIDTHS)
    for (name, width), one in found.items():
        assert one["dark"] is dark
        assert one["width"] == width
        assert one["scroll"] <= width, (name, width, one["wide"])
        serious = [fault for fault in one["faults"] if fault[1] in ("serious", "critical")]
        assert not serious, (name, width, serious)


@contextmanager
def served(site: Path, page: str) -> Iterator[str]:
    """Serve a site with one more page; yield that page's address."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/driver.html":
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/driver.html"
    finally:
        server.shutdown()
        server.server_close()


def test_the_search_works_under_the_policy(site: Path) -> None:
    """It finds titles and statements, leads to items and shows hostile text as text."""
    with served(site, SEARCH) as address:
        found = told(run("--virtual-time-budget=60000", "--dump-dom", address))
    assert found["hidden"] is False
    assert found["kidnap"]["links"][0] == ["Kidnapping", "../indicator/security.kidnapping.html"]
    assert "more" in found["kidnap"]["number"]
    [[title, href]] = found["REPORT 599"]["links"]
    assert title == "Report 599."
    assert href.endswith("#mli-many-599")
    assert found["alert(1)"]["links"][0][0].startswith("<script>alert(1)</script>")
    assert found["alert(1)"]["scripts"] == 0
    assert found["zzz"] == {"links": [], "number": "Nothing found.", "scripts": 0}
