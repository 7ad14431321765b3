"""What the command line prints of an evidence ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from contingent.console.out import plain, stdout, table
from contingent.evidence.credence import CERTAINTY
from contingent.questions.terms import term


def print_ledger(title: str, claims: Sequence[dict[str, Any]]) -> None:
    """Print every claim, the best believed first."""
    console = stdout()
    console.print(Text.assemble((f"{title}: ", "bold"), f"{len(claims)} claims"))
    shown = table()
    shown.add_column("claim", overflow="fold", ratio=3)
    shown.add_column("credence", justify="right", no_wrap=True)
    shown.add_column("term", no_wrap=True)
    for heading in ("for", "against"):
        shown.add_column(heading, justify="right", no_wrap=True)
    shown.add_column("what it moves", overflow="fold", ratio=4)
    for claim in sorted(claims, key=lambda c: -c["credence"]):
        stances = [voice["stance"] for voice in claim["voices"]]
        shown.add_row(
            plain(claim["id"]),
            said_of(claim),
            term(claim["credence"]),
            str(stances.count("for")),
            str(stances.count("against")),
            plain("; ".join(moved_by(claim)) or "nothing"),
        )
    console.print(shown)
    if any(claim["override"] for claim in claims):
        console.print("* set by hand, with a reason", style="dim")


def print_claim(claim: dict[str, Any]) -> None:
    """Print one credence taken apart, so that an analyst can argue with it."""
    console = stdout()
    console.print(Text.assemble((claim["id"], "bold"), f"  {claim['date']}"))
    console.print(plain(claim["says"]))
    shown = table()
    for heading in ("source", "says", "rating", "hedge"):
        shown.add_column(heading, overflow="fold")
    for heading in ("alone", "stake", "dependence", "log-odds"):
        shown.add_column(heading, justify="right", no_wrap=True)
    for voice in claim["voices"]:
        kind = "" if voice["kind"] == "report" else f", {voice['kind']}"
        shown.add_row(
            plain(voice["name"]),
            voice["stance"],
            voice["rating"],
            f"{voice['hedge']}{kind}",
            f"{voice['strength']:+.3f}",
            f"× {voice['stake']:g}",
            f"× {voice['dependence']:.3g}",
            f"{voice['log_odds']:+.3f}",
        )
    console.print(shown)
    for line in _sum(claim):
        console.print(plain(line), soft_wrap=True)
    links = {"implies": claim["implies"], "excludes": claim["excludes"]}
    for name, said in {"moves": moved_by(claim), **links}.items():
        if said:
            console.print(plain(f"{name}: {', '.join(said)}"), soft_wrap=True)
    if claim["single"]:
        console.print(plain(f"one voice: {claim['single']}"), soft_wrap=True)


def said_of(claim: dict[str, Any]) -> str:
    """Return a credence in per cent, marked if it was set by hand."""
    return f"{100 * claim['credence']:.1f} %{'*' if claim['override'] else ' '}"


def moved_by(claim: dict[str, Any]) -> list[str]:
    """Return what a claim changes, and the numbers that cite it."""
    return [*claim["moves"], *(f"cited by {path}" for path in claim["rests_on_it"])]


def _sum(claim: dict[str, Any]) -> list[str]:
    total, pooled = claim["log_odds"], claim["pooled"]
    bounded = max(-CERTAINTY, min(CERTAINTY, total))
    kept = "" if bounded == total else f", kept at {bounded:+.1f}"
    lines = [
        f"sum of log-odds {total:+.3f}{kept}: pooled credence {100 * pooled:.1f} %, {term(pooled)}"
    ]
    if claim["override"]:
        p = claim["credence"]
        lines.append(f"set by hand to {100 * p:.1f} %, {term(p)}: {claim['override']}")
    return lines
