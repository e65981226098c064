"""The heat map of `compare`: every pillar at every width, what gives way, who takes a place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import compare_desk as desk
import pytest

from sahelrisk.rendering.heat import drawn_cell
from sahelrisk.report.blocks import Fill

EXAMPLE = Path(__file__).parents[2] / "examples" / "sahel"
AS_OF = ("--as-of", "2026-09-28")
WIDTHS = (60, 80, 100, 120, 200)
SHORT = ("Sec", "Sov", "Eng", "Ill")
LONG = ("Security", "Sovereignty", "Engagement", "Illicit resources")


def page(*arguments: str, width: int, monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """Return the lines of a page of that width."""
    monkeypatch.setenv("COLUMNS", str(width))
    result = desk.run(*arguments, folder=folder)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= width
    return lines


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_pillar_of_every_country_is_shown(
    width: int, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Heads and four figures a row stand there from 60 columns on, in both languages."""
    asked = ("compare", "@aes", "@coastal", "--lang", lang, *AS_OF)
    lines = page(*asked, width=width, monkeypatch=monkeypatch, folder=EXAMPLE)
    document = desk.document("compare", "@aes", "@coastal", *AS_OF, folder=EXAMPLE)
    names = {one["iso3"]: one["name"] for one in document["countries"]}
    if lang == "en":
        heads = next(line for line in lines if "Rank" in line and "Score" in line)
        short, long = (all(head in heads for head in heads_) for heads_ in (SHORT, LONG))
        assert short or long
        assert width >= 100 or not long
    for one in document["countries"]:
        begins = (one["iso3"], one["name"]) if lang == "en" else (one["iso3"],)
        if lang == "fr" and width > 60:
            continue
        (row,) = [line for line in lines if line.startswith(begins)]
        assert names
        figures = [round(pillar["score"]) for pillar in one["pillars"]]
        found = [round(float(text.replace(",", "."))) for text in re.findall(r"\d+[.,]?\d*", row)]
        assert "".join(f" {figure}" for figure in figures) in "".join(
            f" {figure}" for figure in found
        ) or set(figures) <= {*found, *(figure + 1 for figure in found)}


def test_what_gives_way_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bars go first, then ranges, then names become codes; the whole width is used."""
    asked = ("compare", "@aes", *AS_OF)
    mali = desk.document(*asked, folder=EXAMPLE)["countries"][0]
    interval = "{low:.0f}–{high:.0f}".format(**mali["interval"])

    def shown(width: int) -> tuple[bool, bool, bool, int]:
        lines = page(*asked, width=width, monkeypatch=monkeypatch, folder=EXAMPLE)
        text = "\n".join(lines)
        widest = max(len(line) for line in lines if line.startswith(("Mali", "MLI")))
        return "●" in text, interval in text, "Burkina" in text, widest

    assert shown(60)[:3] == (False, False, False)
    assert shown(80)[:3] == (False, False, True)
    assert shown(100)[:3] == (False, True, True)
    assert shown(120)[:3] == (True, True, True)
    assert shown(200)[:3] == (True, True, True)
    assert shown(200)[3] > 190


def test_heads_of_narrow_parts_stand_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word of a head is one of a title, whole or cut with a full stop."""
    asked = ("compare", "mali", "niger", "-d", str(EXAMPLE), *AS_OF, "--by", "security")
    lines = page(*asked, width=60, monkeypatch=monkeypatch, folder=EXAMPLE)
    last = next(at for at, line in enumerate(lines) if line.startswith("ISO"))
    assert "Kid." in lines[last].split()
    assert {"Harm", "Arm.", "Str.", "Sup."} <= set(" ".join(lines[last - 3 : last]).split())


