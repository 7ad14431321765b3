"""Books made by hand: what stands in them, when they part, and what leads where."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from contingent.analysis.causes.books import Bookkeeper, Books
from contingent.analysis.causes.ledgers import Ledgers, explain
from contingent.analysis.causes.partings import back_from, partings
from contingent.analysis.causes.turns import accounts_of, follows
from contingent.engine.step import CAUSES
from contingent.scenario import events as ev
from contingent.world.accounts import ACCOUNTS
from contingent.world.ledger import Ledger
from tests.questions.made_observations import calendar, quiet

RUNS, STEPS = 60, 20
A = {name: i for i, name in enumerate(ACCOUNTS)}
C = {name: i for i, name in enumerate(CAUSES)}
EVERY = np.ones(RUNS, bool)


def ledger(seed: int = 1, noise: float = 1.0):
    """Entries by chance, the same for every arm of a seed."""
    rng = np.random.default_rng(seed)
    return rng.normal(0.0, noise, (RUNS, STEPS, len(CAUSES), len(ACCOUNTS), 2))


def books(entries, wanted=EVERY, last: int = STEPS) -> Books:
    keeper = Bookkeeper(ACCOUNTS, CAUSES, last)
    pairs = tuple(product(CAUSES, ACCOUNTS))
    by_date = np.concatenate([np.zeros_like(entries[:, :1]), entries], 1)
    seen = quiet(STEPS, RUNS)
    half = RUNS // 2
    for part in (slice(None, half), slice(half, None)):
        observed = type(seen)(**{n: v[part] for n, v in vars(seen).items()})
        drawn = np.arange(RUNS)[part]
        abroad = np.ones((len(drawn), STEPS + 1, 2, 4))
        change = by_date[part].reshape(len(drawn), STEPS + 1, len(pairs), 2)
        keeper.add(drawn, observed, abroad, Ledger(pairs, change), wanted[part])
    return keeper.close()


def put(entries, step: int, cause: str, account: str, faction: int, size: float) -> None:
    """Have a cause change an account from a step on, a little otherwise in every run."""
    own = size * (1 + 0.1 * np.random.default_rng(9).normal(size=RUNS))
    entries[:, step:, C[cause], A[account], faction] += own[:, None]


def test_books_hold_openings_entries_and_what_the_record_says() -> None:
    entries = ledger()
    found = books(entries, last=7)
    assert found.runs == RUNS
    assert (found.cause[:, 0, A["fighters"]] == 1000).all()
    assert found.cause[:, 1:] == pytest.approx(entries[:, :7].sum(1))
    level = 1000 + entries[:, :7, :, A["fighters"]].sum((1, 2))
    assert found.level[:, 7, A["fighters"]] == pytest.approx(level, rel=1e-6)
    assert found.by_date[7] == pytest.approx(found.cause.mean(0))
    # the made record stands still, so the books are off by all that is in them
    assert found.remainder[:, A["fighters"]] == pytest.approx(1000 - level)
    assert (found.remainder[:, A["fallen"]] == 0).all()
    assert (found.cause[:, 0, A["foreign"]] == 2).all()


def test_runs_that_are_not_wanted_are_in_no_book() -> None:
    entries = ledger()
    entries[3:] = np.nan
    found = books(entries, wanted=np.arange(RUNS) < 3)
    assert found.draw.tolist() == [0, 1, 2]
    assert np.isfinite(found.by_date).all()


def test_contributions_add_up_to_the_difference() -> None:
    rng = np.random.default_rng(3)
    some = rng.random(RUNS) < 0.4
    entries = ledger()
    for second in (books(entries, some), books(entries + ledger(2), EVERY)):
        made = Ledgers(books(entries, ~some), second, ACCOUNTS, CAUSES, ("a", "b"), calendar(STEPS))
        account = made.account("treasury", 0)
        for faction in ("a", "b"):
            total = sum(e.difference for e in account.entries if e.faction == faction)
            due = account["total", faction].difference - account.remainder[faction]
            assert total == pytest.approx(due)
        sizes = [abs(e.difference) for e in account.entries]
        assert sizes == sorted(sizes, reverse=True)


def test_equal_books_part_nowhere_and_differ_by_nothing() -> None:
    same = books(ledger())
    made = Ledgers(same, books(ledger()), ACCOUNTS, CAUSES, ("a", "b"), calendar(STEPS))
    accounts, steps, path = explain(made, [(name, None) for name in ACCOUNTS])
    assert len(accounts) == len(ACCOUNTS)
    assert all(e.difference == e.se == 0 for a in accounts for e in (*a.entries, *a.totals))
    assert (steps, path) == ((), ())


def planted():
    """Money ordered, arms bought, men's pay; then land won in battle and land lost by the other."""
    entries = ledger(noise=0.01)
    other = entries.copy()
    put(other, 3, "orders", "treasury", 0, 5.0)
    put(other, 5, "procurement", "materiel", 0, 3.0)
    put(other, 9, "combat", "people", 1, -0.5)
    return books(entries), books(other)


