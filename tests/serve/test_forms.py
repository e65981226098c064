"""Forms write what the commands write; what is refused is shown where it stands."""

from __future__ import annotations

import html
import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from serve_desk import ADD, CONDITION, DRAWN, FIELDS, Browser, browser, files, hidden
from typer.testing import Result

from desk_sheets import entered, item, put
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.report.forms.write_lists import chooser_of
from sahelrisk.report.names import pillar_title
from sahelrisk.report.site.site_paths import node_path
from sahelrisk.report.words import words_of

Run = Callable[..., Result]
EXAMPLE = Path(__file__).parents[2] / "examples" / "sahel"
AMEND = "/en/write/amend?item=mli-1"
DUE = "/en/write/due"
NOT_APPLICABLE = "/en/write/not-applicable"
FRENCH = re.compile(r"[A-Za-z]*[éèàçê][a-zéèàçê]*")


def new_file(desk: Path, before: list[Path]) -> tuple[str, str]:
    """Return the path and the text of the one new file, without what chance and the clock give."""
    [path] = [one for one in files(desk) if one not in before]
    shown = path.relative_to(desk).as_posix()
    return DRAWN.sub("*", shown), DRAWN.sub("*", path.read_text(encoding="utf-8"))


def by_command(desk: Path, run: Run, *arguments: str) -> tuple[str, str]:
    """Return what a command writes into a copy of the dossier."""
    copy = desk.with_name("copy")
    shutil.copytree(desk, copy)
    before = files(copy)
    done = run(*arguments, "--no-input", "-d", copy)
    assert done.exit_code == 0, done.output
    return new_file(copy, before)


def flags(**values: str) -> list[str]:
    """Return fields as flags."""
    return [
        part for name, value in values.items() for part in (f"--{name.replace('_', '-')}", value)
    ]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"level": "2-4", "reads": "at-least", "nature": "condition", "observed": "2026-05"},
        {"source_register": "wire", "source_url": "https://example.org/a", "tlp": "GREEN"},
        {"headline": "Tomé «x»", "fr_statement": "Trente.", "notes": "ask", "origin": "o"},
    ],
)
def test_an_item_is_the_file_that_add_writes(
    user: Browser, desk: Path, run: Run, more: dict[str, str]
) -> None:
    """To the byte, but for what chance gives; shown before, told after."""
    fields = {**FIELDS, **more}
    if "source_register" in more:
        del fields["reliability"]  # the register has it
    given = {key: value for key, value in fields.items() if key != "countries"}
    wanted = by_command(desk, run, "add", "mali", *flags(**given))
    before, token = files(desk), user.token()
    sent = {"token": token} | dict.fromkeys(FIELDS, "") | fields
    shown = user.send(ADD, sent | {"do": "show"})
    assert shown.status_code == 200
    assert "Attacks by armed groups" in shown.text
    assert files(desk) == before
    saved = user.send(ADD, sent | {"do": "save", "seen": hidden(shown.text, "seen")})
    assert saved.status_code == 303
    assert new_file(desk, before) == wanted
    receipt = user.client.get(saved.headers["location"])
    assert "evidence/mali/mli-2026" in receipt.text
    assert run("check", "-d", desk).exit_code == 0


def test_amendments_are_the_files_that_amend_writes(user: Browser, desk: Path, run: Run) -> None:
    """A correction with its reason, and a condition that holds, by its button."""
    changes = {"level": "4", "source_title": "Another", "reason": "Counted twice"}
    wanted = by_command(desk, run, "amend", "mli-1", *flags(**changes))
    before = files(desk)
    sent = changes | {"item": "mli-1"}
    assert user.save(AMEND, sent).status_code == 303
    assert new_file(desk, before) == wanted
    shutil.rmtree(desk.with_name("copy"))

    confirmed = ("mli-old", "--confirmed", "2026-05-31")
    wanted = by_command(desk, run, "amend", *confirmed)
    before = files(desk)
    page = user.client.get(DUE).text
    assert "The road is closed." in page
    sent = {"token": hidden(page, "token"), "evidence": "mli-old", "confirmed": "2026-05-31"}
    assert user.send(DUE, sent).status_code == 303
    assert new_file(desk, before) == wanted
    assert "The road is closed." not in user.client.get(DUE).text


def test_a_statement_is_the_file_that_not_applicable_writes(
    user: Browser, desk: Path, run: Run
) -> None:
    """With its reason."""
    said = {"indicator": "security.supply-blockade", "reason": "Nothing comes by road"}
    wanted = by_command(desk, run, "not-applicable", "mali", *flags(**said))
    before = files(desk)
    assert user.save(NOT_APPLICABLE, said | {"countries": "Mali"}).status_code == 303
    assert new_file(desk, before) == wanted


