"""How commands speak: quiet, verbose, colour, and the user's settings with where each comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from desk_items import Run
from sahelrisk.cli.app import COMMANDS, app
from sahelrisk.cli.settings import Color, settings
from sahelrisk.problems import UsageError

PLACED = """\
lang = "fr"
color = "always"
analyst = "kd"
"""


@pytest.fixture
def sahelrisk() -> Run:
    """Return a function that runs the command line in this process, away from a terminal."""

    def run(*arguments: str, env: Mapping[str, str] | None = None) -> CompletedProcess[str]:
        done = CliRunner().invoke(app, arguments, env=env)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the folder of a user's settings, and where their file goes."""
    (tmp_path / "home" / "sahelrisk").mkdir(parents=True)
    return tmp_path / "home"


def written(home: Path, text: str) -> dict[str, str]:
    """Write the settings and return the environment that leads to them."""
    (home / "sahelrisk" / "config.toml").write_text(text, encoding="utf-8")
    return {"XDG_CONFIG_HOME": str(home), "APPDATA": str(home), "HOME": str(home)}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_the_common_options(name: str) -> None:
    """Quiet, verbose and colour are options of each command, with their short forms."""
    command: Any = get_command(app)
    options = {one for param in command.commands[name].params for one in param.opts}
    assert {"--quiet", "-q", "--verbose", "-v", "--color"} <= options


