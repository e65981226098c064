"""Plan: expiry to the day, flips by entering every level, next-best evidence by doing it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import compare_desk as desk
import pytest

from sahelrisk.analysis.flips import COUNTRY
from sahelrisk.analysis.timeline import basis_of
from sahelrisk.analysis.what_if import Country, country_of
from sahelrisk.scoring.estimate import figures

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = date.fromisoformat(desk.AS_OF)
KEYS = ("p.a", "p.b", "q.a")


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


def on(folder: Path, day: date) -> Country:
    """Return MLI on a day, which the command line refuses where it is still to come."""
    return country_of(basis_of(desk.read(folder), None, None), "MLI", day.toordinal())


def coverage(country: Country, indicator: str | None) -> float:
    """Return the coverage of an indicator, or of the country."""
    estimate = figures(country.outcomes[indicator or COUNTRY])
    return round(estimate.coverage, 9) if estimate else 0.0


@pytest.mark.parametrize("seed", range(12))
def test_expiry_is_exact_to_the_day(seed: int, tmp_path: Path) -> None:
    """Coverage is enough on every day before the one named, and not on that day."""
    folder, _ = made(seed, tmp_path, 14)
    plan = desk.document("plan", "mali", "--as-of", desk.AS_OF, folder=folder)
    basis = basis_of(desk.read(folder), None, None)

    def covered(day: date, indicator: str | None) -> float:
        return coverage(country_of(basis, "MLI", day.toordinal()), indicator)

    entries = [(one["indicator"], one["lapses_on"], 0.35) for one in plan["expiry"]]
    entries += [(one["indicator"], one["rated_until"], 0.4) for one in plan["expiry"]]
    entries.append((None, plan["band_lapses_on"], 0.35))
    assert [lapses for _, lapses, _ in entries if lapses]
    for indicator, lapses, needed in entries:
        if lapses is None:
            assert covered(AS_OF, indicator) < needed
            continue
        day = date.fromisoformat(lapses)
        assert covered(day - timedelta(days=1), indicator) >= needed
        assert covered(day, indicator) < needed
        for share in (0.2, 0.5, 0.8):
            between = AS_OF + timedelta(days=int((day - AS_OF).days * share))
            if between < day:
                assert covered(between, indicator) >= needed


def brute(folder: Path, place: Path, items: list[dict[str, Any]]) -> dict[tuple[str, ...], tuple]:
    """Return the nearest item either way that moves a band, entered in the files one by one."""
    now = on(folder, AS_OF)
    bands = desk.read(folder).framework.bands
    found: dict[tuple[str, ...], tuple] = {}
    for key in KEYS:
        score = now.score(key)
        for level in range(1, 6):
            rating = 25.0 * (level - 1)
            new = desk.item("zz", AS_OF, level, indicator=key, source={"publisher": "own"})
            desk.dump(place / "evidence" / "all.toml", {"evidence": [*items, new]})
            then = on(place, AS_OF)
            for node in (COUNTRY, key):
                before, after = (one.band(one.outcomes[node]) for one in (now, then))
                way = "up" if rating > score else "down"
                moves = None not in (before, after) and before != after
                if not moves or (after > before) is not (way == "up"):
                    continue
                size = abs(rating - score)
                place_of = (way, node, key)
                if place_of not in found or size < found[place_of][0]:
                    found[place_of] = (size, rating, level, bands[after].name)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_flips_are_the_nearest_items_that_move_a_band(seed: int, tmp_path: Path) -> None:
    """Of every indicator, up and down, for its own band and the country's: none is missed."""
    random = Random(100 + seed)
    days = [AS_OF - timedelta(days=random.randrange(500)) for _ in range(6)]
    items = desk.generated(random, 6, days)
    folder = desk.write(tmp_path / "own", {"evidence": items})
    place = desk.write(tmp_path / "other", {"evidence": items})
    plan = desk.document("plan", "mali", "--as-of", desk.AS_OF, folder=folder)
    expected = brute(folder, place, items)
    found = {
        (one["kind"], one["node"] or COUNTRY, one["indicator"]): (
            pytest.approx(one["size"]),
            one["to"],
            one["level"],
            one["band"],
        )
        for one in plan["flips"]
    }
    assert expected == found
    order = [(one["node"] is not None, round(one["size"], 9)) for one in plan["flips"]]
    assert order == sorted(order)
    first = plan["flips"][0] if plan["flips"] and plan["flips"][0]["node"] is None else None
    assert plan["flip"] == first


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


def test_the_page_says_what_would_change_the_band(tmp_path: Path) -> None:
    """In the words of the ladder, not by ids and grades; then what to collect and what lapses."""
    folder, items = made(3, tmp_path, 10)
    asked = ("plan", "mali", "--as-of", desk.AS_OF)
    page = desk.run(*asked, folder=folder).stdout
    titles = ("What would change the band", "Next-best evidence", "Expiry", "depends on")
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    flips = desk.document(*asked, folder=folder)["flips"]
    assert flips
    assert {one["text"] for one in flips} == {"…"}
    told = page[places[0] : places[1]]
    assert "“…” would bring" in told
    assert not any(one["id"] in told for one in items)


@pytest.mark.parametrize(
    ("lang", "new", "more"),
    [
        (
            "en",
            "“…” would bring a up to",
            "“…”: one more independent B2 report of this (now C3, Apr 2026) would bring a up",
        ),
        (
            "fr",
            "« … » ferait monter a à",
            "une source B2 indépendante de plus sur ce fait (aujourd'hui C3, avr. 2026)",
        ),
    ],
)
def test_what_the_dossier_holds_already_is_not_named_as_future(
    lang: str, new: str, more: str, tmp_path: Path
) -> None:
    """A rung that an item with weight reports asks for one more report; a withdrawn one does not.

    Nor does one that bounds from the other side.
    """
    day = date(2026, 4, 12)
    known = desk.item("i", day, 3, reliability="C", credibility=3)
    others = [desk.item("j", day, 2)]
    gone = [{"evidence": "i", "recorded": day, "withdrawn": True, "reason": "error"}]
    for name, one, amendments, expected in (
        ("held", known, [], more),
        ("gone", known, gone, new),
        ("bound", {**known, "reads": "at-most"}, [], new),
    ):
        tables = {"evidence": [one, *others], "amendment": amendments}
        folder = desk.write(tmp_path / name, tables)
        page = desk.run("plan", "mali", "--as-of", desk.AS_OF, "--lang", lang, folder=folder)
        text = " ".join(page.stdout.split())
        assert expected in text, name
        assert (more in text) is (expected == more), name


@pytest.mark.parametrize(("lang", "word"), [("en", "level"), ("fr", "niveau")])
def test_a_rung_without_a_text_is_named_by_its_level(lang: str, word: str, tmp_path: Path) -> None:
    """No empty quotation."""
    folder = desk.write(tmp_path, {"evidence": [desk.item("i", date(2026, 4, 12), 2)]})
    for key in ("p/a", "p/b", "q/a"):
        bare = {"levels": [{"level": level} for level in range(1, 6)]}
        desk.dump(folder / "indicators" / f"{key}.toml", bare)
    page = desk.run("plan", "mali", "--as-of", desk.AS_OF, "--lang", lang, folder=folder).stdout
    assert re.search(rf"{word} [1-5]\b", page)
    assert "“”" not in page
    assert "«\u00a0\u00a0»" not in page.replace(" ", "\u00a0")
