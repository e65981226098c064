"""Published files go in by one series or one map, as they were published."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from published_files import (
    ACLED,
    DATABANK,
    HDX,
    UCDP_GED,
    VDEM,
    WGI_LONG,
    WGI_WIDE,
    WORLD_BANK_API,
    desk_of,
    read,
    rules,
    values,
    workbook,
)
from typer.testing import CliRunner

from desk_items import Run
from sahelrisk.cli.app import app
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.problems import DossierError, UsageError, in_words
from sahelrisk.reading.tables.guess import guess
from sahelrisk.reading.tables.maps import load_map, mapped, maps_for, shipped
from sahelrisk.reading.tables.sheet_rows import Sheet, sheet_of
from sahelrisk.reading.tables.workbook import filled
from sahelrisk.reading.toml.parse import parse

DATED = "recorded = 2026-02-24\n"
INDICATOR = '"p.deaths"'


def series(file: str, country: str, *lines: str) -> str:
    """Return the keys of a series."""
    return "\n".join([f'file = "{file}"', f'country = "{country}"', *lines, DATED])


def test_world_bank_with_preamble_and_years(tmp_path: Path) -> None:
    """Years in columns, four lines above the header, groups of countries, a comma at each end."""
    keys = ('years = "columns"', f'columns = {{ "VC.BTL.DETH" = {INDICATOR} }}', 'others = "skip"')
    desk = desk_of(tmp_path, series("t.csv", "Country Code", *keys), t_csv=WORLD_BANK_API)
    dossier, problems = read(desk)
    assert rules(problems) == []
    assert values(dossier) == {
        ("COD", "2022"): (2500.0, 0.0),
        ("COD", "2023"): (2600.0, 0.0),
        ("MLI", "2022"): (1500.0, 0.0),
        ("MLI", "2023"): (1700.5, 0.0),
        ("MLI", "2024"): (1000.0, 0.0),
        ("XKX", "2022"): (0.0, 0.0),
    }
    one = next(one for one in dossier.evidence if one.id == "t:MLI:p.deaths:2023")
    assert (one.place.line, one.statement) == (9, "VC.BTL.DETH: 1700.5")


@pytest.mark.parametrize("keys", ["skip = 4\n", ""])
@pytest.mark.parametrize("country", ["Country Code", "Country Name"])
def test_one_year_of_a_wide_table(tmp_path: Path, keys: str, country: str) -> None:
    """One column a year can be named as any column, by codes or by names."""
    named = f'{keys}observed = "2022"\ncolumns = {{ "2022" = {INDICATOR} }}\nothers = "skip"'
    desk = desk_of(tmp_path, series("t.csv", country, named), t_csv=WORLD_BANK_API)
    dossier, problems = read(desk)
    assert rules(problems) == []
    assert set(values(dossier)) == {("COD", "2022"), ("MLI", "2022"), ("XKX", "2022")}


def test_databank_with_dots_and_errors(tmp_path: Path) -> None:
    """`..` is no value, standard errors stand in rows of their own, remarks follow the data."""
    keys = (
        'years = "columns"',
        f'columns = {{ "PV.EST" = {INDICATOR} }}',
        'errors = { "PV.EST" = "PV.STD.ERR" }',
        'missing = [".."]',
        'others = "skip"',
    )
    desk = desk_of(tmp_path, series("t.csv", "Country Code", *keys), t_csv=DATABANK)
    dossier, problems = read(desk)
    assert rules(problems) == []
    assert values(dossier) == {
        ("MLI", "2022"): (-2.35, 0.22),
        ("MLI", "2023"): (-2.73, 0.0),
        ("COD", "2022"): (-2.01, 0.25),
    }


def test_wgi_workbook_of_rows(tmp_path: Path) -> None:
    """Former codes of the World Bank are the countries they stood for; a sheet is found by name."""
    keys = (
        'where = { indicator = "pv" }',
        'observed = { column = "year" }',
        f"columns = {{ estimate = {INDICATOR} }}",
        'errors = { estimate = "stddev" }',
        'missing = ["#N/A"]',
        'others = "skip"',
    )
    desk = desk_of(tmp_path, series("wgi.xlsx", "code", *keys))
    notes = [["Notes"], ["See the website."]]
    workbook(desk / "evidence" / "wgi.xlsx", {"About": notes, "Data": WGI_LONG})
    dossier, problems = read(desk)
    assert rules(problems) == []
    assert values(dossier) == {
        ("MLI", "2023"): (-2.73, 0.22),
        ("COD", "2023"): (-2.0, 0.25),
        ("AND", "2023"): (1.6, 0.3),
    }
    assert dossier.evidence[0].place.line == 3


def test_wgi_workbook_with_years_above(tmp_path: Path) -> None:
    """Names that repeat under merged years are read with the year above them."""
    keys = (
        'sheet = "PoliticalStability"',
        'years = "columns"',
        f"columns = {{ Estimate = {INDICATOR} }}",
        'errors = { Estimate = "StdErr" }',
        'missing = ["#N/A"]',
    )
    desk = desk_of(tmp_path, series("wgi.xlsx", "Code", *keys))
    workbook(desk / "evidence" / "wgi.xlsx", {"x": [["x"]], "PoliticalStability": WGI_WIDE})
    dossier, problems = read(desk)
    assert rules(problems) == []
    assert values(dossier) == {
        ("MLI", "2021"): (-2.4, 0.21),
        ("MLI", "2022"): (-2.35, 0.22),
        ("ROU", "2022"): (0.49, 0.2),
    }


def test_hdx_with_tags(tmp_path: Path) -> None:
    """The row of tags under the header is no data; months stay months."""
    keys = (
        'observed = { column = "Month" }',
        f'columns = {{ "Internally displaced" = {INDICATOR} }}',
        'missing = ["n/a"]',
    )
    desk = desk_of(tmp_path, series("t.csv", "Country ISO3", *keys), t_csv=HDX)
    dossier, problems = read(desk)
    assert rules(problems) == []
    assert values(dossier) == {("MLI", "2025-11"): (402167.0, 0.0)}


def test_units_of_vdem(tmp_path: Path) -> None:
    """Parts of countries that V-Dem counts as units are passed over; its numbers are not read."""
    keys = (
        'observed = { column = "year" }',
        f"columns = {{ v2x_polyarchy = {INDICATOR} }}",
        'errors = { v2x_polyarchy = "v2x_polyarchy_sd" }',
        'others = "skip"',
    )
    for column in ("country_text_id", "country_name"):
        desk = desk_of(tmp_path / column, series("t.csv", column, *keys), t_csv=VDEM)
        dossier, problems = read(desk)
        assert rules(problems) == []
        assert {code for code, _ in values(dossier)} == {"MLI", "PSE", "XKX"}
    desk = desk_of(tmp_path / "numbers", series("t.csv", "country_id", *keys), t_csv=VDEM)
    assert read(desk)[0].evidence == ()


def test_numbers_of_gleditsch_and_ward(tmp_path: Path) -> None:
    """UCDP's country_id is read as what it is, former states are no country."""
    table = "country_id,year,best\n432,2024,10\n490,2024,20\n680,1989,3\n"
    keys = ('observed = { column = "year" }', f"columns = {{ best = {INDICATOR} }}")
    desk = desk_of(tmp_path, series("t.csv", "country_id", *keys, 'others = "skip"'), t_csv=table)
    dossier, problems = read(desk)
    assert rules(problems) == []
    assert {code for code, _ in values(dossier)} == {"MLI", "COD"}


