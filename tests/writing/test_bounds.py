"""Whatever a sheet holds, an import is answered soon and in little memory."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from in_process import Run
from openpyxl import Workbook

from sahelrisk.model.countries import near
from sahelrisk.reading.tables import records, sheet_rows
from sahelrisk.tasks import import_

HEADER = "countries,indicator,observed,level,statement,reliability,credibility\n"
GOOD = "MLI,security.attack-tempo,2026-02-03,3,S,B,2\n"


def refused(run: Run, file: Path, desk: Path) -> str:
    """Return the few words that are said of a sheet of which nothing is imported."""
    result = run("import", file, "-d", desk)
    assert result.exit_code == 1, result.output
    assert list(desk.glob("evidence/imported/*")) == []
    assert len(result.output) < 20_000
    return " ".join(result.output.split())


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("x" * 900_000 + GOOD[3:], "near: "),
        (",".join(["MLI"] * 3).join('""') + GOOD[3:], ""),
        ('"' + "MLI," * 200_000 + '"' + GOOD[3:], "at most 500 countries"),
        (GOOD.replace("3,S", f"{'9' * 500_000},S"), "refused-cell"),
    ],
    ids=["long name", "three", "many names", "long number"],
)
def test_long_cells(desk: Path, run: Run, tmp_path: Path, rows: str, said: str) -> None:
    """A cell is shown by its beginning, and no more of it is compared with names."""
    file = tmp_path / "s.csv"
    file.write_text(HEADER + rows, encoding="utf-8")
    if said:
        text = refused(run, file, desk)
        assert said in text or "countries" in text
    else:
        assert run("import", file, "-d", desk).exit_code == 0


def test_a_cell_longer_than_any_of_excel(desk: Path, run: Run, tmp_path: Path) -> None:
    """What no spreadsheet holds was not made by one."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(HEADER.strip().split(","))
    sheet.append(["stand-in"])
    book.save(tmp_path / "small.xlsx")
    before, after = b"stand-in", b"x" * 40_000
    with (
        zipfile.ZipFile(tmp_path / "small.xlsx") as small,
        zipfile.ZipFile(tmp_path / "s.xlsx", "w", zipfile.ZIP_DEFLATED) as large,
    ):
        for name in small.namelist():
            large.writestr(name, small.read(name).replace(before, after))
    assert "a cell of 40,000 characters; Excel has at most 32,767" in refused(
        run, tmp_path / "s.xlsx", desk
    )


@pytest.mark.parametrize(
    ("module", "name", "said"),
    [
        (records, "MOST_FAULTY", "more than 3 rows have faults; the rest was not looked at"),
        (records, "MOST_RECORDS", "more than 3 rows of evidence, which is the most at once"),
        (
            records,
            "MAXIMUM_BYTES",
            "s.csv:2:1: error: file-too-large: the rows up to this one make",
        ),
        (import_, "MAXIMUM_BYTES", "import fewer rows at once: split the sheet by year or country"),
        (sheet_rows, "MOST_ROWS", "it has more than 3 rows with something in them"),
        (sheet_rows, "MOST_CELLS", "cells, which is the most that is read"),
    ],
)
def test_too_many_are_refused(
    desk: Path,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: Any,  # noqa: ANN401
    name: str,
    said: str,
) -> None:
    """Rows with faults, rows and cells have a most each."""
    monkeypatch.setattr(module, name, 3)
    file = tmp_path / "s.csv"
    row = GOOD if name in {"MOST_RECORDS", "MAXIMUM_BYTES"} else "Atlantis,x,y,z,S,B,2\n"
    file.write_text(HEADER + row * 9, encoding="utf-8")
    assert said in refused(run, file, desk)


def test_rows_that_are_held_need_no_room(
    desk: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes of an import are those of its new rows: of those that are there none is counted."""
    file = tmp_path / "s.csv"
    file.write_text(HEADER + GOOD, encoding="utf-8")
    assert run("import", file, "-d", desk).exit_code == 0
    monkeypatch.setattr(records, "MAXIMUM_BYTES", 3)
    assert run("import", file, "-d", desk).exit_code == 0


def test_a_name_is_looked_up_once() -> None:
    """What was wrong in one row is wrong in the next; a long text is compared by its beginning."""
    near.cache_clear()
    assert near("Malli")[0].alpha3 == "MLI"
    assert near("Malli")[0].alpha3 == "MLI"
    assert near.cache_info().hits == 1
    assert near("x" * 10_000_000) == ()