def test_all_faults_are_shown_at_their_fields(user: Browser, desk: Path) -> None:
    """At once, in the words of the page's language, with what was typed kept as it was typed."""
    before = files(desk)
    wrong = {"observed": "soon", "level": "", "level_range": "2-9", "statement": "", "tlp": "X"}
    typed = {"countries": "Mali; Narnia", "headline": '20 % "<b>', "recorded": "2026"}
    path = ADD.replace("/en/", "/fr/")
    answer = user.show(path, **wrong, **typed)
    assert answer.status_code == 422
    for name in ("observed", "level", "statement", "countries", "recorded"):
        assert f'id="e-{name}"' in answer.text, name
        assert f'href="#f-{name}"' in answer.text, name
    for name in ("observed", "level_range", "headline"):
        value = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
        assert value
        assert html.unescape(value[1]) == (wrong | typed)[name]
    assert "<b>" not in answer.text.split("f-headline")[1].split("</div>")[0]
    assert "“" not in answer.text  # no English sentence
    assert files(desk) == before


def test_a_fault_that_only_the_rules_find_stands_at_its_field(user: Browser, desk: Path) -> None:
    """Of two dates that contradict each other, the one that a page has filled in is shown too."""
    answer = user.show(observed="2099-01-01", source_published="2026-05-02")
    assert answer.status_code == 422
    assert 'id="e-recorded"' in answer.text
    assert '<details class="part"><summary>More' not in answer.text
    assert len(files(desk)) == 1


def test_only_what_was_shown_is_saved(user: Browser, desk: Path) -> None:
    """Not what was changed since, and not beside a twin that came meanwhile."""
    sent = FIELDS | {"token": user.token(), "do": "save"}
    assert user.send(ADD, sent).status_code == 200  # it shows the effect first
    shown = user.send(ADD, sent | {"do": "show", "origin": "o"})
    seen = {"seen": hidden(shown.text, "seen")}
    changed = user.send(ADD, sent | seen | {"origin": "o", "credibility": "3"})
    assert changed.status_code == 200
    assert len(entered(desk)) == 2
    put(desk, item("mli-mean", observed="2026-05-02", more='origin = "o"'), name="meanwhile")
    again = user.send(ADD, sent | seen | {"origin": "o"})
    assert again.status_code == 200
    assert "Probable duplicates" in again.text
    assert len(entered(desk)) == 3
    seen = {"seen": hidden(again.text, "seen")}
    assert user.send(ADD, sent | seen | {"origin": "o"}).status_code == 303
    assert len(entered(desk)) == 4


def test_a_second_press_of_save_saves_no_second_time(user: Browser, desk: Path) -> None:
    """It leads to the receipt of the first."""
    sent = {"item": "mli-1", "level": "4", "reason": "R", "token": user.token(AMEND)}
    seen = hidden(user.send(AMEND, sent | {"do": "show"}).text, "seen")
    first, second = (user.send(AMEND, sent | {"do": "save", "seen": seen}) for _ in "ab")
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert len(files(desk)) == 2


def test_what_cannot_be_written_is_kept_in_the_form(user: Browser, desk: Path) -> None:
    """A disk that refuses: why is said, and nothing that was typed is lost."""
    for name in ("mali", "amendments"):  # a file where a folder is needed
        (desk / "evidence" / name).write_text("", encoding="utf-8")
    answer = user.save(ADD, FIELDS)
    assert answer.status_code == 422
    assert "not saved" in answer.text
    assert FIELDS["statement"] in answer.text
    sent = {"token": user.token(DUE), "evidence": "mli-old", "confirmed": "2026-05-31"}
    answer = user.send(DUE, sent)
    assert answer.status_code == 422
    assert "not saved" in answer.text
    assert len(files(desk)) == 1


def test_two_browsers_that_save_at_once_lose_nothing(desk: Path, run: Run) -> None:
    """Twenty items, ten of each, at the same time; each is there once and all can be read."""
    first = browser(desk)
    users = (first, Browser(first.client.app))
    codes: list[int] = []

    def work(user: Browser, name: str) -> None:
        for number in range(5):
            said = f"{name * 9} {number * 1111} {name * 5}."
            codes.append(user.save(ADD, FIELDS | {"statement": said}).status_code)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(users, "ab", strict=True)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert codes == [303] * 10
    said = [one["statement"] for one in entered(desk)]
    assert len(said) == len(set(said)) == 12
    assert run("check", "-d", desk).exit_code == 0


