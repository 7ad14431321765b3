"""The study of drivers, end to end over an engine whose answers were planted."""

from __future__ import annotations

import json

import numpy as np
import pytest

import contingent as ct
from contingent.analysis.drivers.inputs import MOST_GROUPS, inputs_of, streams_by_group
from contingent.engine import ensemble
from tests.analysis.planted import engine
from tests.mechanisms.harness import SCENARIOS, duel, libya

DUEL = SCENARIOS / "duel"
COHESION, CLAIM = "factions.red.cohesion", "claim red-war-chest"
QUESTION = "bloody"


def additive(design, claims):
    """Cohesion above its median adds 0.4, the claim 0.3; nothing else counts."""
    high = design[COHESION] > duel().template.slots[COHESION].quantity.central
    return 0.1 + 0.4 * high + 0.3 * claims["red-war-chest"]


@pytest.fixture
def planted(monkeypatch):
    monkeypatch.setattr(ensemble, "simulate", engine(additive))


@pytest.fixture(scope="module")
def found():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ensemble, "simulate", engine(additive))
        return ct.drivers(DUEL, QUESTION, draws=1200, replicates=3, maps=[(COHESION, CLAIM)])


def known() -> tuple[float, float, float]:
    """Return the probability and the variances that cohesion and the claim give it."""
    claims = duel().scenario.claims
    i = next(i for i, c in enumerate(claims) if c.id == "red-war-chest")
    c = duel().credences[i]
    return 0.3 + 0.3 * c, 0.04, 0.09 * c * (1 - c)


def test_chance_and_worlds_are_told_apart(found) -> None:
    p, cohesion, claim = known()
    assert found.estimate.probability == pytest.approx(p, abs=4 * found.estimate.se)
    share = (cohesion + claim) / (p * (1 - p))
    assert found.spread.share == pytest.approx(share, abs=4 * found.spread.share_se)
    assert found.spread.share_se < 0.04


def test_the_planted_inputs_lead_and_have_their_shares(found) -> None:
    _, cohesion, claim = known()
    first, second = found.inputs[:2]
    assert {first.path, second.path} == {COHESION, CLAIM}
    shares = {COHESION: cohesion / (cohesion + claim), CLAIM: claim / (cohesion + claim)}
    for each in (first, second):
        assert each.share == pytest.approx(shares[each.path], abs=4 * each.se)
        assert each.distinguishable
        assert each.at_high - each.at_low == pytest.approx(
            {COHESION: 0.4, CLAIM: 0.3}[each.path], abs=0.1
        )
    # one in twenty of what stands out may be there by chance
    assert sum(d.distinguishable for d in found.inputs) <= 4


def test_groups_and_kinds_have_their_shares(found) -> None:
    _, cohesion, claim = known()
    part = claim / (cohesion + claim)
    groups = {g.name: g for g in found.groups}
    for name, share in {"Red Army": 1 - part, "claims": part}.items():
        assert groups[name].total == pytest.approx(share, abs=4 * groups[name].total_se)
        assert groups[name].alone == pytest.approx(share, abs=4 * groups[name].alone_se)
        assert groups[name].total_se < 0.15
    for name in set(groups) - {"Red Army", "claims"}:
        # what no run depends on is exactly nothing, since the luck is the same
        assert groups[name].total == 0
    kinds = {k.name: k for k in found.kinds}
    assert set(kinds) == {"parameters", "claims", "model variants"}
    assert kinds["parameters"].total == pytest.approx(groups["Red Army"].total)


def test_the_region_is_where_it_was_planted(found) -> None:
    box = found.regions[0]
    assert {r.path for r in box.restrictions} <= {COHESION, CLAIM}
    assert box.density > box.overall + 0.1
    assert 0 < box.coverage < 1
    assert box.words.startswith("where ")
    assert f"{100 * box.overall:.0f} % overall" in box.words


