"""One fault in a dossier's files: of text, key, type, date, encoding or file name."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from test_fuzz import mutated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

DATES = ("2026-02-30", "2026-13-01", "0000-01-01", "9999-12-31", '"2026-2"', "0001-01-01", "1e3")
VALUES = (
    "true",
    "nan",
    "-1",
    '""',
    "[]",
    "{}",
    '"\u0000"',
    "1e400",
    "9" * 30,
    '"MLI"',
    "1979-05-27",
)
NAMES = (b"C\xf4te.toml", b"A.TOML", b"a.toml.txt", b"a b\n.toml", b"-x.toml", b"\xe2\x80\xae.toml")
REPLACED = re.compile(r"(?m)^(\"?[\w-]+\"? *= *)(.*)$")


def mutate(folder: Path, chance: Random) -> str:
    """Put one fault into a dossier; return what was done."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    path = chance.choice(files)
    kind = chance.choice(tuple(KINDS))
    KINDS[kind](path, chance)
    return f"{kind} {path.relative_to(folder)}"


def _bytes(path: Path, chance: Random) -> None:
    path.write_bytes(mutated(path.read_bytes() or b"x", chance))


def _line(path: Path, chance: Random, change: Callable[[re.Match[str]], str]) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    found = list(REPLACED.finditer(text))
    if not found:
        _bytes(path, chance)
        return
    one = chance.choice(found)
    path.write_text(
        text[: one.start()] + change(one) + text[one.end() :], encoding="utf-8", newline=""
    )


def _value(path: Path, chance: Random) -> None:
    _line(path, chance, lambda one: one[1] + chance.choice(VALUES))


def _date(path: Path, chance: Random) -> None:
    _line(path, chance, lambda one: one[1] + chance.choice(DATES))


def _key(path: Path, chance: Random) -> None:
    _line(path, chance, lambda one: chance.choice(("x", "", "\u00e9", ".")) + one[0])


def _left_out(path: Path, chance: Random) -> None:
    _line(path, chance, lambda _: "")


def _doubled(path: Path, chance: Random) -> None:
    _line(path, chance, lambda one: f"{one[0]}\n{one[0]}")


def _encoded(path: Path, chance: Random) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    path.write_bytes(text.encode(chance.choice(("utf-16", "cp1252", "utf-8-sig")), "replace"))


def _renamed(path: Path, chance: Random) -> None:
    name = os.fsdecode(chance.choice(NAMES))
    path.rename(path.with_name(name))


def _cut(path: Path, chance: Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data) + 1)])


def _gone(path: Path, chance: Random) -> None:
    path.unlink()
    act = chance.choice((path.mkdir, lambda: path.symlink_to(path.name), lambda: None))
    act()


def _copied(path: Path, chance: Random) -> None:
    copy = path.with_name(f"copy-{path.name}")
    copy.write_bytes(path.read_bytes())


KINDS = {
    "bytes": _bytes,
    "value": _value,
    "date": _date,
    "key": _key,
    "left out": _left_out,
    "doubled": _doubled,
    "encoded": _encoded,
    "renamed": _renamed,
    "cut": _cut,
    "gone": _gone,
    "copied": _copied,
}