@pytest.mark.parametrize("width", [80, 100])
def test_heads_of_indicators_keep_their_words(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Heads wrap between words before anything is left out, and no word is cut."""
    asked = ("compare", "mali", "niger", *AS_OF, "--by", "security")
    lines = page(*asked, width=width, monkeypatch=monkeypatch, folder=EXAMPLE)
    rows = [at for at, line in enumerate(lines) if line.startswith(("MLI", "Mali"))]
    heads = " ".join(lines[rows[0] - 3 : rows[0]]).split()
    assert {"Harm", "civilians", "Armed", "attacks", "Kidnapping", "Supply", "Territory"} <= {
        *heads
    }
    assert ("Status" in heads) is (width == 100)


@pytest.mark.parametrize("form", ["markdown", "terminal"])
def test_a_column_has_one_number_of_decimals(form: str) -> None:
    """59.8 keeps its decimal, so that it is not called high at 60, and all beside it have one."""
    asked = ("compare", "--all", "--profile", "lender", "-f", form)
    result = desk.run(*asked, *AS_OF, folder=EXAMPLE)
    lines = result.stdout.splitlines()
    assert len([line for line in lines if re.search(r"\b59\.8\b|\b69\.1\b", line)]) >= 2
    if form == "markdown":
        rows = [line.strip("| ").split(" | ") for line in lines]
        table = [row for row in rows if len(row) == 12][2:]
        for at in (2, 3, 5, 6, 7, 8):
            assert len({"." in row[at].split(" (")[0] for row in table}) == 1, table
        assert [row[2] for row in table] == [row[3].split(" (")[0] for row in table]


@pytest.mark.parametrize("number", [8, 12])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_many_pillars_are_stacked_and_none_is_lost(
    number: int, width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the pillars do not fit side by side they follow below, the name in front of them."""
    pillars = [
        {"id": f"p{n}", "title": f"Pillar number {n}", "short": f"P{n}x"} for n in range(number)
    ]
    rules = desk.framework(pillars=pillars)
    desk.dump(tmp_path / "dossier.toml", {"title": "Small", "tlp": "CLEAR"})
    desk.dump(tmp_path / "indicators" / "framework.toml", rules)
    items = []
    for n in range(number):
        desk.dump(tmp_path / "indicators" / f"p{n}" / "a.toml", {"levels": desk.LEVELS})
        items.append(desk.item(f"i{n}", desk.date(2026, 6, 1), 5, indicator=f"p{n}.a"))
    desk.dump(tmp_path / "evidence" / "all.toml", {"evidence": items})
    asked = ("compare", "mali", "--as-of", desk.AS_OF)
    lines = page(*asked, width=width, monkeypatch=monkeypatch, folder=tmp_path)
    text = "\n".join(lines)
    assert all(f"P{n}x" in text or f"Pillar number {n}" in text for n in range(number))
    rows = [line for line in lines if line.startswith(("MLI", "Mali"))]
    assert (len(rows) == 1) is (number == 8 or width > 60)


def test_all_but_the_insufficient_take_their_place(tmp_path: Path) -> None:
    """Countries stand by score; on a base rate alone the rank is null and has a range."""
    asked = ("compare", "@west-africa", *AS_OF)
    document = desk.document(*asked, folder=EXAMPLE)
    ranks = {one["iso3"]: one for one in document["countries"]}
    assert ranks["MLI"]["rank"] == 1
    assert ranks["SLE"]["status"] == "base-rate"
    assert ranks["SLE"]["rank"] is None
    assert ranks["SLE"]["rank_low"] >= 1
    rows = desk.run(*asked, "-f", "csv", folder=EXAMPLE).stdout.splitlines()
    at = rows[0].split(",").index("score")
    scores = [float(row.split(",")[at]) for row in rows[1:]]
    assert scores == sorted(scores, reverse=True)
    folder = desk.write(tmp_path, {"evidence": [desk.item("a", desk.date(2026, 6, 1), 5)]})
    lines = desk.run("compare", "mali", "chad", "--as-of", desk.AS_OF, folder=folder).stdout
    (row,) = [line for line in lines.splitlines() if line.startswith(("Chad", "TCD"))]
    assert not re.search(r"\d", row.replace("0 %", ""))
    assert row.count("–") >= 4


def test_a_country_on_its_base_rate_prints_no_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands where the rank would be, the places that are possible in brackets behind it."""
    asked = ("compare", "mali", "sudan", *AS_OF)
    lines = page(*asked, width=140, monkeypatch=monkeypatch, folder=EXAMPLE)
    rows = {
        name: line for line in lines for name in ("Mali", "Sudan") if line.strip().startswith(name)
    }
    assert re.search(r"Sudan +– \(1–2\)", rows["Sudan"])
    assert re.search(r"Mali +1 \(1\)", rows["Mali"])
    text = " ".join(" ".join(lines).split())
    assert (
        "in brackets the places possible at 95 %. A country on its base rate has no rank." in text
    )


def test_the_world_is_every_country_with_a_base_rate() -> None:
    """--world lists them all; without evidence nothing is new in twelve months."""
    document = desk.document("compare", "--world", *AS_OF, folder=EXAMPLE)
    assert len(document["countries"]) > 180
    assert all(one["base_rate"] is not None for one in document["countries"])
    assert desk.run("compare", "--world", "--all", folder=EXAMPLE).exit_code == 2
    assert desk.run("compare", "mali", "--world", folder=EXAMPLE).exit_code == 2
    assert desk.run("compare", folder=EXAMPLE).exit_code == 2


def test_groups_of_the_table_of_countries_are_known_everywhere() -> None:
    """@uemoa works without being the dossier's; the dossier's own group of a name wins."""
    document = desk.document("score", "@uemoa", *AS_OF, folder=EXAMPLE)
    assert len(document["countries"]) == 8
    own = desk.document("score", "@aes", *AS_OF, folder=EXAMPLE)
    assert {one["iso3"] for one in own["countries"]} == {"MLI", "BFA", "NER"}
    missed = desk.run("compare", "@west-afrika", folder=EXAMPLE)
    assert missed.exit_code == 2
    assert "@west-africa" in missed.stderr


def test_a_yardstick_stands_beside_the_score(tmp_path: Path) -> None:
    """--against prints the index, its rank correlation and the largest disagreements."""
    asked = ("compare", "@africa", "--against", "inform-2025", *AS_OF)
    found = desk.document(*asked, folder=EXAMPLE)["against"]
    assert found["countries"] > 40
    assert 0.6 < found["rank_correlation"] < 1.0
    assert len(found["disagreements"]) == 5
    text = desk.run(*asked, folder=EXAMPLE).stdout
    assert "Rank correlation over" in text
    own = tmp_path / "own.csv"
    own.write_text("country,value\nMali,3\nNiger,2\nBFA,1\n", encoding="utf-8")
    given = ("compare", "@aes", "--against", str(own), *AS_OF)
    assert desk.document(*given, folder=EXAMPLE)["against"]["rank_correlation"] == pytest.approx(
        0.5
    )
    for content in ("x,y\n", "country,value\nNowhere,1\n", "country,value\nMali,high\n"):
        own.write_text(content, encoding="utf-8")
        wrong = desk.run(*given, folder=EXAMPLE)
        assert wrong.exit_code == 2
        assert "own.csv" in wrong.stderr
    missing = desk.run("compare", "mali", "--against", "informed", folder=EXAMPLE)
    assert missing.exit_code == 2
    assert "inform-2025" in missing.stderr


@pytest.mark.parametrize("form", ["plain", "markdown", "html", "csv", "json"])
def test_every_format_has_every_pillar(form: str) -> None:
    """No format leaves a pillar out."""
    shown = desk.run("compare", "@aes", *AS_OF, "-f", form, folder=EXAMPLE).stdout
    titles = LONG if form not in ("csv", "json") else ("security", "illicit-resources")
    assert all(title in shown for title in titles)
    if form == "html":
        assert re.search(r'class="fig t5', shown)
        assert "<script" not in shown
    if form == "json":
        found: dict[str, Any] = json.loads(shown)
        assert found["schema"] == "sahelrisk/score/2"


def test_a_fill_is_as_wide_as_its_column_and_keeps_its_ground() -> None:
    """Every figure stands in the middle of its band's colour; one that is hardly evidence too."""
    for thin in (False, True):
        cell = drawn_cell(Fill("79", "bad", "high", thin), 7)
        assert cell.plain == "79".center(7)
        assert str(cell.style) == "chip4"
        assert [str(span.style) for span in cell.spans] == (["underline"] if thin else [])