def test_the_map_holds_every_run(found) -> None:
    (two_way,) = found.maps
    assert sum(map(sum, two_way.grid.runs)) == 3600
    low, high = two_way.grid.probability[0], two_way.grid.probability[-1]
    assert low == pytest.approx((0.1, 0.4), abs=0.12)
    assert high == pytest.approx((0.5, 0.8), abs=0.12)


def test_the_number_of_runs_is_told_beforehand(planted) -> None:
    told = []
    found = ct.drivers(DUEL, QUESTION, draws=200, announce=told.append)
    assert len(told) == 1
    assert told[0].startswith(f"plays {found.runs:,} runs")
    assert ct.drivers(DUEL, QUESTION, draws=200, groups=False).runs == 400


def test_it_is_plain_data_and_the_same_again(planted) -> None:
    a, b = (ct.drivers(DUEL, QUESTION, draws=150).as_dict() for _ in range(2))
    assert json.dumps(a, allow_nan=False) == json.dumps(b, allow_nan=False)
    assert set(a) >= {"estimate", "spread", "inputs", "groups", "regions", "notes"}


@pytest.mark.parametrize(("rate", "word"), [(0.0, "none of"), (1.0, "all of")])
def test_what_never_or_always_happens_has_no_drivers(monkeypatch, rate, word) -> None:
    monkeypatch.setattr(ensemble, "simulate", engine(lambda d, _: np.full(len(d[COHESION]), rate)))
    found = ct.drivers(DUEL, QUESTION, draws=100)
    assert word in found.notes[0]
    assert (found.spread, found.inputs, found.groups, found.regions) == (None, (), (), ())
    assert found.runs == 200


def test_pure_chance_has_no_drivers(monkeypatch) -> None:
    monkeypatch.setattr(ensemble, "simulate", engine(lambda d, _: np.full(len(d[COHESION]), 0.4)))
    found = ct.drivers(DUEL, QUESTION, draws=600)
    assert "can tell from chance" in found.notes[0]
    assert (found.inputs, found.groups) == ((), ())


def test_a_condition_leaves_groups_out_and_says_so(planted) -> None:
    found = ct.drivers(DUEL, "both-ports", draws=100)
    assert any("condition" in note for note in found.notes)
    assert not found.groups


def test_an_interruption_keeps_what_is_finished(monkeypatch) -> None:
    whole = engine(additive)

    def cut(model, draws, **options):
        for i, chunk in enumerate(whole(model, draws, **options)):
            if (model.reseeded and i == 1) or (stop and i == stop):
                raise KeyboardInterrupt
            yield chunk

    stop = 0
    monkeypatch.setattr(ensemble, "simulate", cut)
    found = ct.drivers(DUEL, QUESTION, draws=300)
    assert found.interrupted
    assert found.inputs
    assert not found.groups
    assert any("interrupted" in note for note in found.notes)
    stop = 3
    found = ct.drivers(DUEL, QUESTION, draws=300)
    assert found.interrupted
    assert found.draws == 3 * 128 // 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"question": "blody"}, 'did you mean "bloody"'),
        ({"draws": 50}, "at least 100"),
        ({"replicates": 1}, "at least 2"),
        ({"maps": [("factions.red.cohesoin", CLAIM)]}, f'did you mean "{COHESION}"'),
        ({"maps": [("factions.red.quality", CLAIM)]}, "no input that differs"),
        ({"precision": 2.0}, "between 0 and 1"),
        ({"precision": 0.01}, "is enough"),
    ],
)
def test_mistakes_are_told(planted, wrong, said) -> None:
    with pytest.raises(ct.UserError, match=said):
        ct.drivers(DUEL, **{"question": QUESTION, "draws": 200} | wrong)


@pytest.mark.parametrize("model", [duel(), libya()])
def test_every_stream_is_in_one_group_and_there_are_few_groups(model) -> None:
    inputs = inputs_of(model)
    groups = streams_by_group(inputs)
    assert len(groups) <= MOST_GROUPS
    streams = [s for group in groups.values() for s in group]
    assert len(streams) == len(set(streams))
    assert set(streams) >= set(model.template.uncertain)
    assert len({each.label for each in inputs}) == len(inputs)
