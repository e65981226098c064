"""The audit changes one assumption at a time and says what it did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sahelrisk.analysis.robustness import audit
from sahelrisk.analysis.scenarios import HEAVIEST
from sahelrisk.analysis.structure import alpha, correlation, structure_of
from sahelrisk.cli.app import app
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.scoring.assess import Basis, assess_countries, base
from sahelrisk.scoring.items import known_items
from sahelrisk.scoring.tree import grow

ROOT = Path(__file__).parents[2]
DAY = date(2024, 12, 31)
TEN = ("BEN", "BFA", "CIV", "GHA", "GIN", "MLI", "MRT", "NER", "SEN", "TGO")
VALUES = {"MLI": (20, 60), "NER": (40, 80), "BFA": (90, 10)}


@pytest.fixture
def basis(tmp_path: Path) -> Basis:
    """Three countries with two measured indicators."""
    return basis_with(VALUES, tmp_path)


def basis_with(values: Mapping[str, tuple[float, float]], tmp_path: Path) -> Basis:
    """Return countries with two measured indicators in one pillar, plain arithmetic."""
    files = {
        "dossier.toml": 'title = "T"\ntlp = "CLEAR"\n',
        "indicators/framework.toml": 'schema = 1\nid = "t"\nversion = "1"\ntitle = "T"\nmissing = "drop"\n'
        "[method]\nprior_weight = 0\n[coverage]\npublishers = 0\npublisher_share = 1.0\n"
        '[[pillars]]\nid = "a"\ntitle = "A"\nmissing = "drop"\n',
        "evidence/s.toml": '[[series]]\nfile = "t.csv"\ncountry = "iso3"\nobserved = "2024"\n'
        'recorded = 2024-06-01\nreliability = "A"\ncredibility = 1\ncolumns = { x = "a.x", y = "a.y" }\n',
        "evidence/t.csv": "iso3,x,y\n" + "".join(f"{c},{x},{y}\n" for c, (x, y) in values.items()),
    }
    for key in "xy":
        files[f"indicators/a/{key}.toml"] = (
            '[measure]\nunit = "u"\nnormalise = "goalposts"\ngoalposts = [0, 100]\nevidence = "latest"\n'
        )
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    dossier = load(Location(tmp_path, "test"))
    tree = grow(dossier.framework, dossier.indicators)
    return base(tree, known_items(dossier.evidence, ()), {})


def test_a_strip_is_worked_out_by_hand(basis: Basis) -> None:
    """Mali is (20 + 60) / 2 = 40; its indicators alone are 20 and 60, the other means 30 to √2000."""
    found = audit(basis, DAY, sorted(VALUES), {})
    mali = next(strip for strip in found.strips if strip.iso3 == "MLI")
    assert mali.score == pytest.approx(40)
    assert mali.by_kind["without indicator"] == pytest.approx((20, 60))
    # harmonic: 2 / (1/20 + 1/60), geometric: √1200, quadratic: √((400 + 3600) / 2).
    means = [one.outcomes["MLI"].score for one in found.scenarios if one.kind == "aggregation"]
    assert means == pytest.approx([40, 2000**0.5, 1200**0.5, 30])
    assert mali.by_kind["aggregation"] == pytest.approx((30, 2000**0.5))
    assert mali.by_kind["worst pillar"] == pytest.approx((40, 40))
    # x at 0.75: (0.75·20 + 60) / 1.75; at 1.25: (25 + 60) / 2.25; y the other way round.
    assert mali.by_kind["weight"] == pytest.approx((65 / 1.75, 75 / 1.75))
    assert (mali.low, mali.high) == pytest.approx((20, 60))
    assert mali.matters == ("without indicator", "a.x", pytest.approx(20))


def test_ranks_move_with_what_is_left_out(basis: Basis) -> None:
    """40, 60, 50: Niger leads, Burkina Faso does with x alone."""
    found = audit(basis, DAY, sorted(VALUES), {})
    ranks = {one.iso3: (one.rank, one.rank_low, one.rank_high) for one in found.strips}
    assert ranks == {"NER": (1, 1, 2), "BFA": (2, 1, 3), "MLI": (3, 2, 3)}


def test_an_only_origin_is_not_left_out(basis: Basis) -> None:
    """With one origin, publisher and analyst there is nothing to leave out but everything."""
    kinds = {one.kind for one in audit(basis, DAY, sorted(VALUES), {}).scenarios}
    assert kinds == {
        "weight",
        "aggregation",
        "worst pillar",
        "half-life",
        "ρ",
        "every item exact",
        "without pillar",
        "without indicator",
    }


def test_shares_of_variance_add_up(tmp_path: Path) -> None:
    """Of totals 7.5i + 10 half of x, 5i, has two thirds of the variance, half of y one third."""
    values = {iso3: (10.0 * i, 5.0 * i + 20.0) for i, iso3 in enumerate(TEN, 1)}
    x, y = structure_of(assess_countries(basis_with(values, tmp_path), DAY, TEN)).parts
    assert (x.nominal, x.effective) == pytest.approx((0.5, 2 / 3))
    assert (y.nominal, y.effective) == pytest.approx((0.5, 1 / 3))
    assert (x.countries, x.with_total, y.with_total) == (10, pytest.approx(1), pytest.approx(1))


def test_of_fewer_than_ten_countries_nothing_is_said(basis: Basis) -> None:
    """How indicators hang together is not read off three countries."""
    structure = structure_of(assess_countries(basis, DAY, sorted(VALUES)))
    assert [(one.with_total, one.effective) for one in structure.parts] == [(None, None)] * 2
    assert structure.pairs == ()
    assert structure.alphas == {"a": None}


def test_correlation_and_alpha_by_hand() -> None:
    """A straight line correlates at 1; alpha of two equal columns is 1, of opposites undefined."""
    first = {iso3: float(i) for i, iso3 in enumerate(TEN, 1)}
    second = {iso3: 2.0 * one + 3.0 for iso3, one in first.items()}
    assert correlation(first, second) == pytest.approx(1)
    assert correlation(first, dict.fromkeys(TEN, 1.0)) is None
    nine = {iso3: second[iso3] for iso3 in TEN[:9]}
    assert correlation(first, nine) is None
    assert correlation(first, nine, 9) == pytest.approx(1)
    assert alpha([first, nine]) is None
    assert alpha([first, first]) == pytest.approx(1)
    # variances v and 4v, of the sum 9v: 2 · (1 - 5/9)
    assert alpha([first, second]) == pytest.approx(8 / 9)
    assert alpha([first, {key: -value for key, value in first.items()}]) is None


def test_leaving_an_origin_out_is_the_score_without_its_file(tmp_path: Path) -> None:
    """Every scenario without an origin equals scoring a dossier that never had it."""
    dossier = load(Location(ROOT / "examples" / "sahel", "test"))
    tree = grow(dossier.framework, dossier.indicators)
    items = known_items(dossier.evidence, dossier.amendments)
    whole, day = base(tree, items, {}), date(2026, 6, 30)
    wanted = ["MLI", "NER"]
    found = audit(whole, day, wanted, dossier.framework.audit.ladders)
    tried = [one for one in found.scenarios if one.kind == "without origin"]
    assert len(tried) == HEAVIEST
    for one in tried[:10]:
        left = [item for item in items if (item.origin or item.id) != one.name]
        for result in assess_countries(base(tree, left, {}), day, wanted):
            assert result.outcome.score == pytest.approx(one.outcomes[result.iso3].score, abs=1e-9)


def test_the_command_says_the_same_on_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs give the same document, byte by byte, and name what matters most."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    arguments = ["audit", "mali", "niger", "--as-of", "2026-06-30", "--format", "json", "-d"]
    runs = [CliRunner().invoke(app, [*arguments, str(ROOT / "examples" / "sahel")]) for _ in "12"]
    assert runs[0].exit_code == 0, runs[0].output
    assert runs[0].stdout == runs[1].stdout
    document = json.loads(runs[0].stdout)
    assert document["matters"]["kind"]
    assert {"misp", "flat"} <= set(
        load(Location(ROOT / "examples" / "sahel", "t")).framework.audit.ladders
    )
    assert [one["iso3"] for one in document["countries"]] == ["MLI", "NER"]
