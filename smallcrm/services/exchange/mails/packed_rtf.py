"""The packing in which Outlook keeps texts in RTF ([MS-OXRTFCP])."""

from __future__ import annotations

_HEAD = 16  # bytes: packed size, size, kind, checksum
_PACKED, _PLAIN = b"LZFu", b"MELA"
_WINDOW = 4096  # bytes that can be repeated
_SHORTEST = 2
_LARGEST = 5_000_000  # bytes of a text
_KNOWN = (  # what the window holds at first
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpacked(packed: bytes) -> bytes:
    """The RTF itself; as much of it as is there, empty where it is none."""
    size, kind = int.from_bytes(packed[4:8], "little"), packed[8:12]
    most = min(size, _LARGEST)
    if kind == _PLAIN:
        return packed[_HEAD:][:most]
    if kind != _PACKED:
        return b""
    unpacking = _Unpacking(packed)
    while unpacking.goes_on and len(unpacking.found) < most:
        unpacking.take_eight()
    return bytes(unpacking.found[:most])


class _Unpacking:
    """Goes through runs of eight: each is a byte, or a stretch of what was there before."""

    def __init__(self, packed: bytes) -> None:
        self.found = bytearray()
        self._packed = packed
        self._place = _HEAD
        self._window = bytearray(_KNOWN.ljust(_WINDOW, b"\0"))
        self._end = len(_KNOWN)
        self._is_over = False

    @property
    def goes_on(self) -> bool:
        """Whether something is left."""
        return not self._is_over and self._place < len(self._packed)

    def take_eight(self) -> None:
        """Take one run."""
        flags = self._packed[self._place]
        self._place += 1
        for bit in range(8):
            if not self.goes_on:
                return
            if flags >> bit & 1:
                self._repeat()
            else:
                self._add(self._packed[self._place])
                self._place += 1

    def _repeat(self) -> None:
        pair = int.from_bytes(self._packed[self._place : self._place + 2])
        self._place += 2
        start, length = pair >> 4, (pair & 15) + _SHORTEST
        self._is_over = start == self._end
        for step in range(0 if self._is_over else length):
            self._add(self._window[(start + step) % _WINDOW])

    def _add(self, byte: int) -> None:
        self.found.append(byte)
        self._window[self._end] = byte
        self._end = (self._end + 1) % _WINDOW
