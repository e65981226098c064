"""Canaries: no output of any command and format holds what its ceiling or privacy forbids."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
import compare_desk as desk
import pytest
import typer
from typer.core import TyperGroup

import sahelrisk as sr
from sahelrisk.cli.app import app
from sahelrisk.cli.options import Format

CASES = {
    "score": [("mali",), ("mali", "--full"), ("mali", "--as-of", "2026-06-01")],
    "explain": [("mali",), ("mali", "p.a")],
    "compare": [("--all",), ("--all", "--long"), ("mali", "--by", "p.a")],
    "changes": [("mali", "--since", "2026-01-01")],
    "history": [("mali", "--from", "2026-01-01")],
    "plan": [("mali",)],
    "audit": [("mali",), ()],
    "export": [(), ("mali",), ("--table", "summary"), ("--table", "method")],  # of CSV
    "evidence": [(), ("statement",), ("open-p.a",), ("--country", "mali")],
    "sources": [()],
    "bulletin": [("mali", "--since", "2026-01-01")],
    "review": [("before",)],
}
"""What is run of each command that takes a ceiling."""
ITEM = (
    *("--indicator", "p.a", "--observed", "2026-04-01", "--level", "4", "--statement", "S"),
    *("--reliability", "B", "--credibility", "2", "--no-input", "--dry-run"),
)
OTHERS = {
    "add": [("mali", *ITEM), ("mali", *ITEM, "--json")],
    "amend": [("open-p.a", "--withdraw", "--reason", "R", "--dry-run")],
    "not-applicable": [("mali", "--indicator", "p.a", "--reason", "R", "--dry-run")],
    "import": [("table.csv", "--dry-run")],
    "check": [(".",), (".", "-f", "json"), (".", "-f", "github"), (".", "-f", "sarif")],
    "indicators": [(), ("p.a",)],
    "where": [()],
    "reference": [()],
    "rule": [()],
    "schema": [("evidence",)],
    "init": [("new",)],
    "site": [("../pages", "--lang", "en")],  # tests/site reads what it writes
    "serve": [("--help",)],  # tests/serve reads what it shows
}
"""What is run of the others, for which nothing is withheld."""
FILES = (Format.PDF, Format.DOCX)
FORMATS = tuple(one.value for one in Format if one not in FILES)
ONLY = {
    "export": ("csv", "stix"),
    "score": tuple(one.value for one in Format),
    "review": (*FORMATS, "github"),
    "bulletin": (*FORMATS, "atom"),
}
DAY = date.fromisoformat(desk.AS_OF)
SECRET = "canary-secret"
PRIVATE = ("canary-analyst", "canary-second", "canary-notes")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a dossier with an item of RED full of canaries, and private fields everywhere.

    `before`, beside it, is what it was without that item.
    """
    monkeypatch.chdir(tmp_path)
    items = [
        desk.item(
            f"open-{key}",
            date(2026, 3, 1),
            3,
            indicator=key,
            analyst="canary-analyst",
            notes="canary-notes",
            tlp="GREEN",
        )
        for key in ("p.a", "p.b", "q.a")
    ]
    red = desk.item(
        f"{SECRET}-id",
        date(2026, 4, 1),
        5,
        statement=f"{SECRET}-statement",
        origin=f"{SECRET}-origin",
        source={"publisher": f"{SECRET}-publisher", "title": f"{SECRET}-title"},
        tlp="RED",
        analyst="canary-second",
    )
    word = {
        "evidence": f"{SECRET}-id",
        "recorded": date(2026, 5, 1),
        "level": 4,
        "reason": f"{SECRET}-reason",
        "analyst": "canary-analyst",
        "notes": "canary-notes",
    }
    desk.write(tmp_path / "before", {"evidence": items})
    return desk.write(tmp_path / "desk", {"evidence": [*items, red], "amendment": [word]})


def takes_a_ceiling(command: click.Command) -> bool:
    """Return whether `--tlp` of a command leaves evidence out, and does not mark it."""
    options = {name for one in command.params for name in one.opts}
    return {"--tlp", "--format", "--profile"} <= options


