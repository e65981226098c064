"""The words of the pages, each explained in a sentence or two."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sahelrisk.report.blocks import Heading, Paragraph, Report
from sahelrisk.report.words import Words

_NO_LETTER = re.compile(r"\W+")


def terms(words: Words) -> Mapping[str, tuple[str, str]]:
    """Return every term and its meaning by id."""
    ids = words("glossary_terms").split()
    return {one: (words(f"term_{one}"), words(f"glossary_{one}")) for one in ids}


def term_of(name: str, words: Words) -> tuple[str, str] | None:
    """Return the term of a word: its id, its title or another word for it; None of others."""
    wanted = _key(name)
    found = terms(words)
    others = dict(pair.split("=") for pair in words("glossary_also").split())
    for key, (title, meaning) in found.items():
        if wanted in {_key(key), *(_key(part) for part in title.split(",")), _key(title)}:
            return title, meaning
    return found.get(others.get(wanted, ""))


def build_term(term: tuple[str, str], words: Words) -> Report:
    """Build the page of one term."""
    title, meaning = term
    return Report(
        title=title,
        blocks=lambda: (Heading(title, 1), Paragraph(meaning)),
        document=lambda: {"schema": "sahelrisk/term/1", "term": title, "meaning": meaning},
        header=("term", "meaning"),
        rows=lambda: [(title, meaning)],
        texts=frozenset({"term", "meaning"}),
        language=words.lang,
        phrases=words.phrases(),
    )


def _key(text: str) -> str:
    return _NO_LETTER.sub("_", text.casefold()).strip("_")
