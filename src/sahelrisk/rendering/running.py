"""What stands on every printed page, whichever format prints it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sahelrisk.report.sheet_view import Sheet

Words = Callable[..., str]
MOST_NAMES = 60
ORDER = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


def title_of(sheets: Sequence[Sheet]) -> str:
    """Return the title of a document of sheets."""
    names = ", ".join(sheet.country for sheet in sheets)
    return f"{names}: {sheets[0].letterhead.name}"


def names_of(sheets: Sequence[Sheet], words: Words) -> str:
    """Return the countries' names, or how many they are where the names would fill the line."""
    names = ", ".join(sheet.country for sheet in sheets)
    return names if len(names) <= MOST_NAMES else words("sheet_overview", number=len(sheets))


def running_of(sheets: Sequence[Sheet], words: Words) -> dict[str, str]:
    """Return head and foot of the pages: name, highest marking, date and notices, *Page*."""
    label = max((sheet.tlp for sheet in sheets), key=ORDER.index)
    footer = sheets[0].letterhead.footer
    about = (words("sheet_as_of", date=sheets[0].as_of), *sheets[0].notices, footer)
    names = names_of(sheets, words)
    return {
        "name": f"{sheets[0].letterhead.name} · {names}",
        "tlp": f"TLP:{label}",
        "foot": " · ".join(part for part in about if part),
        "page": words("page"),
    }


def foot_of(sheets: Sequence[Sheet], words: Words) -> list[str]:
    """Return the last lines of a document."""
    first = sheets[0]
    lines = (
        first.letterhead.contact,
        words("sheet_disclaimer"),
        first.credits,
    )
    return [line for line in lines if line]
