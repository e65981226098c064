"""The document of `compare`: scores with ranks, pairs, a baseline and a published index."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from sahelrisk.model.documents.parts import Part
from sahelrisk.model.documents.score_document import ScoreDocument


class Pair(Part):
    """Two neighbours in rank."""

    above: str = Field(description="The country that ranks higher.")
    below: str = Field(description="The next one.")
    probability: float = Field(description="The probability that the order is right.")
    distinguishable: bool = Field(description="Whether that suffices to tell them apart.")


class BaselineUsed(Part):
    """The earlier document that changes are counted from."""

    as_of: date = Field(description="Its as-of date.")
    known_on: date | None = Field(description="What it knew of; null for all.")
    profile: str | None = Field(description="Its profile.")
    framework_version: str = Field("", description="The version of its framework.")
    framework_hash: str = Field(description="SHA-256 of its framework.")


class Apart(Part):
    """A country that a published index places elsewhere than its score does."""

    iso3: str = Field(description="ISO 3166-1 alpha-3 code.", examples=["NER"])
    value: float = Field(description="The value of the index.")
    score_place: float = Field(description="Its place by score among the countries of both.")
    index_place: float = Field(description="Its place by the index; equals share a mean.")


class AgainstIndex(Part):
    """A published index beside the scores."""

    name: str = Field(description="The index.", examples=["inform-2025"])
    countries: int = Field(description="Countries that have both.")
    rank_correlation: float | None = Field(
        description="Spearman's correlation of ranks; null under three countries."
    )
    disagreements: tuple[Apart, ...] = Field(description="The countries furthest apart.")


class CompareDocument(ScoreDocument):
    """The document of `score` with ranks, neighbours and changes since a baseline."""

    by: str | None = Field(description="The pillar or indicator ranked by; null for the country.")
    pairs: tuple[Pair, ...] = Field(description="Neighbours in rank.")
    baseline: BaselineUsed | None = Field(None, description="With --baseline: the earlier one.")
    against: AgainstIndex | None = Field(None, description="With --against: the index.")
