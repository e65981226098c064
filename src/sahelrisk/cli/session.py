"""The steps every command takes: say what a task is asked for, deliver a report."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from sahelrisk import __version__
from sahelrisk.cli import manner
from sahelrisk.cli.options import Desk, Format, Reading
from sahelrisk.cli.settings import Color
from sahelrisk.model.documents.parts import Run
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.framework import Profile
from sahelrisk.problems import UsageError
from sahelrisk.reading.locate import locate
from sahelrisk.reading.newest import newest_record
from sahelrisk.rendering import ENDINGS, FORMATS, format_of, render, render_bytes
from sahelrisk.report.blocks import Report
from sahelrisk.report.words import Words, words_of
from sahelrisk.system import shows_colour, signals_held
from sahelrisk.tasks import opening
from sahelrisk.tasks.opening import Request

if TYPE_CHECKING:
    from sahelrisk.tasks.gates import Answers

EPOCH = "SOURCE_DATE_EPOCH"
WIDEST = 120
TIMED = frozenset({"json", "atom", ".atom", ".xml"})
"""Formats and endings that say when they were made."""


def say(message: str) -> None:
    """Tell the user something that is not the result, unless they want the result alone."""
    if not manner.now().quiet:
        warn(message)


def warn(message: str) -> None:
    """Tell the user what they must know whatever they want to hear: why something failed."""
    print(message, file=sys.stderr)


def _said(options: Desk) -> Words:
    """Return the words of a command's messages, in the language of its page."""
    return words_of(options.lang)


def this_run(options: Desk) -> Run:
    """Return the version, and the time where what is asked for prints it."""
    return timed_run() if _prints_the_time(options) else untimed_run()


def timed_run() -> Run:
    """Return the version and the time, the one thing of a document that differs from run to run."""
    return Run(version=__version__, generated=generated(os.environ))


def untimed_run() -> Run:
    """Return the version alone: what is asked for has no time in it."""
    return Run(version=__version__, generated=None)


def _prints_the_time(options: Desk) -> bool:
    asked = options.format.value if options.format else None
    written = {format_of(path) or path.suffix.lower() or asked for path in options.output or ()}
    return not TIMED.isdisjoint({asked, *written})


def request(options: Desk) -> Request:
    """Return what a task is asked for; the clock is read here.

    An example is shown as of its newest record. Raises UsageError for a day that has not come.
    """
    now, location = today(), locate(options.dossier)
    reading = options if isinstance(options, Reading) else Reading()
    _refuse_future(reading, now)
    dated = reading.as_of or not isinstance(options, Reading)
    newest = None if dated else newest_record(location.root, now)
    return Request(
        location=location,
        as_of=reading.as_of or newest or now,
        today=now,
        newest=newest,
        words=_said(options),
        known_on=reading.known_on,
        profile=reading.profile,
        tlp=reading.tlp.value if reading.tlp else None,
        note=say,
    )


def _refuse_future(options: Reading, now: date) -> None:
    """Raise UsageError for a day that is the future everywhere on earth."""
    for key, day in (("future_as_of", options.as_of), ("future_known_on", options.known_on)):
        if day and day > now + timedelta(days=1):
            raise UsageError(key, date=day.isoformat(), today=now.isoformat())


def open_dossier(options: Desk) -> Dossier:
    """Find and read the dossier; where it is the bundled one, say so."""
    return opening.open_dossier(request(options))


def codes_of(names: Sequence[str], options: Desk) -> list[str]:
    """Return alpha-3 codes of countries and @groups, in the order given, each once."""
    return opening.codes_of(names, request(options))


def profile_of(dossier: Dossier, options: Reading) -> Profile | None:
    """Return the profile asked for, or the dossier's; raises UsageError for an unknown one."""
    return opening.profile_of(dossier, request(options))


def as_of(options: Reading) -> date:
    """Return the as-of date; this is where the clock is read."""
    return request(options).as_of


