"""Sheets in the formats that draw them: no text of a file acts, not in binary files either."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest
from render_specimens import HOSTILE, summary
from sheet_specimen import report_of
from test_render_formats import ACTS, COMMAND, TEXTS

from sahelrisk.problems import UsageError
from sahelrisk.rendering import FORMATS, render, render_bytes

BINARY = [name for name in FORMATS if name not in TEXTS]
WRITTEN = [one for one in HOSTILE if one.strip()]


def docx_texts(data: bytes) -> str:
    """Return every text of a Word document, of its header and its footer."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = [file.read(name) for name in file.namelist() if name.startswith("word/")]
    roots = [ET.fromstring(part) for part in parts if part.startswith(b"<?xml")]  # noqa: S314
    return "\n".join(one.text or "" for root in roots for one in root.iter())


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_acts_in_a_sheet(payload: str, name: str) -> None:
    """No control, bidirectional or hidden character and no runner command is written."""
    out = io.StringIO(newline="")
    render(report_of(payload), name, out)
    assert not ACTS.search(out.getvalue())
    assert not COMMAND.search(out.getvalue())


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_acts_in_word(payload: str) -> None:
    """Word is handed no control, bidirectional or hidden character."""
    assert not ACTS.search(docx_texts(render_bytes(report_of(payload), "docx")).replace("\t", " "))


def test_nothing_acts_in_a_pdf() -> None:
    """Every hostile text at once, as each text of a sheet: none is code, none hides."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    data = render_bytes(report_of("\n".join(WRITTEN)), "pdf")
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    text = done.stdout.decode().replace("\f", "\n")
    assert not ACTS.search(text)
    assert "<script>alert(1)</script>" in text.replace("\n", "")


@pytest.mark.parametrize("name", BINARY)
def test_a_binary_format_draws_scores_alone(name: str) -> None:
    """What has no sheets is refused with the reason, not drawn empty; the same bytes twice."""
    with pytest.raises(UsageError) as refused:
        render_bytes(summary(), name)
    assert refused.value.args == ("only_scores",)
    first = render_bytes(report_of("Mali"), name)
    later = time.time() + 86_400
    with patch.object(time, "time", lambda: later):
        assert render_bytes(report_of("Mali"), name) == first
