"""Rows of sheets, items and answers of commands, for tests of the desk."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomli
from typer.testing import Result

Run = Callable[..., Result]
GOOD = {
    "countries": "Mali",
    "indicator": "security.attack-tempo",
    "observed": "2026-04-25",
    "level": "3",
    "statement": "Gunmen attacked a convoy near Gao and killed nine.",
    "reliability": "B",
    "credibility": "2",
}
ITEM = """\
[[evidence]]
id = "{id}"
countries = ["{country}"]
indicator = "{indicator}"
observed = {observed}
recorded = 2026-06-01
level = {level}
statement = "{statement}"
reliability = "{letter}"
credibility = {digit}
{more}
[evidence.source]
publisher = "{publisher}"
title = "A title"
"""
DEFAULTS = {
    "country": "MLI",
    "indicator": "security.attack-tempo",
    "observed": "2026-05-01",
    "level": "3",
    "statement": "A statement.",
    "letter": "B",
    "digit": "2",
    "publisher": "A publisher",
    "more": "",
}


def sheet(*rows: Mapping[str, str]) -> bytes:
    """Return rows as CSV under the headers of the first."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def item(key: str, **values: object) -> str:
    """Return an item as TOML."""
    return ITEM.format(id=key, **{**DEFAULTS, **values})


def put(desk: Path, *items: str, name: str = "a") -> None:
    """Write items to a file of a dossier."""
    (desk / "evidence" / f"{name}.toml").write_text("\n".join(items), encoding="utf-8")


def document(run: Run, *arguments: object, given: bytes = b"", code: int = 0) -> dict[str, Any]:
    """Return the JSON document of a command."""
    done = run(*arguments, "--format", "json", given=given)
    assert done.exit_code == code, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def entered(desk: Path) -> list[dict[str, Any]]:
    """Return the items of a dossier as they are written."""
    files = [
        tomli.loads(path.read_text("utf-8")) for path in sorted(desk.rglob("evidence/**/*.toml"))
    ]
    return [one for file in files for one in file.get("evidence", ())]
