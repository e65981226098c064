"""The library: what it returns is what the commands print, typed, without a clock."""

from __future__ import annotations

import copy
import io
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import tomli_w

import sahelrisk as sr
from sahelrisk.model.documents.score_document import ScoreDocument

DAY = date(2026, 6, 30)
AS_OF = "--as-of 2026-06-30"
BASE = Path(__file__).parents[1] / "problems" / "base"
Printed = Callable[[str], Any]
Asked = Callable[[sr.Dossier], Any]

COMMANDS: dict[str, Asked] = {
    f"score mali togo {AS_OF}": lambda desk: desk.score("mali", "togo", as_of=DAY),
    f"score --all {AS_OF}": lambda desk: desk.score(as_of=DAY),
    f"score mali {AS_OF} --known-on 2026-03-01 -p mining --tlp GREEN --lang fr": lambda desk: (
        desk.score(
            "mali",
            as_of=DAY,
            known_on=date(2026, 3, 1),
            profile="mining",
            tlp="GREEN",
            lang="fr",
        )
    ),
    f"compare @aes togo --by security {AS_OF}": lambda desk: desk.compare(
        "@aes", "togo", by="security", as_of=DAY
    ),
    f"compare --all --against inform-2025 {AS_OF}": lambda desk: desk.compare(
        against="inform-2025", as_of=DAY
    ),
    f"changes mali niger {AS_OF} --since 2026-01-01": lambda desk: desk.changes(
        "mali", "niger", as_of=DAY, since=date(2026, 1, 1)
    ),
    f"changes --all {AS_OF}": lambda desk: desk.changes(as_of=DAY),
    f"history mali togo {AS_OF} --from 2025-12-01 --every quarter": lambda desk: desk.history(
        "mali", "togo", as_of=DAY, first=date(2025, 12, 1), every="quarter"
    ),
    f"explain mali security {AS_OF}": lambda desk: desk.explain("mali", "security", as_of=DAY),
    f"explain mali {AS_OF} --private": lambda desk: desk.explain("mali", as_of=DAY, private=True),
    f"plan mali {AS_OF}": lambda desk: desk.plan("mali", as_of=DAY),
    f"audit mali niger {AS_OF}": lambda desk: desk.audit("mali", "niger", as_of=DAY),
    "evidence mine --as-of 2026-09-28 --country mali --sort grade": lambda desk: desk.evidence(
        "mine", countries=["mali"], sort="grade"
    ),
    f"check {BASE}": lambda _: sr.check(BASE, as_of=DAY),
    f"check {BASE} --lang fr": lambda _: sr.check(BASE, as_of=DAY, lang="fr"),
}
TABLES = [one for one in COMMANDS if not one.startswith("check")]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_result_is_the_document_that_the_command_prints(
    command: str, example: sr.Dossier, printed: Printed
) -> None:
    """Every key of the JSON is there with the same value, and no other."""
    result, document = COMMANDS[command](example), printed(f"{command} -f json")
    assert result.as_json() | {"run": {}} == document | {"run": {}}


def plain(value: object) -> str:
    """Return a value of a frame as a table of CSV has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


@pytest.mark.parametrize("command", TABLES)
def test_a_frame_is_the_table_that_the_command_prints(
    command: str, example: sr.Dossier, printed: Printed
) -> None:
    """Both libraries give the columns, rows and values of the CSV, with dates as dates."""
    import pandas as pd

    result = COMMANDS[command](example)
    one, other = result.to_pandas(), result.to_polars()
    text = printed(f"{command.replace(' --private', '')} -f csv")
    table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    names = [name for name in one.columns if name in table]
    renamed = {"level", "on", "level_low", "level_high"}  # of evidence and plan
    assert set(one.columns) ^ set(table) <= renamed
    assert list(one.columns) == other.columns
    assert len(one) == len(other) == len(table) > 0
    for name in names:
        if command.startswith("plan") and name in ("from", "to"):
            continue  # which hold days in the CSV
        for value, cell in zip(other[name].to_list(), table[name], strict=True):
            if isinstance(value, float):
                assert value == float(cell), name
            else:
                assert plain(value) == cell.removeprefix("'"), name
    for name in one.columns:
        left, right = one[name].dropna().to_list(), other[name].drop_nulls().to_list()
        if str(one[name].dtype).startswith("datetime"):
            left = [stamp.date() for stamp in left]
        assert left == right, name
    assert not [name for name in one.columns if one[name].dtype == "object"]


def test_columns_keep_their_types_without_a_value(tmp_path: Path) -> None:
    """A frame without rows, or without one value in a column, has the types of any other."""
    (tmp_path / "dossier.toml").write_text('title = "Empty"\n', encoding="utf-8")
    empty = sr.load(tmp_path)
    assert empty.countries == ()
    assert empty.newest is None
    assert empty.evidence().items == ()
    assert empty.check().summary.errors == 0
    full = sr.load(Path(__file__).parents[2] / "examples" / "sahel")
    assert (empty.evidence().to_pandas().dtypes == full.evidence().to_pandas().dtypes).all()
    one, other = (desk.score("mali", as_of=DAY) for desk in (empty, full))
    assert one.to_polars().schema == other.to_polars().schema


def test_what_a_plan_and_evidence_hold_beside_their_csv(example: sr.Dossier) -> None:
    """A plan's days have a column of dates, a level that is a range has two ends."""
    plan = example.plan("mali", as_of=DAY).to_polars()
    document = example.plan("mali", as_of=DAY)
    lapses = plan.filter(plan["part"] == "expiry")["on"].drop_nulls().to_list()
    assert document.band_lapses_on in lapses
    assert {one.lapses_on for one in document.expiry} - {None} <= set(lapses)
    found = example.evidence()
    frame = found.to_pandas().set_index("id")
    ranges = [one for one in found.items if isinstance(one.level, tuple)]
    assert ranges
    for one in ranges:
        assert tuple(frame.loc[one.id, ["level_low", "level_high"]]) == one.level