@pytest.mark.parametrize(
    "text",
    [
        "iso3;year;deaths\nMLI;2022;1500,5\nNER;2022;1 000\n",
        "sep=;\niso3;year;deaths\nMLI;2022;1500,5\nNER;2022;1 000\n",
        "iso3\tyear\tdeaths\nMLI\t2022\t1500.5\nNER\t2022\t1000\n",
        '"iso3","year","deaths"\r\n"MLI","2022","1500.5"\r\n"NER","2022","1000"\r\n',
        " iso3 , year ,deaths\nMLI, 2022 ,1500.5\nNER,2022,1000\n",
    ],
)
def test_separators(tmp_path: Path, text: str) -> None:
    """Commas, semicolons with a decimal comma, tabs and Excel's own first line are told apart."""
    keys = (
        'where = { year = "2022" }',
        'observed = "2022"',
        f"columns = {{ deaths = {INDICATOR} }}",
    )
    desk = desk_of(tmp_path, series("t.csv", "iso3", *keys), t_csv=text)
    dossier, problems = read(desk)
    assert rules(problems) == []
    expected = {("MLI", "2022"): (1500.5, 0.0), ("NER", "2022"): (1000.0, 0.0)}
    assert values(dossier) == expected


def test_events_as_a_series_are_one_short_problem(tmp_path: Path) -> None:
    """Six thousand events say once that a series has one row a country and date."""
    table = "iso3,event_date,n\n" + "".join(f"MLI,2025-01-{i % 28 + 1:02},1\n" for i in range(6000))
    keys = ('observed = { column = "event_date" }', f"columns = {{ n = {INDICATOR} }}")
    _, problems = read(desk_of(tmp_path, series("t.csv", "iso3", *keys), t_csv=table))
    assert rules(problems) == ["repeated-row"]
    assert len(problems[0].message) + len(problems[0].hint) < 400
    assert "5,972 rows" in problems[0].message


