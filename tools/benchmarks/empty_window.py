"""An empty window of Qt, with nothing else loaded: the limit of targets 1 and 16."""

from __future__ import annotations

from pathlib import Path

from smallcrm.core.process_age import seconds_since_start


def resident() -> float:
    """Megabytes of this process that are in memory; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(row for row in status.read_text().splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print when the window was painted, and the memory it takes."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - who measures needs no Qt
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
        print("painted", seconds_since_start())  # as ours does: the system counts in 10 ms
        print("rss", resident())
        application.quit()

    application = QApplication([])
    window = Window()
    window.resize(1200, 800)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
