"""The notebook of the examples, run from top to bottom as its readers run it."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTEBOOK = EXAMPLES / "histories.ipynb"


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return the cells of the notebook with their outputs; it runs in a process of its own."""
    folder = tmp_path_factory.mktemp("notebook")
    places = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    env = os.environ | {name: str(folder / name) for name in (*places, "MPLCONFIGDIR")}
    code = (
        "import sys, nbformat, nbclient\n"
        f"notebook = nbformat.read({str(NOTEBOOK)!r}, as_version=4)\n"
        f"resources = {{'metadata': {{'path': {str(EXAMPLES)!r}}}}}\n"
        "nbclient.NotebookClient(notebook, timeout=300, resources=resources).execute()\n"
        f"nbformat.write(notebook, {str(folder / 'run.ipynb')!r})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, env=env
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads((folder / "run.ipynb").read_text("utf-8"))["cells"]
    return found


def shown(cells: list[dict[str, Any]], kind: str) -> list[str]:
    """Return what the cells show of a kind, in their order."""
    outputs = [one for cell in cells for one in cell.get("outputs", ())]
    found = [one["data"][kind] for one in outputs if kind in one.get("data", {})]
    return ["".join(one) for one in found]


def test_it_leads_from_a_dossier_to_a_chart_of_five_countries(cells: list[dict[str, Any]]) -> None:
    """The heat map is shown as HTML, the frame has dates, the chart is a picture."""
    heat, *frames = shown(cells, "text/html")
    assert heat.startswith('<div class="sahelrisk"')
    assert all(name in heat for name in ("Mali", "Burkina Faso", "Niger", "Chad", "Benin"))
    assert "2026-09-28" in frames[0]
    assert "ageing" in frames[-1]
    (picture,) = shown(cells, "image/png")
    data = base64.b64decode(picture)
    assert data.startswith(b"\x89PNG")
    assert len(data) > 20_000


def test_it_says_nothing_on_stderr(cells: list[dict[str, Any]]) -> None:
    """No warning stands between a reader and the results."""
    outputs = [one for cell in cells for one in cell.get("outputs", ())]
    assert [one["text"] for one in outputs if one.get("name") == "stderr"] == []


def test_it_is_kept_without_outputs() -> None:
    """Outputs are made by running it, so that none can be stale."""
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
