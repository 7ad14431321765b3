"""The Libya ledger against the table of claims it was made from: every claim, every voice.

The table stays outside the project (`../shared/data` beside the checkout); tests that need it are
skipped without it. A voice counts as there if its claim has a report of the same stance and date
by a source with the voice's address, one report for each voice.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from contingent import load
from contingent.engine.model import make_model
from contingent.scenario.ledger import Claim, Report, Source
from contingent.scenario.model import Scenario
from contingent.world.draw import draw_worlds

TABLE = Path(__file__).parents[3] / "shared" / "data" / "libya_claims_2019_04.csv"
needs_table = pytest.mark.skipif(not TABLE.exists(), reason=f"no table of claims at {TABLE}")

RENAMED = {
    "arms-easily-bought-in-region": "arms-easily-bought",
    "cbl-oil-money-feeds-militias": "bank-money-feeds-militias",
    "embargo-broken-on-both-sides": "embargo-broken",
    "feb-deal-elections": "february-deal-on-elections",
    "haftar-can-stabilise-libya": "haftar-can-stabilise",
    "haftar-demands-top-military-post": "haftar-demands-top-post",
    "mercenary-reports-are-false": "mercenary-stories-invented",
    "moscow-dissatisfied-with-haftar": "moscow-dissatisfied",
    "no-other-interlocutor-for-russia": "no-other-interlocutor",
    "russia-bound-by-embargo-coordination": "russia-bound-by-coordination",
    "russia-wants-loyal-leader-and-oil-benefit": "russia-wants-loyal-leader-and-oil",
    "russian-base-in-libya": "russian-base",
    "russian-mercenaries-in-libya": "russian-mercenaries",
    "russian-troops-in-east-libya": "russian-troops",
    "tripoli-airport-lost-by-lna": "airport-lost-again",
    "western-groups-rally-against-haftar": "western-groups-rally",
}
"""Claims of the table that bear another id in the ledger."""

OWN = {"haftar-self-sufficient", "libya-can-sway-oil-price"}
"""Claims of the ledger that the table lacks: read in the article."""

TAKEN_AS = {
    ("us-planes-bombed-lna", "article author"): "for",
    ("russian-mercenaries-in-libya", "article author"): "for",
    ("russian-mercenaries-in-libya", "Russian Foreign Ministry"): "against",
}
"""Voices without a stance that the ledger weighs all the same, at a low number or hedge: a rumour
passed on speaks a little for its claim, "no information" a little against it."""

NEUTRAL = {
    ("forces-evenly-matched", "Peter Millett (ex-UK ambassador)"): "former ambassador",
    ("haftar-cia-past", "CIA (declined to comment)"): "declined to comment",
    ("haftar-cia-past", "War is Boring"): "War Is Boring",
    ("haftar-repeat-moscow-visits-2018", "RT"): "RT",
    ("haftar-unrecognised-real-force", "French diplomatic source"): "French diplomat",
    ("china-deters-intervention", "Lu Kang (Chinese Foreign Ministry)"): "Lu Kang",
    ("libyans-must-settle-without-imposed-terms", "Ghassan Salame"): "Salame",
    ("lna-controls-most-oil", "Mustafa Sanalla (NOC)"): "Sanalla",
    ("long-bloody-stalemate", "Antonio Guterres"): "Guterres",
    ("moscow-dissatisfied-with-haftar", "Bloomberg"): "Bloomberg",
    (
        "russia-blocked-unsc-text",
        "Russian delegation (as described by diplomats)",
    ): "Russian delegation",
    ("russia-about-to-intervene", "Alexei Leonkov"): "Leonkov",
    ("russia-us-roles-unclear", "Arturo Varvelli"): "Varvelli",
    (
        "russia-wants-loyal-leader-and-oil-benefit",
        "Alexander Dynkin (IMEMO)",
    ): "Dynkin",
    ("russian-mercenaries-in-libya", "Alexei Leonkov"): "Leonkov",
    ("saudi-funded-offensive", "Saudi authorities and Haftar representative"): "no comment",
    (
        "uae-arms-lna",
        "UAE with four Western states (joint call for calm)",
    ): "signed a call for calm",
    ("us-planes-bombed-lna", "Mohamed al-Sallak (Presidency Council spokesman)"): "Sallak",
}
"""Voices that take neither side: no report, but named in the claim's note or `single`."""

HEDGES = {"predicted": ("asserted",), "alleged": ("alleged", "some-media")}
WEIGHED_OTHERWISE = {
    ("russian-mercenaries-in-libya", "Russian Foreign Ministry"): ("implied",),
}
"""Where the ledger's hedge is not the table's: "has no information" hints at a denial."""


