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
_GROUNDS = ("#5a9ab8", "#8f9a3c", "#b98326", "#bf4a2c", "#bd2a62")
_INKS = ("black", "black", "black", "white", "white")
_DOTS = ("#5a9ab8", "#8f9a3c", "#b98326", "#c9532f", "#c9366e")
_SHEET = {
    **_TITLES,
    **{
        f"chip{at}": f"{ink} on {ground}"
        for at, (ink, ground) in enumerate(zip(_INKS, _GROUNDS, strict=True), 1)
    },
    **{f"mark{at}": one for at, one in enumerate(_DOTS, 1)},
    "rule": "#80898f",
    "range": "#80898f",
    "up": "#c9532f",
    "down": "#3c8fae",
}
"""Styles of the sheet: chips carry their own ground and ink, for terminals light and dark."""
_SHEET_OF_SIXTEEN = {
    **_TITLES,
    **{f"chip{at}": "reverse" for at in range(1, 6)},
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
