"""`site`: pages that link to each other, the same bytes twice, nothing above the ceiling."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from links import OUTSIDE, Page, broken, read
from site_desk import AS_OF, BASE, CANARIES, EXAMPLE, MANY, build, files_of

from desk_items import ITEM, Run
from sahelrisk.report.site.site_paths import node_path

LARGEST = 300_000
ATOM = "{http://www.w3.org/2005/Atom}"
PAST = 1_000_000_000


def test_every_link_and_every_fragment_resolves(pages: dict[Path, Page], plain: Path) -> None:
    """From one page to one that continues it too, with an address of the site and without."""
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
    assert sum(len(page.links) for page in pages.values()) > 10_000
    assert not broken(pages)
    assert not broken(read(plain / "out"))


def test_every_page_is_reached_from_the_start(site: Path, pages: dict[Path, Page]) -> None:
    """By links alone, without the search."""
    reached, new = set(), {site / "index.html"}
    while new:
        reached |= new
        ends = {
            (path.parent / unquote(link.partition("#")[0])).resolve()
            for path in new
            for link in pages[path].links
            if not link.startswith((*OUTSIDE, "#"))
        }
        new = {path for path in ends - reached if path.suffix == ".html"}
    assert reached == set(pages)


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


def test_pages_are_small_and_load_the_search_alone(site: Path, pages: dict[Path, Page]) -> None:
    """Long lists are continued on further pages; without script the search box stays hidden."""
    names = {path.relative_to(site / "en").as_posix() for path in (site / "en").rglob("*.html")}
    assert {"country/mli-2.html", "indicator/security.kidnapping-2.html"} <= names
    for path, page in pages.items():
        assert path.stat().st_size < LARGEST, path
        assert "default-src &#39;none&#39;" in page.text
        up = "../" * (len(path.relative_to(site).parts) - 1)
        door = path.name == "index.html" and path.parent == site
        assert page.scripts == ([] if door else [f"{up}search.js"]), path
        assert page.hidden == ([] if door else ["site-search"])
        assert not page.tags & {"iframe", "object", "embed", "form"}


def test_hostile_text_stays_text(pages: dict[Path, Page]) -> None:
    """No tag, no attribute and no control character comes from a file."""
    assert any("{{7*7}}" in page.text for page in pages.values())
    for path, page in pages.items():
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


def test_the_search_finds_titles_and_statements(site: Path, pages: dict[Path, Page]) -> None:
    """Every entry leads to a page, an item's to the item; hostile text has no control character."""
    for lang in ("en", "fr"):
        found = json.loads((site / lang / "search.json").read_bytes())
        assert found["tlp"] == "CLEAR"
        entries = found["entries"]
        titles = {title: href for title, _, href, _ in entries}
        assert titles["Mali"] == "country/mli.html"
        assert {f"Report {at}." for at in range(MANY)} <= titles.keys()
        assert any("{{7*7}}" in title for title in titles)
        for title, _, href, _ in entries:
            file, _, fragment = href.partition("#")
            assert not fragment or fragment in pages[site / lang / file].ids
            assert (site / lang / file).is_file()
            assert not {"\x1b", "\u202e"} & set(title)


def test_the_start_says_what_matters_in_words(pages: dict[Path, Page]) -> None:
    """A link on the map for every country with a score; what happened, lapses and is watched."""
    [start] = [page for path, page in pages.items() if path.match("en/index.html")]
    assert "Somaliland is drawn with Somalia, Western Sahara apart" in start.text
    assert {f"country/{one}.html" for one in ("mli", "ken", "zaf", "cpv")} <= set(start.links)
    for text in ("What happened in the last 12 months", "What lapses by 28 Oct 2026", "overdue"):
        assert text in start.text
    assert "54 countries are scored:" in start.text
    assert "Turning points and the weightiest well-sourced facts." in start.text
    assert "Mali scores" in start.text
    assert "of 1 countries" not in start.text
    assert start.text.count('class="f4 watched"') + start.text.count('class="f5 watched"') == 1


def test_one_walks_from_pillar_to_source(site: Path, pages: dict[Path, Page]) -> None:
    """Pillar, indicator, item, source, and from the source back to its items."""
    pillar = pages[site / "en" / "pillar" / "security.html"]
    assert "../indicator/security.kidnapping.html" in pillar.links
    assert 'class="plain panels"' in pillar.text
    indicator = pages[site / "en" / "indicator" / "security.kidnapping.html"]
    item = next(one for one in indicator.links if one.startswith("../country/mli") and "#" in one)
    file, _, anchor = item.removeprefix("../").partition("#")
    country = pages[site / "en" / file]
    part = country.text.partition(f'id="{anchor}"')[2].partition("</li>")[0]
    source = part.partition('href="../source/')[2].partition('"')[0]
    assert f"../{file}#{anchor}" in pages[site / "en" / "source" / source].links


