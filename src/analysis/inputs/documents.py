"""YAML documents as plain data, with the line of every value.

The C parser of PyYAML composes the node graph (25 times faster than a round-trip load, which
matters to a command that answers within a second); the scalars are resolved here by the rules
of YAML 1.2, so that `NO` is a text and not false. Duplicate keys, aliases and anything that is
not plain data are refused, each with its line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from analysis.errors import InputError, Message, Problem, shown
from analysis.inputs.encoding import decoded
from analysis.inputs.labels import folded
from analysis.inputs.opened import MAX_BYTES, read_bytes

NOT_YAML = Message("the file is not valid YAML")
FORM = Message("'key: value' with even indentation, and brackets and quotes that close")
MAX_DEPTH = 40
Key = str | int
Place = tuple[Key, ...]
Data: TypeAlias = "bool | int | float | str | list[Data] | dict[Key, Data] | None"
"""What a YAML document holds: a value, a list or a mapping."""

BLOCKS = ("|", ">")
_YAML = "tag:yaml.org,2002:"
_PLAIN_TAGS = {"str", "int", "float", "bool", "null", "map", "seq", "timestamp", "value"}
_LEAD = re.compile(r"^[ \t?:-]+", re.MULTILINE)
_INT = re.compile(r"[-+]?\d{1,15}")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d{1,3})?")


@dataclass(frozen=True)
class Document:
    """A YAML file as plain data, and the line on which every value stands.

    `tight` are the lists in which whole numbers stand around a comma without a space: 1,5 in a
    list may be one number or two.
    """

    path: Path
    data: Data
    lines: dict[Place, int]
    tight: frozenset[Place] = frozenset()

    def line(self, place: Sequence[Key]) -> int | None:
        """The line of `place`, or of the nearest part above it that has one."""
        for end in range(len(place), -1, -1):
            if tuple(place[:end]) in self.lines:
                return self.lines[tuple(place[:end])]
        return None


def read_text(path: Path, limit: int = MAX_BYTES) -> str:
    """The text of a file in any encoding that is read here. Raises InputError with the reason."""
    return decoded(read_bytes(path, limit), path).text


def read_yaml(path: Path) -> Document:
    """Read one YAML document. Raises InputError for every fault of form."""
    return text_document(read_text(path), path)


def text_document(text: str, path: Path) -> Document:
    """The YAML document that a text is, said to be from `path`. Raises InputError likewise."""
    refuse_deep(text, path)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise InputError(NOT_YAML, file=path, line=line, expected=_form(error)) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise InputError(NOT_YAML, file=path, expected=FORM) from None
    if node is None:
        raise InputError(Message("the file is empty"), file=path)
    reader = _Reader(path)
    data = reader.value(node, ())
    if reader.problems:
        raise InputError(problems=reader.problems)
    return Document(path, data, reader.lines, frozenset(reader.tight))


def refuse_deep(text: str, path: Path) -> None:
    """Raise InputError for values nested so deep that the parser would run out of stack.

    Depth is counted from the parser's own events, which need none, and only where the text could
    be deep at all: a bracket, or a column of a line's first word, for every level.
    """
    if not _may_be_deep(text):
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else None
                wanted = Message("at most {depth} levels", depth=MAX_DEPTH)
                fault = Message("the values are nested too deep")
                raise InputError(fault, file=path, line=line, expected=wanted)
    except yaml.YAMLError:
        return  # what is wrong with it is said when it is read


def _may_be_deep(text: str) -> bool:
    if text.count("[") + text.count("{") > MAX_DEPTH:
        return True
    return any(len(found[0]) > MAX_DEPTH for found in _LEAD.finditer(text))


class _Reader:
    """Walks the node graph once, keeping lines and faults as it goes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self.tight: set[Place] = set()
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> Data:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if len(place) > MAX_DEPTH:
            self._problem(
                Message("the values are nested too deep"), node, expected=Message("plain data")
            )
            return None
        if id(node) in self._seen:
            self._problem(
                Message("an alias (*name) is not used here"),
                node,
                expected=Message("the value itself"),
            )
            return None
        self._seen.add(id(node))
        if node.tag.removeprefix(_YAML) not in _PLAIN_TAGS:
            self._problem(
                Message("the tag {tag} is not allowed", tag=shown(node.tag)),
                node,
                expected=Message("plain data"),
            )
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            if any(map(_tight, node.value, node.value[1:])):
                self.tight.add(place)
            return [self.value(child, (*place, i)) for i, child in enumerate(node.value)]
        return _scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[Key, Data]:
        result: dict[Key, Data] = {}
        for key_node, child in node.value:
            key = _scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str | int) or isinstance(key, bool):
                self._problem(Message("a key must be a name or a year"), key_node)
                continue
            if key in result:
                self._problem(
                    Message(
                        "the key {key!r} stands twice; the first is on line {lines}",
                        key=shown(key),
                        lines=self.lines[*place, key],
                    ),
                    key_node,
                )
                continue
            self.lines[(*place, key)] = key_node.start_mark.line + 1
            result[key] = self.value(child, (*place, key))
        return result

    def _problem(self, message: Message, node: yaml.Node, expected: Message | None = None) -> None:
        line = node.start_mark.line + 1
        self.problems.append(Problem(message, str(self.path), line, expected=expected))


def _form(error: yaml.MarkedYAMLError) -> Message:
    """What the form of YAML asks for where it breaks: libyaml speaks to programmers."""
    words = f"{error.context} {error.problem}"
    if "another document" in words:
        return Message("one document, without --- between two")
    if "cannot start any token" in words:
        return Message("spaces instead of a tab, and quotes round a text that begins with a sign")
    return FORM


def _tight(before: yaml.Node, after: yaml.Node) -> bool:
    """Whether two items are digits around a comma alone, as those of a decimal comma."""
    digits = isinstance(before, yaml.ScalarNode) and before.value.lstrip("+-\u2212").isdecimal()
    decimals = isinstance(after, yaml.ScalarNode) and after.value.isdecimal()
    return digits and decimals and after.start_mark.index == before.end_mark.index + 1


def _scalar(node: yaml.ScalarNode) -> Data:
    """A plain scalar by the core schema of YAML 1.2; a quoted one is always text.

    White space is folded as in every other file, so that a name finds the row that it names; a
    block of lines is kept as it is.
    """
    if node.style in BLOCKS:
        return str(node.value)
    text = folded(node.value)
    if node.style:
        return text
    if text in {"", "null", "~", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def keys_of(data: object) -> dict[Key, Data]:
    """What stands under the keys of a mapping; nothing where it is none."""
    return data if isinstance(data, dict) else {}
