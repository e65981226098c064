"""Changes: parts that add up, what is called a change, and two dossiers."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import compare_desk as desk
import pytest
import worlds

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ("p.a", "p.b", "q.a")


def reported(folder: Path, *arguments: str) -> dict[str, object]:
    """Return the document of `changes` of MLI."""
    return desk.changes("mali", *arguments, folder=folder)


@pytest.mark.parametrize("seed", range(12))
def test_parts_add_up_to_the_difference(seed: int, tmp_path: Path) -> None:
    """On generated dossiers parts, and items within a part, add up within 1e-9."""
    random = Random(seed)
    worlds.write(worlds.Maker(random, plain=True).world(), tmp_path)
    for since in ("2025-06-30", "2026-05-01", "2026-06-29"):
        found = desk.changes("mali", "--since", since, "--as-of", desk.AS_OF, folder=tmp_path)
        if found["before"]["score"] is None or found["after"]["score"] is None:
            continue
        difference = found["after"]["score"] - found["before"]["score"]
        assert found["difference"] == pytest.approx(difference, abs=1e-9)
        parts = sum(part["points"] for part in found["parts"])
        assert parts == pytest.approx(difference, abs=1e-9)
        for part in found["parts"]:
            if part["cause"] not in ("new", "amended", "withdrawn"):
                continue  # what base rates and weights move is no item's
            items = sum(one["points"] for one in part["evidence"])
            assert items == pytest.approx(part["points"], abs=1e-8)


@pytest.mark.parametrize("seed", range(10))
def test_the_ends_are_those_of_score(seed: int, tmp_path: Path) -> None:
    """Before and after are what `score` says of those dates."""
    random = Random(seed)
    days = [date(2026, 6, 30) - timedelta(days=random.randrange(900)) for _ in range(20)]
    folder = desk.write(tmp_path, {"evidence": desk.generated(random, 25, days)})
    found = desk.changes("mali", "--since", "2025-12-31", "--as-of", desk.AS_OF, folder=folder)
    then = ("--as-of", "2025-12-31", "--known-on", "2025-12-31")
    for key, dates in (("before", then), ("after", ("--as-of", desk.AS_OF))):
        country = desk.document("score", "mali", *dates, folder=folder)["countries"][0]
        for figure in ("score", "standard_error", "band"):
            assert found[key][figure] == country[figure]


def calm(keys: tuple[str, ...] = KEYS, year: int = 2025) -> list[dict[str, object]]:
    """Return a well-known calm country."""
    return [
        desk.item(f"calm-{key}-{n}", date(year, 1, 10 + n), 2, indicator=key, reliability="A")
        for key in keys
        for n in range(4)
    ]


def test_a_coup_is_a_change(tmp_path: Path) -> None:
    """A turning point with four knock-on items is called a change, in one indicator and overall."""
    day = date(2026, 6, 10)
    coup = desk.item("coup", day, 5, reliability="A", turning_point=True)
    after = [
        desk.item(f"knock-on-{n}", day + timedelta(days=n), 5, indicator=key, reliability="A")
        for n, key in enumerate(("p.a", "p.b", "p.b", "q.a"))
    ]
    folder = desk.write(tmp_path, {"evidence": [*calm(), coup, *after]})
    found = desk.changes("mali", "--since", "2026-06-01", "--as-of", desk.AS_OF, folder=folder)
    assert found["changed"] is True
    indicators = {one["id"]: one["changed"] for one in found["indicators"]}
    assert indicators["p.a"] is True
    page = desk.run(
        "changes", "mali", "--since", "2026-06-01", "--as-of", desk.AS_OF, folder=folder
    )
    assert "A change: evidence moved the score" in " ".join(page.stdout.split())


def test_two_years_of_silence_are_no_change(tmp_path: Path) -> None:
    """Waiting moves a score hardly, and is never called a change, at any level."""
    folder = desk.write(tmp_path, {"evidence": calm(year=2024)})
    arguments = ("changes", "mali", "--since", "2024-02-01", "--as-of", "2026-02-01")
    found = desk.changes(*arguments[1:], folder=folder)
    assert found["changed"] is False
    nodes = [*found["pillars"], *found["indicators"]]
    assert not any(node["changed"] for node in nodes)
    assert [part["cause"] for part in found["parts"] if part["points"]] in ([], ["ageing"])
    page = " ".join(desk.run(*arguments, folder=folder).stdout.split())
    assert "which never counts as a change" in page


def test_a_known_item_whose_period_begins_is_new(tmp_path: Path) -> None:
    """An item recorded before SINCE with a later period counts as new, not as ageing."""
    law = desk.item("law", date(2026, 6, 15), 5, recorded=date(2026, 1, 1))
    folder = desk.write(tmp_path, {"evidence": [*calm(), law]})
    found = desk.changes("mali", "--since", "2026-06-01", "--as-of", desk.AS_OF, folder=folder)
    parts = {part["cause"]: [one["id"] for one in part["evidence"]] for part in found["parts"]}
    assert "law" in parts["new"]
    assert "law" not in parts["ageing"]


def test_amendments_and_withdrawals_have_their_own_parts(tmp_path: Path) -> None:
    """A regraded item moves *amended*, a withdrawn one *withdrawn*, whenever they were new."""
    words = [
        {"evidence": "calm-p.a-0", "recorded": date(2026, 6, 10), "level": 5},
        {"evidence": "calm-q.a-0", "recorded": date(2026, 6, 10), "withdrawn": True},
    ]
    folder = desk.write(tmp_path, {"evidence": calm(), "amendment": words})
    found = desk.changes("mali", "--since", "2026-06-01", "--as-of", desk.AS_OF, folder=folder)
    parts = {part["cause"]: {one["id"] for one in part["evidence"]} for part in found["parts"]}
    assert "calm-p.a-0" in parts["amended"]
    assert "calm-q.a-0" in parts["withdrawn"]
    assert parts["new"] == set()


def test_two_dossiers(tmp_path: Path) -> None:
    """--from DIR compares with another dossier on the same date; another framework has its part."""
    old = desk.write(tmp_path / "old", {"evidence": calm()})
    rules = desk.framework()
    rules["pillars"][0]["weight"] = 3.0
    extra = desk.item("more", date(2026, 6, 1), 5)
    new = desk.write(tmp_path / "new", {"evidence": [*calm(), extra]}, rules)
    found = desk.changes("mali", "--from", str(old), "--as-of", desk.AS_OF, folder=new)
    parts = {part["cause"]: part["points"] for part in found["parts"]}
    assert parts["ageing"] == 0.0
    assert parts["new"] > 0.0
    assert parts["framework"] != 0.0
    assert sum(parts.values()) == pytest.approx(found["difference"], abs=1e-9)
