"""When two reports are probably one: the same page, or nearly the same words."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

NEARLY = 0.75
"""The share of the words of two statements that both have, from which they are nearly the same."""
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65536)
def page_of(url: str | None) -> str:
    """Return the address of a page without what does not change it, "" of a whole site.

    A data set names its home page in every item; that is no sign of one report told twice.
    """
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.casefold().removeprefix('www.')}{path}{query}"


@lru_cache(maxsize=65536)
def _words(statement: str) -> frozenset[str]:
    return frozenset(_WORD.findall(statement.casefold()))


def nearly_same(one: str, other: str) -> bool:
    """Return whether two statements share three quarters of their words."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return one.strip() == other.strip()
    return len(first & second) >= NEARLY * len(first | second)
