"""``demo``: the main job on sample data, in a file of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from smallcrm.cli.program import Program, pass_program
from smallcrm.core import paths, text
from smallcrm.core.text import TN, T
from smallcrm.services.samples import demonstration
from smallcrm.services.settings import create_file


@click.command("demo", epilog="Example: smallcrm demo /home/me/trial --no-window")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option("--no-window", is_flag=True, help="Do not open the window afterwards.")
@pass_program
def demo_(program: Program, folder: Path | None, *, no_window: bool) -> None:
    """Show the main job on sample data: a spreadsheet in, an invoice out.

    Imports a messy spreadsheet, makes a deal, a quote, the invoice from it and both PDFs, in a
    data file of its own below DIR; then opens the window.
    """
    folder = paths.private_folder(folder or paths.demo_folder())
    path = _free(folder)
    database = create_file(path, country="GR", currency="EUR", language=text.language())
    try:
        shown = demonstration.demonstrate(database, folder)
    finally:
        database.close()
    data = {
        "file": str(path.resolve()),
        "imported": shown.imported,
        "pdfs": [str(pdf.resolve()) for pdf in shown.pdfs],
    }
    program.answer(
        data,
        TN("{count} contact imported.", "{count} contacts imported.", shown.imported),
        *(T("Printed: {path}", path=pdf.resolve()) for pdf in shown.pdfs),
        T("The data file of the demonstration: {path}", path=path.resolve()),
    )
    if not no_window:
        _open_window(program, path)


def _free(folder: Path) -> Path:
    """A name for the file that no earlier demonstration has."""
    path = folder / f"demo{paths.SUFFIX}"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"demo-{number}{paths.SUFFIX}"
    return path


def _open_window(program: Program, path: Path) -> None:
    """Show the file in the window, where there is a display; come back when it is closed."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        program.tell(T("There is no display here, so the window was not opened."))
        return
    itself = (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "smallcrm"]
    )
    command = [*itself, "--file", str(path), "--lang", text.language()]
    subprocess.run(command, check=False)  # noqa: S603 - this very program
