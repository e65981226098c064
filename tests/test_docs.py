"""The documentation: what it says of commands, keys and figures is what the program does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from typer.core import TyperGroup
from typer.main import get_command

from sahelrisk.cli.app import COMMANDS, app
from sahelrisk.model.dossier_file import DossierFile
from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.model.framework import FrameworkFile, default_bands
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.model.measure import MeasureFile
from sahelrisk.model.register import RegisterFile
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.reading.tables.map_model import EventMap
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.beta import cap, shape
from sahelrisk.scoring.estimate import Estimate, band_probabilities, figures, interval
from sahelrisk.scoring.pool import Workings
from sahelrisk.scoring.results import CountryResult, IndicatorResult
from worked_example import scored

ROOT = Path(__file__).parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
MODELS: Mapping[str, type[BaseModel]] = {
    "dossier.toml": DossierFile,
    "framework.toml": FrameworkFile,
    "indicator": IndicatorFile,
    "measure": MeasureFile,
    "evidence": EvidenceFile,
    "register": RegisterFile,
    "map": EventMap,
}
SECTIONS = {
    "dossier.toml": "dossier.toml",
    "framework.toml": "framework.toml",
    "indicator": "Indicator files",
    "measure": "Measures behind base rates",
    "evidence": "Evidence files",
    "register": "The register of sources",
    "map": "Evidence files",
}
SHARED = {"measure": ("Indicator files", "Evidence files")}
"""Sections that explain tables which a file shares with others."""
SETUP = "python3 -m venv --without-pip .venv && python3 -m pip --python .venv install "


def text_of(name: str) -> str:
    """Return a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """Return what stands under a heading, its own sub-headings with it."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def fenced(text: str, language: str) -> list[str]:
    """Return the code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def table_after(text: str, marker: str) -> list[dict[str, str]]:
    """Return the rows of the table that follows a comment, by column."""
    lines = text.partition(f"<!-- {marker} -->\n\n")[2].split("\n\n", 1)[0].splitlines()
    header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(header, row, strict=True)) for row in rows]


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401  any annotation
    """Yield the models that an annotation is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def keys_of(model: type[BaseModel]) -> set[str]:
    """Return every key that a file of a model may hold, at any depth."""
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        keys.add(field.alias or name)
        for below in models_in(field.annotation):
            keys |= keys_of(below)
    return keys


def code_in(text: str) -> set[str]:
    """Return the words that stand as code: between backticks or in code blocks."""
    code = fenced(text, "toml") + re.findall(r"`([^`\n]+)`", text)
    return set(re.findall(r"[\w-]+", "\n".join(code)))


def test_readme_shows_how_to_see_a_score_and_how_to_test() -> None:
    """The two commands are one line each and start from Python and pip alone; uv has its own."""
    readme = text_of("README.md")
    commands = fenced(readme, "sh")
    assert commands[:2] == [
        f"{SETUP}. && .venv/bin/sahelrisk score mali\n",
        f"{SETUP}-e '.[test]' && .venv/bin/python -m pytest\n",
    ]
    assert "`uv run sahelrisk score mali`" in readme
    assert "`uv run --extra test pytest`" in readme


def test_generated_pages_are_up_to_date() -> None:
    """The brief in the README, docs/cli.md and docs/indicators.md are what is printed today."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", MODELS)
def test_every_key_of_a_file_is_in_the_contract(kind: str) -> None:
    """Every key of a model is code in the section of its file, or in that of a shared table."""
    contract = text_of("docs/contract.md")
    titles = (SECTIONS[kind], *SHARED.get(kind, ()))
    told = code_in("".join(section(contract, title) for title in titles))
    assert keys_of(MODELS[kind]) - told == set()


def test_files_shown_in_the_contract_are_read() -> None:
    """Every TOML example that names its kind is a file its model takes."""
    seen = set()
    for block in fenced(text_of("docs/contract.md"), "toml"):
        kind = block.splitlines()[0].removeprefix("# ")
        MODELS[kind].model_validate(tomllib.loads(block))
        seen.add(kind)
    assert seen == set(MODELS)


