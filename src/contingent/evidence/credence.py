"""Credence: how far a claim is to be believed, from the reports for and against it.

Reports are pooled in log-odds around even odds::

    log-odds(claim) = sum over reports of  sign * strength * stake * dependence
    strength        = reliability(A..F) * credibility(1..6) * hedge
    credence        = 1 / (1 + exp(-log-odds)),  log-odds kept within ±CERTAINTY

Adding weighted log-odds is the logarithmic opinion pool (Genest & Zidek 1986, *Statistical
Science* 1, 114-135). Its weights need not add up to 1: reports that do not depend on each other
are evidence that accumulates, not opinions to be averaged (Satopää et al. 2014, *International
Journal of Forecasting* 30, 344-356, find that averages of log-odds must be pushed outwards).

- **credibility**: the log likelihood ratio of a report of that Admiralty number, taken from the
  probability to which it would bring even odds, if its source could be relied on wholly. The first
  two lie where Kent (1964, "Words of Estimative Probability") put *almost certain* and *probable*.
  6 (cannot be judged) moves nothing. 5 (improbable) counts next to nothing rather than against the
  claim, since what contradicts it stands in the ledger as reports of its own.
- **reliability**: the weight of the source's Admiralty letter; F (cannot be judged) moves nothing.
  That ratings should be read as likelihoods, since as words they mean different things to different
  analysts, is argued by Friedman & Zeckhauser (2012, *Intelligence and National Security* 27,
  824-847) and Irwin & Mandel (2019, same journal 34, 503-525). Analysts rate both scales alike
  (Baker, McKendry & Mace 1968), which is why the weights fall more slowly than the words do.
- **hedge**: how much of that weight the words claim for themselves.
- **stake**: a denial by the party that the claim would embarrass is what it would say either way
  and weighs a quarter; an admission against interest nearly double.
- **dependence**: see `contingent.evidence.dependence`.

The numbers are judgement; the shape is what matters, and tests hold it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contingent.evidence.dependence import Ties, factors, ties
from contingent.scenario.ledger import Claim, Override, Report, Source

RELIABILITY = {"A": 1.0, "B": 0.8, "C": 0.55, "D": 0.3, "E": 0.12, "F": 0.0}
BROUGHT_TO = {1: 0.90, 2: 0.82, 3: 0.71, 4: 0.61, 5: 0.55, 6: 0.50}
"""Probability to which a report of each number would bring even odds."""
CREDIBILITY = {number: math.log(p / (1 - p)) for number, p in BROUGHT_TO.items()}
HEDGE = {
    "asserted": 1.0,
    "denied": 1.0,
    "reported": 0.8,
    "alleged": 0.5,
    "implied": 0.5,
    "some-media": 0.45,
    "rumoured": 0.3,
}
STAKE = {"report": 1.0, "denial": 0.25, "admission": 1.75}
CERTAINTY = 4.6
"""Log-odds of 99 %: no ledger makes a claim surer than this."""


@dataclass(frozen=True)
class Voice:
    """One report's part in a credence.

    Attributes
    ----------
    report : Report
    reliability : str
        Admiralty letter of its source.
    strength : float
        Log-odds that it would add alone, were nobody interested: from rating and hedge.
    stake : float
        Factor for a denial or an admission, 1 for others.
    dependence : float
        Factor, 0 to 1, for what others of its voice and camp have said already.
    """

    report: Report
    reliability: str
    strength: float
    stake: float
    dependence: float

    @property
    def sign(self) -> int:
        """1 for the claim, -1 against it."""
        return 1 if self.report.stance == "for" else -1

    @property
    def alone(self) -> float:
        """Log-odds before the discount for dependence."""
        return self.sign * self.strength * self.stake

    @property
    def log_odds(self) -> float:
        """Log-odds as they count."""
        return self.alone * self.dependence


@dataclass(frozen=True)
class Account:
    """A credence taken apart.

    Attributes
    ----------
    voices : tuple of Voice
        Those for the claim first, in the order of what they count.
    override : Override or None
        What was set by hand in place of the pooled credence.
    """

    voices: tuple[Voice, ...]
    override: Override | None = None

    @property
    def total(self) -> float:
        """Sum of the log-odds of all voices."""
        return math.fsum(voice.log_odds for voice in self.voices)

    @property
    def bounded(self) -> float:
        """The sum, kept within `CERTAINTY`."""
        return max(-CERTAINTY, min(CERTAINTY, self.total))

    @property
    def pooled(self) -> float:
        """Probability that the reports give the claim."""
        return 1.0 / (1.0 + math.exp(-self.bounded))

    @property
    def credence(self) -> float:
        """Probability that the claim is true, strictly between 0 and 1."""
        return self.pooled if self.override is None else self.override.credence


def account(claim: Claim, sources: Mapping[str, Source], tied: Ties | None = None) -> Account:
    """Take the credence of a claim apart, report by report.

    Parameters
    ----------
    claim : Claim
    sources : mapping of id to Source
        The whole ledger's.
    tied : Ties, optional
        What `ties` says of the sources, where many claims are weighed.
    """
    tied = tied or ties(sources.values())
    voices = [
        voice for stance in ("for", "against") for voice in _weigh(claim, stance, sources, tied)
    ]
    voices.sort(key=lambda v: (-v.sign, -abs(v.log_odds), -v.strength, v.report.source))
    return Account(tuple(voices), claim.override)


def accounts(claims: Sequence[Claim], sources: Sequence[Source]) -> tuple[Account, ...]:
    """Take the credence of every claim of a ledger apart."""
    by_id, tied = {source.id: source for source in sources}, ties(sources)
    return tuple(account(claim, by_id, tied) for claim in claims)


def credence(claim: Claim, sources: Mapping[str, Source]) -> float:
    """Return the probability that a claim is true, strictly between 0 and 1."""
    return account(claim, sources).credence


def _weigh(claim: Claim, stance: str, sources: Mapping[str, Source], tied: Ties) -> list[Voice]:
    reports = [report for report in claim.reports if report.stance == stance]
    letters = [sources[report.source].reliability for report in reports]
    strengths = [
        RELIABILITY[letter] * CREDIBILITY[report.credibility] * HEDGE[report.hedge]
        for letter, report in zip(letters, reports, strict=True)
    ]
    stakes = [STAKE[report.kind] for report in reports]
    alone = [strength * stake for strength, stake in zip(strengths, stakes, strict=True)]
    counted = factors(alone, [report.source for report in reports], tied)
    return [
        Voice(*parts) for parts in zip(reports, letters, strengths, stakes, counted, strict=True)
    ]
