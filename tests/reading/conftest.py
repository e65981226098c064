"""What reads and changes a dossier in the tests of `compare` serves here too."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "compare"))
