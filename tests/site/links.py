"""Check every link of a folder of pages: `python tests/site/links.py FOLDER`."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

OUTSIDE = ("https://", "http://")


class Page(HTMLParser):
    """Ids, addresses, tags and scripts of a page."""

    def __init__(self, path: Path) -> None:
        """Read it."""
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.scripts: list[str | None] = []
        self.hidden: list[str] = []
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is asked for."""
        found = dict(attrs)
        self.tags.add(tag)
        self.handlers += [name for name in found if name.startswith("on")]
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag in ("a", "link"):
            self.links.append(str(found["href"]))
        if tag == "script":
            self.scripts.append(found.get("src"))
        if "hidden" in found:
            self.hidden.append(str(found.get("id")))


def read(folder: Path) -> dict[Path, Page]:
    """Return every page below a folder."""
    return {path: Page(path) for path in sorted(folder.resolve().rglob("*.html"))}


def broken(pages: dict[Path, Page]) -> list[tuple[str, str]]:
    """Return every link of pages to a file or a part of a page that is not there."""
    found = []
    for path, page in pages.items():
        for link in page.links:
            if link.startswith(OUTSIDE):
                continue
            file, _, fragment = link.partition("#")
            there = (path.parent / unquote(file)).resolve() if file else path
            missing = fragment and there.suffix == ".html" and fragment not in pages[there].ids
            if not there.is_file() or missing:
                found.append((path.as_posix(), link))
    return found


def main() -> None:
    """Print broken links, and fail where there is one or no page at all."""
    pages = read(Path(sys.argv[1]))
    faults = broken(pages)
    for path, link in faults:
        sys.stdout.write(f"{path}: {link}\n")
    number = sum(len(page.links) for page in pages.values())
    sys.stdout.write(f"{len(pages)} pages, {number} links, {len(faults)} broken\n")
    sys.exit(bool(faults) or not pages)


if __name__ == "__main__":
    main()
