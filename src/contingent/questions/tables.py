"""Long tables of an ensemble, one row a number: what ``tables/*.parquet`` and charts hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent.questions.quantiles import quantiles
from contingent.questions.result import Result
from contingent.questions.terms import term
from contingent.scenario.vocabulary import PHASES, RUNGS
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES

if TYPE_CHECKING:
    import pandas as pd

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
FAN_DRAWS = 20_000
"""Fans use the first so many draws; their error is then far below the width of a line."""


@dataclass(frozen=True)
class Fans:
    """Part of the tables of quantiles: some series, at some dates."""

    series: frozenset[str]
    dates: Any


NOBODY = "none"
"""Holder of a place that no faction holds."""


def write(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write each table as ``NAME.parquet``."""
    folder.mkdir(exist_ok=True)
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """Read what `write` wrote."""
    import pandas as pd

    return {path.stem: pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}


def questions(result: Result) -> pd.DataFrame:
    """Return the answer to every question: probability, error, term, and the runs behind it."""
    rows = []
    for arm in result.arms:
        for asked in result.questions:
            found = result.estimate(asked["id"], arm)
            rows.append(
                {
                    "arm": arm,
                    "question": asked["id"],
                    "ask": asked["ask"],
                    "probability": found.probability,
                    "se": found.se,
                    "term": term(found.probability),
                    "hits": found.hits,
                    "runs": found.runs,
                    "note": found.note or "",
                }
            )
    return _frame(rows, "arm question ask probability se term hits runs note")


def endings(result: Result) -> pd.DataFrame:
    """Return the share of runs in which each class of ending stands at the end."""
    rows = [
        {"arm": arm, "ending": name, "probability": p}
        for arm in result.arms
        for name, p in result.endings(arm).items()
    ]
    return _frame(rows, "arm ending probability")


def endings_by_date(result: Result) -> pd.DataFrame:
    """Return the share of runs in which each class of ending stands, at each date."""
    parts = {arm: result.endings_by_time(arm) for arm in result.arms}
    classes = list(next(iter(parts.values())))
    values = np.stack([np.stack(list(part.values())) for part in parts.values()])
    return _long(values, "probability", arm=result.arms, ending=classes, date=result.times)


def places_by_date(result: Result) -> pd.DataFrame:
    """Return the probability that each faction, or nobody, holds each place at each date."""
    names = [f["id"] for f in result.scenario["factions"]]
    codes = [*range(len(names)), -1]
    values = [result.shares("trajectories/holder", codes, arm) for arm in result.arms]
    return _long(
        np.stack(values),
        "probability",
        arm=result.arms,
        holder=[*names, NOBODY],
        date=result.times,
        place=_ids(result, "places"),
    )


def patrons_by_date(result: Result) -> pd.DataFrame:
    """Return the probability of each rung of each patron's ladder to each faction."""
    codes = range(len(RUNGS))
    values = [result.shares("trajectories/rung", codes, arm) for arm in result.arms]
    return _long(
        np.stack(values),
        "probability",
        arm=result.arms,
        rung=RUNGS,
        date=result.times,
        patron=_ids(result, "patrons"),
        faction=_ids(result, "factions"),
    )


def talks_by_date(result: Result) -> pd.DataFrame:
    """Return the probability of each phase of talks between each pair of factions."""
    codes, names = range(len(PHASES)), _ids(result, "factions")
    values = [result.shares("trajectories/phase", codes, arm) for arm in result.arms]
    table = _long(
        np.stack(values),
        "probability",
        arm=result.arms,
        phase=PHASES,
        date=result.times,
        faction=names,
        other_faction=names,
    )
    order = {name: i for i, name in enumerate(names)}
    once = table["faction"].map(order) < table["other_faction"].map(order)
    kept: pd.DataFrame = table[once].reset_index(drop=True)
    return kept


def national(result: Result, fans: Fans | None = None) -> pd.DataFrame:
    """Return quantiles of each national series at each date, or of those wanted."""
    return _fans(result, list(NATIONAL_SERIES), fans)


