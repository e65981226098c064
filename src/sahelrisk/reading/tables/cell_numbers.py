"""Numbers as the cells of published tables hold them; what could be two numbers is none."""

from __future__ import annotations

import re

from sahelrisk.model.base import LARGEST
from sahelrisk.problems import Said
from sahelrisk.reading.toml.guard import MOST_DIGITS

# What `float` also takes, underscores and digits of other scripts, is a slip in a table.
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(
    r"[+-]?(?:\d+|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+)(?:,\d+)?(?:[eE][+-]?\d+)?", re.ASCII
)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+", re.ASCII)
_NOTHING = frozenset(
    {"-", "–", "—", ".", "..", "...", "…", ":", "x", "#n/a", "#div/0!", "n/a", "na", "n.a.", "nan"}
    | {"none", "null", "no data", "not available"}
)
_MARK = re.compile(r"\s*(?:[*†‡%]+|\[\w+\]|\([a-z]\)|[¹²³⁴-⁹]+)\Z", re.ASCII)
_GROUPS = re.compile(r"[+-]?\d{1,3}([,\s'’])\d{3}(?:\1\d{3})*(?:\.\d+)?")
_GROUPED_COMMA = re.compile(r"(?<=\d)['’.](?=\d{3}(?!\d))")
_GROUPED = re.compile(r"[,\s'’]")


def plain_number(text: str) -> float | None:
    """Return the number of a cell with a decimal point, None if it is none."""
    text = _signed(text)
    return _within(text) if len(text) <= MOST_DIGITS and _NUMBER.fullmatch(text) else None


def comma_number(text: str, *, points: bool) -> float | None:
    """Return the number of a cell with a decimal comma, None if it is none.

    With `points` a full stop is a decimal sign, too, where it can be nothing else: 60.4, but not
    1.234.
    """
    text = _signed(text)
    if len(text) <= MOST_DIGITS and _COMMA.fullmatch(text):
        return _within(re.sub(r"[ \u00a0\u2009\u202f]", "", text).replace(",", "."))
    if points and not is_ambiguous(text):
        return plain_number(text)
    return None


def _signed(text: str) -> str:
    """Return a number with the hyphen that programs read for the true minus that people print."""
    return "-" + text[1:] if text[:1] == "\u2212" else text


def is_ambiguous(text: str) -> bool:
    """Return whether a number with a decimal comma elsewhere is two numbers: 1.234."""
    return bool(_THOUSANDS.fullmatch(text))


def why_refused(text: str, *, comma: bool) -> str:
    """Return what would be right in a cell: a value is never to be left out for its spelling."""
    if is_no_value(text):
        return Said("hint_missing", text=text)
    if comma:
        return Said("hint_ambiguous") if is_ambiguous(text) else _with_comma(text)
    plain = _MARK.sub("", text)
    grouped = _GROUPED.sub("", plain) if _GROUPS.fullmatch(plain) else plain
    pointed = plain.replace(",", ".", 1)
    if not _NUMBER.fullmatch(grouped):
        return Said("hint_write", text=pointed) if _NUMBER.fullmatch(pointed) else ""
    if "," in plain and _NUMBER.fullmatch(pointed):
        return Said("hint_either_number", whole=grouped, decimal=pointed)
    return Said("hint_write", text=grouped) if grouped != text else ""


def _with_comma(text: str) -> str:
    """Return what would be right of a number that is grouped as others do it: 1'234,5."""
    plain = _GROUPED_COMMA.sub("", _MARK.sub("", text))
    return Said("hint_write", text=plain) if comma_number(plain, points=False) is not None else ""


def is_no_value(text: str) -> bool:
    """Return whether publishers write a text where no value is known."""
    return text.casefold() in _NOTHING


def _within(text: str) -> float | None:
    value = float(text)
    return value if abs(value) <= LARGEST else None
