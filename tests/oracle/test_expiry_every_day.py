"""Expiry dates, found by scoring every single day until nothing is left to expire."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import compare_desk as desk
import courses
import pytest
import worlds

from sahelrisk.analysis.timeline import basis_of
from sahelrisk.scoring.assess import assess_countries
from sahelrisk.scoring.estimate import figures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AS_OF = worlds.AS_OF
KINDS = ("plain", "shaped", "measured", "old", "bare")
AFTER = 60
FURTHEST = 4000


def coverages(folder: Path) -> Iterator[tuple[date, dict[str | None, float]]]:
    """Yield the coverage of every indicator, and of the country, on day after day."""
    basis = basis_of(desk.read(folder), None, None)
    for ahead in range(FURTHEST):
        day = AS_OF + timedelta(days=ahead)
        (country,) = assess_countries(basis, day, ["MLI"])
        nodes = {None: country.outcome} | {one.id: one.outcome for one in country.indicators}
        estimates = {key: figures(outcome) for key, outcome in nodes.items()}
        yield day, {key: round(one.coverage, 9) if one else 0.0 for key, one in estimates.items()}


def walked(folder: Path, needed: float, until: date) -> dict[str | None, date | None]:
    """Return the first day each falls under what is needed; None if it is under it already."""
    found: dict[str | None, date | None] = {}
    for day, coverage in coverages(folder):
        if day > until:
            break
        for key, one in coverage.items():
            if key not in found and one < needed:
                found[key] = None if day == AS_OF else day
    return found


def differences(kind: str, seed: int, folder: Path) -> list[Any]:
    """Hold the expiry calendar of a generated dossier against scoring every day."""
    chance = Random(f"expiry {kind} {seed}")
    world = courses.Spread(chance, kind in {"plain", "old"}, kind == "measured", kind).world()
    worlds.write(world, folder)
    found = desk.document("plan", "mali", "--as-of", AS_OF.isoformat(), folder=folder)
    said = {one["indicator"]: one["lapses_on"] for one in found["expiry"]}
    said[None] = found["band_lapses_on"]
    days = {key: date.fromisoformat(day) if day else None for key, day in said.items()}
    furthest = AS_OF + timedelta(days=FURTHEST - 1)
    last = max((day for day in days.values() if day), default=AS_OF) + timedelta(days=AFTER)
    needed = desk.read(folder).framework.coverage.provisional
    seen = walked(folder, needed, min(last, furthest))
    wrong = []
    for key, day in days.items():
        expected = seen.get(key)
        if day is not None and day > furthest:
            wrong += [(key, "earlier", expected)] if key in seen else []
        elif day != expected:
            wrong.append((kind, seed, key, day, expected))
    return wrong


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [0, 1])
def test_expiry_is_the_first_day_of_scoring_every_day(kind: str, seed: int, tmp_path: Path) -> None:
    """On the day before an expiry date coverage suffices, on the day of it not, never earlier."""
    assert differences(kind, seed, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(100, 104))
def test_expiry_of_many_dossiers(kind: str, seed: int, tmp_path: Path) -> None:
    """Twenty more dossiers expire on the days that scoring every day finds."""
    assert differences(kind, seed, tmp_path) == []
