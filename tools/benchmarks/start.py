"""Targets 1 and 16: start to the first real rows painted, memory of the idle window."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tools.benchmarks import measure

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
        lambda: measure.child(__name__, "empty", environment={"BENCH_START": repr(time.time())}),
        runs=max(measure.RUNS, 7),
    )
    measure.compare("start.painted", ours["painted"], limit["painted"], "s", "1.8, goal 1.3")
    ours = measure.child(__name__, "idle", environment=environment)
    limit = measure.child(__name__, "empty", environment={"BENCH_START": repr(time.time())})
    measure.compare("memory.idle", ours["rss"], limit["rss"], "MB", "150 MB, goal 2.2")


def _resident() -> float:
    """Megabytes of this process that are in memory; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(row for row in status.read_text().splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _empty() -> None:
    """An empty window: print when it was painted, and the memory it takes."""
    import os  # noqa: PLC0415 - only what an empty window needs

    from PySide6.QtCore import QTimer  # noqa: PLC0415
    from PySide6.QtGui import QPaintEvent  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415

    class Window(QMainWindow):
        done = False

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not self.done:
                self.done = True
                QTimer.singleShot(0, finish)

    def finish() -> None:
        print("painted", time.time() - float(os.environ["BENCH_START"]))
        print("rss", _resident())
        application.quit()

    application = QApplication([])
    window = Window()
    window.resize(1200, 800)
    window.show()
    application.exec()


def _idle() -> None:
    """The real window, everything loaded, then its memory."""
    import os  # noqa: PLC0415
    import threading  # noqa: PLC0415

    from smallcrm.__main__ import main  # noqa: PLC0415

    def finish() -> None:
        print("rss", _resident(), flush=True)
        os._exit(0)

    threading.Timer(_IDLE, finish).start()
    main([])


if __name__ == "__main__":
    {"empty": _empty, "idle": _idle}[sys.argv[1]]()