def test_a_country_shows_events_of_three_years(plain: Path) -> None:
    """Those of the last twelve months filled, earlier ones as rings with their words below."""
    text = (plain / "out" / "en" / "country" / "mli.html").read_text(encoding="utf-8")
    assert text.count('class="ring now"') > 1
    assert text.count('class="ring"') > 1
    assert "Mali, Burkina Faso and Niger leave ECOWAS</a>" in text.partition('class="keys"')[2]


def test_the_start_says_when_nothing_happened(plain: Path) -> None:
    """A country that is watched and has no evidence leaves a sentence, not a blank."""
    from sahelrisk.model.documents.parts import Run as Written
    from sahelrisk.reading.load import load
    from sahelrisk.reading.locate import Location
    from sahelrisk.rendering.site_pages import Site
    from sahelrisk.report.site.site_build import Wish, view_of
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.opening import Request
    from sahelrisk.tasks.site import gathered

    words = words_of("en")
    day, location = date(2026, 9, 28), Location(plain / "desk", "")
    request = Request(as_of=day, words=words, location=location, today=day)
    found = gathered(load(location), request, {"KEN"})
    start = Site([view_of(found, words, Wish(("en",), Written(version="", generated=None)))])
    text = start["en/index.html"]().decode()
    assert "Nothing: no turning point, and no fact at the top of its ladder." in text
    assert '<ul class="plain news"></ul>' not in text


def test_a_page_is_drawn_on_its_own(plain: Path) -> None:
    """By its path, as the same bytes; a path that a site has not is none of its files."""
    from sahelrisk.model.documents.parts import Run as Written
    from sahelrisk.reading.load import load
    from sahelrisk.reading.locate import Location
    from sahelrisk.rendering.site_pages import Site
    from sahelrisk.report.site.site_build import Wish, view_of
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.opening import Request
    from sahelrisk.tasks.site import gathered

    words = words_of("en")
    day, location = date(2026, 9, 28), Location(plain / "desk", "")
    request = Request(as_of=day, words=words, location=location, today=day)
    found = gathered(load(location), request, None)
    wish = Wish(("en",), Written(version="", generated=None))
    site = Site([view_of(found, words, wish)])
    for path in ("en/country/mli.html", "en/source/afp.html", "en/method.html", "search.js"):
        assert site[path]() == (plain / "out" / path).read_bytes()
    watching = replace(
        found.dossier, file=found.dossier.file.model_copy(update={"watch": ("ner",)})
    )
    assert [*gathered(watching, request, None).codes] == ["NER"]
    for path in ("en/country/mli-2.html", "en/no.html", "fr/index.html", "../index.html", ""):
        assert path not in site


def test_only_what_changed_is_written_again(plain: Path, tmp_path: Path) -> None:
    """Equal input gives equal bytes, so nothing; one more item only the pages that show it."""
    desk, out = tmp_path / "desk", tmp_path / "out"
    for name in ("desk", "out"):
        shutil.copytree(plain / name, tmp_path / name)

    def written(*options: str) -> set[str]:
        for path in files_of(out):
            os.utime(path, (PAST, PAST))
        build(out, desk, "--lang", "en", *options)
        changed = [path for path in files_of(out) if path.stat().st_mtime != PAST]
        return {path.relative_to(out).as_posix() for path in changed} - {".sahelrisk-site"}

    assert written() == set()
    more = ITEM.format(id="mli-1").replace("recorded = 2026-05-02", "recorded = 2026-09-02")
    (desk / "evidence" / "more.toml").write_text(more, encoding="utf-8")
    (out / "CNAME").write_text("risk.example.org", encoding="utf-8")
    found = written("--base-url", BASE)
    assert {"en/country/mli.html", "en/index.html", "en/search.json", "en/changes.xml"} <= found
    assert not {name for name in found if "country/" in name} - {"en/country/mli.html"}
    assert len([name for name in found if "indicator/" in name]) == 1
    (desk / "evidence" / "more.toml").unlink()
    build(out, desk, "--lang", "en")
    assert (out / "CNAME").is_file()
    assert not (out / "en" / "changes.xml").exists()
    assert not (out / "en" / "source" / "a-publisher.html").exists()


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


@pytest.mark.parametrize(
    "key", ["con.x", "a#b.c", 'a"b', "é", "a" * 200, "security.attack-2", ".."]
)
def test_ids_become_names_that_every_system_takes(key: str) -> None:
    """No device, no mark of an address, nothing that ends like a continued page; each its own."""
    path = node_path("indicator", key)
    assert re.fullmatch(r"indicator/[a-z0-9-]{1,80}-x[0-9a-f]{8}\.html", path)
    assert path != node_path("indicator", f"{key}!")
    assert node_path("pillar", "security.attack-tempo") == "pillar/security.attack-tempo.html"
