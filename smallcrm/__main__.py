"""``smallcrm`` and ``python -m smallcrm``: the window, or the command line."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from smallcrm.core.loading import load

_READER = "--read-a-file"  # the program itself asks a second copy of itself; see exchange.reading
_PREPARER = "--prepare-contacts"  # the same; see exchange.preparing
_DOUBLES = "--look-for-doubles"  # the same; see doubles.elsewhere
_PRINTER = "--print-documents"  # the same; see documents.pages
_EINVOICES = "--check-e-invoices"  # the same; see documents.einvoice
_MAILS = "--read-mails"  # the same; see exchange.mails
_CHILDREN = {
    _READER: "smallcrm.services.exchange.reading.worker",
    _PREPARER: "smallcrm.services.exchange.preparing.child",
    _DOUBLES: "smallcrm.services.doubles.child",
    _PRINTER: "smallcrm.services.documents.pages.printer",
    _EINVOICES: "smallcrm.services.documents.einvoice.child",
    _MAILS: "smallcrm.services.exchange.mails.child",
}
_INTERRUPTED = 130  # what shells say of a program that Ctrl+C ended
_CALL = "--call"  # the telephone rings: its program says who it is
# Options with a value; everything else is the CLI's.
_OF_THE_WINDOW = ("--file", "--lang", "--who", _CALL)
_HIDDEN = "--hidden"  # the window stays beside the clock: see reminding.autostart


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window when there is no command, else run the command; return the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C ends quietly what has not begun yet
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) == 1 and given[0] in _CHILDREN:
        load(_CHILDREN[given[0]]).main()
        return 0
    options = _window_options(given)
    if options is None:
        return _command(given)
    number = ""
    if _CALL in options:
        number = load("smallcrm.core.callers").read(options[_CALL])
        if not number:
            return int(load("smallcrm.cli.ringing").refuse(options[_CALL], options.get("--lang")))
    gc.disable()  # until the first picture is painted: a tenth of the way there
    load("smallcrm.ui.quick_imports").read_no_sources()  # before the window's modules
    file = options.get("--file")
    if options.get("--who"):
        os.environ["SMALLCRM_WHO"] = options["--who"]  # for ui.shell.me, when the file is open
    run = load("smallcrm.app").main
    signal.signal(signal.SIGINT, signal.default_int_handler)
    hidden = _HIDDEN in options
    status: int = run(
        Path(file) if file else None, options.get("--lang"), hidden=hidden, caller=number
    )
    return status


def _command(given: list[str]) -> int:
    """Run a command; while it runs, Ctrl+C has it take back what it began."""
    run = load("smallcrm.cli.main").main
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        status: int = run(given)
    except KeyboardInterrupt:
        status = _INTERRUPTED
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return status


def _window_options(arguments: Sequence[str]) -> dict[str, str] | None:
    """The options for the window; None where a command is meant, or has to say what is wrong."""
    options: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, _, value = rest.pop(0).partition("=")
        if name == _HIDDEN and not value:
            options[name] = ""
            continue
        if name not in _OF_THE_WINDOW:
            return None
        if not value:
            if not rest:
                return None
            value = rest.pop(0)
        options[name] = value
    known = load("smallcrm.core.languages").LANGUAGES
    return options if options.get("--lang", "en") in known else None


if __name__ == "__main__":
    raise SystemExit(main())