def test_every_command_and_format_is_covered() -> None:
    """A command that is new, or takes a ceiling now, belongs to one of the lists."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    ceilings = {name for name, one in group.commands.items() if takes_a_ceiling(one)}
    assert ceilings == CASES.keys()
    assert group.commands.keys() == CASES.keys() | OTHERS.keys()


def runs() -> Iterator[tuple[str, ...]]:
    """Yield every command line of every command with a ceiling, in every format of it."""
    for name, cases in CASES.items():
        for case in cases:
            for form in ONLY.get(name, FORMATS):
                if form == "stix" and "--table" in case:
                    continue
                end = "--to" if name == "history" else "--as-of"
                dated = () if "--as-of" in case else (end, desk.AS_OF)
                yield (name, *case, *dated, "-f", form)


RUNS = tuple(runs())


def words_of(data: bytes, form: str) -> str:
    """Return what somebody reads in an output: of a PDF or Word file its text."""
    if form == Format.PDF:
        if shutil.which("pdftotext") is None:
            pytest.skip("needs pdftotext")
        data = subprocess.run(
            ["pdftotext", "-", "-"], input=data, check=True, capture_output=True
        ).stdout
    if form == Format.DOCX:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if ".xml" in name]
        return " ".join(re.sub(r"<[^>]+>", "", part) for part in parts)
    return " ".join(data.decode("utf-8").split())


@pytest.mark.parametrize("command", RUNS, ids=" ".join)
def test_nothing_above_the_ceiling_is_said(folder: Path, command: tuple[str, ...]) -> None:
    """Under --tlp AMBER the RED item shows nowhere, is counted, and the label is GREEN."""
    form = command[-1]
    result = desk.run(*command, "--tlp", "AMBER", folder=folder)
    assert result.exit_code == 0, result.output
    seen = words_of(result.stdout_bytes, form) + result.stderr
    assert SECRET not in seen
    assert "RED" not in seen
    whole = desk.run(*command, folder=folder)
    if form == "stix":
        assert "TLP:GREEN" in seen
        assert "TLP:RED" in whole.stdout
    elif form != "csv":
        assert "GREEN" in seen
        said = '"withheld": 1' if form == "json" else "1 item withheld"
        assert said in seen
        assert "RED" in words_of(whole.stdout_bytes, form)


@pytest.mark.parametrize("command", RUNS, ids=" ".join)
def test_private_fields_are_never_said(folder: Path, command: tuple[str, ...]) -> None:
    """Analysts and internal notes appear in no output but what `--private` asks for."""
    result = desk.run(*command, folder=folder)
    assert result.exit_code == 0, result.output
    seen = words_of(result.stdout_bytes, command[-1]) + result.stderr
    for canary in PRIVATE:
        assert canary not in seen


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("name", sorted(CASES.keys() - ONLY.keys()))
def test_print_files_are_written_of_scores_only(folder: Path, name: str, form: str) -> None:
    """The others name the format that serves."""
    result = desk.run(name, *CASES[name][0], "-f", form, folder=folder)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "written of scores of countries only; use --format html" in result.stderr


@pytest.mark.parametrize("name", OTHERS)
def test_private_fields_are_never_said_by_the_other_commands(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in results nor in messages, of what is written or of what is wrong."""
    monkeypatch.chdir(folder)
    (folder / "table.csv").write_text(desk.run("export").stdout, encoding="utf-8")
    for case in OTHERS[name]:
        result = desk.run(name, *case)
        assert result.exit_code == 0, result.output
        for canary in PRIVATE:
            assert canary not in result.output


@pytest.mark.parametrize(
    "ending", ["json", "csv", "md", "html", "txt", "pdf", "docx", "xlsx", "stix.json"]
)
def test_files_hold_no_more_than_the_ceiling_allows(
    folder: Path, tmp_path: Path, ending: str
) -> None:
    """What is written to a file is held to the same, and to no private field."""
    file = tmp_path / f"out.{ending}"
    exported = dict.fromkeys(("xlsx", "stix.json"), "export")
    command = (exported | {"pdf": "score", "docx": "score"}).get(ending, "explain")
    country = () if command == "export" else ("mali",)
    result = desk.run(command, *country, "-o", str(file), "--tlp", "AMBER", folder=folder)
    assert result.exit_code == 0, result.output
    data = file.read_bytes()
    text = words_of(data, "docx" if ending == "xlsx" else ending)
    for canary in (SECRET, *PRIVATE):
        assert canary not in text
    assert "statement of open-p.a" in text


