"""The commands as users meet them: output, streams, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from rich.text import Text
from typer.testing import CliRunner

from desk_items import ITEM, Run
from sahelrisk.cli.app import app

AS_OF = ("--as-of", "2026-06-30")
EVIDENCE = Path(__file__).parents[2] / "examples" / "sahel" / "evidence"
BRIEF = (
    "Mali",
    "Higher than ",
    "Security is VERY HIGH",
    "as of 30 Jun 2026 · TLP:CLEAR",
    "What happened in the last 12 months",
    " Pillar ",
    "Why it stands off its base rate",
    "Watch: what one good report would change",
)
REST = (
    "Basis",
    "Alerts",
    "Conditions due for confirmation",
    "Bands",
    "Security 9",
    "Sources",
)


def places(text: str, parts: tuple[str, ...]) -> list[int]:
    """Return the line each part starts on."""
    lines = text.splitlines()
    return [next(at for at, line in enumerate(lines) if line.startswith(part)) for part in parts]


def test_score_prints_the_parts_in_their_order(sahelrisk: Run) -> None:
    """The brief fits one screen, `--full` goes on with the rest; the notice is on stderr too."""
    done = sahelrisk("score", "mali", *AS_OF)
    brief = done.stdout.splitlines()
    assert done.returncode == 0
    assert len(brief) <= 45
    found = places(done.stdout, BRIEF)
    assert found == sorted(set(found))
    assert "illustrative ratings, not an assessment" in done.stdout
    files = (path.read_text(encoding="utf-8") for path in EVIDENCE.rglob("*.toml"))
    items = sum(text.count("\n[[evidence]]\n") for text in files)
    assert done.stderr == (
        f"bundled example evidence, {items} items, illustrative ratings, not an assessment\n"
    )
    full = sahelrisk("score", "mali", "--full", *AS_OF)
    assert full.stdout.splitlines()[: len(brief)] == brief
    found = places(full.stdout, REST)
    assert found == sorted(set(found))
    assert found[0] > len(brief)


def test_brief_is_what_is_printed_without_it(sahelrisk: Run) -> None:
    """`--brief` is understood still, and hidden from the help."""
    given = ("score", "mali", *AS_OF)
    assert sahelrisk(*given, "--brief").stdout == sahelrisk(*given).stdout
    assert "--brief" not in sahelrisk("score", "--help").stdout


def test_without_a_date_an_example_is_shown_as_of_its_newest_record(sahelrisk: Run) -> None:
    """The day is named on stderr and on the page; a date that is given wins."""
    done = sahelrisk("score", "mali")
    assert "as of 28 Sep 2026" in done.stdout
    assert done.stderr.splitlines()[1:] == [
        "an example, shown as of its newest record, 2026-09-28; --as-of chooses another day"
    ]


def test_likelihood_and_confidence_never_share_a_sentence(sahelrisk: Run) -> None:
    """No line says both a probability and a confidence."""
    page = sahelrisk("score", "mali", "niger", "benin", "--full", "--plain", *AS_OF).stdout
    lines = [line for line in page.splitlines() if "onfidence" in line]
    assert len(lines) == 6  # of each country in the brief, and with its limits among the rest
    assert not any("%" in line or "probab" in line for line in lines)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_page_fits_its_width(sahelrisk: Run, width: int) -> None:
    """No line of the page is wider than the terminal says it is."""
    page = sahelrisk("score", "mali", *AS_OF, env={"COLUMNS": str(width)}).stdout
    assert max(map(len, page.splitlines())) <= width


def test_off_a_terminal_there_is_no_colour(sahelrisk: Run) -> None:
    """A pipe gets no escape sequences unless colour is forced; NO_COLOR wins over that."""
    assert "\x1b" not in sahelrisk("score", "mali").stdout
    assert "\x1b[" in sahelrisk("score", "mali", env={"FORCE_COLOR": "1"}).stdout
    both = {"FORCE_COLOR": "1", "NO_COLOR": "1"}
    assert "\x1b" not in sahelrisk("score", "mali", env=both).stdout


def test_contributions_add_up_for_every_profile(sahelrisk: Run) -> None:
    """Base rate and items of a country add up to its score, whoever reads it."""
    for profile in ("general", "mining", "humanitarian", "diplomatic", "lender", "non-western"):
        done = sahelrisk("score", "mali", "niger", "--profile", profile, "-f", "json", *AS_OF)
        for country in json.loads(done.stdout)["countries"]:
            points = [
                item["country_contribution"]
                for pillar in country["pillars"]
                for indicator in pillar["indicators"]
                for item in indicator["evidence"]
            ]
            assert country["base_rate"] + sum(points) == pytest.approx(country["score"], abs=1e-6)


def test_explain_gives_the_factors_of_every_weight(sahelrisk: Run) -> None:
    """The base weight times each factor is the weight; of what is silenced the weight is 0."""
    document = json.loads(sahelrisk("explain", "mali", "-f", "json", *AS_OF).stdout)
    items = [
        item
        for pillar in document["countries"][0]["pillars"]
        for indicator in pillar["indicators"]
        for item in indicator["evidence"]
    ]
    assert len(items) > 50
    for item in items:
        product = 0.0 if item["silenced"] else item["base_weight"]
        for factor in ("origin", "publisher", "weak", "rung"):
            product *= item[f"{factor}_factor"]
        assert product == pytest.approx(item["weight"], abs=1e-8)
        assert item["path"].startswith("evidence/")
        assert item["line"] > 1


def test_tables_give_base_rates_and_every_factor(sahelrisk: Run) -> None:
    """CSV of score has each base rate; of explain the factors make the weight, support its use."""

    def table(*command: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(sahelrisk(*command, "-f", "csv", *AS_OF).stdout)))

    items = table("explain", "mali")
    assert {row["reads"] for row in items} == {"exact", "at-least", "at-most"}
    for row in items:
        product = 0.0 if row["silenced"] else float(row["base_weight"])
        for factor in ("origin", "publisher", "rung"):
            product *= float(row[f"{factor}_factor"])
        assert product == pytest.approx(float(row["weight"]), abs=1e-8)
        assert float(row["support"]) <= float(row["weight"])
        assert row["state"] in ("counts", "consistent", row["silenced"])
    assert {"counts", "consistent"} <= {row["state"] for row in items}
    nodes = {row["id"]: row for row in table("score", "mali")}
    points = [float(row["country_contribution"]) for row in items]
    mali = nodes["MLI"]
    assert float(mali["base_rate"]) + sum(points) == pytest.approx(float(mali["score"]), abs=1e-6)
    assert all(float(row["base_spread"]) > 0.0 for row in nodes.values() if row["base_rate"])
    [compared] = table("compare", "mali")
    assert compared["base_rate"] == mali["base_rate"]


def test_explain_names_the_line_of_the_item(sahelrisk: Run) -> None:
    """Path and line lead to the table that holds the item's id."""
    document = json.loads(sahelrisk("explain", "mali", "-f", "json", *AS_OF).stdout)
    example = Path(__file__).parents[2] / "examples" / "sahel"
    for pillar in document["countries"][0]["pillars"]:
        for indicator in pillar["indicators"]:
            for item in indicator["evidence"]:
                lines = (example / item["path"]).read_text(encoding="utf-8").splitlines()
                assert lines[item["line"] - 1] == "[[evidence]]"
                assert lines[item["line"]] == f'id = "{item["id"]}"'


