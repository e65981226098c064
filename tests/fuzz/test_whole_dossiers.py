"""Dossiers made from seeds: whatever is in them, commands and formats tell the same figures.

`SAHELRISK_FUZZ_SEED` is the first seed, `SAHELRISK_FUZZ_SECONDS` the time of the long run.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import examples
import pytest
from held import LawError

from memory import most_memory

SLICE = range(7)
SEED = int(os.environ.get("SAHELRISK_FUZZ_SEED", "20261126"))
SECONDS = float(os.environ.get("SAHELRISK_FUZZ_SECONDS", "20"))
MOST_MEMORY = 500 * 1024


def held(seed: int, place: Path) -> None:
    """Hold the dossier of a seed to the laws; a failure names the seed."""
    try:
        examples.hold(seed, place)
    except LawError as error:
        pytest.fail(f"SAHELRISK_FUZZ_SEED={seed}: {error}")


@pytest.mark.parametrize("seed", SLICE)
def test_a_slice_of_the_fuzzer(seed: int, tmp_path: Path) -> None:
    """The same few dossiers in every run."""
    held(seed, tmp_path)


@pytest.mark.slow
def test_as_many_dossiers_as_there_is_time_for(tmp_path: Path) -> None:
    """One seed after another; none is a finding, and memory does not grow."""
    before = most_memory()  # of the tests that ran in this process
    end, seed = time.monotonic() + SECONDS, SEED
    while time.monotonic() < end:
        held(seed, tmp_path / str(seed))
        seed += 1
    assert seed > SEED
    assert most_memory() - before < MOST_MEMORY
