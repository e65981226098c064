"""Values of measures behind base rates, as they are read."""

from __future__ import annotations

import math

from sahelrisk.model.measure import MeasureFile
from sahelrisk.report.names import measure_unit
from sahelrisk.report.words import Words

DIGITS = 3
"""Significant digits of a statistic; whole units are never rounded away."""


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
