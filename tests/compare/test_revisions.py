"""`changes --from REV`: the dossier as it was committed, wherever its repository lies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import compare_desk as desk
import pytest

from sahelrisk.problems import UsageError
from sahelrisk.reading import revision_files
from sahelrisk.reading.git import inside, repository_of
from sahelrisk.reading.locate import Location
from sahelrisk.reading.revision import load_earlier, read_earlier
from sahelrisk.reading.revision_files import copy_dossier

AS_OF = ("--as-of", desk.AS_OF)
AWKWARD = "dossier [a] *: ünï"


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the settings of whoever runs the tests out of it."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "t")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "t@t")


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder."""
    command = ["git", "-c", "protocol.file.allow=always", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path, message: str) -> None:
    """Commit everything."""
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", message)


def grown(top: Path, below: str = "desk") -> Path:
    """Return a dossier below a new repository's top, with two commits; the second adds `more`."""
    folder = desk.write(top / below, {"evidence": [desk.item("one", date(2026, 1, 1), 2)]})
    git(top, "init", "--quiet", "--initial-branch=main")
    commit(top, "first")
    desk.dump(
        folder / "evidence" / "more.toml", {"evidence": [desk.item("more", date(2026, 6, 1), 5)]}
    )
    commit(top, "second")
    return folder


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a dossier in a subfolder of a repository."""
    return grown(tmp_path / "repository")


def is_new(folder: Path, revision: str, *names: str) -> bool:
    """Return whether items are new since a revision; with no names, whether nothing is."""
    found: dict[str, Any] = desk.changes("mali", f"--from={revision}", *AS_OF, folder=folder)
    part = next(part for part in found["parts"] if part["cause"] == "new")
    found_new = {one["id"] for one in part["evidence"]}
    return found_new >= set(names) if names else not found_new


def refused(folder: Path, revision: str) -> str:
    """Return what is said of a revision that cannot be read, on one line."""
    result = desk.run("changes", "mali", f"--from={revision}", *AS_OF, folder=folder)
    assert result.exit_code == 2, result.output
    return " ".join(result.stderr.split())


def test_both_ends_may_be_revisions(dossier: Path) -> None:
    """--from REV reads the dossier as committed then; --to REV ends at another one."""
    found = desk.changes("mali", "--from", "HEAD~1", *AS_OF, folder=dossier)
    ends = ("--from", "HEAD", "--to", "HEAD~1")
    back = desk.changes("mali", *ends, *AS_OF, folder=dossier)
    assert found["difference"]
    assert back["difference"] == pytest.approx(-found["difference"], abs=1e-9)


@pytest.mark.parametrize("below", ["", "desk", f"deep/{AWKWARD}", ":(top)"])
def test_the_dossier_may_lie_anywhere_below_the_top(tmp_path: Path, below: str) -> None:
    """A path that would be a pattern to git is a path."""
    folder = grown(tmp_path / "repository", below)
    assert is_new(folder, "HEAD~1", "more")
    assert is_new(folder, "HEAD")


@pytest.mark.parametrize(
    "revision", ["main^", "main~1", "HEAD@{1}", ":/first", "v1", "light", "odd/ñame", "--weird"]
)
def test_all_that_git_calls_a_revision(dossier: Path, revision: str) -> None:
    """Branches, tags with and without a message, searches and steps, option-like ones too."""
    git(dossier, "tag", "--annotate", "-m", "one", "v1", "HEAD~1")
    git(dossier, "tag", "light", "HEAD~1")
    git(dossier, "branch", "odd/ñame", "HEAD~1")
    git(dossier, "update-ref", "refs/heads/--weird", "HEAD~1")
    assert is_new(dossier, revision, "more")


def test_a_branch_named_like_a_folder(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is no dossier does not stand before a revision of the same name."""
    monkeypatch.chdir(dossier)
    git(dossier, "branch", "evidence", "HEAD~1")
    assert is_new(dossier, "evidence", "more")
    told = refused(dossier, "indicators")
    assert "'indicators' is a folder without dossier.toml and not a revision" in told


def test_a_detached_head_and_changes_not_committed(dossier: Path) -> None:
    """Neither the branch nor the work tree matters; only what the revision holds."""
    git(dossier, "checkout", "--quiet", "--detach", "HEAD")
    late = {"evidence": [desk.item("late", date(2026, 6, 2), 4)]}
    desk.dump(dossier / "evidence" / "late.toml", late)
    assert is_new(dossier, "HEAD", "late")
    assert is_new(dossier, "main~1", "late", "more")


