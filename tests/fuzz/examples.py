"""One example of the fuzzer: a dossier from a seed, valid or with one fault, and what holds of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import dossiers
import laws
import laws_of_two
import worlds
from held import BASE_COMMANDS, Held
from mutations import mutate
from test_against_oracle import DAYS, KNOWN

LAWS: tuple[Callable[[Held], None], ...] = (
    laws.commands_agree,
    laws.pages_agree,
    laws.size_changes_nothing,
    laws.nothing_above_the_ceiling,
    laws.changes_add_up,
    laws_of_two.export_and_import,
    laws_of_two.baseline_of_itself,
    laws.histories_end_at_the_score,
)


def hold(seed: int, place: Path) -> int:
    """Make the dossier of a seed and hold it to some laws; return how many answers were looked at.

    Raises LawError with the law that does not hold.
    """
    chance = Random(seed)
    kind = chance.choice(worlds.KINDS)
    maker = dossiers.maker(kind, chance, orderly=chance.random() < 0.7)
    world = maker.world()
    folder = dossiers.write(world, place / "desk", chance)
    as_of, known_on = chance.choice(DAYS), chance.choice(KNOWN)
    clocks = ["--as-of", as_of.isoformat()]
    clocks += ["--known-on", known_on.isoformat()] if known_on else []
    clocks += ["--profile", "client"] if chance.random() < 0.4 else []
    (place / "beside").mkdir(parents=True)
    held = Held(folder, place / "beside", chance, tuple(clocks))
    if chance.random() < 0.4:
        mutate(folder, chance)
    elif chance.random() < 0.3:
        turned = dossiers.reordered(world, chance)
        laws_of_two.order_changes_nothing(held, dossiers.write(turned, place / "turned", chance))
    if laws.refuses(held):
        for command in chance.sample(BASE_COMMANDS, 3):
            held.run(*command, clocks=False)
        return held.answers
    for law in chance.sample(LAWS, 3):
        law(held)
    if chance.random() < 0.5:
        other = dossiers.write(maker.edited(world), place / "other", chance)
        laws_of_two.review_ends_are_scores(held, other)
        if chance.random() < 0.2:
            laws_of_two.revisions_are_folders(held, other)
    return held.answers
