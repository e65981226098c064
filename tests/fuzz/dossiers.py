"""Whole dossiers from a seed: the worlds of the oracle, with all that a desk has besides."""

from __future__ import annotations

import copy
import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import tomli_w
import worlds
from worlds import dump

from sahelrisk.writing.toml_text import file_text, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

LABELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
SECRET, PRIVATE = "canary", "private-of-the-desk"
TEXTS = (
    "Something.",
    "Deux  mots, «entre guillemets»",
    "=1+1",
    "a\n[[evidence]]\nid = 'x'\n",
    "<b>&amp;</b> | `x` $1",
    'He said "no" \\ and left',
    "\u202etxt \x1b[31m red",
    "\U0001f4c8 \u65e5\u672c",
)
REGISTER = (
    {"id": "reuters", "publisher": "Reuters", "reliability": "B", "aliases": ["Reuters Africa"]},
    {"id": "state", "publisher": "L'Agence", "reliability": "D", "owner": "The state"},
    {"id": "state-tv", "publisher": "TV", "reliability": "E", "owner": "The state"},
)
LAYOUTS = ("long", "wide", "semicolons", "preamble", "tags", "workbook")
NAMES = {"MLI": "Mali", "NER": "Niger", "BFA": "Burkina Faso", "TCD": "Chad"}
YEARS = (2022, 2023, 2024)


