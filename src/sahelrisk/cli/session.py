"""The steps every command takes: find and read a dossier, choose countries, deliver a report."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sahelrisk import __version__
from sahelrisk.cli.clock import generated
from sahelrisk.cli.options import Desk, Format, Reading
from sahelrisk.model import countries
from sahelrisk.model.dossier import Dossier, under_ceiling
from sahelrisk.model.framework import Profile
from sahelrisk.problems import DossierError, Severity, UsageError
from sahelrisk.reading.load import framework_folder, load, load_framework, read
from sahelrisk.reading.locate import Location, locate
from sahelrisk.render import format_of, render
from sahelrisk.report.blocks import Report
from sahelrisk.report.score.score_document import Run
from sahelrisk.report.words import Words, words_of
from sahelrisk.rules.nearest import nearest_names
from sahelrisk.scoring.rate import ACROSS

WIDEST = 120


def say(message: str) -> None:
    """Tell the user something that is not the result."""
    print(message, file=sys.stderr)


def _said(options: Desk) -> Words:
    """Return the words of a command's messages, in the language of its page."""
    return words_of(options.lang)


def this_run() -> Run:
    """Return the version and the time, the one thing of a document that differs from run to run."""
    now = generated(os.environ)
    return Run(__version__, now.strftime("%Y-%m-%dT%H:%M:%SZ"))


def open_dossier(options: Desk, wanted: Collection[str] | None = None) -> Dossier:
    """Find and read the dossier; where it is the bundled one, say so."""
    location = locate(options.dossier)
    dossier = load(location, wanted, today=_latest(options))
    if location.bundled:
        note = f", {dossier.file.illustrative}" if dossier.file.illustrative else ""
        say(_said(options)("bundled", number=dossier.items) + note)
    if dossier.doubts:
        say(_said(options)("doubts", number=dossier.doubts))
    if isinstance(options, Reading) and options.tlp:
        return under_ceiling(dossier, options.tlp.value)
    return dossier


def open_framework(options: Desk) -> Dossier:
    """Read the dossier for its indicators; faults of the evidence are counted and stop nothing."""
    try:
        return open_dossier(options, ())
    except DossierError as error:
        dossier = load_framework(locate(options.dossier))
        say(_said(options).count("evidence_faults", len(error.problems)))
        return dossier


def open_earlier(name: str, options: Reading) -> Dossier:
    """Read another dossier, or this one at a git revision, under the same ceiling."""
    from sahelrisk.reading.revision import load_earlier

    dossier = load_earlier(name, locate(options.dossier))
    return under_ceiling(dossier, options.tlp.value) if options.tlp else dossier


def open_for(options: Reading, codes: Collection[str]) -> Dossier:
    """Read what is needed to score countries: theirs, or all where measures compare countries."""
    dossier = open_dossier(options, codes)
    across = any(
        file.measure and file.measure.normalise in ACROSS for file in dossier.indicators.values()
    )
    return open_dossier(options) if across and dossier.partial else dossier


def codes_of(names: Sequence[str], options: Desk) -> list[str]:
    """Return alpha-3 codes of countries and @groups, in the order given, each once."""
    codes: list[str] = []
    problems = []
    for name in names:
        if name.startswith("@"):
            codes += _group(name[1:], options)
            continue
        country = countries.find(name)
        if country:
            codes.append(country.alpha3)
        else:
            problems.append(_unknown(name, options))
    if problems:
        raise UsageError("\n".join(problems))
    return list(dict.fromkeys(codes))


def _unknown(name: str, options: Desk) -> str:
    words = _said(options)
    groups = load(locate(options.dossier), ()).file.groups
    near = [words("the_group", name=one) for one in groups if one.lower() == name.lower()]
    near = near or [
        f"{countries.name(one, words.lang)} ({one.alpha3})" for one in countries.near(name)
    ]
    text = words("no_country", name=repr(name))
    return words("no_but_near", text=text, near=", ".join(near)) if near else text


def _group(name: str, options: Desk) -> Sequence[str]:
    location: Location = locate(options.dossier)
    groups = load(location, ()).file.groups
    if name not in groups:
        words = _said(options)
        known = ", ".join(f"@{one}" for one in sorted(groups)) or words("where_none")
        raise UsageError(words("no_group", name=repr(f"@{name}"), known=known))
    return groups[name]


def profile_of(dossier: Dossier, options: Reading) -> Profile | None:
    """Return the profile asked for, or the dossier's; raises UsageError for an unknown one."""
    wanted = options.profile or dossier.file.profile
    if wanted is None:
        return None
    for profile in dossier.framework.profiles:
        if profile.id == wanted:
            return profile
    words = _said(options)
    known = ", ".join(profile.id for profile in dossier.framework.profiles) or words("where_none")
    raise UsageError(words("no_profile_of_that_name", name=repr(wanted), known=known))


