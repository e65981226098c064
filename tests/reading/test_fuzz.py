"""Mutated files: whatever the bytes, the reader answers with a document or a problem, and soon."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from sahelrisk.model.evidence_file import EvidenceFile
from sahelrisk.problems import Problem
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.toml.guard import decode, find_bomb

SEED = Path(__file__).parents[1] / "problems/base/evidence/good.toml"
PIECES = (
    b'"',
    b"'",
    b'"""',
    b"[[",
    b"]",
    b"{",
    b"}",
    b"=",
    b".",
    b"\n",
    b"\\",
    b"\x00",
    b"\xff",
    b"nan",
    b"9" * 50,
    b"\xe2\x80\xae",
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return data with a few pieces put in, cut out or doubled."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.randrange(12))
        piece = chance.choice((*PIECES, b"", data[start:end] * 2))
        data = data[:start] + piece + data[end:]
    return data


def read(data: bytes) -> list[Problem]:
    """Return the problems of a file, each with its place asked for."""
    reading = Reading(Path())
    reading.parse(data, "f.toml", EvidenceFile)
    return reading.problems


@pytest.mark.parametrize("count", [2_000, pytest.param(20_000, marks=pytest.mark.slow)])
def test_mutations_raise_nothing(count: int) -> None:
    """No mutated file raises, and none takes 2 seconds of the processor."""
    chance = random.Random(20261123)
    data = SEED.read_bytes()
    for _ in range(count):
        one = mutated(data, chance)
        start = time.process_time()
        read(one)
        assert time.process_time() - start < 2.0, one


@pytest.mark.parametrize("piece", ["[", "{", "a.", '"', '"""', "9", "\\", "'", "= [", '"a".'])
def test_guard_grows_with_the_size(piece: str) -> None:
    """Eight times the bytes take the guard well under eight times eight the processor time."""

    def seconds(size: int) -> float:
        text = "x = " + piece * (size // len(piece))
        best = []
        for _ in range(3):
            start = time.process_time()
            found = decode(text.encode(), "f.toml")
            find_bomb(found if isinstance(found, str) else "", "f.toml")
            best.append(time.process_time() - start)
        return min(best)

    assert seconds(800_000) < 24 * max(seconds(100_000), 0.001)
