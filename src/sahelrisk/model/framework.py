"""`framework.toml`: every figure of the method, the pillars and the profiles."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict

from sahelrisk.model.base import (
    Located,
    Model,
    NotNegative,
    Number,
    Positive,
    Rows,
    Score,
    Share,
    Text,
    Texts,
    about,
)
from sahelrisk.model.evidence_item import Reliability
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

    reliability: Annotated[
        dict[Reliability, GradeValue],
        AfterValidator(_all_letters),
        about("Probability that each letter of reliability is right.", {"A": 0.9, "B": 0.7}),
    ] = Field(default_factory=RELIABILITY.copy)
    credibility: Annotated[
        dict[Digit, GradeValue],
        AfterValidator(_all_digits),
        about("Probability that each digit of credibility is right.", {"1": 0.9, "2": 0.7}),
    ] = Field(default_factory=CREDIBILITY.copy)


class Method(Ladders):
    """The constants of method §§ 2 to 5."""

    prior_weight: Annotated[NotNegative, about("Weight of the prior beside the evidence.")] = 1.0
    prior_score: Annotated[Score, about("Score of the prior.")] = 50.0
    prior_spread: Annotated[Positive, about("Spread of the prior, in points.")] = 28.867513459481287
    base_limits: Annotated[
        tuple[Score, Score], Strict(strict=False), about("Lowest and highest base rate.", [5, 95])
    ] = (5.0, 95.0)
    base_ageing: Annotated[NotNegative, about("Spread that a base rate gains a year.")] = 5.0
    reading_error: Annotated[
        NotNegative, about("Standard error of reading a level, in points.")
    ] = 0.0
    support_range: Annotated[NotNegative, about("Points within which items agree.")] = 25.0
    corroboration: Annotated[NotNegative, about("The c of n/(n + c), for n origins.")] = 1.0
    half_life_days: Annotated[Positive, about("Half-life of events, in days.")] = 365.0
    condition_half_life_days: Annotated[Positive, about("Half-life of conditions, in days.")] = (
        1825.0
    )
    publisher_discount: Annotated[Share, about("Discount on further origins of a publisher.")] = 0.3
    indicator_correlation: Annotated[Share, about("Correlation of errors within a pillar.")] = 0.3
    pillar_correlation: Annotated[Share, about("Correlation of errors between pillars.")] = 0.3
    ignorance_correlation: Annotated[Share, about("Correlation of what is unknown.")] = 1.0
    interval: Annotated[
        float,
        Field(gt=0, lt=1),
        about("Probability that the printed interval holds the score."),
    ] = 0.90


class Coverage(Model):
    """What a score needs to be rated or provisional (method § 4)."""

    rated: Annotated[Share, about("Coverage a score needs to be rated.")] = 0.65
    provisional: Annotated[Share, about("Coverage a score needs to be provisional.")] = 0.35
    publishers: Annotated[int, Field(ge=0), about("Publishers a rated score needs.")] = 3
    publisher_share: Annotated[Share, about("Largest share of one publisher.")] = 0.5
    pillar: Annotated[Share, about("Coverage every pillar of a rated score needs.")] = 0.35


class ModerateConfidence(Model):
    """What moderate analytic confidence asks for (method § 6)."""

    coverage: Annotated[Share, about("Coverage that moderate confidence needs.")] = 0.50
    origins: Annotated[int, Field(ge=0), about("Origins that moderate confidence needs.")] = 3
    fresh_share: Annotated[Share, about("Share of fresh evidence it needs.")] = 0.0
    quality: Annotated[Share, about("Mean quality that moderate confidence needs.")] = 0.0


class HighConfidence(ModerateConfidence):
    """What high analytic confidence asks for (method § 6)."""

    coverage: Annotated[Share, about("Coverage that high confidence needs.")] = 0.80
    origins: Annotated[int, Field(ge=0), about("Origins that high confidence needs.")] = 5
    fresh_share: Annotated[Share, about("Share of fresh evidence it needs.")] = 0.5
    quality: Annotated[Share, about("Mean quality that high confidence needs.")] = 0.70


class Confidence(Model):
    """The levels of analytic confidence above *low*."""

    high: Annotated[
        HighConfidence, about("What high confidence needs.", default_factory=HighConfidence)
    ]
    moderate: Annotated[
        ModerateConfidence,
        about("What moderate confidence needs.", default_factory=ModerateConfidence),
    ]


class Contested(Model):
    """When sources disagree (method § 3)."""

    spread: Annotated[NotNegative, about("Points by which ratings differ.")] = 20.0
    weight: Annotated[NotNegative, about("Weight each side of a disagreement must have.")] = 0.5


class Weak(Model):
    """How much items of low quality may weigh together (method § 2.5)."""

    quality: Annotated[Share, about("Quality below which an item is weak.")] = 0.55
    weight: Annotated[NotNegative, about("Most that weak items weigh together.")] = 7 / 3


class TurningPoint(Model):
    """The quality an item needs to retire what was observed before it (method § 2.6)."""

    quality: Annotated[Share, about("Quality an item needs to be a turning point.")] = 0.70


class Alerts(Model):
    """What is pointed out before anything else; outside the arithmetic.

    Where `coverage` is left out an indicator has to be at least provisional.
    """

    coverage: Annotated[Share | None, about("Coverage that an alert needs.")] = None
    score: Annotated[Score, about("Score from which an indicator raises an alert.")] = 80.0
    probability: Annotated[Share, about("Probability of that score an alert needs.")] = 0.60
    level_days: Annotated[NotNegative, about("Days a new item of the top level alerts.")] = 90
    quality: Annotated[Share, about("Quality an item needs to raise an alert.")] = 0.70
    pillar_gap: Annotated[NotNegative, about("Points a pillar lies above its country.")] = 20.0
    driver_coverage: Annotated[Share, about("Coverage that a driver needs.")] = 0.05


class Summary(Model):
    """How sure a band must be to stand alone in words."""

    sure_band: Annotated[Share, about("Probability from which a band is named alone.")] = 0.50


class Ranking(Model):
    """How sure an order of two countries must be."""

    order: Annotated[Share, about("Probability of an order that is certain.")] = 0.95
    distinguishable: Annotated[Share, about("Probability that tells two apart.")] = 0.90
    changed: Annotated[NotNegative, about("Standard errors that make a change.")] = 1.96


class Name(Model):
    """A name in another language."""

    name: Annotated[Text, about("Name of the band in this language.", "élevé")]


class Title(Model):
    """A title, and perhaps a short one and a question, in another language."""

    title: Annotated[Text, about("Title in this language.", "Sécurité")]
    short: Annotated[Short | None, about("Title of at most 20 characters in this language.")] = None
    question: Annotated[Text | None, about("Question in this language.")] = None


class Band(Model):
    """A named stretch of the scale, from its edge up to the next band's."""

    name: Annotated[Text, about("Name of the band.", "high")]
    start: Annotated[Score, about("Lower edge of the band; it ends at the next one's.")] = Field(
        alias="from"
    )
    fr: Annotated[Name | None, about("Name of the band in French.", {"name": "élevé"})] = None