def test_constants_in_the_contract_are_the_defaults() -> None:
    """What the contract shows for a constant is what a framework has that leaves it out."""
    block = fenced(section(text_of("docs/contract.md"), "framework.toml"), "toml")[0]
    shown = FrameworkFile.model_validate(tomllib.loads(block))
    pillar = {"id": "security", "title": "Security"}
    required = {"schema": 1, "id": "sahelrisk", "version": "1", "title": "T", "pillars": [pillar]}
    bare = FrameworkFile.model_validate(required)
    different = {"version", "title", "pillars", "profiles"}
    assert shown.model_dump(exclude=different) == bare.model_dump(exclude=different)


DOCUMENTS = (
    "score mali",
    "explain mali --private",
    "compare mali niger --baseline {baseline}",
    "changes mali --since 2026-01-01",
    "history mali",
    "plan mali",
    "indicators",
    "where",
    "check",
    "rule",
)


@pytest.mark.parametrize("command", DOCUMENTS)
def test_every_key_of_a_document_is_in_the_contract(command: str, tmp_path: Path) -> None:
    """Every key that a JSON document has stands as code among the documents."""
    baseline = tmp_path / "baseline.json"
    if "{baseline}" in command:
        baseline.write_text(document_of("score mali niger"), encoding="utf-8")
    keys: set[str] = set()

    def note(pairs: list[tuple[str, Any]]) -> None:
        keys.update(key for key, _ in pairs)

    text = document_of(command.format(baseline=baseline))
    json.loads(text, object_pairs_hook=note)
    assert keys - code_in(section(text_of("docs/contract.md"), "JSON documents")) == set()


def test_every_command_has_its_section_in_the_reference() -> None:
    """docs/cli.md has a section with the usage and options of every command, and `-h` everywhere."""
    reference = text_of("docs/cli.md")
    for name in COMMANDS:
        assert f"\n## `sahelrisk {name}`\n" in reference
    assert reference.count("`-h, --help`") == len(COMMANDS) + 1


def test_every_command_is_in_the_contract() -> None:
    """The table of commands has each command of the program, and no other."""
    rows = section(text_of("docs/contract.md"), "Commands").strip().split("\n\n", 1)[0]
    named = re.findall(r"^\| `([\w-]+)", rows, re.MULTILINE)
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    assert sorted(named) == sorted(program.commands)