@pytest.mark.parametrize(
    ("form", "flag"),
    [(one, one) for one in ("html", "markdown", "csv", "json")] + [("text", "plain")],
)
def test_a_rendered_result_is_what_the_command_prints(
    form: str, flag: str, example: sr.Dossier, printed: Printed
) -> None:
    """`sr.render` gives the page, table or document, the same bytes but for the run."""
    found = example.compare("@aes", as_of=DAY, lang="fr")
    text = printed(f"compare @aes {AS_OF} --lang fr -f {flag}") if form != "json" else None
    shown = sr.render(found, form)
    if text is None:
        assert '"generated": null' in shown
        assert f'"score": {found.countries[0].score}' in shown
    else:
        assert shown.replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert sr.render(found) == sr.render(found, "html")


def test_what_is_wrong_is_an_exception(tmp_path: Path, example: sr.Dossier) -> None:
    """Unknown names are usage errors that name what is near, files carry all their problems."""
    with pytest.raises(sr.UsageError, match="Mali"):
        example.score("maly", as_of=DAY)
    with pytest.raises(sr.UsageError, match="mining"):
        example.compare("mali", as_of=DAY, profile="minning")
    with pytest.raises(sr.UsageError, match="'fortnight': use one of 'day'"):
        example.history("mali", as_of=DAY, every="fortnight")  # type: ignore[arg-type]
    with pytest.raises(sr.UsageError, match="'rating': use one of"):
        example.evidence(sort="rating")  # type: ignore[arg-type]
    with pytest.raises(sr.UsageError, match="'WHITE' is none of CLEAR"):
        example.score("mali", as_of=DAY, tlp="WHITE")  # type: ignore[typeddict-item]
    with pytest.raises(sr.UsageError, match="available: text, html, markdown, csv, json"):
        sr.render(example.plan("mali", as_of=DAY), "pdf")
    with pytest.raises(sr.DossierError) as caught:
        sr.load(tmp_path)
    assert [one.rule for one in caught.value.problems] == ["missing-file"]
    with pytest.raises(TypeError, match="as_of"):
        example.score("mali")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="as_of takes a date, not '2026-06-30'"):
        example.score("mali", as_of="2026-06-30")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unexpected keyword argument 'profil'"):
        example.score("mali", as_of=DAY, profil="mining")  # type: ignore[call-arg]


def test_all_problems_of_a_dossier_are_carried(tmp_path: Path) -> None:
    """The exception has every error with rule and place; `check` has warnings and notes too."""
    (tmp_path / "dossier.toml").write_text('title = "T"\ntlp = "WHITE"\nnone = 1\n')
    with pytest.raises(sr.DossierError) as caught:
        sr.load(tmp_path)
    places = [(one.rule, one.place.line) for one in caught.value.problems]
    assert {line for _, line in places} == {2, 3}
    found = sr.check(tmp_path, as_of=DAY)
    assert {(one.rule, one.line) for one in found.problems} >= set(places)
    assert found.to_pandas()["line"].tolist() == [one.line for one in found.problems]
    assert "WHITE" in sr.render(found, "text")


