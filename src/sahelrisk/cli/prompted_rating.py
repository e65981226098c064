"""The question of `add` for a rating: the ladder is shown, a level or a value is read."""

from __future__ import annotations

import re
from typing import Any

from sahelrisk.cli.asking import line, listed, say
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.reading.tables.cells import CellError, value_of
from sahelrisk.report.words import Words

_SIDED = re.compile(r"(?:(>=|≥|<=|≤)\s*([\d.]+)|([\d.]+)\s*([+-]))")
_SIDES = {
    **dict.fromkeys((">=", "≥", "+"), "at-least"),
    **dict.fromkeys(("<=", "≤", "-"), "at-most"),
}


def ask_rating(file: IndicatorFile, words: Words) -> dict[str, Any]:
    """Show the ladder with its anchors and ask for a level, or for a value in its unit."""
    if file.question:
        listed([("", file.question)])
    if file.levels is None:
        unit = file.measure.unit if file.measure else ""
        return {"value": _value(words("ask_value", unit=unit), words)}
    translated = file.fr.levels if words.lang == "fr" and file.fr else ()
    texts = [*translated, *(rung.text for rung in file.levels[len(translated) :])]
    listed(
        (words.general(rung.level), text or "")
        for rung, text in zip(file.levels, texts, strict=True)
    )
    listed([("", words("level_help"))])
    ends = (file.levels[0].level, file.levels[-1].level)
    low, high = (words.general(end) for end in ends)
    return _level(words("ask_level", low=low, high=high), ends, words)


def _value(question: str, words: Words) -> float:
    while True:
        try:
            found = value_of("number", line(question, words).replace(",", "."), "rfc4180")
        except CellError:
            found = None
        if found is not None:
            return float(found)
        say(words("no_number"))


def _level(question: str, ends: tuple[float, float], words: Words) -> dict[str, Any]:
    """Ask for a level, a range of levels, or a level that is true at least or at most."""
    while True:
        typed = line(question, words).replace(",", ".")
        sided = _SIDED.fullmatch(typed)
        reads = _SIDES[sided[1] or sided[4]] if sided else None
        try:
            found = value_of("level", (sided[2] or sided[3]) if sided else typed, "rfc4180")
        except CellError:
            found = None
        if found is None:
            say(words("no_number"))
            continue
        figures = found if isinstance(found, list) else [found]
        if all(ends[0] <= one <= ends[1] for one in figures):
            return {"level": found} | ({"reads": reads} if reads else {})
        say(words("no_level", low=words.general(ends[0]), high=words.general(ends[1])))
