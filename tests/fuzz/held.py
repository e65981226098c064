"""A dossier that is held to laws: the program run on it, and its documents compared."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import worlds
from invoked import Answer, invoke

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random
from sahelrisk.rendering.text import visible

CODES = worlds.COUNTRIES
FIGURES = ("score", "standard_error", "coverage", "evidence_only", "status", "band")
RANKS = ("rank", "rank_low", "rank_high")
BASE_COMMANDS = (
    ("score", "MLI"),
    ("score", "MLI", "--full"),
    ("explain", "MLI"),
    ("compare", *CODES),
    ("changes", "MLI", "NER"),
    ("history", "MLI"),
    ("plan", "MLI"),
    ("audit", "MLI", "NER"),
    ("evidence",),
    ("sources",),
    ("bulletin", "MLI", "--since", "2026-05-01"),
)
FORMATS = ("json", "csv", "markdown", "html", "plain", "terminal")


class LawError(AssertionError):
    """A law does not hold; the text says which."""


def demand(holds: object, law: str, *shown: object) -> None:
    """Raise LawError where something does not hold."""
    if not holds:
        raise LawError("\n".join((law, *(str(one)[:3000] for one in shown))))


@dataclass
class Held:
    """One dossier in a folder, the options it is read with, and chance to choose by."""

    folder: Path
    beside: Path
    chance: Random
    clocks: tuple[str, ...]
    answers: int = field(default=0)

    def run(self, *arguments: object, folder: Path | None = None, clocks: bool = True) -> Answer:
        """Run a command on the dossier; it ends with a code of the contract and without a bug."""
        command = [*arguments, "-d", folder or self.folder, *(self.clocks if clocks else ())]
        if arguments[0] == "check":
            command = [arguments[0], folder or self.folder, *arguments[1:]]
        answer = invoke(*command)
        self.answers += 1
        demand(not answer.raised, f"no bug: {answer.command}", answer.raised)
        demand(answer.code in (0, 1, 2, 3), f"exit codes: {answer.command}", answer)
        demand("Traceback" not in answer.err, f"no traceback: {answer.command}", answer.err)
        if answer.code in (1, 2) and arguments[0] not in ("check", "review"):
            demand(answer.err, f"a refusal is told: {answer.command}")
            demand(not answer.out, f"a refusal prints no result: {answer.command}", answer.out)
        return answer

    def document(self, *arguments: object, folder: Path | None = None) -> dict[str, Any]:
        """Return the JSON document of a command that must answer."""
        answer = self.run(*arguments, "-f", "json", folder=folder)
        demand(answer.code in (0, 3), f"answers: {answer.command}", answer.code, answer.err)
        found: dict[str, Any] = json.loads(answer.out)
        return found

    def rows(self, *arguments: object) -> list[dict[str, str]]:
        """Return the CSV table of a command that must answer."""
        answer = self.run(*arguments, "-f", "csv")
        demand(answer.code in (0, 3), f"answers: {answer.command}", answer.err)
        return list(csv.DictReader(io.StringIO(answer.out, newline="")))


def countries(document: dict[str, Any], *without: str) -> dict[str, dict[str, Any]]:
    """Return the countries of a document by code, without some of their keys."""
    return {
        one["iso3"]: {key: value for key, value in one.items() if key not in without}
        for one in document["countries"]
    }


def within(part: Any, whole: Any, place: str = "") -> list[str]:  # noqa: ANN401
    """Return where `whole` does not hold all that `part` holds, as it holds it."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return [
            one for key in part for one in within(part[key], whole.get(key, "…"), f"{place}.{key}")
        ]
    if isinstance(part, list) and isinstance(whole, list) and len(part) == len(whole):
        pairs = zip(part, whole, strict=True)
        return [one for at, pair in enumerate(pairs) for one in within(*pair, f"{place}[{at}]")]
    return [] if part == whole else [f"{place}: {part!r} and {whole!r}"]


def same(law: str, one: Any, other: Any) -> None:  # noqa: ANN401
    """Demand that two documents are alike."""
    differences = within(one, other) or within(other, one)
    demand(not differences, law, *differences[:5])


def nodes(country: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return a country, its pillars and its indicators by kind and id, as tables print it."""
    found = {("country", country["iso3"]): country}
    for pillar in country["pillars"]:
        found["pillar", visible(pillar["id"])] = pillar
        found |= {("indicator", visible(one["id"])): one for one in pillar["indicators"]}
    return found


def cell(value: Any) -> str:  # noqa: ANN401
    """Return a value as a CSV table writes it."""
    return "" if value is None else str(value)


def near(one: Any, other: Any) -> bool:  # noqa: ANN401
    """Tell whether two values are alike, figures to a millionth."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 1e-6
    return bool(one == other)
