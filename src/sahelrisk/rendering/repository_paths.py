"""Problems as a service finds them: paths from a repository's top, and names that last."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sahelrisk.problems import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sahelrisk.problems import Problem

_DIGITS = 32


def from_top(problems: Sequence[Problem], top: str) -> list[Problem]:
    """Return problems with paths relative to a folder, those outside of it as they are.

    Without a folder ("") nothing changes. Links below the working folder are not followed where
    that can be avoided: a service knows a file by the name under which it was committed.
    """
    if not top:
        return list(problems)
    here, there = os.path.realpath("."), os.path.realpath(top)
    known: dict[str, str] = {}
    for one in problems:
        path = one.place.path
        if path not in known:
            known[path] = _relative(path, here, there)
    return [
        replace(one, place=Place(known[one.place.path], one.place.line, one.place.column))
        for one in problems
    ]


def _relative(path: str, here: str, top: str) -> str:
    full = os.path.normpath(os.path.join(here, path))  # noqa: PTH118  as text: it may be gone
    below = top.rstrip(os.sep) + os.sep
    for one in (full, os.path.realpath(full)):
        if one.startswith(below):
            return one.removeprefix(below).replace(os.sep, "/")
    return path


def fingerprints(problems: Sequence[Problem]) -> list[str]:
    """Return a name for each problem that stays when lines above it come and go.

    It is made of rule, path and the text of the line; equal ones are numbered in their order.
    """
    seen: Counter[str] = Counter()
    found = []
    for one in problems:
        parts = (one.rule, one.place.path, one.excerpt.strip() or one.message)
        data = "\0".join(parts).encode("utf-8", "surrogatepass")
        name = hashlib.sha256(data).hexdigest()[:_DIGITS]
        seen[name] += 1
        found.append(f"{name}:{seen[name]}")
    return found
