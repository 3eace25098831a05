"""``smallcrm`` and ``python -m smallcrm``: the window, or the command line."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from smallcrm.core.languages import LANGUAGES
from smallcrm.core.loading import load

_READER = "--read-a-file"  # the program itself asks a second copy of itself; see exchange.reading
_PREPARER = "--prepare-contacts"  # the same; see exchange.importing.preparing
_DOUBLES = "--look-for-doubles"  # the same; see doubles.elsewhere
_OF_THE_WINDOW = ("--file", "--lang")  # options with a value; everything else is the CLI's


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window when there is no command, else run the command; return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == [_READER]:
        load("smallcrm.services.exchange.reading.worker").main()
        return 0
    if given == [_PREPARER]:
        load("smallcrm.services.exchange.importing.preparer").main()
        return 0
    if given == [_DOUBLES]:
        load("smallcrm.services.doubles.child").main()
        return 0
    options = _window_options(given)
    if options is None:
        status: int = load("smallcrm.cli.main").main(given)
    else:
        gc.disable()  # until the first picture is painted: a tenth of the way there
        load("smallcrm.ui.quick_imports").read_no_sources()  # before the window's modules
        file = options.get("--file")
        status = load("smallcrm.app").main(Path(file) if file else None, options.get("--lang"))
    return status


def _window_options(arguments: Sequence[str]) -> dict[str, str] | None:
    """The options for the window; None where a command is meant, or has to say what is wrong."""
    options: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, _, value = rest.pop(0).partition("=")
        if name not in _OF_THE_WINDOW:
            return None
        if not value:
            if not rest:
                return None
            value = rest.pop(0)
        options[name] = value
    return options if options.get("--lang", "en") in LANGUAGES else None


if __name__ == "__main__":
    raise SystemExit(main())