def test_open_quote_in_a_long_file(tmp_path: Path) -> None:
    """A quotation mark that nothing closes is told where it was opened, in the header too."""
    keys = ('observed = "2022"', f"columns = {{ v = {INDICATOR} }}")
    rows = "MLI,3\n" * 30_000
    for text, line in ((f'"iso,v\n{rows}', 1), (f'iso,v\nMLI,"3\n{rows}', 2)):
        desk = desk_of(tmp_path / str(line), series("t.csv", "iso", *keys), t_csv=text)
        _, problems = read(desk)
        assert [(one.rule, one.place.line) for one in problems if one.rule != "empty-series"] == [
            ("broken-table", line)
        ]


def test_undated_series_is_refused(tmp_path: Path) -> None:
    """A series says of when its values are, once."""
    for keys in (
        f"columns = {{ v = {INDICATOR} }}",
        f'years = "columns"\nobserved = "2022"\ncolumns = {{ v = {INDICATOR} }}',
    ):
        _, problems = read(desk_of(tmp_path, series("t.csv", "iso", keys), t_csv="iso,v\nMLI,1\n"))
        assert "refused-value" in rules(problems)


@pytest.mark.parametrize(
    ("name", "text", "more"),
    [
        ("wb.csv", WORLD_BANK_API, ""),
        ("databank.csv", DATABANK, DATED),
        ("hdx.csv", HDX, DATED),
        ("vdem.csv", VDEM, DATED),
    ],
)
def test_guess_gives_a_series_that_reads(tmp_path: Path, name: str, text: str, more: str) -> None:
    """What is guessed of a file reads it once an analyst has named indicator and grade."""
    found = guess(text.encode().removeprefix(b"\xef\xbb\xbf"), name)
    toml = str(found.toml).replace("PILLAR.INDICATOR", "p.deaths").removeprefix("[[series]]\n")
    desk = desk_of(tmp_path, f"{toml}{more}")
    (desk / "evidence" / name).write_bytes(text.encode())
    dossier, problems = read(desk)
    assert rules(problems) == []
    assert any(code == "MLI" for code, _ in values(dossier))


LABELLED = """\
iso3;indicator;value;low
MLI;a;1;0
NER;a;2;1
MLI;b;3;2
MLI;a;4;3
"""


def test_a_guess_speaks_french() -> None:
    """What a file looks like, and what only an analyst can tell, is said in the language."""
    found = guess(LABELLED.encode(), "t.csv")
    assert found.looks_like == (
        "a table of countries, a row a country and date; rows share country and date, so they "
        "must be added up or chosen by where, cells separated by semicolons"
    )
    assert in_words(found.looks_like, "fr") == (
        "un tableau de pays, une ligne par pays et par date ; des lignes ont le même pays et la "
        "même date : il faut les additionner, ou en choisir par where, cellules séparées par des "
        "points-virgules"
    )
    said, french = found.toml.split("\n"), in_words(found.toml, "fr").split("\n")
    assert [pair for pair in zip(said, french, strict=True) if len(set(pair)) > 1] == [
        (
            'where = { "indicator" = "a" }    # or "b"',
            'where = { "indicator" = "a" }    # ou "b"',
        ),
        (
            '# observed = "2024"          # no column holds dates: of when are the values?',
            '# observed = "2024"          # aucune colonne n\'a de dates : de quand sont les valeurs ?',
        ),
        (
            "# recorded = 2026-01-31      # when was the table published?",
            "# recorded = 2026-01-31      # quand le tableau a-t-il été publié ?",
        ),
        (
            '# reliability = "B"          # yours to judge',
            '# reliability = "B"          # à vous d\'en juger',
        ),
        ('# other values: "low"', '# autres valeurs : "low"'),
    ]


