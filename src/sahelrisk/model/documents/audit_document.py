"""The document of `audit`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.parts import (
    BandNamed,
    FrameworkUsed,
    Iso3,
    Kind,
    Marking,
    ObservedBy,
    Part,
    ProfileUsed,
    ThisRun,
    Withheld,
)


class Matters(Part):
    """The scenario that moves most."""

    kind: str = Field(description="What was changed or left out.")
    name: str | None = Field(description="Which one; analysts are not named.")
    points: float = Field(description="The points it moves.")


class Ends(Part):
    """The lowest and the highest score of some scenarios."""

    low: float | None = Field(description="The lowest.")
    high: float | None = Field(description="The highest.")


class CountryAudit(Part):
    """How far a country's score depends on choices."""

    iso3: Iso3
    score: float | None = Field(description="The score; null where there is none.")
    low: float | None = Field(description="The lowest of all scenarios.")
    high: float | None = Field(description="The highest of all scenarios.")
    band: BandNamed
    band_stability: float | None = Field(description="The share of scenarios with this band.")
    rank: int | None = Field(description="Its rank among the rated.")
    rank_low: int | None = Field(description="The best rank of all scenarios.")
    rank_high: int | None = Field(description="The worst rank of all scenarios.")
    matters: Matters | None = Field(description="The scenario that moves it most.")
    by_kind: dict[str, Ends] = Field(description="The ends by kind of scenario.")


class IndicatorStructure(Part):
    """How an indicator goes with the total."""

    id: str = Field(description="The indicator.")
    countries: int = Field(description="The countries that have it.")
    correlation_with_total: float | None = Field(description="Its correlation with the total.")
    nominal_weight: float | None = Field(description="Its weight by the framework.")
    effective_weight: float | None = Field(description="Its weight by what it moves.")


class Correlation(Part):
    """How two indicators go together."""

    first: str = Field(description="One indicator.")
    second: str = Field(description="The other.")
    correlation: float | None = Field(description="Their correlation.")
    countries: int = Field(description="The countries that have both.")


class MeasureLeftOut(Part):
    """What the absence of a measure behind base rates changes."""

    measure: str = Field(description="The measure.")
    mean: float = Field(description="How far scores move on average.")
    iso3: str = Field(description="The country that moves most.")
    points: float = Field(description="How far it moves.")


class AuditDocument(Part):
    """How scores respond to other choices; nothing is sampled, so there is no seed to state."""

    schema_: Kind[Literal["sahelrisk/audit/1"]]
    run: ThisRun
    framework: FrameworkUsed = Field(description="The framework used.")
    tlp: Marking
    withheld: Withheld
    as_of: ObservedBy
    profile: ProfileUsed
    sampling: None = Field(description="Always null: every scenario is worked out.")
    scenarios: int = Field(description="How many scenarios were tried.")
    matters: Matters | None = Field(description="The scenario that moves most of all.")
    measures: tuple[MeasureLeftOut, ...] = Field(
        (), description="What leaving each measure of base rates out changes."
    )
    countries: tuple[CountryAudit, ...] = Field(description="The countries asked for.")
    indicators: tuple[IndicatorStructure, ...] = Field(description="Every indicator.")
    correlations: tuple[Correlation, ...] = Field(description="Every pair of indicators.")
    redundant: tuple[tuple[str, str], ...] = Field(description="Pairs that say the same.")
    alphas: dict[str, float | None] = Field(description="Cronbach's alpha by pillar.")
