"""Reading the user's files without trusting that they are files, small, or text."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from contingent.scenario.problems import Problems

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")

LARGEST = 4 * 1024 * 1024
"""Most bytes that a file of a scenario may have."""

MOST_LINES = 100_000
LONGEST_LINE = 20_000
"""Longer lines than anyone writes make parsers crawl."""


def read_bytes(path: str, problems: Problems) -> bytes | None:
    """Return the content of a plain file, or note why there is none."""
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            problems.add(path, None, "is a folder, but a file is needed here")
            return None
        # a pipe or a device could block or never end
        if not stat.S_ISREG(status.st_mode):
            problems.add(path, None, "is not a plain file")
            return None
        with Path(path).open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        problems.add(path, None, "is missing; every scenario needs this file")
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problems.add(path, None, f"cannot be read: {reason}")
        return None
    if len(content) > LARGEST:
        problems.add(path, None, f"is larger than {LARGEST // 1024**2} MiB, the most allowed")
        return None
    return content


def decode(path: str, content: bytes, problems: Problems) -> str | None:
    """Return a file's text, or note that it is empty, binary, or has monstrous lines."""
    text = decode_whole(path, content, problems)
    wrong = None if text is None else _fault(text)
    if wrong:
        problems.add(path, *wrong)
        return None
    return text


def decode_whole(path: str, content: bytes, problems: Problems) -> str | None:
    """Return a file's text, whatever its lines, or note that it is empty, binary or not UTF-8."""
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        problems.add(path, 1, "is empty")
        return None
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        problems.add(path, line, "is not a text file: it holds zero bytes; save it as UTF-8 text")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        byte = content[error.start]
        problems.add(
            path, line, f"is not UTF-8 text: byte 0x{byte:02x} fits nowhere; save it as UTF-8"
        )
        return None


def _fault(text: str) -> tuple[int, str] | None:
    """Return line and description of what no hand-written text has, or None."""
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        return MOST_LINES, f"has {len(lines)} lines; at most {MOST_LINES} are allowed"
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            return number, f"has {len(line)} characters in one line; break it up"
        strange = _CONTROL.search(line)
        if strange:
            return number, f"holds the control character {ord(strange[0]):#04x}; remove it"
    return None
