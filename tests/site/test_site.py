"""`site`: pages that link to each other, the same bytes twice, nothing above the ceiling."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from desk_items import ITEM, Run

EXAMPLE = Path(__file__).parents[2] / "examples" / "sahel"
AS_OF = ("--as-of", "2026-09-28")
LARGEST = 300_000
MANY = 600
BASE = "https://example.org/risk"
HOSTILE = "<script>alert(1)</script>\"'>&amp;]]>{{7*7}}{% raw %}\x1b[31m\u202e"
CANARIES = ("mli-canary-id", "Canary statement", "Canary publisher", "canary-work", "Canary owner")
ATOM = "{http://www.w3.org/2005/Atom}"


class Page(HTMLParser):
    """Ids, addresses and tags of a page."""

    def __init__(self, path: Path) -> None:
        """Read it."""
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []
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


def build(out: Path, dossier: Path, *options: str) -> None:
    """Write a site as the command line does."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("SAHELRISK")}
    subprocess.run(
        [sys.executable, "-m", "sahelrisk", "site", str(out), "-d", str(dossier), *AS_OF, *options],
        check=True,
        cwd=out.parent,
        capture_output=True,
        env=env | {"SOURCE_DATE_EPOCH": "1790000000", "PYTHONUTF8": "1"},
    )


