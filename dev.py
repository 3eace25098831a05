#!/usr/bin/env python3
"""Everything a person or a build machine does with this folder, from one place.

Needs Python 3.11 to 3.13 and nothing else: it makes .venv, installs the exact packages of
requirements/ into it, and does that again only when they change. On Windows say `py dev.py`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "smallcrm.json"
OLDEST, NEWEST = (3, 11), (3, 13)
LEVELS = ("run", "test", "check", "release")  # each of requirements/*.txt holds the one before it


class Trouble(Exception):
    """What went wrong and what to do about it, for the person at the keyboard."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit status."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        say(f"There is no command {name}.\n\n{usage()}")
        return 2
    if rest[:1] == ["--help"] and name not in ("run", "demo", "messages"):
        print(f"dev.py {name}: {COMMANDS[name].__doc__}")
        return 0
    try:
        if not OLDEST <= sys.version_info[:2] <= NEWEST:
            return with_another_python(arguments)
        return COMMANDS[name](rest)
    except Trouble as trouble:
        say(str(trouble))
    except KeyboardInterrupt:
        say("Stopped.")
    return 1


def usage() -> str:
    """List the commands, each with the first line of its docstring."""
    lines = [(__doc__ or "").strip(), "", "usage: python3 dev.py COMMAND [ARGUMENTS]", ""]
    for name, command in COMMANDS.items():
        lines.append(f"  {name:10}{(command.__doc__ or '').splitlines()[0]}")
    return "\n".join(lines)


# The commands: each takes the rest of the command line and returns an exit status.


def setup(arguments: list[str]) -> int:
    """Make .venv ready for everything below, and look for what Qt needs."""
    level = arguments[0] if arguments else "check"
    if level not in LEVELS:
        raise Trouble(f"There is no set of packages {level}. Choose one of: {', '.join(LEVELS)}.")
    prepare(level)
    say("Ready. Try: python3 dev.py demo")
    return 0


def run(arguments: list[str]) -> int:
    """Start SmallCRM; arguments are those of the program, such as: run contacts list."""
    prepare("run")
    return python("-m", "smallcrm", *arguments)


