"""Whole records of every kind, with every field: out of a dossier, through a table, and back."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from in_process import Run
from test_spreadsheets import TEXTS

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.writing.toml_text import file_text, table_of

BASE = Path(__file__).parents[1] / "problems" / "base"
AS_OF = "2026-06-30"
CODES = ("MLI", "NER", "BFA", "CIV")
LETTERS = st.sampled_from("ABCDEF")
DAYS = st.dates(date(2024, 1, 1), date(2026, 1, 1))
LATER = st.dates(date(2026, 1, 1), date(2026, 6, 30))
PERIODS = st.one_of(DAYS, st.sampled_from(["2024", "2025-03", "2025"]))
SOURCES = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "publisher": TEXTS,
        "published": PERIODS,
        "url": TEXTS,
        "retrieved": DAYS,
        "archived": st.just("https://archive.example.org/a"),
        "sha256": st.just("0a" * 32),
        "language": st.sampled_from(["fr", "en-GB"]),
    },
).filter(bool)
READS = st.sampled_from(["exact", "at-least", "at-most"])
WORDS = {"analyst": TEXTS, "notes": TEXTS}
SHORT = TEXTS.filter(lambda text: len(text) <= 80)
TRANSLATED = st.fixed_dictionaries({}, optional={"statement": TEXTS, "headline": SHORT})


@st.composite
def items(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """Return an item of a judged or of a measured indicator, with any of the other fields."""
    judged = draw(st.booleans())
    rating = (
        {"level": draw(st.sampled_from([1, 2, 2.5, 3, 4.125, 5, [2, 4], [1.5, 2.25]]))}
        if judged
        else {"value": draw(st.floats(1.0, 1e9)), "standard_error": draw(st.floats(0, 1e6))}
    )
    return {
        "id": f"i-{number}",
        "countries": draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True)),
        "indicator": "security.kidnapping" if judged else "context.population",
        "observed": draw(PERIODS),
        "recorded": draw(LATER),
        "statement": draw(TEXTS),
        "reliability": draw(LETTERS),
        "credibility": draw(st.integers(1, 6)),
        **rating,
        **draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "kind": st.sampled_from(["assessment", "official-statement", "nil-return"]),
                    "nature": st.just("condition"),
                    "origin": TEXTS,
                    "tlp": st.sampled_from(["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
                    "source": SOURCES,
                    **({"reads": READS} if judged else {}),
                    "headline": SHORT,
                    "case": TEXTS,
                    "grade_reason": TEXTS,
                    "reviewed_by": TEXTS,
                    "fr": TRANSLATED.filter(bool),
                    **WORDS,
                },
            )
        ),
    }


@st.composite
def amendments(draw: st.DrawFn, numbers: int) -> dict[str, Any]:
    """Return a later word about one of the items: withdrawn, or graded or dated otherwise."""
    what = draw(
        st.one_of(
            st.just({"withdrawn": True}),
            st.fixed_dictionaries({"reliability": LETTERS, "credibility": st.integers(1, 6)}),
            st.fixed_dictionaries({"observed": PERIODS}),
            st.fixed_dictionaries({"statement": TEXTS}, optional={"source": SOURCES}),
            st.fixed_dictionaries(
                {"case": TEXTS},
                optional={
                    "headline": SHORT,
                    "turning_point": st.just(value=False),
                    "origin": TEXTS,
                },
            ),
        )
    )
    extra = draw(st.fixed_dictionaries({"reason": TEXTS}, optional=WORDS))
    number = draw(st.integers(0, numbers - 1))
    return {"evidence": f"i-{number}", "recorded": draw(LATER), **what, **extra}


@st.composite
def files(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of an evidence file."""
    count = draw(st.integers(1, 5))
    statement = st.fixed_dictionaries(
        {
            "countries": st.lists(st.sampled_from(CODES), min_size=1, unique=True),
            "indicator": st.just("security.attacks"),
            "recorded": LATER,
        },
        optional={"reason": TEXTS, **WORDS},
    )
    return {
        "evidence": [draw(items(number)) for number in range(count)],
        "amendment": draw(st.lists(amendments(count), max_size=3, unique_by=repr)),
        "not-applicable": draw(st.lists(statement, max_size=2, unique_by=repr)),
    }


def read(folder: Path) -> Dossier:
    """Read a dossier."""
    return load(Location(folder, "a test"))


def contents(dossier: Dossier) -> list[list[dict[str, Any]]]:
    """Return everything a dossier holds, records sorted where their order means nothing."""
    tlp = dossier.file.tlp
    evidence = [{"tlp": tlp} | _settled(table_of(one)) for one in dossier.evidence]
    statements = [_settled(table_of(one)) for one in dossier.not_applicable]
    return [
        sorted(evidence, key=lambda one: one["id"]),
        [_settled(table_of(one)) for one in dossier.amendments],
        sorted(statements, key=str),
    ]


def _settled(table: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says no more than its absence."""
    usual = {"kind": "observation", "nature": "event", "turning_point": False, "withdrawn": False}
    return {
        key: one
        for key, one in table.items()
        if not (key in usual and one == usual[key]) and one != []
    }


def scores(run: Run, folder: Path) -> list[float]:
    """Return the figures of all countries."""
    result = run("score", *CODES, "-d", folder, "--as-of", AS_OF, "-f", "json")
    assert result.exit_code == 0, result.output
    return [
        one[key]
        for one in json.loads(result.stdout)["countries"]
        for key in ("score", "standard_error", "coverage")
    ]


@pytest.mark.parametrize(
    ("ending", "dialect"), [("csv", "rfc4180"), ("csv", "excel-fr"), ("xlsx", "rfc4180")]
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tables=files())
def test_records_survive_a_table(
    run: Run, tmp_path: Path, ending: str, dialect: str, tables: dict[str, list[dict[str, Any]]]
) -> None:
    """Exported with private fields and imported elsewhere, all is as it was, scores included."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(BASE, folder)
        shutil.rmtree(folder / "evidence")
        (folder / "evidence").mkdir()
    (first / "evidence" / "all.toml").write_text(file_text(tables), encoding="utf-8", newline="")
    assume(read(first).doubts == 0)  # such as a word about an item before the item
    file = tmp_path / f"table.{ending}"
    command = ("export", "-d", first, "-o", file, "--private", "--dialect", dialect)
    result = run(*command, "--as-of", AS_OF)
    assert result.exit_code == 0, result.output
    result = run("import", file, "-d", second)
    assert result.exit_code == 0, result.output
    assert contents(read(second)) == contents(read(first))
    assert scores(run, second) == pytest.approx(scores(run, first), abs=1e-9)
    again = run("import", file, "-d", second)
    assert again.exit_code == 0, again.output
    assert "0 items imported" in again.output


@settings(max_examples=100, deadline=None)
@given(files())
def test_records_survive_a_file(tables: dict[str, list[dict[str, Any]]]) -> None:
    """What is written as TOML reads back to the same records."""
    file = EvidenceFile.model_validate(tomli.loads(file_text(tables)))
    whole = {
        "evidence": file.evidence,
        "amendment": file.amendment,
        "not-applicable": file.not_applicable,
    }
    again = EvidenceFile.model_validate(tomli.loads(file_text(whole)))
    assert again == file
