"""What alerts name: the newest and the strongest item, and how far a pillar lies above."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from report_desk import framework, item, summary, text_of
from report_desk import write as desk_of

if TYPE_CHECKING:
    from pathlib import Path

RULES = framework(
    coverage={"publishers": 1, "publisher_share": 1.0, "pillar": 0.0}, alerts={"probability": 0.3}
)


def of(key: str, year: int, level: float, grade: str, **more: object) -> dict[str, object]:
    """Return an item of the first indicator, observed and recorded in June of a year."""
    day = date(year, 6, 1)
    graded = {"reliability": grade[0], "credibility": int(grade[1])}
    return item(key, observed=day, recorded=day, level=level, **graded, **more)


@pytest.mark.parametrize(
    ("lang", "latest", "strongest"),
    [("en", "latest", "strongest"), ("fr", "le plus récent", "le plus fort")],
)
def test_an_alert_names_the_newest_item_as_high_and_the_strongest(
    lang: str, latest: str, strongest: str, tmp_path: Path
) -> None:
    """What is newer but lower, or says only *at most*, is not behind an alert; nor is the oldest."""
    given = [
        of("oldest", 2024, 5, "B2"),
        of("best", 2025, 5, "A1"),
        of("newest", 2026, 5, "C3"),
        of("low", 2026, 3, "B2", reads="at-least"),
        of("bound", 2026, 5, "A1", reads="at-most"),
    ]
    folder = desk_of(tmp_path / "d", RULES, {"p.a": {}, "q.b": {}}, {"evidence": given})
    text = text_of(summary(folder, full=True, lang=lang))
    mark = "; " if lang == "en" else " ; "
    colon = ": " if lang == "en" else " : "
    told = (
        f"{latest}{colon}Statement of newest (2026-06-01, C3)"
        f"{mark}{strongest}{colon}Statement of best (2025-06-01, A1)"
    )
    assert told in text


def test_an_alert_names_one_item_where_the_newest_is_the_strongest(tmp_path: Path) -> None:
    """Nothing is said twice."""
    given = [of("old", 2025, 5, "C3"), of("new", 2026, 5, "B2"), of("also", 2026, 5, "C2")]
    folder = desk_of(tmp_path / "d", RULES, {"p.a": {}, "q.b": {}}, {"evidence": given})
    text = text_of(summary(folder, full=True))
    assert "latest: Statement of new (2026-06-01, B2)" in text
    assert "strongest" not in text


@pytest.mark.parametrize(
    ("level", "told"), [(4.4, "a band above the country (+"), (5.0, "points above the country")]
)
def test_a_pillar_alert_says_why_it_is_one(level: float, told: str, tmp_path: Path) -> None:
    """Under 20 points it is the band; from there on the points."""
    given = [of(f"e{n}", 2026, level, "A1") for n in range(6)]
    folder = desk_of(tmp_path / "d", RULES, {"p.a": {}, "q.b": {}}, {"evidence": given})
    text = text_of(summary(folder, full=True))
    assert told in text


def test_the_surest_alert_comes_first(tmp_path: Path) -> None:
    """Alerts of indicators stand in the order of their probabilities, not of the tree."""
    given = [of(f"a{n}", 2026, 5, "B2") for n in range(2)]
    given += [of(f"b{n}", 2026, 5, "A1", indicator="q.b") for n in range(4)]
    folder = desk_of(tmp_path / "d", RULES, {"p.a": {}, "q.b": {}}, {"evidence": given})
    text = text_of(summary(folder, full=True))
    first, second = (text.index(f"\n{title}: ") for title in ("b", "a"))
    assert text.index("Alerts") < first < second


@pytest.mark.parametrize("scale", [[0, 10], [0, 1]])
def test_a_pillar_lies_above_in_points_of_the_scale(scale: list[int], tmp_path: Path) -> None:
    """The distance is no longer than the scale the scores are printed on."""
    given = [of(f"e{n}", 2026, 5, "A1") for n in range(6)]
    rules = {**RULES, "scale": scale}
    folder = desk_of(tmp_path / "d", rules, {"p.a": {}, "q.b": {}}, {"evidence": given})
    told = text_of(summary(folder, full=True))
    [gap] = re.findall(r"Pee: ([0-9.]+) points above the country", told)
    assert 0.2 * scale[1] <= float(gap) < 0.5 * scale[1]


def test_an_alert_quotes_the_wording_in_force(tmp_path: Path) -> None:
    """An amended statement takes the place of the one that was wrong."""
    words = [{"evidence": "new", "recorded": date(2026, 6, 10), "statement": "Corrected."}]
    tables = {"evidence": [of("new", 2026, 5, "A1")], "amendment": words}
    folder = desk_of(tmp_path / "d", RULES, {"p.a": {}, "q.b": {}}, tables)
    told = text_of(summary(folder, full=True))
    assert "latest: Corrected (2026-06-01, A1)" in told
    assert "Statement of new" not in told
