"""Memory that was needed once and is not any more."""

from __future__ import annotations

import sys

from smallcrm.core.loading import load


def give_back() -> None:
    """Return to the system what was freed; on Linux glibc keeps it, elsewhere nothing is done.

    Measured after the start: 3 to 10 MB, in 5 ms.
    """
    if sys.platform == "linux":
        trim = getattr(load("ctypes").CDLL(None), "malloc_trim", None)  # not in musl
        if trim is not None:
            trim(0)