def today() -> date:
    """Return today's date, where the user is."""
    return datetime.now().astimezone().date()


def drawn(report: Report, options: Desk) -> list[tuple[Path, bytes]]:
    """Return a report as each output file will hold it."""
    if options.plain and options.format not in (None, Format.PLAIN):
        raise UsageError("plain_and", format=options.format.value)
    targets = [_target(path, options) for path in options.output or ()]
    return [(target.path, _to_bytes(report, target.format)) for target in targets]


def write(files: Sequence[tuple[Path, bytes]], lang: str) -> None:
    """Write files and say so: who stops the program finds all of them, or none."""
    if not files:
        return
    from sahelrisk.cli.outputs import save_output

    with signals_held():
        for path, data in files:
            say(save_output(path, data, lang))


class _Target(NamedTuple):
    path: Path
    format: str


def deliver(report: Report, options: Desk, *, before: Sequence[tuple[Path, bytes]] = ()) -> None:
    """Write a report to every output file, and to stdout unless only files were asked for.

    What was drawn `before` it is written first.
    """
    rendered = drawn(report, options)
    write((*before, *rendered), options.lang)
    if not rendered or options.format or options.plain:
        wanted = Format.PLAIN if options.plain else options.format or Format.TERMINAL
        if FORMATS[wanted].binary:
            _write_binary(report, wanted)
            return
        if wanted == Format.CSV and isinstance(sys.stdout, io.TextIOWrapper):
            # A table has no way to escape a letter that the stream lacks, and ends its own lines.
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
        render(report, wanted.value, sys.stdout, width=_width(), colour=colour())


def _target(path: Path, options: Desk) -> _Target:
    from sahelrisk.cli.outputs import refuse_output

    refuse_output(path, root_of(options.dossier))
    found = format_of(path) or (options.format.value if options.format else None)
    if found is None:
        raise UsageError("no_ending", path=path, endings=", ".join(ENDINGS))
    return _Target(path, found)


def root_of(dossier: Path | None) -> Path | None:
    """Return the folder of the dossier in use, None of the bundled one or where there is none."""
    try:
        found = locate(dossier)
    except UsageError:
        return None
    return None if found.bundled else found.root


def _to_bytes(report: Report, form: str) -> bytes:
    if FORMATS[form].binary:
        return render_bytes(report, form)
    out = io.StringIO(newline="")
    render(report, form, out, width=WIDEST, colour=False)
    return out.getvalue().encode("utf-8", "backslashreplace")


def _write_binary(report: Report, form: Format) -> None:
    """Write a file of a binary format to a pipe; a terminal would show nothing of use."""
    if sys.stdout.isatty():
        raise UsageError("binary_to_terminal", format=form.value)
    sys.stdout.flush()
    sys.stdout.buffer.write(render_bytes(report, form))


def answer(answers: Answers, missing: str, words: Words) -> None:
    """Say every crossing of a gate and every figure that does not exist; exit 3 for a crossing."""
    for line in answers.crossed:
        warn(line.text(words.lang))
    if answers.crossed or missing == "skip":
        for line in answers.missing:
            say(words("gate_skipped", text=line.text(words.lang)))
    code = answers.code(missing)
    if code:
        raise typer.Exit(code)


def _width() -> int:
    """Return the width of the terminal; only heat maps take more than 120 columns of it."""
    return shutil.get_terminal_size((80, 24)).columns


def colour() -> bool:
    """Return whether to use colour on stdout."""
    wanted = manner.now().settings.color.value
    if wanted != Color.AUTO:
        return wanted == Color.ALWAYS
    return sys.stdout.isatty() and shows_colour()


def generated(environment: Mapping[str, str]) -> datetime:
    """Return when a document is made, to the second; an empty variable is one that is not set.

    Raises UsageError for a variable that is no number of seconds since 1970.
    """
    text = environment.get(EPOCH, "").strip()
    if not text:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError("no_epoch", name=EPOCH, text=repr(text)) from None