def test_quiet_prints_the_result_alone(sahelrisk: Run, tmp_path: Path) -> None:
    """The page is the same, stderr is empty; of a written file nothing is said either."""
    loud, quiet = sahelrisk("score", "mali"), sahelrisk("score", "mali", "-q")
    assert loud.stderr
    assert (quiet.stdout, quiet.stderr) == (loud.stdout, "")
    done = sahelrisk("score", "mali", "--quiet", "-o", str(tmp_path / "mali.json"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads((tmp_path / "mali.json").read_text(encoding="utf-8"))["countries"]


def test_quiet_keeps_errors_and_crossed_gates(sahelrisk: Run) -> None:
    """Why something failed is said whatever was asked for."""
    wrong = sahelrisk("score", "nowhere", "-q")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "unknown country" in wrong.stderr
    crossed = sahelrisk("compare", "mali", "--fail-if", "score > 1", "-q", "-f", "csv")
    assert crossed.returncode == 3
    assert crossed.stderr.splitlines() == [crossed.stderr.strip()]
    assert crossed.stderr.startswith("gate crossed: Mali (MLI)")


def test_quiet_and_verbose_contradict_each_other(sahelrisk: Run) -> None:
    """Both at once are wrong usage."""
    done = sahelrisk("where", "-q", "-v")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: --quiet and --verbose contradict each other; use one\n"


def test_verbose_tells_what_was_read(sahelrisk: Run, desk: Path) -> None:
    """Each folder with its files, the dossier with its items, the whole with the time; page kept."""
    plain = sahelrisk("score", "mali", "-d", str(desk))
    told = sahelrisk("score", "mali", "-d", str(desk), "--verbose")
    assert told.stdout == plain.stdout
    lines = told.stderr.splitlines()
    root = re.escape(str(desk.resolve()))
    assert re.fullmatch(f"read dossier {root}: 1 items", lines[0])
    found = [re.fullmatch(r"read (.+): (\d+) kB in (\d+) file\(s\)", one) for one in lines[1:-1]]
    counts = {one[1]: int(one[3]) for one in found if one}
    assert len(counts) == len(lines) - 2
    assert counts[str(desk.resolve())] == 1
    assert counts[str(desk.resolve() / "evidence")] == 1
    whole = re.fullmatch(r"read in all: \d+ kB in (\d+) file\(s\); \d+\.\d\d s", lines[-1])
    assert whole
    assert int(whole[1]) == sum(counts.values())


def test_verbose_tells_what_was_read_before_a_fault(sahelrisk: Run, desk: Path) -> None:
    """A dossier that cannot be scored was read all the same."""
    (desk / "evidence" / "a.toml").write_text("id = ", encoding="utf-8")
    done = sahelrisk("score", "mali", "-d", str(desk), "-v")
    assert done.returncode == 1
    assert "nothing was scored\nread dossier" in done.stderr


@pytest.mark.parametrize(
    ("flag", "env", "value", "origin"),
    [
        (None, {}, "auto", ""),
        (Color.ALWAYS, {"NO_COLOR": "1", "SAHELRISK_COLOR": "never"}, "always", "--color"),
        (Color.NEVER, {"FORCE_COLOR": "1"}, "never", "--color"),
        (Color.AUTO, {"SAHELRISK_COLOR": "never"}, "auto", "--color"),
        (Color.AUTO, {"FORCE_COLOR": "1"}, "always", "FORCE_COLOR"),
        (None, {"SAHELRISK_COLOR": "always", "NO_COLOR": "1"}, "always", "SAHELRISK_COLOR"),
        (None, {"SAHELRISK_COLOR": "Never", "FORCE_COLOR": "1"}, "never", "SAHELRISK_COLOR"),
        (None, {"SAHELRISK_COLOR": "", "NO_COLOR": "1", "FORCE_COLOR": "1"}, "never", "NO_COLOR"),
    ],
)
def test_the_order_of_colour(
    flag: Color | None, env: dict[str, str], value: str, origin: str
) -> None:
    """The flag wins over the variable, that over NO_COLOR, that over FORCE_COLOR."""
    assert settings(flag, env).color == (value, origin)


def test_colour_is_printed_as_asked(sahelrisk: Run) -> None:
    """Off a terminal too; what is asked for wins over the environment."""
    coloured = sahelrisk("rule", "removed", "--color", "always", env={"NO_COLOR": "1"})
    assert "\x1b[" in coloured.stdout
    plain = sahelrisk("rule", "removed", "--color", "never", env={"FORCE_COLOR": "1"})
    assert "\x1b[" not in plain.stdout


def test_settings_come_from_the_file(sahelrisk: Run, home: Path) -> None:
    """Language and colour hold where neither a flag nor a variable says otherwise."""
    env = written(home, PLACED)
    page = sahelrisk("score", "mali", env=env)
    assert "\x1b[" in page.stdout
    assert "Plus élevé que" in page.stdout
    assert page.stderr.startswith("exemple fourni")
    assert "Higher than" in sahelrisk("score", "mali", "--lang", "en", env=env).stdout
    english = sahelrisk("score", "mali", env=env | {"SAHELRISK_LANG": "EN", "NO_COLOR": "1"})
    assert "Higher than" in english.stdout
    assert "\x1b" not in english.stdout


def test_a_link_to_no_settings_is_named(sahelrisk: Run, home: Path) -> None:
    """A dangling link is a fault of the user's file, and not a file that is absent."""
    env = written(home, PLACED)
    [file] = home.rglob("config.toml")
    file.unlink()
    file.symlink_to(home / "gone.toml")
    done = sahelrisk("score", "mali", env=env)
    assert done.returncode == 2
    assert f"{file} is a link to {home / 'gone.toml'}, which does not exist" in done.stderr


def test_numbers_are_not_moved_by_settings(sahelrisk: Run, home: Path) -> None:
    """Settings change words and colours; the figures of a document are the same."""
    env = written(home, PLACED) | {"SOURCE_DATE_EPOCH": "0"}
    own = json.loads(sahelrisk("score", "mali", "-f", "json", env=env).stdout)
    plain = json.loads(
        sahelrisk("score", "mali", "-f", "json", env={"SOURCE_DATE_EPOCH": "0"}).stdout
    )
    assert [one["score"] for one in own["countries"]] == [
        one["score"] for one in plain["countries"]
    ]
    assert own["countries"][0]["interval"] == plain["countries"][0]["interval"]


def test_the_analyst_of_the_file_signs(sahelrisk: Run, home: Path, desk: Path) -> None:
    """The variable wins over the file, the flag over both; git is asked after them."""
    env = written(home, PLACED)
    item = ("--indicator", "attack-tempo", "--observed", "2026-04-25", "--level", "4", "--no-input")
    rest = ("--statement", "Thirty attacks in three months.", "--reliability", "B")
    add = ("add", "mali", "-d", str(desk), *item, *rest, "--credibility", "2")
    for more, who in (({}, "kd"), ({"SAHELRISK_ANALYST": "zz"}, "zz")):
        before = set(desk.rglob("*.toml"))
        assert sahelrisk(*add, env=env | more).returncode == 0
        [path] = set(desk.rglob("*.toml")) - before
        assert f'analyst = "{who}"' in path.read_text(encoding="utf-8")
        path.unlink()


def test_where_shows_settings_and_where_each_comes_from(sahelrisk: Run, home: Path) -> None:
    """Flag, variable, file or default of each; and where the file would be without one."""
    env = written(home, 'color = "never"\nanalyst = "kd"\n')
    file = str(home / "sahelrisk" / "config.toml")
    found = json.loads(sahelrisk("where", "-f", "json", env=env | {"SAHELRISK_LANG": "fr"}).stdout)
    assert (found["settings"], found["settings_read"]) == (file, True)
    assert (found["lang"], found["lang_from"]) == ("fr", "SAHELRISK_LANG")
    assert (found["color"], found["color_from"]) == ("never", file)
    assert (found["analyst"], found["analyst_from"]) == ("kd", file)
    given = json.loads(sahelrisk("where", "-f", "json", "--lang", "fr", "--color", "auto").stdout)
    assert given["settings_read"] is False
    assert (given["lang_from"], given["color_from"]) == ("--lang", "--color")
    page = sahelrisk("where", "--plain", env=env).stdout
    assert f"Analyst: kd ({file})" in page
    assert "Language: en (default)" in page


def test_faults_of_the_file_are_told_at_their_places(sahelrisk: Run, home: Path) -> None:
    """All at once, with line, column and what would be right; every command refuses."""
    env = written(home, 'lang = "de"\ncolour = "never"\nanalyst = 3\ncolor = "alway"\n')
    path = (home / "sahelrisk" / "config.toml").as_posix()
    choice = 'color should be one of "auto", "always", "never", not "alway"'
    for command in (("where",), ("schema", "evidence")):
        done = sahelrisk(*command, env=env)
        assert (done.returncode, done.stdout) == (1, "")
        assert [one for one in done.stderr.splitlines() if one.startswith(path)] == [
            f'{path}:1:8: error: unknown-choice: lang should be one of "en", "fr", not "de"',
            f'{path}:2:1: error: unknown-key: unknown key "colour"',
            f"{path}:3:11: error: wrong-type: analyst should be a text in quotes, not 3",
            f"{path}:4:9: error: unknown-choice: {choice}",
        ]
    assert sahelrisk("score", "--help", env=env).returncode == 0


@pytest.mark.parametrize("name", ["SAHELRISK_LANG", "SAHELRISK_COLOR"])
def test_a_variable_of_no_choice_is_wrong_usage(name: str) -> None:
    """It is named with what it may be; an empty one is not set."""
    with pytest.raises(UsageError, match=f"{name}='xx' is none of "):
        settings(None, {name: "xx"})
    assert settings(None, {name: ""}) == settings(None, {})


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nobody's settings are English, colour on terminals, and no analyst."""
    found = settings(None, {})
    assert (found.there, found.lang.value, found.color.value) == (False, "en", Color.AUTO)
    assert found.analyst is None
