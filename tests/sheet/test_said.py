"""What a sheet says of a country: which events, by whom, and in which words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sheet_desk import DAY, EXAMPLE, LONGEST_BRIEF, small, small_item

from desk_items import Run
from sahelrisk.locale import catalogue
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location
from sahelrisk.report.sheet.build import Wanted, sheet_of
from sahelrisk.report.sheet.head import standing_line
from sahelrisk.report.sheet_view import Sheet
from sahelrisk.report.subject import subject_of
from sahelrisk.report.words import words_of
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.standing import Standing
from sahelrisk.tasks.workings import Workings

Told = Callable[[str, str], Sheet]
AIRPORT = "Islamic State attacks Niamey's international airport and Air Base 101"
MUTINY = "Mutiny at Base 101 in Niamey; army units fight for a day"
KIDAL = "The army and the Africa Corps leave Kidal to the rebels"


@pytest.fixture(scope="module")
def told() -> Told:
    """Return the sheet of a country of the example in a language."""
    dossier = load(Location(EXAMPLE, "asked for in a test"))
    codes = ["MLI", "NER", "BFA", "TCD", "CHE", "SDN"]
    assessment = assess(dossier, date.fromisoformat(DAY), countries=codes)
    works = Workings(dossier, assessment)
    countries = {one.iso3: one for one in assessment.countries}

    @cache
    def sheet(iso3: str, lang: str) -> Sheet:
        subject = subject_of(dossier, assessment, countries[iso3], words_of(lang))
        return sheet_of(subject, Wanted(full=True), workings=works)

    return sheet


def test_an_attack_is_told_before_thanks_for_the_defence(told: Told) -> None:
    """Near the top a report moves nothing: high rungs come first, then what moved the score."""
    headlines = [one.headline for one in told("NER", "en").happened]
    assert AIRPORT in headlines
    assert "American missionary abducted in the centre of Niamey" in headlines
    assert len(headlines) == len(set(headlines)) == 5


@pytest.mark.parametrize(("needed", "some"), [(0.05, True), (1.0, False)])
def test_a_framework_says_what_a_driver_needs(needed: float, some: bool) -> None:  # noqa: FBT001
    """Indicators with less coverage than `driver_coverage` are no drivers."""
    dossier = load(Location(EXAMPLE, "asked for in a test"))
    rules = dossier.framework
    alerts = rules.alerts.model_copy(update={"driver_coverage": needed})
    dossier = replace(dossier, framework=rules.model_copy(update={"alerts": alerts}))
    assessment = assess(dossier, date.fromisoformat(DAY), countries=["MLI"])
    subject = subject_of(dossier, assessment, assessment.countries[0], words_of("en"))
    assert bool(sheet_of(subject, Wanted()).up) is some


def test_what_must_be_told_stays(told: Told) -> None:
    """Turning points and good items at the top level are never crowded out."""
    headlines = [one.headline for one in told("MLI", "en").happened]
    for wanted in (
        "Defence minister killed as six cities are attacked at once",
        "Mali closes all schools for want of fuel",
        "JNIM burns a fuel convoy near Kayes and executes its drivers",
    ):
        assert wanted in headlines
    assert len(headlines) == 5


def test_what_only_weaker_sources_say_is_named(told: Told) -> None:
    """Three headlines at most, newest first, each a link; the others are counted."""
    mali, niger = told("MLI", "en").weaker, told("NER", "en").weaker
    assert mali.text.startswith("Reported by weaker sources only: ")
    assert f"; {KIDAL} (Apr 2026, C3); 2 more." in mali.text
    assert [phrase for phrase, _ in mali.links][-1] == f"{KIDAL} (Apr 2026, C3)"
    assert len(mali.links) == 3
    assert f"{MUTINY} (Aug 2026, C3)" in niger.text
    assert "more" not in niger.text
    assert told("CHE", "en").weaker.text == told("TCD", "en").weaker.text == ""


def test_weaker_reports_of_what_is_listed_are_left_out(told: Told) -> None:
    """The assault on six cities is told once, by its good source."""
    assert "coordinated assault" not in told("MLI", "en").weaker.text
    assert "yellowcake" not in told("NER", "en").weaker.text


def small_sheet(folder: Path) -> Sheet:
    """Return the sheet of Mali of a small dossier."""
    dossier = load(Location(folder, "asked for in a test"))
    assessment = assess(dossier, date.fromisoformat(DAY), countries=["MLI"])
    subject = subject_of(dossier, assessment, assessment.countries[0], words_of("en"))
    return sheet_of(subject, Wanted(full=True))


def test_a_listed_case_hides_older_weak_reports_of_its_indicator_alone(tmp_path: Path) -> None:
    """What is newer, or of another indicator, may be another affair of the same name."""
    case = 'case = "affair"'
    items = (
        small_item("Listed", "2026-03-01", "B2", more=case),
        small_item("Newer", "2026-08-01", "C3", more=case),
        small_item("Newest", "2026-08-02", "C3", more=case),
        small_item("Older", "2026-02-01", "C3", more=case),
        small_item("Elsewhere", "2026-01-01", "C3", more=f'indicator = "p.two"\n{case}'),
    )
    sheet = small_sheet(small(tmp_path, "".join(items)))
    assert [one.headline for one in sheet.happened] == ["Listed"]
    assert sheet.weaker.text == (
        "Reported by weaker sources only: Newest (Aug 2026, C3); Elsewhere (Jan 2026, C3)."
    )


def test_the_lowest_of_two_rungs_is_not_one_of_the_highest(tmp_path: Path) -> None:
    """A report that says at least the lowest rung says nothing."""
    items = (
        small_item("Listed", "2026-03-01", "B2", level=2),
        small_item("Lowest", "2026-08-01", "C3", level=1),
        small_item("Highest", "2026-08-01", "C3", level=2),
    )
    weaker = small_sheet(small(tmp_path, "".join(items), rungs=2)).weaker.text
    assert weaker == "Reported by weaker sources only: Highest (Aug 2026, C3)."


def test_edges_to_watch_are_on_the_scale_of_indicators(tmp_path: Path) -> None:
    """Whatever scale the country has: the figure of an indicator beside it is on 0 to 100."""
    items = small_item("Listed", "2026-08-01", "A1") + small_item("Second", "2026-08-02", "A2")
    sheet = small_sheet(small(tmp_path, items, scale="[0, 10]"))
    assert re.fullmatch(r"One \d\d", sheet.up[0].title)
    assert any(one.text.startswith("One: under 80 if it says") for one in sheet.watch)


def test_twelve_months_start_with_no_score_that_was_not_printed(tmp_path: Path) -> None:
    """A year ago that country was insufficient: the sign in words stands there instead."""
    sheet = small_sheet(small(tmp_path, small_item("Listed", "2026-05-01", "B2")))
    fact = next(one for one in sheet.facts if one.label == "12 months")
    assert sheet.year == fact.beside == "new evidence, no change"
    assert fact.note == ""


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_brief_of_the_example_is_longer_than_a_screen(sahelrisk: Run, lang: str) -> None:
    """Whatever happened there: what does not fit is folded, and every brief keeps its parts."""
    done = sahelrisk("score", "--all", "-d", str(EXAMPLE), "--as-of", DAY, "--lang", lang).stdout
    briefs = re.split(r"\n\n(?=\S.*\n .* (?:of|sur) 100 )", done)[1:]
    assert len(briefs) == 16
    for brief in briefs:
        assert len(brief.splitlines()) <= LONGEST_BRIEF, brief.splitlines()[0]


def test_every_form_names_weaker_sources(sahelrisk: Run) -> None:
    """Where one can ask for more, the line says how."""
    asked = ("score", "niger", "-d", str(EXAMPLE), "--as-of", DAY)
    for form in ("terminal", "plain"):
        told = " ".join(sahelrisk(*asked, "-f", form).stdout.split())
        assert f"Reported by weaker sources only: {MUTINY} (Aug 2026, C3)" in told, form
        assert "All: --full" in told.replace("\\", ""), form
    page = sahelrisk(*asked, "-f", "html").stdout
    assert re.search(rf'sources only: <a href="#ner-\d+-\w+">{MUTINY} \(Aug', page)
    assert "All: --full" not in page


RUNGS = {
    "en": "Attacks by armed groups: under 80 if it says: “In the last six months 20 to 59 attacks, "
    "or 50 to 199 deaths; neither figure higher” (last evidence 18 days old).",
    "fr": "Attaques de groupes armés : moins de 80 si elle indique : « Au cours des six derniers "
    "mois, 20 à 59 attaques ou 50 à 199 morts ; aucun des deux chiffres au-delà » "
    "(dernier élément il y a 18 jours).",
}


@pytest.mark.parametrize("lang", RUNGS)
def test_a_rung_to_watch_is_whole(told: Told, lang: str) -> None:
    """Half a rung may say the opposite; and no title is a subject that French would agree with."""
    assert RUNGS[lang] in [one.text for one in told("MLI", lang).watch]


def test_a_decimal_that_is_kept_names_the_band_it_would_read_as(told: Told) -> None:
    """Of the country and its pillars the first; an indicator of the drivers needs no line."""
    assert told("SDN", "en").edge == "79.5 keeps its decimal: 80 would read as very high"
    assert told("SDN", "fr").edge == "79,5 garde sa décimale : 80 se lirait « très élevé »"
    assert told("NER", "en").edge == ""


def test_a_worst_pillar_without_evidence_says_so(told: Told) -> None:
    """From the condition by which bars are broken."""
    assert told("BFA", "en").worst.text == "Security is VERY HIGH at 91, mostly base rate."
    assert told("BFA", "fr").worst.text == "Sécurité : TRÈS ÉLEVÉ, 91, surtout taux de base."
    assert told("NER", "en").worst.text == "Sovereignty is VERY HIGH at 82."


def test_marks_of_drivers_are_explained(sahelrisk: Run) -> None:
    """In the heading where there is room, so that it costs no line; on pages as a note."""
    asked = ("score", "mali", "-d", str(EXAMPLE), "--as-of", DAY)
    note = "▲ reports show more than the statistics suggest, ▼ less"
    brief = sahelrisk(*asked).stdout
    assert f"\nWhy it stands off its base rate  {note}\n" in brief
    assert (
        f"\nWhy it stands off its base rate\n {note}\n"
        in sahelrisk(*asked, env={"COLUMNS": "80"}).stdout
    )
    assert f'<p class="note">{note}.' in sahelrisk(*asked, "-f", "html").stdout


@pytest.mark.parametrize(("lang", "base"), [("en", "base rate"), ("fr", "taux de base")])
def test_without_statistics_nothing_speaks_of_them(
    tmp_path: Path, sahelrisk: Run, lang: str, base: str
) -> None:
    """Neither the heading of the drivers nor a mark, and `explain` names the starting value."""
    folder = small(tmp_path, small_item("Listed", "2026-05-01", "B2"))
    for form in ("terminal", "plain", "markdown"):
        asked = ("mali", "-d", str(folder), "--as-of", DAY, "-f", form, "--lang", lang)
        told = sahelrisk("score", *asked).stdout
        assert base not in told, form
        assert ("What drives it" if lang == "en" else "Ce qui pèse le plus") in told
        assert f"= {base}" not in sahelrisk("explain", *asked).stdout


def test_words_of_a_page_have_the_figures_of_its_framework(tmp_path: Path, sahelrisk: Run) -> None:
    """Bands, thresholds and scale are not those of the framework that comes with the program."""
    folder = small(tmp_path, small_item("Listed", "2026-05-01", "B2"), scale="[0, 10]")
    page = sahelrisk("score", "mali", "-d", str(folder), "--as-of", DAY, "-f", "html").stdout
    assert "0 is least, 10 is most." in page
    assert "Here low from 0, middle from 5 and high from 8." in page
    assert re.search(r"From 10\s% a score is provisional, from 30\s% it is rated\.", page)
    assert "What open statistics alone would say" not in page
    assert "a fixed value that the framework sets" in page


def test_twelve_months_name_what_moved_the_score(told: Told) -> None:
    """Statistics, evidence and the rest apart; what evidence moved is called noise or a change."""
    mali, suisse = told("MLI", "en"), told("CHE", "fr")
    assert mali.year == "83 to 80: ageing −0.1, statistics −1.8, evidence −0.2 (within noise)"
    fact = next(one for one in mali.facts if one.label == "12 months")
    assert f"{fact.beside}: {fact.note}" == mali.year
    assert told("MLI", "fr").year.startswith("de 83 à 80 : vieillissement −0,1, statistiques −1,8")
    assert suisse.year == "de 6 à 6 : inchangé"


def test_the_deck_says_what_evidence_adds(told: Told) -> None:
    """With the points of the two indicators that do most of it."""
    assert told("MLI", "en").deck[1] == (
        "Evidence adds 1 point, most of all Break with blocs (+0.9) and Mineral smuggling (+0.4)."
    )
    assert told("MLI", "fr").deck[1].startswith("Les éléments ajoutent 1 point, surtout ")


def test_a_minus_is_a_minus_where_people_read(sahelrisk: Run) -> None:
    """Machines and terminals that have no such sign get a hyphen."""
    asked = ("score", "mali", "-d", str(EXAMPLE), "--as-of", DAY)
    assert "−0.8" in sahelrisk(*asked, "-f", "markdown").stdout
    machines = sahelrisk(*asked, "-f", "json").stdout
    assert "−" not in machines
    assert re.search(r": -\d+\.\d", machines)
    narrow = sahelrisk(*asked, "-f", "plain", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert "-0.8" in narrow.stdout


def test_a_chance_that_rounds_to_nothing_is_not_one_per_cent(told: Told) -> None:
    """Bands that are all but ruled out say so; nought stays nought."""
    shares = dict(told("CHE", "en").probabilities)
    assert shares["very high"] == "< 1 %"
    assert dict(told("CHE", "fr").probabilities)["très élevé"] == "< 1 %"
    fact = next(one for one in told("MLI", "en").facts if one.label == "90 % range")
    assert fact.note == "43 % chance of high"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0 %"),
        (1e-7, "< 1 %"),
        (0.00499, "< 1 %"),
        (0.005, "1 %"),
        (0.9949, "99 %"),
        (0.995, "> 99 %"),
        (1.0, "100 %"),
    ],
)
def test_percentages_are_exact_at_their_ends_alone(share: float, said: str) -> None:
    """What is neither nought nor whole and rounds to it says on which side it lies."""
    assert words_of("en").percent(share) == said


@pytest.mark.parametrize(
    ("below", "said"),
    [
        (0, "Higher than 0 % of 212 countries"),
        (1, "Higher than 1 of 212 countries"),
        (2, "Higher than 1 % of 212 countries"),
        (211, "Higher than all but 1 of 212 countries"),
        (212, "Higher than 100 % of 212 countries"),
    ],
)
def test_a_standing_near_an_end_counts_countries(below: int, said: str) -> None:
    """No sentence says 'higher than < 1 %'."""
    assert standing_line(Standing(below / 212, 212, 2025), words_of("en")) == said


def test_french_says_how_many_countries_are_not_lower() -> None:
    """The number of all countries is no number of those that are lower."""
    said = standing_line(Standing(211 / 212, 212, 2025), words_of("fr"))
    assert said == "Plus élevé que tous les pays sauf 1, sur 212"


def test_reports_that_leave_the_base_rate_where_it_is_are_a_gap(told: Told) -> None:
    """Three are named, the others counted; each leads to its indicator."""
    gap = told("BFA", "en").gaps[-1]
    assert gap.text == (
        "Reports bear out the base rate and do not move it: Violence against civilians (2), "
        "Attacks by armed groups (4), Strikes on the state's core (2) and 3 more indicators."
    )
    assert ("Attacks by armed groups", "#security.attack-tempo") in gap.links
    assert len(gap.links) == 3
    assert told("NER", "fr").gaps[-1].text.endswith(" et 1 autre indicateur.")
    assert "bear out" not in " ".join(one.text for one in told("CHE", "en").gaps)


def test_french_has_one_word_for_each_thing(told: Told) -> None:
    """A band is a tranche everywhere; points of evidence are what it adds; an end of a review."""
    phrases = catalogue("fr").phrases
    said = " ".join(text for key, text in phrases.items() if key != "glossary_also")
    assert not re.search(r"\b[Bb]andes?\b|\b[Cc]lasses?\b", said)
    assert told("MLI", "fr").base_line == "taux de base 79, apport des éléments +1"
    assert phrases["basis"] == "Assise"
    assert [label for label, _ in told("MLI", "fr").footing][1] == "Sources"
    assert (phrases["review_base"], phrases["review_head"]) == ("Avant", "Après")


def test_a_share_just_under_what_a_status_needs_is_not_rounded_to_it(
    told: Told, sahelrisk: Run
) -> None:
    """Niger's evidence is 24.9 %, and 25 % would make it provisional."""
    share = next(one for one in told("NER", "en").facts if one.label == "Evidence")
    assert share.figure == "24.9 %"
    assert told("MLI", "en").evidence == "36 %"
    table = sahelrisk("compare", "niger", "-d", str(EXAMPLE), "--as-of", DAY, "--lang", "fr").stdout
    assert "24,9\u202f%" in table


