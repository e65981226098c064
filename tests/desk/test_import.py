"""`import`: published sheets, standard input, what it changes, what repeats, how it is named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

from desk_sheets import GOOD, Run, document, entered, item, put, sheet
from sahelrisk.tasks.schema import document_schema

ACLED = """\
event_id_cnty,event_date,time_precision,event_type,country,notes,source,fatalities
MLI1,02 February 2026,1,Battles,Mali,Fighters attacked a camp at Kidal.,Example Wire,12
MLI2,03 February 2026,1,Protests,Mali,Teachers marched.,Example Wire,0
MLI3,04 February 2026,1,Battles,Mali,Fighters attacked a camp at Gao.,Example Wire,60
"""


def file(tmp_path: Path, data: bytes | str, name: str = "f.csv") -> Path:
    """Write a sheet."""
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_map_reads_a_published_sheet(desk: Path, run: Run, tmp_path: Path) -> None:
    """Events that the map passes over are counted by their reason."""
    path = file(tmp_path, ACLED)
    found = document(run, "import", path, "--map", "acled", "-d", desk)
    assert (found["new"], found["faulty"]) == (2, 0)
    assert found["passed_over"] == [{"why": "event_type is Protests", "rows": 1}]
    assert [one["level"] for one in entered(desk)] == [2, 3]


def test_a_foreign_sheet_is_one_problem_that_names_the_map(
    desk: Path, run: Run, tmp_path: Path
) -> None:
    """Not one a column; where no map knows it, the template and the maps are named."""
    done = run("import", file(tmp_path, ACLED), "-d", desk)
    assert done.exit_code == 1
    assert done.output.count("unknown-column") == 1
    assert "--map acled" in done.output
    done = run("import", file(tmp_path, "a,b,c\n1,2,3\n"), "-d", desk)
    assert done.output.count("unknown-column") == 1
    assert "export --template" in done.output
    assert "ucdp-ged" in done.output


def test_a_guess_imports_nothing(desk: Path, run: Run, tmp_path: Path) -> None:
    """It says what would read the file: a map, a series table, or the import as it is."""
    found = document(run, "import", "--guess", file(tmp_path, ACLED), "-d", desk)
    assert found["map"] == "acled"
    series = "Country Code,Year,Deaths\n" + "".join(f"MLI,{year},3\n" for year in range(2000, 2020))
    done = run("import", "--guess", file(tmp_path, series), "-d", desk)
    assert "[[series]]" in done.stdout
    told = run("import", "--guess", file(tmp_path, series), "-d", desk, "--lang", "fr")
    assert " : un tableau de pays, une ligne par pays et par date" in told.stderr
    assert told.stdout.count("# quand le tableau a-t-il été publié ?") == 1
    assert document(run, "import", "--guess", file(tmp_path, sheet(GOOD)), "-d", desk)["evidence"]
    assert entered(desk) == []


def test_a_dash_is_standard_input(desk: Path, run: Run) -> None:
    """As in every tool that reads CSV."""
    assert document(run, "import", "-", "-d", desk, given=sheet(GOOD))["new"] == 1
    assert len(entered(desk)) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_is_named_is_read(desk: Path, run: Run, tmp_path: Path) -> None:
    """`import <(…)` names one; folders of a dossier are never waited for."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    if not os.fork():
        pipe.write_bytes(sheet(GOOD))
        os._exit(0)
    assert document(run, "import", pipe, "-d", desk)["new"] == 1


def test_blanks_at_the_ends_of_cells_are_taken_off(desk: Path, run: Run) -> None:
    """Of texts too, no-break spaces among them."""
    row = {key: f" {value}\u00a0" for key, value in GOOD.items()}
    assert document(run, "import", "-", "-d", desk, given=sheet(row))["new"] == 1
    assert entered(desk)[0]["statement"] == GOOD["statement"]
    again = document(run, "import", "-", "-d", desk, given=sheet(GOOD))
    assert (again["new"], again["known"]) == (0, 1)


def test_a_statement_that_ends_in_blanks_survives_export(
    desk: Path, run: Run, tmp_path: Path
) -> None:
    """What is exported is imported to the last character."""
    put(desk, item("x", statement=" a b "))
    path = tmp_path / "all.csv"
    assert run("export", "-d", desk, "-o", path).exit_code == 0
    (desk / "evidence" / "a.toml").unlink()
    assert document(run, "import", path, "-d", desk)["new"] == 1
    assert entered(desk)[0]["statement"] == " a b "


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Congo, Dem. Rep.", ["COD"]),
        ("Mali, Congo, Dem. Rep.; Niger", ["MLI", "COD", "NER"]),
        ("Congo, Rep., Chad", ["COG", "TCD"]),
        ("MLI,NER", ["MLI", "NER"]),
    ],
)
def test_names_with_commas_are_read(desk: Path, run: Run, cell: str, codes: list[str]) -> None:
    """The whole cell is tried as a name before it is split."""
    data = sheet(GOOD | {"countries": cell})
    assert document(run, "import", "-", "-d", desk, given=data)["new"] == 1
    assert entered(desk)[0]["countries"] == codes