def test_private_fields_are_shown_only_when_asked(sahelrisk: Run, desk: Path) -> None:
    """Analyst and notes stand in `explain --private` and nowhere else."""
    file = desk / "evidence" / "a.toml"
    extra = 'analyst = "canary-analyst"\nnotes = "canary-notes"\n'
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("source =", f"{extra}source ="), encoding="utf-8")
    for form in ("terminal", "plain", "json", "csv", "markdown", "html"):
        for command in (["score", "mali"], ["explain", "mali", "kidnapping"]):
            done = sahelrisk(*command, "-d", str(desk), "-f", form)
            assert done.returncode == 0
            assert "canary" not in done.stdout
    shown = sahelrisk("explain", "mali", "kidnapping", "--private", "-d", str(desk)).stdout
    assert "canary-analyst" in shown
    assert "canary-notes" in shown


def test_tlp_leaves_out_and_counts(sahelrisk: Run, desk: Path) -> None:
    """Items above the ceiling are withheld, counted, and absent from every format."""
    secret = ITEM.format(id="mli-2").replace("A statement.", "canary") + 'tlp = "RED"\n'
    (desk / "evidence" / "b.toml").write_text(secret, encoding="utf-8")
    for form in ("terminal", "plain", "json", "csv", "markdown", "html"):
        for command in ("score", "explain"):
            done = sahelrisk(command, "mali", "-d", str(desk), "-f", form, "--tlp", "amber")
            assert done.returncode == 0
            assert "canary" not in done.stdout
            assert "mli-2" not in done.stdout
    assert "1 item withheld" in sahelrisk("score", "mali", "-d", str(desk), "--tlp", "green").stdout
    assert "TLP:RED" in sahelrisk("score", "mali", "-d", str(desk)).stdout


