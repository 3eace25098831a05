"""The files among what is dragged, dropped or copied."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from smallcrm.core.mail_files import is_mail

NOTING = "smallcrm.ui.mails.noting"  # what notes e-mails; loaded with the first of them


def files_of(data: QMimeData) -> list[Path]:
    """All of them, in their order."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]


def mails_of(data: QMimeData) -> list[Path]:
    """Those that are e-mails."""
    return [path for path in files_of(data) if is_mail(path)]
