"""Gates: the grammar, carets, null figures, exit codes."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import compare_desk as desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelrisk.problems import UsageError
from sahelrisk.tasks.gate_grammar import Names, parse_gate
from sahelrisk.tasks.gates import as_shown

NAMES = Names(["security"], ["security.attack-tempo"], ["low", "high", "very high"])
GOOD = (
    ("band >= high", ("", "band", ">=", 1.0)),
    ("band == 'very high'", ("", "band", "==", 2.0)),
    ("score > 70", ("", "score", ">", 70.0)),
    ("score>70.5", ("", "score", ">", 70.5)),
    ("security.score > 80", ("security", "score", ">", 80.0)),
    ("security.attack-tempo.change > 20", ("security.attack-tempo", "change", ">", 20.0)),
    ("any-indicator.change > 20", ("any-indicator", "change", ">", 20.0)),
    ("worst-pillar.score > 80", ("worst-pillar", "score", ">", 80.0)),
    ("alerts > 0", ("", "alerts", ">", 0.0)),
    ("coverage < .5", ("", "coverage", "<", 0.5)),
    ("  change > -5  ", ("", "change", ">", -5.0)),
    ("rank <= 1", ("", "rank", "<=", 1.0)),
    ("interval.high > 80", ("", "interval.high", ">", 80.0)),
    ("security.interval.low > 80", ("security", "interval.low", ">", 80.0)),
    ("base-rate > 70", ("", "base_rate", ">", 70.0)),
    ("security.base_rate > 70", ("security", "base_rate", ">", 70.0)),
    ("changed", ("", "changed", "==", 1.0)),
    ("security.changed", ("security", "changed", "==", 1.0)),
    ("status < provisional", ("", "status", "<", 2.0)),
    ("P(band >= high) > 0.4", ("", "probability", ">", 0.4)),
    ("P(security >= 80) > .5", ("security", "probability", ">", 0.5)),
    (
        "p( security.attack-tempo.score <= 20 ) >= 0.5",
        ("security.attack-tempo", "probability", ">=", 0.5),
    ),
)
BAD = (
    ("", 0, "a figure is missing"),
    ("  > 3", 2, "a figure is missing"),
    ("scor > 3", 0, 'did you mean "score"'),
    ("securty.score > 3", 0, 'did you mean "security"'),
    ("security.rank < 3", 9, "of countries only"),
    ("score 3", 6, "operator"),
    ("score =3", 6, "operator"),
    ("score >", 7, "a value is missing"),
    ("score > high", 8, "not a number"),
    ("score > 3 and band > low", 10, "nothing may follow"),
    ("score > 3x", 9, "nothing may follow"),
    ("band > hi", 7, "no band 'hi'"),
    ("score > nan", 8, "not a number"),
    ("score > 1e999", 9, "nothing may follow"),
    ("score > \u0663", 8, "not a number"),
    ("score > inf", 8, "not a number"),
    ("score > 1_0", 9, "nothing may follow"),
    ("score > 0x10", 9, "nothing may follow"),
    ("score ≥ 3", 6, "operator"),
    ("band > 2", 7, "no band '2'"),
    ("score.security > 3", 6, "no figure 'security'"),
    ("any-indicator > 3", 0, "no figure 'any-indicator'"),
    ("changed > 3", 8, "nothing may follow"),
    ("status < good", 9, "no status 'good'"),
    ("P(band >= high", 14, "closing bracket"),
    ("P(rank >= 3) > 0.5", 2, "of a score or a band"),
    ("P(score == 3) > 0.5", 2, "exact score"),
    ("P(band >= high)", 15, "operator"),
    ("P(band >= high) > high", 18, "not a number"),
    ("P() > 0.5", 2, "a figure is missing"),
)


@pytest.mark.parametrize(("text", "expected"), GOOD)
def test_expressions_of_the_grammar(text: str, expected: tuple[str, str, str, float]) -> None:
    """Every documented expression is understood."""
    gate = parse_gate(text, NAMES)
    assert (gate.whose, gate.figure, gate.operator, gate.value) == expected


@pytest.mark.parametrize(("text", "place", "message"), BAD)
def test_a_wrong_expression_has_a_caret_under_its_fault(
    text: str, place: int, message: str
) -> None:
    """The message is followed by the expression and a caret below the place."""
    with pytest.raises(UsageError) as caught:
        parse_gate(text, NAMES)
    first, shown, caret = str(caught.value).split("\n")
    assert message in first
    assert shown == f"  {text}"
    assert caret.index("^") == place + 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a dossier in which MLI is bad and NER hardly known."""
    items = [
        desk.item(f"m{key}", desk.date(2026, 6, 1), 5, indicator=key)
        for key in ("p.a", "p.b", "q.a")
    ]
    items.append(desk.item("n", desk.date(2024, 1, 1), 2, countries=["NER"]))
    return desk.write(tmp_path / "dossier", {"evidence": items})


