"""Seeded dossiers full of edge cases, as dicts and as files."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import tomli_w

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

AS_OF = date(2026, 6, 30)
COUNTRIES = ("MLI", "NER", "BFA", "TCD")
FILES = (
    "evidence/all.toml",
    "evidence/mali/2026.toml",
    "evidence/mali-2/b.toml",
    "evidence/mali/deep/a.toml",
    "evidence/Z.toml",
)
PUBLISHERS = (
    "Reuters",
    " reuters ",
    "REUTERS",
    "Agence d\u2019\u00c9tat",
    unicodedata.normalize("NFD", "agence d\u2019\u00e9tat"),
    "UN",
    "Stra\u00dfe",
    "STRASSE",
    "\u0130nan",
    None,
    None,
)
ORIGINS = ("wire-1", "wire-2", "un-report", "I03", None, None, None)
GRADES = (
    "ABCDEF123456",
    "ABCDEF123456",
    "B2",
    "A1",
    "E5F6",
    "E5",
    "CD34",
    "ADE145",  # A5 and D4 are of equal quality, but not to the last digit
)
LADDERS = (
    (1, 2, 3, 4, 5),
    (1, 5),
    (0, 10, 15, 40),
)
NORMALISATIONS = (
    "goalposts",
    "goalposts",
    "points",
    "min-max",
    "z-score",
    "rank",
    "percentile",
    "none",
)
TRANSFORMS = ("none", "none", "log", "log1p", "sqrt", "square", "reciprocal")
AGGREGATIONS = (
    "geometric",
    "harmonic",
    "power",
    "sum",
    "max",
    "inverted-geometric",
)


@dataclass
class Maker:
    """Makes one world from one seed; `plain` keeps every node arithmetic."""

    random: Random
    plain: bool = False
    measured: bool = False

    def chance(self, probability: float) -> bool:
        """Return True with a probability."""
        return self.random.random() < probability

    def pick(self, choices: Any) -> Any:  # noqa: ANN401
        """Return one of some choices."""
        return self.random.choice(choices)

    def world(self) -> dict[str, Any]:
        """Return a world."""
        framework = self.framework()
        indicators = self.indicators(framework)
        files: dict[str, Any] = {path: {} for path in self.random.sample(FILES, 3)}
        world = {"framework": framework, "indicators": indicators, "files": files}
        grades = self.pick(GRADES)
        items = [self.item(index, world, grades) for index in range(self.pick((0, 3, 12, 30, 60)))]
        for item in items:
            self.put(files, "evidence", item)
        for _ in range(self.pick((0, 4, 12)) if items else 0):
            self.put(files, "amendment", self.amendment(self.pick(items), world))
        if items and self.chance(0.2):
            self.withdraw_all(files, self.pick(items)["indicator"], items)
        self.absences(files, indicators)
        return world

    def put(self, files: dict[str, Any], key: str, table: dict[str, Any]) -> None:
        """Write a table into one of the files."""
        files[self.pick(list(files))].setdefault(key, []).append(table)

    # Framework

    def framework(self) -> dict[str, Any]:
        """Return a framework with pillars, sub-pillars and profiles."""
        pillars = [
            {"id": f"p{index}", "title": f"Pillar {index}"} | self.node()
            for index in range(self.pick((1, 2, 4)))
        ]
        if self.chance(0.3):
            pillars.append({"id": "sub", "title": "Sub", "parent": "p0"} | self.node())
        if self.chance(0.15):
            pillars.insert(0, {"id": "deep", "title": "Deep", "parent": "p0"} | self.node())
        framework = {"schema": 1, "id": "t", "version": "1", "title": "T", "pillars": pillars}
        framework |= self.node()
        framework.pop("weight", None)
        if self.chance(0.4):
            framework["method"] = self.method()
        if self.measured and self.chance(0.1):
            framework.setdefault("method", {})["prior_weight"] = 0
            for node in (framework, *pillars):
                node["missing"] = self.pick(("drop", "withhold"))
        if self.chance(0.3):
            framework["bands"] = [
                {"name": name, "from": edge}
                for name, edge in self.pick(
                    ((("all", 0),), (("low", 0), ("high", 50)), (("a", 0), ("b", 12.5), ("c", 77)))
                )
            ]
        if self.chance(0.2):
            framework["weak"] = {"quality": self.pick((0.3, 0.7)), "weight": self.pick((0.1, 1))}
        if self.chance(0.2):
            framework["contested"] = {"spread": self.pick((5, 30)), "weight": self.pick((0.1, 2))}
        return framework

    def node(self) -> dict[str, Any]:
        """Return how a node draws its members together."""
        rules: dict[str, Any] = {}
        if self.chance(0.4):
            rules["weight"] = self.pick((0.5, 1, 2.0, 3))
        if self.plain:
            return rules
        if self.chance(0.3):
            rules["aggregation"] = self.pick(AGGREGATIONS)
            if rules["aggregation"] == "power":
                rules["exponent"] = self.pick((-2.5, -1, 0, 0.5, 1, 2, 3))
        if self.chance(0.2):
            rules["missing"] = self.pick(("drop", "withhold", "prior"))
            rules["minimum_share"] = self.pick((0, 0.3, 0.5, 0.9))
        if self.chance(0.15):
            rules["round"] = self.pick((0, 1, 2))
        if self.chance(0.15):
            rules["scale"] = self.pick(([0, 10], [0, 1], [1, 5], [-50, 50]))
        return rules

    def method(self) -> dict[str, Any]:
        """Return other figures for the method."""
        others = {
            "prior_weight": (0.5, 2.0, 1),
            "prior_score": (20, 50.0, 90) if not self.plain else (50,),
            "prior_spread": (10.0, 28.867513459481287),
            "half_life_days": (30, 1000),
            "condition_half_life_days": (100.5, 5000),
            "publisher_discount": (0, 0.5, 1),
            "indicator_correlation": (0, 1, 0.6),
            "pillar_correlation": (0, 1, 0.6),
            "interval": (0.5, 0.95),
            "reliability": ({"A": 0.95, "B": 0.8}, {"E": 0.0}),
            "credibility": ({"1": 0.95}, {"6": 0.5}),
        }
        chosen = self.random.sample(sorted(others), self.pick((1, 3)))
        return {key: self.pick(others[key]) for key in chosen}

    def indicators(self, framework: dict[str, Any]) -> dict[str, Any]:
        """Return the indicators of every pillar, and profiles that name them."""
        found = {}
        if self.measured:
            found["context.people"] = {"measure": {"unit": "people", "normalise": "none"}}
        for pillar in sorted(framework["pillars"], key=lambda one: one["id"]):
            for index in range(self.pick((1, 2, 3))):
                found[f"{pillar['id']}.i{index}"] = self.indicator()
        profile = {"id": "client", "weights": {}, "flip": []}
        for key in (*found, *(pillar["id"] for pillar in framework["pillars"])):
            if self.chance(0.3):
                profile["weights"][key] = self.pick((0.25, 2, 3.5))
        profile["flip"] = [key for key in found if self.chance(0.3)]
        framework["profiles"] = [profile]
        spare = [key for key in found if not key.endswith("i0")]
        if spare and self.chance(0.2):
            found[self.pick(spare)]["weight"] = 0.0
        if spare and self.chance(0.2):
            profile["weights"][self.pick(spare)] = 0
        return found

    def indicator(self) -> dict[str, Any]:
        """Return a judged indicator."""
        ladder = self.pick(LADDERS)
        levels: list[dict[str, Any]] = [{"level": level, "text": "…"} for level in ladder]
        if self.chance(0.3):
            scores = sorted(self.random.sample(range(101), len(levels)))
            for level, score in zip(levels, scores, strict=True):
                level["score"] = score
        file: dict[str, Any] = {"levels": levels}
        if self.measured and self.chance(0.7):
            file = {"measure": self.measure()} | (file if self.chance(0.3) else {})
        if self.chance(0.3):
            file["weight"] = self.pick((0.5, 2, 1.7))
        if self.chance(0.5):
            file["half_life_days"] = self.pick((30, 180, 365, 730.5))
        return file

    def measure(self) -> dict[str, Any]:
        """Return how values become ratings."""
        kind = self.pick(NORMALISATIONS)
        measure = {"unit": "deaths", "normalise": kind, "transform": self.pick(TRANSFORMS)}
        if kind == "goalposts":
            measure["goalposts"] = self.pick(([1, 60], [0.5, 200], [80, 3]))
            measure["clamp"] = self.chance(0.7)
        if kind == "points":
            measure["transform"] = self.pick(("none", "log1p", "sqrt"))
            measure["points"] = [[1, 0], [10, 55], [20, 30], [50, 100]]
        if kind == "min-max" and self.chance(0.5):
            measure["range"] = [1, 100]
        for key, choices in (
            ("evidence", ("latest", "pool")),
            ("direction", ("positive", "negative")),
            ("denominator", ("context.people",)),
        ):
            if self.chance(0.5):
                measure[key] = self.pick(choices)
        return measure

    # Evidence

    def day(self) -> date:
        """Return a day, often near the as-of date, sometimes after it."""
        return AS_OF - timedelta(
            days=self.pick((-40, 0, 0, 1, 30, 60, 180, 365, 365, 366, 900, 4000))
        )

    def when(self) -> date | str:
        """Return a date of any precision."""
        day = self.day()
        return self.pick((day, day, day, f"{day:%Y-%m}", f"{day:%Y}", day.isoformat()))

    def item(self, index: int, world: dict[str, Any], grades: str) -> dict[str, Any]:
        """Return one item."""
        indicator = self.pick(list(world["indicators"]))
        observed = self.when()
        item: dict[str, Any] = {
            "id": f"{self.pick('aZi')}{index:02}",
            "countries": self.pick((["MLI"], ["MLI"], ["NER"], ["MLI", "NER"], list(COUNTRIES))),
            "indicator": indicator,
            "observed": observed,
            "recorded": self.day() + timedelta(days=self.pick((0, 0, 1, 400))),
            **self.reading(world["indicators"][indicator]),
            "statement": "Something.",
            "reliability": self.pick([one for one in grades if one.isalpha()]),
            "credibility": int(self.pick([one for one in grades if one.isdigit()])),
        }
        if self.chance(0.3):
            item["nature"] = "condition"
        origin, publisher = self.pick(ORIGINS), self.pick(PUBLISHERS)
        if origin:
            item["origin"] = origin
        if publisher:
            item["source"] = {"publisher": publisher}
        if item["reliability"] + str(item["credibility"]) in {
            "A1",
            "A2",
            "B2",
            "B1",
        } and self.chance(0.1):
            item["turning_point"] = True
        return item

    def reading(self, file: dict[str, Any], only: str | None = None) -> dict[str, Any]:
        """Return a level or a value with or without its error."""
        if (
            only == "value"
            or (only is None and "measure" in file and self.chance(0.8))
            or ("levels" not in file)
        ):
            value = {"value": self.pick((0.75, 1, 5, 10, 20.5, 20.5, 60, 150))}
            return value | ({"standard_error": self.pick((0, 0.5, 3))} if self.chance(0.5) else {})
        levels = [rung["level"] for rung in file["levels"]]
        return {"level": self.pick((*levels, levels[-1], (levels[0] + levels[1]) / 2))}

    def amendment(self, item: dict[str, Any], world: dict[str, Any]) -> dict[str, Any]:
        """Return a later word about an item."""
        word: dict[str, Any] = {
            "evidence": item["id"],
            "recorded": self.pick((AS_OF, AS_OF, AS_OF - timedelta(days=30), self.day())),
        }
        file = world["indicators"][item["indicator"]]
        kinds = ["withdrawn", "reading", "grade", "observed", "letter"]
        kinds += ["confirmed", "ended", "ended", "confirmed"] * (item.get("nature") == "condition")
        kind = self.pick(kinds)
        if kind == "withdrawn":
            word["withdrawn"] = True
        elif kind == "reading":
            word |= self.reading(file, "value" if "value" in item else "level")
            word.pop("standard_error", None)
        elif kind == "grade":
            grade = self.pick(("A1", "B2", "C3", "E5", "F6", "B3"))
            if item.get("turning_point"):
                grade = "A1"
            word |= {"reliability": grade[0], "credibility": int(grade[1])}
        elif kind == "letter":
            word["reliability"] = "A" if item.get("turning_point") else self.pick("ABCDEF")
        else:
            word[kind] = self.when()
        return word

    def withdraw_all(
        self, files: dict[str, Any], indicator: str, items: list[dict[str, Any]]
    ) -> None:
        """Withdraw every item of an indicator."""
        for item in items:
            if item["indicator"] == indicator:
                word = {"evidence": item["id"], "recorded": self.day(), "withdrawn": True}
                self.put(files, "amendment", word)

    def absences(self, files: dict[str, Any], indicators: dict[str, Any]) -> None:
        """State that indicators, or all of a pillar, do not apply, and take some of it back."""
        gone = self.random.sample(list(indicators), min(len(indicators), self.pick((0, 0, 1, 2))))
        if self.chance(0.15):
            gone += [key for key in indicators if key.startswith("p0.")]
        for key in gone:
            if key.startswith("context."):
                continue
            countries = self.pick((["MLI"], ["MLI", "NER"], ["NER"]))
            word = {
                "countries": countries,
                "indicator": key,
                "recorded": self.day(),
                "reason": "None.",
            }
            self.put(files, "not-applicable", word)
            if self.chance(0.4):
                back = word | {"recorded": self.day(), "withdrawn": True, "countries": ["MLI"]}
                self.put(files, "not-applicable", back)


def write(world: dict[str, Any], folder: Path) -> None:
    """Write a world as a dossier's files."""
    dump(folder / "dossier.toml", {"title": "Generated"})
    dump(folder / "indicators" / "framework.toml", world["framework"])
    for key, file in world["indicators"].items():
        pillar, _, stem = key.rpartition(".")
        dump(folder / "indicators" / pillar / f"{stem}.toml", file)
    for path, file in world["files"].items():
        dump(folder / path, file)


def dump(path: Path, table: dict[str, Any]) -> None:
    """Write one TOML file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
