"""`bulletin`: one sign a country that never contradicts `changes`, and silence when there is none."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import compare_desk as desk
import pytest

SINCE = "2026-06-23"
ATOM = "{http://www.w3.org/2005/Atom}"
EXAMPLE = Path(__file__).parents[2] / "examples" / "sahel"


def put(folder: Path, watch: list[str] | None = None, **more: object) -> None:
    """Write dossier.toml anew."""
    table = {"title": "Small", "tlp": "CLEAR", "watch": watch or [], **more}
    desk.dump(folder / "dossier.toml", table)


@pytest.mark.parametrize("seed", range(8))
def test_the_sign_is_that_of_changes(seed: int, tmp_path: Path) -> None:
    """Of generated dossiers sign, scores and difference are those of `changes`."""
    random = Random(seed)
    days = [date(2026, 6, 30) - timedelta(days=random.randrange(60)) for _ in range(20)]
    folder = desk.write(tmp_path, {"evidence": desk.generated(random, 25, days)})
    put(folder, ["MLI", "@two"], groups={"two": ["NER", "MLI"]})
    found = desk.document("bulletin", "--as-of", desk.AS_OF, folder=folder)
    assert [one["iso3"] for one in found["countries"]] == ["MLI", "NER"]
    for one in found["countries"]:
        [same] = desk.document(
            "changes", one["iso3"], "--since", SINCE, "--as-of", desk.AS_OF, folder=folder
        )["countries"]
        for key in ("direction", "difference", "changed", "before", "after", "happened"):
            assert one[key] == same[key]
        moved = {
            each["id"]
            for part in same["parts"]
            if part["cause"] in ("new", "amended", "withdrawn")
            for each in part["evidence"]
            if each["why"] is None
        }
        assert {each["evidence"] for each in one["items"]} == moved


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a desk with an old condition, an item that lapses soon and a new one at the top."""
    items = [
        desk.item("old", date(2024, 1, 1), 3, nature="condition", indicator="p.b"),
        desk.item("new", date(2026, 6, 25), 5, source={"publisher": "New press"}),
    ]
    made = desk.write(tmp_path, {"evidence": items})
    put(made, ["MLI"])
    return made


def test_what_it_says(folder: Path) -> None:
    """What happened, a new alert, a condition that is due, a source used for the first time."""
    found = desk.document("bulletin", "--as-of", desk.AS_OF, folder=folder)
    [mali] = found["countries"]
    assert [one["evidence"] for one in mali["items"]] == ["new"]
    assert [one["why"] for one in mali["happened"]] == ["top-level"]
    assert "new-item" in {one["kind"] for one in mali["alerts"]}
    assert [one["evidence"] for one in mali["due"]] == ["old"]
    assert found["sources"] == [{"publisher": "New press", "evidence": "new"}]
    for form in ("terminal", "plain", "markdown", "html", "atom"):
        said = desk.run("bulletin", "--as-of", desk.AS_OF, "-f", form, folder=folder)
        assert said.exit_code == 0, said.output
        assert "statement of new" in said.stdout


@pytest.mark.parametrize(
    ("lang", "still", "due", "what"),
    [
        ("en", "New, score unmoved: ", "To confirm: The base is closed (Jan 2024)", "An attack"),
        (
            "fr",
            "Nouveau, score inchangé : ",
            "À confirmer : La base est fermée (janv. 2024)",
            "Attaque",
        ),
    ],
)
def test_lines_say_what_is_meant(
    lang: str, still: str, due: str, what: str, tmp_path: Path
) -> None:
    """What moves nothing has no figure, what is due is named, and texts are in the language."""
    old = {"statement": "The base is closed.", "fr": {"statement": "La base est fermée."}}
    new = {"statement": "An attack.", "fr": {"statement": "Attaque."}, "reads": "at-least"}
    items = [
        desk.item("old", date(2024, 1, 15), 3, nature="condition", **old),
        desk.item("new", date(2026, 6, 25), 1, **new),
    ]
    folder = desk.write(tmp_path, {"evidence": items})
    for form in ("markdown", "atom", "plain"):
        asked = ("bulletin", "mali", "--as-of", desk.AS_OF, "--lang", lang, "-f", form)
        text = " ".join(desk.run(*asked, folder=folder).stdout.replace("\u00a0", " ").split())
        assert due in text
        assert still in text
        assert what in text
        assert "0.0 new" not in text


