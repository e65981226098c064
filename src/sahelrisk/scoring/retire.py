"""A turning point retires the past, but only where it helps itself (method § 2.6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sahelrisk.scoring.weigh import Weighed, settled


def retire(weighed: Sequence[Weighed], score: Callable[[Sequence[Weighed]], float | None]) -> None:
    """Silence what turning points retire; `score` weighs and pools items that count.

    The estimate with all retirements and that without any are compared: the one nearer to the
    rating of the latest turning point counts; a tie: with.
    """
    counting = [one for one in weighed if not one.silenced]
    turns = sorted((one for one in counting if one.item.turning_point), key=_latest)
    gone = _retired(counting, turns) if turns else {}
    if not gone:
        return
    kept = score([one for one in counting if one.item.id not in gone])
    whole = score(counting)
    if kept is not None and whole is not None:
        aim = turns[0].rating
        if settled(abs(kept - aim)) > settled(abs(whole - aim)):
            return
    for one in counting:
        if one.item.id in gone:
            one.silenced, one.retired_by = "retired", gone[one.item.id]
            one.origin_factor = one.publisher_factor = one.weight = one.support = 0.0
            one.rung_factor, one.pulls = 1.0, False


def _latest(one: Weighed) -> tuple[int, str]:
    return (-one.item.first_day, one.item.id)


def _retired(counting: Sequence[Weighed], turns: Sequence[Weighed]) -> dict[str, str]:
    """Map what is retired to the latest turning point that retires it; `turns` begin with it."""
    last: dict[str | None, Weighed] = {}
    for turn in turns:
        last.setdefault(turn.item.case, turn)
    gone: dict[str, str] = {}
    for one in counting:
        own = (last.get(None), last.get(one.item.case))
        by = [turn for turn in own if turn and one.item.begun_day < turn.item.first_day]
        if by:
            gone[one.item.id] = min(by, key=_latest).item.id
    return gone
