"""`add --edit`: a commented template in the user's editor, kept when it does not validate."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sahelrisk.cli import bench as benches
from sahelrisk.cli import desk, prompts
from sahelrisk.cli.bench import Bench
from sahelrisk.problems import DossierError, UsageError
from sahelrisk.reading.proposal import Proposal, propose
from sahelrisk.writing.ids import new_id
from sahelrisk.writing.place import folder_of
from sahelrisk.writing.template import template
from sahelrisk.writing.toml import file_text


@dataclass(frozen=True, slots=True)
class Draft:
    """What the editor left: the text to save, where, and the draft itself."""

    text: str
    path: Path
    proposal: Proposal
    file: Path


def edited(codes: Sequence[str], given: Mapping[str, Any], bench: Bench, *, asking: bool) -> Draft:
    """Open the editor on a template until what it leaves validates, or nobody asks again.

    The draft is kept and named whenever it does not validate.
    """
    command = _editor()
    handle, name = tempfile.mkstemp(prefix="sahelrisk-", suffix=".toml")
    file, start = Path(name), template(codes, given, bench.dossier)
    os.close(handle)
    file.write_text(start, encoding="utf-8")
    while True:
        ended = subprocess.run([*command, str(file)], check=False)  # noqa: S603  the user's editor
        if ended.returncode:
            message = f"the editor ended with an error; the draft is kept: {file}"
            raise UsageError(message)
        text = file.read_text(encoding="utf-8")
        if text == start:
            file.unlink()
            message = "the template was left as it was; nothing was saved"
            raise UsageError(message)
        try:
            return _proposed(text, file, bench)
        except DossierError as error:
            exit_ = benches.refuse(error, bench.words)
            desk.say(bench.words("draft_kept", path=file))
            if not asking or not prompts.again(bench.words):
                raise exit_ from None


def discard(draft: Draft) -> None:
    """Remove a draft that was saved or that was not wanted."""
    draft.file.unlink(missing_ok=True)


def _editor() -> list[str]:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        message = "no editor: set EDITOR, or give the flags"
        raise UsageError(message)
    return shlex.split(command)


def _proposed(text: str, file: Path, bench: Bench) -> Draft:
    """Validate a draft under its own name, and again as it will be written: without comments."""
    items = propose(bench.dossier, text, str(file)).file.evidence
    if len(items) != 1:
        message = f"{file}: {len(items)} items; a draft holds one"
        raise UsageError(message)
    item = items[0]
    key = new_id(item.countries[0], item.observed.first, benches.draw)
    path = folder_of(bench.evidence, item.countries) / f"{key}.toml"
    saved = file_text({"evidence": [item.model_copy(update={"id": key})]}, bench.schema(path))
    return Draft(saved, path, propose(bench.dossier, saved, bench.shown(path)), file)