def test_a_planted_chain_is_found_in_its_order() -> None:
    found = partings(*planted(), ACCOUNTS, CAUSES)
    told = [(ACCOUNTS[p.account], p.faction, p.parted, p.entered) for p in found]
    assert told == [
        ("treasury", 0, 4, "orders"),
        ("materiel", 0, 6, "procurement"),
        ("people", 1, 10, "combat"),
    ]
    assert [p.source for p in found] == [None, 0, 1]
    assert found[1].difference == pytest.approx(3.0 * (STEPS - 5), rel=0.05)
    assert back_from(found, A["people"], 1) == (0, 1, 2)
    assert back_from(found, A["people"], None) == (0, 1, 2)
    assert back_from(found, A["people"], 0) == ()


def test_no_link_runs_against_an_equation_or_against_time() -> None:
    entries = ledger(noise=0.01)
    wrong_way, too_late = entries.copy(), entries.copy()
    put(wrong_way, 3, "orders", "treasury", 0, 5.0)
    put(wrong_way, 5, "procurement", "materiel", 0, -3.0)
    put(too_late, 8, "orders", "treasury", 0, 5.0)
    put(too_late, 5, "procurement", "materiel", 0, 3.0)
    for other in (wrong_way, too_late):
        found = partings(books(entries), books(other), ACCOUNTS, CAUSES)
        assert len(found) == 2
        assert all(p.source is None for p in found)


def test_chance_alone_seldom_parts_anything() -> None:
    found = 0
    for seed in range(20):
        first, second = books(ledger(2 * seed + 100)), books(ledger(2 * seed + 101))
        found += bool(partings(first, second, ACCOUNTS, CAUSES))
    assert found <= 4  # one of 20 is due


@pytest.mark.parametrize(
    ("event", "accounts", "itself"),
    [
        (ev.Holds(1, 0), (("people", 1),), False),
        (ev.Share(0, "population", ev.Comparison(True, 0.5)), (("people", 0),), True),
        (ev.Share(0, "oil", ev.Comparison(True, 0.5)), (("people", 0),), False),
        (ev.Level("treasury", None, ev.Comparison(True, 5.0)), (("treasury", None),), True),
        (ev.Commitment(0, 1, 3), (("commitment", 1),), False),
        (ev.Delivered("aircraft", 0, 1.0), (("air", 0),), False),
        (ev.Not(ev.Total("displaced", ev.Comparison(True, 1.0))), (("fallen", None),), False),
        (ev.Ended(("ceasefire",)), (("people", None), ("fallen", None)), False),
        (
            ev.AllOf((ev.Holds(0, 0), ev.Holds(0, 1), ev.Holds(1, 2))),
            (("people", 0), ("people", 1)),
            False,
        ),
    ],
)
def test_accounts_of_a_question(event, accounts, itself) -> None:
    assert accounts_of(event, ACCOUNTS) == accounts
    assert follows(event, ACCOUNTS) is itself
