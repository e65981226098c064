"""The small language of `--fail-if`: `[WHOSE.]FIGURE OPERATOR VALUE` and `P(…) OPERATOR VALUE`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from operator import eq, ge, gt, le, lt, ne
from typing import NamedTuple

from sahelrisk.problems import UsageError, or_near

FIGURES = (
    *("score", "band", "coverage", "change", "evidence_only", "standard_error"),
    *("status", "base_rate", "interval.low", "interval.high", "changed"),
)
OF_COUNTRIES = ("alerts", "rank")
SPELLINGS: Mapping[str, str] = {"base-rate": "base_rate"}
STATUSES = ("insufficient", "base-rate", "provisional", "rated")
"""Statuses in ascending order."""
ANY_INDICATOR, ANY_PILLAR, WORST_PILLAR = "any-indicator", "any-pillar", "worst-pillar"
SEVERAL = (ANY_INDICATOR, ANY_PILLAR, WORST_PILLAR)
OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": ge,
    "<=": le,
    "==": eq,
    "!=": ne,
    ">": gt,
    "<": lt,
}
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_OPERATOR = re.compile("|".join(OPERATORS))
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_CHANCE = re.compile(r"[Pp]\s*\(")


class Names(NamedTuple):
    """What an expression may name: pillars, indicators, and the bands in ascending order."""

    pillars: Sequence[str]
    indicators: Sequence[str]
    bands: Sequence[str]


class Gate(NamedTuple):
    """One parsed expression. `whose` is "" for the country; a band's `value` is its place.

    With `inner` the figure is the probability that the inner expression holds.
    """

    text: str
    whose: str
    figure: str
    operator: str
    value: float
    shown: str
    inner: Gate | None = None

    def crossed(self, figure: float) -> bool:
        """Tell whether a figure crosses the gate, both rounded to 9 decimals."""
        return OPERATORS[self.operator](round(figure, 9), round(self.value, 9))


def parse_gate(text: str, names: Names) -> Gate:
    """Parse an expression; raises UsageError with a caret under the fault."""
    start = _skip(text, 0)
    chance = _CHANCE.match(text, start)
    if chance:
        return _probability(text, chance.end(), names)
    gate, _ = _comparison(text, start, names, len(text.rstrip()))
    return gate


def _probability(text: str, start: int, names: Names) -> Gate:
    """Parse what follows `P(`."""
    end = text.find(")", start)
    if end < 0:
        raise _fault(text, len(text.rstrip()), "gate_bracket")
    inner, figure_at = _comparison(text, _skip(text, start), names, end, of_chance=True)
    if inner.figure not in ("score", "band"):
        raise _fault(text, figure_at, "gate_chance_of")
    if inner.operator in ("==", "!=") and inner.figure == "score":
        raise _fault(text, figure_at, "gate_chance_exact")
    operator, place = _operator(text, _skip(text, end + 1))
    value, shown = _number(text, _skip(text, place), len(text.rstrip()))
    return Gate(text.strip(), inner.whose, "probability", operator, value, shown, inner)


def _comparison(
    text: str, start: int, names: Names, end: int, *, of_chance: bool = False
) -> tuple[Gate, int]:
    """Parse `[WHOSE.]FIGURE OPERATOR VALUE` up to a place; return also where its figure is."""
    found = _NAME.match(text, start, end)
    if not found:
        raise _fault(text, start, "gate_no_figure", known=_known())
    whose, figure = _parts(found[0], names, of_chance=of_chance)
    figure_at = found.end() - len(figure)
    figure = SPELLINGS.get(figure, figure)
    _check_figure(text, max(start, figure_at), figure, whose)
    _check_whose(text, start, whose, names)
    place = _skip(text, found.end())
    if figure == "changed":
        if place < end:
            raise _fault(text, place, "gate_changed")
        return Gate(text.strip(), whose, figure, "==", 1.0, "yes"), figure_at
    operator, place = _operator(text, place)
    value, shown = _value(text, _skip(text, place), figure, names, end)
    return Gate(text[start:end].strip(), whose, figure, operator, value, shown), figure_at


def _parts(name: str, names: Names, *, of_chance: bool) -> tuple[str, str]:
    """Split a name into whose figure it is and which; in `P(security >= 80)` it is the score."""
    if of_chance and name in (*SEVERAL, *names.pillars, *names.indicators):
        return name, "score"
    for figure in ("interval.low", "interval.high"):
        if name == figure or name.endswith(f".{figure}"):
            return name.removesuffix(figure).rstrip("."), figure
    whose, _, figure = name.rpartition(".")
    return whose, figure


def _operator(text: str, place: int) -> tuple[str, int]:
    found = _OPERATOR.match(text, place)
    if not found:
        raise _fault(text, place, "gate_operator", known=" ".join(OPERATORS))
    return found[0], found.end()


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _known() -> str:
    return ", ".join((*FIGURES, *OF_COUNTRIES))


def _check_figure(text: str, place: int, figure: str, whose: str) -> None:
    if figure in OF_COUNTRIES:
        if whose:
            raise _fault(text, place, "gate_of_countries", figure=figure)
    elif figure not in FIGURES:
        near = get_close_matches(figure, (*FIGURES, *OF_COUNTRIES), 1, 0.6)
        key = "gate_unknown_figure" if near else "gate_unknown_figure_of"
        unknown = UsageError(key, name=repr(figure), known=_known())
        raise _pointed(text, place, or_near(unknown, near))


def _check_whose(text: str, place: int, whose: str, names: Names) -> None:
    known = (*SEVERAL, *names.pillars, *names.indicators)
    if whose and whose not in known:
        near = get_close_matches(whose, known, 3, 0.5)
        raise _pointed(text, place, or_near(UsageError("gate_whose", name=repr(whose)), near))


def _value(text: str, place: int, figure: str, names: Names, end: int) -> tuple[float, str]:
    rest = text[place:end].rstrip()
    if not rest:
        raise _fault(text, place, "gate_no_value")
    if figure == "band":
        return _listed(text, place, rest, names.bands, "band")
    if figure == "status":
        return _listed(text, place, rest, STATUSES, "status")
    return _number(text, place, end)


def _listed(text: str, place: int, rest: str, known: Sequence[str], kind: str) -> tuple[float, str]:
    """Return the place of a name in an ascending list."""
    name = rest[1:-1] if rest[0] == rest[-1] and rest[0] in "\"'" and len(rest) > 1 else rest
    if name not in known:
        raise _fault(text, place, f"gate_unknown_{kind}", name=repr(name), known=", ".join(known))
    return float(known.index(name)), name


def _number(text: str, place: int, end: int) -> tuple[float, str]:
    rest = text[place:end].rstrip()
    if not rest:
        raise _fault(text, place, "gate_no_value")
    number = _NUMBER.match(rest)
    if not number or not math.isfinite(float(number[0])):
        raise _fault(text, place, "gate_number")
    if number.end() < len(rest):
        after = _skip(text, place + number.end())
        raise _fault(text, after, "gate_after")
    return float(number[0]), number[0]


def _fault(text: str, place: int, key: str, **values: object) -> UsageError:
    return _pointed(text, place, UsageError(key, **values))


def _pointed(text: str, place: int, fault: UsageError) -> UsageError:
    """Return a fault with the expression and a caret under the place."""
    shown = "".join(" " if one.isspace() else one for one in text)
    return UsageError("gate_fault", text=fault, shown=shown, caret=f"{' ' * place}^")