@dataclass
class Whole(worlds.Maker):
    """Makes worlds with markings, a register, tables of series, texts and settings."""

    def world(self) -> dict[str, Any]:
        """Return a world; `main` is its dossier.toml, `tables` are files of series."""
        made = super().world()
        made["main"] = self.main()
        made["register"] = list(REGISTER) if self.chance(0.6) else []
        made["tables"], series = self.series(made)
        if series:
            made["files"]["evidence/tables/series.toml"] = {"series": series}
        self.adorn(made)
        if self.chance(0.5):
            self.apart(made)
        return made

    def apart(self, world: dict[str, Any]) -> None:
        """Put the items of each country into a file of its own, and all words into another."""
        files: dict[str, Any] = {}
        for path, file in world["files"].items():
            for key, tables in file.items():
                for one in tables:
                    name = "words" if key == "amendment" else "-".join(one.get("countries", [key]))
                    name = (
                        path.removeprefix("evidence/").removesuffix(".toml")
                        if key == "series"
                        else name
                    )
                    files.setdefault(f"evidence/{name}.toml", {}).setdefault(key, []).append(one)
        world["files"] = files or world["files"]

    def main(self) -> dict[str, Any]:
        """Return the settings of the dossier."""
        main: dict[str, Any] = {"title": self.pick(("Generated", TEXTS[1]))}
        if self.chance(0.7):
            main["tlp"] = self.pick(LABELS)
        if self.chance(0.2):
            main["profile"] = "client"
        if self.chance(0.4):
            main["groups"] = {"two": ["MLI", "NER"]}
            main["watch"] = ["@two", "BFA"]
        if self.chance(0.2):
            main["illustrative"] = "not an assessment"
        if self.chance(0.15):
            main["desk"] = {"four_eyes": True}
        return main

    # Items

    def adorn(self, world: dict[str, Any]) -> None:
        """Give records markings, texts and sources; what is never CLEAR is full of canaries."""
        records = [
            (key, one)
            for file in world["files"].values()
            for key in ("evidence", "amendment", "not-applicable")
            for one in file.get(key, [])
        ]
        for _, one in records:
            if isinstance(one.get("source"), dict):
                one["source"] = dict(one["source"])  # an edition shares it with its first
        items = {one["id"]: one for key, one in records if key == "evidence"}
        words = [one for key, one in records if key == "amendment"]
        for _, one in records:
            self.signed(one)
        for one in items.values():
            self.fields(one, world)
        for one in words:
            if self.chance(0.5):
                one["reason"] = "A reason."
            if self.chance(0.1):
                one["tlp"] = self.pick(LABELS)
        default = world["main"].get("tlp", "AMBER")
        for name, one in items.items():
            about = [word for word in words if word["evidence"] == name]
            labels = {word["tlp"] for word in about if "tlp" in word} | {one.get("tlp", default)}
            if "CLEAR" not in labels:
                self.hide(one, about)

    def signed(self, one: dict[str, Any]) -> None:
        """Say who wrote a record, and what nobody else may read."""
        if self.chance(0.3):
            one["analyst"] = f"{PRIVATE}-analyst"
        if self.chance(0.2):
            one["notes"] = f"{PRIVATE}-notes"

    def fields(self, one: dict[str, Any], world: dict[str, Any]) -> None:
        """Give an item other fields that no figure depends on, and a source of the register."""
        one["statement"] = self.pick(TEXTS)
        if self.chance(0.4):
            one["tlp"] = self.pick(LABELS)
        if self.chance(0.3):
            one["headline"] = self.pick(TEXTS)[:60]
        if self.chance(0.2):
            one["fr"] = {"statement": self.pick(TEXTS)}
        if self.chance(0.2):
            one["grade_reason"] = "It was seen."
        if self.chance(0.3):
            one["reviewed_by"] = f"{PRIVATE}-second"
        if world["register"] and self.chance(0.4):
            named = self.pick(REGISTER)["id"]
            one["source"] = self.pick((named, {"register": named, "title": "A title"}))
        elif "source" in one and self.chance(0.5):
            one["source"] |= {
                "title": self.pick(TEXTS),
                "published": self.when(),
                "url": "https://example.org/?a=1&b=2",
            }

    def hide(self, one: dict[str, Any], words: list[dict[str, Any]]) -> None:
        """Write a canary into everything that an item and words about it say."""
        one["id"] = f"{SECRET}-{one['id']}"
        for key in ("statement", "headline", "origin", "case"):
            if key in one:
                one[key] = f"{SECRET} {one[key]}"
        if isinstance(one.get("source"), dict):
            for key in ("publisher", "title"):
                if key in one["source"]:
                    one["source"][key] = f"{SECRET} {one['source'][key]}"
        for word in words:
            word["evidence"] = one["id"]
            if "reason" in word:
                word["reason"] = f"{SECRET} reason"

    # Series

    def series(self, world: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return tables of measured values in published layouts, by path, and their series."""
        able = [key for key, file in world["indicators"].items() if "measure" in file]
        tables: dict[str, Any] = {}
        listed = []
        for key in self.random.sample(able, min(len(able), self.pick((0, 1, 2)))):
            layout = self.pick(LAYOUTS)
            rows = [
                (iso3, year, self.pick(worlds.VALUES[:-1]))
                for iso3 in self.random.sample(worlds.COUNTRIES, 3)
                for year in YEARS
                if self.chance(0.8)
            ]
            if not rows:
                continue
            name = f"t{len(listed)}.{'xlsx' if layout == 'workbook' else 'csv'}"
            tables[f"evidence/tables/{name}"], read = drawn(layout, rows, key)
            listed.append(
                {
                    "file": name,
                    **read,
                    "recorded": self.pick((date(2025, 3, 1), date(2026, 6, 1))),
                    "reliability": self.pick("ABC"),
                    "credibility": 2,
                    "source": {"publisher": "A bureau"},
                }
            )
        return tables, listed

    # Another state of the same dossier

    def edited(self, world: dict[str, Any]) -> dict[str, Any]:
        """Return the world with some things entered, amended, taken out or weighed otherwise."""
        other = copy.deepcopy(world)
        files = [file for file in other["files"].values() if "series" not in file]
        items = [one for file in files for one in file.get("evidence", [])]
        for number in range(self.pick((0, 1, 3))):
            new = self.item(900 + number, other, "ABC123")
            self.pick(files).setdefault("evidence", []).append(new)
        if items and self.chance(0.5):
            word = {"evidence": self.pick(items)["id"], "recorded": worlds.AS_OF}
            word |= self.pick(({"withdrawn": True}, {"credibility": 3}))
            self.pick(files).setdefault("amendment", []).append(word)
        if items and self.chance(0.2):
            self.pick(items)["credibility"] = 3
        if self.chance(0.2):
            self.pick(other["framework"]["pillars"])["weight"] = 1.5
        return other


def drawn(
    layout: str, rows: list[tuple[str, int, float]], key: str
) -> tuple[bytes, dict[str, Any]]:
    """Return a table in a layout, and the keys of the series that reads it."""
    years = {"observed": {"column": "year"}, "columns": {"value": key}, "country": "iso3"}
    if layout == "workbook":
        book, out = openpyxl.Workbook(), io.BytesIO()
        for row in (("iso3", "year", "value"), *rows):
            book.active.append(row)
        book.save(out)
        return out.getvalue(), years
    if layout == "long":
        return _csv([("iso3", "year", "value"), *rows]), years
    if layout == "tags":
        return _csv([("iso3", "year", "value"), ("#iso", "#year", "#n"), *rows]), years
    if layout == "semicolons":
        dates = [(NAMES[one], f"19/03/{year}", str(x).replace(".", ",")) for one, year, x in rows]
        observed = {"observed": {"column": "Date"}, "columns": {"Valeur": key}, "country": "Pays"}
        return _csv([("Pays", "Date", "Valeur"), *dates], ";"), observed
    found = {(one, year): x for one, year, x in rows}
    wide = [
        (NAMES[one], one, "X.Y", *(found.get((one, year), "..") for year in YEARS))
        for one in dict.fromkeys(one for one, _, _ in rows)
    ]
    head = ("Country Name", "Country Code", "Indicator Code", *YEARS)
    read = {"country": "Country Code", "years": "columns", "missing": [".."]}
    if layout == "wide":
        return _csv([head, *wide]), read | {"columns": {"X.Y": key}}
    before = [("Data Source", "A bank"), (), ("Last Updated Date", "2026-02-24"), ()]
    world = ("Africa", "AFE", "X.Y", *(1 for _ in YEARS))
    every = read | {"columns": {"*": key}, "others": "skip"}
    return _csv([*before, head, *wide, world]), every


def _csv(rows: list[Any], mark: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue().encode()


def maker(kind: str, random: Random, *, orderly: bool = False) -> Whole:
    """Return a maker of whole worlds of one kind of the oracle's."""
    one = worlds.maker(kind, random, orderly=orderly)
    return Whole(one.random, one.plain, one.measured, bare=one.bare, orderly=one.orderly)


def reordered(world: dict[str, Any], random: Random) -> dict[str, Any]:
    """Return a world whose tables have their keys in another order."""

    def turned(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, list):
            return [turned(one) for one in value]
        if not isinstance(value, dict):
            return value
        keys = random.sample(list(value), len(value))
        return {key: turned(value[key]) for key in keys}

    kept = ("framework", "indicators", "measures", "main", "tables")  # paths and order of members
    return {key: one if key in kept else turned(one) for key, one in world.items()}


# As files


def write(world: dict[str, Any], folder: Path, random: Random, *, plain: bool = False) -> Path:
    """Write a world as a dossier, its evidence in every spelling that TOML knows, or plainly."""
    worlds.write(world | {"files": {}}, folder)
    dump(folder / "dossier.toml", world["main"])
    if world["register"]:
        dump(folder / "sources" / "all.toml", {"source": world["register"]})
    for path, data in world["tables"].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "evidence").mkdir(exist_ok=True)
    for path, file in world["files"].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        spell = file_text if plain and "series" not in file else random.choice(SPELLINGS)
        text = spell(file)
        if not plain:
            for dress in random.sample(DRESSES, random.choice((0, 0, 1, 2))):
                text = dress(text)
            text = random.choice(("", "", "", "\ufeff")) + text
        (folder / path).write_bytes(text.encode())
    return folder


