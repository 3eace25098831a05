"""Names of files that came from elsewhere: made harmless, and looked at for danger (trust 21)."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 150  # characters: with a folder before it still a name for every system
# What Windows, macOS or a desktop would run, or follow, instead of showing it.
_ENDINGS = """
    ade adp apk app appimage appref-ms appx appxbundle application asp aspx bas bat bin cab cer chm
    cmd com command cpl crt csh deb desktop diagcab dll dmg docm dotm dylib exe fxp gadget grp hlp
    hta htm html inf ins iso isp its jar jnlp js jse ksh lnk mde mht mhtml msc msh mshxml msi msix
    msp mst msu ops pcd php pif pkg pl potm ppam ppsm pptm prf ps1 ps1xml ps2 psc1 psd1 psm1 py pyc
    pyo pyw pyz pyzw rb reg rpm run scf scpt scr sct search-ms settingcontent-ms sh shb shs shtml
    sldm slk svg sys terminal url vb vbe vbp vbs vhd vhdx vsw vxd webloc website ws wsc wsf wsh xht
    xhtml xlam xll xlsm xltm xnk zsh
"""
_DANGEROUS = frozenset(_ENDINGS.split())
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_HIDDEN = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])  # control, bidi marks, surrogates
_EDGES = " .\u00a0"


def safe_name(name: str) -> str:
    """*name* as every system takes it for one file in one folder; ``file`` where nothing is left.

    Only the last part of a path counts; what is not seen (marks that turn the direction of
    writing, control characters) and what a system keeps for itself (``CON``, ``a:b``) goes.
    Doing it again changes nothing.
    """
    last = re.split(r"[/\\]", _seen(name))[-1]
    plain = " ".join(_FORBIDDEN.sub("_", last).split()).strip(_EDGES)
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > LONGEST:
        ending = ending[:20] if dot else ""
        plain = f"{plain[: LONGEST - len(ending) - 1].rstrip(_EDGES)}{dot and '.'}{ending}"
        plain = plain.strip(_EDGES)
    stem = plain.split(".")[0].strip(_EDGES).casefold()
    if stem in _RESERVED:
        plain = f"_{plain}"
    return plain or "file"


def free_name(stem: str, ending: str, taken: set[str]) -> str:
    """A safe name in a folder where *taken* are, on Windows neither; from now on it is taken."""
    number, name = 1, safe_name(stem + ending)
    while name.casefold() in taken:
        number += 1
        tail = f" ({number}){ending}"
        name = safe_name(stem[: LONGEST - len(tail)] + tail)
    taken.add(name.casefold())
    return name


def is_dangerous(name: str) -> bool:
    """Whether a computer might run a file of this *name*, or follow it, instead of showing it.

    Disguises are seen through: ``photo.jpg.exe``, ``photo.exe .``, ``photo.exe:x``.
    """
    shown = unicodedata.normalize("NFKC", _seen(name)).casefold()
    return any(_ending(form) in _DANGEROUS for form in (shown, shown.split(":")[0]))


def _ending(name: str) -> str:
    """What stands behind the last point, without blanks and points at the end of the name."""
    _, dot, ending = " ".join(name.split()).rstrip(_EDGES).rpartition(".")
    return ending.strip(_EDGES) if dot else ""


def _seen(name: str) -> str:
    return "".join(
        " " if letter in "\t\r\n" else letter
        for letter in unicodedata.normalize("NFC", name)
        if letter in "\t\r\n" or unicodedata.category(letter) not in _HIDDEN
    )
