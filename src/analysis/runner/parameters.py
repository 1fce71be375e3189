"""Parameters of a notebook, checked before Papermill sees them.

Papermill accepts any name and any value: a misspelt name only warns, a name can carry code, NaN
makes the stored notebook invalid JSON. Here the cell tagged `parameters` is the schema: its names
are the only valid names, its annotations (or else the types of its defaults) the only valid types.
"""

import ast
import json
import keyword
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import nbformat
from pydantic import ConfigDict, TypeAdapter, ValidationError

from analysis.errors import InputError, Message, Problem, nearest, verbatim
from analysis.inputs.opened import refuse_unreadable
from analysis.untyped import Annotation

MAX_NOTEBOOK = 50_000_000
"""Bytes of a notebook, its outputs included."""

TYPES: dict[str, object] = {
    "str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict,
    "Literal": Literal, "None": None, "object": object,
}  # fmt: skip
STRICT = ConfigDict(strict=True, allow_inf_nan=False)


@dataclass(frozen=True)
class Parameter:
    """One line of the parameters cell: name, type as written, default, line within the cell."""

    name: str
    annotation: str
    default: object
    line: int


def load_notebook(path: Path | str) -> nbformat.NotebookNode:
    """Read a notebook as nbformat 4 with stable cell ids; InputError when it is not one."""
    if Path(path).exists():
        refuse_unreadable(Path(path), MAX_NOTEBOOK)
    try:
        with open(path, encoding="utf-8") as file:
            notebook = nbformat.read(file, as_version=4)
        for number, cell in enumerate(notebook.cells):
            cell.setdefault("id", f"cell-{number}")
        notebook.nbformat_minor = max(notebook.nbformat_minor, 5)
        nbformat.validate(notebook)
    except FileNotFoundError:
        raise InputError(Message("no such notebook"), file=path) from None
    except (
        OSError,
        ValueError,
        AttributeError,
        TypeError,
        KeyError,
        nbformat.ValidationError,
    ) as error:
        reason = str(error).strip().splitlines()
        raise InputError(
            Message("cannot be read as a notebook"),
            file=path,
            value=reason[0] if reason else None,
        ) from error
    return notebook


def read_parameters(notebook: nbformat.NotebookNode, file: object) -> dict[str, Parameter]:
    """The parameters that a notebook declares, by name, in the order of its parameters cell."""
    cells = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", [])
    ]
    if len(cells) > 1:
        raise InputError(Message("more than one cell is tagged 'parameters'"), file=file)
    if not cells:
        return {}
    try:
        statements = ast.parse(cells[0].source).body
    except SyntaxError as error:
        raise InputError(
            Message("the parameters cell is not valid Python"), file=file, line=error.lineno
        ) from None
    found = [p for s in statements if (p := _parameter(s)) is not None]
    return {parameter.name: parameter for parameter in found}


def _parameter(statement: ast.stmt) -> Parameter | None:
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr() as v):
            return _literal(name, ast.unparse(annotation), v, statement.lineno)
        case ast.Assign(targets=[ast.Name(id=name)], value=v):
            return _literal(name, "", v, statement.lineno)
    return None


def _literal(name: str, annotation: str, value: ast.expr, line: int) -> Parameter | None:
    try:
        default = ast.literal_eval(value)
    except ValueError:
        return None
    return Parameter(name, annotation or type(default).__name__, default, line)


def check_parameters(
    declared: Mapping[str, Parameter], values: Mapping[str, object], file: object
) -> dict[str, object]:
    """The values in the declared types, ready for Papermill; InputError names every fault."""
    problems: list[Problem] = []
    checked: dict[str, object] = {}
    for name, value in values.items():
        try:
            checked[name] = _checked(declared, name, value, str(file))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems=problems)
    return checked


def _checked(declared: Mapping[str, Parameter], name: object, value: object, file: str) -> object:
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name):
        raise InputError(Message("a parameter name must be an identifier"), file=file, value=name)
    if name not in declared:
        raise InputError(
            Message("no such parameter in the cell tagged 'parameters'"),
            file=file,
            value=name,
            expected=(
                Message("one of {names}", names=", ".join(declared))
                if declared
                else Message("no parameters at all")
            ),
            nearest=nearest(name, declared),
        )
    parameter = declared[name]
    refuse = partial(InputError, file=file, column=name, value=repr(value))
    try:
        typed: object = TypeAdapter(_type(parameter, file), config=STRICT).validate_python(
            _with_texts(value)
        )
        json.dumps(typed, allow_nan=False).encode()
        "".join(_texts(typed)).encode("utf-8")
    except ValidationError:
        raise refuse(
            Message("wrong type or value"), expected=verbatim(parameter.annotation)
        ) from None
    except (TypeError, ValueError, RecursionError):
        expected = Message("a finite value that JSON can hold")
        raise refuse(Message("cannot be stored"), expected=expected) from None
    return typed


def _with_texts(value: object) -> object:
    """Whole numbers that are keys as texts, as Papermill writes them: YAML has `2026:` as a number.

    Raises ValueError for a mapping that then holds a key twice.
    """
    if isinstance(value, list):
        return [_with_texts(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {str(k) if type(k) is int else k: _with_texts(item) for k, item in value.items()}
    if len(found) < len(value):
        raise ValueError("a key stands twice, as a number and as a text")
    return found


def _texts(value: object) -> list[str]:
    """Every text inside a value; keys of a mapping must be texts too."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("keys must be texts")
        return [text for pair in value.items() for item in pair for text in _texts(item)]
    if value is None or isinstance(value, (bool, int, float)):
        return []
    raise TypeError(f"{type(value).__name__} is not a JSON type")


def _type(parameter: Parameter, file: str) -> Annotation:
    """The declared type. Only names in TYPES may occur, so that nothing else is evaluated."""
    if parameter.annotation == "NoneType":
        return object
    tree = ast.parse(parameter.annotation, mode="eval")
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    allowed = (ast.Expression, ast.Name, ast.Subscript, ast.BinOp, ast.BitOr, ast.Constant,
               ast.Tuple, ast.Load)  # fmt: skip
    if names - TYPES.keys() or not all(isinstance(node, allowed) for node in ast.walk(tree)):
        raise InputError(
            Message("the notebook declares a type that a parameter cannot have"),
            file=file,
            line=parameter.line,
            column=parameter.name,
            value=parameter.annotation,
            expected=Message("str, int, float, bool, list, dict, Literal or None"),
        )
    return eval(compile(tree, "<annotation>", "eval"), {"__builtins__": {}}, dict(TYPES))
