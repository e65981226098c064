"""Published tables as people download, edit and save them: the right figure, or one short refusal."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from published_files import DATABANK, WORLD_BANK_API, desk_of, read, rules, values

from sahelrisk.reading.tables.cell_numbers import comma_number, plain_number, why_refused
from sahelrisk.reading.tables.guess import guess
from sahelrisk.reading.tables.published_dates import published_date

LONG = 'file = "t.csv"\ncountry = "iso3"\nobserved = { column = "year" }\ncolumns = { v = "p.deaths" }\n'
WIDE = (
    'file = "t.csv"\ncountry = "Country Code"\nyears = "columns"\nothers = "skip"\n'
    'columns = { "*" = "p.deaths" }\n'
)


def told(folder: Path, series: str, table: str | bytes) -> list[tuple[int, int, str, str, str]]:
    """Return line, column, rule, message and hint of what is wrong with a table."""
    desk_of(folder, f"recorded = 2026-03-01\n{series}")
    data = table if isinstance(table, bytes) else table.encode()
    (folder / "evidence" / "t.csv").write_bytes(data)
    return [
        (one.place.line, one.place.column, one.rule, str(one.message), str(one.hint))
        for one in read(folder)[1]
    ]


def book(*sheets: tuple[str, list[list[object]]], hidden: str = "") -> bytes:
    """Return a workbook of sheets."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def test_a_first_country_without_data_is_no_header() -> None:
    """The World Bank's first row is often Aruba without a value; the years above it are no merged ones."""
    said = str(guess(WORLD_BANK_API.encode(), "API.csv").toml)
    assert 'country = "Country Code"' in said
    assert '"VC.BTL.DETH" = ' in said


def test_databank_with_times_in_rows_is_guessed() -> None:
    """The time is the date of a row and none of its values, and remarks below repeat nothing."""
    text = (
        "Country Name,Country Code,Time,Time Code,Stability [PV.EST]\n"
        "Mali,MLI,2022,YR2022,-2.35\nMali,MLI,2023,YR2023,..\n"
        ",,,,\nData from database: WGI,,,,\nLast Updated: 11/05/2025,,,,\n"
    )
    found = guess(text.encode(), "x.csv")
    assert 'observed = { column = "Time" }' in str(found.toml)
    assert '"Stability [PV.EST]" = ' in str(found.toml)
    assert "added up" not in str(found.looks_like)


def test_a_refused_standard_error_stands_in_its_own_row(tmp_path: Path) -> None:
    """Of an error in a row of its own the text and the place are told, not those of the value."""
    series = WIDE.replace('"*"', '"PV.EST"') + 'errors = { "PV.EST" = "PV.STD.ERR" }\n'
    found = told(tmp_path, series, DATABANK.replace("-0.1,-0.2", "-0.1,-0.2,9"))
    at = DATABANK.splitlines()[2].index("..") + 1
    assert [one[:2] for one in found if "standard error" in one[3]] == [(3, at)]
    assert 'not ".."' in found[0][3]
    [width] = [one for one in found if one[2] == "broken-table"]
    assert "times" not in width[3]


def test_rows_of_many_lengths_are_few_problems(tmp_path: Path) -> None:
    """Three lengths are told, all others together."""
    rows = "".join(f"MLI,{2000 + number},1{',' * number}x\n" for number in range(1, 90))
    found = told(tmp_path, LONG, "iso3,year,v\nMLI,2000,1\n" + rows)
    assert [one[:3] for one in found] == [(line, 1, "broken-table") for line in (3, 4, 5, 6)]
    assert found[-1][3] == "rows of yet other lengths where the header has 3 cells (86 times)"


def test_hidden_sheets_come_last(tmp_path: Path) -> None:
    """A sheet that somebody hid is read where it is named, not because it stands first."""
    header: list[object] = ["iso3", "year", "v"]
    data = book(
        ("old", [header, ["MLI", 2023, 999]]), ("new", [header, ["MLI", 2023, 3]]), hidden="old"
    )
    assert told(tmp_path / "a", LONG, data) == []
    assert values(read(tmp_path / "a")[0]) == {("MLI", "2023"): (3.0, 0.0)}
    assert told(tmp_path / "b", LONG + 'sheet = "old"\n', data) == []
    assert values(read(tmp_path / "b")[0]) == {("MLI", "2023"): (999.0, 0.0)}


