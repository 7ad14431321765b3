"""What the calendars of patrons show, and what is said of them."""

from __future__ import annotations

import pytest

from contingent.report import findings
from contingent.report.sections import (
    patrons,
)
from contingent.report.sections.view import View
from contingent.scenario.vocabulary import RUNGS
from tests.report.content.easel import rows_of


def test_a_calendar_shows_the_share_of_worlds_at_each_rung_or_above(view, result):
    found = patrons.section(view)
    rungs = result.tree["trajectories/rung"].sel(arm="baseline")
    sound = result.sound()
    for tie, prefix in found["panels"]:
        patron = next(p["id"] for p in result.scenario["patrons"] if p["name"] == tie.patron)
        end = rungs.sel(patron=patron, faction=tie.faction).isel(time=-1).values[sound]
        for rung in range(1, len(RUNGS)):
            assert tie.at_end(rung) == pytest.approx((end >= rung).mean())
        assert tie.most(patrons.ARMS) >= patrons.SHOWN
        cells = rows_of(view.studio.drawn[prefix][0])
        assert len(cells) == 21 * (len(RUNGS) - 1)  # April 2019 to December 2020
        by_rung = {cell["rung"]: cell["shade"] for cell in cells if cell["date"] >= "2020-12"}
        assert list(by_rung) == list(RUNGS[1:])
        assert list(by_rung.values()) == sorted(by_rung.values(), reverse=True)
    weights = [tie.weight for tie, _ in found["panels"]]
    assert weights == sorted(weights, reverse=True)
    shown = {(tie.patron, tie.side) for tie, _ in found["panels"]}
    assert len(found["rows"]) == 10
    left = {tie.patron for tie, _ in found["rows"] if (tie.patron, tie.side) not in shown}
    assert {text.split(" (")[0] for text in found["aside"]} == left


def test_what_a_patron_does_at_some_time_is_not_what_it_does_at_the_end(view, result):
    rungs = result.tree["trajectories/rung"].sel(arm="baseline")
    sound = result.sound()
    parted = 0
    for tie, shares in patrons.section(view)["rows"]:
        own = rungs.sel(patron=tie.backer, faction=tie.faction).values[sound]
        for rung, (ever, end) in enumerate(shares, 1):
            assert ever == pytest.approx((own >= rung).any(axis=1).mean())
            assert end == pytest.approx((own[:, -1] >= rung).mean())
            parted += ever > end
    assert parted
    said = findings.on_patrons("Turkey", "GNA", "48 %", "21 %")
    assert said.endswith("Turkey, for GNA, at some time in 48 % of worlds, at the end in 21 %")


def test_patrons_that_only_talk_have_no_section(view, result, tables):
    still = tables["patrons_by_date"].copy()
    still["probability"] = (still["rung"] == "diplomatic").astype(float)
    assert (
        patrons.section(View(result, tables | {"patrons_by_date": still}, view.ink, None)) is None
    )
