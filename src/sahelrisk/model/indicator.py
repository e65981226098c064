"""Indicator files: what is asked, and the ladder or measure that rates the evidence."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sahelrisk.model.base import (
    Located,
    Model,
    NotNegative,
    Number,
    Pair,
    Positive,
    Rows,
    Score,
    Text,
    Texts,
    about,
    refusal,
)
from sahelrisk.model.evidence_item import Reads
from sahelrisk.problems import Said

Transform = Literal["none", "log", "log1p", "sqrt", "square", "reciprocal"]
Normalise = Literal["goalposts", "points", "min-max", "z-score", "rank", "percentile", "none"]
Short = Annotated[str, Field(min_length=1, max_length=20)]
"""A title for strips, lists and charts."""


class Level(Model):
    """One rung of a ladder; without scores the rungs are spaced evenly from 0 to 100."""

    level: Annotated[Number, about("Number of this level.", 3)]
    text: Annotated[Text | None, about("What is the case at this level.")] = None
    score: Annotated[Score | None, about("Score of the level, else spaced evenly.", 75)] = None


class Measure(Model):
    """How a measured value becomes a rating (method § 7)."""

    unit: Annotated[Text, about("Unit of the values.", "deaths per 100,000 people a year")]
    denominator: Annotated[Text | None, about("Indicator it is divided by.")] = None
    transform: Annotated[Transform, about("What is done before normalising.", "log1p")] = "none"
    normalise: Annotated[Normalise, about("How a value becomes a rating.", "goalposts")]
    goalposts: Annotated[Pair | None, about("Values that rate 0 and 100.", [0, 30])] = None
    points: Annotated[
        Annotated[Rows[Pair], Field(min_length=2)] | None,
        about("Values with their ratings; straight lines between them.", [[0, 0], [50, 100]]),
    ] = None
    range: Annotated[Pair, about("Ratings of the lowest and highest value.")] = (0.0, 100.0)
    clamp: Annotated[bool, about("Whether values beyond the goalposts rate 0 and 100.")] = True
    direction: Annotated[
        Literal["positive", "negative"],
        about("Whether a higher value rates higher or lower.", "negative"),
    ] = "positive"
    evidence: Annotated[
        Literal["pool", "latest"],
        about("Whether all values are pooled or the latest counts alone.", "latest"),
    ] = "pool"
    average: Annotated[int, Field(ge=1), about("Number of last ratings averaged.", 3)] = 1
    max_age_days: Annotated[NotNegative, about("Days for which a value counts.", 1461)] = 1461.0

    @model_validator(mode="after")
    def _complete(self) -> "Measure":
        for kind in ("goalposts", "points"):
            if (getattr(self, kind) is None) is (self.normalise == kind):
                raise refusal(Said("problem_incomplete_measure", name=kind), "measure")
        return self


class BaseRate(Model):
    """The measures behind an indicator's base rate, with their weights, and its spread (§ 4).

    Without `spread` it is the spread of the prior.
    """

    measures: Annotated[
        dict[str, Positive],
        Field(min_length=1, alias="from"),
        about("Measures behind the base rate with their weights.", {"deaths": 2, "stability": 1}),
    ]
    spread: Annotated[Positive | None, about("Spread in points; else the prior's.")] = None


class IndicatorTexts(Model):
    """The texts of an indicator in another language."""

    title: Annotated[Text | None, about("Title in this language.", "Enlèvements")] = None
    short: Annotated[Short | None, about("Title of at most 20 characters in this language.")] = None
    question: Annotated[Text | None, about("Question in this language.")] = None
    rationale: Annotated[Text | None, about("Why it matters, in this language.")] = None
    meaning_of_0: Annotated[Text | None, about("Meaning of 0, in this language.")] = None
    meaning_of_100: Annotated[Text | None, about("Meaning of 100, in this language.")] = None
    includes: Annotated[Text | None, about("What belongs to it, in this language.")] = None
    excludes: Annotated[Text | None, about("What does not belong to it, in this language.")] = None
    levels: Annotated[Texts, about("Texts of the levels in this language, in order.")] = ()


class IndicatorFile(Located):
    """One indicator; its id is its folder and its file's stem, joined by a full stop."""

    title: Annotated[Text | None, about("Title of the indicator.", "Kidnapping")] = None
    short: Annotated[Short | None, about("Title of at most 20 characters.", "Kidnapping")] = None
    question: Annotated[Text | None, about("Question the indicator answers.")] = None
    rationale: Annotated[Text | None, about("Why it matters.")] = None
    meaning_of_0: Annotated[Text | None, about("What a score of 0 means.")] = None
    meaning_of_100: Annotated[Text | None, about("What a score of 100 means.")] = None
    includes: Annotated[Text | None, about("What belongs to it.")] = None
    excludes: Annotated[Text | None, about("What does not belong to it.")] = None
    formerly: Annotated[Texts, about("Earlier ids of the indicator.", ["security.kidnapping"])] = ()
    weight: Annotated[NotNegative, about("Weight of the indicator within its pillar.", 1.0)] = 1.0
    half_life_days: Annotated[Positive | None, about("Days until its items weigh half.")] = None
    event_reads: Annotated[Reads, about("How events read that do not say so themselves.")] = "exact"
    base_rate: Annotated[BaseRate | None, about("What its base rate is made of.")] = None
    levels: Annotated[
        Annotated[Rows[Level], Field(min_length=2)] | None,
        about("Ladder of levels, from the lowest."),
    ] = None
    measure: Annotated[Measure | None, about("How measured values become ratings.")] = None
    fr: Annotated[IndicatorTexts | None, about("Texts of the indicator in French.")] = None

    @model_validator(mode="after")
    def _rates_something(self) -> "IndicatorFile":
        if self.levels is None and self.measure is None:
            raise refusal(Said("problem_no_ladder"), "no-ladder")
        return self
