"""`sources`: the register and every publisher, with their records and the letter they suggest."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest

from desk_sheets import Run, document, item, put
from sahelrisk.tasks.schema import document_schema
from sahelrisk.tasks.sources import suggested

AS_OF = ("--as-of", "2026-06-30")
OTHER = "sovereignty.regime-cohesion"
LETTERS = {"A": 0.9, "B": 0.7, "C": 0.55, "D": 0.3, "E": 0.1, "F": 0.5}


def record(run: Run, desk: Path, name: str) -> dict[str, object]:
    """Return the record of one source."""
    found = document(run, "sources", name, "-d", desk, *AS_OF)
    jsonschema.Draft202012Validator(document_schema("sources")).validate(found)
    [one] = found["sources"]
    return dict(one)


def test_a_publisher_has_one_record_under_all_its_names(desk: Path, run: Run) -> None:
    """By id, publisher or alias, whatever blanks and capitals."""
    put(
        desk,
        item("a", publisher="Example Wire", letter="B", indicator=OTHER, level=5),
        item(
            "b",
            publisher="example  wire news",
            letter="C",
            indicator=OTHER,
            level=5,
            observed="2026-01-01",
        ),
        item("c", publisher="Daily", letter="D", indicator=OTHER, level=5, observed="2025-06-01"),
    )
    one = record(run, desk, "wire")
    assert (one["items"], one["letters"]) == (2, {"B": 1, "C": 1})
    assert record(run, desk, "Example Wire News") == one
    assert (one["owner"], one["reliability"]) == ("Example Group", "B")
    everything = document(run, "sources", "-d", desk, *AS_OF)["sources"]
    assert [source["publisher"] for source in everything] == ["Example Wire", "Daily"]
    shares = [share["share"] for source in everything for share in source["shares"]]
    assert sum(shares) == pytest.approx(1.0)


def test_items_are_judged_by_digits_and_by_other_publishers(desk: Path, run: Run) -> None:
    """A 1 confirms, a 5 contradicts; else others of the time, the country and the indicator do."""
    put(
        desk,
        item("a", digit=1, indicator="security.kidnapping"),
        item("b", digit=5, indicator="security.armed-actors"),
        item("c", level=2, observed="2026-05-01"),
        item("d", level=2, observed="2026-05-03", publisher="Daily"),
        item("e", level=5, observed="2026-05-04", publisher="Herald", letter="D"),
        item("f", indicator="sovereignty.regime-cohesion"),
        '[[amendment]]\nevidence = "f"\nrecorded = 2026-06-02\nwithdrawn = true\nreason = "r"\n',
    )
    one = record(run, desk, "A publisher")
    figures = (one["confirmed"], one["contradicted"], one["withdrawn"], one["judged"])
    assert figures == (2, 1, 1, 3)  # Herald has a worse grade, so it judges neither
    assert record(run, desk, "Herald")["contradicted"] == 1
    assert one["suggestion"] is None


def test_from_twenty_judged_items_on_a_letter_is_suggested(desk: Path, run: Run) -> None:
    """With its reasoning; no grade changes, and no file."""
    first = date(2025, 1, 1)
    items = [
        item(f"i{number}", observed=first + timedelta(days=number), digit=5 if number < 5 else 1)
        for number in range(20)
    ]
    put(desk, *items[:19])
    assert record(run, desk, "A publisher")["suggestion"] is None
    put(desk, *items)
    before = {path: path.read_bytes() for path in desk.rglob("*.toml")}
    one = record(run, desk, "A publisher")
    found = one["suggestion"]
    assert isinstance(found, dict)
    assert found["probability"] == pytest.approx(16 / 22)
    assert found["low"] < found["probability"] < found["high"]
    page = run("sources", "A publisher", "-d", desk, *AS_OF).stdout
    assert "Of 20 judged items 15 were confirmed and 5 contradicted" in " ".join(page.split())
    assert {path: path.read_bytes() for path in desk.rglob("*.toml")} == before


@pytest.mark.parametrize(
    ("confirmed", "contradicted", "letter"),
    [(40, 0, "A"), (28, 12, "B"), (22, 18, "C"), (12, 28, "D"), (0, 40, "E"), (19, 0, None)],
)
def test_the_letter_is_the_nearest(confirmed: int, contradicted: int, letter: str | None) -> None:
    """F stands for what cannot be judged, and is never suggested."""
    found = suggested(confirmed, contradicted, LETTERS)
    assert (found.letter if found else None) == letter


@pytest.mark.parametrize("form", ["terminal", "plain", "markdown", "csv"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_format_shows_the_sources(desk: Path, run: Run, form: str, lang: str) -> None:
    """In both languages; a wrong name names near ones."""
    put(desk, item("a"))
    for asked in ((), ("A publisher",)):
        done = run("sources", *asked, "-d", desk, *AS_OF, "-f", form, "--lang", lang)
        assert done.exit_code == 0, done.output
        assert "A publisher" in done.stdout
    wrong = run("sources", "A publsher", "-d", desk, *AS_OF)
    assert wrong.exit_code == 2
    assert "A publisher" in wrong.output