CASES = (
    ("mali", ["score > 70"], 3),
    ("mali", ["score > 90"], 0),
    ("mali", ["band >= very high"], 3),
    ("mali", ["band < high"], 0),
    ("mali", ["p.score > 80"], 3),
    ("mali", ["p.a.score > 80"], 3),
    ("mali", ["any-indicator.score > 99"], 0),
    ("mali", ["any-indicator.score > 80"], 3),
    ("mali", ["worst-pillar.score > 80"], 3),
    ("mali", ["alerts >= 0"], 3),
    ("mali", ["rank <= 1"], 3),
    ("mali", ["coverage < 0.5"], 0),
    ("niger", ["coverage < 0.5"], 3),
    ("niger", ["band >= high"], 2),
    ("niger", ["rank <= 1"], 2),
    ("mali", ["change > 5"], 2),
    ("mali", ["score > 70", "change > 5"], 3),
    ("mali", ["P(band >= high) > 0.4"], 3),
    ("mali", ["P(band >= high) > 0.999999"], 0),
    ("mali", ["P(p >= 60) > 0.4"], 3),
    ("mali", ["P(p <= 60) > 0.4"], 0),
    ("mali", ["interval.high > 80"], 3),
    ("mali", ["status < provisional"], 0),
    ("niger", ["status < provisional"], 3),
    ("niger", ["score > 0"], 2),
    ("mali", ["base-rate > 70"], 2),
    ("mali", ["changed"], 2),
    ("mali", ["score > 99", "coverage > 0.1"], 3),
    ("mali", ["nonsense > 1"], 2),
)


@pytest.mark.parametrize(("country", "gates", "code"), CASES)
def test_exit_codes(folder: Path, country: str, gates: list[str], code: int) -> None:
    """3 where a gate is crossed, else 2 where one has no figure; 2 where one has no sense."""
    given = [word for gate in gates for word in ("--fail-if", gate)]
    result = desk.run("compare", country, "--as-of", desk.AS_OF, *given, folder=folder)
    assert result.exit_code == code, result.output
    assert ("gate crossed" in result.stderr) is (code == 3)


def test_each_crossed_gate_is_named_with_country_and_figure(folder: Path) -> None:
    """One line on stderr for every crossing; the result still stands on stdout."""
    given = ("--fail-if", "score > 70", "--fail-if", "any-indicator.score >= 80")
    result = desk.run("compare", "mali", "--as-of", desk.AS_OF, *given, folder=folder)
    lines = [line for line in result.stderr.splitlines() if line.startswith("gate crossed")]
    assert len(lines) == 4
    assert lines[0].startswith("gate crossed: Mali (MLI): score 8")
    assert lines[1].startswith("gate crossed: Mali (MLI): p.a.score 8")
    assert "Countries compared" in result.stdout


@pytest.mark.parametrize(
    ("figure", "gate", "shown"),
    [
        (79.49999999, "score > 70", "79.5"),
        (79.49999999, "score < 79.5", "79.49999999"),
        (79.96, "score < 80", "79.96"),
        (80.0, "score >= 80", "80"),
        (7.0, "alerts > 3", "7"),
        (0.123456, "coverage > 0.1", "0.123"),
        (1234.56, "score > 3", "1235"),
    ],
)
def test_a_figure_is_as_long_as_its_gate_needs(figure: float, gate: str, shown: str) -> None:
    """It is rounded as on a page, unless rounding would put it on the other side of the gate."""
    assert as_shown(figure, parse_gate(gate, NAMES)) == shown