def test_a_time_and_a_timestamp_are_their_day(example: sr.Dossier) -> None:
    """Dates of pandas and of clocks are taken; the time of the run is the caller's."""
    import pandas as pd

    now = datetime(2026, 7, 1, tzinfo=UTC)
    found = example.score("mali", as_of=pd.Timestamp("2026-06-30"), generated=now)
    assert found.as_of == DAY
    assert type(found.as_of) is date
    assert found.as_json()["run"] == {
        "version": sr.__version__,
        "generated": "2026-07-01T00:00:00Z",
    }


def test_a_scenario_and_a_review(tmp_path: Path) -> None:
    """Files beside the dossier count in a what-if, and a review tells what they would do."""
    desk, more = tmp_path / "desk", tmp_path / "more.toml"
    (desk / "evidence").mkdir(parents=True)
    (desk / "dossier.toml").write_text('title = "A desk"\ntlp = "CLEAR"\n', encoding="utf-8")
    item = {
        "id": "mli-1",
        "countries": ["MLI"],
        "indicator": "security.kidnapping",
        "observed": date(2026, 5, 1),
        "recorded": date(2026, 5, 2),
        "level": 5,
        "statement": "A statement.",
        "reliability": "B",
        "credibility": 2,
        "source": {"title": "A title", "publisher": "A publisher"},
    }
    more.write_text(tomli_w.dumps({"evidence": [item]}), encoding="utf-8")
    before = sr.load(desk)
    scenario = before.score("mali", as_of=DAY, beside=[more])
    assert scenario.dossier.scenario == ("more.toml",)
    (tmp_path / "then").mkdir()
    (tmp_path / "then" / "dossier.toml").write_bytes((desk / "dossier.toml").read_bytes())
    (tmp_path / "then" / "evidence").mkdir()
    (desk / "evidence" / "more.toml").write_bytes(more.read_bytes())
    after = sr.load(desk)
    assert after.score("mali", as_of=DAY).countries[0].score == scenario.countries[0].score
    assert before.score("mali", as_of=DAY).countries[0].score != scenario.countries[0].score
    review = after.review(tmp_path / "then", as_of=DAY)
    (country,) = review.countries
    difference = country.after.score - country.before.score
    assert sum(review.to_pandas()["points"]) == pytest.approx(difference)
    changes = after.changes("mali", as_of=DAY, earlier=tmp_path / "then")
    assert changes.countries[0].difference == pytest.approx(difference)


def test_results_are_values(example: sr.Dossier) -> None:
    """Equal questions have equal answers, which cannot be changed and say what they are."""
    one, other = (example.score("mali", as_of=DAY) for _ in range(2))
    assert one == other
    assert one != example.score("niger", as_of=DAY)
    assert repr(one) == str(one) == "<Assessment: Mali>"
    assert repr(example).startswith("<Dossier: Central Sahel")
    assert isinstance(one, ScoreDocument)
    assert copy.deepcopy(one) == one
    with pytest.raises(ValueError, match="frozen"):
        one.as_of = date(2026, 1, 1)
    with pytest.raises(AttributeError):
        example.title = "Another"  # type: ignore[misc]


def test_the_package_says_what_is_stable() -> None:
    """`__all__` is there in full, also for `dir`; anything else is missing as usual."""
    assert set(sr.__all__) <= set(dir(sr))
    for name in sr.__all__:
        found = getattr(sr, name)
        assert found.__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'assess'"):
        sr.assess  # type: ignore[attr-defined]  # noqa: B018
    scope: dict[str, Any] = {}
    exec("from sahelrisk import *", scope)  # noqa: S102  as users write it
    assert scope["render"] is sr.render


