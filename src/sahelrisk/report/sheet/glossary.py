"""How scores are made, and the words of the pages, each explained in a sentence or two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sahelrisk.model.dossier import Dossier
from sahelrisk.report.blocks import Heading, Paragraph, Report
from sahelrisk.report.figures import all_adds_up
from sahelrisk.report.names import is_index
from sahelrisk.report.sheet.marks import stretches
from sahelrisk.report.words import Words

_NO_LETTER = re.compile(r"\W+")


def method_of(dossier: Dossier, words: Words) -> tuple[str, ...]:
    """Return how the scores of a dossier are made, a paragraph each."""
    if is_index(dossier):
        return (f"{words('sheet_method_index')} {words('sheet_method_made')}",)
    first = "sheet_method_1" if dossier.measures else "sheet_method_start"
    return (words(first), " ".join(map(words, _joined(dossier))), words("sheet_method_3"))


def _joined(dossier: Dossier) -> Iterator[str]:
    """Yield the keys of how items become a score, as far as the framework does so."""
    yield "sheet_method_2"
    if any(file.event_reads == "at-least" for file in dossier.indicators.values()):
        yield "sheet_method_incident"
    nodes = (dossier.framework, *dossier.framework.pillars)
    means = all(one.aggregation == "arithmetic" for one in nodes)
    yield "sheet_method_mean" if means else "sheet_method_made"
    if all_adds_up(dossier.framework):
        yield _sum(dossier)


def _sum(dossier: Dossier) -> str:
    """Return the key of what adds up to a score."""
    return "sheet_method_adds" if dossier.measures else "sheet_method_adds_start"


def terms(words: Words, dossier: Dossier | None = None) -> Mapping[str, tuple[str, str]]:
    """Return every term and its meaning by id, with the figures of a dossier's framework."""
    meanings = {one: words(f"glossary_{one}") for one in words("glossary_terms").split()}
    if dossier:
        if is_index(dossier):
            meanings["score"] = words("glossary_score_index")
        meanings |= {
            one: f"{meanings[one]} {more}" for one, more in _of_framework(dossier, words).items()
        }
        if not dossier.measures:
            del meanings["base_rate"]
    return {one: (words(f"term_{one}"), meaning) for one, meaning in meanings.items()}


def _of_framework(dossier: Dossier, words: Words) -> Mapping[str, str]:
    """Return what a framework adds to the meaning of terms."""
    framework = dossier.framework
    low, top = (words.general(end) for end in framework.scale)
    needs = framework.coverage
    bands = [
        words("glossary_band_from", name=one.name, start=one.low_text)
        for one in stretches(framework, words)
    ]
    found = {
        "score": words("glossary_score_ends", low=low, top=top),
        "band": words("glossary_band_all", bands=words.listed(bands)),
        "range": words("glossary_range_holds", level=words.percent(framework.method.interval)),
        "evidence": words(
            "glossary_evidence_needs",
            provisional=words.percent(needs.provisional),
            rated=words.percent(needs.rated),
        ),
    }
    if all_adds_up(framework):
        found["points"] = words(_sum(dossier))
    return found


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
