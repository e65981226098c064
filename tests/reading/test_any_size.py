"""One document for any size: what is read of a large dossier gives what the whole of it gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sahelrisk.cli.app import app
from sahelrisk.reading import chosen
from sahelrisk.reading.reader import Reading

ITEM = """\
[[evidence]]
id = "{id}"
countries = ["{code}"]
indicator = "p.a"
observed = 2026-05-01
recorded = 2026-05-02
level = {level}
statement = "Statement of {id}."
reliability = "B"
credibility = 2
tlp = "{tlp}"
"""


def item(name: str, code: str, level: int = 3, tlp: str = "CLEAR") -> str:
    """Return an item as most people write it."""
    return ITEM.format(id=name, code=code, level=level, tlp=tlp)


def word(about: str, day: int, what: str) -> str:
    """Return an amendment; `about` is the name of the item as it stands in the file."""
    return f"[[amendment]]\nevidence = {about}\nrecorded = 2026-06-{day:02}\nreason = 'R'\n{what}\n"


INLINE = """evidence = [
  {{ id = "inline", countries = ["NER"], indicator = "p.a", level = 4,
     observed = 2026-05-03, recorded = 2026-05-04, statement = "S", reliability = "C",
     credibility = 3 }},
]
""".replace("{{", "{").replace("}}", "}")
FRAMEWORK = """schema = 1
id = "t"
version = "1"
title = "T"
[[pillars]]
id = "p"
title = "P"
"""
LADDER = 'title = "A"\nlevels = [{ level = 1, text = "low" }, { level = 5, text = "high" }]\n'
MALI = {"mali.toml": item("x1", "MLI", 5) + item("x2", "MLI", 2)}
NIGER = {"niger.toml": item("n1", "NER") + item("n2", "NER", tlp="RED")}
WITHDRAWN = "withdrawn = true"
SPELT: dict[str, dict[str, str]] = {
    "plain": {},
    "withdrawn": {"w.toml": word('"x1"', 1, WITHDRAWN)},
    "three quotes": {"w.toml": word('"""x1"""', 1, WITHDRAWN)},
    "three apostrophes": {"w.toml": word("'''x1'''", 1, WITHDRAWN)},
    "apostrophes": {"w.toml": word("'x1'", 1, WITHDRAWN)},
    "several lines": {"w.toml": word('"""\\\n   x1"""', 1, WITHDRAWN)},
    "escaped id": {"w.toml": word('"\\u0078\\x31"', 1, WITHDRAWN)},
    "quoted key": {"w.toml": word('"x1"', 1, WITHDRAWN).replace("evidence =", '"evidence"  =')},
    "escaped key": {
        "w.toml": word('"x1"', 1, WITHDRAWN).replace("evidence =", '"evid\\u0065nce" =')
    },
    "inline word": {
        "w.toml": "amendment = [{evidence='x1', recorded=2026-06-01, reason='R', withdrawn=true}]"
    },
    "two words of a day": {
        "z.toml": word('"x1"', 1, "level = 4"),
        "a.toml": word('"x1"', 1, "level = 1"),
        "mali-2.toml": word('"x1"', 1, "level = 2") + item("x3", "MLI", 3),
    },
    "escaped country": {"e.toml": item("e", r"M\u004cI", 4)},
    "country on two lines": {
        "e.toml": item("e", "MLI", 4).replace('"MLI"', '"""\\\n  M\\\n  LI"""')
    },
    "windows": {"n.toml": (item("r1", "NER") + item("r2", "NER")).replace("\n", "\r\n")},
    "headers": {
        "n.toml": item("r1", "NER").replace("[[evidence]]", "[[ evidence ]] # one")
        + item("r2", "NER").replace("[[evidence]]", '  [["evidence"]]'),
    },
    "inline items": {"n.toml": INLINE},
    "no header": {"n.toml": item("r1", "NER").replace("Statement of r1.", "[[evidence]]")},
    "a header in a text": {
        "n.toml": item("r1", "NER").replace('"Statement of r1."', '"""\n[[evidence]]\n"""')
    },
    "a comment": {"n.toml": "# [[evidence]]\n" + item("r1", "NER")},
    "copies": {"n.toml": item("n1", "NER")},
    "copies of another": {"n.toml": item("x1", "MLI", 5)},
    "not applicable": {
        "n.toml": '[[not-applicable]]\ncountries = ["MLI"]\nindicator = "p.b"\n'
        'recorded = 2026-05-01\nreason = "R"\n'
    },
}


def document(folder: Path, *options: str) -> dict[str, Any]:
    """Return the document of Mali, without what differs from run to run."""
    command = ["score", "mali", "-d", str(folder), "--as-of", "2026-08-01", "-f", "json", *options]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    del found["run"]
    return found


def written(folder: Path, files: dict[str, str]) -> Path:
    """Return a dossier of Mali, Niger and some files of evidence."""
    (folder / "evidence").mkdir()
    (folder / "indicators" / "p").mkdir(parents=True)
    (folder / "dossier.toml").write_text('title = "T"\n', encoding="utf-8")
    (folder / "indicators" / "framework.toml").write_text(FRAMEWORK, encoding="utf-8")
    for name in ("a", "b"):
        (folder / "indicators" / "p" / f"{name}.toml").write_text(LADDER, encoding="utf-8")
    for name, text in {**MALI, **NIGER, **files}.items():
        (folder / "evidence" / name).write_bytes(text.encode())
    return folder


@pytest.mark.parametrize("case", SPELT)
def test_in_part_is_as_in_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    """However valid TOML is spelt, the document does not tell how much was read."""
    folder = written(tmp_path, SPELT[case])
    whole, ceiled = document(folder), document(folder, "--tlp", "CLEAR")
    monkeypatch.setattr(chosen, "SMALL", 0)
    assert document(folder) == whole
    assert document(folder, "--tlp", "CLEAR") == ceiled
    assert ceiled["dossier"]["withheld"] >= 1


@pytest.mark.parametrize(
    ("command", "withheld"),
    [
        (("compare", "mali"), lambda found: found["dossier"]["withheld"]),
        (("changes", "mali"), lambda found: found["withheld"]),
        (("history", "mali"), lambda found: found["withheld"]),
    ],
)
def test_a_ceiling_counts_everywhere(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    withheld: Callable[[Any], int],
) -> None:
    """What another country's files withhold is counted by every command."""
    given = ("-d", str(written(tmp_path, {})), "--as-of", "2026-08-01", "-f", "json")
    monkeypatch.setattr(chosen, "SMALL", 0)
    result = CliRunner().invoke(app, [*command, *given, "--tlp", "CLEAR"])
    assert result.exit_code == 0, result.output
    assert withheld(json.loads(result.stdout)) == 1


def test_what_does_not_matter_is_not_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files about other countries cost no parsing, and amendments of their items neither."""
    folder = written(tmp_path, {"w.toml": word('"n1"', 1, WITHDRAWN).replace("'", '"')})
    monkeypatch.setattr(chosen, "SMALL", 0)
    parsed: list[str] = []
    before = Reading.parse

    def parse(self: Reading, data: bytes, shown: str, *rest: Any) -> Any:  # noqa: ANN401
        parsed.append(shown)
        return before(self, data, shown, *rest)

    monkeypatch.setattr(Reading, "parse", parse)
    assert document(folder)["dossier"]["evidence"] == 4
    assert [one for one in parsed if one.startswith("evidence/")] == ["evidence/mali.toml"]