def test_nothing_above_the_ceiling_is_told(desk: Path) -> None:
    """Not in forms, lists or suggestions, nor by a twin or an id."""
    canary = item(
        "mli-canary",
        observed="2024-01-02",
        statement="Canary statement",
        publisher="Canary publisher",
        more='tlp = "RED"\nnature = "condition"\norigin = "canary-origin"',
    )
    put(desk, canary, name="b")
    user = browser(desk, tlp="CLEAR")
    told = user.show(observed="2024-01-02", origin="canary-origin")
    pages = [
        *(user.client.get(path) for path in (ADD, DUE, "/en/country/mli.html")),
        user.client.get("/en/write/amend?item=mli-canar"),
        told,
    ]
    assert [one.status_code for one in pages] == [200, 200, 200, 404, 200]
    for page in pages:
        assert "anary" not in page.text.replace("canary-origin", "").replace("mli-canar&", "")
    assert "Canary publisher" in browser(desk).client.get(ADD).text


def test_a_long_list_of_what_is_due_is_cut(desk: Path) -> None:
    """The oldest first, and how many more there are."""
    many = (item(f"mli-due-{at}", observed="2024-02-01", more=CONDITION) for at in range(203))
    put(desk, *many, name="many")
    page = browser(desk).client.get(DUE).text
    assert page.count('<form method="post"') == 200
    assert "4 more are due" in page


def test_every_page_of_writing_speaks_both_languages(user: Browser) -> None:
    """And leads to the same page in the other one."""
    paths = ("add", "add?indicator=security.kidnapping", "amend?item=mli-old", "due")
    for path in (*paths, "not-applicable"):
        english, french = (user.client.get(f"/{lang}/write/{path}") for lang in ("en", "fr"))
        assert english.status_code == french.status_code == 200
        assert 'lang="fr"' in french.text.partition(">")[0] + french.text[:60]
        assert len(set(FRENCH.findall(french.text))) > 5
        assert "Corrected:" not in french.text  # the model's own words
        assert html.escape(f"../../en/write/{path}") in french.text


def test_indicators_are_searched_by_words(user: Browser) -> None:
    """Those that have all of them, with the countries kept."""
    page = user.client.get("/en/write/add?q=armed+attacks&countries=Mali").text
    assert "indicator=security.attack-tempo&amp;countries=Mali" in page
    assert "security.kidnapping" not in page
    assert "No indicator has" in user.client.get("/en/write/add?q=zebra").text


def test_indicators_are_offered_in_the_order_of_the_pillars() -> None:
    """The framework's, as on every page, and not that of the files."""
    dossier, words = load(Location(EXAMPLE, "")), words_of("en")
    found = [title for title, _ in chooser_of(dossier, "", "", words).groups]
    assert found == [pillar_title(dossier, one.id, words) for one in dossier.framework.pillars]


@pytest.mark.parametrize(
    "path", ["/en/write/amend?item=x", "/en/write/add?indicator=x", "/en/write/saved?receipt=x"]
)
def test_what_there_is_not_is_said(user: Browser, path: str) -> None:
    """In a sentence, on a page that leads on."""
    answer = user.client.get(path)
    assert answer.status_code == 404
    assert "Not found" in answer.text
    assert 'href="../index.html"' in answer.text


def test_a_receipt_outlives_no_indicator(user: Browser, desk: Path) -> None:
    """Where the framework has lost what an item is about there is nothing to show."""
    place = user.save(ADD, FIELDS).headers["location"]
    for path in files(desk):
        path.unlink()
    (desk / "indicators" / "security" / "attack-tempo.toml").unlink()
    assert user.client.get(place).status_code == 404


def test_forms_offer_no_source_that_a_ceiling_hides(desk: Path) -> None:
    """The register names whom one listens to."""
    more = '[[source]]\nid = "secret"\npublisher = "Canary house"\n'
    register = desk / "sources" / "wire.toml"
    register.write_text(register.read_text() + more, encoding="utf-8")
    red = item("mli-red", publisher="Canary house", more='tlp = "RED"')
    put(desk, red, item("mli-open", publisher="Example Wire"), name="b")
    assert "Canary house" in browser(desk).client.get(ADD).text
    for path in (ADD, "/en/write/amend?item=mli-1"):
        shown = browser(desk, tlp="CLEAR").client.get(path).text
        assert "Canary house" not in shown
        assert "Example Wire" in shown


def test_the_pen_of_an_indicator_is_its_own(desk: Path) -> None:
    """Also of one whose name ends with a number, or needs escapes in an address."""
    folder = desk / "indicators" / "security"
    for name in ("attack-2", "a#b"):
        text = (folder / "kidnapping.toml").read_text().replace("Kidnapping", f"Title {name}")
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        path = node_path("indicator", f"security.{name}")
        page = browser(desk).client.get(f"/en/{path}").text
        assert urlencode({"indicator": f"security.{name}"}) in page
