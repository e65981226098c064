"""`changes` in its three forms held against a replay by a second reading of the method."""

from __future__ import annotations

import os
import subprocess
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import changing
import compare_desk as desk
import courses
import pytest
import worlds
from changing import End, differences, later, replay

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("plain", "shaped", "measured")
AS_OF = worlds.AS_OF


def made(kind: str, seed: int) -> tuple[dict[str, Any], Random]:
    """Return a world whose root and pillars are printed on 0–100, and chance to go on with."""
    chance = Random(f"changes {kind} {seed}")
    maker = courses.Spread(chance, kind == "plain", kind == "measured", kind)
    world = maker.world()
    for node in (world["framework"], *world["framework"]["pillars"]):
        node.pop("scale", None)
    return world, chance


def reported(folder: Path, profile: str | None, *given: str) -> dict[str, Any]:
    """Return the document of `changes` of MLI."""
    more = ["--profile", profile] if profile else []
    return desk.changes("mali", "--as-of", AS_OF.isoformat(), *given, *more, folder=folder)


def between_dates(kind: str, seed: int, place: Path) -> list[Any]:
    """Compare what was said on a day with what is said now."""
    world, chance = made(kind, seed)
    worlds.write(world, place)
    since = AS_OF - timedelta(days=chance.choice((1, 30, 90, 400, 700)))
    profile = chance.choice((None, "client"))
    found = reported(place, profile, "--since", since.isoformat())
    ends = End(world, since, since, profile), End(world, AS_OF, None, profile)
    return differences(found, replay(*ends))


def between_dossiers(kind: str, seed: int, place: Path) -> list[Any]:
    """Compare a dossier with what it became."""
    world, chance = made(kind, seed)
    new = later(world, chance, framework=chance.random() < 0.5)
    worlds.write(world, place / "old")
    worlds.write(new, place / "new")
    since = AS_OF - timedelta(days=chance.choice((0, 90)))
    given = ["--from", str(place / "old")]
    given += ["--since", since.isoformat()] if since < AS_OF else []
    found = reported(place / "new", None, *given)
    known = since if since < AS_OF else None
    ends = End(world, since, known, None), End(new, AS_OF, None, None)
    return differences(found, replay(*ends))


def between_revisions(kind: str, seed: int, place: Path) -> list[Any]:
    """Compare two commits of a dossier."""
    world, chance = made(kind, seed)
    new = later(world, chance, framework=chance.random() < 0.5)
    names = {
        f"GIT_{who}_{what}": "t@t" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*arguments: str) -> None:
        line = ["git", "-C", str(place), *arguments]
        subprocess.run(line, check=True, capture_output=True, env=os.environ | names | quiet)

    worlds.write(world, place)
    git("init", "-q")
    for one in (world, new):
        worlds.write(one, place)
        git("add", ".")
        git("commit", "-q", "--allow-empty", "-m", "some")
    found = reported(place, None, "--from", "HEAD~1", "--to", "HEAD")
    ends = End(world, AS_OF, None, None), End(new, AS_OF, None, None)
    return differences(found, replay(*ends))


FORMS = (between_dates, between_dossiers, between_revisions)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_changes_are_what_a_replay_finds(form: Any, kind: str, tmp_path: Path) -> None:  # noqa: ANN401
    """Parts, items, and change or noise of every node are those of the method; parts add up."""
    for seed in range(3):
        assert form(kind, seed, tmp_path / str(seed)) == []


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_many_changes_are_what_a_replay_finds(form: Any, kind: str, tmp_path: Path) -> None:  # noqa: ANN401
    """Three hundred and sixty more pairs find no difference either."""
    for seed in range(100, 140):
        assert form(kind, seed, tmp_path / str(seed)) == []


def test_an_end_without_a_score_is_neither_change_nor_noise(tmp_path: Path) -> None:
    """Without a prior, the first evidence gives a score, and there is none to compare it with."""
    rules = desk.framework(method={"prior_weight": 0}, missing="drop")
    for pillar in rules["pillars"]:
        pillar["missing"] = "drop"
    first = desk.item("first", date(2026, 6, 1), 5)
    folder = desk.write(tmp_path, {"evidence": [first]}, rules)
    found = reported(folder, None, "--since", "2026-01-01")
    assert found["before"]["score"] is None
    assert found["changed"] is False
    page = desk.run(
        "changes", "mali", "--since", "2026-01-01", "--as-of", "2026-06-30", folder=folder
    )
    assert "Neither a change nor noise" in " ".join(page.stdout.split())
