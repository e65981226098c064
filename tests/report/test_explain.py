"""`explain`: every printed column adds up, every step can be redone, every later word is told."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from math import log, log1p, sqrt
from pathlib import Path
from typing import Any

import pytest
from report_desk import (
    EXAMPLES,
    explained,
    framework,
    item,
    opened,
    summary,
    text_of,
    write,
)

from sahelrisk.report.blocks import Branch, Report, Tree
from sahelrisk.report.measured import value_text
from sahelrisk.report.words import words_of

CASES = [
    ("sahel", "MLI", None),
    ("sahel", "NER", "non-western"),
    ("sahel", "FRA", None),
    ("hdi", "MLI", None),
    ("inform", "MLI", None),
    ("asem", "AUT", None),
    ("asem-geometric", "AUT", None),
]


def tree(report: Report) -> Branch:
    """Return the one branch at the root of a page's tree."""
    (found,) = [block for block in report.blocks() if isinstance(block, Tree)]
    (root,) = found.branches
    return root


def figure(text: str) -> Decimal:
    """Return a figure as it is printed."""
    return Decimal(text.replace("−", "-"))


def points(branch: Branch) -> Decimal:
    """Return the figure in front of a branch."""
    return figure(branch.figure.removeprefix("≈ "))


def branches(branch: Branch) -> list[Branch]:
    """Return a branch and all below it."""
    return [branch, *(one for below in branch.below for one in branches(below))]


@pytest.mark.parametrize(("example", "country", "profile"), CASES)
def test_every_branch_is_the_sum_of_those_below_it(
    example: str, country: str, profile: str | None
) -> None:
    """Base rate, points and what aggregation leaves add up to the score, at every level."""
    report = explained(EXAMPLES / example, country, profile=profile)
    root = tree(report)
    for branch in branches(root):
        figures = [points(one) for one in branch.below if one.figure]
        if figures and branch.figure != "–":
            assert sum(figures) == points(branch), branch.title
    if root.figure != "–":
        score = next(iter(report.document()["countries"]))["score"]
        assert float(points(root)) == pytest.approx(score, abs=6e-3)


@pytest.mark.parametrize("way", ["geometric", "harmonic", "max", "inverted-geometric", "power"])
def test_points_stand_on_the_countrys_scale_with_a_remainder(tmp_path: Path, way: str) -> None:
    """With a root on 0 to 10 that is no weighted mean, the rest has a line and points are ≈."""
    exponent = {"exponent": 2.0} if way == "power" else {}
    rules = framework(aggregation=way, scale=[0, 10], **exponent)
    evidence = {"evidence": [item("mli-1", level=5), item("mli-2", "q.b", level=2)]}
    folder = write(tmp_path, rules, {"p.a": {}, "q.b": {}}, evidence)
    root = tree(explained(folder))
    first, *others = root.below
    assert first.title.startswith("Starting value")
    assert points(first) == 5
    assert all(one.figure.startswith("≈ ") for one in others)
    assert any(one.title == "aggregation" for one in others) is (way != "max")
    assert sum(map(points, root.below)) == points(root)


def test_an_item_is_said_in_the_words_of_its_rung(tmp_path: Path) -> None:
    """Level, the rung's text, statement, grade, place; of a range both rungs."""
    ladder = {"levels": [{"level": level, "text": f"rung {level}"} for level in range(1, 6)]}
    evidence = {"evidence": [item("mli-1"), item("mli-2", level=[2, 4]), item("mli-3", level=3.5)]}
    folder = write(tmp_path, framework(), {"p.a": ladder, "q.b": {}}, evidence)
    told = text_of(explained(folder))
    assert "Level 4: rung 4" in told
    assert "Level 2–4: rung 2 … rung 4" in told
    assert "Level 3.5: rung 3 … rung 4" in told
    assert "Statement of mli-1." in told
    assert re.search(r"evidence/a\.toml:\d+ mli-1", told)
    assert "reads exactly, rated 75 · weight" in told