def _inline(file: dict[str, Any]) -> str:
    """Return a file whose tables are arrays of inline tables."""
    return "".join(
        f"{key} = [\n{''.join(f'  {_value(one)},{chr(10)}' for one in tables)}]\n"
        for key, tables in file.items()
    )


def _value(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):
        parts = (f"{written_key(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {', '.join(parts)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return written(value)


def written_key(key: str) -> str:
    """Return a key as TOML writes it."""
    return tomli_w.dumps({key: 1}).partition(" = ")[0]


def _ours(file: dict[str, Any]) -> str:
    return tomli_w.dumps(file) if "series" in file else file_text(file)


SPELLINGS: tuple[Callable[[dict[str, Any]], str], ...] = (_ours, _ours, tomli_w.dumps, _inline)
DRESSES: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("[[evidence]]\n", '[[ "evidence" ]]\n'),
    lambda text: text.replace("[[evidence]]\n", "  [[evidence]] # one\n"),
    lambda text: re.sub(r'(?m)^(id|evidence) = "([^"\\]*)"$', r'"\1" = """\2"""', text),
    lambda text: re.sub(r'(?m)^(id|evidence) = "([^"\\\']*)"$', r"\1='\2'", text),
    lambda text: text.replace('"MLI"', '"\\u004dLI"').replace('"NER"', '"\\x4eER"'),
    lambda text: f"# [[evidence]]\n{text}",
    lambda text: re.sub(r'(?m)^statement = "([^"]*)\\n"$', r'statement = """\n\1\n"""', text),
)
