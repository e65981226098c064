"""A sheet with one text in every place where text can stand."""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sahelrisk.report.blocks import Report, Sheets
from sahelrisk.report.score.sheet_blocks import brief_blocks, full_blocks
from sahelrisk.report.sheet_view import Sheet
from sahelrisk.report.words import words_of

OURS = {"language": "en", "logo": "", "tlp": "CLEAR"}
"""What no file can say freely."""


def filled(kind: Any, payload: str) -> Any:  # noqa: ANN401
    """Return a value of a type, `payload` as each of its texts, one of each of its parts."""
    if isinstance(kind, type) and issubclass(kind, tuple):
        given = {name: filled(one, payload) for name, one in get_type_hints(kind).items()}
        return kind(**given | {key: text for key, text in OURS.items() if key in given})
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return arguments[0]
    if origin in (Union, UnionType):
        return filled(arguments[0], payload)
    if origin is tuple:
        return tuple(filled(one, payload) for one in arguments if one is not ...)
    return {str: payload, int: 3, float: 0.5, bool: True}[kind]


def report_of(payload: str) -> Report:
    """Return the report of one country whose sheet says `payload` everywhere."""
    words, sheet = words_of("en"), filled(Sheet, payload)
    return Report(
        title=payload,
        blocks=lambda: (*brief_blocks(sheet, words), *full_blocks(sheet, words)),
        document=dict,
        sheets=Sheets(lambda **_: [sheet], words, full=True),
    )
