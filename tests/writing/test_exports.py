"""Exports of events as people edit and save them: the right figure, or one short refusal."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from in_process import Run
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sahelrisk.reading.tables.maps import load_map, mapped
from sahelrisk.reading.tables.sheet_rows import Sheet, sheet_of

HEADER = (
    *("event_id_cnty", "event_date", "time_precision", "event_type", "country", "source"),
    *("notes", "fatalities"),
)
ROW = ("MLI1", "05 March 2026", "1", "Battles", "Mali", "A paper", "Armed men came.", "60")


def export(*rows: tuple[str, ...], separator: str = ",") -> bytes:
    """Return rows as a file of text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows([HEADER, *rows])
    return text.getvalue().encode()


def with_(**cells: str) -> tuple[str, ...]:
    """Return the row with other cells."""
    return tuple(cells.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True))


def first(data: bytes, name: str = "acled") -> tuple[object, object]:
    """Return date and level of the first row, as the map makes them."""
    sheet: Sheet = mapped(sheet_of(data, "f", None), load_map(name)).sheet
    return sheet.rows[0].cells["observed"], sheet.rows[0].cells["level"]


def said(run: Run, desk: Path, data: bytes, *options: str) -> str:
    """Return what is said of an export of which nothing is imported."""
    file = desk.parent / "f.csv"
    file.write_bytes(data)
    result = run("import", file, "--map", "acled", "-d", desk, *options)
    assert result.exit_code == 1, result.output
    return str(result.output)


def test_separators_of_exports() -> None:
    """Tabs are read as commas and semicolons are."""
    for separator in (",", ";", "\t"):
        assert first(export(ROW, separator=separator)) == ("2026-03-05", 3)


def test_whole_numbers_with_a_point() -> None:
    """A program that kept whole numbers as fractions changes nothing: 3.0 is 3."""
    row = with_(time_precision="3.0", fatalities="60.0")
    assert first(export(row)) == ("2026-03", 3)


@pytest.mark.parametrize("late", [0, 1462])
def test_days_counted_by_a_workbook(late: int) -> None:
    """A day that lost its format is the number that the workbook's calendar counts."""
    book = Workbook()
    if late:
        book.epoch = CALENDAR_MAC_1904
    book.active.append(HEADER)
    book.active.append([*ROW[:1], 46086 - late, *ROW[2:]])
    data = io.BytesIO()
    book.save(data)
    assert first(data.getvalue()) == ("2026-03-05", 3)


def test_faults_stand_where_the_file_has_them(run: Run, desk: Path) -> None:
    """A fault of a mapped row names the column of the file, not one that the map made."""
    text = said(run, desk, export(with_(event_date="05/03/2026", fatalities="many", notes="")))
    assert 'f.csv:2:2: error: refused-cell: row 2, column "event_date" (B2)' in text
    assert 'f.csv:2:8: error: refused-cell: row 2, column "fatalities" (H2)' in text
    assert 'f.csv:2:7: error: missing-key: row 2, column "notes" (G2)' in text


def test_faults_of_constants_are_those_of_the_map(run: Run, desk: Path, tmp_path: Path) -> None:
    """What a map says of every row is no fault of a cell."""
    own = tmp_path / "own.toml"
    own.write_text(
        '[columns]\ncountry = "countries"\nnotes = "statement"\n[values]\nreliability = "Z"\n'
        'credibility = 2\nlevel = 3\nindicator = "security.attack-tempo"\n'
        'observed = { column = "event_date" }\n'.replace("[columns]", 'title = "T"\n[columns]'),
        encoding="utf-8",
    )
    file = tmp_path / "f.csv"
    file.write_bytes(export(ROW))
    result = run("import", file, "--map", own, "-d", desk)
    assert 'f.csv:2:1: error: unknown-choice: row 2, "reliability" of the map: ' in result.output


def test_one_fault_of_many_rows_is_told_ten_times(run: Run, desk: Path) -> None:
    """A thousand rows with one fault are ten lines and one that names the next, in order."""
    text = said(run, desk, export(*[with_(country="Atlantis")] * 1000, with_(fatalities="x")))
    assert sum("Atlantis" in line for line in text.splitlines()) == 10
    more = "the same in more rows, 990 of them: 12, 13, 14, "
    assert f"f.csv:12:5: error: refused-cell: {more}" in text
    assert "30, 31, …" in text
    assert "(H1002)" in text
    assert "1001 faulty rows" in text


def test_a_map_of_another_sheet_is_one_problem(run: Run, desk: Path) -> None:
    """A map that hardly fits names what is missing once, and the map that fits."""
    text = said(run, desk, b"type_of_violence,dyad_name,date_prec,deaths_a,best\n1,a,1,0,0\n")
    assert text.count("error:") == 1
    assert "country, notes, source, event_id_cnty, event_date" in text
    assert "--map ucdp-ged reads it" in text


def test_a_range_that_excel_made_a_date(run: Run, desk: Path, tmp_path: Path) -> None:
    """Where 2-4 was typed Excel keeps the second of April: what happened is said."""
    book = Workbook()
    book.active.append(["countries", "indicator", "observed", "level", "statement"])
    book.active.append(["MLI", "security.attack-tempo", "2026-02-03", date(2026, 4, 2), "S"])
    book.save(tmp_path / "f.xlsx")
    result = run("import", tmp_path / "f.xlsx", "-d", desk)
    assert result.exit_code == 1
    assert 'column "level" (D2): should be a number (Excel made a date of' in result.output
