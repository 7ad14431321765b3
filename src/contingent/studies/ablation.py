"""The function behind ``contingent ablate``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from contingent.api import check_numbers, load
from contingent.folder import fault
from contingent.playing import Plan, Progress
from contingent.scenario.names import nearest
from contingent.scenario.problems import show

if TYPE_CHECKING:
    from contingent.analysis.ablation import Ablation
    from contingent.scenario.model import Scenario


def ablate(
    scenario: Scenario | str | os.PathLike[str],
    draws: int = 2000,
    seed: int = 1,
    *,
    only: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Ablation:
    """Leave out each mechanism in turn, in the same worlds under the same luck.

    Parameters
    ----------
    scenario : Scenario, name or folder
        What to play.
    draws, seed : int
        Sampled worlds of each arm, and the seed of all.
    only : sequence of str, optional
        Mechanisms to leave out, each by itself; all of them by default.
    progress : Progress, optional
        Is told how far the runs have come.

    Returns
    -------
    Ablation
        After Ctrl-C that of the finished mechanisms (``ablation.interrupted``).

    Raises
    ------
    UserError
        If a number cannot be played or there is no such mechanism.
    """
    from contingent.analysis.ablation import ablation_of
    from contingent.engine.model import make_model

    check_numbers(draws=draws, seed=seed)
    mechanisms = check_mechanisms(only)
    return ablation_of(make_model(load(scenario)), mechanisms, Plan(draws, 1, seed, 0), progress)


def check_mechanisms(only: Sequence[str] | None) -> tuple[str, ...]:
    """Return the mechanisms asked for, in the order of the step; all if `only` is None."""
    from contingent.mechanisms import NAMES

    for name in only or ():
        if name not in NAMES:
            raise fault("--only", f"there is no mechanism {show(name)}{nearest(name, NAMES)}")
    return tuple(name for name in NAMES if only is None or name in only)
