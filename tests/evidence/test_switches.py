from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contingent.evidence.diagram import ContradictionError, TooManyLinkedError, diagram
from contingent.evidence.switches import draw_claims, switches, turn_claim
from contingent.world.draw import uniforms
from tests.evidence.ledgers import claim

DRAWS = 20_000


def named(name: str, **links: tuple[str, ...]):
    return claim(id=name, **links)


def stream(name: str):
    return uniforms(1, name, 0, DRAWS)


def drawn(claims, credences, given_truths=None):
    return draw_claims(claims, switches(claims, credences), stream, given_truths)


def margins(claims, credences):
    """Return how often each claim comes out true, in the order of the claims."""
    found = {}
    for group in switches(claims, credences):
        found |= dict(zip(group.claims, group.marginals, strict=True))
    return np.array([found[c.id] for c in claims])


def violates(claims, truth) -> bool:
    true = {c.id for c, t in zip(claims, truth, strict=True) if t}
    return any(set(c.excludes) & true or set(c.implies) - true for c in claims if c.id in true)


def exclusive(n):
    names = [f"c{i:02}" for i in range(n)]
    return [named(name, excludes=tuple(names[i + 1 :])) for i, name in enumerate(names)]


def chain(n):
    return [named(f"c{i:02}", implies=(f"c{i + 1:02}",) if i < n - 1 else ()) for i in range(n)]


def test_unlinked_claims_are_true_as_often_as_believed():
    truth = drawn([named("a"), named("b")], [0.3, 0.9])
    assert truth.mean(0) == pytest.approx([0.3, 0.9], abs=0.012)


def test_claims_that_exclude_each_other_are_never_both_true_and_keep_their_credences():
    truth = drawn([named("a", excludes=("b",)), named("b")], [0.3, 0.6])
    assert not truth.all(1).any()
    assert truth.mean(0) == pytest.approx([0.3, 0.6], abs=0.012)


def test_what_a_true_claim_implies_is_true_and_all_keep_their_credences():
    claims = [named("a", implies=("b",)), named("b", implies=("c",)), named("c")]
    truth = drawn(claims, [0.2, 0.5, 0.6])
    assert (truth[:, :-1] <= truth[:, 1:]).all()
    assert truth.mean(0) == pytest.approx([0.2, 0.5, 0.6], abs=0.012)


def test_equal_credences_along_an_implication_make_one_claim_of_two():
    truth = drawn([named("a", implies=("b",)), named("b")], [0.6, 0.6])
    assert (truth[:, 0] == truth[:, 1]).mean() > 0.999


def test_what_logic_forbids_is_met_halfway():
    assert margins([named("a", excludes=("b",)), named("b")], [0.6, 0.6]) == pytest.approx(
        [0.5, 0.5], abs=0.004
    )
    assert margins([named("a", implies=("b",)), named("b")], [0.8, 0.2]) == pytest.approx(
        [0.5, 0.5], abs=0.004
    )


def test_claims_outside_a_conflict_keep_their_credences():
    claims = [
        named("a", excludes=("b",)),
        named("b"),
        named("far", implies=("b",)),
        named("farther", excludes=("far",)),
    ]
    found = margins(claims, [0.6, 0.6, 0.2, 0.3])
    assert found[:2] == pytest.approx([0.5, 0.5], abs=0.02)
    assert found[2:] == pytest.approx([0.2, 0.3], abs=0.01)


def test_forty_claims_that_exclude_each_other():
    believed = np.linspace(0.001, 0.045, 40)
    assert margins(exclusive(40), believed) == pytest.approx(believed, abs=0.002)
    truth = drawn(exclusive(40), believed)
    assert truth.sum(1).max() == 1
    assert truth.mean(0) == pytest.approx(believed, abs=0.008)


def test_forty_claims_that_ask_for_more_than_one_truth_share_it():
    found = margins(exclusive(40), [0.3] * 40)
    assert found == pytest.approx([1 / 40] * 40, rel=0.03)


def test_a_chain_of_thirty_implications():
    believed = np.linspace(0.05, 0.95, 30)
    assert margins(chain(30), believed) == pytest.approx(believed, abs=1e-4)
    truth = drawn(chain(30), believed)
    assert (truth[:, :-1] <= truth[:, 1:]).all()


def test_three_hundred_claims_that_branch():
    tree = [named(f"c{i:03}", implies=(f"c{i // 2:03}",) if i else ()) for i in range(300)]
    believed = np.linspace(0.9, 0.1, 300)
    assert margins(tree, believed) == pytest.approx(believed, abs=1e-3)


