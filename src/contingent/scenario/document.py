"""A YAML file as plain data that still knows its lines.

The file is read as YAML 1.2 from the parser's events, so that nothing is built before it is
judged: anchors and aliases are refused at sight (nothing is ever expanded), timestamps stay
text, and depth and number of values are capped. The parser is libyaml, fifteen times as fast as
one in Python. It splits a text as YAML 1.2 does, but for three rare marks that YAML 1.1 held for
line breaks, which are refused; what a word means (YAML 1.1 took `no` for false) is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from contingent.scenario.files import decode, read_bytes
from contingent.scenario.problems import Problems, cut, show

DEEPEST = 30
MOST_VALUES = 150_000

Loc = tuple[str | int, ...]
"""Way to a value: keys of mappings and positions in lists."""

_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **{s + w: float(s + "inf") for s in ("", "+", "-") for w in (".inf", ".Inf", ".INF")},
}
_LONGEST_INT = 300
_OLD_BREAK = re.compile("[\x85\u2028\u2029]")
_PLAIN_TEXT = re.compile(r"""([\w-]+):[ \t]+([^\s"'\[\]{},&*!|>%@`#][^"\[\]{}#]*)$""")
"""A key and its plain text, up to a colon that the parser did not expect."""
_HINT = "; look here and above for an unclosed quote or bracket, or a wrong indentation"


@dataclass(frozen=True)
class Document:
    """A file's data (dict, list, str, int, float, bool, None) and the line of every value."""

    path: str
    data: object
    lines: dict[Loc, int] = field(default_factory=dict, repr=False)

    def line(self, loc: Loc) -> int | None:
        """Return the line of a value, or of the nearest thing around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc)

    def label(self, loc: Loc) -> str:
        """Return a readable way to a value, with ids for positions: ``factions.lna.treasury``."""
        text, data = "", self.data
        for key in loc:
            data = _step(data, key)
            name = data.get("id") if isinstance(data, dict) else None
            if isinstance(key, str) or (isinstance(name, str) and name):
                part = cut(key if isinstance(key, str) else str(name))
                text += f".{part}" if text else part
            else:
                text += f"[{key + 1}]"
        return text

    def find(self, names: Loc) -> Loc:
        """Return the way to a value when items of lists are named by their ids."""
        loc: Loc = ()
        data = self.data
        for name in names:
            key: str | int = name
            if isinstance(data, list) and isinstance(name, str):
                ids = [item.get("id") if isinstance(item, dict) else None for item in data]
                if name not in ids:
                    break
                key = ids.index(name)
            data = _step(data, key)
            loc = (*loc, key)
        return loc


def _step(data: object, key: str | int) -> object:
    if isinstance(data, dict):
        return data.get(key)
    if isinstance(data, list) and isinstance(key, int) and key < len(data):
        return data[key]
    return None


def read_yaml(path: str, problems: Problems) -> Document | None:
    """Read a YAML file, or note why it cannot be read."""
    content = read_bytes(path, problems)
    return None if content is None else parse_yaml(path, content, problems)


def parse_yaml(path: str, content: bytes, problems: Problems) -> Document | None:
    """Read YAML from bytes; `path` is only for messages."""
    from yaml import MarkedYAMLError

    text = decode(path, content, problems)
    if text is None:
        return None
    strange = _OLD_BREAK.search(text)
    if strange:
        before = text.count("\n", 0, strange.start())
        problems.add(
            path, before + 1, f"holds the line separator U+{ord(strange[0]):04X}; remove it"
        )
        return None
    builder = _Builder(path, problems)
    try:
        return builder.document(_events(text))
    except _RefusedError as refusal:
        problems.add(path, refusal.line, refusal.message)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        what = cut(str(error.problem or error.context), 200)
        hint = _HINT if mark is None else _unquoted_colon(text, mark) or _HINT
        problems.add(path, line, f"is not valid YAML: {what}{hint}")
    except Exception as error:
        # the parser meets strange bytes with errors of many kinds
        reason = str(error).strip().splitlines() or [type(error).__name__]
        problems.add(path, builder.last_line, f"is not valid YAML: {cut(reason[0], 200)}")
    return None


def _unquoted_colon(text: str, mark: Any) -> str | None:
    """Return how to quote the text of which the parser took a colon for that of a key, if it is."""
    line = text.split("\n")[mark.line] if mark.line <= text.count("\n") else ""
    before = line[max(0, mark.column - 500) : mark.column]
    if re.search(r"[\[{]", before):  # there, a comma ends a text
        before = re.split(r"[\[{,]", before)[-1]
    found = _PLAIN_TEXT.search(before)
    if found is None or line[mark.column : mark.column + 1] != ":":
        return None
    return f'; a text that holds a colon needs quotes: {found[1]}: "{cut(found[2].strip(), 30)}: …"'


def _events(text: str) -> Iterator[Any]:
    """Yield the parser's events; the wheels of PyYAML bring libyaml along."""
    import yaml

    parser = getattr(yaml, "CLoader", yaml.Loader)(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


class _RefusedError(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


class _Builder:
    """Turns the parser's events into plain data."""

    def __init__(self, path: str, problems: Problems) -> None:
        self.path, self.problems = path, problems
        self.lines: dict[Loc, int] = {}
        self.last_line = 1
        self.events: Iterator[Any] = iter(())

    def document(self, events: Any) -> Document | None:
        self.events = iter(events)
        found: list[object] = []
        for event in self.events:
            kind = type(event).__name__
            if kind in ("ScalarEvent", "MappingStartEvent", "SequenceStartEvent", "AliasEvent"):
                if found:
                    raise _RefusedError(
                        event.start_mark.line + 1, "holds a second YAML document; keep one a file"
                    )
                found.append(self.value(event, (), 0))
        if not found or found[0] is None:
            self.problems.add(self.path, 1, "is empty")
            return None
        return Document(self.path, found[0], self.lines)

    def value(self, event: Any, loc: Loc, depth: int) -> object:
        self.last_line = line = event.start_mark.line + 1
        self.refuse(event, line, depth)
        # a value of a mapping keeps the line of its key
        self.lines.setdefault(loc, line)
        kind = type(event).__name__
        if kind == "MappingStartEvent":
            return self.mapping(loc, depth)
        if kind == "SequenceStartEvent":
            return self.sequence(loc, depth)
        return event.value if _quoted(event) else _resolve(event.value)

    def refuse(self, event: Any, line: int, depth: int) -> None:
        kind = type(event).__name__
        if kind == "AliasEvent" or getattr(event, "anchor", None) is not None:
            mark = "*" if kind == "AliasEvent" else "&"
            raise _RefusedError(
                line,
                f"{mark}{cut(str(event.anchor))}: YAML anchors and aliases are not allowed; "
                "write the value out",
            )
        tag = getattr(event, "tag", None)
        if tag is not None and str(tag) != "!":
            raise _RefusedError(line, f"{show(str(tag))}: YAML tags are not allowed; remove it")
        if depth > DEEPEST:
            raise _RefusedError(line, f"is nested more than {DEEPEST} levels deep")
        if len(self.lines) > MOST_VALUES:
            raise _RefusedError(line, f"holds more than {MOST_VALUES} values")

    def mapping(self, loc: Loc, depth: int) -> dict[str, object]:
        data: dict[str, object] = {}
        for event in self.events:
            if type(event).__name__ == "MappingEndEvent":
                break
            self.last_line = line = event.start_mark.line + 1
            self.refuse(event, line, depth)
            if type(event).__name__ != "ScalarEvent":
                raise _RefusedError(line, "a key must be a word, not a list or a mapping")
            key = str(event.value)
            inside = (*loc, key)
            if key in data:
                self.problems.add(
                    self.path,
                    line,
                    f"key {show(key)} stands twice in one mapping, "
                    f"first on line {self.lines[inside]}; remove one",
                )
                self.value(next(self.events), (*loc, f"{key} (again)"), depth + 1)
                continue
            self.lines[inside] = line
            data[key] = self.value(next(self.events), inside, depth + 1)
        return data

    def sequence(self, loc: Loc, depth: int) -> list[object]:
        data: list[object] = []
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            data.append(self.value(event, (*loc, len(data)), depth + 1))
        return data


def _quoted(event: Any) -> bool:
    # plain scalars only are looked at for numbers and words; their style is None or ""
    return bool(event.style)


def _resolve(text: str) -> object:
    """Give a plain scalar its type by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        # Python refuses to read endless integers; such a one stays text and is refused later
        return int(text) if len(text) <= _LONGEST_INT else text
    if _BASED.fullmatch(text) and len(text) <= _LONGEST_INT:
        return int(text, 0)
    return float(text) if _FLOAT.fullmatch(text) and len(text) <= _LONGEST_INT else text