def node_of(dossier: Dossier, name: str, lang: str = "en") -> str:
    """Return the id of a pillar or an indicator; raises UsageError naming near ones."""
    pillars = [pillar.id for pillar in dossier.framework.pillars]
    return name if name in pillars else indicator_of(dossier, name, lang)


def indicator_of(dossier: Dossier, name: str, lang: str = "en") -> str:
    """Return an indicator's id from its id or its last part; raises UsageError naming near ones."""
    ids = [key for key in dossier.indicators if not key.startswith("context.")]
    own = [key for key in ids if name in (key, key.rpartition(".")[2])]
    if len(own) == 1:
        return own[0]
    words, near = words_of(lang), nearest_names(name, own or ids)
    text = words("no_such_indicator", name=repr(name))
    quoted = [words("quoted", name=one) for one in near]
    raise UsageError(words("did_you_mean", text=text, near=words.either(quoted)) if near else text)


def whereabouts(options: Desk) -> dict[str, str | int]:
    """Return where everything is read from; a dossier with problems is no reason not to say."""
    location = locate(options.dossier)
    dossier, problems = read(location)
    folder = dossier.file.evidence if dossier else "evidence"
    framework = framework_folder(location.root, dossier.file if dossier else None)
    counts = Counter(problem.severity for problem in problems)
    return {
        "dossier": _whole(location.root),
        "why": location.reason,
        "framework": _whole(framework),
        "evidence": _whole(location.root / folder),
        "items": dossier.items if dossier else 0,
        "problems": counts[Severity.ERROR] + counts[Severity.WARNING],
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
    }


def _whole(path: Path) -> str:
    """Return an absolute path without dots; links stay as they are written."""
    return os.path.normpath(path.absolute())


def as_of(options: Reading) -> date:
    """Return the as-of date; this is where the clock is read."""
    return options.as_of or today()


def today() -> date:
    """Return today's date, where the user is."""
    return datetime.now().astimezone().date()


def _latest(options: Desk) -> date:
    """Return the day after which evidence would be a slip; never before the as-of date."""
    now = today()
    asked = options.as_of if isinstance(options, Reading) else None
    return max(now, asked) if asked else now


class _Target(NamedTuple):
    path: Path
    format: str


def deliver(report: Report, options: Desk) -> None:
    """Write a report to every output file, and to stdout unless only files were asked for."""
    if options.plain and options.format not in (None, Format.PLAIN):
        raise UsageError(_said(options)("plain_and", format=options.format.value))
    targets = [_target(path, options) for path in options.output or ()]
    rendered = [(target.path, _to_text(report, target.format)) for target in targets]
    for path, text in rendered:
        _write_whole(path, text)
        say(_said(options)("wrote", path=path))
    if not targets or options.format or options.plain:
        wanted = Format.PLAIN if options.plain else options.format or Format.TERMINAL
        if wanted is Format.CSV and isinstance(sys.stdout, io.TextIOWrapper):
            # A table has no way to escape a letter that the stream lacks, and ends its own lines.
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        render(report, wanted.value, sys.stdout, width=_width(), colour=colour())


def _target(path: Path, options: Desk) -> _Target:
    refuse_no_file(path, _said(options))
    found = format_of(path) or (options.format.value if options.format else None)
    if found is None:
        raise UsageError(_said(options)("no_ending", path=path))
    return _Target(path, found)


def refuse_no_file(path: Path, words: Words) -> None:
    """Raise UsageError where an output file is a folder, as an empty text is, or a dash."""
    if path.is_dir():
        raise UsageError(words("output_folder", path=repr(str(path))))
    if path == Path("-"):
        raise UsageError(words("output_dash"))


def _to_text(report: Report, form: str) -> str:
    out = io.StringIO(newline="")
    render(report, form, out, width=WIDEST, colour=False)
    return out.getvalue()


def _write_whole(path: Path, text: str) -> None:
    write_whole(path, text.encode("utf-8"))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all; raises UsageError naming it."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe: nothing to replace
        else:
            _replace(path.resolve(), data)  # a link stays one
    except BrokenPipeError:
        raise
    except OSError as error:
        folder = path.parent
        why = error.strerror if folder.is_dir() else f"there is no folder {str(folder)!r}"
        message = f"{path}: not written, {why}"
        raise UsageError(message) from error


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _width() -> int:
    return min(WIDEST, shutil.get_terminal_size((80, 24)).columns)


def colour() -> bool:
    """Return whether to use colour on stdout."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
