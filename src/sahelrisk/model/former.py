"""What indicators were called before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sahelrisk.model.indicator import IndicatorFile


def former_names(files: Mapping[str, IndicatorFile]) -> dict[str, str]:
    """Map the former names of indicators to the present ones."""
    return {old: key for key, file in files.items() for old in file.formerly if old not in files}
