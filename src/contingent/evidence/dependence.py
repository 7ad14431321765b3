"""Which sources speak with one voice, and which voices belong to one camp.

Sources that copy each other, however long the chain and whether or not the copied one reports
itself, are one **voice**. Voices that share an interest, stated as such or by an alignment in
common, form one **camp**. Reports of one stance are put in order of strength; within a voice each
further report counts `ECHO` times the one before it, and within a camp each further voice `CAMP`
times the one before it. After Dong, Berti-Équille and Srivastava (2009, *PVLDB* 2, 550-561), who
count a value's next supporter by the chance that it did not copy the earlier ones; there the
chance is inferred from shared errors, here the analyst states who copies whom.

Sums of numbers put in order and weighed by powers of one factor depend on the numbers alone:
neither the order of the reports nor the names of the sources matter, and no further support, and
no better rating, can lower the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contingent.scenario.ledger import Source

ECHO = 0.25
"""What a further report of the same voice counts: 0 had it been copied for certain."""
CAMP = 0.5
"""What a further voice of the same camp counts."""


@dataclass(frozen=True)
class Ties:
    """Who depends on whom.

    Attributes
    ----------
    voice : dict
        Name of the voice of each source: the smallest id that it is linked to by copying.
    camp : dict
        Labels of each source's camp: what it is aligned with, and its circle of shared interest.
    """

    voice: Mapping[str, str]
    camp: Mapping[str, frozenset[str]]


def ties(sources: Iterable[Source]) -> Ties:
    """Work out from the whole ledger who depends on whom."""
    known = list(sources)
    voice = _components({s.id: s.copies for s in known})
    circle = _components({s.id: (*s.copies, *s.shares_interest_with) for s in known})
    labels: dict[str, set[str]] = {}
    for source in known:
        # an id of a faction and the name of a circle may be the same word
        own = {f"circle {circle[source.id]}", *(f"side {side}" for side in source.alignment)}
        labels.setdefault(voice[source.id], set()).update(own)
    return Ties(voice, {s.id: frozenset(labels[voice[s.id]]) for s in known})


def factors(strengths: Sequence[float], sources: Sequence[str], tied: Ties) -> list[float]:
    """Return how far each report of one stance counts beside the others, 0 to 1.

    Parameters
    ----------
    strengths : sequence of float
        What each report would weigh alone.
    sources : sequence of str
        Who makes it.
    tied : Ties
    """
    order = sorted(range(len(strengths)), key=lambda i: (-strengths[i], sources[i]))
    factor = [0.0] * len(strengths)
    members: dict[str, list[int]] = {}
    for i in order:
        same = members.setdefault(tied.voice[sources[i]], [])
        factor[i] = ECHO ** len(same)
        same.append(i)
    total = {v: sum(factor[i] * strengths[i] for i in same) for v, same in members.items()}
    for voices in _camps({v: tied.camp[sources[same[0]]] for v, same in members.items()}):
        ranked = sorted(voices, key=lambda v: (-total[v], v))
        for rank, name in enumerate(ranked):
            for i in members[name]:
                factor[i] *= CAMP**rank
    return factor


def _camps(labels: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """Group voices that share a label, straight or through others that report too."""
    links: dict[str, tuple[str, ...]] = {v: tuple(own) for v, own in labels.items()}
    home = _components({f"voice {v}": own for v, own in links.items()})
    camps: dict[str, list[str]] = {}
    for voice in links:
        camps.setdefault(home[f"voice {voice}"], []).append(voice)
    return list(camps.values())


def _components(links: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return, for each name, the smallest name that it is linked to."""
    both: dict[str, set[str]] = {name: set() for name in links}
    for name, others in links.items():
        for other in others:
            both[name].add(other)
            both.setdefault(other, set()).add(name)
    home: dict[str, str] = {}
    for start in sorted(both):
        todo = [start]
        while todo:
            here = todo.pop()
            if here not in home:
                home[here] = start
                todo.extend(both[here])
    return home
