"""The brief: what a client reads on one screen."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from sheet_desk import AS_OF, EXAMPLE, LONGEST_BRIEF, copied

from desk_items import Run
from terminal import Terminal

MALI = ("score", "mali", "-d", str(EXAMPLE), *AS_OF)
PARTS = (
    "Mali",
    "Higher than",
    "What happened in the last 12 months",
    " Pillar",
    "Why it stands off its base rate",
    "Watch",
    "sahelrisk score mali",
)


def test_it_answers_in_its_order_within_45_lines(sahelrisk: Run) -> None:
    """How bad, against whom, what happened, why, what to watch; then where to go on."""
    lines = sahelrisk(*MALI).stdout.splitlines()
    found = [next(at for at, line in enumerate(lines) if line.startswith(one)) for one in PARTS]
    assert found == sorted(found)
    assert len(lines) <= LONGEST_BRIEF


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_keeps_to_the_width(sahelrisk: Run, width: int, lang: str) -> None:
    """No line is longer than the terminal, and every pillar has its row."""
    done = sahelrisk(*MALI, "--lang", lang, env={"COLUMNS": str(width)})
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= width
    for pillar in ("S", "S", "E", "I" if lang == "en" else "R"):
        assert any(line.startswith(f" {pillar}") and line.endswith("%") for line in lines)


def test_the_longest_brief_of_the_example_fits_one_screen(sahelrisk: Run) -> None:
    """In both languages and with a profile no brief has more lines than a screen of 100 columns."""
    for more in ((), ("--lang", "fr"), ("--lang", "fr", "--profile", "mining")):
        brief = sahelrisk("score", "burkina-faso", "-d", str(EXAMPLE), *AS_OF, *more).stdout
        assert len(brief.splitlines()) <= LONGEST_BRIEF, more


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_ruler_names_every_edge_of_the_bands(sahelrisk: Run, lang: str) -> None:
    """At 80 columns, too, 80 stands above the bars; 100 gives way where there is no room for it."""
    lines = sahelrisk(*MALI, "--lang", lang, env={"COLUMNS": "80"}).stdout.splitlines()
    head, row = next(pair for pair in pairwise(lines) if pair[0].startswith(" Pil"))
    edges = [at for at, mark in enumerate(row) if mark == "┊"]
    assert head.split()[2:7] == ["0", "20", "40", "60", "80"]
    assert [head.index(figure, head.index(" 0 ")) for figure in ("20", "40", "60")] == edges[:3]


def test_marks_and_decimals_are_explained(sahelrisk: Run) -> None:
    """Under the pillars stands what the marks mean, and why one figure has a decimal."""
    told = sahelrisk(*MALI).stdout
    assert "● score  ━ 90 % range  ╍ mostly base rate  ┃ base rate" in told
    sudan = sahelrisk("score", "sudan", "-d", str(EXAMPLE), *AS_OF).stdout
    assert "79.5 keeps its decimal: 80 would read as very high" in sudan
    niger = sahelrisk("score", "niger", "-d", str(EXAMPLE), *AS_OF).stdout
    assert "keeps its decimal" not in niger
    narrow = sahelrisk(*MALI, env={"COLUMNS": "60"}).stdout
    assert "● score" not in narrow
    assert "→ unchanged" in narrow


def test_few_indicators_with_evidence_are_named_rather_than_the_many_without(
    sahelrisk: Run,
) -> None:
    """A country of which little is entered gets no list of twenty gaps."""
    told = " ".join(sahelrisk("score", "senegal", "-d", str(EXAMPLE), *AS_OF).stdout.split())
    assert "Gaps Only Thin economic channels, " in told
    assert "the other 21 indicators rest on the base rate alone." in told


def test_it_is_boxed_on_a_terminal_alone(sahelrisk: Run) -> None:
    """Off a terminal the same stands there without box and colour."""
    shown = Terminal(*MALI, columns=100, env={"COLUMNS": "100"})
    assert shown.end() == 0
    boxed, piped = shown.all, sahelrisk(*MALI).stdout
    assert "╭─ Mali" in boxed
    assert "╭" not in piped
    assert "\x1b" not in piped
    for phrase in ("80 of 100", "confidence: low", "Supply cut by force"):
        assert phrase in boxed
        assert phrase in piped


def test_what_was_entered_late_did_not_happen_in_the_last_12_months(sahelrisk: Run) -> None:
    """The brief leaves late entries out; in HTML they come last and are marked."""
    june = ("score", "mali", "-d", str(EXAMPLE), "--as-of", "2026-06-30")
    brief = sahelrisk(*june).stdout
    assert "All political parties dissolved" not in brief.split("Pillar")[0]
    page = sahelrisk(*june, "-f", "html").stdout
    happened = page[page.index('class="plain happened"') :].split("</ul>")[0]
    assert happened.rindex("<li>") < happened.index("entered late")


def test_watch_names_distinct_indicators(sahelrisk: Run) -> None:
    """No indicator is named twice, and each point says which rung would be reached."""
    lines = sahelrisk(*MALI, env={"COLUMNS": "400"}).stdout.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("Watch"))
    points = [line for line in lines[start:] if line.startswith(" ·")]
    titles = [line.split(": ")[0] for line in points]
    assert len(titles) == len(set(titles)) >= 2
    assert all(re.search(r": (80 or more|under 80) if it says: “.+”", line) for line in points)


@pytest.mark.parametrize(("name", "called"), [("kenya", "Kenya"), ("france", "France")])
def test_a_country_on_its_base_rate_says_so(sahelrisk: Run, name: str, called: str) -> None:
    """Nobody entered evidence: no alert, no driver, but the statistics with their years."""
    done = sahelrisk("score", name, "-d", str(EXAMPLE), *AS_OF).stdout
    assert f"Base rate only: nobody has entered evidence on {called}." in done
    assert "Political stability" in done
    assert " in 20" in done
    assert "Why it stands" not in done
    assert "Watch" not in done


def test_a_country_of_which_nothing_is_known_says_so(sahelrisk: Run) -> None:
    """No figure is printed without evidence or base rate."""
    done = sahelrisk("score", "vatican", "-d", str(EXAMPLE), *AS_OF).stdout
    assert "Insufficient: evidence and base rates cover too little" in done
    assert "of 100" not in done


def test_a_territory_is_scored_under_its_country_and_it_is_said(sahelrisk: Run) -> None:
    """Somaliland has no code of its own."""
    done = sahelrisk("score", "somaliland", "-d", str(EXAMPLE), *AS_OF)
    assert done.stdout.startswith("Somalia")
    assert "somaliland is scored under Somalia (SOM)" in done.stderr


@pytest.mark.parametrize("option", ["--as-of", "--known-on"])
def test_a_day_that_has_not_come_is_refused(sahelrisk: Run, option: str) -> None:
    """Nothing is known of it; the reason is given."""
    done = sahelrisk("score", "mali", option, "2999-01-01")
    assert done.returncode == 2
    assert "is in the future" in done.stderr


@pytest.mark.parametrize("command", ["score", "explain", "plan", "history"])
def test_an_example_is_shown_as_of_its_newest_record(sahelrisk: Run, command: str) -> None:
    """An illustrative dossier does not age while nobody works on it."""
    done = sahelrisk(command, "mali", "-d", str(EXAMPLE))
    assert done.returncode == 0
    assert "shown as of its newest record, 2026-09-28" in done.stderr


def test_a_real_dossier_is_shown_as_of_today(sahelrisk: Run, desk: Path) -> None:
    """Only examples stand still."""
    assert "newest record" not in sahelrisk("score", "mali", "-d", str(desk)).stderr


def test_several_countries_begin_with_a_table_in_the_order_asked_for(sahelrisk: Run) -> None:
    """Groups unfold where they stand; the briefs follow in the same order."""
    done = sahelrisk("score", "niger", "@aes", "-d", str(EXAMPLE), *AS_OF).stdout
    assert done.startswith("3 countries\n Country ")
    assert [line.split()[0] for line in done.splitlines()[2:5]] == ["Niger", "Mali", "Burkina"]
    heads = [done.index(f"\n{name}\n") for name in ("Niger", "Mali", "Burkina Faso")]
    assert heads == sorted(heads)


@pytest.mark.parametrize(
    ("names", "reason"),
    [((), "name countries or @groups"), (("--all", "mali"), "not both")],
)
def test_one_says_whom_to_score(sahelrisk: Run, names: tuple[str, ...], reason: str) -> None:
    """Countries or all, one of them."""
    done = sahelrisk("score", *names)
    assert done.returncode == 2
    assert reason in done.stderr


def test_all_are_those_with_evidence(sahelrisk: Run) -> None:
    """A country on its base rate is not among them."""
    done = sahelrisk("score", "--all", "-d", str(EXAMPLE), *AS_OF, "-f", "csv").stdout
    assert ",MLI," in done
    assert ",KEN," not in done


WHAT_IF = """[[evidence]]
id = "mli-what-if"
countries = ["MLI"]
indicator = "security.kidnapping"
observed = 2026-09-20
recorded = 2026-09-21
level = 1
statement = "Nobody was kidnapped."
reliability = "A"
credibility = 2
"""


def test_a_scenario_is_scored_and_marked_and_nothing_is_written(
    sahelrisk: Run, tmp_path: Path
) -> None:
    """Every format says that a file counted that is not in the dossier."""
    folder, file = copied(tmp_path), tmp_path / "what-if.toml"
    file.write_text(WHAT_IF, encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    asked = ("score", "mali", "-d", str(folder), *AS_OF)
    for form in ("terminal", "markdown", "plain", "html"):
        done = sahelrisk(*asked, "--with", str(file), "-f", form)
        assert "SCENARIO with what-if.toml" in done.stdout
        assert done.stdout != sahelrisk(*asked, "-f", form).stdout
    assert '"what-if.toml"' in sahelrisk(*asked, "--with", str(file), "-f", "json").stdout
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after == before


def test_a_faulty_scenario_is_refused_with_its_place(sahelrisk: Run, tmp_path: Path) -> None:
    """Files beside the dossier are checked as its own are."""
    file = tmp_path / "what-if.toml"
    file.write_text(WHAT_IF.replace("kidnapping", "kidnaping"), encoding="utf-8")
    done = sahelrisk("score", "mali", "-d", str(EXAMPLE), *AS_OF, "--with", str(file))
    assert done.returncode == 1
    assert "what-if.toml:4" in done.stderr


def test_output_names_take_country_and_date(sahelrisk: Run, tmp_path: Path) -> None:
    """One file a country; without {country} all are in one file."""
    apart, whole = tmp_path / "{country}-{date}.md", tmp_path / "all-{date}.csv"
    done = sahelrisk(
        *("score", "@aes", "-d", str(EXAMPLE), *AS_OF, "-o", str(apart), "-o", str(whole))
    )
    assert done.returncode == 0
    names = {path.name for path in tmp_path.glob("*.*")}
    day = "2026-09-28"
    countries = {f"{one}-{day}.md" for one in ("mali", "niger", "burkina-faso")}
    assert names == countries | {f"all-{day}.csv"}
    assert (tmp_path / f"niger-{day}.md").read_text(encoding="utf-8").startswith("# Niger")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["mali"], "did you mean `sahelrisk score mali`?"),
        (["maly"], "did you mean `sahelrisk score mali`?"),
        (["socre", "mali"], "Did you mean 'score', 'sources'?"),
        (["score", "mali", "--fulll"], "--full"),
        (["score", "mai"], "Mali (MLI)"),
        (["score", "mali", "-p", "mning"], '"mining"'),
        (["explain", "mali", "securty"], '"security"'),
        (["explain", "mali", "kidnaping"], '"security.kidnapping"'),
        (["score", "mali", "--as-of", "2026-06"], "2026-06-01 or"),
        (["score", "mali", "--as-of", "30/06/2026"], "2026-06-30"),
        (["score", "mali", "--as-of", "05/06/2026"], "two ways"),
        (["score", "mali", "--as-of", "6 months"], "write it as"),
        (["score", "mali", "--as-of", "soon"], "YYYY-MM-DD"),
    ],
)
def test_near_misses_name_what_works(sahelrisk: Run, words: list[str], hint: str) -> None:
    """A hint names what was perhaps meant, or the form that works."""
    done = sahelrisk(*words, env={"COLUMNS": "200"})
    assert done.returncode == 2
    assert hint in done.stderr


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["coverage"], "Evidence (%)"),
        (["base", "rate"], "Base rate"),
        (["turning_point"], "Turning point"),
        (["couverture", "--lang", "fr"], "Part d'éléments"),
    ],
)
def test_rule_answers_words_of_the_glossary(sahelrisk: Run, words: list[str], title: str) -> None:
    """A word of the pages is explained like a rule."""
    done = sahelrisk("rule", *words)
    assert done.returncode == 0
    assert done.stdout.startswith(title)


def test_the_next_commands_keep_the_language_of_a_flag(
    sahelrisk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They print in the language of this page; where it is set for all there is no flag to add."""
    flagged = sahelrisk("score", "mali", *AS_OF, "--lang", "fr", "--full", "-d", EXAMPLE)
    text = " ".join(flagged.stdout.split())
    assert "score mali --full --lang fr · explain mali --lang fr · changes mali --lang fr ·" in text
    monkeypatch.setenv("SAHELRISK_LANG", "fr")
    plain = sahelrisk("score", "mali", *AS_OF, "-d", EXAMPLE)
    assert "score mali --full · explain mali · changes mali · plan mali" in plain.stdout