def demo(arguments: list[str]) -> int:
    """Show the main job on sample data: a messy spreadsheet in, an invoice as PDF out."""
    prepare("run")
    return python("-m", "smallcrm", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests, on all cores; --all the long ones too; else arguments of pytest."""
    prepare("test")
    spread = ["--numprocesses=auto", "--dist=worksteal"]
    usual = {(): [*spread, "-m", "not slow"], ("--all",): spread}
    return python("-m", "pytest", *usual.get(tuple(arguments), arguments), offscreen=True)


def check(arguments: list[str]) -> int:
    """Run the linters and the type checker; --fix first mends what they can mend."""
    prepare("check")
    if "--fix" in arguments:
        python("-m", "ruff", "check", "--fix", "--quiet", ".")
        python("-m", "ruff", "format", "--quiet", ".")
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    print(f"{len(CHECKS) - len(failed)} of {len(CHECKS)} checks passed.", flush=True)
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure the speed on a large made-up data file."""
    prepare("test")
    return python("tools/bench.py", *arguments, offscreen=True)


def shots(arguments: list[str]) -> int:
    """Take the pictures of the screens."""
    prepare("test")
    return python("tools/shots.py", *arguments, offscreen=True)


def messages(arguments: list[str]) -> int:
    """Bring the catalogues in line with the source; --check only looks."""
    prepare("run")
    return python("tools/messages.py", *arguments)


def lock(arguments: list[str]) -> int:
    """Write requirements/ again after a change in pyproject.toml; --upgrade takes the newest."""
    prepare("release")
    return python("tools/lock.py", *arguments)


def package(arguments: list[str]) -> int:
    """Make a folder that runs without Python, below dist/, and try it."""
    prepare("release")
    if sys.platform == "linux" and not shutil.which("objdump"):
        install_system_packages(["binutils"], "PyInstaller needs objdump.")
    status = python(
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level=WARN",
        *arguments,
        "packaging/smallcrm.spec",
    )
    return status or python("packaging/smoke_test.py")


COMMANDS = {
    command.__name__: command
    for command in (setup, run, demo, test, check, bench, shots, messages, lock, package)
}

CHECKS = {
    "ruff check": ("-m", "ruff", "check", "--quiet", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "--quiet", "."),
    "mypy": ("-m", "mypy", "--no-error-summary"),
    "lint-imports": (
        "-c",
        "from importlinter.cli import lint_imports_command as main; main()",
        "--no-logo",
    ),
    "codespell": ("-m", "codespell_lib"),
}


# What they are made of.


def prepare(level: str) -> None:
    """Make .venv hold the packages of *level*, and Qt's libraries be there."""
    started = time.monotonic()
    make_environment()
    stamp = read_stamp()
    done = [install_packages(level, stamp), check_libraries(stamp)]
    compile_messages()
    if any(done):
        say(f"Prepared in {time.monotonic() - started:.0f} s.")


def make_environment() -> None:
    """Make .venv, unless there is one that works."""
    if PYTHON.exists() and OLDEST <= version_of([str(PYTHON)], "import pip") <= NEWEST:
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        name = f"python3.{sys.version_info[1]}-venv"
        install_system_packages([name], "This Python cannot make virtual environments.")
    say(f"Making .venv with Python {sys.version.split()[0]}.")
    made = run_quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        raise Trouble(f"{made.stdout.strip()}\n.venv could not be made.")


def install_packages(level: str, stamp: dict[str, str]) -> bool:
    """Install the packages of *level* unless they are there; tell whether that was needed."""
    if any(stamp.get("packages") == fingerprint(name) for name in LEVELS[LEVELS.index(level) :]):
        return False
    file = ROOT / "requirements" / f"{level}.txt"
    total = sum(line[:1].isalnum() for line in file.read_text("utf-8").splitlines())
    say(f"Installing {total} packages into .venv; the first time takes a minute or two.")
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-input",
        "--no-user",
        "--disable-pip-version-check",
        "--progress-bar=off",
        "-r",
        str(file),
    ]
    pip = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    output = []
    for line in pip.stdout or ():
        output.append(line)
        if line.startswith("Collecting ") and sys.stderr.isatty():
            seen = sum(one.startswith("Collecting ") for one in output)
            name = line.split()[1].split("==")[0]
            print(f"\r  {seen} of {total}: {name:40}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
    if pip.wait():
        raise Trouble(
            "".join(output[-15:]) + "The packages could not be installed. "
            "Is the network there? The same command goes on from here."
        )
    stamp["packages"] = fingerprint(level)
    stamp.pop("libraries", None)
    write_stamp(stamp)
    return True


def compile_messages() -> None:
    """Compile the translations that are newer: each start in another language is 0.1 s shorter."""
    for source in (ROOT / "resources/locale").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            files = ("-i", str(source), "-o", str(compiled))
            run_quietly([str(PYTHON), "-m", "babel.messages.frontend", "compile", *files])


def check_libraries(stamp: dict[str, str]) -> bool:
    """On Linux, see that the libraries Qt needs are there; tell whether there was work to do."""
    if sys.platform != "linux" or "libraries" in stamp:
        return False
    missing = missing_libraries()
    if missing:
        debian, fedora = (sorted({one[place] for one in missing}) for place in (1, 2))
        try:
            install_system_packages(debian, "Qt needs libraries of the system.", fedora)
        except Trouble as trouble:  # PDFs, the command line and most tests do without a window
            say(f"{trouble}\nUntil then no window opens. Going on.")
            return False
    stamp["libraries"] = "complete"
    write_stamp(stamp)
    return bool(missing)


def missing_libraries() -> list[list[str]]:
    """Return (library, Debian's package, Fedora's package) for each one that Qt does not find."""
    looked = run_quietly([str(PYTHON), str(ROOT / "tools/qt_libraries.py")])
    if looked.returncode:
        raise Trouble(looked.stdout)
    return [line.split() for line in looked.stdout.splitlines()]


def install_system_packages(
    debian: list[str], reason: str, fedora: list[str] | None = None
) -> None:
    """Install Debian's packages *debian* where that is allowed, else say what to install."""
    by_hand = "sudo apt-get install " + " ".join(debian)
    if fedora and shutil.which("dnf"):
        by_hand = "sudo dnf install " + " ".join(fedora)
    root = not WINDOWS and os.geteuid() == 0
    if not shutil.which("apt-get") or not (root or sudo_without_password()):
        raise Trouble(f"{reason} Please run, then try again:\n  {by_hand}")
    say(f"{reason} Installing: {' '.join(debian)}")
    apt = ([] if root else ["sudo", "-n"]) + [
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-y",
        "-o",
        "DPkg::Lock::Timeout=120",
    ]
    install = [*apt, "install", "--no-install-recommends", *debian]
    done = run_quietly(install)
    for pause in (0, 10):
        if done.returncode == 0:
            return
        time.sleep(pause)
        run_quietly([*apt, "update"])
        done = run_quietly(install)
    if done.returncode:
        raise Trouble(
            f"{done.stdout[-1500:]}\nThat did not work. Please run, then try again:\n  {by_hand}"
        )


def with_another_python(arguments: list[str]) -> int:
    """Do the same with a Python that fits, when one is installed; else say which is needed."""
    have = sys.version.split()[0]
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        command = ["py", f"-3.{minor}"] if WINDOWS else [f"python3.{minor}"]
        if shutil.which(command[0]) and version_of(command) == (3, minor):
            say(f"This is Python {have}; going on with {' '.join(command)}.")
            return subprocess.call([*command, str(ROOT / "dev.py"), *arguments])
    raise Trouble(
        f"SmallCRM needs Python 3.13, 3.12 or 3.11; this is Python {have} ({sys.executable}), "
        f"and none of the others was found. Please install one of them, and run dev.py again."
    )


def version_of(command: list[str], also: str = "pass") -> tuple[int, ...]:
    """Return the version of a Python, such as (3, 11); (0,) when it does not run or do *also*."""
    code = f"{also}\nimport sys\nprint(*sys.version_info[:2])"
    try:
        asked = run_quietly([*command, "-c", code])
        return tuple(int(part) for part in asked.stdout.split()) if not asked.returncode else (0,)
    except (OSError, ValueError):
        return (0,)


def sudo_without_password() -> bool:
    """Tell whether sudo works here without asking a question."""
    return bool(shutil.which("sudo")) and run_quietly(["sudo", "-n", "true"]).returncode == 0


def fingerprint(level: str) -> str:
    """Return what names the packages of *level*, to tell when they have changed."""
    content = (ROOT / "requirements" / f"{level}.txt").read_bytes()
    return f"{level} {hashlib.sha256(content).hexdigest()}"


def read_stamp() -> dict[str, str]:
    """Return what is known to be in .venv."""
    try:
        return dict(json.loads(STAMP.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def write_stamp(stamp: dict[str, str]) -> None:
    """Remember what is in .venv."""
    STAMP.write_text(json.dumps(stamp), "utf-8")


def passes(name: str, command: tuple[str, ...]) -> bool:
    """Run one check, print one line, and what it says when it fails."""
    started = time.monotonic()
    done = run_quietly([str(PYTHON), *command], environment())
    took = f"{time.monotonic() - started:.1f} s"
    print(f"{'failed' if done.returncode else 'ok':8}{name:14}{took:>8}", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return not done.returncode


def python(*arguments: str, offscreen: bool = False) -> int:
    """Run the Python of .venv, where the caller stands for the program, and return its status."""
    sys.stdout.flush()
    tool = arguments[:2] != ("-m", "smallcrm")
    return subprocess.call(
        [str(PYTHON), *arguments],
        env=environment(offscreen=offscreen),
        cwd=str(ROOT) if tool else None,
    )


def environment(*, offscreen: bool = False) -> dict[str, str]:
    """Return the variables for a program of ours: it finds smallcrm and the tools of .venv."""
    variables = dict(os.environ, PYTHONPATH=str(ROOT), VIRTUAL_ENV=str(VENV))
    variables["PATH"] = str(PYTHON.parent) + os.pathsep + variables.get("PATH", "")
    # Else each process of the tests compiles every module again, before its first test.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    if offscreen:
        variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    return variables


def run_quietly(
    command: list[str], variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command from this folder, asking nobody, and keep what it prints."""
    return subprocess.run(
        command,
        cwd=str(ROOT),
        env=variables,
        check=False,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def say(text: str) -> None:
    """Tell the person at the keyboard; standard output stays the program's own."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
