"""Plan: expiry to the day, flips against brute force, next-best evidence by doing it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import compare_desk as desk
import pytest

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = date.fromisoformat(desk.AS_OF)
GRADES = [f"{letter}{digit}" for letter in "ABCDEF" for digit in range(1, 7)]


def made(seed: int, tmp_path: Path, count: int) -> tuple[Path, list[dict[str, Any]]]:
    """Write a small dossier of chance; items may begin later, and conditions end."""
    random = Random(seed)
    days = [AS_OF - timedelta(days=random.randrange(-60, 800)) for _ in range(count)]
    items = desk.generated(random, count, days)
    words = [
        {"evidence": one["id"], "recorded": AS_OF, "ended": AS_OF + timedelta(days=200)}
        for one in items
        if one["nature"] == "condition" and random.random() < 0.3
    ]
    return desk.write(tmp_path, {"evidence": items, "amendment": words}), items


def scored(folder: Path, day: date | str = AS_OF) -> dict[str, Any]:
    """Return what `score` says of MLI."""
    found: dict[str, Any] = desk.document("score", "mali", "--as-of", str(day), folder=folder)
    return found["countries"][0]


def coverage(country: dict[str, Any], indicator: str | None) -> float:
    """Return the coverage of an indicator, or of the country."""
    if indicator is None:
        return float(country["coverage"])
    nodes = [one for pillar in country["pillars"] for one in pillar["indicators"]]
    return float(next(one["coverage"] for one in nodes if one["id"] == indicator))


@pytest.mark.parametrize("seed", range(12))
def test_expiry_is_exact_to_the_day(seed: int, tmp_path: Path) -> None:
    """Coverage is enough on every day before the one named, and not on that day."""
    folder, _ = made(seed, tmp_path, 14)
    plan = desk.document("plan", "mali", "--as-of", desk.AS_OF, folder=folder)
    entries = [(one["indicator"], one["lapses_on"]) for one in plan["expiry"]]
    for indicator, lapses in [*entries, (None, plan["band_lapses_on"])]:
        if lapses is None:
            assert coverage(scored(folder), indicator) < 0.35
            continue
        day = date.fromisoformat(lapses)
        assert round(coverage(scored(folder, day - timedelta(days=1)), indicator), 9) >= 0.35
        assert round(coverage(scored(folder, day), indicator), 9) < 0.35
        for share in (0.2, 0.5, 0.8):
            between = AS_OF + timedelta(days=int((day - AS_OF).days * share))
            if between < day:
                assert round(coverage(scored(folder, between), indicator), 9) >= 0.35


def brute(items: list[dict[str, Any]], kind: str) -> list[tuple[float, str, dict[str, Any]]]:
    """Return every single change of a kind with its size, the smallest first."""
    tries = []
    for one in items:
        if kind == "level":
            tries += [(abs(n - one["level"]), one["id"], {"level": n}) for n in range(1, 6)]
        if kind == "grade":
            for grade in GRADES:
                steps = abs("ABCDEF".index(grade[0]) - "ABCDEF".index(one["reliability"]))
                size = steps + abs(int(grade[1]) - one["credibility"])
                new = {"reliability": grade[0], "credibility": int(grade[1])}
                tries.append((size, one["id"], new))
        if kind == "withdrawal":
            tries.append((1, one["id"], {}))
    return sorted((entry for entry in tries if entry[0]), key=lambda entry: entry[:2])


def band_of(items: list[dict[str, Any]], place: Path) -> str | None:
    """Return the printed band of MLI, scored in memory from the files of other items."""
    from sahelrisk.analysis.timeline import basis_of
    from sahelrisk.analysis.what_if import country_of

    desk.dump(place / "evidence" / "all.toml", {"evidence": items})
    dossier = desk.read(place)
    country = country_of(basis_of(dossier, None, None), "MLI", AS_OF.toordinal())
    band = country.band(country.result.outcome)
    return None if band is None else dossier.framework.bands[band].name


@pytest.mark.parametrize("seed", range(8))
def test_flips_are_the_smallest_of_their_kind(seed: int, tmp_path: Path) -> None:
    """The flip of each kind flips, nothing smaller does, and none is missed (brute force)."""
    random = Random(100 + seed)
    days = [AS_OF - timedelta(days=random.randrange(500)) for _ in range(5)]
    items = desk.generated(random, 5, days)
    for one in items:
        one["nature"] = "event"
    folder = desk.write(tmp_path / "own", {"evidence": items})
    place = desk.write(tmp_path / "other", {"evidence": items})
    now = scored(folder)["band"]
    plan = desk.document("plan", "mali", "--as-of", desk.AS_OF, folder=folder)
    flips = {flip["kind"]: flip for flip in plan["flips"]}
    for kind in ("level", "grade", "withdrawal"):
        first = None
        for size, key, new in brute(items, kind):
            others = [one | new if one["id"] == key else one for one in items]
            if kind == "withdrawal":
                others = [one for one in items if one["id"] != key]
            band = band_of(others, place)
            if band != now:
                first = (size, key, band)
                break
        flip = flips.get(kind)
        found = (flip["size"], flip["evidence"], flip["band"]) if flip else None
        assert found == (pytest.approx(first[0]), *first[1:]) if first else found is None


@pytest.mark.parametrize("seed", range(8))
def test_the_new_item_flips_and_no_nearer_one_does(seed: int, tmp_path: Path) -> None:
    """A B2 item on fine grids of ratings in every indicator never flips nearer than the one found.

    The grid is made of levels, as fine as a ladder of scores allows.
    """
    random = Random(200 + seed)
    days = [AS_OF - timedelta(days=random.randrange(500)) for _ in range(6)]
    items = desk.generated(random, 6, days)
    folder = desk.write(tmp_path / "own", {"evidence": items})
    place = desk.write(tmp_path / "other", {"evidence": items})
    now = scored(folder)
    plan = desk.document("plan", "mali", "--as-of", desk.AS_OF, folder=folder)
    flip = next((flip for flip in plan["flips"] if flip["kind"] == "new-item"), None)

    def band(indicator: str, rating: float) -> str | None:
        level = 1.0 + rating / 25.0
        new = desk.item("zz", AS_OF, level, indicator=indicator, source={"publisher": "own"})
        return band_of([*items, new], place)

    if flip:
        assert band(flip["indicator"], flip["to"]) == flip["band"] != now["band"]
    for pillar in now["pillars"]:
        for one in pillar["indicators"]:
            for rating in range(0, 101, 4):
                nearer = not flip or abs(rating - one["score"]) < flip["size"] - 1e-5
                if nearer:
                    assert band(one["id"], float(rating)) == now["band"]


def test_next_best_is_what_one_more_item_does(tmp_path: Path) -> None:
    """The points are the width of the country's interval now less that with the item entered."""
    folder, items = made(7, tmp_path / "own", 10)
    plan = desk.document("plan", "mali", "--as-of", desk.AS_OF, folder=folder)
    now = scored(folder)
    amendments = desk.read(folder).amendments
    words = [
        {"evidence": one.evidence, "recorded": one.recorded, "ended": one.ended.first}
        for one in amendments
        if one.ended
    ]
    for entry in plan["next_best"]:
        nodes = [one for pillar in now["pillars"] for one in pillar["indicators"]]
        score = next(one["score"] for one in nodes if one["id"] == entry["indicator"])
        new = desk.item("zz", AS_OF, 1.0 + score / 25.0, indicator=entry["indicator"])
        place = tmp_path / entry["indicator"]
        desk.write(place, {"evidence": [*items, new], "amendment": words})
        then = scored(place)
        widths = [one["interval"]["high"] - one["interval"]["low"] for one in (now, then)]
        assert entry["interval_points"] == pytest.approx(widths[0] - widths[1], abs=1e-6)
    points = [entry["interval_points"] for entry in plan["next_best"]]
    assert points == sorted(points, reverse=True)


