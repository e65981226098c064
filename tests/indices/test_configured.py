"""Other published indices are configured in TOML alone; each case is worked out by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from published import indicator_of, on_day, open_folder, printed, write_dossier

from sahelrisk.problems import DossierError
from sahelrisk.scoring.estimate import Gap
from sahelrisk.scoring.results import CountryResult

HEAD = 'schema = 1\nid = "test"\nversion = "1"\ntitle = "Test"\n'
NO_PRIOR = "[method]\nprior_weight = 0\n"
SOURCE = 'recorded = 2025-01-01\nreliability = "A"\ncredibility = 1\n'
SOURCE += 'source = { title = "A table", publisher = "A bureau" }\n'
ROWS = ["MLI", "NER", "BFA", "TCD", "SEN"]


def scored(
    folder: Path,
    root: str,
    pillars: str,
    measures: dict[str, str],
    values: dict[str, list[float | str]],
    errors: dict[str, list[float]] | None = None,
) -> dict[str, CountryResult]:
    """Write a framework, its measures and a series of one value a country, and score them."""
    keys = list(measures)
    names = [*(f"c{i}" for i in range(len(keys))), *(f"e{i}" for i in range(len(errors or {})))]
    columns = [*(values[key] for key in keys), *(errors or {}).values()]
    lines = [",".join(["iso3", *names])]
    lines += [
        ",".join([iso3, *(str(c[r]) for c in columns)])
        for r, iso3 in enumerate(ROWS)
        if r < len(columns[0])
    ]
    wanted = ", ".join(f'c{i} = "{key}"' for i, key in enumerate(keys))
    spread = ", ".join(f'c{keys.index(key)} = "e{i}"' for i, key in enumerate(errors or {}))
    files = {
        "indicators/framework.toml": HEAD + root + NO_PRIOR + pillars,
        "evidence/series.toml": f'[[series]]\nfile = "table.csv"\ncountry = "iso3"\nobserved = "2024"\n{SOURCE}'
        f"columns = {{ {wanted} }}\nerrors = {{ {spread} }}\n",
        "evidence/table.csv": "\n".join(lines) + "\n",
    }
    for key, measure in measures.items():
        path = key.replace(".", "/")
        weight, _, rest = measure.partition("|") if "|" in measure else ("1.0", "", measure)
        files[f"indicators/{path}.toml"] = (
            f'weight = {weight}\n[measure]\nunit = "units"\nevidence = "latest"\n{rest}\n'
        )
    return {
        one.iso3: one
        for one in on_day(open_folder(write_dossier(folder, files)), "2024-12-31").countries
    }


def node(country: CountryResult, key: str = "") -> float | None:
    """Return a node's score on its scale."""
    return printed(next(one for one in (country.root, *country.pillars) if one.id == key))


def pillar(key: str, more: str = 'missing = "drop"\n') -> str:
    """Return a pillar's table."""
    return f'[[pillars]]\nid = "{key}"\ntitle = "{key}"\n{more}'


DROP = 'missing = "drop"\n'


def test_a_sum_of_twelve_like_the_fragile_states_index(tmp_path: Path) -> None:
    """Twelve indicators of 0 to 10 add up on a scale of 0 to 120, printed as the sum."""
    measures = {f"a.i{i}": 'normalise = "goalposts"\ngoalposts = [0, 10]' for i in range(12)}
    values: dict[str, list[float | str]] = {f"a.i{i}": [i / 2 + 3.1] for i in range(12)}
    sums = 'aggregation = "sum"\nscale = [0, 120]\nround = 1\n'
    found = scored(tmp_path, DROP + sums, pillar("a", DROP + sums), measures, values)
    assert node(found["MLI"]) == pytest.approx(12 * 3.1 + 33.0)  # 0.5 * (0 + ... + 11) = 33
    assert node(found["MLI"], "a") == pytest.approx(70.2)


def test_an_inequality_adjusted_geometric_mean(tmp_path: Path) -> None:
    """Dimensions to a cube root: (0.8 * 0.5 * 0.4)^(1/3) = 0.543, half up at three decimals."""
    measures = {f"{k}.x": 'normalise = "goalposts"\ngoalposts = [0, 1]' for k in "abc"}
    values: dict[str, list[float | str]] = {"a.x": [0.8], "b.x": [0.5], "c.x": [0.4]}
    pillars = "".join(pillar(k) for k in "abc")
    root = 'aggregation = "geometric"\nmissing = "withhold"\nscale = [0, 1]\nround = 3\n'
    assert node(scored(tmp_path, root, pillars, measures, values)["MLI"]) == pytest.approx(0.543)


