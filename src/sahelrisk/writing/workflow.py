"""The CI workflow of a new dossier: check on every push, and against its base on a pull request."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import metadata

from sahelrisk.problems import UsageError

WORKFLOW = """\
name: {name}
on: [push, pull_request]
permissions:
  contents: read
env:
  DOSSIER: {path}
  # What pip installs; change it to take another version.
  TOOL: {tool}
  BASE: ${{{{ github.event.pull_request.base.sha }}}}
jobs:
  dossier:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install "$TOOL"
      - name: Check
        run: |
          options=(--strict --format github)
          # Evidence is only added to; a base without the dossier has none to compare with.
          if [ -n "$BASE" ] && git -C "$DOSSIER" cat-file -e "$BASE:./dossier.toml"; then
            options+=(--from "$BASE")
          fi
          sahelrisk check "$DOSSIER" "${{options[@]}}"
      - name: Review
        if: github.event_name == 'pull_request'
        run: |
          if git -C "$DOSSIER" cat-file -e "$BASE:./dossier.toml"; then
            sahelrisk review "$BASE" --dossier "$DOSSIER" --format markdown >>"$GITHUB_STEP_SUMMARY"
          fi
      - name: Site
        if: github.event_name == 'push'
        run: |
          sahelrisk site "$RUNNER_TEMP/site" --dossier "$DOSSIER"
      - uses: actions/upload-artifact@v4
        if: github.event_name == 'push'
        with:
          name: {site}
          path: ${{{{ runner.temp }}}}/site
"""
_ODD = re.compile(r"[\x00-\x1f\x7f]|\$\{\{")


def workflow(name: str, path: str, tool: str) -> str:
    """Return the workflow for a dossier at a path of its repository ("." at its top).

    Raises UsageError for texts that could act as more than a value in it.
    """
    for text in (path, tool):
        if _ODD.search(text) or not text.strip():
            raise UsageError("workflow_text", text=repr(text))
    names = {"name": _quoted(name), "site": _quoted(f"{name}-site")}
    return WORKFLOW.format(path=_quoted(path), tool=_quoted(tool), **names)


def workflow_name(path: str) -> str:
    """Return the workflow's name, which is also that of its file: `sahelrisk-desk`."""
    folder = re.sub(r"[^\w-]+", "-", path, flags=re.ASCII).strip("-")
    return f"sahelrisk-{folder}" if folder else "sahelrisk"


def installed_from() -> str | None:
    """Return what pip would install this program from again, None where that is not known.

    Of a repository that is its address with the commit; of an index the name with the version; a
    folder of this machine means nothing on another.
    """
    try:
        package = metadata.distribution("sahelrisk")
    except metadata.PackageNotFoundError:
        return None
    text = package.read_text("direct_url.json")
    if not text:
        return f"sahelrisk=={package.version}" if package.read_text("INSTALLER") else None
    return _revision(json.loads(text))


def _revision(direct: Mapping[str, object]) -> str | None:
    info, url = direct.get("vcs_info"), direct.get("url")
    if not isinstance(info, dict) or not isinstance(url, str) or info.get("vcs") != "git":
        return None
    commit = info.get("commit_id")
    is_known = isinstance(commit, str) and not url.startswith("file:")
    return f"git+{url}@{commit}" if is_known else None


def _quoted(text: str) -> str:
    """Return a text as a value of YAML."""
    return "'" + text.replace("'", "''") + "'"
