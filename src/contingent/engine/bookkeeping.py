"""The ledger of causes while a run is played: what stands in every account, and who changed it.

An account is worked out anew only after a mechanism that changes what it is made of, which is known
when the step is traced. Most mechanisms touch two or three accounts of nine, so the ledger has an
entry for these pairs alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
from jaxtyping import Array, Float

from contingent.world.accounts import ACCOUNTS, HELP
from contingent.world.arrays import World
from contingent.world.lanes import total_of
from contingent.world.ledger import Ledger, entry_of, named
from contingent.world.state import State
from contingent.world.strength import troops_of

Entries = dict[str, Float[Array, "faction lane"]]
"""What changed, by the name of cause and account."""


def _people(world: World, state: State) -> Float[Array, "faction lane"]:
    people = (world.places.population / world.places.population.sum(0))[:, None]
    return total_of(people * state.hold)


def _commitment(_: World, state: State) -> Float[Array, "faction lane"]:
    return total_of(state.commitment.astype(state.materiel.dtype))


def _help(state: State, name: str) -> Float[Array, "faction lane"]:
    return sum((state.foreign[:, kind] for kind in HELP[name]), jnp.zeros_like(state.materiel))


@dataclass(frozen=True)
class Holding:
    """What stands in an account.

    Attributes
    ----------
    made_of : tuple of str
        The fields of the state that it is worked out from.
    value : callable
        Takes world and state.
    """

    made_of: tuple[str, ...]
    value: Callable[[World, State], Float[Array, "faction lane"]]


HOLDINGS = {
    "people": Holding(("hold",), _people),
    "fighters": Holding(("fighters",), lambda _, state: troops_of(state)),
    "materiel": Holding(("materiel",), lambda _, state: state.materiel),
    "treasury": Holding(("treasury",), lambda _, state: state.treasury),
    "commitment": Holding(("commitment",), _commitment),
    "cohesion": Holding(("cohesion",), lambda _, state: state.cohesion),
    "fallen": Holding(("fallen",), lambda _, state: state.fallen),
    "air": Holding(("air", "foreign"), lambda _, state: state.air + _help(state, "air")),
    "foreign": Holding(("foreign",), lambda _, state: _help(state, "foreign")),
}
"""The accounts, in the order of `ACCOUNTS`."""


@dataclass(frozen=True)
class Books:
    """What stands in every account, and the state of which that is true."""

    state: State
    balances: dict[str, Float[Array, "faction lane"]]


def opened(world: World, state: State) -> Books:
    """Return the books of a state."""
    return Books(state, {name: HOLDINGS[name].value(world, state) for name in ACCOUNTS})


def book(world: World, books: Books, state: State, cause: str) -> tuple[Books, Entries]:
    """Return the books after a cause has changed the state, and an entry for each it touched."""
    touched = [
        name
        for name in ACCOUNTS
        if any(getattr(state, f) is not getattr(books.state, f) for f in HOLDINGS[name].made_of)
    ]
    after = {name: HOLDINGS[name].value(world, state) for name in touched}
    entries = {named((cause, name)): after[name] - books.balances[name] for name in touched}
    return Books(state, books.balances | after), entries


def closed(entries: Mapping[str, npt.NDArray[np.floating]], runs: int) -> Ledger:
    """Return the ledger of the first runs; over the step that ends on the start date is nothing.

    Parameters
    ----------
    entries : dict of str to float [run, step, faction]
        By their names.
    runs : int
        Number of runs.

    Returns
    -------
    Ledger
        Leading axes ``[run, time]``.
    """
    steps, factions = next(iter(entries.values())).shape[1:]
    change = np.zeros((runs, steps + 1, len(entries), factions), np.float32)
    for i, entry in enumerate(entries.values()):
        change[:, 1:, i] = np.asarray(entry)[:runs]
    return Ledger(tuple(map(entry_of, entries)), change)
