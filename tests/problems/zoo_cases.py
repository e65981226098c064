"""The zoo: a clean dossier, and dossiers broken by hand with a mark before each fault.

`zoo/base.txt` holds the files of the clean dossier. A line of `zoo/cases.txt` is a case,
`name | step`, or one more step of it, ` | step`:

    path: OLD => NEW          replaces the first OLD of a file
    path + TEXT               a file of its own; `utf-16 path + TEXT` in another encoding
    path -                    the file is not there; a mark may follow
    ! fifo PATH               a named pipe, `! link PATH TARGET`, `! folder PATH`; a mark may follow
    @ crlf                    every file has such line ends; `@ bom` a byte-order mark

A mark `§rule§` stands where `check` must report the rule and is taken out before the file is
written, so that places are counted here and never typed. Backslash escapes are Python's, and
`‹5000×a.›` is a repetition.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "zoo"
MARK = re.compile("§([a-z0-9-]+)§")
ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[ntr\\])")
REPEATED = re.compile("‹([0-9]+)×(.+?)›", re.DOTALL)
CREATE = re.compile(r"(?:(?P<encoding>[a-z0-9-]+) )?(?P<path>[^ :]+) \+ ?(?P<text>.*)")
REPLACE = re.compile(r"(?P<path>[^ :]+): (?P<old>.*?) => ?(?P<new>.*)")
BOM = "\N{BYTE ORDER MARK}"

Fault = tuple[str, int, int, str]
"""Path below the dossier, line, column (both from 1), rule."""

WHOLE: dict[str, Callable[[str], str]] = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: BOM + text,
}


@dataclass(slots=True)
class Dossier:
    """The files of a case while its steps are taken, marks and all."""

    files: dict[str, str]
    encodings: dict[str, str] = field(default_factory=dict)
    whole: Callable[[str], str] = str
    made: list[list[str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def clean() -> dict[str, str]:
    """Return the files of the clean dossier by their paths."""
    parts = re.split(r"^=== (.+)\n", (FOLDER / "base.txt").read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def cases() -> dict[str, list[str]]:
    """Return the steps of each case by its name."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (FOLDER / "cases.txt").read_text("utf-8").splitlines():
        head, step = line.split(" |", 1)
        if head:
            assert head not in found, f"two cases are named {head}"
            name = head
        found.setdefault(name, []).append(step.removeprefix(" "))
    return found


def build(steps: list[str], root: Path) -> list[Fault]:
    """Write the dossier of a case into a new folder and return what must be found, sorted."""
    dossier = Dossier(clean())
    for step in filter(None, steps):
        _take(step, dossier)
    for path, marked in dossier.files.items():
        text, faults = _unmarked(path, marked)
        dossier.faults += faults
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(dossier.whole(text).encode(dossier.encodings.get(path, "utf-8")))
    for kind, path, *target in dossier.made:
        _make(kind, root / path, target)
    return sorted(dossier.faults)


def _take(step: str, dossier: Dossier) -> None:
    sort, _, rest = step.partition(" ")
    if sort == "@":
        dossier.whole = WHOLE[rest]
    elif sort == "!":
        dossier.made.append(MARK.sub("", rest).split())
        dossier.faults += _at_start(rest.split()[1], rest)
    elif made := REPLACE.fullmatch(step):
        text, old = dossier.files[made["path"]], _plain(made["old"])
        assert old in text, step
        dossier.files[made["path"]] = text.replace(old, _plain(made["new"]), 1)
    elif made := CREATE.fullmatch(step):
        dossier.files[made["path"]] = _plain(made["text"])
        dossier.encodings[made["path"]] = made["encoding"] or "utf-8"
    else:
        assert rest.startswith("-"), step
        del dossier.files[sort]
        dossier.faults += _at_start(sort, rest)


def _at_start(path: str, text: str) -> Iterator[Fault]:
    """Yield the faults of a file that has no text: each at its first place."""
    return ((path, 1, 1, rule) for rule in MARK.findall(text))


def _plain(text: str) -> str:
    unescaped = ESCAPE.sub(lambda found: str(ast.literal_eval(f'"{found[0]}"')), text)
    return REPEATED.sub(lambda found: found[2] * int(found[1]), unescaped)


def _unmarked(path: str, marked: str) -> tuple[str, list[Fault]]:
    """Take the marks out of a text and count the places where they stood."""
    text = ""
    faults: list[Fault] = []
    end = 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        end = mark.end()
        column = len(text) - text.rfind("\n")
        faults.append((path, text.count("\n") + 1, column, mark[1]))
    return text + marked[end:], faults


def _make(kind: str, path: Path, target: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(target[0])
    else:
        assert kind == "folder", kind
        path.mkdir()
