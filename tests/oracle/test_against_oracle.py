"""The program held against a second reading of the method, on generated dossiers."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import worlds

import oracle
from sahelrisk.analysis.difference import change, state_of
from sahelrisk.model.documents.parts import Run
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import words_of
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.estimate import Estimate
from sahelrisk.scoring.tree import grow
from sahelrisk.tasks.score_building import Detail, score_document

if TYPE_CHECKING:
    from pathlib import Path

    from sahelrisk.model.dossier import Dossier
    from sahelrisk.scoring.results import Assessment

AS_OF = worlds.AS_OF
DAYS = (AS_OF, AS_OF - timedelta(days=45), AS_OF + timedelta(days=1))
KNOWN = (None, None, AS_OF, AS_OF - timedelta(days=100))
KINDS = ("plain", "shaped", "measured")
FIGURES = (
    ("score", "score", 1e-8),
    ("standard_error", "se", 1e-6),  # the root of a difference that may be one last digit
    ("coverage", "coverage", 1e-8),
    ("evidence_only", "evidence_only", 1e-8),
    ("status", "status", 0.0),
    ("band", "band", 0.0),
)
OF_ITEM = (
    ("age_days", "age"),
    ("quality", "quality"),
    ("age_factor", "factor"),
    ("weight", "weight"),
    ("origin_factor", "origin_factor"),
    ("contribution", "contribution"),
    ("country_contribution", "country_contribution"),
)


class Comparison:
    """Two readings of one world, and where they differ."""

    def __init__(self, world: dict[str, Any]) -> None:
        """Start without a difference."""
        self.world = world
        self.differences: list[tuple[str, Any, Any]] = []

    def same(self, place: str, found: Any, expected: Any, within: float = 1e-8) -> None:  # noqa: ANN401
        """Note a difference."""
        if isinstance(found, float | int) and isinstance(expected, float | int):
            if abs(found - expected) > within * max(1.0, abs(expected)):
                self.differences.append((place, found, expected))
        elif found != expected:
            self.differences.append((place, found, expected))

    def figures(self, place: str, found: dict[str, Any], expected: dict[str, Any]) -> None:
        """Compare what countries, pillars and indicators share."""
        for key, other, within in FIGURES:
            self.same(f"{place}.{key}", found[key], expected[other], within)
        for key in ("low", "high"):
            self.same(f"{place}.{key}", found["interval"][key], expected[key], 1e-6)
        masses = {band["name"]: band["probability"] for band in found["bands"]}
        self.same(f"{place}.bands", set(masses), set(expected["bands"] or {}))
        for name, mass in (expected["bands"] or {}).items():
            self.same(f"{place}.{name}", masses[name], mass, 1e-6)

    def country(self, found: dict[str, Any], expected: dict[str, Any]) -> None:
        """Compare a country with everything below it."""
        place = found["iso3"]
        self.figures(place, found, expected)
        for key in ("origins", "evidence", "publishers", "largest_publisher_share", "worst_pillar"):
            self.same(f"{place}.{key}", found[key], expected[key])
        self.same(f"{place}.confidence", found["confidence"]["level"], expected["confidence"])
        limits = len(found["confidence"]["limits"])
        self.same(f"{place}.limits", limits, len(expected["limits"]))
        pillars = {pillar["id"] for pillar in found["pillars"]}
        self.same(f"{place}.pillars", pillars, set(expected["pillars"]))
        for pillar in found["pillars"]:
            self.node(f"{place}.{pillar['id']}", pillar, expected["pillars"][pillar["id"]])
            parent = expected["pillars"][pillar["id"]]["parent"] or None
            self.same(f"{place}.{pillar['id']}.parent", pillar.get("parent"), parent)
            for indicator in pillar["indicators"]:
                self.indicator(place, indicator, expected["indicators"][indicator["id"]])

    def node(self, place: str, found: dict[str, Any], expected: dict[str, Any]) -> None:
        """Compare a node's figures and its weight."""
        self.figures(place, found, expected["printed"])
        for key in ("weight", "effective_weight"):
            self.same(f"{place}.{key}", found[key], expected[key])
        self.same(f"{place}.gap", bool(found["gap"]), bool(expected["gap"]))

    def indicator(self, country: str, found: dict[str, Any], expected: dict[str, Any]) -> None:
        """Compare an indicator with its items."""
        place = f"{country}.{found['id']}"
        self.node(place, found, expected)
        self.same(f"{place}.gap", found["gap"], expected["gap"])
        self.same(f"{place}.contested", found["contested"], expected["contested"])
        lines = {line.item.given["id"]: line for line in expected["lines"]}
        self.same(f"{place}.items", {one["id"] for one in found["evidence"]}, set(lines))
        measure = self.world["indicators"][found["id"]].get("measure", {})
        latest = measure.get("evidence") == "latest"
        for one in found["evidence"]:
            self.item(f"{place}/{one['id']}", one, lines[one["id"]], latest=latest)

    def item(self, place: str, found: dict[str, Any], line: oracle.Line, *, latest: bool) -> None:
        """Compare an item; with `latest` the base weight is 1, whatever its age."""
        for key, other in OF_ITEM:
            self.same(f"{place}.{key}", found[key], getattr(line, other))
        self.same(f"{place}.path", found["path"], line.item.path)
        if line.rating is not None:
            self.same(f"{place}.rating", found["rating"], line.rating)
        if not latest:
            self.same(f"{place}.base_weight", found["base_weight"], line.base)
        product = found["base_weight"] * found["origin_factor"] * found["publisher_factor"]
        self.same(f"{place}.product", product, found["weight"])


