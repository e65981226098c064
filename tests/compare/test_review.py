"""`review`: every line of a branch with what it moves, equal to `changes`, and its exit codes."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import cmarkgfm
import compare_desk as desk
import pytest
import review_desk
import tomli
import worlds

if TYPE_CHECKING:
    from click.testing import Result

NUMBER = 60
AS_OF = ("--as-of", desk.AS_OF)


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with a branch that does everything a branch does."""
    place = tmp_path_factory.mktemp("review")
    review_desk.change(review_desk.repository(place, NUMBER), NUMBER)
    return place


def run(folder: Path, *arguments: str) -> Result:
    """Review as of one day."""
    return desk.run("review", *arguments, *AS_OF, folder=folder)


def document(folder: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    """Return the JSON of a review."""
    result = run(folder, *arguments, "-f", "json")
    assert result.exit_code == code, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture(scope="module")
def found(top: Path) -> dict[str, Any]:
    """Return the review of the branch; the rewriting is an error."""
    return document(top / "desk", "main", code=1)


def test_every_item_is_named_with_its_line(found: dict[str, Any], top: Path) -> None:
    """40 added, 5 amended, 2 withdrawn, 1 rewritten: each at the line where it stands."""
    states = [one["state"] for one in found["items"]]
    counts = {state: states.count(state) for state in set(states)}
    assert counts == {"added": 40, "amended": 5, "withdrawn": 2, "rewritten": 1}
    for one in found["items"]:
        lines = (top / one["path"]).read_text(encoding="utf-8").splitlines()
        assert any(key in lines[one["line"] - 1] for key in ("[[", "level", "evidence ="))
        assert one["grade"] == "B2"
        assert [effect["country"] for effect in one["effects"]] == one["countries"]


def test_effects_add_up(found: dict[str, Any]) -> None:
    """Those of a country to its difference, which is that of its scores."""
    assert len(found["countries"]) == NUMBER
    for one in found["countries"]:
        scores = one["after"]["score"] - one["before"]["score"]
        assert one["difference"] == pytest.approx(scores, abs=1e-6)
        assert sum(line["points"] for line in one["effects"]) == pytest.approx(scores, abs=1e-6)


def test_a_rename_moves_nothing(found: dict[str, Any]) -> None:
    """It is named, and no item of the renamed indicator is listed that nobody touched."""
    kinds = {(one["kind"], one["name"]) for one in found["framework"]}
    assert kinds == {("renamed", "p.attacks"), ("set", "framework.pillars.p.weight")}
    touched = {one["id"] for one in found["items"]}
    for country in found["countries"]:
        lines = {one["evidence"] for one in country["effects"] if one["evidence"]}
        assert lines <= touched


def test_problems_and_sources(found: dict[str, Any]) -> None:
    """The rewriting is an error with its place; publishers of new items are new."""
    errors = [one for one in found["problems_new"] if one["severity"] == "error"]
    assert [one["rule"] for one in errors] == ["rewritten"]
    assert errors[0]["path"] == "desk/evidence/all.toml"
    assert len(found["sources"]) == 40


def test_gates_exit_with_3(top: Path) -> None:
    """A crossed gate is graver than an error; a change is against BASE."""
    result = run(top / "desk", "main", "--fail-if", "change > 20")
    assert result.exit_code == 3
    assert "gate crossed: " in result.stderr
    crossed = document(top / "desk", "main", "--fail-if", "change > 15", code=3)
    names = {one["name"] for one in crossed["countries"] if one["difference"] > 15}
    assert {line.split(": ")[1].rpartition(" ")[0] for line in crossed["crossed"]} == names
    assert run(top / "desk", "main", "--fail-if", "change > 90").exit_code == 1


def test_nothing_changed(top: Path) -> None:
    """A revision against itself is quiet and passes."""
    same = document(top / "desk", "main", "main")
    assert not same["countries"]
    assert not same["items"]
    assert not same["problems_new"]
    assert same["unmoved"] == NUMBER


def test_markdown_fits_a_comment(top: Path) -> None:
    """It begins with its marker, mentions nobody, and what does not fit is counted."""
    text = run(top / "desk", "main", "-f", "markdown").stdout
    assert text.startswith("<!-- sahelrisk review -->\n# ")
    assert len(text) < 65_000
    assert "| --- |" in text


@pytest.mark.parametrize("form", ["terminal", "plain", "html", "csv", "github"])
def test_every_format(top: Path, form: str) -> None:
    """Each names a new item; github annotates the error where the file lies."""
    said = run(top / "desk", "main", "-f", form).stdout
    assert "new-01" in said
    if form == "github":
        assert re.search(r"^::error file=desk/evidence/all.toml,line=\d+,", said, re.MULTILINE)


def test_long_markdown_is_cut_with_the_count(tmp_path: Path) -> None:
    """Of 400 items with hostile texts some stand there, nobody is mentioned, the rest is counted."""
    before = desk.write(tmp_path / "before", {"evidence": []})
    after = tmp_path / "after"
    shutil.copytree(before, after)
    more = [
        desk.item(f"x{at}", _day(), 1 + at % 5, statement=f"@team look [here](http://x) #{at} " * 9)
        for at in range(400)
    ]
    desk.dump(after / "evidence" / "more.toml", {"evidence": more})
    text = desk.run("review", str(before), *AS_OF, "-f", "markdown", folder=after).stdout
    assert len(text) < 65_000
    assert re.search(r"\d+ more rows are in the other formats", text)
    assert not re.search(r"@team", text)
    html = cmarkgfm.github_flavored_markdown_to_html(text)
    assert "<a " not in html
    assert html.count("<table>") == len(re.findall(r"^\| ?-", text, re.MULTILINE))


def _day() -> Any:  # noqa: ANN401  what tomli_w writes as a date
    from datetime import date

    return date(2026, 6, 1)


SEEDS = range(40)
"""Two hundred were compared once; these stay."""


@pytest.mark.parametrize("seed", SEEDS)
def test_review_equals_changes_and_score(seed: int, tmp_path: Path) -> None:
    """On pairs of generated dossiers: per country `changes`, and `score` on both ends."""
    random = Random(seed)
    before, after = tmp_path / "before", tmp_path / "after"
    world = worlds.Maker(random, plain=True).world()
    worlds.write(world, before)
    shutil.copytree(before, after)
    _changed(after, random)
    result = desk.run("review", str(before), *AS_OF, "-f", "json", folder=after)
    assert result.exit_code in (0, 1), result.output
    found = json.loads(result.stdout)
    for one in found["countries"]:
        code = one["iso3"]
        [same] = desk.document(
            "changes", code, "--from", str(before), "--to", str(after), *AS_OF, folder=after
        )["countries"]
        for key in ("difference", "evidence_points", "threshold", "changed", "direction"):
            assert one[key] == same[key]
        for key, folder in (("before", before), ("after", after)):
            assert one[key] == same[key]
            score = desk.document("score", code, *AS_OF, folder=folder)["countries"][0]
            assert one[key]["score"] == score["score"]
        if one["before"]["score"] is not None and one["after"]["score"] is not None:
            total = sum(line["points"] for line in one["effects"])
            assert total == pytest.approx(one["difference"], abs=1e-6)


def _changed(folder: Path, random: Random) -> None:
    """Withdraw or mend some items, or change a half-life or a weight, or both."""
    if random.random() < 0.4:
        paths = sorted((folder / "indicators").glob("*/*.toml"))
        path = random.choice([one for one in paths if one.parent.name != "base"])
        table = tomli.loads(path.read_text(encoding="utf-8"))
        key = random.choice(("half_life_days", "weight"))
        table[key] = {"half_life_days": 77, "weight": 3.0}[key]
        desk.dump(path, table)
    for path in sorted((folder / "evidence").glob("*.toml")):
        file = tomli.loads(path.read_text(encoding="utf-8"))
        words = file.setdefault("amendment", [])
        for one in file.get("evidence", []):
            if random.random() < 0.2:
                words.append(
                    {"evidence": one["id"], "recorded": _day(), "withdrawn": True, "reason": "x"}
                )
            elif random.random() < 0.2:
                words.append(
                    {"evidence": one["id"], "recorded": _day(), "credibility": 4, "reason": "x"}
                )
        desk.dump(path, file)


CANARY = "canary"


@pytest.mark.parametrize("labels", [("RED", "CLEAR"), ("CLEAR", "RED"), ("RED", "RED")])
def test_a_ceiling_hides_at_both_ends(tmp_path: Path, labels: tuple[str, str]) -> None:
    """An item RED at one end tells nothing under --tlp clear: no text, figure, hash or problem."""
    ends = []
    for name, label in zip(("before", "after"), labels, strict=True):
        hidden = desk.item(
            f"{CANARY}-1",
            _day(),
            5,
            tlp=label,
            statement=f"{CANARY} said",
            nature="event",
            source={"publisher": f"{CANARY} press"},
        )
        shown = desk.item("open", _day(), 2 if name == "before" else 3)
        folder = desk.write(tmp_path / name, {"evidence": [shown]})
        text = {"evidence": [hidden]}
        if name == "after":
            text["amendment"] = [
                {"evidence": f"{CANARY}-1", "recorded": _day(), "level": 1, "reason": CANARY}
            ]
        desk.dump(folder / "evidence" / "hidden.toml", text)
        ends.append(folder)
    for form in ("json", "markdown", "html", "csv", "terminal", "github"):
        said = desk.run(
            "review", str(ends[0]), *AS_OF, "--tlp", "clear", "-f", form, folder=ends[1]
        )
        assert said.exit_code == 1  # the open item was rewritten
        assert CANARY not in said.stdout + said.stderr, form
        if form == "json":
            found = json.loads(said.stdout)
            assert found["base"]["evidence_hash"] is None
            assert found["problems_unshown"] >= (labels[0] != labels[1])
            assert {one["id"] for one in found["items"]} == {"open"}
            [country] = found["countries"]
            assert {one["evidence"] for one in country["effects"]} == {"open"}


def test_a_broken_base_is_said_and_compared(tmp_path: Path) -> None:
    """What reads of it is compared; it is no reason to fail."""
    before = desk.write(tmp_path / "before", {"evidence": [desk.item("a", _day(), 3)]})
    after = tmp_path / "after"
    shutil.copytree(before, after)
    desk.dump(before / "evidence" / "bad.toml", {"evidence": [desk.item("b", _day(), 9)]})
    (before / "evidence" / "worse.toml").write_text("x = [\n", encoding="utf-8")
    result = desk.run("review", str(before), *AS_OF, "-f", "json", folder=after)
    assert result.exit_code == 0, result.output
    assert "compared as far as it reads" in result.stderr
    found = json.loads(result.stdout)
    assert found["base"]["broken"]
    assert {one["rule"] for one in found["problems_solved"]} >= {"level-outside-ladder"}


def test_points_need_a_score_at_both_ends(tmp_path: Path) -> None:
    """As in `changes`: between two dashes stands a dash."""
    needs = desk.framework(coverage={"rated": 0.99, "provisional": 0.98, "pillar": 0.0})
    before = desk.write(tmp_path / "before", {"evidence": [desk.item("a", _day(), 3)]}, needs)
    after = desk.write(tmp_path / "after", {"evidence": [desk.item("a", _day(), 5)]}, needs)
    shown = desk.run("review", str(before), *AS_OF, "-f", "markdown", folder=after).stdout
    row = next(line for line in shown.splitlines() if "– → –" in line)
    assert [cell.strip() for cell in row.split("|")][2:4] == ["– → –", "–"]


def test_a_broken_head_is_an_error(tmp_path: Path) -> None:
    """The faulty item is not called removed; the rest is compared."""
    before = desk.write(tmp_path / "before", {"evidence": [desk.item("a", _day(), 3)]})
    after = tmp_path / "after"
    shutil.copytree(before, after)
    path = after / "evidence" / "all.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("level = 3", "level = 9"), "utf-8")
    found = document_of(before, after)
    assert "removed" not in {one["state"] for one in found["items"]}
    path = after / "indicators" / "framework.toml"
    path.write_text("x = [\n", encoding="utf-8")
    assert not document_of(before, after)["countries"]


def document_of(before: Path, after: Path) -> dict[str, Any]:
    """Return the JSON of a review of a broken folder."""
    result = desk.run("review", str(before), *AS_OF, "-f", "json", folder=after)
    assert result.exit_code == 1, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("name", ["", " ", "nosuch"])
def test_a_base_that_is_none(top: Path, name: str) -> None:
    """An empty name and one that nobody knows are wrong usage."""
    assert run(top / "desk", name).exit_code == 2


def test_a_baseline_above_the_ceiling_is_refused(tmp_path: Path) -> None:
    """A JSON output marked RED is no baseline under --tlp clear; a folder's items are left out."""
    before = desk.write(tmp_path / "before", {"evidence": [desk.item("a", _day(), 3)]})
    after = tmp_path / "after"
    shutil.copytree(before, after)
    hidden = desk.item(CANARY, _day(), 5, indicator="p.b", tlp="RED")
    desk.dump(before / "evidence" / "red.toml", {"evidence": [hidden]})
    shown = {**hidden, "tlp": "CLEAR"}
    desk.dump(after / "evidence" / "red.toml", {"evidence": [shown]})
    output = tmp_path / "old.json"
    assert desk.run("score", "mali", *AS_OF, "-o", str(output), folder=before).exit_code == 0
    compare = ("compare", "mali", *AS_OF, "--tlp", "clear", "--baseline")
    refused = desk.run(*compare, str(output), folder=after)
    assert refused.exit_code == 2
    assert "above the ceiling" in refused.stderr
    found = desk.run(*compare, str(before), "-f", "json", folder=after)
    assert found.exit_code == 0, found.output
    assert CANARY not in found.stdout
    assert json.loads(found.stdout)["countries"][0]["change"] == 0.0


def test_the_markdown_renders(top: Path) -> None:
    """By GitHub's own reader every table is one, nothing is a link, and no cell is lost."""
    text = run(top / "desk", "main", "-f", "markdown").stdout
    html = cmarkgfm.github_flavored_markdown_to_html(text)
    assert html.count("<table>") == len(re.findall(r"^\| ?-", text, re.MULTILINE))
    assert "<a " not in html
    assert "<em>" not in html
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert html.count("<tr>") == len(rows) - html.count("<table>")


@pytest.mark.parametrize(("lang", "told"), [("en", "A patrol was seen"), ("fr", "Une patrouille")])
@pytest.mark.parametrize("width", [70, 100])
def test_what_was_added_stands_under_its_row(
    width: int, lang: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Indicator, grade and statement stay where it is narrow; the place in a file goes first."""
    day = date(2026, 5, 2)
    old = desk.item("old", day, 3)
    new = desk.item("new", day, 5, indicator="q.a", statement="A patrol was seen.")
    new["fr"] = {"statement": "Une patrouille a été vue."}
    desk.write(tmp_path / "base", {"evidence": [old]})
    head = desk.write(tmp_path / "a-folder-with-a-long-name", {"evidence": [old, new]})
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run(head, str(tmp_path / "base"), "--lang", lang).stdout.splitlines()
    (at,) = [n for n, line in enumerate(lines) if line.strip().startswith(told)]
    assert lines[at].startswith("    ")
    row = lines[at - 1]
    assert re.search(r"Mali +a +B2", row)
    assert "all.toml" not in row
    verdict = "within noise" if lang == "en" else "dans le bruit"
    assert verdict in "\n".join(lines)
    assert f"→ {verdict}" not in "\n".join(lines)


def test_reasons_are_in_the_language(tmp_path: Path) -> None:
    """Why an older item moved is said as `changes` says it; JSON keeps its words."""
    old = [desk.item(f"o{n}", date(2026, 6, 1), 4, origin="one") for n in range(2)]
    new = desk.item("new", date(2026, 6, 20), 4, origin="one")
    before = desk.write(tmp_path / "before", {"evidence": old})
    after = desk.write(tmp_path / "after", {"evidence": [*old, new]})
    whys = {
        part["why"]
        for one in document(after, str(before))["countries"]
        for part in one["effects"]
        if part.get("why")
    }
    assert whys, document(after, str(before))["countries"]
    page = run(after, str(before), "--lang", "fr", "-f", "markdown").stdout
    for why in whys:
        assert why not in page
    assert re.search(r"\((déplacé|confirmé|éclipsé) par new\)", page)
