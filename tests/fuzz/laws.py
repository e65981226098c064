"""What holds of every dossier, whatever is in it: commands and formats tell the same figures."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import Any
from unittest.mock import patch

import dossiers
from held import (
    BASE_COMMANDS,
    CODES,
    FIGURES,
    FORMATS,
    RANKS,
    Held,
    cell,
    countries,
    demand,
    near,
    nodes,
    same,
    within,
)

from sahelrisk.reading import chosen
from sahelrisk.rendering.text import visible
from sahelrisk.rules import RULES


def refuses(held: Held) -> bool:
    """Return whether `score` refuses; it does so where `check` has an error that counts."""
    checked = held.run("check", "-f", "json", clocks=False)
    if checked.code == 2:  # there is no dossier.toml any more
        return True
    demand(checked.code in (0, 1), "check answers", checked)
    problems = json.loads(checked.out)["problems"]
    errors = [one for one in problems if one["severity"] == "error"]
    demand(checked.code == bool(errors), "check: 1 for an error", checked.code, errors[:3])
    elsewhere = re.compile(r"indicators/base/.*\.csv$")  # rows of countries that nobody asked for
    stops = [one for one in errors if not RULES[one["rule"]].implausible]
    scored = held.run("score", *CODES, "-f", "json")
    if stops and all(elsewhere.search(one["path"]) for one in stops):
        return scored.code != 0
    demand(
        (scored.code == 1) == bool(stops),
        "score refuses where check has errors",
        scored.code,
        scored.err,
        stops[:3],
    )
    return scored.code != 0


def commands_agree(held: Held) -> None:
    """Score, compare and explain have the same figures, of one country and of several."""
    several = held.document("score", *CODES)
    whole = countries(several, *RANKS)
    same("compare = score", countries(held.document("compare", *CODES), *RANKS), whole)
    for iso3 in held.chance.sample(CODES, 2):
        alone = held.document("score", iso3)
        same("one country = of several", countries(alone, *RANKS)[iso3], whole[iso3])
        explained = held.document("explain", iso3)
        lost = within(whole[iso3], countries(explained, *RANKS)[iso3])
        demand(not lost, "explain = score", *lost[:5])
        tables_of_items(held, explained)
    tables_of_scores(held, several)


def tables_of_scores(held: Held, document: dict[str, Any]) -> None:
    """The tables of score and compare have the figures of the document."""
    whole = countries(document)
    for row in held.rows("score", *CODES):
        node = nodes(whole[row["iso3"]])[row["node"], row["id"]]
        for key in (*FIGURES, "gap"):
            demand(row[key] == cell(node.get(key)), f"score csv: {key}", row, node.get(key))
        ends = node["interval"] or {"low": None, "high": None}
        for key in ("low", "high"):
            demand(row[key] == cell(ends[key]), f"score csv: {key}", row, ends)
    seen = set()
    for row in held.rows("compare", *CODES):
        country = whole[row["iso3"]]
        seen.add(row["iso3"])
        for key in FIGURES:
            demand(row[key] == cell(country[key]), f"compare csv: {key}", row, country[key])
        for pillar in country["pillars"]:
            name = f"{pillar['id']}.score"
            demand(row[name] == cell(pillar["score"]), f"compare csv: {name}", row, pillar["score"])
    demand(seen == set(whole), "compare csv has every country", seen)


def tables_of_items(held: Held, document: dict[str, Any]) -> None:
    """The table of explain has the items of the document; they add up where nodes are means."""
    (country,) = document["countries"]
    items = {
        (visible(one["id"]), visible(indicator["id"])): one
        for pillar in country["pillars"]
        for indicator in pillar["indicators"]
        for one in indicator["evidence"]
    }
    rows = held.rows("explain", country["iso3"])
    found = {(_typed(row["id"]), row["indicator"]) for row in rows}
    demand(found == set(items), "explain csv has every item", found ^ set(items))
    for row in rows:
        one = items[_typed(row["id"]), row["indicator"]]
        for key in ("weight", "contribution", "country_contribution", "rating", "age_days"):
            demand(row[key] == cell(one[key]), f"explain csv: {key}", row, one[key])


def _typed(text: str) -> str:
    """Return what an apostrophe keeps a spreadsheet from computing."""
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def pages_agree(held: Held) -> None:
    """Every page prints the score and the ranges that the plain one prints."""
    iso3 = held.chance.choice(CODES)
    document = held.document("score", iso3)
    answer = held.run("score", iso3, "-f", "plain")
    (country,) = document["countries"]
    shown = re.search(r"(?m)^Score: .*?, (−?[\d.]+) ", answer.out)
    if country["status"] in ("insufficient", "not-applicable"):
        demand(not shown, "an insufficient country prints no score", answer.out)
        return
    demand(shown, "a score is printed", answer.out)
    assert shown
    step = 10.0 ** -len(shown[1].partition(".")[2])
    # The ends of the scale of 0 to 100 are printed only when they are exact.
    score = country["score"]
    inner = min(max(score, step), 100.0 - step) if 0.0 < score < 100.0 else score
    close = any(
        abs(float(shown[1].replace("−", "-")) - one) <= 0.501 * step for one in (score, inner)
    )
    demand(close, "plain = json", shown[1], country["score"])
    spread = re.search(r"range: (\S+)\n", answer.out)
    pillars = re.findall(r"(?m)^.*, Score: (−?[\d.]+)$", answer.out)
    for form in ("html", "markdown", "terminal"):
        page = held.run("score", iso3, "-f", form).out
        text = unescape(re.sub(r"<[^>]+>", " ", page))
        demand(
            re.search(rf"(?<![\d.]){re.escape(shown[1])}(?![\d])", text),
            f"{form} score",
            shown[1],
            text,
        )
        if spread:
            said = (spread[1], " to ".join(spread[1].rsplit("–", 1)))
            demand(any(one in text for one in said), f"{form} range", spread[1], text)
    html = held.run("score", iso3, "-f", "html").out
    number = re.search(r'class="number">([^<]*)<', html)
    demand(number and number[1] == shown[1], "html = plain", number, shown[1])
    drawn = re.findall(r'class="fig [^"]*\bbig">(?:<[^>]*>)*(−?[\d.]+)<', html)
    demand(drawn == pillars, "html pillars = plain pillars", drawn, pillars)


def size_changes_nothing(held: Held) -> None:
    """The path of large dossiers prints to the byte what that of small ones prints."""
    ceiling = held.chance.choice(((), (), ("--tlp", "CLEAR"), ("--tlp", "GREEN")))
    some = held.chance.sample(BASE_COMMANDS[:8], 3)
    for command in (*some, ("export", "MLI")):
        form = (
            ("-f", "csv") if command[0] == "export" else ("-f", held.chance.choice(("json", "csv")))
        )
        given = (*command, *form, *ceiling)
        if command[0] == "history":
            whole = held.run(*command, *form, *ceiling, clocks=False)
        else:
            whole = held.run(*given)
        with patch.object(chosen, "SMALL", -1):
            part = held.run(*given, clocks=command[0] != "history")
        if whole.code in (0, 3):
            demand(whole.code == part.code, f"size: {whole.command}", part.code, part.err)
            differ = [
                pair
                for pair in zip(whole.out.splitlines(), part.out.splitlines(), strict=False)
                if pair[0] != pair[1]
            ]
            demand(whole.out == part.out, f"size: {whole.command}", *differ[:5])


def nothing_above_the_ceiling(held: Held) -> None:
    """Under a ceiling of CLEAR no command shows a canary, and no answer has private fields.

    A problem quotes the line of its file, whatever stands there: only a ceiling keeps it back.
    """
    for command in held.chance.sample(BASE_COMMANDS, 4):
        form = ("-f", held.chance.choice(FORMATS))
        plain = command[0] not in ("history", "bulletin", "evidence", "sources")
        answer = held.run(*command, *form, "--tlp", "CLEAR", clocks=plain)
        seen = answer.out + answer.err
        demand(
            dossiers.SECRET not in seen,
            f"a canary: {answer.command}",
            _around(seen, dossiers.SECRET),
        )
        answer = held.run(*command, *form, clocks=plain)
        seen = answer.out + answer.err
        demand(
            answer.code not in (0, 3) or dossiers.PRIVATE not in seen,
            f"private: {answer.command}",
            _around(seen, dossiers.PRIVATE),
        )


def _around(text: str, word: str) -> str:
    at = text.find(word)
    return text[max(0, at - 300) : at + 200]


def changes_add_up(held: Held) -> None:
    """The parts of a difference add up to it, and both ends have the scores of their days."""
    since = held.chance.choice(("2026-05-16", "2026-03-31", "2025-06-30"))
    found = held.document("changes", *CODES, "--since", since)
    rows = held.rows("changes", *CODES, "--since", since)
    for country in found["countries"]:
        iso3 = country["iso3"]
        for key, when, known in (
            ("before", found["from"], found["known_from"]),
            ("after", found["to"], found["known_to"]),
        ):
            clocks = ["--as-of", when, *(["--known-on", known] if known else [])]
            clocks += [*(["--profile", found["profile"]] if found["profile"] else [])]
            answer = held.run("score", iso3, "-f", "json", *clocks, clocks=False)
            (scored,) = json.loads(answer.out)["countries"]
            for figure in ("score", "standard_error", "band", "coverage"):
                demand(
                    near(country[key][figure], scored[figure]),
                    f"changes {key} = score: {iso3} {figure}",
                    country[key],
                    scored[figure],
                )
        if country["before"]["score"] is None or country["after"]["score"] is None:
            continue
        total = sum(part["points"] for part in country["parts"])
        demand(abs(total - country["difference"]) < 1e-6, f"parts add up: {iso3}", total, country)
        causes = [row for row in rows if row["country"] == iso3 and not row["evidence"]]
        points = {row["cause"]: row["points"] for row in causes}
        for part in country["parts"]:
            demand(points.get(part["cause"]) == cell(part["points"]), "changes csv", part, points)


def histories_end_at_the_score(held: Held) -> None:
    """The last point of a history is the score of its day, and the table has the points."""
    _, day, *rest = held.clocks
    found = held.run("history", *CODES, "--to", day, *rest, "-f", "json", clocks=False)
    demand(found.code == 0, "history answers", found.err)
    scored = countries(held.document("score", *CODES))
    document = json.loads(found.out)
    for country in document["countries"]:
        last, now = country["points"][-1], scored[country["iso3"]]
        demand(last["as_of"] == day, "a history ends on its day", last)
        pairs = {
            key: (last[key], now[key]) for key in ("score", "standard_error", "coverage", "band")
        }
        pairs |= {key: (last[key], (now["interval"] or {}).get(key)) for key in ("low", "high")}
        for key, pair in pairs.items():
            demand(
                near(*pair),
                f"history = score: {key}",
                country["iso3"],
                last,
                now[key] if key in now else now["interval"],
            )
    table = held.run("history", *CODES, "--to", day, *rest, "-f", "csv", clocks=False)
    rows = list(csv.DictReader(io.StringIO(table.out, newline="")))
    points = [one for country in document["countries"] for one in country["points"]]
    demand(len(rows) == len(points), "history csv", len(rows), len(points))
    for row, point in zip(rows, points, strict=True):
        for key in ("as_of", "score", "standard_error", "low", "high", "coverage", "band"):
            demand(row[key] == cell(point[key]), f"history csv: {key}", row, point)
