"""Where the data, the settings, the logs, the backups and the resources are."""

from __future__ import annotations

import contextlib
import os
from functools import cache
from pathlib import Path

from smallcrm.core.loading import load

SUFFIX = ".smallcrm"
_LAST = "last-file.txt"


def resource(name: str) -> Path:
    """A shipped file or folder: inside the installed package, or beside it in a checkout."""
    return _resources() / name


@cache
def _resources() -> Path:
    package = Path(__file__).resolve().parents[1]
    shipped = package / "_resources"
    return shipped if shipped.exists() else package.parent / "resources"


def home() -> Path | None:
    """The one folder that SMALLCRM_HOME asks for, when it does."""
    value = os.environ.get("SMALLCRM_HOME")
    return Path(value) if value else None


def data_folder() -> Path:
    """Where the data file is kept unless the user says otherwise."""
    return home() or Path(load("platformdirs").user_data_dir("smallcrm", appauthor=False))


def settings_folder() -> Path:
    """Where this computer's own settings are: last file, language, window."""
    return home() or Path(load("platformdirs").user_config_dir("smallcrm", appauthor=False))


def logs_folder() -> Path:
    """Where log files go."""
    if own := home():
        return own / "logs"
    return Path(load("platformdirs").user_log_dir("smallcrm", appauthor=False))


def default_file() -> Path:
    """The data file of somebody who never chose one."""
    return data_folder() / f"business{SUFFIX}"


def sample_file() -> Path:
    """The data file with made-up data, apart from everything real."""
    return data_folder() / "sample" / f"sample{SUFFIX}"


def demo_folder() -> Path:
    """Where the data files of demonstrations are kept unless the user says otherwise."""
    return data_folder() / "demo"


def is_made_up(path: Path) -> bool:
    """Whether the data in *path* are ours, for looking at, not the user's own."""
    return path == sample_file() or path.parent == demo_folder()


def private_folder(folder: Path) -> Path:
    """Make *folder*, for its owner's eyes only, and return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def private_file(path: Path) -> Path:
    """Make *path*, empty where it is not there, for its owner's eyes only, and return it."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    if os.name == "posix":
        path.chmod(0o600)  # an older version made it for everybody
    return path


def last_file() -> Path:
    """The data file that was used last on this computer, else the default one."""
    try:
        noted = (settings_folder() / _LAST).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        noted = ""
    return Path(noted) if noted else default_file()


def remember_file(path: Path) -> None:
    """Note *path* as the data file used last."""
    with contextlib.suppress(OSError):  # a note for convenience, never an obstacle
        note = private_folder(settings_folder()) / _LAST
        private_file(note).write_text(str(path.resolve()), "utf-8")
