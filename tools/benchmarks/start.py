"""Targets 1 and 16: start to the first real rows painted, memory of the idle window."""

from __future__ import annotations

from tools.benchmarks import empty_window, measure

_IDLE = 10.0  # seconds until everything is loaded and what was read for it is let go of


def run() -> None:
    """Measure both beside an empty Qt window."""
    environment = {
        "SMALLCRM_FILE": str(measure.sample()),
        "SMALLCRM_HOME": str(measure.FOLDER / "home"),
    }
    ours, limit = measure.in_turns(
        lambda: measure.child(
            "smallcrm", environment=environment | {"SMALLCRM_EXIT_AFTER_PAINT": "1"}
        ),
        lambda: measure.child(empty_window.__name__),
        runs=max(measure.RUNS, 7),
    )
    measure.compare("start.painted", ours["painted"], limit["painted"], "s", "1.8, goal 1.3")
    ours = measure.child(__name__, environment=environment)
    limit = measure.child(empty_window.__name__)
    measure.compare("memory.idle", ours["rss"], limit["rss"], "MB", "150 MB, goal 2.2")


def _idle() -> None:
    """The real window, everything loaded, then its memory."""
    import os  # noqa: PLC0415
    import threading  # noqa: PLC0415

    from smallcrm.__main__ import main  # noqa: PLC0415

    def finish() -> None:
        print("rss", empty_window.resident(), flush=True)
        os._exit(0)

    threading.Timer(_IDLE, finish).start()
    main([])


if __name__ == "__main__":
    _idle()