def test_a_z_score_like_the_corruption_perceptions_index(tmp_path: Path) -> None:
    """Values 1, 2, 3 stand at 50 and one sample deviation, 10 points, to each side."""
    measures = {"a.x": 'normalise = "z-score"\ndirection = "negative"'}
    found = scored(tmp_path, DROP, pillar("a"), measures, {"a.x": [1, 2, 3]})
    assert [node(found[one]) for one in ROWS[:3]] == pytest.approx([60, 50, 40])


@pytest.mark.parametrize(
    ("normalise", "values", "expected"),
    [
        ("rank", [5, 1, 5, 9, 2], [62.5, 0, 62.5, 100, 25]),
        ("percentile", [5, 1, 5, 9, 2], [62.5, 0, 62.5, 100, 25]),
        ("min-max", [5, 1, 5, 9, 2], [50, 0, 50, 100, 12.5]),
        ("min-max", [3, 3, 3, 3, 3], [50, 50, 50, 50, 50]),
    ],
)
def test_normalised_across_countries(
    normalise: str, values: list[float | str], expected: list[float], tmp_path: Path
) -> None:
    """Ranks average ties, percentiles count half of them, no spread at all is 50."""
    measures = {"a.x": f'normalise = "{normalise}"'}
    found = scored(tmp_path, DROP, pillar("a"), measures, {"a.x": values})
    assert [node(found[one]) for one in ROWS] == pytest.approx(expected)


def test_min_max_on_a_range_is_mirrored_within_it(tmp_path: Path) -> None:
    """On [1, 100] a negative direction gives 100 to the smallest value and 1 to the largest."""
    measures = {"a.x": 'normalise = "min-max"\nrange = [1, 100]\ndirection = "negative"'}
    found = scored(tmp_path, DROP, pillar("a"), measures, {"a.x": [0, 4, 1]})
    assert [node(found[one]) for one in ROWS[:3]] == pytest.approx([100, 1, 75.25])


@pytest.mark.parametrize(
    ("transform", "value", "expected"),
    [
        ("log", 100.0, 50.0),
        ("log1p", 9.0, 100 * (math.log(10) - math.log(2)) / (math.log(10001) - math.log(2))),
        ("sqrt", 100.0, 100 * 9 / 99),
        ("square", 100.0, 100 * 9999 / 99999999),
        ("reciprocal", 2.0, 100 * 0.5 / 0.9999),
    ],
)
def test_transforms_between_goalposts(
    transform: str, value: float, expected: float, tmp_path: Path
) -> None:
    """Goalposts 1 and 10,000 are written in the value's unit and transformed with it."""
    measures = {
        "a.x": f'normalise = "goalposts"\ngoalposts = [1, 10000]\ntransform = "{transform}"'
    }
    found = scored(tmp_path, DROP, pillar("a"), measures, {"a.x": [value]})
    assert node(found["MLI"]) == pytest.approx(expected)


def test_points_have_their_own_direction(tmp_path: Path) -> None:
    """Between points straight lines, outside flat; a reciprocal only bends the lines."""
    measures = {
        "a.x": 'normalise = "points"\npoints = [[0, 90], [10, 40], [50, 100]]',
        "b.x": 'normalise = "points"\npoints = [[1, 0], [2, 50], [4, 100]]\ntransform = "reciprocal"',
    }
    values: dict[str, list[float | str]] = {"a.x": [-5, 5, 30, 99], "b.x": [1, 3, 4, 9]}
    found = scored(tmp_path, DROP, pillar("a") + pillar("b"), measures, values)
    assert [node(found[one], "a") for one in ROWS[:4]] == pytest.approx([90, 65, 70, 100])
    # 1/3 lies a third of the way from 1/4 (100) to 1/2 (50).
    assert [node(found[one], "b") for one in ROWS[:4]] == pytest.approx([0, 100 - 50 / 3, 100, 100])


def test_a_value_per_head_and_its_standard_error(tmp_path: Path) -> None:
    """30 deaths over 2 million at goalposts 0 and 60: 25 points; the error goes the same way."""
    measures = {
        "a.deaths": 'normalise = "goalposts"\ngoalposts = [0, 60]\ndenominator = "context.people"',
        "context.people": 'normalise = "none"',
    }
    values: dict[str, list[float | str]] = {"a.deaths": [30, 600], "context.people": [2, 2]}
    found = scored(tmp_path, DROP, pillar("a"), measures, values, {"a.deaths": [6, 6]})
    mali, niger = (indicator_of(found[one], "a.deaths").outcome for one in ("MLI", "NER"))
    assert (mali.score, mali.standard_error, mali.coverage) == pytest.approx((25, 5, 1))
    assert (niger.score, niger.standard_error) == (100, 0)  # clamped