def test_leaving_out_is_deleting(tmp_path: Path) -> None:
    """Without an origin or publisher the score is that of a dossier that never had it."""
    folder, items = made(11, tmp_path / "own", 12)
    plan = desk.document("plan", "mali", "--as-of", desk.AS_OF, folder=folder)
    place = desk.write(tmp_path / "other", {"evidence": items})
    for entry in plan["left_out"]:
        if entry["kind"] == "publisher":
            kept = [one for one in items if one["source"]["publisher"] != entry["name"]]
        else:
            kept = [one for one in items if one.get("origin", one["id"]) != entry["name"]]
        words = [
            {"evidence": one.evidence, "recorded": one.recorded, "ended": one.ended.first}
            for one in desk.read(folder).amendments
            if one.ended and one.evidence in {item["id"] for item in kept}
        ]
        desk.dump(place / "evidence" / "all.toml", {"evidence": kept, "amendment": words})
        assert entry["score"] == pytest.approx(scored(place)["score"], abs=1e-9)


def test_the_summary_says_what_would_change_our_mind(tmp_path: Path) -> None:
    """Part 10 stands between what is not known and the sources."""
    folder, _ = made(3, tmp_path, 10)
    page = desk.run("score", "mali", "--as-of", desk.AS_OF, folder=folder).stdout
    places = [page.index(title) for title in ("do not know", "change our mind", "\nSources")]
    assert places == sorted(places)
