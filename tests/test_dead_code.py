"""Nothing is kept in the product that only its own tests, or nobody, would call."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from analysis.catalogue.messages import messages
from analysis.model.chapters import model
from tests.test_architecture import MODULES, SOURCE, module_name, needs

ENTRIES = {
    "a command": "analysis.cli",
    "Python and notebooks": "analysis analysis.report.notebook",
    "a process of its own": "analysis.guard analysis.runner.warm analysis.runner.plain",
    "an engine of Papermill": "analysis.runner.entry",
}
"""The modules in which something outside begins."""
FOUND = ("analysis.questions.", "analysis.report.chapters.")
"""What is looked for in its folder: every question, and every chapter."""
CALLED = {
    "Python, IPython and Jupyter": "__getattr__ _ipython_key_completions_ schedule _schedule_flush "
    "_abort_queues get_msg is_alive execute_cell",
    "Typer": "format_commands",
    "the standard library": "handle_starttag handle_endtag handle_data ignore_aliases",
}
"""Functions that a library calls by their names."""
TYPER = ("Arguments", "Commands", "Options", "Show this message and exit.", "default: {value}",
         "env var: {value}")  # fmt: skip
"""What Typer writes by itself, put into Swedish."""
WORDS = 15
"""Letters of a text that is put together by which it is known."""


@cache
def trees() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in MODULES}


def texts(tree: ast.Module) -> tuple[set[str], set[str]]:
    """The texts of a module, and patterns of those that it puts together of enough words."""
    exact, patterns = set(), set()
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str() as text):
                exact.add(text)
            case ast.JoinedStr(values=parts):
                pieces = [p.value if isinstance(p, ast.Constant) else None for p in parts]
                if sum(len(str(piece)) for piece in pieces if piece) >= WORDS:
                    patterns.add("".join(".+" if p is None else re.escape(str(p)) for p in pieces))
            case ast.BinOp(left=ast.Constant(value=str() as text), op=ast.Add()):
                patterns.add(re.escape(text) + ".+")
    return exact, patterns


def test_every_module_is_needed_by_something_that_begins_outside() -> None:
    graph = needs()
    entries = set(" ".join(ENTRIES.values()).split())
    waiting = [m for m in graph if m in entries or m.startswith((*FOUND, "analysis.cli."))]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in graph and name not in seen:
            seen.add(name)
            waiting += [*graph[name], name.rpartition(".")[0]]
    assert set(graph) - seen == set(), "for tests or studies alone: it belongs there"


def test_every_function_is_called_somewhere_else_than_in_tests() -> None:
    named = Counter[str]()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                named[node.id] += 1
            elif isinstance(node, ast.Attribute):
                named[node.attr] += 1
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.update(re.findall(r"\w+", node.value))
    by_name = set(model()) | set(" ".join(CALLED.values()).split())
    unused = [
        f"{'.'.join(module_name(file)[1:])}.{node.name}"
        for file, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not any("validator" in ast.unparse(each) for each in node.decorator_list)
        and not named[node.name] and node.name not in by_name and not dunder(node.name)
    ]  # fmt: skip
    assert unused == [], "it goes, or belongs to the tests"


def dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def test_every_message_is_said_somewhere() -> None:
    studies = sorted((SOURCE.parent / "studies").glob("*.py"))
    read = [*trees().values(), *(ast.parse(file.read_text(encoding="utf-8")) for file in studies)]
    exact, patterns = (set().union(*each) for each in zip(*map(texts, read), strict=True))
    unsaid = [
        english
        for english in set(messages()) - exact - set(TYPER)
        if not any(re.fullmatch(pattern, english) for pattern in patterns)
    ]
    assert unsaid == [], "take it out of the catalogue"
