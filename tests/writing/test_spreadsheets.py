"""Import and export: nothing is lost or computed on the way, and twice adds nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st
from in_process import Run
from openpyxl import Workbook, load_workbook

from sahelrisk.model.columns import SHEET, Column, guarded, unguarded
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.reading.locate import example
from sahelrisk.reading.tables.cells import value_of
from sahelrisk.reading.tables.sheet_rows import Dialect, _csv
from sahelrisk.reading.tables.workbook import filled
from sahelrisk.rendering.sheet_files import to_csv, to_workbook
from sahelrisk.report.desk.evidence_sheets import Sheet
from sahelrisk.writing.toml_text import file_text, table_of

PAYLOADS = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "'=1", "\t=1", "\n=1", " =1", "#N/A")
TEXTS = st.one_of(
    st.sampled_from(PAYLOADS),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1),
    st.text("'=+-@\\x1bu202e_0\n\r\t\"; ,é\x1b\u202e", min_size=1, max_size=12),
)
GOOD = {
    "countries": "Mali",
    "indicator": "security.attack-tempo",
    "observed": "2026-04-25",
    "level": "3",
    "statement": "S",
    "reliability": "B",
    "credibility": "2",
}


def csv_file(path: Path, *rows: dict[str, str], delimiter: str = ",") -> Path:
    """Write rows under the headers of the first."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    return path


def document(run: Run, *arguments: object) -> dict[str, Any]:
    """Return the JSON document of a command."""
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@given(TEXTS)
def test_any_text_survives_toml(text: str) -> None:
    """What is written to a file is read back to the last character."""
    item = {
        "id": "x",
        "countries": ["MLI"],
        "indicator": "i",
        "observed": "2026-02",
        "recorded": date(2026, 2, 2),
        "level": 3.5,
        "statement": text,
        "reliability": "B",
        "credibility": 2,
        "source": {"title": text, "published": date(2026, 1, 1)},
    }
    first = EvidenceFile.model_validate({"evidence": [item]})
    second = EvidenceFile.model_validate(tomli.loads(file_text({"evidence": first.evidence})))
    assert [table_of(one) for one in second.evidence] == [table_of(one) for one in first.evidence]


@given(TEXTS, st.sampled_from(["rfc4180", "excel-fr"]))
def test_any_text_survives_csv_and_is_never_a_formula(text: str, dialect: Dialect) -> None:
    """A cell that a spreadsheet would compute gets an apostrophe, which reading takes off."""
    data = to_csv(Sheet("S", (Column("statement"), Column("id")), lambda: [(text, "x")]), dialect)
    table = _csv(data.decode("utf-8-sig"), "f.csv", dialect)
    raw = table.rows[0].cells["statement"]
    assert isinstance(raw, str)
    assert raw.lstrip()[:1] not in tuple("=+-@") or raw.startswith("'")
    assert value_of("text", raw, dialect) == text


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_any_text_survives_a_workbook_as_text(texts: list[str]) -> None:
    """No cell is a formula, an error or a link, whatever it begins with."""
    sheet = Sheet(SHEET, (Column("statement"), Column("id")), lambda: [(one, "x") for one in texts])
    data = to_workbook([sheet], date(2026, 6, 30))
    rows = filled(data, "f.xlsx").rows
    read = [value_of("text", row[0], "rfc4180", late=0) for row in rows[1:]]
    assert read == texts
    for row in load_workbook(io.BytesIO(data))[SHEET].iter_rows():
        assert {cell.data_type for cell in row} == {"s"}
        assert all(cell.hyperlink is None for cell in row)


@given(st.text("'=+-@ \tab"))
def test_the_apostrophe_is_taken_off_exactly_where_it_was_put(text: str) -> None:
    """Guarding can be undone for every text."""
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_example_exported_and_imported_scores_the_same(
    desk: Path, run: Run, tmp_path: Path, ending: str
) -> None:
    """Export to an empty dossier keeps every country's score to 1e-9, amendments included."""
    file = tmp_path / f"all.{ending}"
    as_of = ("--as-of", "2026-06-30")
    assert run("export", "-d", example(), "-o", file, *as_of).exit_code == 0
    assert run("import", file, "-d", desk).exit_code == 0
    codes = ("MLI", "BFA", "NER", "BEN", "CIV", "TCD", "NGA", "SEN")
    first = document(run, "score", *codes, "-d", example(), *as_of)["countries"]
    second = document(run, "score", *codes, "-d", desk, *as_of)["countries"]
    for one, other in zip(first, second, strict=True):
        for key in ("score", "standard_error", "coverage"):
            assert one[key] == pytest.approx(other[key], abs=1e-9)
        assert one["evidence"] == other["evidence"]


