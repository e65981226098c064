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

from sahelrisk.cli import prompts, session, workspace
from sahelrisk.cli.workspace import Workspace
from sahelrisk.problems import DossierError, UsageError
from sahelrisk.reading.proposal import Proposal, propose
from sahelrisk.report.words import Words
from sahelrisk.writing.destinations import folder_of
from sahelrisk.writing.entry_template import template
from sahelrisk.writing.ids import new_id
from sahelrisk.writing.toml_text import file_text


@dataclass(frozen=True, slots=True)
class Draft:
    """The text to save, where, and what the dossier would be with it."""

    text: str
    path: Path
    proposal: Proposal


def opened(codes: Sequence[str], given: Mapping[str, Any], work: Workspace) -> Path:
    """Write a template for the editor and return its file."""
    _editor()  # without one nothing is left behind
    handle, name = tempfile.mkstemp(prefix="sahelrisk-", suffix=".toml")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(template(codes, given, work.dossier))
    return Path(name)


def edited(file: Path, work: Workspace, *, asking: bool, fresh: bool) -> Draft:
    """Open the editor on a draft until what it leaves validates, or nobody asks again.

    The draft is kept and named whenever it does not validate; a fresh one that is left as it was
    is removed.
    """
    start = _text(file, work.words) if fresh else ""
    while True:
        _run(file, start, work.words)
        text = _text(file, work.words)
        if text == start:
            file.unlink()
            message = "the template was left as it was; nothing was saved"
            raise UsageError(message)
        try:
            return _proposed(text, file, work)
        except DossierError as error:
            exit_ = workspace.refuse(error, work.words)
            session.say(work.words("draft_kept", path=file))
            if not asking or not prompts.again(work.words):
                raise exit_ from None


def _run(file: Path, start: str, words: Words) -> None:
    """Run the editor; the draft is kept if that fails, but for one that nobody has changed."""
    command = _editor()
    try:
        ended = subprocess.run([*command, str(file)], check=False)  # noqa: S603  the user's editor
        failure = f"ended with {ended.returncode}" if ended.returncode else ""
    except OSError as error:
        failure = f"could not be started: {error.strerror}"
    if not failure:
        return
    if file.is_file() and file.read_bytes() == start.encode():
        file.unlink()
        kept = words("nothing_saved")
    else:
        kept = words("draft_kept", path=file)
    message = f"the editor {command[0]!r} {failure}; {kept}"
    raise UsageError(message)


def _text(file: Path, words: Words) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"the draft cannot be read as UTF-8 text; {words('draft_kept', path=file)}"
        raise UsageError(message) from error


def _editor() -> list[str]:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        message = "no editor: set EDITOR, or give the flags"
        raise UsageError(message)
    try:
        return shlex.split(command) or [command]
    except ValueError as error:
        message = f"EDITOR is no command: {error}"
        raise UsageError(message) from error


def _proposed(text: str, file: Path, work: Workspace) -> Draft:
    """Validate a draft under its own name, and again as it will be written: without comments."""
    items = propose(work.dossier, text, str(file)).file.evidence
    if len(items) != 1:
        message = f"{file}: {len(items)} items; a draft holds one, and is kept"
        raise UsageError(message)
    item = items[0]
    key = new_id(item.countries[0], item.observed.first, workspace.draw)
    path = folder_of(work.evidence, item.countries) / f"{key}.toml"
    saved = file_text({"evidence": [item.model_copy(update={"id": key})]}, work.schema(path))
    return Draft(saved, path, propose(work.dossier, saved, work.shown(path)))