def test_codes_of_two_letters_are_doubted(desk: Path, run: Run) -> None:
    """NG is Nigeria by ISO and Niger by FIPS: read, and said once."""
    rows = (GOOD | {"countries": "NG"}, GOOD | {"countries": "CD", "level": "2"})
    done = run("import", "-", "-d", desk, given=sheet(*rows))
    assert done.exit_code == 0
    assert done.output.count("two-letter-code") == 1
    assert "FIPS 10-4 it is Niger" in " ".join(done.output.split())


def test_a_row_that_repeats_another_is_named(desk: Path, run: Run) -> None:
    """It is not in the dossier already: it stands twice in the sheet."""
    found = document(run, "import", "-", "-d", desk, given=sheet(GOOD, GOOD))
    assert (found["new"], found["known"]) == (1, 0)
    assert found["repeated"] == [{"row": 3, "repeats": 2}]


@pytest.mark.parametrize("told", ["sep=;", '"sep=;"', "sep=|"])
def test_the_separator_that_excel_is_told_is_read(desk: Path, run: Run, told: str) -> None:
    """The line above the header is no header."""
    mark = told.strip('"')[-1]
    data = f"{told}\n{mark.join(GOOD)}\n{mark.join(GOOD.values())}\n".encode()
    assert document(run, "import", "-", "-d", desk, given=data)["new"] == 1


@pytest.mark.parametrize(("before", "line"), [(0, 2), (3, 5)])
def test_a_quote_left_open_is_told_at_its_line(
    desk: Path, run: Run, before: int, line: int
) -> None:
    """Not at the end of the file, which it swallows."""
    good = ",".join(GOOD.values())
    rows = [",".join(GOOD), *[good] * before, good.replace("Gun", '"Gun'), *[good] * 40]
    done = run("import", "-", "-d", desk, given="\n".join(rows).encode())
    assert f"<stdin>:{line}:1: error: csv-syntax" in done.output


def test_an_import_shows_what_it_changes(desk: Path, run: Run) -> None:
    """Indicator, pillar and country, before and after."""
    found = document(run, "import", "-", "-d", desk, "--dry-run", given=sheet(GOOD))
    jsonschema.Draft202012Validator(document_schema("import")).validate(found)
    assert [one["node"] for one in found["effect"]] == ["indicator", "pillar", "country"]
    assert entered(desk) == []


def test_probable_duplicates_are_named(desk: Path, run: Run) -> None:
    """The same page, or the same day and nearly the same words; a home page is no page."""
    page = "https://example.org/news/1"
    put(
        desk,
        item("old", more='source.url = "https://example.org/news/1/"')
        .replace("\n[evidence.source]\n", "\nsource.")
        .replace("\ntitle", "\nsource.title"),
    )
    near = GOOD | {"statement": GOOD["statement"].replace("nine", "ten"), "source_url": ""}
    home = GOOD | {"statement": "Another thing entirely.", "source_url": "https://example.org/"}
    rows = (
        GOOD | {"source_url": page, "observed": "2026-05-03"},
        GOOD | {"source_url": ""},
        near,
        home,
    )
    found = document(run, "import", "-", "-d", desk, given=sheet(*rows))
    shared = [(one["row"], one["shared"]) for one in found["probable_duplicates"]]
    assert shared == [(2, "url"), (4, "statement")]


def test_an_import_is_named_by_its_content(desk: Path, run: Run, tmp_path: Path) -> None:
    """Two desks that import one sheet get one file, byte for byte."""
    other = tmp_path / "other"
    assert run("init", other).exit_code == 0
    paths = []
    for folder in (desk, other):
        found = document(run, "import", "-", "-d", folder, "--analyst", "kd", given=sheet(GOOD))
        paths.append(folder / found["path"])
    assert paths[0].name == paths[1].name
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_register_gives_publisher_and_letter(desk: Path, run: Run) -> None:
    """A row that names a source by its id needs neither."""
    row = {key: value for key, value in GOOD.items() if key != "reliability"}
    data = sheet(row | {"source_register": "wire"})
    assert document(run, "import", "-", "-d", desk, given=data)["new"] == 1
    [found] = entered(desk)
    assert (found["reliability"], found["source"]["publisher"]) == ("B", "Example Wire")


def test_the_messages_are_in_french(desk: Path, run: Run) -> None:
    """The page is in the language asked for."""
    done = run("import", "-", "-d", desk, "--lang", "fr", given=sheet(GOOD, GOOD))
    assert "La ligne 3 répète la ligne 2" in done.output
    assert json.loads(run("import", "-", "-d", desk, "-f", "json", given=sheet(GOOD)).stdout)
