"""Workbooks as they come: odd, broken or hostile; what they say is read, or refused with its cell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import tomli
from in_process import Run
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from test_spreadsheets import GOOD, document

Cells = list[Any]
Change = Callable[[Any], None]
HEADER = list(GOOD)
ROW: Cells = ["MLI", "security.attack-tempo", date(2026, 4, 25), 3, "S", "B", 2]


def book_file(path: Path, *rows: Cells, change: Change = lambda _: None) -> Path:
    """Write rows under the usual header; `change` gets the workbook before it is saved."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    change(book)
    book.save(path)
    return path


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a workbook as no spreadsheet program would."""
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    assert change(parts[name]) != parts[name]
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, data in parts.items():
            archive.writestr(one, data)
    return path


def imported(desk: Path) -> list[dict[str, Any]]:
    """Return the items that imports have written."""
    files = sorted(desk.glob("evidence/imported/*.toml"))
    return [one for path in files for one in tomli.loads(path.read_text("utf-8"))["evidence"]]


def refused(run: Run, file: Path, desk: Path) -> str:
    """Return what is said of a file of which nothing is imported."""
    result = run("import", file, "-d", desk)
    assert result.exit_code == 1, result.output
    assert "internal error" not in result.output
    assert imported(desk) == []
    return " ".join(result.output.split())


def test_a_calendar_that_starts_in_1904(desk: Path, run: Run, tmp_path: Path) -> None:
    """Dates of such a workbook are the same days, as dates and as bare numbers."""

    def old(book: Any) -> None:  # noqa: ANN401
        book.epoch = CALENDAR_MAC_1904

    bare = [*ROW[:2], (date(2026, 4, 25) - date(1904, 1, 1)).days, *ROW[3:4], "T", *ROW[5:]]
    year = [*ROW[:2], 2025, *ROW[3:4], "U", *ROW[5:]]
    file = book_file(tmp_path / "f.xlsx", ROW, bare, year, change=old)
    assert document(run, "import", file, "-d", desk)["new"] == 3
    found = {one["statement"]: one["observed"] for one in imported(desk)}
    assert found == {"S": date(2026, 4, 25), "T": date(2026, 4, 25), "U": "2025"}


def test_formulas_give_their_results_or_are_named(desk: Path, run: Run, tmp_path: Path) -> None:
    """A formula saved without its result is no empty cell, where a value may be left out too."""

    def computed(data: bytes) -> bytes:
        # An empty element is written in one of three ways, depending on the serialiser.
        return re.sub(rb"(<f>1\+2</f>)<v(?:\s*/>|></v>)", rb"\g<1><v>3</v>", data)

    lost: Cells = [*ROW[:4], "=A1&B1", *ROW[5:]]
    file = book_file(tmp_path / "f.xlsx", [*ROW[:3], "=1+2", *ROW[4:]], lost)
    told = refused(run, rewritten(file, "xl/worksheets/sheet1.xml", computed), desk)
    assert "1 faulty row" in told
    assert 'row 3, column "statement" (E3)' in told
    assert "a formula saved without its result" in told


def test_a_cell_under_no_header_is_named(desk: Path, run: Run, tmp_path: Path) -> None:
    """Merged headers and notes beside the table are not taken for something else."""

    def merged(book: Any) -> None:  # noqa: ANN401
        book.active["I1"] = "notes"
        book.active.merge_cells("G1:H1")
        book.active["H2"] = "beside"

    told = refused(run, book_file(tmp_path / "f.xlsx", ROW, change=merged), desk)
    assert "row 2: a cell under no header (H2): 'beside'" in told


def test_what_is_hidden_or_empty_changes_nothing(desk: Path, run: Run, tmp_path: Path) -> None:
    """Hidden rows and sheets, gaps, spaces around headers, text that is a number or a date."""

    def odd(book: Any) -> None:  # noqa: ANN401
        sheet = book.active
        sheet["A1"], sheet["B1"] = " countries ", "indicator\u00a0"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        book.create_sheet("Hidden").sheet_state = "hidden"
        for column, value in enumerate(["Mali", *ROW[1:2], "2026-04-26", "4", "T", "B", "2"], 1):
            sheet.cell(9, column, value)

    file = book_file(tmp_path / "f.xlsx", ROW, change=odd)
    assert document(run, "import", file, "-d", desk)["new"] == 2
    assert [one["level"] for one in imported(desk)] == [3, 4]


def test_the_sheet_called_evidence_is_read(desk: Path, run: Run, tmp_path: Path) -> None:
    """Of several sheets the one of that name counts, wherever it stands."""

    def second(book: Any) -> None:  # noqa: ANN401
        book.active.title = "Notes"
        sheet = book.create_sheet("Evidence")
        sheet.append(HEADER)
        sheet.append([*ROW[:4], "of the second", *ROW[5:]])

    file = book_file(tmp_path / "f.xlsx", ["free text"], change=second)
    assert document(run, "import", file, "-d", desk)["new"] == 1
    assert imported(desk)[0]["statement"] == "of the second"


def test_wrong_kinds_of_values_are_named(desk: Path, run: Run, tmp_path: Path) -> None:
    """A truth, a time or an error where a date or a number belongs, each with its cell."""
    rows: list[Cells] = [
        [*ROW[:3], True, *ROW[4:]],
        [*ROW[:2], datetime(2026, 4, 25, 10).time(), *ROW[3:]],  # noqa: DTZ001
        [*ROW[:3], "#DIV/0!", *ROW[4:]],
        [*ROW[:2], 12.0, *ROW[3:]],
        [*ROW[:3], "3,5", *ROW[4:]],
    ]
    told = refused(run, book_file(tmp_path / "f.xlsx", *rows), desk)
    for cell in ("(D2)", "(C3)", "(D4)", "(C5)", "(D6)"):
        assert cell in told


@pytest.mark.parametrize("name", ["f.xls", "f.xlsx", "f.csv"])
def test_an_old_or_locked_workbook_is_told_from_a_broken_one(
    desk: Path, run: Run, tmp_path: Path, name: str
) -> None:
    """Whatever the file is called, its first bytes say what it is."""
    file = tmp_path / name
    file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500))
    told = refused(run, file, desk)
    assert "before 2007, or has a password" in told
    assert "save it as .xlsx" in told


def test_broken_archives_are_refused(desk: Path, run: Run, tmp_path: Path) -> None:
    """Cut anywhere, or of something else, the answer is one problem."""
    whole = book_file(tmp_path / "whole.xlsx", ROW).read_bytes()
    file = tmp_path / "f.xlsx"
    for part in (0.1, 0.5, 0.9, 0.999):
        file.write_bytes(whole[: int(len(whole) * part)])
        assert "this workbook cannot be read" in refused(run, file, desk)
    for position in range(40, len(whole), len(whole) // 40):
        file.write_bytes(whole[:position] + bytes([whole[position] ^ 255]) + whole[position + 1 :])
        result = run("import", file, "-d", desk, "--dry-run")
        assert result.exit_code in (0, 1)
        assert "internal error" not in result.output
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "this workbook cannot be read" in refused(run, file, desk)


def test_entities_are_not_followed(desk: Path, run: Run, tmp_path: Path) -> None:
    """A part that names a file of the machine, or itself over and over, gives nothing away."""
    secret = tmp_path / "secret.txt"
    secret.write_text("canary", encoding="utf-8")
    many = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    for entity, used in (
        (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', b"&x;"),
        (f'<!ENTITY e0 "lol">{many}', b"&e9;"),
    ):
        head = f"<!DOCTYPE worksheet [{entity}]>".encode()

        file = book_file(tmp_path / "f.xlsx", ROW)

        def hostile(data: bytes, head: bytes = head, used: bytes = used) -> bytes:
            assert b">S<" in data
            data = data.replace(b"<worksheet", head + b"<worksheet", 1)
            return data.replace(b">S<", b">" + used + b"<", 1)

        result = run("import", rewritten(file, "xl/worksheets/sheet1.xml", hostile), "-d", desk)
        assert "canary" not in result.output
        assert "canary" not in str(imported(desk))
        assert "internal error" not in result.output


BOMB = """\
import resource, sys
from pathlib import Path
from memory import most_memory
from sahelrisk.problems import DossierError
from sahelrisk.reading.tables.sheet_rows import sheet_of
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
try:
    print(len(sheet_of(Path(sys.argv[1]).read_bytes(), sys.argv[1], None).rows))
