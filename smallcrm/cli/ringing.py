"""What is said where ``--call`` names no number."""

from __future__ import annotations

import click

from smallcrm.cli.program import use_unicode
from smallcrm.core import languages
from smallcrm.core.text import T

_USER = 1  # the exit status of what the user can put right; see ``main``
_LONGEST = 60  # characters that are shown of what is none


def refuse(text: str, language: str | None) -> int:
    """Say that *text* is no telephone number; return the exit status."""
    use_unicode()
    languages.use(language or languages.of_system())
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    said = T("“{typed}” is not a telephone number, so nobody is looked for.", typed=shown)
    click.echo(str(said), err=True)
    return _USER
