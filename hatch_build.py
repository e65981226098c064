"""Put into the sdist exactly what git tracks, so that a stray file never gets published."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GIT = ("git", "ls-files", "-z", "--cached")


class TrackedFiles(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Adds tracked files; in an unpacked sdist, without git, everything is what was tracked."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Name the files of the sdist one by one."""
        root = Path(self.root)
        for name in _tracked(root):
            if (root / name).is_file():
                build_data["force_include"][str(root / name)] = name


def _tracked(root: Path) -> list[str]:
    if not (root / ".git").exists():
        return [
            path.relative_to(root).as_posix()
            for path in sorted(root.rglob("*"))
            if path.is_file() and path.name != "PKG-INFO" and "__pycache__" not in path.parts
        ]
    listed = subprocess.run(GIT, cwd=root, check=True, capture_output=True).stdout
    return sorted(name for name in listed.decode().split("\0") if name)
