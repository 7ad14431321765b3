import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contingent.evidence.credence import CERTAINTY, account, credence
from contingent.evidence.dependence import CAMP, ECHO
from contingent.scenario.ledger import HEDGES, RELIABILITIES, REPORT_KINDS, Override
from tests.evidence.ledgers import claim, report, source

SOURCES = {
    s.id: s
    for s in (
        source("a"),
        source("b"),
        source("c"),
        source("echo", copies=("a",)),
        source("echo-of-echo", copies=("echo",)),
        source("friend", shares_interest_with=("b",)),
        source("court", alignment=("crown",)),
        source("palace", alignment=("church", "crown")),
        source("unknown", "F"),
        source("weak", "D"),
        source("firm", "A"),
    )
}


def believed(*reports) -> float:
    return credence(claim(*reports), SOURCES)


def log_odds(*reports) -> float:
    p = believed(*reports)
    return math.log(p / (1 - p))


def test_without_reports_the_odds_are_even():
    assert believed() == 0.5


def test_independent_support_raises_credence():
    assert 0.5 < believed(report("a")) < believed(report("a"), report("b"))


def test_independent_reports_add_up_in_log_odds():
    assert log_odds(report("a"), report("b")) == pytest.approx(2 * log_odds(report("a")))


@pytest.mark.parametrize("copy", ["echo", "echo-of-echo", "a"])
def test_a_copy_adds_little(copy):
    alone = log_odds(report("a"))
    with_copy = log_odds(report("a"), report(copy, hedge="reported"))
    assert with_copy - alone == pytest.approx(0.8 * ECHO * alone)


def test_copies_of_a_source_that_is_silent_are_one_voice():
    silent = dict(SOURCES, x=source("x", copies=("z",)), y=source("y", copies=("z",)))
    silent["z"] = source("z")
    both = account(claim(report("x"), report("y")), silent)
    assert [v.dependence for v in both.voices] == [1.0, ECHO]


def test_many_copies_weigh_less_than_a_second_independent_voice():
    crowd = [report("a"), *(report("echo", hedge="reported") for _ in range(50))]
    assert believed(report("a"), report("b")) > believed(*crowd)


@pytest.mark.parametrize(("one", "other"), [("b", "friend"), ("court", "palace")])
def test_a_shared_interest_halves_the_second_voice(one, other):
    alone = log_odds(report(one))
    assert log_odds(report(one), report(other)) == pytest.approx((1 + CAMP) * alone)


def test_a_copy_within_a_camp_is_discounted_as_a_copy_only():
    tied = dict(SOURCES, twin=source("twin", copies=("court",), alignment=("crown",)))
    parts = account(claim(report("court"), report("twin"), report("palace")), tied)
    assert sorted(v.dependence for v in parts.voices) == sorted([1.0, ECHO, CAMP])


def test_opposite_stances_of_one_camp_do_not_discount_each_other():
    parts = account(claim(report("court"), report("palace", "against")), SOURCES)
    assert [v.dependence for v in parts.voices] == [1.0, 1.0]


def test_a_denial_by_the_embarrassed_lowers_less_than_one_by_a_neutral():
    embarrassed = believed(report("a"), report("b", "against", kind="denial"))
    neutral = believed(report("a"), report("b", "against", hedge="denied"))
    assert neutral < embarrassed < believed(report("a"))


def test_an_admission_against_interest_outweighs_any_other_report_of_the_same_rating():
    assert log_odds(report("a", kind="admission")) > 1.5 * log_odds(report("a"))


def test_what_cannot_be_judged_moves_nothing():
    base = believed(report("a"), report("b", "against"))
    for nothing in (report("unknown", credibility=1), report("firm", credibility=6)):
        assert believed(nothing) == 0.5
        assert believed(report("a"), report("b", "against"), nothing) == pytest.approx(base)


def test_an_override_stands_in_for_the_pooled_credence_and_both_are_kept():
    set_by_hand = claim(report("a"), override=Override(credence=0.05, reason="seen it"))
    parts = account(set_by_hand, SOURCES)
    assert parts.credence == 0.05
    assert parts.pooled == pytest.approx(believed(report("a")))


