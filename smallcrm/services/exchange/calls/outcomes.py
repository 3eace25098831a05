"""What a list says of a call in words or figures: which way it went, whether anybody answered."""

from __future__ import annotations

import re
from functools import lru_cache

from smallcrm.core.fold import fold

IN, OUT, INTERNAL = "in", "out", "internal"
_WORDS = 1_000  # a list says the same few of them in every row

_UNANSWERED = re.compile(
    r"no.?answer|not.?answered|unanswered|missed|busy|fail|congestion|cancel|abandon|reject"
    r"|declined|blocked|no.?response|unavailable|voicemail|chanunavail|noanswer"
    r"|not.?connected|[iu]n-?success|incomplete"
    r"|пропущ|не ?отвеч|без ответа|неотвеч|нет ответа|занят|неуда|не ?успе|ошибк|отмен|отклон"
    r"|не ?состоя|сброш|не ?принят|не ?дозвон"
    r"|αναπαντ|χαμεν|κατειλημμεν|απετυχ|αποτυχ|ακυρ|απορριφ|δεν απαντ|χωρις απαντ|μη απαντ"
    r"|verpasst|nicht angenommen|nicht erreicht|besetzt|fehlgeschlagen|abgewiesen|abgebrochen"
    r"|unbeantwortet|entgangen"
    r"|manque|sans reponse|non repondu|occupe|echec|echou|refuse|annul|abandonne|rejete"
)
_ANSWERED = re.compile(
    r"answer|\bconnected|completed|success|accepted|ok\b|yes\b|normal|established"
    r"|отвеч|принят|успе|состоя|разговор|да\b|απαντ|ολοκληρ|επιτυ|ναι\b|angenommen|erreicht"
    r"|beantwortet|verbunden|erfolg|ja\b|repondu|decroche|traite|abouti|reussi|oui\b|true|1$"
)
_NO_CALL = re.compile(r"\bsms|\bmms|gprs|internet|интернет|сообщени|μηνυμα|δεδομεν|nachricht")
_BUSY = re.compile(r"busy|занят|κατειλημμεν|besetzt|occupe")
_NOT = re.compile(r"no|false|0|нет|οχι|nein|non")
# Operators call a call local, international or within their network: that is with somebody else.
_INTERNAL = re.compile(r"intern(?!at)|внутр(?!исет|изон)|εσωτερ")
_INCOMING = re.compile(
    r"in\b|inc\b|incoming|inbound|received|вход|εισερχ|ληφθ|eingeh|ankomm|entrant|recu"
)
_OUTGOING = re.compile(
    r"out|dial(?:l?ed|ing)|placed|исход|εξερχ|ausgeh|abgeh|gewahlt|sortant|emis|appele"
)
_MISSED = re.compile(r"miss|пропущ|αναπαντ|χαμεν|verpasst|entgangen|nicht angenommen|manque|reject"
                     r"|отклон|απορριφ|abgewiesen|refuse|block|voicemail")  # fmt: skip
# FRITZ!Box: 1 came, 2 came and was missed, 4 went; 3 went where there is no 4, else it was blocked.
_FRITZBOX = {"1": (IN, True), "2": (IN, False), "3": (OUT, None), "4": (OUT, None)}
# Android: 1 came, 2 went, 3 missed, 4 voicemail, 5 rejected, 6 blocked.
_ANDROID = {
    "1": (IN, True),
    "2": (OUT, None),
    "3": (IN, False),
    "4": (IN, False),
    "5": (IN, False),
    "6": (IN, False),
}


@lru_cache(maxsize=_WORDS)
def direction(text: str) -> tuple[str, bool | None]:
    """Which way a call went, and whether it was answered where the same word says that too.

    ``in``, ``out``, ``internal``, or empty where *text* says neither, or that it was no call.
    """
    said = fold(text.strip())
    if _NO_CALL.search(said):
        return "", None
    answered = is_answered(said)
    if _INTERNAL.match(said):
        return INTERNAL, answered
    if _INCOMING.match(said) or " incoming" in f" {said}":
        return IN, answered
    if _OUTGOING.match(said) or " outgoing" in f" {said}":
        return OUT, answered
    if _MISSED.match(said):
        return IN, False
    return "", answered


def by_figure(text: str, *, is_fritzbox: bool, has_four: bool) -> tuple[str, bool | None]:
    """The same for a type that is a figure; see the tables above."""
    figure = text.strip()
    if is_fritzbox and figure == "3" and has_four:
        return IN, False
    return (_FRITZBOX if is_fritzbox else _ANDROID).get(figure, ("", None))


@lru_cache(maxsize=_WORDS)
def is_busy(text: str) -> bool:
    """Whether *text* says that the line was busy."""
    return bool(_BUSY.search(fold(text.strip())))


@lru_cache(maxsize=_WORDS)
def is_answered(text: str) -> bool | None:
    """Whether *text* says that they talked; None where it says nothing about that."""
    said = fold(text.strip())
    if _UNANSWERED.search(said) or _NOT.fullmatch(said):
        return False
    return True if _ANSWERED.search(said) else None
