"""What stands on every printed page, whichever format prints it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sahelrisk.report.sheet.view import Sheet

Words = Callable[..., str]
ORDER = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


def title_of(sheets: Sequence[Sheet]) -> str:
    """Return the title of a document of sheets."""
    names = ", ".join(sheet.country for sheet in sheets)
    return f"{names}: {sheets[0].letterhead.name}"


def running_of(sheets: Sequence[Sheet], words: Words) -> dict[str, str]:
    """Return head and foot of the pages: name, highest marking, date and notices, *Page*."""
    label = max((sheet.tlp for sheet in sheets), key=ORDER.index)
    about = (words("sheet_as_of", date=sheets[0].as_of), *sheets[0].notices)
    names = ", ".join(sheet.country for sheet in sheets)
    return {
        "name": f"{sheets[0].letterhead.name} · {names}",
        "tlp": f"TLP:{label}",
        "foot": " · ".join(about),
        "page": words("page"),
    }


def foot_of(sheets: Sequence[Sheet], words: Words) -> list[str]:
    """Return the last lines of a document."""
    first = sheets[0]
    lines = (
        first.letterhead.footer,
        first.letterhead.contact,
        words("sheet_disclaimer"),
        first.credits,
    )
    return [line for line in lines if line]
