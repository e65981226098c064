"""Numbers as the cells of published tables hold them; what could be two numbers is none."""

from __future__ import annotations

import re

from sahelrisk.model.base import LARGEST
from sahelrisk.reading.toml.guard import MOST_DIGITS

# What `float` also takes, underscores and digits of other scripts, is a slip in a table.
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(
    r"[+-]?(?:\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+)(?:,\d+)?(?:[eE][+-]?\d+)?", re.ASCII
)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+", re.ASCII)
AMBIGUOUS = "is the full stop a decimal sign or a thousands separator?"


def plain_number(text: str) -> float | None:
    """Return the number of a cell with a decimal point, None if it is none."""
    return _within(text) if len(text) <= MOST_DIGITS and _NUMBER.fullmatch(text) else None


def comma_number(text: str, *, points: bool) -> float | None:
    """Return the number of a cell with a decimal comma, None if it is none.

    With `points` a full stop is a decimal sign, too, where it can be nothing else: 60.4, but not
    1.234.
    """
    if len(text) <= MOST_DIGITS and _COMMA.fullmatch(text):
        return _within(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))
    if points and not _THOUSANDS.fullmatch(text):
        return plain_number(text)
    return None


def why_refused(text: str, *, comma: bool) -> str:
    """Return a hint on a cell that holds no number."""
    if comma and _THOUSANDS.fullmatch(text):
        return AMBIGUOUS
    return "leave a cell empty where there is no value"


def _within(text: str) -> float | None:
    value = float(text)
    return value if abs(value) <= LARGEST else None