def test_guess_of_workbooks_and_events(tmp_path: Path) -> None:
    """Workbooks, sheets of events and sheets of evidence are told apart."""
    book = tmp_path / "b.xlsx"
    workbook(book, {"About": [["x"]], "Data": WGI_LONG})
    found = guess(book.read_bytes(), "b.xlsx")
    assert in_words(found.looks_like, "fr") == (
        "un tableau de pays, une ligne par pays et par date, dans un classeur"
    )
    assert 'sheet = "Data"' in found.toml
    assert 'where = { "indicator" = "va" }' in found.toml
    assert 'errors = { "estimate" = "stddev" }' in found.toml
    workbook(book, {"Stability": WGI_WIDE})
    found = guess(book.read_bytes(), "b.xlsx")
    assert 'years = "columns"' in found.toml
    assert '"Estimate" = "PILLAR.INDICATOR"' in found.toml
    assert guess(ACLED.encode(), "a.csv").map == "acled"
    assert guess(UCDP_GED.encode(), "a.csv").map == "ucdp-ged"
    assert guess(b"countries,indicator,observed,level\nMLI,a.b,2026,3\n", "a.csv").evidence
    assert guess(b"a,b\n1,2\n", "a.csv").toml == ""


def evidence_of(sheet: Sheet) -> list[dict[str, object]]:
    """Return the filled cells of a mapped sheet."""
    return [{key: cell for key, cell in row.cells.items() if cell} for row in sheet.rows]


def test_acled_export_by_its_map(tmp_path: Path) -> None:
    """Notes over several lines become one, imprecise days months, other events are passed over."""
    file = tmp_path / "acled.csv"
    file.write_text(ACLED, encoding="utf-8")
    sheet = sheet_of(file.read_bytes(), file.name, None)
    assert maps_for(sheet.header) == ("acled",)
    found = mapped(sheet, load_map("acled"))
    assert found.passed == {"event_type is Protests": 1}
    first, second = evidence_of(found.sheet)
    assert first["statement"] == (
        'On 3 February 2026, fighters "attacked" a post; two died. A second line, with a comma.'
    )
    assert (first["countries"], first["observed"], first["level"]) == ("MLI", "2026-02-03", 2)
    assert (second["countries"], second["observed"], second["level"]) == ("COD", "2025-03", 4)
    assert (first["origin"], first["source_publisher"]) == ("acled-MLI90001", "Outlet A")
    assert found.sheet.header[sheet.header.index("notes")] == "statement"


def test_ucdp_ged_by_its_map(tmp_path: Path) -> None:
    """Deaths are added up, clarity gives the credibility, a month stays a month."""
    file = tmp_path / "ged.csv"
    file.write_text(UCDP_GED, encoding="utf-8")
    found = mapped(sheet_of(file.read_bytes(), file.name, None), load_map("ucdp-ged"))
    assert found.passed == {"type_of_violence is 2": 1}
    first, second = evidence_of(found.sheet)
    assert (first["countries"], first["level"], first["credibility"]) == ("MLI", 3, 2)
    assert (second["countries"], second["observed"], second["level"]) == ("COD", "2024-05", 2)
    assert first["statement"] == (
        "Government of Mali - Group B, Ouo town, Bandiagara: 61 deaths (best estimate of UCDP)."
    )


def test_maps_of_ones_own(tmp_path: Path) -> None:
    """A map is a TOML file; what it lacks or names wrongly is said."""
    file = tmp_path / "m.toml"
    file.write_text(
        'title = "Mine"\n[columns]\nwhere = "countries"\n[values]\n'
        'level = { column = "n", at = [1, 10, 50] }\n[where]\nkind = ["a", "b"]\n',
        encoding="utf-8",
    )
    sheet_file = tmp_path / "s.csv"
    sheet_file.write_text(
        "where,n,kind\nMali,0,a\nNiger (the),10,b\nm€li,50,a\nChad,1,c\n", "utf-8"
    )
    found = mapped(sheet_of(sheet_file.read_bytes(), sheet_file.name, None), load_map(str(file)))
    assert [row["countries"] for row in evidence_of(found.sheet)] == ["MLI", "NER", "m€li"]
    assert [row["level"] for row in evidence_of(found.sheet)] == [1, 3, 4]
    assert found.passed == {"kind is not a or b": 1}
    sheet_file.write_text("were,n,kind\nMali,0,a\n", "utf-8")
    with pytest.raises(DossierError) as error:
        mapped(sheet_of(sheet_file.read_bytes(), sheet_file.name, None), load_map(str(file)))
    assert error.value.problems[0].hint == 'did you mean "were"?'
    with pytest.raises(UsageError, match="available: acled, ucdp-ged"):
        load_map("acledd")
    file.write_text('title = "Mine"\n[values]\nlevel = { colum = "n" }\n', "utf-8")
    with pytest.raises(DossierError):
        load_map(str(file))
    assert shipped() == ("acled", "ucdp-ged")


