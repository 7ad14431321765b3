"""Credence: how far a claim is to be believed, from the reports for and against it.

Reports are pooled in log-odds around even odds (Genest & Zidek 1986; Satopää et al. 2014)::

    log-odds(claim) = sum over reports of  sign * strength * dependence
    strength        = reliability(A..F) * credibility(1..6) * hedge * kind

`reliability` is the weight of the source's Admiralty letter (F, cannot be judged, weighs nothing),
`credibility` the log likelihood ratio of a report of that Admiralty number by a source wholly to be
relied on (6 weighs nothing), `hedge` the strength of its words. A denial by an interested party
weighs a quarter, an admission against interest nearly double. Sources that copy each other or share
an interest form one voice: within it and one stance the strongest report counts fully, the next by
`COPY`, then its square and so on, so that order does not matter. Log-odds are kept within
±`CERTAINTY`, so that 0 and 1 are never reached. The numbers are judgement; the shape is what
matters, and tests hold it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from contingent.scenario.ledger import Claim, Report, Source

RELIABILITY = {"A": 1.0, "B": 0.8, "C": 0.55, "D": 0.3, "E": 0.12, "F": 0.0}
CREDIBILITY = {1: 2.2, 2: 1.5, 3: 0.9, 4: 0.45, 5: 0.2, 6: 0.0}
HEDGE = {
    "asserted": 1.0,
    "denied": 1.0,
    "reported": 0.8,
    "alleged": 0.5,
    "implied": 0.5,
    "some-media": 0.45,
    "rumoured": 0.3,
}
KIND = {"report": 1.0, "denial": 0.25, "admission": 1.75}
COPY = 0.35
CERTAINTY = 4.6
"""Log-odds of 99 %."""


@dataclass(frozen=True)
class Weighed:
    """One report's part in a credence, in log-odds: its strength alone, and as it counts."""

    report: Report
    strength: float
    dependence: float

    @property
    def log_odds(self) -> float:
        """Signed contribution to the log-odds of the claim."""
        sign = 1.0 if self.report.stance == "for" else -1.0
        return sign * self.strength * self.dependence


def voices(sources: Iterable[Source]) -> dict[str, str]:
    """Return, for each source, the name of the voice it belongs to (smallest linked id)."""
    links: dict[str, set[str]] = {}
    for source in sources:
        links.setdefault(source.id, set())
        for other in (*source.copies, *source.shares_interest_with):
            links[source.id].add(other)
            links.setdefault(other, set()).add(source.id)
    voice: dict[str, str] = {}
    for start in sorted(links):
        if start in voice:
            continue
        todo = [start]
        while todo:
            here = todo.pop()
            if here not in voice:
                voice[here] = start
                todo.extend(links[here])
    return voice


def weigh(claim: Claim, sources: Mapping[str, Source]) -> tuple[Weighed, ...]:
    """Take a credence apart, report by report, strongest first within each voice."""
    voice = voices(sources.values())

    def strength(report: Report) -> float:
        letter = RELIABILITY[sources[report.source].reliability]
        return letter * CREDIBILITY[report.credibility] * HEDGE[report.hedge] * KIND[report.kind]

    def group(report: Report) -> tuple[str, str]:
        return (report.stance, voice[report.source])

    ordered = sorted(claim.reports, key=lambda r: (group(r), -strength(r), r.source))
    return tuple(
        Weighed(report, strength(report), COPY**rank)
        for _, same in groupby(ordered, key=group)
        for rank, report in enumerate(same)
    )


def credence(claim: Claim, sources: Mapping[str, Source]) -> float:
    """Return the probability that a claim is true, strictly between 0 and 1."""
    if claim.override is not None:
        return claim.override.credence
    log_odds = math.fsum(w.log_odds for w in weigh(claim, sources))
    return 1.0 / (1.0 + math.exp(-max(-CERTAINTY, min(CERTAINTY, log_odds))))
