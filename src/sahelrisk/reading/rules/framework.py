"""Rules of dossier.toml, framework.toml and indicator files."""

from __future__ import annotations

from sahelrisk.reading.rules.rule import ERROR, NOTE, WARNING, Rule

RULES = (
    Rule(
        "unknown-pillar", ERROR,
        "An indicator lies in a folder that is no pillar, or a parent is no pillar.",
        "The indicator would hang on nothing and count nowhere.",
        "indicators/secruity/kidnapping.toml",
        "Rename the folder, or add the pillar to framework.toml.",
    ),
    Rule(
        "pillar-cycle", ERROR,
        "Pillars are each other's parents.",
        "A tree with a ring has no root, so no score can be drawn together.",
        '[[pillars]]\nid = "security"\ntitle = "Security"\nparent = "security"',
        "Remove one parent of the ring.",
    ),
    Rule(
        "empty-pillar", WARNING,
        "A pillar has no indicator and no pillar below it.",
        "It keeps its weight and pulls every country to the prior.",
        '[[pillars]]\nid = "economy"\ntitle = "Economy"      # and no indicators/economy/',
        "Add an indicator below its folder, or remove the pillar.",
    ),
    Rule(
        "duplicate-name", ERROR,
        "Two pillars, profiles, bands or rungs of a ladder have the same name.",
        "Which one is meant cannot be told.",
        '[[pillars]]\nid = "security"\ntitle = "Security"\n\n[[pillars]]\nid = "security"\ntitle = "Again"',
        "Rename or remove one of them.",
    ),
    Rule(
        "zero-weights", ERROR,
        "All members of a pillar, or all pillars, have weight 0 together.",
        "A weighted mean of weights that are zero together does not exist.",
        "weight = 0                           # in every indicator of the folder",
        "Give at least one of them a weight.",
    ),
    Rule(
        "levels-out-of-order", ERROR,
        "The levels of a ladder do not ascend.",
        "A level between two rungs is interpolated, which needs an order.",
        "[[levels]]\nlevel = 2\n\n[[levels]]\nlevel = 1",
        "Sort the levels, lowest first.",
    ),
    Rule(
        "partial-scores", ERROR,
        "Some levels of a ladder carry a score and others do not.",
        "Scores are either all given or all spaced evenly.",
        "[[levels]]\nlevel = 1\nscore = 0\n\n[[levels]]\nlevel = 2",
        "Give every level a score, or none.",
    ),
    Rule(
        "bands-start", ERROR,
        "The first band does not start at 0.",
        "Scores below it would have no band.",
        '[[bands]]\nname = "low"\nfrom = 10',
        "Let the first band be from = 0.",
    ),
    Rule(
        "bands-out-of-order", ERROR,
        "The bands do not ascend.",
        "A score would belong to two bands, or the words would contradict the figures.",
        '[[bands]]\nname = "low"\nfrom = 0\n\n[[bands]]\nname = "high"\nfrom = 60\n\n'
        '[[bands]]\nname = "moderate"\nfrom = 40',
        "Sort the bands by their edge, each above the one before.",
    ),
    Rule(
        "thresholds-out-of-order", ERROR,
        "The coverage of a provisional score is above that of a rated one.",
        "A country would be rated and insufficient at once.",
        "[coverage]\nrated = 0.35\nprovisional = 0.65",
        "Let provisional be at most rated.",
    ),
    Rule(
        "missing-exponent", ERROR,
        'A node has aggregation = "power" and no exponent, or an exponent without it.',
        "The power mean is not defined without it.",
        'aggregation = "power"',
        'Add exponent = 2, or whichever is meant; remove it where the aggregation is another.',
    ),
    Rule(
        "empty-scale", ERROR,
        "The two ends of a scale or range are the same.",
        "Everything would be printed as one figure.",
        "scale = [10, 10]",
        "Write the lower and the upper end.",
    ),
    Rule(
        "missing-prior", ERROR,
        'prior_weight is 0 and a node has missing = "prior".',
        "An indicator without evidence has then no score that could stand in.",
        "[method]\nprior_weight = 0              # and missing left at its default",
        'Say missing = "drop" or "withhold", or give the prior a weight.',
    ),
    Rule(
        "goalposts-equal", ERROR,
        "The two goalposts are the same after the transform.",
        "The value would be divided by nothing.",
        "goalposts = [30, 30]",
        "Write the values that score 0 and 100.",
    ),
    Rule(
        "points-out-of-order", ERROR,
        "The values of points do not ascend.",
        "Between two points the score follows a line, which needs an order.",
        "points = [[10, 0], [5, 100]]",
        "Sort the points by their first number.",
    ),
    Rule(
        "outside-domain", ERROR,
        "A goalpost, a point or an item's value is outside the domain of the transform.",
        "There is no logarithm of a negative number.",
        'transform = "log"\ngoalposts = [0, 100]',
        "Change the transform (log1p takes 0), or correct the value.",
    ),
    Rule(
        "unknown-denominator", ERROR,
        "The denominator of a measure is no measured indicator.",
        "Values per head need heads.",
        'denominator = "context.popluation"',
        "Name an indicator with a [measure]; those in indicators/context/ are only denominators.",
    ),
    Rule(
        "unknown-member", ERROR,
        "A profile names an indicator or pillar that does not exist.",
        "The weight it was meant to change stays as it was.",
        'weights = { "security.kidnaping" = 2.0 }',
        "Correct the name; the hint says what is near.",
    ),
    Rule(
        "unknown-profile", ERROR,
        "dossier.toml names a profile that the framework does not have.",
        "The score would be read for another client than was meant.",
        'profile = "minning"',
        "Use a profile of framework.toml, or remove the key.",
    ),
    Rule(
        "missing-translation", NOTE,
        "An indicator has some texts in French and others not.",
        "A French report would mix the languages.",
        'title = "Kidnapping"\nquestion = "How exposed …?"\n\n[fr]\ntitle = "Enlèvements"',
        "Translate the texts that the message names, or remove the [fr] table.",
    ),
)
