"""Seeded dossiers full of edge cases, as dicts and as files (second edition)."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import tomli_w

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

AS_OF = date(2026, 6, 30)
COUNTRIES = ("MLI", "NER", "BFA", "TCD")
OTHERS = ("SEN", "CIV", "BEN", "GHA", "CHE")  # only in the measures behind base rates
KINDS = ("plain", "shaped", "measured", "bare")
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
    "REU\u00a0TERS",
    "Agence d\u2019\u00c9tat",
    "Agence d'\u00c9tat",
    unicodedata.normalize("NFD", "agence \u00a0d\u2018\u00e9tat"),
    "\u201cUN\u201d",
    '"UN"',
    "Stra\u00dfe",
    "STRASSE",
    None,
    None,
)
ORIGINS = ("wire-1", "Wire-1 ", "wire-2", "un-report", "UN-REPORT", "I03", None, None, None, None)
CASES = ("mine", "base", None, None)
GRADES = (
    "ABCDEF123456",
    "ABCDEF123456",
    "ABC123",
    "B2",
    "A1",
    "E5F6",
    "CD34",
    "ADE145",  # A5 and D4 are of equal quality, but not to the last digit
)
LADDERS = (
    (1, 2, 3, 4, 5),
    (1, 2, 3, 4, 5),
    (1, 5),
    (0, 10, 15, 40),
)
NORMALISATIONS = (
    "goalposts",
    "goalposts",
    "points",
    "none",
    "min-max",
    "z-score",
    "rank",
    "percentile",
)
ACROSS = ("min-max", "z-score", "rank", "percentile")
TRANSFORMS = ("none", "none", "log", "log1p", "sqrt", "square", "reciprocal")
AGGREGATIONS = ("geometric", "harmonic", "power", "sum", "max", "inverted-geometric")
VALUES = (0.75, 1, 5, 10, 20.5, 20.5, 60, 150)
SURE = ("A1", "A2", "B1", "B2")  # grades of turning points


@dataclass
class Maker:
    """Makes one world from one seed; `plain` keeps every node additive."""

    random: Random
    plain: bool = False
    measured: bool = False
    bare: bool = field(default=False, kw_only=True)  # without a prior
    orderly: bool = field(default=False, kw_only=True)  # nothing is recorded after AS_OF

    def chance(self, probability: float) -> bool:
        """Return True with a probability."""
        return self.random.random() < probability

    def pick(self, choices: Any) -> Any:  # noqa: ANN401
        """Return one of some choices."""
        return self.random.choice(choices)

    def world(self) -> dict[str, Any]:
        """Return a world."""
        measures = self.measures()
        framework = self.framework()
        indicators = self.indicators(framework, measures)
        files: dict[str, Any] = {path: {} for path in self.random.sample(FILES, 3)}
        world = {
            "framework": framework,
            "indicators": indicators,
            "measures": measures,
            "files": files,
        }
        grades = self.pick(GRADES)
        items = []
        for index in range(self.pick((0, 3, 12, 30, 60))):
            items.append(self.item(index, world, grades))
            if "value" in items[-1] and self.chance(0.2):
                items.append(self.edition(items[-1]))
        for item in items:
            self.put(files, "evidence", item)
        for item in self.random.sample(items, min(len(items), self.pick((0, 4, 12)))):
            for word in self.amendments(item, world):
                self.put(files, "amendment", word)
        self.absences(files, indicators, framework)
        self.rename(world)
        return world

    def put(self, files: dict[str, Any], key: str, table: dict[str, Any]) -> None:
        """Write a table into one of the files."""
        files[self.pick(list(files))].setdefault(key, []).append(table)

    # Framework

    def framework(self) -> dict[str, Any]:
        """Return a framework with pillars, sub-pillars and profiles."""
        pillars = [
            {"id": f"p{index}", "title": f"Pillar {index}"} | self.node()
            for index in range(self.pick((1, 2, 3)))
        ]
        if self.chance(0.3):
            pillars.append({"id": "sub", "title": "Sub", "parent": "p0"} | self.node())
        if self.chance(0.15):
            pillars.insert(0, {"id": "deep", "title": "Deep", "parent": "p0"} | self.node())
        framework = {"schema": 1, "id": "t", "version": "1", "title": "T", "pillars": pillars}
        framework |= self.node()
        framework.pop("weight", None)
        if self.chance(0.7):
            framework["method"] = self.method()
        self.missing(framework)
        self.other_tables(framework)
        return framework

    def missing(self, framework: dict[str, Any]) -> None:
        """Leave gaps out or withhold their nodes, by one rule in the whole tree."""
        rule = None
        if self.bare:
            framework.setdefault("method", {})["prior_weight"] = 0
            rule = self.pick(("drop", "withhold"))
        elif not self.plain and self.chance(0.4):
            rule = self.pick(("drop", "withhold"))
        for node in (framework, *framework["pillars"]) if rule else ():
            node["missing"] = rule
            if rule == "drop" and self.chance(0.5):
                node["minimum_share"] = self.pick((0, 0.3, 0.5, 0.9))

    def other_tables(self, framework: dict[str, Any]) -> None:
        """Set other bands and constants of other tables."""
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
        if self.chance(0.5):
            framework["coverage"] = {"rated": 0.55, "provisional": 0.25, "pillar": 0.25}

    def node(self) -> dict[str, Any]:
        """Return how a node draws its members together."""
        rules: dict[str, Any] = {}
        if self.chance(0.4):
            rules["weight"] = self.pick((0.5, 1, 2.0, 3))
        if self.plain:
            return rules
        if self.chance(0.3):
            known = ("sum", "max") if self.measured or self.bare else AGGREGATIONS
            rules["aggregation"] = self.pick(known)
            if rules["aggregation"] == "power":
                rules["exponent"] = self.pick((-2.5, -1, 0, 1, 2, 3))
        if self.chance(0.15):
            rules["round"] = self.pick((0, 1, 2))
        if self.chance(0.15):
            rules["scale"] = self.pick(([0, 10], [0, 1], [1, 5], [-50, 50]))
        return rules

    def method(self) -> dict[str, Any]:
        """Return other figures for the method."""
        others = {
            "prior_weight": (0.5, 2.0, 2, 1),
            "prior_score": (20, 50.0, 90),
            "prior_spread": (20.0, 28.867513459481287),
            "half_life_days": (30, 1000),
            "condition_half_life_days": (100.5, 5000),
            "publisher_discount": (0, 0.5, 1),
            "indicator_correlation": (0, 1, 0.6),
            "pillar_correlation": (0, 1, 0.6),
            "ignorance_correlation": (0, 0.3, 0.3),
            "reading_error": (5, 10, 10),
            "support_range": (10, 40.5),
            "corroboration": (0.5, 2),
            "base_limits": ([10, 80],),
            "base_ageing": (0, 12),
            "interval": (0.5, 0.95),
            "reliability": ({"A": 0.95, "B": 0.8}, {"E": 0.0}),
            "credibility": ({"1": 0.95}, {"6": 0.5}),
        }
        chosen = self.random.sample(sorted(others), self.pick((1, 3, 6)))
        return {key: self.pick(others[key]) for key in chosen}

    def indicators(
        self, framework: dict[str, Any], measures: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the indicators of every pillar, and profiles that name them."""
        found = {}
        if self.measured:
            found["context.people"] = {"measure": {"unit": "people", "normalise": "none"}}
        for pillar in sorted(framework["pillars"], key=lambda one: one["id"]):
            for index in range(self.pick((1, 2, 3))):
                found[f"{pillar['id']}.i{index}"] = self.indicator(measures or {})
        profile = {"id": "client", "weights": {}, "flip": []}
        own = [key for key in found if not key.startswith("context.")]
        for key in (*own, *(pillar["id"] for pillar in framework["pillars"])):
            if self.chance(0.3):
                profile["weights"][key] = self.pick((0.25, 2, 3.5))
        profile["flip"] = [key for key in own if self.chance(0.3)]
        framework["profiles"] = [profile]
        spare = [key for key in own if not key.endswith("i0")]
        if self.plain and spare and self.chance(0.2):
            found[self.pick(spare)]["weight"] = 0.0
        if self.plain and spare and self.chance(0.2):
            profile["weights"][self.pick(spare)] = 0
        return found

    def indicator(self, measures: dict[str, Any]) -> dict[str, Any]:
        """Return a judged or measured indicator."""
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
        if "levels" in file and self.chance(0.5):
            file["event_reads"] = self.pick(("exact", "at-least", "at-least", "at-most"))
        if measures and self.chance(0.7):
            named = self.random.sample(sorted(measures), self.random.randint(1, len(measures)))
            file["base_rate"] = {
                "from": {name: self.pick((0.5, 1, 2)) for name in named},
                "spread": self.pick((8, 15, 22.5)),
            }
        return file

    def measure(self) -> dict[str, Any]:
        """Return how values become ratings; countries are compared where the latest speaks."""
        kind = self.pick(NORMALISATIONS)
        measure = {"unit": "deaths", "normalise": kind, "transform": self.pick(TRANSFORMS)}
        if kind == "goalposts":
            measure["goalposts"] = self.pick(([0.9, 61.3], [0.45, 199]))
            if measure["transform"] == "reciprocal":
                measure["transform"] = "sqrt"  # it would turn the goalposts round
            measure["clamp"] = self.chance(0.7)
        if kind == "points":
            measure["transform"] = self.pick(("none", "log1p", "sqrt"))
            measure["points"] = [[2.3, 0], [11.7, 55], [23.1, 30], [51.3, 100]]
        if kind == "none":
            measure["transform"] = "none"
        if kind == "min-max" and self.chance(0.5):
            measure["range"] = [1, 100]
        if kind in ACROSS or self.chance(0.5):
            measure["evidence"] = "latest" if kind in ACROSS else self.pick(("latest", "pool"))
        if kind != "points" and self.chance(0.5):
            measure["direction"] = self.pick(("positive", "negative"))
        if kind != "none" and self.chance(0.5):
            measure["denominator"] = "context.people"
        return measure

    # Measures behind base rates

    def measures(self) -> dict[str, Any]:
        """Return none to three measures with their tables."""
        names = self.random.sample(("deaths", "stability", "law"), self.pick((0, 1, 2, 3, 3)))
        return {name: self.published(name) for name in names}

    def published(self, name: str) -> dict[str, Any]:
        """Return one measure: its file and the rows of its table."""
        kind = self.pick(("goalposts", "goalposts", "points", "none", *ACROSS))
        rules: dict[str, Any] = {"unit": "points", "normalise": kind}
        if kind == "goalposts":
            rules |= {"transform": "log1p", "goalposts": [0, 90], "clamp": True}
        if kind == "points":
            rules["points"] = [[0, 5], [30, 20], [60, 90]]
        elif self.chance(0.3):
            rules["direction"] = "negative"
        if kind not in ACROSS and self.chance(0.5):
            rules["average"] = self.pick((2, 3))
        if self.chance(0.4):
            rules["max_age_days"] = self.pick((200, 400.0, 800))
        when = self.pick(("rule", "rule", "column", "day"))
        recorded: Any = {
            "rule": {"month": self.pick((1, 5, 7)), "after_years": self.pick((1, 1, 2))},
            "column": {"column": "published"},
            "day": date(2026, self.pick((2, 5)), 20),
        }[when]
        rows = []
        last = self.pick((2019, 2023, 2025))
        for country in (*COUNTRIES, *OTHERS):
            if self.chance(0.2):
                continue
            for year in range(2017, last + 1):
                if self.chance(0.7):
                    day = date(year + 1, 1, 1) + timedelta(days=self.random.randrange(300))
                    value = float(self.pick((0, 3, 12.5, 12.5, 40, 77, self.random.randint(0, 95))))
                    rows.append(
                        {"country": country, "year": year, "published": day, "value": value}
                    )
        series = {
            "file": f"{name}.csv",
            "country": "iso3",
            "observed": {"column": "year"},
            "recorded": recorded,
            "columns": {"value": f"base.{name}"},
            "source": {"title": "A table", "publisher": "A bureau"},
        }
        file = {"title": name, "licence": "CC BY 4.0", "measure": rules, "series": [series]}
        return {"file": file, "rows": rows}

    # Evidence

    def day(self) -> date:
        """Return a day, often near the as-of date, sometimes after it."""
        after = (0,) if self.orderly else (-40,)
        return AS_OF - timedelta(
            days=self.pick((*after, 0, 0, 1, 20, 30, 60, 180, 365, 365, 366, 900, 4000))
        )

    def when(self) -> date | str:
        """Return a date of any precision."""
        day = self.day()
        return self.pick((day, day, day, f"{day:%Y-%m}", f"{day:%Y}", day.isoformat()))

    def recorded(self) -> date:
        """Return a day on which something was written down."""
        later = (0, 0, 1, 20) if self.orderly else (0, 0, 1, 100)
        return self.known(self.day() + timedelta(days=self.pick(later)))

    def known(self, day: date) -> date:
        """Return a day, or the last one on which anything is written down."""
        return min(day, AS_OF if self.orderly else AS_OF + timedelta(days=120))

    def item(self, index: int, world: dict[str, Any], grades: str) -> dict[str, Any]:
        """Return one item."""
        indicator = self.pick(list(world["indicators"]))
        file = world["indicators"][indicator]
        item: dict[str, Any] = {
            "id": f"{self.pick('aZi')}{index:02}",
            "countries": self.pick((["MLI"], ["MLI"], ["NER"], ["MLI", "NER"], list(COUNTRIES))),
            "indicator": indicator,
            "observed": self.when(),
            "recorded": self.recorded(),
            **self.reading(file),
            "statement": "Something.",
            "reliability": self.pick([one for one in grades if one.isalpha()]),
            "credibility": int(self.pick([one for one in grades if one.isdigit()])),
        }
        if "level" in item and self.chance(0.3):
            item["nature"] = "condition"
        if self.chance(0.25):
            item["kind"] = self.pick(("nil-return", "assessment", "official-statement"))
        origin, publisher, case = self.pick(ORIGINS), self.pick(PUBLISHERS), self.pick(CASES)
        if origin:
            item["origin"] = origin
        if publisher:
            item["source"] = {"publisher": publisher}
        if case and "level" in item:
            item["case"] = case
        self.turn_or_read(item, file)
        return item

    def turn_or_read(self, item: dict[str, Any], file: dict[str, Any]) -> None:
        """Make some items turning points, and let some others say how they read."""
        if "level" not in item:
            return
        if self.may_turn(item, file) and self.chance(0.15):
            item["turning_point"] = True
        elif self.chance(0.4):
            item["reads"] = self.pick(("exact", "at-least", "at-least", "at-most"))

    def may_turn(self, item: dict[str, Any], file: dict[str, Any]) -> bool:
        """Tell whether an item may be a turning point; never where the latest speaks alone."""
        sure = item["reliability"] + str(item["credibility"]) in SURE
        latest = file.get("measure", {}).get("evidence") == "latest"
        full = item["level"] == [file["levels"][0]["level"], file["levels"][-1]["level"]]
        return sure and not latest and not full and "reads" not in item

    def edition(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return a later edition of a measured value; both get one origin."""
        item["origin"] = f"report-{item['id']}"
        return item | {
            "id": f"{item['id']}-later",
            "recorded": self.known(item["recorded"] + timedelta(days=self.pick((0, 1, 40)))),
            "value": self.pick(VALUES),
        }

    def reading(self, file: dict[str, Any], only: str | None = None) -> dict[str, Any]:
        """Return a level, a range of levels, or a value with or without its error."""
        if only != "level" and (
            only == "value" or "levels" not in file or ("measure" in file and self.chance(0.8))
        ):
            measure = file["measure"]
            bare = measure["normalise"] == "none" and measure["unit"] != "people"
            value = {"value": self.pick(VALUES[:-1] if bare else VALUES)}
            errors = measure["normalise"] not in ACROSS and self.chance(0.5)
            return value | ({"standard_error": self.pick((0, 0.5, 3))} if errors else {})
        levels = [rung["level"] for rung in file["levels"]]
        level = self.pick((*levels, levels[-1], (levels[0] + levels[1]) / 2))
        if self.chance(0.25):
            ends = self.random.sample([*levels, (levels[0] + levels[1]) / 2], 2)
            return {"level": sorted(ends)}
        return {"level": level}

    # Later words

    def amendments(self, item: dict[str, Any], world: dict[str, Any]) -> list[dict[str, Any]]:
        """Return later words about an item, each on a day of its own, a withdrawal last."""
        days = {self.recorded() for _ in range(self.pick((1, 1, 2, 3)))}
        days = sorted(max(day, item["recorded"]) for day in days)
        now = dict(item)  # as the words so far leave it
        words = []
        for place, day in enumerate(sorted(set(days))):
            word = {"evidence": item["id"], "recorded": day}
            last = place + 1 == len(set(days))
            word |= {"withdrawn": True} if last and self.chance(0.3) else self.amended(now, world)
            now |= word
            words.append(word)
        return words

    def amendment(self, item: dict[str, Any], world: dict[str, Any]) -> dict[str, Any]:
        """Return one later word about an item."""
        return self.amendments(item, world)[0]

    def amended(self, now: dict[str, Any], world: dict[str, Any]) -> dict[str, Any]:
        """Return the field or fields that a word replaces."""
        file = world["indicators"][now["indicator"]]
        turning, judged = now.get("turning_point", False), "level" in now
        kinds = ["reading", "grade", "observed", "origin", "source", "kind", "statement"]
        if judged:
            kinds += ["case", "nature"] + ([] if turning else ["reads", "reads"])
            kinds += ["turning_point"] if turning or self.may_turn(now, file) else []
        if judged and now.get("nature") == "condition":
            kinds += ["confirmed", "ended", "ended", "confirmed"]
        kind = self.pick(kinds)
        word: dict[str, Any] = {}
        if kind == "reading":
            word = self.reading(file, "level" if judged else "value")
            word.pop("standard_error", None)
            if turning and isinstance(word["level"], list):
                word["level"] = word["level"][1]  # never as wide as the ladder
        elif kind == "grade":
            grade = "A1" if turning else self.pick(("A1", "B2", "C3", "E5", "F6", "B3"))
            word = {"reliability": grade[0], "credibility": int(grade[1])}
        elif kind == "source":
            word = {"source": {"publisher": self.pick([p for p in PUBLISHERS if p])}}
        elif kind == "nature":
            free = "ended" not in now and "confirmed" not in now
            word = {"nature": self.pick(("event", "condition")) if free else "condition"}
        else:
            word[kind] = {
                "origin": lambda: self.pick(("wire-1", "wire-9")),
                "case": lambda: self.pick(("mine", "base")),
                "kind": lambda: self.pick(("observation", "nil-return", "assessment")),
                "reads": lambda: self.pick(("exact", "at-least", "at-most")),
                "statement": lambda: "Something else.",
                "turning_point": lambda: not turning,
            }.get(kind, self.when)()
        return word

    def absences(
        self,
        files: dict[str, Any],
        indicators: dict[str, Any],
        framework: dict[str, Any] | None = None,
    ) -> None:
        """State that indicators, or all of a pillar, do not apply, and take some of it back."""
        weights = [one.get("weight", 1) for one in indicators.values()]
        for profile in (framework or {}).get("profiles", []):
            weights += profile["weights"].values()
        able = [
            key
            for key, file in indicators.items()
            if not key.startswith("context.")
            and file.get("measure", {}).get("normalise") not in ACROSS
            # what weighs nothing shall not be all that is left
            and (0 not in weights or not key.endswith("i0"))
        ]
        gone = self.random.sample(able, min(len(able), self.pick((0, 0, 1, 2))))
        if self.chance(0.15):
            gone = sorted({*gone, *(key for key in able if key.startswith("p0."))})
        for key in gone:
            countries = self.pick((["MLI"], ["MLI", "NER"], ["NER"]))
            word = {
                "countries": countries,
                "indicator": key,
                "recorded": self.recorded(),
                "reason": "None.",
            }
            self.put(files, "not-applicable", word)
            if "MLI" in countries and self.chance(0.4):
                day = word["recorded"] + timedelta(days=self.pick((1, 10)))
                back = word | {"recorded": day, "withdrawn": True, "countries": ["MLI"]}
                self.put(files, "not-applicable", back)

    def rename(self, world: dict[str, Any]) -> None:
        """Let some items use a former name of their indicator."""
        own = [key for key in world["indicators"] if not key.startswith("context.")]
        if not self.chance(0.3):
            return
        key = self.pick(own)
        old = f"{key.rpartition('.')[0]}.old"
        world["indicators"][key]["formerly"] = [old]
        for file in world["files"].values():
            for one in file.get("evidence", []):
                if one["indicator"] == key and self.chance(0.5):
                    one["indicator"] = old


def maker(kind: str, random: Random, *, orderly: bool = False) -> Maker:
    """Return a maker of worlds of one kind."""
    return Maker(
        random,
        plain=kind == "plain",
        measured=kind == "measured",
        bare=kind == "bare",
        orderly=orderly,
    )


def write(world: dict[str, Any], folder: Path) -> None:
    """Write a world as a dossier's files."""
    dump(folder / "dossier.toml", {"title": "Generated"})
    dump(folder / "indicators" / "framework.toml", world["framework"])
    for key, file in world["indicators"].items():
        pillar, _, stem = key.rpartition(".")
        dump(folder / "indicators" / pillar / f"{stem}.toml", file)
    for name, measure in world.get("measures", {}).items():
        dump(folder / "indicators" / "base" / f"{name}.toml", measure["file"])
        with (folder / "indicators" / "base" / f"{name}.csv").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            table = csv.writer(file)
            table.writerow(("iso3", "year", "published", "value"))
            for row in measure["rows"]:
                day = row["published"].isoformat()
                table.writerow((row["country"], row["year"], day, row["value"]))
    for path, file in world["files"].items():
        dump(folder / path, file)


def dump(path: Path, table: dict[str, Any]) -> None:
    """Write one TOML file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
