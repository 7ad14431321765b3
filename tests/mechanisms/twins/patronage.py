"""Scalar twin of patronage."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.conditions import condition_met

NONE, DIPLOMATIC, MONEY, ARMS, ADVISERS, AIR_STRIKES, TROOPS = RUNGS = range(7)
MILITARY = (0.0, 0.0, 0.0, 0.25, 0.5, 1.0, 1.0)
GAIN = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
CEASEFIRE = 2
FORBIDDEN = 1e3
COVERS_RUNGS = 0


def use_of_help(s: Plain, p: Plain, f: int) -> float:
    """Return how useful help to a faction looks, by what all believe of its chances."""
    factions = range(len(s.active))
    seen = [sum(s.belief[h][g] for h in factions) / len(s.active) for g in factions]
    power = [math.exp(x - max(seen)) for x in seen]
    opponents = sum(power[g] for g in factions if g != f)
    odds = math.log(power[f]) - math.log(opponents + 1e-9)
    c = 1.0 / (1.0 + math.exp(-odds))
    where_it_decides = 4.0 * c * (1.0 - c) * (1.0 + p.rescue * (1.0 - 2.0 * c))
    use = (1.0 - p.bandwagon) * where_it_decides + p.bandwagon * 2.0 * c
    at_peace = all(s.phase[f][g] >= CEASEFIRE for g in factions if g != f)
    return use * (p.peace_need if at_peace else 1.0) * s.active[f]


def gains(w: Plain, k: int) -> list[float]:
    """Return what each rung secures; a rung on which patron k has nothing to send adds nothing."""
    pt = w.patrons
    arms = pt.arms[k] + pt.aircraft[k] + pt.air_defence[k]
    sends = (1.0, 1.0, pt.cash[k], arms, pt.men[k], pt.strikes[k], pt.troops[k])
    gain = [0.0]
    for r in RUNGS[1:]:
        gain.append(gain[-1] + (GAIN[r] - GAIN[r - 1] if sends[r] > 0.0 else 0.0))
    return gain


def shortfalls(w: Plain, s: Plain, k: int, f: int) -> list[tuple[float, float, bool, float]]:
    """Return (from rung, how far met, required, weight) of each condition of k on its help to f."""
    c = w.conditions
    return [
        (c.from_rung[i], condition_met(w, s, i, f), c.required[i] > 0.0, c.weight[i])
        for i in range(len(c.from_rung))
        if c.patron[i] == k and c.faction[i][f] and c.covers[i][COVERS_RUNGS]
    ]


def utilities(w: Plain, s: Plain, p: Plain, k: int, f: int) -> list[float]:
    """Return the utility of each rung for patron k beside faction f."""
    pt = w.patrons
    patrons, rivals_of_f = range(len(pt.men)), [g for g in range(len(s.active)) if g != f]
    use, gain = use_of_help(s, p, f), gains(w, k)
    rivals = sum(
        pt.rivals[k][j] * MILITARY[s.commitment[j][g]] for j in patrons for g in rivals_of_f
    )
    company = sum(pt.allies[k][j] for j in patrons if s.commitment[j][f] >= MONEY)
    missing = max(0.0, pt.allies_needed[k] - company)
    elsewhere = any(s.commitment[k][g] > DIPLOMATIC for g in rivals_of_f)
    only_talks = pt.mediator[k] > 0.0 or (elsewhere and not pt.hedges[k])

    utility = []
    for r in RUNGS:
        words = min(gain[r], gain[DIPLOMATIC])
        worth = (words + (gain[r] - words) * use) * s.active[f]
        u = p.interest * pt.stake[k][f] * worth - pt.cost[k][r]
        u -= p.deterrence * rivals * MILITARY[r]
        if r >= AIR_STRIKES:
            u -= p.isolation * missing
            u -= p.uninvited * (1.0 - s.recognition[f])
        for from_rung, how_far, required, weight in shortfalls(w, s, k, f):
            if r < from_rung:
                continue
            if not required:
                u += weight * (how_far - 0.5)
            elif how_far < 0.5:
                u -= FORBIDDEN * (r - from_rung + 1.0)
        if only_talks and r > DIPLOMATIC:
            u -= FORBIDDEN * (r - DIPLOMATIC)
        utility.append(u)
    return utility


def broken_conditions(w: Plain, s: Plain, k: int, f: int) -> int:
    return sum(
        required and how_far < 0.5 and s.commitment[k][f] >= from_rung
        for from_rung, how_far, required, _ in shortfalls(w, s, k, f)
    )


def day_of_review(w: Plain, s: Plain, p: Plain, k: int, f: int, *, luck: Plain) -> float:
    hazard = (1.0 + s.alarm + p.breach * broken_conditions(w, s, k, f)) / p.patience
    return -math.log(1.0 - luck.patron_when[k][f]) / hazard


def next_rung(w: Plain, s: Plain, p: Plain, k: int, f: int, *, luck: Plain, days: float) -> int:
    rung = s.commitment[k][f]
    broken = broken_conditions(w, s, k, f)
    if day_of_review(w, s, p, k, f, luck=luck) >= days:
        return rung

    utility = utilities(w, s, p, k, f)
    choices = {rung: utility[rung]}
    if rung > NONE:
        choices[rung - 1] = utility[rung - 1] - (0.0 if broken else p.reversal)
    if rung < TROOPS:
        choices[rung + 1] = utility[rung + 1]
    allowed = sorted(r for r, u in choices.items() if u > -FORBIDDEN / 2.0 or r == NONE)
    if rung not in allowed:
        allowed = [rung - 1]
    best = max(choices[r] for r in allowed)
    weight = {r: math.exp(p.rationality * (choices[r] - best)) for r in allowed}
    mark = luck.patron_move[k][f]
    for r in allowed:
        mark -= (1.0 - p.caprice) * weight[r] / sum(weight.values())
        mark -= p.caprice / len(allowed)
        if mark < 0.0:
            return r
    return allowed[-1]


def ordered(w: Plain, k: int, f: int, rung: int) -> int:
    """Return the rung that orders leave to patron k beside faction f."""
    return int(min(max(rung, w.patrons.least[k][f]), w.patrons.most[k][f]))


def next_rungs(w: Plain, s: Plain, p: Plain, k: int, *, luck: Plain, days: float) -> list[int]:
    factions = range(len(s.active))
    rungs = [next_rung(w, s, p, k, f, luck=luck, days=days) for f in factions]
    begins = [f for f in factions if s.commitment[k][f] <= DIPLOMATIC < rungs[f]]
    if begins and not w.patrons.hedges[k]:
        first = min(begins, key=lambda f: day_of_review(w, s, p, k, f, luck=luck))
        for f in begins:
            rungs[f] = rungs[f] if f == first else s.commitment[k][f]
    return rungs


def patronage(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    pt = w.patrons
    patrons, factions = range(len(pt.men)), range(len(s.active))
    commitment = [
        [ordered(w, k, f, r) for f, r in enumerate(next_rungs(w, s, p, k, luck=luck, days=days))]
        for k in patrons
    ]
    climbed = sum(
        MILITARY[commitment[k][f]]
        for k in patrons
        for f in factions
        if commitment[k][f] > s.commitment[k][f]
    )

    lag = math.exp(-days / p.arrival)
    foreign = []
    for f in factions:
        men, troops, based, own = 0.0, 0.0, 0.0, 0.0
        for k in patrons:
            if commitment[k][f] >= ADVISERS:
                men += pt.men[k]
            if commitment[k][f] >= AIR_STRIKES:
                own += pt.strikes[k] if pt.own_bases[k] else 0.0
                based += 0.0 if pt.own_bases[k] else pt.strikes[k]
            if commitment[k][f] >= TROOPS:
                troops += pt.troops[k]
        target = (men, troops, based, own)
        here = [t + (x - t) * lag for t, x in zip(target, s.foreign[f], strict=True)]
        foreign.append([x * s.active[f] for x in here])
    return {"commitment": commitment, "foreign": foreign, "alarm": s.alarm + climbed}
