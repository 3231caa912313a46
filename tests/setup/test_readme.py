"""What the README says of settings, commands, accounts and folders is so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from django.core.management import get_commands

from tests.personas import PERSONAS

HOME = Path(__file__).resolve().parent.parent.parent
README = (HOME / "README.md").read_text()
PROGRAMS = [
    *(HOME / "pilot_portal/settings").glob("[ab]*.py"),
    *(HOME / "pilot_portal").glob("*.py"),
    *(HOME / "pilot_portal/management/commands").glob("*.py"),
]
# Not the portal's own: the machine's, and Django's.
FOREIGN = {"PATH", "NODE_EXTRA_CA_CERTS", "PYTHONUNBUFFERED", "DJANGO_SETTINGS_MODULE"}
READS = re.compile(r"env\.\w+|os\.environ\.(get|setdefault)")


def table(heading: str) -> Iterator[list[str]]:
    """Cells of the table whose first heading this is, row by row."""
    below = README.split(f"| {heading} |", 1)[1].split("\n\n")[0]
    for line in below.splitlines()[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def quoted(cell: str) -> list[str]:
    """What stands in back ticks."""
    return re.findall(r"`([^`]+)`", cell)


def variable_of(node: ast.AST) -> str | None:
    """The environment variable that an expression reads, if it reads one."""
    if isinstance(node, ast.Call) and node.args:
        reads, name = READS.fullmatch(ast.unparse(node.func)), node.args[0]
    elif isinstance(node, ast.Subscript):
        reads, name = ast.unparse(node.value) == "os.environ", node.slice
    else:
        return None
    is_text = isinstance(name, ast.Constant) and isinstance(name.value, str)
    return name.value if reads and is_text else None


def variables_read() -> set[str]:
    """Every environment variable that settings and start ask for."""
    nodes = (
        node for path in PROGRAMS for node in ast.walk(ast.parse(path.read_text()))
    )
    return {name for node in nodes if (name := variable_of(node))} - FOREIGN


def variables_told() -> set[str]:
    """Every variable in the README's table of settings."""
    return {name for row in table("variable") for name in quoted(row[0])}


def test_the_settings_table_names_every_variable_that_is_read_and_no_other():
    assert variables_told() == variables_read()


def test_the_compose_file_hands_on_variables_that_the_table_names():
    services = yaml.safe_load((HOME / "docker-compose.yml").read_text())["services"]
    for name in ("prepare", "web", "worker", "beat"):
        assert set(services[name]["environment"]) <= variables_told()


def test_every_command_the_readme_names_exists():
    targets = re.findall(r"^([a-z][a-z0-9-]*):", (HOME / "Makefile").read_text(), re.M)
    named = set(re.findall(r"(?<![a-z])make ([a-z][a-z0-9-]*)", README))
    assert {"run", "test", "help"} <= named <= set(targets)
    commands = set(re.findall(r"manage\.py ([a-z_]+)", README))
    assert {"prepare", "demo"} <= commands <= set(get_commands())


def test_the_readme_names_every_account_of_the_demonstration():
    told = [name for row in table("who") for name in quoted(row[1])]
    first, last = (name for name in told if name.startswith("expert"))
    between = range(int(first[-1]) + 1, int(last[-1]))
    assert sorted([*told, *(f"expert{number}" for number in between)]) == sorted(
        PERSONAS
    )


def test_the_folders_of_the_readme_are_there():
    folders = [name for row in table("folder") for name in quoted(row[0])]
    assert "workflow/" in folders
    assert [name for name in folders if not (HOME / name).is_dir()] == []


def test_pictures_and_papers_the_readme_points_to_are_there():
    pictures = re.findall(r"\]\(([^)]+)\)", README)
    papers = re.findall(r"`([\w/.]+\.md)`", README)
    assert len(pictures) == 2
    for name in [*pictures, *papers]:
        assert (HOME / name).is_file(), name
