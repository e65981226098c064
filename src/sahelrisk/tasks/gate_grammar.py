"""The small language of `--fail-if`: `[WHOSE.]FIGURE OPERATOR VALUE`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from operator import eq, ge, gt, le, lt, ne
from typing import NamedTuple

from sahelrisk.problems import UsageError

FIGURES = ("score", "band", "coverage", "change", "evidence_only", "standard_error")
OF_COUNTRIES = ("alerts", "rank")
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


class Names(NamedTuple):
    """What an expression may name: pillars, indicators, and the bands in ascending order."""

    pillars: Sequence[str]
    indicators: Sequence[str]
    bands: Sequence[str]


class Gate(NamedTuple):
    """One parsed expression. `whose` is "" for the country; a band's `value` is its place."""

    text: str
    whose: str
    figure: str
    operator: str
    value: float
    shown: str

    def crossed(self, figure: float) -> bool:
        """Tell whether a figure crosses the gate, both rounded to 9 decimals."""
        return OPERATORS[self.operator](round(figure, 9), round(self.value, 9))


def parse_gate(text: str, names: Names) -> Gate:
    """Parse an expression; raises UsageError with a caret under the fault."""
    start = _skip(text, 0)
    found = _NAME.match(text, start)
    if not found:
        raise _fault(text, start, f"a figure is missing; there are {_known()}")
    whose, _, figure = found[0].rpartition(".")
    _check_figure(text, found.end() - len(figure), figure, whose)
    _check_whose(text, start, whose, names)
    place = _skip(text, found.end())
    operator = _OPERATOR.match(text, place)
    if not operator:
        raise _fault(text, place, f"an operator is missing: one of {' '.join(OPERATORS)}")
    place = _skip(text, operator.end())
    value, shown = _value(text, place, figure, names)
    return Gate(text.strip(), whose, figure, operator[0], value, shown)


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _known() -> str:
    return ", ".join((*FIGURES, *OF_COUNTRIES))


def _check_figure(text: str, place: int, figure: str, whose: str) -> None:
    if figure in OF_COUNTRIES:
        if whose:
            raise _fault(text, place, f"{figure} is a figure of countries only")
    elif figure not in FIGURES:
        near = get_close_matches(figure, (*FIGURES, *OF_COUNTRIES), 1, 0.6)
        hint = f"did you mean {near[0]}?" if near else f"there are {_known()}"
        raise _fault(text, place, f"no figure {figure!r}; {hint}")


def _check_whose(text: str, place: int, whose: str, names: Names) -> None:
    known = (*SEVERAL, *names.pillars, *names.indicators)
    if whose and whose not in known:
        near = get_close_matches(whose, known, 3, 0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise _fault(text, place, f"no pillar or indicator {whose!r}{hint}")


def _value(text: str, place: int, figure: str, names: Names) -> tuple[float, str]:
    rest = text[place:].rstrip()
    if not rest:
        raise _fault(text, place, "a value is missing")
    if figure == "band":
        name = rest[1:-1] if rest[0] == rest[-1] and rest[0] in "\"'" and len(rest) > 1 else rest
        if name not in names.bands:
            raise _fault(text, place, f"no band {name!r}; there are {', '.join(names.bands)}")
        return float(names.bands.index(name)), name
    number = _NUMBER.match(rest)
    if not number or not math.isfinite(float(number[0])):
        raise _fault(text, place, "the value is no number")
    if number.end() < len(rest):
        end = _skip(text, place + number.end())
        raise _fault(
            text, end, "nothing may follow the value; give --fail-if again for another gate"
        )
    return float(number[0]), number[0]


def _fault(text: str, place: int, message: str) -> UsageError:
    shown = "".join(" " if one.isspace() else one for one in text)
    return UsageError(f"--fail-if: {message}\n  {shown}\n  {' ' * place}^")
