"""What telephone systems and mobile phones call the columns of their lists, in five languages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text

DATE, TIME, NUMBER, CALLER, CALLEE = "date", "time", "number", "caller", "callee"
DIRECTION, SECONDS, TALKED, OUTCOME = "direction", "duration", "talked", "status"
EMPLOYEE, OWN, NAME, UNIQUE = "employee", "own", "name", "unique"
CHANNEL, CALLED_CHANNEL = "channel", "called_channel"

NAMES: dict[str, Text] = {
    DATE: T("Date and time"),
    TIME: T("Time, where it stands apart"),
    NUMBER: T("Number of the other side"),
    CALLER: T("Who calls"),
    CALLEE: T("Who is called"),
    DIRECTION: T("Incoming or outgoing"),
    SECONDS: T("Duration"),
    TALKED: T("Duration of the talk"),
    OUTCOME: T("Answered or not"),
    EMPLOYEE: T("Extension or employee"),
    OWN: T("Own number"),
    NAME: T("Name of the other side"),
    UNIQUE: T("Number of the call in the telephone system"),
    CHANNEL: T("Channel of who calls"),
    CALLED_CHANNEL: T("Channel of who is called"),
}

# The likelier heading first: a system often has two moments, two durations, two ids.
_WORDS = {
    DATE: "calldate|call time|call date|date and time|date/time|date time|datetime|start time"
    "|start|call start|started|start date|datetimeorigination|datetimeconnect|date|timestamp"
    "|when|дата и время|дата/время|дата время|дата звонка|дата вызова|начало|время начала"
    "|начало разговора|время звонка|дата|ημερομηνια και ωρα|ημερομηνια/ωρα|ημ/νια ωρα"
    "|ημερομηνια κλησης|εναρξη|ωρα εναρξης|ημερομηνια|ημ/νια|datum und uhrzeit|datum/uhrzeit"
    "|datum/zeit|beginn|startzeit|anrufdatum|datum|date et heure|date/heure|date de l'appel"
    "|date appel|horodatage|debut",
    TIME: "time|hour|время|ωρα|uhrzeit|zeit|heure",
    NUMBER: "phone number|number|telephone number|phone|external number|remote number"
    "|contact number|other party|client number|номер телефона|номер|номер абонента|телефон"
    "|номер клиента|телефон клиента|номер собеседника|внешний номер|с кем говорил|с кем"
    "|αριθμος τηλεφωνου|αριθμος|τηλεφωνο|αριθμος κλησης|rufnummer|telefonnummer|nummer"
    "|numero de telephone|numero|telephone|correspondant",
    CALLER: "src|clid|caller id|caller|from|call from|source|calling number|caller number"
    "|callingpartynumber|calling party|from number|originator|a number|a-number"
    "|кто звонил|откуда|от кого|звонивший|вызывающий|номер вызывающего|номер а|исходящий номер"
    "|кто|καλων|απο|αριθμος καλουντος|καλων αριθμος|anrufer|von|quelle|appelant|de"
    "|numero appelant",
    CALLEE: "dst|destination|callee|to|call to|called number|called|dialed number"
    "|finalcalledpartynumber|originalcalledpartynumber|called party|to number|dialled number"
    "|b number|b-number|куда звонил|кому звонил|куда|кому|вызываемый|номер вызываемого|номер б"
    "|набранный номер|входящий номер|καλουμενος|προς|καλουμενος αριθμος|αριθμος καλουμενου"
    "|angerufener|angerufene nummer|an|nach|ziel|appele|vers|a|numero appele",
    DIRECTION: "direction|call direction|call type|type|communication type|call_type|направление"
    "|тип звонка|тип вызова|тип|вид звонка|κατευθυνση|τυπος κλησης|τυπος|ειδος κλησης|ειδος"
    "|typ|richtung|anruftyp|art|sens|type d'appel|type appel",
    TALKED: "billsec|talking|talk duration|talk time|billable seconds|conversation duration"
    "|talk|длительность разговора|время разговора|разговор|διαρκεια συνομιλιας|χρονος ομιλιας"
    "|συνομιλια|gesprachsdauer|gesprachszeit|gesprach|duree de conversation"
    "|duree de communication",
    SECONDS: "duration|call duration|duration in seconds|duration (in sec)|length|total duration"
    "|seconds|длительность|длительность звонка|длительность вызова|продолжительность"
    "|продолжительность звонка|διαρκεια|διαρκεια κλησης|dauer|anrufdauer|duree"
    "|duree de l'appel|duree appel",
    OUTCOME: "disposition|status|call status|result|call result|answered|state|outcome|статус"
    "|статус звонка|результат|результат звонка|состояние|итог|κατασταση|αποτελεσμα"
    "|κατασταση κλησης|ergebnis|zustand|statut|etat|resultat",
    EMPLOYEE: "extension|ext|agent|user|employee|operator|answered by|internal number"
    "|сотрудник|внутренний номер|внутренний|оператор|менеджер|кто говорил|ответственный"
    "|εσωτερικο|εσωτερικη γραμμη|χρηστης|υπαλληλος|χειριστης|nebenstelle|mitarbeiter|benutzer"
    "|durchwahl|poste|agent/poste|utilisateur|employe",
    OWN: "own number|did|did number|trunk|trunk number|line|our number|ddi|eigene rufnummer"
    "|eigene nummer|outgoing number|линия|наш номер|номер линии|городской номер"
    "|δικος μας αριθμος|γραμμη|αριθμος γραμμης|leitung|ligne|sda",
    NAME: "name|caller name|contact name|contact|cnam|имя|контакт|имя контакта|имя абонента"
    "|ονομα|επαφη|ονομα επαφης|ονοματεπωνυμο|kontakt|nom|nom du contact",
    UNIQUE: "linkedid|uniqueid|unique id|call id|callid|globalcallid_callid|call-id|id|uuid"
    "|entry_id|id звонка|идентификатор|αναγνωριστικο|kennung|identifiant",
    CHANNEL: "channel|src channel|src_channel|канал",
    CALLED_CHANNEL: "dstchannel|dst channel|dst_channel",
}
_PLACES = {
    fold(heading): (field, rank)
    for field, words in _WORDS.items()
    for rank, heading in enumerate(words.split("|"))
}
_ASIDE = re.compile(r"\s*[(\[,].*$")  # "Duration (sec)"
_MINUTES = re.compile(r"\b(?:min\w*|мин\w*|λεπτ\w*)\b")
_SECONDS = re.compile(r"\b(?:sec\w*|sek\w*|сек\w*|δευτ\w*|s)\b")


def meaning(heading: str) -> tuple[str, int] | None:
    """The field that *heading* names, and how likely: 0 is the likeliest."""
    key = fold(" ".join(heading.split())).replace("’", "'").strip("*:. ")
    return _PLACES.get(key) or _PLACES.get(_ASIDE.sub("", key))


def recognised(headings: Iterable[str]) -> dict[str, int]:
    """The column of each field: the one with the likeliest heading."""
    best: dict[str, tuple[int, int]] = {}
    for number, heading in enumerate(headings):
        place = meaning(heading)
        if place and (place[0] not in best or place[1] < best[place[0]][0]):
            best[place[0]] = (place[1], number)
    return {field: number for field, (_rank, number) in best.items()}


def are_calls(headings: Iterable[str]) -> bool:
    """Whether only a list of calls has such columns: a moment, who with, and how long."""
    found = set(recognised(headings))
    has_moment = bool(found & {DATE, TIME})
    has_side = NUMBER in found or {CALLER, CALLEE} <= found
    return has_moment and has_side and bool(found & {SECONDS, TALKED})


def is_in_minutes(heading: str) -> bool:
    """Whether a column under *heading* counts minutes."""
    key = fold(heading)
    return bool(_MINUTES.search(key)) and not _SECONDS.search(key)