def test_change_is_signed_and_against_the_baseline(folder: Path, tmp_path: Path) -> None:
    """A fall does not cross `change > 5`, and does cross `change < -5`."""
    then = tmp_path / "then.json"
    arguments = ("compare", "mali", "--as-of", "2026-06-15")
    assert desk.run(*arguments, "-o", str(then), folder=folder).exit_code == 0
    items = [
        desk.item(f"new{key}{n}", desk.date(2026, 6, 20), 1, indicator=key, reliability="A")
        for key in ("p.a", "p.b", "q.a")
        for n in range(3)
    ]
    desk.dump(folder / "evidence" / "new.toml", {"evidence": items})
    base = ("compare", "mali", "--as-of", desk.AS_OF, "--baseline", str(then))
    document = json.loads(then.read_text(encoding="utf-8"))
    # The run that made the baseline did not know of what was recorded after its as-of date.
    document["run"]["generated"] = "2026-06-15T00:00:00Z"
    then.write_text(json.dumps(document), encoding="utf-8")
    assert desk.run(*base, "--fail-if", "change > 5", folder=folder).exit_code == 0
    assert desk.run(*base, "--fail-if", "change < -5", folder=folder).exit_code == 3
    assert desk.run(*base, "--fail-if", "any-indicator.change < -5", folder=folder).exit_code == 3
    found = desk.document(*base, folder=folder)["countries"][0]
    assert found["has_changed"] is True
    assert found["change"] == pytest.approx(
        found["score"] - document["countries"][0]["score"], abs=1e-9
    )
    assert {one["id"] for one in found["moved_by"]} >= {one["id"] for one in items}
    assert found["unexplained"] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "sahelrisk/check/1"}', "\x00"])
def test_a_baseline_that_is_none_is_named(folder: Path, tmp_path: Path, text: str) -> None:
    """A broken baseline is exit 2 with its path, not a traceback."""
    place = tmp_path / "bad.json"
    place.write_text(text, encoding="utf-8")
    result = desk.run("compare", "mali", "--baseline", str(place), folder=folder)
    assert result.exit_code == 2
    assert "bad.json" in result.stderr
    assert "internal error" not in result.stderr


def documented() -> tuple[list[str], list[str]]:
    """Return the figures and operators that docs/ci.md lists."""
    page = (Path(__file__).parents[2] / "docs" / "ci.md").read_text(encoding="utf-8")
    rows = [line.split("|")[2] for line in page.splitlines() if line.startswith("| FIGURE of")]
    operators = next(line for line in page.splitlines() if line.startswith("| OPERATOR"))
    return re.findall(r"`([a-z_]+)`", rows[0]), re.findall(r"`([<>=!]+)`", operators.split("|")[2])


FIGURES, OPERATORS = documented()
OTHERS = ("interval.low", "interval.high", "base_rate", "status", "changed", "probability")
ALWAYS = ("coverage", "alerts", "status")
WHOSE = ("", "p.", "p.a.", "any-pillar.", "any-indicator.", "worst-pillar.")
COMPARED = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