except DossierError as error:
    print(error.problems[0].rule)
print(most_memory())
"""


def measured(file: Path) -> tuple[str, int]:
    """Read a file in a process of its own: what came of it, and its memory in MiB."""
    done = subprocess.run(
        [sys.executable, "-c", BOMB, file],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    answer, memory = done.stdout.split()
    return answer, int(memory) // 1024


def test_bombs_are_refused_in_little_memory(tmp_path: Path) -> None:
    """What unpacks to gigabytes, or says that it has all rows and columns, costs little."""
    file = book_file(tmp_path / "f.xlsx", ROW)
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _ in range(80):
            part.write(bytes(1024 * 1024))
    answer, memory = measured(file)
    assert answer == "file-too-large"
    assert memory < 150

    def large(data: bytes) -> bytes:
        return data.replace(b'ref="A1:G2"', b'ref="A1:XFD1048576"')

    lying = rewritten(book_file(tmp_path / "g.xlsx", ROW), "xl/worksheets/sheet1.xml", large)
    answer, memory = measured(lying)
    assert answer == "1"
    assert memory < 150

    def wide(data: bytes) -> bytes:
        rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(3, 3000))
        return data.replace(b"</sheetData>", rows.encode() + b"</sheetData>")

    answer, memory = measured(
        rewritten(book_file(tmp_path / "h.xlsx", ROW), "xl/worksheets/sheet1.xml", wide)
    )
    assert answer == "file-too-large"
    assert memory < 150

    def far(data: bytes) -> bytes:
        return data.replace(b'<row r="2"', b'<row r="999999999"')

    answer, memory = measured(
        rewritten(book_file(tmp_path / "i.xlsx", ROW), "xl/worksheets/sheet1.xml", far)
    )
    assert answer == "file-too-large"
    assert memory < 150
