"""A country to which no indicator applies: one answer everywhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import compare_desk as desk
import pytest

AS_OF = ("--as-of", desk.AS_OF)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a dossier in which nothing applies to Mali, and one thing to Niger."""
    day = date(2026, 1, 1)
    keys = ("p.a", "p.b", "q.a")
    none = [
        {"countries": ["MLI"], "indicator": key, "recorded": day, "reason": "R"} for key in keys
    ]
    items = [desk.item("n", date(2026, 3, 1), 3, countries=["NER"])]
    return desk.write(tmp_path, {"evidence": items, "not-applicable": none})


def test_coverage_is_null_everywhere(folder: Path) -> None:
    """Nothing applies, so nothing is covered or lacking."""
    [country] = desk.document("score", "mali", *AS_OF, folder=folder)["countries"]
    assert (country["coverage"], country["status"]) == (None, "not-applicable")
    assert "fewer than" not in desk.run("score", "mali", "--full", *AS_OF, folder=folder).stdout
    history = desk.document("history", "mali", "--to", desk.AS_OF, folder=folder)
    assert {point["coverage"] for point in history["countries"][0]["points"]} == {None}


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "no indicator applies to Mali"), ("fr", "aucun indicateur ne s'")]
)
def test_it_is_said_in_words(folder: Path, lang: str, said: str) -> None:
    """It is not called insufficient evidence, and its coverage is no figure."""
    brief = desk.run("score", "mali", *AS_OF, "--lang", lang, folder=folder).stdout
    assert said in " ".join(brief.split()).replace("’", "'")
    full = desk.run("score", "mali", "--full", *AS_OF, "--lang", lang, folder=folder).stdout
    assert "0.00" not in full
    assert "0,00" not in full


def test_a_gate_on_it_has_no_figure(folder: Path) -> None:
    """The gate is answered by 2, and passed over where that is asked for; others are compared."""
    gate = ("--fail-if", "coverage < 0.5", *AS_OF)
    alone = desk.run("compare", "mali", *gate, folder=folder)
    assert alone.exit_code == 2
    assert "no indicator applies" in alone.stderr
    assert desk.run("compare", "mali", *gate, "--missing", "skip", folder=folder).exit_code == 0
    both = desk.run("compare", "mali", "niger", *gate, folder=folder)
    assert both.exit_code == 3
    assert "Niger" in both.stderr


def test_too_little_evidence_is_not_called_none(tmp_path: Path) -> None:
    """Without a base rate one old item gives no score, but it is there."""
    old = desk.item("old", date(2012, 1, 1), 3)
    folder = desk.write(tmp_path, {"evidence": [old]})
    said = desk.run("score", "mali", *AS_OF, folder=folder).stdout
    assert "Insufficient: evidence covers too little to score Mali" in said
    assert "neither" not in said
