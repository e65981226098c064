"""The JSON documents: each as its schema says and its model reads it, and the same from Python."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import Field, create_model

import sahelrisk
from desk_items import Run
from sahelrisk.model.documents.parts import Part
from sahelrisk.model.documents.score_document import DossierScored, ScoreDocument
from sahelrisk.problems import DossierError, UsageError
from sahelrisk.schemas import DOCUMENTS
from sahelrisk.tasks.schema import document_schema, model_of
from sahelrisk.tasks.since_baseline import read_baseline

ROOT = Path(__file__).parents[1]
AS_OF = ("--as-of", "2026-06-30")
DAY = date(2026, 6, 30)
COMMANDS = {
    "score mali togo": "score",
    "score mali --lang fr --profile mining --tlp GREEN": "score",
    "score mali -d examples/hdi": "score",
    "explain mali": "explain",
    "explain mali --private": "explain",
    "compare --all": "compare",
    "compare mali niger togo --by security --baseline {baseline}": "compare",
    "changes mali --since 2026-01-01": "changes",
    "changes togo --since 2026-01-01": "changes",
    "history mali togo": "history",
    "plan mali": "plan",
    "plan togo": "plan",
    "audit mali": "audit",
    "indicators": "indicators",
    "where": "where",
    "rule": "rule",
    "rule unknown-indicator": "rule",
    "check examples/sahel": "check",
}
WITHOUT_A_DATE = ("indicators", "where", "rule", "check")

Printed = Callable[[str], dict[str, Any]]


@pytest.fixture
def printed(sahelrisk: Run, tmp_path: Path) -> Printed:
    """Return a function that gives the document a command prints."""

    def run(command: str) -> dict[str, Any]:
        name, *given = command.split()
        dates = () if name in WITHOUT_A_DATE else AS_OF
        baseline = tmp_path / "baseline.json"
        if "{baseline}" in given:
            earlier = sahelrisk("score", "mali", "niger", "--as-of", "2026-03-01", "-f", "json")
            baseline.write_text(earlier.stdout, encoding="utf-8")
        arguments = [one.format(baseline=baseline) for one in given]
        done = sahelrisk(name, *arguments, *dates, "-f", "json", cwd=ROOT)
        assert done.returncode == 0, done.stderr
        document: dict[str, Any] = json.loads(done.stdout)
        return document

    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_a_document_is_as_its_schema_and_its_model_say(command: str, printed: Printed) -> None:
    """It validates; its model reads it back whole, so that it describes every key there is."""
    kind = COMMANDS[command]
    document = printed(command)
    jsonschema.Draft202012Validator(document_schema(kind)).validate(document)
    assert model_of(kind).model_validate(document).as_json() == document


@pytest.mark.parametrize("command", ["add", "amend", "not-applicable"])
def test_the_document_of_an_effect(command: str, sahelrisk: Run, desk: Path) -> None:
    """What a writing command prints is as the schema of an effect says."""
    given = {
        "add": "mali --indicator security.kidnapping --observed 2026-06-01 --level 3 "
        "--statement Told --reliability B --credibility 2",
        "amend": "mli-1 --withdraw --reason Wrong",
        "not-applicable": "mali --indicator security.kidnapping --reason None",
    }[command]
    flags = ("--no-input", "--dry-run", "-f", "json")
    done = sahelrisk(command, *given.split(), *flags, "-d", str(desk))
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    jsonschema.Draft202012Validator(document_schema("effect")).validate(document)
    assert model_of("effect").model_validate(document).as_json() == document


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_schema_is_one_and_describes_every_key(kind: str, sahelrisk: Run) -> None:
    """`schema KIND` prints a valid schema, in which no key is without a description."""
    schema = json.loads(sahelrisk("schema", kind).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    for table in (schema, *schema.get("$defs", {}).values()):
        assert table["description"]
        for key, value in table["properties"].items():
            assert value.get("description") or "$ref" in value, key


def test_a_document_of_another_edition_is_read(printed: Printed, tmp_path: Path) -> None:
    """Keys that this edition does not know are passed over in a baseline."""
    document = printed("score mali")
    document["countries"][0]["base_rate"] = 44.0
    document["mood"] = {"calm": True}
    path = tmp_path / "later.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert read_baseline(path).countries[0].score == document["countries"][0]["score"]


def test_a_key_more_is_a_line_in_the_model() -> None:
    """A field with a default reads older documents, is written where it is set, and is no duty."""
    wider: type[Part] = create_model(
        "Wider", __base__=DossierScored, mood=(str | None, Field(None, description="The mood."))
    )
    old = {"title": "T", "hash": "0", "evidence": 1, "withheld": 0, "tlp": "CLEAR"}
    assert wider.model_validate(old).as_json() == old
    assert wider.model_validate(old | {"mood": "calm"}).as_json() == old | {"mood": "calm"}
    assert "mood" not in wider.model_json_schema(mode="serialization")["required"]


def test_python_gives_what_the_commands_print(printed: Printed) -> None:
    """`sahelrisk.score` and `.check` return the documents of the commands."""
    dossier = sahelrisk.load(ROOT / "examples" / "sahel")
    now = datetime(2026, 7, 1, tzinfo=UTC)
    found = sahelrisk.score(dossier, "mali", "togo", as_of=DAY, generated=now)
    document = printed("score mali togo")
    assert isinstance(found, ScoreDocument)
    assert found.as_json() | {"run": {}} == document | {"run": {}}
    assert found.as_json()["run"] == {
        "version": sahelrisk.__version__,
        "generated": "2026-07-01T00:00:00Z",
    }
    marked = sahelrisk.score(dossier, "mali", as_of=DAY, profile="mining", tlp="GREEN", lang="fr")
    printed_so = printed("score mali --lang fr --profile mining --tlp GREEN")
    assert marked.as_json() | {"run": {}} == printed_so | {"run": {}}
    assert len(sahelrisk.score(dossier, as_of=DAY).countries) == len(
        printed("compare --all")["countries"]
    )


def test_python_finds_the_same_problems(sahelrisk_check: dict[str, Any]) -> None:
    """`sahelrisk.check` finds what `check` finds."""
    found = sahelrisk.check("tests/problems/base", as_of=date(2026, 11, 24))
    assert found.as_json()["summary"] == sahelrisk_check["summary"]


@pytest.fixture
def sahelrisk_check(monkeypatch: pytest.MonkeyPatch, printed: Printed) -> dict[str, Any]:
    """Return the document of `check`, run from the top of the tree as the test is."""
    monkeypatch.chdir(ROOT)
    return printed("check tests/problems/base")


def test_python_says_what_is_wrong(tmp_path: Path) -> None:
    """Unknown names are usage errors, files that cannot be used dossier errors with problems."""
    dossier = sahelrisk.load(ROOT / "examples" / "sahel")
    with pytest.raises(UsageError, match="atlantis"):
        sahelrisk.score(dossier, "atlantis", as_of=DAY)
    with pytest.raises(DossierError) as caught:
        sahelrisk.load(tmp_path)
    assert caught.value.problems[0].rule == "missing-file"
    with pytest.raises(TypeError, match="as_of"):
        sahelrisk.score(dossier, "mali")  # type: ignore[call-arg]


def test_the_example_of_the_contract_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the contract shows of Python does what it says."""
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    shown = text.partition("```python\n")[2].partition("```")[0]
    exec(shown, {})  # noqa: S102  our own page
    assert capsys.readouterr().out.split()[0] == "Mali"


@pytest.mark.parametrize("form", ["json", "csv"])
def test_json_and_csv_of_score_load_no_analysis(form: str) -> None:
    """Without a page to draw, nothing is loaded of flips, expiry and history."""
    probe = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        f"sys.argv = ['sahelrisk', 'score', 'mali', '--format', '{form}']\n"
        "from sahelrisk.__main__ import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    loaded = set(done.stderr.split())
    assert "sahelrisk.tasks.score" in loaded
    assert not {one for one in loaded if one.startswith("sahelrisk.analysis")}
