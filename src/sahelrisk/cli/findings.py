"""The steps of `check`: which files, which problems, how they are printed."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TextIO

import typer

from sahelrisk.cli import session
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import Problem, Severity, UsageError
from sahelrisk.reading.load import read_all
from sahelrisk.reading.locate import NAME, Location, locate
from sahelrisk.report.problems.check_report import Findings, check_document, tally
from sahelrisk.report.words import words_of
from sahelrisk.rules import RULES
from sahelrisk.rules.allow_rules import Sorted, accept
from sahelrisk.rules.nearest import nearest

PROBLEMS = 1
DOCS = "SAHELRISK_DOCS"
"""The address of docs/problems.md, to which the rules of a SARIF file lead."""
TOPS: Mapping[str, tuple[str, ...]] = {
    "github": ("GITHUB_WORKSPACE",),
    "sarif": ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"),
    "junit": ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"),
    "gitlab": ("CI_PROJECT_DIR",),
}
"""The variables that say where a repository's top lies, for formats of services."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules are wanted; without any, all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, problem: Problem) -> bool:
        """Return whether a problem is printed and counted."""
        return (not self.select or problem.rule in self.select) and problem.rule not in self.ignore


@dataclass(frozen=True, slots=True)
class _Target:
    """A dossier, and the files and folders of it that were asked for; none asks for all."""

    location: Location
    only: tuple[str, ...] = ()


def check(
    *,
    paths: Sequence[Path],
    dossier: Path | None,
    form: str,
    output: Path | None,
    strict: bool,
    chosen: Choice,
    earlier: str | None = None,
) -> None:
    """Check dossiers or files; exits with 1 for errors, with `strict` for warnings too.

    A dossier may be strict by itself ([ci] of dossier.toml). With `earlier`, a revision or folder,
    also that evidence was only added to since.
    """
    for name in (*chosen.select, *chosen.ignore):
        if name not in RULES:
            hint = nearest(name, RULES) or "`sahelrisk rule` lists them"
            message = f"unknown rule {name!r}; {hint}"
            raise UsageError(message)
    if output is not None:
        session.refuse_no_file(output, words_of("en"))
    today = session.today()
    problems: dict[Problem, None] = {}
    accepted: dict[Problem, None] = {}
    files = 0
    for target in _targets(paths, dossier):
        if target.location.bundled:
            session.say(target.location.reason)
        found, read, wants_strict = _found(target, today, earlier)
        problems.update((one, None) for one in found.reported if chosen.takes(one))
        accepted.update((one, None) for one in found.accepted if chosen.takes(one))
        files += read
        strict = strict or wants_strict
    ordered = sorted(problems, key=lambda one: one.sort_key)
    findings = Findings(ordered, files, len(accepted))
    if output is None:
        _print(findings, form, sys.stdout, strict=strict)
    else:
        text = io.StringIO()
        _print(findings, form, text, strict=strict)
        session.write_whole(output, text.getvalue().encode())
        session.say(f"wrote {output}")
    if findings.count(Severity.ERROR) or (strict and findings.count(Severity.WARNING)):
        raise typer.Exit(PROBLEMS)


def _targets(paths: Sequence[Path], dossier: Path | None) -> list[_Target]:
    """Return what to check: each dossier once, with the paths below it that were named."""
    if not paths:
        return [_Target(locate(dossier))]
    inside: dict[Path, list[str]] = {}
    for path in paths:
        if not path.exists() and not path.is_symlink():
            message = f"{path}: there is no such file or folder"
            raise UsageError(message)
        root = locate(dossier).root if dossier else _root_of(path)
        whole = path.name == NAME or os.path.abspath(path) == os.path.abspath(root)  # noqa: PTH100
        inside.setdefault(root, []).append("" if whole and path.is_dir() else path.as_posix())
    return [
        _Target(Location(root, "named on the command line"), () if "" in only else tuple(only))
        for root, only in inside.items()
    ]


