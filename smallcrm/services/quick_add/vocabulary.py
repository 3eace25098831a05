"""The words that quick add knows in five languages, as ``core.fold`` leaves them."""

from __future__ import annotations

from smallcrm.core.fold import fold

CONTACT, INVOICE, NOTE, TASK = "contact", "invoice", "note", "task"
HOURS, MINUTES, DAYS, WEEKS, MONTHS_AHEAD = "hours", "minutes", "days", "weeks", "months"


def _table(words: dict[str, object]) -> dict[str, object]:
    return {fold(word): value for words_of, value in words.items() for word in words_of.split()}


def _set(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


KINDS = _table(
    {
        "contact контакт επαφή kontakt": CONTACT,
        "invoice счёт счет τιμολόγιο rechnung facture": INVOICE,
        "note заметка σημείωση notiz": NOTE,
        "task задача εργασία aufgabe tâche": TASK,
    }
)
# Days from today.
NEAR = _table(
    {
        "today сегодня σήμερα heute aujourd'hui aujourd’hui": 0,
        "tomorrow завтра αύριο morgen demain": 1,
        "послезавтра μεθαύριο übermorgen après-demain": 2,
    }
)
# Monday is 0; Russian days also as they follow "в".
WEEKDAYS = _table(
    {
        "mon monday пн понедельник δευ δευτέρα montag lundi": 0,
        "tue tues tuesday вт вторник τρι τρίτη dienstag mardi": 1,
        "wed wednesday ср среда среду τετ τετάρτη mittwoch mercredi": 2,
        "thu thur thurs thursday чт четверг πεμ πέμπτη donnerstag jeudi": 3,
        "fri friday пт пятница пятницу παρ παρασκευή freitag vendredi": 4,
        "sat saturday сб суббота субботу σαβ σάββατο samstag samedi": 5,
        "sun sunday вс воскресенье κυρ κυριακή sonntag dimanche": 6,
    }
)
# Hours of the day that are said in a word.
PARTS_OF_DAY = _table(
    {
        "morning утром πρωί früh matin": 9,
        "afternoon днём днем απόγευμα nachmittag après-midi": 15,
        "evening вечером βράδυ abend soir": 18,
    }
)
# "in 2 hours": the word before the number, and what is counted.
AHEAD = _set("in через σε dans")
SPANS = _table(
    {
        "hour hours час часа часов ώρα ώρες stunde stunden heure heures": HOURS,
        "minute minutes min минуту минуты минут λεπτό λεπτά minuten": MINUTES,
        "day days день дня дней ημέρα ημέρες μέρα μέρες tag tage tagen jour jours": DAYS,
        "week weeks неделю недели недель εβδομάδα εβδομάδες woche wochen semaine semaines": WEEKS,
        "month months месяц месяца месяцев μήνα μήνες monat monaten mois": MONTHS_AHEAD,
    }
)
ONE = _set("a an one одну один μία μια έναν ένα einer einem eine un une")
# They belong to the day or the time that follows, and go with it.
_SMALL = "at on в во на к στις στη στην στο την τη το next следующий следующую επόμενη um am à le"
BEFORE_WHEN = _set(_SMALL)
# Before a bare number that is an hour: "at 9", «в 9», «στις 9», "um 9", "à 9".
BEFORE_HOUR = _set("at в к στις um à")
AFTER_HOUR = _set("uhr o'clock h")  # may follow it
# They belong to the name that follows, and go with it: "with Anna", «για τη Μαρία», «у Ивана».
BEFORE_NAME = _set(
    "with for to с со для у к ко με για σε στον στην στη στο τον την τη το "
    "mit für bei avec pour chez"
)
