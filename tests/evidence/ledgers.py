"""Small ledgers for tests."""

from __future__ import annotations

from contingent.scenario.dates import parse_period
from contingent.scenario.ledger import Claim, Report, Source

DAY = parse_period("2019-04")


def source(name: str, letter: str = "B", **more) -> Source:
    given = {"copies": (), "shares_interest_with": (), "alignment": (), **more}
    return Source(
        id=name,
        name=name,
        kind="press",
        reliability=letter,
        reason="known",
        date=DAY,
        address="",
        **given,
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


def claim(*reports: Report, **more) -> Claim:
    given = {
        "id": "it-is-so",
        "says": "It is so.",
        "effect": (),
        "excludes": (),
        "implies": (),
        "override": None,
        "background": True,
        **more,
    }
    return Claim(locator=None, date=DAY, reports=reports, single="", note="", **given)