def test_levels_of_a_tree_round_half_up_on_their_scales(tmp_path: Path) -> None:
    """A child of 6.25 is 6.3 for its parent; the mean with 4.0 is 5.15, printed 5.2."""
    measures = {
        "b.x": 'normalise = "goalposts"\ngoalposts = [0, 10]',
        "c.x": 'normalise = "goalposts"\ngoalposts = [0, 10]',
    }
    scale = 'scale = [0, 10]\nround = 1\nmissing = "drop"\n'
    pillars = (
        pillar("a", scale)
        + pillar("b", scale + 'parent = "a"\n')
        + pillar("c", scale + 'parent = "a"\n')
    )
    found = scored(tmp_path, scale, pillars, measures, {"b.x": [6.25], "c.x": [4.0]})
    assert [node(found["MLI"], key) for key in ("b", "a", "")] == pytest.approx([6.3, 5.2, 5.2])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('missing = "drop"\n', 70.0),
        ('missing = "drop"\nminimum_share = 0.75\n', 70.0),
        ('missing = "drop"\nminimum_share = 0.76\n', None),
        ('missing = "withhold"\n', None),
    ],
)
def test_missing_rules(rule: str, expected: float | None, tmp_path: Path) -> None:
    """One of two values is missing, with a quarter of the weight."""
    goal = 'normalise = "goalposts"\ngoalposts = [0, 100]'
    measures = {"a.x": f"3.0|{goal}", "a.y": f"1.0|{goal}"}
    found = scored(tmp_path, DROP, pillar("a", rule), measures, {"a.x": [70], "a.y": [""]})
    assert node(found["MLI"], "a") == (None if expected is None else pytest.approx(expected))
    assert node(found["MLI"]) == (None if expected is None else pytest.approx(expected))
    outcome = found["MLI"].outcome
    if not isinstance(outcome, Gap):
        # Coverage keeps what was dropped at 0; score and error are those of the others.
        assert outcome.coverage == pytest.approx(0.75)
        assert outcome.standard_error == 0.0


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ('aggregation = "arithmetic"\n', 50.0),
        ('aggregation = "geometric"\n', 40.0),
        ('aggregation = "harmonic"\n', 32.0),
        ('aggregation = "power"\nexponent = 2\n', math.sqrt(3400)),
        ('aggregation = "power"\nexponent = 0\n', 40.0),
        ('aggregation = "power"\nexponent = 900\n', 80 * 0.5 ** (1 / 900)),
        ('aggregation = "max"\n', 80.0),
        ('aggregation = "inverted-geometric"\n', 100 / 9 * (10 - math.sqrt(8.2 * 2.8))),
    ],
)
def test_aggregations_of_20_and_80(rules: str, expected: float, tmp_path: Path) -> None:
    """Each mean of 20 and 80, by hand."""
    goal = 'normalise = "goalposts"\ngoalposts = [0, 100]'
    values: dict[str, list[float | str]] = {"a.x": [20], "a.y": [80]}
    found = scored(tmp_path, DROP, pillar("a", DROP + rules), {"a.x": goal, "a.y": goal}, values)
    assert node(found["MLI"]) == pytest.approx(expected, abs=1e-9)


def test_a_wgi_like_estimate_on_its_own_scale(tmp_path: Path) -> None:
    """-1.2 on -2.5 to 2.5 is printed as -1.2, and its error in the same unit."""
    scale = 'missing = "drop"\nscale = [-2.5, 2.5]\n'
    measures = {"a.x": 'normalise = "goalposts"\ngoalposts = [-2.5, 2.5]'}
    found = scored(tmp_path, scale, pillar("a", scale), measures, {"a.x": [-1.2]}, {"a.x": [0.2]})
    assert node(found["MLI"]) == pytest.approx(-1.2)
    outcome = found["MLI"].outcome
    assert not isinstance(outcome, Gap)
    assert outcome.standard_error * 5 / 100 == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("root", "measure", "value", "rule"),
    [
        ("", 'normalise = "none"', "1", "missing-prior"),
        (DROP, 'normalise = "none"\ntransform = "log"', "0", "outside-domain"),
        (
            DROP,
            'normalise = "goalposts"\ngoalposts = [0, 9]\ntransform = "log"',
            "1",
            "outside-domain",
        ),
        (DROP, 'normalise = "goalposts"\ngoalposts = [9, 9]', "1", "goalposts-equal"),
        (DROP, 'normalise = "points"\npoints = [[5, 0], [1, 9]]', "1", "points-out-of-order"),
        (DROP, 'normalise = "none"\ndenominator = "context.poeple"', "1", "unknown-denominator"),
        (DROP, 'normalise = "none"', "1_000", "refused-cell"),
        (DROP, 'normalise = "none"', "1,5", "broken-table"),
        (DROP, 'normalise = "none"', '"1', "broken-table"),
        (DROP + "scale = [5, 5]\n", 'normalise = "none"', "1", "empty-scale"),
    ],
)
def test_what_cannot_be_worked_with_is_a_problem(
    root: str, measure: str, value: str, rule: str, tmp_path: Path
) -> None:
    """Each fault has its rule and a place in a file."""
    with pytest.raises(DossierError) as refused:
        scored(tmp_path, root, pillar("a"), {"a.x": measure}, {"a.x": [value]})
    found = [problem for problem in refused.value.problems if problem.rule == rule]
    assert found
    assert found[0].place.path.endswith((".toml", ".csv"))