def test_it_is_quiet(folder: Path) -> None:
    """Where nothing happened one sentence says so, and the feed has no entry."""
    arguments = ("bulletin", "--as-of", desk.AS_OF, "--since", "2026-06-29")
    found = desk.document(*arguments, folder=folder)
    assert found["quiet"]
    said = desk.run(*arguments, folder=folder).stdout
    assert "Nothing happened since 2026-06-29." in said
    feed = ET.fromstring(desk.run(*arguments, "-f", "atom", folder=folder).stdout)  # noqa: S314
    assert feed.findall(f"{ATOM}entry") == []


def test_lapses_within_thirty_days(folder: Path) -> None:
    """The day is the first on which `score` says that the evidence is insufficient."""
    alone = desk.item("early", date(2021, 1, 1), 4)
    desk.dump(folder / "evidence" / "all.toml", {"evidence": [alone]})
    for back in range(0, 1900, 25):
        day = date(2021, 1, 1) + timedelta(days=back)
        found = desk.document("bulletin", "--as-of", str(day), folder=folder)
        lapsing = [one for one in found["countries"][0]["lapsing"] if one["id"] == "p.a"]
        if lapsing:
            break
    first = date.fromisoformat(lapsing[0]["day"])
    for when, status in ((first - timedelta(days=1), "provisional"), (first, "insufficient")):
        [mali] = desk.document("score", "mali", "--as-of", str(when), folder=folder)["countries"]
        [own] = [
            one for pillar in mali["pillars"] for one in pillar["indicators"] if one["id"] == "p.a"
        ]
        assert own["status"] == status


def test_the_feed_is_atom(folder: Path, tmp_path: Path) -> None:
    """Ids are lasting, required elements are there, hostile text stays text."""
    put(folder, ["MLI"], report={"name": "Desk <b>&"})
    path = tmp_path / "feed.xml"
    ended = desk.run("bulletin", "--as-of", desk.AS_OF, "-o", str(path), folder=folder)
    assert ended.exit_code == 0
    feed = ET.fromstring(path.read_bytes())  # noqa: S314
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Desk <b>&"
    [entry] = feed.findall(f"{ATOM}entry")
    for name in ("id", "title", "updated"):
        assert feed.findtext(ATOM + name)
        assert entry.findtext(ATOM + name)


def test_gates_and_usage(folder: Path) -> None:
    """Gates of dossier.toml hold; without a country there is nothing to report on."""
    put(folder, ["MLI"], ci={"fail_if": ["coverage > 0.01"]})
    ended = desk.run("bulletin", "--as-of", desk.AS_OF, folder=folder)
    assert ended.exit_code == 3
    assert "gate crossed: Mali (MLI): coverage" in ended.stderr
    put(folder)
    ended = desk.run("bulletin", "--as-of", desk.AS_OF, folder=folder)
    assert ended.exit_code == 2
    assert "watches no country" in ended.stderr


def test_a_ceiling_hides(folder: Path) -> None:
    """Nothing of an item above the ceiling is said."""
    path = folder / "evidence" / "red.toml"
    red = desk.item("canary", date(2026, 6, 26), 5, tlp="RED", source={"publisher": "canary press"})
    desk.dump(path, {"evidence": [red]})
    for form in ("json", "markdown", "html", "atom", "csv", "terminal"):
        said = desk.run(
            "bulletin", "--as-of", desk.AS_OF, "--tlp", "clear", "-f", form, folder=folder
        )
        assert "canary" not in said.stdout + said.stderr
    hidden = json.loads(
        desk.run(
            "bulletin", "--as-of", desk.AS_OF, "--tlp", "clear", "-f", "json", folder=folder
        ).stdout
    )
    path.unlink()
    without = desk.document("bulletin", "--as-of", desk.AS_OF, folder=folder)
    assert hidden["countries"] == without["countries"]


def test_the_example_watches_the_central_sahel() -> None:
    """The example needs no names: its dossier.toml says who is watched."""
    found = desk.document("bulletin", "--since", "2026-09-01", folder=EXAMPLE)
    assert [one["iso3"] for one in found["countries"]] == ["MLI", "BFA", "NER"]


