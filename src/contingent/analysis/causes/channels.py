"""Through which mechanisms one account of a faction bears on another: the model's causal edges.

Only what a mechanism reads and writes is here, directly or through one thing that no account
follows (`via`), with the direction in which the equations of that mechanism push. A test compares
the edges with what the code of each mechanism depends on. Choices (posture) and talks lie between
most things; where the direction is not fixed by an equation the edge says `EITHER`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MORE, LESS, NONE, EITHER = 1, -1, 0, 2
"""What more of the source makes of the target."""

FIELDS = {
    "people": ("hold",),
    "fighters": ("fighters",),
    "materiel": ("materiel",),
    "treasury": ("treasury",),
    "commitment": ("commitment",),
    "cohesion": ("cohesion",),
    "fallen": ("fallen",),
    "air": ("air", "foreign"),
    "foreign": ("foreign",),
}
"""Parts of the state that each account is worked out from."""


@dataclass(frozen=True)
class Channel:
    """One way in which an account bears on another.

    Attributes
    ----------
    source, mechanism, target : str
        From which account through which mechanism to which.
    own, other : int
        What more of the source does to the target of the same faction, and of the others.
    says : str
        The same in words.
    via : str or None
        Part of the state between source and mechanism that no account follows.
    at_once : bool
        Whether the mechanism works the target out from what it has just made of the source, so
        that both can change in one step.
    """

    source: str
    mechanism: str
    target: str
    own: int
    other: int
    says: str
    via: str | None = None
    at_once: bool = False

    @property
    def plain(self) -> bool:
        """Whether an equation fixes the direction and nothing stands between."""
        return EITHER not in (self.own, self.other) and self.via is None

    def carries(self, same: bool, source: float, target: float) -> bool:
        """Tell whether a rise (or fall) of the source can show as that of the target."""
        sign = self.own if same else self.other
        return sign == EITHER or (sign != NONE and sign * source * target > 0)


def _force() -> Iterable[Channel]:
    """Return what the parts of a force do in battle."""
    words = {
        "fighters": "men tell in battle",
        "materiel": "arms tell in battle",
        "cohesion": "unity tells in battle",
        "air": "aircraft tell in battle",
        "foreign": "foreign men tell in battle",
    }
    for source, says in words.items():
        yield Channel(source, "combat", "people", MORE, LESS, says)
        yield Channel(source, "combat", "fallen", EITHER, MORE, says)
        own = NONE if source == "materiel" else EITHER
        yield Channel(source, "combat", "materiel", own, EITHER, "battle burns materiel")
        if source != "fighters":
            yield Channel(source, "combat", "fighters", EITHER, LESS, says)
        if source != "cohesion":
            yield Channel(source, "combat", "cohesion", EITHER, LESS, "losses wear down cohesion")
        seen = "patrons weigh who is winning"
        yield Channel(source, "patronage", "commitment", EITHER, EITHER, seen, via="belief")


LINES = "who holds what decides where they fight"
DEALS = "patrons mediate, press for and guarantee deals, under which the fighting stops"
"""How people held and commitment reach battle, the latter through the phase of talks, which no
account follows."""

CHANNELS = (
    Channel("people", "revenue", "treasury", MORE, NONE, "people held pay tax"),
    Channel("commitment", "revenue", "treasury", MORE, NONE, "patrons pay"),
    Channel("people", "patronage", "commitment", EITHER, EITHER, "patrons mind who holds what"),
    Channel("commitment", "patronage", "commitment", NONE, EITHER, "patrons answer rivals"),
    Channel("commitment", "patronage", "foreign", MORE, NONE, "patrons send men", at_once=True),
    Channel("commitment", "patronage", "air", MORE, NONE, "patrons send aircraft", at_once=True),
    Channel("treasury", "procurement", "materiel", MORE, NONE, "money buys arms"),
    Channel("commitment", "procurement", "materiel", MORE, NONE, "patrons give arms"),
    Channel("commitment", "procurement", "air", MORE, NONE, "patrons give aircraft"),
    Channel("treasury", "recruitment", "fighters", MORE, NONE, "pay brings men and keeps them"),
    Channel("people", "recruitment", "fighters", MORE, NONE, "people held fill the ranks"),
    Channel(
        "cohesion", "recruitment", "fighters", MORE, NONE, "men leave a force that falls apart"
    ),
    Channel("treasury", "recruitment", "cohesion", MORE, NONE, "arrears cost cohesion"),
    Channel("fighters", "recruitment", "cohesion", LESS, NONE, "more men wait for their pay"),
    Channel(
        "people", "recruitment", "cohesion", MORE, LESS, "captures lift the spirit", via="momentum"
    ),
    Channel("fighters", "recruitment", "treasury", LESS, NONE, "men are paid"),
    *_force(),
    *(
        Channel("people", "combat", target, EITHER, EITHER, LINES)
        for target in ("fighters", "fallen", "materiel", "cohesion")
    ),
    Channel("commitment", "combat", "people", EITHER, EITHER, DEALS, via="phase"),
    Channel("commitment", "combat", "fallen", EITHER, EITHER, DEALS, via="phase"),
    Channel("treasury", "alignment", "people", MORE, LESS, "towns join the paymaster"),
    Channel("fighters", "alignment", "people", MORE, LESS, "garrisons keep towns from turning"),
    Channel("people", "alignment", "fighters", EITHER, EITHER, "garrisons are turned out"),
    Channel("cohesion", "leadership", "people", MORE, NONE, "a brittle force splits"),
    Channel("cohesion", "leadership", "fighters", MORE, NONE, "a brittle force splits"),
    Channel("cohesion", "leadership", "air", MORE, NONE, "a dissolved force loses its aircraft"),
    Channel("fighters", "aftermath", "people", MORE, LESS, "garrisons keep rebels down"),
    Channel("people", "aftermath", "fighters", EITHER, EITHER, "the beaten take up arms again"),
)
"""Every edge, of mechanisms in the order of a step."""
