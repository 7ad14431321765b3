from dataclasses import replace

import numpy as np
import pytest

from contingent.evidence.switches import TooManyLinkedError, draw_claims, switches
from tests.evidence.test_credence import claim


def named(name: str, **links: tuple[str, ...]):
    return replace(claim(), id=name, **links)


def drawn(claims, credences, draws=20_000):
    rng = np.random.default_rng(1)
    return draw_claims(claims, switches(claims, credences), lambda _: rng.random(draws))


def test_unlinked_claims_are_true_as_often_as_believed() -> None:
    truth = drawn([named("a"), named("b")], [0.3, 0.9])
    assert truth.mean(0) == pytest.approx([0.3, 0.9], abs=0.012)


def test_claims_that_exclude_each_other_are_never_both_true() -> None:
    truth = drawn([named("a", excludes=("b",)), named("b")], [0.6, 0.6])
    assert not truth.all(1).any()
    # of the states neither, a, b with weights .16 .24 .24
    assert truth.mean(0) == pytest.approx([0.375, 0.375], abs=0.012)


def test_what_a_true_claim_implies_is_true() -> None:
    truth = drawn([named("a", implies=("b",)), named("b", implies=("c",)), named("c")], [0.5] * 3)
    a, b, c = truth.T
    assert (b[a]).all()
    assert (c[b]).all()
    assert a.mean() == pytest.approx(0.25, abs=0.012)


def test_too_many_linked_claims_are_refused() -> None:
    chain = [named(f"c{i}", implies=(f"c{i + 1}",)) for i in range(20)] + [named("c20")]
    with pytest.raises(TooManyLinkedError, match="at most 14"):
        switches(chain, [0.5] * 21)