@pytest.fixture
def reworded(tmp_path: Path) -> Path:
    """Return a desk where amendments took red wordings of an item and a condition away."""
    red = {"tlp": "RED", "source": {"publisher": "canary press"}}
    items = [
        desk.item("old", date(2024, 1, 1), 3, nature="condition", indicator="p.b", **red),
        desk.item("new", date(2026, 6, 20), 5, headline="canary", **red),
    ]
    for one in items:
        one["statement"] = "canary"
    said = {"recorded": date(2026, 6, 25), "tlp": "CLEAR", "source": {"publisher": "Open press"}}
    words = [
        {"evidence": "old", "statement": "Open condition.", **said},
        {"evidence": "new", "statement": "Open fact.", "headline": "Open fact", **said},
    ]
    made = desk.write(tmp_path, {"evidence": items, "amendment": words})
    put(made, ["MLI"])
    return made


@pytest.mark.parametrize("form", ["json", "markdown", "html", "atom", "csv", "terminal"])
def test_the_wording_in_force_is_printed(form: str, reworded: Path) -> None:
    """A wording that an amendment replaced is in no line: neither item, alert, due nor source."""
    asked = ("bulletin", "--since", "2026-06-15", "--as-of", desk.AS_OF, "--tlp", "clear")
    said = desk.run(*asked, "-f", form, folder=reworded)
    assert said.exit_code == 0, said.output
    assert "canary" not in said.stdout
    if form == "markdown":
        for line in ("Open fact (new)", "New alert: New at the top level", "To confirm: Open cond"):
            assert line in said.stdout


@pytest.mark.parametrize("asked", [("score", "mali", "--full"), ("changes", "mali"), ("review",)])
@pytest.mark.parametrize("form", ["json", "markdown"])
def test_no_other_document_prints_a_replaced_wording(
    asked: tuple[str, ...], form: str, reworded: Path, tmp_path: Path
) -> None:
    """Scores, changes and reviews say what the amendment says."""
    if asked == ("review",):
        before = desk.write(tmp_path / "before", {})
        asked = ("review", str(before))
    elif asked[0] == "changes":
        asked = (*asked, "--since", "2026-06-15")
    said = desk.run(*asked, "--as-of", desk.AS_OF, "--tlp", "clear", "-f", form, folder=reworded)
    assert said.exit_code == 0, said.output
    assert "canary" not in said.stdout
    assert "Open fact" in said.stdout or form == "json"


@pytest.mark.parametrize(
    "asked",
    [
        ("score", "mali", "--full", "--as-of", "2026-06-24", "--known-on", "2026-06-24"),
        ("bulletin", "--since", "2026-06-15", "--as-of", "2026-06-24"),
        ("changes", "mali", "--since", "2026-06-15", "--as-of", "2026-06-24"),
        ("explain", "mali", "--as-of", desk.AS_OF),
        ("evidence", "new"),
        ("export",),
    ],
)
def test_a_ceiling_shows_no_text_from_before_the_release(
    asked: tuple[str, ...], reworded: Path
) -> None:
    """On a day before the release, and where the past is told, an item has its released texts."""
    said = desk.run(*asked, "--tlp", "clear", folder=reworded)
    assert said.exit_code == 0, said.output
    assert "canary" not in said.stdout
    plain = desk.run(*asked, folder=reworded)
    assert "canary" in plain.stdout or asked[0] == "changes"


def test_what_moves_a_short_scale_is_said(tmp_path: Path) -> None:
    """On 0 to 1 a thousandth is an effect."""
    items = [
        desk.item("old", date(2026, 6, 1), 4),
        desk.item("new", date(2026, 6, 25), 4.1, reliability="F", credibility=5),
    ]
    rules = desk.framework(scale=[0, 1])
    folder = desk.write(tmp_path, {"evidence": items}, rules)
    asked = ("bulletin", "mali", "--as-of", desk.AS_OF)
    [found] = desk.document(*asked, folder=folder)["countries"]
    [one] = found["items"]
    assert 0.0001 < abs(one["points"]) < 0.005, one
    text = desk.run(*asked, "-f", "plain", folder=folder).stdout
    assert "score unmoved" not in text
    assert f"{abs(one['points']):.3f}"[:4] in text