def made(kind: str, seed: int) -> tuple[dict[str, Any], Random]:
    """Return a generated world of one kind, and chance to go on with."""
    chance = Random(f"{kind} {seed}")
    maker = worlds.Maker(chance, plain=kind == "plain", measured=kind == "measured")
    return maker.world(), chance


def documented(dossier: Dossier, found: Assessment) -> dict[str, Any]:
    """Return the document of an assessment, with every factor."""
    run = Run(version="0", generated=None)
    texts = DocumentTexts(words_of("en"))
    return score_document(dossier, found, texts, run, Detail(factors=True)).as_json()


def document_of(
    folder: Path, as_of: date, known_on: date | None, profile: str | None
) -> dict[str, Any]:
    """Return the document of every country of a dossier."""
    dossier = load(Location(folder, "test"))
    reading = next((one for one in dossier.framework.profiles if one.id == profile), None)
    countries = worlds.COUNTRIES
    found = assess(dossier, as_of, known_on=known_on, profile=reading, countries=countries)
    return documented(dossier, found)


def compare(kind: str, seed: int, folder: Path) -> dict[str, Any]:
    """Hold one generated dossier against the oracle; return the document."""
    world, chance = made(kind, seed)
    worlds.write(world, folder)
    as_of, known_on = chance.choice(DAYS), chance.choice(KNOWN)
    profile = chance.choice((None, "client"))
    document = document_of(folder, as_of, known_on, profile)
    expected = oracle.Oracle(world, as_of, known_on, profile)
    comparison = Comparison(world)
    for country in document["countries"]:
        comparison.country(country, expected.country(country["iso3"]))
    assert comparison.differences == []
    return document


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("batch", range(10))
def test_generated_dossiers_score_as_the_method_says(kind: str, batch: int, tmp_path: Path) -> None:
    """Every figure of the document is the one a second reading of the method gives."""
    for seed in range(batch * 10, batch * 10 + 10):
        compare(kind, seed, tmp_path / str(seed))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("batch", range(10))
def test_many_generated_dossiers_score_as_the_method_says(
    kind: str, batch: int, tmp_path: Path
) -> None:
    """Fifteen hundred more dossiers find no difference either."""
    for seed in range(1000 + batch * 50, 1050 + batch * 50):
        compare(kind, seed, tmp_path / str(seed))


