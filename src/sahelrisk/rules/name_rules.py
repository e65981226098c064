"""Rules of names: what is safe as a file name, and what looks like something else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.model.likeness import origin_key
from sahelrisk.problems import Problem, Said
from sahelrisk.rules.registry import ERROR, NOTE, WARNING, rule

_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_WORD = re.compile(r"[^\W\d_]+")
_HIDDEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ARTICLE = re.compile(r"\A(?:the|le|la|les|el|al) ")
_LONG = 8
_BETWEEN_LETTERS = re.compile(r"(?<!\d)[\W_]+|[\W_]+(?!\d)")
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def _is_cell(one: Evidence) -> bool:
    """Return whether an item is a series' cell: its id is made, not typed, and names no file."""
    return one.id.endswith(f":{one.indicator}:{one.observed.text}")


@rule(
    "unsafe-id",
    ERROR,
    what="An id cannot safely be a file name.",
    why="Items are saved in files named after their ids; ../ or CON would go astray.",
    example='id = "../mali"',
    mend="Use letters a–z, digits, hyphens, underscores and full stops, 100 at most, beginning "
    "with a letter or digit.",
)
def unsafe_ids(dossier: Dossier) -> Iterator[Problem]:
    """An id can be a file name on every system."""
    for one in dossier.evidence:
        if _is_safe(one.id) or _is_cell(one):
            continue
        message = Said("problem_unsafe_id", id=one.id)
        hint = Said("hint_unsafe_id")
        yield one.fault("id", message, hint)


def _is_safe(name: str) -> bool:
    return bool(_SAFE.fullmatch(name)) and not _RESERVED.fullmatch(name)


def _named(one: Evidence) -> Iterator[tuple[tuple[str, ...], str | None]]:
    yield ("id",), one.id
    yield ("indicator",), one.indicator
    yield ("origin",), one.origin
    yield ("analyst",), one.analyst
    if one.source:
        yield ("source", "publisher"), one.source.publisher
        yield ("source", "title"), one.source.title


@rule(
    "look-alike-letters",
    WARNING,
    what="A name mixes letters of two alphabets that look alike.",
    why="A Greek o makes another publisher, and two witnesses of one.",
    example='publisher = "Reuters"                # with a Cyrillic е',
    mend="Type the name again in one alphabet.",
)
def look_alikes(dossier: Dossier) -> Iterator[Problem]:
    """No word of a name mixes letters of two alphabets that look alike."""
    for one in dossier.evidence:
        for keys, text in _named(one):
            if text is None or text.isascii():
                continue
            for word in _WORD.findall(text):
                strange = _strange(word)
                if strange:
                    message = Said("problem_look_alike_letters", word=word, strange=strange)
                    yield one.fault(keys, message)


def _strange(word: str) -> str:
    """Return the names of a word's letters outside its first alphabet, "" where it has one only."""
    names = {letter: unicodedata.name(letter, "") for letter in word}
    used = {name.split(" ", 1)[0] for name in names.values()}.intersection(_ALPHABETS)
    if len(used) <= 1:
        return ""
    odd = [name for name in names.values() if not name.startswith("LATIN")]
    return ", ".join(name.lower() for name in odd)


@rule(
    "bidirectional-control",
    WARNING,
    what="A text contains a character that reorders or hides what is printed.",
    why="A reviewer would see a different text from the one that counts.",
    example='statement = "level \\u202e5 ton"',
    mend="Delete the character; the message names it.",
)
def bidirectional(dossier: Dossier) -> Iterator[Problem]:
    """No text reorders or hides what is printed."""
    for one in dossier.evidence:
        for keys, text in (*_named(one), (("statement",), one.statement), (("notes",), one.notes)):
            if text is None or text.isascii():
                continue
            found = _HIDDEN.search(text)
            if found:
                name = unicodedata.name(found[0], "control").lower()
                message = Said("problem_bidirectional_control", code=ord(found[0]), name=name)
                yield one.fault(keys, message, Said("hint_bidirectional_control"))


@rule(
    "similar-publishers",
    NOTE,
    what="Two publishers differ only in signs, accents, an article or one letter.",
    why="One publisher under two names counts as two witnesses.",
    example='publisher = "Radio-Kayes"                # and elsewhere "Radio Kayes"',
    mend="Write the name in one way, or ignore the note where there are two publishers.",
)
def similar_publishers(dossier: Dossier) -> Iterator[Problem]:
    """Each publisher is written in one way; said once of each spelling."""
    spelt: dict[str, str] = {}
    for one in dossier.evidence:
        name = one.source.publisher if one.source else None
        key = " ".join((name or "").casefold().translate(_QUOTES).split())
        if name is None or key in spelt:
            continue
        near = next((spelt[form] for form in _forms(key) if form in spelt), None)
        spelt.update(dict.fromkeys(_forms(key), near or name))
        spelt[key] = near or name
        if near:
            message = Said("problem_similar_publishers", name=name, near=near)
            yield one.fault(("source", "publisher"), message)


@rule(
    "similar-origins",
    NOTE,
    what="Two origins differ only in signs or accents.",
    why="One report under two names counts as two witnesses.",
    example='origin = "kati attack"                   # and elsewhere "kati-attack"',
    mend="Write the origin in one way, or ignore the note where there are two reports.",
)
def similar_origins(dossier: Dossier) -> Iterator[Problem]:
    """Each origin is written in one way; said once of each spelling."""
    spelt: dict[str, tuple[str, str]] = {}
    noted: set[str] = set()
    for one in dossier.evidence:
        if one.origin is None:
            continue
        key = origin_key(one.origin)
        first, near = spelt.setdefault(_letters(key), (key, one.origin))
        if first != key and key not in noted:
            noted.add(key)
            yield one.fault("origin", Said("problem_similar_origins", name=one.origin, near=near))


def _letters(key: str) -> str:
    """Return letters and digits alone; what stands between two digits stays, as in a date."""
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", key) if not unicodedata.combining(one)
    )
    return _BETWEEN_LETTERS.sub("", plain)


def _forms(name: str) -> list[str]:
    """Return what a name has in common with those that are near: its letters, without any one."""
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", name) if one.isalnum() or one == " "
    )
    letters = _ARTICLE.sub("", plain).replace(" ", "")
    forms = [f"\0{letters}"]
    if len(letters) >= _LONG and letters.isalpha():
        forms += [f"\0{letters[:at]}{letters[at + 1 :]}" for at in range(len(letters))]
    return forms
