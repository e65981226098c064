"""What a consultant reads: sub-pillars, scales, indices, drivers, the way in and the way out."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from report_desk import (
    EXAMPLES,
    LEVELS,
    column,
    framework,
    item,
    opened,
    said,
    summary,
    tables,
    text_of,
)
from report_desk import write as desk_of

from desk_items import Run
from sahelrisk.rendering import render
from sahelrisk.report.blocks import Heading, Nested, Paragraph
from sahelrisk.report.names import pillar_path
from sahelrisk.report.words import words_of

MEASURE = {"measure": {"unit": "u", "normalise": "none"}}
TREE = [
    {"id": "p", "title": "Hazard"},
    {"id": "n", "title": "Natural", "parent": "p"},
    {"id": "q", "title": "Queue"},
]


def nested(tmp_path: Path, **more: Any) -> Path:  # noqa: ANN401
    """Return a dossier whose first pillar has its only indicator in a sub-pillar."""
    rules = {**framework(), "pillars": TREE, **more}
    evidence = {"evidence": [item("e1", "n.a"), item("e2", "q.b")]}
    return desk_of(
        tmp_path / "desk", rules, {"n.a": {"title": "Ay", "levels": LEVELS}, "q.b": {}}, evidence
    )


def drawn(folder: Path, form: str, width: int = 80) -> str:
    """Return a summary in a format."""
    out = io.StringIO()
    render(summary(folder), form, out, width=width)
    return out.getvalue()


def test_sub_pillars_stand_below_their_pillar(tmp_path: Path) -> None:
    """A table sets sub-pillars in; where a name stands alone it says what it belongs to."""
    folder = nested(tmp_path)
    lines = drawn(folder, "terminal").splitlines()
    assert any(line.startswith(" Hazard ") for line in lines)
    assert any(line.startswith("   Natural ") for line in lines)
    assert "\nHazard › Natural, Score: " in drawn(folder, "plain")
    assert "| Hazard › Natural |" in drawn(folder, "markdown")
    assert pillar_path(opened(folder), "n", words_of("en")) == "Hazard › Natural"


def test_no_word_of_an_indented_name_is_folded(tmp_path: Path) -> None:
    """Columns go before a name is broken within a word."""
    folder = nested(
        tmp_path, pillars=[TREE[0], {**TREE[1], "title": "Incomprehensibilities"}, TREE[2]]
    )
    for width in (50, 60, 80, 120):
        assert "Incomprehensibilities" in drawn(folder, "terminal", width)


@pytest.mark.parametrize(("scale", "top"), [([0, 10], "10"), ([0, 1], "1")])
def test_bars_are_headed_by_the_scale_they_are_on(
    tmp_path: Path, scale: list[int], top: str
) -> None:
    """Where all pillars are on one scale the bars say which; where not, each is on its own."""
    alike = [{**pillar, "scale": scale} for pillar in TREE]
    [head] = [
        line
        for line in drawn(nested(tmp_path / "a", pillars=alike), "terminal", 100).splitlines()
        if line.startswith(" Pillar")
    ]
    assert f" {top} " in head
    assert "100" not in head
    mixed = drawn(nested(tmp_path / "b", pillars=[alike[0], *TREE[1:]]), "terminal", 100)
    [head] = [line for line in mixed.splitlines() if line.startswith(" Pillar")]
    assert "20" not in head


def test_what_is_measured_only_has_a_highest_pillar(tmp_path: Path) -> None:
    """In a published index 100 may be best: nothing is called worst."""
    given = [item("e1", "p.a", value=80.0), item("e2", "q.b", value=20.0)]
    index = desk_of(
        tmp_path / "i", framework(), {"p.a": MEASURE, "q.b": MEASURE}, {"evidence": given}
    )
    text = text_of(summary(index))
    assert "Highest: Pee" in text
    assert "Pee is" not in text
    assert "Hazard is HIGH" in text_of(summary(nested(tmp_path)))


def test_drivers_have_figures_on_any_scale(tmp_path: Path) -> None:
    """On a scale of 0 to 1 points have more decimals; what rounds to nothing drives nothing."""
    text = drawn(nested(tmp_path / "a", scale=[0, 1]), "plain")
    points = re.findall(r"^What drives it: ([+-][0-9.]+) ", text, re.MULTILINE)
    assert points
    assert all(float(one) for one in points)
    assert all(len(one.partition(".")[2]) > 1 for one in points)


def test_usual_bands_are_french_in_french(tmp_path: Path) -> None:
    """A framework that writes the usual bands itself, without translating them, has them translated."""
    bands = [{"name": "low", "from": 0}, {"name": "High", "from": 50}]
    text = text_of(summary(nested(tmp_path, bands=bands), lang="fr"))
    assert "élevé" in text
    assert "High" not in text


def test_a_country_of_which_nothing_is_known_has_no_figures(tmp_path: Path) -> None:
    """Without evidence and base rate there is no score, no band and nothing to watch."""
    folder = desk_of(tmp_path / "d", framework(), {"p.a": {}, "q.b": {}}, {"evidence": []})
    text = text_of(summary(folder))
    assert "Insufficient: evidence covers too little" in text
    assert "of 100" not in text
    assert "Watch" not in text


def test_the_top_of_a_scale_is_no_range(tmp_path: Path) -> None:
    """An alert at 100 speaks of the highest score, not of one from 100 to 100."""
    given = [item(f"e{n}", "p.a", value=100.0) for n in range(3)]
    measure = {"measure": {"unit": "u", "normalise": "none", "evidence": "latest"}}
    folder = desk_of(
        tmp_path / "d",
        framework(alerts={"score": 100}),
        {"p.a": measure, "q.b": measure},
        {"evidence": given},
    )
    text = text_of(summary(folder, full=True))
    assert "100 % probability of the highest score, 100" in text


SAHEL = EXAMPLES / "sahel"
PARTS = {
    "en": (
        "Mali",
        "What happened in the last 12 months",
        "Pillars",
        "Why it stands off its base rate",
        "Watch: what one good report would change",
    ),
    "fr": (
        "Mali",
        "Ce qui s'est passé au cours des 12 derniers mois",
        "Piliers",
        "Pourquoi il s'écarte de son taux de base",
        "À surveiller : ce qu'une bonne source changerait",
    ),
}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_parts_stand_in_their_order(lang: str) -> None:
    """How bad, what happened, where, why, what to watch, in either language; then the way on."""
    *blocks, last = summary(SAHEL, lang=lang).blocks()
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert tuple(one for one in heads if one in PARTS[lang]) == PARTS[lang]
    assert isinstance(last, Paragraph)
    assert "mali --full" in last.text


@pytest.mark.parametrize("form", ["plain", "markdown", "terminal"])
def test_figures_of_the_brief_are_those_of_the_document(form: str) -> None:
    """Score, range and evidence of the country and of every pillar, as JSON has them."""
    report, words = summary(SAHEL), words_of("en")
    [country] = report.document()["countries"]
    out = io.StringIO()
    render(report, form, out, width=100)
    page = out.getvalue()
    low, high = (words.points(country["interval"][end]) for end in ("low", "high"))
    # Where the whole figure would stand on the edge of its band, a decimal is printed.
    whole, finer = f"{country['score']:.0f}", f"{country['score']:.1f}"
    assert re.search(rf"\b({whole}|{finer}) of 100", page)
    assert re.search(rf"{low}(–| to ){high}\b", page)
    for pillar in country["pillars"]:
        score, evidence = f"{pillar['score']:.0f}", words.percent(pillar["coverage"])
        low, high = (words.points(pillar["interval"][end]) for end in ("low", "high"))
        lines = [line for line in page.splitlines() if pillar["title"] in line]
        for figure in (score, f"{low}–{high}", evidence):
            assert any(figure in line for line in lines), (pillar["id"], figure)


def test_a_name_that_stands_alone_says_all_of_itself() -> None:
    """The path of a nested name runs from the outermost one in."""
    assert Nested("c", ("a", "b")).path == "a › b › c"
    assert said(Nested("c", ("a", "b"))) == "c"


def test_plain_and_another_format_are_refused(sahelrisk: Run) -> None:
    """`--plain` with another format is wrong usage, not a silent choice; with `plain` it is fine."""
    done = sahelrisk("score", "mali", "--plain", "--format", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--plain" in done.stderr
    assert sahelrisk("where", "--plain", "--format", "plain").returncode == 0


def test_where_says_whole_paths_and_counts_problems(sahelrisk: Run, tmp_path: Path) -> None:
    """All paths are absolute and without dots; notes are no problems."""
    done = sahelrisk("init", "desk")
    assert done.returncode == 0
    there = tmp_path / "empty"
    facts = json.loads(sahelrisk("where", "-d", "./desk", "-f", "json").stdout)
    assert facts["dossier"] == str(there / "desk")
    assert facts["evidence"] == str(there / "desk" / "evidence")
    assert Path(facts["framework"]).is_absolute()
    assert sahelrisk("where", "-f", "json").returncode == 0
    bundled = json.loads(sahelrisk("where", "-f", "json").stdout)
    checked = sahelrisk("check", "--format", "json", "-d", bundled["dossier"])
    told = json.loads(checked.stdout)["summary"]
    assert bundled["problems"] == told["errors"] + told["warnings"]


@pytest.mark.parametrize(
    ("arguments", "english", "french"),
    [
        (
            ("score", "nigr"),
            "unknown country 'nigr'; did you mean Niger",
            "pays inconnu : 'nigr' ; vouliez-vous dire Niger",
        ),
        (("compare", "@zz"), "unknown group '@zz'", "groupe inconnu : '@zz'"),
        (
            ("compare", "SAHEL"),
            "did you mean the group @sahel",
            "vouliez-vous dire le groupe @sahel",
        ),
        (("score", "mali", "-p", "x"), "unknown profile 'x'", "profil inconnu : 'x'"),
        (
            ("explain", "mali", "atack-tempo"),
            "did you mean",
            "vouliez-vous dire « security.attack-tempo » ?",
        ),
        (
            ("compare", "mali", "--by", "securty"),
            "unknown indicator",
            "indicateur inconnu : 'securty'",
        ),
        (("where", "--plain", "-f", "csv"), "contradict each other", "se contredisent"),
        (("where", "-o", "x.odt"), "unknown file ending", "extension inconnue"),
    ],
)
def test_wrong_usage_is_said_in_the_language_of_the_page(
    sahelrisk: Run, arguments: tuple[str, ...], english: str, french: str
) -> None:
    """What was not understood is said in the language asked for, with exit code 2."""
    for lang, text in (("en", english), ("fr", french)):
        done = sahelrisk(*arguments, "--lang", lang)
        assert (done.returncode, done.stdout) == (2, "")
        assert text in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("score", "mali", "--brief"),
        ("explain", "mali", "attack-tempo"),
        ("compare", "mali"),
        ("changes", "mali", "--since", "2026-06-01"),
        ("history", "mali", "--from", "2026-06-01"),
        ("plan", "mali"),
        ("audit",),
    ],
)
def test_every_page_of_scores_begins_with_what_it_is_made_of(
    sahelrisk: Run, command: tuple[str, ...]
) -> None:
    """Marking, what was known, profile, framework and notice stand on every page of scores."""
    page = sahelrisk(*command, "--as-of", "2026-06-30", "--profile", "mining", "--plain").stdout
    # What changed is what became known: the later of its two states knows its own day.
    known = "2026-06-30" if command[0] == "changes" else "everything recorded"
    for line in (
        "Marking: TLP:CLEAR",
        f"Known on: {known}",
        "Profile: Mining investor",
        "Framework: Sahel country risk",
        "Notice: illustrative ratings, not an assessment",
    ):
        assert f"\n{line}" in page
