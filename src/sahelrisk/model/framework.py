"""`framework.toml`: every figure of the method, the pillars and the profiles."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict

from sahelrisk.model.base import (
    Located,
    Model,
    NotNegative,
    Number,
    Positive,
    Score,
    Share,
    Text,
    Texts,
)
from sahelrisk.model.evidence import Reliability
from sahelrisk.model.indicator import Short

Aggregation = Literal[
    "arithmetic", "geometric", "harmonic", "power", "sum", "max", "inverted-geometric"
]
Missing = Literal["prior", "drop", "withhold"]
GradeValue = Annotated[float, Field(ge=0, le=0.95)]
Digit = Literal["1", "2", "3", "4", "5", "6"]


RELIABILITY: dict[Reliability, float] = {"A": 0.9, "B": 0.7, "C": 0.5, "D": 0.3, "E": 0.1, "F": 0.4}
CREDIBILITY: dict[Digit, float] = {"1": 0.9, "2": 0.7, "3": 0.5, "4": 0.3, "5": 0.1, "6": 0.4}


def _all_letters(given: dict[Reliability, float]) -> dict[Reliability, float]:
    return RELIABILITY | given


def _all_digits(given: dict[Digit, float]) -> dict[Digit, float]:
    return CREDIBILITY | given


class Ladders(Model):
    """What each letter and each digit of a grade is worth, as a probability of being right."""

    reliability: Annotated[dict[Reliability, GradeValue], AfterValidator(_all_letters)] = Field(
        default_factory=RELIABILITY.copy
    )
    credibility: Annotated[dict[Digit, GradeValue], AfterValidator(_all_digits)] = Field(
        default_factory=CREDIBILITY.copy
    )


class Method(Ladders):
    """The constants of method §§ 2 to 5."""

    prior_weight: NotNegative = 1.0
    prior_score: Score = 50.0
    prior_spread: Positive = 28.867513459481287
    base_limits: Annotated[tuple[Score, Score], Strict(strict=False)] = (5.0, 95.0)
    base_ageing: NotNegative = 5.0
    reading_error: NotNegative = 0.0
    support_range: NotNegative = 25.0
    corroboration: NotNegative = 1.0
    half_life_days: Positive = 365.0
    condition_half_life_days: Positive = 1825.0
    publisher_discount: Share = 0.3
    indicator_correlation: Share = 0.3
    pillar_correlation: Share = 0.3
    ignorance_correlation: Share = 1.0
    interval: Annotated[float, Field(gt=0, lt=1)] = 0.90


class Coverage(Model):
    """What a score needs to be rated or provisional (method § 4)."""

    rated: Share = 0.65
    provisional: Share = 0.35
    publishers: Annotated[int, Field(ge=0)] = 3
    publisher_share: Share = 0.5
    pillar: Share = 0.35


class ModerateConfidence(Model):
    """What moderate analytic confidence asks for (method § 6)."""

    coverage: Share = 0.50
    origins: Annotated[int, Field(ge=0)] = 3
    fresh_share: Share = 0.0
    quality: Share = 0.0


class HighConfidence(ModerateConfidence):
    """What high analytic confidence asks for (method § 6)."""

    coverage: Share = 0.80
    origins: Annotated[int, Field(ge=0)] = 5
    fresh_share: Share = 0.5
    quality: Share = 0.70


class Confidence(Model):
    """The levels of analytic confidence above *low*."""

    high: HighConfidence = Field(default_factory=HighConfidence)
    moderate: ModerateConfidence = Field(default_factory=ModerateConfidence)


class Contested(Model):
    """When sources disagree (method § 3)."""

    spread: NotNegative = 20.0
    weight: NotNegative = 0.5


class Weak(Model):
    """How much items of low quality may weigh together (method § 2.5)."""

    quality: Share = 0.55
    weight: NotNegative = 7 / 3


class TurningPoint(Model):
    """The quality an item needs to retire what was observed before it (method § 2.6)."""

    quality: Share = 0.70


class Alerts(Model):
    """What is pointed out before anything else; outside the arithmetic.

    Where `coverage` is left out an indicator has to be at least provisional.
    """

    coverage: Share | None = None
    score: Score = 80.0
    probability: Share = 0.60
    level_days: NotNegative = 90
    quality: Share = 0.70
    pillar_gap: NotNegative = 20.0
    driver_coverage: Share = 0.05


class Summary(Model):
    """How sure a band must be to stand alone in words."""

    sure_band: Share = 0.50


class Ranking(Model):
    """How sure an order of two countries must be."""

    order: Share = 0.95
    distinguishable: Share = 0.90
    changed: NotNegative = 1.96


class Name(Model):
    """A name in another language."""

    name: Text


class Title(Model):
    """A title, and perhaps a short one and a question, in another language."""

    title: Text
    short: Short | None = None
    question: Text | None = None


class Band(Model):
    """A named stretch of the scale, from its edge up to the next band's."""

    name: Text
    start: Score = Field(alias="from")
    fr: Name | None = None


