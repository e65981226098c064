"""Names of a site's files: short, and such as every file system and every address takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from sahelrisk.system import is_special

LONGEST = 60
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_BETWEEN = re.compile(r"[^a-z0-9]+")
_NUMBERED = re.compile(r"-\d+$")


def node_path(folder: str, key: str) -> str:
    """Return the path of the page of a pillar or an indicator; most are named by their ids."""
    if _PLAIN.fullmatch(key) and not _NUMBERED.search(key) and not is_special(key):
        return f"{folder}/{key}.html"
    return f"{folder}/{hashed(slug(key) or folder, key)}.html"


def slug(name: str) -> str:
    """Return a name as a file name; what ends like a continued page is not taken, nor is ""."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    found = _BETWEEN.sub("-", bare.casefold()).strip("-")[:LONGEST].strip("-")
    taken = _NUMBERED.search(found) or found.isdecimal() or is_special(found)
    return "" if taken else found


def hashed(name: str, key: str) -> str:
    """Return a file name of its own for a key whose name alone gives none."""
    return f"{name}-x{hashlib.blake2s(key.encode(), digest_size=4).hexdigest()}"
