"""Writes containers as Outlook does ([MS-CFB]): enough for messages that tests make themselves."""

from __future__ import annotations

import struct
from typing import Any

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5


def container(tree: dict[str, Any]) -> bytes:
    """The bytes of a container: names with bytes are streams, names with names are storages."""
    return _Writer(tree).write()


class _Writer:
    def __init__(self, tree: dict[str, Any]) -> None:
        self.sectors: list[bytes] = []
        self.chains: list[int] = []
        self.mini = bytearray()
        self.mini_chains: list[int] = []
        self.entries: list[list[Any]] = []
        self._add("Root Entry", tree, ROOT)

    def write(self) -> bytes:
        self.entries[0][3:] = [*self._big(bytes(self.mini)), len(self.mini)]
        first_mini, mini_count = END, 0
        if self.mini_chains:
            table = struct.pack(f"<{len(self.mini_chains)}I", *self.mini_chains)
            before = len(self.sectors)
            first_mini = self._big(table, b"\xff")[0]
            mini_count = len(self.sectors) - before
        first_entry = self._big(b"".join(self._entry(each) for each in self.entries))[0]
        size = 1
        while size * 128 < len(self.chains) + size:
            size += 1
        first_fat = len(self.sectors)
        chains = [*self.chains, *[FAT] * size]
        chains += [FREE] * (size * 128 - len(chains))
        head = struct.pack(
            "<8s16xHHHHH6xIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            *(0x3E, 3, 0xFFFE, 9, 6),
            *(0, size, first_entry, 0, CUTOFF, first_mini, mini_count, END, 0),
        )
        fats = [first_fat + number for number in range(size)] + [FREE] * (109 - size)
        head += struct.pack("<109I", *fats)
        return b"".join([head, *self.sectors, struct.pack(f"<{len(chains)}I", *chains)])

    def _add(self, name: str, content: Any, kind: int) -> int:
        number = len(self.entries)
        entry = [name, kind, [NONE, NONE, NONE], END, 0]
        self.entries.append(entry)
        if isinstance(content, bytes):
            entry[3:] = [self._stream(content), len(content)]
        else:
            children = [
                (key, self._add(key, value, STREAM if isinstance(value, bytes) else STORAGE))
                for key, value in content.items()
            ]
            children.sort(key=lambda child: (len(child[0]), child[0].upper()))
            entry[2][2] = self._tree([child[1] for child in children])
        return number

    def _tree(self, numbers: list[int]) -> int:
        """Siblings are a tree: the middle one, those before it, those after it."""
        if not numbers:
            return NONE
        middle = len(numbers) // 2
        links = self.entries[numbers[middle]][2]
        links[0], links[1] = self._tree(numbers[:middle]), self._tree(numbers[middle + 1 :])
        return numbers[middle]

    def _stream(self, data: bytes) -> int:
        if len(data) >= CUTOFF:
            return self._big(data)[0]
        if not data:
            return END
        first = len(self.mini) // MINI
        count = -(-len(data) // MINI)
        self.mini += data.ljust(count * MINI, b"\0")
        self.mini_chains += [*range(first + 1, first + count), END]
        return first

    def _big(self, data: bytes, filler: bytes = b"\0") -> tuple[int]:
        if not data:
            return (END,)
        first, count = len(self.sectors), -(-len(data) // SECTOR)
        data = data.ljust(count * SECTOR, filler)
        self.sectors += [data[at : at + SECTOR] for at in range(0, len(data), SECTOR)]
        self.chains += [*range(first + 1, first + count), END]
        return (first,)

    @staticmethod
    def _entry(entry: list[Any]) -> bytes:
        name, kind, links, start, size = entry
        letters = name.encode("utf-16-le") + b"\0\0"
        return struct.pack("<64sHBBIII36xIQ", letters, len(letters), kind, 1, *links, start, size)
