"""An earlier JSON output, as far as a later run looks into it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    """A part of a document; what else stands in it is none of our business."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class EarlierItem(_Part):
    """An evidence item that was listed."""

    id: str


class EarlierIndicator(_Part):
    """An indicator's score and its items."""

    id: str
    score: float | None
    evidence: tuple[EarlierItem, ...] = ()


class EarlierPillar(_Part):
    """A pillar's score."""

    id: str
    score: float | None
    indicators: tuple[EarlierIndicator, ...] = ()


class EarlierCountry(_Part):
    """A country's score."""

    iso3: str
    score: float | None
    band: str | None = None
    pillars: tuple[EarlierPillar, ...] = ()

    def scores(self) -> dict[str, float | None]:
        """Return the score of every node by id, the country's under ""."""
        scores = {"": self.score}
        for pillar in self.pillars:
            scores[pillar.id] = pillar.score
            scores |= {one.id: one.score for one in pillar.indicators}
        return scores

    def listed(self) -> set[str]:
        """Return the ids of the items that were listed."""
        found = (one for pillar in self.pillars for one in pillar.indicators)
        return {item.id for indicator in found for item in indicator.evidence}


class EarlierRun(_Part):
    """When the document was made."""

    generated: datetime


class EarlierFramework(_Part):
    """What the document was scored with."""

    hash: str = ""


class Baseline(_Part):
    """A `score` or `compare` document of an earlier run."""

    schema_: Annotated[Literal["sahelrisk/score/1"], Field(alias="schema")]
    run: EarlierRun
    framework: EarlierFramework
    as_of: date
    known_on: date | None = None
    profile: str | None = None
    countries: tuple[EarlierCountry, ...]

    @property
    def known_until(self) -> date:
        """Return up to when recorded evidence was known: no later than the run itself."""
        return self.known_on or self.run.generated.date()
