"""The same war as a Mesa model, one run at a time, in plain Python: the baseline.

Factions, patrons and places are agents. In every step each rolls the luck that decides its own
affairs, from the model's `random.Random`; the model rolls what is nobody's (oil, talks, clauses)
and then runs all mechanisms in the engine's order on the numbers that the agents share. The
arithmetic is that of the scalar twins of the test suite. They are written for reading and not for
speed, as most Mesa models are: plain loops over lists of floats, nothing slowed on purpose, nothing
vectorised. A data collector keeps the compact record, as the engine does.

What the engine does besides, the baseline is spared: drawing worlds, and the ledger of causes.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from importlib import import_module
from types import SimpleNamespace as Plain
from typing import Any

import mesa

from benchmarks.drawn import Drawn
from contingent.mechanisms import MECHANISMS
from tests.mechanisms.twins.strength import fighters_of, log_power

Twin = Callable[..., dict[str, Any]]
TWINS: dict[str, Twin] = {
    m.name: getattr(import_module(f"tests.mechanisms.twins.{m.name}"), m.name) for m in MECHANISMS
}
"""Every mechanism in the engine's order, in plain Python."""
RECORDED = (
    "holder",
    "commitment",
    "phase",
    "clause",
    "fighters",
    "materiel",
    "air",
    "air_defence",
    "treasury",
    "cohesion",
    "recognition",
    "active",
    "delivered",
    "battle_deaths",
    "civilian_deaths",
    "displaced",
    "oil_output",
    "oil_price",
    "bank_reserves",
)
"""What the data collector keeps of every step: the parts of the state in the compact record."""


class Actor(mesa.Agent):
    """An agent with a number, which is its row in the lists of the state."""

    model: War

    def __init__(self, model: War, number: int) -> None:
        super().__init__(model)
        self.number = number

    def uniform_for_each(self) -> list[float]:
        """Return a uniform number for each faction."""
        return [self.random.random() for _ in self.model.factions]

    def normal_for_each(self) -> list[float]:
        """Return a standard normal number for each faction."""
        return [self.random.gauss() for _ in self.model.factions]


class Faction(Actor):
    """An armed belligerent."""

    def roll(self) -> None:
        """Roll what it believes, when it acts, and what becomes of its leader."""
        self.perception_z = self.normal_for_each()
        self.posture_when = self.random.random()
        self.posture_none = self.random.random()
        self.blockade = self.random.random()
        self.recognition = self.random.random()
        self.leader = self.random.random()
        self.split = self.random.random()
        self.relapse = self.random.random()


class Patron(Actor):
    """An external actor."""

    def roll(self) -> None:
        """Roll when it reconsiders its help to each faction, and what it sends."""
        self.patron_when = self.uniform_for_each()
        self.patron_move = self.uniform_for_each()
        self.aircraft_deal = self.uniform_for_each()
        self.air_defence_deal = self.uniform_for_each()


class Place(Actor):
    """A town and its people."""

    def roll(self) -> None:
        """Roll how fighting goes here, whether the place turns, and what it costs its people."""
        self.posture_place = self.uniform_for_each()
        self.drift_z = self.normal_for_each()
        self.loss_z = self.normal_for_each()
        self.turning = self.uniform_for_each()
        self.death_z = self.random.gauss()
        self.flight_z = self.random.gauss()


LUCK: dict[type[Actor], tuple[str, ...]] = {
    Faction: (
        "perception_z",
        "posture_when",
        "posture_none",
        "blockade",
        "recognition",
        "leader",
        "split",
        "relapse",
    ),
    Patron: ("patron_when", "patron_move", "aircraft_deal", "air_defence_deal"),
    Place: ("posture_place", "drift_z", "loss_z", "turning", "death_z", "flight_z"),
}
"""Whose luck is whose."""


TALKS = ("talks_when", "talks_what", "talks_again_when", "talks_again_what")
"""Luck that belongs to two factions."""


class War(mesa.Model):
    """One run of one drawn world.

    Parameters
    ----------
    drawn : Drawn
        The world.
    seed : int
        Seed of the run's random numbers.
    """

    def __init__(self, drawn: Drawn, seed: int) -> None:
        super().__init__(seed=seed)
        self.world, self.parameters, self.days = drawn.world, drawn.parameters, drawn.days
        self.state = copy(drawn.start)
        self.factions = range(len(self.state.active))
        Faction.create_agents(self, len(self.factions), list(self.factions))
        n_patron, n_place = len(self.state.commitment), len(self.state.hold)
        Patron.create_agents(self, n_patron, list(range(n_patron)))
        Place.create_agents(self, n_place, list(range(n_place)))
        self._open()
        self.datacollector = mesa.DataCollector(
            model_reporters={name: [_recorded, [self, name]] for name in RECORDED}
        )
        self.datacollector.collect(self)

    def _uniform_for_pairs(self) -> list[list[float]]:
        """Return a uniform number for each pair of factions, the same for both."""
        numbers = [[0.0 for _ in self.factions] for _ in self.factions]
        for f in self.factions:
            for g in range(f):
                numbers[f][g] = numbers[g][f] = self.random.random()
        return numbers

    def roll(self) -> Plain:
        """Let everyone roll; return the luck of the step."""
        self.agents.do("roll")
        random = self.random.random
        own = {
            name: self.agents_by_type[kind].get(name)
            for kind, names in LUCK.items()
            for name in names
        }
        return Plain(
            **own,
            outage=[random() for _ in self.state.outage],
            price_z=self.random.gauss(),
            exhaustion_z=self.random.gauss(),
            exhaustion=random(),
            **{name: self._uniform_for_pairs() for name in TALKS},
            clause=[random() for _ in self.state.clause],
            clause_done=[random() for _ in self.state.clause],
        )

    def step(self) -> None:
        """Run every mechanism once."""
        days, luck = self.days[self.steps - 1], self.roll()
        for name, twin in TWINS.items():
            after = twin(self.world, self.state, self.parameters[name], luck, days)
            vars(self.state).update(after)
        self.datacollector.collect(self)
        self.running = self.steps < len(self.days)

    def _open(self) -> None:
        """Give every faction its first belief: the truth about itself, a guess about others."""
        w, s, luck = self.world, self.state, self.roll()
        truth = [log_power(w, s, f) for f in self.factions]
        ratio = [[mine - theirs for theirs in truth] for mine in truth]
        s.trend, s.terms = ratio, [list(row) for row in ratio]

        def guess(f: int, g: int) -> float:
            if f == g:
                return truth[g]
            return truth[g] - w.factions.optimism[f] + w.war.fog * luck.perception_z[f][g]

        s.belief = [[guess(f, g) for g in self.factions] for f in self.factions]


def _recorded(war: War, name: str) -> Any:
    if name == "fighters":
        return [fighters_of(war.state, f) for f in war.factions]
    return getattr(war.state, name)
