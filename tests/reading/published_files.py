"""Small files in the layouts that publishers use, made here; the figures are invented."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Problem
from sahelrisk.reading.load import read_all
from sahelrisk.reading.locate import Location

FRAMEWORK = """\
schema = 1
id = "t"
version = "1"
title = "T"
[[pillars]]
id = "p"
title = "P"
"""
MEASURE = """\
title = "Deaths"
[measure]
unit = "deaths"
normalise = "goalposts"
goalposts = [-10, 100000]
"""
GRADE = 'reliability = "A"\ncredibility = 2\nsource = { publisher = "P" }\n'

WORLD_BANK_API = (
    "\ufeff"
    '"Data Source","World Development Indicators",\r\n\r\n'
    '"Last Updated Date","2026-02-24",\r\n\r\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023","2024",\r\n'
    '"Aruba","ABW","Battle-related deaths","VC.BTL.DETH","","","",\r\n'
    '"Africa Eastern and Southern","AFE","Battle-related deaths","VC.BTL.DETH","9","8","7",\r\n'
    '"Congo, Dem. Rep.","COD","Battle-related deaths","VC.BTL.DETH","2500","2600","",\r\n'
    '"Mali","MLI","Battle-related deaths","VC.BTL.DETH","1500","1700.5","1e3",\r\n'
    '"Kosovo","XKX","Battle-related deaths","VC.BTL.DETH","0","","",\r\n'
)
DATABANK = """\
Country Name,Country Code,Series Name,Series Code,2022 [YR2022],2023 [YR2023]
Mali,MLI,Political Stability: Estimate,PV.EST,-2.35,-2.73
Mali,MLI,Political Stability: Standard Error,PV.STD.ERR,0.22,..
"Congo, Dem. Rep.",ZAR,Political Stability: Estimate,PV.EST,-2.01,..
"Congo, Dem. Rep.",ZAR,Political Stability: Standard Error,PV.STD.ERR,0.25,..
Sub-Saharan Africa,SSF,Political Stability: Estimate,PV.EST,..,..
World,WLD,Political Stability: Estimate,PV.EST,-0.1,-0.2



Data from database: Worldwide Governance Indicators
Last Updated: 11/05/2025
"""
UCDP_GED = (
    "id,relid,year,type_of_violence,dyad_name,side_a,side_b,where_description,country,country_id,"
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,best\n"
    "900001,MLI-2024-1-1,2024,1,Government of Mali - Group B,Government of Mali,Group B,"
    '"Ouo town, Bandiagara",Mali,432,1,1,2024-03-19 00:00:00.000,2024-03-19 00:00:00.000,2,9,50,61\n'
    "900002,MLI-2024-1-2,2024,1,Government of DR Congo - Group C,Government of DR Congo,Group C,"
    "Beni,DR Congo (Zaire),490,2,4,2024-05-01 00:00:00.000,2024-05-31 00:00:00.000,0,0,4,4\n"
    "900003,MLI-2024-2-1,2024,2,Group B - Group C,Group B,Group C,"
    "Gao,Mali,432,1,1,2024-06-01 00:00:00.000,2024-06-01 00:00:00.000,1,1,0,2\n"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "iso,country,source,notes,fatalities,tags,timestamp\n"
    "MLI90001,2026-02-03,2026,1,Political violence,Battles,Armed clash,Group A,466,Mali,Outlet A,"
    '"On 3 February 2026, fighters ""attacked"" a post; two died.\nA second line, with a comma.",'
    "2,,1770200000\n"
    "COD90002,14 March 2025,2025,3,Political violence,Battles,Armed clash,Group B,180,"
    "Democratic Republic of Congo,Outlet B,Another clash.,250,,1770200000\n"
    "MLI90003,2026-02-04,2026,1,Demonstrations,Protests,Peaceful protest,Protesters,466,Mali,"
    "Outlet A,A march.,0,,1770200000\n"
)
HDX = """\
Country ISO3,Month,Internally displaced
#country+code+iso3,#date+month,#affected+idps
MLI,2025-11,402167
NER,2025-11,n/a
"""
VDEM = """\
country_name,country_text_id,country_id,year,v2x_polyarchy,v2x_polyarchy_sd
Mali,MLI,28,2024,0.212,0.031
Palestine/West Bank,PSE,128,2024,0.2,0.03
Palestine/Gaza,PSG,138,2024,0.1,0.03
Zanzibar,ZZB,236,2024,0.3,0.04
Kosovo,XKX,43,2024,0.6,0.05
"""
WGI_LONG: list[list[Any]] = [
    ["codeindyr", "code", "countryname", "year", "indicator", "estimate", "stddev", "nsource"],
    ["MLIva2023", "MLI", "Mali", 2023, "va", -1.1, 0.12, 9],
    ["MLIpv2023", "MLI", "Mali", 2023, "pv", -2.73, 0.22, 7],
    ["ZARpv2023", "ZAR", "Congo, Dem. Rep.", 2023, "pv", -2.0, 0.25, 7],
    ["ADOpv2023", "ADO", "Andorra", 2023, "pv", 1.6, 0.3, 2],
    ["ANTpv2023", "ANT", "Netherlands Antilles (former)", 2023, "pv", "#N/A", "#N/A", None],
]
WGI_WIDE: list[list[Any]] = [
    ["Worldwide Governance Indicators"],
    [],
    ["Political Stability and Absence of Violence"],
    [],
    [None, None, 2021, None, None, 2022],
    ["Country/Territory", "Code", "Estimate", "StdErr", "NumSrc", "Estimate", "StdErr", "NumSrc"],
    ["Mali", "MLI", -2.4, 0.21, 7, -2.35, 0.22, 7],
    ["Romania", "ROM", "#N/A", "#N/A", "#N/A", 0.49, 0.2, 8],
]


def workbook(
    path: Path, sheets: dict[str, list[list[Any]]], far: tuple[str, str] | None = None
) -> None:
    """Write a workbook; `far` is one more cell of each sheet and its text."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if far:
            sheet[far[0]] = far[1]
    book.save(path)


def desk_of(folder: Path, series: str, **files: str) -> Path:
    """Write a dossier whose evidence is one series beside its files."""
    evidence, indicators = folder / "evidence", folder / "indicators" / "p"
    evidence.mkdir(parents=True, exist_ok=True)
    indicators.mkdir(parents=True, exist_ok=True)
    (folder / "dossier.toml").write_text('title = "T"\n', encoding="utf-8")
    (folder / "indicators" / "framework.toml").write_text(FRAMEWORK, encoding="utf-8")
    (indicators / "deaths.toml").write_text(MEASURE, encoding="utf-8")
    (evidence / "s.toml").write_text(f"[[series]]\n{series}{GRADE}", encoding="utf-8")
    for name, text in files.items():
        (evidence / name.replace("_", ".")).write_bytes(text.encode())
    return folder


def read(folder: Path) -> tuple[Dossier, list[Problem]]:
    """Read a dossier and its problems, those of staleness and the like left out."""
    result = read_all(Location(folder, "a test"))
    assert result.dossier is not None
    return result.dossier, list(result.problems)


def values(dossier: Dossier) -> dict[tuple[str, str], tuple[float, float]]:
    """Return the value and the standard error of each country and date."""
    return {
        (one.countries[0], one.observed.text): (one.value or 0.0, one.standard_error or 0.0)
        for one in dossier.evidence
    }


def rules(problems: Sequence[Problem]) -> list[str]:
    """Return the rules of problems."""
    return [one.rule for one in problems]
