"""Small dossiers on disk, and the pages of reports as text, for tests of what consultants read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import tomli_w

from sahelrisk.model.documents.parts import Run
from sahelrisk.model.dossier import Dossier
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.report.blocks import (
    Block,
    Branch,
    Chart,
    Fields,
    Heading,
    Heat,
    Listing,
    Paragraph,
    Report,
    Table,
    Tree,
)
from sahelrisk.report.explain.explain_report import build_explain
from sahelrisk.report.score.score_report import build_score
from sahelrisk.report.words import words_of
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.explain import Explained
from sahelrisk.tasks.score import Scored

EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = date(2026, 6, 30)
NOW = Run(version="0", generated=datetime(2026, 6, 30, tzinfo=UTC))
LEVELS = [{"level": level} for level in range(1, 6)]


def item(key: str, indicator: str = "p.a", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an item of MLI, level 4, graded B2."""
    return {
        "id": key,
        "countries": ["MLI"],
        "indicator": indicator,
        "observed": date(2026, 6, 1),
        "recorded": date(2026, 6, 2),
        **({} if "value" in more else {"level": 4}),
        "statement": f"Statement of {key}.",
        "reliability": "B",
        "credibility": 2,
        "source": {"publisher": f"Publisher of {key}"},
        **more,
    }


def framework(**more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a framework of two pillars, p and q."""
    pillars = [{"id": "p", "title": "Pee"}, {"id": "q", "title": "Queue"}]
    return {"schema": 1, "id": "t", "version": "1", "title": "T", "pillars": pillars, **more}


def write(
    folder: Path,
    rules: dict[str, Any],
    indicators: dict[str, dict[str, Any]],
    evidence: dict[str, Any],
    **dossier: Any,  # noqa: ANN401
) -> Path:
    """Write a dossier of these tables; an indicator without any is judged on five levels."""
    files: dict[str, dict[str, Any]] = {
        "dossier.toml": {"title": "A desk", "tlp": "CLEAR", **dossier},
        "indicators/framework.toml": rules,
        "evidence/a.toml": evidence,
    }
    for key, table in indicators.items():
        files[f"indicators/{key.replace('.', '/')}.toml"] = table or {"levels": LEVELS}
    for name, tables in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tomli_w.dumps(tables).encode())
    return folder


def opened(folder: Path) -> Dossier:
    """Read a dossier."""
    return load(Location(folder, "asked for in a test"))


def assessed(folder: Path, country: str = "MLI", profile: str | None = None) -> Assessment:
    """Score one country of a dossier."""
    dossier = opened(folder)
    read_by = next((one for one in dossier.framework.profiles if one.id == profile), None)
    return assess(dossier, AS_OF, profile=read_by, countries=[country])


def explained(
    folder: Path,
    country: str = "MLI",
    node: str = "",
    *,
    profile: str | None = None,
    lang: str = "en",
    private: bool = False,
) -> Report:
    """Return the report of `explain`."""
    dossier, found = opened(folder), assessed(folder, country, profile)
    return build_explain(Explained(dossier, found, node), words_of(lang), NOW, private=private)


def summary(
    folder: Path,
    country: str = "MLI",
    *,
    profile: str | None = None,
    lang: str = "en",
    full: bool = False,
) -> Report:
    """Return the report of `score`."""
    dossier, found = opened(folder), assessed(folder, country, profile)
    return build_score(Scored(dossier, found), words_of(lang), NOW, full=full)


def text_of(report: Report) -> str:
    """Return every text of a page, one a line."""
    return "\n".join(line for block in report.blocks() for line in _lines(block))


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text) | Paragraph(text):
            return [text]
        case Listing(items):
            return list(items)
        case Fields(pairs):
            return [f"{label}: {said(value)}" for label, value in pairs]
        case Table(columns, rows, note):
            titles = [column.title for column in columns]
            return [" | ".join(titles), *(" | ".join(map(said, row)) for row in rows), note]
        case _:
            return _of_drawing(block)


def _of_drawing(block: Heat | Tree | Chart) -> list[str]:
    match block:
        case Heat():
            return _lines(block.table())
        case Tree(branches):
            return [line for one in branches for line in _of_branch(one)]
        case Chart():
            return [block.summary, *(f"{label}: {line}" for label, line in block.lines)]


def _of_branch(branch: Branch) -> list[str]:
    own = [f"{branch.figure} {branch.title}".strip(), *map(said, branch.lines)]
    return [*own, *(line for one in branch.below for line in _of_branch(one))]


def said(cell: Any) -> str:  # noqa: ANN401
    """Return what a cell says."""
    return cell if isinstance(cell, str) else str(cell.text)


def tables(report: Report, title: str) -> list[Table]:
    """Return the tables of a page that have a column of that title."""
    found = [block for block in report.blocks() if isinstance(block, Table)]
    return [one for one in found if any(column.title == title for column in one.columns)]


def column(table: Table, title: str) -> list[str]:
    """Return the cells of a column."""
    at = [one.title for one in table.columns].index(title)
    return [said(row[at]) for row in table.rows]