def test_a_bad_cell_has_line_and_column(tmp_path: Path) -> None:
    """The third line, after `NER,`, with the line itself for the caret."""
    with pytest.raises(DossierError) as refused:
        scored(tmp_path, DROP, pillar("a"), {"a.x": 'normalise = "none"'}, {"a.x": [1, "n/a"]})
    (problem,) = refused.value.problems
    assert (problem.place.line, problem.place.column, problem.excerpt) == (3, 5, "NER,n/a")


def test_a_table_outside_the_dossier_is_refused(tmp_path: Path) -> None:
    """Neither `..` nor a symbolic link leads out of the dossier."""
    outside = tmp_path / "secret.csv"
    outside.write_text("iso3,c0\nMLI,1\n", encoding="utf-8")
    inside = tmp_path / "desk"
    with pytest.raises(DossierError):
        scored(inside, DROP, pillar("a"), {"a.x": 'normalise = "none"'}, {"a.x": ["x"]})
    (inside / "evidence" / "table.csv").unlink()
    (inside / "evidence" / "table.csv").symlink_to(outside)
    with pytest.raises(DossierError) as refused:
        open_folder(inside)
    assert [problem.rule for problem in refused.value.problems] == ["outside-dossier"]


def test_the_same_cell_twice_is_a_problem(tmp_path: Path) -> None:
    """Two rows of one country and date are one problem, which names both places."""
    measure = {"a.x": 'normalise = "none"'}
    scored(tmp_path, DROP, pillar("a"), measure, {"a.x": [1]})
    table = tmp_path / "evidence" / "table.csv"
    table.write_text("iso3,c0\nMLI,1\nMLI,2\n", encoding="utf-8")
    with pytest.raises(DossierError) as refused:
        open_folder(tmp_path)
    problems = refused.value.problems
    assert [(p.rule, p.place.line) for p in problems] == [("repeated-row", 3)]
    assert "line 3 with 2" in problems[0].message


def test_an_absent_denominator_is_said_and_leaves_the_item_unrated(tmp_path: Path) -> None:
    """A warning: the item weighs nothing, the others are scored."""
    measures = {
        "a.x": 'normalise = "goalposts"\ngoalposts = [0, 10]\ndenominator = "context.n"',
        "context.n": 'normalise = "none"',
    }
    values: dict[str, list[float | str]] = {"a.x": [4, 4, 4], "context.n": [2, 0, ""]}
    found = scored(tmp_path, DROP, pillar("a"), measures, values)
    assert node(found["MLI"]) == pytest.approx(20)
    assert node(found["NER"]) is None
    assert node(found["BFA"]) is None
    from sahelrisk.reading.load import read
    from sahelrisk.reading.locate import Location

    _, problems = read(Location(tmp_path, "test"))
    assert [(p.rule, p.severity.value) for p in problems] == [
        ("no-denominator-value", "warning")
    ] * 2


def test_a_score_has_the_same_reference_whoever_is_asked_for(tmp_path: Path) -> None:
    """Values are compared with every country of the dossier, not with those on the command line."""
    from datetime import date

    from sahelrisk.scoring.assess import assess

    scored(tmp_path, DROP, pillar("a"), {"a.x": 'normalise = "min-max"'}, {"a.x": [1, 2, 5]})
    alone = assess(open_folder(tmp_path), date(2024, 12, 31), countries=["NER"]).countries[0]
    assert node(alone) == pytest.approx(25)
