"""What commands that write share: open the dossier, show the effect, ask, save, tell.

The clock and the source of randomness are read here and handed on.
"""

from __future__ import annotations

import getpass
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from sahelrisk.cli import asking, session
from sahelrisk.cli.asking import Answer
from sahelrisk.cli.faults import PROBLEMS
from sahelrisk.cli.field_flags import Saving, Writing
from sahelrisk.cli.manner import now
from sahelrisk.cli.options import Desk, Format
from sahelrisk.problems import DossierError, Problem, UsageError
from sahelrisk.reading.locate import locate
from sahelrisk.rendering.text import visible
from sahelrisk.report.blocks import Report
from sahelrisk.report.desk.effect import build_effect
from sahelrisk.report.words import Words, words_of
from sahelrisk.tasks import workspace
from sahelrisk.tasks.workspace import NewFile, Outcome, Workspace, open_workspace
from sahelrisk.writing.save import NotSavedError


@contextmanager
def opened(options: Desk) -> Iterator[tuple[Workspace, Words]]:
    """Open the dossier to write to; problems of what is to be written end the command."""
    words = words_of(options.lang)
    work = open_workspace(locate(options.dossier), datetime.now().astimezone(), secrets.token_bytes)
    with told(words):
        yield work, words


@contextmanager
def told(words: Words) -> Iterator[None]:
    """Show the problems that end a command."""
    try:
        yield
    except DossierError as error:
        raise refuse(error, words) from None


def analyst(given: str | None, root: Path) -> str | None:
    """Return who writes: as given, by the user's settings, by git's, or the login name.

    None for the administrator of a machine, which says nothing about who sat there.
    """
    own = now().settings.analyst
    named = given or (own.value if own else "") or _git_name(root)
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


def signed(
    given: Mapping[str, Any], work: Workspace, words: Words, options: Writing, *, needs_reason: bool
) -> dict[str, Any]:
    """Return what is given with the analyst and the reason, which is asked for if it is needed."""
    said = dict(given)
    if needs_reason and not said.get("reason"):
        if not interactive(no_input=options.no_input):
            raise UsageError("missing_flags", flags="--reason", source="")
        said["reason"] = asking.text(words("ask_reason"), words)
    who = analyst(said.pop("analyst", None), work.root)
    return said | ({"analyst": who} if who else {})


def refuse(error: DossierError, words: Words) -> typer.Exit:
    """Show the problems that keep something from being written; returns the exit to raise."""
    show(error.problems, words.lang)
    session.warn(words.count("refused", len(error.problems)))
    return typer.Exit(PROBLEMS)


def show(problems: Iterable[Problem], lang: str) -> None:
    """Show problems beside the result."""
    from sahelrisk.rendering.problem_text import render_problem

    for problem in problems:
        render_problem(problem, sys.stderr, colour=False, lang=lang)


def show_then_save(
    outcome: Outcome,
    work: Workspace,
    options: Saving,
    words: Words,
    confirm: Callable[[], Answer] | None = None,
) -> Answer:
    """Show what a new file changes, ask where somebody can answer, write it and say so.

    Returns YES where it was written, EDIT where somebody wants to change it first.
    """
    options = as_json(options)
    json = options.format is Format.JSON
    show(outcome.warnings, words.lang)
    if not json:
        session.deliver(_report(outcome, work, words), options)
    answer = Answer.NO if options.dry_run else confirm() if confirm else Answer.YES
    if options.dry_run:
        session.say(words("dry_run"))
    elif answer is Answer.NO:
        session.say(words("nothing_saved"))
    elif answer is Answer.YES:
        save(outcome.file, words, typed=True)
        outcome = replace(outcome, saved=True)
    if json:
        session.deliver(_report(outcome, work, words), options)
    return answer


def _report(outcome: Outcome, work: Workspace, words: Words) -> Report:
    return build_effect(outcome, work.dossier, words)


def save(file: NewFile, words: Words, *, typed: bool = False) -> None:
    """Write a new file and say so; what somebody typed is kept elsewhere where that fails.

    Raises UsageError for a text that no reader would take back.
    """
    try:
        saved = workspace.save(file, secrets.token_bytes)
    except NotSavedError:
        if typed:
            keep(file.text, words)
        raise
    if saved is None:
        session.say(words("saved_already", path=file.path))
        return
    session.say(words("saved", path=saved.path))
    for doubt in saved.doubts:
        session.warn(words("saved_doubt", doubt=doubt.text(words.lang)))


def keep(text: str, words: Words) -> None:
    """Keep what was typed as a temporary file and name it; print it where even that fails."""
    try:
        handle, name = tempfile.mkstemp(prefix="sahelrisk-", suffix=".toml")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        session.warn(words("entry_kept", path=name))
    except OSError:
        session.warn(visible(text, newlines=True))


def as_json(options: Saving) -> Saving:
    """Return the options with `--json` taken for `--format json`."""
    return replace(options, format=Format.JSON) if options.json else options


def interactive(*, no_input: bool) -> bool:
    """Tell whether somebody is there to be asked."""
    return not no_input and sys.stdin.isatty() and sys.stderr.isatty()
