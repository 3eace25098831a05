"""Words of the form FIELD=VALUE, as the commands take them that change something."""

from __future__ import annotations

import click


def split_pair(text: str, form: str = "FIELD=VALUE") -> tuple[str, str]:
    """The name before the first ``=`` of *text*, and what stands behind it as it was typed.

    Raises:
        click.UsageError: There is no ``=``, so it is not of the *form*.
    """
    name, sign, value = text.partition("=")
    if not sign:
        raise click.UsageError(f"{text} is not of the form {form}")
    return name.strip(), value
