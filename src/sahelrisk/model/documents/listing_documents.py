"""The documents of `indicators`, `where` and `rule`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from sahelrisk.model.documents.parts import FrameworkUsed, Iso3, Kind, Part


class LevelListed(Part):
    """A level of an indicator's ladder."""

    level: float = Field(description="The level.")
    score: float = Field(description="Its score.")
    text: str | None = Field(description="What it means.")


class IndicatorListed(Part):
    """What an indicator means."""

    id: str = Field(description="Its id.", examples=["security.attack-tempo"])
    title: str = Field(description="Its title.")
    question: str | None = Field(description="The question it answers.")
    rationale: str | None = Field(description="Why it is asked.")
    meaning_of_0: str | None = Field(description="What a score of 0 means.")
    meaning_of_100: str | None = Field(description="What a score of 100 means.")
    includes: str | None = Field(description="What belongs to it.")
    excludes: str | None = Field(description="What does not.")
    weight: float = Field(description="Its weight beside its neighbours.")
    half_life_days: float = Field(description="Days after which an item weighs half.")
    levels: tuple[LevelListed, ...] = Field(description="Its ladder.")
    measure: dict[str, Any] | None = Field(description="How it is measured, as in its file.")
    path: str = Field(description="Its file.")


class IndicatorsDocument(Part):
    """The indicators of a framework."""

    schema_: Kind[Literal["sahelrisk/indicators/1"]]
    framework: FrameworkUsed = Field(description="The framework.")
    indicators: tuple[IndicatorListed, ...] = Field(description="Its indicators.")


class WhereDocument(Part):
    """Which dossier is used, and why."""

    schema_: Kind[Literal["sahelrisk/where/1"]]
    dossier: str = Field(description="The dossier's folder.")
    why: str = Field(description="Why this one.")
    framework: str = Field(description="The framework's folder.")
    evidence: str = Field(description="The folder of evidence.")
    items: int = Field(description="Its evidence items.")
    problems: int = Field(description="Its errors and warnings.")
    errors: int = Field(description="Its errors.")
    warnings: int = Field(description="Its warnings.")
    settings: str = Field(default="", description="The file of the user's settings.")
    settings_read: bool = Field(default=False, description="Whether it is there.")
    lang: str = Field(default="en", description="The language of texts.")
    lang_from: str = Field(default="", description="Flag, variable or file; empty of a default.")
    color: str = Field(default="auto", description="When output is coloured.")
    color_from: str = Field(default="", description="Flag, variable or file; empty of a default.")
    analyst: str | None = Field(
        default=None, description="Who enters evidence; null: as git or the system say."
    )
    analyst_from: str = Field(default="", description="Where the name comes from.")


class RuleListed(Part):
    """A rule of `check`."""

    rule: str = Field(description="Its name.")
    severity: Literal["error", "warning", "note"] = Field(description="How much it matters.")
    what: str = Field(description="What it says.")
    why: str = Field(description="Why it is asked.")
    example: str = Field(description="An example of the fault.")
    mend: str = Field(description="How to mend it.")


class RulesDocument(Part):
    """The rules of `check`."""

    schema_: Kind[Literal["sahelrisk/rules/1"]]
    rules: tuple[RuleListed, ...] = Field(description="The rules.")


class ReferenceYear(Part):
    """The base rate of a country at a year's end."""

    year: int = Field(description="The year.")
    iso3: Iso3
    base_rate: float = Field(description="The base rate on its last day.")


class ReferenceDocument(Part):
    """The base rates that standings are counted in."""

    schema_: Kind[Literal["sahelrisk/reference/1"]]
    rows: tuple[ReferenceYear, ...] = Field(description="A row a country and year.")