@cache
def rows() -> tuple[Mapping[str, str], ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def scenario() -> Scenario:
    return load("libya-2019")


@cache
def claims() -> Mapping[str, Claim]:
    return {claim.id: claim for claim in scenario().claims}


@cache
def sources() -> Mapping[str, Source]:
    return {source.id: source for source in scenario().sources}


def claim_of(row: Mapping[str, str]) -> Claim:
    return claims()[RENAMED.get(row["claim_id"], row["claim_id"])]


def key_of(row: Mapping[str, str]) -> tuple[str, str]:
    return row["claim_id"], row["voice"]


def with_a_stance() -> Iterator[tuple[Mapping[str, str], str]]:
    """Yield the voices that need a report, with the stance it must have."""
    for row in rows():
        stance = TAKEN_AS.get(key_of(row), row["stance"])
        if stance != "neutral-report":
            yield row, stance


@needs_table
def test_every_claim_of_the_table_is_there_and_every_other_one_is_declared() -> None:
    table = {RENAMED.get(row["claim_id"], row["claim_id"]) for row in rows()}
    assert table - claims().keys() == set()
    assert claims().keys() - table == OWN


def place_of(row: Mapping[str, str], stance: str) -> tuple[str, str, str, str]:
    """Return where a voice stands: claim, stance, date and address."""
    return claim_of(row).id, stance, row["source_date"], row["source_address"]


def reports_at(place: tuple[str, str, str, str]) -> list[Report]:
    """Return the reports of a claim with that stance and date by sources with that address."""
    claim, stance, date, address = place
    return [
        report
        for report in claims()[claim].reports
        if report.stance == stance
        and str(report.date) == date
        and address in sources()[report.source].address.split(" ; ")
    ]


@needs_table
def test_every_voice_with_a_stance_has_a_report_of_its_own() -> None:
    wanted = Counter(place_of(row, stance) for row, stance in with_a_stance())
    short = {place: n for place, n in wanted.items() if len(reports_at(place)) < n}
    assert short == {}


@needs_table
def test_hedges_are_those_of_the_voices() -> None:
    other = []
    for row, stance in with_a_stance():
        allowed = WEIGHED_OTHERWISE.get(key_of(row)) or HEDGES.get(row["hedge"], (row["hedge"],))
        found = {report.hedge for report in reports_at(place_of(row, stance))}
        if not found & set(allowed):
            other.append((*key_of(row), row["hedge"], found))
    assert other == []


@needs_table
def test_voices_without_a_stance_are_named_in_the_note() -> None:
    silent = {key_of(row) for row in rows() if row["stance"] == "neutral-report"}
    assert silent - TAKEN_AS.keys() == NEUTRAL.keys()
    unnamed = [
        key_of(row)
        for row in rows()
        if key_of(row) in NEUTRAL
        and NEUTRAL[key_of(row)] not in claim_of(row).note + claim_of(row).single
    ]
    assert unnamed == []


@needs_table
def test_paragraphs_are_those_of_the_article() -> None:
    numbers = {RENAMED.get(row["claim_id"], row["claim_id"]): set[str]() for row in rows()}
    for row in rows():
        if row["seed_paragraph"]:
            numbers[RENAMED.get(row["claim_id"], row["claim_id"])].add(row["seed_paragraph"])
    wrong = [
        claim.id
        for claim in claims().values()
        if claim.locator is not None
        and claim.locator.source == "article"
        and claim.id not in OWN
        and str(claim.locator.paragraph) not in numbers[claim.id]
    ]
    assert wrong == []


def test_enough_claims_move_the_scenario_and_each_effect_is_argued() -> None:
    moving = [claim for claim in claims().values() if claim.effect]
    assert len(moving) >= 25
    assert [claim.id for claim in moving if not claim.note] == []
    assert [
        claim.id for claim in claims().values() if not claim.effect and not claim.background
    ] == []


def test_every_effect_changes_what_it_names() -> None:
    model = make_model(scenario())
    everywhere = np.ones(64, bool)
    plain = draw_worlds(model.template, 1, 0, 64).leaves
    idle = []
    for at, change in model.effects:
        slot = model.template.slots[change.quantity]
        where = (slice(None), *slot.index)
        changed = draw_worlds(model.template, 1, 0, 64, [(change, everywhere)]).leaves
        if np.array_equal(plain[slot.leaf][where], changed[slot.leaf][where]):
            idle.append((scenario().claims[at].id, change.quantity))
    assert idle == []


def test_every_report_is_dated_and_every_source_rated_with_a_reason() -> None:
    undated = [c.id for c in claims().values() for r in c.reports if r.date is None]
    assert undated == []
    assert [s.id for s in sources().values() if len(s.reason) < 10 or not s.address] == []


def test_no_source_stands_idle() -> None:
    folder = scenario().folder
    cited = {
        word
        for name in ("scenario.yaml", "places.csv", "oil.csv")
        for word in re.findall(r"[a-z0-9][a-z0-9-]*", (folder / name).read_text(encoding="utf-8"))
    }
    heard = {report.source for claim in claims().values() for report in claim.reports}
    original = {name for source in sources().values() for name in source.copies}
    assert sources().keys() - heard - original - cited == set()
