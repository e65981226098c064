"""The steps of every command that writes: open the dossier, show the effect, save, say what was.

The clock and the source of randomness are read here and handed on.
"""

from __future__ import annotations

import getpass
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from sahelrisk.cli import session
from sahelrisk.cli.faults import PROBLEMS
from sahelrisk.cli.options import Desk, Format
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import DossierError, Problem, Severity, UsageError
from sahelrisk.reading.load import read
from sahelrisk.reading.locate import Location, locate
from sahelrisk.reading.proposal import Proposal
from sahelrisk.reading.toml.guard import refusal
from sahelrisk.render.text import visible
from sahelrisk.report.blocks import Report
from sahelrisk.report.desk.effect import Outcome, build_effect
from sahelrisk.report.words import Words
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.results import Assessment
from sahelrisk.writing.destinations import schema_from
from sahelrisk.writing.ids import random_part
from sahelrisk.writing.save import NotSavedError, Saved, save_new

ANALYST = "SAHELRISK_ANALYST"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A dossier that is written to, with the time; `faults` counts the errors it had before."""

    location: Location
    dossier: Dossier
    faults: int
    now: datetime
    today: date
    words: Words

    @property
    def evidence(self) -> Path:
        """Return the folder of evidence."""
        return self.location.root / self.dossier.file.evidence

    def shown(self, path: Path) -> str:
        """Return a file's path below the dossier, as the reader names it."""
        return Path(os.path.relpath(path, self.location.root)).as_posix()

    def schema(self, path: Path) -> str:
        """Return the path from a new file to the dossier's schema, "" if it has none."""
        return schema_from(path, self.location.root)


def open_workspace(options: Desk, words: Words) -> Workspace:
    """Find and read the dossier to write to.

    Errors in its evidence do not keep anybody from adding more; a dossier.toml or framework that
    cannot be read does. Raises UsageError for the bundled example.
    """
    location = locate(options.dossier)
    if location.bundled:
        message = "no dossier here or above to write to; make one with: sahelrisk init DIR"
        raise UsageError(message)
    dossier, problems = read(location)
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if dossier is None:
        raise DossierError(errors)
    now = datetime.now(UTC)
    return Workspace(location, dossier, len(errors), now, now.astimezone().date(), words)


def draw(number: int) -> bytes:
    """Return random bytes."""
    return secrets.token_bytes(number)


def analyst(given: str | None, root: Path) -> str | None:
    """Return who writes: as given, by the environment, by git's settings, or the login name.

    None for the administrator of a machine, which says nothing about who sat there.
    """
    named = given or os.environ.get(ANALYST) or _git_name(root)
    if named:
        return named
    try:
        login = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may know no user
        return None
    return None if login == "root" else login


def _git_name(folder: Path) -> str:
    command = ["git", "-C", str(folder), "config", "user.name"]
    try:
        done = subprocess.run(  # noqa: S603  no word of it is the user's but a folder's name
            command, capture_output=True, check=False, encoding="utf-8", errors="replace"
        )
    except OSError:  # no git
        return ""
    return " ".join(done.stdout.split())


def refuse(error: DossierError, words: Words) -> typer.Exit:
    """Show the problems that keep something from being written; returns the exit to raise."""
    from sahelrisk.render.problem_text import render_problem

    for problem in error.problems:
        render_problem(problem, sys.stderr, colour=False)
    session.say(words.count("refused", len(error.problems)))
    return typer.Exit(PROBLEMS)


def effect_of(
    work: Workspace, proposal: Proposal, codes: Sequence[str]
) -> tuple[Assessment, Assessment] | None:
    """Score countries before and after; None where errors of the dossier forbid scoring."""
    if work.faults:
        return None
    codes = list(dict.fromkeys(codes))
    before = assess(work.dossier, work.today, countries=codes)
    return before, assess(proposal.dossier, work.today, countries=codes)


def show_then_save(
    outcome: Outcome,
    work: Workspace,
    options: Desk,
    *,
    save: Callable[[], Saved],
    dry_run: bool,
    confirm: Callable[[], bool] | None = None,
) -> bool:
    """Show what a new file changes, ask where somebody can answer, write it and say so.

    Returns whether it was written.
    """
    as_json = options.format is Format.JSON
    for problem in outcome.warnings:
        _warn(problem)
    if not as_json:
        session.deliver(_report(outcome, work), options)
    if dry_run:
        session.say(work.words("dry_run"))
    elif confirm is not None and not confirm():
        session.say(work.words("nothing_saved"))
    else:
        outcome = _saved(outcome, work, save())
    if as_json:
        session.deliver(_report(outcome, work), options)
    return outcome.saved


def _saved(outcome: Outcome, work: Workspace, saved: Saved) -> Outcome:
    session.say(work.words("saved", path=saved.path))
    if saved.doubt:
        session.say(work.words("saved_doubt", doubt=saved.doubt))
    return replace(outcome, saved=True)


def _report(outcome: Outcome, work: Workspace) -> Report:
    return build_effect(outcome, work.dossier, work.words)


def _warn(problem: Problem) -> None:
    from sahelrisk.render.problem_text import render_problem

    render_problem(problem, sys.stderr, colour=False)


def save_text(path: Path, text: str) -> Saved:
    """Write a new file; raises UsageError for a text that no reader would take back."""
    refused = refusal(text, path.name)
    if refused:
        message = f"nothing was saved: {refused.message}"
        raise UsageError(f"{message}; {refused.hint}" if refused.hint else message)
    return save_bytes(path, text.encode())


def save_entry(path: Path, text: str, words: Words) -> Saved:
    """Write what somebody typed; where that fails, keep it elsewhere, on the screen at worst."""
    try:
        return save_text(path, text)
    except NotSavedError:
        keep(text, words)
        raise


def keep(text: str, words: Words) -> None:
    """Keep what was typed as a temporary file and name it; print it where even that fails."""
    try:
        handle, name = tempfile.mkstemp(prefix="sahelrisk-", suffix=".toml")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        session.say(words("entry_kept", path=name))
    except OSError:
        session.say(visible(text, newlines=True))


def save_bytes(path: Path, data: bytes) -> Saved:
    """Write a new file from bytes."""
    return save_new(path, data, random_part(draw))


def as_json(options: Desk, *, asked: bool) -> Desk:
    """Return the options with `--json` taken for `--format json`."""
    return replace(options, format=Format.JSON) if asked else options


def interactive(*, no_input: bool) -> bool:
    """Tell whether somebody is there to be asked."""
    return not no_input and sys.stdin.isatty() and sys.stderr.isatty()
