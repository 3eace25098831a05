"""A setting that is either yes or no."""

from __future__ import annotations

from smallcrm.core.errors import UserError
from smallcrm.core.text import T

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


def truth(name: str, value: object) -> bool:
    """*value* as yes or no.

    Raises:
        UserError: it is neither; *name* is its field.
    """
    word = str(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise UserError(T("{name} is either yes or no.", name=name), field=name)
    return word in _TRUE
