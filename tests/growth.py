"""Tells work that grows with its input from work that explodes, whatever the machine and whoever else uses it."""

from __future__ import annotations

import time
from collections.abc import Callable

# Work of this many seconds is too short to be told from noise.
NOISE = 0.02


def assert_grows_linearly(work: Callable[[int], object], size: int, *, times: int = 8) -> None:
    """Fails if `work` on `size` costs more than thrice as much, for its size, as on a part; quadratic work costs `times` as much."""
    part = max(_cost(work, size // times) for _ in range(2))
    most = 3 * times * max(part, NOISE)
    whole = _cost(work, size)
    if whole > most:  # somebody else may have had the caches
        whole = _cost(work, size)
    assert whole <= most, f"{size // times}: {part:.3f} s, {size}: {whole:.3f} s"


def _cost(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun
