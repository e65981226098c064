"""The gallery of problems: each case is the good dossier in `base` with some files put over it.

`python tests/problems/gallery.py` writes what `check` says of every case into its expected.txt;
read the difference before you commit it.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sahelrisk.problems import Severity
from sahelrisk.reading.load import load, read_all
from sahelrisk.reading.locate import Location
from sahelrisk.rendering.problem_text import render_problem
from sahelrisk.report.problems.check_report import tally
from sahelrisk.report.words import words_of
from sahelrisk.rules.allow_rules import HISTORY, Sorted, accept
from sahelrisk.rules.history_rules import check_history
from sahelrisk.tasks.check import Checked
from sahelrisk.tasks.health import notes_of
from sahelrisk.tasks.letterhead import faulty_logo

GALLERY = Path(__file__).parent
BASE = GALLERY / "base"
TODAY = date(2026, 11, 23)
ROOT = Path("desk")
BEFORE = Path("before")
"""Where the good dossier lies beside a case that is compared with it."""


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "evidence/pipe.toml")


def _broken_link(folder: Path) -> None:
    (folder / "evidence/gone.toml").symlink_to("nowhere.toml")


def _circle(folder: Path) -> None:
    (folder / "evidence/round.toml").symlink_to("round.toml")


def _link(folder: Path) -> None:
    outside = folder.parent / "outside.toml"
    outside.write_text("")
    (folder / "evidence/link.toml").symlink_to(outside)


def _folder_link(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    (folder / "evidence/linked").symlink_to(folder.parent / "elsewhere")


def _large(folder: Path) -> None:
    (folder / "evidence/large.toml").write_bytes(b"#\n" * (9 * 1024 * 1024))


def _long(folder: Path) -> None:
    (folder / "evidence/long.toml").write_text(f'x = "{"y" * 1_000_001}"\n')


def _capitals(folder: Path) -> None:
    (folder / "evidence/GOOD.toml").write_text("")


def _file_for_folder(folder: Path) -> None:
    (folder / "evidence").rename(folder / "elsewhere")
    (folder / "evidence").write_text("elsewhere")  # a link, as a system without links checks it out


def _pipe_for_framework(folder: Path) -> None:
    shutil.rmtree(folder / "indicators")
    os.mkfifo(folder / "indicators")


MADE: dict[str, Callable[[Path], None]] = {
    "not-a-file/pipe": _pipe,
    "missing-file/broken-link": _broken_link,
    "unreadable-file/link-to-itself": _circle,
    "missing-folder/file": _file_for_folder,
    "missing-folder/pipe": _pipe_for_framework,
    "outside-dossier/link": _link,
    "outside-dossier/linked-folder": _folder_link,
    "file-too-large/comments": _large,
    "files-differ-in-case/good": _capitals,
    "long-line/statement": _long,
}
"""What git cannot hold, or should not."""


def cases() -> list[str]:
    """Return every case as rule/name."""
    kept = {
        path.relative_to(GALLERY).as_posix()
        for path in GALLERY.glob("*/*")
        if path.is_dir() and path.parent != BASE and not path.parent.name.startswith("__")
    }
    return sorted(kept | MADE.keys())


def build(case: str, folder: Path) -> None:
    """Write the dossier of a case into a new folder."""
    shutil.copytree(BASE, folder)
    if case in MADE:
        MADE[case](folder)
    else:
        left_out = shutil.ignore_patterns("expected.txt")
        shutil.copytree(GALLERY / case, folder, dirs_exist_ok=True, ignore=left_out)
    if case.split("/", maxsplit=1)[0] in HISTORY:
        shutil.copytree(BASE, folder.parent / BEFORE)


def checked() -> Checked:
    """Return what `check` finds in the dossier `desk` of the current folder."""
    result = read_all(Location(ROOT, "the gallery"), today=TODAY)
    problems = list(result.problems)
    if result.dossier and not any(one.severity is Severity.ERROR for one in problems):
        more = [*notes_of(result.dossier, TODAY), *faulty_logo(result.dossier)]
        problems = sorted(problems + result.placed(more), key=lambda one: one.sort_key)
    if BEFORE.is_dir() and result.dossier:
        problems += result.placed(check_history(load(Location(BEFORE, "")), result.dossier))
    found = accept(problems, result.dossier, TODAY) if result.dossier else Sorted(problems)
    problems = [*found.reported, *result.placed(found.unused)]
    problems.sort(key=lambda one: one.sort_key)
    return Checked(problems, len(result.files), len(found.accepted))


def found_in(case: str, folder: Path) -> Checked:
    """Build a case below a folder and return what `check` finds in it."""
    build(case, folder / ROOT)
    before = Path.cwd()
    os.chdir(folder)
    try:
        return checked()
    finally:
        os.chdir(before)


def printed(found: Checked, folder: Path, lang: str = "en") -> str:
    """Return what `check` prints of what it found, the folder's own path left out."""
    out = io.StringIO()
    for problem in found.problems:
        render_problem(problem, out, lang=lang)
    return f"{out.getvalue().replace(str(folder), '')}{tally(found, words_of(lang))}\n"


def answer(case: str, folder: Path) -> str:
    """Build a case below a folder and return what `check` prints of it."""
    return printed(found_in(case, folder), folder)


def main() -> None:
    """Write every expected.txt."""
    for case in cases():
        with tempfile.TemporaryDirectory() as name:
            path = GALLERY / case / "expected.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(answer(case, Path(name)), encoding="utf-8")
            sys.stdout.write(f"{case}\n")


if __name__ == "__main__":
    main()