def document_of(command: str) -> str:
    """Return what a command prints with `--format json`, of the bundled example."""
    done = subprocess.run(
        [sys.executable, "-m", "sahelrisk", *command.split(), "--format", "json"],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    return done.stdout


@pytest.fixture
def worked(tmp_path: Path) -> CountryResult:
    """Return the worked example as scored, from the inputs in the table of docs/method.md."""
    columns = ("Item", "Level", "Reads", "Grade", "Observed", "Origin", "Publisher")
    items = table_after(text_of("docs/method.md"), "worked example: items")
    return scored(tmp_path, [tuple(item[one] for one in columns) for item in items])


def as_printed(figure: float, printed: str) -> str:
    """Write a figure with as many decimals, and as much before the point, as a printed one."""
    digits = len(printed.partition(".")[2])
    sign = "+" if printed.startswith(("+", "-")) else ""
    text = f"{figure:{sign}.{digits}f}"
    return text.removeprefix("0") if printed.startswith(".") else text


def estimate_of(result: IndicatorResult) -> Estimate:
    """Return the figures of an indicator, the base rate's where it has no evidence."""
    estimate = figures(result.outcome)
    assert estimate
    return estimate


def test_items_of_the_worked_example(worked: CountryResult) -> None:
    """Each figure in the table of items is the computed one, to its last digit."""
    above = worked.indicators[0]
    rows = table_after(text_of("docs/method.md"), "worked example: items")
    for row, one, points in zip(rows, above.items, above.contributions, strict=True):
        computed = {
            "Rating": one.rating,
            "q": one.quality,
            "Age": one.age,
            "b": one.base_weight,
            "Origin factor": one.origin_factor,
            "Publisher factor": one.publisher_factor,
            "Rung factor": one.rung_factor,
            "w": one.weight,
            "Support": one.support,
            "Contribution": points,
        }
        assert {key: as_printed(figure, row[key]) for key, figure in computed.items()} == {
            key: row[key] for key in computed
        }


def figures_of_the_indicator(result: IndicatorResult) -> dict[str, float]:
    """Return what the second table of the worked example holds, by its first column."""
    estimate, workings = estimate_of(result), result.workings
    assert isinstance(workings, Workings)
    alpha, beta = shape(estimate.score, estimate.standard_error)
    low, high = interval(estimate, 0.9)
    bands = default_bands()
    masses = band_probabilities(estimate, bands)
    return {
        "k + S_e": workings.exact_weight,
        "exact score m_e": workings.exact_score,
        "score m": estimate.score,
        "support U": workings.support,
        "coverage κ": estimate.coverage,
        "evidence-only x̄": estimate.evidence_only or 0.0,
        "spread v": workings.spread,
        "witnesses n": workings.witnesses,
        "quality floor τ": workings.quality_floor,
        "ignorance G": workings.ignorance,
        "cap(m)": cap(estimate.score),
        "SE": estimate.standard_error,
        "E": estimate.evidence_error,
        "α": alpha,
        "β": beta,
        "interval, low": low,
        "interval, high": high,
        **{band.name: mass for band, mass in zip(bands, masses, strict=True)},
    }


def test_indicator_of_the_worked_example(worked: CountryResult) -> None:
    """Each result in the table of steps is the computed one, to its last digit."""
    rows = table_after(text_of("docs/method.md"), "worked example: indicator")
    printed = {row["Figure"]: row["Result"] for row in rows}
    computed = figures_of_the_indicator(worked.indicators[0])
    assert {key: as_printed(figure, printed[key]) for key, figure in computed.items()} == printed


def test_pillar_of_the_worked_example(worked: CountryResult) -> None:
    """Each figure in the table of the pillar is the computed one, to its last digit."""
    rows = table_after(text_of("docs/method.md"), "worked example: pillar")
    pillar = worked.pillars[0].outcome
    assert isinstance(pillar, Estimate)
    computed = [*map(estimate_of, worked.indicators), pillar]
    for row, estimate in zip(rows, computed, strict=True):
        named = {
            "Score": estimate.score,
            "Coverage": estimate.coverage,
            "E": estimate.evidence_error,
            "G": estimate.ignorance,
            "SE": estimate.standard_error,
        }
        assert {key: as_printed(figure, row[key]) for key, figure in named.items()} == {
            key: row[key] for key in named
        }
    low, high = interval(pillar, 0.9)
    assert f"interval is {low:.1f} to {high:.1f}" in text_of("docs/method.md")


def test_every_constant_is_in_the_method() -> None:
    """The table of constants names each figure of a framework."""
    page = section(text_of("docs/method.md"), "Constants")
    named = set(re.findall(r"`([a-z_.]+)`", page))
    sections = ("method", "weak", "turning_point", "contested", "coverage", "alerts")
    for name in (*sections, "summary", "ranking"):
        keys = {f"{name}.{key}" for key in keys_of_table(FrameworkFile, name)}
        assert keys - named == set()


def keys_of_table(model: type[BaseModel], name: str) -> set[str]:
    """Return the keys of a table of a file."""
    [table] = models_in(model.model_fields[name].annotation)
    return set(table.model_fields)


def test_every_decision_has_a_date() -> None:
    """Each paragraph of docs/decisions.md begins with a date and a sentence that sums it up."""
    paragraphs = [part for part in text_of("docs/decisions.md").split("\n\n") if part.strip()]
    for paragraph in paragraphs:
        if paragraph.startswith("#"):
            continue
        found = re.match(r"\*\*(\d{4}-\d{2}-\d{2}), [^*]+\.\*\* \S", paragraph)
        assert found, paragraph
        date.fromisoformat(found[1])


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_no_page_names_a_path_of_somebodys_machine(path: Path) -> None:
    """No absolute path stands in the documentation."""
    text = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8"))
    assert re.findall(r"(?<![\w.\]])(?:/[A-Za-z_][\w.-]*){2,}|\b[A-Za-z]:\\\S*", text) == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    """Every link to a file or to a heading in the repository has its target."""
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        page = path.parent / name if name else path
        assert page.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {
                re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in headings
            }
            assert anchor in anchors, target