def _root_of(path: Path) -> Path:
    """Return the nearest folder with a dossier.toml, as the user would type it."""
    if path.is_dir() and (path / NAME).is_file():
        return path
    for folder in path.parents:
        if (folder / NAME).is_file():
            return folder
    absolute = path.absolute()
    for folder in absolute.parents:
        if (folder / NAME).is_file():
            return Path(os.path.relpath(folder))
    message = f"{path}: no {NAME} in it or in any folder above; `-d DIR` names a dossier"
    raise UsageError(message)


def _found(target: _Target, today: date, earlier: str | None) -> tuple[Sorted, int, bool]:
    """Return the problems, how many files were read, and whether the dossier is strict."""
    result = read_all(target.location, today=today)
    problems = list(result.problems)
    broken = any(one.severity is Severity.ERROR for one in problems)
    if result.dossier is not None and not broken:
        from sahelrisk.report.problems.health import notes_of

        problems += result.placed(notes_of(result.dossier, today))
    if earlier is not None and result.dossier is not None:
        problems += result.placed(_history(earlier, target.location, result.dossier))
    found = Sorted(problems)
    if result.dossier is not None:
        found = accept(problems, result.dossier, today)
        found = Sorted([*found.reported, *result.placed(found.unused)], found.accepted)
    strict = result.dossier is not None and result.dossier.file.ci.strict
    if not target.only:
        return found, len(result.files), strict
    wanted = tuple(os.path.normpath(one) for one in target.only)
    below = [one for one in result.files if _below(one, wanted)]
    kept = ([one for one in part if _below(one.place.path, wanted)] for part in found)
    return Sorted(*kept), len(below), strict


def _history(earlier: str, location: Location, dossier: Dossier) -> list[Problem]:
    """Return what was rewritten or removed; a broken earlier end is compared as far as it reads."""
    from sahelrisk.reading.revision import read_earlier
    from sahelrisk.rules.history_rules import check_history

    before = read_earlier(earlier, location)
    errors = sum(one.severity is Severity.ERROR for one in before.problems)
    if errors:
        session.say(f"{earlier} has {errors:,} errors itself and is compared as far as it reads")
    return check_history(before.dossier, dossier) if before.dossier else []


def _below(path: str, wanted: Sequence[str]) -> bool:
    own = os.path.abspath(path)  # noqa: PTH100  as text: the file may be gone
    return any(
        own == full or own.startswith(full + os.sep)
        for full in (os.path.abspath(one) for one in wanted)  # noqa: PTH100
    )


def _print(findings: Findings, form: str, out: TextIO, *, strict: bool) -> None:
    if form in TOPS:
        from sahelrisk.render.repository_paths import from_top

        top = next((os.environ[name] for name in TOPS[form] if os.environ.get(name)), "")
        findings = replace(findings, problems=from_top(findings.problems, top))
    match form:
        case "json":
            from sahelrisk.render.json_text import write

            write(check_document(findings), out)
        case "github":
            from sahelrisk.render.github import render as annotate

            annotate(findings.problems, tally(findings), out)
        case "sarif":
            from sahelrisk.render.sarif import render as to_sarif

            rules = [(one.name, one.what, one.mend, one.severity) for one in RULES.values()]
            to_sarif(findings.problems, rules, out, docs=os.environ.get(DOCS, ""))
        case "junit":
            from sahelrisk.render.junit import render as to_junit

            to_junit(findings.problems, tally(findings), out, strict=strict)
        case "gitlab":
            from sahelrisk.render.gitlab import render as to_gitlab

            to_gitlab(findings.problems, out)
        case _:
            from sahelrisk.render.problem_text import render_problem

            for problem in findings.problems:
                render_problem(problem, out, colour=out is sys.stdout and session.colour())
            out.write(tally(findings) + "\n")


def print_schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file."""
    from sahelrisk.schemas import text_of

    sys.stdout.write(text_of(kind))
