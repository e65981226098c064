"""Indicator files: what is asked, and the ladder or measure that rates the evidence."""

from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from sahelrisk.model.base import (
    Located,
    Model,
    NotNegative,
    Number,
    Pair,
    Positive,
    Score,
    Text,
    Texts,
)
from sahelrisk.model.evidence import Reads

Transform = Literal["none", "log", "log1p", "sqrt", "square", "reciprocal"]
Normalise = Literal["goalposts", "points", "min-max", "z-score", "rank", "percentile", "none"]
Short = Annotated[str, Field(min_length=1, max_length=20)]
"""A title for strips, lists and charts."""


class Level(Model):
    """One rung of a ladder; without scores the rungs are spaced evenly from 0 to 100."""

    level: Number
    text: Text | None = None
    score: Score | None = None


class Measure(Model):
    """How a measured value becomes a rating (method § 7)."""

    unit: Text
    denominator: Text | None = None
    transform: Transform = "none"
    normalise: Normalise
    goalposts: Pair | None = None
    points: Annotated[tuple[Pair, ...], Strict(strict=False), Field(min_length=2)] | None = None
    range: Pair = (0.0, 100.0)
    clamp: bool = True
    direction: Literal["positive", "negative"] = "positive"
    evidence: Literal["pool", "latest"] = "pool"
    average: Annotated[int, Field(ge=1)] = 1
    max_age_days: NotNegative = 1461.0

    @model_validator(mode="after")
    def _complete(self) -> "Measure":
        for kind in ("goalposts", "points"):
            if (getattr(self, kind) is None) is (self.normalise == kind):
                raise PydanticCustomError(
                    "measure",  # noqa: EM101  pydantic's name for the kind of error
                    "{kind} is needed with normalise = {quoted}, and only there",
                    {"kind": kind, "quoted": f'"{kind}"'},
                )
        return self


class BaseRate(Model):
    """The measures behind an indicator's base rate, with their weights, and its spread (§ 4).

    Without `spread` it is the spread of the prior.
    """

    measures: Annotated[dict[str, Positive], Field(min_length=1, alias="from")]
    spread: Positive | None = None


class IndicatorTexts(Model):
    """The texts of an indicator in another language."""

    title: Text | None = None
    short: Short | None = None
    question: Text | None = None
    rationale: Text | None = None
    meaning_of_0: Text | None = None
    meaning_of_100: Text | None = None
    includes: Text | None = None
    excludes: Text | None = None
    levels: Texts = ()


class IndicatorFile(Located):
    """One indicator; its id is its folder and its file's stem, joined by a full stop."""

    title: Text | None = None
    short: Short | None = None
    question: Text | None = None
    rationale: Text | None = None
    meaning_of_0: Text | None = None
    meaning_of_100: Text | None = None
    includes: Text | None = None
    excludes: Text | None = None
    formerly: Texts = ()
    weight: NotNegative = 1.0
    half_life_days: Positive | None = None
    event_reads: Reads = "exact"
    base_rate: BaseRate | None = None
    levels: Annotated[tuple[Level, ...], Strict(strict=False), Field(min_length=2)] | None = None
    measure: Measure | None = None
    fr: IndicatorTexts | None = None

    @model_validator(mode="after")
    def _rates_something(self) -> "IndicatorFile":
        if self.levels is None and self.measure is None:
            raise PydanticCustomError("no-ladder", "needs [[levels]], [measure] or both")  # noqa: EM101
        return self
