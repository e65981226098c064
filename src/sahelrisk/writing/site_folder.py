"""The folder of a site: only one that is empty or that a site was written to before.

A file of marks names what was written, so that the next site takes away what it no longer has and
nothing else. Nothing is written through a link.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from sahelrisk.problems import UsageError
from sahelrisk.writing.ids import Draw
from sahelrisk.writing.save import save_over

MARK = ".sahelrisk-site"
FIRST = "A site made by sahelrisk; the next one replaces these files:"


def check_folder(out: Path) -> None:
    """Raise UsageError for a file, a link, or a folder with anything in it that is no site."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise UsageError("site_no_folder", path=repr(str(out)))
    if out.is_dir() and any(out.iterdir()) and not _is_ours(out):
        raise UsageError("site_not_ours", path=repr(str(out)))


def _is_ours(out: Path) -> bool:
    mark = out / MARK
    return mark.is_file() and not mark.is_symlink() and _lines(mark)[:1] == [FIRST]


def _lines(mark: Path) -> list[str]:
    return mark.read_text(encoding="utf-8", errors="replace").splitlines()


def save_site(out: Path, files: Iterable[tuple[str, bytes]], draw: Draw) -> int:
    """Write a site and take away what an earlier one had and this one has not; return how many.

    Raises UsageError before anything is written where the folder is not one for a site.
    """
    check_folder(out)
    made = dict(files)
    before = _lines(out / MARK)[1:] if (out / MARK).is_file() else []
    targets = {name: _inside(out, name) for name in made}
    out.mkdir(parents=True, exist_ok=True)
    # The mark comes first: a site that was cut short is still known as one.
    marked = "\n".join((FIRST, *sorted(made.keys() | _kept(out, before)))) + "\n"
    save_over(_inside(out, MARK), marked.encode(), draw)
    for name, data in made.items():
        target = targets[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != data:
            save_over(target, data, draw)
    for name in sorted(_kept(out, before) - made.keys()):
        _inside(out, name).unlink()
    final = "\n".join((FIRST, *sorted(made))) + "\n"
    save_over(_inside(out, MARK), final.encode(), draw)
    return len(made)


def _kept(out: Path, names: Iterable[str]) -> set[str]:
    """Return the files of an earlier site that are still there; other lines are ignored."""
    return {name for name in names if _is_plain(name) and (out / name).is_file()}


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _inside(out: Path, name: str) -> Path:
    """Return the path of a file of the site; UsageError where a link leads anywhere else."""
    target = out / name
    if target.resolve() != out.resolve() / name:
        raise UsageError("site_link", path=repr(str(target)))
    return target