_End = Annotated[float, Field(ge=-1e12, le=1e12)]
"""An end of a scale: with up to 12 decimals a score on it can still be rounded exactly."""
ScalePair = Annotated[tuple[_End, _End], Strict(strict=False)]


class NodeRules(Model):
    """How a node of the tree draws its members together (method §§ 5 and 7)."""

    aggregation: Annotated[Aggregation, about("How members become one score.")] = "arithmetic"
    exponent: Annotated[Number | None, about("Exponent of the power mean.")] = None
    missing: Annotated[Missing, about("What a member without evidence counts as.")] = "prior"
    minimum_share: Annotated[Share, about("Least share of weight with evidence.")] = 0.0
    round: Annotated[
        Annotated[int, Field(ge=0, le=12)] | None,
        about("Decimals it is rounded to."),
    ] = None
    scale: Annotated[ScalePair, about("Scale on which the node is printed.", [0, 10])] = (
        0.0,
        100.0,
    )


class Pillar(NodeRules):
    """A node below the root; its id is also the folder of its indicators."""

    id: Annotated[Text, about("Id of the pillar; also the folder of its indicators.", "security")]
    title: Annotated[Text, about("Title of the pillar.", "Security")]
    short: Annotated[Short | None, about("Title of at most 20 characters.", "Security")] = None
    question: Annotated[Text | None, about("Question the pillar answers.")] = None
    weight: Annotated[NotNegative, about("Weight of the pillar beside its neighbours.")] = 1.0
    parent: Annotated[Text | None, about("Pillar it belongs to; without it the root.")] = None
    fr: Annotated[Title | None, about("Texts of the pillar in French.")] = None