def test_points_of_all_items_add_up_to_the_score(tmp_path: Path) -> None:
    """In an arithmetic tree the items' country contributions sum to score - 50."""
    for seed in range(2000, 2040):
        document = compare("plain", seed, tmp_path / str(seed))
        for country in document["countries"]:
            points = [
                item["country_contribution"]
                for pillar in country["pillars"]
                for indicator in pillar["indicators"]
                for item in indicator["evidence"]
            ]
            if country["score"] is not None:
                assert math.fsum(points) == pytest.approx(country["score"] - 50.0, abs=1e-6)


def test_where_an_item_stands_changes_nothing(tmp_path: Path) -> None:
    """Evidence may be moved from file to file and up and down in it; no figure moves."""
    for seed in range(4000, 4010):
        world, _ = made("shaped", seed)
        worlds.write(world, tmp_path / f"{seed} before")
        items = [one for file in world["files"].values() for one in file.pop("evidence", [])]
        world["files"]["evidence/moved/here.toml"] = {"evidence": items[::-1]}
        worlds.write(world, tmp_path / f"{seed} after")
        before, after = (
            document_of(tmp_path / f"{seed} {when}", AS_OF, None, None)["countries"]
            for when in ("before", "after")
        )
        assert without_places(after) == without_places(before)


def without_places(document: Any) -> Any:  # noqa: ANN401
    """Return a document without the files and lines of its items."""
    if isinstance(document, list):
        return [without_places(one) for one in document]
    if not isinstance(document, dict):
        return document
    kept = {key: value for key, value in document.items() if key not in {"path", "line"}}
    return {key: without_places(value) for key, value in kept.items()}


@pytest.mark.parametrize("kind", ["plain", "shaped"])
def test_a_change_is_the_sum_of_its_causes(kind: str, tmp_path: Path) -> None:
    """Each step of the replay moves the score as the oracle says; the steps add up."""
    for seed in range(3000, 3025):
        world, chance = made(kind, seed)
        worlds.write(world, tmp_path / str(seed))
        dossier = load(Location(tmp_path / str(seed), "test"))
        tree = grow(dossier.framework, dossier.indicators)
        since = (AS_OF - timedelta(days=chance.choice((0, 90, 400))), AS_OF - timedelta(days=90))
        to = (chance.choice(DAYS), chance.choice((None, AS_OF)))
        found = change("MLI", state_of(dossier, tree, *since), state_of(dossier, tree, *to))
        steps = oracle.replayed(world, since, to)
        scores = [step.node(step.tree(), "MLI")["score"] for step in steps]
        if None in scores:
            continue
        assert math.fsum(part.points for part in found.parts) == pytest.approx(
            scores[-1] - scores[0], abs=1e-9
        )
        moved = [after - before for before, after in pairwise(scores)]
        assert [part.points for part in found.parts] == pytest.approx(moved, abs=1e-9)
        noise = oracle.noise(steps[0], steps[-1], "MLI")
        for tested in (found.country, *found.pillars, *found.indicators):
            assert tested.threshold == pytest.approx(1.645 * noise[tested.id], abs=1e-6)


# The worked example of method § 9

LEVELS = [{"level": level} for level in (0, 20, 40, 60, 80, 100)]
EXAMPLE = (
    ("a", 90, "A2", date(2026, 6, 10), "un-report", "UN"),
    ("b", 75, "B2", date(2026, 5, 1), "wire-1", "Reuters"),
    ("c", 75, "C3", date(2026, 5, 1), "wire-1", "Local daily"),
    ("d", 50, "B3", date(2025, 6, 30), "wire-2", "Reuters"),
)


def example_item(row: tuple[str, int, str, date, str, str], indicator: str) -> dict[str, Any]:
    """Return one row of the worked example as an evidence table."""
    key, level, grade, observed, origin, publisher = row
    return {
        "id": key,
        "countries": ["MLI"],
        "indicator": indicator,
        "observed": observed,
        "recorded": observed,
        "level": level,
        "statement": "Something.",
        "reliability": grade[0],
        "credibility": int(grade[1]),
        "origin": origin,
        "source": {"publisher": publisher},
    }


