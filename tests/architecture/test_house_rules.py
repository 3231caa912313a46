"""Rules of the house that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import (
    APPS,
    CODE,
    HOME,
    SUFFIXES,
    TEXT,
    files,
    place,
    python,
)

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
LINES = 400
FUNCTION_LINES = 40
MACHINE_PATHS = ("/work/", "/root/", "/home/")


def inside_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node that stands in some function."""
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS):
            for statement in function.body:
                yield from ast.walk(statement)


def in_workflow(path: Path) -> bool:
    """Whether a file is part of the app that owns the life cycle."""
    return path.relative_to(HOME).parts[0] == "workflow"


def assigned_names(node: ast.AST) -> Iterator[str]:
    """Attributes that a statement assigns to."""
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    else:
        return
    for target in targets:
        for part in ast.walk(target):
            if isinstance(part, ast.Attribute):
                yield part.attr


def called_name(node: ast.AST) -> str:
    """Name of the method or function that an expression calls, or nothing."""
    if isinstance(node, ast.Call):
        function = node.func
        if isinstance(function, ast.Attribute):
            return function.attr
        if isinstance(function, ast.Name):
            return function.id
    return ""


def sets_stage(node: ast.AST) -> bool:
    """Whether a node writes a stage: by assignment, update() or bulk_update()."""
    if "stage" in assigned_names(node):
        return True
    name = called_name(node)
    if name == "update":
        return any(word.arg == "stage" for word in node.keywords)
    if name == "bulk_update":
        return "stage" in ast.dump(node)
    return name == "setattr" and "'stage'" in ast.dump(node)


@pytest.mark.parametrize(
    "line",
    [
        "application.stage = 'listed'",
        "one.stage, two = 1, 2",
        "rows.update(stage='listed')",
        "rows.bulk_update(found, ['stage'])",
        "setattr(application, 'stage', 'listed')",
    ],
)
def test_every_way_to_write_a_stage_is_seen(line):
    assert any(sets_stage(node) for node in ast.walk(ast.parse(line)))


def test_only_workflow_writes_a_stage():
    found = [
        place(path, node)
        for path, tree in python()
        if not in_workflow(path)
        for node in ast.walk(tree)
        if sets_stage(node)
    ]
    assert found == []


def imports_services_of_life_cycle(path: Path) -> bool:
    """Whether a file is one of the rooms through whose door every move goes."""
    relative = path.relative_to(HOME)
    return str(relative).startswith(("workflow/services", "workflow/models"))


def transition_names() -> set[str]:
    """Method names that django-fsm made into moves of the application."""
    return {
        function.name
        for path, tree in python(("workflow",))
        for function in ast.walk(tree)
        if isinstance(function, FUNCTIONS)
        for decorator in function.decorator_list
        if called_name(decorator) == "transition"
    }


def calls_transition(node: ast.AST, names: set[str]) -> bool:
    """Whether a node calls a move on some object that looks like an application."""
    if called_name(node) not in names or not isinstance(node.func, ast.Attribute):
        return False
    receiver = ast.unparse(node.func.value)
    return not receiver.startswith(("services", "pool", "self.client", "super()"))


def test_a_move_is_made_by_the_one_door_only():
    names = transition_names()
    assert {"submit", "approve", "send_back"} <= names
    found = [
        place(path, node)
        for path, tree in python()
        if not imports_services_of_life_cycle(path)
        for node in ast.walk(tree)
        if calls_transition(node, names)
    ]
    assert found == []


def test_no_import_stands_inside_a_function():
    found = [
        place(path, node)
        for path, tree in python(CODE)
        for node in inside_functions(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def test_no_file_is_longer_than_four_hundred_lines():
    long = {
        str(path.relative_to(HOME)): count
        for path in files(TEXT, SUFFIXES)
        if (count := len(path.read_text().splitlines())) > LINES
    }
    assert long == {}


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_function_is_longer_than_forty_lines():
    long = [
        f"{place(path, function)} {function.name}"
        for path, tree in python()
        for function in ast.walk(tree)
        if isinstance(function, FUNCTIONS) and body_lines(function) > FUNCTION_LINES
    ]
    assert long == []


def swallows(handler: ast.ExceptHandler) -> bool:
    """Whether a handler catches everything and does nothing."""
    names = {"Exception", "BaseException"}
    broad = handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in names
    )
    return broad and all(isinstance(step, ast.Pass) for step in handler.body)


def test_no_failure_is_swallowed():
    found = [
        place(path, node)
        for path, tree in python(CODE)
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and swallows(node)
    ]
    assert found == []


def test_no_module_is_a_drawer_for_everything():
    knots = {"utils", "helpers", "common", "core", "misc", "extras"}
    found = {
        str(path.relative_to(HOME))
        for app in APPS
        for path in (HOME / app).rglob("*")
        if path.stem in knots
    }
    assert found == set()


def test_no_path_of_somebodys_machine_is_written_down():
    found = [
        str(path.relative_to(HOME))
        for path in files((*APPS, "templates", "static", "benchmarks"), SUFFIXES)
        if any(f'"{start}' in path.read_text() for start in MACHINE_PATHS)
    ]
    assert found == []