def test_known_on_leaves_out_what_was_recorded_later(sahelrisk: Run, desk: Path) -> None:
    """The second clock filters by the recorded date."""
    asked = ("score", "mali", "--full", "-d", str(desk), *AS_OF)
    before = sahelrisk(*asked, "--known-on", "2026-05-01").stdout
    after = sahelrisk(*asked, "--known-on", "2026-05-02").stdout
    assert "items: 0," in before
    assert "nobody has entered evidence on Mali" in before
    assert "as known on 1 May 2026" in before
    assert "items: 1," in after
    assert "newest evidence 1 May 2026" in after


def test_a_score_beside_its_band_keeps_the_decimal_everywhere(sahelrisk: Run) -> None:
    """59.8 is moderate: bulletin and audit do not print 60 where the brief does not."""
    newest = ("--as-of", "2026-09-28")
    for command in ("bulletin", "audit", "score"):
        done = sahelrisk(command, "guinea", "--profile", "lender", *newest)
        assert re.search(r"Guinea\s.*\b59\.8\b", done.stdout, re.DOTALL), command
    page = sahelrisk("score", "mali", *newest, "-f", "html").stdout
    assert "Evidence adds 1 point, most of all Break with blocs (+0.9)" in page


def test_all_of_a_new_dossier_are_none(sahelrisk: Run, desk: Path) -> None:
    """A line says that nobody is scored, a notice why, and what to ask for instead."""
    (desk / "evidence" / "a.toml").unlink()
    done = sahelrisk("score", "--all", "-d", str(desk), *AS_OF)
    assert (done.returncode, done.stdout) == (0, "A desk\n  No country is scored.\n")
    assert done.stderr.startswith("no country has evidence yet")


def test_evidence_without_weight_is_not_called_absent(sahelrisk: Run, desk: Path) -> None:
    """A lower bound far under the base rate moves nothing; the brief says that, and not nobody."""
    low = ITEM.format(id="mli-1").replace("level = 4", 'level = 2\nreads = "at-least"')
    (desk / "evidence" / "a.toml").write_text(low, encoding="utf-8")
    asked = ("score", "mali", "-d", str(desk), *AS_OF)
    done = sahelrisk(*asked).stdout
    assert "Base rate only: the evidence entered on Mali has no weight" in done
    assert "evidence has no weight" in done
    assert "nobody has entered" not in done
    assert "n'ont pas de poids" in sahelrisk(*asked, "--lang", "fr").stdout


def test_a_review_counts_a_country_that_an_item_leaves_where_it_was(
    sahelrisk: Run, desk: Path, tmp_path: Path
) -> None:
    """It is listed with its item, and it is one of those that do not move."""
    base = tmp_path / "base"
    shutil.copytree(desk, base)
    (base / "evidence" / "a.toml").unlink()
    low = ITEM.format(id="mli-1").replace("level = 4", 'level = 2\nreads = "at-least"')
    (desk / "evidence" / "a.toml").write_text(low, encoding="utf-8")
    told = " ".join(sahelrisk("review", str(base), str(desk), *AS_OF).stdout.split())
    assert "Countries that move: 0, by more than noise: 0; that do not move: 1." in told
    assert "(1 item)" in told
    assert "(0 items)" in told


def test_the_notice_of_the_example_is_in_the_language_asked_for(sahelrisk: Run) -> None:
    """On stderr and on every page, not on the brief alone."""
    for command in (("score", "mali"), ("changes", "mali"), ("history", "mali"), ("plan", "mali")):
        done = sahelrisk(*command, *AS_OF, "--lang", "fr")
        assert "éléments, notations illustratives, non une évaluation\n" in done.stderr
        assert "notations illustratives, non une évaluation" in done.stdout
        assert "illustrative ratings" not in done.stdout + done.stderr