def crowded(folder: Path) -> Path:
    """Return the example with many items of Mali, a hostile one, and marked ones with canaries."""
    copy = folder / "desk"
    shutil.copytree(EXAMPLE, copy)
    many = [
        ITEM.format(id=f"mli-many-{at}").replace("A statement", f"Report {at}")
        for at in range(MANY)
    ]
    told = json.dumps(HOSTILE).replace("\\u001b", "\\u001B")
    hostile = (
        ITEM.format(id="mli-hostile")
        .replace('"A statement."', told)
        .replace('"A title"', told)
        .replace('"A publisher"', told)
        .replace("recorded = 2026-05-02", "recorded = 2026-09-20")
    )
    secret = (
        ITEM.format(id=CANARIES[0])
        .replace("A statement", CANARIES[1])
        .replace('title = "A title"', f'title = "{CANARIES[3]}", owner = "{CANARIES[4]}"')
        .replace("A publisher", CANARIES[2])
        .replace('kind = "observation"', 'kind = "observation"\ntlp = "RED"')
    )
    abroad = secret.replace(CANARIES[0], "hti-canary").replace('"MLI"', '"HTI"')
    text = "\n".join((*many, hostile, secret, abroad))
    (copy / "evidence" / "crowd.toml").write_text(text, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site in both languages under a ceiling, with a feed."""
    folder = tmp_path_factory.mktemp("site")
    out = folder / "out"
    build(out, crowded(folder), "--tlp", "clear", "--base-url", f"{BASE}/")
    return out


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """Return every page."""
    return {path: Page(path) for path in site.rglob("*.html")}


def test_every_link_and_every_fragment_resolves(pages: dict[Path, Page]) -> None:
    """Also from one page to the page that continues it; ids are unique on a page."""
    broken, seen = [], 0
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            if link.startswith(("https://", "http://")):
                continue
            seen += 1
            file, _, fragment = link.partition("#")
            there = (path.parent / unquote(file)).resolve() if file else path
            if not there.is_file() or (fragment and fragment not in pages[there].ids):
                broken.append((path.name, link))
    assert seen > 10_000
    assert not broken


def test_the_feed_leads_to_items(site: Path, pages: dict[Path, Page]) -> None:
    """Every entry is a whole address under the given one, of an item on the page of its country."""
    for lang in ("en", "fr"):
        feed = ET.fromstring((site / lang / "changes.xml").read_bytes())  # noqa: S314  our own
        links = [str(one.get("href")) for one in feed.iter(f"{ATOM}link")]
        entries = [one for one in links if "#" in one]
        assert entries
        for link in links:
            assert link.startswith(f"{BASE}/{lang}/")
            file, _, fragment = link.removeprefix(f"{BASE}/").partition("#")
            assert (site / file).is_file()
            assert not fragment or fragment in pages[site / file].ids


def test_pages_are_small_and_load_nothing(pages: dict[Path, Page]) -> None:
    """Long lists are continued on further pages."""
    for path, page in pages.items():
        assert path.stat().st_size < LARGEST, path
        assert "default-src &#39;none&#39;" in page.text
        assert " src=" not in page.text.replace(' src="data:', "")
    assert any(path.name == "mli-2.html" for path in pages)


def test_hostile_text_stays_text(pages: dict[Path, Page]) -> None:
    """No tag, no attribute and no control character comes from a file."""
    assert any("{{7*7}}" in page.text for page in pages.values())
    for path, page in pages.items():
        assert page.tags.isdisjoint({"iframe", "img", "object"}), path
        assert not page.handlers, path
        assert not {"\x1b", "\u202e"} & set(page.text), path


def test_nothing_above_the_ceiling_is_in_a_file_or_a_name(site: Path) -> None:
    """Neither an item, nor its source, nor a country that has no other evidence."""
    for path in site.rglob("*"):
        assert "hti" not in path.name
        assert "canary" not in path.name
        if path.is_file():
            text = path.read_bytes()
            assert not [one for one in (*CANARIES, "hti-canary") if one.encode() in text], path


def test_the_map_has_a_link_for_every_country_with_a_score(pages: dict[Path, Page]) -> None:
    """And says how contested borders are drawn."""
    [start] = [page for path, page in pages.items() if path.match("en/index.html")]
    assert "Somaliland is drawn with Somalia, Western Sahara apart" in start.text
    assert {f"country/{one}.html" for one in ("mli", "ken", "zaf", "cpv")} <= set(start.links)


def test_the_same_dossier_gives_the_same_bytes_and_old_files_go(tmp_path: Path) -> None:
    """A file of an earlier site that the next has not is taken away, others are left."""
    first, second = tmp_path / "first", tmp_path / "second"
    build(first, EXAMPLE, "--lang", "en", "--base-url", BASE)
    (first / "CNAME").write_text("risk.example.org", encoding="utf-8")
    for out in (first, second):
        build(out, EXAMPLE, "--lang", "en", "--watch", "none")
    assert (first / "CNAME").is_file()
    (first / "CNAME").unlink()
    assert not (first / "en" / "changes.xml").exists()
    files = [sorted(path for path in out.rglob("*") if path.is_file()) for out in (first, second)]
    for one, other in zip(*files, strict=True):
        assert one.relative_to(first) == other.relative_to(second)
        assert one.read_bytes() == other.read_bytes()


def test_only_a_folder_of_its_own_is_written_to(sahelrisk: Run, tmp_path: Path) -> None:
    """A folder with anything else in it, a file or a link is left as it is."""
    full, file, link = tmp_path / "full", tmp_path / "file", tmp_path / "link"
    full.mkdir()
    for path in (full / "mine.txt", file):
        path.write_text("mine", encoding="utf-8")
    link.symlink_to(full)
    for out in (full, file, link):
        done = sahelrisk("site", str(out), "-d", str(EXAMPLE), *AS_OF)
        assert done.returncode == 2
        assert out.name in done.stderr
    assert [path.name for path in full.iterdir()] == ["mine.txt"]
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("url", ["risk", "javascript:alert(1)", "https://", "https://a.b/?q=1", ""])
def test_an_address_is_one_of_the_web(sahelrisk: Run, tmp_path: Path, url: str) -> None:
    """Nothing is written for another one."""
    done = sahelrisk("site", str(tmp_path / "out"), "-d", str(EXAMPLE), "--base-url", url)
    assert done.returncode == 2
    assert "--base-url" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_folder_is_not_left_through_links_or_marks(tmp_path: Path) -> None:
    """A link in the folder is refused, and a line of the marks names nothing outside of it."""
    from secrets import token_bytes

    from sahelrisk.problems import UsageError
    from sahelrisk.writing.site_folder import FIRST, MARK, save_site

    out, beyond = tmp_path / "out", tmp_path / "beyond"
    beyond.mkdir()
    (beyond / "kept.txt").write_text("kept", encoding="utf-8")
    assert save_site(out, [("a/b.html", b"1")], token_bytes) == 1
    (out / MARK).write_text(f"{FIRST}\n../beyond/kept.txt\na/b.html\n", encoding="utf-8")
    save_site(out, [("c.html", b"2")], token_bytes)
    assert (beyond / "kept.txt").is_file()
    assert not (out / "a" / "b.html").exists()
    (out / "en").symlink_to(beyond)
    with pytest.raises(UsageError):
        save_site(out, [("en/index.html", b"3")], token_bytes)
    assert [path.name for path in beyond.iterdir()] == ["kept.txt"]
