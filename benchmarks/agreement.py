"""Do the Mesa model and the engine play the same war? The same worlds, each with its own luck.

Every Mesa run is set against the mean of the engine's runs of the same drawn world, so that what
worlds differ in cancels. Differences of more than about three standard errors would mean that the
baseline plays another war, and that comparing speeds means nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.baseline import Ending
from contingent.engine.ensemble import simulate
from contingent.engine.model import Model

REPLICATES = 16
"""Runs of the engine in each world."""
PLACE, FACTION = "tripoli", "lna"


def agreement(model: Model, endings: list[Ending]) -> dict[str, Any]:
    """Compare how runs of the Mesa model and of the engine end.

    Returns
    -------
    dict
        Number of Mesa runs; for battle deaths (median, and mean of the logarithm) and for the
        share of runs in which the LNA holds Tripoli at the end: both models, their difference in
        the same worlds, and its standard error.
    """
    places = [place.id for place in model.scenario.places]
    place, faction = places.index(PLACE), model.scenario.roster.factions.index(FACTION)
    count = max(ending.draw for ending in endings) + 1
    chunks = list(simulate(model, count, replicates=REPLICATES))
    engine_deaths = _by_draw([c.observed.national_series("battle_deaths")[:, -1] for c in chunks])
    engine_holds = _by_draw([c.observed.holder[:, -1, place] == faction for c in chunks])
    draw = [ending.draw for ending in endings]
    mesa_deaths = np.array([ending.battle_deaths for ending in endings])
    mesa_holds = np.array([ending.holder[place] == faction for ending in endings], float)
    return {
        "mesa_runs": len(endings),
        "engine_runs": int(engine_deaths.size),
        "battle_deaths_median": {
            "mesa": float(np.median(mesa_deaths)),
            "engine": float(np.median(engine_deaths[draw])),
        },
        "log_battle_deaths": _compared(np.log1p(mesa_deaths), np.log1p(engine_deaths)[draw]),
        f"{FACTION}_holds_{PLACE}": _compared(mesa_holds, engine_holds[draw]),
    }


def _by_draw(parts: list[Any]) -> npt.NDArray[np.float64]:
    return np.concatenate(parts).astype(float).reshape(-1, REPLICATES)


def _compared(
    mesa: npt.NDArray[np.float64], engine: npt.NDArray[np.float64]
) -> dict[str, float | None]:
    """Compare ``[run]`` with ``[run, replicate]``, run by run."""
    difference = mesa - engine.mean(1)
    error = float(difference.std(ddof=1) / len(mesa) ** 0.5) if len(mesa) > 1 else None
    return {
        "mesa": float(mesa.mean()),
        "engine": float(engine.mean()),
        "difference": float(difference.mean()),
        "standard_error": error,
    }
