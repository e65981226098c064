"""French pages: no word of English, and no name of a country where it would need an article."""

from __future__ import annotations

import re

import pytest

from desk_items import Run
from sahelrisk.locale import catalogue
from sahelrisk.report.words import day_text, words_of

FR, EN = words_of("fr"), words_of("en")
LANG = ("--lang", "fr")
COUNTRY = r"\b(de|à|sur|sous|pour|dessus de|celui de) \{(name|country|above|below)\}"


def test_the_audit_names_assumptions_in_french(sahelrisk: Run) -> None:
    """Means, shifts of base rates, measures, pillars and indicators have French names."""
    page = sahelrisk("audit", "mali", "burkina faso", *LANG).stdout
    assert "Maîtrise de la corruption" in page
    assert re.search(r"taux de base (écartés|moins une dispersion)", " ".join(page.split()))
    assert not re.search(r"\b(none|harmonic|quadratic|rule-of-law|fatf)\b", page)
    assert "spread" not in page
    assert "left out" in sahelrisk("audit", "burkina faso").stdout


@pytest.mark.parametrize(
    ("command", "french"),
    [
        (("bulletin", "niger", "--since", "2026-08-25"), "Mutinerie à la base 101 de Niamey"),
        (("evidence", "mutiny"), "Mutinerie à la base 101 de Niamey"),
        (("evidence", "--due"), "Les derniers soldats français quittent le Mali"),
        (("explain", "mali", "kidnapping"), "morts par an"),
        (("explain", "mali", "kidnapping"), "Niveau 4–5 : Six à 14 cas"),
        (("plan", "mali"), "Mali : 80 sur 100"),
        (("compare", "mali", "chad", "niger", "-f", "markdown"), "**Marquage :** TLP"),
    ],
)
def test_items_and_labels_are_french(sahelrisk: Run, command: tuple[str, ...], french: str) -> None:
    """Where an item has a French text the page has it; colons and units are French too."""
    done = sahelrisk(*command, *LANG)
    assert french in " ".join(done.stdout.split()), done.stdout


def test_the_bulletin_has_its_french_title(sahelrisk: Run) -> None:
    """The title of the dossier is translated, as on every other page."""
    done = sahelrisk("bulletin", "--since", "2026-09-27", *LANG)
    title = done.stdout.replace("\xa0", " ")
    assert title.startswith("Sahel central et voisins côtiers : exemple : bulletin")


def test_no_country_stands_where_french_needs_an_article() -> None:
    """Phrases name a country behind a colon or in brackets: `de Tchad` is wrong."""
    named = {
        key
        for key, text in catalogue("fr").phrases.items()
        if key.startswith(("compare_", "sheet_", "gate_", "pen_", "form_", "review_"))
        and re.search(COUNTRY, text)
    }
    assert named == set()


def test_numbers_and_dates_of_french() -> None:
    """The first of a month is `1er`, and nothing is counted in the singular."""
    assert day_text("2026-05-01", FR) == "1er mai 2026"
    assert day_text("2026-05-11", FR) == "11 mai 2026"
    assert day_text("2026-05-01", EN) == "1 May 2026"
    assert FR.count("severity_error", 0) == "0 erreur"
    assert FR.count("severity_error", 2) == "2 erreurs"
    assert EN.count("severity_error", 0) == "0 errors"
    assert FR.count("evidence_found", 0) == "0 élément."
    assert FR.apart(["a", "b"]) == "a ; b"
