"""The text of a source: which file it is, and whether a copy of it is the one that was cited."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from contingent.scenario.files import decode_whole, read_bytes
from contingent.scenario.problems import Problems, show
from contingent.scenario.records import Field, Record
from contingent.scenario.shapes import Number, Schema, Text
from contingent.scenario.spot import Invalid, Spot

_SHA256 = re.compile(r"[0-9a-f]{64}")
_BETWEEN = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """A text that locators point into.

    Attributes
    ----------
    file : str
        Its name inside the folder of sources.
    sha256 : str
        Hash of its bytes, 64 hexadecimal digits.
    paragraphs : int or None
        How many paragraphs it has, if that is to be known without the text at hand.
    """

    file: str
    sha256: str
    paragraphs: int | None


@dataclass(frozen=True)
class _FileName:
    def read(self, spot: Spot) -> str | Invalid:
        name = Text(200).read(spot)
        if isinstance(name, Invalid):
            return name
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            return spot.complain(f"{show(name)} must name a file inside the folder of sources")
        return name

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1, "maxLength": 200}


@dataclass(frozen=True)
class _Hash:
    def read(self, spot: Spot) -> str | Invalid:
        if not isinstance(spot.value, str) or not _SHA256.fullmatch(spot.value):
            return spot.expect("a SHA-256 hash: 64 digits 0-9 and a-f")
        return spot.value

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_SHA256.pattern}$"}


SOURCE_TEXT = Record(
    "text",
    SourceText,
    {
        "file": Field(_FileName(), "name of the file inside the folder of sources"),
        "sha256": Field(_Hash(), "SHA-256 of the file"),
        "paragraphs": Field(Number(1, 1e5, whole=True), "how many paragraphs it has", None),
    },
)


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: what blank lines part, headings included."""
    whole = text.replace("\r\n", "\n").strip()
    return _BETWEEN.split(whole) if whole else []


def read_paragraphs(text: SourceText, folder: Path, problems: Problems) -> list[str] | None:
    """Read a source's text from the folder of sources, or note why it is not the one cited."""
    path = folder / text.file
    if not path.is_file():
        problems.add(str(path), None, "is missing; put the source's text there")
        return None
    content = read_bytes(str(path), problems)
    if content is None:
        return None
    found = hashlib.sha256(content).hexdigest()
    if found != text.sha256:
        problems.add(
            str(path),
            None,
            f"is not the text that was cited: its SHA-256 is {found}, not {text.sha256}",
        )
        return None
    words = decode_whole(str(path), content, problems)
    return None if words is None else split_paragraphs(words)