def test_a_work_tree_of_a_bare_repository(dossier: Path, tmp_path: Path) -> None:
    """A work tree that was added to a bare repository is one as any other."""
    git(tmp_path, "clone", "--quiet", "--bare", str(dossier.parent), "bare.git")
    git(tmp_path / "bare.git", "worktree", "add", "--quiet", "../linked", "main")
    assert is_new(tmp_path / "linked" / "desk", "main~1", "more")


def test_a_shallow_clone_says_so(dossier: Path, tmp_path: Path) -> None:
    """What a shallow clone has is read; of what it lacks the remedy is named."""
    source = dossier.parent.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth=1", source, "shallow")
    assert is_new(tmp_path / "shallow" / "desk", "HEAD")
    assert "git fetch --unshallow" in refused(tmp_path / "shallow" / "desk", "HEAD~1")
    assert "unshallow" not in refused(dossier, "nosuch")


def test_a_partial_clone_is_never_filled(dossier: Path, tmp_path: Path) -> None:
    """Where objects would have to be fetched, nothing is: it is an error."""
    git(dossier, "config", "uploadpack.allowFilter", "true")
    source = dossier.parent.as_uri()
    (dossier / "evidence" / "more.toml").unlink()
    desk.write(dossier, {"evidence": [desk.item("other", date(2026, 1, 1), 3)]})
    commit(dossier, "third")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", source, "partial")
    folder = tmp_path / "partial" / "desk"
    assert is_new(folder, "HEAD")
    told = refused(folder, "HEAD~1")
    assert "could not fetch" in told or "nothing is fetched" in told


def test_a_dossier_in_a_submodule(dossier: Path, tmp_path: Path) -> None:
    """The revision is one of the submodule's repository."""
    top = tmp_path / "outer"
    top.mkdir()
    git(top, "init", "--quiet")
    git(top, "submodule", "--quiet", "add", str(dossier.parent), "inner")
    commit(top, "one")
    assert is_new(top / "inner" / "desk", "HEAD~1", "more")


def test_evidence_in_a_submodule_is_an_error(tmp_path: Path) -> None:
    """Its files are not in the repository; none at all would be a wrong answer."""
    items = tmp_path / "items"
    desk.dump(items / "one.toml", {"evidence": [desk.item("one", date(2026, 1, 1), 2)]})
    git(items, "init", "--quiet")
    commit(items, "one")
    top = tmp_path / "outer"
    folder = desk.write(top, {"evidence": []})
    shutil.rmtree(folder / "evidence")
    git(top, "init", "--quiet")
    git(top, "submodule", "--quiet", "add", str(items), "evidence")
    commit(top, "one")
    assert "'evidence' is a submodule in that revision" in refused(folder, "HEAD")


def test_a_submodule_elsewhere_does_no_harm(dossier: Path, tmp_path: Path) -> None:
    """Only evidence and indicators are needed."""
    top = tmp_path / "outer"
    folder = grown(top, "")
    git(top, "submodule", "--quiet", "add", str(dossier.parent), "tools")
    commit(top, "three")
    assert is_new(folder, "HEAD~2", "more")
    assert is_new(folder, "HEAD")


def test_a_framework_as_it_was(tmp_path: Path) -> None:
    """The framework of the revision is used, where the revision's dossier.toml says it lies."""
    top = tmp_path / "repository"
    folder = desk.write(top / "desk", {"evidence": [desk.item("one", date(2026, 1, 1), 2)]})
    shutil.move(folder / "indicators", folder / "old rules")
    main = (folder / "dossier.toml").read_text(encoding="utf-8")
    beside = f'{main}indicators = "old rules"\n'
    (folder / "dossier.toml").write_text(beside, encoding="utf-8")
    git(top, "init", "--quiet")
    commit(top, "old rules")
    shutil.move(folder / "old rules", folder / "indicators")
    rules = desk.framework()
    rules["pillars"][0]["weight"] = 3.0
    desk.dump(folder / "indicators" / "framework.toml", rules)
    (folder / "dossier.toml").write_text(main, encoding="utf-8")
    commit(top, "its own")
    found = desk.changes("mali", "--from=HEAD~1", *AS_OF, folder=folder)
    git(top, "worktree", "add", "--quiet", "--detach", str(tmp_path / "old"), "HEAD~1")
    before = desk.document("score", "mali", *AS_OF, folder=tmp_path / "old" / "desk")
    assert found["before"]["score"] == before["countries"][0]["score"]
    parts = {part["cause"]: part["points"] for part in found["parts"]}
    assert parts["framework"] != 0.0
    assert parts["new"] == 0.0
    assert is_new(folder, "HEAD")


