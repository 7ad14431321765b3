"""The charts of the report in a notebook: one function each, which returns an Altair chart.

import contingent as ct

result = ct.open_run("runs/mine")
ct.charts.questions(result)
ct.charts.fighters(result).save("fighters.png")
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from contingent.folder import fault
from contingent.questions.result import Result, open_result
from contingent.report import gallery
from contingent.report.grammar import Plot
from contingent.report.words import slug
from contingent.scenario.names import nearest
from contingent.scenario.problems import show

Run = Result | str | os.PathLike[str]
"""An opened run or its folder."""


def every(run: Run) -> dict[str, Any]:
    """Return all charts of a run's report by their names, in the order of the page."""
    return {name: _altair(plot) for name, plot in gallery.charts(_opened(run)).items()}


def questions(run: Run) -> Any:
    """Return every question as a dot with its error on the scale of ICD 203."""
    return _one(run, "questions", "questions")


def endings(run: Run) -> Any:
    """Return how things stand at the end: one stacked bar."""
    return _one(run, "endings", "endings")


def endings_by_date(run: Run) -> Any:
    """Return the share of worlds in which each kind of ending stands, over time."""
    return _one(run, "endings", "endings-by-date")


def map(run: Run) -> Any:  # noqa: A001
    """Return the map of who holds each place, with a slider of dates."""
    return _one(run, "places", "map")


def map_dates(run: Run) -> Any:
    """Return the map at a few dates beside each other."""
    return _one(run, "places", "map-dates")


def people(run: Run) -> Any:
    """Return the share of the country's people under each faction, over time."""
    return _one(run, "places", "people")


def oil(run: Run) -> Any:
    """Return the share of the oil fields' capacity under each faction, over time."""
    return _one(run, "places", "oil")


def places(run: Run) -> Any:
    """Return the share of the places under each faction, over time."""
    return _one(run, "places", "places")


def fighters(run: Run) -> Any:
    """Return the fighters of each faction over time."""
    return _one(run, "forces", "fighters")


def arms(run: Run) -> Any:
    """Return the arms of each faction over time, million USD."""
    return _one(run, "forces", "arms")


def war_chest(run: Run) -> Any:
    """Return the money of each faction over time, million USD."""
    return _one(run, "forces", "war-chest")


def aircraft(run: Run) -> Any:
    """Return the combat aircraft of each faction over time."""
    return _one(run, "forces", "aircraft")


def oil_output(run: Run) -> Any:
    """Return the country's oil output over time, thousand barrels a day."""
    return _one(run, "forces", "oil-output")


def patron(run: Run, patron: str, faction: str) -> Any:
    """Return how far up the ladder of commitment a patron stands behind a faction, by month."""
    return _one(run, "patrons", f"patron-{patron}-{faction}")


def talks(run: Run) -> Any:
    """Return the share of worlds in which talks are open, a ceasefire holds or a deal stands."""
    return _one(run, "talks", "talks")


def battle_deaths(run: Run) -> Any:
    """Return battle deaths since the start."""
    return _one(run, "cost", "battle-deaths")


def civilian_deaths(run: Run) -> Any:
    """Return civilians among the dead since the start."""
    return _one(run, "cost", "civilian-deaths")


def displaced(run: Run) -> Any:
    """Return people displaced since the start."""
    return _one(run, "cost", "displaced")


def what_if(run: Run, arm: str) -> Any:
    """Return what an arm changes against the baseline."""
    return _one(run, "what_if", f"what-if-{arm}")


def drivers(run: Run) -> Any:
    """Return the inputs on which the first answer depends most."""
    return _one(run, "depends", "drivers")


def signposts(run: Run) -> Any:
    """Return the signs that tell where the first answer is heading."""
    return _one(run, "watch", "signposts")


def claims(run: Run) -> Any:
    """Return the first answer where each claim is true and where it is not."""
    return _one(run, "evidence", "claims")


def _one(run: Run, section: str, name: str) -> Any:
    found = gallery.charts(_opened(run), [section])
    wanted = slug(name)
    if wanted not in found:
        raise fault("charts", f"this run has no chart {show(name)}{nearest(wanted, found)}")
    return _altair(found[wanted])


def _altair(plot: Plot) -> Any:
    """Return a chart as Altair's, which notebooks know how to show."""
    import altair as alt

    spec = plot.to_dict()
    kinds: dict[str, Any] = {
        "layer": alt.LayerChart,
        "concat": alt.ConcatChart,
        "hconcat": alt.HConcatChart,
        "vconcat": alt.VConcatChart,
    }
    kind: Any = next((chart for part, chart in kinds.items() if part in spec), alt.Chart)
    return kind.from_dict(spec, validate=False)


def _opened(run: Run) -> Result:
    return run if isinstance(run, Result) else open_result(Path(run))
