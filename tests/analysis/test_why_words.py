"""What a reader of the causes sees: chains that name what came first, and sums said to be sums."""

from __future__ import annotations

from datetime import date

import pytest

from contingent.analysis.causes.channels import CHANNELS, DEALS
from contingent.analysis.causes.why import Account, Entry, Step, Why, chain
from contingent.console.why import print_why

NONE = {"gna": 0.0, "lna": 0.0}
BY_DEALS = next(c for c in CHANNELS if c.says == DEALS and c.target == "fallen")
TO_PATRONS = next(c for c in CHANNELS if c.target == "commitment")
TOTAL = Entry("total", "gna", 1.5, 0.2)


def step(account: str, faction: str, source: int | None, says: str | None, **more) -> Step:
    about = {
        "parted": date(2019, 7, 4),
        "largest": date(2020, 1, 2),
        "difference": 1.5,
        "se": 0.2,
        "before": 2.0,
        "entered": BY_DEALS.mechanism if account == BY_DEALS.target else TO_PATRONS.mechanism,
        "cause": BY_DEALS.mechanism,
    }
    return Step(account, faction, **(about | more), source=source, says=says)


@pytest.fixture
def found() -> Why:
    steps = (step("commitment", "gna", None, None), step("fallen", "lna", 0, DEALS))
    return Why(
        question="q",
        ask="Will it?",
        arm=None,
        title=None,
        date=date(2020, 12, 31),
        runs=(60, 40),
        before=0.0,
        after=1.0,
        answer=None,
        accounts=(Account("commitment", "gna", (), (TOTAL,), {**NONE, "gna": 2.0}, NONE),),
        steps=steps,
        chain=(0, 1),
        names={"gna": "GNA", "lna": "LNA"},
    )


def test_a_step_names_the_earlier_one_and_how_the_model_leads_to_it(found, capsys):
    print_why(found)
    rows = capsys.readouterr().out.splitlines()
    head = next(i for i, row in enumerate(rows) if "largest difference" in row)
    first = rows[head].index("first through")
    last = next(i for i, row in enumerate(rows) if i > head and "LNA, fallen" in row)
    cell = " ".join(row[first:].split("  ")[0].strip() for row in rows[last:])
    assert f"{BY_DEALS.mechanism}, after “patrons' commitment of GNA”: {DEALS}" in cell
    assert "“After” names the earlier difference" in " ".join(row.strip() for row in rows)
    first, second = chain(found)
    assert "nothing earlier in the books accounts for it" in first
    assert f"LNA, fallen: {DEALS} ({BY_DEALS.mechanism})" in second


def test_how_patrons_reach_battle_is_said_to_go_by_deals():
    ways = [c for c in CHANNELS if (c.source, c.via) == ("commitment", "phase")]
    assert {c.target for c in ways} == {"people", "fallen"}
    assert {c.says for c in ways} == {DEALS}


def test_rungs_are_said_to_be_summed_over_patrons(found, capsys):
    assert "+1.5 rungs (sum over patrons) by" in chain(found)[0]
    print_why(found)
    assert "patrons' commitment, rungs (sum over patrons), to 2020-12-31" in capsys.readouterr().out
