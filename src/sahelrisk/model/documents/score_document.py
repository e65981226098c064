"""The document of `score`, `compare` and `explain` (contract § 4), also read as a baseline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from sahelrisk.model.documents.parts import (
    BandNamed,
    CountryHead,
    FrameworkUsed,
    Kind,
    Marking,
    ObservedBy,
    Part,
    Points,
    ProfileUsed,
    RecordedBy,
    ThisRun,
    Withheld,
)

_CHANGE = "Compare --baseline only: points since the baseline."
_HAS_CHANGED = "Compare --baseline only: whether the change exceeds the noise."


class Interval(Part):
    """The equal-tailed interval of the score."""

    level: float = Field(description="The probability that it holds.", examples=[0.9])
    low: float | None = Field(description="Its lower end.")
    high: float | None = Field(description="Its upper end.")


class BandShare(Part):
    """A band and its probability."""

    name: str = Field(description="The band's name.", examples=["high"])
    probability: float = Field(description="Its probability.", ge=0, le=1)


class Figures(Part):
    """The figures that countries, pillars and indicators share."""

    score: float | None = Field(description="The score, 100 worst; null where there is none.")
    standard_error: float | None = Field(description="Its standard error.")
    interval: Interval = Field(description="The interval of the score.")
    coverage: float | None = Field(
        description="The share of weight that has evidence; null where the node does not apply."
    )
    evidence_only: float | None = Field(description="The mean of the evidence alone.")
    base_rate: float | None = Field(
        None, description="What open statistics alone would say; null where they say nothing."
    )
    base_spread: float | None = Field(None, description="The spread of the base rate.")
    ignorance: float | None = Field(
        None, description="The part of the error that comes from a lack of evidence."
    )
    evidence_error: float | None = Field(
        None, description="The part of the error that comes from the evidence."
    )
    status: Literal["rated", "provisional", "base-rate", "insufficient", "not-applicable"] = Field(
        description="Whether the coverage suffices to rank, to name a band, or for neither."
    )
    band: BandNamed
    bands: tuple[BandShare, ...] = Field(description="The probability of each band.")

    @property
    def cells(self) -> tuple[float | str | None, ...]:
        """Return what tables show of a node, a cell for each of FIGURES."""
        score = (self.score, self.standard_error, self.interval.low, self.interval.high)
        basis = (self.coverage, self.evidence_only, self.base_rate, self.base_spread)
        return (*score, *basis, self.status, self.band)


class EvidenceItem(Part):
    """An item with what it weighs and contributes."""

    id: str = Field(description="The item's id.")
    observed: str = Field(description="When it was true.", examples=["2026-02-02", "2026-02"])
    age_days: int = Field(description="Its age on the as-of date.")
    rating: float | None = Field(description="Its rating, 0 to 100.")
    rating_low: float | None = Field(None, description="The lower end of its range.")
    rating_high: float | None = Field(None, description="The upper end of its range.")
    reads: Literal["exact", "at-least", "at-most"] = Field("exact", description="How it reads.")
    case: str | None = Field(None, description="The affair it belongs to.")
    state: str = Field(
        "counts",
        description="What became of it: counts, consistent, withdrawn, ended, retired, superseded, "
        "not-applicable or unusable.",
    )
    statement: str | None = Field(None, description="Its statement.")
    publisher: str | None = Field(None, description="Its publisher.")
    url: str | None = Field(None, description="Where it was read.")
    reliability: str = Field(description="Reliability of the source, A to F.")
    credibility: int = Field(description="Credibility of the information, 1 to 6.")
    quality: float = Field(description="Its quality.", ge=0, le=1)
    base_weight: float = Field(description="Its weight before origin and publisher.")
    weight: float = Field(description="Its weight.")
    support: float = Field(0.0, description="What it adds to coverage.")
    contribution: float = Field(description="The points it adds to the indicator.")
    country_contribution: float = Field(description="The points it adds to the country.")
    path: str | None = Field(description="Its file.")
    line: int | None = Field(description="Its line.")
    age_factor: float | None = Field(None, description="Explain only: the factor of its age.")
    origin_factor: float | None = Field(None, description="Explain only: of a shared origin.")
    publisher_factor: float | None = Field(None, description="Explain only: of its publisher.")
    weak_factor: float | None = Field(None, description="Explain only: of a weak source.")
    silenced: str | None = Field(None, description="Explain only: why it has no weight.")
    rung_factor: float | None = Field(
        None, description="Explain only: of what one-sided items beyond it show already."
    )
    openness: float | None = Field(None, description="Explain only: what its range leaves open.")
    retired_by: str | None = Field(None, description="Explain only: the turning point after it.")
    analyst: str | None = Field(None, description="Explain --private only: who recorded it.")
    notes: str | None = Field(None, description="Explain --private only: notes for colleagues.")
    said: dict[str, bool | int | float | str | list[str] | list[float]] | None = Field(
        None, description="Explain only: what stands of it after its amendments, by key."
    )
    later_words: (
        tuple[dict[str, bool | int | float | str | list[str] | list[float]], ...] | None
    ) = Field(
        None, description="Explain only: its amendments, each with the keys its author wrote."
    )


class MeasureBehind(Part):
    """A measure behind a base rate."""

    measure: str = Field(description="The measure's id.", examples=["stability"])
    weight: float = Field(description="Its weight in the base rate.")
    rating: float = Field(description="Its rating, 0 to 100.")
    value: float = Field(description="Its latest value, in its unit.")
    year: str = Field(description="The period of that value.", examples=["2024"])
    path: str = Field(description="The table it stands in.")
    line: int = Field(description="Its line.")


class IndicatorHead(Part):
    """What an indicator's table begins with."""

    id: str = Field(description="The indicator's id.", examples=["security.attack-tempo"])
    title: str = Field(description="Its title.")
    weight: float | None = Field(description="Its normalised weight within its parent.")
    effective_weight: float | None = Field(description="Its weight in the country.")


