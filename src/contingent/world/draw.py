"""Drawing worlds: one value for every uncertain quantity, one truth for every claim.

Each quantity has its own stream of uniform numbers, keyed by the seed and its path and cut into
blocks of draws, so that a draw's world does not depend on how draws are grouped and a new quantity
leaves the others alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from contingent.scenario.changes import Change
from contingent.world.hashing import hash64
from contingent.world.quantiles import quantiles
from contingent.world.template import Leaf, Slot, Template

BLOCK = 1024
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Draws:
    """Drawn worlds.

    Attributes
    ----------
    leaves : dict of leaf to float64 [draw, ...]
        Every drawn field of the world and every parameter.
    design : dict of path to float64 [draw]
        Value of each uncertain quantity before claims changed it.
    """

    leaves: dict[Leaf, Floats]
    design: dict[str, Floats]


def uniforms(seed: int, name: str, first: int, count: int) -> Floats:
    """Return uniform numbers of draws ``first`` to ``first + count`` of one stream."""
    blocks = range(first // BLOCK, (first + count - 1) // BLOCK + 1)
    key = np.array([seed % 2**64, hash64(name)], np.uint64)
    parts = [
        np.random.Generator(np.random.Philox(key=key, counter=[0, 0, block, 0])).random(BLOCK)
        for block in blocks
    ]
    start = first - blocks.start * BLOCK
    return np.concatenate(parts)[start : start + count]


def draw_worlds(
    template: Template,
    seed: int,
    first: int,
    count: int,
    changes: Sequence[tuple[Change, npt.NDArray[np.bool_]]] = (),
    reseeded: Mapping[str, int] = MappingProxyType({}),
) -> Draws:
    """Draw worlds ``first`` to ``first + count``.

    Parameters
    ----------
    template : Template
    seed : int
    first, count : int
        Which draws.
    changes : sequence of (Change, bool [draw])
        Changes and the draws in which they apply, in order.
    reseeded : mapping of path to int
        Seeds of the streams that have their own; all others have `seed`.

    Returns
    -------
    Draws
    """
    leaves = {
        leaf: np.broadcast_to(array, (count, *array.shape)).copy()
        for leaf, array in template.central.items()
    }
    design = {}
    for path, slot in template.uncertain.items():
        luck = uniforms(reseeded.get(path, seed), path, first, count)
        values = quantiles(slot.quantity, luck)
        design[path] = values
        leaves[slot.leaf][_column(slot)] = values
    for change, applies in changes:
        _apply(leaves, template.slots, change, applies)
    return Draws(leaves, design)


def change_worlds(template: Template, drawn: Draws, changes: Sequence[Change]) -> Draws:
    """Return drawn worlds with changes made in every one of them."""
    touched = {template.slots[change.quantity].leaf for change in changes}
    leaves = {leaf: v.copy() if leaf in touched else v for leaf, v in drawn.leaves.items()}
    for change in changes:
        _apply(leaves, template.slots, change, np.True_)
    return Draws(leaves, drawn.design)


def _column(slot: Slot) -> Any:
    """Return the index of one quantity in all draws of its leaf."""
    return (slice(None), *slot.index)


def _apply(
    leaves: dict[Leaf, Floats],
    slots: Mapping[str, Slot],
    change: Change,
    applies: npt.NDArray[np.bool_] | np.bool_,
) -> None:
    slot = slots[change.quantity]
    column = leaves[slot.leaf][_column(slot)]
    low, high = slot.bounds
    changed = np.clip(OPERATIONS[change.operation](column, change.value), low, high)
    leaves[slot.leaf][_column(slot)] = np.where(applies, changed, column)


OPERATIONS: dict[str, Callable[[Floats, Any], Floats]] = {
    "set": np.full_like,
    "scale": lambda old, new: old * new,
    "add": lambda old, new: old + new,
    "at_least": np.maximum,
    "at_most": np.minimum,
    "enable": lambda old, new: np.full_like(old, float(new)),
}
"""What each word of the change language does to a number."""
