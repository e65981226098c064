"""The one theme of terminals: a style for every tone, on light and on dark ground alike."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.theme import Theme

if TYPE_CHECKING:
    from typing import TextIO

_MARKS = {
    "dim": "#80898f",
    "good": "#5a9ab8",
    "fair": "#8f9a3c",
    "poor": "#b98326",
    "bad": "#c9532f",
    "worst": "bold #c9366e",
}
"""Tones by the palette; text without a tone keeps the terminal's own colour."""
_GROUNDS = {
    "chip1": "#000000 on #5a9ab8",
    "chip2": "#000000 on #8f9a3c",
    "chip3": "#000000 on #b98326",
    "chip4": "#ffffff on #bf4a2c",
    "chip5": "#ffffff on #bd2a62",
}
"""Grounds of figures by the tone of their band, with the text on them."""
_GROUNDS_OF_SIXTEEN = {
    "chip1": "black on cyan",
    "chip2": "black on green",
    "chip3": "black on yellow",
    "chip4": "white on red",
    "chip5": "bold white on magenta",
}
_OF_SIXTEEN = {
    "dim": "dim",
    "good": "cyan",
    "fair": "green",
    "poor": "yellow",
    "bad": "red",
    "worst": "bold magenta",
}
"""The same where a terminal has sixteen colours: the nearest of them would be white on white."""


_TITLES = {"title": "bold", "head": "dim", "base": "bold"}
_DOTS = ("#5a9ab8", "#8f9a3c", "#b98326", "#c9532f", "#c9366e")
_SHEET = {
    **_TITLES,
    **_GROUNDS,
    **{f"mark{at}": one for at, one in enumerate(_DOTS, 1)},
    "rule": "#80898f",
    "range": "#80898f",
    "up": "#c9532f",
    "down": "#3c8fae",
}
"""Styles of the sheet: chips carry their own ground and ink, for terminals light and dark."""
_SHEET_OF_SIXTEEN = {
    **_TITLES,
    **_GROUNDS_OF_SIXTEEN,
    **{f"mark{at}": one for at, one in enumerate(_OF_SIXTEEN.values())},
    "rule": "dim",
    "range": "dim",
    "up": "red",
    "down": "cyan",
}


STYLES = {"strong": "bold", **_MARKS, **_SHEET}
"""Every style where a terminal has all colours."""


def console(out: TextIO, width: int, *, colour: bool) -> Console:
    """Return a console of this width that interprets no markup in text."""
    depth = _depth()
    sixteen = depth == "standard"
    return Console(
        file=out,
        width=width,
        height=25,  # without a height, rich would ask the terminal for both
        theme=Theme({"strong": "bold", **_OF_SIXTEEN, **_SHEET_OF_SIXTEEN} if sixteen else STYLES),
        color_system=depth if colour else None,
        force_terminal=colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _depth() -> Literal["truecolor", "256", "standard"]:
    """Return how many colours to use, from the environment alone: output may be no terminal."""
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if "256color" in os.environ.get("TERM", "") else "standard"