def test_a_base_rate_is_broken_down_to_file_and_line() -> None:
    """50 and the points of the measures are the base rate; each names its table and line."""
    root = tree(explained(EXAMPLES / "sahel"))
    found = [one for one in branches(root) if one.title.startswith("Base rate ") and one.lines]
    assert len(found) > 20
    for one in found:
        score = Decimal(re.findall(r"[\d.]+", one.title)[0])
        parts = [figure(re.findall(r"^[+−]?[\d.]+", str(line))[0]) for line in one.lines]
        assert abs(sum(parts) - score) <= Decimal("0.05") * len(parts)
        assert all(re.search(r"base/[\w-]+\.csv:\d+\)", str(line)) for line in one.lines[1:2])


def test_an_insufficient_node_prints_a_dash(tmp_path: Path) -> None:
    """Without a base rate and with little evidence no score, band or figure stands there."""
    evidence = {"evidence": [item("mli-1", reliability="E", credibility=5)]}
    folder = write(tmp_path, framework(), {"p.a": {}, "q.b": {}}, evidence)
    root = tree(explained(folder))
    assert root.figure == "–"
    assert "Pee: – (insufficient)" in [one.title for one in root.below]


def test_points_of_rows_are_on_the_countrys_scale(tmp_path: Path) -> None:
    """The CSV table's points of the country add up to the score less the prior on its scale."""
    evidence = {"evidence": [item("mli-1", level=5), item("mli-2", "q.b", level=2)]}
    folder = write(tmp_path, framework(scale=[0, 10]), {"p.a": {}, "q.b": {}}, evidence)
    report = explained(folder)
    rows = [dict(zip(report.header, row, strict=True)) for row in report.rows()]
    score = report.document()["countries"][0]["score"]
    assert sum(row["country_contribution"] for row in rows) == pytest.approx(score - 5.0, abs=1e-8)
    assert {row["tlp"] for row in rows} == {"CLEAR"}


def worth(text: str) -> float:
    """Work out one side of a printed step as on a calculator."""
    text = text.replace("×", "*").replace("−", "-").replace("²", "**2")
    text = re.sub(r"√([\d.]+)", r"sqrt(\1)", text)
    names: dict[str, Any] = {"ln": log, "log1p": log1p, "sqrt": sqrt, "__builtins__": {}}
    return float(eval(text, names))  # noqa: S307  figures that we have printed ourselves


MEASURES = {
    "goalposts": {"normalise": "goalposts", "goalposts": [0, 30]},
    "clamped": {"normalise": "goalposts", "goalposts": [0, 3], "transform": "sqrt"},
    "log1p": {"normalise": "goalposts", "goalposts": [0, 30], "transform": "log1p"},
    "log": {"normalise": "goalposts", "goalposts": [1, 30], "transform": "log"},
    "reciprocal": {"normalise": "goalposts", "goalposts": [1, 30], "transform": "reciprocal"},
    "square": {"normalise": "goalposts", "goalposts": [0, 9], "transform": "square"},
    "negative": {"normalise": "goalposts", "goalposts": [0, 30], "direction": "negative"},
    "points": {"normalise": "points", "points": [[0, 0], [10, 40], [50, 100]]},
    "beyond": {"normalise": "points", "points": [[0, 0], [1, 40]]},
    "none": {"normalise": "none", "direction": "negative"},
    "min-max": {"normalise": "min-max", "range": [1, 100], "direction": "negative"},
    "z-score": {"normalise": "z-score"},
    "rank": {"normalise": "rank", "direction": "negative"},
    "percentile": {"normalise": "percentile"},
    "divided": {"normalise": "goalposts", "goalposts": [0, 3], "denominator": "context.people"},
}


