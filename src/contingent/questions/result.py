"""A finished ensemble: the stored `xarray.DataTree` and the few questions put to it most."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from contingent.questions.estimate import Estimate, estimate
from contingent.questions.quantiles import quantiles
from contingent.questions.words import in_words
from contingent.scenario.problems import Problem, UserError
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES

if TYPE_CHECKING:
    import xarray as xr

STORE, MANIFEST, SUMMARY, REPORT, TABLES, ANALYSES = (
    "results.zarr",
    "manifest.json",
    "summary.json",
    "report.html",
    "tables",
    "analyses",
)
"""Names of what lies in a run folder."""

RUNS_AT_ONCE = 4096
"""Runs held in memory at once where a whole ensemble is counted through."""
SMALL = 2**23
"""Bytes up to which a variable is read once and held; a larger one is read whenever it is used."""


@dataclass(frozen=True)
class Result:
    """One ensemble.

    Attributes
    ----------
    tree : xarray.DataTree
        Everything that was stored, read from disk when used.
    manifest, folder : dict, Path or None
        How it was made, and where it lies.
    """

    tree: xr.DataTree
    manifest: dict[str, Any] = field(default_factory=dict)
    folder: Path | None = None
    _known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def _at(self, path: str) -> Any:
        """Return a group or an array of the tree; a small array is held in memory from then on."""
        if path not in self._known:  # a tree takes milliseconds to find something
            found: Any = self.tree[path]
            if 0 < getattr(found, "nbytes", 0) <= SMALL and hasattr(found, "variable"):
                found.variable.values  # noqa: B018 -- xarray keeps what was read as a whole
            self._known[path] = found
        return self._known[path]

    def _of(self, path: str, arm: str) -> xr.Variable:
        """Return an array of one arm without its coordinates."""
        numbers = {name: number for number, name in enumerate(self.arms)}
        return self.variable(path).isel(arm=numbers[arm])

    def variable(self, path: str) -> xr.Variable:
        """Return an array of the tree without its coordinates."""
        return self._at(path).variable

    @property
    def scenario(self) -> dict[str, Any]:
        """What the store says of its scenario: id, title, dates, names of the cast."""
        return self.tree.attrs["scenario"]

    @property
    def claims(self) -> list[dict[str, Any]]:
        """The evidence ledger as plain data: see `contingent.evidence.describe`."""
        return self.tree.attrs.get("claims", [])

    @property
    def model(self) -> dict[str, Any]:
        """The mechanisms that ran, contested rules, and the numbers with their origins."""
        return self.tree.attrs.get("model", {})

    @property
    def interrupted(self) -> bool:
        """Whether fewer draws were finished than asked for."""
        return bool(self.manifest.get("status", "finished") != "finished")

    @property
    def arms(self) -> list[str]:
        """Names of the arms."""
        return [str(a) for a in self._at("arm").values]

    def title_of(self, arm: str) -> str:
        """Return what is different in an arm, in words."""
        titles = {known["id"]: str(known["title"]) for known in self.tree.attrs.get("arms", [])}
        return titles.get(arm, arm)

    @property
    def draws(self) -> int:
        """Number of finished draws."""
        return int(self.tree["run_stats"].sizes["draw"])

    @property
    def replicates(self) -> int:
        """Number of runs of each draw."""
        return int(self.tree["run_stats"].sizes["replicate"])

    @property
    def times(self) -> Any:
        """Start date and the end of every step, ``datetime64[D]``."""
        return self._at("time").values.astype("datetime64[D]")

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The scenario's questions: id and text."""
        return self.scenario["questions"]

    @cached_property
    def failed_runs(self) -> int:
        """Runs, over all arms, that ended in numbers that are not finite."""
        return int(self._at("run_stats/failed").values.sum())

    def sound(self, arm: str = "baseline") -> Any:
        """Return which runs did not fail, bool [draw, replicate]."""
        return ~self._of("run_stats/failed", arm).values

    def estimate(self, question_id: str, arm: str = "baseline") -> Estimate:
        """Return the estimated probability of a question with its error.

        Raises
        ------
        KeyError
            If there is no such question or arm.
        """
        known = [asked["id"] for asked in self.questions]
        if question_id not in known:
            raise KeyError(f"no question {question_id!r} (one of: {', '.join(known)})")
        row = known.index(question_id)
        hit, given = (
            self._of(f"outcomes/{name}", arm).isel(question=row).values for name in ("hit", "given")
        )
        failed = ~self.sound(arm)
        return estimate(hit, given, ~failed, int(failed.sum()))

    def probability(self, question_id: str, arm: str = "baseline") -> tuple[float, float]:
        """Return the probability of a question and its Monte Carlo standard error."""
        found = self.estimate(question_id, arm)
        return found.probability, found.se

    def endings(self, arm: str = "baseline") -> dict[str, float]:
        """Return the share of runs in which each class of ending stands at the end."""
        return {k: float(v[-1]) for k, v in self.endings_by_time(arm).items()}

    @property
    def ending_classes(self) -> list[str]:
        """Names of the classes of endings, in the order of their codes."""
        return list(self._at("outcomes/ending").attrs["flag_meanings"])

    def endings_by_time(self, arm: str = "baseline") -> dict[str, Any]:
        """Return the share of runs in which each class of ending stands, at each time."""
        classes = self.ending_classes
        shares = self.shares("outcomes/ending", range(len(classes)), arm)
        return dict(zip(classes, shares, strict=True))

    def shares(self, path: str, codes: Iterable[int], arm: str = "baseline") -> Any:
        """Return the share of runs in which a coded variable has each code, [code, time, …]."""
        codes = list(codes)
        runs = 0
        counts: Any = 0.0
        for block in self.blocks(path, arm):
            runs += len(block)
            counts = counts + np.stack([(block == code).sum(axis=0) for code in codes])
        return counts / max(runs, 1)

    def blocks(self, path: str, arm: str = "baseline", draws: int | None = None) -> Iterator[Any]:
        """Yield a variable of the runs that did not fail, a few thousand at a time.

        Of all draws, or of the first so many.
        """
        array, sound = self._of(path, arm), self.sound(arm)
        step = max(1, RUNS_AT_ONCE // self.replicates)
        stop = min(self.draws, draws or self.draws)
        for first in range(0, stop, step):
            some = slice(first, min(first + step, stop))
            yield array.isel(draw=some).values[sound[some]]

    def runs(
        self,
        series: str,
        faction: str | None = None,
        arm: str = "baseline",
        draws: int | None = None,
    ) -> xr.DataArray:
        """Return one variable of ``trajectories`` for the runs that did not fail.

        Parameters
        ----------
        series : str
            A name of ``FACTION_SERIES`` or ``NATIONAL_SERIES``.
        faction : str, optional
            One faction; without it a faction's series has a dimension ``faction``.
        arm : str
            Arm.
        draws : int, optional
            Only the first so many draws.

        Returns
        -------
        DataArray [run, time, …]
            With coordinates ``draw`` and ``replicate`` along ``run``.
        """
        kept = self._at("trajectories").to_dataset(inherit=True)
        if series not in kept:
            names = ", ".join([*FACTION_SERIES, *NATIONAL_SERIES])
            raise KeyError(f"no series {series!r} (one of: {names})")
        array = kept[series].sel(arm=arm).isel(draw=slice(draws))
        if faction is not None:
            array = array.sel(faction=faction)
        flat: xr.DataArray = array.load().stack(run=("draw", "replicate")).transpose("run", ...)
        sound: xr.DataArray = flat.isel(run=np.flatnonzero(self.sound(arm)[:draws].ravel()))
        return sound

    def quantiles(
        self,
        series: str,
        q: tuple[float, ...] = (0.05, 0.5, 0.95),
        faction: str | None = None,
        arm: str = "baseline",
        draws: int | None = None,
    ) -> xr.DataArray:
        """Return quantiles over runs of a series at each time.

        Parameters
        ----------
        series, faction, arm, draws
            As for `runs`.
        q : tuple of float
            Quantiles, 0 to 1.

        Returns
        -------
        DataArray [quantile, time] or [quantile, time, faction]
        """
        import xarray as xr

        runs = self.runs(series, faction, arm, draws)
        dims = ("quantile", *runs.dims[1:])
        coords = {d: runs.coords[d] for d in runs.dims[1:]} | {"quantile": list(q)}
        values = quantiles(runs.values, q) if runs.sizes["run"] else np.nan
        data = np.broadcast_to(values, (len(q), *runs.shape[1:]))
        return xr.DataArray(data, coords=coords, dims=dims, name=series, attrs=runs.attrs)

    def __repr__(self) -> str:
        return in_words(
            self.scenario["title"],
            self.folder,
            f"{self.draws:,} draws x {self.replicates}, {self.failed_runs} failed runs",
            answers=((q["ask"], *self.probability(q["id"])) for q in self.questions),
            endings=self.endings(),
            arms=self.arms,
        )


def open_result(folder: str | Path) -> Result:
    """Open a run folder.

    Raises
    ------
    UserError
        If it is not one, or holds no finished draws.
    """
    import xarray as xr

    folder = Path(folder)
    manifest = read_manifest(folder)
    if not (folder / STORE / "zarr.json").is_file():
        raise UserError((Problem(str(folder), None, f"holds no {STORE}"),))
    tree = xr.open_datatree(folder / STORE, engine="zarr")
    if "failed" not in tree["run_stats"]:
        raise UserError((Problem(str(folder), None, "holds no finished draws"),))
    return Result(tree, manifest, folder)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a run folder, or say that it is none."""
    path = folder / MANIFEST
    if not path.is_file():
        raise UserError((Problem(str(folder), None, f"is not a run folder (no {MANIFEST})"),))
    try:
        manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError((Problem(str(path), None, f"cannot be read: {error}"),)) from error
    return manifest
