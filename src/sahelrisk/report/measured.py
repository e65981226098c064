"""Measures in words: their values as they are read, and what becomes of a value."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.indicator import Measure
from sahelrisk.model.measure import MeasureFile
from sahelrisk.report.names import measure_unit
from sahelrisk.report.words import Words

DIGITS = 3
"""Significant digits of a statistic; whole units are never rounded away."""


def credits_of(dossier: Dossier, words: Words) -> str:
    """Return whose data base rates are made of, those of most measures first; "" without any."""
    sources = [one.source for file in dossier.measures.values() for one in file.series]
    found = Counter(one.publisher or one.title for one in sources if one)
    names = sorted((-number, name) for name, number in found.items() if name)
    said = words.apart(name for _, name in names)
    return words("sheet_credits", publishers=said) if said else ""


def value_text(value: float, file: MeasureFile, words: Words) -> str:
    """Return a value of a measure, or what its class is called."""
    return class_name(value, file, words) or words.grouped(_readable(value))


def value_in_unit(value: float, file: MeasureFile, words: Words) -> str:
    """Return a value of a measure with its unit; a class has none."""
    named = class_name(value, file, words)
    return named or f"{words.grouped(_readable(value))} {measure_unit(file, words)}"


def class_name(value: float, file: MeasureFile, words: Words) -> str:
    """Return what a class is called, "" of a value that is none."""
    names = file.fr.classes if words.lang == "fr" and file.fr else ()
    for at, one in enumerate(file.classes):
        if one.value == value:
            return names[at] if at < len(names) else one.text
    return ""


def _readable(value: float) -> float:
    if not value:
        return 0.0
    return round(value, max(0, DIGITS - 1 - math.floor(math.log10(abs(value)))))


_SIGNS = {
    "log": "ln({})",
    "log1p": "ln(1 + {})",
    "sqrt": "√{}",
    "square": "{}²",
    "reciprocal": "1 / {}",
}


def function(transform: str, text: str) -> str:
    """Write a transform of a figure as on a calculator."""
    return _SIGNS[transform].format(text)


def measure_fields(measure: Measure, words: Words) -> Iterator[tuple[str, str]]:
    """Yield the fields of a measure, in the order in which a value meets them."""
    yield words("unit"), measure.unit
    if measure.denominator:
        yield words("denominator"), measure.denominator
    if measure.transform != "none":
        yield words("transform"), function(measure.transform, words("value").lower())
    yield words("normalise"), _normalisation(measure, words)
    key = "direction_points" if measure.normalise == "points" else f"direction_{measure.direction}"
    yield words("direction"), words(key)
    yield words("measure_evidence"), words(f"measure_{measure.evidence}")


def _normalisation(measure: Measure, words: Words) -> str:
    match measure.normalise:
        case "goalposts":
            low, high = (words.general(post) for post in measure.goalposts or (0.0, 1.0))
            key = "measure_goalposts_clamped" if measure.clamp else "measure_goalposts"
            return words(key, low=low, high=high)
        case "points":
            pairs = (
                f"{words.general(value)} → {words.general(score)}"
                for value, score in measure.points or ()
            )
            return words("measure_points", points=words.apart(pairs))
        case "min-max":
            low, high = (words.general(end) for end in measure.range)
            return words("measure_min-max", low=low, high=high)
        case _:
            return words(f"measure_{measure.normalise}")
