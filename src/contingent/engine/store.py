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
from typing import Any

import numpy as np
import numpy.typing as npt
import zarr
from zarr.codecs import BloscCodec

from contingent.engine.layout import Layout
from contingent.engine.variables import Chunk, Variable, group_of, variables_of
from contingent.world.ledger import named

RUN = ("arm", "draw", "replicate")
RUNS_PER_BLOCK = 256  # runs in one block on disk: about a quarter of a megabyte a series


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
        self._draws: dict[str, int] = {}
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
        self._name_rows(chunk)
        for stored in variables_of(chunk, outcomes or {}, self.layout):
            self._put(stored, chunk.first, arm)
        self._runs[arm] += chunk.runs

    def close(self) -> int:
        """Cut the store to the finished draws, seal it and return how many there are."""
        draws = self.finished_draws
        for path, array in self._arrays.items():
            have = array.shape[1]
            if draws < have:
                array.resize((array.shape[0], draws, *array.shape[2:]))
            self._group_coords(group_of(path), min(draws, have))
        # last, since every array that is made writes down again what the root says
        self._root.update_attributes(dict(self.layout.attrs))
        with warnings.catch_warnings():
            # Consolidated metadata lie outside the Zarr 3 specification; readers without them
            # still open the store, those with them open it ten times faster.
            warnings.simplefilter("ignore")
            zarr.consolidate_metadata(str(self.path))
        return draws

    def _name_rows(self, chunk: Chunk) -> None:
        """Name what only a chunk can name."""
        if chunk.design and "quantity" not in self._named:
            self._name("quantity", list(chunk.design))
            units = [self.layout.units.get(path, "") for path in chunk.design]
            _coord(self._root, "design/unit", np.asarray(units, object), dim="quantity")
        if chunk.ledger is not None and "entry" not in self._named:
            self._name("entry", [named(entry) for entry in chunk.ledger.entries])

    def _put(self, stored: Variable, first: int, arm: int) -> None:
        """Write runs ``first ...`` of one variable, making the array on its first use."""
        values = np.asarray(stored.values)
        if not len(values):
            return
        if stored.path not in self._arrays:
            self._arrays[stored.path] = self._create(stored, values)
        array = self._arrays[stored.path]
        offset = 0
        for draws, replicates, count in rectangles(first, len(values), self.layout.replicates):
            block = values[offset : offset + count]
            offset += count
            if stored.shared:
                array[arm, draws] = block[:: replicates.stop - replicates.start]
                continue
            shape = (draws.stop - draws.start, replicates.stop - replicates.start)
            array[arm, draws, replicates] = block.reshape(*shape, *values.shape[1:])

    def _create(self, stored: Variable, values: npt.NDArray[Any]) -> Any:
        lay = self.layout
        draws, replicates = self._planned(stored), min(lay.replicates, RUNS_PER_BLOCK)
        block = max(1, RUNS_PER_BLOCK // replicates)
        tail = values.shape[1:]
        lead = (len(lay.coords["arm"]), draws) + (() if stored.shared else (lay.replicates,))
        blocks = (1, min(block, draws)) + (() if stored.shared else (replicates,))
        floating = np.issubdtype(values.dtype, np.floating)
        self._group_coords(stored.group, draws)
        return self._root.create_array(
            stored.path,
            shape=lead + tail,
            chunks=blocks + tail,
            dtype=np.float32 if floating else values.dtype,
            fill_value=np.nan if floating else 0,
            dimension_names=(RUN[:2] if stored.shared else RUN) + stored.dims,
            compressors=BloscCodec(cname="lz4", clevel=5, shuffle="shuffle"),
            attributes=stored.attrs,
        )

    def _planned(self, stored: Variable) -> int:
        """Return of how many draws a variable is stored."""
        return min(self.layout.keep, self.layout.draws) if stored.kept else self.layout.draws

    def _group_coords(self, group: str, draws: int) -> None:
        """Write the draw and replicate coordinates of a group, once and when it is cut."""
        if self._draws.get(group) == draws:
            return
        self._draws[group] = draws
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
