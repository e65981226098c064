"""Hostile text in every text field of every file, through every command and every format.

Which fields there are is asked of the JSON Schemas, so that a new field is covered, or fails.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from markdown_it import MarkdownIt

from sahelrisk.report.problems.file_schemas import schema_of

sys.path.insert(0, str(Path(__file__).parents[1] / "render"))
sys.path.insert(0, str(Path(__file__).parents[1] / "problems"))

from render_specimens import HOSTILE
from typer.testing import CliRunner
from zoo_cases import clean

from sahelrisk.cli.app import app
from sahelrisk.model.register import RegisterFile

PAYLOADS = tuple(one for one in HOSTILE if one.strip() and not re.search("[\ud800-\udfff]", one))
NAMES = {
    ("Allow", "rule"),
    ("Allow", "id"),
    ("Allow", "path"),
    ("dossier", "indicators"),
    ("dossier", "evidence"),
    ("dossier", "profile"),
    ("dossier", "sources"),
    ("framework", "id"),
    ("Pillar", "id"),
    ("Pillar", "parent"),
    ("Profile", "id"),
    ("RegisterEntry", "id"),
    ("Measure", "denominator"),
    ("Amendment", "evidence"),
    ("Amendment", "source"),
    ("Evidence", "id"),
    ("Evidence", "indicator"),
    ("Evidence", "source"),
    ("NotApplicable", "indicator"),
    ("Series", "file"),
    ("Series", "country"),
    ("Series", "sheet"),
    ("ReportSettings", "logo"),
    ("Source", "register"),
    ("ColumnDate", "column"),
}
"""What must name something, or be safe as a file's name: `check` refuses everything else."""
OWN = {"<!-- -->"}
"""The only HTML that Markdown output may hold: it keeps characters apart."""
KINDS = {
    "dossier.toml": "dossier",
    "indicators/framework.toml": "framework",
    "sources/desk.toml": "register",
}
REGISTER = """
[[source]]
id = "wire"
publisher = "Wire"
reliability = "B"
aliases = ["The Wire"]
"""
ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
RUNNER_COMMAND = re.compile(r"^\s*::[A-Za-z]|##\[|##vso|##teamcity", re.MULTILINE)
COMMANDS = (
    ("score", "mali"),
    ("explain", "mali"),
    ("explain", "mali", "security.kidnapping"),
    ("explain", "mali", "--private"),
    ("compare", "--all"),
    ("compare", "--all", "--long"),
    ("changes", "mali", "--since", "2026-01-01"),
    ("history", "mali", "--from", "2026-03-01"),
    ("plan", "mali"),
    ("audit", "mali"),
    ("indicators",),
    ("indicators", "security.kidnapping"),
    ("where",),
    ("evidence",),
    ("evidence", "mli-1"),
    ("sources",),
    ("sources", "wire"),
)
FORMATS = ("terminal", "plain", "markdown", "html", "csv", "json")
CHECKS = tuple(("check", "--format", form) for form in ("text", "json", "github", "sarif"))
EXPORTS = tuple(
    ("export", "--table", name) for name in ("evidence", "summary", "indicators", "method")
)


