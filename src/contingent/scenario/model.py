"""The checked scenario: a frozen tree of what an analyst wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from contingent.scenario.document import Document
from contingent.scenario.economy import Bank, Embargo, OilField, OilMarket
from contingent.scenario.events import Roster
from contingent.scenario.factions import Faction
from contingent.scenario.frozen import Table
from contingent.scenario.ledger import Claim, Source
from contingent.scenario.levers import Lever
from contingent.scenario.outlines import Outlines
from contingent.scenario.patrons import Patron
from contingent.scenario.places import Place
from contingent.scenario.quantity import Quantity
from contingent.scenario.questions import Question
from contingent.scenario.routes import Route, Routes
from contingent.scenario.spot import Setting
from contingent.scenario.talks import Talks


@dataclass(frozen=True)
class Written:
    """The documents behind a scenario, kept so that later messages can name a line."""

    scenario: Document
    evidence: Document
    places: tuple[str, Mapping[str, int]]
    fields: tuple[str, Mapping[str, int]]


@dataclass(frozen=True, kw_only=True)
class Head:
    """Everything in scenario.yaml; see `scenario.load.SCENARIO` for each field."""

    id: str
    title: str
    summary: str
    start: date
    end: date
    as_of: date
    step_days: int
    capital: str
    factions: tuple[Faction, ...]
    patrons: tuple[Patron, ...]
    road_graph: Routes
    oil_market: OilMarket
    bank: Bank
    embargo: Embargo
    tax: Quantity
    talks: Talks
    priors: Table[Quantity]
    levers: tuple[Lever, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Scenario(Head):
    """A scenario that has passed every check.

    Attributes
    ----------
    places, fields : tuple
        Rows of places.csv and oil.csv.
    sources, claims : tuple
        The evidence ledger.
    outlines : Outlines
        What places.geojson draws for the map, if there is one.
    folder : Path
        Where it was read from.
    sha256 : str
        Hash of the files that make it up.
    """

    places: tuple[Place, ...]
    fields: tuple[OilField, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    outlines: Outlines
    folder: Path
    sha256: str
    written: Written = field(repr=False, compare=False)

    @property
    def routes(self) -> tuple[Route, ...]:
        """The roads."""
        return self.road_graph.list

    @property
    def roster(self) -> Roster:
        """The ids that events refer to, in order."""
        return Roster(
            tuple(faction.id for faction in self.factions),
            tuple(patron.id for patron in self.patrons),
            tuple(place.id for place in self.places),
        )

    @property
    def setting(self) -> Setting:
        """What further files, such as asked questions, are checked against."""
        return Setting(
            factions=self.roster.factions,
            patrons=self.roster.patrons,
            places=self.roster.places,
            sources=tuple(source.id for source in self.sources),
            claims=tuple(claim.id for claim in self.claims),
            start=self.start,
            end=self.end,
            as_of=self.as_of,
            oil=bool(self.fields),
        )

    def where(self, *names: str | int) -> tuple[str, int | None]:
        """Return file and line of something, named as in paths: ``where("factions", "lna")``."""
        root = names[0] if names else ""
        for kind in ("places", "fields"):
            path, lines = getattr(self.written, kind)
            if root == kind:
                return path, lines.get(str(names[1])) if len(names) > 1 else None
        ledger = root in ("sources", "claims")
        document = self.written.evidence if ledger else self.written.scenario
        return document.path, document.line(document.find(names))
