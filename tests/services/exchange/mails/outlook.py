"""Makes messages as Outlook saves them."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from typing import Any

from tests.services.exchange.mails.containers import container

BEGAN = datetime(1601, 1, 1, tzinfo=UTC)


def stream(number: str, value: str | bytes, encoding: str = "") -> tuple[str, bytes]:
    """A property: words in Unicode, or in *encoding*; or bytes."""
    if isinstance(value, bytes):
        return f"__substg1.0_{number}0102", value
    if encoding:
        return f"__substg1.0_{number}001E", value.encode(encoding)
    return f"__substg1.0_{number}001F", value.encode("utf-16-le")


def fixed(head: int, **numbers: int) -> bytes:
    """The table of fixed properties: ``x0C15=1``."""
    entries = b"".join(
        struct.pack("<HHIQ", 0x40 if value > 0xFFFFFFFF else 3, int(name[1:], 16), 6, value)
        for name, value in numbers.items()
    )
    return bytes(head) + entries


def ticks(*when: int) -> int:
    return int((datetime(*when, tzinfo=UTC) - BEGAN).total_seconds()) * 10_000_000


def tree(
    *properties: tuple[str, bytes],
    to: tuple[tuple[str, str], ...] = (("Bob", "bob@shop.example"),),
    parts: tuple[dict[str, Any], ...] = (),
    head: int = 32,
    encoding: str = "",
    **numbers: int,
) -> dict[str, Any]:
    """A message as names and streams; see ``containers.container``."""
    made: dict[str, Any] = dict(properties)
    made["__properties_version1.0"] = fixed(head, **numbers)
    for number, (name, address) in enumerate(to):
        made[f"__recip_version1.0_#{number:08X}"] = dict(
            [
                stream("3001", name, encoding),
                stream("39FE", address, encoding),
                ("__properties_version1.0", fixed(8, x0C15=1)),
            ]
        )
    for number, part in enumerate(parts):
        made[f"__attach_version1.0_#{number:08X}"] = part
    return made


def attached(name: str, data: bytes) -> dict[str, Any]:
    return dict(
        [
            stream("3707", name),
            stream("3701", data),
            ("__properties_version1.0", fixed(8, x3705=1)),
        ]
    )


def message(**more: Any) -> dict[str, Any]:
    """A plain one in Unicode from Anna."""
    return tree(
        stream("0037", "Заказ Ω"),
        stream("1000", "Здравствуйте!\r\nΚαλημέρα"),
        stream("0C1A", "Anna"),
        stream("5D01", "anna@mail.example"),
        stream("1035", "<one@mail.example>"),
        x0039=ticks(2026, 11, 27, 8),
        **more,
    )


def saved(names: dict[str, Any]) -> bytes:
    return container(names)