def test_what_is_read_is_a_date(tmp_path: Path) -> None:
    """Dates of publishers are read as precise as they are, and nothing is guessed."""
    from sahelrisk.reading.tables.published_dates import published_date

    given = {
        "2022 [YR2022]": "2022",
        "YR2022": "2022",
        "2022M03": "2022-03",
        "2024-03-19 00:00:00.000": "2024-03-19",
        "2024-03-19T10:00:00Z": "2024-03-19",
        "14 March 2025": "2025-03-14",
        "14-Mar-2025": "2025-03-14",
    }
    assert {text: str(published_date(text)) for text in given} == given
    for text in ("03/04/2025", "2025-13", "14 Marchish 2025", "0000", "31 February 2025", ""):
        assert published_date(text) is None
    assert published_date("03/04/2025", day_first=True).first == date(2025, 4, 3)  # type: ignore[union-attr]


def test_the_series_of_a_guess_is_toml() -> None:
    """Names with quotes and backslashes are written as TOML writes them."""
    found = guess(b'"a ""b""\\c",year,iso3\n1,2022,MLI\n2,2023,NER\n', "t.csv")
    document = parse("s.toml", found.toml)
    assert document.take()["series"][0]["columns"] == {'a "b"\\c': "PILLAR.INDICATOR"}  # type: ignore[union-attr]
    assert EvidenceFile.model_fields["series"] is not None


def test_a_workbook_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without openpyxl a workbook is named as what it is, and what to do."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    keys = ('observed = "2022"', f"columns = {{ v = {INDICATOR} }}")
    desk = desk_of(tmp_path, series("t.xlsx", "iso", *keys))
    (desk / "evidence" / "t.xlsx").write_bytes(b"PK\x03\x04")
    _, problems = read(desk)
    assert rules(problems) == ["unreadable-file"]
    assert "sahelrisk[excel]" in problems[0].message
    assert "CSV" in problems[0].hint


def test_blanks_at_the_end_of_a_sheet(tmp_path: Path) -> None:
    """A blank in the last row of Excel is no row, and costs nothing."""
    book = tmp_path / "b.xlsx"
    rows: list[list[Any]] = [["iso3", "v"], ["MLI", 3]]
    workbook(book, {"Data": rows}, far=("A1048576", " "))
    assert filled(book.read_bytes(), "b.xlsx").rows == [["iso3", "v"], ["MLI", 3]]


def test_months_typed_in_excel_stay_months(tmp_path: Path) -> None:
    """A date is as precise as its format shows it."""
    from openpyxl import Workbook

    book: Any = Workbook()
    shapes = {
        "mmm\\-yy": "2026-02",
        "yyyy\\-mm": "2026-02",
        "[$-40C]mmmm yyyy;@": "2026-02",
        "yyyy": "2026",
        "yyyy-mm-dd": datetime(2026, 2, 1),  # noqa: DTZ001  Excel knows no zones
        "yyyy-mm-dd hh:mm": datetime(2026, 2, 1),  # noqa: DTZ001
    }
    for shape in shapes:
        book.active.append([datetime(2026, 2, 1)])  # noqa: DTZ001
        book.active.cell(book.active.max_row, 1).number_format = shape
    book.save(tmp_path / "b.xlsx")
    found = filled((tmp_path / "b.xlsx").read_bytes(), "b.xlsx").rows
    assert [row[0] for row in found] == list(shapes.values())