@pytest.mark.parametrize("kind", sorted(MEASURES))
@pytest.mark.parametrize("evidence", ["pool", "latest"])
def test_a_value_can_be_followed_to_its_rating(tmp_path: Path, kind: str, evidence: str) -> None:
    """Every printed step is right by itself, and the last one ends at the printed rating."""
    measure = {"unit": "deaths", "evidence": evidence, **MEASURES[kind]}
    values = [("MLI", 7.25), ("NER", 3.0), ("BFA", 11.5), ("TCD", 7.25)]
    items = [
        item(f"{iso3.lower()}-1", value=value, countries=[iso3], standard_error=0.8)
        for iso3, value in values
    ]
    people = item("mli-people", "context.people", value=4.0, observed=date(2026, 1, 1))
    indicators: dict[str, dict[str, Any]] = {"p.a": {"measure": measure}, "q.b": {}}
    if kind == "divided":
        context = {"unit": "people", "normalise": "none"}
        indicators["context.people"] = {"measure": context}
        items.append(people)
    folder = write(tmp_path, framework(), indicators, {"evidence": items})
    report = explained(folder, node="p.a")
    (told,) = [line for line in text_of(report).splitlines() if line.startswith("Rating: ")]
    steps = told.removeprefix("Rating: ").split("; ")
    assert steps[0] == "value 7.25 deaths (standard error 0.8)"
    ends = []
    for step in steps[1:]:
        said = re.sub(r"^.*: (?=[\d(])", "", step.partition(", by ")[0].partition(", kept")[0])
        if step.startswith("standard error"):
            said = said.removeprefix("standard error ").replace("slope ", "")
        if " = " in said:
            left, _, right = said.rpartition(" = ")
            left = left.removeprefix("higher is lower: ")
            assert worth(left) == pytest.approx(float(right), rel=2e-5, abs=2e-3), step
        if not step.startswith("standard error"):
            ends.append(float(figure(re.findall(r"−?[\d.]+", step.partition(", by ")[0])[-1])))
    rating = report.document()["countries"][0]["pillars"][0]["indicators"][0]["evidence"][0][
        "rating"
    ]
    assert ends[-1] == pytest.approx(rating, abs=1e-3)
    assert (steps[-1].startswith("standard error")) is (evidence == "latest")


def test_a_denominator_is_named_with_its_value_date_and_place(tmp_path: Path) -> None:
    """What a value is divided by can be looked up."""
    measure = {"unit": "deaths", **MEASURES["divided"]}
    items = [
        item("mli-1", value=6.0),
        item("mli-people", "context.people", value=4.0, observed=date(2026, 1, 1)),
    ]
    context = {"measure": {"unit": "people", "normalise": "none"}}
    indicators: dict[str, dict[str, Any]] = {"p.a": {"measure": measure}, "context.people": context}
    folder = write(tmp_path, framework(), indicators | {"q.b": {}}, {"evidence": items})
    told = text_of(explained(folder, node="p.a"))
    lines = (folder / "evidence" / "a.toml").read_text(encoding="utf-8").splitlines()
    at = max(number for number, line in enumerate(lines, 1) if line == "[[evidence]]")
    assert f"6 / 4 = 1.5, by context.people of 2026-01-01 (evidence/a.toml:{at})" in told


def test_an_unusable_value_says_why(tmp_path: Path) -> None:
    """A value without anything to divide it by counts for nothing, and is told to."""
    measure = {"unit": "deaths", **MEASURES["divided"]}
    context = {"measure": {"unit": "people", "normalise": "none"}}
    indicators: dict[str, dict[str, Any]] = {"p.a": {"measure": measure}, "context.people": context}
    items = [item("mli-1", value=6.0)]
    folder = write(tmp_path, framework(), indicators | {"q.b": {}}, {"evidence": items})
    assert "unusable: no denominator" in text_of(explained(folder, node="p.a"))


AMENDED = {
    "evidence": [
        item("mli-1"),
        item("mli-2", level=3),
        item("mli-3", nature="condition"),
        item("mli-4", nature="condition", turning_point=True, observed=date(2026, 5, 1)),
        item("mli-5", level=1, observed=date(2026, 1, 1)),
    ],
    "amendment": [
        {
            "evidence": "mli-1",
            "recorded": date(2026, 6, 10),
            "withdrawn": True,
            "reason": "superseded",
            "analyst": "canary-analyst",
            "notes": "canary-notes",
        },
        {"evidence": "mli-2", "recorded": date(2026, 6, 11), "level": 4, "reason": "a slip"},
        {"evidence": "mli-2", "recorded": date(2026, 6, 12), "level": 5, "credibility": 3},
        {"evidence": "mli-3", "recorded": date(2026, 6, 13), "ended": date(2026, 6, 12)},
        {"evidence": "mli-4", "recorded": date(2026, 6, 14), "confirmed": date(2026, 6, 14)},
        {"evidence": "mli-4", "recorded": date(2026, 6, 15), "ended": date(2027, 1, 1)},
    ],
    "not-applicable": [
        {
            "countries": ["MLI"],
            "indicator": "q.b",
            "recorded": date(2026, 6, 3),
            "reason": "no mines",
            "analyst": "canary-analyst",
        }
    ],
}


