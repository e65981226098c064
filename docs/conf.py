"""How the manual is built from this folder: `python -m sphinx -W --keep-going -n docs OUT`.

Pages are written for the repository, where they link to files beside `docs/`. Here such links lead
to the page that includes the file, or to the file itself for download.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

import sahelrisk

ROOT = Path(__file__).parents[1]
project, author = "sahelrisk", "The sahelrisk maintainers"
version = release = sahelrisk.__version__
project_copyright = author

extensions = ["myst_parser"]
html_theme = "furo"
html_title = f"sahelrisk {version}"
html_copy_source = html_show_sourcelink = False
nitpicky = True
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]  # files with faults are shown on purpose

PAGES = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "indicators/base/LICENCES.md": "licences.md",
    "README.md": "index.md",
}
"""Files of the repository and the pages that hold them here."""
_LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


def led_here(text: str, folder: Path) -> str:
    """Return a page with its links to files of the repository led to pages of the manual."""

    def led(found: re.Match[str]) -> str:
        if "://" in found[1]:
            return found[0]
        target = (folder / found[1]).resolve()
        name = target.relative_to(ROOT).as_posix() if target.is_relative_to(ROOT) else ""
        if name in PAGES:
            return f"](/{PAGES[name]}{found[2] or ''})"
        if name.startswith("docs/"):
            return f"](/{name.removeprefix('docs/')}{found[2] or ''})"
        return found[0]

    return _LINK.sub(led, text)


def _read(app: Sphinx, name: str, source: list[str]) -> None:
    source[0] = led_here(source[0], Path(app.env.doc2path(name)).parent)


def _included(app: Sphinx, path: Path, parent: str, source: list[str]) -> None:  # noqa: ARG001
    source[0] = led_here(source[0], (ROOT / "docs" / path).resolve().parent)


def setup(app: Sphinx) -> None:
    """Lead links where a page is read."""
    app.connect("source-read", _read)
    app.connect("include-read", _included)