def resolved(
    node: dict[str, Any], definitions: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every alternative of a schema with the name of its definition."""
    for one in node.get("anyOf", [node]):
        name = one.get("$ref", "").rpartition("/")[2]
        yield name, definitions[name] if name else one


def is_free(node: dict[str, Any]) -> bool:
    """Tell whether a schema takes any text."""
    return node.get("type") == "string" and not {"enum", "const", "format", "pattern"} & node.keys()


def schema_for(kind: str) -> dict[str, Any]:
    """Return the schema of a kind of file; no editor is given one of the register's."""
    return RegisterFile.model_json_schema() if kind == "register" else schema_of(kind)


def fill(
    table: dict[str, Any], name: str, schema: dict[str, Any], texts: Iterator[str]
) -> set[tuple[str, str]]:
    """Put a text into every text field of a table and of those below; return which were filled."""
    definitions = schema.get("$defs", {})
    node = definitions.get(name, schema)
    done = set()
    for key, value in node.get("properties", {}).items():
        if key == "fr":
            table[key] = {}
        for below, one in resolved(value, definitions):
            if is_free(one) and (name, key) not in NAMES:
                table[key] = next(texts)[: one.get("maxLength")]
                done.add((name, key))
            elif one.get("type") == "object" and "properties" in one and key in table:
                done |= fill(table[key], below, schema, texts)
            elif one.get("type") == "array" and key in table:
                for item, element in resolved(one.get("items", {}), definitions):
                    for row in table[key] if "properties" in element else ():
                        done |= fill(row, item, schema, texts)
    return done


def filled(folder: Path, texts: Iterator[str]) -> set[tuple[str, str]]:
    """Write the clean dossier with a text in each of its text fields; return which these were."""
    done = set()
    for path, text in {**clean(), "sources/desk.toml": REGISTER}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if file.suffix != ".toml":
            continue
        kind = KINDS.get(path, "indicator" if path.startswith("indicators") else "evidence")
        table = tomli.loads(text)
        for item in table["evidence"] if kind == "evidence" and "evidence" in table else ():
            item.setdefault("source", {})
        if kind == "dossier":
            allowed = {"rule": "case-without-turning-point", "path": "evidence/mali.toml"}
            table |= {"report": {}, "sources": "sources", "allow": [allowed]}
        done |= fill(table, kind, schema_for(kind), texts)
        file.write_text(tomli_w.dumps(table), encoding="utf-8")
    return done


def every_field() -> set[tuple[str, str]]:
    """Return every text field of the files, by the name of its table."""
    return {
        (name, key)
        for kind in ("dossier", "framework", "indicator", "evidence", "register")
        for name, node in [(kind, schema_for(kind)), *schema_for(kind).get("$defs", {}).items()]
        for key, value in node.get("properties", {}).items()
        if any(is_free(one) for _, one in resolved(value, schema_for(kind).get("$defs", {})))
    }


def assert_harmless(text: str, command: tuple[str, ...]) -> None:
    """Nothing in the text acts on a terminal or a CI runner."""
    found = ACTING.search(text.replace("\r\n", "\n"))
    assert found is None, (command, text[max(0, found.start() - 60) : found.end() + 20])
    wrong = RUNNER_COMMAND.search(text)
    assert wrong is None, (command, text[wrong.start() : wrong.start() + 80])


def assert_csv(text: str, command: tuple[str, ...]) -> None:
    """Every row has all columns, and nothing but a number begins as a formula does."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len({len(row) for row in rows}) == 1, command
    for cell in (cell for row in rows for cell in row):
        if cell.lstrip()[:1] in tuple("=+-@"):
            float(cell)


def assert_markdown(text: str, command: tuple[str, ...]) -> None:
    """No link, picture, HTML or code comes of it, and tables keep their shape."""
    markdown = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    kinds: set[str] = set()
    widths: list[int] = []
    for token in markdown.parse(text):
        kinds.add(token.type)
        kinds |= {one.type for one in token.children or [] if one.content not in OWN}
        if token.type == "tr_open":
            widths.append(0)
        elif token.type in {"th_open", "td_open"}:
            widths[-1] += 1
        elif token.type == "table_close":
            assert len(set(widths)) == 1, (command, widths)
            widths = []
    wrong = {
        "link_open",
        "image",
        "html_inline",
        "html_block",
        "fence",
        "code_block",
        "code_inline",
    }
    assert not wrong & kinds, (command, wrong & kinds)


def check_output(text: str, form: str, command: tuple[str, ...]) -> None:
    """Hold an output against what its format promises."""
    if form in {"json", "sarif"}:
        json.loads(text)
    if form != "github":
        assert_harmless(text, command)
    if form == "csv":
        assert_csv(text, command)
    if form == "html":
        assert not re.search(r"<(?:script|img|code|iframe)[ >]", text), command
        assert not [one for one in PAYLOADS if "<" in one and one in text], command
        for link in re.findall(r"<a [^>]*>", text):  # to a place on the page, or to a source
            assert re.search(r' href="(?:#|https?://)[^"<>]*"', link), (command, link)
            assert not re.search(r"\son\w+=", link), (command, link)
    if form == "markdown":
        assert_markdown(text, command)


def test_no_text_field_is_forgotten(tmp_path: Path) -> None:
    """Each text field of each kind of file is filled, or must name something."""
    done = filled(tmp_path, (f"text {number}" for number in count()))
    left = every_field() - done - NAMES
    assert {name for name, _ in left} <= {"Series", "ColumnDate"}, left
    assert len(PAYLOADS) >= 30


@pytest.mark.slow
@pytest.mark.parametrize("shift", range(0, len(PAYLOADS), 10))
def test_hostile_text_is_harmless_everywhere(
    shift: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in the text fields, no output acts, breaks its format, or fails."""
    monkeypatch.setenv("COLUMNS", "100")
    texts = (PAYLOADS[(shift + number) % len(PAYLOADS)] for number in count())
    filled(tmp_path, texts)
    runner = CliRunner()
    calls = [(*command, "--format", form) for command in COMMANDS for form in FORMATS]
    for command in [*calls, *CHECKS, *EXPORTS]:
        result = runner.invoke(app, [*command, "--dossier", str(tmp_path)])
        form = "csv" if command in EXPORTS else command[-1]
        if "csv" in command and "No CSV" in result.output:
            continue
        assert result.exit_code == 0, (command, result.output[-300:], result.exception)
        check_output(result.stdout, form, command)
        assert_harmless(result.stderr, command)


@pytest.mark.parametrize(
    "text",
    [
        "[see page 3]",
        "[/etc/passwd]",
        "[bold]x[/bold]",
        ":warning: :+1:",
        "<b>x</b> &amp;",
        "**a**",
    ],
)
@pytest.mark.parametrize("form", ["terminal", "plain"])
def test_what_looks_like_markup_is_shown_as_it_stands(text: str, form: str, tmp_path: Path) -> None:
    """Neither Rich nor anything else reads markup into an analyst's words."""
    filled(tmp_path, (f"{text} {number}" for number in count()))
    command = ["explain", "mali", "security.kidnapping", "--private", "--format", form]
    shown = CliRunner().invoke(app, [*command, "--dossier", str(tmp_path)]).stdout
    assert shown.count(text) >= 5
