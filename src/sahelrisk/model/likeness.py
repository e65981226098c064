"""When two reports, origins or publishers are one: the same page, name or nearly the same words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

NEARLY = 0.75
"""The share of the words of two statements that both have, from which they are nearly the same."""
_WORD = re.compile(r"\w+")
KEPT = 4096
"""So many texts of each kind are kept, for programs that stay: at most some 20 MB of all kinds.

The items that are compared with one another follow one another, so that more would save little.
"""


@lru_cache(KEPT)
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


@lru_cache(KEPT)
def _words(statement: str) -> frozenset[str]:
    return frozenset(_WORD.findall(statement.casefold()))


def nearly_same(one: str, other: str) -> bool:
    """Return whether two statements share three quarters of their words."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return one.strip() == other.strip()
    return len(first & second) >= NEARLY * len(first | second)


_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛ʼ′`´", "'") | dict.fromkeys("“”„‟″«»", '"'))


@lru_cache(KEPT)
def origin_key(origin: str) -> str:
    """Return an origin trimmed, blanks of any kind made one, case-folded, NFC."""
    return unicodedata.normalize("NFC", " ".join(origin.split()).casefold())


@lru_cache(KEPT)
def publisher_key(publisher: str | None) -> str:
    """Return a publisher folded as origins are, quotation marks of any kind made straight.

    "" is the one unnamed publisher.
    """
    return origin_key((publisher or "").translate(_QUOTES))
