"""Numbers and dates to words: the one place that rounds, and the phrases of a language."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from sahelrisk.locale import catalogue, languages, phrase
from sahelrisk.problems import UsageError
from sahelrisk.report.blocks import Phrases

_SETTLED = 9
"""What differs from an end of the scale by less than these decimals is that end."""


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases and the way of writing numbers of one language."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase with its values put in."""
        return phrase(self.lang, key, values)

    def points(self, figure: float, digits: int = 0) -> str:
        """Return a score; the ends of the scale are printed only when they are exact."""
        return self._honest(figure, digits, (0.0, 100.0))

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share as `71 %`; 0 % and 100 % only when exact, else `< 1 %` and `> 99 %`."""
        number, exact = self.fixed(100.0 * share, digits), round(share, _SETTLED)
        if number == "0" and exact > 0.0:
            return self._mark("percent_under").format(number="1")
        if number == "100" and exact < 1.0:
            return self._mark("percent_over").format(number="99")
        return self._mark("percent").format(number=number)

    def share(self, share: float) -> str:
        """Return a share as `0.67`; 0 and 1 only when exact."""
        return self._honest(share, 2, (0.0, 1.0))

    def signed(self, figure: float, digits: int = 1) -> str:
        """Return points with their sign; what rounds to nothing has none."""
        text = self.fixed(figure, digits)
        return f"+{text}" if _half_up(figure, digits) > 0 else text

    def fixed(self, figure: float, digits: int) -> str:
        """Return a figure with so many decimals, rounded half up."""
        rounded = _half_up(figure, digits)
        return self._marked(f"{rounded or abs(rounded):f}")

    def rounded(self, figure: float, digits: int) -> float:
        """Return a figure as `fixed` writes it, to reckon with."""
        return float(_half_up(figure, digits))

    def general(self, figure: float) -> str:
        """Return a figure from a file as it was meant: `3`, `3.5`, `0.65`."""
        return self._marked(f"{figure:.10g}")

    def grouped(self, figure: float) -> str:
        """Return a figure from a file with its thousands set apart: `934,262`."""
        digits = f"{abs(figure):,.10g}"
        signs = str.maketrans(",.", self._mark("thousands") + self._mark("decimal"))
        return ("" if figure >= 0 else self._mark("minus")) + digits.translate(signs)

    def listed(self, names: Sequence[str]) -> str:
        """Join names as a sentence does."""
        if len(names) <= 1:
            return "".join(names)
        return self("and", first=", ".join(names[:-1]), last=names[-1])

    def apart(self, parts: Iterable[str]) -> str:
        """Join what has commas of its own."""
        return self._mark("apart").join(parts)

    def after(self, label: str, text: str) -> str:
        """Return a text behind its label, as in a list."""
        return f"{label}{self._mark('colon')}{text}"

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the phrase for one, or for so many."""
        one = f"{key}_one"
        # French counts nothing in the singular; a phrase that says 1 in so many words cannot.
        no = self._mark("zero") == "one" and "{number" in catalogue(self.lang).phrases[one]
        single = number == 1 or (number == 0 and no)
        return self(one if single else f"{key}_many", number=number, **values)

    def phrases(self) -> Phrases:
        """Return the words that renderers need themselves."""
        left_out = catalogue(self.lang).phrases["columns_left_out"]
        return Phrases(left_out, self._mark("colon"))

    def _mark(self, name: str) -> str:
        return catalogue(self.lang).marks[name]

    def _marked(self, number: str) -> str:
        """Return a number of Python's as the language writes it."""
        sign = self._mark("minus") if number.startswith("-") else ""
        return sign + number.removeprefix("-").replace(".", self._mark("decimal"))

    def _honest(self, figure: float, digits: int, ends: tuple[float, float]) -> str:
        step = 10.0**-digits
        rounded = float(_half_up(figure, digits))
        low, high = ends
        settled = round(figure, _SETTLED)
        if rounded == low and settled > low:
            rounded = low + step
        elif rounded == high and settled < high:
            rounded = high - step
        return self.fixed(rounded, digits)


_EXACT = Context(prec=400)
"""Digits enough for any float; the default of 28 refuses large figures."""


def _half_up(figure: float, digits: int) -> Decimal:
    exact = Decimal(repr(round(figure, 9)))
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACT)


def words_of(lang: str) -> Words:
    """Return a language's words; raises UsageError for a language without a catalogue."""
    known = languages()
    if lang.lower() not in known:
        raise UsageError("no_language", name=repr(lang), known=Words("en").listed(known))
    return Words(lang.lower())


def adding_up(figures: Sequence[float], digits: int, total: float | None = None) -> list[float]:
    """Round figures so that the printed ones add up to their printed sum, or to a printed `total`.

    The largest remainders take what rounding lost, so that none moves by a whole last digit;
    a total that is further off than that is shared out. What is exactly 0 stays so.
    """
    scale = 10**digits
    exact = [round(figure, 9) * scale for figure in figures]
    floors = [int(value // 1) for value in exact]
    wanted = int(_half_up(math.fsum(exact) if total is None else total * scale, 0))
    order = sorted(
        (i for i in range(len(exact)) if exact[i]), key=lambda i: (floors[i] - exact[i], i)
    )
    missing = wanted - sum(floors)
    if missing < 0:
        order.reverse()
    each, rest = divmod(abs(missing), len(order)) if order else (0, 0)
    for turn, index in enumerate(order):
        floors[index] += (each + (turn < rest)) * (1 if missing > 0 else -1)
    return [value / scale for value in floors]


_DAY, _MONTH = 3, 2


def day_text(written: str | date, words: Words) -> str:
    """Return `2026-02-02`, `2026-02` or `2026` as `2 Feb 2026`, `Feb 2026` or `2026`."""
    parts = str(written).split("-")
    if len(parts) < _MONTH:
        return parts[0]
    month = words("months").split()[int(parts[1]) - 1]
    if len(parts) < _DAY:
        return words("date_month", month=month, year=parts[0])
    day = int(parts[2])
    return words("date_first" if day == 1 else "date_day", day=day, month=month, year=parts[0])
