"""`add --edit`: a commented template in the user's editor, kept when it does not validate."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelrisk.cli import prompts, saving, session
from sahelrisk.problems import DossierError, Phrase, UsageError
from sahelrisk.report.words import Words
from sahelrisk.system import command_words
from sahelrisk.tasks import add
from sahelrisk.tasks.workspace import Outcome, Workspace
from sahelrisk.writing.entry_template import template


def opened(codes: Sequence[str], given: Mapping[str, Any], work: Workspace) -> Path:
    """Write a template for the editor and return its file."""
    _editor()  # without one nothing is left behind
    handle, name = tempfile.mkstemp(prefix="sahelrisk-", suffix=".toml")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(template(codes, given, work.dossier))
    return Path(name)


def edited(file: Path, work: Workspace, words: Words, *, asking: bool, fresh: bool) -> Outcome:
    """Open the editor on a draft until what it leaves validates, or nobody asks again.

    The draft is kept and named whenever it does not validate; a fresh one that is left as it was
    is removed.
    """
    start = _text(file) if fresh else ""
    while True:
        _run(file, start, words)
        text = _text(file)
        if text == start:
            file.unlink()
            raise UsageError("editor_unchanged")
        try:
            return add.add(work, add.from_draft(work, text, str(file)))
        except DossierError as error:
            exit_ = saving.refuse(error, words)
            session.say(words("draft_kept", path=file))
            if not asking or not prompts.again(words):
                raise exit_ from None


def _run(file: Path, start: str, words: Words) -> None:
    """Run the editor; the draft is kept if that fails, but for one that nobody has changed."""
    command = _editor()
    try:
        ended = subprocess.run([*command, str(file)], check=False)  # noqa: S603  the user's editor
        failure, why = "editor_ended" if ended.returncode else "", str(ended.returncode)
    except OSError as error:
        failure, why = "editor_not_started", str(error.strerror)
    except BaseException:  # the program is stopped, and the editor with it
        session.say(_kept(file, start).text(words.lang))
        raise
    if failure:
        raise UsageError(failure, name=repr(command[0]), why=why, kept=_kept(file, start))


def _kept(file: Path, start: str) -> Phrase:
    """Return what becomes of a draft: it is kept and named, but for one that nobody has changed."""
    if file.is_file() and file.read_bytes() == start.encode():
        file.unlink()
        return Phrase("nothing_saved")
    return Phrase("draft_kept", path=file)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        kept = Phrase("draft_kept", path=file)
        raise UsageError("draft_unreadable", kept=kept) from error


def _editor() -> list[str]:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        raise UsageError("no_editor")
    try:
        return command_words(command)
    except ValueError as error:
        raise UsageError("bad_editor", text=error) from error