def probe(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter."""
    return subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)


def test_importing_the_package_loads_nothing() -> None:
    """The library is loaded at its first use, and libraries of frames when a frame is made."""
    code = (
        "import sys, sahelrisk as sr\n"
        "heavy = {'pydantic', 'rich', 'jinja2', 'typing', 'pathlib', 'sahelrisk.api'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "sr.load\n"
        "assert not {'pandas', 'polars', 'numpy', 'typer', 'rich'} & set(sys.modules)\n"
    )
    done = probe(code)
    assert done.returncode == 0, done.stderr


def test_nothing_reads_a_clock_a_terminal_or_the_environment() -> None:
    """With all of them out of reach, and stdin closed, every answer is the same."""
    example = Path(__file__).parents[2] / "examples" / "sahel"
    code = (
        "import sys, os, time, datetime, shutil\n"
        "from datetime import date\n"
        "import sahelrisk as sr\n"
        f"desk = sr.load({str(example)!r})\n"
        "class Gone(dict):\n"
        "    def _no(self, *_): raise SystemExit('environment')\n"
        "    __getitem__ = get = __contains__ = __iter__ = items = keys = copy = _no\n"
        "def no(*_): raise SystemExit('clock or terminal')\n"
        "day = date(2026, 6, 30)\n"
        "def asked():\n"
        "    yield desk.score('mali', 'togo', as_of=day)\n"
        "    yield desk.compare('@aes', as_of=day)\n"
        "    yield desk.changes('mali', as_of=day)\n"
        "    yield desk.history('mali', as_of=day)\n"
        "    yield desk.explain('mali', as_of=day)\n"
        "    yield desk.plan('togo', as_of=day)\n"
        "    yield desk.audit('togo', as_of=day)\n"
        "    yield desk.evidence('gold')\n"
        "    yield desk.check()\n"
        "def drawn():\n"
        "    return [(one.as_json(), one._repr_html_(),\n"
        "        *(sr.render(one, form) for form in ('html', 'markdown', 'csv', 'text')))\n"
        "        for one in asked()]\n"
        "before = drawn()\n"
        "os.environ = Gone()\n"
        "os.getenv = os.get_terminal_size = shutil.get_terminal_size = no\n"
        "time.time = time.localtime = time.time_ns = time.monotonic = no\n"
        "sys.stdin = sys.stdout = None\n"
        "assert drawn() == before\n"
    )
    done = probe(code)
    assert done.returncode == 0, done.stderr


def test_no_module_of_the_library_names_a_clock() -> None:
    """`now` and `today()` are called nowhere below the command line."""
    source = Path(__file__).parents[2] / "src" / "sahelrisk"
    below = [one for one in source.rglob("*.py") if "cli" not in one.parts]
    asked = re.compile(r"\b(?:datetime\.now|date\.today|utcnow|time\.time)\(")
    found = [one.name for one in below if asked.search(one.read_text(encoding="utf-8"))]
    assert found == []


def test_threads_share_a_dossier() -> None:
    """Eight threads of a fresh process that begin at once get what one alone gets."""
    example = Path(__file__).parents[2] / "examples" / "sahel"
    code = (
        "import sys, threading\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from datetime import date\n"
        "import sahelrisk as sr\n"
        "sys.setswitchinterval(1e-5)\n"
        f"desk, day, start = sr.load({str(example)!r}), date(2026, 6, 30), threading.Barrier(8)\n"
        "def ask(number):\n"
        "    if number < 8: start.wait()\n"
        "    country = ('mali', 'niger', 'togo', 'benin')[number % 4]\n"
        "    lang = ('en', 'fr')[number // 4 % 2]\n"
        "    found = desk.score(country, as_of=day, lang=lang)\n"
        "    line = desk.history(country, as_of=day, every='quarter')\n"
        "    told = desk.explain(country, 'security', as_of=day)\n"
        "    return (found.as_json(), line.as_json(), sr.render(found, 'html'), told._repr_html_())\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    together = list(pool.map(ask, range(8)))\n"
        "assert together == [ask(number + 8) for number in range(8)]\n"
    )
    done = probe(code)
    assert done.returncode == 0, done.stderr


def test_the_guide_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of docs/api.md gives what the page shows, one after the other."""
    import doctest

    root = Path(__file__).parents[2]
    monkeypatch.chdir(root)
    text = (root / "docs" / "api.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "api.md", None, None)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    assert runner.run(test, out=said.append) == (0, len(test.examples)), "".join(said)
    assert len(test.examples) > 20


def test_the_guide_names_every_part_and_parameter() -> None:
    """Each stable name, method and parameter is on the page."""
    import inspect

    text = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    methods = {name for name in dir(sr.Dossier) if not name.startswith("_")}
    asked = {
        parameter
        for name in methods
        if callable(getattr(sr.Dossier, name))
        for parameter in inspect.signature(getattr(sr.Dossier, name)).parameters
    }
    named = set(re.findall(r"\w+", text))
    assert methods | (asked - {"self", "reading"}) | set(sr.__all__) <= named


def test_a_history_of_everybody_and_of_the_first_days(example: sr.Dossier) -> None:
    """Without names it is that of all with evidence, and no day is too early."""
    day = date(2026, 6, 1)
    found = example.history(as_of=day, first=day)
    assert [one.iso3 for one in found.countries] == list(example.countries)
    assert example.history("Mali", as_of=date.min).countries[0].points
