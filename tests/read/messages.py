"""The messages that the reader can give, found in its source, as patterns: `.*` stands where a value goes.

A message is what `Problem` is made with, or what an exception about a value is raised with. Where
that is the name of a variable, every text that may be assigned to it counts; where it is a
parameter, every text that some call hands over; where it is an attribute, every text of that name
in a class. So it is all one whether a message is noted by a method, a function or a class a type.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from cstocli.model import errors
from cstocli.model.problems import Problem

ANY = ".*"
# Not about a value of a base but about our program, or about a file of the system.
_NO_VALUE = ("AssertionError", "BlockingIOError")
Function = ast.FunctionDef | ast.Lambda


class Messages:
    """The patterns of all messages in some modules."""

    def __init__(self, modules: Iterable[Path]) -> None:
        self.trees = [ast.parse(module.read_text(encoding="utf-8")) for module in modules]
        self.parents = {
            child: node for tree in self.trees for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
        }
        self.calls: dict[str, list[ast.Call]] = {}
        for node in self.parents:
            if isinstance(node, ast.Call):
                self.calls.setdefault(_name(node.func), []).append(node)
        self.functions: dict[ast.AST, Function | None] = {}
        self.assigned: dict[str, list[tuple[ast.AST, ast.expr]]] = {}
        for node, target, value in self._assignments():
            self.assigned.setdefault(target, []).append((node, value))
        self.unfolding: set[tuple[ast.AST, str]] = set()

    def noted(self) -> set[str]:
        """Of the messages that a problem is made with, the patterns."""
        position = Problem._fields.index("reason")
        found: set[str] = set()
        for call in self.calls["Problem"]:
            message = _argument(call, position, "reason")
            assert message is not None, ast.unparse(call)
            if not self._is_an_exception(message):
                found |= self._texts(message)
        return found

    def raised(self) -> set[str]:
        """The patterns of what exceptions about a value say; those that end the program are no messages of a base."""
        found: set[str] = set()
        for node in self.parents:
            if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call) or not node.exc.args:
                continue
            if not hasattr(errors, name := _name(node.exc.func)) and name not in _NO_VALUE:
                found |= self._texts(node.exc.args[-1])
        return found

    def _is_an_exception(self, message: ast.expr) -> bool:
        """Whether a message is `str(error)` of what was raised: that text is looked at where it is raised."""
        if isinstance(message, ast.Call) and _name(message.func) == "str":
            caught = {node.name for node in self.parents if isinstance(node, ast.ExceptHandler)}
            return _name(message.args[0]) in caught
        return False

    def _texts(self, text: ast.expr) -> set[str]:
        found: set[str] = set()
        match text:
            case ast.Constant():
                found = {re.escape(str(text.value))}
            case ast.JoinedStr():
                found = self._joined(text.values)
            case ast.FormattedValue(value=ast.Name() | ast.Attribute(), format_spec=None) | ast.NamedExpr():
                found = self._texts(text.value)
            case ast.BinOp(op=ast.Add()):
                found = self._joined([text.left, text.right])
            case ast.IfExp():
                found = self._texts(text.body) | self._texts(text.orelse)
            case ast.Name():
                found = self._values_of(text, text.id)
            case ast.Attribute():
                found = self._attributes(text)
        return found or {ANY}

    def _joined(self, parts: list[ast.expr]) -> set[str]:
        return {"".join(choice) for choice in product(*(sorted(self._texts(part)) for part in parts))}

    def _values_of(self, place: ast.AST, name: str) -> set[str]:
        """Every text that a variable may hold at a place in the source."""
        function = self._function_around(place)
        if (key := (function or place, name)) in self.unfolding:
            return {ANY}
        self.unfolding.add(key)
        local = [
            value
            for node, value in self.assigned.get(name, [])
            if self._function_around(node) is function
            # What a class says of itself goes by its name nowhere else.
            and not isinstance(self.parents[node], ast.ClassDef)
        ]
        found = {text for value in local for text in self._texts(value)}
        if function and name in (parameters := _parameters(function)):
            found |= self._handed_over(function, parameters.index(name), name)
        elif not local and function:
            found |= self._values_of(self.parents[function], name)
        self.unfolding.discard(key)
        return found or {ANY}

    def _handed_over(self, function: Function, position: int, name: str) -> set[str]:
        """Every sentence that calls hand to a parameter; a single word, such as a key, is a value and no message."""
        calls = self.calls.get(function.name, []) if isinstance(function, ast.FunctionDef) else []
        arguments = [_argument(call, position, name) for call in calls]
        texts = {text for argument in arguments if argument for text in self._texts(argument)}
        return {text if "\\ " in text else ANY for text in texts} or {ANY}

    def _attributes(self, attribute: ast.Attribute) -> set[str]:
        values = [
            value
            for node, value in self.assigned.get(attribute.attr, [])
            if isinstance(self.parents[node], ast.ClassDef)
        ]
        return {text for value in values for text in self._texts(value)}

    def _function_around(self, node: ast.AST) -> Function | None:
        if node not in self.functions:
            above = self.parents.get(node)
            self.functions[node] = (
                above if above is None or isinstance(above, Function) else self._function_around(above)
            )
        return self.functions[node]

    def _assignments(self) -> Iterator[tuple[ast.AST, str, ast.expr]]:
        for node in self.parents:
            match node:
                case ast.Assign(targets=[target], value=value):
                    yield node, _name(target), value
                case ast.AnnAssign(target=target, value=ast.expr() as value):
                    yield node, _name(target), value
                case ast.NamedExpr(target=target, value=value):
                    yield node, target.id, value


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _parameters(function: Function) -> list[str]:
    """The names of the parameters that a call fills by position or by name."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    if named:
        return named[0]
    return call.args[position] if position < len(call.args) else None
