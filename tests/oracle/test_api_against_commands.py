"""The library, the command line and pages give the same figures, on dossiers of chance and by hand."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import compare_desk
import pytest
import test_oracle_by_its_worked_example
import worlds

import sahelrisk as sr

AS_OF = worlds.AS_OF
PER_RUN, IN_ALL = 5, 25
NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?")


def alike(result: Any, command: str, *arguments: str, folder: Path) -> None:  # noqa: ANN401
    """Hold a result against what the command prints, key by key."""
    printed = compare_desk.document(command, *arguments, folder=folder)
    assert result.as_json() | {"run": {}} == printed | {"run": {}}


def near(text: str, figure: float | None, status: str) -> None:
    """Hold a printed score against its figure: less than one unit of the last digit away.

    Without a figure, and where evidence is insufficient, a dash is printed.
    """
    if figure is None or status == "insufficient":
        assert text == "–"
        return
    assert NUMBER.fullmatch(text), text
    unit = 10.0 ** -len(text.partition(".")[2])
    assert abs(float(text.replace("−", "-")) - figure) < unit


def pages_agree(found: sr.Assessment) -> None:
    """Hold the pages and the tables of an assessment against its own figures."""
    countries = {one.name: one for one in found.countries}
    rows = {}
    for line in sr.render(found, "markdown").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in countries and len(cells) > len(countries):
            rows.setdefault(cells[0], cells)
    assert rows.keys() == countries.keys()
    for name, one in countries.items():
        near(rows[name][1], one.score, one.status)
    shown = [one for one in found.countries if one.score is not None]
    shown = [one for one in shown if one.status != "insufficient"]
    numbers = re.findall(r'<span class="number">([^<]*)</span>', sr.render(found, "html"))
    assert len(numbers) == len(shown)
    for text, one in zip(numbers, shown, strict=True):
        near(text, one.score, one.status)
    frame = found.to_polars()
    scores = frame.filter(frame["node"] == "country")["score"].to_list()
    assert scores == [one.score for one in found.countries]


def hold(kind: str, seed: int, folder: Path) -> None:
    """Ask one generated dossier the same in every way."""
    random = Random(f"api {kind} {seed}")
    worlds.write(worlds.maker(kind, random).world(), folder)
    known = random.choice((None, AS_OF - timedelta(days=100)))
    profile = random.choice((None, "client"))
    clocks = ["--as-of", AS_OF.isoformat()]
    clocks += ["--known-on", known.isoformat()] if known else []
    clocks += ["--profile", profile] if profile else []
    asked: dict[str, Any] = {"as_of": AS_OF, "known_on": known, "profile": profile}
    desk = sr.load(folder)
    found = desk.score(*worlds.COUNTRIES, **asked)
    alike(found, "score", *worlds.COUNTRIES, *clocks, folder=folder)
    pages_agree(found)
    alike(desk.compare(world=True, **asked), "compare", "--world", *clocks, folder=folder)
    since = AS_OF - timedelta(days=60)
    moved = desk.changes("MLI", "NER", since=since, **asked)
    given = ("MLI", "NER", "--since", since.isoformat())
    alike(moved, "changes", *given, *clocks, folder=folder)


@pytest.mark.parametrize("kind", worlds.KINDS)
def test_generated_dossiers_have_one_set_of_figures(kind: str, tmp_path: Path) -> None:
    """Twenty dossiers: results, JSON, pages and frames agree."""
    for seed in range(PER_RUN):
        hold(kind, seed, tmp_path / str(seed))


@pytest.mark.slow
@pytest.mark.parametrize("kind", worlds.KINDS)
def test_a_hundred_dossiers_have_one_set_of_figures(kind: str, tmp_path: Path) -> None:
    """Another hundred agree as well."""
    for seed in range(PER_RUN, PER_RUN + IN_ALL):
        hold(kind, seed, tmp_path / str(seed))


def test_the_worked_example_has_one_set_of_figures(tmp_path: Path) -> None:
    """The pillar that method.md works out by hand is 75.449 in the library, and 75 on its page."""
    worlds.write(test_oracle_by_its_worked_example.complete(), tmp_path)
    found = sr.load(tmp_path).score("MLI", as_of=AS_OF)
    alike(found, "score", "MLI", "--as-of", AS_OF.isoformat(), folder=tmp_path)
    (country,) = found.countries
    (pillar,) = country.pillars
    assert f"{pillar.score:.3f}" == "75.449"
    frame = found.to_pandas().set_index("node")
    assert frame.loc["pillar", "score"] == pillar.score
    assert re.search(r"^\| P \| 75 \|", sr.render(found, "markdown"), re.MULTILINE)