def factions(result: Result, fans: Fans | None = None) -> pd.DataFrame:
    """Return quantiles of each faction's series at each date, or of those wanted."""
    return _fans(result, list(FACTION_SERIES), fans)


def _fans(result: Result, series: list[str], fans: Fans | None) -> pd.DataFrame:
    import pandas as pd

    times = np.arange(len(result.times))
    if fans is not None:
        series = [name for name in series if name in fans.series]
        times = np.flatnonzero(np.isin(result.times, fans.dates))
    sides = _ids(result, "factions")
    parts = []
    for arm in result.arms:
        for name in series:
            blocks = result.blocks(f"trajectories/{name}", arm, FAN_DRAWS)
            runs = np.concatenate([block[:, times] for block in blocks])
            found = np.full((len(QUANTILES), *runs.shape[1:]), np.nan)
            if len(runs):
                found = quantiles(runs, tuple(QUANTILES.values()))
            about = {"date": result.times[times]} | ({"faction": sides} if runs.ndim > 2 else {})
            index = pd.MultiIndex.from_product(list(about.values()), names=list(about))
            grid = index.to_frame(index=False)
            grid.insert(0, "arm", arm)
            grid.insert(1, "series", name)
            values = found.reshape(len(QUANTILES), -1)
            parts.append(grid.assign(**dict(zip(QUANTILES, values, strict=True))))
    joined: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return joined


def _long(values: Any, name: str, **dims: Any) -> pd.DataFrame:
    """Turn an array into one row a number, with a column for each of its dimensions."""
    import pandas as pd

    index = pd.MultiIndex.from_product(list(dims.values()), names=list(dims))
    return pd.DataFrame({name: values.ravel()}, index=index).reset_index()


def _ids(result: Result, cast: str) -> list[str]:
    return [member["id"] for member in result.scenario[cast]]


def _frame(rows: list[dict[str, Any]], columns: str) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=columns.split())


MAKERS: dict[str, Callable[..., pd.DataFrame]] = {
    "questions": questions,
    "endings": endings,
    "endings_by_date": endings_by_date,
    "places_by_date": places_by_date,
    "patrons_by_date": patrons_by_date,
    "talks_by_date": talks_by_date,
    "national": national,
    "factions": factions,
}
"""What makes each table."""

FANS = ("national", "factions")
"""Those of them that are made of quantiles."""


class AsWanted(Mapping[str, "pd.DataFrame"]):
    """All tables of a result, each made when it is first looked at, by whichever thread looks.

    Parameters
    ----------
    result : Result
        Opened result.
    fans : Fans, optional
        What is wanted of the tables of quantiles, which take longest; by default all.
    files : dict of Path, optional
        Files of tables that were made of this result before.
    whole : AsWanted, optional
        All tables of the result, from which those come that are no fans.
    """

    def __init__(
        self,
        result: Result,
        fans: Fans | None = None,
        files: Mapping[str, Path] | None = None,
        whole: AsWanted | None = None,
    ) -> None:
        self._result, self._fans, self._files, self._whole = result, fans, files or {}, whole
        self._made: dict[str, pd.DataFrame] = {}
        self._making = {name: Lock() for name in MAKERS}

    def __getitem__(self, name: str) -> pd.DataFrame:
        with self._making[name]:
            if name not in self._made:
                self._made[name] = self._read(name) if name in self._files else self._make(name)
            return self._made[name]

    def _make(self, name: str) -> pd.DataFrame:
        if name in FANS:
            return MAKERS[name](self._result, self._fans)
        return MAKERS[name](self._result) if self._whole is None else self._whole[name]

    def _read(self, name: str) -> pd.DataFrame:
        import pandas as pd

        table = pd.read_parquet(self._files[name])
        if name not in FANS or self._fans is None:
            return table
        shown = table["series"].isin(self._fans.series) & table["date"].isin(self._fans.dates)
        part: pd.DataFrame = table[shown].reset_index(drop=True)
        return part

    def __iter__(self) -> Iterator[str]:
        return iter(MAKERS)

    def __len__(self) -> int:
        return len(MAKERS)
