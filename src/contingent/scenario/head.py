"""How scenario.yaml is written."""

from __future__ import annotations

from dataclasses import dataclass

from contingent.scenario.economy import BANK, EMBARGO, OIL_MARKET
from contingent.scenario.factions import FACTION
from contingent.scenario.frozen import Table
from contingent.scenario.levers import LeverShape
from contingent.scenario.measures import Measure
from contingent.scenario.model import Head
from contingent.scenario.patrons import PATRON
from contingent.scenario.problems import show
from contingent.scenario.quantity import Origin, Quantity
from contingent.scenario.questions import Question, read_questions
from contingent.scenario.records import ABSENT, Field, Items, Record
from contingent.scenario.routes import Routes, RoutesShape
from contingent.scenario.shapes import Day, Id, Ref, Schema, Text
from contingent.scenario.spot import INVALID, Invalid, Spot
from contingent.scenario.talks import TALKS, Talks

LONGEST_STEP = 31
MOST_STEPS = 5000
NAMES = ("id", "name")
"""By which readers, too, tell sides and patrons apart."""


@dataclass(frozen=True)
class _StepShape:
    def read(self, spot: Spot) -> int | Invalid:
        words = spot.value.split() if isinstance(spot.value, str) else []
        if len(words) != 2 or words[1] not in ("day", "days") or not words[0].isdecimal():
            return spot.expect("a whole number of days with its unit, as 7 days")
        days = int(words[0]) if len(words[0]) < 5 else LONGEST_STEP + 1
        if not 1 <= days <= LONGEST_STEP:
            return spot.complain(f"{show(spot.value)} must lie between 1 and {LONGEST_STEP} days")
        return days

    def schema(self) -> Schema:
        return {"type": "string", "pattern": "^[0-9]+ days?$"}


@dataclass(frozen=True)
class _PriorsShape:
    measure: Measure

    def read(self, spot: Spot) -> Table[Quantity] | Invalid:
        if not isinstance(spot.value, dict):
            return spot.expect("a mapping of MECHANISM.PARAMETER to quantities")
        sound = True
        priors: dict[str, Quantity] = {}
        for key in spot.value:
            mechanism, dot, parameter = key.partition(".")
            if not (mechanism and dot and parameter):
                spot.child(key).complain(f"{show(key)} must be MECHANISM.PARAMETER")
                sound = False
                continue
            quantity = self.measure.read(spot.child(key))
            if isinstance(quantity, Invalid):
                sound = False
            else:
                priors[key] = quantity
        return Table(priors) if sound else INVALID

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.measure.schema()}


@dataclass(frozen=True)
class _QuestionsShape:
    def read(self, spot: Spot) -> tuple[Question, ...] | Invalid:
        before = len(spot.problems)
        questions = read_questions(spot)
        return questions if len(spot.problems) == before else INVALID

    def schema(self) -> Schema:
        return {"type": "array", "items": {"$ref": "#/$defs/question"}}


def _check(spot: Spot, head: Head) -> None:
    steps = (head.end - head.start).days // head.step_days
    if head.end <= head.start:
        spot.child("end").complain(f"{head.end} is not after the start {head.start}")
    elif steps < 1:
        spot.child("step").complain(
            f"{head.step_days} days are longer than the scenario, {head.start} to {head.end}"
        )
    elif steps > MOST_STEPS:
        spot.child("end").complain(
            f"{head.start} to {head.end} are {steps} steps of {head.step_days} days; at most "
            f"{MOST_STEPS} are allowed, so choose an earlier end or a longer step"
        )


SCENARIO = Record(
    "scenario",
    Head,
    {
        "id": Field(Id(), "short name of the scenario"),
        "title": Field(Text(300), "title"),
        "summary": Field(Text(5000), "what it is about", ""),
        "start": Field(Day(), "first day, year-month-day"),
        "end": Field(Day(), "last day, year-month-day"),
        "as_of": Field(Day(), "day on which the analyst stands; nothing may be dated later"),
        "step": Field(_StepShape(), "length of a step, as 7 days", name="step_days"),
        "capital": Field(Ref("place"), "place that is the capital"),
        "factions": Field(
            Items(FACTION, least=1, most=8, told_apart_by=NAMES), "armed belligerents"
        ),
        "patrons": Field(Items(PATRON, most=24, told_apart_by=NAMES), "external actors", ()),
        "routes": Field(
            RoutesShape(),
            "roads between places",
            Routes((), Origin(judgement="omitted")),
            name="road_graph",
        ),
        "oil_market": Field(OIL_MARKET, "price of oil and how it answers"),
        "bank": Field(BANK, "the central bank"),
        "embargo": Field(EMBARGO, "the arms embargo"),
        "tax": Field(Measure("usd_per_person_year"), "taxes and levies on people held", ABSENT),
        "talks": Field(TALKS, "state of talks on the start date", Talks()),
        "priors": Field(
            _PriorsShape(Measure("", low=-1e15)),
            "parameters of mechanisms by MECHANISM.PARAMETER, in place of their defaults",
            Table[Quantity](),
        ),
        "levers": Field(Items(LeverShape(), most=500), "named changes to the scenario", ()),
        "questions": Field(_QuestionsShape(), "what is asked", ()),
    },
    _check,
)
"""How scenario.yaml is written."""
