"""A small item, and the type of what runs the command line; for tests in every folder."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

Run = Callable[..., "subprocess.CompletedProcess[str]"]

ITEM = """\
[[evidence]]
id = "{id}"
countries = ["MLI"]
indicator = "security.kidnapping"
observed = 2026-05-01
recorded = 2026-05-02
level = 4
statement = "A statement."
kind = "observation"
reliability = "B"
credibility = 2
source = {{ title = "A title", publisher = "A publisher" }}
"""
