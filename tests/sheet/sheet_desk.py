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


FRAMEWORK = """schema = 1
id = "small"
version = "1"
title = "Small"
aggregation = "arithmetic"
missing = "prior"
scale = {scale}
[method]
prior_weight = 2.0
[coverage]
rated = 0.3
provisional = 0.1
publishers = 1
publisher_share = 1.0
pillar = 0.0
[[bands]]
name = "low"
from = 0
[[bands]]
name = "middle"
from = 50
[[bands]]
name = "high"
from = 80
[[pillars]]
id = "p"
title = "Pillar"
missing = "prior"
scale = {scale}
"""


def small(to: Path, items: str, *, rungs: int = 3, scale: str = "[0, 100]") -> Path:
    """Write a dossier of two indicators without base rates, on a scale and ladders of its own."""
    folder = to / "small"
    (folder / "indicators" / "p").mkdir(parents=True)
    (folder / "evidence").mkdir()
    lines = 'title = "Small"\nindicators = "indicators"\nevidence = "evidence"\ntlp = "CLEAR"\n'
    (folder / "dossier.toml").write_text(lines, encoding="utf-8")
    (folder / "evidence" / "a.toml").write_text(items, encoding="utf-8")
    (folder / "indicators" / "framework.toml").write_text(
        FRAMEWORK.format(scale=scale), encoding="utf-8"
    )
    ladder = [f'[[levels]]\nlevel = {at}\ntext = "Rung {at}."\n' for at in range(1, rungs + 1)]
    for name in ("One", "Two"):
        head = f'title = "{name}"\nquestion = "?"\nmeaning_of_0 = "a"\nmeaning_of_100 = "b"\n'
        path = folder / "indicators" / "p" / f"{name.lower()}.toml"
        path.write_text(f'{head}event_reads = "at-least"\n{"".join(ladder)}', encoding="utf-8")
    return folder


def small_item(headline: str, day: str, grade: str, level: int = 3, more: str = "") -> str:
    """Return an item on Mali of a small dossier, of a source of its own and of indicator One."""
    about = "" if "indicator" in more else 'indicator = "p.one"\n'
    name = headline.lower().replace(" ", "-")
    return (
        f'[[evidence]]\nid = "{name}"\ncountries = ["MLI"]\n{about}observed = {day}\n'
        f'recorded = {day}\nlevel = {level}\nstatement = "Of {name}."\nheadline = "{headline}"\n'
        f'reliability = "{grade[0]}"\ncredibility = {grade[1]}\norigin = "{name}"\n'
        f'source = {{ publisher = "{headline}", title = "t" }}\n{more}\n'
    )