def test_claims_tied_too_densely_are_refused():
    n = 16
    grid = [
        named(
            f"g{i:02}x{j:02}",
            implies=tuple(
                f"g{a:02}x{b:02}" for a, b in ((i + 1, j), (i, j + 1)) if a < n and b < n
            ),
        )
        for i, j in product(range(n), range(n))
    ]
    with pytest.raises(TooManyLinkedError, match="256 claims hang together"):
        switches(grid, [0.5] * len(grid))


@st.composite
def ledgers(draw):
    """Up to six claims with links that never run backwards, and their credences."""
    n = draw(st.integers(2, 6))
    names = [f"c{i}" for i in range(n)]
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    kinds = [draw(st.sampled_from(["", "", "implies", "excludes"])) for _ in pairs]
    links = {name: {"implies": [], "excludes": []} for name in names}
    for (i, j), kind in zip(pairs, kinds, strict=True):
        if kind:
            links[names[i]][kind].append(names[j])
    claims = [named(k, **{kind: tuple(v) for kind, v in own.items()}) for k, own in links.items()]
    states = [s for s in product((False, True), repeat=n) if not violates(claims, s)]
    # a claim that contradicts itself is refused by the loader
    assume(np.array(states).any(0).all())
    weight = np.array([draw(st.floats(0.05, 1)) for _ in states])
    return claims, np.array(states), weight / weight.sum()


@settings(max_examples=25, deadline=None)
@given(ledgers())
def test_credences_that_some_joint_distribution_has_are_kept(ledger):
    claims, states, weight = ledger
    believed = weight @ states
    assert margins(claims, believed) == pytest.approx(believed, abs=0.003)


@settings(max_examples=25, deadline=None)
@given(ledgers(), st.lists(st.floats(0.02, 0.98), min_size=6, max_size=6))
def test_no_draw_contradicts_a_link_whatever_the_credences(ledger, believed):
    claims, states, _ = ledger
    allowed = {tuple(state) for state in states.tolist()}
    truth = draw_claims(
        claims,
        switches(claims, believed[: len(claims)]),
        lambda name: uniforms(3, name, 0, 300),
    )
    assert {tuple(row) for row in truth.tolist()} <= allowed


@settings(max_examples=30, deadline=None)
@given(ledgers(), st.lists(st.floats(-3, 3), min_size=6, max_size=6))
def test_the_diagram_agrees_with_a_list_of_all_joint_truths(ledger, weights):
    claims, states, _ = ledger
    joint = diagram(claims)
    t = np.array(weights[: len(claims)])
    at = [joint.claims.index(c.id) for c in claims]
    by_hand = np.exp(states @ t[at])
    expected = by_hand @ states / by_hand.sum()
    found = joint.marginals(joint.chances(t))
    assert joint.log_total(t) == pytest.approx(np.log(by_hand.sum()))
    assert found[at] == pytest.approx(expected, abs=1e-12)


def test_given_truths_are_followed_by_what_they_imply_and_exclude():
    claims = [
        named("a", implies=("b",)),
        named("b"),
        named("c", excludes=("a",)),
        named("alone"),
    ]
    believed = [0.3, 0.5, 0.4, 0.5]
    free = drawn(claims, believed)
    true, false = (drawn(claims, believed, {"a": v}) for v in (True, False))
    assert true[:, :3].tolist() == [[True, True, False]] * DRAWS
    assert not false[:, 0].any()
    # P(b | not a) and P(c | not a) of the distribution that keeps all three credences
    assert false[:, 1:3].mean(0) == pytest.approx([0.2 / 0.7, 0.4 / 0.7], abs=0.012)
    assert (true[:, 3] == free[:, 3]).all()
    assert (false[:, 3] == free[:, 3]).all()


def test_truths_that_cannot_be_together_are_refused():
    claims = [named("a", excludes=("b",)), named("b")]
    with pytest.raises(ContradictionError, match="a true, b true"):
        drawn(claims, [0.3, 0.3], {"a": True, "b": True})


def test_turning_a_claim_turns_it_alone_in_every_draw():
    claims = [named("a"), named("b"), named("c", excludes=("d",)), named("d")]
    groups = switches(claims, [0.3, 0.5, 0.2, 0.2])
    before, after = draw_claims(claims, groups, stream), turn_claim(claims, groups, stream, "a")
    assert (after[:, 0] != before[:, 0]).all()
    assert (after[:, 1:] == before[:, 1:]).all()


def test_a_claim_more_leaves_those_it_is_not_linked_to_as_they_were():
    few = [named("a"), named("b", excludes=("c",)), named("c")]
    more = [named("0"), *few, named("d", implies=("0",))]
    before = drawn(few, [0.3, 0.2, 0.4])
    after = drawn(more, [0.7, 0.3, 0.2, 0.4, 0.2])
    assert (after[:, 1:4] == before).all()
