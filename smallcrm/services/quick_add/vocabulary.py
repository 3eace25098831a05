"""The words that quick add knows in English, Russian and Greek, as ``core.fold`` leaves them."""

from __future__ import annotations

from smallcrm.core.fold import fold

CONTACT, INVOICE, NOTE, TASK = "contact", "invoice", "note", "task"


def _table(words: dict[str, object]) -> dict[str, object]:
    return {fold(word): value for words_of, value in words.items() for word in words_of.split()}


KINDS = _table(
    {
        "contact контакт επαφή": CONTACT,
        "invoice счёт счет τιμολόγιο": INVOICE,
        "note заметка σημείωση": NOTE,
        "task задача εργασία": TASK,
    }
)
# Days from today.
NEAR = _table(
    {
        "today сегодня σήμερα": 0,
        "tomorrow завтра αύριο": 1,
        "послезавтра μεθαύριο": 2,
    }
)
# Monday is 0; Russian days also as they follow "в".
WEEKDAYS = _table(
    {
        "mon monday пн понедельник δευτέρα": 0,
        "tue tues tuesday вт вторник τρίτη": 1,
        "wed wednesday ср среда среду τετάρτη": 2,
        "thu thur thurs thursday чт четверг πέμπτη": 3,
        "fri friday пт пятница пятницу παρασκευή": 4,
        "sat saturday сб суббота субботу σάββατο": 5,
        "sun sunday вс воскресенье κυριακή": 6,
    }
)
# They belong to the day or the time that follows, and go with it.
_SMALL = "at on в во на к στις στη στην στο την τη το"
BEFORE_WHEN = frozenset(map(fold, _SMALL.split()))
