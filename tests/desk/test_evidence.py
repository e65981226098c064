"""`evidence`: what is found, one item whole, and what it does."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import jsonschema
import pytest

from desk_sheets import Run, document, item, put
from sahelrisk.tasks.schema import document_schema

AS_OF = ("--as-of", "2026-06-30")
AMENDED = """
[[amendment]]
evidence = "mli-1"
recorded = 2026-06-10
level = 4
reason = "recount"
"""
GONE = """
[[amendment]]
evidence = "mli-2"
recorded = 2026-06-11
withdrawn = true
reason = "retracted"
"""


@pytest.fixture
def filled(desk: Path) -> Path:
    """Return a dossier with a few items."""
    standing = 'nature = "condition"'
    put(
        desk,
        item("mli-1", statement="Gunmen attacked Ménaka.", publisher="Example Wire"),
        item("mli-2", statement="Gunmen attacked Gao.", publisher="Daily", observed="2026-04-01"),
        item("ner-1", country="NER", statement="A convoy was attacked.", publisher="Daily"),
        item("mli-3", indicator="security.kidnapping", observed="2024-05-01", more=standing),
        AMENDED,
        GONE,
    )
    return desk


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ((), ["mli-1", "ner-1", "mli-2", "mli-3"]),
        (("menaka",), ["mli-1"]),
        (("gunmen", "GAO"), ["mli-2"]),
        (("--country", "niger"), ["ner-1"]),
        (("--indicator", "kidnapping"), ["mli-3"]),
        (("--publisher", "daily"), ["ner-1", "mli-2"]),
        (("--state", "withdrawn"), ["mli-2"]),
        (("--due",), ["mli-3"]),
        (("--since", "2026-06-11"), ["mli-2"]),
        (("--sort", "id"), ["mli-1", "mli-2", "mli-3", "ner-1"]),
        (("nothing-like-it",), []),
    ],
)
def test_what_is_found(filled: Path, run: Run, asked: tuple[str, ...], ids: list[str]) -> None:
    """Words in any case and without accents, and filters; the newest first."""
    found = document(run, "evidence", *asked, "-d", filled, *AS_OF)
    jsonschema.Draft202012Validator(document_schema("evidence-list")).validate(found)
    assert [one["id"] for one in found["items"]] == ids
    assert found["item"] is None


def test_one_item_is_shown_whole(filled: Path, run: Run) -> None:
    """With what was entered, what is said of it now, and why."""
    one = document(run, "evidence", "mli-1", "-d", filled, *AS_OF)["item"]
    assert (one["entered"]["level"], one["said"]["level"]) == (3, 4)
    assert one["later_words"][0]["reason"] == "recount"
    assert [near["id"] for near in one["neighbours"]] == ["mli-2"]
    page = run("evidence", "mli-1", "-d", filled, *AS_OF).stdout
    assert "level 4 (was 3)" in page.lower()
    assert "recount" in page


def test_the_effect_is_the_score_without_the_item(filled: Path, run: Run) -> None:
    """As it comes out where the item was never entered."""
    [effect] = document(run, "evidence", "mli-1", "-d", filled, *AS_OF)["item"]["effect"]
    path = filled / "evidence" / "a.toml"
    text = path.read_text(encoding="utf-8").replace(AMENDED, "")
    path.write_text(
        text.replace(
            item("mli-1", statement="Gunmen attacked Ménaka.", publisher="Example Wire"), ""
        ),
        "utf-8",
    )
    score = document(run, "score", "mali", "-d", filled, *AS_OF)["countries"][0]["score"]
    assert effect["without"] == pytest.approx(score, abs=1e-9)
    assert effect["difference"] == pytest.approx(effect["score"] - score, abs=1e-9)


def test_a_wrong_id_names_near_ones(filled: Path, run: Run) -> None:
    """A slip in an id is no search without a result."""
    done = run("evidence", "mli-11", "-d", filled, *AS_OF)
    assert done.exit_code == 2
    assert "mli-1" in done.output


@pytest.mark.parametrize("form", ["terminal", "plain", "markdown", "csv"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_format_shows_the_items(filled: Path, run: Run, form: str, lang: str) -> None:
    """In both languages, a list and an item alone."""
    for asked in ((), ("mli-1",), ("--due",)):
        done = run("evidence", *asked, "-d", filled, *AS_OF, "-f", form, "--lang", lang)
        assert done.exit_code == 0, done.output
        assert ("mli-1" if asked == ("mli-1",) else "mli-3") in done.stdout
    if form == "csv":
        rows = list(
            csv.DictReader(io.StringIO(run("evidence", "-d", filled, "-f", "csv", *AS_OF).stdout))
        )
        assert {row["id"]: row["state"] for row in rows}["mli-2"] == "withdrawn"


def test_a_ceiling_hides_items(filled: Path, run: Run) -> None:
    """What is marked above the label is neither found nor named."""
    put(filled, item("mli-9", statement="Hidden thing.", more='tlp = "RED"'), name="b")
    found = document(run, "evidence", "--tlp", "clear", "-d", filled, *AS_OF)
    assert "mli-9" not in [one["id"] for one in found["items"]]
    assert found["withheld"] == 1


def test_the_label_is_that_of_all_that_is_told(filled: Path, run: Run) -> None:
    """A neighbour that is RED makes the page of an item RED, and under a ceiling it is gone."""
    own = [one["id"] for one in document(run, "evidence", "-d", filled, *AS_OF)["items"]]
    put(filled, item("mli-9", statement="Near thing.", more='tlp = "RED"'), name="b")
    labels = set()
    for key in own:
        found = document(run, "evidence", key, "-d", filled, *AS_OF)
        if "mli-9" in [one["id"] for one in found["item"]["neighbours"]]:
            labels.add(found["tlp"])
            open_ = document(run, "evidence", key, "--tlp", "clear", "-d", filled, *AS_OF)
            assert (open_["tlp"], open_["withheld"]) == ("CLEAR", 1)
    assert labels == {"RED"}


def test_what_is_due_is_confirmed_in_bulk(filled: Path, run: Run) -> None:
    """`amend --due` lists it; several ids are confirmed at once, in one file, without a reason."""
    put(
        filled,
        item(
            "mli-4",
            indicator="security.kidnapping",
            observed="2024-05-01",
            level=2,
            more='nature = "condition"',
        ),
        name="b",
    )
    page = run("amend", "--due", "-d", filled)
    assert page.exit_code == 0
    assert "mli-3" in page.stdout
    assert "mli-4" in page.stdout
    done = run("amend", "mli-3", "mli-4", "--confirmed", "2026-06-01", "-d", filled)
    assert done.exit_code == 0, done.output
    assert document(run, "evidence", "--due", "-d", filled, *AS_OF)["items"] == []
    assert run("amend", "--due", "--confirmed", "2026-06-01", "-d", filled).exit_code == 2
    assert run("amend", "-d", filled).exit_code == 2
