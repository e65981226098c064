"""A repository with a dossier of many countries, and a branch that does everything a branch does."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import compare_desk as desk

from repositories import commit, git
from sahelrisk.model import countries

RULES = desk.framework()
REWRITTEN = 45
INDICATORS = ("p.a", "p.b", "q.a")


def codes(number: int) -> list[str]:
    """Return the first countries of the table."""
    return sorted(countries.codes())[:number]


def items(number: int) -> list[dict[str, Any]]:
    """Return an item an indicator of each country."""
    found = []
    for at, iso3 in enumerate(codes(number)):
        for place, key in enumerate(INDICATORS):
            one = desk.item(
                f"{iso3.lower()}-{key.replace('.', '')}",
                f"2026-0{1 + (at + place) % 5}-11",
                1 + (at + 2 * place) % 5,
            )
            found.append(
                {**one, "countries": [iso3], "indicator": key, "recorded": one["observed"]}
            )
    return [dated(one) for one in found]


def dated(one: dict[str, Any]) -> dict[str, Any]:
    """Return an item with dates for texts."""
    from datetime import date

    day = date.fromisoformat(one["observed"])
    return {**one, "observed": day, "recorded": day}


def repository(top: Path, number: int) -> Path:
    """Return a dossier in a subfolder of a repository, on main."""
    folder = desk.write(top / "desk", {"evidence": items(number)}, RULES)
    git(top, "init", "--quiet", "--initial-branch=main")
    commit(top, "first")
    return folder


def change(folder: Path, number: int, *, added: int = 40, amended: int = 5) -> None:
    """Do on a branch everything that a branch does."""
    from datetime import date

    git(folder.parent, "checkout", "--quiet", "-b", "change")
    listed, known = items(number), codes(number)
    day = date(2026, 6, 1)
    new = [
        {
            **dated(desk.item(f"new-{at:02}", "2026-06-01", 5 if at % 3 else 1)),
            "countries": [known[at % len(known)]],
            "indicator": ("p.b", "q.a")[at % 2],
        }
        for at in range(added)
    ]
    words: list[dict[str, Any]] = [
        {"evidence": listed[3 * at + 60]["id"], "recorded": day, "level": 3.5, "reason": "mended"}
        for at in range(amended)
    ]
    words += [
        {"evidence": listed[at]["id"], "recorded": day, "withdrawn": True, "reason": "wrong"}
        for at in (30, 33)
    ]
    listed[REWRITTEN]["level"] = 5 if listed[REWRITTEN]["level"] < 3 else 1
    desk.dump(folder / "evidence" / "all.toml", {"evidence": listed})
    desk.dump(folder / "evidence" / "new.toml", {"evidence": new, "amendment": words})
    (folder / "indicators" / "p" / "a.toml").unlink()
    renamed = {"levels": desk.LEVELS, "half_life_days": 365, "formerly": ["p.a"]}
    desk.dump(folder / "indicators" / "p" / "attacks.toml", renamed)
    weighted = [{"id": "p", "title": "P", "weight": 2.0}, {"id": "q", "title": "Q"}]
    desk.dump(folder / "indicators" / "framework.toml", {**RULES, "pillars": weighted})
    commit(folder.parent, "second")
