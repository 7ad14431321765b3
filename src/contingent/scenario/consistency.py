"""What must fit together across the evidence ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contingent.scenario.ledger import Claim, Source
from contingent.scenario.spot import Spot


def check_sources(spot: Spot, sources: Sequence[Source]) -> None:
    """Complain of sources that copy themselves, straight or in a circle."""
    for i, source in enumerate(sources):
        if not source.reason:
            spot.child(i).warn(f'rated {source.reliability} without a reason; add reason: "why"')
        for key in ("copies", "shares_interest_with"):
            if source.id in getattr(source, key):
                spot.child(i).child(key).complain(f"{source.id} names itself; remove it")
    circle = find_circle({s.id: [c for c in s.copies if c != s.id] for s in sources})
    if circle:
        at = [source.id for source in sources].index(circle[0])
        spot.child(at).child("copies").complain(
            f"sources copy each other in a circle: {' > '.join(circle)}; break it somewhere"
        )


def check_locators(spot: Spot, claims: Sequence[Claim], sources: Sequence[Source]) -> None:
    """Complain of paragraphs beyond the last one that a source's text is said to have."""
    texts = {source.id: source.text for source in sources if source.text}
    for i, claim in enumerate(claims):
        text = texts.get(claim.locator.source) if claim.locator else None
        if claim.locator is None or text is None or text.paragraphs is None:
            continue
        number = claim.locator.paragraph
        if isinstance(number, int) and number > text.paragraphs:
            spot.child(i).child("locator").child("paragraph").complain(
                f"{number} is not in {claim.locator.source}, which has {text.paragraphs} paragraphs"
            )


def check_claims(spot: Spot, claims: Sequence[Claim]) -> None:
    """Complain of claims that contradict themselves, and warn of those alone or idle."""
    for i, claim in enumerate(claims):
        _check_relations(spot.child(i), claim)
        _check_voices(spot.child(i), claim)
        moves = claim.effect or claim.excludes or claim.implies
        if not moves and not claim.background:
            spot.child(i).warn("moves nothing; give it an effect or say background: true")
        if claim.effect and claim.background:
            spot.child(i).child("background").complain("true, but the claim has an effect")
    implies = {c.id: [other for other in c.implies if other != c.id] for c in claims}
    at = {claim.id: i for i, claim in enumerate(claims)}
    circle = find_circle(implies)
    if circle:
        spot.child(at[circle[0]]).child("implies").complain(
            f"claims imply each other in a circle: {' > '.join(circle)}; make them one claim"
        )
        return
    excludes = {claim.id: claim.excludes for claim in claims}
    for claim in claims:
        if implies[claim.id]:
            _check_consequences(spot.child(at[claim.id]), claim, implies, excludes)


def _check_relations(spot: Spot, claim: Claim) -> None:
    for key in ("excludes", "implies"):
        if claim.id in getattr(claim, key):
            spot.child(key).complain(f"{claim.id} {key} itself; remove it")


def _check_voices(spot: Spot, claim: Claim) -> None:
    seen: dict[tuple[str, str, str, str], int] = {}
    for i, report in enumerate(claim.reports):
        key = (report.source, report.stance, report.kind, str(report.date))
        if key in seen:
            spot.child("reports").child(i).complain(
                f"{report.source} is counted twice with the same report; remove one"
            )
        seen[key] = i
    voices = {report.source for report in claim.reports if report.stance == "for"}
    if len(voices) == 1 and not claim.single:
        spot.warn(f'only {next(iter(voices))} says so; add single: "why no second voice was found"')


def _check_consequences(
    spot: Spot,
    claim: Claim,
    implies: Mapping[str, Sequence[str]],
    excludes: Mapping[str, Sequence[str]],
) -> None:
    """Complain if what follows from a claim cannot be true together."""
    reached, waiting = {claim.id}, [claim.id]
    while waiting:
        for other in implies.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    for name in sorted(reached):
        clashing = reached.intersection(excludes[name]) - {name}
        if clashing:
            spot.child("implies").complain(
                f"{claim.id} would make {name} and {min(clashing)} true, which exclude each other"
            )
            return


def find_circle(graph: Mapping[str, Sequence[str]]) -> list[str] | None:
    """Return some circle in a directed graph, its first member repeated at the end, or None."""
    done: set[str] = set()
    for root in graph:
        way: list[str] = []
        on_way: set[str] = set()
        # a stack of steps in place of recursion: chains may be thousands long
        waiting: list[tuple[str, bool]] = [(root, True)]
        while waiting:
            name, entering = waiting.pop()
            if not entering:
                way.pop()
                on_way.discard(name)
                done.add(name)
            elif name in on_way:
                return [*way[way.index(name) :], name]
            elif name not in done:
                way.append(name)
                on_way.add(name)
                waiting.append((name, False))
                waiting.extend((other, True) for other in graph.get(name, ()))
    return None
