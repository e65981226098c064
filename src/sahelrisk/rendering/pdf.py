"""The sheet as a PDF: typst sets it, offline, with its own fonts, the same bytes every time."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sahelrisk.rendering.charts import LineChart, Steps, line_chart, waterfall
from sahelrisk.rendering.running import foot_of, running_of, title_of
from sahelrisk.rendering.text import typeset
from sahelrisk.report.blocks import Sheets
from sahelrisk.report.sheet.overview import overview_of
from sahelrisk.report.sheet_view import ARROWS, Sheet

TEMPLATE = Path(__file__).with_name("templates") / "sheet.typ"


_WORDS = (
    *("score", "pillars", "alerts", "contested", "bands", "sources"),
    *("sheet_base_rate", "sheet_nothing_happened", "sheet_watch", "sheet_gaps", "sheet_basis"),
    *("sheet_due", "sheet_indicators", "sheet_indicators_note", "sheet_method"),
    *("sheet_glossary", "sheet_evidence", "country"),
)


def render_bytes(found: Sheets) -> bytes:
    """Return the sheets of countries as a PDF, each from a page of its own.

    Raises ImportError where the extra `pdf` is not installed.
    """
    import typst  # noqa: PLC0415  an extra

    sheets, words = found.make(whole=True), found.words
    drawn = [_sheet(sheet, words) for sheet in sheets]
    counted = Counter(key for sheet in sheets for key in _ids(sheet))
    data = {
        "title": title_of(sheets),
        "language": sheets[0].language,
        "running": running_of(sheets, words),
        "words": {key.removeprefix("sheet_"): words(key) for key in _WORDS},
        "sheets": drawn,
        "logo": _logo(sheets[0].letterhead.logo),
        "overview": _plain(overview_of(sheets, words)) if len(sheets) > 1 else None,
        "ids": sorted(key for key, times in counted.items() if times == 1),
        "foot": foot_of(sheets, words),
    }
    text = json.dumps(_visible(data), ensure_ascii=False)
    made = typst.compile(TEMPLATE.read_bytes(), sys_inputs={"data": text}, ignore_system_fonts=True)
    if not isinstance(made, bytes):  # only of several pages of pictures
        raise TypeError
    return made


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever stands on a sheet
    """Return a sheet as the template takes it: its parts by name."""
    if not isinstance(value, tuple):
        return value
    parts = [_plain(one) for one in value]
    names = getattr(value, "_fields", None)
    return dict(zip(names, parts, strict=True)) if names else parts


def _logo(logo: str) -> dict[str, Any]:
    """Return the bytes and the kind of a logo that is a data URI."""
    kind = "svg" if logo.startswith("data:image/svg") else "png"
    return {"bytes": list(base64.b64decode(logo.partition(",")[2])), "format": kind}


def _ids(sheet: Sheet) -> list[str]:
    parts = [part for _, found in sheet.indicators for part in found]
    return [*(part.cell.id for part in parts), *(one.id for part in parts for one in part.items)]


def _sheet(sheet: Sheet, words: Callable[..., str]) -> dict[str, Any]:
    made: dict[str, Any] = _plain(sheet)
    made["as_of"] = words("sheet_as_of", date=sheet.as_of)
    for pillar in made["pillars"]:
        pillar["arrow"] = ARROWS[pillar["sign"]]
    made["chart"] = _chart(line_chart(sheet.course, sheet.bands)) if sheet.course else None
    made["fall"] = _fall(waterfall(sheet.waterfall)) if sheet.waterfall else None
    return made


def _chart(chart: LineChart) -> dict[str, Any]:
    made = asdict(chart)
    made["area"] = _pairs(chart.area, chart.span)
    made["line"] = _pairs(chart.line, chart.span)
    made["base"] = [_pairs(run, chart.span) for run in chart.base]
    made["rings"] = [{**one.pop("ring")._asdict(), **one} for one in made["rings"]]
    return made


def _pairs(points: str, span: int) -> list[list[float]]:
    """Return points with their first coordinate as a share of the width."""
    pairs = (point.split(",") for point in points.split())
    return [[float(x) / span, float(y)] for x, y in pairs]


def _fall(steps: Steps) -> dict[str, Any]:
    return {
        "base": steps.base,
        "score": steps.score,
        "steps": [
            {
                "left": step.left,
                "width": step.width,
                "points": step.push.points,
                "short": step.push.short,
                "text": step.push.text,
                "href": step.push.href,
            }
            for step in steps.steps
        ],
    }


def _visible(value: object) -> object:
    """Return data in which no character of a text acts on whoever reads it."""
    if isinstance(value, str):
        return typeset(value)
    if isinstance(value, dict):
        return {key: _visible(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_visible(one) for one in value]
    return value