def test_a_workbook_is_the_same_bytes_every_time(run: Run, tmp_path: Path) -> None:
    """Neither the clock nor the order of anything shows in an exported file."""
    digests = set()
    for number in range(2):
        file = tmp_path / f"{number}.xlsx"
        run("export", "mali", "-d", example(), "-o", file, "--as-of", "2026-06-30")
        digests.add(hashlib.sha256(file.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_workbook_has_its_four_sheets_typed(run: Run, tmp_path: Path) -> None:
    """Dates are dates and numbers numbers, under a frozen header with filters."""
    file = tmp_path / "all.xlsx"
    run("export", "mali", "-d", example(), "-o", file, "--as-of", "2026-06-30")
    book = load_workbook(file)
    assert book.sheetnames == ["Summary", "Indicators", "Evidence", "Method"]
    sheet = book["Evidence"]
    names = [cell.value for cell in sheet[1]]
    assert isinstance(sheet.cell(2, names.index("recorded") + 1).value, datetime)
    levels = [row[names.index("level")].value for row in sheet.iter_rows(min_row=2)]
    assert any(isinstance(one, int | float) for one in levels)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    assert "analyst" not in names
    score = document(run, "score", "mali", "-d", example(), "--as-of", "2026-06-30")
    assert book["Summary"]["C2"].value == pytest.approx(score["countries"][0]["score"], abs=1e-9)


def test_the_template_offers_lists_and_takes_rows(desk: Path, run: Run, tmp_path: Path) -> None:
    """Countries, indicators and grades are chosen from lists; a filled template is imported."""
    file = tmp_path / "t.xlsx"
    assert run("export", "--template", "-d", desk, "-o", file).exit_code == 0
    book = load_workbook(file)
    sheet = book[SHEET]
    names = [cell.value for cell in sheet[1]]
    ranges = {str(rule.sqref).split(":")[0][:-1] for rule in sheet.data_validations.dataValidation}
    lettered = {sheet.cell(1, names.index(name) + 1).column_letter for name in GOOD} - {"C", "D"}
    assert lettered - {sheet.cell(1, names.index("statement") + 1).column_letter} <= ranges
    cells = GOOD | {"observed": datetime(2026, 4, 25), "level": 3, "credibility": 2}  # noqa: DTZ001
    for name, value in cells.items():
        sheet.cell(2, names.index(name) + 1).value = value
    book.save(file)
    result = document(run, "import", file, "-d", desk)
    assert (result["new"], result["faulty"]) == (1, 0)


def test_rows_without_ids_imported_twice_add_nothing(desk: Path, run: Run, tmp_path: Path) -> None:
    """The same content always gets the same id."""
    file = csv_file(tmp_path / "f.csv", GOOD, GOOD | {"level": "4"})
    assert document(run, "import", file, "-d", desk)["new"] == 2
    again = document(run, "import", file, "-d", desk)
    assert (again["new"], again["known"]) == (0, 2)
    assert len(list(desk.glob("evidence/imported/*"))) == 1


def test_every_faulty_row_is_named_and_nothing_is_written(
    desk: Path, run: Run, tmp_path: Path
) -> None:
    """All faults of all rows come at once, each with row and column."""
    rows = [
        GOOD,
        GOOD | {"level": "three", "observed": "25/04/2026"},
        GOOD | {"countries": "Nigr"},
        GOOD | {"level": "9"},
        GOOD | {"indicator": "security.attack-temp"},
        GOOD | {"statement": ""},
        GOOD | {"credibility": "7"},
    ]
    result = run("import", csv_file(tmp_path / "f.csv", *rows), "-d", desk)
    assert result.exit_code == 1
    for place in (
        *('row 3, column "level" (D3)', 'row 3, column "observed" (C3)'),
        *('row 4, column "countries" (A4)', 'row 5, column "level" (D5)'),
        *('row 6, column "indicator" (B6)', 'row 7, column "statement" (E7)'),
        'row 8, column "credibility" (G8)',
    ):
        assert place in result.output
    assert "6 faulty rows" in result.output
    assert not list(desk.glob("evidence/imported/*"))


def test_partial_writes_the_good_rows_and_a_file_with_the_rest(
    desk: Path, run: Run, tmp_path: Path
) -> None:
    """The rest, mended, imports as any file does, its column of problems ignored."""
    file = csv_file(tmp_path / "f.csv", GOOD, GOOD | {"level": "9"})
    result = run("import", file, "--partial", "-d", desk)
    assert result.exit_code == 1
    rest = tmp_path / "f.rest-1.csv"
    text = rest.read_text(encoding="utf-8-sig")
    assert "outside the ladder" in text
    rest.write_text(text.replace(",9,", ",4,"), encoding="utf-8")
    assert document(run, "import", rest, "-d", desk)["new"] == 1


def test_excel_in_france(desk: Path, run: Run, tmp_path: Path) -> None:
    """Semicolons, a decimal comma, a BOM and days as France writes them are understood."""
    row = GOOD | {"level": "3,5", "observed": "25/04/2026", "countries": "Côte d’Ivoire"}
    file = csv_file(tmp_path / "f.csv", row, delimiter=";")
    assert document(run, "import", file, "-d", desk)["new"] == 1
    [path] = desk.glob("evidence/imported/*")
    item = tomli.loads(path.read_text(encoding="utf-8"))["evidence"][0]
    assert (item["level"], item["observed"], item["countries"]) == (3.5, date(2026, 4, 25), ["CIV"])


@pytest.mark.parametrize(("raw", "value"), [("3.5", 3.5), ("3,5", 3.5), ("1.234", None)])
def test_a_point_among_decimal_commas(
    desk: Path, run: Run, tmp_path: Path, raw: str, value: float | None
) -> None:
    """A full stop that may be of thousands is refused with the question; any other is a decimal."""
    row = GOOD | {"level": raw}
    result = run("import", csv_file(tmp_path / "f.csv", row, delimiter=";"), "-d", desk)
    files = list(desk.glob("evidence/imported/*"))
    if value is None:
        assert (result.exit_code, files) == (1, [])
        assert "is the full stop a decimal sign or a thousands separator?" in result.stderr
    else:
        assert result.exit_code == 0, result.output
        item = tomli.loads(files[0].read_text(encoding="utf-8"))["evidence"][0]
        assert item["level"] == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (datetime(2026, 4, 25, 10), date(2026, 4, 25)),  # noqa: DTZ001
        (46137, date(2026, 4, 25)),
        (46137.4, date(2026, 4, 25)),
        (2026, "2026"),
        ("2026-04", "2026-04"),
    ],
)
def test_dates_as_excel_stores_them(raw: object, value: object) -> None:
    """A date cell, a serial number without format and a bare year are all read."""
    assert value_of("period", raw, "rfc4180", late=0) == value


