"""The forms under which origins and publishers are compared (method § 2)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛ʼ′`´", "'") | dict.fromkeys("“”„‟″«»", '"'))


@lru_cache(maxsize=65536)
def origin_key(origin: str) -> str:
    """Return an origin trimmed, blanks of any kind made one, case-folded, NFC."""
    return unicodedata.normalize("NFC", " ".join(origin.split()).casefold())


@lru_cache(maxsize=65536)
def publisher_key(publisher: str | None) -> str:
    """Return a publisher folded as origins are, quotation marks of any kind made straight.

    "" is the one unnamed publisher.
    """
    return origin_key((publisher or "").translate(_QUOTES))
