"""In which order linked claims are taken, so that few of them have links to come at any time.

Where the links form a tree, the largest branch comes first, then the claim itself, then its other
branches: at most the logarithm of the number of claims is then ever waiting. Elsewhere the order is
greedy. The best order is hard to find (it is that of the graph's pathwidth), and none is needed:
the order costs time and never changes the distribution.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

Links = Mapping[str, Collection[str]]


def good_order(links: Links) -> list[str]:
    """Return the names of a graph in an order that keeps few of them waiting.

    Parameters
    ----------
    links : mapping of name to names
        Those that each one is linked to; both ends name each other.
    """
    edges = sum(len(others) for others in links.values()) / 2
    order = _along_branches(links) if edges == len(links) - 1 else []
    # as many links may also make a ring and something apart from it
    return order if len(order) == len(links) else _greedily(links)


def _along_branches(links: Links) -> list[str]:
    root = min(links)
    reached, parent = [root], {root: root}
    for name in reached:
        for other in sorted(links[name]):
            if other not in parent:
                parent[other] = name
                reached.append(other)
    size = dict.fromkeys(links, 1)
    branches: dict[str, list[str]] = {name: [] for name in links}
    for name in reversed(reached[1:]):
        size[parent[name]] += size[name]
        branches[parent[name]].append(name)
    order: list[str] = []
    # a stack in place of recursion: chains may be thousands long
    waiting: list[tuple[str, bool]] = [(root, False)]
    while waiting:
        name, entered = waiting.pop()
        if entered:
            order.append(name)
            continue
        largest_first = sorted(branches[name], key=lambda n: (-size[n], n))
        waiting += [(other, False) for other in reversed(largest_first[1:])]
        waiting.append((name, True))
        waiting += [(other, False) for other in largest_first[:1]]
    return order


def _greedily(links: Links) -> list[str]:
    """Take next, among the neighbours of those taken, the one that keeps the frontier small."""
    waiting = {name: set(others) for name, others in links.items()}
    order: list[str] = []
    frontier: dict[str, int] = {}
    left = set(links)
    while left:
        near = set[str]().union(*(waiting[name] for name in frontier)) or left
        _, name = min((_cost(name, frontier, waiting), name) for name in near)
        left.remove(name)
        order.append(name)
        frontier[name] = len(order)
        for other in links[name]:
            waiting[other].discard(name)
        frontier = {n: at for n, at in frontier.items() if waiting[n]}
    return order


def _cost(
    name: str, frontier: Mapping[str, int], waiting: Mapping[str, set[str]]
) -> tuple[int, int, int]:
    """Return by how much the frontier would grow, the links to come, and how long ago reached.

    Ties go to the one with the fewest links to come, then to the neighbour of the one taken last,
    so that a branch is finished before the next is begun.
    """
    closed = sum(waiting[other] == {name} for other in frontier)
    latest = max((at for other, at in frontier.items() if name in waiting[other]), default=0)
    return bool(waiting[name]) - closed, len(waiting[name]), -latest