class Profile(Model):
    """A client's reading: multipliers of weights, indicators read the other way round."""

    id: Annotated[Text, about("Id of the profile.", "mining")]
    title: Annotated[Text | None, about("Title of the profile.", "Mining companies")] = None
    weights: Annotated[dict[str, NotNegative], about("Factors of weights.", default_factory=dict)]
    flip: Annotated[Texts, about("Indicators read the other way round.")] = ()
    show: Annotated[Texts, Field(max_length=5), about("Nodes shown first, five at most.")] = ()
    fr: Annotated[Title | None, about("Title of the profile in French.", {"title": "Mines"})] = None


class Audit(Model):
    """Other readings of the grades, for the audit."""

    ladders: Annotated[
        dict[str, Ladders],
        about(
            "Other values of the grades to try, by name.", {"steep": {"reliability": {"A": 0.95}}}
        ),
    ] = Field(default_factory=dict)


def default_bands() -> tuple[Band, ...]:
    """Return the five bands of method § 4."""
    edges = {"very low": 0, "low": 20, "moderate": 40, "high": 60, "very high": 80}
    return tuple(Band.model_validate({"name": name, "from": edge}) for name, edge in edges.items())


class FrameworkFile(NodeRules, Located):
    """`framework.toml`; what it leaves out has the value of method.md."""

    schema_: Annotated[int, Field(ge=1, le=1), about("Version of this file's format.")] = Field(
        alias="schema"
    )
    id: Annotated[Text, about("Id of the framework.", "sahel")]
    version: Annotated[Text, about("Version of the framework.", "2026.2")]
    title: Annotated[Text, about("Title of the framework.", "Sahel country risk")]
    method: Annotated[Method, about("Constants of the method.", default_factory=Method)]
    coverage: Annotated[Coverage, about("What a status needs.", default_factory=Coverage)]
    confidence: Annotated[Confidence, about("What its levels need.", default_factory=Confidence)]
    contested: Annotated[Contested, about("When sources disagree.", default_factory=Contested)]
    weak: Annotated[Weak, about("What weak items weigh.", default_factory=Weak)]
    turning_point: Annotated[TurningPoint, about("What one needs.", default_factory=TurningPoint)]
    alerts: Annotated[Alerts, about("When an alert is raised.", default_factory=Alerts)]
    summary: Annotated[Summary, about("When a band is named alone.", default_factory=Summary)]
    ranking: Annotated[Ranking, about("How certain an order must be.", default_factory=Ranking)]
    bands: Annotated[
        Rows[Band],
        Field(min_length=1),
        about("Bands of the scale, from the lowest."),
    ] = Field(default_factory=default_bands)
    pillars: Annotated[
        Rows[Pillar],
        Field(min_length=1),
        about("Pillars below the root."),
    ]
    profiles: Annotated[
        Rows[Profile],
        about("Scoring profiles: weights for one kind of client."),
    ] = ()
    audit: Annotated[Audit, about("What the audit tries besides.", default_factory=Audit)]
    fr: Annotated[Title | None, about("Title of the framework in French.")] = None
