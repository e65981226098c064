"""What the score depends on, where the printed scale is not 0–100, in every format."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any

import compare_desk as desk
import pytest

if TYPE_CHECKING:
    from pathlib import Path

SCALES = ([0, 100], [0, 10], [1, 5], [-50, 50], [0, 1])
ITEMS = [
    desk.item("high", date(2026, 6, 1), 5, origin="one"),
    desk.item("low", date(2026, 6, 2), 1, indicator="q.a", origin="two"),
    desk.item("lower", date(2026, 6, 3), 1, indicator="p.b", origin="two"),
]
"""Without origin one the score falls, without two it rises."""


def written(folder: Path, scale: list[float], items: list[dict[str, Any]] = ITEMS) -> Path:
    """Write the items under a country that is printed on a scale."""
    return desk.write(folder, {"evidence": items}, desk.framework(scale=scale))


def score(folder: Path) -> float:
    """Return the printed score."""
    found = desk.document("score", "mali", "--as-of", desk.AS_OF, folder=folder)
    return float(found["countries"][0]["score"])


def flipped(folder: Path) -> None:
    """Let a profile of a reader for whom 100 is best read every indicator the other way round."""
    rules = desk.framework(scale=[0, 10])
    rules["profiles"] = [{"id": "best", "title": "Best", "flip": ["p.a", "p.b", "q.a"]}]
    desk.dump(folder / "indicators" / "framework.toml", rules)


@pytest.mark.parametrize("scale", SCALES)
def test_points_are_those_of_the_printed_scale(scale: list[float], tmp_path: Path) -> None:
    """Score and points of each origin are those of the dossier without it, sign and all."""
    folder = written(tmp_path / "whole", scale)
    plan = desk.document("plan", "mali", "--as-of", desk.AS_OF, folder=folder)
    origins = {one["name"]: one for one in plan["left_out"] if one["kind"] == "origin"}
    assert set(origins) == {"one", "two"}
    for name, one in origins.items():
        kept = [item for item in ITEMS if item["origin"] != name]
        then = score(written(tmp_path / name, scale, kept))
        assert one["score"] == pytest.approx(then, abs=1e-9)
        assert one["points"] == pytest.approx(then - score(folder), abs=1e-9)
    assert origins["one"]["points"] < 0.0 < origins["two"]["points"]


@pytest.mark.parametrize("scale", SCALES)
def test_every_format_has_the_same_sign(scale: list[float], tmp_path: Path) -> None:
    """The table shows the points of the JSON document with their sign, csv the figures."""
    folder = written(tmp_path, scale)
    given = ("plan", "mali", "--as-of", desk.AS_OF)
    found = desk.document(*given, folder=folder)["left_out"]
    table = desk.run(*given, "-f", "csv", folder=folder).stdout
    rows = [row for row in csv.reader(io.StringIO(table)) if "left-out" in row]
    page = desk.run(*given, "-f", "markdown", folder=folder).stdout
    for one, row in zip(found, rows, strict=True):
        assert repr(one["points"]) in row
        (line,) = (x for x in page.splitlines() if x.startswith(f"| {one['name']} | {one['kind']}"))
        said = line.split(" | ")[4]
        assert said[0] == ("+" if one["points"] > 0.0 else "−")
        assert float(said.replace("−", "-")) == pytest.approx(one["points"], abs=0.0051)


def test_a_reader_for_whom_100_is_best_sees_the_sign_turned(tmp_path: Path) -> None:
    """What raised the risk lowers the merit: without it the flipped score rises as much."""
    folder = written(tmp_path, [0, 10])
    flipped(folder)
    given = ("plan", "mali", "--as-of", desk.AS_OF)
    plain = desk.document(*given, folder=folder)["left_out"]
    turned = desk.document(*given, "--profile", "best", folder=folder)["left_out"]
    points = {(one["kind"], one["name"]): one["points"] for one in turned}
    for one in plain:
        assert points[one["kind"], one["name"]] == pytest.approx(-one["points"], abs=1e-9)
    page = desk.run(*given, "--profile", "best", folder=folder).stdout.lower()
    section = page[page.index("what the score depends on") :]
    assert not {"worse", "worst", "improved", "safer", "riskier", "risk"} & set(section.split())
