"""What holds of two dossiers: folders, revisions, copies and earlier documents of one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from held import CODES, FIGURES, Held, countries, demand, near, nodes, same
from review_desk import commit, git
from test_against_oracle import without_places


def order_changes_nothing(held: Held, other: Path) -> None:
    """The same records with their keys in another order, spelt otherwise, score the same."""
    one, two = (
        without_places(held.document("score", *CODES, folder=folder)["countries"])
        for folder in (held.folder, other)
    )
    same("order changes nothing", one, two)


def _copied(folder: Path, to: Path) -> None:
    """Copy a folder with times of now: git takes a file of old times and equal size for the last."""
    shutil.copytree(folder, to, symlinks=True, copy_function=shutil.copy)


def revisions_are_folders(held: Held, other: Path) -> None:
    """What git holds at a revision is what lay in the folder: scores, checks and reviews."""
    top = held.beside / "repository"
    _copied(held.folder, top / "desk")
    git(top, "init", "--quiet", "--initial-branch=main")
    commit(top, "first")
    shutil.rmtree(top / "desk")
    _copied(other, top / "desk")
    commit(top, "second")
    desk = top / "desk"
    for command in (("changes", "MLI", "NER", "--from"), ("review",)):
        told = [
            held.run(*command, base, "-f", "json", folder=desk) for base in (held.folder, "HEAD~1")
        ]
        demand(told[0].code == told[1].code, "a revision = its folder", *told)
        if told[0].code in (0, 3):
            one, two = (_unnamed(json.loads(answer.out)) for answer in told)
            same(f"a revision = its folder: {command[0]}", one, two)


def _unnamed(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document without what tells a folder from a revision."""
    kept = without_places(document)
    for key in ("base", "head", "problems_new", "problems_solved", "duplicates"):
        kept.pop(key, None)
    return dict(kept)


def review_ends_are_scores(held: Held, other: Path) -> None:
    """A review of two folders has the scores of both, and its effects add up."""
    reviewed = held.run("review", held.folder, other, "-f", "json", folder=other)
    if held.run("score", *CODES, folder=other).code == 1:
        return
    demand(reviewed.code in (0, 1, 3), "review answers", reviewed)  # 1: implausible items
    found = json.loads(reviewed.out)
    if found["base"]["broken"] or found["head"]["broken"]:
        return  # a table of statistics with a broken row of another country, say: nothing is compared
    ends = {
        "before": countries(held.document("score", *CODES)),
        "after": countries(held.document("score", *CODES, folder=other)),
    }
    for country in found["countries"]:
        iso3 = country["iso3"]
        if iso3 not in ends["before"]:
            continue
        for key, scored in ends.items():
            for figure in ("score", "standard_error", "band", "coverage"):
                demand(
                    near(country[key][figure], scored[iso3][figure]),
                    f"review {key} = score: {iso3} {figure}",
                    country[key],
                    scored[iso3][figure],
                )
        if None not in (country["before"]["score"], country["after"]["score"]):
            total = sum(one["points"] for one in country["effects"])
            demand(
                abs(total - country["difference"]) < 1e-6, f"effects add up {iso3}", total, country
            )
    told = {one["iso3"] for one in found["countries"]}
    for iso3 in set(CODES) - told:
        both = [ends[key][iso3] for key in ends]
        if not any(one.get("evidence") for end in both for one in nodes(end).values()):
            continue  # a country on its base rate alone is in no review
        one, two = (end["score"] for end in both)
        demand(near(one, two), f"a country that moved is told of: {iso3}", one, two)


def export_and_import(held: Held) -> None:
    """What is exported and imported into an empty dossier scores the same."""
    checked = held.run("check", "-f", "json", clocks=False)
    if checked.code:
        return  # an amendment before its item, say, is not taken in
    ending = held.chance.choice(("csv", "csv", "csv", "xlsx"))
    table = held.beside / f"table.{ending}"
    dialect = ("--dialect", held.chance.choice(("rfc4180", "excel-fr")))
    exported = held.run("export", "--private", "-o", table, *dialect, clocks=False)
    demand(exported.code == 0, "export answers", exported)
    copy = held.beside / "copy"
    shutil.copytree(held.folder, copy, ignore=shutil.ignore_patterns("evidence"))
    (copy / "evidence").mkdir()
    imported = held.run("import", table, folder=copy, clocks=False)
    demand(imported.code == 0, "import takes what export writes", imported.err)
    before = countries(held.document("score", *CODES))
    after = countries(held.document("score", *CODES, folder=copy))
    for iso3 in CODES:
        for key, node in nodes(before[iso3]).items():
            other = nodes(after[iso3])[key]
            for figure in FIGURES:
                demand(
                    near(node[figure], other[figure]),
                    f"export and import: {iso3} {key} {figure}",
                    node[figure],
                    other[figure],
                )
    again = held.run("import", table, folder=copy, clocks=False)
    demand("0 items imported" in again.out + again.err, "imported once", again)


def baseline_of_itself(held: Held) -> None:
    """Against its own document nothing has changed; a gate is crossed where its figure is."""
    base = held.beside / "base.json"
    printed = held.run("compare", *CODES, "-f", "json", "-o", base)
    demand(printed.code in (0, 2), "compare answers", printed)
    demand(base.read_text(encoding="utf-8") == printed.out, "a file holds what is printed")
    found = held.document("compare", *CODES, "--baseline", base)
    for country in found["countries"]:
        demand(not country["change"], "no change against itself", country["change"])
        demand(
            not country["has_changed"],
            "not changed against itself",
            held.clocks,
            country["iso3"],
            country["parts"],
            country["standard_error"],
        )
    edge = held.chance.choice((20, 50, 80))
    gate = ("--fail-if", f"score > {edge}", "--missing", "skip")
    crossed = held.run("compare", *CODES, *gate, "-f", "json")
    scores = [
        one["score"] for one in found["countries"] if one["status"] in ("rated", "provisional")
    ]
    if any(one > edge for one in scores):
        demand(crossed.code == 3, "a gate is crossed", crossed.code, scores)