def test_the_parts_of_a_credence_add_up_to_it():
    parts = account(
        claim(report("a"), report("echo"), report("b", "against", kind="denial")), SOURCES
    )
    assert [v.report.source for v in parts.voices] == ["a", "echo", "b"]
    assert [v.dependence for v in parts.voices] == [1.0, ECHO, 1.0]
    assert [v.stake for v in parts.voices] == [1.0, 1.0, 0.25]
    shown = sum(v.sign * v.strength * v.stake * v.dependence for v in parts.voices)
    assert parts.total == pytest.approx(shown)
    assert parts.credence == pytest.approx(1 / (1 + math.exp(-shown)))


one_report = st.builds(
    report,
    st.sampled_from(sorted(SOURCES)),
    st.sampled_from(["for", "against"]),
    st.integers(1, 6),
    hedge=st.sampled_from(HEDGES),
    kind=st.sampled_from(REPORT_KINDS),
)
reports = st.lists(one_report, max_size=12)


def total(given_reports, sources=SOURCES) -> float:
    return account(claim(*given_reports), sources).total


@given(reports, st.randoms())
def test_order_does_not_matter(given_reports, random):
    shuffled = list(given_reports)
    random.shuffle(shuffled)
    assert total(shuffled) == pytest.approx(total(given_reports), abs=1e-12)


@given(st.lists(one_report, max_size=8), st.integers(1, 20))
def test_certainty_is_never_reached(given_reports, times):
    edge = 1 / (1 + math.exp(CERTAINTY))
    assert 0 < edge - 1e-9 <= believed(*given_reports * times) <= 1 - edge + 1e-9 < 1


@given(reports, st.permutations(sorted(SOURCES)))
def test_the_names_of_sources_do_not_matter(given_reports, names):
    called = dict(zip(sorted(SOURCES), names, strict=True))

    def rename(ids):
        return tuple(called[i] for i in ids)

    renamed = {
        called[s.id]: replace(
            s,
            id=called[s.id],
            copies=rename(s.copies),
            shares_interest_with=rename(s.shares_interest_with),
        )
        for s in SOURCES.values()
    }
    said = [replace(r, source=called[r.source]) for r in given_reports]
    assert total(said, renamed) == pytest.approx(total(given_reports), abs=1e-12)


@given(reports, one_report)
def test_support_never_lowers_and_denial_never_raises(given_reports, more):
    before, after = total(given_reports), total([*given_reports, more])
    assert after >= before - 1e-12 if more.stance == "for" else after <= before + 1e-12


@given(reports, one_report, st.integers(1, 5), st.integers(1, 5))
def test_a_better_number_never_weakens_a_report(given_reports, one, better, worse):
    better, worse = min(better, worse), max(better, worse)
    sign = 1 if one.stance == "for" else -1
    good, bad = (total([*given_reports, replace(one, credibility=n)]) for n in (better, worse))
    assert sign * (good - bad) >= -1e-12


@given(reports, st.sampled_from(sorted(SOURCES)), st.integers(0, 4), st.integers(0, 4))
def test_a_better_letter_never_weakens_a_source(given_reports, name, better, worse):
    only_for = [r for r in given_reports if r.source != name or r.stance == "for"]
    letters = RELIABILITIES[min(better, worse)], RELIABILITIES[max(better, worse)]
    good, bad = (
        total(only_for, SOURCES | {name: replace(SOURCES[name], reliability=letter)})
        for letter in letters
    )
    assert good >= bad - 1e-12


@given(reports)
def test_turning_every_report_around_turns_the_credence_around(given_reports):
    other = {"for": "against", "against": "for"}
    turned = [replace(r, stance=other[r.stance]) for r in given_reports]
    assert believed(*turned) == pytest.approx(1.0 - believed(*given_reports), abs=1e-12)


def test_hedged_words_weigh_less():
    hedges = ("asserted", "reported", "alleged", "some-media", "rumoured")
    credences = [believed(report("a", hedge=hedge)) for hedge in hedges]
    assert credences == sorted(credences, reverse=True)
    assert len(set(credences)) == len(hedges)
