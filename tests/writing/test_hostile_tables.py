"""CSV files as they come: what can be read is, and every fault of every row is told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli
from in_process import Run
from test_spreadsheets import GOOD, csv_file, document

HEADER = ",".join(GOOD)
ROW = ",".join(GOOD.values())
FAULTY = """\
countries,indicator,observed,level,statement,reliability,credibility,nature
Malli,nope,2026-13-01,x,,Q,9,sometimes
Mali,security.attack-tempo,2026-04-25,9,S,B,2,
Mali,security.attack-tempo,2026-04-25,3,good,B,2,
"""
PLACES = (
    *("2:1: error: refused-cell", "2:3: error: refused-cell", "2:4: error: refused-cell"),
    *("2:5: error: missing-key", "2:6: error: unknown-choice", "2:7: error: out-of-range"),
    *("2:8: error: unknown-choice", "3:4: error: level-outside-ladder"),
)


def imported(desk: Path) -> list[dict[str, Any]]:
    """Return the items that imports have written."""
    files = sorted(desk.glob("evidence/imported/*.toml"))
    return [one for path in files for one in tomli.loads(path.read_text("utf-8"))["evidence"]]


def statement(text: str) -> str:
    """Return a table of one row with another statement."""
    return f"{HEADER}\n{ROW.replace(',S,', f',{text},')}\n"


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (f"\ufeff{HEADER}\n{ROW}\n".encode(), "S"),
        (f"{HEADER}\r{ROW}\r".encode(), "S"),
        (f"{HEADER}\r\n{ROW}".encode(), "S"),
        (f"{HEADER}\n\n{ROW}\n\n\n".encode(), "S"),
        (HEADER.replace(",", " , ").encode() + f"\n{ROW}\n".encode(), "S"),
        (f"{HEADER};x\n{ROW}\n".replace(",", ";").replace(";x", "").encode(), "S"),
        (statement('"a ""b"", c\nd"').encode(), 'a "b", c\nd'),
        (statement("a\0b\x1b[31m").encode(), "a\0b\x1b[31m"),
        (statement("'=1+1").encode(), "=1+1"),
        (statement("x" * 900_000).encode(), "x" * 900_000),
    ],
    ids=range(10),
)
def test_what_can_be_read_is(desk: Path, run: Run, tmp_path: Path, data: bytes, read: str) -> None:
    """Ends of lines, a BOM, gaps, spaces, quotes, controls and long cells."""
    file = tmp_path / "f.csv"
    file.write_bytes(data)
    assert document(run, "import", file, "-d", desk)["new"] == 1
    assert imported(desk)[0]["statement"] == read


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (statement("S").encode("utf-16"), "the file looks like UTF-16"),
        (statement("Été").encode("cp1252"), ":2:41: error: not-utf-8: byte 110 (0xc9)"),
        (statement('"S').encode(), "is a quotation mark left open?"),
        (statement('"a"b').encode(), ":2:1: error: csv-syntax"),
        (statement("x" * 17_000_000).encode(), "field larger than field limit"),
        (f"{HEADER},level\n{ROW},3\n".encode(), "twice in the header: level"),
        (f"{HEADER}\n{ROW},x,y\n".encode(), "row 2: a cell under no header (H2): 'x'"),
        (f"sep=;\n{HEADER}\n{ROW}\n".encode(), "separated by commas, or by semicolons"),
        (f"{HEADER}\n{ROW}\n".replace(",", "|").encode(), "separated by commas, or by"),
        (f"{HEADER.upper()}\n{ROW}\n".encode(), 'did you mean "countries"?'),
        (f"{HEADER}\n{ROW}\n".replace(",3,", ",\u0663,").encode(), "(D2): should be a number"),
        (f"{HEADER}\n{ROW}\n".replace(",3,", ',"3,5",').encode(), "(D2): should be a number"),
        (
            f"{HEADER}\n{ROW}\n".replace("2026-04-25", "25/04/2026").encode(),
            "(C2): should be a date",
        ),
        (b"\n\n", "there is no header"),
        (b"", "there is no header"),
    ],
    ids=range(15),
)
def test_what_cannot_be_read_is_told(
    desk: Path, run: Run, tmp_path: Path, data: bytes, said: str
) -> None:
    """With a place, and nothing is written."""
    file = tmp_path / "f.csv"
    file.write_bytes(data)
    result = run("import", file, "-d", desk)
    assert result.exit_code == 1
    assert said in " ".join(result.output.split())
    assert imported(desk) == []


@pytest.mark.parametrize(
    ("count", "size", "said", "code"),
    [(1, 1_000_001, "a line of 1,000,0", 2), (30, 600_000, "more than 16 MiB", 1)],
)
def test_what_could_not_be_read_back_is_not_written(
    desk: Path, run: Run, tmp_path: Path, count: int, size: int, said: str, code: int
) -> None:
    """An import never makes a file that the reader refuses."""
    rows = [GOOD | {"statement": "x" * size, "origin": f"o{number}"} for number in range(count)]
    file = csv_file(tmp_path / "f.csv", *rows)
    result = run("import", file, "-d", desk)
    assert result.exit_code == code
    assert "nothing was saved" in result.output
    assert said in result.output
    assert imported(desk) == []
    assert run("check", desk).exit_code == 0


def test_all_faults_of_all_rows_come_at_once(desk: Path, run: Run, tmp_path: Path) -> None:
    """A cell that is no date hides neither the faults beside it nor those of the next row."""
    file = tmp_path / "f.csv"
    file.write_text(FAULTY, encoding="utf-8")
    result = run("import", file, "-d", desk)
    assert result.exit_code == 1
    told = result.output.replace("\n", "")
    for place in PLACES:
        assert f"f.csv:{place}" in told
    assert told.count(" error: ") == len(PLACES)
    short = csv_file(tmp_path / "g.csv", {"countries": "Mali", "indicator": GOOD["indicator"]})
    told = run("import", short, "-d", desk).output
    for key in ("observed", "statement", "reliability", "credibility"):
        assert f'"{key}" is missing' in told
    assert imported(desk) == []


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_partial_in_both_dialects_loses_no_row(
    desk: Path, run: Run, tmp_path: Path, delimiter: str
) -> None:
    """Good rows are written once, the rest stands in a file that is never written over."""
    file = tmp_path / "f.csv"
    text = FAULTY.replace(",", delimiter)
    file.write_text(text, encoding="utf-8")
    assert run("import", file, "--partial", "-d", desk).exit_code == 1
    assert [one["statement"] for one in imported(desk)] == ["good"]
    rest = (tmp_path / "f.rest-1.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [
        line.rpartition(delimiter)[0].startswith(wanted)
        for line, wanted in zip(rest, text.splitlines(), strict=False)
    ] == [True] * 3
    assert run("import", file, "--partial", "-d", desk).exit_code == 1
    assert len(imported(desk)) == 1
    assert (tmp_path / "f.rest-2.csv").read_bytes() == (tmp_path / "f.rest-1.csv").read_bytes()
    mended = tmp_path / "mended.csv"
    whole = [rest[0], rest[2].replace(f"{delimiter}9{delimiter}", f"{delimiter}4{delimiter}")]
    mended.write_text("\n".join(whole) + "\n", encoding="utf-8")
    assert document(run, "import", mended, "-d", desk)["new"] == 1
    assert [one["level"] for one in imported(desk)] == [3, 4]
