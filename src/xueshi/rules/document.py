"""Strict reading of YAML: every value knows its line, every key must be known, no key twice, no float."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NoReturn, TypeVar

import yaml

from xueshi.kernel.errors import Place, Problem, XueshiError
from xueshi.rules.model import Words
from xueshi.rules.problems import FLOAT, MISSING_KEY, NOT_YAML, TWICE, UNKNOWN_KEY, UNKNOWN_VALUE, WRONG_TYPE

E = TypeVar("E", bound=Enum)


class Block:
    """One mapping of the file; a key that was never asked for is an error at :meth:`finish`."""

    def __init__(self, node: yaml.MappingNode, file: str, where: str) -> None:
        self._file = file
        self._line = _line(node)
        self._where = where
        self._values: dict[str, yaml.Node] = {}
        self._asked: set[str] = set()
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in lines:
                self.refuse(TWICE, key_node, key=key, line=lines[key])
            lines[key] = _line(key_node)
            self._values[key] = value_node

    def refuse(self, problem: Problem, node: yaml.Node | None = None, *, at: str = "", **values: object) -> NoReturn:
        """Raise the problem at the line of the node, else of the value of the key ``at``, else of the block."""
        node = node or self._values.get(at)
        place = Place(self._file, row=_line(node) if node else self._line)
        raise XueshiError(problem, place=place, where=self._where, **values)

    def has(self, key: str) -> bool:
        """True when the key is there."""
        self._asked.add(key)
        return key in self._values

    def names(self) -> tuple[str, ...]:
        """Every key, all of them asked for: for blocks whose keys are data."""
        self._asked.update(self._values)
        return tuple(self._values)

    def text(self, key: str, default: str | None = None) -> str:
        """A plain text, integer or date as written; floats are refused."""
        if default is not None and not self.has(key):
            return default
        return self._scalar(key, self._node(key))

    def integer(self, key: str, default: int = 0) -> int:
        """A whole number."""
        text = self.text(key, str(default))
        if not text.lstrip("-").isdigit():
            self.refuse(WRONG_TYPE, self._values.get(key), key=key, allowed="0, 1, 2 ...")
        return int(text)

    def positive(self, key: str) -> int:
        """A whole number above zero."""
        number = self.integer(key)
        if number < 1:
            self.refuse(WRONG_TYPE, self._values.get(key), key=key, allowed="1, 2, 3 ...")
        return number

    def flag(self, key: str) -> bool:
        """True or false; false when absent."""
        return self.one_of(key, ("true", "false"), "false") == "true"

    def day(self, key: str) -> date:
        """A calendar day as YYYY-MM-DD."""
        text = self.text(key)
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.refuse(WRONG_TYPE, self._values[key], key=key, allowed="YYYY-MM-DD")

    def fraction(self, key: str) -> Fraction:
        """A fraction between 0 and 1, written '1/2'."""
        text = self.text(key)
        try:
            fraction = Fraction(text)
        except ValueError:
            self.refuse(WRONG_TYPE, at=key, key=key, allowed="'1/2'")
        if not 0 < fraction < 1:
            self.refuse(WRONG_TYPE, at=key, key=key, allowed="0 < '1/2' < 1")
        return fraction

    def exact(self, key: str) -> Fraction:
        """An exact number that is not negative: '2000', '0.5' or '1/3'."""
        return self._exact(key, self.text(key))

    def exact_of(self, key: str) -> Iterator[Fraction]:
        """A list of exact numbers; none when absent."""
        return (self._exact(key, text) for text in self.texts(key))

    def _exact(self, key: str, text: str) -> Fraction:
        try:
            return max(Fraction(text), Fraction(0))
        except (ValueError, ZeroDivisionError):
            self.refuse(WRONG_TYPE, at=key, key=key, allowed="'2000', '0.5', '1/3'")

    def words(self, key: str) -> Words:
        """The same words in Chinese and English."""
        block = self.block(key)
        words = Words(block.text("zh"), block.text("en"))
        block.finish()
        return words

    def member(self, key: str, kind: type[E], default: E | None = None) -> E:
        """A value of the enumeration."""
        allowed = {str(value.value): value for value in kind}
        return allowed[self.one_of(key, tuple(allowed), None if default is None else str(default.value))]

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of the allowed texts."""
        text = self.text(key, default)
        if text not in allowed:
            self.refuse(UNKNOWN_VALUE, self._values[key], key=key, value=text, allowed=", ".join(allowed))
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when absent."""
        return tuple(self._scalar(key, node) for node in self._sequence(key))

    def texts_of(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list of the allowed texts; empty when absent."""
        texts = self.texts(key)
        for text in texts:
            if text not in allowed:
                self.refuse(UNKNOWN_VALUE, at=key, key=key, value=text, allowed=", ".join(allowed))
        return texts

    def block(self, key: str) -> Block:
        """The mapping under the key."""
        return self._block(key, self._node(key), f"{self._where}.{key}")

    def blocks(self, key: str) -> Iterator[Block]:
        """The mappings of the list under the key; none when absent."""
        for number, node in enumerate(self._sequence(key), start=1):
            yield self._block(key, node, f"{self._where}.{key}[{number}]")

    def finish(self) -> None:
        """Refuse keys that nobody asked for."""
        for key, node in self._values.items():
            if key not in self._asked:
                self.refuse(UNKNOWN_KEY, node, key=key, allowed=", ".join(sorted(self._asked)))

    def _node(self, key: str) -> yaml.Node:
        if not self.has(key):
            self.refuse(MISSING_KEY, key=key)
        return self._values[key]

    def _sequence(self, key: str) -> list[yaml.Node]:
        if not self.has(key):
            return []
        node = self._values[key]
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(WRONG_TYPE, node, key=key, allowed="[...]")
        return list(node.value)

    def _block(self, key: str, node: yaml.Node, where: str) -> Block:
        if not isinstance(node, yaml.MappingNode):
            self.refuse(WRONG_TYPE, node, key=key, allowed="{...}")
        return Block(node, self._file, where)

    def _scalar(self, key: str, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self.refuse(WRONG_TYPE, node, key=key, allowed="a single value")
        if node.tag == "tag:yaml.org,2002:float":
            self.refuse(FLOAT, node, text=node.value)
        return str(node.value)


def parse(text: str, file: str) -> Block:
    """The top mapping of a YAML text."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file, row=mark.line + 1 if mark else 0)
        raise XueshiError(NOT_YAML, place=place, detail=getattr(error, "problem", str(error))) from error
    if not isinstance(node, yaml.MappingNode):
        raise XueshiError(NOT_YAML, place=Place(file), detail="no mapping at the top")
    return Block(node, file, "pack")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
