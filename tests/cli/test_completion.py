"""Completion: what the shell offers behind Tab, by the variables shells set and in a real bash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from terminal import Terminal

PROGRAM = """\
#!{python}
import sys
from sahelrisk.__main__ import main
sys.argv[0] = "sahelrisk"
main()
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return the program under the name that shells know, as an installed script is."""
    path = tmp_path / "bin" / "sahelrisk"
    path.parent.mkdir()
    path.write_text(PROGRAM.format(python=sys.executable), encoding="utf-8")
    path.chmod(0o755)
    return path


def offered(program: Path, cwd: Path, *words: str) -> list[str]:
    """Return what is offered for the last of a line's words, asked as bash does."""
    env = {
        "_SAHELRISK_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(("sahelrisk", *words)),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        [str(program)],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | env,
        cwd=cwd,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("score mal", "malawi"),
        ("score Burk", "Burkina-faso"),
        ("score ML", "MLI"),
        ("compare mali cap", "cape-verde"),
        ("explain mali kidn", "kidnapping"),
        ("changes nig", "niger"),
        ("history nig", "niger"),
        ("plan nig", "niger"),
        ("audit nig", "niger"),
        ("indicators security.k", "security.kidnapping"),
        ("add tog", "togo"),
        ("add mali --indicator security.k", "security.kidnapping"),
        ("add mali --kind o", "observation"),
        ("add mali --nature c", "condition"),
        ("add mali --reliability a", "a"),
        ("add mali --credibility 2", "2"),
        ("amend mli-", "mli-1"),
        ("amend mli-1 --reliability F", "F"),
        ("not-applicable mali --indicator kidn", "kidnapping"),
        ("export nig", "niger"),
        ("export nig --table s", "summary"),
        ("import --dialect e", "excel-fr"),
        ("compare --by ill", "illicit-resources"),
        ("compare --by security.k", "security.kidnapping"),
        ("compare --by = ill", "illicit-resources"),
        ("compare --by =", "engagement"),
        ("rule amends-n", "amends-nothing"),
        ("check --ignore amends-n", "amends-nothing"),
        ("schema ev", "evidence"),
        ("score mali --profile mi", "mining"),
        ("score mali --lang f", "fr"),
        ("score mali --format ma", "markdown"),
        ("score @", "@ours"),
        ("score @ ou", "@ours"),
        ("comp", "compare"),
    ],
)
def test_names_are_offered_for_every_word(desk: Path, program: Path, line: str, first: str) -> None:
    """Countries, groups, indicators, ids, rules, profiles and choices, also as bash splits them."""
    main = desk / "dossier.toml"
    main.write_text(main.read_text() + '[groups]\nours = ["MLI"]\n', encoding="utf-8")
    assert offered(program, desk, *line.split(" "))[:1] == [first]


def test_the_dossier_named_on_the_line_is_the_one_read(
    desk: Path, program: Path, tmp_path: Path
) -> None:
    """Ids come from the folder of `-d`, and from the example where there is no dossier."""
    assert offered(program, tmp_path, "amend", "-d", str(desk), "mli-") == ["mli-1"]
    assert len(offered(program, tmp_path, "amend", "mli-")) > 10


@pytest.mark.parametrize("line", ["score @", "amend m", "indicators s", "score --profile m"])
def test_a_broken_dossier_offers_nothing(
    desk: Path, program: Path, tmp_path: Path, line: str
) -> None:
    """No error lands in the line that somebody types."""
    (desk / "dossier.toml").write_bytes(b"\xff[[[")
    assert offered(program, desk, *line.split()) == []


def test_completion_loads_no_dossier(desk: Path, program: Path) -> None:
    """Names are read without our models, and only the module of the command is imported."""
    probe = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('MODULES', *sys.modules))\n"
        "sys.argv = ['sahelrisk']\n"
        "from sahelrisk.__main__ import main\nmain()"
    )
    env = {"_SAHELRISK_COMPLETE": "complete_bash", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-c", probe],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | env | {"COMP_WORDS": "sahelrisk\namend\nml"},
        cwd=desk,
    )
    words, _, modules = done.stdout.partition("MODULES")
    assert words.split() == ["mli-1"]
    heavy = {"rich.console", "sahelrisk.cli.commands.compare", "sahelrisk.model.dossier"}
    assert "sahelrisk.cli.completion" in modules.split()
    assert not heavy & set(modules.split())


def test_a_real_bash_completes(desk: Path, program: Path, tmp_path: Path) -> None:
    """Installed in a home of its own, Tab completes a country, a group, an indicator and an id."""
    bash = shutil.which("bash")
    assert bash, "bash is where the documentation says it completes"
    main = desk / "dossier.toml"
    main.write_text(main.read_text() + '[groups]\nours = ["MLI"]\n', encoding="utf-8")
    env = {
        "HOME": str(tmp_path),
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PS1": "ready> ",
        "INPUTRC": os.devnull,
    }
    install = [str(program), "--install-completion", "bash"]
    done = subprocess.run(install, check=True, capture_output=True, env=os.environ | env)
    assert b"installed" in done.stdout
    rc = tmp_path / ".bashrc"
    rc.write_text(rc.read_text() + "PS1='ready> '\n", encoding="utf-8")
    shell = Terminal("-i", program=(bash,), env=env, cwd=desk)
    shell.expect("ready> ")
    for typed, completed in (
        ("sahelrisk score burki", "burkina-faso "),
        ("sahelrisk score @o", "@ours "),
        ("sahelrisk score niger @o", "@ours "),
        ("sahelrisk explain mali security.kid", "security.kidnapping "),
        ("sahelrisk compare --by=ill", "--by=illicit-resources "),
        ("sahelrisk amend ml", "mli-1 "),
        ("sahelrisk not-a", "not-applicable "),
        ("sahelrisk check evi", "evidence/"),
    ):
        shell.type(f"{typed}\t")
        shell.expect(completed)
        shell.type("\x15")  # Ctrl-U empties the line
    shell.answer("exit")
    assert shell.end() in (0, 130)