_End = Annotated[float, Field(ge=-1e12, le=1e12)]
"""An end of a scale: with up to 12 decimals a score on it can still be rounded exactly."""


class NodeRules(Model):
    """How a node of the tree draws its members together (method §§ 5 and 7)."""

    aggregation: Aggregation = "arithmetic"
    exponent: Number | None = None
    missing: Missing = "prior"
    minimum_share: Share = 0.0
    round: Annotated[int, Field(ge=0, le=12)] | None = None
    scale: Annotated[tuple[_End, _End], Strict(strict=False)] = (0.0, 100.0)


class Pillar(NodeRules):
    """A node below the root; its id is also the folder of its indicators."""

    id: Text
    title: Text
    short: Short | None = None
    question: Text | None = None
    weight: NotNegative = 1.0
    parent: Text | None = None
    fr: Title | None = None


class Profile(Model):
    """A client's reading: multipliers of weights, indicators read the other way round."""

    id: Text
    title: Text | None = None
    weights: dict[str, NotNegative] = Field(default_factory=dict)
    flip: Texts = ()
    show: Annotated[Texts, Field(max_length=5)] = ()
    fr: Title | None = None


class Audit(Model):
    """Other readings of the grades, for the audit."""

    ladders: dict[str, Ladders] = Field(default_factory=dict)


def default_bands() -> tuple[Band, ...]:
    """Return the five bands of method § 4."""
    edges = {"very low": 0, "low": 20, "moderate": 40, "high": 60, "very high": 80}
    return tuple(Band.model_validate({"name": name, "from": edge}) for name, edge in edges.items())


class FrameworkFile(NodeRules, Located):
    """`framework.toml`; what it leaves out has the value of method.md."""

    schema_: Annotated[int, Field(ge=1, le=1)] = Field(alias="schema")
    id: Text
    version: Text
    title: Text
    method: Method = Field(default_factory=Method)
    coverage: Coverage = Field(default_factory=Coverage)
    confidence: Confidence = Field(default_factory=Confidence)
    contested: Contested = Field(default_factory=Contested)
    weak: Weak = Field(default_factory=Weak)
    turning_point: TurningPoint = Field(default_factory=TurningPoint)
    alerts: Alerts = Field(default_factory=Alerts)
    summary: Summary = Field(default_factory=Summary)
    ranking: Ranking = Field(default_factory=Ranking)
    bands: Annotated[tuple[Band, ...], Strict(strict=False), Field(min_length=1)] = Field(
        default_factory=default_bands
    )
    pillars: Annotated[tuple[Pillar, ...], Strict(strict=False), Field(min_length=1)]
    profiles: Annotated[tuple[Profile, ...], Strict(strict=False)] = ()
    audit: Audit = Field(default_factory=Audit)
    fr: Title | None = None
