"""What is drawn in each world: the inputs that an answer may depend on, and their groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contingent.analysis.names import Names, label
from contingent.evidence.switches import stream_of

if TYPE_CHECKING:
    from contingent.engine.model import Model

CLAIMS, VARIANTS = "claims", "model variants"
PARAMETERS = "parameters"

MOST_GROUPS = 15
FACTIONS = 3
"""With more factions than this they are one group."""

GROUPS = {
    "war": "war at large",
    "patrons": "patrons",
    "places": "places",
    "oil_market": "money",
    "bank": "money",
    "embargo": "money",
    "tax": "money",
    "revenue": "money",
    "procurement": "money",
    "combat": "combat and toll",
    "holding": "combat and toll",
    "toll": "combat and toll",
    "perception": "beliefs and posture",
    "posture": "beliefs and posture",
    "patronage": "patrons' rules",
    "recognition": "patrons' rules",
    "recruitment": "men and leaders",
    "leadership": "men and leaders",
    "alignment": "allegiance",
    "aftermath": "allegiance",
    "negotiation": "talks",
}
"""Group of a quantity by the first word of its path."""


@dataclass(frozen=True)
class Input:
    """One thing that differs between draws.

    Attributes
    ----------
    path : str
        Path of a quantity, or ``claim ID``.
    label : str
        The same in words.
    kind : str
        ``parameters``, ``claims`` or ``model variants`` (parameters of mechanisms that are drawn
        by ``choice``).
    unit : str
        Unit of a quantity; ``truth`` of a claim.
    stream : str
        Name of the random stream that decides it.
    group : str
        Group that it belongs to.
    """

    path: str
    label: str
    kind: str
    unit: str
    stream: str
    group: str


def inputs_of(model: Model) -> tuple[Input, ...]:
    """Return everything that is drawn in a model, quantities first, in the order of the world.

    Claims that change nothing, and are linked to none that does, are left out.
    """
    names = Names.of(model.scenario)
    found = []
    for path, slot in model.template.uncertain.items():
        kind = VARIANTS if slot.quantity.dist == "choice" and _is_prior(path) else PARAMETERS
        group = VARIANTS if kind == VARIANTS else _group(path, names)
        found.append(Input(path, label(path, names), kind, slot.quantity.unit, path, group))
    moving = {model.scenario.claims[i].id for i, _ in model.effects}
    for switch in (s for s in model.groups if moving & set(s.claims)):
        for claim in switch.claims:
            name = f"claim {claim}"
            found.append(Input(name, name, CLAIMS, "truth", stream_of(claim), CLAIMS))
    return tuple(found)


def _is_prior(path: str) -> bool:
    """Tell whether a path names a parameter of a mechanism or of the war."""
    return path.split(".", maxsplit=1)[0] not in ("factions", "patrons", "places", *_WORLD)


_WORLD = ("oil_market", "bank", "embargo", "tax")


def _group(path: str, names: Names) -> str:
    first, *rest = path.split(".")
    if first != "factions":
        return GROUPS.get(first, first)
    return names.factions[rest[0]] if len(names.factions) <= FACTIONS else "factions"


def streams_by_group(inputs: tuple[Input, ...]) -> dict[str, frozenset[str]]:
    """Return the random streams of every group."""
    names = dict.fromkeys(each.group for each in inputs)
    return {n: frozenset(each.stream for each in inputs if each.group == n) for n in names}


def streams_by_kind(inputs: tuple[Input, ...]) -> dict[str, frozenset[str]]:
    """Return the random streams of parameters, claims and model variants, if there are any."""
    kinds = dict.fromkeys(each.kind for each in inputs)
    return {k: frozenset(each.stream for each in inputs if each.kind == k) for k in kinds}
