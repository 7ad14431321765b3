"""A ledger as plain data: every claim with its credence, its voices and what it moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contingent.evidence.credence import Account, Voice, accounts
from contingent.scenario.changes import Change
from contingent.scenario.citations import resting_on
from contingent.scenario.ledger import Claim, Source
from contingent.scenario.model import Scenario

WORDS = {
    "set": "is",
    "scale": "times",
    "add": "plus",
    "at_least": "at least",
    "at_most": "at most",
    "enable": "switched",
}


def describe_ledger(scenario: Scenario) -> list[dict[str, Any]]:
    """Return every claim of a scenario, in the order of the ledger."""
    rests = resting_on(scenario)
    sources = {source.id: source for source in scenario.sources}
    found = accounts(scenario.claims, scenario.sources)
    return [
        describe_claim(claim, account, sources, rests.get(claim.id, ()))
        for claim, account in zip(scenario.claims, found, strict=True)
    ]


def describe_claim(
    claim: Claim, account: Account, sources: dict[str, Source], rests: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return one claim: what it says, its credence term by term, and what hangs on it.

    The log-odds of ``voices`` add up to ``log_odds``, which gives ``pooled``; ``credence`` is
    that, or what was set by hand.
    """
    override = claim.override
    return {
        "id": claim.id,
        "says": claim.says,
        "date": str(claim.date),
        "credence": account.credence,
        "pooled": account.pooled,
        "log_odds": account.total,
        "voices": [_voice(voice, sources) for voice in account.voices],
        "override": None if override is None else override.reason,
        "single": claim.single,
        "background": claim.background,
        "moves": [say_change(change) for change in claim.effect],
        "rests_on_it": list(rests),
        "excludes": list(claim.excludes),
        "implies": list(claim.implies),
    }


def idle_claims(ledger: Sequence[dict[str, Any]]) -> set[str]:
    """Return the claims that move nothing, not even through claims that they are linked to.

    Nothing that is played can depend on them: where they seem to matter it is by chance.
    """
    links: dict[str, set[str]] = {claim["id"]: set() for claim in ledger}
    for claim in ledger:
        for other in (*claim["excludes"], *claim["implies"]):
            links[claim["id"]].add(other)
            links[other].add(claim["id"])
    todo, moving = [claim["id"] for claim in ledger if claim["moves"]], set[str]()
    while todo:
        here = todo.pop()
        if here not in moving:
            moving.add(here)
            todo.extend(links[here])
    return set(links) - moving


def say_change(change: Change) -> str:
    """Return a change in words: ``factions.lna.treasury times 1.5``."""
    value: object = change.value
    if isinstance(value, bool):
        value = "on" if value else "off"
    elif isinstance(value, float):
        value = f"{value:.6g}"
    return f"{change.quantity} {WORDS[change.operation]} {value}"


def _voice(voice: Voice, sources: dict[str, Source]) -> dict[str, Any]:
    report = voice.report
    return {
        "source": report.source,
        "name": sources[report.source].name,
        "stance": report.stance,
        "rating": f"{voice.reliability}{report.credibility}",
        "hedge": report.hedge,
        "kind": report.kind,
        "strength": voice.sign * voice.strength,
        "stake": voice.stake,
        "dependence": voice.dependence,
        "log_odds": voice.log_odds,
    }
