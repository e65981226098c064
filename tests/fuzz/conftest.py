"""The worlds of the oracle, and pieces of other tests, serve here too."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path += [str(Path(__file__).parents[1] / name) for name in ("oracle", "compare", "reading")]