def test_a_country_without_evidence_stands_on_its_base_rate(sahelrisk: Run) -> None:
    """No evidence is no error: the brief says so and names the statistics with their years."""
    done = sahelrisk("score", "france")
    assert done.returncode == 0
    assert "Base rate only: nobody has entered evidence on France." in done.stdout
    assert "Political stability and absence of violence: 0.34 in 2023, rated 24" in done.stdout
    assert "Why it stands off" not in done.stdout


def test_a_country_of_which_nothing_is_known_is_insufficient(sahelrisk: Run) -> None:
    """Without evidence and without statistics there is a dash and no figure."""
    done = sahelrisk("score", "aland", "--full")
    assert done.returncode == 0
    assert "Insufficient: evidence and base rates cover too little" in done.stdout
    assert "Bands" not in done.stdout
    [country] = json.loads(sahelrisk("score", "aland", "-f", "json").stdout)["countries"]
    assert country["status"] == "insufficient"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("score", "nigr"), "did you mean Niger (NER), Nigeria (NGA)?"),
        (("explain", "mali", "kidnaping"), "security.kidnapping"),
        (("score", "mali", "--profile", "minning"), "mining"),
        (("score", "mali", "--as-of", "whenever"), "YYYY-MM-DD"),
        (("mali",), "did you mean `sahelrisk score mali`?"),
        (("score", "@aess"), "@aes"),
        (("score", "mali", "--lang", "xx"), "en and fr"),
        (("score", "mali", "--output", "page.doc"), ".json"),
        (("score", "mali", "-d", "nowhere"), "dossier.toml"),
    ],
)
def test_wrong_usage_says_what_would_be_right(
    sahelrisk: Run, arguments: tuple[str, ...], expected: str
) -> None:
    """Exit code 2, nothing on stdout, and the message names what would be right."""
    done = sahelrisk(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert expected in done.stderr


def test_problems_come_all_at_once_with_their_places(sahelrisk: Run, desk: Path) -> None:
    """Every problem of every file, at line and column, exit code 1, nothing on stdout."""
    good = (desk / "evidence" / "a.toml").read_text(encoding="utf-8")
    (desk / "evidence" / "b.toml").write_text(
        good.replace("mli-1", "mli-2").replace("level = 4", "level = true"), encoding="utf-8"
    )
    (desk / "evidence" / "c.toml").write_text(good + "x = = 1\n", encoding="utf-8")
    (desk / "evidence" / "d.toml").write_text(
        good.replace("mli-1", "mli-3").replace("kidnapping", "kidnaping"), encoding="utf-8"
    )
    done = sahelrisk("score", "mali", "-d", "desk", cwd=desk.parent)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "desk/evidence/b.toml:7:9: error:" in done.stderr
    assert "desk/evidence/c.toml:13:5: error: toml-syntax:" in done.stderr
    assert "desk/evidence/d.toml:4:13: error: unknown-indicator:" in done.stderr
    assert "security.kidnapping" in done.stderr


def test_outputs_are_written_whole_or_not_at_all(sahelrisk: Run, tmp_path: Path) -> None:
    """Several files in several formats; one that cannot be written is one line and exit code 2."""
    made = [tmp_path / "a.json", tmp_path / "a.md", tmp_path / "a.csv", tmp_path / "a.txt"]
    given = [part for path in made for part in ("--output", str(path))]
    done = sahelrisk("score", "mali", *given, *AS_OF)
    assert done.returncode == 0
    assert done.stdout == ""
    assert json.loads(made[0].read_text(encoding="utf-8"))["schema"] == "sahelrisk/score/2"
    rows = list(csv.reader(io.StringIO(made[2].read_text(encoding="utf-8"), newline="")))
    assert len(rows) == 1 + 1 + 4 + 26
    failed = sahelrisk("score", "mali", "--output", str(tmp_path / "none" / "x.json"))
    assert failed.returncode == 2
    assert len([line for line in failed.stderr.splitlines() if "error" in line]) == 1
    assert not (tmp_path / "none").exists()


def test_a_closed_pipe_is_no_traceback() -> None:
    """`| head -1` ends quietly."""
    command = f"{sys.executable} -m sahelrisk explain mali | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_alone_it_shows_grouped_help(sahelrisk: Run) -> None:
    """Without arguments the help is printed, grouped by reader, and that is no error."""
    done = sahelrisk()
    assert done.returncode == 0
    assert "For consultants" in done.stdout
    assert "sahelrisk score mali" in done.stdout


def test_no_help_is_taken_for_markup() -> None:
    """Brackets in help texts are shown: none of them reads as a style of rich."""
    group = typer.main.get_command(app)
    commands = [group, *(getattr(group, "commands", {})[name] for name in ("score", "where"))]
    texts = [one.help or "" for one in commands]
    texts += [getattr(each, "help", None) or "" for one in commands for each in one.params]
    assert any(texts)
    for text in texts:
        assert Text.from_markup(text).plain == text


def test_help_is_drawn_in_ascii_too(sahelrisk: Run) -> None:
    """A letter that the stream lacks is escaped, never a traceback."""
    done = sahelrisk("score", "--help", env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "--as-of" in done.stdout


def test_the_dossier_is_found_by_environment_and_parent(sahelrisk: Run, desk: Path) -> None:
    """The environment variable wins over the nearest parent; both win over the example."""
    below = json.loads(sahelrisk("where", "-f", "json", cwd=desk / "evidence").stdout)
    assert below["dossier"] == str(desk)
    assert below["why"] == "nearest folder with a dossier.toml"
    done = sahelrisk("where", "-f", "json", env={"SAHELRISK_DOSSIER": str(desk)})
    assert json.loads(done.stdout)["why"] == "set by SAHELRISK_DOSSIER"


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may write everywhere")
def test_it_works_in_a_read_only_folder(sahelrisk: Run, tmp_path: Path) -> None:
    """Nothing is written where one stands."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert sahelrisk("score", "mali", cwd=closed).returncode == 0


def test_a_table_is_utf_8_whatever_the_stream_says(sahelrisk: Run) -> None:
    """CSV is written whole also where the locale lacks its letters."""
    done = sahelrisk("score", "ci", "-f", "csv", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "Côte" in done.stdout
    assert len(done.stdout.splitlines()) == 1 + 1 + 4 + 26


def test_a_provisional_score_says_what_it_lacks(sahelrisk: Run) -> None:
    """The conditions of a rated country that fail stand beside the status."""
    [country] = json.loads(sahelrisk("score", "niger", "-f", "json", *AS_OF).stdout)["countries"]
    thin = [one for one in country["pillars"] if one["coverage"] < 0.25]
    assert country["status"] == "provisional"
    assert country["coverage"] < 0.4
    lacking = [f"coverage of {one['title']} {one['coverage']:.2f} is under 0.25" for one in thin]
    *first, last = ["rated from 0.55", *lacking]
    page = " ".join(sahelrisk("score", "niger", "--full", *AS_OF).stdout.split())
    assert f"provisional ({', '.join(first)} and {last})" in page
    assert f"Analytic confidence low (coverage {country['coverage']:.2f} is under 0.40)" in page


def test_a_group_without_its_sign_is_pointed_out(sahelrisk: Run) -> None:
    """`sahel` is near the group `@sahel`, not near a country."""
    done = sahelrisk("score", "sahel")
    assert done.returncode == 2
    assert done.stderr == "error: unknown country 'sahel'; did you mean the group @sahel?\n"


def test_formats_and_languages_are_named_in_any_case(sahelrisk: Run) -> None:
    """`--format JSON` and `--lang FR` are what they look like."""
    done = sahelrisk("score", "mali", "--format", "JSON", "--lang", "FR")
    assert json.loads(done.stdout)["schema"] == "sahelrisk/score/2"


def test_without_evidence_no_source_is_said_to_agree(sahelrisk: Run) -> None:
    """A country without evidence has nothing that could be contested or raise an alert."""
    page = sahelrisk("score", "france", "--full").stdout
    assert "Base rate only." in page
    assert not [part for part in ("Contested", "Alerts", "Sources") if part in page]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("arguments", [("--version",), ("-h",), ("score", "mali")])
def test_output_that_cannot_be_written_is_told(arguments: tuple[str, ...]) -> None:
    """A full disk is an error with exit 2, for help and version too, never a traceback."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sahelrisk", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "error: output: No space left on device"


@pytest.mark.parametrize("command", ["score mali", "export", "check", "compare --all"])
@pytest.mark.parametrize(("name", "said"), [(".", "'.' is a folder"), ("-", "'-' is not a file")])
def test_an_output_that_is_no_file(
    sahelrisk: Run, desk: Path, command: str, name: str, said: str
) -> None:
    """A folder or a dash is an error of one line, and nothing is written."""
    before = sorted(desk.rglob("*"))
    answer = sahelrisk(*command.split(), "--output", name, cwd=desk)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert said in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert sorted(desk.rglob("*")) == before


def test_indicators_are_told_whatever_the_evidence_is(sahelrisk: Run, desk: Path) -> None:
    """Who mends an item can look up its ladder; a broken framework is an error."""
    (desk / "evidence" / "b.toml").write_text("[[evidence]]\nid = 3\n[[", encoding="utf-8")
    answer = sahelrisk("indicators", "attack-tempo", cwd=desk)
    assert answer.returncode == 0
    assert "Attacks by armed groups" in answer.stdout
    assert "the evidence has 1 problem; run sahelrisk check" in answer.stderr
    assert sahelrisk("score", "mali", cwd=desk).returncode == 1
    main = (desk / "dossier.toml").read_text(encoding="utf-8")
    (desk / "dossier.toml").write_text(main + "titel = 3\n", encoding="utf-8")
    answer = sahelrisk("indicators", cwd=desk)
    assert answer.returncode == 1
    assert "titel" in answer.stderr
    assert "evidence/b.toml" not in answer.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes the stream")
@pytest.mark.parametrize("command", ["score mali --brief", "--version", "check --help"])
def test_a_closed_stdout_is_an_error(command: str, tmp_path: Path) -> None:
    """What cannot be printed is told and ends with 2, as on a full disk; a file needs no stdout."""
    shell = f"{shlex.quote(sys.executable)} -m sahelrisk {command}"
    ended = subprocess.run(
        ["sh", "-c", f"{shell} >&-"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert ended.returncode == 2
    assert ended.stderr.count("error: output: ") == 1
    if command.startswith("score"):
        ended = subprocess.run(["sh", "-c", f"{shell} -o page.html >&-"], check=False, cwd=tmp_path)
        assert ended.returncode == 0
        assert (tmp_path / "page.html").is_file()


@pytest.mark.parametrize(
    "command",
    [
        ("score", "mali", "--with", ""),
        ("score", "mali", "--output", ""),
        ("check", "--output", ""),
        ("export", "--output", ""),
        ("compare", "mali", "--baseline", ""),
        ("compare", "mali", "--against", ""),
        ("import", ""),
        ("site", ""),
        ("init", ""),
        ("review", "HEAD", ""),
    ],
    ids=" ".join,
)
def test_an_empty_path_is_wrong_usage(command: tuple[str, ...]) -> None:
    """What comes of a variable that is not set is never this folder."""
    result = CliRunner().invoke(app, list(command))
    assert result.exit_code == 2
    assert "not set?" in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("value", ["abc", "1700000000000", "-1e5", "9" * 400])
def test_a_source_date_epoch_that_is_none_is_wrong_usage(sahelrisk: Run, value: str) -> None:
    """The variable is named; it is no bug of ours."""
    env = {"SOURCE_DATE_EPOCH": value}
    for timed in (("-f", "json"), ("-o", "mali.json")):
        answer = sahelrisk("score", "mali", *timed, env=env)
        assert answer.returncode == 2
        assert "error: SOURCE_DATE_EPOCH=" in answer.stderr
        assert "bug" not in answer.stderr


def test_a_bad_source_date_epoch_is_no_matter_where_no_time_is_printed(sahelrisk: Run) -> None:
    """A page, a table and a list of indicators have no time in them."""
    env = {"SOURCE_DATE_EPOCH": "abc"}
    for asked in (("score", "mali"), ("score", "mali", "-f", "csv"), ("bulletin",)):
        assert sahelrisk(*asked, env=env).returncode == 0, asked
    assert sahelrisk("bulletin", "-f", "atom", env=env).returncode == 2
