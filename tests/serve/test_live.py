"""Pages are those of a site, as the files are now."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from serve_desk import Browser, browser, setting
from typer.testing import Result

from desk_sheets import item, put
from sahelrisk.rendering.site_pages import Site
from sahelrisk.report.site.site_build import Wish, view_of
from sahelrisk.report.words import words_of
from sahelrisk.tasks.site import site

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>{{1234*5}}"
SCRIPT = re.compile(r"<script\b[^>]*>")
PEN = re.compile(
    r'<script src="/live.js"[^>]*></script>\n|<p class="pens">.*?</p>\n|'
    r'<p class="note"><a class="pen"[^>]*>[^<]*</a></p>|( · )?<a class="pen"[^>]*>[^<]*</a>|'
    r'<meta http-equiv="Content-Security-Policy"[^>]*>|<meta name="referrer"[^>]*>|'
    r"<style>.*?</style>",
    re.DOTALL,
)


class Page(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        """Read it."""
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.seen.append((tag, dict(attrs)))


def test_pages_are_those_of_the_site_with_a_pen(user: Browser, desk: Path) -> None:
    """Without the links to forms and the script they are the same, letter by letter."""
    how = setting(desk)
    view = view_of(site(how.ask("en")), words_of("en"), Wish(("en", "fr"), how.run))
    wanted = Site([view])
    for path in ("en/index.html", "en/country/mli.html", "en/data/compare.csv", "en/search.json"):
        found = user.client.get(f"/{path}")
        assert found.status_code == 200
        text = PEN.sub("", wanted[path]().decode())
        assert PEN.sub("", found.text) == text
    assert user.client.get("/").headers["location"] == "/en/index.html"


def test_a_changed_file_is_seen_at_once(user: Browser, desk: Path) -> None:
    """The stamp that pages look at changes with it, by hand or by a form."""
    first = user.client.get("/stamp").text
    assert user.client.get("/stamp").text == first
    page = user.client.get("/en/country/mli.html").text
    assert f'data-stamp="{first}"' in page
    put(desk, item("mli-new", statement="Seen at once."), name="b")
    second = user.client.get("/stamp").text
    assert second != first
    assert "Seen at once." in user.client.get("/en/country/mli.html").text


def test_files_with_errors_are_shown_until_they_are_mended(user: Browser, desk: Path) -> None:
    """With the place of each error; forms can still be filled in."""
    put(desk, item("mli-new", level="9"), name="b")
    for _ in range(2):
        answer = user.client.get("/en/country/mli.html")
        assert answer.status_code == 503
        assert "b.toml:7:" in answer.text
    assert "Nothing can be scored" in user.show().text
    told = browser(desk, tlp="CLEAR").client.get("/en/country/mli.html")
    assert told.status_code == 503
    assert "b.toml" not in told.text  # it may be about what is withheld
    main = desk / "indicators" / "framework.toml"
    text = main.read_text(encoding="utf-8")
    main.write_text("title = ", encoding="utf-8")
    answer = user.client.get("/en/write/add")
    assert answer.status_code == 503
    assert "framework.toml:1:" in answer.text
    main.write_text(text, encoding="utf-8")
    (desk / "evidence" / "b.toml").unlink()
    assert user.client.get("/en/country/mli.html").status_code == 200


def test_hostile_text_stays_text(desk: Path) -> None:
    """Of items, of what is typed and of addresses: one script, ours, and no handler."""
    hostile = HOSTILE.replace('"', '\\"')
    put(desk, item("mli-hostile", statement=hostile, publisher=hostile), name="b")
    user = browser(desk)
    pages = [
        user.client.get("/en/country/mli.html").text,
        user.client.get("/en/write/amend?item=mli-hostile").text,
        user.client.get("/en/write/due").text,
        user.client.get("/en/write/add", params={"q": HOSTILE, "countries": HOSTILE}).text,
        user.client.get(f"/en/{HOSTILE}").text,
        user.show(statement=HOSTILE, countries="Mali", notes=HOSTILE).text,
        user.show(observed=HOSTILE, tlp=HOSTILE).text,
    ]
    for text in pages:
        found = Page(text).seen
        scripts = [attrs.get("src") for tag, attrs in found if tag == "script"]
        assert set(scripts) <= {"/live.js", "../search.js", "../../search.js"}
        assert not [1 for tag, attrs in found for name in attrs if name.startswith("on")]
        assert not [1 for tag, attrs in found if tag == "img"]
        assert "6170" not in text


def test_the_command_says_what_is_missing(
    desk: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its extra it names it, and nothing else happens."""
    for name in [one for one in sys.modules if one.startswith(("uvicorn", "sahelrisk.serve"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = run("serve", "-d", desk)
    assert done.exit_code == 2
    assert "pip install 'sahelrisk[serve]'" in done.output


def test_a_dossier_that_is_taken_away_is_missed_until_it_is_back(desk: Path) -> None:
    """It is no fault of ours, and no restart is needed."""
    user, away = browser(desk), desk.with_name("away")
    desk.rename(away)
    assert user.client.get("/en/index.html").status_code == 503
    assert user.client.get("/stamp").status_code == 200
    away.rename(desk)
    assert user.client.get("/en/index.html").status_code == 200


def test_a_page_that_every_page_stumbles_over_says_why(desk: Path) -> None:
    """A logo that is refused keeps even the page of errors from being drawn."""
    (desk / "l.svg").write_text("<svg><script/></svg>", encoding="utf-8")
    main = desk / "dossier.toml"
    main.write_text(f'{main.read_text()}[report]\nlogo = "l.svg"\n', encoding="utf-8")
    answer = browser(desk).client.get("/en/index.html")
    assert answer.status_code == 404
    assert "l.svg" in answer.text


def test_what_there_is_not_is_said_in_the_language_of_the_address(user: Browser) -> None:
    """Not in the one that the program was started in."""
    assert "There is no such page" not in user.client.get("/fr/nothing").text


def test_only_what_was_not_sent_is_looked_at_anew(user: Browser, desk: Path) -> None:
    """A page of errors waits for the files; the answer to a form does not send it again."""
    token = user.token()
    (desk / "indicators" / "framework.toml").write_text("title = ", encoding="utf-8")
    assert "live.js" not in user.send("/en/write/due", {"token": token}).text
