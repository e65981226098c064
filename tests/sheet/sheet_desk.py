"""Dossiers and pages for tests of what a client reads."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "sahel"
DAY = "2026-09-28"
AS_OF = ("--as-of", DAY)
LONGEST_BRIEF = 45
HOSTILE = "<script>alert(1)</script>\"'>&amp;]]>{{7*7}}{% raw %}#panic()\x1b[31m\u202e"


def copied(to: Path, more: str = "") -> Path:
    """Copy the example and add lines to the end of its dossier.toml."""
    folder = to / "copy"
    shutil.copytree(EXAMPLE, folder)
    main = folder / "dossier.toml"
    main.write_text(main.read_text(encoding="utf-8") + more, encoding="utf-8")
    return folder


class Page(HTMLParser):
    """Ids, links and the text of a page."""

    def __init__(self, text: str) -> None:
        """Read it."""
        super().__init__()
        self.ids: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.pieces: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep ids and links."""
        found = dict(attrs)
        self.tags.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(found)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.pieces.append(data)

    @property
    def text(self) -> str:
        """Return the text with single spaces."""
        return squeezed(" ".join(self.pieces))


def squeezed(text: str) -> str:
    """Return a text with single spaces."""
    return re.sub(r"\s+", " ", text)
