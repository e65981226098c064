"""Every day of a history is what `score` says of that day, on dossiers full of edge cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import compare_desk as desk
import courses
import pytest
import second

if TYPE_CHECKING:
    from pathlib import Path

NOISE = (("bare", 5), ("bare", 12), ("bare", 20), ("old", 13), ("old", 22))
"""Dossiers on which the error of a score that is certain, or on its prior, was rounding noise."""


def differences(kind: str, seed: int, folder: Path, step: int = 1) -> list[courses.Difference]:
    """Hold one generated dossier's history of two years against its scores."""
    held = courses.Held(kind, seed, folder)
    held.hold("MLI", step)
    return held.differences


@pytest.mark.parametrize(("kind", "seed"), [*((kind, 0) for kind in courses.KINDS), *NOISE])
def test_every_day_of_a_history_is_its_score(kind: str, seed: int, tmp_path: Path) -> None:
    """Country, pillars and indicators agree to 1e-9 on each of 730 days."""
    assert differences(kind, seed, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", courses.KINDS)
@pytest.mark.parametrize("batch", range(2))
def test_every_day_of_many_histories_is_its_score(kind: str, batch: int, tmp_path: Path) -> None:
    """Sixty more dossiers find no difference either."""
    for seed in range(1000 + batch * 5, 1005 + batch * 5):
        assert differences(kind, seed, tmp_path / str(seed)) == []


@pytest.mark.parametrize("kind", courses.KINDS)
def test_history_as_printed_is_score_as_printed_and_the_method(kind: str, tmp_path: Path) -> None:
    """Some days of `history` are those of `score --as-of`, and of a second reading of the method."""
    held = courses.Held(kind, 7, tmp_path)
    given = ["--profile", held.profile] if held.profile else []
    given += ["--known-on", held.known_on.isoformat()] if held.known_on else []
    span = ("--from", "2024-07-03", "--to", courses.LAST.isoformat(), "--every", "day")
    document = desk.document("history", "mali", *span, *given, folder=tmp_path)
    points = document["countries"][0]["points"]
    assert len(points) == 728
    for point in points[::120]:
        day = point["as_of"]
        found = desk.document("score", "mali", "--as-of", day, *given, folder=tmp_path)
        country = found["countries"][0]
        expected = second.assess(
            held.world, date.fromisoformat(day), held.known_on, held.profile, "MLI"
        ).root
        keys = ("score", "standard_error", "low", "high", "coverage")
        printed = country | country["interval"]
        assert [point[key] for key in keys] == [
            figure if figure is None else pytest.approx(figure, abs=1e-9)
            for figure in (printed[key] for key in keys)
        ]
        assert point["band"] == country["band"]
        if expected.m is None:
            assert point["score"] is None
            continue
        low, high = expected.interval(held.world["framework"]) or (None, None)
        assert [point[key] for key in keys] == [
            pytest.approx(figure, abs=1e-4)
            for figure in (
                expected.printed(expected.m),
                expected.length(expected.se),
                low,
                high,
                expected.kappa,
            )
        ]