ASKED: dict[str, Callable[..., Any]] = {
    "score": partial(sr.Dossier.score, as_of=DAY),
    "compare": partial(sr.Dossier.compare, as_of=DAY),
    "changes": partial(sr.Dossier.changes, as_of=DAY, since=date(2026, 1, 1)),
    "history": lambda dossier, **more: dossier.history("mali", as_of=DAY, **more),
    "explain": lambda dossier, **more: dossier.explain("mali", as_of=DAY, **more),
    "plan": lambda dossier, **more: dossier.plan("mali", as_of=DAY, **more),
    "audit": partial(sr.Dossier.audit, as_of=DAY),
    "evidence": sr.Dossier.evidence,
    "review": lambda dossier, **more: dossier.review("before", as_of=DAY, **more),
}


@pytest.mark.parametrize("name", ASKED)
def test_the_library_says_no_more_than_the_ceiling_allows(folder: Path, name: str) -> None:
    """No attribute, page, frame or cell of a notebook holds what is above it, or what is private."""
    dossier = sr.load(folder)

    def said(result: Any) -> str:  # noqa: ANN401
        pages = [sr.render(result, form) for form in ("html", "markdown", "csv", "json", "text")]
        frame = result.to_pandas().to_csv()
        return " ".join((*pages, frame, result._repr_html_(), repr(result)))

    whole, shown = said(ASKED[name](dossier)), said(ASKED[name](dossier, tlp="AMBER"))
    assert "RED" in whole
    assert "RED" not in shown
    for canary in (SECRET, *PRIVATE):
        assert canary not in shown
    for canary in PRIVATE:
        assert canary not in whole


def test_an_audit_names_no_analyst(tmp_path: Path) -> None:
    """What is tried is methods, sources and statistics, never people."""
    items = [
        desk.item(f"i{number}", date(2026, 6, 1), level, indicator=key, analyst=who)
        for number, (key, level, who) in enumerate(
            [
                ("p.a", 5, "canary-1"),
                ("p.b", 5, "canary-1"),
                ("q.a", 5, "canary-1"),
                ("p.a", 1, "canary-2"),
            ]
        )
    ]
    folder = desk.write(tmp_path, {"evidence": items})
    for form in FORMATS:
        result = desk.run("audit", "mali", "--as-of", desk.AS_OF, "-f", form, folder=folder)
        assert result.exit_code == 0
        assert "canary" not in result.output
        assert "analyst" not in result.output


def test_gates_say_no_more_than_the_ceiling_allows(folder: Path) -> None:
    """A crossed gate names a country and a figure, worked out without what is withheld."""
    gates = ("--fail-if", "score > 0", "--fail-if", "any-indicator.score > 0")
    command = ("compare", "mali", "--as-of", desk.AS_OF, *gates)
    result = desk.run(*command, "--tlp", "AMBER", folder=folder)
    whole = desk.run(*command, folder=folder)
    assert (result.exit_code, whole.exit_code) == (3, 3)
    assert SECRET not in whole.stderr
    assert result.stderr != whole.stderr


def test_what_is_asked_for_is_said(folder: Path) -> None:
    """The canaries are there to be found."""
    for command in (("explain", "mali", "p.a"), ("export",)):
        result = desk.run(*command, "--private", folder=folder)
        for canary in PRIVATE:
            assert canary in result.output


@pytest.mark.parametrize("name", sorted(CASES.keys() - {"export"}))
def test_tables_carry_the_label(folder: Path, name: str) -> None:
    """The table of every command has a column with the label."""
    end = "--to" if name == "history" else "--as-of"
    result = desk.run(name, *CASES[name][0], end, desk.AS_OF, "-f", "csv", folder=folder)
    header, first, *_ = result.stdout.splitlines()
    assert first.split(",")[header.split(",").index("tlp")] == "RED"