def test_attributes_hide_and_change_nothing(dossier: Path) -> None:
    """What is left out of archives, or changed on the way, is read as it was committed."""
    attributes = "desk/evidence/more.toml export-ignore\n* export-subst\n"
    (dossier.parent / ".gitattributes").write_text(attributes, encoding="utf-8")
    commit(dossier, "third")
    assert is_new(dossier, "HEAD")


@pytest.mark.parametrize("relative", [True, False])
def test_within_a_hook(dossier: Path, monkeypatch: pytest.MonkeyPatch, relative: bool) -> None:  # noqa: FBT001
    """GIT_DIR, as a hook finds it, means the same from the dossier's folder."""
    monkeypatch.chdir(dossier.parent)
    where = Path(".git") if relative else dossier.parent / ".git"
    monkeypatch.setenv("GIT_DIR", str(where))
    monkeypatch.setenv("GIT_INDEX_FILE", str(where / "index"))
    assert is_new(dossier, "HEAD~1", "more")


def test_in_another_repository_s_hook(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dossier outside of the work tree that GIT_DIR names is in none."""
    other = grown(tmp_path / "other")
    monkeypatch.chdir(other.parent)
    monkeypatch.setenv("GIT_DIR", ".git")
    assert "is not in a git work tree" in refused(dossier, "HEAD~1")


def test_a_repository_of_somebody_else(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's own words about its ownership, and what to do, are passed on."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    told = refused(dossier, "HEAD~1")
    assert "dubious ownership" in told
    assert "safe.directory" in told


def test_no_repository_and_no_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are said for what they are."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = desk.write(tmp_path / "desk", {"evidence": []})
    assert "not a git repository" in refused(folder, "HEAD")
    git(folder, "init", "--quiet")
    assert "git does not know this revision" in refused(folder, "HEAD")


def test_a_revision_without_the_dossier(dossier: Path) -> None:
    """A branch on which the folder does not exist yet is named."""
    git(dossier, "checkout", "--quiet", "--orphan", "empty")
    git(dossier, "commit", "--quiet", "--allow-empty", "--message", "empty")
    git(dossier, "rm", "--quiet", "-r", "--cached", ".")
    git(dossier, "commit", "--quiet", "--message", "nothing")
    assert "it does not contain desk/dossier.toml" in refused(dossier, "empty")


@pytest.mark.parametrize(
    "name",
    [
        "nosuch",
        "HEAD; touch pwned",
        "--output=pwned",
        "$(touch pwned)",
        "-h",
        "HEAD:desk",
        "HEAD^{tree}",
        "HEAD..HEAD~1",
        "\x1b[31mred",
    ],
)
def test_what_is_no_revision_is_an_error(
    dossier: Path, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A revision is an argument of git and nothing else: exit 2, and nothing is run or written."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    told = refused(dossier, name)
    assert "a revision of this dossier: git does not know this revision" in told
    assert "\x1b" not in told
    assert not list(tmp_path.rglob("pwned"))


def test_without_git_the_error_says_so(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git is not installed, the message names it."""
    monkeypatch.setenv("PATH", os.devnull)
    assert "git is not installed" in refused(dossier, "HEAD~1")


def test_problems_of_a_revision_are_named_by_it(dossier: Path) -> None:
    """Broken files of an old revision are problems at REV:path, exit 1."""
    more = dossier / "evidence" / "more.toml"
    good = more.read_text(encoding="utf-8")
    more.write_text("[[evidence", encoding="utf-8")
    commit(dossier, "broken")
    more.write_text(good, encoding="utf-8")
    result = desk.run("changes", "mali", "--from", "HEAD", folder=dossier)
    assert result.exit_code == 1
    assert "HEAD:desk/evidence/more.toml:1" in result.stderr


def test_a_broken_dossier_toml_of_a_revision(dossier: Path) -> None:
    """The same for the file that says where the others lie."""
    main = dossier / "dossier.toml"
    good = main.read_text(encoding="utf-8")
    main.write_text("title = \n", encoding="utf-8")
    commit(dossier, "broken")
    main.write_text(good, encoding="utf-8")
    result = desk.run("changes", "mali", "--from", "HEAD", folder=dossier)
    assert result.exit_code == 1
    assert "HEAD:desk/dossier.toml:1" in result.stderr


def test_links_and_large_files_of_a_revision(dossier: Path, tmp_path: Path) -> None:
    """A link out of the dossier, and a file over the cap, are refused there as they are here."""
    (tmp_path / "secret.toml").write_text("[[evidence", encoding="utf-8")
    evidence = dossier / "evidence"
    (evidence / "link.toml").symlink_to(tmp_path / "secret.toml")
    (evidence / "twin.toml").symlink_to("one.toml")
    with (evidence / "huge.toml").open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    commit(dossier, "third")
    for name in ("link", "twin", "huge"):
        (evidence / f"{name}.toml").unlink()
    result = desk.run("changes", "mali", "--from", "HEAD", folder=dossier)
    assert result.exit_code == 1
    assert "HEAD:desk/evidence/link.toml:1:1: error: outside-dossier" in result.stderr
    assert "HEAD:desk/evidence/huge.toml:1:1: error: file-too-large" in result.stderr
    assert "[[evidence" not in result.stderr


@pytest.mark.parametrize(
    "path", ["../stray", "/stray", "..\\stray", "C:\\stray", "C:stray", "\\stray"]
)
def test_nothing_is_written_outside_of_its_place(tmp_path: Path, path: str) -> None:
    """A tree made by hand may hold paths that climb, here or on Windows; they are refused."""
    with pytest.raises(UsageError, match="leads out"):
        inside(tmp_path / "place", path)
    assert not list(tmp_path.rglob("*stray"))


@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_name_is_wrong_usage(
    dossier: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that is not set never compares the dossier with itself, not even within it."""
    monkeypatch.chdir(dossier)
    assert "names nothing" in refused(dossier, name)


def test_only_what_the_dossier_names_is_read(dossier: Path) -> None:
    """Files beside the dossier's folders are not copied; of others in them only the names are."""
    (dossier / "papers").mkdir()
    (dossier / "papers" / "report.pdf").write_bytes(b"%PDF" * 1000)
    (dossier / "evidence" / "report.pdf").write_bytes(b"%PDF" * 1000)
    commit(dossier, "papers")
    copied = dossier.parent.parent / "copied"
    copied.mkdir()
    repository = repository_of(dossier)
    copy_dossier(repository, repository.commit("HEAD"), copied)
    files = {one.relative_to(copied).as_posix() for one in copied.rglob("*") if one.is_file()}
    assert "desk/evidence/report.pdf" in files
    assert "desk/papers/report.pdf" not in files
    assert (copied / "desk/evidence/report.pdf").stat().st_size == 0
    assert {"desk/dossier.toml", "desk/indicators/framework.toml"} <= files


@pytest.mark.parametrize("table", ["../tables/panel.csv", "panel.dat", "../tables/panel.dat"])
def test_tables_that_a_series_names_are_read(tmp_path: Path, table: str) -> None:
    """A table may lie anywhere in the dossier and end as it likes."""
    top = tmp_path / "repository"
    folder = desk.write(top / "desk", {"evidence": []})
    measure = {"unit": "u", "normalise": "goalposts", "goalposts": [0, 10]}
    desk.dump(folder / "indicators/p/a.toml", {"measure": measure, "half_life_days": 365})
    series = {
        "file": table,
        "country": "iso3",
        "observed": "2025",
        "recorded": date(2026, 1, 1),
        "columns": {"value": "p.a"},
        "reliability": "B",
        "credibility": 2,
        "source": {"publisher": "P"},
    }
    desk.dump(folder / "evidence/all.toml", {"series": [series]})
    path = folder / "evidence" / table
    path.parent.mkdir(exist_ok=True)
    path.write_text("iso3,value\nMLI,5\n", encoding="utf-8")
    git(top, "init", "--quiet")
    commit(top, "series")
    before = load_earlier("HEAD", Location(folder, "test"))
    assert [one.value for one in before.evidence] == [5.0]


def test_links_within_the_dossier_are_followed(dossier: Path) -> None:
    """Evidence may be a link to a folder of the dossier, and a file one to a file beside it."""
    shutil.move(dossier / "evidence", dossier / "kept")
    (dossier / "evidence").symlink_to("kept")
    shutil.move(dossier / "kept" / "more.toml", dossier / "more.toml")
    (dossier / "kept" / "more.toml").symlink_to("../more.toml")
    commit(dossier, "links")
    found = load_earlier("HEAD", Location(dossier, "test"))
    assert {one.id for one in found.evidence} == {"one", "more"}


def test_a_tree_bomb_is_refused_early(dossier: Path) -> None:
    """A tree that names itself ten times on each of ten floors is left after a moment."""
    blob = git(dossier, "hash-object", "-w", "dossier.toml")
    tree = git_given(dossier, f"100644 blob {blob}\tx.toml\n", "mktree")
    for _ in range(10):
        listed = "".join(f"040000 tree {tree}\tf{index}\n" for index in range(10))
        tree = git_given(dossier, listed, "mktree")
    rest = git(dossier, "ls-tree", "--full-tree", "HEAD:desk").splitlines()
    kept = [line for line in rest if not line.endswith("\tevidence")]
    listed = "".join(f"{line}\n" for line in [*kept, f"040000 tree {tree}\tevidence"])
    desk_tree = git_given(dossier, listed, "mktree")
    top = git_given(dossier, f"040000 tree {desk_tree}\tdesk\n", "mktree")
    bomb = git(dossier, "commit-tree", "-m", "bomb", top)
    assert "more than 50000 files" in refused(dossier, bomb)


def test_a_revision_of_too_many_bytes_is_refused(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read of a revision has a limit in all, not only each file of it."""
    monkeypatch.setattr(revision_files, "MOST_BYTES", 100)
    assert "files take more than 0 MiB" in refused(dossier, "HEAD")


def git_given(folder: Path, given: str, *arguments: str) -> str:
    """Run git in a folder with a text as its input."""
    return subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        text=True,
        input=given,
    ).stdout.strip()


STOPPED = """
import signal, sys
from pathlib import Path
from sahelrisk.reading.scratch import scratch_folder
number = int(sys.argv[1])
usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
signal.signal(number, usual)  # nohup and shells in the background let it be ignored
with scratch_folder() as place:
    (place / "evidence.toml").write_text("secret")
    print(place, flush=True)
    signal.raise_signal(number)
    print("not stopped")
"""


@pytest.mark.parametrize(
    "number", [getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP")]
)
def test_a_signal_leaves_no_files(number: int | None) -> None:
    """Who stops the program leaves nothing of the evidence in the temporary folder."""
    if number is None:
        pytest.skip("a signal that this system does not have")
    ended = subprocess.run(
        [sys.executable, "-c", STOPPED, str(int(number))],
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode != 0
    assert "not stopped" not in ended.stdout
    assert not Path(ended.stdout.strip()).exists()


def test_a_broken_revision_is_read_as_far_as_it_goes(dossier: Path) -> None:
    """Its problems are told beside what could be read of it."""
    (dossier / "evidence" / "broken.toml").write_text("[[evidence", encoding="utf-8")
    commit(dossier, "broken")
    found = read_earlier("HEAD", Location(dossier, "test"))
    assert found.dossier is not None
    assert {one.id for one in found.dossier.evidence} == {"one", "more"}
    assert [str(one.place) for one in found.problems] == ["HEAD:desk/evidence/broken.toml:1:11"]


@pytest.mark.parametrize("stricter_now", [True, False])
@pytest.mark.parametrize("by_default", [True, False])
def test_the_stricter_marking_of_both_ends_holds(
    dossier: Path,
    stricter_now: bool,  # noqa: FBT001
    by_default: bool,  # noqa: FBT001
) -> None:
    """What is RED at one end is hidden under a ceiling, whichever end it is."""
    labels = ("CLEAR", "RED") if stricter_now else ("RED", "CLEAR")
    for label in labels:
        marked = {} if by_default else {"tlp": label}
        items = [desk.item("canary", date(2026, 1, 1), 5, **marked)]
        desk.dump(dossier / "evidence" / "all.toml", {"evidence": items})
        main = {"title": "Small", "tlp": label if by_default else "CLEAR"}
        desk.dump(dossier / "dossier.toml", main)
        commit(dossier, label)
    ends = ("--from", "HEAD~1")
    result = desk.run("changes", "mali", *ends, "--tlp", "CLEAR", *AS_OF, folder=dossier)
    assert result.exit_code == 0, result.output
    assert "canary" not in result.output
    red = desk.run("changes", "mali", *ends, "--tlp", "RED", "-f", "json", *AS_OF, folder=dossier)
    assert "canary" in red.output or "RED" in red.output
