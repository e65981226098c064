"""An Atom feed (RFC 4287): one entry a country where something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from sahelrisk.rendering.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

NAMESPACE = "http://www.w3.org/2005/Atom"


def feed(
    title: str,
    author: str,
    updated: datetime,
    rights: str,
    entries: Iterable[tuple[str, str, Iterable[str]]],
    language: str = "en",
    subtitle: str = "",
) -> bytes:
    """Return a feed of entries: key, title and lines; a key gives the entry its lasting id.

    Every entry bears the rights of the feed too, as readers show entries alone.
    """
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": language})
    when = updated.strftime("%Y-%m-%dT%H:%M:%SZ")
    _text(root, "id", _urn(author))
    _text(root, "title", title)
    if subtitle:
        _text(root, "subtitle", subtitle)
    _text(root, "updated", when)
    _text(ET.SubElement(root, "author"), "name", author)
    _text(root, "rights", rights)
    for key, heading, lines in entries:
        entry = ET.SubElement(root, "entry")
        _text(entry, "id", _urn(f"{author} {key}"))
        _text(entry, "title", heading)
        _text(entry, "updated", when)
        _text(entry, "rights", rights)
        content = ET.SubElement(entry, "content", {"type": "text"})
        content.text = "\n".join(visible(line) for line in lines)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = visible(text)


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"sahelrisk bulletin {name}").urn
