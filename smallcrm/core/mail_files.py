"""Which files are e-mails: by their names, known without loading what reads them."""

from __future__ import annotations

from pathlib import Path

ENDINGS = (".eml", ".msg")


def is_mail(path: Path) -> bool:
    """Whether a file of this name is an e-mail."""
    return path.suffix.lower() in ENDINGS
