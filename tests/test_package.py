"""The package: layers, builds, what is shipped."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import pytest

import sahelrisk

ROOT = Path(__file__).parent.parent


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the layers of a tree."""
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        check=False,
        capture_output=True,
        text=True,
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": ""},
    )


def copy_of_source(folder: Path) -> Path:
    """Copy what the layer contract reads."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        to = folder / path.relative_to(ROOT)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes())
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return folder


def test_imports_run_one_way() -> None:
    """The layer contract holds."""
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


def test_no_two_modules_share_a_name() -> None:
    """A name finds one module, but for a command, which is called as its task is."""
    modules = [path for path in (ROOT / "src").rglob("*.py") if path.stem != "__init__"]
    found = Counter(path.stem for path in modules if path.parent.name != "commands")
    tasks = {path.stem for path in modules if path.parent.name == "tasks"}
    shared = {name for name, number in found.items() if number > 1}
    shared |= {
        path.stem
        for path in modules
        if path.parent.name == "commands" and found[path.stem] and path.stem not in tasks
    }
    assert not shared


def test_a_folder_without_a_layer_fails(tmp_path: Path) -> None:
    """A new folder must be given its layer."""
    tree = copy_of_source(tmp_path)
    stray = tree / "src" / "sahelrisk" / "stray"
    stray.mkdir()
    (stray / "__init__.py").write_text("", encoding="utf-8")
    assert lint_imports(tree).returncode != 0


def test_an_import_against_the_current_fails(tmp_path: Path) -> None:
    """Scoring must not import what is above it."""
    tree = copy_of_source(tmp_path)
    weigh = tree / "src" / "sahelrisk" / "scoring" / "weigh.py"
    text = weigh.read_text(encoding="utf-8")
    weigh.write_text(text + "\nimport sahelrisk.report.words\n", encoding="utf-8")
    assert lint_imports(tree).returncode != 0


def test_runtime_dependencies_are_the_six() -> None:
    """Another runtime dependency needs a decision first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {name.split(">")[0].split("<")[0] for name in project["dependencies"]}
    assert names == {"jinja2", "typer", "rich", "pydantic", "tomli", "tomli-w"}
    assert "version" in project["dynamic"]
    assert sahelrisk.__version__.count(".") == 2


def build(source: Path, out: Path) -> list[Path]:
    """Build sdist and wheel of a tree."""
    hook = (
        "import sys, hatchling.build as b, os; os.chdir(sys.argv[1]); "
        "b.build_sdist(sys.argv[2]); b.build_wheel(sys.argv[2])"
    )
    subprocess.run([sys.executable, "-c", hook, str(source), str(out)], check=True)
    return sorted(out.iterdir())


def bundled(path: str) -> str:
    """Return where a file of the repository lies in the wheel, or nothing where it stays out."""
    if path.startswith("src/"):
        return path.removeprefix("src/")
    if path.startswith(("indicators/", "examples/sahel/")):
        return f"sahelrisk/bundle/{path}"
    return ""


@pytest.mark.slow
def test_builds_are_reproducible_and_list_what_is_tracked(tmp_path: Path) -> None:
    """Two builds are equal; an untracked file stays out; the wheel has data, licence and bill."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    (clone / "stray.txt").write_text("stray", encoding="utf-8")
    (clone / "src" / "sahelrisk" / "stray.toml").write_text("", encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    first, second = build(clone, tmp_path / "one"), build(clone, tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    with tarfile.open(next(path for path in first if path.suffix == ".gz")) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    tracked = subprocess.run(
        ["git", "ls-files"], check=True, capture_output=True, text=True, cwd=clone
    ).stdout.split()
    assert names - {"PKG-INFO"} == set(tracked)
    packed = next(path for path in first if path.suffix == ".whl")
    assert packed.stat().st_size < 2_000_000
    wheel = zipfile.ZipFile(packed)
    held = set(wheel.namelist())
    assert {bundled(path) for path in tracked} - {""} <= held
    assert "sahelrisk/bundle/indicators/framework.toml" in held
    assert "sahelrisk/bundle/examples/sahel/dossier.toml" in held
    assert "sahelrisk/model/countries.csv" in held
    assert "sahelrisk/py.typed" in held
    about = f"sahelrisk-{sahelrisk.__version__}.dist-info"
    assert {name.split("/")[0] for name in held} == {"sahelrisk", about}
    bill = wheel.read(f"{about}/sboms/sahelrisk.cdx.json")
    assert bill == (ROOT / "sbom" / "sahelrisk.cdx.json").read_bytes()
    assert f"{about}/licenses/LICENSE" in held
    assert "sahelrisk/bundle/indicators/base/LICENCES.md" in held
    assert b"sahelrisk = sahelrisk.__main__:main" in wheel.read(f"{about}/entry_points.txt")