def test_later_words_stand_beside_their_items(tmp_path: Path) -> None:
    """Withdrawn, ended, confirmed, amended and retired items say so, with date and reason."""
    folder = write(tmp_path, framework(), {"p.a": {}, "q.b": {}}, AMENDED)
    for node in ("", "p.a"):
        told = text_of(explained(folder, node=node))
        for remark in (
            "withdrawn 2026-06-10: superseded",
            "level 3 → 4 on 2026-06-11: a slip",
            "level 4 → 5 on 2026-06-12; credibility 2 → 3 on 2026-06-12",
            "ended 2026-06-12",
            "confirmed 2026-06-14",
            "ends 2027-01-01",
            "retired by mli-4",
        ):
            assert remark in told
        assert "canary" not in told
    assert "Not applicable (since 2026-06-03): no mines." in text_of(explained(folder))


def test_who_said_it_is_private(tmp_path: Path) -> None:
    """Analyst and notes of later words stand in `--private` alone, in the document too."""
    folder = write(tmp_path, framework(), {"p.a": {}, "q.b": {}}, AMENDED)
    shown = text_of(explained(folder, node="p.a", private=True))
    assert "withdrawn 2026-06-10: superseded (by canary-analyst) [canary-notes]" in shown
    assert "(by canary-analyst)" in text_of(explained(folder, private=True))
    assert "canary" in json.dumps(dict(explained(folder, private=True).document()))
    for report in (explained(folder), summary(folder)):
        assert "canary" not in json.dumps(dict(report.document()))
        assert "canary" not in str(list(report.rows()))


def test_the_document_holds_later_words(tmp_path: Path) -> None:
    """The document of `explain` has each item's later words with their dates and reasons."""
    folder = write(tmp_path, framework(), {"p.a": {}, "q.b": {}}, AMENDED)
    (pillar, _) = explained(folder).document()["countries"][0]["pillars"]
    words = {one["id"]: one["later_words"] for one in pillar["indicators"][0]["evidence"]}
    assert words["mli-5"] == []
    assert words["mli-1"] == [{"recorded": "2026-06-10", "withdrawn": True, "reason": "superseded"}]
    assert words["mli-4"][1] == {"recorded": "2026-06-15", "ended": "2027-01-01"}


def test_a_pillar_can_be_explained_alone() -> None:
    """A pillar's page has its members, and no other pillar's."""
    told = text_of(explained(EXAMPLES / "sahel", node="security"))
    assert re.search(r"^[+−][\d.]+ Security: ", told, re.MULTILINE)
    assert "(security.kidnapping)" in told
    assert "(engagement." not in told
    rows = list(explained(EXAMPLES / "inform", node="hazard").rows())
    assert {str(row[3]).partition(".")[0] for row in rows} == {"natural", "human"}


def test_a_country_without_evidence_has_its_base_rate_alone() -> None:
    """A country without evidence adds up too, and says that there are no items."""
    root = tree(explained(EXAMPLES / "sahel", "FRA"))
    assert points(root) == points(root.below[0])
    assert "No items: it stands at its base rate." in text_of(explained(EXAMPLES / "sahel", "FRA"))
    assert opened(EXAMPLES / "sahel").items > 0


@pytest.mark.parametrize(
    ("country", "lang", "told"),
    [
        ("MLI", "en", "FATF status at the year's end: not listed in 2025"),
        ("MLI", "fr", "Statut GAFI en fin d'année : non inscrit en 2025"),
        ("CIV", "en", "FATF status at the year's end: grey list in 2025"),
    ],
)
def test_classes_of_statistics_have_words(country: str, lang: str, told: str) -> None:
    """A number that stands for a class is not printed as one."""
    page = text_of(explained(EXAMPLES / "sahel", country, lang=lang))
    assert told in page


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.13542, "0.135"), (1.5239, "1.52"), (934262.0, "934,262"), (0.0, "0"), (-0.98765, "−0.988")],
)
def test_statistics_have_three_significant_digits(value: float, written: str) -> None:
    """Whole units are never rounded away."""
    file = opened(EXAMPLES / "sahel").measures["coups"]
    assert value_text(value, file, words_of("en")) == written