def test_more_values_than_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A series of too many values is refused before it fills the memory."""
    monkeypatch.setattr("sahelrisk.reading.tables.series.MOST_ITEMS", 1)
    keys = ('observed = "2022"', f"columns = {{ v = {INDICATOR} }}")
    table = "iso,v\nMLI,1\nNER,2\n"
    _, problems = read(desk_of(tmp_path, series("t.csv", "iso", *keys), t_csv=table))
    assert rules(problems) == ["file-too-large"]


def test_many_strange_cells_stay_short(tmp_path: Path) -> None:
    """Thousands of cells that are no number are a few problems, however long the cells are."""
    rows = "".join(f"MLI,{2000 + i % 20},a{i}{'x' * 300}\n" for i in range(3000))
    keys = ('observed = { column = "year" }', f"columns = {{ v = {INDICATOR} }}")
    _, problems = read(
        desk_of(tmp_path, series("t.csv", "iso", *keys), t_csv=f"iso,year,v\n{rows}")
    )
    assert set(rules(problems)) == {"refused-cell"}
    assert len(problems) == 21
    assert max(len(one.message) for one in problems) < 200
    assert any("(2,980 times)" in one.message for one in problems)


def test_from_file_to_score(tmp_path: Path, sahelrisk: Run) -> None:
    """The download of a publisher and one series give a score, and no word of complaint."""
    keys = ('years = "columns"', f'columns = {{ "VC.BTL.DETH" = {INDICATOR} }}', 'others = "skip"')
    desk = desk_of(tmp_path / "d", series("t.csv", "Country Code", *keys), t_csv=WORLD_BANK_API)
    done = sahelrisk("score", "mali", "-d", str(desk), "--as-of", "2026-06-01", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert "t:MLI:p.deaths:2024" in done.stdout
    assert done.stderr == ""


WIDE = 'years = "columns"'
ERRORS = 'errors = { estimate = "stddev" }\nmissing = ["#N/A"]\nothers = "skip"'
TO_SCORE = {
    "DataBank": (
        "Country Code",
        DATABANK,
        f'{WIDE}\ncolumns = {{ "PV.EST" = {INDICATOR} }}\nmissing = [".."]\nothers = "skip"',
        "2023",
    ),
    "WGI": (
        "code",
        WGI_LONG,
        (
            f'where = {{ indicator = "pv" }}\nobserved = {{ column = "year" }}\n{ERRORS}\n'
            f"columns = {{ estimate = {INDICATOR} }}"
        ),
        "2023",
    ),
    "WGI, years above": (
        "Code",
        WGI_WIDE,
        f'{WIDE}\ncolumns = {{ Estimate = {INDICATOR} }}\nmissing = ["#N/A"]',
        "2022",
    ),
    "HDX": (
        "Country ISO3",
        HDX,
        (
            'observed = { column = "Month" }\nmissing = ["n/a"]\n'
            f'columns = {{ "Internally displaced" = {INDICATOR} }}'
        ),
        "2025-11",
    ),
    "V-Dem": (
        "country_text_id",
        VDEM,
        (
            'observed = { column = "year" }\nothers = "skip"\n'
            f"columns = {{ v2x_polyarchy = {INDICATOR} }}"
        ),
        "2024",
    ),
}


@pytest.mark.parametrize("name", TO_SCORE)
def test_one_series_from_file_to_score(tmp_path: Path, name: str) -> None:
    """What each publisher publishes and one series give a score, and no word of complaint."""
    country, table, keys, newest = TO_SCORE[name]
    file = "t.csv" if isinstance(table, str) else "t.xlsx"
    given = {"t_csv": table} if isinstance(table, str) else {}
    desk = desk_of(tmp_path, series(file, country, keys), **given)
    if not isinstance(table, str):
        workbook(desk / "evidence" / file, {"Data": table})
    command = ["score", "mali", "-d", str(desk), "--as-of", "2026-06-01", "-f", "json"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    [found] = json.loads(done.stdout)["countries"]
    assert found["score"] != 50.0
    assert f"t:MLI:p.deaths:{newest}" in done.stdout


@pytest.mark.parametrize(("name", "text"), [("acled", ACLED), ("ucdp-ged", UCDP_GED)])
def test_one_map_from_export_to_score(tmp_path: Path, name: str, text: str) -> None:
    """An export of events as it was downloaded bears on the score by one command."""
    (tmp_path / "d" / "evidence").mkdir(parents=True)
    (tmp_path / "d" / "dossier.toml").write_text('title = "T"\n', encoding="utf-8")
    file = tmp_path / "export.csv"
    file.write_text(text, encoding="utf-8")
    where = ("-d", str(tmp_path / "d"))
    done = CliRunner().invoke(app, ["import", str(file), "--map", name, *where])
    assert done.exit_code == 0, done.output
    score = ["score", "mali", *where, "--as-of", "2026-06-01", "-f", "json"]
    found = json.loads(CliRunner().invoke(app, score).stdout)
    assert found["dossier"]["evidence"] == 2
    [attacks] = [
        one
        for pillar in found["countries"][0]["pillars"]
        for one in pillar["indicators"]
        if one["id"] == "security.attack-tempo"
    ]
    assert len(attacks["evidence"]) == 1
    assert attacks["evidence"][0]["state"] in ("counts", "consistent")
