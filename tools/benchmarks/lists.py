"""Target 9: the list of 100,000 contacts: from the open file to the first picture, and scrolling.

The limit is the plainest lazy model over the same file: ids in memory, pages by the bare driver,
a plain table view. On both sides the modules are loaded before the clock starts, the services as
well, which the program loads in the thread that opens the file: loading is part of the start.
"""

from __future__ import annotations

import sys
import time

from tools.benchmarks import measure

_FRAMES = 120


def run() -> None:
    """Print first picture and frames of scrolling, ours and the limit's."""
    sample = measure.sample()
    home = {"SMALLCRM_HOME": str(measure.FOLDER / "home")}
    ours, limit = measure.in_turns(
        lambda: measure.child(__name__, "ours", sample, environment=home),
        lambda: measure.child(__name__, "limit", sample),
        runs=3,
    )
    measure.compare("list.filled", ours["first"], limit["first"], "ms", "goal 1.3")
    for name in ("wheel.p95", "jump.p95"):
        measure.compare(f"list.{name}", ours[name], limit[name], "ms", "16 ms a frame")


def _scroll(view: object) -> None:
    from PySide6.QtWidgets import QAbstractItemView  # noqa: PLC0415 - in the child only

    assert isinstance(view, QAbstractItemView)  # noqa: S101 - tells mypy
    bar = view.verticalScrollBar()
    step = max(1, bar.maximum() // 100_000) * 3
    far = max(bar.maximum(), 1)
    places = {
        "wheel": [number * step for number in range(_FRAMES)],
        "jump": [number * 7919 * 37 % far for number in range(_FRAMES)],
    }
    for name, stops in places.items():
        frames = []
        for stop in stops:
            bar.setValue(stop)
            frames.append(measure.seconds(view.viewport().repaint))
        print(f"{name}.p95", measure.percentile(frames, 0.95) * 1000)


def _ours(path: str) -> None:
    from pathlib import Path  # noqa: PLC0415

    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from smallcrm.core.loading import load  # noqa: PLC0415
    from smallcrm.db.database import Database  # noqa: PLC0415
    from smallcrm.ui.contacts.list_pane import ListPane  # noqa: PLC0415
    from smallcrm.ui.main_window import MainWindow  # noqa: PLC0415
    from smallcrm.ui.ops import Ops  # noqa: PLC0415
    from smallcrm.ui.settings import Settings  # noqa: PLC0415
    from smallcrm.ui.theme import fonts  # noqa: PLC0415
    from smallcrm.ui.theme.theme import LIGHT_SCHEME, STYLE, Theme  # noqa: PLC0415

    load("smallcrm.services.contacts")
    application = QApplication(["bench", *STYLE])
    fonts.load()
    theme = Theme(LIGHT_SCHEME)
    theme.apply()
    database = Database(Path(path))
    ops = Ops(lambda: database)
    window = MainWindow(theme, ops, Settings(), None)
    window.resize(1200, 800)
    window.open("crm://contacts")
    window.show()
    application.processEvents()
    pane = window.findChild(ListPane)
    assert pane is not None  # noqa: S101 - tells mypy
    start = time.perf_counter()

    def filled() -> None:
        pane.view.viewport().repaint()
        print("first", (time.perf_counter() - start) * 1000)
        _scroll(pane.view)
        application.quit()

    pane.filled.connect(filled)
    ops.start()
    application.exec()
    ops.close()


def _limit(path: str) -> None:
    from PySide6.QtWidgets import QApplication, QHeaderView, QTableView  # noqa: PLC0415

    from tools.benchmarks.lazy_model import LazyModel  # noqa: PLC0415

    application = QApplication([])
    start = time.perf_counter()
    view = QTableView()
    model = LazyModel(path)
    view.setModel(model)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.setWordWrap(False)
    view.resize(1200, 800)
    view.show()
    application.processEvents()
    view.viewport().repaint()
    print("first", (time.perf_counter() - start) * 1000)
    _scroll(view)


if __name__ == "__main__":
    {"ours": _ours, "limit": _limit}[sys.argv[1]](sys.argv[2])
