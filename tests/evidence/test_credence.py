from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contingent.evidence.credence import credence, weigh
from contingent.scenario.dates import parse_period
from contingent.scenario.ledger import Claim, Report, Source

DAY = parse_period("2019-04")


def source(name: str, letter: str = "B", **links: tuple[str, ...]) -> Source:
    return Source(
        id=name,
        name=name,
        kind="press",
        reliability=letter,
        reason="known",
        date=DAY,
        address="",
        alignment=(),
        copies=links.get("copies", ()),
        shares_interest_with=links.get("shares", ()),
    )


def report(name: str, stance: str = "for", credibility: int = 3, **more: str) -> Report:
    return Report(
        source=name,
        stance=stance,
        credibility=credibility,
        hedge=more.get("hedge", "asserted"),
        kind=more.get("kind", "report"),
        date=None,
    )


def claim(*reports: Report) -> Claim:
    return Claim(
        id="it-is-so",
        says="It is so.",
        locator=None,
        date=DAY,
        reports=reports,
        effect=(),
        excludes=(),
        implies=(),
        override=None,
        single="",
        background=True,
        note="",
    )


SOURCES = {
    s.id: s
    for s in (
        source("a"),
        source("b"),
        source("echo", copies=("a",)),
        source("unknown", "F"),
        source("weak", "D"),
        source("firm", "A"),
    )
}


def believed(*reports: Report) -> float:
    return credence(claim(*reports), SOURCES)


def test_without_reports_the_odds_are_even() -> None:
    assert believed() == 0.5


def test_independent_support_raises_credence() -> None:
    assert 0.5 < believed(report("a")) < believed(report("a"), report("b"))


def test_a_copy_adds_less_than_an_independent_source() -> None:
    alone, copied = believed(report("a")), believed(report("a"), report("echo"))
    assert alone < copied < believed(report("a"), report("b"))


def test_a_denial_by_the_embarrassed_lowers_less_than_one_by_a_neutral() -> None:
    embarrassed = believed(report("a"), report("b", "against", kind="denial"))
    neutral = believed(report("a"), report("b", "against"))
    assert neutral < embarrassed < believed(report("a"))


def test_an_admission_against_interest_weighs_more_than_a_report() -> None:
    assert believed(report("a", kind="admission")) > believed(report("a"))


def test_what_cannot_be_judged_moves_nothing() -> None:
    assert believed(report("unknown", credibility=1)) == 0.5
    assert believed(report("firm", credibility=6)) == 0.5


@pytest.mark.parametrize(("better", "worse"), [("firm", "a"), ("a", "weak")])
def test_better_sources_weigh_more(better: str, worse: str) -> None:
    assert believed(report(better)) > believed(report(worse))


def test_hedged_words_weigh_less() -> None:
    hedges = ("asserted", "reported", "alleged", "some-media", "rumoured")
    credences = [believed(report("a", hedge=hedge)) for hedge in hedges]
    assert credences == sorted(credences, reverse=True)
    assert len(set(credences)) == len(hedges)


reports = st.lists(
    st.builds(
        report,
        st.sampled_from(sorted(SOURCES)),
        st.sampled_from(["for", "against"]),
        st.integers(1, 6),
        kind=st.sampled_from(["report", "denial", "admission"]),
    ),
    max_size=30,
)


@given(reports, st.randoms())
def test_order_does_not_matter_and_certainty_is_never_reached(given_reports, random) -> None:
    shuffled = list(given_reports)
    random.shuffle(shuffled)
    assert believed(*shuffled) == pytest.approx(believed(*given_reports), abs=1e-12)
    assert 0.0 < believed(*given_reports) < 1.0


@given(reports)
def test_turning_every_report_around_turns_the_credence_around(given_reports) -> None:
    other = {"for": "against", "against": "for"}
    turned = [replace(r, stance=other[r.stance]) for r in given_reports]
    assert believed(*turned) == pytest.approx(1.0 - believed(*given_reports), abs=1e-12)


def test_the_parts_of_a_credence_are_shown_report_by_report() -> None:
    parts = weigh(claim(report("a"), report("echo"), report("b", "against")), SOURCES)
    assert [w.report.source for w in parts] == ["b", "a", "echo"]
    assert [round(w.dependence, 3) for w in parts] == [1.0, 1.0, 0.35]
