"""Paired measurement: two works in turn, in the order A B B A, so that noise falls on both alike."""

import gc
from collections.abc import Callable
from statistics import median
from time import process_time

Work = Callable[[], object]
Clock = Callable[[], float]
PAIRS = 15
SLICE = 0.05
"""Seconds of one slice of a pair."""
EQUAL = (0.95, 1.05)
"""What a work measured against itself may come out at."""


def ratios(one: Work, other: Work, *, pairs: int = PAIRS, clock: Clock = process_time) -> tuple[float, ...]:
    """The time of `one` / the time of `other`, per call, for each pair: above 1 where `other` is faster.

    :param clock: `perf_counter` where another process, a database, does the work
    """
    counts = [_count(work, clock) for work in (one, other)]
    found = []
    for _ in range(pairs):
        first = _time(one, counts[0], clock), _time(other, counts[1], clock)
        second = _time(other, counts[1], clock), _time(one, counts[0], clock)
        found.append((first[0] + second[1]) / (first[1] + second[0]))
    return tuple(found)


def is_steady(work: Work, *, pairs: int = 5, clock: Clock = process_time) -> bool:
    """The control: a work against itself. Tried once more where it comes out unequal."""
    return any(EQUAL[0] <= median(ratios(work, work, pairs=pairs, clock=clock)) <= EQUAL[1] for _ in range(2))


def _count(work: Work, clock: Clock) -> int:
    """How many calls fill a slice; the work is warm afterwards."""
    work()
    count = 1
    while True:
        took = _time(work, count, clock) * count
        if took >= SLICE / 4:
            return max(1, round(count * SLICE / took))
        count *= 2


def _time(work: Work, count: int, clock: Clock) -> float:
    """Seconds per call; the garbage collector stays away meanwhile."""
    gc.collect()
    gc.freeze()
    gc.disable()
    before = clock()
    try:
        for _ in range(count):
            work()
        return (clock() - before) / count
    finally:
        gc.enable()
        gc.unfreeze()