class Example:
    """The worked example, assessed: its pillar as a document and as a result."""

    def __init__(self, folder: Path) -> None:
        """Write and assess it."""
        full = [example_item(row, "p.full") for row in EXAMPLE]
        single = example_item(("e", 100, "B2", AS_OF, "wire-3", "AFP"), "p.single")
        framework = {"schema": 1, "id": "t", "version": "1", "title": "T"}
        names = {"p.full": 1.0, "p.none": 1.0, "p.single": 2.0}
        world = {
            "framework": framework | {"pillars": [{"id": "p", "title": "P"}]},
            "indicators": {
                name: {"levels": LEVELS, "half_life_days": 365, "weight": weight}
                for name, weight in names.items()
            },
            "files": {"evidence/all.toml": {"evidence": [*full, single]}},
        }
        worlds.write(world, folder)
        dossier = load(Location(folder, "test"))
        found = assess(dossier, AS_OF, countries=["MLI"])
        document = documented(dossier, found)
        self.pillar = document["countries"][0]["pillars"][0]
        self.indicators = self.pillar["indicators"]
        self.result = found.countries[0]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Return the worked example of method § 9."""
    return Example(tmp_path_factory.mktemp("example"))


def test_items_of_the_worked_example(example: Example) -> None:
    """Every column of the table of method § 9 has the digits printed there."""
    items = example.indicators[0]["evidence"]
    printed = [
        (
            f"{one['rating']:.0f} {one['quality']:.4f} {one['age_days']}"
            f" {one['base_weight']:.4f} {one['weight']:.4f} {one['contribution']:+.3f}"
        )
        for one in items
    ]
    assert printed == [
        "90 0.7937 20 3.7045 3.7045 +20.593",
        "75 0.7000 60 2.0821 1.4574 +5.064",
        "75 0.5000 60 0.8923 0.6246 +2.170",
        "50 0.5916 365 0.7243 0.5070 +0.000",
    ]


def test_indicator_of_the_worked_example(example: Example) -> None:
    """Score, coverage, error, interval and bands are those of method § 9."""
    full = example.indicators[0]
    assert f"{full['score']:.3f} {full['coverage']:.4f}" == "77.826 0.8629"
    assert f"{full['evidence_only']:.3f} {full['standard_error']:.3f}" == "81.815 13.785"
    assert f"{full['interval']['low']:.1f} {full['interval']['high']:.1f}" == "51.6 96.0"
    masses = [f"{band['probability']:.3f}" for band in full["bands"]]
    assert masses == ["0.000", "0.011", "0.104", "0.379", "0.505"]
    first = example.result.indicators[0]
    steps = first.workings
    assert steps is not None
    assert f"{steps.aged_prior_weight:.4f} {steps.spread:.2f}" == "0.9022 351.80"
    assert f"{steps.witnesses:.4f} {steps.quality_floor:.3f}" == "2.7541 7.893"
    assert isinstance(first.outcome, Estimate)
    assert f"{first.outcome.evidence_error:.3f}" == "13.205"


def test_other_indicators_of_the_worked_example(example: Example) -> None:
    """No evidence is 50 and 5 to 95; one fresh B2 item at 100 is 85."""
    _, none, single = example.indicators
    assert f"{none['score']:.0f} {none['standard_error']:.2f}" == "50 28.87"
    assert f"{none['interval']['low']:.0f} {none['interval']['high']:.0f}" == "5 95"
    assert f"{single['score']:.0f} {single['coverage']:.2f}" == "85 0.70"
    assert f"{single['standard_error']:.2f}" == "22.90"


def test_pillar_of_the_worked_example(example: Example) -> None:
    """The pillar of the three has the figures of method § 9."""
    pillar = example.pillar
    assert f"{pillar['score']:.3f} {pillar['coverage']:.4f}" == "74.457 0.5657"
    assert f"{pillar['standard_error']:.3f}" == "17.362"
    assert f"{pillar['interval']['low']:.1f} {pillar['interval']['high']:.1f}" == "41.1 96.8"
    outcome = example.result.pillars[0].outcome
    assert isinstance(outcome, Estimate)
    assert f"{outcome.evidence_error:.3f}" == "12.011"