def nodes(country: dict[str, Any], whose: str) -> list[dict[str, Any]]:
    """Return what a part of an expression names, read from the document anew."""
    pillars = country["pillars"]
    indicators = [one for pillar in pillars for one in pillar["indicators"]]
    return {
        "": [country],
        "p.": [one for one in pillars if one["id"] == "p"],
        "p.a.": [one for one in indicators if one["id"] == "p.a"],
        "any-pillar.": pillars,
        "any-indicator.": indicators,
        "worst-pillar.": [one for one in pillars if one["id"] == country["worst_pillar"]],
    }[whose]


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_with_every_operator(folder: Path, tmp_path: Path, figure: str) -> None:
    """Each combination of the page crosses exactly where the document's own figure does."""
    then = tmp_path / "then.json"
    made = desk.run("compare", "mali", "--as-of", "2026-06-02", "-o", str(then), folder=folder)
    assert made.exit_code == 0
    as_of = ("--as-of", desk.AS_OF)
    base = ("compare", "mali", *as_of, "--baseline", str(then))
    [country] = desk.document(*base, folder=folder)["countries"]
    bands = [band.name for band in desk.read(folder).framework.bands]
    for whose in WHOSE:
        of_countries = figure in ("alerts", "rank")
        if of_countries and whose:
            assert (
                desk.run(*base, "--fail-if", f"{whose}{figure} > 0", folder=folder).exit_code == 2
            )
            continue
        found = [
            None if one["status"] == "insufficient" and figure not in ALWAYS else one.get(figure)
            for one in nodes(country, whose)
        ]
        known = [len(one) if figure == "alerts" else one for one in found if one is not None]
        for operator in OPERATORS:
            for value in sorted({*known[:2], 0, "high"}, key=str):
                if (figure == "band") is not isinstance(value, str):
                    continue
                gate = f"{whose}{figure} {operator} {value}"
                result = desk.run(*base, "--fail-if", gate, folder=folder)
                if not known:
                    assert result.exit_code == 2, gate
                    continue
                place = bands.index if figure == "band" else lambda one: round(one, 9)
                crossed = sum(COMPARED[operator](place(one), place(value)) for one in known)
                assert result.exit_code == (3 if crossed else 0), (gate, result.output)
                assert result.stderr.count("gate crossed") == crossed, gate


@given(st.one_of(st.text(max_size=30), st.text("score.p>=<! 1e5_-'\"bandhig", max_size=30)))
def test_any_text_is_a_gate_or_has_a_caret_in_it(text: str) -> None:
    """Nothing else is raised, and the caret stands below a character or behind the last."""
    try:
        gate = parse_gate(text, NAMES)
    except UsageError as error:
        shown, caret = str(error).split("\n")[-2:]
        assert shown[2:].split() == text.split()
        assert 2 <= caret.index("^") <= len(text) + 2
    else:
        assert gate.figure in (*FIGURES, *OTHERS)
        assert math.isfinite(gate.value)


def test_several_gates_of_several_countries_are_all_told(folder: Path) -> None:
    """Every crossing of every country has its line, every missing figure too; crossings win."""
    given = ("--fail-if", "score > 0", "--fail-if", "coverage > 0", "--as-of", desk.AS_OF)
    result = desk.run("compare", "mali", "niger", "chad", *given, folder=folder)
    assert result.exit_code == 3
    lines = [line for line in result.stderr.splitlines() if line.startswith("gate crossed")]
    assert len(lines) == 3  # Niger is hardly known, of Chad nothing is
    assert len(set(lines)) == 3
    missing = [line for line in result.stderr.splitlines() if "has no such figure" in line]
    assert [name in " ".join(missing) for name in ("Mali", "Niger", "Chad")] == [False, True, True]


def test_a_missing_figure_is_passed_over_by_name(folder: Path) -> None:
    """With --missing skip, or where dossier.toml says so, the country is named and 0 returned."""
    gate = ("--fail-if", "rank > 9", "--as-of", desk.AS_OF)
    assert desk.run("compare", "chad", *gate, folder=folder).exit_code == 2
    result = desk.run("compare", "chad", *gate, "--missing", "skip", folder=folder)
    assert result.exit_code == 0
    assert "passed over" in result.stderr
    assert "Chad" in result.stderr


def test_gates_of_the_dossier_apply_unless_others_are_given(folder: Path) -> None:
    """`[ci] fail_if` and `missing` hold without options; --fail-if and --missing replace them."""
    ci = {"title": "Small", "ci": {"fail_if": ["score > 70", "rank > 9"], "missing": "skip"}}
    desk.dump(folder / "dossier.toml", ci)
    as_of = ("--as-of", desk.AS_OF)
    assert desk.run("compare", "mali", *as_of, folder=folder).exit_code == 3
    assert desk.run("compare", "chad", *as_of, folder=folder).exit_code == 0
    given = ("--fail-if", "score > 99")
    assert desk.run("compare", "mali", *as_of, *given, folder=folder).exit_code == 0
    assert desk.run("compare", "chad", *as_of, "--missing", "fail", folder=folder).exit_code == 2
