"""The evidence ledger as written: sources, claims, and who says what for and against them."""

from __future__ import annotations

from dataclasses import dataclass

from contingent.scenario.changes import Change, ChangeShape
from contingent.scenario.dates import Period
from contingent.scenario.records import Field, Items, Record
from contingent.scenario.shapes import Flag, Id, Number, Past, Ref, Schema, Text, Word
from contingent.scenario.source_text import SOURCE_TEXT, SourceText
from contingent.scenario.spot import Invalid, Spot

FILE = "evidence.yaml"
SOURCE_KINDS = (
    "press",
    "agency",
    "belligerent",
    "patron",
    "research",
    "un",
    "reference",
    "official",
    "social",
    "other",
)
RELIABILITIES = ("A", "B", "C", "D", "E", "F")
STANCES = ("for", "against")
HEDGES = ("asserted", "reported", "alleged", "some-media", "rumoured", "implied", "denied")
REPORT_KINDS = ("report", "denial", "admission")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Someone who says things; see `SOURCE` for each field."""

    id: str
    name: str
    kind: str
    reliability: str
    reason: str
    date: Period | None
    address: str
    alignment: tuple[str, ...]
    copies: tuple[str, ...]
    shares_interest_with: tuple[str, ...]
    text: SourceText | None = None


@dataclass(frozen=True, kw_only=True)
class Locator:
    """Where the claim was found."""

    source: str
    paragraph: int | str | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """One source asserting or denying one claim; see `REPORT` for each field."""

    source: str
    stance: str
    credibility: int
    hedge: str
    kind: str
    date: Period | None


@dataclass(frozen=True, kw_only=True)
class Override:
    """A credence set by hand."""

    credence: float
    reason: str


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A proposition in our own words; see `CLAIM` for each field."""

    id: str
    says: str
    locator: Locator | None
    date: Period
    reports: tuple[Report, ...]
    effect: tuple[Change, ...]
    excludes: tuple[str, ...]
    implies: tuple[str, ...]
    override: Override | None
    single: str
    background: bool
    note: str


@dataclass(frozen=True)
class _Interested:
    """The id of a faction or patron."""

    def read(self, spot: Spot) -> str | Invalid:
        setting = spot.setting
        if setting.factions is None or setting.patrons is None:
            return spot.value if isinstance(spot.value, str) else spot.expect("an id")
        return spot.pick((*setting.factions, *setting.patrons), "faction or patron")

    def schema(self) -> Schema:
        return {"type": "string", "description": "id of a faction or patron"}


@dataclass(frozen=True)
class _Paragraph:
    def read(self, spot: Spot) -> int | str | Invalid:
        if isinstance(spot.value, int) and not isinstance(spot.value, bool):
            return spot.value if 0 < spot.value < 1e6 else spot.expect("the number of a paragraph")
        return Text(100).read(spot)

    def schema(self) -> Schema:
        return {"type": ["integer", "string"]}


@dataclass(frozen=True)
class _Doubtful:
    """A probability that leaves room for doubt."""

    def read(self, spot: Spot) -> float | Invalid:
        p = spot.number(0.0, 1.0)
        if isinstance(p, float) and p in (0.0, 1.0):
            near = "0.01" if p == 0 else "0.99"
            return spot.complain(f"{p:g} leaves no doubt that evidence could move; write {near}")
        return p

    def schema(self) -> Schema:
        return {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}


SOURCE = Record(
    "source",
    Source,
    {
        "id": Field(Id(), "short name"),
        "name": Field(Text(300), "name in full"),
        "kind": Field(Word(SOURCE_KINDS, "kind of source"), "what sort of source it is"),
        "reliability": Field(
            Word(RELIABILITIES, "Admiralty letter"),
            "how far it is trusted: Admiralty letter, A fully to E not at all, F cannot be judged",
        ),
        "reason": Field(Text(), "why that letter", ""),
        "date": Field(Past(), "when it was published", None),
        "address": Field(Text(1000), "where it can be found", ""),
        "alignment": Field(
            Items(_Interested(), one_is_enough=True), "whom its lies or silence would serve", ()
        ),
        "copies": Field(Items(Ref("source"), one_is_enough=True), "sources that it copies", ()),
        "shares_interest_with": Field(
            Items(Ref("source"), one_is_enough=True), "sources with the same interest", ()
        ),
        "text": Field(SOURCE_TEXT, "the document itself, to check locators against", None),
    },
)


def _check_report(spot: Spot, report: Report) -> None:
    fitting = {"denial": "against", "admission": "for"}.get(report.kind, report.stance)
    if report.stance != fitting:
        spot.child("stance").complain(
            f"{report.stance} does not fit kind: {report.kind}, which stands {fitting}"
        )


REPORT = Record(
    "report",
    Report,
    {
        "source": Field(Ref("source"), "who says it"),
        "stance": Field(
            Word(STANCES, "stance"), "for or against: whether it asserts or denies the claim"
        ),
        "credibility": Field(
            Number(1, 6, whole=True),
            "whether it is likely: Admiralty number, 1 confirmed to 5 improbable, 6 unknown",
        ),
        "hedge": Field(Word(HEDGES, "hedge"), "how it is put", "asserted"),
        "kind": Field(
            Word(REPORT_KINDS, "kind of report"),
            "admission = against the interest of who says it",
            "report",
        ),
        "date": Field(Past(), "when it was said", None),
    },
    _check_report,
)


CLAIM = Record(
    "claim",
    Claim,
    {
        "id": Field(Id(), "short name"),
        "says": Field(Text(), "the proposition in our own words"),
        "locator": Field(
            Record(
                "locator",
                Locator,
                {
                    "source": Field(Ref("source"), "where it was found"),
                    "paragraph": Field(_Paragraph(), "in which paragraph", None),
                },
            ),
            "where it was found",
            None,
        ),
        "date": Field(Past(), "of when it speaks"),
        "reports": Field(Items(REPORT, least=1), "who asserts and denies it"),
        "effect": Field(Items(ChangeShape()), "what changes if it is true", ()),
        "excludes": Field(
            Items(Ref("claim"), one_is_enough=True), "claims that cannot be true with it", ()
        ),
        "implies": Field(
            Items(Ref("claim"), one_is_enough=True), "claims that are true if it is", ()
        ),
        "override": Field(
            Record(
                "override",
                Override,
                {
                    "credence": Field(_Doubtful(), "probability that it is true, not 0 or 1"),
                    "reason": Field(Text(), "why the pooled credence is set aside"),
                },
            ),
            "a credence set by hand",
            None,
        ),
        "single": Field(Text(), "why no second voice was found", ""),
        "background": Field(Flag(), "true for a claim that is to move nothing", False),
        "note": Field(Text(), "a remark", ""),
    },
)
