"""Stream the chunks of an ensemble to disk, one Zarr store a run folder.

The store is an `xarray.DataTree` (``xarray.open_datatree(path, engine="zarr")``) with the groups

========================  =======================================================================
``/design``               drawn value of every uncertain quantity and truth of every claim
``/trajectories``         compact record of every run: holder, rungs, phases, clauses and series
``/full``                 full float state, only of the draws that were kept
``/ledger``               what each mechanism and orders changed, of the draws that were kept
``/outcomes``             answer to each question and ending of each run
``/run_stats``            which runs failed
========================  =======================================================================

Coordinates shared by all stand in the root; ``draw`` and ``replicate`` stand in each group, since
``full`` and ``ledger`` have fewer draws. Arrays are laid out for all draws beforehand, filled chunk
by chunk and, if the ensemble is interrupted, cut to the draws that every arm has finished: memory
never holds more than one chunk, and a folder left by Ctrl-C is valid.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import zarr
from zarr.codecs import BloscCodec

from contingent.engine.layout import Layout
from contingent.engine.variables import compact, outcome
from contingent.world.ledger import Ledger, named
from contingent.world.observe import Observation

RUN = ("arm", "draw", "replicate")
RUNS_PER_BLOCK = 256  # runs in one block on disk: about a quarter of a megabyte a series
LEDGER = ("time", "entry", "faction")


class Chunk(Protocol):
    """What the store reads of one finished chunk of runs (draw-major order)."""

    arm: int
    first: int
    runs: int
    observed: Observation
    failed: Any
    design: dict[str, Any]
    claims: Any
    full: dict[str, Any] | None
    ledger: Ledger | None


class RunStore:
    """An open store to which finished chunks are appended, those of one arm in order.

    Parameters
    ----------
    path : Path
        Folder to create, usually ``RUN/results.zarr``.
    layout : Layout
        Names and sizes of everything that will be stored.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        self.layout = layout
        self.path = path
        self._runs = [0] * len(layout.coords["arm"])
        self._root = zarr.create_group(str(path))
        self._arrays: dict[str, Any] = {}
        self._named: set[str] = set()
        self._write_coords()

    @property
    def runs(self) -> int:
        """Number of runs that have been stored of every arm."""
        return min(self._runs)

    @property
    def finished_draws(self) -> int:
        """Number of draws of which every replicate has been stored of every arm."""
        return self.runs // self.layout.replicates

    def append(self, chunk: Chunk, outcomes: Mapping[str, Any] | None = None) -> None:
        """Store one chunk; `outcomes` has arrays with the chunk's runs in front."""
        arm = chunk.arm
        if chunk.first != self._runs[arm]:
            raise ValueError(f"chunk starts at run {chunk.first}, expected {self._runs[arm]}")
        self._append_design(chunk, arm)
        for name, (values, dims, attrs) in compact(chunk.observed).items():
            self._put(
                f"trajectories/{name}",
                values,
                ("time", *dims),
                first=chunk.first,
                arm=arm,
                attrs=attrs,
            )
        for name, values in (outcomes or {}).items():
            dims, attrs = outcome(name, self.layout.endings)
            self._put(f"outcomes/{name}", values, dims, first=chunk.first, arm=arm, attrs=attrs)
        failed = {"long_name": "run ended in numbers that are not finite"}
        self._put("run_stats/failed", chunk.failed, (), first=chunk.first, arm=arm, attrs=failed)
        self._append_kept(chunk, arm)
        self._runs[arm] += chunk.runs

    def close(self) -> int:
        """Cut the store to the finished draws, seal it and return how many there are."""
        draws = self.finished_draws
        for path, array in self._arrays.items():
            have = array.shape[1]
            if draws < have:
                array.resize((array.shape[0], draws, *array.shape[2:]))
            self._group_coords(path.split("/")[0], min(draws, have))
        # last, since every array that is made writes down again what the root says
        self._root.update_attributes(dict(self.layout.attrs))
        with warnings.catch_warnings():
            # Consolidated metadata lie outside the Zarr 3 specification; readers without them
            # still open the store, those with them open it ten times faster.
            warnings.simplefilter("ignore")
            zarr.consolidate_metadata(str(self.path))
        return draws

    def _append_design(self, chunk: Chunk, arm: int) -> None:
        """Store parameters and claims, which all replicates of a draw share."""
        shown = {"long_name": "drawn value of the quantity, in its own unit"}
        if chunk.design:
            if "quantity" not in self._named:
                self._name("quantity", list(chunk.design))
                units = [self.layout.units.get(path, "") for path in chunk.design]
                _coord(self._root, "design/unit", np.asarray(units, object), dim="quantity")
            values = np.stack([np.asarray(v) for v in chunk.design.values()], axis=-1)
            self._put(
                "design/value", values, ("quantity",), first=chunk.first, arm=arm, attrs=shown
            )
        if self.layout.coords.get("claim"):
            truth = {"long_name": "claim is true in the draw"}
            self._put(
                "design/claim_true",
                chunk.claims,
                ("claim",),
                first=chunk.first,
                arm=arm,
                attrs=truth,
            )

    def _append_kept(self, chunk: Chunk, arm: int) -> None:
        """Store full state and ledger of the runs whose draw is kept (the first ones)."""
        if chunk.full is not None:
            for name, values in chunk.full.items():
                dims = ("time", *self.layout.full_dims[name])
                self._put(f"full/{name}", values, dims, first=chunk.first, arm=arm, attrs={})
        if chunk.ledger is not None:
            note = {"long_name": "change of the account over the step that ends at `time`"}
            if "entry" not in self._named:
                self._name("entry", [named(entry) for entry in chunk.ledger.entries])
            values = chunk.ledger.change
            self._put("ledger/change", values, LEDGER, first=chunk.first, arm=arm, attrs=note)

    def _put(
        self,
        path: str,
        values: Any,
        dims: tuple[str, ...],
        *,
        first: int,
        arm: int,
        attrs: dict[str, Any],
    ) -> None:
        """Write runs ``first ...`` of one variable, making the array on its first use."""
        values = np.asarray(values)
        if not len(values):
            return
        shared = path.startswith("design/")  # one value a draw, whatever the replicate
        if path not in self._arrays:
            self._arrays[path] = self._create(path, values, dims, attrs, shared)
        array = self._arrays[path]
        offset = 0
        for draws, replicates, count in rectangles(first, len(values), self.layout.replicates):
            block = values[offset : offset + count]
            offset += count
            if shared:
                array[arm, draws] = block[:: replicates.stop - replicates.start]
                continue
            shape = (draws.stop - draws.start, replicates.stop - replicates.start)
            array[arm, draws, replicates] = block.reshape(*shape, *values.shape[1:])

    def _create(
        self, path: str, values: Any, dims: tuple[str, ...], attrs: dict[str, Any], shared: bool
    ) -> Any:
        lay = self.layout
        kept = path.split("/", maxsplit=1)[0] in ("full", "ledger")
        draws = min(lay.keep, lay.draws) if kept else lay.draws
        replicates = min(lay.replicates, RUNS_PER_BLOCK)
        block = max(1, RUNS_PER_BLOCK // replicates)
        tail = values.shape[1:]
        lead = (len(lay.coords["arm"]), draws) + (() if shared else (lay.replicates,))
        blocks = (1, min(block, draws)) + (() if shared else (replicates,))
        floating = np.issubdtype(values.dtype, np.floating)
        self._group_coords(path.split("/", maxsplit=1)[0], draws)
        return self._root.create_array(
            path,
            shape=lead + tail,
            chunks=blocks + tail,
            dtype=np.float32 if floating else values.dtype,
            fill_value=np.nan if floating else 0,
            dimension_names=(RUN[:2] if shared else RUN) + dims,
            compressors=BloscCodec(cname="lz4", clevel=5, shuffle="shuffle"),
            attributes=attrs,
        )

    def _group_coords(self, group: str, draws: int) -> None:
        """Write the draw and replicate coordinates of a group, once and when it is cut."""
        existing: Any = self._root.get(f"{group}/draw")
        if existing is not None and existing.shape[0] == draws:
            return
        _coord(self._root, f"{group}/draw", np.arange(draws, dtype=np.int32))
        if group != "design":
            numbers = np.arange(self.layout.replicates, dtype=np.int32)
            _coord(self._root, f"{group}/replicate", numbers)

    def _write_coords(self) -> None:
        """Write the coordinates that all groups inherit, and make the fixed groups."""
        times = np.asarray(self.layout.times, dtype="datetime64[D]")
        since = {"units": f"days since {times[0]}", "calendar": "proleptic_gregorian"}
        _coord(self._root, "time", (times - times[0]).astype(np.int32), since)
        for dim, names in self.layout.coords.items():
            self._name(dim, names)
        for group in ("design", "trajectories", "outcomes", "ledger", "run_stats"):
            self._root.require_group(group)

    def _name(self, dim: str, names: Sequence[str]) -> None:
        self._named.add(dim)
        if names:
            _coord(self._root, dim, np.asarray(list(names), dtype=object))


def rectangles(first: int, count: int, replicates: int) -> Iterator[tuple[slice, slice, int]]:
    """Split consecutive runs, numbered draw by draw, into blocks of whole draws and their ends.

    Yields
    ------
    (draws, replicates, runs)
        At most three blocks: the rest of a draw begun before, whole draws, and a draw begun.
    """
    run, stop = first, first + count
    while run < stop:
        draw, inside = divmod(run, replicates)
        whole = (stop - run) // replicates
        if inside or not whole:
            upto = min(replicates, inside + stop - run)
            yield slice(draw, draw + 1), slice(inside, upto), upto - inside
            run += upto - inside
        else:
            yield slice(draw, draw + whole), slice(0, replicates), whole * replicates
            run += whole * replicates


def _coord(
    root: Any, path: str, values: Any, attrs: dict[str, Any] | None = None, dim: str | None = None
) -> None:
    dtype = "string" if values.dtype == object else values.dtype
    array = root.create_array(
        path,
        shape=values.shape,
        dtype=dtype,
        dimension_names=(dim or path.rsplit("/", 1)[-1],),
        attributes=attrs or {},
        overwrite=True,
    )
    array[:] = values