def test_a_page_without_base_rates_has_no_mark_for_them(tmp_path: Path, sahelrisk: Run) -> None:
    """A legend explains what is drawn, one is counted as one, and no half of a page is empty."""
    folder = small(tmp_path, small_item("Listed", "2026-05-01", "B2"))
    page = sahelrisk("score", "mali", "-d", str(folder), "--as-of", DAY, "-f", "html").stdout
    shown = page.partition('id="method"')[0]
    assert "base rate" not in re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL)
    assert "1 pillar, 2 indicators" in shown
    assert "<div></div>" not in shown


def test_an_index_tells_no_events(sahelrisk: Run) -> None:
    """Its figures are published, so that no ladder has a top and no line a mark."""
    index = EXAMPLE.with_name("hdi")
    page = sahelrisk("score", "mali", "-d", str(index), "--as-of", DAY, "-f", "html").stdout
    assert "What happened" not in page
    assert 'class="ring now"' not in page
    assert "This is an index of published figures." in page


@pytest.mark.parametrize("form", ["terminal", "plain", "markdown", "html"])
def test_a_dossier_without_evidence_scores_nobody_and_says_so(
    tmp_path: Path, sahelrisk: Run, form: str
) -> None:
    """In every form, on the screen and in a file; documents of countries alone are refused."""
    folder = small(tmp_path, "")
    asked = ("score", "--all", "-d", str(folder), "--as-of", DAY)
    answer = sahelrisk(*asked, "-f", form)
    assert "No country is scored." in answer.stdout
    assert answer.returncode == 0
    page = tmp_path / "page-{date}.html"
    assert sahelrisk(*asked, "-o", str(page)).returncode == 0
    assert (tmp_path / f"page-{DAY}.html").is_file()
    refused = sahelrisk(*asked, "-o", str(tmp_path / "a.pdf"))
    assert (refused.returncode, refused.stderr.count("of scores of countries only")) == (2, 1)
