"""The program held against an independent computation of the method, on generated dossiers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import test_oracle_by_its_worked_example
import worlds
from against import Comparison, clocks, document
from second.tree import assess_state
from second.world import state_of

AS_OF = worlds.AS_OF
DAYS = (AS_OF, AS_OF - timedelta(days=45), AS_OF + timedelta(days=1))
KNOWN = (None, None, AS_OF, AS_OF - timedelta(days=100))


def compare(kind: str, seed: int, folder: Path) -> list[Any]:
    """Hold one generated dossier against the computation; return the differences."""
    random = Random(f"{kind} {seed}")
    world = worlds.maker(kind, random).world()
    worlds.write(world, folder)
    as_of, known_on = random.choice(DAYS), random.choice(KNOWN)
    profile = random.choice((None, "client"))
    found = document(folder, "score", *worlds.COUNTRIES, *clocks(as_of, known_on, profile))
    assert found["schema"] == "sahelrisk/score/2"
    state = state_of(world, as_of, known_on, profile)
    differences = []
    for country in found["countries"]:
        expected = assess_state(state, country["iso3"])
        differences += Comparison(state, expected).whole(country)
    return differences


@pytest.mark.parametrize("kind", worlds.KINDS)
def test_generated_dossiers_score_as_the_method_says(kind: str, tmp_path: Path) -> None:
    """Every figure of the document is the one an independent computation gives."""
    for seed in range(6):
        assert compare(kind, seed, tmp_path / str(seed)) == [], seed


@pytest.mark.slow
@pytest.mark.parametrize("kind", worlds.KINDS)
@pytest.mark.parametrize("batch", range(2))
def test_many_generated_dossiers_score_as_the_method_says(
    kind: str, batch: int, tmp_path: Path
) -> None:
    """Two hundred more dossiers find no difference either."""
    for seed in range(100 + batch * 25, 125 + batch * 25):
        assert compare(kind, seed, tmp_path / str(seed)) == [], seed


def test_the_worked_example(tmp_path: Path) -> None:
    """The program has the figures of the worked example."""
    world = test_oracle_by_its_worked_example.complete()
    worlds.write(world, tmp_path)
    found = document(tmp_path, "score", "MLI", *clocks(AS_OF, None, None))
    state = state_of(world, AS_OF, None, None)
    expected = assess_state(state, "MLI")
    assert Comparison(state, expected).whole(found["countries"][0]) == []
    assert f"{found['countries'][0]['pillars'][0]['score']:.3f}" == "75.449"


def without_places(document: Any) -> Any:  # noqa: ANN401
    """Return a document without the files and lines of its items."""
    if isinstance(document, list):
        return [without_places(one) for one in document]
    if not isinstance(document, dict):
        return document
    kept = {key: value for key, value in document.items() if key not in {"path", "line"}}
    return {key: without_places(value) for key, value in kept.items()}


def test_where_an_item_stands_changes_nothing(tmp_path: Path) -> None:
    """Evidence may be moved from file to file and up and down in it; no figure moves."""
    for seed in range(400, 403):
        world = worlds.maker("shaped", Random(seed)).world()
        worlds.write(world, tmp_path / f"{seed} before")
        items = [one for file in world["files"].values() for one in file.pop("evidence", [])]
        world["files"]["evidence/moved/here.toml"] = {"evidence": items[::-1]}
        worlds.write(world, tmp_path / f"{seed} after")
        before, after = (
            document(tmp_path / f"{seed} {when}", "score", "MLI", *clocks(AS_OF, None, None))
            for when in ("before", "after")
        )
        assert without_places(after["countries"]) == without_places(before["countries"])