class IndicatorScore(Figures, IndicatorHead):
    """An indicator of a country."""

    base_rate_from: tuple[MeasureBehind, ...] = Field(
        (), description="The measures behind the base rate."
    )
    contested: bool = Field(description="Whether its sources disagree.")
    gap: str | None = Field(description="Why there is no score of evidence.")
    evidence: tuple[EvidenceItem, ...] = Field(description="Its items.")
    change: float | None = Field(None, description=_CHANGE)
    has_changed: bool | None = Field(None, description=_HAS_CHANGED)


class PillarHead(Part):
    """What a pillar's table begins with."""

    id: str = Field(description="The pillar's id.")
    title: str = Field(description="Its title.")
    parent: str | None = Field(None, description="The pillar above it, where there is one.")
    weight: float | None = Field(description="Its normalised weight within its parent.")
    effective_weight: float | None = Field(description="Its weight in the country.")


class PillarScore(Figures, PillarHead):
    """A pillar of a country."""

    gap: str | None = Field(description="Why there is no score.")
    indicators: tuple[IndicatorScore, ...] = Field(description="Its own indicators.")
    change: float | None = Field(None, description=_CHANGE)
    has_changed: bool | None = Field(None, description=_HAS_CHANGED)


class Confidence(Part):
    """Analytic confidence: about the basis alone."""

    level: Literal["high", "moderate", "low"] = Field(description="The level.")
    limits: tuple[str, ...] = Field(description="The conditions of the next level that fail.")


class AlertRaised(Part):
    """What is pointed out before anything else."""

    kind: Literal["indicator", "new-item", "turning-point", "pillar"] = Field(
        description="What raised it."
    )
    id: str = Field(description="The indicator or pillar.")
    evidence: str | None = Field(description="The item, where one raised it.")
    text: str = Field(description="The alert in words.")


class CausePoints(Part):
    """A cause and the points it moved."""

    cause: str = Field(description="The cause.")
    points: float = Field(description="The points.")


class CountryScore(Figures, CountryHead):
    """A country."""

    confidence: Confidence = Field(description="Analytic confidence.")
    standing: float | None = Field(
        None, description="The share of other countries whose base rate lies below the score."
    )
    standing_countries: int | None = Field(None, description="How many other countries that is.")
    standing_year: int | None = Field(
        None, description="The year at whose end those base rates were taken."
    )
    newest_evidence: str | None = Field(None, description="The date of the newest item.")
    origins: int = Field(description="Origins with weight.")
    evidence: int = Field(description="Items with weight.")
    publishers: int = Field(description="Publishers with weight.")
    largest_publisher_share: float | None = Field(description="The largest publisher's share.")
    worst_pillar: str | None = Field(description="The pillar with the highest score.")
    alerts: tuple[AlertRaised, ...] = Field(description="What is pointed out first.")
    rank: int | None = Field(description="Its rank; null on its base rate alone.")
    rank_low: int | None = Field(description="The best rank it may have.")
    rank_high: int | None = Field(description="The worst rank it may have.")
    pillars: tuple[PillarScore, ...] = Field(description="Its pillars, flat.")
    change: float | None = Field(None, description=_CHANGE)
    has_changed: bool | None = Field(None, description=_HAS_CHANGED)
    parts: tuple[CausePoints, ...] = Field(
        (), description="Compare --baseline only: the change by cause."
    )
    moved_by: tuple[Points, ...] = Field(
        (), description="Compare --baseline only: the items that moved it."
    )
    unexplained: float | None = Field(
        None, description="Compare --baseline only: what the dossier's record does not explain."
    )

    @property
    def indicators(self) -> Iterator[IndicatorScore]:
        """Yield the indicators of all pillars."""
        return (one for pillar in self.pillars for one in pillar.indicators)

    def scores(self) -> dict[str, float | None]:
        """Return the score of every node by id, the country's under ""."""
        nodes = {one.id: one.score for one in self.pillars}
        return {"": self.score, **nodes, **{one.id: one.score for one in self.indicators}}

    def listed(self) -> set[str]:
        """Return the ids of the items that are listed."""
        return {item.id for indicator in self.indicators for item in indicator.evidence}


class FrameworkScored(FrameworkUsed):
    """The framework used."""

    hash: str = Field(description="SHA-256 of its files.")


class DossierScored(Part):
    """The dossier used."""

    title: str = Field(description="Its title.")
    hash: str = Field(description="SHA-256 of its files.")
    evidence: int = Field(description="Its items.")
    withheld: Withheld
    tlp: Marking
    scenario: tuple[str, ...] = Field(
        default=(),
        description="Files that were scored with it and are not in it: a what-if.",
        examples=[["ceasefire.toml"]],
    )


class ScoreDocument(Part):
    """Scores with everything they rest on."""

    schema_: Kind[Literal["sahelrisk/score/1", "sahelrisk/score/2"]]
    run: ThisRun
    framework: FrameworkScored = Field(description="The framework used.")
    dossier: DossierScored = Field(description="The dossier used.")
    as_of: ObservedBy
    known_on: RecordedBy
    profile: ProfileUsed
    countries: tuple[CountryScore, ...] = Field(description="The countries asked for.")

    @property
    def known_until(self) -> date:
        """Return up to when recorded evidence was known: no later than the run itself."""
        made = self.run.generated
        return self.known_on or (made.date() if made else self.as_of)


class ExplainDocument(ScoreDocument):
    """The document of `score`, with factors and later words beside every item."""