def test_a_sheet_of_a_chart_is_passed_over(tmp_path: Path) -> None:
    """A chart beside the table is no table."""
    made = Workbook()
    made.active.append(["iso3", "year", "v"])
    made.active.append(["MLI", 2023, 3])
    made.create_chartsheet("c").add_chart(BarChart())
    data = io.BytesIO()
    made.save(data)
    assert told(tmp_path, LONG, data.getvalue()) == []


def test_days_that_a_workbook_counts(tmp_path: Path) -> None:
    """A day that lost its format is still a day in a workbook, and refused in a text."""
    table = [["iso3", "year", "v"], ["MLI", 45350, 3]]
    assert told(tmp_path / "a", LONG, book(("s", table))) == []
    assert values(read(tmp_path / "a")[0]) == {("MLI", "2024-02-28"): (3.0, 0.0)}
    assert [one[:3] for one in told(tmp_path / "b", LONG, "iso3,year,v\nMLI,45350,3\n")] == [
        (2, 5, "refused-cell")
    ]


def test_an_archive_is_named_as_one(tmp_path: Path) -> None:
    """The World Bank sends a ZIP file: what is in it is said."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("API_X.csv", "x")
    [one] = told(tmp_path, WIDE, data.getvalue())
    assert one[2:] == (
        "unreadable-file",
        "this workbook cannot be read: it is a ZIP archive of other files",
        "unpack it and name one file of it: API_X.csv",
    )


def test_a_header_that_skip_misses_is_one_problem(tmp_path: Path) -> None:
    """A wrong number of lines is told at `skip`, not for every column."""
    [one] = told(tmp_path, WIDE + "skip = 3\n", WORLD_BANK_API)
    assert one[2:] == (
        "unknown-column",
        "line 4 of evidence/t.csv holds no header",
        "without skip the header is looked for",
    )


def test_quotes_are_judged_by_the_separator_of_the_file(tmp_path: Path) -> None:
    """A file with other columns is not called broken because semicolons would break it."""
    found = told(tmp_path, WIDE, '"Country Code","Notes",\n"MLI","a; b",\n')
    assert [one[2] for one in found] == ["unknown-column"]


def test_merged_countries_are_told_as_such(tmp_path: Path) -> None:
    """A row whose country is empty is not to be passed over for a hint."""
    [one] = told(tmp_path, LONG, "iso3,year,v\nMLI,2022,1\n,2023,2\n")
    assert one[:3] == (3, 1, "unknown-country")
    assert "merged cells" in one[4]


def test_a_table_that_is_passed_over_whole_is_told(tmp_path: Path) -> None:
    """Numbers of nobody known make no item, and that is a warning."""
    found = told(tmp_path, LONG + 'others = "skip"\n', "iso3,year,v\n28,2022,1\n")
    assert rules(read(tmp_path)[1]) == [one[2] for one in found]
    assert {one[2] for one in found} == {"passed-over-row", "empty-series"}
    assert any("whose numbers" in one[4] for one in found)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1\u2009234,5", 1234.5), ("\u22123,5", -3.5), ("\u22121\u202f000", -1000.0), ("--3", None)],
)
def test_spaces_and_minus_signs_of_print(text: str, number: float | None) -> None:
    """Thin spaces between thousands and true minus signs are read."""
    assert comma_number(text, points=True) == number


def test_numbers_grouped_otherwise_get_a_hint() -> None:
    """What is no number of the sheet is told as it would be right."""
    assert plain_number("\u22123.5") == -3.5
    assert "1234,5" in why_refused("1'234,5", comma=True)
    assert "2600,0" in why_refused("2.600,0", comma=True)
    assert why_refused("many", comma=True) == ""
    assert "missing" in why_refused("#DIV/0!", comma=False)


@pytest.mark.parametrize(
    ("text", "period"),
    [("March 2026", "2026-03"), ("Mar-2026", "2026-03"), ("Sep. 2026", "2026-09")],
)
def test_months_in_words(text: str, period: str) -> None:
    """A month with its year in full is read; two digits could be a day."""
    found = published_date(text)
    assert found is not None
    assert found.text == period
    assert published_date("Feb-24") is None
    assert published_date("March 20266") is None