@pytest.mark.parametrize(
    ("raw", "dialect", "value"),
    [
        (3.0, "rfc4180", 3.0),
        ("2–4", "rfc4180", [2.0, 4.0]),
        ("2-4", "rfc4180", [2.0, 4.0]),
        ("-1 – 2.5", "rfc4180", [-1.0, 2.5]),
        ("1,5–4", "excel-fr", [1.5, 4.0]),
    ],
)
def test_a_level_may_be_a_range(raw: object, dialect: Dialect, value: object) -> None:
    """Two numbers with a dash between them, of either kind."""
    assert value_of("level", raw, dialect) == value  # type: ignore[arg-type]


def test_an_item_that_is_known_otherwise_is_not_rewritten(
    desk: Path, run: Run, tmp_path: Path
) -> None:
    """An id with other content is a problem that names the columns and `amend`."""
    row = GOOD | {"id": "mine-1"}
    run("import", csv_file(tmp_path / "f.csv", row), "-d", desk)
    result = run("import", csv_file(tmp_path / "g.csv", row | {"level": "4"}), "-d", desk)
    assert result.exit_code == 1
    assert "id-taken" in result.output
    assert "level" in result.output


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"PK\x03\x04 no", b"a,a\n1,2\n", b'x,"y\n'])
def test_a_file_that_is_no_table_is_a_problem(
    desk: Path, run: Run, tmp_path: Path, data: bytes
) -> None:
    """Whatever a file holds, the answer is a problem with a place."""
    file = tmp_path / "f.csv"
    file.write_bytes(data)
    result = run("import", file, "-d", desk)
    assert result.exit_code == 1
    assert f"{file.as_posix()}:1:" in result.output.replace("\n", "")


def test_an_error_cell_of_a_workbook_is_named(desk: Path, run: Run, tmp_path: Path) -> None:
    """A cell that Excel could not compute is no text of an analyst."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(GOOD))
    sheet.append([*list(GOOD.values())[:3], "#N/A", *list(GOOD.values())[4:]])
    file = tmp_path / "f.xlsx"
    book.save(file)
    result = run("import", file, "-d", desk)
    assert result.exit_code == 1
    assert 'row 2, column "level" (D2)' in result.output
