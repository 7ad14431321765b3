"""The world of one run: named, frozen arrays with units.

Each class is one group of arrays. A *drawn* field holds a quantity that may be uncertain: it
differs from draw to draw, and paths such as ``factions.lna.treasury`` lead to it. A *given* field
is the same in every draw (names hashed to numbers, the road graph, switches). All of it enters the
compiled model as arguments, so that no number is ever compiled in.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

import jax
from jaxtyping import Array, Float, Int, UInt

from contingent.world.parameters import War

OFFERS = ("oil_share", "basing", "loyalty")
CONDITION_KINDS = (
    "event",
    "offer",
    "peaceful_path",
    "consent_of",
    "rival_below",
    "allies_at_least",
)
COVERS = ("rungs", "aircraft", "air_defence")


def drawn(*dims: str, unit: str) -> Any:
    """Declare a field that may differ between draws, with its axes and its unit."""
    return field(metadata={"drawn": True, "dims": dims, "unit": unit})


def given(*dims: str, unit: str = "", lanes: bool = True) -> Any:
    """Declare a field that is the same in every draw.

    It gets a last axis of length one to stand beside lanes, unless it is a matrix, an index or a
    list of its own (``lanes=False``).
    """
    return field(metadata={"drawn": False, "dims": dims, "unit": unit, "lanes": lanes})


def is_drawn(group: type, name: str) -> bool:
    """Tell whether a field of a group differs between draws."""
    (found,) = (f for f in fields(group) if f.name == name)
    return bool(found.metadata.get("drawn", "prior" in found.metadata))


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Factions:
    """Armed belligerents on the start date."""

    name_hash: UInt[Array, "faction 1"] = given("faction")
    pair_hash: UInt[Array, "faction other 1"] = given("faction", "faction")
    self_hash: UInt[Array, "faction other 1"] = given("faction", "faction")
    fighters: Float[Array, "faction lane"] = drawn("faction", unit="fighters")
    quality: Float[Array, "faction lane"] = drawn("faction", unit="ratio")
    materiel: Float[Array, "faction lane"] = drawn("faction", unit="musd")
    air: Float[Array, "faction lane"] = drawn("faction", unit="aircraft")
    air_defence: Float[Array, "faction lane"] = drawn("faction", unit="systems")
    treasury: Float[Array, "faction lane"] = drawn("faction", unit="musd")
    income: Float[Array, "faction lane"] = drawn("faction", unit="musd_per_year")
    oil_split: Float[Array, "faction lane"] = drawn("faction", unit="share")
    wage: Float[Array, "faction lane"] = drawn("faction", unit="usd_per_month")
    cohesion: Float[Array, "faction lane"] = drawn("faction", unit="share")
    leader_hazard: Float[Array, "faction lane"] = drawn("faction", unit="per_year")
    optimism: Float[Array, "faction lane"] = drawn("faction", unit="log_ratio")
    resolve: Float[Array, "faction lane"] = drawn("faction", unit="ratio")
    ambition: Float[Array, "faction lane"] = drawn("faction", unit="ratio")
    recognition: Float[Array, "faction lane"] = drawn("faction", unit="share")
    offers: Float[Array, "faction offer lane"] = drawn("faction", "offer", unit="share")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Patrons:
    """External actors: what they want, what it costs them, what they can send.

    Their conditions are listed by number for each kind of help, counted from the first that covers
    it (`sum_at`).
    """

    pair_hash: UInt[Array, "patron faction 1"] = given("patron", "faction")
    conditions: Int[Array, "covers patron part"] = given("covers", "patron", "part", lanes=False)
    mediator: Float[Array, "patron 1"] = given("patron")
    hedges: Float[Array, "patron 1"] = given("patron")
    own_bases: Float[Array, "patron 1"] = given("patron")
    commitment: Float[Array, "patron faction lane"] = drawn("patron", "faction", unit="rung")
    stake: Float[Array, "patron faction lane"] = drawn("patron", "faction", unit="points")
    cost: Float[Array, "patron rung lane"] = drawn("patron", "rung", unit="points")
    rivals: Float[Array, "patron patron lane"] = drawn("patron", "patron", unit="weight")
    allies: Float[Array, "patron patron lane"] = drawn("patron", "patron", unit="weight")
    allies_needed: Float[Array, "patron lane"] = drawn("patron", unit="patrons")
    cash: Float[Array, "patron lane"] = drawn("patron", unit="musd_per_year")
    arms: Float[Array, "patron lane"] = drawn("patron", unit="musd_per_year")
    men: Float[Array, "patron lane"] = drawn("patron", unit="fighters")
    strikes: Float[Array, "patron lane"] = drawn("patron", unit="aircraft")
    troops: Float[Array, "patron lane"] = drawn("patron", unit="fighters")
    aircraft: Float[Array, "patron lane"] = drawn("patron", unit="aircraft_per_year")
    air_defence: Float[Array, "patron lane"] = drawn("patron", unit="systems_per_year")
    sells: Float[Array, "patron faction lane"] = drawn("patron", "faction", unit="share")
    market: Float[Array, "patron lane"] = drawn("patron", unit="musd_per_year")
    guarantee: Float[Array, "patron lane"] = drawn("patron", unit="share")
    least: Float[Array, "patron faction 1"] = given("patron", "faction", unit="rung")
    most: Float[Array, "patron faction 1"] = given("patron", "faction", unit="rung")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Places:
    """Nodes of the map: people, terrain, bases, and who holds what on the start date."""

    name_hash: UInt[Array, "place 1"] = given("place")
    pair_hash: UInt[Array, "place faction 1"] = given("place", "faction")
    population: Float[Array, "place 1"] = given("place", unit="people")
    terrain: Float[Array, "place terrain 1"] = given("place", "terrain")
    capital: Float[Array, "place 1"] = given("place")
    holder: Int[Array, "place 1"] = given("place")
    garrison: Float[Array, "place faction 1"] = given("place", "faction", unit="share")
    effort: Float[Array, "place faction 1"] = given("place", "faction")
    control: Float[Array, "place faction lane"] = drawn("place", "faction", unit="share")
    affinity: Float[Array, "place faction lane"] = drawn("place", "faction", unit="share")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Graph:
    """Roads and distances between places.

    What leads out of a place, and into it, is listed by number for each (`sum_at`).
    """

    adjacent: Float[Array, "place place"] = given("place", "place", lanes=False)
    next_door: Int[Array, "place way"] = given("place", "way", lanes=False)
    nearness: Float[Array, "place place"] = given("place", "place", lanes=False)
    road_from: Int[Array, " road"] = given("road", lanes=False)
    road_to: Int[Array, " road"] = given("road", lanes=False)
    per_km: Float[Array, "road 1"] = given("road", unit="1/km")
    leaves: Int[Array, "place way"] = given("place", "way", lanes=False)
    enters: Int[Array, "place way"] = given("place", "way", lanes=False)
    depots: Int[Array, " depot"] = given("depot", lanes=False)
    depot_km: Float[Array, "depot place 1"] = given("depot", "place", unit="km")
    airbases: Int[Array, " airbase"] = given("airbase", lanes=False)
    airbase_km: Float[Array, "airbase place 1"] = given("airbase", "place", unit="km")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Oil:
    """Oil fields, and the places their oil crosses on its way to a buyer."""

    name_hash: UInt[Array, "field 1"] = given("field")
    place: Int[Array, " field"] = given("field", lanes=False)
    crosses: Float[Array, "field place"] = given("field", "place", lanes=False)
    path: Int[Array, "field stop"] = given("field", "stop", lanes=False)
    capacity: Float[Array, "field 1"] = given("field", unit="kbd")
    output: Float[Array, "field 1"] = given("field", unit="kbd")
    outage_per_year: Float[Array, "field 1"] = given("field", unit="1/year")
    outage_days: Float[Array, "field 1"] = given("field", unit="days")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class OilMarket:
    """What a barrel fetches."""

    price: Float[Array, " lane"] = drawn(unit="usd_per_barrel")
    world_supply: Float[Array, " lane"] = drawn(unit="kbd")
    elasticity: Float[Array, " lane"] = drawn(unit="ratio")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Bank:
    """The central bank between oil buyers and the factions."""

    reserves: Float[Array, " lane"] = drawn(unit="musd")
    cushion: Float[Array, " lane"] = drawn(unit="share")
    payout: Float[Array, " lane"] = drawn(unit="share")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Embargo:
    """The arms embargo on the country."""

    enforcement: Float[Array, " lane"] = drawn(unit="share")
    premium: Float[Array, " lane"] = drawn(unit="ratio")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Country:
    """What concerns the country as a whole on the start date."""

    entity_hash: UInt[Array, "entity 1"] = given("entity")
    phase: Int[Array, "faction other 1"] = given("faction", "faction")
    clause: Int[Array, "clause 1"] = given("clause")
    tax: Float[Array, " lane"] = drawn(unit="usd_per_person_year")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Conditions:
    """Typed conditions of patrons, one row each (all unset columns are zero).

    Rows stand in the order of `COVERS` and within that of `CONDITION_KINDS`; `counts` says how many
    there are of each, so that no row is put to the test of another kind.
    """

    counts: tuple[tuple[int, ...], ...] = field(metadata={"static": True})
    kind: Float[Array, "condition kind 1"] = given("condition", "kind")
    patron: Int[Array, " condition"] = given("condition", lanes=False)
    faction: Float[Array, "condition faction 1"] = given("condition", "faction")
    covers: Float[Array, "condition covers 1"] = given("condition", "covers")
    from_rung: Float[Array, "condition 1"] = given("condition", unit="rung")
    required: Float[Array, "condition 1"] = given("condition")
    weight: Float[Array, "condition 1"] = given("condition", unit="points")
    offer: Float[Array, "condition offer 1"] = given("condition", "offer")
    consulted: Float[Array, "condition patron 1"] = given("condition", "patron")
    rival: Float[Array, "condition patron 1"] = given("condition", "patron")
    rung: Float[Array, "condition 1"] = given("condition", unit="rung")
    threshold: Float[Array, "condition 1"] = given("condition")


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Events:
    """The undated events that conditions ask about.

    Their structure is compiled; their numbers are arguments (see `thresholds.py`).
    """

    of_condition: tuple[tuple[int, Any], ...] = field(metadata={"static": True})
    numbers: Float[Array, " number"] = given("number", lanes=False)


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Reach:
    """How far supply and aircraft carry in this draw (worked out once per run)."""

    supply: Float[Array, "depot place lane"]
    air: Float[Array, "airbase place lane"]
    pace: Float[Array, "place lane"]


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class World:
    """Everything about the country that does not change during a run."""

    factions: Factions
    patrons: Patrons
    places: Places
    graph: Graph
    oil: Oil
    oil_market: OilMarket
    bank: Bank
    embargo: Embargo
    country: Country
    conditions: Conditions
    events: Events
    war: War
    reach: Reach | None = None
